//! Chats: opened, written in, read, closed; what is wrong with a message is reported.
//!
//! All sides use the same commands: a [`Speaker`] is made of somebody of a shop, a buyer, or somebody of support, and says
//! for which side they write.

pub mod change;
pub mod dispute;
pub mod files;
pub mod judged;
pub mod measures;
pub mod open;
pub mod report;
pub mod say;
pub mod send;
pub mod state;

use domain::chats::Author;
use domain::event::{By, Event, Talk};
use domain::{ChatId, Code, SellerId, Timestamp};
use store::chats::{self, Chat};
use store::{Tx, log};

use crate::Failure;
use crate::actors::Reader;

/// The chat, where this side is part of it; for a stranger it is not there.
pub(crate) fn load(tx: &mut Tx<'_>, reader: &Reader, id: ChatId) -> Result<Chat, Failure> {
    let found = match reader.seller {
        Some(seller) => chats::one(tx, seller, id)?,
        None => chats::by_public_id(tx, id)?,
    };
    let mine = |chat: &Chat| {
        chat.kind.sides().contains(&reader.side) && (reader.side != Author::Buyer || chat.buyer == reader.by.person())
    };
    Ok(found.filter(mine).ok_or(Code::ChatNotFound)?)
}

/// What an event says of the chat that it happened in.
pub(crate) fn talk(chat: &Chat) -> Talk {
    Talk { chat: chat.id.to_string(), kind: chat.kind, buyer: chat.buyer.map(|buyer| buyer.to_string()) }
}

pub(crate) fn append(tx: &mut Tx<'_>, chat: &Chat, by: By, now: Timestamp, event: &Event) -> Result<(), Failure> {
    Ok(log::append(tx, now, chat.seller, by, event)?)
}

/// No shop: the place of what is between a buyer and the marketplace alone.
pub(crate) const NO_SHOP: SellerId = SellerId(0);
