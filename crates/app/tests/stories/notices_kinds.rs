//! Who is told, and who is not, of being held back in chats, of products that come into a promotion by themselves, and of what
//! support has answered; and what the desk is reminded of.

use app::commands::asking;
use app::commands::chats::send::NewMessage;
use app::commands::chats::{dispute, measures, open};
use app::commands::promotions::enrolment;
use app::commands::support as desk;
use app::guard::Judge;
use app::queries::notices::Part;
use app::{CanPromote, SellerStaff, Speaker};
use domain::chats::{DisputeReason, Matter};
use domain::fraud::{Judgement, Label, Message, Verdict, Why};
use domain::moderation::Reason;
use domain::notices::{Choice, Topic};
use domain::promotions::{Answer, Kind};
use domain::text::Text;
use domain::{OrderId, PersonId, Timestamp};

use crate::chats::{buyer, nina, say, shop, talk, words};
use crate::notices::{HOUR, wants};
use crate::promotions::{WINTER, winter, with};
use crate::support::*;

const DAY: i64 = 24 * HOUR;

/// How often somebody was told of a kind.
async fn told(site: &Site, who: PersonId, kind: &str) -> usize {
    site.work().await;
    site.told(who).await.iter().filter(|told| *told == kind).count()
}

/// Everybody of the world who was told of a kind.
async fn who_was_told(site: &Site, kind: &str) -> Vec<PersonId> {
    let mut all = Vec::new();
    for who in [ANNA, BORIS, STEPAN, OLGA, PYOTR, MODEST, LIDIA, ZAKHAR, NINA, LEV] {
        if told(site, who, kind).await > 0 {
            all.push(who);
        }
    }
    all
}

/// A guard that stops or holds everything, or nothing.
struct Stern(Verdict);

impl Judge for Stern {
    fn judge(&self, message: &Message<'_>) -> Judgement {
        let span = 0..message.text.len();
        let why = Why { label: Label::AsksCode, span, rule: "told".into() };
        Judgement { verdict: self.0, why: if self.0 == Verdict::Allow { Vec::new() } else { vec![why] } }
    }

    fn version(&self) -> &'static str {
        "told"
    }
}

fn guard(site: &Site, verdict: Verdict) {
    site.app.guard().install(std::sync::Arc::new(Stern(verdict)));
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_who_is_held_back_is_told_so_and_that_it_is_over_and_nobody_else_is(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    guard(&site, Verdict::Block);
    say(&site, &olga, chat, "Код").await.unwrap();
    assert_eq!(who_was_told(&site, "chats_friction").await, [OLGA]);
    assert_eq!(site.notices(OLGA).await[0].topic, Topic::Security);
    measures::appeal_friction(&site.app, &olga, Text::new("Это был код товара").unwrap()).await.unwrap();
    site.judge(ZAKHAR, publish()).await;
    assert_eq!(who_was_told(&site, "chats_free").await, [OLGA]);
    assert_eq!(told(&site, OLGA, "chats_friction").await, 1, "that it is over is not told as another restriction");
}

#[rstest::rstest]
#[tokio::test]
async fn who_answers_for_a_shop_and_is_held_back_is_told_and_colleagues_are_not(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, boris, chat) = (buyer(&site, OLGA).await, shop(&site, BORIS).await, talk(&site).await);
    say(&site, &olga, chat, "Плед колется").await.unwrap();
    guard(&site, Verdict::Block);
    say(&site, &boris, chat, "Назовите код").await.unwrap();
    assert_eq!(who_was_told(&site, "chats_friction").await, [BORIS], "not the shop, and not the buyer");
}

#[rstest::rstest]
#[tokio::test]
async fn a_warning_holds_nobody_back_and_is_told_to_nobody(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    guard(&site, Verdict::Warn);
    app::commands::chats::send::send(&site.app, &olga, chat, NewMessage { confirmed: true, ..words("Код") })
        .await
        .unwrap();
    assert_eq!(who_was_told(&site, "chats_friction").await, []);
}

