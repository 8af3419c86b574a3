//! What a notice is about is named wherever it is told.

use domain::notices::Topic;
use rstest::rstest;

use super::*;
use crate::support::pushes::Browser;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_told_with_its_stars_its_buyer_and_its_product_in_every_way(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let (mailbox, service) = (Mailbox::open().await, PushService::open().await);
    let site = site(engine, &mailbox).await;
    let person = known(&site, ANNA).await;
    reads_mail(&site, &mailbox, &person, "anna@example.com").await;
    let phone = Browser::of(&site, &service, &person, "phone").await;
    wants(&site, super::anna(), Topic::Reviews, everywhere).await;
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;

    let about = "1★ · Ольга · Плед шерстяной";
    let anna = site.signed_in(ANNA).await;
    let told = anna.get("/api/v1/me/notices?side=shop").await.ok().json();
    let review = told["items"].as_array().unwrap().iter().find(|notice| notice["kind"] == "review_new");
    assert_eq!(review.unwrap()["about"], about, "{told}");
    assert!(anna.get("/notices").await.ok().text.contains(about));
    let letters = mailbox.to("anna@example.com");
    assert!(letters[0].text().contains(about) && letters[0].html().contains(about), "{}", letters[0].text());
    assert_eq!(
        phone.told(&service)[0]["body"],
        format!("{about}\nТёплый дом"),
        "the shop too: she may work in several"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_told_which_product_was_answered_about_and_not_their_own_name() {
    let mailbox = Mailbox::open().await;
    let site = site(Sqlite, &mailbox).await;
    let person = known(&site, OLGA).await;
    reads_mail(&site, &mailbox, &person, "olga@example.com").await;
    let review = reviewed(&site, OLGA, DELIVERED, PLAID, 4).await;
    let anna = site.signed_in(ANNA).await;
    anna.post(&format!("/api/v1/reviews/{review}/comments"), json!({"text": "Спасибо за отзыв"})).await.ok();
    site.wait(11);
    site.send().await;
    let letter = mailbox.to("olga@example.com").pop().unwrap();
    assert!(letter.text().contains("Магазин ответил на ваш отзыв: 4★ · Плед шерстяной"), "{}", letter.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn several_of_a_kind_stand_in_one_line_without_one_of_them_being_named() {
    let mailbox = Mailbox::open().await;
    let site = site(Sqlite, &mailbox).await;
    reviewed(&site, OLGA, DELIVERED, PLAID, 5).await;
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    site.work().await;
    let page = site.signed_in(ANNA).await.get("/notices").await.ok().text;
    assert!(page.contains("новых отзыва") && !page.contains("told-about"), "{page}");
}
