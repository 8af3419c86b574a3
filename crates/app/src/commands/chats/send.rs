//! Something is written: the guard looks at it first, then the rules of the chat, then it is delivered, held or stopped.

use std::time::Duration;

use domain::chats::{self as rules, Author, Facts, MESSAGE_MAX, MessageKind, MessageState, Saying};
use domain::event::{By, Event};
use domain::fraud::friction::Step;
use domain::fraud::{From as Sender, Label, Talk, Verdict, traces};
use domain::text::Text;
use domain::{ChatId, Code, FileId, MessageId, Refusal, Timestamp};
use serde::{Deserialize, Serialize};
use store::chats::messages::{self, Message};
use store::chats::{self, Chat};
use store::{Tx, replies};

use super::{append, files, judged, load, measures, say, talk};
use crate::actors::{Reader, Speaker};
use crate::guard::{Answer, Question};
use crate::once::once;
use crate::{App, Failure, Once, Rules};

/// How far back the guard looks at what the same author wrote in this chat.
const TOGETHER: Duration = Duration::from_secs(300);
/// How many of those texts it is given.
const TOGETHER_MAX: i64 = 5;
/// Characters of the name that a sender's device gives a message.
const CLIENT_MAX: usize = 64;

/// A message to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewMessage {
    /// What it says; may be empty where there is a file.
    pub text: String,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Files that were brought before, see [`files::add`].
    pub files: Vec<FileId>,
    /// The name that the sender's device gives it: a second message with the same name is the first one.
    pub client_id: Option<String>,
    /// The author has been asked whether their own data should be sent, and said yes.
    pub confirmed: bool,
    /// A note for the own side alone.
    pub note: bool,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its number.
    pub message: MessageId,
    /// How far it came.
    pub state: MessageState,
    /// What the guard saw, for the author.
    pub why: Vec<StoredWhy>,
    /// When it was sent.
    pub at: Timestamp,
}

/// What the guard saw, as it is stored with a message: a label, bytes of the text, the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredWhy {
    /// What.
    pub label: Label,
    /// From which byte.
    pub from: usize,
    /// To which byte.
    pub to: usize,
    /// By which rule.
    pub rule: String,
}

/// What the guard saw in a message; what cannot be read is left out.
pub fn read_why(json: &str) -> Vec<StoredWhy> {
    serde_json::from_str(json).unwrap_or_default()
}

/// What was asked of the guard and what it said, before anything is stored.
struct Looked {
    text: String,
    answer: Answer,
}

/// Sends a message into a chat.
///
/// # Errors
///
/// Refuses with `own_secret` where the author's own data seem to be in it and they have not confirmed that; with what
/// [`rules::may_write`] says; with `too_often` where somebody writes without a pause.
pub async fn send(app: &App, speaker: &Speaker, chat: ChatId, new: NewMessage) -> Result<Sent, Failure> {
    send_once(app, speaker, chat, new, None).await
}

/// The same for a request that may come twice: the second one gets what became of the first.
///
/// # Errors
///
/// As [`send`].
pub async fn send_once(
    app: &App,
    speaker: &Speaker,
    chat: ChatId,
    new: NewMessage,
    key: Option<Once>,
) -> Result<Sent, Failure> {
    let looked = look(app, speaker, chat, &new).await?;
    brake(&looked, &new)?;
    let (speaker, now, of) = (speaker.clone(), app.now(), app.rules().clone());
    let written = app.store().write(move |tx| {
        let id = once(tx, key.as_ref(), now, |tx| Ok(write(tx, &of, &speaker, chat, &new, &looked, now)?.message))?;
        let seller = load(tx, &speaker, chat)?.seller;
        let message = messages::one(tx, seller, chat, id)?.ok_or(Code::MessageNotFound)?;
        Ok::<_, Failure>(sent(&message))
    });
    written.await
}

/// Cleans the text and asks the guard, with no transaction open.
async fn look(app: &App, speaker: &Reader, chat: ChatId, new: &NewMessage) -> Result<Looked, Failure> {
    let text = Text::<0, MESSAGE_MAX>::new(&new.text).map_err(|refusal| refusal.at("text"))?.into_string();
    if text.is_empty() && new.files.is_empty() {
        return Err(Refusal::new(Code::MessageEmpty).at("text").into());
    }
    if new.files.len() > rules::FILES_MAX {
        return Err(Refusal::new(Code::TooManyFiles).at("files").with("max", rules::FILES_MAX).into());
    }
    if new.client_id.as_ref().is_some_and(|id| id.is_empty() || id.len() > CLIENT_MAX) {
        return Err(Refusal::new(Code::FieldInvalid).at("client_id").with("reason", "1…64").into());
    }
    let answer = if new.note || speaker.side == Author::Support {
        Answer::nothing()
    } else {
        app.guard().ask(question(app, speaker, chat, text.clone()).await?, app.rules().chats.guard()).await
    };
    Ok(Looked { text, answer })
}

