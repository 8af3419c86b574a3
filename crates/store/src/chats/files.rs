//! Files of talks: what they are and how far they were checked. The bytes are elsewhere.

use domain::{ChatId, FileId, MessageId, SellerId, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A file as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatFile {
    /// Whose shop.
    pub seller: SellerId,
    /// In which talk.
    pub chat: ChatId,
    /// Its name in addresses.
    pub id: FileId,
    /// The message that it was sent with; `None` until it is sent.
    pub message: Option<MessageId>,
    /// `picture`, `video`, `document` or `text`.
    pub kind: String,
    /// What it is served as.
    pub content_type: String,
    /// The name that people see.
    pub name: String,
    /// Its size.
    pub bytes: i64,
    /// Pixels across; 0 where it has none.
    pub width: i64,
    /// Pixels down; 0 where it has none.
    pub height: i64,
    /// `checking`, `clean`, `infected` or `not_scanned`.
    pub scan: String,
    /// Who brought it, as `domain::event::By` writes it.
    pub uploaded_by: String,
    /// When.
    pub created_at: Timestamp,
}

static INSERT: Sql = sql!("chat_files/insert");
static BY_ID: Sql = sql_parts!("chat_files/columns", "chat_files/by_id");
static UNSENT: Sql = sql_parts!("chat_files/columns", "chat_files/unsent");
static ATTACH: Sql = sql!("chat_files/attach");
static SET_SCAN: Sql = sql!("chat_files/set_scan");
static DELETE: Sql = sql!("chat_files/delete");
static UNSENT_COUNT: Sql = sql!("chat_files/unsent_count");
static DELETE_GONE: Sql = sql!("chat_files/delete_gone");

/// Adds a file that is not sent yet.
pub fn insert(tx: &mut Tx<'_>, f: &ChatFile) -> Result<(), StoreError> {
    tx.send(
        &INSERT,
        &[
            &f.seller,
            &f.chat,
            &f.id,
            &f.message,
            &f.kind,
            &f.content_type,
            &f.name,
            &f.bytes,
            &f.width,
            &f.height,
            &f.scan,
            &f.uploaded_by,
            &f.created_at,
        ],
    )
}

fn file(row: &Row<'_>) -> Result<ChatFile, StoreError> {
    Ok(ChatFile {
        seller: row.get(0)?,
        chat: row.get(1)?,
        id: row.get(2)?,
        message: row.get(3)?,
        kind: row.get(4)?,
        content_type: row.get(5)?,
        name: row.get(6)?,
        bytes: row.get(7)?,
        width: row.get(8)?,
        height: row.get(9)?,
        scan: row.get(10)?,
        uploaded_by: row.get(11)?,
        created_at: row.get(12)?,
    })
}

/// A file by its name; who may see it is said by its talk, or by a signed address.
pub fn by_id(tx: &mut Tx<'_>, id: FileId) -> Result<Option<ChatFile>, StoreError> {
    tx.query_opt(&BY_ID, &[&id], file)
}

/// Notes with which message a file was sent; `false` where it was sent before.
pub fn attach(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    id: FileId,
    message: MessageId,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&ATTACH, &[&seller, &chat, &id, &message])? > 0)
}

/// Notes what the scanner said.
pub fn set_scan(tx: &mut Tx<'_>, seller: SellerId, chat: ChatId, id: FileId, scan: &str) -> Result<(), StoreError> {
    tx.send(&SET_SCAN, &[&seller, &chat, &id, &scan])
}

/// Files that were brought before a time and never sent.
pub fn unsent(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<Vec<ChatFile>, StoreError> {
    tx.query(&UNSENT, &[&before, &limit], file)
}

/// How many files somebody has brought since a time and not sent.
pub fn unsent_count(tx: &mut Tx<'_>, uploaded_by: &str, since: Timestamp) -> Result<i64, StoreError> {
    tx.query_one(&UNSENT_COUNT, &[&uploaded_by, &since], |row| row.get(0))
}

/// Forgets a file.
pub fn delete(tx: &mut Tx<'_>, seller: SellerId, chat: ChatId, id: FileId) -> Result<(), StoreError> {
    tx.send(&DELETE, &[&seller, &chat, &id])
}

/// Forgets the files of messages that were deleted before a time and still have their words.
pub fn delete_gone(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_GONE, &[&before])
}
