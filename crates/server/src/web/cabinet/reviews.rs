//! `/reviews` and `/reviews/{id}`: showing them.

use app::queries::{
    self,
    reviews::{Detail, Filter},
};
use app::{CanRead, SellerStaff, commands};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::reviews::ReviewStatus;
use domain::{Code, ReviewId};

use super::list_view;
use super::review::ReviewFragment;
use super::review_view::{self, Redo};
use super::reviews_list::{ReviewListFragment, ReviewsPage};
use super::reviews_query::ReviewsQuery;
use crate::web::layout::{Shell, Surface, Tab};
use crate::web::respond::{Page, WebError, html, with_status};
use crate::web::visit::{Fragment, Visit};

/// The list.
pub async fn list(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let asked = ReviewsQuery::parse(&query.unwrap_or_default());
    let loaded = list_view::load(&visit, &staff, &asked).await?;
    let w = visit.w();
    if visit.fragment == Some(Fragment::List) {
        return html(&ReviewListFragment { w, list: loaded.list });
    }
    let shell = shell(&visit, &staff, w.reviews.title, loaded.new).await?;
    html(&ReviewsPage { w, shell, list: loaded.list, review: None })
}

/// What surrounds a page of reviews: how many are new is known from the list.
async fn shell(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    title: impl Into<String>,
    new: u64,
) -> Result<Shell, WebError> {
    let chats = queries::chats::unread(&visit.app, staff).await?;
    let mut shell = visit.shell(Surface::Cabinet, Tab::Reviews, title).described(visit.w().reviews.description);
    shell.new_reviews = new;
    shell.new_chats = u64::try_from(chats).unwrap_or(0);
    Ok(shell)
}

/// How many are new, for the badge on the tab.
pub async fn unread(visit: Visit) -> Page {
    let counts = queries::reviews::counts(&visit.app, &visit.staff::<CanRead>()?, &Filter::default()).await?;
    let new = u64::try_from(counts.with_status(ReviewStatus::New)).unwrap_or(0);
    Ok(crate::web::layout::capped(new).into_response())
}

/// One review; opening it makes a new one viewed.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let mut detail = queries::reviews::detail(&visit.app, &staff, review_id(&id)?).await?;
    visit.saw(detail.review.id).await?;
    if detail.review.status == ReviewStatus::New {
        commands::reviews::open(&visit.app, &staff, detail.review.id).await?;
        detail.review.status = ReviewStatus::Viewed;
    }
    let asked = ReviewsQuery::parse(&query.unwrap_or_default());
    show(&visit, &staff, &detail, &asked, Redo::default(), StatusCode::OK).await
}

/// The same page again with what was typed and why it was refused.
pub async fn again(visit: &Visit, id: ReviewId, query: Option<String>, redo: Redo, status: StatusCode) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let detail = queries::reviews::detail(&visit.app, &staff, id).await?;
    let asked = ReviewsQuery::parse(&query.unwrap_or_default());
    show(visit, &staff, &detail, &asked, redo, status).await
}

async fn show(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    detail: &Detail,
    asked: &ReviewsQuery,
    redo: Redo,
    status: StatusCode,
) -> Page {
    let w = visit.w();
    let view = review_view::view(visit, staff, detail, asked, redo).await?;
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &ReviewFragment { w, r: view, said: visit.toast() });
    }
    let mut loaded = list_view::load(visit, staff, &asked.plain()).await?;
    loaded.list.heads_page = false;
    for row in &mut loaded.list.rows {
        row.open = row.id == view.id;
    }
    let title = w.reviews.review_by.put(&view.author);
    let shell = shell(visit, staff, title, loaded.new).await?;
    with_status(status, &ReviewsPage { w, shell, list: loaded.list, review: Some(view) })
}

/// A review's id out of an address; what is none is not found.
pub fn review_id(text: &str) -> Result<ReviewId, WebError> {
    Ok(ReviewId::parse(text).ok_or(Code::ReviewNotFound)?)
}
