//! `/v1/question/info`: one question.

use app::queries::questions;
use app::{App, CanRead};
use axum::extract::State;
use domain::{Code, QuestionId};
use serde::Deserialize;

use super::said::Said;
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, required};
use crate::dialect::invalid::Invalid;

/// A question that was asked for.
pub(in crate::dialect) struct Info(Named<QuestionId>);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    question_id: Option<Words>,
}

impl Message for Info {
    const NAME: &'static str = "QuestionInfoRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        required("question_id", raw.question_id).map(|id| Self(Named::new(QuestionId::parse(&id))))
    }
}

/// `POST /v1/question/info`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(Info(id)): Asked<Info>,
) -> Result<Answer, Error> {
    let told = async {
        let question = questions::one(&app, &staff, id.or(Code::QuestionNotFound)?).await?;
        Answer::of(&Said::new(&question, &base))
    };
    told.await.map_err(|failure| Error::of(&app, failure, Info::NAME))
}
