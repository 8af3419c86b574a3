//! What cannot be asked, answered or decided is refused clearly, and nothing of it is kept.

use rstest::rstest;
use serde_json::json;

use super::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_none_is_refused_with_why(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let question = ask(&olga, ASKED).await;
    let texts = [
        ("я".repeat(3_001), "text_too_long"),
        ("👍👍🏽🎉".to_owned(), "text_nothing"),
        ("\u{200b}\u{200d}\u{2060}".to_owned(), "text_too_short"),
        ("Цена \u{202e}рублей".to_owned(), "text_control"),
        (format!("а{}", "\u{301}".repeat(100_000)), "text_marks"),
        (" \n ".to_owned(), "text_empty"),
        ("ж".to_owned(), "text_too_short"),
    ];
    for (text, code) in texts {
        let refused = anna.post(&answers(&question), json!({"text": text, "undo": false})).await;
        assert_eq!(
            (refused.status, refused.text_at("/code"), refused.text_at("/field")),
            (400, code.into(), "text".into())
        );
    }
    assert_eq!(anna.get(&answers(&question)).await.ok().json()["items"], json!([]));
    answer(&anna, &question, &"я".repeat(3_000)).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_question_and_one_about_a_product_that_is_gone_take_no_answer(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (anna, olga, stepan) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(STEPAN).await);
    let question = ask(&olga, ASKED).await;
    let refused = stepan.post(&answers(&question), json!({"text": CLEAN})).await;
    assert!(refused.said().starts_with("404 question_not_found"), "{}", refused.said());
    let gone = app::commands::import::Product {
        archived: true,
        ..product(HOME, PLAID, "Плед шерстяной", "Пледы", beginning())
    };
    app::commands::import::products(&site.app, vec![gone]).await.unwrap();
    let refused = anna.post(&answers(&question), json!({"text": CLEAN})).await;
    assert!(refused.said().starts_with("409 product_gone"), "{}", refused.said());
    let path = format!("/api/v1/shop/products/{PLAID}/questions");
    let refused = olga.post(&path, json!({"text": "А ещё будет такой плед?"})).await;
    assert!(refused.said().starts_with("404 product_not_found"), "it has no card to ask on: {}", refused.said());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_colleagues_who_answer_at_once_the_second_is_shown_the_first(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let path = answers(&question);
    let send = |client: &Client, text: &str| {
        let (client, path, body) = (client.clone(), path.clone(), json!({"text": text, "seen_answer_id": null}));
        async move { client.post(&path, body).await }
    };
    let (one, other) = tokio::join!(send(&anna, CLEAN), send(&boris, "Колется совсем немного."));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let refused = if one.status == 409 { one } else { other };
    assert_eq!(refused.text_at("/code"), "answered_meanwhile");
    assert!(!refused.text_at("/facts/text").is_empty(), "the colleague's text is shown");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_after_the_lease_ended_is_refused_and_the_case_is_somebody_elses(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (anna, modest, lidia) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let id = answer(&anna, &question, CLEAN).await;
    let case = modest.post("/api/v1/moderation/cases/claim", json!({})).await.ok().json();
    let held = lidia.press(&format!("{}/take", place(&case))).await;
    assert!(held.said().starts_with("409 case_held"), "{}", held.said());
    site.wait(301);
    let late = modest.post(&format!("{}/decide", place(&case)), json!({"decision": "publish"})).await;
    assert!(late.said().starts_with("409 lease_lost"), "{}", late.said());
    assert_eq!(place(&decide(&site, &lidia, json!({"decision": "publish"})).await), place(&case));
    assert_eq!(track(&anna, &id).await["state"], "published");
    let again = modest.press(&format!("{}/take", place(&case))).await;
    assert!(again.said().starts_with("409 case_decided"), "{}", again.said());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_while_a_moderator_looks_at_it_is_not_published_by_the_decision(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (anna, modest) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    let id = answer(&anna, &question, CLEAN).await;
    let case = modest.post("/api/v1/moderation/cases/claim", json!({})).await.ok().json();
    anna.delete(&format!("/api/v1/answers/{id}")).await.ok();
    let late = modest.post(&format!("{}/decide", place(&case)), json!({"decision": "publish"})).await;
    assert!(late.said().starts_with("409 case_withdrawn"), "{}", late.said());
    site.wait(11);
    site.work().await;
    let card = site.nobody().get(&format!("/api/v1/shop/questions/{question}")).await.ok().json();
    assert_eq!(card["answers"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_request_cannot_say_is_refused_with_the_field() {
    let site = Site::start(Sqlite).await;
    let (anna, modest) = (site.signed_in(ANNA).await, site.signed_in(MODEST).await);
    let question = ask(&site.signed_in(OLGA).await, ASKED).await;
    answer(&anna, &question, CLEAN).await;
    let case = place(&modest.post("/api/v1/moderation/cases/claim", json!({})).await.ok().json());
    let mut said = Vec::new();
    for query in ["waiting_hours=0", "stage=lost", "hours=3", "after=x", "limit=101"] {
        said.push(anna.get(&format!("/api/v1/questions?{query}")).await.said());
    }
    for body in [
        json!({"decision": "refuse"}),
        json!({"decision": "refuse", "reasons": ["picture_shocking"]}),
        json!({"decision": "refuse", "reasons": ["no such"]}),
        json!({"decision": "perhaps"}),
    ] {
        said.push(modest.post(&format!("{case}/decide"), body).await.said());
    }
    said.push(modest.get("/api/v1/moderation/cases/1001/x").await.said());
    said.push(anna.get("/api/v1/shop/transparency?months=0").await.said());
    insta::assert_snapshot!(said.join("\n"), @r"
    400 number_out_of_range @waiting_hours: «waiting_hours» должно быть от 1 до 13140.
    400 field_type @stage[0]: «stage[0]»: пришло lost, а нужно one of new, viewed, moderation, refused, processed.
    400 field_unknown @hours: Поля «hours» здесь нет.
    400 cursor_invalid @after: Это место в списке не найдено: начните список сначала.
    400 number_out_of_range @limit: «limit» должно быть от 1 до 100.
    400 reason_needed @reasons: Назовите хотя бы одну причину отказа.
    400 reason_unfit @reasons: Причина «picture_shocking» не подходит к этому делу.
    400 field_type @reasons: «reasons»: пришло no such, а нужно a code of GET /moderation/reasons.
    400 field_type @decision: «decision»: пришло perhaps, а нужно publish or refuse.
    404 case_not_found: Такого дела нет.
    400 number_out_of_range @months: «months» должно быть от 1 до 120.
    ");
}
