//! What the operator tells all shops.

use domain::chats::Topic;
use domain::{AnnouncementId, Code, Refusal, Timestamp};
use store::announcements;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::announcements::Announcement;

/// Announcements on one page.
pub const PAGE: i64 = 30;

/// A page of announcements, the newest first, as somebody of a shop has read them; and what the next page is asked with.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    topic: Option<Topic>,
    after: Option<&str>,
) -> Result<(Vec<Announcement>, Option<String>), Failure> {
    let person = staff.person().ok_or(Code::PeopleOnly)?;
    let after = after.map(read_cursor).transpose()?;
    let mut page = app
        .store()
        .glance(move |tx| Ok::<_, Failure>(announcements::list(tx, person, topic, after, PAGE + 1)?))
        .await?;
    let more = i64::try_from(page.len()).is_ok_and(|len| len > PAGE);
    page.truncate(usize::try_from(PAGE).unwrap_or(30));
    let next = page.last().filter(|_| more).map(|last| format!("{}.{}", last.at.0, last.id));
    Ok((page, next))
}

fn read_cursor(text: &str) -> Result<(Timestamp, AnnouncementId), Refusal> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), AnnouncementId::parse(id)?))
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// One announcement.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: AnnouncementId) -> Result<Announcement, Failure> {
    let person = staff.person().ok_or(Code::PeopleOnly)?;
    let found = app.store().glance(move |tx| Ok::<_, Failure>(announcements::one(tx, person, id)?)).await?;
    Ok(found.ok_or(Code::PageNotFound)?)
}

/// How many somebody of a shop has not read.
pub async fn unread(app: &App, staff: &SellerStaff<CanRead>) -> Result<i64, Failure> {
    let Some(person) = staff.person() else { return Ok(0) };
    app.store().glance(move |tx| Ok(announcements::unread(tx, person)?)).await
}