async fn promoter(site: &Site, who: PersonId) -> SellerStaff<CanPromote> {
    site.person(who).await.member(None).unwrap().with().unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn shops_hear_that_products_will_come_in_by_themselves_or_are_asked_and_who_never_wants_it_hears_nothing(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let begin = async || {
        let site = with(engine, |site| {
            let auto = Timestamp(site.app.now().0 + 8 * DAY * 1_000_000);
            app::commands::import::NewPromotion { auto_add_at: Some(auto), ..winter(site) }
        })
        .await;
        let anna = promoter(&site, ANNA).await;
        enrolment::answer(&site.app, &anna, Kind::Discount, Answer::Join).await.unwrap();
        site
    };
    let site = begin().await;
    site.wait(DAY - 1);
    assert_eq!(who_was_told(&site, "enrolment_announced").await, [], "a week before, and not earlier");
    site.wait(1);
    assert_eq!(who_was_told(&site, "enrolment_announced").await, [ANNA], "promotions are not a manager's business");
    assert_eq!(who_was_told(&site, "enrolment_asked").await, [STEPAN], "he said nothing, and silence is no");
    let notice = site.notices(ANNA).await.remove(0);
    assert_eq!((notice.topic, notice.subject), (Topic::Promotions, WINTER.to_string()));
    site.wait(8 * DAY);
    assert_eq!([told(&site, ANNA, "enrolment_announced").await, told(&site, STEPAN, "enrolment_asked").await], [1, 1]);

    let site = begin().await;
    let stepan = promoter(&site, STEPAN).await;
    enrolment::answer(&site.app, &stepan, Kind::Discount, Answer::Never).await.unwrap();
    wants(&site, Part::staff(BORIS, HOME), Topic::Promotions, |choice| Choice { on: true, ..choice }).await;
    site.wait(DAY);
    assert_eq!(who_was_told(&site, "enrolment_announced").await, [ANNA, BORIS], "he asked to hear of it");
    assert_eq!(who_was_told(&site, "enrolment_asked").await, [], "never is never");
}

#[rstest::rstest]
#[tokio::test]
async fn what_support_answers_is_told_to_whom_it_answers_and_to_nobody_else(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, nina) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, nina(&site).await);
    let support = Speaker::from(&nina);
    let of_olga = open::support(&site.app, olga.reader(), Matter::Chats).await.unwrap();
    say(&site, &olga, of_olga, "Почему я не могу писать?").await.unwrap();
    desk::take(&site.app, &nina, of_olga).await.unwrap();
    assert_eq!(who_was_told(&site, "support_message").await, []);
    say(&site, &support, of_olga, "Посмотрим").await.unwrap();
    assert_eq!(who_was_told(&site, "support_message").await, [OLGA]);
    let notice = site.notices(OLGA).await.remove(0);
    assert_eq!((notice.topic, notice.subject), (Topic::Support, of_olga.to_string()));

    let of_anna = open::support(&site.app, anna.reader(), Matter::Payment).await.unwrap();
    say(&site, &anna, of_anna, "Не пришла выплата").await.unwrap();
    desk::take(&site.app, &nina, of_anna).await.unwrap();
    say(&site, &support, of_anna, "Проверяем").await.unwrap();
    assert_eq!(who_was_told(&site, "support_message").await, [ANNA, BORIS, OLGA]);
    assert_eq!(told(&site, OLGA, "support_message").await, 1, "it is no business of hers");
    assert_eq!(who_was_told(&site, "chat_message").await, [], "support is not the other side of a chat");

    let buyer = site.buyer(OLGA).await;
    let chat = dispute::open(&site.app, &buyer, OrderId(OLGAS.into()), PLAID, DisputeReason::Defect).await.unwrap();
    let before = [told(&site, OLGA, "support_message").await, told(&site, BORIS, "support_message").await];
    say(&site, &support, chat, "Пришлите фото").await.unwrap();
    let after = [told(&site, OLGA, "support_message").await, told(&site, BORIS, "support_message").await];
    assert_eq!(after, [before[0] + 1, before[1] + 1], "in a dispute support speaks to both");
}

#[rstest::rstest]
#[tokio::test]
async fn who_does_not_want_to_hear_of_support_does_not(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, nina) = (shop(&site, ANNA).await, nina(&site).await);
    wants(&site, Part::staff(BORIS, HOME), Topic::Support, |choice| Choice { on: false, ..choice }).await;
    let chat = open::support(&site.app, anna.reader(), Matter::Payment).await.unwrap();
    say(&site, &anna, chat, "Не пришла выплата").await.unwrap();
    desk::take(&site.app, &nina, chat).await.unwrap();
    say(&site, &Speaker::from(&nina), chat, "Проверяем").await.unwrap();
    assert_eq!(who_was_told(&site, "support_message").await, [ANNA]);
}

