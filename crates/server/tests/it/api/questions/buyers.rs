//! What buyers do with questions: ask, ask the same, answer, find useful, take away.

use rstest::rstest;
use serde_json::json;

use super::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_follows_an_own_question_until_it_is_answered(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga, modest) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(MODEST).await);
    let question = ask(&olga, "Где купить дешевле? Пишите +7 912 345-67-89").await;
    let own = olga.get("/api/v1/buyer/questions").await.ok().json();
    assert_eq!((&own["items"][0]["state"], &own["items"][0]["track"]["state"]), (&json!("waiting"), &json!("waiting")));
    assert_eq!(anna.get(&format!("/api/v1/questions/{question}")).await.status, 404, "it is not the shop's yet");
    decide(&site, &modest, json!({"decision": "refuse", "reasons": ["phone"]})).await;
    let own = olga.get("/api/v1/buyer/questions").await.ok().json();
    assert_eq!(own["items"][0]["track"]["verdict"]["reasons"][0]["code"], "phone");
    let appeal = json!({"subject": "question", "id": question, "text": "Это номер моего заказа"});
    olga.post("/api/v1/buyer/appeals", appeal.clone()).await.ok();
    let stranger = site.signed_in(PYOTR).await.post("/api/v1/buyer/appeals", appeal).await;
    assert!(stranger.said().starts_with("409 nothing_to_appeal"), "{}", stranger.said());

    let question = ask(&olga, ASKED).await;
    answer(&anna, &question, CLEAN).await;
    let publish = json!({"decision": "publish"});
    let lidia = site.signed_in(LIDIA).await;
    decide(&site, &lidia, publish.clone()).await;
    decide(&site, &lidia, publish).await;
    let own = olga.get("/api/v1/buyer/questions?limit=1").await.ok().json();
    assert_eq!((&own["items"][0]["id"], &own["items"][0]["answers"][0]["text"]), (&json!(question), &json!(CLEAN)));
    let next = own["next"].as_str().unwrap();
    assert_eq!(
        olga.get(&format!("/api/v1/buyer/questions?after={next}")).await.ok().json()["items"][0]["state"],
        "published"
    );
    let notices = olga.get("/api/v1/me/notices").await.ok();
    assert!(notices.text.contains(&question), "{}", notices.text);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_product_answers_and_others_find_it_useful(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, pyotr, modest) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await, site.signed_in(MODEST).await);
    let question = ask(&pyotr, ASKED).await;
    let path = format!("/api/v1/shop/questions/{question}/answers");
    let stepan = site.signed_in(STEPAN).await;
    assert!(stepan.post(&path, json!({"text": "Не знаю"})).await.said().starts_with("403 bought_only"));
    let sent = olga.post(&path, json!({"text": "У меня такой, мягкий."})).await.ok();
    let own = sent.header("location").unwrap().to_owned();
    assert_eq!(olga.get(&own).await.ok().text_at("/state"), "waiting");
    assert_eq!(pyotr.get(&own).await.status, 404);
    decide(&site, &modest, json!({"decision": "publish"})).await;

    let vote = format!("/api/v1/shop/answers/{}/vote", sent.text_at("/answer_id"));
    for _ in 0..2 {
        pyotr.put(&vote, json!(null)).await.ok();
    }
    assert_eq!(olga.put(&vote, json!(null)).await.status, 409, "nobody finds the own answer useful");
    let seen = pyotr.get(&format!("/api/v1/shop/questions/{question}")).await.ok().json();
    assert_eq!((&seen["answers"][0]["useful"], &seen["answers"][0]["found_useful"]), (&json!(1), &json!(true)));
    assert_eq!(seen["answers"][0]["author"], "buyer");
    pyotr.delete(&vote).await.ok();
    olga.delete(&own).await.ok();
    let seen = pyotr.get(&format!("/api/v1/shop/questions/{question}")).await.ok().json();
    assert_eq!(seen["answers"], json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_asks_the_same_as_another_and_is_offered_what_was_answered(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga, pyotr) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let question = ask(&olga, ASKED).await;
    let vote = format!("/api/v1/shop/questions/{question}/vote");
    assert_eq!(olga.put(&vote, json!(null)).await.status, 409, "one's own question is asked already");
    pyotr.put(&vote, json!(null)).await.ok();
    pyotr.put(&vote, json!(null)).await.ok();
    let card = pyotr.get(&format!("/api/v1/shop/products/{PLAID}/questions")).await.ok().json();
    assert_eq!(
        (&card["items"][0]["same"], &card["items"][0]["seconded"], &card["total"]),
        (&json!(1), &json!(true), &json!(1))
    );
    pyotr.delete(&vote).await.ok();
    answer(&anna, &question, CLEAN).await;
    decide(&site, &site.signed_in(MODEST).await, json!({"decision": "publish"})).await;
    let typed = format!("/api/v1/shop/products/{PLAID}/questions/similar?text=плед%20колется%20ли");
    assert_eq!(site.nobody().get(&typed).await.ok().text_at("/items/0/answer"), CLEAN);

    olga.delete(&format!("/api/v1/buyer/questions/{question}")).await.ok();
    assert_eq!(pyotr.get(&format!("/api/v1/shop/questions/{question}")).await.status, 404);
    assert_eq!(anna.get(&format!("/api/v1/questions/{question}")).await.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_questions_of_a_card_come_page_by_page(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.signed_in(OLGA).await;
    for number in 1..=5 {
        ask(&olga, &format!("Какой у него ворс, номер {number}?")).await;
        site.wait(60);
    }
    for sort in ["popular", "newest"] {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/shop/products/{PLAID}/questions?sort={sort}&limit=2{after}");
            let page = site.nobody().get(&path).await.ok().json();
            let items = page["items"].as_array().unwrap();
            all.extend(items.iter().map(|item| item["text"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        let expected: Vec<_> = (1..=5).rev().map(|number| format!("Какой у него ворс, номер {number}?")).collect();
        assert_eq!(all, expected, "{sort}");
    }
}
