//! What leaves the house: letters, pushes, messages in Telegram, calls to programs.
//!
//! Each way has a task of its own beside the worker. It takes what is due for a while, hands it over outside any transaction, and
//! notes what came of it; what it had in hand when it died is taken by somebody else when that while is over. Whoever hangs holds
//! up one place, never the way.

pub mod address;
pub mod letters;
pub mod mail;
mod post;
pub mod push;
pub mod telegram;
pub mod webhook;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use app::commands::outbox::{self, Fate, Parcel};
use app::commands::webhooks::{self as calls, Due};
use app::queries::notices::Sending;
use app::seals::Seals;
use app::{App, Failure, Signal};
use domain::WebhookId;
use domain::notices::Channel;
use futures::FutureExt as _;
use tokio::sync::OnceCell;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::mail::Mailer;
use self::push::{Pusher, Vapid};
use self::telegram::Bot;
use self::telegram::hearing::{self, Turn};
use self::webhook::Caller;
use crate::config::Settings;

/// How often it is looked whether something is due, where nothing tells of it.
const LOOK: Duration = Duration::from_millis(500);
/// How long what is under way may take after the order to stop.
const DRAIN: Duration = Duration::from_secs(5);
/// What is taken at once, so that others find something too.
const GULP: usize = 64;
/// Calls to one address at once: one that hangs holds up itself.
const PER_ADDRESS: usize = 4;

/// A way out of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Letters.
    Mail,
    /// Pushes to browsers.
    Push,
    /// Messages of our bot.
    Telegram,
    /// Calls to programs.
    Calls,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Push, Self::Telegram, Self::Calls];

    /// What may be under way at once.
    fn places(self) -> usize {
        match self {
            // Only some of them speak to the server; the others note what came of it.
            Self::Mail => 64,
            // A bot may say thirty things a second to all its chats together.
            Self::Telegram => 16,
            Self::Push | Self::Calls => 256,
        }
    }

    fn channel(self) -> Option<Channel> {
        match self {
            Self::Mail => Some(Channel::Email),
            Self::Push => Some(Channel::Push),
            Self::Telegram => Some(Channel::Telegram),
            Self::Calls => None,
        }
    }

    /// What wakes whoever goes this way.
    fn topic(self) -> &'static str {
        match self {
            Self::Mail => "sendings:email",
            Self::Push => "sendings:push",
            Self::Telegram => "sendings:telegram",
            Self::Calls => "calls",
        }
    }
}

/// Everything that speaks to the world outside.
#[derive(Debug)]
pub struct Outward {
    site: String,
    mailer: Option<Mailer>,
    pusher: Pusher,
    bot: Option<Bot>,
    caller: Caller,
    seals: OnceCell<Seals>,
    vapid: OnceCell<Arc<Vapid>>,
}

impl Outward {
    /// As it was set up. Nobody is called yet.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let site = settings.site();
        let mailer = settings.mail.clone().map(Mailer::new).transpose()?;
        let contact = match (&settings.push.contact, &settings.mail) {
            (Some(contact), _) => contact.clone(),
            (None, Some(mail)) => format!("mailto:{}", mail.from.email),
            (None, None) => site.clone(),
        };
        let pusher = Pusher::new(&settings.push, contact, address::system());
        let bot = settings.telegram.as_ref().map(|telegram| Bot::new(telegram, address::system()));
        let caller = Caller::new(&settings.webhooks, address::system());
        Ok(Self { site, mailer, pusher, bot, caller, seals: OnceCell::new(), vapid: OnceCell::new() })
    }

    /// Whether anybody can get mail.
    pub fn has_mail(&self) -> bool {
        self.mailer.is_some()
    }

    /// What speaks to push services.
    pub fn pusher(&self) -> &Pusher {
        &self.pusher
    }

    /// The bot that speaks in Telegram, where the operator has one.
    pub fn bot(&self) -> Option<&Bot> {
        self.bot.as_ref()
    }

    /// Hears once what was said to the bot, where it is this node's turn. Tests call it by hand.
    pub async fn hear(&self, app: &App, stop: &CancellationToken) -> Result<Turn, Failure> {
        match &self.bot {
            Some(bot) => hearing::turn(bot, app, &self.site, stop).await,
            None => Ok(Turn::Elsewhere),
        }
    }

    /// What speaks to programs.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Our key for push services; its public half is what browsers subscribe with.
    pub async fn vapid(&self, app: &App) -> Result<Arc<Vapid>, Failure> {
        self.vapid.get_or_try_init(|| async { Vapid::of(app).await.map(Arc::new) }).await.cloned()
    }

    async fn seals(&self, app: &App) -> Result<Seals, Failure> {
        self.seals.get_or_try_init(|| app::seals::of(app)).await.cloned()
    }

    /// Hands over all that is due one way now, and waits until it is done; how much it was. Tests call it by hand.
    pub async fn turn(self: &Arc<Self>, app: &App, way: Way) -> Result<usize, Failure> {
        let mut under_way = UnderWay::new(way);
        let mut handed = 0;
        loop {
            let taken = under_way.take(app, self).await?;
            handed += taken;
            if taken == 0 && !under_way.finish_one().await {
                return Ok(handed);
            }
        }
    }
}