/// Until when a verdict on what is sent in now is promised.
fn promised(site: &Site) -> Timestamp {
    site.app.rules().due_at(site.app.now())
}

/// Puts the clock to so many seconds before a time.
async fn come(site: &Site, to: Timestamp, seconds_before: i64) {
    site.work().await;
    site.wait((to.0 - site.app.now().0) / 1_000_000 + 1 - seconds_before);
    site.work().await;
}

/// Of which queues somebody was told that their time is nearly over, the first first.
async fn of_queues(site: &Site, who: PersonId) -> Vec<String> {
    let told = site.notices(who).await;
    told.into_iter().rev().filter(|told| told.kind == "verdicts_due").map(|told| told.subject).collect()
}

/// Answers with an address in them, which wait for a moderator.
async fn answers(site: &Site, texts: &[&str]) {
    for text in texts {
        let question = site.ask(&format!("Вопрос о пледе: {text}?")).await.question;
        site.work().await;
        site.sent(question, &format!("{text}: пишите на plaid@example.com")).await;
    }
}

#[rstest::rstest]
#[tokio::test]
async fn moderators_are_reminded_of_a_queue_once_a_day_and_once_an_hour_before_its_time_is_over(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    answers(&site, &["Первый", "Второй", "Третий"]).await;
    assert_eq!(site.waiting().await, 3);
    let due = promised(&site);
    come(&site, due, DAY + 1).await;
    assert_eq!(who_was_told(&site, "verdicts_due").await, []);
    site.wait(1);
    assert_eq!(who_was_told(&site, "verdicts_due").await, [MODEST, LIDIA], "whose queue it is, and nobody else");
    assert_eq!(of_queues(&site, MODEST).await, ["answers"], "three cases are told of together");
    let notice = site.notices(MODEST).await.remove(0);
    assert_eq!(notice.topic, Topic::Deadlines);
    // One of them is decided: the others still wait an hour before the end.
    site.judge(MODEST, publish()).await;
    come(&site, due, HOUR).await;
    assert_eq!(of_queues(&site, LIDIA).await, ["answers", "answers"]);
    come(&site, due, -DAY).await;
    assert_eq!(of_queues(&site, LIDIA).await.len(), 2, "what is late is seen on the desk");
}

#[rstest::rstest]
#[tokio::test]
async fn of_what_was_decided_or_taken_away_in_time_nobody_is_reminded(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    answers(&site, &["Первый"]).await;
    let due = promised(&site);
    site.judge(LIDIA, refuse(&[Reason::Email])).await;
    let asked = site.ask("Пишите мне на olga@example.com, можно ли стирать плед?").await;
    site.work().await;
    asking::delete(&site.app, &site.buyer(OLGA).await, asked.question).await.unwrap();
    come(&site, due, DAY).await;
    come(&site, due, HOUR).await;
    assert_eq!(who_was_told(&site, "verdicts_due").await, []);
}

#[rstest::rstest]
#[tokio::test]
async fn safety_is_reminded_of_held_messages_an_hour_before_they_go_back_once_for_all_of_them(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, pyotr, chat) = (buyer(&site, OLGA).await, buyer(&site, PYOTR).await, talk(&site).await);
    let his = site.buyer(PYOTR).await;
    let other = open::by_buyer_about_order(&site.app, &his, OrderId(PYOTRS.into()), PLAID).await.unwrap();
    guard(&site, Verdict::Hold);
    // At 12:01 and 12:02, for two hours: their last hours begin in the same quarter of an hour.
    site.wait(60);
    say(&site, &olga, chat, "Смотрите тут").await.unwrap();
    site.wait(60);
    say(&site, &pyotr, other, "И тут").await.unwrap();
    site.work().await;
    site.wait(HOUR + 13 * 60 - 1);
    assert_eq!(who_was_told(&site, "verdicts_due").await, []);
    site.wait(1);
    assert_eq!(who_was_told(&site, "verdicts_due").await, [ZAKHAR], "no moderator");
    assert_eq!(of_queues(&site, ZAKHAR).await, ["safety"], "both are told of together");
}
