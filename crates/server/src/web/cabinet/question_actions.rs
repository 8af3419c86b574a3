//! What a seller does to a question: forms that are sent, and where they lead.

use app::commands::moderation::appeals;
use app::commands::questions::{self, NewAnswer, Seen};
use app::queries::questions::Checked;
use app::{CanRead, CanReply, Failure, Once, commands, queries};
use axum::body::Bytes;
use axum::extract::{Form, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moderation::Subject;
use domain::questions::Status;
use domain::templates::Template;
use domain::text::Text;
use domain::{AnswerId, Code, Kind, QuestionId, Refusal};
use serde::Deserialize;

use super::question_view::{self, Redo, facts_of};
use super::questions::{again, question_id};
use super::questions_query::QuestionsQuery;
use crate::web::convert::Eyes;
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
    /// The refused answer that is corrected.
    #[serde(default)]
    corrects: String,
    /// Its author has seen what the rules say to it.
    #[serde(default)]
    anyway: Option<String>,
}

/// Sends an answer, or a corrected one. What the rules see in it is shown first; refused, the page comes back with
/// everything typed.
pub async fn answer(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<AnswerForm>,
) -> Page {
    let id = question_id(&id)?;
    let sent = match doubts(&visit, &form).await {
        Ok(Some(checked)) => return doubted(&visit, id, query, form, &checked).await,
        Ok(None) => send(&visit, id, &form).await,
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(()) => Ok(back(id, query, if form.corrects.is_empty() { "answer-sent" } else { "answer-changed" })),
        Err(Failure::Refusal(refusal)) if refusal.field == Some("text") || refusal.kind() == Kind::Invalid => {
            let status =
                if refusal.code == Code::AnsweredMeanwhile { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
            again(&visit, id, query, refused(&visit, form, &refusal), status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What may be refused in an answer, and its author has not yet been told.
async fn doubts(visit: &Visit, form: &AnswerForm) -> Result<Option<Checked>, Failure> {
    if form.anyway.is_some() {
        return Ok(None);
    }
    let checked = queries::questions::check(&visit.app, &visit.staff::<CanRead>()?, &form.text).await?;
    Ok(Some(checked).filter(question_view::stops))
}

async fn doubted(visit: &Visit, id: QuestionId, query: Option<String>, form: AnswerForm, checked: &Checked) -> Page {
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: None };
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let redo = Redo {
        findings: question_view::findings(eyes, &reasons, checked),
        error: Some(eyes.w.track.check_first.to_owned()),
        ..typed(form)
    };
    again(visit, id, query, redo, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn send(visit: &Visit, id: QuestionId, form: &AnswerForm) -> Result<(), Failure> {
    let staff = visit.staff::<CanReply>()?;
    let filled = fill(visit, id, &form.text).await?;
    let text = Text::new(&filled).map_err(|refusal| refusal.at("text"))?;
    if let Some(corrected) = AnswerId::parse(&form.corrects) {
        return questions::edit(&visit.app, &staff, corrected, text, None).await.map(drop);
    }
    let scope = format!("web-question:{}:{id}", staff.seller());
    let once = (!form.key.is_empty()).then(|| Once::new(scope, &form.key, &form.text));
    let seen = Some(Seen(AnswerId::parse(&form.seen)));
    questions::send(&visit.app, &staff, NewAnswer { question: id, text, seen, undo: true, once }).await.map(drop)
}

/// Fills what is left of a template; a hole that cannot be filled blocks the sending and is named.
async fn fill(visit: &Visit, id: QuestionId, text: &str) -> Result<String, Failure> {
    let Ok(template) = Template::parse(text) else { return Ok(text.to_owned()) };
    if template.variables().next().is_none() {
        return Ok(text.to_owned());
    }
    let staff = visit.staff::<CanRead>()?;
    let detail = queries::questions::detail(&visit.app, &staff, id).await?;
    Ok(template.fill(&facts_of(&detail, staff.shop())).map_err(Refusal::from)?)
}

fn typed(form: AnswerForm) -> Redo {
    let corrects = Some(form.corrects).filter(|id| !id.is_empty());
    Redo { answer: Some(form.text), corrects, ..Redo::default() }
}

fn refused(visit: &Visit, form: AnswerForm, refusal: &Refusal) -> Redo {
    let fact = |name| refusal.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let conflict = match (fact("who"), fact("text"), fact("comment")) {
        (Some(who), Some(text), Some(comment)) => Some((who, text, comment)),
        _ => None,
    };
    Redo { error: conflict.is_none().then(|| visit.tell(refusal)), conflict, ..typed(form) }
}

fn back(id: QuestionId, query: Option<String>, say: &str) -> Response {
    let list = QuestionsQuery::parse(&query.unwrap_or_default());
    see(&and_say(&list.href(&format!("/questions/{id}")), say))
}

/// Takes an answer back before it is checked.
pub async fn undo(visit: Visit, Path((id, answer)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanReply>()?;
    match questions::undo(&visit.app, &staff, answer_id(&answer)?).await {
        Ok(question) => Ok(back(question, query, "undone")),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::UndoTooLate => {
            Ok(back(question_id(&id)?, query, "answer-late"))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// A text that was typed.
#[derive(Debug, Deserialize)]
pub struct TextForm {
    /// The text.
    #[serde(default)]
    pub text: String,
}

/// Changes an answer; it is checked anew.
pub async fn edit(
    visit: Visit,
    Path((id, answer)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (staff, answer_id) = (visit.staff::<CanReply>()?, answer_id(&answer)?);
    let changed = match Text::new(&form.text) {
        Ok(text) => questions::edit(&visit.app, &staff, answer_id, text, None).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(()) => Ok(back(question_id(&id)?, query, "answer-changed")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let redo = Redo { edit: Some((answer, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, question_id(&id)?, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes an answer away.
pub async fn delete(visit: Visit, Path((_, answer)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let question = questions::delete(&visit.app, &staff, answer_id(&answer)?).await?;
    Ok(back(question, query, "deleted"))
}

/// Does not accept the verdict on an answer.
pub async fn appeal(
    visit: Visit,
    Path((id, answer)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (staff, question) = (visit.staff::<CanReply>()?, question_id(&id)?);
    let appealed = match Text::new(&form.text) {
        Ok(words) => appeals::by_shop(&visit.app, &staff, Subject::Answer, answer.clone(), words).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match appealed {
        Ok(()) => Ok(back(question, query, "appealed")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let redo = Redo { appeal: Some((answer, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, question, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

fn answer_id(text: &str) -> Result<AnswerId, WebError> {
    Ok(AnswerId::parse(text).ok_or(Code::AnswerNotFound)?)
}

/// A status.
#[derive(Debug, Deserialize)]
pub struct StatusForm {
    status: String,
}

/// Marks a question.
pub async fn status(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<StatusForm>,
) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, question_id(&id)?);
    let status = Status::parse(&form.status).ok_or(Code::FieldInvalid)?;
    questions::set_status(&visit.app, &staff, vec![id], status).await?;
    Ok(back(id, query, "marked"))
}

/// Keeps what is being typed; the script sends it as plain text.
pub async fn draft(visit: Visit, Path(id): Path<String>, body: Bytes) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let text = String::from_utf8_lossy(&body).into_owned();
    commands::replies::save_draft(&visit.app, &staff, question_id(&id)?, text, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
