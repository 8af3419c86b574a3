//! `/v1/question/change-status`: up to a hundred questions at once, all or none.

use app::commands::questions::{self, STATUS_MAX};
use app::{App, CanReply};
use axum::extract::State;
use domain::questions::Status;
use domain::{Code, QuestionId};
use serde::Deserialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, choice};
use crate::dialect::invalid::Invalid;

/// Questions, and what they are to become.
pub(in crate::dialect) struct Change {
    ids: Named<Vec<QuestionId>>,
    to: Status,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    question_ids: Option<Vec<Words>>,
    status: Option<Words>,
}

const NAMES: &[(&str, Status)] = &[("NEW", Status::New), ("VIEWED", Status::Viewed), ("PROCESSED", Status::Processed)];

impl Message for Change {
    const NAME: &'static str = "QuestionChangeStatusRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let ids = raw.question_ids.unwrap_or_default();
        if ids.is_empty() || ids.len() > STATUS_MAX {
            let reason = format!("value must contain between 1 and {STATUS_MAX} items, inclusive");
            return Err(Invalid::new("question_ids", reason));
        }
        let status = raw.status.filter(|Words(text)| !text.is_empty()).ok_or(Invalid::missing("status"))?;
        let ids = Named::new(ids.iter().map(|Words(id)| QuestionId::parse(id)).collect());
        Ok(Self { ids, to: choice("status", Some(&status), NAMES)? })
    }
}

/// `POST /v1/question/change-status`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(Change { ids, to }): Asked<Change>,
) -> Result<Answer, Error> {
    let done = async { questions::set_status(&app, &staff, ids.or(Code::QuestionNotFound)?, to).await };
    done.await.map(|()| Answer::done()).map_err(|failure| Error::of(&app, failure, Change::NAME))
}
