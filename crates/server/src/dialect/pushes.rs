//! What a seller's program is told of by itself: the bodies of the marketplace's pushes about chats.
//!
//! An event of the log and the message that it is about become the body; `outward` calls the program with it.

use app::commands::webhooks::{self, Due};
use app::files::open::{self, Links};
use app::queries::chats::{Message, read_files};
use app::{App, Failure};
use domain::chats::{Author, ChatKind};
use domain::event::{Event, Talk};
use domain::{SellerId, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::chats::said::{self, Version};

/// A message that a push is about, with what it says in Markdown.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    message: &'a Message,
    data: Vec<String>,
}

impl<'a> Told<'a> {
    /// A message with addresses of its files below `site`, an address without a slash behind it.
    pub fn new(message: &'a Message, links: &Links, site: &str) -> Self {
        Self { message, data: said::data(message, &read_files(&message.files), links, site) }
    }
}

/// The body of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Push {
    message_type: &'static str,
    chat_id: String,
    chat_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<String>,
    user: User,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_read_message_id: Option<String>,
    seller_id: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct User {
    id: String,
    r#type: &'static str,
}

/// What the shop's programs are told of an event; `None` where the marketplace has no push for it, where it is the shop's
/// own doing, and where it is none of its business. `told` is the message that the event names.
pub fn push(seller: SellerId, event: &Event, told: Option<&Told<'_>>) -> Option<Push> {
    if !event.for_shop() || event.talk()?.kind == ChatKind::BuyerSupport {
        return None;
    }
    match event {
        Event::MessageSent { talk, author, note: false, .. } | Event::MessageReleased { talk, author, .. } => {
            said_by(seller, talk, *author, "TYPE_NEW_MESSAGE", told?)
        }
        Event::MessageEdited { talk, author, .. } => {
            let told = told?;
            let updated_at = told.message.edited_at.unwrap_or(told.message.sent_at).to_string();
            let push = said_by(seller, talk, *author, "TYPE_UPDATE_MESSAGE", told)?;
            Some(Push { updated_at: Some(updated_at), ..push })
        }
        Event::MessagesRead { talk, side, up_to } if *side != Author::Seller => {
            let push = Push { last_read_message_id: Some(up_to.to_string()), ..bare(seller, talk, *side) };
            Some(Push { message_type: "TYPE_MESSAGE_READ", ..about(push, told?.message.id.0, told?.message.sent_at) })
        }
        Event::ChatClosed { talk } => {
            let other = if talk.kind == ChatKind::SellerSupport { Author::Support } else { Author::Buyer };
            Some(Push { message_type: "TYPE_CHAT_CLOSED", ..bare(seller, talk, other) })
        }
        _ => None,
    }
}

/// The body of a call to a program that was written for the marketplace; `None` where it is told nothing of what happened.
/// Addresses of files begin with `site`, without a slash behind it.
pub async fn body(app: &App, site: &str, due: &Due) -> Result<Option<Value>, Failure> {
    let (message, links) = (webhooks::message(app, due).await?, open::links(app).await?);
    let told = message.as_ref().map(|message| Told::new(message, &links, site));
    let push = push(due.call.seller, &due.recorded.event, told.as_ref());
    let wanted =
        |push: &Push| due.webhook.types.is_empty() || due.webhook.types.iter().any(|it| it == push.message_type);
    push.filter(wanted).map(serde_json::to_value).transpose().map_err(Failure::fault)
}

