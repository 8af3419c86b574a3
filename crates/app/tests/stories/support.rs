//! A site without a surface: the application over SQLite or PostgreSQL, a shop, its neighbour, buyers and moderators.
//!
//! Time stands still until a test moves it, and the worker takes its turns when it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use app::commands::asking;
use app::commands::import::{self, OrderItem};
use app::commands::moderation::desk::{self, Source, Verdict};
use app::commands::people::{self, Newcomer, Seller};
use app::commands::questions::{self, NewAnswer, Seen};
use app::queries::asking::{CardOrder, CardQuestions};
use app::queries::moderation::CaseView;
use app::queries::notices::{Notice, Part};
use app::queries::questions::{Detail, Tracked};
use app::{App, Buyer, CanReply, Clock, Failure, Moderator, Person, Rules, SellerStaff, Tuning};
use domain::moderation::policy::Policy;
use domain::moderation::{Decision, Reason};
use domain::notices::kinds;
use domain::people::{DeskRole, Role};
use domain::reviews::OrderStatus;
use domain::text::Text;
use domain::{AnswerId, CaseId, Code, Money, OrderId, PersonId, ProductId, QuestionId, SellerId, Sku, Timestamp};
use store::testing::Scratch;

pub use app::Engine::{self, Postgres, Sqlite};

/// The shop «Тёплый дом».
pub const HOME: SellerId = SellerId(1_001);
/// A stranger to it.
pub const NEIGHBOUR: SellerId = SellerId(2_002);
/// Owns «Тёплый дом».
pub const ANNA: PersonId = person(1);
/// Manager there.
pub const BORIS: PersonId = person(2);
/// Owns the neighbour's shop.
pub const STEPAN: PersonId = person(3);
/// Buys; got a plaid.
pub const OLGA: PersonId = person(4);
/// Buys; got a plaid too.
pub const PYOTR: PersonId = person(5);
/// A moderator.
pub const MODEST: PersonId = person(6);
/// Another.
pub const LIDIA: PersonId = person(7);
/// A third.
pub const ZAKHAR: PersonId = person(8);
/// Helps people for the marketplace.
pub const NINA: PersonId = person(9);
/// Runs the marketplace's promotions.
pub const LEV: PersonId = person(10);
/// A plaid of «Тёплый дом».
pub const PLAID: Sku = Sku(300_100);
/// The order of a plaid that Ольга got.
pub const OLGAS: &str = "48173920-0001-1";
/// The one that Пётр got.
pub const PYOTRS: &str = "48173920-0002-1";

