//! What happens in chats, told as it happens: to whom it concerns, everything once.

use std::sync::Arc;
use std::time::Duration;

use app::Person;
use app::actors::Speaker;
use app::commands::chats::open;
use app::commands::chats::send::{NewMessage, Sent, send};
use app::commands::chats::state::typing;
use app::guard::Judge;
use domain::chats::{Matter, MessageState};
use domain::fraud::{Judgement, Label, Message, Verdict, Why};
use domain::people::KeyRole;
use domain::{ChatId, OrderId, PersonId};
use rstest::rstest;

use crate::support::*;

const BUYERS_EVENTS: &str = "/api/v1/buyer/events";

async fn person(site: &Site, id: PersonId) -> Person {
    let link = app::commands::people::link(&site.app, id, Duration::from_secs(60)).await.unwrap();
    let token = app::commands::people::sign_in(&site.app, &link).await.unwrap();
    app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap()
}

/// Ольга and «Тёплый дом» talk about her plaid.
struct Talk {
    chat: ChatId,
    olga: Speaker,
    anna: Speaker,
}

impl Talk {
    async fn begin(site: &Site) -> Self {
        let buyer = person(site, OLGA).await.buyer();
        let staff = person(site, ANNA).await.member(None).unwrap().with::<app::CanReply>().unwrap();
        let order = OrderId(DELIVERED.into());
        let chat = open::by_buyer_about_order(&site.app, &buyer, order, PLAID).await.unwrap();
        let talk = Self { chat, olga: Speaker::from(&buyer), anna: Speaker::from(&staff) };
        talk.say(site, &talk.olga, "Здравствуйте!").await;
        talk
    }

    async fn say(&self, site: &Site, who: &Speaker, text: &str) -> Sent {
        let new = NewMessage { text: text.into(), ..NewMessage::default() };
        send(&site.app, who, self.chat, new).await.unwrap()
    }
}

/// A guard that stops everything.
struct Strict;

impl Judge for Strict {
    fn judge(&self, _: &Message<'_>) -> Judgement {
        Judgement { verdict: Verdict::Block, why: vec![Why { label: Label::AsksCode, span: 0..0, rule: "all".into() }] }
    }

    fn version(&self) -> &'static str {
        "strict"
    }
}

