//! Telling the operator about a review.

use app::commands::reviews as commands;
use app::{CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ReviewId;
use domain::reviews::ReportReason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Create, Id, each};
use crate::api::headers;
use crate::api::problem::Problem;

/// Why a review is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportReason)]
pub enum Reason {
    /// About the delivery or the marketplace, not about the product.
    NotAboutProduct,
    /// Insults or swearing.
    Abuse,
    /// Written for a competitor.
    Competitor,
    /// Signs of an invented review.
    Fake,
    /// Somebody's personal data.
    PersonalData,
    /// Links, contacts, advertising.
    Advertisement,
    /// Asks for money or gifts for a better review.
    Blackmail,
    /// Anything else; takes a text.
    Other,
}

macro_rules! reasons {
    ($($name:ident)*) => {
        impl From<Reason> for ReportReason {
            fn from(reason: Reason) -> Self {
                match reason { $(Reason::$name => Self::$name,)* }
            }
        }

        impl From<ReportReason> for Reason {
            fn from(reason: ReportReason) -> Self {
                match reason { $(ReportReason::$name => Self::$name,)* }
            }
        }
    };
}

reasons!(NotAboutProduct Abuse Competitor Fake PersonalData Advertisement Blackmail Other);

/// A report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportIn {
    /// Why.
    pub reason: Reason,
    /// In words; needed where the reason is `other`.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub text: String,
    /// Ids of photos and videos that prove it and that the caller has sent (`POST /buyer/media/photos`).
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// A report that waits for the operator.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportOut {
    /// Its id.
    pub report_id: String,
}

/// Report a review
///
/// The operator decides. One report about a review waits at a time. Takes the permission `reply`.
#[utoipa::path(post, path = "/reviews/{review_id}/reports", tag = "Reviews", operation_id = "report_review",
    params(("review_id" = String, Path, description = "The review."), headers::IdempotencyKey),
    request_body = ReportIn,
    responses((status = 201, description = "Waits for the operator", body = ReportOut)))]
pub async fn report(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
    Create { input, once }: Create<ReportIn>,
) -> Result<(StatusCode, Json<ReportOut>), Problem> {
    let evidence = each(&input.evidence, "evidence")?;
    let report = commands::report(&site.app, &staff, review, input.reason.into(), &input.text, evidence, once).await?;
    Ok((StatusCode::CREATED, Json(ReportOut { report_id: report.to_string() })))
}
