//! Telegram: whose chat it is, what the bot says there, and a Telegram with manners of its own.

mod chats;
mod hearing;

use app::commands::notices::change;
use app::commands::outbox::next_due;
use app::commands::telegram::new_code;
use app::queries::notices::{chat, failed};
use domain::notices::{Channel, Quiet, Topic};
use rstest::rstest;
use serde_json::Value;
use server::outward::telegram::hearing::Turn;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::telegram::{SECRET, refusal};
use crate::web::{form, read};

/// Анна's chat with the bot; Борис has another.
const CHAT: i64 = 7_700_001;
const OTHER: i64 = 7_700_002;
const REVIEW: &str = "Новый отзыв о вашем товаре";

/// A site with a bot, and nobody's mail.
async fn site(engine: Engine, telegram: &Telegram) -> Site {
    let bot = telegram.settings();
    Site::start_with(engine, move |settings| {
        settings.public_url = Some("https://otklik.example".into());
        settings.telegram = Some(bot);
    })
    .await
}

/// The site asks once what was said to the bot, and tells people of it.
async fn hear(site: &Site) -> Turn {
    let turn = site.outward.hear(&site.app, &CancellationToken::new()).await.unwrap();
    site.send().await;
    turn
}

/// Somebody links a chat as their part.
async fn links(site: &Site, telegram: &Telegram, part: Part, chat: i64) {
    let code = new_code(&site.app, part, Lang::Ru).await.unwrap();
    telegram.writes(chat, &format!("/start {}", code.code));
    hear(site).await;
}

/// Анна hears of reviews in her chat, where nothing was said yet.
async fn anna_reads(engine: Engine, telegram: &Telegram) -> Site {
    let site = site(engine, telegram).await;
    known(&site, ANNA).await;
    links(&site, telegram, super::anna(), CHAT).await;
    wants(&site, super::anna(), Topic::Reviews, |choice| Choice { telegram: true, ..choice }).await;
    telegram.empty();
    site
}

