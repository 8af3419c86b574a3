//! `/v2/chat/read`: all up to a message has been read.

use app::commands::chats::state;
use app::{App, CanReply, Reader};
use axum::extract::State;
use domain::{ChatId, Code, MessageId};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Words, required};
use crate::dialect::invalid::Invalid;

/// Up to where a chat has been read; all of it where no message is named.
pub(in crate::dialect) struct Read {
    chat: Named<ChatId>,
    up_to: Option<MessageId>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    chat_id: Option<Words>,
    from_message_id: Option<Int>,
}

impl Message for Read {
    const NAME: &'static str = "ChatReadRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let chat = Named::new(ChatId::parse(&required("chat_id", raw.chat_id)?));
        Ok(Self { chat, up_to: super::said::message_id("from_message_id", raw.from_message_id)? })
    }
}

#[derive(Serialize)]
struct Left {
    unread_count: i64,
}

/// `POST /v2/chat/read`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(Read { chat, up_to }): Asked<Read>,
) -> Result<Answer, Error> {
    let told = async {
        let chat = chat.or(Code::ChatNotFound)?;
        let unread_count = state::read(&app, &Reader::from(&staff.reader()), chat, up_to).await?;
        Answer::of(&Left { unread_count })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Read::NAME))
}
