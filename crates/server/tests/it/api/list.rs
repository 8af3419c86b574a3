//! `GET /api/v1/reviews`.

use rstest::rstest;

use crate::support::*;

fn texts(answer: &Answer) -> Vec<String> {
    let items = answer.json()["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_owner_sees_first_what_asks_for_an_answer_first(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let page = anna.get("/api/v1/reviews").await.ok();
    let expected =
        ["Заказ не приехал", "Подушка жёсткая", "Плед порвался через неделю", "", "Очень тёплый, кошка в восторге"];
    assert_eq!(texts(&page), expected);
    assert_eq!(page.text_at("/items/2/product/sku"), PLAID.to_string());
    assert_eq!(page.json()["items"][2]["product"]["sku"], PLAID.to_string(), "a number that JavaScript would round");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn filters_combine_and_pages_follow_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let found = anna.get("/api/v1/reviews?stars=1&stars=2&order_status=delivered&sort=oldest").await.ok();
    assert_eq!(texts(&found), ["Плед порвался через неделю", "Подушка жёсткая"]);
    let found = anna.get(&format!("/api/v1/reviews?sku={PLAID}&has_text=true&sort=newest&limit=1")).await.ok();
    assert_eq!(texts(&found), ["Очень тёплый, кошка в восторге"]);
    let next = found.text_at("/next");
    let found = anna.get(&format!("/api/v1/reviews?sku={PLAID}&has_text=true&sort=newest&limit=1&after={next}")).await;
    assert_eq!(texts(&found), ["Плед порвался через неделю"]);
    assert_eq!(found.json()["next"], serde_json::Value::Null);
    let found = anna.get("/api/v1/reviews?q=пледы%20порвалась").await.ok();
    assert_eq!(texts(&found), ["Плед порвался через неделю"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_reads_its_shop_and_nobody_elses(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let program = site.program(NEIGHBOUR, domain::people::KeyRole::AdminReadOnly).await;
    assert_eq!(texts(&program.get("/api/v1/reviews").await.ok()), ["Чайник как чайник, носик подтекает"]);
    let found = program.get(&format!("/api/v1/reviews?sku={PLAID}")).await.ok();
    assert_eq!(texts(&found), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_list_cannot_be_asked_is_refused_with_the_parameter() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let mut said = Vec::new();
    for query in [
        "limit=0",
        "limit=many",
        "stats=new",
        "status=old",
        "from=yesterday",
        "after=nowhere",
        "answered=yes",
        "limit=1&limit=2",
    ] {
        said.push(format!("{query} -> {}", anna.get(&format!("/api/v1/reviews?{query}")).await.said()));
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    limit=0 -> 400 number_out_of_range @limit: “limit” must be from 1 to 100.
    limit=many -> 400 field_type @limit: “limit”: something else came where an integer is needed.
    stats=new -> 400 field_unknown @stats: There is no field “stats” here.
    status=old -> 400 field_type @status[0]: “status[0]”: old came where one of new, viewed, processed is needed.
    from=yesterday -> 400 field_type @from: “from”: string "yesterday" came where a time like 2026-03-10T14:08:00Z or a date like 2026-03-10 is needed.
    after=nowhere -> 400 cursor_invalid @after: That place in the list is not known: start from the top.
    answered=yes -> 400 field_type @answered: “answered”: string "yes" came where "true", "on" or "false" is needed.
    limit=1&limit=2 -> 400 field_type @limit: “limit”: more than one value came where one is needed.
    "#);
}
