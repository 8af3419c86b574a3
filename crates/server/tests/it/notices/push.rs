//! Pushes: who can read them, whose they are, and push services with manners of their own.

use app::queries::notices::{devices, failed};
use domain::notices::Topic;

use super::*;
use crate::support::pushes::Browser;

/// Анна with a phone and a notebook, and a site that pushes to both.
struct World {
    site: Site,
    service: PushService,
    phone: Browser,
    notebook: Browser,
}

impl World {
    async fn begin() -> Self {
        let mailbox = Mailbox::open().await;
        let (site, service) = (site(Sqlite, &mailbox).await, PushService::open().await);
        let person = known(&site, ANNA).await;
        let phone = Browser::of(&site, &service, &person, "phone").await;
        let notebook = Browser::of(&site, &service, &person, "notebook").await;
        wants(&site, anna(), Topic::Reviews, everywhere).await;
        Self { site, service, phone, notebook }
    }

    async fn review(&self) {
        reviewed(&self.site, OLGA, DELIVERED, PLAID, 1).await;
        self.site.send().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_device_is_told_what_only_it_can_read_and_by_whom() {
    let world = World::begin().await;
    world.review().await;
    let vapid = world.site.outward.vapid(&world.site.app).await.unwrap();
    for browser in [&world.phone, &world.notebook] {
        let pushes = world.service.to(&browser.device);
        assert_eq!(pushes.len(), 1);
        let told = browser.read(&pushes[0]);
        assert_eq!((&told["title"], &told["count"]), (&json!("Новый отзыв о вашем товаре"), &json!(1)));
        assert_eq!(told["body"], "1★ · Ольга · Плед шерстяной\nТёплый дом");
        let (key, contact) = world.service.proven(&pushes[0], world.site.app.now());
        assert_eq!((key.as_str(), contact.as_str()), (vapid.public(), "mailto:news@otklik.example"));
        assert!(pushes[0].header("topic").len() <= 32, "a newer one takes its place at the push service");
        assert_eq!((pushes[0].header("urgency"), pushes[0].header("ttl")), ("normal", "86400"));
    }
    let other = web_push_native::decrypt(
        world.service.to("phone")[0].body.clone(),
        &web_push_native::p256::SecretKey::from_slice(&[99; 32]).unwrap(),
        &web_push_native::Auth::from([7; 16]),
    );
    assert!(other.is_err(), "nobody else reads it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_made_once_and_the_same_after_a_restart() {
    let world = World::begin().await;
    let public = world.site.outward.vapid(&world.site.app).await.unwrap().public().to_owned();
    let site = world.site.killed_and_started().await;
    assert_eq!(site.outward.vapid(&site.app).await.unwrap().public(), public);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_gone_is_forgotten_and_the_others_are_told() {
    for status in [404, 410] {
        let world = World::begin().await;
        world.service.answer("phone", status, &[]);
        world.review().await;
        assert_eq!(world.notebook.told(&world.service).len(), 1);
        let left = devices(&world.site.app, ANNA).await.unwrap();
        assert_eq!(left.iter().map(|device| device.device.as_str()).collect::<Vec<_>>(), ["notebook"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_that_asks_to_wait_is_left_alone_so_long() {
    let world = World::begin().await;
    for device in ["phone", "notebook"] {
        world.service.answer(device, 429, &[("retry-after", "600")]);
    }
    world.review().await;
    assert_eq!(world.service.to("phone").len(), 1);
    world.site.wait(599);
    world.site.send().await;
    assert_eq!(world.service.to("phone").len(), 1, "not before the time");
    for device in ["phone", "notebook"] {
        world.service.answer(device, 201, &[]);
    }
    world.site.wait(2);
    world.site.send().await;
    world.site.send().await;
    assert_eq!(world.service.to("phone").len(), 2, "then once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_that_is_broken_is_tried_again() {
    let world = World::begin().await;
    for device in ["phone", "notebook"] {
        world.service.answer(device, 500, &[]);
    }
    world.review().await;
    for device in ["phone", "notebook"] {
        world.service.answer(device, 201, &[]);
    }
    world.site.wait(60);
    world.site.send().await;
    assert_eq!(world.service.to("phone").len(), 2);
    assert_eq!(world.phone.told(&world.service)[1]["title"], "Новый отзыв о вашем товаре");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_followed_to_where_they_point() {
    let world = World::begin().await;
    let elsewhere = Receiver::open().await;
    for device in ["phone", "notebook"] {
        world.service.answer(device, 307, &[("location", &elsewhere.url)]);
    }
    world.review().await;
    assert!(elsewhere.calls().is_empty());
    let desk = person(&world.site, MODEST).await.desk().unwrap();
    let failed = failed(&world.site.app, &desk, 10).await.unwrap();
    assert!(failed[0].error.contains("307"), "{}", failed[0].error);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_names_this_machine_is_not_called() {
    let mailbox = Mailbox::open().await;
    let site = Site::start(Sqlite).await;
    let (service, inside) = (PushService::open().await, Receiver::open().await);
    let person = known(&site, ANNA).await;
    Browser::of(&site, &service, &person, "phone").await;
    Browser::at(&site, &inside.url.replace("http://", "https://"), &person, "notebook").await;
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert!(service.to("phone").is_empty() && inside.calls().is_empty());
    assert!(mailbox.to("anna@example.com").is_empty());
}
