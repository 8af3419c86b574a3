//! What somebody was told, the newest first; runs of one kind that nobody has read stand as one line.

use app::queries::notices::{About, Cursor, Notice};
use app::{commands, queries};
use askama::Template;
use axum::extract::{Form, Path, Query};
use domain::Code;
use domain::notices::{Side, Topic, kinds};
use serde::Deserialize;

use super::{Place, place, shell};
use crate::told;
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::Blank;
use crate::web::query;
use crate::web::respond::{Page, WebError, html, see};
use crate::web::visit::{Fragment, Visit};
use crate::web::words::{When, Words, when};

/// Notices on a page.
const PAGE: usize = 60;

/// `/notices`, `/shop/notices`, `/desk/notices`
#[derive(Debug, Template)]
#[template(path = "notices/list.html")]
pub struct NoticesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: NoticeList,
}

/// Only the list, for a swap in place (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "notices/rows.html")]
pub struct NoticesFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: NoticeList,
}

/// The list with what can be done to it.
#[derive(Clone, Debug)]
pub struct NoticeList {
    /// Its address.
    pub path: &'static str,
    /// The settings.
    pub settings: &'static str,
    /// The newest notice; absent where nothing is unread.
    pub read_up_to: Option<String>,
    /// The lines, newest first.
    pub rows: Vec<NoticeRow>,
    /// Those before them.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A line.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// The sign of its topic.
    pub icon: Icon,
    /// Green, amber, red or nothing.
    pub tone: &'static str,
    /// What it says.
    pub text: String,
    /// What it is about; empty where it stands for several.
    pub about: String,
    /// When.
    pub when: Option<When>,
    /// Where it leads, by way of its being read.
    pub href: String,
    /// It was not read before.
    pub new: bool,
}

/// Where a page begins.
#[derive(Debug, Deserialize)]
pub struct Asked {
    before: Option<i64>,
}

/// Shows what somebody was told. Nothing is read by being listed.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (place, w) = (place(&visit)?, visit.w());
    let list = load(&visit, place, asked.before).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&NoticesFragment { w, list });
    }
    let shell = shell(&visit, place, true, w.notices.title).await?.described(w.notices.list_description);
    html(&NoticesPage { w, shell, list })
}

async fn load(visit: &Visit, place: Place, before: Option<i64>) -> Result<NoticeList, WebError> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let before = before.map(|seq| Cursor { seq });
    let mut told = queries::notices::list(&visit.app, place.part, before, limit).await?;
    let more = told.len() > PAGE;
    told.truncate(PAGE);
    let last = told.last().map(|notice| notice.cursor.seq.to_string()).filter(|_| more);
    let newest = told.first().map(|notice| notice.cursor.seq.to_string());
    let alone = runs(&told).filter_map(|run| if let [one] = run { Some(told::subject(one)) } else { None });
    let about = queries::notices::about(&visit.app, alone.collect()).await?;
    let rows = rows(visit.w(), place, &told, about, visit.now());
    Ok(NoticeList {
        path: place.list(),
        settings: place.settings(),
        read_up_to: newest.filter(|_| rows.iter().any(|row| row.new)),
        next: last.map(|last| query::address(place.list(), [("before", last)])),
        blank: rows.is_empty().then(|| blank(visit.w(), place.part.side)),
        rows,
    })
}

/// What stands there where nobody was told anything.
pub fn blank(w: &Words, side: Side) -> Blank {
    let n = &w.notices;
    let (text, action) = match side {
        Side::Shop => (n.none_text, Some(("/menu/notifications".to_owned(), n.settings.to_owned()))),
        Side::Buyer => (n.none_text_buyer, Some(("/shop".to_owned(), w.shop.all_products.to_owned()))),
        Side::Desk => (n.none_text_desk, None),
    };
    Blank { icon: icons::BELL, title: n.none.into(), text: text.into(), action }
}

/// What stands in one line: what is read stands alone, what is not stands with what came before of the same kind.
fn runs(told: &[Notice]) -> impl Iterator<Item = &[Notice]> {
    told.chunk_by(|one, other| one.kind == other.kind && one.read_at.is_none() && other.read_at.is_none())
}

/// The lines of what somebody was told; `about` tells of those that stand alone, in their order.
pub fn rows(w: &Words, place: Place, told: &[Notice], about: Vec<About>, now: i64) -> Vec<NoticeRow> {
    let mut known = about.into_iter();
    let mut about = |run: &[Notice]| if run.len() == 1 { known.next().unwrap_or_default() } else { About::default() };
    runs(told).filter_map(|run| row(w, place, run, &about(run), now)).collect()
}

