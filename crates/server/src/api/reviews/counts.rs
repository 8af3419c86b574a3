//! How many reviews each filter would leave.

use std::collections::BTreeMap;

use app::queries::reviews::{self as queries, Counts, Filter};
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use domain::reviews::{OrderStatus, ReviewStatus};
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::{Asked, Stars};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::problem::Problem;

/// How many reviews there are. `total` is for the filter as it was asked; every other number is for the same filter with its
/// own part of it replaced by what the number stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountsOut {
    /// Reviews that the filter leaves.
    #[schema(minimum = 0)]
    pub total: i64,
    /// By status.
    #[schema(example = json!({"new": 12, "viewed": 3, "processed": 140}))]
    pub status: BTreeMap<&'static str, i64>,
    /// By stars; `none` for reviews without.
    #[schema(example = json!({"1": 4, "2": 1, "3": 9, "4": 40, "5": 100, "none": 1}))]
    pub stars: BTreeMap<String, i64>,
    /// By what became of the order.
    pub order_status: BTreeMap<&'static str, i64>,
    /// With the shop's answer.
    pub answered: i64,
    /// Without it.
    pub unanswered: i64,
    /// With words.
    pub with_text: i64,
    /// With photos or videos.
    pub with_media: i64,
}

/// Counts for filters
///
/// Takes the same parameters as the list; `sort`, `after` and `limit` change nothing. Takes the permission `read`.
#[utoipa::path(get, path = "/reviews/counts", tag = "Reviews", operation_id = "count_reviews", params(Asked),
    responses((status = 200, description = "The counts", body = CountsOut)))]
pub async fn counts(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<Asked>,
) -> Result<Json<CountsOut>, Problem> {
    let filter = asked.filter(&staff);
    let counts = queries::counts(&site.app, &staff, &filter).await?;
    Ok(Json(out(&counts, &filter)))
}

fn out(counts: &Counts, filter: &Filter) -> CountsOut {
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut changed = filter.clone();
        change(&mut changed);
        counts.of(&changed)
    };
    let status = |it: &ReviewStatus| (it.as_str(), with(&|f| f.statuses = vec![*it]));
    let stars = |it: Stars| {
        let name = if it == Stars::None { "none".to_owned() } else { it.stored().to_string() };
        (name, with(&|f| f.stars = vec![it.stored()]))
    };
    let order = |it: &OrderStatus| (it.as_str(), with(&|f| f.order_status = Some(*it)));
    CountsOut {
        total: counts.of(filter),
        status: ReviewStatus::ALL.iter().map(status).collect(),
        stars: Stars::ALL.into_iter().map(stars).collect(),
        order_status: OrderStatus::ALL.iter().map(order).collect(),
        answered: with(&|f| f.answered = Some(true)),
        unanswered: with(&|f| f.answered = Some(false)),
        with_text: with(&|f| f.has_text = Some(true)),
        with_media: with(&|f| f.has_media = Some(true)),
    }
}
