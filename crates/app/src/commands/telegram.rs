//! Notices in Telegram: codes that link a chat, what is said to the bot, and the end of it.

use std::time::Duration;

use domain::event::{By, Event};
use domain::notices::Side;
use domain::notices::telegram::{CODE_LASTS, Said, listen_from, takes_over};
use domain::{Lang, PersonId, Timestamp};
use store::notices::Part;
use store::notices::telegram::{self, Chat, Code, Heard};
use store::{Tx, log};

use super::chats::NO_SHOP;
use crate::actors::Person;
use crate::{App, Failure, chance};

/// How long one node alone hears what is said to the bot; longer than one question to Telegram takes.
const LEASE: Duration = Duration::from_secs(60);

/// A code that links a chat once. It is shown now and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCode {
    /// What is to be said to the bot.
    pub code: String,
    /// How long it is good.
    pub until: Timestamp,
}

impl std::fmt::Debug for NewCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewCode").field("until", &self.until).finish_non_exhaustive()
    }
}

/// Makes a code with which somebody links their chat. One that they had before is worth nothing.
pub async fn new_code(app: &App, part: Part, lang: Lang) -> Result<NewCode, Failure> {
    let (now, secret) = (app.now(), chance::secret());
    let (hash, until) = (chance::hash(&secret), now.after(CODE_LASTS));
    let Part { person, side, .. } = part;
    let code = Code { person, side, language: lang.tag().to_owned(), made_at: now, until };
    app.store().write(move |tx| Ok::<_, Failure>(telegram::put_code(tx, &hash, &code)?)).await?;
    Ok(NewCode { code: secret, until })
}

/// Takes the chat away, and a code that could link one.
pub async fn disconnect(app: &App, person: &Person) -> Result<(), Failure> {
    let id = person.id();
    app.store()
        .write(move |tx| {
            telegram::delete_code(tx, id)?;
            telegram::unlink(tx, id)?;
            Ok(())
        })
        .await
}

/// Telegram says that a chat is closed to us.
pub async fn gone(app: &App, person: PersonId, chat: i64) -> Result<(), Failure> {
    app.store().write(move |tx| Ok(telegram::gone(tx, person, chat).map(|_| ())?)).await
}

/// From where `holder` listens on, where it is the one who hears what is said to a bot; `None` where another node does.
pub async fn listen(app: &App, bot: &str, holder: &str) -> Result<Option<Option<i64>>, Failure> {
    let (now, bot, holder) = (app.now(), bot.to_owned(), holder.to_owned());
    app.store()
        .write(move |tx| {
            let heard = telegram::listen(tx, &bot, &holder, now, now.after(LEASE))?;
            Ok(heard.map(|heard| listen_from(heard.next, heard.at, now)))
        })
        .await
}

/// Whoever listened is gone.
pub(crate) fn release(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Failure> {
    Ok(telegram::release(tx, now)?)
}

/// Another node may listen at once.
pub async fn stop_listening(app: &App, bot: &str, holder: &str) -> Result<(), Failure> {
    let (bot, holder) = (bot.to_owned(), holder.to_owned());
    app.store().write(move |tx| Ok(telegram::stop_listening(tx, &bot, &holder)?)).await
}

/// Something that Telegram tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its number; a later one has a greater one.
    pub id: i64,
    /// What was said, where the bot answers it.
    pub said: Option<InChat>,
}

/// What somebody said to the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InChat {
    /// The private chat.
    pub chat: i64,
    /// The language of whoever wrote, as Telegram knows it.
    pub lang: Lang,
    /// What they said.
    pub said: Said,
}

/// What the bot answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// Where.
    pub chat: i64,
    /// In which language.
    pub lang: Lang,
    /// What.
    pub what: Answer,
}

/// What came of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The chat is linked; asked for in this part.
    Linked(Side),
    /// The code does not fit, or is too old, or there was none.
    CodeUnknown,
    /// The same in a chat that is linked already.
    LinkedAlready,
    /// The chat is not linked any more.
    Stopped,
    /// It was linked to nobody.
    NobodyHere,
}

/// Does what was said to the bot, each thing once: what was heard before is passed over, on whichever node that was.
pub async fn hear(app: &App, bot: &str, mut updates: Vec<Update>) -> Result<Vec<Reply>, Failure> {
    updates.sort_by_key(|update| update.id);
    let (now, bot) = (app.now(), bot.to_owned());
    app.store()
        .write(move |tx| {
            let before = telegram::heard_to(tx, &bot)?.and_then(|heard| listen_from(heard.next, heard.at, now));
            let news = updates.iter().filter(|update| before.is_none_or(|next| update.id >= next));
            let mut replies = Vec::new();
            for said in news.filter_map(|update| update.said.as_ref()) {
                replies.push(answer(tx, said, now)?);
            }
            if let Some(last) = updates.last().filter(|last| before.is_none_or(|next| last.id >= next)) {
                telegram::heard(tx, &bot, Heard { next: last.id.saturating_add(1), at: now })?;
            }
            Ok(replies)
        })
        .await
}

fn answer(tx: &mut Tx<'_>, said: &InChat, now: Timestamp) -> Result<Reply, Failure> {
    let owner = telegram::owner(tx, said.chat)?;
    let known = owner.as_ref().and_then(|(_, language, _)| Lang::from_tag(language));
    let unknown = if owner.is_some() { Answer::LinkedAlready } else { Answer::CodeUnknown };
    let reply = |lang: Option<Lang>, what| Reply { chat: said.chat, lang: lang.or(known).unwrap_or(said.lang), what };
    match &said.said {
        Said::Stop => match owner {
            Some((person, ..)) => {
                telegram::unlink(tx, person)?;
                Ok(reply(None, Answer::Stopped))
            }
            None => Ok(reply(None, Answer::NobodyHere)),
        },
        Said::Start(code) => {
            let theirs = owner.map(|(person, _, code_at)| (person, code_at));
            let Some(code) = telegram::take_code(tx, &chance::hash(code))? else {
                return Ok(reply(None, unknown));
            };
            let lang = Lang::from_tag(&code.language);
            let linked = link(tx, said.chat, &code, theirs, now)?;
            Ok(if linked { reply(lang, Answer::Linked(code.side)) } else { reply(None, unknown) })
        }
    }
}

/// Links a chat, and tells its owner; whoever had it before, too. `false` where the code is too old.
fn link(
    tx: &mut Tx<'_>,
    chat: i64,
    code: &Code,
    theirs: Option<(PersonId, Timestamp)>,
    now: Timestamp,
) -> Result<bool, Failure> {
    let before = theirs.filter(|(person, _)| *person != code.person);
    if code.until <= now || before.is_some_and(|(_, code_at)| !takes_over(code.made_at, code_at)) {
        return Ok(false);
    }
    if let Some((person, _)) = before {
        telegram::unlink(tx, person)?;
        log::append(tx, now, NO_SHOP, By::System, &Event::TelegramLost { person: person.to_string() })?;
    }
    let chat = Chat { id: chat, language: code.language.clone(), code_at: code.made_at, linked_at: now };
    telegram::link(tx, code.person, &chat)?;
    log::append(tx, now, NO_SHOP, By::System, &Event::TelegramLinked { person: code.person.to_string() })?;
    Ok(true)
}