fn row(w: &Words, place: Place, run: &[Notice], about: &About, now: i64) -> Option<NoticeRow> {
    let (newest, oldest) = (run.first()?, run.last()?);
    let (icon, tone) = sign(newest);
    let from = if run.len() > 1 { oldest.cursor.seq.to_string() } else { String::new() };
    let path = format!("{}/{}/open", place.list(), newest.cursor.seq);
    Some(NoticeRow {
        icon,
        tone,
        text: text(w, newest, u64::try_from(run.len()).unwrap_or(u64::MAX)),
        about: told::about(w, newest.side, about),
        when: when(w, newest.at.0, now),
        href: query::address(&path, [("from", from)]),
        new: newest.read_at.is_none(),
    })
}

fn text(w: &Words, notice: &Notice, count: u64) -> String {
    let n = &w.notices;
    let said = told::text(w, notice.side, &notice.kind);
    if count == 1 {
        return said.to_owned();
    }
    match notice.kind.as_str() {
        kinds::REVIEW_NEW => n.n_reviews.count(count),
        kinds::QUESTION_NEW => n.n_questions.count(count),
        kinds::CHAT_MESSAGE => n.n_messages.count(count),
        kinds::PROMOTION_OPEN => n.n_promotions.count(count),
        kinds::DISCOUNT_ASKED => n.n_requests.count(count),
        kinds::SIGNED_IN => n.n_signed_in.count(count),
        _ => n.of_kind.put2(said, count),
    }
}

/// The sign of a topic.
pub fn topic_icon(topic: Topic) -> Icon {
    match topic {
        Topic::Reviews => icons::REVIEWS,
        Topic::Questions => icons::QUESTION,
        Topic::Messages => icons::CHATS,
        Topic::Support => icons::HEADSET,
        Topic::Moderation => icons::SCALES,
        Topic::Promotions => icons::PERCENT,
        Topic::Requests => icons::WALLET,
        Topic::Deadlines => icons::CLOCK,
        Topic::Security => icons::SHIELD,
        Topic::News => icons::MEGAPHONE,
    }
}

fn sign(notice: &Notice) -> (Icon, &'static str) {
    let tone = match notice.kind.as_str() {
        kinds::REPLY_DUE | kinds::VERDICTS_DUE | kinds::CHATS_FRICTION | kinds::WEBHOOK_OFF => "bad",
        kinds::PROMOTION_FREEZES
        | kinds::PROMOTION_ENDS
        | kinds::ENROLMENT_ANNOUNCED
        | kinds::ENROLMENT_ASKED
        | kinds::DISCOUNT_EXPIRED => "warn",
        kinds::DISCOUNT_APPROVED | kinds::CHATS_FREE => "good",
        kind if kind.ends_with("_published") || kind.ends_with("_won") => "good",
        kind if kind.ends_with("_refused") || kind.ends_with("_lost") => "bad",
        _ => "",
    };
    (topic_icon(notice.topic), tone)
}

/// Where a line that stands for several begins.
#[derive(Debug, Deserialize)]
pub struct Run {
    from: Option<i64>,
}

/// Reads a line and leads to what it is about.
pub async fn open(visit: Visit, Path(seq): Path<String>, Query(run): Query<Run>) -> Page {
    let place = place(&visit)?;
    let at = Cursor { seq: seq.parse().map_err(|_| domain::Refusal::from(Code::PageNotFound))? };
    let notice = queries::notices::one(&visit.app, place.part, at).await?;
    let from = run.from.map_or(at, |seq| Cursor { seq });
    if notice.read_at.is_none() {
        commands::notices::read_run(&visit.app, place.part, &notice.kind, from, at).await?;
    }
    let several = run.from.is_some_and(|from| from < at.seq);
    let href = several.then(|| together(notice.side, &notice.kind)).flatten();
    let href = href.map_or_else(|| told::href(notice.side, &notice.kind, &notice.subject), str::to_owned);
    Ok(see(&href))
}

/// Where several of a kind stand together.
fn together(side: Side, kind: &str) -> Option<&'static str> {
    match (side, kind) {
        (Side::Shop, kinds::REVIEW_NEW) => Some("/reviews?status=new"),
        (Side::Shop, kinds::QUESTION_NEW) => Some("/questions"),
        (Side::Shop, kinds::CHAT_MESSAGE) => Some("/chats"),
        (Side::Shop, kinds::PROMOTION_OPEN) => Some("/promotions"),
        (Side::Shop, kinds::DISCOUNT_ASKED) => Some("/promotions/requests"),
        (Side::Buyer, kinds::CHAT_MESSAGE) => Some("/shop/chats"),
        (Side::Desk, kinds::VERDICTS_DUE) => Some("/desk/moderation"),
        _ => None,
    }
}

/// Up to where everything has been read.
#[derive(Debug, Deserialize)]
pub struct UpTo {
    up_to: i64,
}

/// Reads everything that the page showed, and what is older.
pub async fn read(visit: Visit, Form(form): Form<UpTo>) -> Page {
    let place = place(&visit)?;
    commands::notices::read(&visit.app, place.part, Cursor { seq: form.up_to }).await?;
    Ok(see(&format!("{}?done=notices-read", place.list())))
}