/// What the guard is asked about a text of somebody.
pub(crate) async fn question(app: &App, who: &Reader, chat: ChatId, text: String) -> Result<Question, Failure> {
    let (reader, now) = (who.clone(), app.now());
    let (kind, order, earlier) = app
        .store()
        .glance(move |tx| {
            let chat = load(tx, &reader, chat)?;
            let from = MessageId::next(None, now.before(TOGETHER), 0);
            let by = reader.by.to_string();
            let earlier = messages::recent_texts(tx, chat.seller, chat.id, from, reader.side, &by, TOGETHER_MAX)?;
            Ok::<_, Failure>((chat.kind, chat.order.is_some(), earlier))
        })
        .await?;
    let role_claim = rules::names::imitates(&who.name).then(|| "support".to_owned());
    Ok(Question { from: sender(who.side), talk: guard_talk(kind), order, role_claim, text, earlier })
}

fn sender(side: Author) -> Sender {
    match side {
        Author::Buyer => Sender::Buyer,
        Author::Seller => Sender::Seller,
        Author::Support | Author::System => Sender::Support,
    }
}

fn guard_talk(kind: rules::ChatKind) -> Talk {
    match kind {
        rules::ChatKind::Customer | rules::ChatKind::Dispute => Talk::BuyerSeller,
        rules::ChatKind::SellerSupport => Talk::SellerSupport,
        rules::ChatKind::BuyerSupport => Talk::BuyerSupport,
    }
}

/// A card number, a code, a passport never leaves by accident: whoever sends their own is asked first.
fn brake(looked: &Looked, new: &NewMessage) -> Result<(), Refusal> {
    let Answer::Judged(judgement) = &looked.answer else { return Ok(()) };
    let secrets: Vec<Label> = judgement.labels().into_iter().filter(|label| label.is_own_secret()).collect();
    if new.confirmed || secrets.is_empty() || judgement.verdict > Verdict::Warn {
        return Ok(());
    }
    let names: Vec<&str> = secrets.iter().map(|label| label.as_str()).collect();
    Err(Refusal::new(Code::OwnSecret).at("text").with("labels", names.join(",")))
}

fn write(
    tx: &mut Tx<'_>,
    of: &Rules,
    speaker: &Reader,
    id: ChatId,
    new: &NewMessage,
    looked: &Looked,
    now: Timestamp,
) -> Result<Sent, Failure> {
    let mut chat = load(tx, speaker, id)?;
    if let Some(client) = &new.client_id
        && let Some(before) = messages::by_client(tx, chat.seller, chat.id, &speaker.by.to_string(), client)?
    {
        return Ok(sent(&before));
    }
    if !new.note {
        allowed(tx, of, &chat, speaker, looked, !new.files.is_empty(), now)?;
    }
    if let Some(reply_to) = new.reply_to {
        let there = messages::one(tx, chat.seller, chat.id, reply_to)?;
        let visible = there.is_some_and(|m| rules::sees(speaker.side, m.author, m.kind, m.state));
        visible.then_some(()).ok_or_else(|| Refusal::new(Code::MessageReply).at("reply_to"))?;
    }
    let mut message = message(of, &chat, speaker, new, looked, now)?;
    message.files = files::taken(tx, &chat, speaker, &new.files)?;
    if message.state == MessageState::Delivered && files::any_checking(&message.files) {
        message.state = MessageState::Checking;
    }
    if !say::keep(tx, &chat, &mut message, now)? {
        return Err(Failure::fault("a message was sent twice at once"));
    }
    files::attach(tx, &chat, &message, &new.files)?;
    if let Some(person) = speaker.by.person().filter(|_| speaker.side == Author::Seller) {
        replies::delete_draft(tx, chat.seller, chat.id, person)?;
        replies::stopped_answering(tx, chat.seller, chat.id, person)?;
    }
    follow(tx, of, &mut chat, &message, speaker.by, now)?;
    Ok(sent(&message))
}