/// What is to be handed over.
enum Work {
    Parcel(Box<Parcel>),
    Call(Box<Due>),
}

/// What is being handed over one way.
struct UnderWay {
    way: Way,
    tasks: JoinSet<Option<WebhookId>>,
    addresses: HashMap<WebhookId, usize>,
}

impl UnderWay {
    fn new(way: Way) -> Self {
        Self { way, tasks: JoinSet::new(), addresses: HashMap::new() }
    }

    /// Takes what is due, as far as there are places; how much it was.
    async fn take(&mut self, app: &App, outward: &Arc<Outward>) -> Result<usize, Failure> {
        while let Some(done) = self.tasks.try_join_next() {
            self.left(done.ok().flatten());
        }
        let room = self.way.places().saturating_sub(self.tasks.len()).min(GULP);
        if room == 0 {
            return Ok(0);
        }
        let limit = i64::try_from(room).unwrap_or(i64::MAX);
        let work: Vec<Work> = match self.way.channel() {
            Some(channel) => outbox::lease(app, channel, limit)
                .await?
                .into_iter()
                .map(|parcel| Work::Parcel(Box::new(parcel)))
                .collect(),
            None => self.calls(app, limit).await?.into_iter().map(|due| Work::Call(Box::new(due))).collect(),
        };
        let taken = work.len();
        for work in work {
            self.tasks.spawn(deliver(Arc::clone(outward), app.clone(), self.way, work));
        }
        Ok(taken)
    }

    /// Calls that are due, of addresses that are not busy; what is too much for one address is put back for a moment.
    async fn calls(&mut self, app: &App, limit: i64) -> Result<Vec<Due>, Failure> {
        let busy = self.addresses.iter().filter(|(_, calls)| **calls >= PER_ADDRESS).map(|(id, _)| *id).collect();
        let (mut taken, mut too_many) = (Vec::new(), Vec::new());
        for due in calls::lease(app, limit, busy).await? {
            let at_once = self.addresses.entry(due.webhook.id).or_default();
            if *at_once < PER_ADDRESS {
                *at_once += 1;
                taken.push(due);
            } else {
                too_many.push(due.call);
            }
        }
        if !too_many.is_empty() {
            calls::put_back(app, too_many).await?;
        }
        Ok(taken)
    }

    fn left(&mut self, address: Option<WebhookId>) {
        let Some(id) = address else { return };
        if let Some(calls) = self.addresses.get_mut(&id) {
            *calls -= 1;
            if *calls == 0 {
                self.addresses.remove(&id);
            }
        }
    }

    /// Waits until one of them has ended; `false` where nothing is under way.
    async fn finish_one(&mut self) -> bool {
        match self.tasks.join_next().await {
            Some(done) => {
                self.left(done.ok().flatten());
                true
            }
            None => false,
        }
    }
}

