//! `/desk/support`: people's chats with support, who waits longest first.

use app::queries::support as known;
use app::{Failure, Support};
use askama::Template;
use domain::Refusal;

use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme, Toast},
    parts::{
        Appeal, Blank, BubbleState, ChatFoot, ChatRow, Chip, Choice, FileKind, Line, Role, Scan, Stars, Thread, Whose,
    },
    visit::Visit,
    words::{When, Words},
};

/// `/desk/support` and `/desk/support/chats/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/support.html")]
pub struct SupportPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: SupportList,
    /// The open chat.
    pub chat: Option<SupportChat>,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "desk/support_list.html")]
pub struct SupportListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: SupportList,
}

/// Only the open chat, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "desk/support_fragment.html")]
pub struct SupportFragment {
    /// The words.
    pub w: &'static Words,
    /// The open chat.
    pub chat: SupportChat,
    /// What is said once.
    pub said: Option<Toast>,
}

/// Chats with support.
#[derive(Clone, Debug)]
pub struct SupportList {
    /// The list is the page, so its name is the heading.
    pub heads_page: bool,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// All who wait, those whom nobody has taken, mine, sellers, buyers.
    pub chips: Vec<Chip>,
    /// This list anew, for the script.
    pub refresh_href: String,
    /// The chats, who waits longest first.
    pub rows: Vec<ChatRow>,
    /// Where the next one is taken; nothing when nobody waits or the reader may not.
    pub next_action: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// An open chat with support.
#[derive(Clone, Debug)]
pub struct SupportChat {
    /// Its id.
    pub id: String,
    /// Its page, to which what is done is added: `/desk/support/chats/019e…`.
    pub path: String,
    /// The list's filters, which every form carries on.
    pub query: String,
    /// The list.
    pub back_href: String,
    /// Who wrote to support.
    pub name: String,
    /// For the round sign.
    pub initials: String,
    /// What they are.
    pub role: Role,
    /// About what.
    pub topic: String,
    /// Who answers.
    pub holder: Holder,
    /// "ждёт 26 мин": tone and words.
    pub waits: Option<(&'static str, String)>,
    /// The messages.
    pub thread: Thread,
    /// The composer, or why there is none.
    pub foot: ChatFoot,
    /// To whom it can be transferred; empty where it cannot.
    pub transfer: Vec<Choice>,
    /// It can be closed.
    pub can_close: bool,
    /// How the person rated the answer, once it was closed; without stars they have not yet.
    pub rating: Option<Stars>,
    /// What is known about the person.
    pub customer: Customer,
}

/// Who answers a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The reader.
    Mine,
    /// A colleague.
    Colleague(String),
    /// Nobody; the reader may take it or not.
    Nobody {
        /// They may.
        can_take: bool,
    },
    /// It is closed.
    Closed,
}

/// What is known about somebody who wrote to support.
#[derive(Clone, Debug, Default)]
pub struct Customer {
    /// Facts: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// Limits that stand: tone, what, until when.
    pub limits: Vec<(&'static str, String, Option<String>)>,
    /// Their orders, the newest first.
    pub orders: Vec<OrderLink>,
    /// What the guard said of them lately: tone, what, when.
    pub verdicts: Vec<(&'static str, String, Option<When>)>,
}

/// An order in a line.
#[derive(Clone, Debug)]
pub struct OrderLink {
    /// "Заказ 0123-4567-1"
    pub number: String,
    /// "Доставлен"
    pub state: String,
    /// What was ordered.
    pub product: String,
    /// Its card.
    pub href: String,
}

/// A page of support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `/desk/support`
    Chats,
    /// `/desk/support/disputes`
    Disputes,
    /// `/desk/support/macros`
    Macros,
    /// `/desk/support/figures`
    Figures,
}

/// The way between the pages of support, with how many chats and disputes wait.
pub fn nav(w: &Words, open: Section, waiting: u64, disputes: u64) -> Vec<Chip> {
    let s = &w.support;
    let chip = |section, label: &str, count: u64, href: &str| Chip {
        label: label.to_owned(),
        count: (count > 0).then(|| crate::web::words::number(count)),
        href: href.to_owned(),
        on: section == open,
    };
    vec![
        chip(Section::Chats, s.chats, waiting, "/desk/support"),
        chip(Section::Disputes, s.disputes, disputes, "/desk/support/disputes"),
        chip(Section::Macros, s.macros, 0, "/desk/support/macros"),
        chip(Section::Figures, s.figures, 0, "/desk/support/figures"),
    ]
}

/// A mark at the foot of a row: nobody's chat that has waited, or whose it is.
pub fn waits(w: &Words, minutes: i64, waited: &str) -> (Icon, String, &'static str) {
    let tone = match minutes {
        ..=14 => "",
        15..=59 => "warn",
        _ => "bad",
    };
    (icons::CLOCK, w.support.waits.put(waited), tone)
}

/// The person as somebody who talks with shops and buyers.
pub fn support(visit: &Visit) -> Result<Support, Refusal> {
    visit.person()?.desk()?.support()
}

/// The way between the pages of support, with what waits now.
pub async fn nav_of(visit: &Visit, me: &Support, open: Section) -> Result<Vec<Chip>, Failure> {
    let waiting = known::waiting(&visit.app, me).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(nav(visit.w(), open, count(waiting.sellers + waiting.buyers), count(waiting.disputes)))
}
