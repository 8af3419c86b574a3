//! What is said to the bot: heard by one node, once, and by nobody who does not stop.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_written_by_a_person_in_private_is_passed_over_and_not_asked_for_again() {
    let telegram = Telegram::open().await;
    let site = site(Sqlite, &telegram).await;
    known(&site, ANNA).await;
    let code = new_code(&site.app, crate::notices::anna(), Lang::Ru).await.unwrap().code;
    let group = json!({"id": CHAT, "type": "group"});
    telegram.tells(json!({"message": {"chat": group, "text": format!("/start {code}")}}));
    telegram.tells(json!({"message": {"chat": {"id": CHAT, "type": "private"}, "caption": format!("/start {code}")}}));
    telegram.tells(json!({"my_chat_member": {"chat": {"id": CHAT, "type": "private"}}}));
    telegram.writes(CHAT, "привет, бот");
    let last = telegram.writes(CHAT, &format!("start {code}"));
    assert_eq!(hear(&site).await, Turn::Heard(5));
    assert!(telegram.said(CHAT).is_empty() && !is_linked(&site, ANNA).await);
    assert_eq!(hear(&site).await, Turn::Heard(0));
    let asked = telegram.asked();
    assert_eq!((&asked[0]["offset"], &asked[1]["offset"]), (&Value::Null, &json!(last + 1)));
    assert_eq!(asked[0]["allowed_updates"], json!(["message"]));
    telegram.writes(CHAT, &format!("/start {code}"));
    hear(&site).await;
    assert!(is_linked(&site, ANNA).await, "the code was not used up");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_telegram_tells_twice_is_done_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let telegram = Telegram::open().await;
    let site = anna_reads(engine, &telegram).await;
    let stopped = telegram.writes(CHAT, "/stop");
    hear(&site).await;
    links(&site, &telegram, crate::notices::anna(), CHAT).await;
    telegram.empty();
    telegram.tells_again(stopped, CHAT, "/stop");
    // A server that does not look at what it is asked for, as it were.
    let site = site.killed_and_started().await;
    hear(&site).await;
    let updates = json!({"ok": true, "result": [{"update_id": stopped, "message": {
        "chat": {"id": CHAT, "type": "private"}, "text": "/stop"}}]});
    telegram.answer_questions(Some((200, &updates.to_string())));
    site.wait(60);
    assert_eq!(hear(&site).await, Turn::Heard(1));
    assert!(is_linked(&site, ANNA).await, "she has said that before");
    assert!(telegram.said(CHAT).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_long_silence_telegram_counts_anew_and_is_heard() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    site.wait(8 * 24 * 3_600);
    telegram.counts_from(3);
    telegram.writes(CHAT, "/stop");
    hear(&site).await;
    assert!(!is_linked(&site, ANNA).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_node_listens_and_another_when_it_stops_or_dies() {
    let telegram = Telegram::open().await;
    let site = site(Postgres, &telegram).await;
    let other = site.another_node().await;
    assert_eq!(hear(&site).await, Turn::Heard(0));
    assert_eq!(hear(&other).await, Turn::Elsewhere);
    assert_eq!(telegram.asked().len(), 1, "the other asks nothing");
    site.wait(59);
    assert_eq!(hear(&other).await, Turn::Elsewhere);
    site.wait(1);
    assert_eq!(hear(&other).await, Turn::Heard(0), "the first has not said anything for a minute");
    assert_eq!(hear(&site).await, Turn::Elsewhere);
    let stop = CancellationToken::new();
    telegram.hold();
    let running = tokio::spawn(server::outward::run(other.app.clone(), other.outward.clone(), stop.clone()));
    eventually("a question is held", || telegram.asked().len() == 3).await;
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(20), running).await.unwrap().unwrap();
    telegram.writes(CHAT, "/stop");
    assert_eq!(hear(&site).await, Turn::Heard(1), "nobody waits until the lease is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_listens_by_itself_and_stops_while_telegram_holds_its_question() {
    let telegram = Telegram::open().await;
    let site = site(Sqlite, &telegram).await;
    known(&site, ANNA).await;
    telegram.hold();
    let stop = CancellationToken::new();
    let running = tokio::spawn(server::outward::run(site.app.clone(), site.outward.clone(), stop.clone()));
    let code = new_code(&site.app, crate::notices::anna(), Lang::Ru).await.unwrap();
    eventually("a question is held", || telegram.asked().len() == 1).await;
    telegram.writes(CHAT, &format!("/start {}", code.code));
    eventually("the bot answers", || telegram.said(CHAT).len() == 1).await;
    eventually("the next question is held", || telegram.asked().len() == 2).await;
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(20), running).await.unwrap().unwrap();
    assert_eq!(telegram.asked().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_that_does_not_answer_as_it_should_is_trouble_that_says_what_to_do() {
    let telegram = Telegram::open().await;
    let site = site(Sqlite, &telegram).await;
    for (status, body, says) in [
        (409, refusal(409, "Conflict: terminated by other getUpdates request").to_string(), "another program"),
        (401, refusal(401, "Unauthorized").to_string(), "telegram.token"),
        (404, refusal(404, &format!("Not Found: bot77:{SECRET}")).to_string(), "telegram.token"),
        (502, "<html>bad gateway</html>".to_owned(), "502"),
        (200, "{".to_owned(), "not as Telegram answers"),
    ] {
        telegram.answer_questions(Some((status, &body)));
        let Turn::Trouble(why, asked) = hear(&site).await else { panic!("{status}") };
        assert!(why.contains(says) && !why.contains(SECRET) && asked.is_none(), "{why}");
    }
    let mut wait = refusal(429, "Too Many Requests");
    wait["parameters"] = json!({"retry_after": 7});
    telegram.answer_questions(Some((429, &wait.to_string())));
    assert!(matches!(hear(&site).await, Turn::Trouble(_, Some(asked)) if asked.as_secs() == 7));
}

/// All that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// On one thread, so that all of it is logged where it is looked at.
#[tokio::test]
async fn the_token_and_the_chat_are_in_no_log_and_on_no_page() {
    let log = Log::default();
    let writer = log.clone();
    let all = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    let _logged = tracing::subscriber::set_default(all.finish());
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    let echo = format!("Not Found: https://127.0.0.1/bot77:{SECRET}/sendMessage");
    for (status, body) in
        [(404, refusal(404, &echo).to_string()), (400, refusal(400, &echo).to_string()), (302, echo.clone())]
    {
        telegram.answer(CHAT, status, &body);
        telegram.answer_questions(Some((status, &body)));
        app::commands::notices::test(&site.app, crate::notices::anna()).await.unwrap();
        assert!(matches!(hear(&site).await, Turn::Trouble(..)));
    }
    // Nobody is there any more.
    let gone = site
        .killed_and_started_with(|settings| {
            let bot = settings.telegram.as_mut().unwrap();
            bot.api = Some("http://127.0.0.1:9".into());
        })
        .await;
    gone.wait(3_600);
    assert!(matches!(hear(&gone).await, Turn::Trouble(..)));
    let (anna, modest) = (gone.signed_in(ANNA).await, gone.signed_in(MODEST).await);
    let mut seen = String::new();
    for (client, path) in [
        (&anna, "/menu/notifications"),
        (&anna, "/menu/notifications/reviews"),
        (&anna, "/notices"),
        (&anna, "/api/v1/me/telegram"),
        (&anna, "/api/v1/me/notices"),
        (&modest, "/desk/unsent"),
        (&modest, "/metrics"),
    ] {
        seen += &client.get(path).await.ok().text;
    }
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("nothing is heard") || logged.contains("a notice was not taken"), "the log is looked at");
    for secret in [SECRET, &CHAT.to_string()] {
        assert!(!seen.contains(secret), "{secret} on a page");
        assert!(!logged.contains(secret), "{secret} in the log");
    }
}
