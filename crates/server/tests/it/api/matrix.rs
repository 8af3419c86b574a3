//! Every operation × everybody: what a stranger names is not found, and each may do what their role says.
//!
//! The rows come from the OpenAPI document, so an operation without a row here fails the test.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::people::KeyRole;
use serde_json::{Value, json};

use super::buyer::DOT;
use crate::support::*;

/// A request for an operation. `{names}` in it are made anew for each request, and all belong to «Тёплый дом», to Ольга or
/// to the desk.
struct Call {
    path: &'static str,
    body: Option<Value>,
}

fn calls() -> BTreeMap<&'static str, Call> {
    let review = json!({"rating": 5, "text": "Греет"});
    let rows: Vec<(&'static str, &'static str, Option<Value>)> = vec![
        ("list_reviews", "/reviews", None),
        ("count_reviews", "/reviews/counts", None),
        ("set_review_status", "/reviews/status", Some(json!({"review_ids": ["{review}"], "status": "viewed"}))),
        ("get_review", "/reviews/{review}", None),
        ("open_review", "/reviews/{review}/open", None),
        ("list_comments", "/reviews/{review}/comments", None),
        ("answer_review", "/reviews/{review}/comments", Some(json!({"text": "Спасибо"}))),
        ("get_draft", "/reviews/{review}/draft", None),
        ("save_draft", "/reviews/{review}/draft", Some(json!({"text": "Спас"}))),
        ("forget_draft", "/reviews/{review}/draft", None),
        ("pin_review", "/reviews/{review}/pin", None),
        ("unpin_review", "/reviews/{review}/pin", None),
        ("report_review", "/reviews/{fresh_review}/reports", Some(json!({"reason": "fake"}))),
        ("get_comment", "/comments/{comment}", None),
        ("edit_comment", "/comments/{comment}", Some(json!({"text": "Иначе"}))),
        ("delete_comment", "/comments/{comment}", None),
        ("undo_comment", "/comments/{pending}/undo", None),
        ("preview_bulk_answers", "/bulk-answers/preview", Some(json!({"review_ids": ["{review}"], "text": "Спасибо"}))),
        (
            "send_bulk_answers",
            "/bulk-answers",
            Some(json!({"answers": [{"review_id": "{review}", "text": "Спасибо"}]})),
        ),
        ("get_bulk_answers", "/bulk-answers/{bulk}", None),
        ("undo_bulk_answers", "/bulk-answers/{bulk}/undo", None),
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
        ("list_templates", "/templates", None),
        ("add_template", "/templates", Some(json!({"name": "Спасибо", "text": "Спасибо!"}))),
        ("get_template", "/templates/{template}", None),
        ("change_template", "/templates/{template}", Some(json!({"name": "Иначе", "text": "Иначе"}))),
        ("delete_template", "/templates/{template}", None),
        ("list_products", "/products", None),
        ("get_product", "/products/{sku}", None),
        ("list_categories", "/categories", None),
        ("list_keys", "/keys", None),
        ("create_key", "/keys", Some(json!({"label": "x", "roles": ["Admin"]}))),
        ("revoke_key", "/keys/{key}", None),
        ("get_me", "/me", None),
        ("list_notices", "/notices", None),
        ("read_notices", "/notices/read", None),
        ("follow_events", "/events?wait=false", None),
        ("list_goods", "/shop/products", None),
        ("get_card", "/shop/products/{sku}", None),
        ("list_public_comments", "/shop/reviews/{review}/comments", None),
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
        ("list_orders", "/buyer/orders", None),
        (
            "create_review",
            "/buyer/reviews",
            Some(json!({"order_id": "{order}", "sku": "{sku}", "opinion": review.clone()})),
        ),
        ("get_own_review", "/buyer/reviews/{own_review}", None),
        ("rewrite_review", "/buyer/reviews/{own_review}", Some(review)),
        ("delete_review", "/buyer/reviews/{own_review}", None),
        ("vote", "/shop/reviews/{review}/vote", None),
        ("unvote", "/shop/reviews/{review}/vote", None),
        ("send_photo", "/buyer/media/photos", None),
        ("send_video", "/buyer/media/videos", None),
        ("get_waiting", "/desk/waiting", None),
        ("resend_dead_letter", "/desk/dead-letters/reactions/{letter}/resend", None),
        ("sign_out", "/sign-out", None),
    ];
    rows.into_iter().map(|(id, path, body)| (id, Call { path, body })).collect()
}

fn appeal(subject: &str, id: &str) -> Value {
    json!({"subject": subject, "id": id, "text": "Здесь нет ничего запрещённого"})
}

