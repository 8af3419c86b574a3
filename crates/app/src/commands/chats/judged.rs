//! What becomes of a message that the guard held or stopped, and what a person's verdict does to it.

use domain::chats::MessageState;
use domain::event::{By, Event};
use domain::fraud::Label;
use domain::moderation::{Decision, Finding, Reason, Stage, Subject};
use domain::{ChatId, Code, MessageId, SellerId, Timestamp};
use store::chats::messages::{self, Message};
use store::chats::{self, Chat};
use store::jobs::{self, Job};
use store::{Tx, safety};

use super::send::{Sent, StoredWhy, read_why, sent};
use super::{append, load, measures, say, talk};
use crate::actors::Speaker;
use crate::commands::moderation::intake::{self, Opening, Submission};
use crate::commands::moderation::record::{self, Judged};
use crate::{App, Failure, Rules, chance};

/// The job that ends a hold: what nobody has looked at goes back to its author.
pub const END_HOLD: &str = "end_hold";

/// A message as moderation knows it.
pub(crate) fn submission(chat: &Chat, message: &Message) -> Submission {
    Submission {
        seller: chat.seller,
        subject: Subject::Message,
        subject_id: message.id.to_string(),
        parent: chat.id.to_string(),
        sku: chat.sku,
        author: By::parse(&message.author_id).unwrap_or(By::System),
        author_name: message.author_name.clone(),
        text: message.text.clone(),
        media: "[]".into(),
    }
}

/// What the guard saw, as the desk shows it.
pub(crate) fn findings(why: &[StoredWhy]) -> Vec<Finding> {
    why.iter().map(|why| Finding { reason: Reason::of_label(why.label), span: why.from..why.to }).collect()
}

/// A message waits for a safety person, for a time.
pub(crate) fn hold(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &Chat,
    message: &Message,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let until = message.held_until.unwrap_or_else(|| now.after(of.chats.hold()));
    let opening = Opening { due_at: Some(until), harm: 2, ..Opening::default() };
    let case = intake::open(tx, of, now, &submission(chat, message), &findings(&read_why(&message.why)), opening)?;
    let job = Job {
        id: format!("{END_HOLD}:{}", message.id),
        kind: END_HOLD.into(),
        seller: chat.seller,
        subject: format!("{}:{}", chat.id, message.id),
        attempts: 0,
    };
    jobs::insert(tx, &job, until)?;
    let event = Event::MessageHeld {
        talk: talk(chat),
        message: message.id.0,
        author: message.author,
        case: case.id.to_string(),
    };
    append(tx, chat, by, now, &event)
}

/// The guard does not let a message through: its author is told why and can appeal, so it is a verdict with a receipt.
pub(crate) fn block(tx: &mut Tx<'_>, chat: &Chat, message: &Message, by: By, now: Timestamp) -> Result<(), Failure> {
    let why = read_why(&message.why);
    let judged = Judged { reasons: reasons(&why), ..refused(message, now)? };
    record::give(tx, &judged)?;
    append(tx, chat, by, now, &blocked(chat, message))
}

/// A safety person has stopped a message among many: a verdict that its author can appeal as any other.
pub(crate) fn verdict(tx: &mut Tx<'_>, message: &Message, label: Label, by: By, now: Timestamp) -> Result<(), Failure> {
    let reasons = vec![Reason::of_label(label).as_str().to_owned()];
    let judged = Judged { reasons, by, role: "safety".into(), stage: Stage::First, ..refused(message, now)? };
    record::give(tx, &judged).map(drop)
}

/// A refusal by the guard, without its reasons.
fn refused(message: &Message, now: Timestamp) -> Result<Judged, Failure> {
    Ok(Judged {
        seller: message.seller,
        case: None,
        subject: Subject::Message,
        subject_id: message.id.to_string(),
        author: message.author_id.clone(),
        text_hash: chance::fingerprint(&message.text),
        decision: Decision::Refuse,
        stage: Stage::Rules,
        reasons: Vec::new(),
        findings: intake::findings_json(&findings(&read_why(&message.why)))?,
        note_author: String::new(),
        note_desk: String::new(),
        by: By::System,
        role: "guard".into(),
        rules_version: 1,
        opened_at: now,
        at: now,
        due_at: now,
        earlier: None,
        overturns: false,
    })
}

fn reasons(why: &[StoredWhy]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for why in why {
        let code = Reason::of_label(why.label).as_str().to_owned();
        if !reasons.contains(&code) {
            reasons.push(code);
        }
    }
    reasons
}

