//! `/chats` and `/chats/{id}`: showing them.

use app::queries::chats::{self as stored, Page as From};
use app::{CanRead, Reader, commands, queries};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::{ChatId, Code};

use super::chat::ChatFragment;
use super::chat_view::{self, Loaded, Opened, PAGE, Redo, Scene, message_id};
use super::chats_list::{ChatListFragment, ChatsPage};
use super::chats_query::ChatsQuery;
use super::chats_view;
use crate::web::layout::Tab;
use crate::web::parts::ChatChanges;
use crate::web::query;
use crate::web::respond::{Page, WebError, html, with_status};
use crate::web::visit::{Fragment, Visit};

/// The list.
pub async fn list(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let list = chats_view::load(&visit, &staff, &ChatsQuery::parse(&query.unwrap_or_default())).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&ChatListFragment { w, list });
    }
    let shell = visit.cabinet(Tab::Chats, w.chats.title).await?.described(w.chats.description);
    html(&ChatsPage { w, shell, list, chat: None })
}

/// One chat; opening it reads it.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let (id, query) = (chat_id(&id)?, query.unwrap_or_default());
    let opened = Opened::parse(&query);
    let loaded = chat_view::load(&visit, &staff, id, opened.before).await?;
    visit.saw(id).await?;
    if loaded.view.chat.unread.seller > 0 && opened.before.is_none() {
        commands::chats::state::read(&visit.app, &Reader::from(&staff), id, None).await?;
    }
    show(&visit, &loaded, &query, Redo::default(), StatusCode::OK).await
}

/// The same page again with what was typed and why it was refused; only its foot where a script asks.
pub async fn again(visit: &Visit, id: ChatId, query: Option<String>, redo: Redo, status: StatusCode) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let loaded = chat_view::load(visit, &staff, id, None).await?;
    if visit.fragment == Some(Fragment::Changes) {
        let scene = Scene::new(visit, &staff, &ChatsQuery::parse(&query.unwrap_or_default()), &loaded);
        let foot = Some(scene.foot(&Opened::default(), redo).await?);
        return with_status(status, &ChatChanges { w: visit.w(), lines: Vec::new(), foot, said: None });
    }
    show(visit, &loaded, &query.unwrap_or_default(), redo, status).await
}

async fn show(visit: &Visit, loaded: &Loaded, query: &str, redo: Redo, status: StatusCode) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (asked, opened) = (ChatsQuery::parse(query), Opened::parse(query));
    let chat = &loaded.view.chat;
    let unread = (chat.unread.seller > 0 && opened.before.is_none()).then_some(chat.read.seller);
    let view = Scene::new(visit, &staff, &asked, loaded).view(&opened, unread, redo).await?;
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &ChatFragment { w, c: view, said: visit.toast() });
    }
    let mut list = chats_view::load(visit, &staff, &asked).await?;
    list.heads_page = false;
    for row in &mut list.rows {
        row.open = row.id == view.id;
    }
    let shell = visit.cabinet(Tab::Chats, &w.chats.with.put(&view.name)).await?.described(w.chats.description);
    with_status(status, &ChatsPage { w, shell, list, chat: Some(view) })
}

/// What is new in an open chat: after a message, or on the whole last page.
pub async fn news(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let (id, query) = (chat_id(&id)?, query.unwrap_or_default());
    let reader = Reader::from(&staff);
    let value =
        |wanted: &str| query::pairs(&query).into_iter().find_map(|(name, value)| (name == wanted).then_some(value));
    let after = value("after").and_then(|after| message_id(&after));
    let (lines, above) = match after {
        Some(after) => {
            let new = stored::messages(&visit.app, &reader, id, From::After(after), PAGE).await?;
            (new, stored::message(&visit.app, &reader, id, after).await.ok())
        }
        None => (stored::messages(&visit.app, &reader, id, From::Before(None), PAGE).await?, None),
    };
    if value("seen").is_some() && lines.iter().any(|said| !said.own) {
        commands::chats::state::read(&visit.app, &reader, id, lines.last().map(|said| said.message.id)).await?;
    }
    let view = stored::chat(&visit.app, &reader, id).await?;
    let links = app::files::open::links(&visit.app).await?;
    let loaded = Loaded { view, lines, more: false, links };
    let scene = Scene::new(&visit, &staff, &ChatsQuery::default(), &loaded);
    let lines = scene.with_side(|side| side.lines(&loaded.lines, above.as_ref(), None));
    html(&ChatChanges { w: visit.w(), lines, foot: None, said: None })
}

/// How many chats have something unread, for the badge of the tab.
pub async fn unread(visit: Visit) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let count = queries::chats::unread(&visit.app, &staff).await?;
    Ok(crate::web::layout::capped(u64::try_from(count).unwrap_or(0)).into_response())
}

/// A chat's id out of an address.
pub fn chat_id(text: &str) -> Result<ChatId, WebError> {
    Ok(ChatId::parse(text).ok_or(Code::ChatNotFound)?)
}
