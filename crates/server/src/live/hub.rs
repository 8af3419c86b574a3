//! Who waits for what: one receiver of signals in the process, which wakes only those whom a signal concerns.
//!
//! A signal says *that* there is something new, so waking somebody means "look at the log again" and nothing else: two
//! wakes that fall together are one, and one too many does no harm. Whoever waits is entered before they first look.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::Signal;
use domain::{PersonId, SellerId};
use tokio::sync::Notify;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Who are woken at once when everybody is to look again; the next follow after [`PAUSE`], so that thousands do not read the
/// log in the same moment.
const AT_ONCE: usize = 200;
/// The time between two such groups.
const PAUSE: Duration = Duration::from_millis(20);
/// Courtesies that are kept for somebody who does not come to read them.
const COURTESIES: usize = 8;

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// What happens in a shop.
    Shop(SellerId),
    /// What happens to a buyer.
    Buyer(PersonId),
    /// What happens at the operator's desk.
    Desk,
    /// What people are doing with something that is open on a page: a review, a question, a chat.
    Open(Uuid),
    /// What a person is told, and what they have read of it.
    Notices(PersonId),
}

/// What somebody is doing at this moment with what is open. It is not in the log and not repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Courtesy {
    /// A colleague began or ceased to answer.
    Answering,
    /// Somebody of this side of a chat is writing.
    Typing(Box<str>),
}

/// What was told to somebody since they last looked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// There may be something new in the log.
    pub behind: bool,
    /// There may be other notices than before, or other ones may be unread.
    pub notices: bool,
    /// What others are doing, the oldest first.
    pub courtesies: Vec<Courtesy>,
    /// Nothing more will be told.
    pub over: bool,
}

/// Everybody who waits, by what they wait for.
#[derive(Debug)]
pub struct Hub {
    waiting: Mutex<Waiting>,
    stopping: Arc<CancellationToken>,
}

#[derive(Debug, Default)]
struct Waiting {
    by_key: HashMap<Key, Vec<Arc<Waiter>>>,
    listens: bool,
}

#[derive(Debug, Default)]
struct Waiter {
    told: Mutex<Told>,
    wake: Notify,
}

impl Waiter {
    fn tell(&self, what: impl FnOnce(&mut Told)) {
        what(&mut locked(&self.told));
        self.wake.notify_one();
    }
}

/// A place among those who wait; giving it up is dropping it.
#[derive(Debug)]
pub struct Seat {
    hub: Arc<Hub>,
    waiter: Arc<Waiter>,
    keys: Vec<Key>,
}

impl Hub {
    /// A hub where nobody waits yet. It ends with `stopping`.
    pub fn new(stopping: Arc<CancellationToken>) -> Self {
        Self { waiting: Mutex::default(), stopping }
    }

    /// Takes a place. From now on nothing of these keys is missed; what was told before has to be looked up. `signals` is asked
    /// where nobody listens yet.
    pub fn seat(self: &Arc<Self>, keys: Vec<Key>, signals: impl FnOnce() -> Receiver<Signal>) -> Seat {
        let waiter = Arc::new(Waiter::default());
        let mut waiting = locked(&self.waiting);
        if self.stopping.is_cancelled() {
            waiter.tell(|told| told.over = true);
        } else {
            if !std::mem::replace(&mut waiting.listens, true) {
                tokio::spawn(listen(Listening(Arc::clone(self)), signals()));
            }
            for key in &keys {
                waiting.by_key.entry(*key).or_default().push(Arc::clone(&waiter));
            }
        }
        drop(waiting);
        Seat { hub: Arc::clone(self), waiter, keys }
    }

    /// How many wait for something.
    pub fn waiting(&self, key: Key) -> usize {
        locked(&self.waiting).by_key.get(&key).map_or(0, Vec::len)
    }

    fn wake(&self, key: Key, what: impl Fn(&mut Told)) {
        if let Some(waiters) = locked(&self.waiting).by_key.get(&key) {
            for waiter in waiters {
                waiter.tell(&what);
            }
        }
    }

