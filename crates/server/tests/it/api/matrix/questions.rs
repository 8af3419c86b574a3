//! The rows of the matrix about questions and their moderation.

use serde_json::{Value, json};

use super::Row;
use crate::support::*;

pub(super) fn calls() -> Vec<Row> {
    vec![
        ("list_questions", "/questions", None),
        ("count_questions", "/questions/counts", None),
        ("list_asked_products", "/questions/top-products", None),
        ("check_answer", "/questions/check", Some(json!({"text": "Да, подойдёт"}))),
        ("set_question_status", "/questions/status", Some(json!({"question_ids": ["{question}"], "status": "viewed"}))),
        ("get_question", "/questions/{question}", None),
        ("open_question", "/questions/{question}/open", None),
        ("list_answers", "/questions/{question}/answers", None),
        ("answer_question", "/questions/{question}/answers", Some(json!({"text": "Да, мягкий: {number}"}))),
        ("get_answer_draft", "/questions/{question}/draft", None),
        ("save_answer_draft", "/questions/{question}/draft", Some(json!({"text": "Да"}))),
        ("forget_answer_draft", "/questions/{question}/draft", None),
        ("get_answer", "/answers/{answer}", None),
        ("edit_answer", "/answers/{answer}", Some(json!({"text": "Нет, не колется: {number}"}))),
        ("delete_answer", "/answers/{answer}", None),
        ("undo_answer", "/answers/{pending_answer}/undo", None),
        ("list_exports", "/exports", None),
        ("start_export", "/exports", Some(json!({"format": "csv"}))),
        ("get_export", "/exports/{export}", None),
        ("download_export", "/exports/{export}/file", None),
        ("list_receipts", "/receipts", None),
        ("appeal", "/moderation/appeals", Some(appeal("answer", "{refused_answer}"))),
        ("appeal_as_buyer", "/buyer/appeals", Some(appeal("question", "{refused_question}"))),
        ("list_reasons", "/moderation/reasons", None),
        ("set_reason_words", "/moderation/reasons/duplicate", Some(json!({"lang": "ru", "words": "Уже есть"}))),
        ("get_transparency", "/shop/transparency", None),
        ("list_queues", "/moderation/queues", None),
        ("get_day", "/moderation/day", None),
        ("get_months", "/moderation/months", None),
        ("list_own_decisions", "/moderation/decisions", None),
        ("claim_case", "/moderation/cases/claim", Some(json!({}))),
        ("get_case", "/moderation/cases/{case}", None),
        ("take_case", "/moderation/cases/{case}/take", None),
        ("pass_case", "/moderation/cases/{case}/pass", None),
        ("decide_case", "/moderation/cases/{held}/decide", Some(json!({"decision": "publish"}))),
        ("undo_decision", "/moderation/cases/{decided}/undo", None),
        ("list_same_cases", "/moderation/cases/{case}/same", None),
        (
            "decide_same_cases",
            "/moderation/cases/{case}/same",
            Some(
                json!({"cases": [{"client_id": "1001", "case_id": uuid::Uuid::nil()}], "verdict": {"decision": "publish"}}),
            ),
        ),
        ("list_card_questions", "/shop/products/{sku}/questions", None),
        ("list_similar_questions", "/shop/products/{sku}/questions/similar?text=плед", None),
        ("get_public_question", "/shop/questions/{question}", None),
        ("ask_question", "/shop/products/{sku}/questions", Some(json!({"text": "Какой он длины, номер {number}?"}))),
        ("answer_as_buyer", "/shop/questions/{question}/answers", Some(json!({"text": "У меня мягкий: {number}"}))),
        ("second_question", "/shop/questions/{question}/vote", None),
        ("unsecond_question", "/shop/questions/{question}/vote", None),
        ("vote_answer", "/shop/answers/{public_answer}/vote", None),
        ("unvote_answer", "/shop/answers/{public_answer}/vote", None),
        ("list_own_questions", "/buyer/questions", None),
        ("delete_own_question", "/buyer/questions/{own_question}", None),
        ("get_own_answer", "/buyer/answers/{own_answer}", None),
        ("delete_own_answer", "/buyer/answers/{own_answer}", None),
    ]
}

fn appeal(subject: &str, id: &str) -> Value {
    json!({"subject": subject, "id": id, "text": "Здесь нет ничего запрещённого"})
}

