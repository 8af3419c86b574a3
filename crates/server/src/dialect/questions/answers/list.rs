//! `/v1/question/answer/list`: the answers to a question, with how far each has come on its way to the card.

use app::queries::moderation::Way;
use app::queries::questions::{self, Tracked};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::moderation::Reason;
use domain::{AnswerId, Code, QuestionId, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Words, positive, required};
use crate::dialect::invalid::Invalid;
use crate::dialect::written;

/// Answers that were asked for.
pub(in crate::dialect) struct List {
    question: Named<QuestionId>,
    sku: Sku,
    after: Option<AnswerId>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    question_id: Option<Words>,
    sku: Option<Int>,
    last_id: Option<Words>,
}

impl Message for List {
    const NAME: &'static str = "QuestionAnswerListRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let question = Named::new(QuestionId::parse(&required("question_id", raw.question_id)?));
        let sku = positive("sku", raw.sku.ok_or(Invalid::missing("sku"))?).map(Sku)?;
        let after = match raw.last_id {
            Some(Words(id)) if !id.is_empty() => {
                Some(AnswerId::parse(&id).ok_or(Invalid::new("last_id", "value is no last_id of a list"))?)
            }
            _ => None,
        };
        Ok(Self { question, sku, after })
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    answers: Vec<Said<'a>>,
    last_id: String,
}

#[derive(Serialize)]
struct Said<'a> {
    id: String,
    question_id: String,
    sku: i64,
    author_name: &'a str,
    text: &'a str,
    #[serde(serialize_with = "written")]
    published_at: Timestamp,
    status_publication: &'static str,
}

impl<'a> Said<'a> {
    fn new(tracked: &'a Tracked) -> Self {
        let answer = &tracked.answer;
        Self {
            id: answer.id.to_string(),
            question_id: answer.question.to_string(),
            sku: answer.sku.0,
            author_name: &answer.author_name,
            text: &answer.text,
            // What is not public yet has the time at which it was sent.
            published_at: answer.published_at.unwrap_or(answer.sent_at),
            status_publication: publication(tracked),
        }
    }
}

/// A repetition of another answer to the same question is a duplicate for as long as it is not public.
fn publication(tracked: &Tracked) -> &'static str {
    let verdict = tracked.track.verdict.as_ref().filter(|verdict| verdict.is_current);
    match &tracked.track.way {
        Way::Published => "PUBLISHED",
        Way::Waiting(queued) if queued.findings.iter().any(|found| found.reason == Reason::Duplicate) => "DUPLICATE",
        Way::Refused if verdict.is_some_and(|verdict| verdict.reasons.contains(&Reason::Duplicate)) => "DUPLICATE",
        Way::Sent { .. } | Way::Waiting(_) => "AWAITING_MODERATION",
        Way::Refused | Way::Gone => "MODERATION_FAILED",
    }
}

/// `POST /v1/question/answer/list`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<List>,
) -> Result<Answer, Error> {
    tell(&app, &staff, list).await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

async fn tell(app: &App, staff: &SellerStaff<CanRead>, list: List) -> Result<Answer, Failure> {
    let question = list.question.or(Code::QuestionNotFound)?;
    if questions::one(app, staff, question).await?.sku != list.sku {
        return Err(Code::QuestionNotFound.into());
    }
    let after = list.after.map(|id| id.to_string()).unwrap_or_default();
    let page = questions::answers_of(app, staff, question, &after, questions::PAGE_MAX).await?;
    let last = page.last().map_or(after, |tracked| tracked.answer.id.to_string());
    Answer::of(&Listed { answers: page.iter().map(Said::new).collect(), last_id: last })
}
