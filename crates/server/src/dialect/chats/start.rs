//! `/v1/chat/start`: writes to the buyer of an order, where the window lets the shop.

use app::commands::chats::open;
use app::{App, CanReply};
use axum::extract::State;
use domain::OrderId;
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Words, required};
use crate::dialect::invalid::Invalid;

/// The order whose buyer is written to.
pub(in crate::dialect) struct Start(OrderId);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    posting_number: Option<Words>,
}

impl Message for Start {
    const NAME: &'static str = "ChatStartRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        required("posting_number", raw.posting_number).map(|number| Self(OrderId(number)))
    }
}

#[derive(Serialize)]
struct Started {
    result: Opened,
}

#[derive(Serialize)]
struct Opened {
    chat_id: String,
}

/// `POST /v1/chat/start`. The chat that is there already is the one.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(Start(order)): Asked<Start>,
) -> Result<Answer, Error> {
    let told = async {
        let chat = open::about_order(&app, &staff, order, None).await?;
        Answer::of(&Started { result: Opened { chat_id: chat.to_string() } })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Start::NAME))
}
