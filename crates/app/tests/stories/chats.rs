//! A shop, its buyers and support talk.

use app::commands::chats::send::{NewMessage, Sent};
use app::commands::chats::{change, dispute, open, send, state};
use app::commands::support as desk;
use app::queries::chats::{self as queries, Line, Page};
use app::{Failure, Reader, Speaker};
use domain::chats::{Author, DisputeReason, DisputeState, Matter, MessageState, Open, Outcome, Window};
use domain::{ChatId, Code, OrderId, PersonId};

use crate::support::*;

/// Somebody of the shop as one who writes.
pub async fn shop(site: &Site, who: PersonId) -> Speaker {
    Speaker::from(&site.staff(who).await)
}

/// Somebody who buys as one who writes.
pub async fn buyer(site: &Site, who: PersonId) -> Speaker {
    Speaker::from(&site.buyer(who).await)
}

/// Нина of support.
pub async fn nina(site: &Site) -> app::Support {
    site.person(NINA).await.desk().unwrap().support().unwrap()
}

/// A message of nothing but words.
pub fn words(text: &str) -> NewMessage {
    NewMessage { text: text.into(), ..NewMessage::default() }
}

/// Says something in a chat.
pub async fn say(site: &Site, who: &Speaker, chat: ChatId, text: &str) -> Result<Sent, Failure> {
    send::send(&site.app, who, chat, words(text)).await
}

/// Ольга writes to the shop about her plaid.
pub async fn talk(site: &Site) -> ChatId {
    let olga = site.buyer(OLGA).await;
    open::by_buyer_about_order(&site.app, &olga, OrderId(OLGAS.into()), PLAID).await.unwrap()
}

/// What a side sees of a chat.
pub async fn seen(site: &Site, reader: &Reader, chat: ChatId) -> Vec<Line> {
    queries::messages(&site.app, reader, chat, Page::Before(None), 100).await.unwrap()
}

/// What a side sees of a chat, as texts.
pub async fn texts(site: &Site, reader: &Reader, chat: ChatId) -> Vec<String> {
    seen(site, reader, chat).await.into_iter().map(|line| line.message.text).collect()
}

