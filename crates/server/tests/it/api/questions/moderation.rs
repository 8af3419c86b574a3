//! The operator's own tools: queues, decisions, words, numbers; and what shops and everybody see of them.

use domain::moderation::receipt::file;
use rstest::rstest;
use serde_json::json;

use super::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_can_be_taken_back_until_it_is_in_force(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, modest) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let id = answer(&anna, &question, CLEAN).await;
    let case = modest.post("/api/v1/moderation/cases/claim", json!({"queue": "answers"})).await.ok().json();
    let at = modest.post(&format!("{}/decide", place(&case)), json!({"decision": "publish"})).await.ok();
    assert_eq!(at.text_at("/in_force_at"), "2026-03-10T12:00:10Z");
    let own = modest.get("/api/v1/moderation/decisions").await.ok().json();
    assert_eq!(
        (&own["items"][0]["case_id"], &own["items"][0]["decision"]),
        (&case["case"]["case_id"], &json!("publish"))
    );
    site.wait(9);
    modest.press(&format!("{}/undo", place(&case))).await.ok();
    site.wait(60);
    site.work().await;
    assert_eq!(track(&anna, &id).await["state"], "waiting");
    modest.post(&format!("{}/decide", place(&case)), json!({"decision": "publish"})).await.ok();
    site.wait(10);
    let late = modest.press(&format!("{}/undo", place(&case))).await;
    assert!(late.said().starts_with("409 decision_final"), "{}", late.said());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_passed_over_comes_to_somebody_else(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, modest, lidia) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    answer(&anna, &question, WITH_PHONE).await;
    let queues = modest.get("/api/v1/moderation/queues").await.ok().json();
    assert_eq!((&queues["items"][0]["queue"], &queues["items"][0]["waiting"]), (&json!("answers"), &json!(1)));
    let claim = "/api/v1/moderation/cases/claim";
    let case = modest.post(claim, json!({"risky": true})).await.ok().json();
    assert_eq!(lidia.post(claim, json!({})).await.status, 204, "no two people hold one case");
    assert_eq!(modest.get(&place(&case)).await.ok().text_at("/holder"), "Модест");
    modest.press(&format!("{}/pass", place(&case))).await.ok();
    assert_eq!(modest.post(claim, json!({})).await.status, 204, "it does not come back at once");
    site.wait(61);
    assert_eq!(place(&lidia.post(claim, json!({})).await.ok().json()), place(&case));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_is_decided_at_once_where_it_was_chosen(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga, modest) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    let mut all = Vec::new();
    for number in 1..=3 {
        let question = ask(&olga, &format!("Какой у него ворс, номер {number}?")).await;
        all.push(answer(&anna, &question, "Короткий.").await);
    }
    let case = modest.post("/api/v1/moderation/cases/claim", json!({})).await.ok().json();
    assert_eq!(case["same_waiting"], 2);
    let same = modest.get(&format!("{}/same", place(&case))).await.ok().json();
    let chosen: Vec<_> = same["items"].as_array().unwrap()[..2]
        .iter()
        .map(|case| json!({"client_id": case["client_id"], "case_id": case["case_id"]}))
        .collect();
    let body = json!({"cases": chosen, "verdict": {"decision": "publish"}});
    assert_eq!(modest.post(&format!("{}/same", place(&case)), body).await.ok().json(), json!({"decided": 2}));
    site.wait(11);
    site.work().await;
    let mut states = Vec::new();
    for id in &all {
        states.push(track(&anna, id).await["state"].as_str().unwrap().to_owned());
    }
    states.sort_unstable();
    assert_eq!(states, ["published", "published", "waiting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_told_in_the_operators_own_words_and_again_in_ours_when_those_are_taken_back() {
    let site = Site::start(Sqlite).await;
    let (modest, roman) = (site.signed_in(MODEST).await, site.signed_in(ROMAN).await);
    let words = async || {
        let all = site.nobody().get("/api/v1/moderation/reasons").await.ok().json();
        let phone = all["items"].as_array().unwrap().iter().find(|reason| reason["code"] == "phone").cloned().unwrap();
        (phone["words"].as_str().unwrap().to_owned(), phone["is_own"].as_bool().unwrap())
    };
    let (ours, is_own) = words().await;
    assert!(!is_own);
    let path = "/api/v1/moderation/reasons/phone";
    let own = json!({"lang": "ru", "words": "Телефонам здесь не место.", "fix": "Уберите номер."});
    assert!(roman.put(path, own.clone()).await.said().starts_with("403 desk_decides"));
    modest.put(path, own).await.ok();
    assert_eq!(words().await, ("Телефонам здесь не место.".into(), true));
    modest.put(path, json!({"lang": "ru"})).await.ok();
    assert_eq!(words().await, (ours, false));
    assert_eq!(modest.put("/api/v1/moderation/reasons/none", json!({"lang": "ru"})).await.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_shop_reads_its_chain_page_by_page_and_takes_a_file_that_can_be_verified(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (anna, olga, modest) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    for number in 1..=3 {
        let question = ask(&olga, &format!("Какой у него ворс, номер {number}?")).await;
        answer(&anna, &question, &format!("Короткий: {number}")).await;
        decide(&site, &modest, json!({"decision": "publish"})).await;
    }
    let page = anna.get("/api/v1/receipts?limit=4").await.ok().json();
    let next = page["next"].as_str().unwrap();
    let rest = anna.get(&format!("/api/v1/receipts?limit=100&after={next}")).await.ok().json();
    assert_eq!(rest["items"][0]["previous"], page["items"][3]["hash"], "the chain goes on over the page");
    assert_eq!(rest["items"].as_array().unwrap().last().unwrap()["hash"], page["head"]["hash"]);

    let whole = Answer::of(anna.request("GET", "/api/v1/receipts").header("accept", "application/jsonl")).await.ok();
    assert_eq!(whole.header("content-type"), Some("application/jsonl"));
    let lines =
        |text: &str| text.lines().map(|line| Ok::<_, std::io::Error>(line.as_bytes().to_vec())).collect::<Vec<_>>();
    let count = page["head"]["number"].as_i64().unwrap();
    assert_eq!(file::verify(lines(&whole.text)).unwrap().unwrap(), (HOME, count));
    let changed = whole.text.replacen("publish", "publisk", 1);
    assert!(file::verify(lines(&changed)).unwrap().is_err());
    let stranger = site.signed_in(STEPAN).await.get("/api/v1/receipts").await.ok().json();
    assert_eq!(stranger["items"], json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_how_moderation_goes_and_the_desk_how_well(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start_with(engine, |settings| settings.moderation.second_opinions = 100).await;
    let (anna, modest, lidia) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    answer(&anna, &question, WITH_PHONE).await;
    site.wait(3600);
    decide(&site, &modest, json!({"decision": "refuse", "reasons": ["phone"]})).await;
    let second = decide(&site, &lidia, json!({"decision": "refuse", "reasons": ["phone"]})).await;
    assert_eq!(
        (&second["case"]["stage"], &second["history"]),
        (&json!("second"), &json!([])),
        "the first is not shown"
    );
    let month = site.nobody().get("/api/v1/shop/transparency").await.ok().json()["items"][0].clone();
    assert_eq!((&month["month"], &month["reasons"]), (&json!("2026-03"), &json!({"phone": 1})));
    assert!(month["median_seconds"].as_u64().is_some_and(|median| (3_000..4_200).contains(&median)), "{month}");
    assert_eq!(month.get("agreed"), None, "how well the desk judges is the desk's");
    let seen = modest.get("/api/v1/moderation/months").await.ok().json()["items"][0].clone();
    assert_eq!(seen["second_opinions"], json!([{"reason": "phone", "agreed": 1, "disagreed": 0}]));
    let day = modest.get("/api/v1/moderation/day").await.ok().json();
    assert_eq!((&day["own"]["decided"], &day["everybody"]["decided"]), (&json!(1), &json!(2)));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_decided_with_its_evidence_beside_the_review(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (boris, modest) = (site.signed_in(BORIS).await, site.signed_in(MODEST).await);
    let photo = boris.request("POST", "/api/v1/buyer/media/photos").body(crate::api::buyer::DOT);
    let photo = Answer::of(photo).await.ok().text_at("/medium/id");
    let reports = format!("/api/v1/reviews/{}/reports", review("torn"));
    let strangers = json!({"reason": "fake", "evidence": ["01920411-f6af-7e58-a8a4-63c5cfc007d0"]});
    assert!(boris.post(&reports, strangers).await.said().starts_with("404 media_not_found @evidence"));
    boris.post(&reports, json!({"reason": "fake", "text": "Он не покупал", "evidence": [photo]})).await.ok();
    let case = modest.post("/api/v1/moderation/cases/claim", json!({"queue": "reports"})).await.ok().json();
    assert_eq!(case["case"]["media"][0]["id"], photo);
    assert_eq!(case["review"]["id"], review("torn").to_string());
    assert!(case["signs"]["around"].is_i64(), "{case}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_comment_and_a_review_that_is_held_say_why_to_their_authors(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (boris, olga, modest) = (site.signed_in(BORIS).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    let torn = format!("/api/v1/reviews/{}", review("torn"));
    let body = json!({"text": WITH_PHONE, "undo": false});
    let comment = boris.post(&format!("{torn}/comments"), body).await.ok().text_at("/comment_id");
    assert_eq!(boris.get(&torn).await.ok().text_at("/tracks/0/track/state"), "waiting");
    decide(&site, &modest, json!({"decision": "refuse", "reasons": ["phone"]})).await;
    let told = boris.get(&torn).await.ok().json()["tracks"][0].clone();
    assert_eq!((&told["comment_id"], &told["track"]["can_appeal"]), (&json!(comment), &json!(true)));
    assert_eq!(told["track"]["verdict"]["reasons"][0]["code"], "phone");

    let opinion = json!({"rating": 5, "text": WITH_PHONE});
    let written = json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "opinion": opinion});
    let own = olga.post("/api/v1/buyer/reviews", written).await.ok();
    assert_eq!((own.text_at("/public"), own.text_at("/track/state")), ("false".into(), "waiting".into()));
    decide(&site, &modest, json!({"decision": "refuse", "reasons": ["phone"]})).await;
    let own = olga.get(own.header("location").unwrap()).await.ok().json();
    assert_eq!(
        (&own["track"]["state"], &own["track"]["verdict"]["reasons"][0]["code"]),
        (&json!("refused"), &json!("phone"))
    );
}
