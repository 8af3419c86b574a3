//! The foot of a chat: the composer, or why there is none.

use super::chat_bubble::Quote;
use super::chat_time::Clock;
use super::{Appeal, Presence, TemplateChoice};
use crate::web::icons::Icon;

/// Why one cannot write freely: chats switched off, friction, a frozen chat, a closed window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barrier {
    /// Its id among the barriers of the page.
    pub id: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// `warn`, `bad` or nothing.
    pub tone: &'static str,
    /// "Чаты с покупателями выключены"
    pub title: String,
    /// Why, and what still works.
    pub text: String,
    /// Until when: "до 4 июня, 15:00".
    pub until: Option<String>,
    /// The objection.
    pub appeal: Option<Appeal>,
    /// The chat with support, where that helps.
    pub support_href: Option<String>,
}

/// The question before something secret leaves: the safe answer stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brake {
    /// "Похоже на номер карты. Всё равно отправить?"
    pub title: String,
    /// What could happen.
    pub text: String,
    /// The words in the text that it is about.
    pub quote: Option<String>,
}

/// Which files may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRules {
    /// For the file dialog: `image/*,video/mp4,application/pdf`.
    pub accept: &'static str,
    /// Files in a message, at most.
    pub most: usize,
    /// "Фото, видео до 50 МБ, PDF до 10 МБ"
    pub hint: String,
}

/// The box at the bottom of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatComposer {
    /// The chat's page: `/chats/c1`; the message is sent to `{path}/send`, its draft to `{path}/draft`.
    pub path: String,
    /// The list's filters as a query string, which the form carries on.
    pub query: String,
    /// To whom one writes: "Написать покупателю".
    pub hint: &'static str,
    /// What is in the box.
    pub text: String,
    /// How long it may be.
    pub limit: u32,
    /// Makes the message be stored once even when it is sent twice.
    pub client_id: String,
    /// What is answered.
    pub reply: Option<Quote>,
    /// Templates and quick replies to insert.
    pub templates: Vec<TemplateChoice>,
    /// Where templates are made; absent for those who have none.
    pub templates_href: Option<&'static str>,
    /// Internal notes are possible; `true` while one is written.
    pub note: Option<bool>,
    /// Files; absent where they may not be sent.
    pub files: Option<FileRules>,
    /// How long one may still write.
    pub clock: Option<Clock>,
    /// Seconds until the next message may be sent.
    pub slow: Option<u32>,
    /// Why it was refused.
    pub error: Option<String>,
    /// The question before it leaves.
    pub brake: Option<Brake>,
    /// Somebody else is writing.
    pub presence: Option<Presence>,
}

impl ChatComposer {
    /// Letters in the box.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }
}

/// The foot of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatFoot {
    /// What stands in the way, the strongest first.
    pub barriers: Vec<Barrier>,
    /// The composer, where one may write.
    pub composer: Option<Box<ChatComposer>>,
}
