//! `/api/v1/bulk-answers`: an answer to many reviews, each with its own text.

use app::commands::bulk::{self as commands, Preview};
use app::{CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::{Code, Lang, Refusal, ReviewId, TemplateId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id, Named, each};
use super::problem::{self, Problem};
use super::{headers, types::Time};
use crate::Site;
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(preview))
        .routes(routes!(send))
        .routes(routes!(progress))
        .routes(routes!(undo))
}

/// What is to be shown before it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewIn {
    /// To which reviews.
    #[schema(min_items = 1, max_items = 100)]
    pub review_ids: Vec<String>,
    /// The template; this or `text`.
    pub template_id: Option<String>,
    /// A text with variables such as `{buyer}`; this or `template_id`.
    #[schema(max_length = 1000, example = "{buyer}, спасибо за отзыв о «{product}»!")]
    pub text: Option<String>,
}

/// What would be sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewOut {
    /// For each review, in the order in which they were named.
    pub items: Vec<PreviewLine>,
}

/// What would be sent to one review.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewLine {
    /// Which review.
    pub review_id: String,
    /// The name under it.
    pub buyer_name: String,
    /// What it says.
    pub review_text: String,
    /// The answer; absent where none can be made.
    pub text: Option<String>,
    /// Why no answer can be made, for instance a variable that nothing is known for.
    pub problem: Option<problem::Body>,
    /// The answer reads like another of this preview.
    pub repeats_here: bool,
    /// The answer reads like one of the shop's last.
    pub repeats_last: bool,
    /// The shop has answered this review before.
    pub answered: bool,
}

fn line(preview: Preview, lang: Lang) -> PreviewLine {
    let (text, problem) = match preview.answer {
        Ok(text) => (Some(text), None),
        Err(refusal) => (None, Some(problem::Body::refusal(&refusal, lang))),
    };
    PreviewLine {
        review_id: preview.review.to_string(),
        buyer_name: preview.buyer,
        review_text: preview.review_text,
        text,
        problem,
        repeats_here: preview.repeats_here,
        repeats_last: preview.repeats_last,
        answered: preview.answered,
    }
}

/// Preview an answer to many
///
/// Fills a template for each review and sends nothing. Takes the permission `reply`.
#[utoipa::path(post, path = "/bulk-answers/preview", tag = "Answers", operation_id = "preview_bulk_answers",
    request_body = PreviewIn,
    responses((status = 200, description = "Every text", body = PreviewOut)))]
pub async fn preview(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Language(lang): Language,
    Body(input): Body<PreviewIn>,
) -> Result<Json<PreviewOut>, Problem> {
    let ids = each(&input.review_ids, "review_ids")?;
    let text = match (&input.template_id, input.text) {
        (Some(id), None) => template(&site, &staff, id).await?,
        (None, Some(text)) => text,
        _ => return Err(Refusal::new(Code::FieldMissing).at("text").into()),
    };
    let previews = commands::preview(&site.app, &staff, ids, &text).await?;
    Ok(Json(PreviewOut { items: previews.into_iter().map(|preview| line(preview, lang)).collect() }))
}

async fn template(site: &Site, staff: &SellerStaff<CanReply>, id: &str) -> Result<String, Problem> {
    let unknown = || Refusal::new(Code::TemplateNotFound).at("template_id");
    let id = TemplateId::read(id).ok_or_else(unknown)?;
    let found = app::queries::replies::template(&site.app, &staff.reader(), id).await?;
    Ok(found.ok_or_else(unknown)?.text)
}

/// An answer to many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkIn {
    /// The answers, as the preview showed them or changed by hand.
    #[schema(min_items = 1, max_items = 100)]
    pub answers: Vec<BulkLine>,
    /// Whether the reviews are `processed` once their answers are public.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub settles: bool,
}

fn yes() -> bool {
    true
}

/// One of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkLine {
    /// To which review.
    pub review_id: String,
    /// What it says.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

/// An answer to many that is on its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkOut {
    /// What progress is asked with.
    pub bulk_id: String,
    /// When the first line is sent; until then all of it can be taken back.
    pub sends_at: Time,
}

/// Answer many reviews
///
/// All texts are judged before the first is kept; they are sent in ten seconds, one by one, each once, also where a process
/// dies half way. People do this, programs answer one by one. Takes the permission `reply`.
#[utoipa::path(post, path = "/bulk-answers", tag = "Answers", operation_id = "send_bulk_answers",
    params(headers::IdempotencyKey), security(("Session" = [])),
    request_body = BulkIn,
    responses((status = 202, description = "On its way", body = BulkOut,
        headers(("location" = String, description = "Where its progress is.")))))]
pub async fn send(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Create { input, once }: Create<BulkIn>,
) -> Result<impl IntoResponse, Problem> {
    let mut answers = Vec::with_capacity(input.answers.len());
    for BulkLine { review_id, text } in input.answers {
        let unknown = || Refusal::new(Code::ReviewNotFound).at("answers.review_id");
        answers.push((ReviewId::read(&review_id).ok_or_else(unknown)?, text));
    }
    let sends_at = site.app.now().after(domain::reviews::UNDO_WINDOW);
    let bulk_id = commands::send(&site.app, &staff, answers, input.settles, once).await?;
    let location = format!("/api/v1/bulk-answers/{bulk_id}");
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(BulkOut { bulk_id, sends_at: sends_at.into() })))
}

/// How far an answer to many has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressOut {
    /// Lines that are still to be sent.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Lines that were sent.
    #[schema(minimum = 0)]
    pub sent: i64,
    /// Lines that were refused or taken back.
    #[schema(minimum = 0)]
    pub refused: i64,
}

/// The id of an answer to many.
#[derive(Debug)]
pub struct BulkId(String);

impl Named for BulkId {
    const NOT_FOUND: Code = Code::BulkNotFound;
    fn read(text: &str) -> Option<Self> {
        (text.len() <= 36).then(|| Self(text.to_owned()))
    }
}

/// Progress of an answer to many
///
/// Takes the permission `reply`.
#[utoipa::path(get, path = "/bulk-answers/{bulk_id}", tag = "Answers", operation_id = "get_bulk_answers",
    params(("bulk_id" = String, Path, description = "The answer to many.")),
    responses((status = 200, description = "How far it is", body = ProgressOut)))]
pub async fn progress(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(BulkId(bulk)): Id<BulkId>,
) -> Result<Json<ProgressOut>, Problem> {
    let commands::Progress { waiting, sent, refused } = commands::progress(&site.app, &staff, bulk).await?;
    Ok(Json(ProgressOut { waiting, sent, refused }))
}

/// Take an answer to many back
///
/// As long as its first line is not sent. Takes the permission `reply`.
#[utoipa::path(post, path = "/bulk-answers/{bulk_id}/undo", tag = "Answers", operation_id = "undo_bulk_answers",
    params(("bulk_id" = String, Path, description = "The answer to many.")),
    responses((status = 204, description = "Taken back")))]
pub async fn undo(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(BulkId(bulk)): Id<BulkId>,
) -> Result<StatusCode, Problem> {
    commands::undo(&site.app, &staff, bulk).await?;
    Ok(StatusCode::NO_CONTENT)
}
