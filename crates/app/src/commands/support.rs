//! Support's desk: a request is taken, handed on, closed; prepared answers.

use domain::chats::{MESSAGE_MAX, SystemLine};
use domain::event::{By, Event};
use domain::text::Text;
use domain::{ChatId, Code, PersonId, Refusal, TemplateId};
use store::support::{self, Macro};
use store::{chats, people};

use super::chats::{append, load, say, talk};
use crate::actors::{Speaker, Support};
use crate::{App, Failure, chance};

/// Takes a request. One that a colleague has in hand is not taken from them: they hand it on.
pub async fn take(app: &App, me: &Support, id: ChatId) -> Result<(), Failure> {
    let (speaker, by, name, now) = (Speaker::from(me), me.by(), me.name().to_owned(), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &speaker, id)?;
            match &chat.assignee {
                Some((who, _)) if *who == by.to_string() => return Ok(()),
                Some((_, name)) => return Err(Refusal::new(Code::SupportTaken).with("who", name).into()),
                None => {}
            }
            chat.assignee = Some((by.to_string(), name));
            say::system(tx, &mut chat, SystemLine::SupportJoined, now)?;
            let to = Some(by.to_string());
            append(tx, &chat, by, now, &Event::ChatAssigned { talk: talk(&chat), to })?;
            Ok(chats::update(tx, &chat)?)
        })
        .await
}

/// Hands a request to a colleague, or back to the queue.
pub async fn transfer(app: &App, me: &Support, id: ChatId, to: Option<PersonId>) -> Result<(), Failure> {
    let (speaker, by, now) = (Speaker::from(me), me.by(), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &speaker, id)?;
            chat.assignee = match to {
                None => None,
                Some(person) => {
                    people::desk_role(tx, person)?.ok_or(Code::PageNotFound)?;
                    let name = people::person(tx, person)?.ok_or(Code::PageNotFound)?;
                    Some((By::Desk(person).to_string(), name))
                }
            };
            chat.waiting_since = chat.waiting_since.or(Some(now));
            let to = chat.assignee.as_ref().map(|(who, _)| who.clone());
            append(tx, &chat, by, now, &Event::ChatAssigned { talk: talk(&chat), to })?;
            Ok(chats::update(tx, &chat)?)
        })
        .await
}

/// Ends a request and asks for a rating. The chat stays open: whoever needs more writes on.
pub async fn close(app: &App, me: &Support, id: ChatId) -> Result<(), Failure> {
    let (speaker, by, now) = (Speaker::from(me), me.by(), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &speaker, id)?;
            if !chat.kind.is_support() {
                return Err(Code::ChatNotFound.into());
            }
            (chat.assignee, chat.waiting_since, chat.turn, chat.rating) = (None, None, None, None);
            say::system(tx, &mut chat, SystemLine::RateSupport, now)?;
            append(tx, &chat, by, now, &Event::ChatAssigned { talk: talk(&chat), to: None })?;
            Ok(chats::update(tx, &chat)?)
        })
        .await
}

/// Adds a prepared answer, or changes the one with this id.
pub async fn save_macro(
    app: &App,
    _me: &Support,
    id: Option<TemplateId>,
    name: &str,
    text: &str,
) -> Result<TemplateId, Failure> {
    let name = Text::<1, 60>::new(name).map_err(|refusal| refusal.at("name"))?.into_string();
    let text = Text::<1, MESSAGE_MAX>::new(text).map_err(|refusal| refusal.at("text"))?.into_string();
    let now = app.now();
    let id = id.unwrap_or_else(|| TemplateId(chance::id(now)));
    app.store()
        .write(move |tx| {
            support::save_macro(tx, &Macro { id, name, text }, now)?;
            Ok(id)
        })
        .await
}

/// Counts that a prepared answer was used, so that the frequent ones come first; gives its text.
pub async fn use_macro(app: &App, _me: &Support, id: TemplateId) -> Result<String, Failure> {
    app.store()
        .write(move |tx| {
            let found = support::one_macro(tx, id)?.ok_or(Code::TemplateNotFound)?;
            support::use_macro(tx, id)?;
            Ok(found.text)
        })
        .await
}

/// Takes a prepared answer away.
pub async fn delete_macro(app: &App, _me: &Support, id: TemplateId) -> Result<(), Failure> {
    app.store()
        .write(move |tx| if support::delete_macro(tx, id)? { Ok(()) } else { Err(Code::TemplateNotFound.into()) })
        .await
}
