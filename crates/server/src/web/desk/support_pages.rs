//! `/desk/support`: showing the queue and a chat, and what support does with it.

use app::commands::chats::{change, send, state};
use app::commands::support as commands;
use app::{Failure, Speaker, Support};
use axum::extract::{Form, Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{ChatId, Code, MessageId, PersonId};
use serde::Deserialize;

use super::support::{SupportFragment, SupportListFragment, SupportPage, support};
use super::support_view::{self as view, CHATS, PATH, Scene, Which};
use crate::web::cabinet::chat_actions::{TextForm, Written, comes_back};
use crate::web::cabinet::chat_view::{Opened, Redo, message_id};
use crate::web::cabinet::chats::chat_id;
use crate::web::chat_pages::{self, Talk};
use crate::web::layout::{Surface, Tab};
use crate::web::parts::{ChatChanges, ChatFoot};
use crate::web::query;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::{Fragment, Visit};

fn which(asked: &str) -> Which {
    let pairs = query::pairs(asked);
    Which::parse(pairs.iter().find(|(name, _)| name == "queue").map_or("", |(_, value)| value.as_str()))
}

/// The queue.
pub async fn list(visit: Visit, RawQuery(asked): RawQuery) -> Page {
    let (me, w) = (support(&visit)?, visit.w());
    let list = view::list(&visit, &me, which(&asked.unwrap_or_default()), None).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&SupportListFragment { w, list });
    }
    let shell = visit.shell(Surface::Desk, Tab::Support, w.support.title).described(w.support.description);
    html(&SupportPage { w, shell, list, chat: None })
}

/// One chat; whoever has it reads it by opening it.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (me, id, asked) = (support(&visit)?, chat_id(&id)?, asked.unwrap_or_default());
    let opened = Opened::parse(&asked);
    let talk = chat_pages::load(&visit, view::reader(&me), CHATS, id, opened.before).await?;
    let mine = talk.view.chat.assignee.as_ref().is_some_and(|(who, _)| *who == me.by().to_string());
    let unread = talk.view.chat.unread.support > 0 && opened.before.is_none();
    if unread && mine {
        state::read(&visit.app, &talk.reader, id, None).await?;
    }
    let read = unread.then_some(talk.view.chat.read.support);
    show(&visit, &me, &talk, &asked, read, Redo::default(), StatusCode::OK).await
}

async fn show(
    visit: &Visit,
    me: &Support,
    talk: &Talk,
    asked: &str,
    read: Option<MessageId>,
    redo: Redo,
    status: StatusCode,
) -> Page {
    let w = visit.w();
    let (context, macros) = view::beside(visit, me, talk).await?;
    let scene = Scene { visit, me, which: which(asked), talk, context: &context, macros: &macros };
    if visit.fragment == Some(Fragment::Changes) {
        let foot = Some(scene.foot(&Opened::default(), redo));
        return with_status(status, &ChatChanges { w, lines: Vec::new(), foot, said: None });
    }
    let chat = scene.view(&Opened::parse(asked), read, redo);
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &SupportFragment { w, chat, said: visit.toast() });
    }
    let list = view::list(visit, me, scene.which, Some(&chat.id)).await?;
    let title = w.chats.with.put(&chat.name);
    let shell = visit.shell(Surface::Desk, Tab::Support, title).described(w.support.description);
    with_status(status, &SupportPage { w, shell, list, chat: Some(chat) })
}

/// The same page again with what was typed and why it was refused.
async fn again(visit: &Visit, id: ChatId, asked: &str, redo: Redo, status: StatusCode) -> Page {
    let me = support(visit)?;
    let talk = chat_pages::load(visit, view::reader(&me), CHATS, id, None).await?;
    show(visit, &me, &talk, asked, None, redo, status).await
}

/// What is new in an open chat.
pub async fn news(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    chat_pages::news(&visit, view::reader(&me), CHATS, id, &asked.unwrap_or_default()).await
}

fn back(id: ChatId, asked: Option<&str>, say: Option<&str>) -> Response {
    let page = which(asked.unwrap_or_default()).at(&format!("{CHATS}/{id}"));
    see(&say.map_or_else(|| page.clone(), |say| and_say(&page, say)))
}

