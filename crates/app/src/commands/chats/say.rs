//! A line comes into a chat: its row, what the list shows of it, and who has something unread.

use domain::chats::{Author, MessageKind, MessageState, SystemLine};
use domain::event::{By, Event};
use domain::fraud::Verdict;
use domain::text::index_words;
use domain::{Lang, MessageId, Timestamp};
use store::Tx;
use store::chats::messages::{self, From, Message};
use store::chats::{self, Chat, Last};

use super::{append, talk};
use crate::{Failure, chance};

/// Characters of the newest line that lists show.
const LINE_MAX: usize = 120;
/// Lines that are looked at for the newest that was said.
const LOOKED: i64 = 50;
/// How often a number is tried that another chat has taken in the same millisecond.
const TRIES: usize = 16;

/// Gives a message its number and keeps it. `false` where the sender's device has sent it before.
pub(crate) fn keep(tx: &mut Tx<'_>, chat: &Chat, message: &mut Message, now: Timestamp) -> Result<bool, Failure> {
    // Notes, and what waits or was stopped, have numbers too: whoever asks for what is newer than one of them misses nothing.
    let mut last = messages::last_number(tx, chat.seller, chat.id)?;
    for _ in 0..TRIES {
        message.id = MessageId::next(last, now, chance::salt());
        last = Some(message.id);
        if messages::insert(tx, message)? {
            return Ok(true);
        }
        if let Some(client) = &message.client_id
            && messages::by_client(tx, message.seller, message.chat, &message.author_id, client)?.is_some()
        {
            return Ok(false);
        }
    }
    Err(Failure::fault("no number was free for a message"))
}

/// What a delivered line changes of its chat.
pub(crate) fn delivered(chat: &mut Chat, message: &Message, now: Timestamp) {
    if message.kind == MessageKind::Note {
        return;
    }
    chat.last = Last { message: Some(message.id), at: message.sent_at, author: message.author, line: line(message) };
    for side in chat.kind.sides() {
        if *side != message.author {
            let unread = chat.unread.of(*side).unwrap_or(0);
            chat.unread.set(*side, unread + 1);
        }
    }
    if message.kind != MessageKind::Text {
        return;
    }
    chat.turn = chat.kind.turn_after(message.author).or(chat.turn);
    if message.author == Author::Buyer {
        chat.buyer_wrote_at = Some(message.sent_at);
    }
    if message.author != Author::Seller {
        (chat.snoozed_until, chat.archived) = (None, false);
    }
    if chat.kind.is_support() {
        chat.waiting_since = match message.author {
            Author::Support => None,
            _ => chat.waiting_since.or(Some(now)),
        };
    }
}

/// The beginning of a message for lists; a file without words is told by its name.
fn line(message: &Message) -> String {
    let said = if message.text.is_empty() { file_name(&message.files) } else { message.text.clone() };
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LINE_MAX) {
        Some((end, _)) => format!("{}…", flat[..end].trim_end()),
        None => flat,
    }
}

fn file_name(files: &str) -> String {
    super::files::read(files).into_iter().next().map(|file| file.name).unwrap_or_default()
}

/// The shop finds a message by its words.
pub(crate) fn index(tx: &mut Tx<'_>, message: &Message) -> Result<(), Failure> {
    if message.seller != super::NO_SHOP && message.kind == MessageKind::Text {
        let words = index_words(message.seller, &[&message.text]);
        messages::index(tx, message.seller, message.id, &words)?;
    }
    Ok(())
}

/// Otklik says what happened with the chat. The chat is not stored here: the caller does it.
pub(crate) fn system(tx: &mut Tx<'_>, chat: &mut Chat, line: SystemLine, now: Timestamp) -> Result<(), Failure> {
    let mut message = Message {
        seller: chat.seller,
        chat: chat.id,
        id: MessageId(0),
        author: Author::System,
        author_id: By::System.to_string(),
        author_name: String::new(),
        client_id: None,
        kind: MessageKind::System,
        text: line.as_str().to_owned(),
        reply_to: None,
        files: "[]".into(),
        state: MessageState::Delivered,
        verdict: Verdict::Allow,
        why: "[]".into(),
        simhash: 0,
        sent_at: now,
        edited_at: None,
        held_until: None,
        version: 1,
    };
    keep(tx, chat, &mut message, now)?;
    // What Otklik says is unread for nobody. A list goes on showing what people said, unless the line is news.
    if line.is_news() || chat.last.line.is_empty() {
        let words = line.words(Lang::Ru).to_owned();
        chat.last = Last { message: Some(message.id), at: now, author: Author::System, line: words };
    }
    let event = Event::MessageSent { talk: talk(chat), message: message.id.0, author: Author::System, note: false };
    append(tx, chat, By::System, now, &event)
}

/// Brings what a list shows of a chat up to date after a line was taken away or delivered late.
pub(crate) fn refresh(tx: &mut Tx<'_>, chat: &mut Chat) -> Result<(), Failure> {
    for side in chat.kind.sides() {
        let read = chat.read.of(*side).unwrap_or(MessageId(0));
        chat.unread.set(*side, messages::unread(tx, chat.seller, chat.id, read, *side)?);
    }
    let newest = messages::page(tx, chat.seller, chat.id, From::Before(None), None, LOOKED)?;
    let said = |m: &&Message| {
        m.kind == MessageKind::Text
            && !matches!(m.state, MessageState::Held | MessageState::Blocked | MessageState::Deleted)
    };
    match newest.iter().find(said) {
        Some(m) => chat.last = Last { message: Some(m.id), at: m.sent_at, author: m.author, line: line(m) },
        None => chat.last.line.clear(),
    }
    Ok(chats::update(tx, chat)?)
}
