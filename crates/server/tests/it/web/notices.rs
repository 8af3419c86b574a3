//! The bell, the list, the settings, and what letters lead to.

use app::queries::notices::{Part, contact, settings};
use domain::notices::{Digest, Quiet, Side, Topic};
use rstest::rstest;

use super::{form, page, read};
use crate::support::*;

/// Sends a form as a page without a script does.
async fn plain(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    Answer::of(super::submit(client, path, fields)).await
}

/// Buyers write so many reviews of «Тёплый дом».
async fn reviews(site: &Site, orders: &[&str]) {
    let olga = site.signed_in(OLGA).await;
    for order in orders {
        app::commands::import::orders(&site.app, vec![delivered(order, PILLOW, OLGA)]).await.unwrap();
        let path = format!("/shop/orders/{order}/{PILLOW}/review");
        super::multipart(&olga, &path, &[("stars", "1"), ("key", order), ("comment", "Подушка жёсткая и мала")], &[])
            .await
            .ok();
    }
    site.work().await;
}

async fn chosen(site: &Site) -> domain::notices::Settings {
    settings(&site.app, Part::staff(ANNA, HOME)).await.unwrap().0
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn several_new_reviews_stand_as_one_line_and_are_read_by_opening_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let boris = site.signed_in(BORIS).await;
    site.work().await;
    plain(&anna, "/notices/read", &[("up_to", "9999999")]).await.ok();
    reviews(&site, &["48173920-0101-1", "48173920-0102-1"]).await;
    let list = page(&anna, "/notices").await;
    assert!(read(&list).contains("2 новых отзыва"), "{}", read(&list));
    assert!(list.contains("data-bell=\"2\""));
    let open = list.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.contains("/open")));
    let list_of_new = anna.get(&open.unwrap().replace("&amp;", "&")).await.ok();
    assert!(list_of_new.text.contains("<h1"), "it leads to the new reviews");
    assert!(page(&anna, "/notices").await.contains("data-bell=\"0\""));
    assert!(!page(&boris, "/notices").await.contains("data-bell=\"0\""), "a colleague reads for themselves");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_on_the_phone_is_read_on_the_desktop_at_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    site.work().await;
    plain(&anna, "/notices/read", &[("up_to", "9999999")]).await.ok();
    let mut desktop = Feed::open(&anna, "/live?told=7", None).await;
    let first = desktop.next().await.unwrap();
    assert_eq!((first.event.as_str(), first.data.as_str()), ("notices", r#"{"unread":0}"#), "the page was old");
    reviews(&site, &["48173920-0101-1"]).await;
    let unread = next_number(&mut desktop).await;
    assert_eq!(unread, r#"{"unread":1}"#);
    let list = page(&anna, "/reviews?status=new").await;
    let review = list.split("href=\"/reviews/0").nth(1).unwrap().split(['"', '?']).next().unwrap();
    page(&anna, &format!("/reviews/0{review}")).await;
    assert_eq!(next_number(&mut desktop).await, r#"{"unread":0}"#, "the review itself was opened");
}

async fn next_number(feed: &mut Feed) -> String {
    loop {
        let message = feed.next().await.unwrap();
        if message.event == "notices" {
            return message.data;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_tap_turns_a_topic_with_a_script_and_without_one() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let off = form(&anna, "/menu/notifications/reviews/switch", &[("on", "0")]).await;
    assert_eq!(off.status, 204);
    assert!(!chosen(&site).await.choice(Topic::Reviews).on);
    plain(&anna, "/menu/notifications/reviews/switch", &[("on", "1")]).await.ok();
    assert!(chosen(&site).await.choice(Topic::Reviews).on);
    plain(&anna, "/menu/notifications/reviews/email", &[("on", "1"), ("back", "/menu/notifications/reviews")])
        .await
        .ok();
    plain(&anna, "/menu/notifications/reviews", &[("stars", "3"), ("after", "4")]).await.ok();
    let choice = chosen(&site).await.choice(Topic::Reviews);
    assert_eq!((choice.email, choice.stars_up_to, choice.after_hours), (true, Some(3), Some(4)));
    let never = form(&anna, "/menu/notifications/security/switch", &[("on", "0")]).await;
    assert_eq!(never.status, 409);
    assert_eq!(anna.get("/menu/notifications/nothing").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_sets_quiet_hours_a_digest_and_a_pause_and_nothing_typed_is_lost() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let at = "/menu/notifications";
    let hours = [("on", "1"), ("from", "22:30"), ("to", "07:00"), ("zone", "Asia/Omsk")];
    plain(&anna, &format!("{at}/quiet"), &hours).await.ok();
    plain(&anna, &format!("{at}/digest"), &[("every", "day"), ("at", "09:15")]).await.ok();
    plain(&anna, &format!("{at}/pause"), &[("hours", "4")]).await.ok();
    let told = chosen(&site).await;
    assert_eq!(told.quiet, Some(Quiet { from: 22 * 60 + 30, to: 7 * 60 }));
    assert_eq!(
        (told.zone.as_str(), told.urgent_always, told.digest),
        ("Asia/Omsk", false, Digest::Day { at: 9 * 60 + 15 })
    );
    let shown = read(&page(&anna, at).await);
    assert!(shown.contains("22:30–07:00, Омск") && shown.contains("раз в день в 09:15"), "{shown}");
    assert!(shown.contains("до 22:00"), "four hours from six in the evening in Omsk: {shown}");
    let refused = plain(&anna, &format!("{at}/quiet"), &[("on", "1"), ("from", "22:00"), ("to", "22:00")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("value=\"22:00\"") && refused.text.contains("два разных времени"));
    plain(&anna, &format!("{at}/pause"), &[("hours", "0")]).await.ok();
    assert!(!read(&page(&anna, at).await).contains("Снять паузу"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_address_is_confirmed_by_its_letter_and_a_letter_takes_a_person_out_without_signing_in() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let wrong = plain(&anna, "/menu/notifications/email", &[("email", "anna")]).await;
    assert_eq!(wrong.status, 400);
    plain(&anna, "/menu/notifications/email", &[("email", "anna@example.com")]).await.ok();
    assert!(read(&page(&anna, "/menu/notifications").await).contains("Ждёт подтверждения"));
    let seals = app::seals::of(&site.app).await.unwrap();
    let until = site.app.now().after(app::seals::CONFIRM);
    let link = format!("/confirm-email?t={}", seals.confirm(ANNA, "anna@example.com", until));
    let stranger = site.nobody();
    assert!(read(&page(&stranger, &link).await).contains("anna@example.com"));
    let unconfirmed = contact(&site.app, ANNA).await.unwrap().unwrap();
    assert_eq!(unconfirmed.confirmed_at, None, "a link that is only looked at confirms nothing");
    plain(&stranger, &link, &[]).await.ok();
    assert!(contact(&site.app, ANNA).await.unwrap().unwrap().confirmed_at.is_some());

    let part = Part::staff(ANNA, HOME);
    let link = format!("/unsubscribe?t={}", seals.unsubscribe(part, Topic::Promotions));
    assert!(read(&page(&stranger, &link).await).contains("Акции"));
    assert!(chosen(&site).await.choice(Topic::Promotions).email);
    // As mail services send it, from their own site.
    let one_click = stranger.clone().with("origin", "https://mail.example").with("sec-fetch-site", "cross-site");
    plain(&one_click, &link, &[("List-Unsubscribe", "One-Click")]).await.ok();
    let choice = chosen(&site).await.choice(Topic::Promotions);
    assert!(choice.on && choice.app && !choice.email, "only mail ends");
    assert_eq!(plain(&stranger, "/unsubscribe?t=made-up", &[]).await.status, 404);
    let elsewhere = anna.with("sec-fetch-site", "cross-site");
    assert_eq!(plain(&elsewhere, "/menu/notifications/news/switch", &[("on", "0")]).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_has_settings_of_their_own_and_a_stranger_to_the_desk_has_none_there() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    assert!(read(&page(&olga, "/shop/notifications").await).contains("Ответы на мои вопросы"));
    form(&olga, "/shop/notifications/questions/switch", &[("on", "0")]).await.ok();
    let (told, _) = settings(&site.app, Part::buyer(OLGA)).await.unwrap();
    assert!(!told.choice(Topic::Questions).on);
    for path in ["/desk/notices", "/desk/notifications", "/notices", "/menu/notifications", "/shop/notifications/news"]
    {
        assert_eq!(olga.get(path).await.status, 404, "{path}");
    }
    let modest = site.signed_in(MODEST).await;
    assert!(read(&page(&modest, "/desk/notifications").await).contains("Модерация"));
    assert_eq!(
        Topic::of(Side::Desk).len(),
        page(&modest, "/desk/notifications").await.matches("class=\"topic\"").count()
    );
    assert!(read(&page(&modest, "/desk/unsent").await).contains("Всё ушло"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_arrives_in_the_list_whatever_was_chosen() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    plain(&anna, "/menu/notifications/test", &[]).await.ok();
    site.work().await;
    assert!(read(&page(&anna, "/notices").await).contains("Проверка: уведомления доходят"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_adds_a_webhook_sees_its_secret_once_and_switches_it_off() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let at = "/menu/webhooks";
    let refused = plain(&anna, at, &[("url", "https://127.0.0.1/x"), ("format", "standard")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("внутреннюю сеть") && refused.text.contains("https://127.0.0.1/x"));
    let fields = [("url", "https://crm.example/otklik"), ("format", "standard"), ("events", "review")];
    let made = plain(&anna, at, &fields).await.ok();
    assert!(made.text.contains("whsec_"));
    let list = page(&anna, at).await;
    assert!(!list.contains("whsec_") && list.contains("crm.example"));
    let path = list
        .split("href=\"")
        .find_map(|rest| rest.split('"').next().filter(|href| href.starts_with("/menu/webhooks/")));
    let path = path.unwrap();
    assert!(!page(&anna, path).await.contains("whsec_"));
    assert!(plain(&anna, &format!("{path}/rotate"), &[]).await.ok().text.contains("whsec_"));
    plain(&anna, &format!("{path}/switch"), &[("on", "0")]).await.ok();
    assert!(read(&page(&anna, path).await).contains("выключен вами"));
    let boris = site.signed_in(BORIS).await;
    assert_eq!(boris.get(at).await.status, 403, "a manager makes no addresses");
    let stepan = site.signed_in(STEPAN).await;
    assert_eq!(stepan.get(path).await.status, 404);
    plain(&anna, &format!("{path}/delete"), &[]).await.ok();
    assert!(read(&page(&anna, at).await).contains("Адресов пока нет"));
}
