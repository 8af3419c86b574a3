//! Sellers' programs that are told over HTTP.

use app::commands::webhooks::{self, Change, NewWebhook};
use app::queries::notices::{Webhook, calls, webhook};
use app::{CanManage, SellerStaff};
use domain::notices::webhooks::{Format, Off};
use rstest::rstest;
use server::outward::webhook::CheckFailed;

use super::*;
use crate::support::receiver::{Called, Says};

async fn manager(site: &Site) -> SellerStaff<CanManage> {
    person(site, ANNA).await.member(None).unwrap().with::<CanManage>().unwrap()
}

async fn hook(site: &Site, format: Format, url: &str, types: &[&str]) -> Webhook {
    let types = types.iter().map(|it| (*it).to_owned()).collect();
    webhooks::create(&site.app, &manager(site).await, NewWebhook { format, url: url.to_owned(), types }).await.unwrap()
}

/// Buyers of «Тёплый дом» ask so many questions.
async fn asked(site: &Site, questions: usize) {
    let olga = person(site, OLGA).await.buyer();
    for number in 0..questions {
        let text =
            app::commands::asking::QuestionText::new(&format!("Плед номер {number} колется? Нужен ребёнку.")).unwrap();
        app::commands::asking::ask(&site.app, &olga, PLAID, text, None).await.unwrap();
        site.wait(60);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_sees_everything_once_after_a_day_of_failure(#[values(Sqlite, Postgres)] engine: Engine) {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(engine, &mailbox).await, Receiver::open().await);
    let hook = hook(&site, Format::Standard, &program.url, &["review_published", "question_published"]).await;
    program.say(Says::This(503, ""));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    for _ in 0..24 {
        site.send().await;
        site.wait(3_600);
    }
    let failed = program.calls().len();
    assert!(failed > 2);
    program.say(Says::This(204, ""));
    for _ in 0..24 {
        site.send().await;
        site.wait(3_600);
    }
    let calls = program.calls().split_off(failed);
    assert_eq!(calls.len(), 2, "each once");
    let mut ids = Vec::new();
    for call in &calls {
        assert!(call.is_signed_by(&hook.secret));
        let body = call.json();
        assert_eq!((&body["type"], &body["data"]["kind"]), (&json!("review_published"), &json!("review_published")));
        assert_eq!(body["timestamp"], body["data"]["at"]);
        assert_eq!(call.header("webhook-id"), format!("evt_{}", body["data"]["id"].as_str().unwrap()));
        ids.push(call.header("webhook-id").to_owned());
    }
    ids.dedup();
    assert_eq!(ids.len(), 2);
    let mut before: Vec<_> =
        program.calls()[..failed].iter().map(|call| call.header("webhook-id").to_owned()).collect();
    before.sort();
    before.dedup();
    ids.sort();
    assert_eq!(before, ids, "the same event has the same id however often it is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_and_the_old_one_both_sign_for_a_day() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let old = hook(&site, Format::Standard, &program.url, &["review_published"]).await;
    let change = Change { rotate: true, ..Change::default() };
    let new = webhooks::change(&site.app, &manager(&site).await, old.id, change).await.unwrap();
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    site.wait(25 * 3_600);
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    site.send().await;
    let signed: Vec<_> =
        program.calls().iter().map(|call| (call.is_signed_by(&old.secret), call.is_signed_by(&new.secret))).collect();
    assert_eq!(signed, [(true, true), (false, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_fails_for_three_days_is_given_up_and_its_owner_told() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let hook = hook(&site, Format::Standard, &program.url, &["review_published"]).await;
    program.say(Says::This(500, ""));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    for _ in 0..5 * 24 {
        site.send().await;
        site.wait(3_600);
    }
    let manager = manager(&site).await;
    assert_eq!(webhook(&site.app, &manager, hook.id).await.unwrap().off, Some(Off::Failing));
    assert!(listed(&site, anna()).await.contains(&"webhook_off".to_owned()));
    let log = calls(&site.app, &manager, hook.id, None, 10).await.unwrap();
    assert!(log[0].1.len() > 5 && log[0].1.iter().all(|attempt| attempt.status == Some(500)), "every try is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_says_it_is_gone_is_not_called_again() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let hook = hook(&site, Format::Standard, &program.url, &[]).await;
    program.say(Says::This(410, ""));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert_eq!(webhook(&site.app, &manager(&site).await, hook.id).await.unwrap().off, Some(Off::Failing));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_called_in_a_private_network_nor_followed_there() {
    let inside = Receiver::open().await;
    let port = inside.url.rsplit(':').next().unwrap().to_owned();
    let site = Site::start(Sqlite).await;
    for url in [
        inside.url.clone(),
        inside.url.replace("http://", "https://"),
        format!("https://localhost:{port}"),
        format!("https://[::1]:{port}"),
    ] {
        hook(&site, Format::Standard, &url, &["review_published"]).await;
    }
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert!(inside.calls().is_empty());
    assert_eq!(site.outward.caller().check(&inside.url, site.app.now()).await, Err(CheckFailed::RequestError));

    let mailbox = Mailbox::open().await;
    let (site, program) = (super::site(Sqlite, &mailbox).await, Receiver::open().await);
    let hook = hook(&site, Format::Standard, &program.url, &["review_published"]).await;
    program.say(Says::With(302, "location", inside.url.clone()));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert!(inside.calls().is_empty());
    let log = calls(&site.app, &manager(&site).await, hook.id, None, 10).await.unwrap();
    assert!(log[0].1[0].error.contains("302"), "{}", log[0].1[0].error);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_gigabytes_or_a_drop_at_a_time_are_read_no_further_than_is_sensible() {
    let mailbox = Mailbox::open().await;
    let site = site(Sqlite, &mailbox).await;
    let mut hooks = Vec::new();
    for (says, format) in [
        (Says::Flood, Format::Standard),
        (Says::Flood, Format::Ozon),
        (Says::Drip, Format::Ozon),
        (Says::Nothing, Format::Ozon),
    ] {
        let program = Receiver::open().await;
        program.say(says);
        hooks.push((hook(&site, format, &program.url, &[]).await.id, program));
    }
    let swift = Receiver::open().await;
    let swift_hook = hook(&site, Format::Standard, &swift.url, &[]).await;
    written(&site).await;
    site.send().await;
    let manager = manager(&site).await;
    let mut came = Vec::new();
    for (id, _) in &hooks {
        let log = calls(&site.app, &manager, *id, None, 50).await.unwrap();
        let attempt = log.iter().find_map(|(_, attempts)| attempts.first()).unwrap();
        came.push((attempt.status, attempt.error.clone()));
        assert!(attempt.answer.len() <= 500);
    }
    assert_eq!(came[0], (Some(200), String::new()), "its own events: the status is the answer");
    assert_eq!(came[1], (Some(200), "INVALID_BODY".into()));
    assert_eq!(came[2], (Some(200), "REQUEST_TIMEOUT".into()));
    assert_eq!(came[3], (None, "no answer in time".into()));
    assert!(!calls(&site.app, &manager, swift_hook.id, None, 50).await.unwrap().is_empty());
    assert!(!swift.calls().is_empty());
}

/// Ольга writes to the shop.
async fn written(site: &Site) {
    use app::actors::Speaker;
    use app::commands::chats::open;
    use app::commands::chats::send::{NewMessage, send};
    let buyer = person(site, OLGA).await.buyer();
    let order = domain::OrderId(DELIVERED.into());
    let chat = open::by_buyer_about_order(&site.app, &buyer, order, PLAID).await.unwrap();
    let new = NewMessage { text: "Здравствуйте! Плед колется?".into(), ..NewMessage::default() };
    send(&site.app, &Speaker::from(&buyer), chat, new).await.unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_the_marketplace_is_told_of_a_message_until_it_says_yes(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(engine, &mailbox).await, Receiver::open().await);
    let silent = Receiver::open().await;
    hook(&site, Format::Ozon, &program.url, &["TYPE_NEW_MESSAGE"]).await;
    hook(&site, Format::Ozon, &silent.url, &["TYPE_CHAT_CLOSED"]).await;
    program.say(Says::This(200, r#"{"result":false}"#));
    written(&site).await;
    site.send().await;
    program.say(Says::This(200, r#"{"result":true}"#));
    for _ in 0..3 {
        site.wait(60);
        site.send().await;
    }
    let told: Vec<_> = program.calls().iter().map(Called::json).collect();
    assert_eq!(told.len(), 2, "again, and then no more");
    assert_eq!(told[0], told[1]);
    assert_eq!((&told[0]["message_type"], &told[0]["seller_id"]), (&json!("TYPE_NEW_MESSAGE"), &json!(HOME.0)));
    assert!(told[0]["data"][0].as_str().unwrap().contains("Плед колется?"));
    assert!(silent.calls().is_empty(), "it asked for something else");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_of_a_connection_says_what_is_wrong() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    let good = r#"{"version":"1.0","name":"CRM","time":"2026-03-10T12:00:00Z"}"#;
    for (says, outcome) in [
        (Says::This(200, good), Ok(())),
        (Says::This(500, good), Err(CheckFailed::ServerFault)),
        (Says::This(404, good), Err(CheckFailed::StatusCodeNotOk)),
        (Says::This(200, ""), Err(CheckFailed::EmptyBody)),
        (Says::With(200, "content-type", "text/html".into()), Err(CheckFailed::EmptyBody)),
        (Says::This(200, "yes"), Err(CheckFailed::InvalidJson)),
        (Says::This(200, r#"{"result":true}"#), Err(CheckFailed::WrongResultField)),
        (Says::This(200, r#"{"version":"1","name":"CRM","time":"soon"}"#), Err(CheckFailed::WrongResultTimeField)),
        (Says::Flood, Err(CheckFailed::InvalidBody)),
        (Says::Nothing, Err(CheckFailed::RequestTimeout)),
    ] {
        program.say(says.clone());
        assert_eq!(site.outward.caller().check(&program.url, site.app.now()).await, outcome, "{says:?}");
    }
    let ping = program.calls()[0].json();
    assert_eq!(ping, json!({"message_type": "TYPE_PING", "time": "2026-03-10T12:00:00Z"}));
    let nobody = site.outward.caller().check("http://127.0.0.1:9/hook", site.app.now()).await;
    assert_eq!(nobody, Err(CheckFailed::RequestError));
    assert_eq!(CheckFailed::WrongResultTimeField.code(), "WRONG_RESULT_TIME_FIELD");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_about_many_things_reach_a_program_all_and_once() {
    let mailbox = Mailbox::open().await;
    let (site, program) = (site(Sqlite, &mailbox).await, Receiver::open().await);
    hook(&site, Format::Standard, &program.url, &["question_published"]).await;
    asked(&site, 20).await;
    for _ in 0..20 {
        site.send().await;
        site.wait(2);
    }
    let mut told: Vec<_> = program.calls().iter().map(|call| call.json()["data"]["question_id"].to_string()).collect();
    told.sort();
    told.dedup();
    assert_eq!((told.len(), program.calls().len()), (20, 20));
}
