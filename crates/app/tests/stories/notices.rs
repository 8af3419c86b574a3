//! Who is told of what.

use app::commands::announcements::{self, NewAnnouncement};
use app::commands::answers::{self, NewAnswer};
use app::commands::chats::{dispute, state};
use app::commands::discount_requests::Verdict;
use app::commands::keys;
use app::commands::notices::{self as commands, change, mute, part, switch};
use app::queries::notices::{self as queries, Cursor, Part};
use app::{CanManage, Failure};
use domain::chats::{DisputeReason, Outcome, Topic as About};
use domain::notices::{Choice, Settings, Side, Topic};
use domain::people::{KeyRole, Role};
use domain::promotions::State;
use domain::promotions::own::Gives;
use domain::text::Text;
use domain::{Code, OrderId, PersonId, ReviewId};

use crate::chats::{buyer, nina, say, shop, talk};
use crate::discount_requests::grant;
use crate::own_promotions::{made, turn};
use crate::promotions::{WINTER, at, join, winter, with};
use crate::reviews::{opinion, review};
use crate::support::*;

pub const HOUR: i64 = 3_600;

/// Анна in her shop.
pub fn anna_in_shop() -> Part {
    Part::staff(ANNA, HOME)
}

/// Somebody changes what they want to hear of a topic.
pub async fn wants(site: &Site, part: Part, topic: Topic, want: impl FnOnce(Choice) -> Choice + Send + 'static) {
    let changed = change(&site.app, part, None, move |settings: &mut Settings| {
        let choice = want(settings.choice(topic));
        settings.topics.insert(topic, choice);
    });
    changed.await.unwrap();
}

async fn answer_review(site: &Site, review: ReviewId) {
    let new = NewAnswer {
        review,
        text: Text::new("Спасибо за отзыв!").unwrap(),
        parent: None,
        settles: true,
        seen: None,
        undo: false,
        once: None,
    };
    answers::send(&site.app, &site.staff(ANNA).await, new).await.unwrap();
    site.work().await;
}

async fn dispute_of(site: &Site, who: PersonId) -> domain::ChatId {
    let olga = site.buyer(who).await;
    dispute::open(&site.app, &olga, OrderId(OLGAS.into()), PLAID, DisputeReason::Defect).await.unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_hears_of_a_review_and_its_buyer_of_the_answer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(1, "Порвался за неделю")).await;
    site.work().await;
    for who in [ANNA, BORIS] {
        assert_eq!(site.told(who).await, ["review_new"]);
    }
    assert!(site.told(STEPAN).await.is_empty() && site.told(OLGA).await.is_empty());
    answer_review(&site, review).await;
    let told = site.notices(OLGA).await;
    assert_eq!(
        (told.len(), told[0].kind.as_str(), told[0].subject.as_str()),
        (1, "review_answered", &*review.to_string())
    );
    assert_eq!(site.told(ANNA).await, ["review_new"], "nobody is told of their own doing");
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_hears_of_a_question_and_its_buyer_of_answers_of_others(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    site.work().await;
    assert_eq!(site.told(BORIS).await, ["question_new"]);
    assert!(site.told(OLGA).await.is_empty());
    site.sent(question, "Да, при 30 градусах.").await;
    site.judge(MODEST, publish()).await;
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
    assert_eq!(site.told(ANNA).await, ["answer_published", "question_new"]);
    assert_eq!(site.told(BORIS).await, ["question_new"], "it is not his text");
}

