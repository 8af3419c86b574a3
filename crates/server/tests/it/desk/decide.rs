//! Deciding a case, taking it back, losing it.

use rstest::rstest;

use super::{answer_with_phone, case_on, send};
use crate::support::*;

const QUEUE: &str = "/desk/moderation?queue=comments";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_refuses_an_answer_for_its_phone_and_the_case_is_closed_ten_seconds_later(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    answer_with_phone(&site, "torn").await;
    let modest = site.signed_in(MODEST).await;
    let page = modest.get(QUEUE).await.ok();
    assert!(page.text.contains("<mark class=\"bad\" title=\"Телефон\">+7 912 345-67-89"), "{}", page.text);
    let case = case_on(&page);

    let next = send(&modest, &format!("{case}/decide?queue=comments"), &[("do", "refuse"), ("reason", "phone")]).await;
    assert!(next.text.contains("Решено: отказать") && next.text.contains("Очередь пуста"), "{}", next.text);
    site.wait(11);
    site.work().await;
    let closed = modest.get(&case).await.ok().text;
    assert!(closed.contains("Решено") && closed.contains("Квитанция № 1"), "{closed}");
    let figures = modest.get("/desk/moderation/stats").await.ok().text;
    assert!(figures.contains("1\u{a0}решение") && figures.contains("<th scope=\"row\">Телефон</th>"), "{figures}");
    let card = site.nobody().get(&format!("/shop/p/{PLAID}")).await.ok().text;
    assert!(!card.contains("345-67-89"), "{card}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_without_a_reason_comes_back_with_what_was_typed() {
    let site = Site::start(Sqlite).await;
    answer_with_phone(&site, "torn").await;
    let modest = site.signed_in(MODEST).await;
    let case = case_on(&modest.get(QUEUE).await.ok());
    let fields = [("do", "refuse"), ("to_author", "Уберите номер"), ("to_desk", "Второй раз")];
    let again = send(&modest, &format!("{case}/decide"), &fields).await;
    assert_eq!(again.status, 400);
    for text in ["Назовите хотя бы одну причину отказа.", ">Уберите номер</textarea>", ">Второй раз</textarea>"]
    {
        assert!(again.text.contains(text), "{text}: {}", again.text);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_moderators_are_given_two_cases_and_passing_one_over_gives_another(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    answer_with_phone(&site, "torn").await;
    answer_with_phone(&site, "warm").await;
    answer_with_phone(&site, "plain").await;
    let (modest, lidia) = (site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let first = case_on(&modest.get(QUEUE).await.ok());
    let second = case_on(&lidia.get(QUEUE).await.ok());
    assert_ne!(first, second);
    assert_eq!(case_on(&modest.get(QUEUE).await.ok()), first, "it is theirs until it is decided");
    let third = case_on(&modest.press(&format!("{first}/release?queue=comments")).await.ok());
    assert!(third != first && third != second, "{third}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_after_the_hold_ran_out_is_refused_in_words_and_nothing_is_stored() {
    let site = Site::start(Sqlite).await;
    answer_with_phone(&site, "torn").await;
    let (modest, lidia) = (site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let case = case_on(&modest.get(QUEUE).await.ok());
    site.wait(6 * 60);
    let late = send(&modest, &format!("{case}/decide"), &[("do", "publish")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Дело больше не у вас") && late.text.contains("Взять следующее"), "{}", late.text);
    assert_eq!(case_on(&lidia.get(QUEUE).await.ok()), case);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_taken_back_within_ten_seconds_and_not_later(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    answer_with_phone(&site, "torn").await;
    let modest = site.signed_in(MODEST).await;
    let case = case_on(&modest.get(QUEUE).await.ok());
    let place = case.rsplitn(3, '/').take(2).collect::<Vec<_>>();
    let place = format!("{}/{}", place[1], place[0]);
    send(&modest, &format!("{case}/decide"), &[("do", "publish")]).await.ok();
    site.wait(9);
    let again = send(&modest, "/desk/moderation/undo", &[("case", &place)]).await.ok();
    assert!(again.text.contains("Решение отменено") && case_on(&again) == case, "{}", again.text);

    send(&modest, &format!("{case}/decide"), &[("do", "publish")]).await.ok();
    site.wait(11);
    site.work().await;
    let late = send(&modest, "/desk/moderation/undo", &[("case", &place)]).await.ok();
    assert!(late.text.contains("Отменить уже нельзя"), "{}", late.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_support_looks_on_and_decides_nothing() {
    let site = Site::start(Sqlite).await;
    answer_with_phone(&site, "torn").await;
    let (modest, roman) = (site.signed_in(MODEST).await, site.signed_in(ROMAN).await);
    let case = case_on(&modest.get(QUEUE).await.ok());
    let seen = roman.get(&case).await.ok().text;
    assert!(seen.contains("345-67-89") && !seen.contains("name=\"do\""), "{seen}");
    assert!(roman.get(QUEUE).await.ok().text.contains("Вы смотрите"));
    assert_eq!(send(&roman, &format!("{case}/decide"), &[("do", "publish")]).await.status, 403);
    assert_eq!(roman.press(&format!("{case}/take")).await.status, 403);
}
