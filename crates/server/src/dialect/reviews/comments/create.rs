//! `/v1/review/comment/create`: answers a review, or a comment under it; public at once.

use app::commands::answers::{self, AnswerText, NewAnswer};
use app::{App, CanReply, Failure};
use axum::extract::State;
use domain::{Code, CommentId, Lang, ReviewId};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, required};
use crate::dialect::invalid::Invalid;
use crate::dialect::key::Key;

/// An answer.
pub(in crate::dialect) struct Create {
    review: Named<ReviewId>,
    text: AnswerText,
    parent: Option<Named<CommentId>>,
    settles: bool,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    review_id: Option<Words>,
    text: Option<Words>,
    parent_comment_id: Option<Words>,
    mark_review_as_processed: Option<bool>,
}

impl Message for Create {
    const NAME: &'static str = "CommentCreateRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let review = required("review_id", raw.review_id)?;
        let text = required("text", raw.text)?;
        let parent = raw.parent_comment_id.map(|Words(id)| id).filter(|id| !id.is_empty());
        Ok(Self {
            review: Named::new(ReviewId::parse(&review)),
            text: AnswerText::new(&text).map_err(|refusal| Invalid::new("text", refusal.words(Lang::En)))?,
            parent: parent.map(|id| Named::new(CommentId::parse(&id))),
            settles: raw.mark_review_as_processed.unwrap_or(false),
        })
    }
}

#[derive(Serialize)]
struct Created {
    comment_id: String,
}

/// `POST /v1/review/comment/create`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    key: Key,
    Asked(create): Asked<Create>,
) -> Result<Answer, Error> {
    let created = async {
        let sent = answers::send(&app, &staff, answer(create, &key)?).await?;
        Answer::of(&Created { comment_id: sent.comment.to_string() })
    };
    created.await.map_err(|failure| Error::of(&app, failure, Create::NAME))
}

/// Programs see no colleague's answer before their eyes and take nothing back.
fn answer(create: Create, key: &Key) -> Result<NewAnswer, Failure> {
    let Create { review, text, parent, settles } = create;
    let request = format!("{review:?} {parent:?} {settles} {}", text.as_str());
    let parent = parent.map(|id| id.or(Code::CommentNotFound)).transpose()?;
    let review = review.or(Code::ReviewNotFound)?;
    Ok(NewAnswer { review, text, parent, settles, seen: None, undo: false, once: key.once(&request) })
}
