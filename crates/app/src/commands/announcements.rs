//! What the operator tells all shops.

use domain::chats::Topic;
use domain::event::Event;
use domain::text::Text;
use domain::{AnnouncementId, Code, Refusal};
use store::announcements::{self, Announcement};
use store::log;

use super::chats::NO_SHOP;
use crate::actors::{CanRead, SellerStaff, Support};
use crate::once::once;
use crate::{App, Failure, Once, chance};

/// An announcement to be made, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnnouncement {
    /// What it is about.
    pub topic: Topic,
    /// The headline: Russian, English.
    pub title: (String, String),
    /// The text: Russian, English.
    pub text: (String, String),
}

/// Tells all shops something.
pub async fn announce(app: &App, support: &Support, new: NewAnnouncement) -> Result<AnnouncementId, Failure> {
    announce_once(app, support, new, None).await
}

/// The same for a request that may come twice.
pub async fn announce_once(
    app: &App,
    support: &Support,
    new: NewAnnouncement,
    key: Option<Once>,
) -> Result<AnnouncementId, Failure> {
    let line = |typed: &str, field| {
        Text::<1, 200>::new(typed).map(Text::into_string).map_err(|refusal: Refusal| refusal.at(field))
    };
    let text = |typed: &str, field| {
        Text::<1, 10_000>::new(typed).map(Text::into_string).map_err(|refusal: Refusal| refusal.at(field))
    };
    let title = (line(&new.title.0, "title_ru")?, line(&new.title.1, "title_en")?);
    let text = (text(&new.text.0, "text_ru")?, text(&new.text.1, "text_en")?);
    let (now, by) = (app.now(), support.by());
    let id = AnnouncementId(chance::id(now));
    let announcement = Announcement { id, topic: new.topic, title, text, at: now, read_at: None };
    let told = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            announcements::insert(tx, &announcement)?;
            log::append(tx, now, NO_SHOP, by, &Event::Announced { announcement: id.to_string() })?;
            Ok(id.to_string())
        })
    });
    AnnouncementId::parse(&told.await?).ok_or_else(|| Failure::fault("an announcement has no id"))
}

/// Notes that somebody of a shop has read one.
pub async fn read(app: &App, staff: &SellerStaff<CanRead>, id: AnnouncementId) -> Result<(), Failure> {
    let person = staff.person().ok_or(Code::PeopleOnly)?;
    let now = app.now();
    app.store().write(move |tx| Ok(announcements::read(tx, person, id, now)?)).await
}
