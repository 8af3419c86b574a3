//! `/v1/review/comment/delete`, `/v2/review/comment/delete`: takes an answer of the shop away.

use app::commands::answers;
use app::queries::reviews;
use app::{App, CanRead, CanReply, Failure, SellerStaff};
use axum::extract::State;
use domain::{Code, CommentId, Sku};
use serde::Deserialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Words, required};
use crate::dialect::invalid::Invalid;

/// A comment to be taken away.
pub(in crate::dialect) struct DeleteV1(Named<CommentId>);

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV1 {
    comment_id: Option<Words>,
}

impl Message for DeleteV1 {
    const NAME: &'static str = "CommentDeleteRequest";
    type Raw = RawV1;

    fn read(raw: RawV1) -> Result<Self, Invalid> {
        required("comment_id", raw.comment_id).map(|id| Self(Named::new(CommentId::parse(&id))))
    }
}

/// The same, and the product of its review, which has to be the right one; 0 for a review of no known product.
pub(in crate::dialect) struct DeleteV2 {
    id: Named<CommentId>,
    sku: Option<Sku>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV2 {
    comment_id: Option<Words>,
    sku: Option<Int>,
}

impl Message for DeleteV2 {
    const NAME: &'static str = "ReviewCommentDeleteV2Request";
    type Raw = RawV2;

    fn read(raw: RawV2) -> Result<Self, Invalid> {
        let id = Named::new(CommentId::parse(&required("comment_id", raw.comment_id)?));
        let Int(sku) = raw.sku.ok_or(Invalid::missing("sku"))?;
        Ok(Self { id, sku: (sku != 0).then_some(Sku(sku)) })
    }
}

/// `POST /v1/review/comment/delete`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(DeleteV1(id)): Asked<DeleteV1>,
) -> Result<Answer, Error> {
    let deleted = async { answers::delete(&app, &staff, id.or(Code::CommentNotFound)?).await };
    deleted.await.map(|_| Answer::done()).map_err(|failure| Error::of(&app, failure, DeleteV1::NAME))
}

/// `POST /v2/review/comment/delete`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Staff(reader): Staff<CanRead>,
    Asked(delete): Asked<DeleteV2>,
) -> Result<Answer, Error> {
    let deleted = async {
        let id = delete.id.or(Code::CommentNotFound)?;
        is_about(&app, &reader, id, delete.sku).await?;
        answers::delete(&app, &staff, id).await
    };
    deleted.await.map(|_| Answer::done()).map_err(|failure| Error::of(&app, failure, DeleteV2::NAME))
}

/// Whether a comment stands under a review of that product; else it is not found.
async fn is_about(app: &App, staff: &SellerStaff<CanRead>, id: CommentId, sku: Option<Sku>) -> Result<(), Failure> {
    let comment = reviews::comment(app, staff, id).await?;
    let review = reviews::one(app, staff, comment.review).await?;
    if review.sku == sku { Ok(()) } else { Err(Code::CommentNotFound.into()) }
}
