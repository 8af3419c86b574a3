//! What staff works with while answering: drafts, templates, and the courtesy of showing who has a composer open.

use std::time::Duration;

use domain::reviews::COMMENT_MAX;
use domain::text::Text;
use domain::{Code, Refusal, SellerId, TemplateId, Timestamp};
use store::{Signal, Tx, replies};

use super::{questions, reviews};
use crate::actors::{CanReply, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, chance};

pub use store::replies::{ReplyTo, Template};

/// How long after the last key somebody is said to be answering.
pub const ANSWERING: Duration = Duration::from_secs(30);
/// Characters of a draft, at most: more than an answer may have, so that nothing is lost while it is cut.
pub const DRAFT_MAX: usize = 10_000;

/// Keeps what somebody has typed under a review or a question, for whichever device they go on with, and tells colleagues that they
/// are answering. An empty text forgets it.
///
/// The text is kept as it was typed: it is judged when it is sent. `over` is when the draft that its author had before
/// their eyes was saved: where another device has saved a newer one, nothing is kept and the newer text is told. `None`
/// asks for no such check.
///
/// Says when it was saved; `None` where it was forgotten.
pub async fn save_draft(
    app: &App,
    staff: &SellerStaff<CanReply>,
    to: impl Into<ReplyTo>,
    text: String,
    over: Option<Over>,
) -> Result<Option<Timestamp>, Failure> {
    let person = staff.person().ok_or(Code::PeopleOnly)?;
    let got = text.chars().count();
    if got > DRAFT_MAX {
        return Err(Refusal::new(Code::TextTooLong).at("text").with("max", DRAFT_MAX).with("got", got).into());
    }
    let text = text.replace('\0', "");
    let (seller, name, now) = (staff.seller(), staff.name().to_owned(), app.now());
    let to = to.into();
    app.store()
        .write(move |tx| {
            is_there(tx, seller, to)?;
            if let Some(Over(seen)) = over {
                let there = replies::draft(tx, seller, to, person)?;
                not_changed_elsewhere(there, seen)?;
            }
            if text.is_empty() {
                replies::delete_draft(tx, seller, to, person)?;
                replies::stopped_answering(tx, seller, to, person)?;
            } else {
                replies::save_draft(tx, seller, to, person, &text, now)?;
                replies::answering(tx, seller, to, person, &name, now.after(ANSWERING))?;
            }
            tx.signal(&Signal::Changed { seller, topic: format!("answering:{to}").into() });
            Ok((!text.is_empty()).then_some(now))
        })
        .await
}

fn is_there(tx: &mut Tx<'_>, seller: SellerId, to: ReplyTo) -> Result<(), Failure> {
    match to {
        ReplyTo::Review(id) => reviews::load(tx, seller, id).map(drop),
        ReplyTo::Question(id) => questions::load(tx, seller, id).map(drop),
        ReplyTo::Chat(id) => store::chats::one(tx, seller, id)?.map(drop).ok_or_else(|| Code::ChatNotFound.into()),
    }
}

/// When the draft was saved that somebody had before their eyes; `None` for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over(pub Option<Timestamp>);

fn not_changed_elsewhere(there: Option<(String, Timestamp)>, seen: Option<Timestamp>) -> Result<(), Refusal> {
    match there {
        Some((text, saved_at)) if Some(saved_at) != seen => {
            Err(Refusal::new(Code::DraftChanged).at("text").with("text", text).with("saved_at", saved_at))
        }
        _ => Ok(()),
    }
}

/// Adds a template, or changes the one with this id.
pub async fn save_template(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: Option<TemplateId>,
    name: &str,
    text: &str,
    key: Option<Once>,
) -> Result<TemplateId, Failure> {
    let name = Text::<1, 60>::new(name).map_err(|refusal| refusal.at("name"))?.into_string();
    let text = Text::<1, COMMENT_MAX>::new(text).map_err(|refusal| refusal.at("text"))?.into_string();
    domain::templates::Template::parse(&text).map_err(|refusal| refusal.at("text"))?;
    let (seller, now) = (staff.seller(), app.now());
    let kept = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            if let Some(id) = id {
                replies::template(tx, seller, id)?.ok_or(Code::TemplateNotFound)?;
            }
            let id = id.unwrap_or_else(|| TemplateId(chance::id(now)));
            replies::save_template(tx, seller, &Template { id, name, text }, now)?;
            Ok(id.to_string())
        })
    });
    TemplateId::parse(&kept.await?).ok_or_else(|| Failure::fault("a kept template has no id"))
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
