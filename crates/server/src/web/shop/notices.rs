//! `/shop/notices`: what a buyer was told.

use app::queries::notices::{Cursor, Notice, Part};
use app::{commands, queries};
use askama::Template;
use axum::extract::Path;
use domain::{Code, ReviewId};

use crate::told;
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::Blank;
use crate::web::respond::{Page, html, see};
use crate::web::visit::{NOTICES, Visit};
use crate::web::words::{When, Words, when};

/// `/shop/notices`
#[derive(Debug, Template)]
#[template(path = "shop/notices.html")]
pub struct NoticesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The notices, newest first.
    pub notices: Vec<NoticeRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A notice.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// Its sign.
    pub icon: Icon,
    /// What it says.
    pub text: &'static str,
    /// When.
    pub when: Option<When>,
    /// Where it leads.
    pub href: String,
    /// It was not read before.
    pub new: bool,
}

/// Shows what a buyer was told; what is shown counts as read.
pub async fn show(visit: Visit) -> Page {
    let w = visit.w();
    let person = visit.person()?;
    let told = queries::notices::list(&visit.app, Part::buyer(person.id()), None, NOTICES).await?;
    if told.iter().any(|notice| notice.read_at.is_none()) {
        commands::notices::read(&visit.app, Part::buyer(person.id()), Cursor { seq: i64::MAX }).await?;
    }
    let notices: Vec<_> = told.iter().map(|notice| row(&visit, notice)).collect();
    let blank = notices.is_empty().then(|| Blank {
        icon: icons::BELL,
        title: w.asking.notices_none.into(),
        text: w.asking.notices_none_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    });
    let shell = visit.shell(Surface::Shop, Tab::Notices, w.asking.notices).described(w.asking.notices_description);
    html(&NoticesPage { w, shell, notices, blank })
}

fn row(visit: &Visit, notice: &Notice) -> NoticeRow {
    NoticeRow {
        icon: icon(&notice.kind),
        text: told::text(visit.w(), notice.side, &notice.kind),
        when: when(visit.w(), notice.at.0, visit.now()),
        href: told::href(notice.side, &notice.kind, &notice.subject),
        new: notice.read_at.is_none(),
    }
}

fn icon(kind: &str) -> Icon {
    match kind.split_once('_').map_or("", |(_, what)| what) {
        "answered" => icons::REPLY,
        "published" | "appeal_won" | "approved" => icons::CHECK,
        "refused" | "declined" | "expired" => icons::WARNING,
        _ => icons::SCALES,
    }
}

/// Leads to an own review: to its form, which tells where it stands, or to the card where no order is known.
pub async fn review(visit: Visit, Path(id): Path<String>) -> Page {
    let id = ReviewId::parse(&id).ok_or(Code::ReviewNotFound)?;
    let review = queries::shop::own_review(&visit.app, &visit.buyer()?, id).await?;
    Ok(see(&match (&review.order, review.sku) {
        (Some(order), Some(sku)) => super::orders::review_href(order, sku),
        (None, Some(sku)) => format!("/shop/p/{sku}#review-{id}"),
        (_, None) => "/shop/orders".to_owned(),
    }))
}
