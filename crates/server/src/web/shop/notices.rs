//! `/shop/notices`: what a buyer was told.

use app::queries::people::Notice;
use app::{commands, queries};
use askama::Template;
use axum::extract::Path;
use domain::{Code, ReviewId};

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
    let told = queries::people::notices(&visit.app, person.id(), NOTICES).await?;
    if told.iter().any(|notice| notice.read_at.is_none()) {
        commands::people::read_notices(&visit.app, person).await?;
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
        text: words(visit.w(), &notice.kind),
        when: when(visit.w(), notice.at.0, visit.now()),
        href: href(&notice.kind, &notice.subject),
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

/// What a notice says.
pub fn words(w: &Words, kind: &str) -> &'static str {
    let a = &w.asking;
    match kind {
        "question_answered" => a.told_question_answered,
        "question_published" => a.told_question_published,
        "question_refused" => a.told_question_refused,
        "review_answered" => a.told_review_answered,
        "review_published" => a.told_review_published,
        "review_refused" => a.told_review_refused,
        "media_published" => a.told_media_published,
        "media_refused" => a.told_media_refused,
        "answer_published" => a.told_answer_published,
        "answer_refused" => a.told_answer_refused,
        "discount_approved" => a.told_discount_approved,
        "discount_declined" => a.told_discount_declined,
        "discount_expired" => a.told_discount_expired,
        _ if kind.ends_with("_appeal_won") => a.told_appeal_won,
        _ if kind.ends_with("_appeal_lost") => a.told_appeal_lost,
        _ => a.told_other,
    }
}

fn href(kind: &str, subject: &str) -> String {
    let subject = crate::web::query::encode(subject);
    match kind.split('_').next() {
        Some("question") => format!("/shop/q/{subject}"),
        Some("answer") => format!("/shop/answers/{subject}"),
        Some("discount") => format!("/shop/requests#request-{subject}"),
        Some("review" | "media") => format!("/shop/reviews/{subject}"),
        _ => "/shop/notices".to_owned(),
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
