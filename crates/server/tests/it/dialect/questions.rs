//! `question/*` and `question/answer/*`.

use domain::moderation::{Decision, Reason};
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

const ASKED: &str = "Плед колется? Нужен ребёнку в кроватку.";

/// Somebody asks about the plaid.
async fn ask(site: &Site, who: domain::PersonId, text: &str) -> String {
    let path = format!("/api/v1/shop/products/{PLAID}/questions");
    site.signed_in(who).await.post(&path, json!({"text": text})).await.ok().text_at("/question_id")
}

async fn answer(client: &Client, question: &str, text: &str) -> String {
    let asked = json!({"question_id": question, "sku": PLAID.0, "text": text});
    client.post("/v1/question/answer/create", asked).await.ok().text_at("/answer_id")
}

async fn publications(client: &Client, question: &str) -> Vec<Value> {
    let asked = json!({"question_id": question, "sku": PLAID.0.to_string()});
    each(&client.post("/v1/question/answer/list", asked).await.ok(), "/answers", "status_publication")
}

async fn info(client: &Client, question: &str) -> Value {
    client.post("/v1/question/info", json!({"question_id": question})).await.ok().json()
}

/// Модест decides the case that comes next.
async fn decide(site: &Site, decision: Decision, reasons: &[Reason]) {
    let modest = site.signed_in(MODEST).await;
    let case = modest.post("/api/v1/moderation/cases/claim", json!({})).await.ok();
    let place = format!("{}/{}", case.text_at("/case/client_id"), case.text_at("/case/case_id"));
    let codes: Vec<_> = reasons.iter().map(|reason| reason.as_str()).collect();
    let verdict = json!({"decision": decision.as_str(), "reasons": codes});
    modest.post(&format!("/api/v1/moderation/cases/{place}/decide"), verdict).await.ok();
    site.wait(11);
    site.work().await;
}

