//! Templates of a shop.

use domain::{Code, TemplateId, Timestamp};
use store::replies::{self, ReplyTo};

use crate::actors::{CanRead, CanReply, SellerStaff};
use crate::commands::questions as commands;
use crate::{App, Failure};

pub use store::replies::Template;

/// A shop's templates, the most used first.
pub async fn templates(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<Template>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(replies::templates(tx, seller)?)).await
}

/// One template.
pub async fn template(app: &App, staff: &SellerStaff<CanRead>, id: TemplateId) -> Result<Option<Template>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(replies::template(tx, seller, id)?)).await
}

/// What somebody has typed under a review or a question and not sent, and when it was saved.
pub async fn draft(
    app: &App,
    staff: &SellerStaff<CanReply>,
    to: impl Into<ReplyTo>,
) -> Result<Option<(String, Timestamp)>, Failure> {
    let (seller, person, to) = (staff.seller(), staff.person().ok_or(Code::PeopleOnly)?, to.into());
    app.store()
        .read(move |tx| {
            match to {
                ReplyTo::Review(id) => drop(store::reviews::one(tx, seller, id)?.ok_or(Code::ReviewNotFound)?),
                ReplyTo::Question(id) => drop(commands::load(tx, seller, id)?),
                ReplyTo::Chat(id) => drop(store::chats::one(tx, seller, id)?.ok_or(Code::ChatNotFound)?),
            }
            Ok(replies::draft(tx, seller, to, person)?)
        })
        .await
}

/// Who else has the composer of a review or a question open.
pub async fn answering(
    app: &App,
    staff: &SellerStaff<CanRead>,
    to: impl Into<ReplyTo>,
) -> Result<Vec<String>, Failure> {
    let Some(me) = staff.person() else { return Ok(Vec::new()) };
    let (seller, now, to) = (staff.seller(), app.now(), to.into());
    app.store().read(move |tx| Ok(replies::who_is_answering(tx, seller, to, me, now)?)).await
}
