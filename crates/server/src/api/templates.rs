//! `/api/v1/templates`: a shop's prepared texts.

use app::commands::replies as commands;
use app::queries::replies::{self as queries, Template};
use app::{CanRead, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::{Code, TemplateId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id};
use super::headers;
use super::problem::Problem;
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list, add)).routes(routes!(one, change, delete))
}

/// A prepared text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Template)]
pub struct TemplateOut {
    /// Its id.
    pub id: String,
    /// What the staff calls it.
    pub name: String,
    /// The text; variables stand between braces: `{buyer}`, `{product}`, `{sku}`, `{shop}`, `{order}`, `{rating}`.
    #[schema(example = "{buyer}, спасибо за отзыв о «{product}»!")]
    pub text: String,
}

impl From<Template> for TemplateOut {
    fn from(template: Template) -> Self {
        Self { id: template.id.to_string(), name: template.name, text: template.text }
    }
}

/// A text to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateIn {
    /// What the staff calls it.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// The text with its variables; a brace that is meant as a brace is doubled.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

/// All templates of a shop.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// The most used first; 200 at most.
    pub items: Vec<TemplateOut>,
}

/// Templates
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/templates", tag = "Templates", operation_id = "list_templates",
    responses((status = 200, description = "All of them", body = TemplateList)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
) -> Result<Json<TemplateList>, Problem> {
    let all = queries::templates(&site.app, &staff).await?;
    Ok(Json(TemplateList { items: all.into_iter().map(TemplateOut::from).collect() }))
}

/// Add a template
///
/// Takes the permission `reply`.
#[utoipa::path(post, path = "/templates", tag = "Templates", operation_id = "add_template",
    params(headers::IdempotencyKey), request_body = TemplateIn,
    responses((status = 201, description = "Added", body = TemplateOut, headers(("location" = String)))))]
pub async fn add(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Create { input, once }: Create<TemplateIn>,
) -> Result<impl IntoResponse, Problem> {
    let id = commands::save_template(&site.app, &staff, None, &input.name, &input.text, once).await?;
    let location = format!("/api/v1/templates/{id}");
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(find(&site, &staff.reader(), id).await?)))
}

async fn find(site: &Site, staff: &SellerStaff<CanRead>, id: TemplateId) -> Result<TemplateOut, Problem> {
    let found = queries::template(&site.app, staff, id).await?;
    Ok(found.ok_or(Code::TemplateNotFound)?.into())
}

/// A template
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/templates/{template_id}", tag = "Templates", operation_id = "get_template",
    params(("template_id" = String, Path, description = "The template.")),
    responses((status = 200, description = "The template", body = TemplateOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(id): Id<TemplateId>,
) -> Result<Json<TemplateOut>, Problem> {
    Ok(Json(find(&site, &staff, id).await?))
}

/// Change a template
///
/// Takes the permission `reply`.
#[utoipa::path(put, path = "/templates/{template_id}", tag = "Templates", operation_id = "change_template",
    params(("template_id" = String, Path, description = "The template.")), request_body = TemplateIn,
    responses((status = 200, description = "Changed", body = TemplateOut)))]
pub async fn change(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(id): Id<TemplateId>,
    Body(input): Body<TemplateIn>,
) -> Result<Json<TemplateOut>, Problem> {
    commands::save_template(&site.app, &staff, Some(id), &input.name, &input.text, None).await?;
    Ok(Json(find(&site, &staff.reader(), id).await?))
}

/// Take a template away
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/templates/{template_id}", tag = "Templates", operation_id = "delete_template",
    params(("template_id" = String, Path, description = "The template.")),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(id): Id<TemplateId>,
) -> Result<StatusCode, Problem> {
    commands::delete_template(&site.app, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