/// Everything that has been told up to now, by kind and message.
async fn told(client: &Client, path: &str, last: Option<&str>) -> Vec<(String, String)> {
    let mut feed = Feed::open(client, &format!("{path}?wait=false{}", last.map_or("&after=0", |_| "")), last).await;
    feed.next().await.unwrap();
    let mut all = Vec::new();
    while let Some(message) = feed.next().await {
        all.push((message.field("kind"), message.field("message_id")));
    }
    all
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_both_sides_and_no_stranger(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let talk = Talk::begin(&site).await;
    let mut shop = Feed::open(&site.signed_in(ANNA).await, "/api/v1/events", None).await;
    let mut buyer = Feed::open(&site.signed_in(OLGA).await, BUYERS_EVENTS, None).await;
    shop.next().await.unwrap();
    buyer.next().await.unwrap();
    let sent = talk.say(&site, &talk.olga, "Плед колется, это шерсть?").await.message.to_string();
    for feed in [&mut shop, &mut buyer] {
        let told = feed.next().await.unwrap();
        assert_eq!((told.field("kind"), told.field("message_id")), ("message_sent".into(), sent.clone()));
        assert_eq!((told.field("chat_id"), told.field("side")), (talk.chat.to_string(), "buyer".into()));
    }
    for (stranger, path) in [(STEPAN, "/api/v1/events"), (PYOTR, BUYERS_EVENTS), (BORIS, BUYERS_EVENTS)] {
        assert_eq!(told(&site.signed_in(stranger).await, path, None).await, [], "{stranger} {path}");
    }
    assert_eq!(site.program(HOME, KeyRole::Admin).await.get(BUYERS_EVENTS).await.status, 403);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_lost_the_connection_is_told_everything_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let talk = Talk::begin(&site).await;
    let olga = site.signed_in(OLGA).await;
    let mut feed = Feed::open(&olga, BUYERS_EVENTS, None).await;
    let mut last = feed.next().await.unwrap().id;
    let (mut sent, mut heard) = (Vec::new(), Vec::new());
    for n in 0..40 {
        sent.push(talk.say(&site, &talk.anna, &format!("Плед номер {n} уже собран")).await.message.to_string());
        if n % 7 == 3 {
            // In a tunnel: what was read is known, what was under way is not.
            feed = Feed::open(&olga, BUYERS_EVENTS, Some(&last)).await;
            feed.next().await.unwrap();
        }
        if n % 3 == 0 {
            let message = feed.next().await.unwrap();
            heard.push(message.field("message_id"));
            last = message.id;
        }
    }
    while heard.len() < sent.len() {
        heard.push(feed.next().await.unwrap().field("message_id"));
    }
    assert_eq!(heard, sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_written_on_one_node_arrives_on_another() {
    let site = Site::start(Postgres).await;
    let other = site.another_node().await;
    let talk = Talk::begin(&site).await;
    let mut buyer = Feed::open(&other.signed_in(OLGA).await, BUYERS_EVENTS, None).await;
    let mut shop = Feed::open(&other.signed_in(ANNA).await, "/live", None).await;
    buyer.next().await.unwrap();
    let sent = talk.say(&site, &talk.anna, "Здравствуйте! Плед из мериноса").await.message.to_string();
    assert_eq!(buyer.next().await.unwrap().field("message_id"), sent);
    let happened = shop.next().await.unwrap();
    assert_eq!((happened.event.as_str(), happened.field("id")), ("happened", talk.chat.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_for_one_side_is_not_told_to_the_other() {
    let site = Site::start(Sqlite).await;
    let talk = Talk::begin(&site).await;
    site.app.guard().install(Arc::new(Strict));
    let blocked = talk.say(&site, &talk.anna, "Продиктуйте код из СМС, чтобы получить возврат").await;
    assert_eq!(blocked.state, MessageState::Blocked);
    let note = NewMessage { text: "Проверить партию".into(), note: true, ..NewMessage::default() };
    let note = send(&site.app, &talk.anna, talk.chat, note).await.unwrap();
    let [blocked, note] = [blocked, note].map(|sent| sent.message.to_string());
    let shop = told(&site.signed_in(ANNA).await, "/api/v1/events", None).await;
    let buyer = told(&site.signed_in(OLGA).await, BUYERS_EVENTS, None).await;
    for id in [blocked, note] {
        assert!(shop.iter().any(|(_, message)| *message == id), "{shop:?}");
        assert!(!buyer.iter().any(|(_, message)| *message == id), "{buyer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_every_side_hear_what_concerns_them() {
    let site = Site::start(Sqlite).await;
    let talk = Talk::begin(&site).await;
    let mut feeds = Vec::new();
    for (who, path) in [(ANNA, "/live"), (OLGA, "/shop/live"), (ROMAN, "/desk/live"), (PYOTR, "/shop/live")] {
        feeds.push(Feed::open(&site.signed_in(who).await, path, None).await);
    }
    talk.say(&site, &talk.olga, "Когда привезут?").await;
    let happened = |message: feed::Message| (message.field("kind"), message.field("id"));
    for feed in &mut feeds[..2] {
        assert_eq!(happened(feed.next().await.unwrap()), ("message_sent".into(), talk.chat.to_string()));
    }
    let chat = open::support(&site.app, &talk.olga, Matter::Other).await.unwrap();
    for feed in &mut feeds[1..3] {
        assert_eq!(happened(feed.next().await.unwrap()), ("chat_opened".into(), chat.to_string()));
    }
    let pyotr = person(&site, PYOTR).await.buyer();
    let own = open::by_buyer_about_product(&site.app, &pyotr, PILLOW).await.unwrap();
    assert_eq!(
        happened(feeds[3].next().await.unwrap()),
        ("chat_opened".into(), own.to_string()),
        "the first thing he hears"
    );
    assert_eq!(site.signed_in(OLGA).await.get("/desk/live").await.status, 404);
    let led = site.nobody().get("/shop/live").await;
    assert!(led.header("content-type").unwrap().starts_with("text/html"), "to the sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_writing_is_told_to_the_other_side_and_to_no_stranger() {
    let site = Site::start(Sqlite).await;
    let talk = Talk::begin(&site).await;
    let watched = |path: &str| format!("{path}?chat={}", talk.chat);
    let mut anna = Feed::open(&site.signed_in(ANNA).await, &watched("/live"), None).await;
    let mut olga = Feed::open(&site.signed_in(OLGA).await, &watched("/shop/live"), None).await;
    let mut pyotr = Feed::open(&site.signed_in(PYOTR).await, &watched("/shop/live"), None).await;
    typing(&site.app, &talk.olga, talk.chat).await.unwrap();
    let told = anna.next().await.unwrap();
    assert_eq!((told.event.as_str(), told.field("id")), ("answering", talk.chat.to_string()));
    assert!(told.data.contains("Ольга"), "{}", told.data);
    typing(&site.app, &talk.anna, talk.chat).await.unwrap();
    let told = olga.next().await.unwrap();
    assert!(told.event == "answering" && told.data.contains("Тёплый дом"), "{told:?}");
    let pyotrs = person(&site, PYOTR).await.buyer();
    assert!(typing(&site.app, &Speaker::from(&pyotrs), talk.chat).await.is_err());
    open::by_buyer_about_product(&site.app, &pyotrs, PILLOW).await.unwrap();
    assert_eq!(pyotr.next().await.unwrap().event, "happened", "the first thing he hears");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_process_goes_away_while_messages_are_written() {
    let site = Site::start(Sqlite).await;
    let talk = Arc::new(Talk::begin(&site).await);
    let mut feed = Feed::open(&site.signed_in(OLGA).await, BUYERS_EVENTS, None).await;
    let mut last = feed.next().await.unwrap().id;
    let (app, writing) = (site.app.clone(), Arc::clone(&talk));
    let writer = tokio::spawn(async move {
        let mut sent = Vec::new();
        for n in 0.. {
            let new = NewMessage { text: format!("Коробка {n} готова"), ..NewMessage::default() };
            match send(&app, &writing.anna, writing.chat, new).await {
                Ok(done) => sent.push(done.message.to_string()),
                Err(_) => return sent,
            }
        }
        sent
    });
    let mut heard = Vec::new();
    for message in feed.take(5).await {
        heard.push(message.field("message_id"));
        last = message.id;
    }
    let site = site.killed_and_started().await;
    while let Some(message) = feed.next().await {
        heard.push(message.field("message_id"));
        last = message.id;
    }
    let sent = writer.await.unwrap();
    heard.extend(told(&site.signed_in(OLGA).await, BUYERS_EVENTS, Some(&last)).await.into_iter().map(|(_, id)| id));
    // The last one may have been written without anybody being told so.
    assert_eq!(heard[..sent.len()], sent);
    assert!(heard.len() <= sent.len() + 1, "{heard:?} {sent:?}");
}
