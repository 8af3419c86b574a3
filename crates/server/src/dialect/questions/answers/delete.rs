//! `/v1/question/answer/delete`: takes an answer of the shop away.

use app::commands::questions;
use app::{App, CanReply, Failure, SellerStaff};
use axum::extract::State;
use domain::{AnswerId, Code, Sku};
use serde::Deserialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Words, positive, required};
use crate::dialect::invalid::Invalid;

/// An answer to be taken away, and the product of its question, which has to be the right one.
pub(in crate::dialect) struct Delete {
    id: Named<AnswerId>,
    sku: Sku,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    answer_id: Option<Words>,
    sku: Option<Int>,
}

impl Message for Delete {
    const NAME: &'static str = "QuestionAnswerDeleteRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let id = Named::new(AnswerId::parse(&required("answer_id", raw.answer_id)?));
        let sku = positive("sku", raw.sku.ok_or(Invalid::missing("sku"))?).map(Sku)?;
        Ok(Self { id, sku })
    }
}

/// `POST /v1/question/answer/delete`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(delete): Asked<Delete>,
) -> Result<Answer, Error> {
    let done = take_away(&app, &staff, delete).await;
    done.map(|()| Answer::done()).map_err(|failure| Error::of(&app, failure, Delete::NAME))
}

async fn take_away(app: &App, staff: &SellerStaff<CanReply>, Delete { id, sku }: Delete) -> Result<(), Failure> {
    let id = id.or(Code::AnswerNotFound)?;
    if app::queries::questions::answer(app, &staff.reader(), id).await?.answer.sku != sku {
        return Err(Code::AnswerNotFound.into());
    }
    questions::delete(app, staff, id).await.map(drop)
}