/// Makes what a name stands for. Two texts are never the same, or the second would be one too many.
pub(super) async fn made(site: &Site, name: &str, anna: &Client, olga: &Client, number: usize) -> String {
    match name {
        "own_question" => asked(olga, &format!("Какой у него ворс, номер {number}?")).await,
        "question" => of_pyotr(site, number).await,
        "refused_question" => {
            let question = asked(olga, &format!("Какой он, номер {number}? Звоните: +7 912 345-67-89")).await;
            let own = olga.get("/api/v1/buyer/questions?limit=100").await.ok().json();
            let asked = own["items"].as_array().unwrap().iter().find(|own| own["id"] == question.as_str()).cloned();
            let case = held(site, asked.unwrap()["track"]["queue"]["case_id"].as_str().unwrap()).await;
            decided(site, &case, json!({"decision": "refuse", "reasons": ["phone"]})).await;
            question
        }
        "answer" => answered(site, anna, number, false).await,
        "pending_answer" => answered(site, anna, number, true).await,
        "own_answer" => {
            let question = of_pyotr(site, number).await;
            let path = format!("/api/v1/shop/questions/{question}/answers");
            olga.post(&path, json!({"text": format!("Сам отвечу: {number}")})).await.ok().text_at("/answer_id")
        }
        "public_answer" | "refused_answer" => {
            let answer = answered(site, anna, number, false).await;
            let case = held(site, &case_of(anna, &answer).await).await;
            let refused = json!({"decision": "refuse", "reasons": ["other"]});
            decided(site, &case, if name == "public_answer" { json!({"decision": "publish"}) } else { refused }).await;
            answer
        }
        "case" => format!("{HOME}/{}", case_of(anna, &answered(site, anna, number, false).await).await),
        "held" => held(site, &case_of(anna, &answered(site, anna, number, false).await).await).await,
        "decided" => {
            let case = held(site, &case_of(anna, &answered(site, anna, number, false).await).await).await;
            let modest = site.signed_in(MODEST).await;
            let path = format!("/api/v1/moderation/cases/{case}/decide");
            modest.post(&path, json!({"decision": "publish"})).await.ok();
            case
        }
        "export" => exported(site, anna).await,
        other => panic!("nobody makes {other}"),
    }
}

/// A question of Пётр's: Ольга has so many refused that everything of hers waits for a moderator.
async fn of_pyotr(site: &Site, number: usize) -> String {
    asked(&site.signed_in(PYOTR).await, &format!("Какой у него ворс, номер {number}?")).await
}

/// A buyer asks about the plaid.
async fn asked(buyer: &Client, text: &str) -> String {
    let path = format!("/api/v1/shop/products/{PLAID}/questions");
    buyer.post(&path, json!({"text": text})).await.ok().text_at("/question_id")
}

/// Анна answers a question.
async fn answered(site: &Site, anna: &Client, number: usize, undo: bool) -> String {
    let question = of_pyotr(site, number).await;
    let path = format!("/api/v1/questions/{question}/answers");
    let body = json!({"text": format!("Короткий: {number}"), "undo": undo});
    anna.post(&path, body).await.ok().text_at("/answer_id")
}

async fn case_of(anna: &Client, answer: &str) -> String {
    anna.get(&format!("/api/v1/answers/{answer}")).await.ok().text_at("/track/queue/case_id")
}

/// Модест takes a case: `1001/…`.
async fn held(site: &Site, case: &str) -> String {
    let place = format!("{HOME}/{case}");
    site.signed_in(MODEST).await.press(&format!("/api/v1/moderation/cases/{place}/take")).await.ok();
    place
}

/// Модест decides it, and the decision comes into force.
async fn decided(site: &Site, case: &str, verdict: Value) {
    site.signed_in(MODEST).await.post(&format!("/api/v1/moderation/cases/{case}/decide"), verdict).await.ok();
    site.wait(11);
    site.work().await;
}

/// A file of questions that is ready.
async fn exported(site: &Site, anna: &Client) -> String {
    let id = anna.post("/api/v1/exports", json!({"format": "csv"})).await.ok().text_at("/id");
    files_are_made(site, anna).await;
    id
}

/// Waits until no file is being made: few are at once.
pub(super) async fn files_are_made(site: &Site, anna: &Client) {
    let mut signals = site.app.signals();
    site.work().await;
    while anna.get("/api/v1/exports").await.ok().text.contains("\"running\"") {
        signals.recv().await.unwrap();
    }
}
