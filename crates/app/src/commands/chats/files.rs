//! Files of chats: brought first, then sent with a message.

use std::time::Duration;

use domain::{ChatId, Code, FileId, Refusal, SellerId, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::chats::files::{self, ChatFile};
use store::chats::messages::{self, Message};
use store::chats::{self, Chat};
use store::jobs::Job;

use domain::chats::MessageState;
use domain::event::Event;

use super::{append, load, talk};
use crate::actors::{Reader, Speaker};
use crate::files::store::Form;
use crate::files::{Inspected, Limits, ScanState, inspect};
use crate::{App, Failure, chance};

/// A file as a message carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its name in addresses.
    pub id: String,
    /// `picture`, `video`, `document` or `text`.
    pub kind: String,
    /// The name that people see.
    pub name: String,
    /// What it is served as.
    pub content_type: String,
    /// Its size.
    pub bytes: i64,
    /// Pixels across; 0 where it has none.
    pub width: i64,
    /// Pixels down; 0 where it has none.
    pub height: i64,
    /// `checking`, `clean`, `infected` or `not_scanned`.
    pub scan: String,
}

/// The files of a message; what cannot be read is left out.
pub fn read(json: &str) -> Vec<Attached> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Judges a file and keeps it, to be sent with a message of this chat.
pub async fn add(app: &App, speaker: &Speaker, chat: ChatId, name: &str, bytes: Vec<u8>) -> Result<Attached, Failure> {
    let me = speaker.reader().clone();
    let (reader, now) = (me.clone(), app.now());
    // Nobody makes us work on a file for a chat that is not theirs.
    app.store().glance(move |tx| may_bring(tx, &reader, chat, now)).await?;
    let inspected = inspect(app, bytes, name, &Limits::default()).await?;
    let id = FileId(chance::id(now));
    let size = i64::try_from(inspected.bytes.len()).unwrap_or(i64::MAX);
    let Inspected { kind, content_type, name, bytes, thumb, width, height } = inspected;
    app.files().keep(id, Form::Whole, bytes).await?;
    if let Some(thumb) = thumb {
        app.files().keep(id, Form::Thumb, thumb).await?;
    }
    let scan = if app.scanner().is_some() { "checking" } else { "not_scanned" };
    let by = me.by.to_string();
    let kept = app.store().write(move |tx| {
        let chat = load(tx, &me, chat)?;
        let file = ChatFile {
            seller: chat.seller,
            chat: chat.id,
            id,
            message: None,
            kind: kind.as_str().to_owned(),
            content_type: content_type.to_owned(),
            name,
            bytes: size,
            width: width.into(),
            height: height.into(),
            scan: scan.to_owned(),
            uploaded_by: by,
            created_at: now,
        };
        files::insert(tx, &file)?;
        if scan == "checking" {
            check_later(tx, &file, now)?;
        }
        Ok::<_, Failure>(attached(&file))
    });
    kept.await
}

/// How many files somebody may bring in an hour without sending them: enough for a careful choice, and no way to fill the
/// disk.
const UNSENT_MAX: i64 = 50;
const HOUR: Duration = Duration::from_secs(3600);

fn may_bring(tx: &mut Tx<'_>, reader: &Reader, chat: ChatId, now: Timestamp) -> Result<(), Failure> {
    load(tx, reader, chat)?;
    if files::unsent_count(tx, &reader.by.to_string(), now.before(HOUR))? >= UNSENT_MAX {
        return Err(Refusal::new(Code::TooOften).with("seconds", HOUR.as_secs()).into());
    }
    Ok(())
}

/// The job that has a file looked at by the scanner.
pub const CHECK: &str = "check_file";

fn check_later(tx: &mut Tx<'_>, file: &ChatFile, now: Timestamp) -> Result<(), Failure> {
    let job = Job {
        id: format!("{CHECK}:{}", file.id),
        kind: CHECK.into(),
        seller: file.seller,
        subject: file.id.to_string(),
        attempts: 0,
    };
    Ok(store::jobs::insert(tx, &job, now)?)
}

fn attached(file: &ChatFile) -> Attached {
    Attached {
        id: file.id.to_string(),
        kind: file.kind.clone(),
        name: file.name.clone(),
        content_type: file.content_type.clone(),
        bytes: file.bytes,
        width: file.width,
        height: file.height,
        scan: file.scan.clone(),
    }
}

/// The files that a message is sent with, as it stores them: brought by its author into this chat and not sent before.
pub(crate) fn taken(tx: &mut Tx<'_>, chat: &Chat, speaker: &Reader, wanted: &[FileId]) -> Result<String, Failure> {
    let mut all = Vec::with_capacity(wanted.len());
    for id in wanted {
        let mine = |file: &ChatFile| file.chat == chat.id && file.uploaded_by == speaker.by.to_string();
        let file = files::by_id(tx, *id)?.filter(mine).ok_or(Code::MediaNotFound)?;
        if file.message.is_some() {
            return Err(Refusal::new(Code::FileSent).at("files").into());
        }
        if file.scan == "infected" {
            return Err(Refusal::new(Code::FileInfected).at("files").into());
        }
        all.push(attached(&file));
    }
    Ok(serde_json::to_string(&all)?)
}

