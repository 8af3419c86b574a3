//! `/shop/chats` and `/shop/chats/{id}`: showing them.

use app::{Reader, commands, queries};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::{ChatId, MessageId};

use super::chat_view::{self, PATH};
use super::chats::{ShopChatFragment, ShopChatListFragment, ShopChatsPage};
use crate::web::cabinet::chat::Verb;
use crate::web::cabinet::chat_view::{Opened, Redo};
use crate::web::cabinet::chats::chat_id;
use crate::web::chat_pages::{self, Talk};
use crate::web::layout::{Tab, capped};
use crate::web::parts::ChatChanges;
use crate::web::query;
use crate::web::respond::{Page, html, see, with_status};
use crate::web::visit::{Fragment, Visit};

/// The list.
pub async fn list(visit: Visit, RawQuery(asked): RawQuery) -> Page {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let asked = query::pairs(&asked.unwrap_or_default());
    let after = asked.iter().find(|(name, _)| name == "after").map(|(_, value)| value.as_str());
    let list = chat_view::list(&visit, &buyer, after, None).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&ShopChatListFragment { w, list });
    }
    let shell = visit.shop(Tab::ShopChats, w.shop_chats.title).await?.described(w.shop_chats.description);
    html(&ShopChatsPage { w, shell, list, chat: None })
}

/// One chat; opening it reads it.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (buyer, id) = (visit.buyer()?, chat_id(&id)?);
    let opened = Opened::parse(&asked.unwrap_or_default());
    let talk = chat_pages::load(&visit, Reader::from(&buyer), PATH, id, opened.before).await?;
    visit.saw(id).await?;
    let unread = talk.view.chat.unread.buyer > 0 && opened.before.is_none();
    if unread {
        commands::chats::state::read(&visit.app, &talk.reader, id, None).await?;
    }
    let read = unread.then_some(talk.view.chat.read.buyer);
    show(&visit, &talk, &opened, read, Redo::default(), StatusCode::OK).await
}

/// The same page again with what was typed and why it was refused; only its foot where a script asks.
pub async fn again(visit: &Visit, id: ChatId, redo: Redo, status: StatusCode) -> Page {
    let buyer = visit.buyer()?;
    let talk = chat_pages::load(visit, Reader::from(&buyer), PATH, id, None).await?;
    let opened = Opened::default();
    if visit.fragment == Some(Fragment::Changes) {
        let foot = Some(chat_view::foot(visit, &talk, &opened, redo));
        return with_status(status, &ChatChanges { w: visit.w(), lines: Vec::new(), foot, said: None });
    }
    show(visit, &talk, &opened, None, redo, status).await
}

async fn show(
    visit: &Visit,
    talk: &Talk,
    opened: &Opened,
    read: Option<MessageId>,
    redo: Redo,
    status: StatusCode,
) -> Page {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let mut chat = chat_view::view(visit, talk, opened, read, redo);
    let muted = queries::notices::is_muted(&visit.app, buyer.id(), &chat.id).await?;
    chat.verbs.insert(0, Verb::mute(w, muted));
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &ShopChatFragment { w, c: chat, said: visit.toast() });
    }
    let list = chat_view::list(visit, &buyer, None, Some(&chat.id)).await?;
    let title = w.chats.with.put(&chat.name);
    let shell = visit.shop(Tab::ShopChats, title).await?.described(w.shop_chats.description);
    with_status(status, &ShopChatsPage { w, shell, list, chat: Some(chat) })
}

/// What is new in an open chat.
pub async fn news(visit: Visit, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Page {
    let (buyer, id) = (visit.buyer()?, chat_id(&id)?);
    chat_pages::news(&visit, Reader::from(&buyer), PATH, id, &asked.unwrap_or_default()).await
}

/// How many chats have something unread, for the badge in the bar.
pub async fn unread(visit: Visit) -> Page {
    let count = queries::chats::buyer_unread(&visit.app, &visit.buyer()?).await?;
    Ok(capped(u64::try_from(count).unwrap_or(0)).into_response())
}

/// Leads to the chat with support, or to where one is begun.
pub async fn support(visit: Visit) -> Page {
    let page = queries::chats::of_buyer(&visit.app, &visit.buyer()?, None, queries::chats::PAGE_MAX).await?;
    let found = page.rows.iter().find(|row| row.chat.kind.is_support());
    Ok(see(&found.map_or_else(|| PATH.to_owned(), |row| format!("{PATH}/{}", row.chat.id))))
}
