//! Chats in Telegram, the codes that link them, and what was heard there.

use domain::notices::Side;
use domain::{PersonId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// The chat of a person with our bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its number at Telegram. It stays in the house.
    pub id: i64,
    /// The language in which the bot speaks there: `ru` or `en`.
    pub language: String,
    /// When the code was made that linked it.
    pub code_at: Timestamp,
    /// Since when.
    pub linked_at: Timestamp,
}

/// A code that links a chat, without the code itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Whose chat it makes of the one that it is said in.
    pub person: PersonId,
    /// In which of their parts they asked for it.
    pub side: Side,
    /// Their language.
    pub language: String,
    /// When.
    pub made_at: Timestamp,
    /// How long it is good.
    pub until: Timestamp,
}

/// What was heard last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// The update that comes next; 0 where none was heard.
    pub next: i64,
    /// When the last was heard.
    pub at: Timestamp,
}

static PUT_CHAT: Sql = sql!("notices/put_chat");
static CHAT: Sql = sql!("notices/chat");
static CHAT_OWNER: Sql = sql!("notices/chat_owner");
static DELETE_CHAT: Sql = sql!("notices/delete_chat");
static DELETE_CHAT_GONE: Sql = sql!("notices/delete_chat_gone");
static PUT_CODE: Sql = sql!("notices/put_code");
static TAKE_CODE: Sql = sql!("notices/take_code");
static DELETE_CODE: Sql = sql!("notices/delete_code");
static DELETE_OLD_CODES: Sql = sql!("notices/delete_old_codes");
static LISTEN: Sql = sql!("notices/listen");
static HEARD_TO: Sql = sql!("notices/heard_to");
static HEARD: Sql = sql!("notices/heard");
static RELEASE: Sql = sql!("notices/release_polls");
static STOP_LISTENING: Sql = sql!("notices/stop_listening");

/// A person's chat.
pub fn chat(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Chat>, StoreError> {
    tx.query_opt(&CHAT, &[&person], |row| {
        Ok(Chat { id: row.get(0)?, language: row.get(1)?, code_at: row.get(2)?, linked_at: row.get(3)? })
    })
}

/// Whose a chat is, in which language the bot speaks there, and when the code was made that linked it.
pub fn owner(tx: &mut Tx<'_>, chat: i64) -> Result<Option<(PersonId, String, Timestamp)>, StoreError> {
    tx.query_opt(&CHAT_OWNER, &[&chat], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Links a chat that is nobody's, or this person's already; the one that they had before is theirs no more.
pub fn link(tx: &mut Tx<'_>, person: PersonId, chat: &Chat) -> Result<(), StoreError> {
    tx.send(&PUT_CHAT, &[&person, &chat.id, &chat.language, &chat.code_at, &chat.linked_at])
}

/// Forgets a person's chat; `false` where there was none.
pub fn unlink(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_CHAT, &[&person])? > 0)
}

/// Telegram says that a chat is closed to us: it is forgotten, unless they have linked another meanwhile.
pub fn gone(tx: &mut Tx<'_>, person: PersonId, chat: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_CHAT_GONE, &[&person, &chat])? > 0)
}

/// Keeps a code; the one that the person had before is worth nothing.
pub fn put_code(tx: &mut Tx<'_>, hash: &str, code: &Code) -> Result<(), StoreError> {
    let Code { person, side, language, made_at, until } = code;
    tx.send(&PUT_CODE, &[person, &hash, side, language, made_at, until])
}

/// Takes a code, which is then gone; it may have run out.
pub fn take_code(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Code>, StoreError> {
    tx.query_opt(&TAKE_CODE, &[&hash], |row| {
        Ok(Code {
            person: row.get(0)?,
            side: row.get(1)?,
            language: row.get(2)?,
            made_at: row.get(3)?,
            until: row.get(4)?,
        })
    })
}

/// Forgets the code of a person.
pub fn delete_code(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.send(&DELETE_CODE, &[&person])
}

/// Forgets codes that have run out.
pub fn delete_old_codes(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD_CODES, &[&now])
}

/// Makes `holder` the one who hears what is said to a bot, until then; `None` where somebody else does.
pub fn listen(
    tx: &mut Tx<'_>,
    bot: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Heard>, StoreError> {
    tx.query_opt(&LISTEN, &[&bot, &holder, &until, &now], |row| Ok(Heard { next: row.get(0)?, at: row.get(1)? }))
}

/// What was heard last; `None` where nobody has listened yet.
pub fn heard_to(tx: &mut Tx<'_>, bot: &str) -> Result<Option<Heard>, StoreError> {
    tx.query_opt(&HEARD_TO, &[&bot], |row| Ok(Heard { next: row.get(0)?, at: row.get(1)? }))
}

/// Notes what was heard, so that nobody hears it again.
pub fn heard(tx: &mut Tx<'_>, bot: &str, heard: Heard) -> Result<(), StoreError> {
    tx.send(&HEARD, &[&bot, &heard.next, &heard.at])
}

/// Whoever listened is gone: somebody else may at once.
pub fn release(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&RELEASE, &[&now])
}

/// Somebody else may listen at once.
pub fn stop_listening(tx: &mut Tx<'_>, bot: &str, holder: &str) -> Result<(), StoreError> {
    tx.send(&STOP_LISTENING, &[&bot, &holder])
}
