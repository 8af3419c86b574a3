//! What the rules say of an answer before it is sent.

use app::queries::questions::{self as queries, Identical};
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Body;
use crate::api::moderation::track::{FindingOut, Telling};
use crate::api::problem::Problem;
use crate::api::types::Time;

/// A text to be looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// What the answer would say.
    #[schema(max_length = 3000, example = "Да, подойдёт. Подробности по телефону 8 999 123-45-67")]
    pub text: String,
}

/// What the rules say.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckOut {
    /// The text as it would be sent (composed, its lines tidied): the findings' places are in it.
    pub text: String,
    /// What the checks see: the same checks that judge it once it is sent.
    pub findings: Vec<FindingOut>,
    /// How it stands to the shop's last answers.
    pub identical: IdenticalOut,
}

/// Whether an answer is one of too many that say the same.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct IdenticalOut {
    /// Whether it can be sent now.
    pub can_send: bool,
    /// How many more with this text can be sent, this one included; told when there are few.
    #[schema(minimum = 0)]
    pub left: Option<u32>,
    /// Until when this text cannot be sent; another can.
    pub paused_until: Option<Time>,
}

impl From<Identical> for IdenticalOut {
    fn from(identical: Identical) -> Self {
        match identical {
            Identical::Fine => Self { can_send: true, ..Self::default() },
            Identical::Warn { left } => Self { can_send: true, left: Some(left), ..Self::default() },
            Identical::Paused { until } => Self { paused_until: Some(until.into()), ..Self::default() },
        }
    }
}

/// Check an answer before it is sent
///
/// Nothing is kept. Places count characters (Unicode scalar values). Takes the permission `read`.
#[utoipa::path(post, path = "/questions/check", tag = "Answers to questions", operation_id = "check_answer",
    request_body = CheckIn, responses((status = 200, description = "What the rules say", body = CheckOut)))]
pub async fn check(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    telling: Telling,
    Body(input): Body<CheckIn>,
) -> Result<Json<CheckOut>, Problem> {
    let checked = queries::check(&site.app, &staff, &input.text).await?;
    Ok(Json(CheckOut {
        findings: telling.findings(&checked.findings, Some(&checked.text)),
        identical: checked.identical.into(),
        text: checked.text,
    }))
}
