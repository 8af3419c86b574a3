//! Announcements by the operator: a list by topic, and one to read.

use app::queries::announcements::{self, Announcement as Stored};
use app::{CanRead, SellerStaff, commands};
use askama::Template;
use axum::extract::{Path, RawQuery};
use domain::chats::Topic;
use domain::{AnnouncementId, Code, Lang};

use super::chats_view::segments_beside;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, row_time},
    query,
    respond::{Page, WebError, html},
    visit::Visit,
    words::{When, Words, when},
};

/// Where they are.
const PATH: &str = "/chats/announcements";
/// Characters of a text that a row shows.
const BEGINS: usize = 160;

/// `/chats/announcements` and `/chats/announcements/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_news.html")]
pub struct AnnouncementsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Kinds of chats, announcements on.
    pub segments: Vec<Chip>,
    /// The topics.
    pub topics: Vec<Chip>,
    /// The rows.
    pub rows: Vec<AnnouncementRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// The open one.
    pub open: Option<Announcement>,
}

/// An announcement in a list.
#[derive(Clone, Debug)]
pub struct AnnouncementRow {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The topic in words.
    pub topic: &'static str,
    /// Its title.
    pub title: String,
    /// How it begins.
    pub begins: String,
    /// When.
    pub when: Option<When>,
    /// Nobody of the shop has read it.
    pub new: bool,
    /// It is the one that is open.
    pub open: bool,
}

/// An announcement to read.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// Its id.
    pub id: String,
    /// The list it was opened from.
    pub back_href: String,
    /// The topic in words.
    pub topic: &'static str,
    /// Its title.
    pub title: String,
    /// When.
    pub when: Option<When>,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// The list.
pub async fn list(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    html(&page(&visit, &staff, &query.unwrap_or_default(), None).await?)
}

/// One announcement; opening it reads it.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let id = AnnouncementId::parse(&id).ok_or(Code::PageNotFound)?;
    let found = announcements::one(&visit.app, &staff, id).await?;
    if found.read_at.is_none() {
        commands::announcements::read(&visit.app, &staff, id).await?;
    }
    html(&page(&visit, &staff, &query.unwrap_or_default(), Some(found)).await?)
}

async fn page(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    query: &str,
    open: Option<Stored>,
) -> Result<AnnouncementsPage, WebError> {
    let (w, c) = (visit.w(), &visit.w().chats);
    let pairs = query::pairs(query);
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let topic = value("topic").and_then(Topic::parse);
    let (found, next) = announcements::list(&visit.app, staff, topic, value("after")).await?;
    let href = |path: &str, after: Option<String>| {
        let topic = topic.map_or("", Topic::as_str).to_owned();
        query::address(path, [("topic", topic), ("after", after.unwrap_or_default())])
    };
    let rows: Vec<_> = found
        .iter()
        .map(|it| {
            row(visit, it, href(&format!("{PATH}/{}", it.id), None), open.as_ref().is_some_and(|open| open.id == it.id))
        })
        .collect();
    let title = open.as_ref().map_or_else(|| c.ann_title.to_owned(), |it| in_lang(w, &it.title).to_owned());
    Ok(AnnouncementsPage {
        w,
        shell: visit.cabinet(Tab::Chats, &title).await?.described(c.description),
        segments: segments_beside(visit, staff).await?,
        topics: topics(w, topic),
        blank: rows.is_empty().then(|| Blank {
            icon: icons::MEGAPHONE,
            title: c.ann_empty.to_owned(),
            text: c.ann_empty_text.to_owned(),
            action: None,
        }),
        rows,
        next: next.map(|next| href(PATH, Some(next))),
        open: open.map(|it| read(visit, &it, href(PATH, None))),
    })
}

fn topics(w: &Words, on: Option<Topic>) -> Vec<Chip> {
    let all = std::iter::once(None).chain(Topic::ALL.iter().copied().map(Some));
    let chip = |topic: Option<Topic>| Chip {
        label: topic.map_or(w.chats.tab_all, |topic| label(w, topic)).to_owned(),
        count: None,
        href: query::address(PATH, [("topic", topic.map_or("", Topic::as_str).to_owned())]),
        on: topic == on,
    };
    all.map(chip).collect()
}

fn label(w: &Words, topic: Topic) -> &'static str {
    match topic {
        Topic::Main => w.chats.ann_main,
        Topic::Promotion => w.chats.ann_promotion,
        Topic::Training => w.chats.ann_training,
        Topic::Services => w.chats.ann_services,
    }
}

fn in_lang<'a>(w: &Words, (ru, en): &'a (String, String)) -> &'a str {
    match w.lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

fn row(visit: &Visit, it: &Stored, href: String, open: bool) -> AnnouncementRow {
    let w = visit.w();
    AnnouncementRow {
        id: it.id.to_string(),
        href,
        topic: label(w, it.topic),
        title: in_lang(w, &it.title).to_owned(),
        begins: in_lang(w, &it.text).chars().take(BEGINS).collect(),
        when: row_time(w, it.at.0, visit.now()),
        new: it.read_at.is_none() && !open,
        open,
    }
}

fn read(visit: &Visit, it: &Stored, back_href: String) -> Announcement {
    let w = visit.w();
    Announcement {
        id: it.id.to_string(),
        back_href,
        topic: label(w, it.topic),
        title: in_lang(w, &it.title).to_owned(),
        when: when(w, it.at.0, visit.now()),
        paragraphs: in_lang(w, &it.text).split("\n\n").map(str::to_owned).collect(),
    }
}
