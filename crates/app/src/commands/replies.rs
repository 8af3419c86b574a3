//! What staff works with while answering: drafts, templates, and the courtesy of showing who has a composer open.

use std::time::Duration;

use domain::reviews::COMMENT_MAX;
use domain::text::Text;
use domain::{Code, Refusal, ReviewId, TemplateId};
use store::{Signal, replies};

use super::reviews::load;
use crate::actors::{CanReply, SellerStaff};
use crate::{App, Failure, chance};

pub use store::replies::Template;

/// How long after the last key somebody is said to be answering.
pub const ANSWERING: Duration = Duration::from_secs(30);
/// Characters of a draft, at most: more than an answer may have, so that nothing is lost while it is cut.
pub const DRAFT_MAX: usize = 10_000;

/// Keeps what somebody has typed under a review, for whichever device they go on with, and tells colleagues that they
/// are answering. An empty text forgets it.
///
/// The text is kept as it was typed: it is judged when it is sent.
pub async fn save_draft(app: &App, staff: &SellerStaff<CanReply>, id: ReviewId, text: String) -> Result<(), Failure> {
    let Some(person) = staff.person() else { return Ok(()) };
    let got = text.chars().count();
    if got > DRAFT_MAX {
        return Err(Refusal::new(Code::TextTooLong).at("text").with("max", DRAFT_MAX).with("got", got).into());
    }
    let text = text.replace('\0', "");
    let (seller, name, now) = (staff.seller(), staff.name().to_owned(), app.now());
    app.store()
        .write(move |tx| {
            load(tx, seller, id)?;
            if text.is_empty() {
                replies::delete_draft(tx, seller, id, person)?;
                replies::stopped_answering(tx, seller, id, person)?;
            } else {
                replies::save_draft(tx, seller, id, person, &text, now)?;
                replies::answering(tx, seller, id, person, &name, now.after(ANSWERING))?;
            }
            tx.signal(&Signal::Changed { seller, topic: format!("answering:{id}").into() });
            Ok(())
        })
        .await
}

/// Adds a template, or changes the one with this id.
pub async fn save_template(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: Option<TemplateId>,
    name: &str,
    text: &str,
) -> Result<TemplateId, Failure> {
    let name = Text::<1, 60>::new(name).map_err(|refusal| refusal.at("name"))?.into_string();
    let text = Text::<1, COMMENT_MAX>::new(text).map_err(|refusal| refusal.at("text"))?.into_string();
    domain::templates::Template::parse(&text).map_err(|refusal| refusal.at("text"))?;
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .write(move |tx| {
            if let Some(id) = id {
                replies::template(tx, seller, id)?.ok_or(Code::TemplateNotFound)?;
            }
            let id = id.unwrap_or_else(|| TemplateId(chance::id(now)));
            replies::save_template(tx, seller, &Template { id, name, text }, now)?;
            Ok(id)
        })
        .await
}

/// Takes a template away.
pub async fn delete_template(app: &App, staff: &SellerStaff<CanReply>, id: TemplateId) -> Result<(), Failure> {
    let seller = staff.seller();
    app.store()
        .write(
            move |tx| {
                if replies::delete_template(tx, seller, id)? { Ok(()) } else { Err(Code::TemplateNotFound.into()) }
            },
        )
        .await
}
