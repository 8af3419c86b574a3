//! The chat in Telegram: what the page of settings shows of it, and how it is linked and left.

use app::queries::notices::Chat;
use app::{Failure, commands, queries};
use domain::{Code, PersonId, Timestamp};

use super::place;
use super::settings::{Redo, page};
use crate::web::respond::{Page, and_say, html, see};
use crate::web::visit::Visit;
use crate::web::words::{Words, day_of};

/// A person's chat in Telegram.
#[derive(Clone, Debug, Default)]
pub struct Telegram {
    /// "Подключён с 12 мая", where there is one.
    pub linked: Option<String>,
    /// What opens the bot with a code that was just made.
    pub link: Option<String>,
}

impl Telegram {
    pub(super) fn of(w: &Words, chat: Option<&Chat>, now: Timestamp) -> Self {
        let since = |chat: &Chat| w.notices.telegram_since.put(day_of(w, chat.linked_at.0, now.0));
        Self { linked: chat.map(since), link: None }
    }
}

/// The chat, where the operator has a bot.
pub(super) async fn chat(visit: &Visit, person: PersonId) -> Result<Option<Chat>, Failure> {
    match visit.site.outward.bot() {
        Some(_) => queries::notices::chat(&visit.app, person).await,
        None => Ok(None),
    }
}

/// Makes a code that links a chat, and shows what opens the bot with it: a link, since a form may lead nowhere but to this site.
/// It is made for this answer alone.
pub async fn connect(visit: Visit) -> Page {
    let place = place(&visit)?;
    let bot = visit.site.outward.bot().ok_or(Code::TelegramOff)?;
    let code = commands::telegram::new_code(&visit.app, place.part, visit.look.lang).await?;
    let mut page = page(&visit, Redo::default()).await?;
    if let Some(telegram) = &mut page.telegram {
        telegram.link = Some(bot.link(&code.code));
    }
    html(&page)
}

/// The page with a link, asked for once more.
pub async fn back(visit: Visit) -> Page {
    Ok(see(place(&visit)?.settings()))
}

/// Takes the chat away.
pub async fn disconnect(visit: Visit) -> Page {
    let place = place(&visit)?;
    commands::telegram::disconnect(&visit.app, visit.person()?).await?;
    Ok(see(&and_say(place.settings(), "telegram-gone")))
}
