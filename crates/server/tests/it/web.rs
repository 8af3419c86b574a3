//! The pages, driven by people: forms that are sent and where they lead, without a browser.

mod asking;
mod chats;
mod notices;
mod notices_ways;
mod promotions;
mod questions;
mod reviews;
mod shop_basket;
mod shop_chats;

use app::commands::moderation::desk::{self, Source, Verdict};
use app::commands::people;
use app::queries;
use domain::PersonId;
use domain::moderation::{Decision, Reason};

use crate::support::{Answer, Client, Site};

pub async fn person(site: &Site, id: PersonId) -> app::Person {
    let link = people::link(&site.app, id, std::time::Duration::from_secs(60)).await.unwrap();
    let token = people::sign_in(&site.app, &link).await.unwrap();
    queries::people::by_session(&site.app, &token).await.unwrap().unwrap()
}

/// A form that is about to be sent.
fn submit(client: &Client, path: &str, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
    let body = server::web::query::address("", fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let request = client.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
    request.body(body.trim_start_matches('?').to_owned())
}

pub async fn form(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    Answer::of(submit(client, path, fields).header("x-fragment", "detail")).await
}

/// Sends a form with files, as a page without a script does, and follows it: name, file name, bytes.
pub async fn multipart(client: &Client, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, file, bytes) in files {
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(*b"--edge--\r\n");
    let request = client.request("POST", path).header("content-type", "multipart/form-data; boundary=edge");
    Answer::of(request.body(body)).await
}

pub async fn page(client: &Client, path: &str) -> String {
    client.get(path).await.ok().text
}

/// The text of a page without its marks.
pub fn read(html: &str) -> String {
    let mut inside = false;
    let text: String = html
        .chars()
        .filter(|c| {
            inside = *c == '<' || (inside && *c != '>');
            !inside && *c != '>'
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A moderator decides the next case.
async fn decide(site: &Site, moderator: PersonId, reasons: &[Reason]) {
    let moderator = person(site, moderator).await.desk().unwrap().moderator().unwrap();
    let (seller, case) = desk::claim(&site.app, &moderator, Source::All).await.unwrap().unwrap();
    let decision = if reasons.is_empty() { Decision::Publish } else { Decision::Refuse };
    let verdict = Verdict { decision, reasons: reasons.to_vec(), note_author: String::new(), note_desk: String::new() };
    desk::decide(&site.app, &moderator, seller, case, verdict).await.unwrap();
    site.wait(11);
    site.work().await;
}
