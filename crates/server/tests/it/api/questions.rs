//! `/api/v1/questions` and `/api/v1/answers`, from the question on the card to the answer under it.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

mod bad_input;
mod buyers;
mod moderation;

const ASKED: &str = "Плед колется? Нужен ребёнку в кроватку.";
const CLEAN: &str = "Нет, шерсть мериноса мягкая.";
const WITH_PHONE: &str = "Не колется 🙂. Звоните: +7 912 345-67-89";

/// Somebody asks about the plaid.
async fn ask(buyer: &Client, text: &str) -> String {
    let path = format!("/api/v1/shop/products/{PLAID}/questions");
    buyer.post(&path, json!({"text": text})).await.ok().text_at("/question_id")
}

fn answers(question: &str) -> String {
    format!("/api/v1/questions/{question}/answers")
}

/// An answer that is checked at once.
async fn answer(seller: &Client, question: &str, text: &str) -> String {
    let body = json!({"text": text, "undo": false});
    seller.post(&answers(question), body).await.ok().text_at("/answer_id")
}

async fn track(seller: &Client, answer: &str) -> Value {
    seller.get(&format!("/api/v1/answers/{answer}")).await.ok().json()["track"].clone()
}

/// A moderator takes the next case and decides it; gives the case as it was taken.
async fn decide(site: &Site, moderator: &Client, verdict: Value) -> Value {
    let case = moderator.post("/api/v1/moderation/cases/claim", json!({})).await.ok().json();
    moderator.post(&format!("{}/decide", place(&case)), verdict).await.ok();
    site.wait(11);
    site.work().await;
    case
}