#[rstest::rstest]
#[tokio::test]
async fn what_one_side_writes_the_other_reads_and_both_know_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let sent = say(&site, &olga, chat, "Плед колется, это нормально?").await.unwrap();
    assert_eq!(sent.state, MessageState::Delivered);
    let staff = site.staff(ANNA).await.reader();
    assert_eq!(queries::unread(&site.app, &staff).await.unwrap(), 1);
    assert_eq!(texts(&site, &anna, chat).await, ["Плед колется, это нормально?"]);
    assert!(!seen(&site, &olga, chat).await[0].read);
    state::read(&site.app, anna.reader(), chat, None).await.unwrap();
    assert!(seen(&site, &olga, chat).await[0].read);
    assert_eq!(queries::unread(&site.app, &staff).await.unwrap(), 0);
    say(&site, &anna, chat, "Здравствуйте! После стирки станет мягче.").await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["chat_message"]);
    assert_eq!(queries::buyer_unread(&site.app, &site.buyer(OLGA).await).await.unwrap(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_replies_for_48_hours_and_not_a_second_longer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    assert_eq!(code(say(&site, &anna, chat, "Здравствуйте!").await), Code::WindowOver);
    say(&site, &olga, chat, "Есть ли такой же синий?").await.unwrap();
    site.wait(48 * 3600 - 1);
    let view = queries::chat(&site.app, anna.reader(), chat).await.unwrap();
    assert!(matches!(view.window, Window::Open(Open::Reply(_))) && view.may_write.is_ok());
    say(&site, &anna, chat, "Есть, на складе пять штук").await.unwrap();
    site.wait(1);
    assert_eq!(code(say(&site, &anna, chat, "Отложить?").await), Code::WindowOver);
    let view = queries::chat(&site.app, anna.reader(), chat).await.unwrap();
    assert_eq!(view.may_write.unwrap_err().code, Code::WindowOver);
    say(&site, &olga, chat, "Да, отложите").await.unwrap();
    say(&site, &anna, chat, "Отложили").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn nobody_reads_or_writes_in_a_strangers_chat(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = talk(&site).await;
    for stranger in [shop(&site, STEPAN).await, buyer(&site, PYOTR).await, Speaker::from(&nina(&site).await)] {
        assert_eq!(code(say(&site, &stranger, chat, "Здравствуйте").await), Code::ChatNotFound);
        assert_eq!(code(queries::chat(&site.app, stranger.reader(), chat).await), Code::ChatNotFound);
        let page = queries::messages(&site.app, stranger.reader(), chat, Page::Before(None), 10).await;
        assert_eq!(code(page), Code::ChatNotFound);
        assert_eq!(code(state::read(&site.app, stranger.reader(), chat, None).await), Code::ChatNotFound);
    }
}

#[rstest::rstest]
#[tokio::test]
async fn a_message_that_a_phone_sends_twice_is_there_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    let new = NewMessage { client_id: Some("phone-1".into()), ..words("Когда отправите?") };
    let first = send::send(&site.app, &olga, chat, new.clone()).await.unwrap();
    let second = send::send(&site.app, &olga, chat, new).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(seen(&site, &olga, chat).await.len(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn a_message_is_changed_or_taken_away_within_ten_minutes_and_the_trace_stays(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let first = say(&site, &olga, chat, "Размер 150 на 200?").await.unwrap().message;
    let second = say(&site, &olga, chat, "Ой, не туда").await.unwrap().message;
    site.wait(600);
    change::edit(&site.app, &olga, chat, first, "Размер 200 на 200?", false).await.unwrap();
    change::delete(&site.app, &olga, chat, second).await.unwrap();
    let lines = seen(&site, &anna, chat).await;
    assert!(lines[0].message.text == "Размер 200 на 200?" && lines[0].message.edited_at.is_some());
    assert_eq!(lines[1].message.state, MessageState::Deleted);
    assert_eq!(code(change::delete(&site.app, &anna, chat, first).await), Code::MessageNotFound);
    site.wait(1);
    assert_eq!(code(change::edit(&site.app, &olga, chat, first, "Поздно", false).await), Code::MessageTooOld);
}

#[rstest::rstest]
#[tokio::test]
async fn a_note_among_colleagues_never_reaches_the_buyer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, boris) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, shop(&site, BORIS).await);
    let chat = talk(&site).await;
    say(&site, &olga, chat, "Верните деньги").await.unwrap();
    let note = NewMessage {
        note: true, ..words("Покупательница частая, вернём без проверки")
    };
    send::send(&site.app, &anna, chat, note).await.unwrap();
    assert_eq!(seen(&site, &boris, chat).await.len(), 2);
    assert_eq!(texts(&site, &olga, chat).await, ["Верните деньги"]);
    let olgas = site.buyer(OLGA).await;
    let told = app::queries::live::after_buyer(&site.app, &olgas, app::queries::live::Cursor::default(), 100).await;
    assert!(told.unwrap().iter().all(|event| event.event.kind() != "message_sent" || event.by.starts_with("buyer")));
}

#[rstest::rstest]
#[tokio::test]
async fn a_page_that_was_away_is_told_what_has_changed_and_nothing_twice(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let first = say(&site, &olga, chat, "Раз").await.unwrap();
    let drawn_at = site.app.now();
    site.wait(5);
    say(&site, &olga, chat, "Два").await.unwrap();
    change::edit(&site.app, &olga, chat, first.message, "Раз!", false).await.unwrap();
    let news = queries::changes(&site.app, anna.reader(), chat, first.message, drawn_at).await.unwrap();
    assert_eq!(news.iter().map(|line| line.message.text.as_str()).collect::<Vec<_>>(), ["Раз!", "Два"]);
    let again = queries::changes(&site.app, anna.reader(), chat, first.message, site.app.now()).await.unwrap();
    assert!(again.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn one_account_that_floods_is_stopped_and_the_next_minute_is_free(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    let mut refused = 0;
    for number in 0..70 {
        match say(&site, &olga, chat, &format!("Сообщение номер {number}")).await {
            Ok(_) => {}
            Err(failure) => {
                assert_eq!(failure.refusal().unwrap().code, Code::TooOften);
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 10);
    site.wait(61);
    say(&site, &olga, chat, "Извините").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn support_talks_with_a_shop_takes_the_request_and_is_rated(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, nina) = (shop(&site, ANNA).await, nina(&site).await);
    let chat = open::support(&site.app, anna.reader(), Matter::Payment).await.unwrap();
    assert_eq!(open::support(&site.app, anna.reader(), Matter::Payment).await.unwrap(), chat);
    say(&site, &anna, chat, "Не пришла выплата за прошлую неделю").await.unwrap();
    let (queue, _) = app::queries::support::queue(&site.app, &nina, None).await.unwrap();
    assert_eq!(queue.iter().map(|chat| chat.id).collect::<Vec<_>>(), [chat]);
    desk::take(&site.app, &nina, chat).await.unwrap();
    let speaker = Speaker::from(&nina);
    // Support may ask for what nobody else may.
    say(&site, &speaker, chat, "Пришлите, пожалуйста, ИНН и фото договора").await.unwrap();
    let lines = seen(&site, &anna, chat).await;
    assert!(lines.iter().any(|line| line.message.author == Author::Support));
    let other = site.person(ZAKHAR).await.desk().unwrap().support().unwrap();
    assert_eq!(code(desk::take(&site.app, &other, chat).await), Code::SupportTaken);
    desk::close(&site.app, &nina, chat).await.unwrap();
    state::rate(&site.app, &anna, chat, 5).await.unwrap();
    site.work().await;
    assert_eq!(app::queries::support::ratings(&site.app, &nina).await.unwrap(), [0, 0, 0, 0, 1]);
    assert!(app::queries::support::queue(&site.app, &nina, None).await.unwrap().0.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn a_dispute_is_answered_by_the_shop_and_decided_by_the_operator(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, nina) = (site.buyer(OLGA).await, shop(&site, ANNA).await, nina(&site).await);
    let order = || OrderId(OLGAS.into());
    let chat = dispute::open(&site.app, &olga, order(), PLAID, DisputeReason::Defect).await.unwrap();
    let again = dispute::open(&site.app, &olga, order(), PLAID, DisputeReason::Return).await;
    assert_eq!(code(again), Code::DisputeOpen);
    say(&site, &Speaker::from(&olga), chat, "Дырка у края").await.unwrap();
    let early = dispute::decide(&site.app, &nina, chat, Outcome::Buyer, "Вернём деньги").await;
    assert_eq!(code(early), Code::DisputeTooEarly);
    // The window for writing to buyers is over; a dispute is answered all the same.
    say(&site, &anna, chat, "Согласны, вернём").await.unwrap();
    let state = |chat: app::queries::chats::ChatView| chat.chat.dispute.unwrap().state;
    let view = queries::chat(&site.app, anna.reader(), chat).await.unwrap();
    assert_eq!(state(view), DisputeState::Answered);
    dispute::decide(&site.app, &nina, chat, Outcome::Buyer, "Вернём деньги, товар оставьте себе").await.unwrap();
    assert_eq!(code(say(&site, &anna, chat, "Погодите").await), Code::DisputeDecided);
    assert!(texts(&site, Speaker::from(&olga).reader(), chat).await.contains(&"decided_for_buyer".to_owned()));
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_who_blocks_a_shop_hears_no_more_of_it_and_a_closed_chat_takes_no_messages(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    say(&site, &olga, chat, "Не пишите мне больше").await.unwrap();
    state::block(&site.app, &olga, chat, true).await.unwrap();
    assert_eq!(code(say(&site, &anna, chat, "Купите ещё плед").await), Code::ChatBlocked);
    state::block(&site.app, &anna, chat, false).await.unwrap();
    assert_eq!(code(say(&site, &anna, chat, "Купите ещё плед").await), Code::ChatBlocked);
    state::block(&site.app, &olga, chat, false).await.unwrap();
    state::set_closed(&site.app, &anna, chat, true).await.unwrap();
    assert_eq!(code(say(&site, &olga, chat, "Вопрос").await), Code::ChatClosed);
    state::set_closed(&site.app, &anna, chat, false).await.unwrap();
    say(&site, &olga, chat, "Вопрос").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_finds_finds_again_puts_away_and_gives_to_a_colleague(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, staff, chat) = (buyer(&site, OLGA).await, site.staff(ANNA).await, talk(&site).await);
    say(&site, &olga, chat, "Молния на чехле расходится").await.unwrap();
    let reader = staff.reader();
    let search = app::queries::reviews::words(HOME, "молнии", false).unwrap();
    let found = queries::search(&site.app, &reader, search.clone(), 10).await.unwrap();
    assert_eq!(found.iter().map(|(row, _)| row.chat.id).collect::<Vec<_>>(), [chat]);
    let stranger = site.staff(STEPAN).await.reader();
    assert!(queries::search(&site.app, &stranger, search, 10).await.unwrap().is_empty());
    let listed = async || {
        let list = queries::list(&site.app, &reader, queries::Filter::default(), None, 10).await.unwrap();
        list.rows.len()
    };
    state::set_archived(&site.app, &staff, chat, true).await.unwrap();
    assert_eq!(listed().await, 0);
    say(&site, &olga, chat, "Ау").await.unwrap();
    assert_eq!(listed().await, 1, "a new message brings it back");
    state::snooze(&site.app, &staff, chat, Some(site.app.now().after(std::time::Duration::from_secs(60))))
        .await
        .unwrap();
    assert_eq!(listed().await, 0);
    site.wait(61);
    assert_eq!(listed().await, 1);
    state::assign(&site.app, &staff, chat, Some(BORIS)).await.unwrap();
    assert_eq!(code(state::assign(&site.app, &staff, chat, Some(STEPAN)).await), Code::PageNotFound);
    let view = queries::chat(&site.app, Speaker::from(&staff).reader(), chat).await.unwrap();
    assert_eq!(view.chat.assignee.unwrap().1, "Борис");
}

#[rstest::rstest]
#[tokio::test]
async fn what_is_said_later_stands_later_also_behind_a_note_and_with_a_clock_that_stands_still(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let mut sent = Vec::new();
    for number in 0..8 {
        sent.push(say(&site, &olga, chat, &format!("Вопрос номер {number}")).await.unwrap().message);
        let note = NewMessage { note: true, ..words(&format!("Заметка {number}")) };
        sent.push(send::send(&site.app, &anna, chat, note).await.unwrap().message);
    }
    assert!(sent.is_sorted(), "{sent:?}");
}
