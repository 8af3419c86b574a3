//! `/v1/question/answer/create`: answers a question; the answer is checked at once.

use app::commands::questions::{self, AnswerText, NewAnswer};
use app::{App, CanReply, Failure, SellerStaff};
use axum::extract::State;
use domain::{Code, Lang, QuestionId, Sku};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Words, positive, required};
use crate::dialect::invalid::Invalid;
use crate::dialect::key::Key;

/// An answer.
pub(in crate::dialect) struct Create {
    question: Named<QuestionId>,
    sku: Sku,
    text: AnswerText,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    question_id: Option<Words>,
    sku: Option<Int>,
    text: Option<Words>,
}

impl Message for Create {
    const NAME: &'static str = "QuestionAnswerCreateRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let question = Named::new(QuestionId::parse(&required("question_id", raw.question_id)?));
        let sku = positive("sku", raw.sku.ok_or(Invalid::missing("sku"))?).map(Sku)?;
        let text = required("text", raw.text)?;
        let text = AnswerText::new(&text).map_err(|refusal| Invalid::new("text", refusal.words(Lang::En)))?;
        Ok(Self { question, sku, text })
    }
}

#[derive(Serialize)]
struct Created {
    answer_id: String,
}

/// `POST /v1/question/answer/create`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    key: Key,
    Asked(create): Asked<Create>,
) -> Result<Answer, Error> {
    send(&app, &staff, create, &key).await.map_err(|failure| Error::of(&app, failure, Create::NAME))
}

/// Programs see no colleague's answer before their eyes and take nothing back. The product has to be the question's.
async fn send(app: &App, staff: &SellerStaff<CanReply>, create: Create, key: &Key) -> Result<Answer, Failure> {
    let Create { question, sku, text } = create;
    let question = question.or(Code::QuestionNotFound)?;
    if app::queries::questions::one(app, &staff.reader(), question).await?.sku != sku {
        return Err(Code::QuestionNotFound.into());
    }
    let request = format!("{question} {sku} {}", text.as_str());
    let new = NewAnswer { question, text, seen: None, undo: false, once: key.once(&request) };
    let sent = questions::send(app, staff, new).await?;
    Answer::of(&Created { answer_id: sent.answer.to_string() })
}