#[rstest::rstest]
#[tokio::test]
async fn each_side_of_a_chat_hears_of_the_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    say(&site, &olga, chat, "Есть ли такой же синий?").await.unwrap();
    site.work().await;
    assert_eq!([site.told(ANNA).await, site.told(BORIS).await], [["chat_message"], ["chat_message"]]);
    say(&site, &anna, chat, "Есть").await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["chat_message"]);
    assert_eq!(site.told(ANNA).await, ["chat_message"], "what she wrote herself is no news");
    assert!(site.told(STEPAN).await.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn both_sides_hear_of_a_dispute_but_not_whoever_moved_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = dispute_of(&site, OLGA).await;
    site.work().await;
    let moved = async |who| site.told(who).await.into_iter().filter(|kind| kind == "dispute_moved").count();
    assert_eq!([moved(OLGA).await, moved(ANNA).await, moved(STEPAN).await], [0, 1, 0]);
    say(&site, &shop(&site, ANNA).await, chat, "Согласны, вернём").await.unwrap();
    site.work().await;
    let (anna, boris) = (moved(ANNA).await, moved(BORIS).await);
    assert!(anna <= boris && moved(OLGA).await >= 1);
    dispute::decide(&site.app, &nina(&site).await, chat, Outcome::Buyer, "Вернём деньги").await.unwrap();
    site.work().await;
    assert_eq!([moved(ANNA).await, moved(BORIS).await], [anna + 1, boris + 1]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_hears_of_a_request_and_its_buyer_of_the_answer_or_of_none(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let first = site.asked().await;
    site.work().await;
    assert_eq!(site.told(ANNA).await, ["discount_asked"]);
    assert!(site.told(BORIS).await.is_empty(), "a manager does not decide about prices");
    site.answer_with(first, grant(99_000)).await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["discount_approved"]);
    let site = Site::start(engine).await;
    let second = site.asked().await;
    site.answer_with(second, Verdict::Decline).await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["discount_declined"]);
    let site = Site::start(engine).await;
    site.asked().await;
    site.wait(60 * 24 * HOUR);
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["discount_expired"]);
}

#[rstest::rstest]
#[tokio::test]
async fn what_the_operator_tells_all_shops_reaches_everybody_there_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let both = |text: &str| (text.to_owned(), text.to_owned());
    let new = NewAnnouncement {
        topic: About::ALL[0], title: both("Новый тариф"), text: both("С понедельника")
    };
    announcements::announce(&site.app, &nina(&site).await, new).await.unwrap();
    site.work().await;
    for who in [ANNA, BORIS, STEPAN] {
        assert_eq!(site.told(who).await, ["news"]);
    }
    assert!(site.told(OLGA).await.is_empty() && site.told(NINA).await.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn shops_hear_of_a_sale_that_opens_and_those_who_take_part_that_it_ends(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = with(engine, |site| {
        let sale = winter(site);
        let freeze_at = Some(domain::Timestamp(sale.time.1.0 - 3 * 24 * HOUR * 1_000_000));
        app::commands::import::NewPromotion { freeze_at, ..sale }
    })
    .await;
    site.work().await;
    assert_eq!([site.told(ANNA).await, site.told(STEPAN).await], [["promotion_open"], ["promotion_open"]]);
    assert!(site.told(BORIS).await.is_empty(), "it is not his business");
    join(&site, vec![at(1, 80_000)]).await;
    // Ten days: frozen after seven, so said after six; said a day before the end.
    site.wait(6 * 24 * HOUR);
    site.work().await;
    assert_eq!(site.told(ANNA).await, ["promotion_freezes", "promotion_open"]);
    site.wait(3 * 24 * HOUR);
    site.work().await;
    assert_eq!(site.told(ANNA).await, ["promotion_ends", "promotion_freezes", "promotion_open"]);
    assert_eq!(site.notices(ANNA).await[0].subject, WINTER.to_string());
    assert_eq!(site.told(STEPAN).await, ["promotion_open"], "nothing of theirs is in it");
}

#[rstest::rstest]
#[tokio::test]
async fn buyers_hear_of_a_promotion_of_a_shop_where_they_bought_if_they_want_it(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    switch(&site.app, Part::buyer(OLGA), Topic::Promotions, true).await.unwrap();
    switch(&site.app, Part::buyer(MODEST), Topic::Promotions, true).await.unwrap();
    let id = made(&site, Gives::Discount { min: 500 }).await;
    turn(&site, id, State::Published).await.unwrap();
    site.wait(2 * HOUR);
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["promotion_begun"]);
    assert!(site.told(PYOTR).await.is_empty(), "he never said that he wants it");
    assert!(site.told(MODEST).await.is_empty(), "he has bought nothing there");
}