fn said_by(seller: SellerId, talk: &Talk, author: Author, r#type: &'static str, told: &Told<'_>) -> Option<Push> {
    if author == Author::Seller {
        return None;
    }
    let push = about(bare(seller, talk, author), told.message.id.0, told.message.sent_at);
    Some(Push { message_type: r#type, data: Some(told.data.clone()), ..push })
}

fn about(push: Push, message: i64, at: Timestamp) -> Push {
    Push { message_id: Some(message.to_string()), created_at: Some(at.to_string()), ..push }
}

fn bare(seller: SellerId, talk: &Talk, user: Author) -> Push {
    // Pushes know no `Crm`: what the marketplace itself says has this name there.
    let r#type = if user == Author::System { "NotificationUser" } else { Version::V3.author(user) };
    Push {
        message_type: "",
        chat_id: talk.chat.clone(),
        chat_type: Version::V2.kind(talk.kind),
        message_id: None,
        created_at: None,
        updated_at: None,
        user: User { id: said::id_of(user, talk.buyer.clone(), seller, r#type), r#type },
        data: None,
        last_read_message_id: None,
        seller_id: seller.0,
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use domain::chats::{MessageKind, MessageState};
    use domain::fraud::Verdict;
    use domain::{ChatId, MessageId};
    use serde_json::json;

    use super::*;

    const CHAT: &str = "b646d975-0c9c-4872-9f41-8b1e57181063";
    const ID: i64 = 3_000_000_000_817_031_942;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn message() -> Message {
        Message {
            seller: SellerId(7),
            chat: ChatId::parse(CHAT).unwrap(),
            id: MessageId(ID),
            author: Author::Buyer,
            author_id: "buyer:115568".into(),
            author_name: "Ольга".into(),
            client_id: None,
            kind: MessageKind::Text,
            text: "Текст сообщения".into(),
            reply_to: None,
            files: "[]".into(),
            state: MessageState::Delivered,
            verdict: Verdict::Allow,
            why: "[]".into(),
            simhash: 0,
            sent_at: at("2022-07-18T20:58:04.528Z"),
            edited_at: Some(at("2022-07-18T20:59:04.528Z")),
            held_until: None,
            version: 1,
        }
    }

    fn talk(kind: ChatKind) -> Talk {
        Talk { chat: CHAT.into(), kind, buyer: Some("115568".into()) }
    }

    fn told(event: &Event) -> Option<Value> {
        let message = message();
        let told = Told { data: vec![message.text.clone()], message: &message };
        push(SellerId(7), event, Some(&told)).map(|push| serde_json::to_value(push).unwrap())
    }

    fn all() -> [(&'static str, Event); 4] {
        let talk = talk(ChatKind::Customer);
        [
            (
                "TYPE_NEW_MESSAGE",
                Event::MessageSent { talk: talk.clone(), message: ID, author: Author::Buyer, note: false },
            ),
            ("TYPE_UPDATE_MESSAGE", Event::MessageEdited { talk: talk.clone(), message: ID, author: Author::Buyer }),
            ("TYPE_MESSAGE_READ", Event::MessagesRead { talk: talk.clone(), side: Author::Buyer, up_to: ID }),
            ("TYPE_CHAT_CLOSED", Event::ChatClosed { talk }),
        ]
    }

    /// The contract is not part of the project; without it there is nothing to compare with.
    fn contract() -> Option<Value> {
        let shared = std::env::var_os("OTKLIK_SHARED").map(PathBuf::from);
        let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
        serde_json::from_str(&std::fs::read_to_string(shared.join("contract/pushes.json")).ok()?).unwrap()
    }

    #[test]
    fn the_pushes_are_those_of_the_papers_examples() {
        let Some(contract) = contract() else { return };
        for (name, event) in all() {
            let types = contract["types"].as_array().unwrap();
            let mut example = types.iter().find(|it| it["type"] == name).unwrap()["example"].clone();
            // Its table says a number, and a Latin letter.
            example["seller_id"] = json!(7);
            example["user"]["type"] = json!("Customer");
            assert_eq!(told(&event), Some(example), "{name}");
        }
    }

    #[test]
    fn a_new_message_is_told_in_full() {
        let [(_, sent), ..] = all();
        assert_eq!(
            told(&sent),
            Some(json!({
                "message_type": "TYPE_NEW_MESSAGE",
                "chat_id": CHAT,
                "chat_type": "Buyer_Seller",
                "message_id": "3000000000817031942",
                "created_at": "2022-07-18T20:58:04.528Z",
                "user": {"id": "115568", "type": "Customer"},
                "data": ["Текст сообщения"],
                "seller_id": 7,
            }))
        );
    }

    #[test]
    fn a_shop_is_not_told_what_it_did_itself_nor_what_is_none_of_its_business() {
        let customer = || talk(ChatKind::Customer);
        for event in [
            Event::MessageSent { talk: customer(), message: ID, author: Author::Seller, note: false },
            Event::MessageSent { talk: customer(), message: ID, author: Author::Buyer, note: true },
            Event::MessageSent { talk: talk(ChatKind::BuyerSupport), message: ID, author: Author::Buyer, note: false },
            Event::MessageHeld { talk: customer(), message: ID, author: Author::Buyer, case: String::new() },
            Event::MessageBlocked { talk: customer(), message: ID, author: Author::Buyer, labels: Vec::new() },
            Event::MessagesRead { talk: customer(), side: Author::Seller, up_to: ID },
            Event::KeyCreated { key: String::new() },
        ] {
            assert_eq!(told(&event), None, "{event:?}");
        }
    }

    #[test]
    fn support_is_told_apart_from_customers() {
        let talk = talk(ChatKind::SellerSupport);
        let sent = Event::MessageSent { talk, message: ID, author: Author::Support, note: false };
        let told = told(&sent).unwrap();
        assert_eq!((&told["chat_type"], &told["user"]["type"]), (&json!("Seller_Support"), &json!("Support")));
    }
}
