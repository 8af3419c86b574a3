//! One review with all that belongs to it.

use app::queries::moderation::Track;
use app::queries::reviews as queries;
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use domain::reviews::Action;
use domain::{CommentId, ReviewId};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{CommentView, View};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Id;
use crate::api::moderation::track::{Telling, TrackOut};
use crate::api::problem::Problem;
use crate::api::products::ProductOut;
use crate::api::types::Time;

/// A review with all that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReviewDetail)]
pub struct DetailOut {
    /// The review.
    pub review: View,
    /// Its product with the distribution of its stars.
    pub product: Option<ProductOut>,
    /// The comments under it, the oldest first; those that can still be taken back too.
    pub comments: Vec<CommentView>,
    /// The ways to the public of those comments of the shop that wait for a moderator or were refused.
    pub tracks: Vec<CommentTrack>,
    /// What the caller has typed and not sent.
    pub draft: Option<String>,
    /// Colleagues who have the composer open at this moment.
    pub answering: Vec<String>,
    /// What else its buyer wrote to this shop, the newest first.
    pub earlier: Vec<View>,
    /// What the caller can do to it now.
    pub actions: Vec<Can>,
    /// The newest answer of the shop, public or not yet: what goes into `seen_comment_id`.
    pub newest_comment_id: Option<String>,
    /// Since when a report about it waits for the operator.
    pub reported_at: Option<Time>,
    /// Whether it is on top of its product's card.
    pub pinned: bool,
}

/// The way of a comment to the public.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentTrack {
    /// Which comment.
    pub comment_id: String,
    /// Its way.
    pub track: TrackOut,
}

/// What can be done to a review.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Action)]
pub enum Can {
    /// Write under it.
    Answer,
    /// Put it on top of its product's card.
    Pin,
    /// Report it to the operator.
    Report,
    /// Change its status.
    SetStatus,
}

impl From<Action> for Can {
    fn from(action: Action) -> Self {
        match action {
            Action::Answer => Self::Answer,
            Action::Pin => Self::Pin,
            Action::Report => Self::Report,
            Action::SetStatus => Self::SetStatus,
        }
    }
}

/// A review
///
/// Reading it this way changes nothing; `POST …/open` makes it viewed. Takes the permission `read`.
#[utoipa::path(get, path = "/reviews/{review_id}", tag = "Reviews", operation_id = "get_review",
    params(("review_id" = String, Path, description = "The review.")),
    responses((status = 200, description = "The review", body = DetailOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    telling: Telling,
    Id(review): Id<ReviewId>,
) -> Result<Json<DetailOut>, Problem> {
    let detail = queries::detail(&site.app, &staff, review).await?;
    let text = |id| detail.thread.iter().find(|comment| comment.id == id).map_or("", |comment| comment.text.as_str());
    let told = |(id, track): &(CommentId, Track)| CommentTrack {
        comment_id: id.to_string(),
        track: telling.track(track, text(*id)),
    };
    Ok(Json(DetailOut {
        tracks: detail.tracks.iter().map(told).collect(),
        review: detail.review.into(),
        product: detail.product.map(ProductOut::from),
        comments: detail.thread.into_iter().map(CommentView::from).collect(),
        draft: detail.draft,
        answering: detail.answering,
        earlier: detail.earlier.into_iter().map(View::from).collect(),
        actions: detail.actions.into_iter().map(Can::from).collect(),
        newest_comment_id: detail.newest_answer.map(|id| id.to_string()),
        reported_at: detail.reported_at.map(Time),
        pinned: detail.pinned,
    }))
}
