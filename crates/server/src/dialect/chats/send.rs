//! `/v1/chat/send/message`, `/v1/chat/send/file`: says something, sends a file. What the guard holds back for a person is
//! accepted all the same; what it stops is refused with its words.

use app::commands::chats::files;
use app::commands::chats::send::{self, NewMessage, Sent};
use app::{App, CanReply, Failure, SellerStaff, Speaker};
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::chats::MessageState;
use domain::{ChatId, Code, FileId, Lang, Refusal};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, required};
use crate::dialect::invalid::Invalid;
use crate::dialect::key::Key;

/// A body with the largest file that comes so: 20 MB, in base64 and with all that JSON may put between.
const FILE_BODY_MAX: usize = 28 * 1024 * 1024;
/// Characters of a file's name; what is behind them is cut anyway.
const NAME_MAX: usize = 1_000;

/// What is said.
pub(in crate::dialect) struct Say {
    chat: Named<ChatId>,
    text: String,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawSay {
    chat_id: Option<Words>,
    text: Option<Words>,
}

impl Message for Say {
    const NAME: &'static str = "ChatSendMessageRequest";
    type Raw = RawSay;

    fn read(raw: RawSay) -> Result<Self, Invalid> {
        let chat = Named::new(ChatId::parse(&required("chat_id", raw.chat_id)?));
        Ok(Self { chat, text: required("text", raw.text)? })
    }
}

/// A file that is sent.
pub(in crate::dialect) struct SendFile {
    chat: Named<ChatId>,
    name: String,
    bytes: Vec<u8>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawFile {
    chat_id: Option<Words>,
    name: Option<Words>,
    base64_content: Option<Words>,
}

impl Message for SendFile {
    const NAME: &'static str = "ChatSendFileRequest";
    const MAX: usize = FILE_BODY_MAX;
    type Raw = RawFile;

    fn read(raw: RawFile) -> Result<Self, Invalid> {
        let chat = Named::new(ChatId::parse(&required("chat_id", raw.chat_id)?));
        let name = required("name", raw.name)?;
        if name.chars().count() > NAME_MAX {
            return Err(Invalid::new("name", format!("value length must be at most {NAME_MAX} runes")));
        }
        let content = required("base64_content", raw.base64_content)?;
        let bytes = STANDARD.decode(content.as_bytes());
        let bytes = bytes.map_err(|_| Invalid::new("base64_content", "value must be valid base64"))?;
        Ok(Self { chat, name, bytes })
    }
}

#[derive(Serialize)]
struct Done {
    result: &'static str,
}

/// `POST /v1/chat/send/message`.
pub(in crate::dialect) async fn message(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    key: Key,
    Asked(say): Asked<Say>,
) -> Result<Answer, Error> {
    let done = async {
        let chat = say.chat.or(Code::ChatNotFound)?;
        let once = key.once(&say.text);
        let new = NewMessage { text: say.text, ..NewMessage::default() };
        let sent = send::send_once(&app, &Speaker::from(&staff), chat, new, once).await?;
        told(&sent)
    };
    done.await.map_err(|failure| Error::of(&app, failure, Say::NAME))
}

/// `POST /v1/chat/send/file`.
pub(in crate::dialect) async fn file(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    key: Key,
    Asked(file): Asked<SendFile>,
) -> Result<Answer, Error> {
    bring(&app, &staff, file, &key).await.map_err(|failure| Error::of(&app, failure, SendFile::NAME))
}

async fn bring(app: &App, staff: &SellerStaff<CanReply>, file: SendFile, key: &Key) -> Result<Answer, Failure> {
    let (speaker, chat) = (Speaker::from(staff), file.chat.or(Code::ChatNotFound)?);
    let once = key.once(&format!("{} {:x?}", file.name, Sha256::digest(&file.bytes)));
    let added = files::add(app, &speaker, chat, &file.name, file.bytes)
        .await
        .map_err(|failure| at(failure, "base64_content"))?;
    let id = FileId::parse(&added.id).ok_or(Code::MediaNotFound)?;
    let new = NewMessage { files: vec![id], ..NewMessage::default() };
    told(&send::send_once(app, &speaker, chat, new, once).await?)
}

/// The same failure, about a field where it is about none.
fn at(failure: Failure, field: &'static str) -> Failure {
    match failure {
        Failure::Refusal(refusal) if refusal.field.is_none() => refusal.at(field).into(),
        other => other,
    }
}

fn told(sent: &Sent) -> Result<Answer, Failure> {
    if sent.state == MessageState::Blocked {
        let mut why: Vec<&str> = sent.why.iter().map(|why| why.label.words(Lang::En)).collect();
        why.dedup();
        return Err(Refusal::new(Code::MessageRefused).with("why", why.join(" ")).into());
    }
    Answer::of(&Done { result: "success" })
}