    fn tell(&self, seller: SellerId, topic: &str) {
        match topic.split_once(':') {
            None if topic == "events" => self.wake(Key::Shop(seller), look_again),
            None if topic == "desk" => self.wake(Key::Desk, look_again),
            Some(("buyer", id)) => {
                if let Some(buyer) = PersonId::parse(id) {
                    self.wake(Key::Buyer(buyer), look_again);
                }
            }
            Some(("notices", id)) => {
                if let Some(person) = PersonId::parse(id) {
                    self.wake(Key::Notices(person), |told| told.notices = true);
                }
            }
            Some(("answering", id)) => self.courtesy(id, &Courtesy::Answering),
            Some(("typing", who)) => {
                if let Some((chat, side)) = who.split_once(':') {
                    self.courtesy(chat, &Courtesy::Typing(side.into()));
                }
            }
            _ => {}
        }
    }

    fn courtesy(&self, open: &str, courtesy: &Courtesy) {
        let Ok(open) = Uuid::try_parse(open) else { return };
        self.wake(Key::Open(open), |told| {
            if told.courtesies.len() < COURTESIES && !told.courtesies.contains(courtesy) {
                told.courtesies.push(courtesy.clone());
            }
        });
    }

    fn everybody(&self) -> Vec<Arc<Waiter>> {
        locked(&self.waiting).by_key.values().flatten().map(Arc::clone).collect()
    }