/// Notes with which message files were sent.
pub(crate) fn attach(tx: &mut Tx<'_>, chat: &Chat, message: &Message, sent: &[FileId]) -> Result<(), Failure> {
    for id in sent {
        if !files::attach(tx, chat.seller, chat.id, *id, message.id)? {
            return Err(Refusal::new(Code::FileSent).at("files").into());
        }
    }
    Ok(())
}

/// Whether a file of a message is still being checked.
pub(crate) fn any_checking(files: &str) -> bool {
    read(files).iter().any(|file| file.scan == "checking")
}

/// The scanner has looked at a file: the message that it was sent with says so, and once nothing of it is being checked the
/// other side sees it.
pub(crate) fn scanned(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: FileId,
    scan: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(file) = files::by_id(tx, id)?.filter(|file| file.seller == seller) else { return Ok(()) };
    files::set_scan(tx, seller, file.chat, id, scan)?;
    let Some(message) = file.message else { return Ok(()) };
    let Some(mut message) = messages::one(tx, seller, file.chat, message)? else { return Ok(()) };
    let Some(chat) = chats::one(tx, seller, file.chat)? else { return Ok(()) };
    let mut all = read(&message.files);
    for known in all.iter_mut().filter(|known| known.id == id.to_string()) {
        scan.clone_into(&mut known.scan);
    }
    message.files = serde_json::to_string(&all)?;
    if message.state == MessageState::Checking && !any_checking(&message.files) {
        message.state = MessageState::Delivered;
    }
    messages::update(tx, &message, now)?;
    let (author, file) = (message.author, id.to_string());
    let event = Event::FileChecked { talk: talk(&chat), message: message.id.0, author, file };
    append(tx, &chat, domain::event::By::System, now, &event)
}

/// After which pauses a scanner that has not judged a file is asked again; the last one is repeated.
const PAUSES: [Duration; 5] =
    [Duration::from_secs(1), Duration::from_secs(5), Duration::from_secs(15), Duration::from_secs(60), LAST_PAUSE];
const LAST_PAUSE: Duration = Duration::from_secs(300);

/// Has a file looked at by the scanner. Where that cannot be done now, it is tried again for as long as it takes: until
/// then nobody gets the file.
pub(crate) async fn check(app: App, job: Job) {
    if let Err(failure) = look(&app, &job).await
        && let Err(failure) = again(&app, &job, &failure).await
    {
        tracing::error!(error = %failure, "a file waits for the scanner, and that could not be kept");
    }
}

async fn again(app: &App, job: &Job, failure: &Failure) -> Result<(), Failure> {
    tracing::warn!(job.attempt = job.attempts, error = %failure, "a file could not be looked at and waits");
    let pause = usize::try_from(job.attempts - 1).ok().and_then(|at| PAUSES.get(at)).unwrap_or(&LAST_PAUSE);
    let (name, error, due) = (job.id.clone(), failure.to_string(), app.now().after(*pause));
    app.store().write(move |tx| Ok(store::jobs::retry(tx, &name, due, &error, false)?)).await
}

async fn look(app: &App, job: &Job) -> Result<(), Failure> {
    let id = FileId::parse(&job.subject).ok_or_else(|| Failure::fault("a job names no file"))?;
    let state = judged(app, id).await?;
    let (seller, name, now, scan) = (job.seller, job.id.clone(), app.now(), state.as_str());
    let said = app.store().write(move |tx| {
        scanned(tx, seller, id, scan, now)?;
        Ok::<_, Failure>(store::jobs::finish(tx, &name)?)
    });
    said.await?;
    if let ScanState::Infected(threat) = state {
        tracing::warn!(file = %id, threat, "the scanner found a threat in a file of a chat, and its bytes are removed");
        app.files().delete(id).await?;
    }
    Ok(())
}

/// What the scanner says; where the operator has taken it away meanwhile, nobody does.
async fn judged(app: &App, id: FileId) -> Result<ScanState, Failure> {
    let Some(scanner) = app.scanner() else { return Ok(ScanState::NotScanned) };
    // Bytes that went with their message leave nothing to look at.
    let Some(len) = app.files().len(id, Form::Whole).await? else { return Ok(ScanState::NotScanned) };
    let bytes = app.files().read(id, Form::Whole, 0, len).await?;
    let bytes = bytes.ok_or_else(|| Failure::fault("a file went while it was being looked at"))?;
    scanner.scan(bytes).await.map_err(Failure::fault)
}