/// Makes what a name stands for.
async fn made(site: &Site, name: &str, anna: &Client, olga: &Client, number: usize) -> String {
    let post =
        async |client: &Client, path: &str, body: Value, field: &str| client.post(path, body).await.ok().text_at(field);
    let comments = format!("/api/v1/reviews/{}/comments", review("torn"));
    match name {
        "review" => review("torn").to_string(),
        // One report about a review waits at a time, so each goes to another review: Ольга's newest.
        "fresh_review" | "own_review" => {
            let order = ordered(site, number).await;
            let body = json!({"order_id": order, "sku": PLAID.to_string(), "opinion": {"rating": 5}});
            post(olga, "/api/v1/buyer/reviews", body, "/id").await
        }
        "order" => ordered(site, number).await,
        "sku" => PLAID.to_string(),
        "comment" => post(anna, &comments, json!({"text": "a", "undo": false}), "/comment_id").await,
        "pending" => post(anna, &comments, json!({"text": "a", "undo": true}), "/comment_id").await,
        "bulk" => {
            let body = json!({"answers": [{"review_id": review("torn").to_string(), "text": "a"}]});
            post(anna, "/api/v1/bulk-answers", body, "/bulk_id").await
        }
        "template" => post(anna, "/api/v1/templates", json!({"name": "a", "text": "a"}), "/id").await,
        "key" => post(anna, "/api/v1/keys", json!({"label": "a", "roles": ["Admin"]}), "/id").await,
        "letter" => "1".into(),
        "number" => number.to_string(),
        name => of_questions(site, name, anna, olga, number).await,
    }
}

