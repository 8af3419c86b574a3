//! The night: in the app at once, everything else in the morning.

use app::commands::notices::{change, switch};
use domain::notices::{Quiet, Topic};
use rstest::rstest;

use super::*;
use crate::support::pushes::Browser;

/// It is 15:00 in Moscow when a test begins: so the night is the afternoon.
async fn sleeps_till_five(site: &Site) {
    change(&site.app, anna(), None, |settings| settings.quiet = Some(Quiet { from: 14 * 60, to: 17 * 60 }))
        .await
        .unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_review_at_night_is_on_the_screen_at_once_and_in_mail_and_push_in_the_morning_once(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let (mailbox, service) = (Mailbox::open().await, PushService::open().await);
    let site = site(engine, &mailbox).await;
    let person = known(&site, ANNA).await;
    reads_mail(&site, &mailbox, &person, "anna@example.com").await;
    let phone = Browser::of(&site, &service, &person, "phone").await;
    wants(&site, anna(), Topic::Reviews, everywhere).await;
    sleeps_till_five(&site).await;

    let review = reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert!(listed(&site, anna()).await.contains(&"review_new".to_owned()), "in the app at once");
    assert!(mailbox.to("anna@example.com").is_empty() && phone.told(&service).is_empty(), "she sleeps");

    site.wait(2 * 3_600);
    site.send().await;
    site.send().await;
    let letters = mailbox.to("anna@example.com");
    assert_eq!(letters.len(), 1, "once");
    assert_eq!(letters[0].subject(), "Новый отзыв о вашем товаре");
    assert!(letters[0].text().contains(&format!("https://otklik.example/reviews/{review}")), "{}", letters[0].text());
    let told = phone.told(&service);
    assert_eq!(told.len(), 1, "once");
    assert_eq!(told[0]["title"], "Новый отзыв о вашем товаре");
    assert_eq!(told[0]["url"], format!("https://otklik.example/reviews/{review}"));

    switch(&site.app, anna(), Topic::Reviews, false).await.unwrap();
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 1).await;
    site.wait(24 * 3_600);
    site.send().await;
    assert_eq!(mailbox.to("anna@example.com").len(), 1, "switched off is off");
    assert_eq!(phone.told(&service).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_while_somebody_slept_is_one_letter_and_one_push_for_each_topic() {
    let (mailbox, service) = (Mailbox::open().await, PushService::open().await);
    let site = site(Sqlite, &mailbox).await;
    let person = known(&site, ANNA).await;
    reads_mail(&site, &mailbox, &person, "anna@example.com").await;
    let phone = Browser::of(&site, &service, &person, "phone").await;
    for topic in [Topic::Reviews, Topic::Questions] {
        wants(&site, anna(), topic, everywhere).await;
    }
    sleeps_till_five(&site).await;
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    reviewed(&site, PYOTR, "48173920-0004-1", PLAID, 2).await;
    let olga = site.signed_in(OLGA).await;
    let question = json!({"text": "Плед колется? Нужен ребёнку в кроватку."});
    olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok();
    site.wait(2 * 3_600);
    site.send().await;

    let letters = mailbox.to("anna@example.com");
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject().replace('\u{a0}', " "), "Отклик: 3 новых уведомления");
    let text = letters[0].text();
    assert!(text.contains("Отзывы · Тёплый дом") && text.contains("Вопросы о товарах · Тёплый дом"), "{text}");
    let out: Vec<_> = text.split_whitespace().filter(|word| word.contains("/unsubscribe?t=")).collect();
    assert_eq!(out.len(), 2, "each topic can be left alone");
    assert_eq!(letters[0].header("List-Unsubscribe").unwrap(), format!("<{}>", out[0]));

    let mut told = phone.told(&service);
    told.sort_by_key(|push| push["count"].as_u64());
    assert_eq!(told.len(), 2);
    assert_eq!((&told[0]["title"], &told[0]["count"]), (&json!("Новый вопрос о товаре"), &json!(1)));
    assert_eq!(told[1]["title"].as_str().unwrap().replace('\u{a0}', " "), "2 новых отзыва");
    assert_eq!((&told[1]["count"], &told[1]["url"]), (&json!(2), &json!("https://otklik.example/notices")));
    assert_ne!(told[0]["tag"], told[1]["tag"]);
}
