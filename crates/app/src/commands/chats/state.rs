//! What else is done with a chat: read, closed, put away, given to a colleague, blocked, rated.

use domain::chats::{Author, SystemLine};
use domain::event::{By, Event};
use domain::{ChatId, Code, MessageId, PersonId, Refusal, Timestamp};
use store::chats::{self, Chat, messages};
use store::{Signal, Tx, people, replies};

use super::{append, load, say, talk};
use crate::actors::{CanReply, Reader, SellerStaff, Speaker};
use crate::commands::replies::{ANSWERING, Over};
use crate::{App, Failure};

async fn with_chat<T: Send + 'static>(
    app: &App,
    reader: &Reader,
    id: ChatId,
    change: impl FnOnce(&mut Tx<'_>, &mut Chat, &Reader, Timestamp) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (reader, now) = (reader.clone(), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &reader, id)?;
            let done = change(tx, &mut chat, &reader, now)?;
            chats::update(tx, &chat)?;
            Ok(done)
        })
        .await
}

/// Notes that a side has read up to a message, or everything; says how many lines are still unread.
pub async fn read(app: &App, reader: &Reader, id: ChatId, up_to: Option<MessageId>) -> Result<i64, Failure> {
    with_chat(app, reader, id, move |tx, chat, me, now| {
        let newest = messages::newest(tx, chat.seller, chat.id)?.unwrap_or(MessageId(0));
        let up_to = up_to.map_or(newest, |id| id.min(newest));
        let before = chat.read.of(me.side).unwrap_or(MessageId(0));
        if up_to <= before {
            return Ok(chat.unread.of(me.side).unwrap_or(0));
        }
        chat.read.set(me.side, up_to);
        let unread = messages::unread(tx, chat.seller, chat.id, up_to, me.side)?;
        chat.unread.set(me.side, unread);
        let event = Event::MessagesRead { talk: talk(chat), side: me.side, up_to: up_to.0 };
        append(tx, chat, me.by, now, &event)?;
        Ok(unread)
    })
    .await
}

/// Closes a chat, or opens a closed one again. A chat that is closed takes no messages.
pub async fn set_closed(app: &App, speaker: &Speaker, id: ChatId, closed: bool) -> Result<(), Failure> {
    with_chat(app, speaker, id, move |tx, chat, me, now| {
        if chat.closed == closed {
            return Ok(());
        }
        chat.closed = closed;
        let line = if closed { SystemLine::Closed } else { SystemLine::Reopened };
        say::system(tx, chat, line, now)?;
        if closed {
            (chat.turn, chat.waiting_since) = (None, None);
        }
        let talk = talk(chat);
        let event = if closed { Event::ChatClosed { talk } } else { Event::ChatReopened { talk } };
        append(tx, chat, me.by, now, &event)
    })
    .await
}

/// Puts a chat away for the shop, or takes it back. A new message of the buyer takes it back by itself.
pub async fn set_archived(app: &App, staff: &SellerStaff<CanReply>, id: ChatId, archived: bool) -> Result<(), Failure> {
    with_chat(app, &Speaker::from(staff), id, move |_, chat, _, _| {
        chat.archived = archived;
        Ok(())
    })
    .await
}

/// The shop does not want to see a chat until a time; `None` ends that.
pub async fn snooze(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: ChatId,
    until: Option<Timestamp>,
) -> Result<(), Failure> {
    with_chat(app, &Speaker::from(staff), id, move |_, chat, _, now| {
        if until.is_some_and(|until| until <= now) {
            return Err(Refusal::new(Code::FieldInvalid).at("until").with("reason", "> now").into());
        }
        chat.snoozed_until = until;
        Ok(())
    })
    .await
}

/// Gives a chat to a colleague, to oneself, or to nobody.
pub async fn assign(app: &App, staff: &SellerStaff<CanReply>, id: ChatId, to: Option<PersonId>) -> Result<(), Failure> {
    with_chat(app, &Speaker::from(staff), id, move |tx, chat, me, now| {
        chat.assignee = match to {
            None => None,
            Some(person) => {
                let works_here = people::shops_of(tx, person)?.iter().any(|shop| shop.seller == chat.seller);
                let name = people::person(tx, person)?.filter(|_| works_here);
                Some((By::Staff(person).to_string(), name.ok_or(Code::PageNotFound)?))
            }
        };
        let to = chat.assignee.as_ref().map(|(who, _)| who.clone());
        append(tx, chat, me.by, now, &Event::ChatAssigned { talk: talk(chat), to })
    })
    .await
}

/// This side wants no more messages of the other, or wants them again.
pub async fn block(app: &App, speaker: &Speaker, id: ChatId, blocked: bool) -> Result<(), Failure> {
    with_chat(app, speaker, id, move |_, chat, me, _| {
        if chat.kind.is_support() || me.side == Author::Support {
            return Err(Code::SupportOnly.into());
        }
        match chat.blocked_by {
            Some(side) if side != me.side => {}
            _ => chat.blocked_by = blocked.then_some(me.side),
        }
        Ok(())
    })
    .await
}

/// A buyer, or a shop that talks with support, rates the answers.
pub async fn rate(app: &App, speaker: &Speaker, id: ChatId, rating: u8) -> Result<(), Failure> {
    if !(1..=5).contains(&rating) {
        return Err(Refusal::new(Code::RatingInvalid).at("rating").into());
    }
    with_chat(app, speaker, id, move |tx, chat, me, now| {
        let may = chat.kind.is_support() || me.side == Author::Buyer;
        if !may || me.side == Author::Support {
            return Err(Code::ChatNotFound.into());
        }
        chat.rating = Some(rating.into());
        append(tx, chat, me.by, now, &Event::ChatRated { talk: talk(chat), rating })
    })
    .await
}

/// Keeps what somebody of the shop has typed into a chat, and tells colleagues that they are writing.
pub async fn save_draft(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: ChatId,
    text: String,
    over: Option<Over>,
) -> Result<Option<Timestamp>, Failure> {
    crate::commands::replies::save_draft(app, staff, id, text, over).await
}

/// Somebody is typing: the other side may show it. Nothing is stored, nothing is repeated.
pub async fn typing(app: &App, speaker: &Speaker, id: ChatId) -> Result<(), Failure> {
    let (me, now) = (speaker.reader().clone(), app.now());
    app.store()
        .write(move |tx| {
            let chat = load(tx, &me, id)?;
            if let (Some(person), Author::Seller) = (me.by.person(), me.side) {
                replies::answering(tx, chat.seller, chat.id, person, &me.name, now.after(ANSWERING))?;
            }
            let topic = format!("typing:{}:{}", chat.id, me.side.as_str());
            tx.signal(&Signal::Changed { seller: chat.seller, topic: topic.into() });
            Ok(())
        })
        .await
}