/// Takes whoever has waited longest and is nobody's.
pub async fn next(visit: Visit, RawQuery(asked): RawQuery) -> Page {
    let me = support(&visit)?;
    let free = view::waiting(&visit, &me, |chat| chat.kind.is_support() && chat.assignee.is_none()).await?;
    for chat in free {
        match commands::take(&visit.app, &me, chat.id).await {
            Ok(()) => return Ok(back(chat.id, asked.as_deref(), Some("support-taken"))),
            // A colleague was faster: the next one waits as well.
            Err(Failure::Refusal(refusal)) if refusal.code == Code::SupportTaken => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok(see(&and_say(PATH, "support-nobody")))
}

/// Takes a chat.
pub async fn take(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    commands::take(&visit.app, &me, id).await?;
    Ok(back(id, asked.as_deref(), Some("support-taken")))
}

/// To whom a chat goes, with a word for them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    to: String,
    note: String,
}

/// Hands a chat on, or back to the queue.
pub async fn transfer(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(asked): RawQuery,
    Form(form): Form<TransferForm>,
) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    let to = match form.to.as_str() {
        "" => None,
        person => Some(PersonId::parse(person).ok_or(Code::PageNotFound)?),
    };
    if !form.note.trim().is_empty() {
        let note = send::NewMessage { text: form.note, note: true, ..send::NewMessage::default() };
        send::send(&visit.app, &Speaker::from(&me), id, note).await?;
    }
    commands::transfer(&visit.app, &me, id, to).await?;
    Ok(back(id, asked.as_deref(), Some("support-transferred")))
}

/// Ends a request; the person is asked to rate it.
pub async fn close(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    commands::close(&visit.app, &me, id).await?;
    Ok(back(id, asked.as_deref(), Some("support-closed")))
}

/// Sends a message, or a note. Refused, the page comes back with everything typed.
pub async fn write(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery, form: Multipart) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    let (speaker, asked) = (Speaker::from(&me), asked.unwrap_or_default());
    let mut written = Written::default();
    match chat_pages::deliver(&visit, &speaker, id, form, &mut written).await {
        Ok(sent) if visit.fragment == Some(Fragment::Changes) => {
            let talk = chat_pages::load(&visit, view::reader(&me), CHATS, id, None).await?;
            chat_pages::changed(&visit, &talk, &sent, ChatFoot::default()).await
        }
        Ok(_) => Ok(back(id, Some(&asked), None)),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let (redo, status) = chat_pages::refused(written, refusal);
            again(&visit, id, &asked, redo, status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

fn number(text: &str) -> Result<MessageId, WebError> {
    Ok(message_id(text).ok_or(Code::MessageNotFound)?)
}

/// Changes a message.
pub async fn edit(
    visit: Visit,
    Path((id, message)): Path<(String, String)>,
    RawQuery(asked): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (me, id, message) = (support(&visit)?, chat_id(&id)?, number(&message)?);
    match change::edit(&visit.app, &Speaker::from(&me), id, message, &form.text, true).await {
        Ok(_) => Ok(back(id, asked.as_deref(), Some("message-edited"))),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let redo = Redo { edit: Some((message, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, id, &asked.unwrap_or_default(), redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes a message away for both sides.
pub async fn delete(visit: Visit, Path((id, message)): Path<(String, String)>, RawQuery(asked): RawQuery) -> Page {
    let (me, id) = (support(&visit)?, chat_id(&id)?);
    change::delete(&visit.app, &Speaker::from(&me), id, number(&message)?).await?;
    Ok(back(id, asked.as_deref(), Some("message-deleted")))
}

/// Somebody is typing.
pub async fn typing(visit: Visit, Path(id): Path<String>) -> Page {
    state::typing(&visit.app, &Speaker::from(&support(&visit)?), chat_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What support types stays in the browser until it is sent.
pub async fn draft(visit: Visit, Path(id): Path<String>) -> Page {
    support(&visit)?;
    chat_id(&id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