fn blocked(chat: &Chat, message: &Message) -> Event {
    let labels = read_why(&message.why).iter().map(|why| why.label.as_str().to_owned()).collect();
    Event::MessageBlocked { talk: talk(chat), message: message.id.0, author: message.author, labels }
}

/// The author of a held message says that it is harmless. Where the operator lets them, it is delivered at once, with a
/// warning to the other side.
pub async fn confirm(app: &App, speaker: &Speaker, chat: ChatId, id: MessageId) -> Result<Sent, Failure> {
    let (speaker, now, of) = (speaker.reader().clone(), app.now(), app.rules().clone());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &speaker, chat)?;
            let mine = |m: &Message| m.author_id == speaker.by.to_string();
            let found = messages::one(tx, chat.seller, chat.id, id)?.filter(mine);
            let mut message = found.ok_or(Code::MessageNotFound)?;
            let labels: Vec<_> = read_why(&message.why).iter().map(|why| why.label).collect();
            let own_strike = 1;
            let strikes = measures::friction_of(tx, &of, &message.author_id, now)?.strikes.saturating_sub(own_strike);
            if message.state != MessageState::Held || !of.chats.may_confirm(&labels, strikes) {
                return Err(Code::NothingToConfirm.into());
            }
            intake::withdraw(tx, chat.seller, Subject::Message, &id.to_string(), speaker.by, now)?;
            release(tx, &mut chat, &mut message, speaker.by, now)?;
            Ok(sent(&message))
        })
        .await
}

/// Delivers what was held or blocked.
fn release(tx: &mut Tx<'_>, chat: &mut Chat, message: &mut Message, by: By, now: Timestamp) -> Result<(), Failure> {
    jobs::finish(tx, &format!("{END_HOLD}:{}", message.id))?;
    let is_checking = super::files::any_checking(&message.files);
    message.state = if is_checking { MessageState::Checking } else { MessageState::Delivered };
    // It is said now: readers who ask for what is new find it.
    (message.held_until, message.edited_at) = (None, None);
    messages::update(tx, message, now)?;
    say::index(tx, message)?;
    if message.author == domain::chats::Author::Buyer {
        chat.buyer_wrote_at = Some(now);
    }
    chat.turn = chat.kind.turn_after(message.author).or(chat.turn);
    say::refresh(tx, chat)?;
    let event = Event::MessageReleased { talk: talk(chat), message: message.id.0, author: message.author };
    append(tx, chat, by, now, &event)
}

/// Takes a message out of a chat for the other side: a person found it to be fraud, or nobody could look at it in time.
pub(crate) fn stop(
    tx: &mut Tx<'_>,
    chat: &mut Chat,
    message: &mut Message,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    jobs::finish(tx, &format!("{END_HOLD}:{}", message.id))?;
    message.state = MessageState::Blocked;
    (message.held_until, message.edited_at) = (None, Some(now));
    messages::update(tx, message, now)?;
    messages::unindex(tx, message.seller, message.id)?;
    say::refresh(tx, chat)?;
    append(tx, chat, by, now, &blocked(chat, message))
}

/// The time of a hold is over.
pub(crate) fn end_hold(tx: &mut Tx<'_>, seller: SellerId, subject: &str, now: Timestamp) -> Result<(), Failure> {
    let named =
        subject.split_once(':').and_then(|(chat, id)| Some((ChatId::parse(chat)?, MessageId(id.parse().ok()?))));
    let (chat, id) = named.ok_or_else(|| Failure::fault("a job names no message"))?;
    let Some(mut chat) = chats::one(tx, seller, chat)? else { return Ok(()) };
    let Some(mut message) = messages::one(tx, seller, chat.id, id)? else { return Ok(()) };
    if message.state != MessageState::Held {
        return Ok(());
    }
    intake::withdraw(tx, seller, Subject::Message, &id.to_string(), By::System, now)?;
    stop(tx, &mut chat, &mut message, By::System, now)
}

/// A person has decided about a message: it is delivered, or it is not.
pub(crate) fn message_judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: MessageId,
    publish: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(mut message) = messages::by_public_id(tx, id)?.filter(|m| m.seller == seller) else { return Ok(()) };
    let Some(mut chat) = chats::one(tx, seller, message.chat)? else { return Ok(()) };
    match (publish, message.state) {
        (true, MessageState::Held | MessageState::Blocked) => {
            safety::forgive(tx, &message.author_id, Some(id))?;
            release(tx, &mut chat, &mut message, by, now)
        }
        (false, MessageState::Held | MessageState::Delivered | MessageState::Checking) => {
            stop(tx, &mut chat, &mut message, by, now)
        }
        _ => Ok(()),
    }
}
