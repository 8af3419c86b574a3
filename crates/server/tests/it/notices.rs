//! What people and programs are told outside the house.

mod about;
mod mail;
mod mail_secret;
mod programs;
mod push;
mod quiet;
mod stops;
mod telegram;

use std::time::Duration;

use app::commands::notices::{change, confirm_email, give_email};
use app::queries::notices::{self, Part};
use domain::notices::{Choice, Settings, Topic};
use domain::{Lang, PersonId, Sku};
use serde_json::json;
use server::config;

use crate::support::*;
pub use crate::web::person;

/// A site that sends mail there, and pushes and calls to this machine.
pub async fn site(engine: Engine, mailbox: &Mailbox) -> Site {
    site_that_mails(engine, mailbox.settings()).await
}

/// The same with a mail server that is set up so.
pub async fn site_that_mails(engine: Engine, mail: config::Mail) -> Site {
    Site::start_with(engine, move |settings| {
        settings.public_url = Some("https://otklik.example".into());
        settings.mail = Some(mail);
        settings.push = config::Push { allow_private: true, ..config::Push::default() };
        settings.webhooks = config::Webhooks { allow_private: true };
    })
    .await
}

/// Somebody who is signed in; that they did is told to nobody any more.
pub async fn known(site: &Site, id: PersonId) -> app::Person {
    let person = person(site, id).await;
    site.send().await;
    person
}

/// Somebody gives an address and follows the link in the letter that comes.
pub async fn reads_mail(site: &Site, mailbox: &Mailbox, person: &app::Person, email: &str) {
    give_email(&site.app, person, email, Lang::Ru).await.unwrap();
    site.send().await;
    let letter = mailbox.to(email).pop().unwrap();
    let link = letter.link("/confirm-email?t=");
    confirm_email(&site.app, link.split_once("t=").unwrap().1).await.unwrap();
    mailbox.empty();
}

/// Somebody says how they want to hear of a topic.
pub async fn wants(site: &Site, part: Part, topic: Topic, want: impl FnOnce(Choice) -> Choice + Send + 'static) {
    let changed = change(&site.app, part, None, move |settings: &mut Settings| {
        let choice = want(settings.choice(topic));
        settings.topics.insert(topic, choice);
    });
    changed.await.unwrap();
}

/// By every way there is.
pub fn everywhere(choice: Choice) -> Choice {
    Choice { on: true, app: true, push: true, email: true, ..choice }
}

/// Анна in her shop.
pub fn anna() -> Part {
    Part::staff(ANNA, HOME)
}

/// A buyer leaves a review.
pub async fn reviewed(site: &Site, buyer: PersonId, order: &str, sku: Sku, stars: u8) -> String {
    let opinion = json!({"rating": stars, "text": "Порвался через неделю"});
    let body = json!({"order_id": order, "sku": sku.to_string(), "opinion": opinion});
    let client = site.signed_in(buyer).await;
    client.post("/api/v1/buyer/reviews", body).await.ok().text_at("/id")
}

/// Waits until something is so.
pub async fn eventually(what: &str, is: impl Fn() -> bool) {
    let waited = async {
        while !is() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waited).await.unwrap_or_else(|_| panic!("never: {what}"));
}

/// The kinds of what somebody sees in the list.
pub async fn listed(site: &Site, part: Part) -> Vec<String> {
    let list = notices::list(&site.app, part, None, 50).await.unwrap();
    list.into_iter().map(|notice| notice.kind).collect()
}