const fn person(number: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// A clock whose hands can be put forward and back.
pub struct Hands(AtomicI64);

impl Hands {
    fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// A running site.
pub struct Site {
    /// The application.
    pub app: App,
    hands: Arc<Hands>,
    scratch: Arc<Scratch>,
    media: tempfile::TempDir,
}

impl Site {
    /// A site as it comes, on which nobody is asked for a second opinion by chance.
    pub async fn start(engine: Engine) -> Self {
        Self::with(engine, |_| {}).await
    }

    /// The same by another policy.
    pub async fn with(engine: Engine, change: impl FnOnce(&mut Policy)) -> Self {
        Self::set_up(engine, change, app::files::Setup::default()).await
    }

    /// The same, whose files a scanner looks at.
    pub async fn scanned_by(engine: Engine, scanner: app::files::Scanner) -> Self {
        let files = app::files::Setup { scanner: Some(scanner), bucket: None };
        Self::set_up(engine, |_| {}, files).await
    }

    async fn set_up(engine: Engine, change: impl FnOnce(&mut Policy), files: app::files::Setup) -> Self {
        let mut policy = Policy { second_opinions: 0, questions_a_day: 1_000, ..Policy::default() };
        change(&mut policy);
        let scratch = Arc::new(tokio::task::spawn_blocking(move || Scratch::new(engine)).await.unwrap());
        let hands = Arc::new(Hands(AtomicI64::new(Timestamp::parse("2026-03-10T12:00:00Z").unwrap().0)));
        let media = tempfile::tempdir().unwrap();
        let (options, folder, time) = (scratch.options(), media.path().to_owned(), Arc::clone(&hands));
        let mut rules = Rules { policy, ..Rules::default() };
        // On a loaded machine honest messages would be held; what a slow guard does has a story of its own.
        rules.chats.guard_millis = 1_000;
        let tuning = Tuning { readers: Some(2), ..Tuning::default() };
        let open = move || App::open_with(options, tuning, folder, time as Arc<dyn Clock>, rules, files).unwrap();
        let app = tokio::task::spawn_blocking(open).await.unwrap();
        world(&app).await;
        Self { app, hands, scratch, media }
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.hands.turn(seconds);
    }

    /// Puts the clock back.
    pub fn put_back(&self, seconds: i64) {
        self.hands.turn(-seconds);
    }

    /// Lets the worker do all that there is to do now.
    pub async fn work(&self) {
        while app::worker::turn(&self.app).await.unwrap() {
            app::worker::idle(&self.app).await;
        }
    }

    /// Lets what can be taken back come into force.
    pub async fn settle(&self) {
        self.wait(10);
        self.work().await;
    }

    /// Another node on the same data: only PostgreSQL has more than one.
    pub async fn another_node(&self) -> App {
        let (options, folder) = (self.scratch.options(), self.media.path().to_owned());
        let (time, rules) = (Arc::clone(&self.hands), Rules::clone(self.app.rules()));
        let tuning = Tuning { readers: Some(2), ..Tuning::default() };
        let open = move || App::open_tuned(options, tuning, folder, time as Arc<dyn Clock>, rules).unwrap();
        tokio::task::spawn_blocking(open).await.unwrap()
    }

    /// Changes the data behind everybody's back and opens it again.
    pub async fn tampered(self, statement: &'static store::Sql) -> Self {
        let Self { app, hands, scratch, media } = self;
        app.close().await;
        drop(app);
        let raw = Arc::clone(&scratch);
        let data = tokio::task::spawn_blocking(move || raw.open()).await.unwrap();
        data.write(move |tx| tx.execute(statement, &[])).await.unwrap();
        data.close().await;
        drop(data);
        let (options, folder, time) = (scratch.options(), media.path().to_owned(), Arc::clone(&hands));
        let open = move || App::open(options, folder, time as Arc<dyn Clock>).unwrap();
        let app = tokio::task::spawn_blocking(open).await.unwrap();
        Self { app, hands, scratch, media }
    }

    /// Somebody who signs in.
    pub async fn person(&self, id: PersonId) -> Person {
        let link = people::link(&self.app, id, Duration::from_secs(60)).await.unwrap();
        let token = people::sign_in(&self.app, &link).await.unwrap();
        app::queries::people::by_session(&self.app, &token).await.unwrap().unwrap()
    }

    /// Somebody who answers for their shop.
    pub async fn staff(&self, id: PersonId) -> SellerStaff<CanReply> {
        self.person(id).await.member(None).unwrap().with().unwrap()
    }

    /// Somebody who buys.
    pub async fn buyer(&self, id: PersonId) -> Buyer {
        self.person(id).await.buyer()
    }

    /// Somebody who decides.
    pub async fn moderator(&self, id: PersonId) -> Moderator {
        self.person(id).await.desk().unwrap().moderator().unwrap()
    }

    /// Ольга asks about the plaid.
    pub async fn ask(&self, text: &str) -> asking::Asked {
        let olga = self.buyer(OLGA).await;
        asking::ask(&self.app, &olga, PLAID, Text::new(text).unwrap(), None).await.unwrap()
    }

    /// A question of hers that stands on the card.
    pub async fn question(&self) -> QuestionId {
        self.ask("Можно ли стирать плед в машине?").await.question
    }

    /// Анна sends an answer, which can be taken back.
    pub async fn send(&self, question: QuestionId, text: &str) -> AnswerId {
        let anna = self.staff(ANNA).await;
        questions::send(&self.app, &anna, reply(question, text)).await.unwrap().answer
    }

    /// The same, ten seconds later.
    pub async fn sent(&self, question: QuestionId, text: &str) -> AnswerId {
        let answer = self.send(question, text).await;
        self.settle().await;
        answer
    }

    /// A moderator takes what comes next.
    pub async fn claim(&self, who: PersonId) -> Option<(SellerId, CaseId)> {
        desk::claim(&self.app, &self.moderator(who).await, Source::All).await.unwrap()
    }

    /// Takes what comes next, with its context.
    pub async fn claimed(&self, who: PersonId) -> CaseView {
        let moderator = self.moderator(who).await;
        app::queries::moderation::claimed(&self.app, &moderator, Source::All).await.unwrap().unwrap()
    }

    /// Decides a case that this moderator holds.
    pub async fn decide(
        &self,
        who: PersonId,
        case: (SellerId, CaseId),
        verdict: Verdict,
    ) -> Result<Timestamp, Failure> {
        desk::decide(&self.app, &self.moderator(who).await, case.0, case.1, verdict).await
    }

    /// Takes what comes next and decides it; the verdict comes into force.
    pub async fn judge(&self, who: PersonId, verdict: Verdict) -> CaseId {
        let case = self.claim(who).await.unwrap();
        self.decide(who, case, verdict).await.unwrap();
        self.settle().await;
        case.1
    }

    /// The questions on the plaid's card.
    pub async fn card(&self) -> CardQuestions {
        app::queries::asking::card(&self.app, None, PLAID, CardOrder::Newest, None, 50).await.unwrap()
    }

    /// What the answers on the card say, in their order.
    pub async fn answers_on_card(&self) -> Vec<String> {
        let card = self.card().await;
        let texts = card.questions.into_iter().flat_map(|q| q.answers).map(|a| a.public_text.unwrap());
        texts.collect()
    }

    /// A question as the shop sees it.
    pub async fn detail(&self, question: QuestionId) -> Detail {
        let anna = self.staff(ANNA).await;
        app::queries::questions::detail(&self.app, &anna.reader(), question).await.unwrap()
    }

    /// An answer with its way, as the shop sees it.
    pub async fn answer(&self, answer: AnswerId) -> Tracked {
        let anna = self.staff(ANNA).await;
        app::queries::questions::answer(&self.app, &anna.reader(), answer).await.unwrap()
    }

    /// What somebody was told in any of their parts, the newest first; that they have signed in is left out, since stories make
    /// people do that all the time.
    pub async fn notices(&self, person: PersonId) -> Vec<Notice> {
        let parts =
            [Part::buyer(person), Part::staff(person, HOME), Part::staff(person, NEIGHBOUR), Part::desk(person)];
        let mut all = Vec::new();
        for part in parts {
            all.extend(app::queries::notices::list(&self.app, part, None, 200).await.unwrap());
        }
        all.retain(|notice| notice.kind != kinds::SIGNED_IN);
        all.sort_by_key(|notice| std::cmp::Reverse(notice.cursor.seq));
        all
    }

    /// The kinds of that.
    pub async fn told(&self, person: PersonId) -> Vec<String> {
        self.notices(person).await.into_iter().map(|notice| notice.kind).collect()
    }

    /// How many cases wait.
    pub async fn waiting(&self) -> i64 {
        let desk = self.person(MODEST).await.desk().unwrap();
        let all = app::queries::moderation::queues(&self.app, &desk).await.unwrap();
        all.into_iter().map(|queue| queue.waiting).sum()
    }
}

/// An answer that is sent as people send them.
pub fn reply(question: QuestionId, text: &str) -> NewAnswer {
    NewAnswer { question, text: Text::new(text).unwrap(), seen: None, undo: true, once: None }
}

/// The same by somebody who saw no answer of a colleague.
pub fn first_reply(question: QuestionId, text: &str) -> NewAnswer {
    NewAnswer { seen: Some(Seen(None)), ..reply(question, text) }
}

/// It may be public.
pub fn publish() -> Verdict {
    let (note_author, note_desk) = (String::new(), String::new());
    Verdict { decision: Decision::Publish, reasons: Vec::new(), note_author, note_desk }
}

/// It may not.
pub fn refuse(reasons: &[Reason]) -> Verdict {
    Verdict { decision: Decision::Refuse, reasons: reasons.to_vec(), ..publish() }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> Code {
    outcome.unwrap_err().refusal().unwrap().code
}

async fn world(app: &App) {
    let somebody = |id, name: &str, staff: &[(SellerId, Role)], desk| Newcomer {
        id,
        name: name.into(),
        staff: staff.to_vec(),
        desk,
    };
    let everybody = vec![
        somebody(ANNA, "Анна", &[(HOME, Role::Owner)], None),
        somebody(BORIS, "Борис", &[(HOME, Role::Manager)], None),
        somebody(STEPAN, "Степан", &[(NEIGHBOUR, Role::Owner)], None),
        somebody(OLGA, "Ольга", &[], None),
        somebody(PYOTR, "Пётр", &[], None),
        somebody(MODEST, "Модест", &[], Some(DeskRole::Moderator)),
        somebody(LIDIA, "Лидия", &[], Some(DeskRole::Moderator)),
        somebody(ZAKHAR, "Захар", &[], Some(DeskRole::Safety)),
        somebody(NINA, "Нина", &[], Some(DeskRole::Support)),
        somebody(LEV, "Лев", &[], Some(DeskRole::Marketer)),
    ];
    people::introduce(app, vec![shop(HOME, "Тёплый дом"), shop(NEIGHBOUR, "Соседняя лавка")], everybody).await.unwrap();
    import::products(app, vec![plaid(app.now(), false)]).await.unwrap();
    let orders = vec![delivered(OLGAS, OLGA), delivered(PYOTRS, PYOTR)];
    import::orders(app, orders).await.unwrap();
}

fn shop(id: SellerId, name: &str) -> Seller {
    Seller {
        id,
        name: name.into(),
        legal_name: format!("ООО «{name}»"),
        inn: "7701234567".into(),
        ogrn: "1027700132195".into(),
        country: "RUS".into(),
        currency: "RUB".into(),
        ownership_form: "OOO".into(),
        tax_system: "USN".into(),
    }
}

/// The plaid, sold still or no longer.
pub fn plaid(now: Timestamp, archived: bool) -> import::Product {
    import::Product {
        seller: HOME,
        sku: PLAID,
        product_id: ProductId(PLAID.0 + 1),
        offer_id: "PLAID".into(),
        name: "Плед шерстяной".into(),
        category: "Пледы".into(),
        brand: String::new(),
        description: String::new(),
        attributes: "{}".into(),
        price: Money::kopecks(119_000),
        old_price: None,
        stock: 7,
        picture: None,
        archived,
        created_at: now,
        updated_at: now,
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

fn delivered(order: &str, buyer: PersonId) -> OrderItem {
    let at = Timestamp::parse("2026-02-20T10:00:00Z");
    OrderItem {
        seller: HOME,
        order: OrderId(order.into()),
        sku: PLAID,
        buyer: Some(buyer),
        status: OrderStatus::Delivered,
        price: Money::kopecks(119_000),
        ordered_at: at,
        delivered_at: at,
        scheme: domain::chats::Scheme::Fbs,
        paid_at: at,
    }
}
