//! What a seller does to a review: forms that are sent, and where they lead.

use app::commands::answers::{self, NewAnswer, Seen};
use app::commands::moderation::appeals;
use app::{CanRead, CanReply, Failure, Once, commands, queries};
use axum::body::Bytes;
use axum::extract::{Form, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::moderation::Subject;
use domain::reviews::{ReportReason, ReviewStatus};
use domain::templates::Template;
use domain::{Code, CommentId, Refusal, ReviewId};
use serde::Deserialize;

use super::review_view::{Redo, facts_of};
use super::reviews::{again, review_id};
use super::reviews_query::ReviewsQuery;
use crate::web::respond::{Page, WebError, and_say, see};
use crate::web::visit::Visit;

/// An answer, as the composer sends it.
#[derive(Debug, Deserialize)]
pub struct AnswerForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    processed: Option<String>,
}

/// Sends an answer; refused, the page comes back with everything typed.
pub async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<AnswerForm>,
) -> Page {
    let id = review_id(&id)?;
    match send(&visit, id, &form).await {
        Ok(()) => Ok(back(id, query, "sent")),
        Err(Failure::Refusal(refusal)) if refusal.field == Some("text") => {
            let status =
                if refusal.code == Code::AnsweredMeanwhile { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
            again(&visit, id, query, refused_answer(&visit, form, &refusal), status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn send(visit: &Visit, id: ReviewId, form: &AnswerForm) -> Result<(), Failure> {
    let staff = visit.staff::<CanReply>()?;
    let filled = fill(visit, id, &form.text).await?;
    let text = domain::text::Text::new(&filled).map_err(|refusal| refusal.at("text"))?;
    let once =
        (!form.key.is_empty()).then(|| Once::new(format!("web-answer:{}:{id}", staff.seller()), &form.key, &form.text));
    let new = NewAnswer {
        review: id,
        text,
        parent: None,
        settles: form.processed.is_some(),
        seen: Some(Seen(CommentId::parse(&form.seen))),
        undo: true,
        once,
    };
    answers::send(&visit.app, &staff, new).await.map(|_| ())
}

/// Fills what is left of a template; a hole that cannot be filled blocks the sending and is named.
async fn fill(visit: &Visit, id: ReviewId, text: &str) -> Result<String, Failure> {
    let Ok(template) = Template::parse(text) else { return Ok(text.to_owned()) };
    if template.variables().next().is_none() {
        return Ok(text.to_owned());
    }
    let staff = visit.staff::<CanRead>()?;
    let detail = queries::reviews::detail(&visit.app, &staff, id).await?;
    Ok(template.fill(&facts_of(&detail, staff.shop())).map_err(Refusal::from)?)
}

fn refused_answer(visit: &Visit, form: AnswerForm, refusal: &Refusal) -> Redo {
    let fact = |name| refusal.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let conflict = match (fact("who"), fact("text"), fact("comment")) {
        (Some(who), Some(text), Some(comment)) => Some((who, text, comment)),
        _ => None,
    };
    Redo {
        answer: Some(form.text),
        processed: Some(form.processed.is_some()),
        error: conflict.is_none().then(|| visit.tell(refusal)),
        conflict,
        ..Redo::default()
    }
}

fn back(id: ReviewId, query: Option<String>, say: &str) -> axum::response::Response {
    let list = ReviewsQuery::parse(&query.unwrap_or_default());
    see(&and_say(&list.href(&format!("/reviews/{id}")), say))
}

/// Takes an answer back while nobody has seen it.
pub async fn undo(visit: Visit, Path((id, comment)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanReply>()?;
    match answers::undo(&visit.app, &staff, comment_id(&comment)?).await {
        Ok(review) => Ok(back(review, query, "undone")),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::UndoTooLate => Ok(back(review_id(&id)?, query, "late")),
        Err(failure) => Err(failure.into()),
    }
}

/// A text that was changed.
#[derive(Debug, Deserialize)]
pub struct TextForm {
    #[serde(default)]
    text: String,
}

/// Changes an answer.
pub async fn edit(
    visit: Visit,
    Path((id, comment)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (staff, comment_id) = (visit.staff::<CanReply>()?, comment_id(&comment)?);
    let changed = match domain::text::Text::new(&form.text) {
        Ok(text) => answers::edit(&visit.app, &staff, comment_id, text, None).await,
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(review) => Ok(back(review, query, "changed")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            let redo = Redo { edit: Some((comment, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, review_id(&id)?, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes an answer away.
pub async fn delete(visit: Visit, Path((_, comment)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let review = answers::delete(&visit.app, &staff, comment_id(&comment)?).await?;
    Ok(back(review, query, "deleted"))
}

/// Does not accept the verdict on an answer.
pub async fn appeal(
    visit: Visit,
    Path((id, comment)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (staff, review) = (visit.staff::<CanReply>()?, review_id(&id)?);
    let appealed = match domain::text::Text::new(&form.text) {
        Ok(words) => appeals::by_shop(&visit.app, &staff, Subject::Comment, comment.clone(), words).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match appealed {
        Ok(()) => Ok(back(review, query, "appealed")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            let redo = Redo { appeal: Some((comment, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, review, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

fn comment_id(text: &str) -> Result<CommentId, WebError> {
    Ok(CommentId::parse(text).ok_or(Code::CommentNotFound)?)
}

/// A status.
#[derive(Debug, Deserialize)]
pub struct StatusForm {
    status: String,
}

/// Marks a review.
pub async fn status(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<StatusForm>,
) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, review_id(&id)?);
    let status = ReviewStatus::parse(&form.status).ok_or(Code::FieldInvalid)?;
    commands::reviews::set_status(&visit.app, &staff, vec![id], status).await?;
    Ok(back(id, query, "marked"))
}

/// Pins, or with `off` unpins.
#[derive(Debug, Deserialize)]
pub struct PinForm {
    #[serde(default)]
    off: Option<String>,
}

/// Pins a review to its product's card, or unpins it.
pub async fn pin(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery, Form(form): Form<PinForm>) -> Page {
    let (staff, id, on) = (visit.staff::<CanReply>()?, review_id(&id)?, form.off.is_none());
    commands::reviews::pin(&visit.app, &staff, id, on).await?;
    Ok(back(id, query, if on { "pinned" } else { "unpinned" }))
}

/// A report.
#[derive(Debug, Deserialize)]
pub struct ReportSent {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    text: String,
}

/// Reports a review to the desk.
pub async fn report(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<ReportSent>,
) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, review_id(&id)?);
    let reported = match ReportReason::parse(&form.reason) {
        Some(reason) => {
            commands::reviews::report(&visit.app, &staff, id, reason, &form.text, Vec::new(), None).await.map(|_| ())
        }
        None => Err(Code::ReasonUnknown.into()),
    };
    match reported {
        Ok(()) => Ok(back(id, query, "reported")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            let redo = Redo { report: Some((form.reason, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, id, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Keeps what is being typed; the script sends it as plain text.
pub async fn draft(visit: Visit, Path(id): Path<String>, body: Bytes) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let text = String::from_utf8_lossy(&body).into_owned();
    commands::replies::save_draft(&visit.app, &staff, review_id(&id)?, text, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