#[rstest::rstest]
#[tokio::test]
async fn everybody_in_a_shop_hears_of_keys_and_so_does_whoever_made_them(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.person(ANNA).await.member(None).unwrap().with::<CanManage>().unwrap();
    let key = keys::create(&site.app, &anna, "1C", vec![KeyRole::ALL[0]], None).await.unwrap();
    keys::revoke(&site.app, &anna, key.id).await.unwrap();
    site.work().await;
    assert_eq!(site.told(BORIS).await, ["key_revoked", "key_created"]);
    assert_eq!(site.told(ANNA).await, site.told(BORIS).await, "it may have been somebody in her name");
    assert!(site.told(STEPAN).await.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn a_muted_chat_is_silent_for_whoever_muted_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    mute(&site.app, &site.person(BORIS).await, &chat.to_string(), true).await.unwrap();
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
    site.work().await;
    assert_eq!(site.told(ANNA).await, ["chat_message"]);
    assert!(site.told(BORIS).await.is_empty());
    mute(&site.app, &site.person(BORIS).await, &chat.to_string(), false).await.unwrap();
    say(&site, &olga, chat, "Вы здесь?").await.unwrap();
    site.work().await;
    assert_eq!(site.told(BORIS).await, ["chat_message"]);
}

#[rstest::rstest]
#[tokio::test]
async fn whoever_wants_only_their_own_does_not_hear_of_a_colleagues_chat(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    wants(&site, anna_in_shop(), Topic::Messages, |choice| Choice { only_mine: true, ..choice }).await;
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
    site.work().await;
    assert_eq!(site.told(ANNA).await, ["chat_message"], "nobody has it in hand");
    state::assign(&site.app, &site.staff(BORIS).await, chat, Some(BORIS)).await.unwrap();
    say(&site, &olga, chat, "Вы здесь?").await.unwrap();
    site.work().await;
    assert_eq!((site.told(ANNA).await.len(), site.told(BORIS).await.len()), (1, 2));
}

#[rstest::rstest]
#[tokio::test]
async fn whoever_wants_few_stars_hears_of_few_stars(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    wants(&site, anna_in_shop(), Topic::Reviews, |choice| Choice { stars_up_to: Some(3), ..choice }).await;
    review(&site, opinion(5, "Отлично")).await;
    site.work().await;
    assert!(site.told(ANNA).await.is_empty());
    assert_eq!(site.told(BORIS).await, ["review_new"]);
}

#[rstest::rstest]
#[tokio::test]
async fn nothing_is_told_twice_though_workers_run_side_by_side(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    for n in 0..5 {
        say(&site, &olga, chat, &format!("Вопрос {n} о пледе")).await.unwrap();
    }
    let turns = (0..6).map(|_| {
        let app = site.app.clone();
        tokio::spawn(async move { while app::worker::turn(&app).await.unwrap() {} })
    });
    for turn in turns.collect::<Vec<_>>() {
        turn.await.unwrap();
    }
    assert_eq!(site.told(ANNA).await.len(), 5);
    assert_eq!(queries::unread(&site.app, anna_in_shop()).await.unwrap(), [(Topic::Messages, 5)]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_is_reminded_to_reply_a_day_and_an_hour_before_and_not_when_it_has(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let reminders = async || site.told(ANNA).await.into_iter().filter(|kind| kind == "reply_due").count();
    say(&site, &olga, chat, "Есть ли такой же синий?").await.unwrap();
    site.work().await;
    site.wait(24 * HOUR - 1);
    site.work().await;
    assert_eq!(reminders().await, 0);
    site.wait(1);
    site.work().await;
    assert_eq!(reminders().await, 1);
    say(&site, &anna, chat, "Есть").await.unwrap();
    site.wait(23 * HOUR);
    site.work().await;
    assert_eq!(reminders().await, 1, "she has replied");
    // A buyer who writes again moves the time: of the first message nobody is reminded.
    say(&site, &olga, chat, "А зелёный?").await.unwrap();
    site.work().await;
    site.wait(2 * HOUR);
    say(&site, &olga, chat, "Или белый?").await.unwrap();
    site.work().await;
    site.wait(22 * HOUR);
    site.work().await;
    assert_eq!(reminders().await, 1);
    site.wait(2 * HOUR);
    site.work().await;
    assert_eq!(reminders().await, 2);
    site.wait(23 * HOUR);
    site.work().await;
    assert_eq!(reminders().await, 3);
}

#[rstest::rstest]
#[tokio::test]
async fn what_is_read_here_is_read_everywhere_and_only_in_its_part(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let first = review(&site, opinion(2, "Колется")).await;
    site.question().await;
    site.work().await;
    let unread = async || queries::unread(&site.app, anna_in_shop()).await.unwrap();
    assert_eq!(unread().await, [(Topic::Questions, 1), (Topic::Reviews, 1)]);
    commands::saw(&site.app, ANNA, HOME, &first.to_string()).await.unwrap();
    assert_eq!(unread().await, [(Topic::Questions, 1)]);
    commands::read(&site.app, anna_in_shop(), Cursor { seq: i64::MAX }).await.unwrap();
    assert!(unread().await.iter().all(|(topic, _)| *topic == Topic::Security));
    let boris = queries::unread(&site.app, Part::staff(BORIS, HOME)).await.unwrap();
    assert_eq!(boris, [(Topic::Questions, 1), (Topic::Reviews, 1)]);
}

#[rstest::rstest]
#[tokio::test]
async fn settings_belong_to_a_part_and_the_second_of_two_editors_is_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga) = (site.person(ANNA).await, site.person(OLGA).await);
    assert_eq!(part(&anna, Side::Shop, NEIGHBOUR).unwrap_err().code, Code::SellerNotFound);
    assert_eq!(part(&olga, Side::Desk, HOME).unwrap_err().code, Code::SellerNotFound);
    let mine = part(&anna, Side::Shop, HOME).unwrap();
    let (settings, version) = queries::settings(&site.app, mine).await.unwrap();
    assert_eq!((version, settings), (0, Settings::usual(Side::Shop, Some(Role::Owner))));
    let zone = |zone: &'static str| move |settings: &mut Settings| settings.zone = zone.to_owned();
    let (changed, version) = change(&site.app, mine, Some(0), zone("Asia/Omsk")).await.unwrap();
    assert_eq!((changed.zone.as_str(), version), ("Asia/Omsk", 1));
    assert_eq!(queries::settings(&site.app, mine).await.unwrap(), (changed, 1));
    let late: Result<_, Failure> = change(&site.app, mine, Some(0), zone("Europe/Moscow")).await;
    assert_eq!(code(late), Code::NoticeSettingsChanged);
    assert_eq!(code(change(&site.app, mine, Some(1), zone("Mars/Olympus")).await), Code::ZoneUnknown);
    assert_eq!(code(switch(&site.app, mine, Topic::Security, false).await), Code::TopicAlwaysOn);
    assert_eq!(queries::settings(&site.app, Part::buyer(ANNA)).await.unwrap().1, 0);
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_turns_of_a_switch_leave_one_choice_and_tell_nobody_anything(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (mine, before) = (anna_in_shop(), site.told(ANNA).await);
    for hundred in 0..100 {
        let turns = (0..100).map(|turn| switch(&site.app, mine, Topic::Reviews, (hundred + turn) % 2 == 0));
        futures::future::try_join_all(turns).await.unwrap();
    }
    switch(&site.app, mine, Topic::Reviews, false).await.unwrap();
    let (settings, version) = queries::settings(&site.app, mine).await.unwrap();
    assert_eq!((settings.choice(Topic::Reviews).on, version), (false, 10_001));
    site.work().await;
    assert_eq!(site.told(ANNA).await, before);
}