pub(crate) fn sent(message: &Message) -> Sent {
    Sent { message: message.id, state: message.state, why: read_why(&message.why), at: message.sent_at }
}

/// What follows from a message by how far it came.
fn follow(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &mut Chat,
    message: &Message,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    match message.state {
        MessageState::Held => judged::hold(tx, of, chat, message, by, now)?,
        MessageState::Blocked => judged::block(tx, chat, message, by, now)?,
        MessageState::Delivered | MessageState::Checking | MessageState::Deleted => {
            say::index(tx, message)?;
            say::delivered(chat, message, now);
            super::dispute::spoken(tx, chat, message, now)?;
            chats::update(tx, chat)?;
            let note = message.kind == MessageKind::Note;
            let event = Event::MessageSent { talk: talk(chat), message: message.id.0, author: message.author, note };
            append(tx, chat, by, now, &event)?;
        }
    }
    if message.verdict != Verdict::Allow {
        measures::strike(tx, of, chat, message, by, now)?;
    }
    Ok(())
}

/// Whether the rules of the chat let somebody write now.
fn allowed(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &Chat,
    speaker: &Reader,
    looked: &Looked,
    has_files: bool,
    now: Timestamp,
) -> Result<(), Failure> {
    let by = speaker.by.to_string();
    let per_minute = match speaker.by {
        By::Key(_) => of.chats.per_minute_program,
        _ => of.chats.per_minute,
    };
    let (lately, last_at) = messages::pace(tx, &by, now.before(Duration::from_secs(60)), i64::from(per_minute))?;
    if speaker.side != Author::Support && lately >= i64::from(per_minute) {
        return Err(Refusal::new(Code::TooOften).with("seconds", 60).into());
    }
    let facts = facts(tx, of, chat, speaker, now)?;
    let links = || traces::traces(&looked.text).iter().any(|trace| trace.kind == traces::TraceKind::Link);
    let saying = Saying { author: speaker.side, last_at, carries: has_files || links() };
    Ok(rules::may_write(&facts, &saying, now)?)
}

/// What decides whether this side may write into a chat.
pub(crate) fn facts(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &Chat,
    reader: &Reader,
    now: Timestamp,
) -> Result<Facts, Failure> {
    let friction = measures::friction_of(tx, of, &reader.by.to_string(), now)?;
    Ok(Facts {
        kind: chat.kind,
        closed: chat.closed,
        frozen_for: chat.frozen_for,
        blocked: chat.blocked_by.is_some_and(|side| side != reader.side),
        window: of.window(chat, now),
        decided: chat.dispute.is_some_and(|dispute| dispute.state == rules::DisputeState::Decided),
        off_until: measures::off(tx, chat, reader, now)?.map(|switch| switch.until),
        friction: friction.step,
        friction_until: (friction.step != Step::None).then_some(friction.until),
    })
}

fn message(
    of: &Rules,
    chat: &Chat,
    speaker: &Reader,
    new: &NewMessage,
    looked: &Looked,
    now: Timestamp,
) -> Result<Message, Failure> {
    let why: Vec<StoredWhy> = match &looked.answer {
        Answer::Judged(judgement) => judgement
            .why
            .iter()
            .map(|why| StoredWhy { label: why.label, from: why.span.start, to: why.span.end, rule: why.rule.clone() })
            .collect(),
        Answer::Unjudged => Vec::new(),
    };
    let verdict = looked.answer.verdict();
    let state = match verdict {
        Verdict::Allow | Verdict::Warn => MessageState::Delivered,
        Verdict::Hold => MessageState::Held,
        Verdict::Block => MessageState::Blocked,
    };
    Ok(Message {
        client_id: new.client_id.clone(),
        kind: if new.note { MessageKind::Note } else { MessageKind::Text },
        reply_to: new.reply_to,
        state,
        verdict,
        why: serde_json::to_string(&why)?,
        simhash: traces::simhash(&looked.text).cast_signed(),
        held_until: (state == MessageState::Held).then(|| now.after(of.chats.hold())),
        ..plain(chat, speaker, looked.text.clone(), now)
    })
}

/// A message that needs no guard: what the operator itself says.
pub(crate) fn plain(chat: &Chat, speaker: &Reader, text: String, now: Timestamp) -> Message {
    Message {
        seller: chat.seller,
        chat: chat.id,
        id: MessageId(0),
        author: speaker.side,
        author_id: speaker.by.to_string(),
        author_name: speaker.name.clone(),
        client_id: None,
        kind: MessageKind::Text,
        text,
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
    }
}
