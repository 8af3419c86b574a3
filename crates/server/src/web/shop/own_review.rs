//! `/shop/reviews/{id}`: leads a buyer to a review of theirs.

use app::queries;
use axum::extract::Path;
use domain::{Code, ReviewId};

use crate::web::respond::{Page, see};
use crate::web::visit::Visit;

/// Leads to an own review: to its form, which tells where it stands, or to the card where no order is known.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Page {
    let id = ReviewId::parse(&id).ok_or(Code::ReviewNotFound)?;
    visit.saw(id).await?;
    let review = queries::shop::own_review(&visit.app, &visit.buyer()?, id).await?;
    Ok(see(&match (&review.order, review.sku) {
        (Some(order), Some(sku)) => super::orders::review_href(order, sku),
        (None, Some(sku)) => format!("/shop/p/{sku}#review-{id}"),
        (_, None) => "/shop/orders".to_owned(),
    }))
}