/// Ids are made anew by each run.
fn named(answer: &Answer, ids: &[(&str, &str)]) -> Value {
    let text = ids.iter().fold(answer.text.clone(), |text, (id, name)| text.replace(id, name));
    serde_json::from_str(&text).unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_finds_a_question_answers_it_and_sees_it_published(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start_with(engine, |settings| settings.public_url = Some("https://otklik.example/".into())).await;
    let client = program(&site).await;
    let question = ask(&site, OLGA, ASKED).await;
    let sent = answer(&client, &question, "  Нет, шерсть мериноса мягкая.  ").await;
    let waits = client.post("/v1/question/answer/list", json!({"question_id": question, "sku": PLAID.0})).await.ok();
    let ids = [(question.as_str(), "[question]"), (sent.as_str(), "[answer]")];
    insta::assert_json_snapshot!("question_answer_list", named(&waits, &ids));
    assert_eq!(info(&client, &question).await["status"], "VIEWED", "nothing stands on the card yet");

    decide(&site, Decision::Publish, &[]).await;
    assert_eq!(publications(&client, &question).await, ["PUBLISHED"]);
    let list = client.post("/v1/question/list", json!({"filter": {"status": "PROCESSED"}})).await.ok();
    insta::assert_json_snapshot!("question_list", named(&list, &ids));
    let one = client.post("/v1/question/info", json!({"question_id": question.to_uppercase()})).await.ok();
    insta::assert_json_snapshot!("question_info", named(&one, &ids));
    assert!(list.text.contains("\"sku\":9007199254740993,"), "a number of 63 bits arrives with its last digit");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_answer_failed_moderation_and_one_that_was_said_before_is_a_duplicate(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let question = ask(&site, OLGA, ASKED).await;
    answer(&client, &question, "Звоните +7 912 345-67-89").await;
    assert_eq!(publications(&client, &question).await, ["AWAITING_MODERATION"]);
    decide(&site, Decision::Refuse, &[Reason::Phone]).await;
    assert_eq!(publications(&client, &question).await, ["MODERATION_FAILED"]);
    assert_eq!(info(&client, &question).await["status"], "VIEWED", "it waits for another answer");

    site.wait(60);
    answer(&client, &question, "Не колется.").await;
    site.wait(60);
    let again = answer(&client, &question, "не  колется!").await;
    assert_eq!(publications(&client, &question).await, ["MODERATION_FAILED", "AWAITING_MODERATION", "DUPLICATE"]);
    decide(&site, Decision::Refuse, &[Reason::Duplicate]).await;
    decide(&site, Decision::Publish, &[]).await;
    assert_eq!(publications(&client, &question).await, ["MODERATION_FAILED", "PUBLISHED", "DUPLICATE"]);
    let gone = json!({"answer_id": again, "sku": PLAID.0});
    assert_eq!(client.post("/v1/question/answer/delete", gone.clone()).await.ok().text, "{}");
    assert_eq!(publications(&client, &question).await, ["MODERATION_FAILED", "PUBLISHED"]);
    assert_eq!(refused(&client.post("/v1/question/answer/delete", gone).await), "404 5 The answer was not found.");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_statuses_of_questions_are_listed_counted_and_set(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        ids.push(ask(&site, OLGA, &format!("Какой у него ворс, номер {number}?")).await);
        site.wait(60);
    }
    let change = |id: &str, status: &str| {
        let (client, body) = (client.clone(), json!({"question_ids": [id], "status": status}));
        async move { client.post("/v1/question/change-status", body).await.ok().text }
    };
    assert_eq!(change(&ids[0], "PROCESSED").await, "{}");
    assert_eq!(change(&ids[1], "VIEWED").await, "{}");
    let [first, second, third] = [&ids[0], &ids[1], &ids[2]];
    for (filter, wanted) in [
        (json!({"status": "ALL"}), vec![third, second, first]),
        (json!({"status": "NEW"}), vec![third]),
        (json!({"status": "VIEWED"}), vec![second]),
        (json!({"status": "PROCESSED"}), vec![first]),
        (json!({"status": "UNPROCESSED"}), vec![third, second]),
        (json!({"date_from": "2026-03-10T12:01:00Z"}), vec![third, second]),
        (json!({"date_to": "2026-03-10T12:01:00Z", "status": "PROCESSED"}), vec![first]),
    ] {
        let told = client.post("/v1/question/list", json!({"filter": filter})).await.ok();
        assert_eq!(each(&told, "/questions", "id"), wanted.iter().map(|id| json!(id)).collect::<Vec<_>>(), "{filter}");
    }
    let count = client.post("/v1/question/count", json!({})).await.ok().json();
    assert_eq!(count, json!({"all": 3, "new": 1, "viewed": 1, "processed": 1, "unprocessed": 2}));
    let top = client.post("/v1/question/top-sku", json!({"limit": "10"})).await.ok().json();
    assert_eq!(top, json!({"sku": [PLAID.0.to_string()]}));

    let both = json!({"question_ids": [ids[2], "01920411-f6af-7e58-a8a4-63c5cfc007d0"], "status": "PROCESSED"});
    let refusal = client.post("/v1/question/change-status", both).await;
    assert_eq!(refused(&refusal), "404 5 The question was not found.");
    assert_eq!(info(&client, &ids[2]).await["status"], "NEW", "all or none");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_questions_and_of_answers_follow_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let mut ids = Vec::new();
    for number in 1..=5 {
        ids.push(ask(&site, OLGA, &format!("Какой у него ворс, номер {number}?")).await);
        site.wait(60);
    }
    for direction in ["ASC", "DESC"] {
        let (mut all, mut last) = (Vec::new(), String::new());
        loop {
            let asked = json!({"limit": 2, "sort_dir": direction, "last_id": last});
            let page = client.post("/v1/question/list", asked).await.ok();
            all.extend(each(&page, "/questions", "id"));
            last = page.text_at("/last_id");
            if page.json()["has_next"] != true {
                break;
            }
        }
        if direction == "DESC" {
            all.reverse();
        }
        assert_eq!(all, ids, "{direction}");
    }
    let first = answer(&client, &ids[0], "Короткий.").await;
    site.wait(60);
    let second = answer(&client, &ids[0], "Миллиметра два.").await;
    let asked = json!({"question_id": ids[0], "sku": PLAID.0, "last_id": first});
    let page = client.post("/v1/question/answer/list", asked).await.ok();
    assert_eq!(each(&page, "/answers", "id"), [json!(second)]);
    let asked = json!({"question_id": ids[0], "sku": PLAID.0, "last_id": second});
    let end = client.post("/v1/question/answer/list", asked).await.ok();
    assert_eq!(end.json(), json!({"answers": [], "last_id": second}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_shops_or_not_of_that_product_is_not_found() {
    let site = Site::start(Sqlite).await;
    let (client, stranger) = (program(&site).await, site.program(NEIGHBOUR, domain::people::KeyRole::Admin).await);
    let question = ask(&site, OLGA, ASKED).await;
    let sent = answer(&client, &question, "Нет, шерсть мериноса мягкая.").await;
    let named = json!({"question_id": question, "sku": PLAID.0, "text": "Чужой ответ"});
    for path in ["/v1/question/info", "/v1/question/answer/list", "/v1/question/answer/create"] {
        assert_eq!(refused(&stranger.post(path, named.clone()).await), "404 5 The question was not found.", "{path}");
    }
    let other = json!({"question_id": question, "sku": PILLOW.0, "text": "О подушке"});
    for path in ["/v1/question/answer/list", "/v1/question/answer/create"] {
        assert_eq!(refused(&client.post(path, other.clone()).await), "404 5 The question was not found.", "{path}");
    }
    for (who, sku) in [(&stranger, PLAID), (&client, PILLOW)] {
        let gone = who.post("/v1/question/answer/delete", json!({"answer_id": sent, "sku": sku.0})).await;
        assert_eq!(refused(&gone), "404 5 The answer was not found.");
    }
    // A question that waits for a verdict itself is not the shop's yet.
    let held = ask(&site, OLGA, "Где дешевле? Звоните +7 912 345-67-89").await;
    let refusal = client.post("/v1/question/info", json!({"question_id": held})).await;
    assert_eq!(refused(&refusal), "404 5 The question was not found.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_cannot_say_is_refused_with_the_field() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let question = ask(&site, OLGA, ASKED).await;
    let text = |text: String| json!({"question_id": question, "sku": PLAID.0, "text": text});
    let mut said = Vec::new();
    for (path, body) in [
        ("answer/create", text("я".repeat(3_001))),
        ("answer/create", text("ж".into())),
        ("answer/create", text("👍👍🏽🎉".into())),
        ("answer/create", text("\u{200b}\u{200d}\u{2060}".into())),
        ("answer/create", text("Цена \u{202e}рублей".into())),
        ("answer/create", text(format!("а{}", "\u{301}".repeat(100_000)))),
        ("answer/create", json!({"question_id": question, "text": "Да"})),
        ("list", json!({"filter": {"status": "LOST"}})),
        ("list", json!({"limit": 101})),
        ("list", json!({"last_id": "x"})),
        ("change-status", json!({"question_ids": [], "status": "NEW"})),
        ("change-status", json!({"question_ids": [question], "status": "UNPROCESSED"})),
        ("top-sku", json!({"limit": 101})),
    ] {
        said.push(format!("{path}: {}", refused(&client.post(&format!("/v1/question/{path}"), body).await)));
    }
    insta::assert_snapshot!("question_refusals", said.join("\n"));
    assert_eq!(publications(&client, &question).await, [""; 0], "nothing of it is kept");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_sent_twice_with_one_key_is_one(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await.with("idempotency-key", "3f2b");
    let question = ask(&site, OLGA, ASKED).await;
    let (one, again) = tokio::join!(answer(&client, &question, "Мягкий."), answer(&client, &question, "Мягкий."));
    assert_eq!(one, again);
    assert_eq!(publications(&client, &question).await, ["AWAITING_MODERATION"]);
}