/// A review comes, and is told.
async fn review(site: &Site) -> String {
    let id = reviewed(site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    id
}

async fn is_linked(site: &Site, who: PersonId) -> bool {
    chat(&site.app, who).await.unwrap().is_some()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_review_comes_once_with_its_shop_and_where_to_read_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let telegram = Telegram::open().await;
    let site = anna_reads(engine, &telegram).await;
    let id = review(&site).await;
    site.send().await;
    let said = telegram.said(CHAT);
    assert_eq!(said.len(), 1, "once");
    let [what, about, shop, link] = said[0].lines().collect::<Vec<_>>()[..] else { panic!("{said:?}") };
    assert_eq!((what, shop), (REVIEW, "Тёплый дом"));
    assert_eq!(about, "1★ · Плед шерстяной", "Telegram reads along, so nobody is named");
    assert_eq!(link, format!("https://otklik.example/reviews/{id}"));
    let message = &telegram.raw(CHAT)[0];
    assert_eq!(message["link_preview_options"]["is_disabled"], true);
    assert!(message.get("parse_mode").is_none(), "nothing in it means anything to Telegram");
    assert_eq!(telegram.strangers(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_asked_to_hear_there_is_not_said_there() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    let olga = site.signed_in(OLGA).await;
    let question = json!({"text": "Плед колется? Нужен ребёнку в кроватку."});
    olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok();
    site.send().await;
    assert!(telegram.said(CHAT).is_empty(), "she chose reviews");
    wants(&site, super::anna(), Topic::Reviews, |choice| Choice { telegram: false, ..choice }).await;
    review(&site).await;
    assert!(telegram.said(CHAT).is_empty());
    person(&site, ANNA).await;
    site.send().await;
    assert_eq!(telegram.said(CHAT), ["Новый вход в ваш аккаунт\nТёплый дом\nhttps://otklik.example/notices"], "always");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_sleeps_at_night_and_hears_in_the_morning_once_of_each_topic(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let telegram = Telegram::open().await;
    let site = anna_reads(engine, &telegram).await;
    // It is three in the afternoon in Moscow.
    let night = Some(Quiet { from: 14 * 60, to: 17 * 60 });
    change(&site.app, super::anna(), None, move |settings| settings.quiet = night).await.unwrap();
    wants(&site, super::anna(), Topic::Questions, |choice| Choice { telegram: true, ..choice }).await;
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    let olga = site.signed_in(OLGA).await;
    let question = json!({"text": "Плед колется? Нужен ребёнку в кроватку."});
    let question =
        olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok().text_at("/question_id");
    site.send().await;
    assert!(telegram.said(CHAT).is_empty(), "she sleeps");
    site.wait(2 * 3_600 - 1);
    site.send().await;
    assert!(telegram.said(CHAT).is_empty(), "a second more");
    site.wait(1);
    site.send().await;
    site.send().await;
    let said = telegram.said(CHAT);
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0], "2 новых отзыва\nТёплый дом\nhttps://otklik.example/notices");
    let link = format!("\nТёплый дом\nhttps://otklik.example/questions/{question}");
    assert!(said[1].starts_with("Новый вопрос о товаре\n") && said[1].ends_with(&link), "{said:?}");
}

#[rstest]
#[case::blocked(refusal(403, "Forbidden: bot was blocked by the user"))]
#[case::gone(refusal(400, "Bad Request: chat not found"))]
#[tokio::test(flavor = "multi_thread")]
async fn who_blocks_the_bot_is_left_alone_until_they_link_again(#[case] says: Value) {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    telegram.answer(CHAT, u16::try_from(says["error_code"].as_u64().unwrap()).unwrap(), &says);
    review(&site).await;
    assert!(!is_linked(&site, ANNA).await);
    let desk = person(&site, MODEST).await.desk().unwrap();
    assert_eq!(failed(&site.app, &desk, 10).await.unwrap(), [], "nobody's fault");
    telegram.empty();
    site.wait(24 * 3_600);
    site.send().await;
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    site.send().await;
    assert!(telegram.said(CHAT).is_empty());
    telegram.take(CHAT);
    links(&site, &telegram, super::anna(), CHAT).await;
    assert!(is_linked(&site, ANNA).await);
}

#[rstest]
#[case::a_guard_on_the_way(403, "<html>denied</html>")]
#[case::broken(500, r#"{"ok":false,"error_code":500,"description":"Internal Server Error"}"#)]
#[case::half(200, r#"{"ok":true,"resu"#)]
#[case::a_token_that_was_changed(401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#)]
#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_that_is_away_is_asked_again_and_costs_nobody_their_chat(#[case] status: u16, #[case] body: &str) {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    telegram.answer(CHAT, status, body);
    review(&site).await;
    assert!(is_linked(&site, ANNA).await);
    assert_eq!(telegram.said(CHAT).len(), 1);
    telegram.take(CHAT);
    site.wait(60);
    site.send().await;
    site.send().await;
    assert_eq!(telegram.said(CHAT).len(), 2, "once more");
    assert!(telegram.said(CHAT)[1].starts_with(REVIEW));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_that_asks_to_wait_is_left_alone_so_long_and_nothing_is_said_behind_it() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    wants(&site, super::anna(), Topic::Questions, |choice| Choice { telegram: true, ..choice }).await;
    let mut wait = refusal(429, "Too Many Requests: retry after 600");
    wait["parameters"] = json!({"retry_after": 600});
    telegram.answer(CHAT, 429, wait);
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    let olga = site.signed_in(OLGA).await;
    let question = json!({"text": "Плед колется? Нужен ребёнку в кроватку."});
    olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok();
    site.send().await;
    assert_eq!(telegram.said(CHAT).len(), 1, "the question was not even tried");
    site.wait(599);
    site.send().await;
    assert_eq!(telegram.said(CHAT).len(), 1, "not before the time");
    telegram.take(CHAT);
    site.wait(2);
    site.send().await;
    site.send().await;
    assert_eq!(telegram.said(CHAT).len(), 3, "then each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_telegram_will_never_take_is_seen_on_the_desk_with_what_it_said() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    telegram.answer(CHAT, 400, refusal(400, &format!("Bad Request: message is odd at /bot77:{SECRET}/sendMessage")));
    review(&site).await;
    let modest = site.signed_in(MODEST).await;
    let page = modest.get("/desk/unsent").await.ok().text;
    assert!(read(&page).contains("message is odd") && read(&page).contains("Telegram"), "{}", read(&page));
    assert!(!page.contains(SECRET));
    telegram.take(CHAT);
    let desk = person(&site, MODEST).await.desk().unwrap();
    let seq = failed(&site.app, &desk, 10).await.unwrap()[0].sending.seq;
    app::commands::outbox::resend(&site.app, &desk, ANNA, seq, Channel::Telegram).await.unwrap();
    site.send().await;
    assert_eq!(telegram.said(CHAT).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_bot_there_is_nothing_of_telegram() {
    let telegram = Telegram::open().await;
    let site = Site::start(Sqlite).await;
    let (anna, olga, modest) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    for (client, at) in
        [(&anna, "/menu/notifications"), (&olga, "/shop/notifications"), (&modest, "/desk/notifications")]
    {
        assert!(!client.get(at).await.ok().text.contains("elegram"), "{at}");
        assert!(!client.get(&format!("{at}/moderation")).await.ok().text.contains("elegram"), "{at}");
        assert_eq!(client.press(&format!("{at}/telegram")).await.status, 409, "{at}");
    }
    assert_eq!(anna.get("/api/v1/me/telegram").await.ok().json()["bot"], Value::Null);
    assert_eq!(anna.press("/api/v1/me/telegram").await.text_at("/code"), "telegram_off");
    wants(&site, super::anna(), Topic::Reviews, everywhere).await;
    review(&site).await;
    assert_eq!(hear(&site).await, Turn::Elsewhere);
    assert!(telegram.asked().is_empty() && telegram.strangers() == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_the_operator_takes_away_leaves_nothing_waiting() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    let site = site.killed_and_started_with(|settings| settings.telegram = None).await;
    review(&site).await;
    assert_eq!(next_due(&site.app, Channel::Telegram).await.unwrap(), None);
    assert!(telegram.said(CHAT).is_empty());
}