    /// Lets everybody look again, some after others.
    fn resync(&self) {
        let everybody = self.everybody();
        tokio::spawn(async move {
            for some in everybody.chunks(AT_ONCE) {
                for waiter in some {
                    waiter.tell(|told| (told.behind, told.notices) = (true, true));
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
    }
}

fn look_again(told: &mut Told) {
    told.behind = true;
}

async fn listen(listening: Listening, mut signals: Receiver<Signal>) {
    let hub = &listening.0;
    loop {
        tokio::select! {
            () = hub.stopping.cancelled() => return,
            signal = signals.recv() => match signal {
                Ok(Signal::Changed { seller, topic }) => hub.tell(seller, &topic),
                Ok(Signal::Resync) | Err(RecvError::Lagged(_)) => hub.resync(),
                Err(RecvError::Closed) => return,
            },
        }
    }
}

/// However listening ends, nobody is left waiting for what will not be told; the next who comes begins it anew.
struct Listening(Arc<Hub>);

impl Drop for Listening {
    fn drop(&mut self) {
        let waiting = std::mem::take(&mut *locked(&self.0.waiting));
        waiting.by_key.values().flatten().for_each(|waiter| waiter.tell(|told| told.over = true));
    }
}

impl Seat {
    /// Waits until something is told. May be given up and begun again at any time.
    pub async fn told(&self) -> Told {
        loop {
            self.waiter.wake.notified().await;
            let told = std::mem::take(&mut *locked(&self.waiter.told));
            if told != Told::default() {
                return told;
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut waiting = locked(&self.hub.waiting);
        for key in &self.keys {
            let Some(waiters) = waiting.by_key.get_mut(key) else { continue };
            if let Some(place) = waiters.iter().position(|waiter| Arc::ptr_eq(waiter, &self.waiter)) {
                waiters.swap_remove(place);
            }
            if waiters.is_empty() {
                waiting.by_key.remove(key);
            }
        }
    }
}

/// What is locked is whole after every step, also when somebody panicked.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use tokio::sync::broadcast::{self, Sender};

    use super::*;

    const HOME: SellerId = SellerId(1);
    const NEIGHBOUR: SellerId = SellerId(2);
    const OLGA: PersonId = PersonId(Uuid::from_u128(5));
    const PYOTR: PersonId = PersonId(Uuid::from_u128(6));
    const CHAT: Uuid = Uuid::from_u128(7);

    /// Everybody who waits, and a mouth to tell them with.
    struct World {
        hub: Arc<Hub>,
        signals: Sender<Signal>,
    }

    impl World {
        fn begin() -> Self {
            Self { hub: Arc::new(Hub::new(Arc::default())), signals: broadcast::channel(16).0 }
        }

        fn seat(&self, key: Key) -> Seat {
            self.hub.seat(vec![key], || self.signals.subscribe())
        }

        fn tell(&self, seller: SellerId, topic: impl Into<Cow<'static, str>>) {
            self.signals.send(Signal::Changed { seller, topic: topic.into() }).unwrap();
        }
    }

    fn something_new() -> Told {
        Told { behind: true, ..Told::default() }
    }

    /// Whoever was told nothing up to now hears first what is told only to find out.
    async fn heard_nothing(told: &World, seat: &Seat, open: Uuid) {
        told.tell(HOME, format!("answering:{open}"));
        assert_eq!(seat.told().await, Told { courtesies: vec![Courtesy::Answering], ..Told::default() });
    }

    #[tokio::test]
    async fn a_signal_wakes_those_whom_it_concerns_and_nobody_else() {
        let told = World::begin();
        let (shop, buyer, desk) = (told.seat(Key::Shop(HOME)), told.seat(Key::Buyer(OLGA)), told.seat(Key::Desk));
        let open = Uuid::from_u128(99);
        let others = [Key::Shop(NEIGHBOUR), Key::Buyer(PYOTR)]
            .map(|key| told.hub.seat(vec![key, Key::Open(open)], || told.signals.subscribe()));
        told.tell(HOME, "events");
        assert_eq!(shop.told().await, something_new());
        told.tell(HOME, format!("buyer:{OLGA}"));
        assert_eq!(buyer.told().await, something_new());
        told.tell(HOME, "desk");
        assert_eq!(desk.told().await, something_new());
        for other in &others {
            heard_nothing(&told, other, open).await;
        }
    }

    #[tokio::test]
    async fn what_was_told_while_nobody_looked_is_told_once() {
        let told = World::begin();
        let shop = told.seat(Key::Shop(HOME));
        let last = told.seat(Key::Desk);
        told.tell(HOME, "events");
        told.tell(HOME, "events");
        told.tell(HOME, "desk");
        assert_eq!(last.told().await, something_new());
        assert_eq!(shop.told().await, something_new());
        assert!(futures::FutureExt::now_or_never(shop.told()).is_none());
    }

    #[tokio::test]
    async fn a_person_hears_on_every_page_that_there_are_other_notices() {
        let told = World::begin();
        let (phone, desktop) = (told.seat(Key::Notices(OLGA)), told.seat(Key::Notices(OLGA)));
        let open = Uuid::from_u128(99);
        let other = told.hub.seat(vec![Key::Notices(PYOTR), Key::Open(open)], || told.signals.subscribe());
        told.tell(SellerId(0), format!("notices:{OLGA}"));
        for seat in [&phone, &desktop] {
            assert_eq!(seat.told().await, Told { notices: true, ..Told::default() });
        }
        heard_nothing(&told, &other, open).await;
    }

    #[tokio::test]
    async fn who_types_is_told_to_those_who_have_the_chat_open() {
        let told = World::begin();
        let seat = told.seat(Key::Open(CHAT));
        told.tell(NEIGHBOUR, format!("typing:{}:seller", Uuid::from_u128(8)));
        told.tell(HOME, format!("typing:{CHAT}:buyer"));
        assert_eq!(seat.told().await.courtesies, [Courtesy::Typing("buyer".into())]);
    }

    #[tokio::test]
    async fn everybody_looks_again_when_signals_may_have_been_missed() {
        let told = World::begin();
        let seats: Vec<_> = (0..450).map(|n| told.seat(Key::Shop(SellerId(n)))).collect();
        told.signals.send(Signal::Resync).unwrap();
        for seat in &seats {
            assert_eq!(seat.told().await, Told { notices: true, ..something_new() });
        }
    }

    #[tokio::test]
    async fn nobody_waits_for_what_will_not_be_told() {
        let told = World::begin();
        let seat = told.seat(Key::Desk);
        told.hub.stopping.cancel();
        assert!(seat.told().await.over);
        assert!(told.seat(Key::Desk).told().await.over, "the site is stopping");
    }

    #[tokio::test]
    async fn a_place_that_was_given_up_leaves_nothing_behind() {
        let told = World::begin();
        let (one, other) = (told.seat(Key::Desk), told.seat(Key::Desk));
        assert_eq!(told.hub.waiting(Key::Desk), 2);
        drop(one);
        told.tell(HOME, "desk");
        assert_eq!(other.told().await, something_new());
        drop(other);
        assert!(locked(&told.hub.waiting).by_key.is_empty());
    }
}