/// The address of a case.
fn place(case: &Value) -> String {
    let of = |name: &str| case["case"][name].as_str().unwrap().to_owned();
    format!("/api/v1/moderation/cases/{}/{}", of("client_id"), of("case_id"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_found_answered_judged_and_stands_on_the_card(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga, modest) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    let question = ask(&olga, ASKED).await;
    let found = anna.get("/api/v1/questions?stage=new&q=кроватка").await.ok();
    assert_eq!(found.text_at("/items/0/id"), question);
    assert_eq!(found.text_at("/items/0/product/sku"), PLAID.to_string(), "a number that JavaScript would round");
    anna.press(&format!("/api/v1/questions/{question}/open")).await.ok();
    let counts = anna.get("/api/v1/questions/counts").await.ok().json();
    assert_eq!((&counts["total"], &counts["stage"]["viewed"], &counts["waiting"]), (&json!(1), &json!(1), &json!(1)));

    let sent = answer(&anna, &question, CLEAN).await;
    let waits = track(&anna, &sent).await;
    assert_eq!((&waits["state"], &waits["queue"]["place"]), (&json!("waiting"), &json!(1)));
    assert_eq!(waits["queue"]["forecast"], Value::Null, "too few verdicts to say when");
    let case = decide(&site, &modest, json!({"decision": "publish"})).await;
    assert_eq!(case["question"]["text"], ASKED, "the moderator sees what is answered");

    assert_eq!(track(&anna, &sent).await["state"], "published");
    let detail = anna.get(&format!("/api/v1/questions/{question}")).await.ok();
    assert_eq!(detail.text_at("/question/stage"), "processed");
    let card = site.nobody().get(&format!("/api/v1/shop/products/{PLAID}/questions")).await.ok();
    assert_eq!(card.text_at("/items/0/answers/0/text"), CLEAN);
    let top = anna.get("/api/v1/questions/top-products").await.ok().json();
    assert_eq!(top["items"], json!([{"sku": PLAID.to_string(), "questions": 1}]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn filters_of_questions_combine_and_pages_follow_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga, pyotr) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let first = ask(&olga, ASKED).await;
    site.wait(3 * 3600);
    let second = ask(&pyotr, "Можно ли стирать плед в машинке?").await;
    olga.put(&format!("/api/v1/shop/questions/{second}/vote"), json!(null)).await.ok();
    let ids = async |query: &str| {
        let page = anna.get(&format!("/api/v1/questions?{query}")).await.ok().json();
        let items = page["items"].as_array().unwrap().clone();
        (items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>(), page["next"].clone())
    };
    assert_eq!(ids("").await.0, [first.clone(), second.clone()], "who waits longest comes first");
    assert_eq!(ids("sort=newest").await.0, [second.clone(), first.clone()]);
    assert_eq!(ids("sort=most_asked").await.0, [second.clone(), first.clone()]);
    assert_eq!(ids("waiting_hours=2").await.0, [first.as_str()]);
    assert_eq!(ids(&format!("sku={PILLOW}")).await.0, [""; 0]);
    assert_eq!(ids("stage=processed&stage=refused").await.0, [""; 0]);
    assert_eq!(ids("answered_by_buyers=false&q=стирают%20машинку").await.0, [second.as_str()]);
    let (page, next) = ids("sort=oldest&limit=1").await;
    assert_eq!(page, [first]);
    let (page, next) = ids(&format!("sort=oldest&limit=1&after={}", next.as_str().unwrap())).await;
    assert_eq!((page, next), (vec![second], Value::Null));
    let body = json!({"question_ids": [ids("sort=oldest").await.0[0]], "status": "processed"});
    anna.post("/api/v1/questions/status", body).await.ok();
    let counts = anna.get("/api/v1/questions/counts").await.ok().json();
    assert_eq!(counts["status"], json!({"new": 1, "viewed": 0, "processed": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_say_is_told_before_anything_is_sent_in_characters_and_in_words() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let checked = anna.post("/api/v1/questions/check", json!({"text": WITH_PHONE})).await.ok().json();
    let finding = &checked["findings"][0];
    let place = |end: &str| usize::try_from(finding[end].as_u64().unwrap()).unwrap();
    let (from, to) = (place("from"), place("to"));
    let marked: String = checked["text"].as_str().unwrap().chars().skip(from).take(to - from).collect();
    assert_eq!((&finding["reason"], marked.as_str()), (&json!("phone"), "+7 912 345-67-89"));
    assert!(finding["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{finding}");
    assert_eq!(checked["identical"], json!({"can_send": true, "left": null, "paused_until": null}));
    let clean = anna.post("/api/v1/questions/check", json!({"text": CLEAN})).await.ok().json();
    assert_eq!(clean["findings"], json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_taken_back_for_ten_seconds_and_is_a_draft_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let question = ask(&olga, ASKED).await;
    let sent = anna.post(&answers(&question), json!({"text": CLEAN})).await.ok();
    assert_eq!(
        (sent.text_at("/state"), sent.text_at("/undo_until")),
        ("pending".into(), "2026-03-10T12:00:10Z".into())
    );
    site.wait(9);
    let undo = format!("{}/undo", sent.header("location").unwrap());
    assert_eq!(anna.press(&undo).await.ok().text_at("/question_id"), question);
    let draft = anna.get(&format!("/api/v1/questions/{question}/draft")).await.ok();
    assert_eq!(draft.text_at("/text"), CLEAN);
    let again = anna.post(&answers(&question), json!({"text": CLEAN})).await.ok();
    site.wait(10);
    let undo = anna.press(&format!("{}/undo", again.header("location").unwrap())).await;
    assert!(undo.said().starts_with("409 undo_too_late"), "{}", undo.said());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_answer_is_judged_anew_while_the_old_text_stands(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let modest = site.signed_in(MODEST).await;
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let id = answer(&anna, &question, CLEAN).await;
    decide(&site, &modest, json!({"decision": "publish"})).await;
    let path = format!("/api/v1/answers/{id}");
    let tag = anna.get(&path).await.ok().header("etag").unwrap().to_owned();
    let edit = |client: &Client, text: &str| {
        Answer::of(client.request("PATCH", &path).header("if-match", &tag).json(&json!({"text": text})))
    };
    let changed = edit(&anna, "Нет, мягкая, но лучше с пододеяльником.").await.ok();
    assert_eq!((changed.text_at("/state"), changed.text_at("/public_text")), ("waiting".into(), CLEAN.into()));
    let refused = edit(&boris, "Да, колется").await;
    assert!(refused.said().starts_with("412 answer_changed"), "{}", refused.said());
    boris.delete(&path).await.ok();
    assert_eq!(anna.get(&path).await.status, 404);
    let none = modest.post("/api/v1/moderation/cases/claim", json!({})).await;
    assert_eq!((none.status, none.text.as_str()), (204, ""), "what was taken away waits for nobody");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_answer_says_why_and_is_appealed_once_before_another(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let (modest, lidia) = (site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let id = answer(&anna, &question, WITH_PHONE).await;
    let refuse = json!({"decision": "refuse", "reasons": ["phone"], "note_author": "Без телефона"});
    decide(&site, &modest, refuse).await;
    let told = track(&anna, &id).await;
    let verdict = &told["verdict"];
    assert_eq!((&told["state"], &told["can_appeal"]), (&json!("refused"), &json!(true)));
    assert_eq!((&verdict["reasons"][0]["code"], &verdict["note"]), (&json!("phone"), &json!("Без телефона")));
    assert_eq!((&verdict["findings"][0]["from"], &verdict["is_current"]), (&json!(23), &json!(true)));

    let appeal = json!({"subject": "answer", "id": id, "text": "Это артикул, а не телефон"});
    let short = json!({"subject": "answer", "id": id, "text": "нет"});
    assert!(anna.post("/api/v1/moderation/appeals", short).await.said().starts_with("400 text_too_short @text"));
    anna.post("/api/v1/moderation/appeals", appeal.clone()).await.ok();
    assert!(anna.post("/api/v1/moderation/appeals", appeal).await.said().starts_with("409 "));
    let none = modest.post("/api/v1/moderation/cases/claim", json!({})).await;
    assert_eq!(none.status, 204, "nobody decides an appeal against themselves");
    let case = decide(&site, &lidia, json!({"decision": "publish"})).await;
    assert_eq!(
        (&case["case"]["words"], &case["appealed"]["number"]),
        (&json!("Это артикул, а не телефон"), &told["verdict"]["number"])
    );
    let told = track(&anna, &id).await;
    assert_eq!((&told["state"], &told["appeal"]["state"]), (&json!("published"), &json!("won")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_twice_asks_and_answers_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.signed_in(OLGA).await.with("idempotency-key", "ask");
    assert_eq!(ask(&olga, ASKED).await, ask(&olga, ASKED).await);
    let question = ask(&olga, ASKED).await;
    let anna = site.signed_in(ANNA).await.with("idempotency-key", "answer");
    assert_eq!(answer(&anna, &question, CLEAN).await, answer(&anna, &question, CLEAN).await);
    let all = anna.get(&answers(&question)).await.ok().json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_questions_is_made_and_taken_away() {
    let site = Site::start(Sqlite).await;
    let (anna, stepan) = (site.signed_in(ANNA).await, site.signed_in(STEPAN).await);
    ask(&site.signed_in(OLGA).await, ASKED).await;
    let mut signals = site.app.signals();
    let export = anna.post("/api/v1/exports?q=колется", json!({"format": "csv"})).await.ok().text_at("/id");
    let path = format!("/api/v1/exports/{export}");
    assert!(anna.get(&format!("{path}/file")).await.said().starts_with("409 export_not_ready"));
    site.work().await;
    while anna.get(&path).await.ok().text_at("/state") == "running" {
        signals.recv().await.unwrap();
    }
    let file = anna.get(&format!("{path}/file")).await.ok();
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(file.text.contains(ASKED), "{}", file.text);
    assert_eq!(anna.get("/api/v1/exports").await.ok().text_at("/items/0/id"), export);
    assert_eq!(stepan.get(&format!("{path}/file")).await.status, 404);
}
