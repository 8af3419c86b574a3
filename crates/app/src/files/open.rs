//! Files are opened by their addresses, and addresses are made for those who may see them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::chats::MessageState;
use domain::{Code, FileId, Timestamp};
use store::chats::files::{self, ChatFile};
use store::chats::messages;
use store::{Tx, secrets};

use super::address::{self, Closed, Key, Shown};
use super::inspect::FileKind;
use super::store::{Bytes, FileStore, Form};
use crate::commands::chats::files::Attached;
use crate::{App, Failure, chance};

/// The name of the key by which addresses are sealed.
const SECRET: &str = "files";

/// Makes addresses of files that somebody may see, each for some minutes.
#[derive(Debug, Clone)]
pub struct Links {
    key: Key,
    until: Timestamp,
}

/// What makes addresses now; all of one page are made by one.
pub async fn links(app: &App) -> Result<Links, Failure> {
    Ok(Links { key: key(app).await?, until: address::until(app.now()) })
}

impl Links {
    /// Where a file is, from the root of the site; a picture or a film opens in the page, anything else is saved. `None`
    /// while it is checked, and where something was found in it.
    pub fn whole(&self, file: &Attached) -> Option<String> {
        let kind = FileKind::parse(&file.kind)?;
        let is_seen = matches!(kind, FileKind::Picture | FileKind::Video);
        self.made(file, if is_seen { Shown::Inline } else { Shown::Download })
    }

    /// Where it is saved from, also where it could be opened in the page.
    pub fn download(&self, file: &Attached) -> Option<String> {
        self.made(file, Shown::Download)
    }

    /// Where its small picture is, where it has one.
    pub fn thumb(&self, file: &Attached) -> Option<String> {
        let is_picture = FileKind::parse(&file.kind) == Some(FileKind::Picture);
        is_picture.then(|| self.made(file, Shown::Thumb)).flatten()
    }

    fn made(&self, file: &Attached, shown: Shown) -> Option<String> {
        let id = FileId::parse(&file.id).filter(|_| may_be_read(&file.scan))?;
        Some(address::path(&self.key, id, &file.name, shown, self.until))
    }
}

/// A file that somebody has an address of.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it is called.
    pub name: String,
    /// What it is served as.
    pub content_type: String,
    /// How it is shown.
    pub shown: Shown,
    /// Until when the address opens it.
    pub until: Timestamp,
    /// Bytes.
    pub len: u64,
    id: FileId,
    form: Form,
    files: FileStore,
}

impl Opened {
    /// `len` bytes from `offset`, or as many as there are.
    pub async fn bytes(&self, offset: u64, len: u64) -> Result<Bytes, Failure> {
        let bytes = self.files.read(self.id, self.form, offset, len).await?;
        Ok(bytes.ok_or(Code::MediaNotFound)?)
    }
}

/// What an address opens.
///
/// # Errors
///
/// `file_address_old` where it did once, `media_not_found` where it never did or the message was taken away,
/// `file_checking` and `file_infected` where nobody gets the file.
pub async fn open(app: &App, id: FileId, token: &str) -> Result<Opened, Failure> {
    let (shown, until) = address::check(&key(app).await?, id, token, app.now()).map_err(|closed| match closed {
        Closed::Expired => Code::FileAddressOld,
        Closed::Forged => Code::MediaNotFound,
    })?;
    let file = app.store().glance(move |tx| there(tx, id)).await?;
    let form = if shown == Shown::Thumb { Form::Thumb } else { Form::Whole };
    let len = app.files().len(id, form).await?.ok_or(Code::MediaNotFound)?;
    let ChatFile { name, content_type, .. } = file;
    Ok(Opened { name, content_type, shown, until, len, id, form, files: app.files().clone() })
}

/// The file, where anybody may have it.
fn there(tx: &mut Tx<'_>, id: FileId) -> Result<ChatFile, Failure> {
    let file = files::by_id(tx, id)?.ok_or(Code::MediaNotFound)?;
    if let Some(message) = file.message {
        let message = messages::one(tx, file.seller, file.chat, message)?;
        message.filter(|message| message.state != MessageState::Deleted).ok_or(Code::MediaNotFound)?;
    }
    match file.scan.as_str() {
        scan if may_be_read(scan) => Ok(file),
        "infected" => Err(Code::FileInfected.into()),
        _ => Err(Code::FileChecking.into()),
    }
}

fn may_be_read(scan: &str) -> bool {
    matches!(scan, "clean" | "not_scanned")
}

/// The key of this installation; made by whichever process needs it first.
pub(crate) async fn key(app: &App) -> Result<Key, Failure> {
    let made = async || {
        let known = app.store().glance(|tx| Ok::<_, Failure>(secrets::get(tx, SECRET)?)).await?;
        let secret = if let Some(secret) = known {
            secret
        } else {
            let fresh = chance::secret();
            app.store().write(move |tx| Ok::<_, Failure>(secrets::insert_if_absent(tx, SECRET, &fresh)?)).await?
        };
        let bytes = URL_SAFE_NO_PAD.decode(&secret).ok().and_then(|bytes| bytes.try_into().ok());
        Ok::<_, Failure>(Key::new(bytes.ok_or_else(|| Failure::fault("the key of files is not 32 bytes"))?))
    };
    app.file_key().get_or_try_init(made).await.cloned()
}
