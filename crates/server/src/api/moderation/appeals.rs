//! A verdict is not accepted.

use app::commands::moderation::appeals::{self as commands, Words};
use app::{Buyer, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use domain::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Subject;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Body;
use crate::api::problem::Problem;

/// An appeal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealIn {
    /// What was refused.
    pub subject: Subject,
    /// Which: the id of the question, answer, comment, review or report.
    pub id: String,
    /// Why the verdict is wrong.
    #[schema(min_length = 10, max_length = 2000, example = "В тексте артикул товара, а не телефон.")]
    pub text: String,
}

impl AppealIn {
    fn words(&self) -> Result<Words, Refusal> {
        Words::new(&self.text).map_err(|refusal| refusal.at("text"))
    }
}

/// An appeal that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealedOut {
    /// The case that another person will decide.
    pub case_id: String,
}

/// Appeal for the shop
///
/// Against the refusal of an answer, a comment or a report of the shop's, once for each verdict. Another person decides.
/// Takes the permission `reply`.
#[utoipa::path(post, path = "/moderation/appeals", tag = "Moderation", operation_id = "appeal",
    request_body = AppealIn, responses((status = 200, description = "Waits", body = AppealedOut)))]
pub async fn by_shop(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Body(input): Body<AppealIn>,
) -> Result<Json<AppealedOut>, Problem> {
    let words = input.words()?;
    let case = commands::by_shop(&site.app, &staff, input.subject.into(), input.id, words).await?;
    Ok(Json(AppealedOut { case_id: case.to_string() }))
}

/// Appeal as a buyer
///
/// Against the refusal of one's own question, answer or review, once for each verdict. Another person decides.
#[utoipa::path(post, path = "/buyer/appeals", tag = "Buyer", operation_id = "appeal_as_buyer",
    security(("Session" = [])), request_body = AppealIn,
    responses((status = 200, description = "Waits", body = AppealedOut)))]
pub async fn by_buyer(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Body(input): Body<AppealIn>,
) -> Result<Json<AppealedOut>, Problem> {
    let words = input.words()?;
    let case = commands::by_buyer(&site.app, &buyer, input.subject.into(), input.id, words).await?;
    Ok(Json(AppealedOut { case_id: case.to_string() }))
}
