//! The OpenAPI document, generated from the routes.

use axum::response::IntoResponse;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, OpenApi, Ref, RefOr, Schema};

use super::asking::card::CardQuestionSort;
use super::chats::own::{ChatTab, WaitsFor};
use super::problem;
use super::questions::filter::QuestionSort;
use super::reviews::filter::{Sort, Stars};
use super::shop::CardSort;
use crate::session;

/// What stands above the operations.
const ABOUT: &str = include_str!("document/about.md");

/// The whole document.
pub fn document() -> OpenApi {
    let (_, mut api) = super::operations().split_for_parts();
    api.info = InfoBuilder::new()
        .title("Otklik")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(utoipa::openapi::LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let components = api.components.get_or_insert_with(Components::new);
    // What only parameters and problems name; bodies and answers bring theirs along.
    components.schemas.extend([schema::<problem::Body>(), schema::<Stars>(), schema::<Sort>(), schema::<CardSort>()]);
    components.schemas.extend([schema::<QuestionSort>(), schema::<CardQuestionSort>()]);
    components.schemas.extend([schema::<ChatTab>(), schema::<WaitsFor>()]);
    let header =
        |name: &str, about: &str| SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, about)));
    components.add_security_scheme("ClientId", header("Client-Id", "The number of the shop."));
    components.add_security_scheme("ApiKey", header("Api-Key", "The secret of a key that the shop has made."));
    let session = ApiKeyValue::with_description(session::SESSION, "The session of somebody who is signed in.");
    components.add_security_scheme("Session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    let program = SecurityRequirement::new("ClientId", Vec::<String>::new()).add("ApiKey", Vec::<String>::new());
    api.security = Some(vec![program, SecurityRequirement::new("Session", Vec::<String>::new())]);
    promise_problems(&mut api);
    api
}

fn schema<T: ToSchema>() -> (String, RefOr<Schema>) {
    (T::name().into_owned(), T::schema())
}

/// Any operation may answer with a problem, and all problems look alike.
fn promise_problems(api: &mut OpenApi) {
    let schema = RefOr::Ref(Ref::from_schema_name(problem::Body::name()));
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let problem = ResponseBuilder::new()
        .description("A problem: why the request was not carried out.")
        .content(problem::CONTENT_TYPE, content)
        .build();
    for item in api.paths.paths.values_mut() {
        let all = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in all.into_iter().flatten() {
            operation.responses.responses.insert("default".into(), problem.clone().into());
        }
    }
}

/// `GET /api/openapi.json`.
pub async fn serve() -> impl IntoResponse {
    axum::Json(document())
}