/// Makes what has to do with questions and their moderation. Two texts are never the same, or the second would be one too many.
async fn of_questions(site: &Site, name: &str, anna: &Client, olga: &Client, number: usize) -> String {
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
async fn files_are_made(site: &Site, anna: &Client) {
    let mut signals = site.app.signals();
    site.work().await;
    while anna.get("/api/v1/exports").await.ok().text.contains("\"running\"") {
        signals.recv().await.unwrap();
    }
}

/// A plaid that was delivered to Ольга.
async fn ordered(site: &Site, number: usize) -> String {
    let order = format!("99999999-{number:04}-1");
    let item = delivered(&order, PLAID, OLGA);
    app::commands::import::orders(&site.app, vec![item]).await.unwrap();
    order
}

async fn everybody(site: &Site) -> Vec<(&'static str, Client)> {
    vec![
        ("nobody", site.nobody()),
        ("stranger", site.signed_in(STEPAN).await),
        ("str.key", site.program(NEIGHBOUR, KeyRole::Admin).await),
        ("analyst", site.signed_in(VERA).await),
        ("manager", site.signed_in(BORIS).await),
        ("owner", site.signed_in(ANNA).await),
        ("buyer", site.signed_in(OLGA).await),
        ("desk", site.signed_in(MODEST).await),
        ("k.admin", site.program(HOME, KeyRole::Admin).await),
        ("k.read", site.program(HOME, KeyRole::AdminReadOnly).await),
        ("k.review", site.program(HOME, KeyRole::Reviews).await),
        ("k.goods", site.program(HOME, KeyRole::ProductsReadOnly).await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_their_role_says_and_a_strangers_things_are_not_there() {
    let site = Site::start_with(Sqlite, |settings| settings.moderation.questions_a_day = 10_000).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let calls = calls();
    let document = serde_json::to_value(server::api::document::document()).unwrap();
    let mut rows = BTreeMap::new();
    let mut number = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase();
            let id = operation["operationId"].as_str().unwrap();
            let call = calls.get(id).unwrap_or_else(|| panic!("{id} has no row in the matrix"));
            // Whoever signs out is out for the next row: everybody comes anew for each.
            let mut row = String::new();
            for (who, client) in everybody(&site).await {
                number += 1;
                let (path, body) = filled(&site, call, &anna, &olga, number).await;
                let request = client.request(&method, &format!("/api/v1{path}"));
                if id == "start_export" {
                    files_are_made(&site, &anna).await;
                }
                let request = match (&body, id) {
                    (_, "send_photo") => request.body(DOT),
                    (_, "send_video") => request.body("no video"),
                    (Some(body), _) => request.json(body),
                    (None, _) => request,
                };
                let answer = Answer::of(request).await;
                judge(&format!("{method} {path} by {who}"), who, call, &answer);
                write!(row, " {:<8}", answer.status).unwrap();
            }
            rows.insert(format!("{path} {method}"), row);
        }
    }
    let names = everybody(&site).await.iter().fold(String::new(), |all, (who, _)| format!("{all} {who:<8}"));
    let mut table = format!("{:<60}{names}\n", "");
    for (operation, row) in &rows {
        writeln!(table, "{operation:<60}{}", row.trim_end()).unwrap();
    }
    insta::assert_snapshot!(table, @r"
                                                                 nobody   stranger str.key  analyst  manager  owner    buyer    desk     k.admin  k.read   k.review k.goods 
    /api/v1/answers/{answer_id} DELETE                           401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/answers/{answer_id} GET                              401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/answers/{answer_id} PATCH                            401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/answers/{answer_id}/undo POST                        401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/bulk-answers POST                                    401      404      403      403      202      202      404      404      403      403      403      403
    /api/v1/bulk-answers/preview POST                            401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/bulk-answers/{bulk_id} GET                           401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/bulk-answers/{bulk_id}/undo POST                     401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/buyer/answers/{answer_id} DELETE                     401      404      403      404      404      404      204      404      403      403      403      403
    /api/v1/buyer/answers/{answer_id} GET                        401      404      403      404      404      404      200      404      403      403      403      403
    /api/v1/buyer/appeals POST                                   401      409      403      409      409      409      200      409      403      403      403      403
    /api/v1/buyer/media/photos POST                              401      201      403      201      201      201      201      201      403      403      403      403
    /api/v1/buyer/media/videos POST                              401      400      403      400      400      400      400      400      403      403      403      403
    /api/v1/buyer/orders GET                                     401      200      403      200      200      200      200      200      403      403      403      403
    /api/v1/buyer/questions GET                                  401      200      403      200      200      200      200      200      403      403      403      403
    /api/v1/buyer/questions/{question_id} DELETE                 401      404      403      404      404      404      204      404      403      403      403      403
    /api/v1/buyer/reviews POST                                   401      404      403      404      404      404      201      404      403      403      403      403
    /api/v1/buyer/reviews/{review_id} DELETE                     401      404      403      404      404      404      204      404      403      403      403      403
    /api/v1/buyer/reviews/{review_id} GET                        401      404      403      404      404      404      200      404      403      403      403      403
    /api/v1/buyer/reviews/{review_id} PUT                        401      404      403      404      404      404      200      404      403      403      403      403
    /api/v1/categories GET                                       401      200      200      200      200      200      404      404      200      200      403      200
    /api/v1/comments/{comment_id} DELETE                         401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/comments/{comment_id} GET                            401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/comments/{comment_id} PATCH                          401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/comments/{comment_id}/undo POST                      401      404      404      403      200      200      404      404      200      403      200      403
    /api/v1/desk/dead-letters/{consumer}/{event_id}/resend POST  401      404      403      404      404      404      404      404      403      403      403      403
    /api/v1/desk/waiting GET                                     401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/events GET                                           401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/exports GET                                          401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/exports POST                                         401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/exports/{export_id} GET                              401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/exports/{export_id}/file GET                         401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/keys GET                                             401      200      200      403      403      200      404      404      200      403      403      403
    /api/v1/keys POST                                            401      201      201      403      403      201      404      404      201      403      403      403
    /api/v1/keys/{key_id} DELETE                                 401      404      404      403      403      204      404      404      204      403      403      403
    /api/v1/me GET                                               401      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/moderation/appeals POST                              401      409      409      403      200      200      404      404      200      403      200      403
    /api/v1/moderation/cases/claim POST                          401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id} GET           401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/decide POST   401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/pass POST     401      404      403      404      404      404      404      204      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/same GET      401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/same POST     401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/take POST     401      404      403      404      404      404      404      204      403      403      403      403
    /api/v1/moderation/cases/{client_id}/{case_id}/undo POST     401      404      403      404      404      404      404      204      403      403      403      403
    /api/v1/moderation/day GET                                   401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/decisions GET                             401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/months GET                                401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/queues GET                                401      404      403      404      404      404      404      200      403      403      403      403
    /api/v1/moderation/reasons GET                               200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/moderation/reasons/{code} PUT                        401      404      403      404      404      404      404      204      403      403      403      403
    /api/v1/notices GET                                          401      200      403      200      200      200      200      200      403      403      403      403
    /api/v1/notices/read POST                                    401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/products GET                                         401      200      200      200      200      200      404      404      200      200      403      200
    /api/v1/products/{sku} GET                                   401      404      404      200      200      200      404      404      200      200      403      200
    /api/v1/questions GET                                        401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/questions/check POST                                 401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/questions/counts GET                                 401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/questions/status POST                                401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/questions/top-products GET                           401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/questions/{question_id} GET                          401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/questions/{question_id}/answers GET                  401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/questions/{question_id}/answers POST                 401      404      404      403      201      201      404      404      201      403      201      403
    /api/v1/questions/{question_id}/draft DELETE                 401      404      403      403      204      204      404      404      403      403      403      403
    /api/v1/questions/{question_id}/draft GET                    401      404      403      403      200      200      404      404      403      403      403      403
    /api/v1/questions/{question_id}/draft PUT                    401      404      403      403      200      200      404      404      403      403      403      403
    /api/v1/questions/{question_id}/open POST                    401      404      404      204      204      204      404      404      204      403      204      403
    /api/v1/receipts GET                                         401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/reviews GET                                          401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/reviews/counts GET                                   401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/reviews/status POST                                  401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/reviews/{review_id} GET                              401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/reviews/{review_id}/comments GET                     401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/reviews/{review_id}/comments POST                    401      404      404      403      201      201      404      404      201      403      201      403
    /api/v1/reviews/{review_id}/draft DELETE                     401      404      403      403      204      204      404      404      403      403      403      403
    /api/v1/reviews/{review_id}/draft GET                        401      404      403      403      200      200      404      404      403      403      403      403
    /api/v1/reviews/{review_id}/draft PUT                        401      404      403      403      200      200      404      404      403      403      403      403
    /api/v1/reviews/{review_id}/open POST                        401      404      404      204      204      204      404      404      204      403      204      403
    /api/v1/reviews/{review_id}/pin DELETE                       401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/reviews/{review_id}/pin PUT                          401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/reviews/{review_id}/reports POST                     401      404      404      403      201      201      404      404      201      403      201      403
    /api/v1/shop/answers/{answer_id}/vote DELETE                 401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/answers/{answer_id}/vote PUT                    401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/products GET                                    200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/products/{sku} GET                              200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/products/{sku}/questions GET                    200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/products/{sku}/questions POST                   401      201      403      201      201      201      201      201      403      403      403      403
    /api/v1/shop/products/{sku}/questions/similar GET            200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/questions/{question_id} GET                     200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/questions/{question_id}/answers POST            401      403      403      403      403      403      201      403      403      403      403      403
    /api/v1/shop/questions/{question_id}/vote DELETE             401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/questions/{question_id}/vote PUT                401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/reviews/{review_id}/comments GET                200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/shop/reviews/{review_id}/vote DELETE                 401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/reviews/{review_id}/vote PUT                    401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/shop/transparency GET                                200      200      200      200      200      200      200      200      200      200      200      200
    /api/v1/sign-out POST                                        401      204      403      204      204      204      204      204      403      403      403      403
    /api/v1/templates GET                                        401      200      200      200      200      200      404      404      200      200      200      403
    /api/v1/templates POST                                       401      201      201      403      201      201      404      404      201      403      201      403
    /api/v1/templates/{template_id} DELETE                       401      404      404      403      204      204      404      404      204      403      204      403
    /api/v1/templates/{template_id} GET                          401      404      404      200      200      200      404      404      200      200      200      403
    /api/v1/templates/{template_id} PUT                          401      404      404      403      200      200      404      404      200      403      200      403
    ");
}

/// The path and the body with every name filled in.
async fn filled(site: &Site, call: &Call, anna: &Client, olga: &Client, number: usize) -> (String, Option<Value>) {
    let mut path = call.path.to_owned();
    let mut body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
    for name in names(call) {
        let value = made(site, &name, anna, olga, number).await;
        path = path.replace(&format!("{{{name}}}"), &value);
        body = body.replace(&format!("{{{name}}}"), &value);
    }
    (path, serde_json::from_str(&body).ok())
}

/// The names of what belongs to somebody.
fn names(call: &Call) -> Vec<String> {
    let text = format!("{}{}", call.path, call.body.as_ref().map(Value::to_string).unwrap_or_default());
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    let is_name = |name: &String| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    names.filter(|name| !name.is_empty() && is_name(name)).collect()
}

/// What holds whatever the row says.
fn judge(what: &str, who: &str, call: &Call, answer: &Answer) {
    assert!(answer.status < 500, "{what}: {}", answer.text);
    assert_ne!(answer.status, 405, "{what}");
    let is_problem = answer.header("content-type") == Some("application/problem+json");
    assert_eq!(answer.status >= 400, is_problem, "{what}: {} {}", answer.status, answer.text);
    if is_problem {
        // The desk alone is no page to strangers; any other address that is nobody's would be a route that is not there.
        let of_the_desk = call.path.starts_with("/desk") || call.path.starts_with("/moderation");
        assert!(answer.text_at("/code") != "page_not_found" || of_the_desk, "{what}");
    }
    let is_read = what.starts_with("GET");
    let public = is_read && (call.path.starts_with("/shop/") || call.path == "/moderation/reasons");
    if who == "nobody" && !public {
        assert_eq!(answer.status, 401, "{what}: {}", answer.text);
    }
    let of_the_shop = !call.path.starts_with("/shop/") && !names(call).is_empty();
    // What is not there, and what is a stranger's, has no verdict to appeal: both are told alike.
    let unknown = if call.path.ends_with("/appeals") { 409 } else { 404 };
    if of_the_shop && who == "stranger" {
        assert_eq!(answer.status, unknown, "{what}: {}", answer.text);
    }
    if of_the_shop && who == "str.key" {
        assert!(answer.status == unknown || answer.status == 403, "{what}: {}", answer.text);
    }
}
