//! `GET /api/v1/events`: what happens in a shop, as it happens.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::json;

use crate::support::*;

const EVENTS: &str = "/api/v1/events";

/// Something happens in «Тёплый дом»: each time a verdict of the rules, and a comment that is public.
async fn happens(site: &Site, times: usize) {
    let program = site.program(HOME, KeyRole::Admin).await;
    for _ in 0..times {
        let path = format!("/api/v1/reviews/{}/comments", review("torn"));
        program.post(&path, json!({"text": "Пришлём новый", "settles": false})).await.ok();
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_comes_back_is_told_everything_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let mut feed = Feed::open(&anna, EVENTS, None).await;
    let ready = feed.next().await.unwrap();
    assert_eq!(ready.event, "ready");
    happens(&site, 3).await;
    let mut told = feed.take(2).await;
    // Away for a while, in the middle of it; more happens meanwhile.
    drop(feed);
    happens(&site, 150).await;
    let mut feed = Feed::open(&anna, EVENTS, Some(&told.last().unwrap().id)).await;
    assert_eq!(feed.next().await.unwrap().event, "ready");
    while told.iter().filter(|it| it.field("kind") == "comment_published").count() < 153 {
        told.push(feed.next().await.unwrap());
    }
    // The same from the beginning, at once: nothing was lost, nothing came twice, the order is one.
    let mut whole = Feed::open(&anna, &format!("{EVENTS}?wait=false"), Some(&ready.id)).await;
    whole.next().await.unwrap();
    let mut all = Vec::new();
    while let Some(message) = whole.next().await {
        all.push(message);
    }
    assert_eq!(told, all);
    let first = all.iter().find(|it| it.field("kind") == "comment_published").unwrap();
    assert_eq!(first.field("review_id"), review("torn").to_string());
    assert_eq!(first.field("by"), "key");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_shop_hears_nothing_of_another(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let stepan = site.signed_in(STEPAN).await;
    happens(&site, 2).await;
    let mut feed = Feed::open(&stepan, &format!("{EVENTS}?after=0&wait=false"), None).await;
    assert_eq!(feed.next().await.unwrap().event, "ready");
    assert_eq!(feed.next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_on_one_node_is_heard_on_another() {
    let site = Site::start(Postgres).await;
    let other = site.another_node().await;
    let mut feed = Feed::open(&other.signed_in(ANNA).await, EVENTS, None).await;
    feed.next().await.unwrap();
    happens(&site, 1).await;
    let kinds: Vec<String> = feed.take(3).await.iter().map(|it| it.field("kind")).collect();
    assert_eq!(kinds, ["key_created", "verdict_given", "comment_published"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_ends_when_the_site_stops_and_goes_on_with_the_next_process() {
    let site = Site::start(Sqlite).await;
    let mut feed = Feed::open(&site.signed_in(ANNA).await, EVENTS, None).await;
    let ready = feed.next().await.unwrap();
    happens(&site, 1).await;
    feed.take(3).await;
    let site = site.killed_and_started().await;
    assert_eq!(feed.next().await, None);
    let mut feed = Feed::open(&site.signed_in(ANNA).await, EVENTS, Some(&ready.id)).await;
    assert_eq!(feed.take(4).await.last().unwrap().field("kind"), "comment_published");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_a_buyer_is_stays_with_the_marketplace() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let written = json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "opinion": {"rating": 5}});
    olga.post("/api/v1/buyer/reviews", written).await.ok();
    let program = site.program(HOME, KeyRole::AdminReadOnly).await;
    let mut feed = Feed::open(&program, &format!("{EVENTS}?after=0&wait=false"), None).await;
    let published = feed.take(2).await.pop().unwrap();
    assert_eq!((published.field("kind"), published.field("by")), ("review_published".into(), "buyer".into()));
    assert_eq!(published.field("sku"), PLAID.to_string());
    assert!(!published.data.contains(&OLGA.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_none_is_refused() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    for after in ["x", "-1", "99999999999999999999"] {
        assert_eq!(anna.get(&format!("{EVENTS}?after={after}")).await.status, 400, "{after}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_hears_who_is_answering_and_what_was_answered(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let torn = review("torn");
    let mut live = Feed::open(&anna, &format!("/live?review={torn}"), None).await;
    boris.put(&format!("/api/v1/reviews/{torn}/draft"), json!({"text": "Пётр, прост"})).await.ok();
    let answering = live.next().await.unwrap();
    assert_eq!((answering.event.as_str(), answering.field("id")), ("answering", torn.to_string()));
    assert!(answering.data.contains("Борис"), "{}", answering.data);
    boris.post(&format!("/api/v1/reviews/{torn}/comments"), json!({"text": "Пришлём новый"})).await.ok();
    let sent = live.next().await.unwrap();
    assert_eq!((sent.event.as_str(), sent.field("kind")), ("happened", "comment_sent".into()));
    // Where the page was, it comes back to.
    drop(live);
    site.wait(10);
    site.work().await;
    let mut live = Feed::open(&anna, "/live", Some(&sent.id)).await;
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "comment_published") {
        kinds.push(live.next().await.unwrap().field("kind"));
    }
    assert!(!kinds.contains(&"comment_sent".to_owned()), "{kinds:?}");
}