/// Hands one thing over. A fault of ours in it is its own end, and nobody else's.
async fn deliver(outward: Arc<Outward>, app: App, way: Way, work: Work) -> Option<WebhookId> {
    match work {
        Work::Parcel(parcel) => {
            let sendings = parcel.sendings.clone();
            let handed = async {
                match way {
                    Way::Mail => mail::deliver(&outward, &app, *parcel).await,
                    Way::Telegram => telegram::deliver(&outward, &app, *parcel).await,
                    Way::Push | Way::Calls => push::deliver(&outward, &app, *parcel).await,
                }
            };
            if AssertUnwindSafe(handed).catch_unwind().await.is_err() {
                noted(&app, (sendings, Fate::Never("a fault of the site itself".into()))).await;
            }
            None
        }
        Work::Call(due) => {
            let (id, call) = (due.webhook.id, due.call.clone());
            if AssertUnwindSafe(webhook::deliver(&outward, &app, *due)).catch_unwind().await.is_err() {
                tracing::error!(webhook = %id, event.seq = call.cursor.seq, "a call failed by a fault of the site itself");
                if let Err(failure) = calls::skip(&app, call).await {
                    tracing::warn!(error = %failure, "what came of a call could not be noted");
                }
            }
            Some(id)
        }
    }
}

/// What is needed for sending could not be read: a moment later it can, as a rule, and nobody waits until a lease is over.
fn unprepared(failure: &Failure) -> Fate {
    tracing::warn!(error = %failure, "a notice could not be prepared; tried again");
    Fate::Later("it could not be prepared".to_owned(), None)
}

/// Notes what came of several notices; where that fails they are sent again, which is better than never.
async fn noted(app: &App, (sendings, fate): (Vec<Sending>, Fate)) {
    let channel = sendings.first().map_or("", |sending| sending.channel.as_str());
    counted(
        channel,
        match &fate {
            Fate::Sent => "sent",
            Fate::Nowhere(_) => "nowhere",
            Fate::Later(..) => "later",
            Fate::Never(_) | Fate::Bounced(_) => "never",
        },
    );
    if let Fate::Later(why, _) | Fate::Never(why) | Fate::Bounced(why) = &fate {
        tracing::info!(channel, reason = %why, notices = sendings.len(), "a notice was not taken");
    }
    if let Err(failure) = outbox::ended(app, sendings, fate).await {
        tracing::warn!(error = %failure, "what came of a notice could not be noted; it is sent again");
    }
}

fn counted(channel: &'static str, outcome: &'static str) {
    metrics::counter!("otklik_outward_total", "channel" => channel, "outcome" => outcome).increment(1);
}

/// Hands over what is due, all ways, until `stop`. What is under way then gets a moment to end.
pub async fn run(app: App, outward: Arc<Outward>, stop: CancellationToken) {
    let ways = Way::ALL.map(|way| go(app.clone(), Arc::clone(&outward), way, stop.clone()));
    tokio::join!(futures::future::join_all(ways), hearing::run(&app, &outward, &stop));
}

async fn go(app: App, outward: Arc<Outward>, way: Way, stop: CancellationToken) {
    let mut signals = app.signals();
    let mut under_way = UnderWay::new(way);
    while !stop.is_cancelled() {
        match under_way.take(&app, &outward).await {
            Ok(taken) if taken > 0 => continue,
            Ok(_) => {}
            Err(failure) => tracing::warn!(error = %failure, ?way, "what is due could not be taken; tried again"),
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(LOOK) => {}
            _ = under_way.finish_one(), if !under_way.tasks.is_empty() => {}
            woken = woken(&mut signals, way) => if !woken { break },
        }
    }
    let rest = async { while under_way.finish_one().await {} };
    if tokio::time::timeout(DRAIN, rest).await.is_err() {
        tracing::warn!(?way, "what was under way is cut off, and sent again when its lease is over");
    }
}

/// Waits until something is told of this way; `false` where nobody tells anything any more.
async fn woken(signals: &mut Receiver<Signal>, way: Way) -> bool {
    loop {
        match signals.recv().await {
            Ok(Signal::Changed { topic, .. }) if topic != way.topic() => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}
