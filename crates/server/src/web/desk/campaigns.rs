//! `/desk/safety/campaigns`: near-identical messages to many people, and blocking them in one decision.

use askama::Template;

use super::case::{FindingLine, Marked};
use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice},
    words::{When, Words},
};

/// `/desk/safety/campaigns`
#[derive(Debug, Template)]
#[template(path = "desk/campaigns.html")]
pub struct CampaignsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The campaigns, the newest first.
    pub campaigns: Vec<CampaignRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A campaign in a list.
#[derive(Clone, Debug)]
pub struct CampaignRow {
    /// Its page.
    pub href: String,
    /// A sample of its text.
    pub text: String,
    /// What the guard saw: tone and words.
    pub labels: Vec<(&'static str, String)>,
    /// "214 сообщений"
    pub messages: String,
    /// "180 человек"
    pub people: String,
    /// "3 автора"
    pub authors: String,
    /// The first message.
    pub first: Option<When>,
    /// The last one.
    pub last: Option<When>,
    /// Where it stands.
    pub state: CampaignState,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// Messages keep coming.
    Open,
    /// No message came for a while.
    Quiet,
    /// Somebody of safety blocked it.
    Blocked,
}

impl CampaignState {
    /// The tone of its tag.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Open => "bad",
            Self::Quiet => "",
            Self::Blocked => "good",
        }
    }

    /// Its sign.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Open => icons::WARNING,
            Self::Quiet => icons::CLOCK,
            Self::Blocked => icons::CHECK,
        }
    }

    /// "идёт"
    pub const fn word(self, w: &Words) -> &'static str {
        match self {
            Self::Open => w.safety.state_open,
            Self::Quiet => w.safety.state_quiet,
            Self::Blocked => w.safety.state_blocked,
        }
    }
}

/// `/desk/safety/campaigns/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/campaign.html")]
pub struct CampaignPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The campaign.
    pub c: CampaignView,
}

/// A campaign with all who took part.
#[derive(Clone, Debug)]
pub struct CampaignView {
    /// Its page, to which its forms are sent.
    pub href: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The sample, with what the guard saw marked.
    pub text: Vec<Marked>,
    /// What the guard saw.
    pub why: Vec<FindingLine>,
    /// Figures: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// When it began.
    pub first: Option<When>,
    /// When the last message came.
    pub last: Option<When>,
    /// Who sent it, the most active first.
    pub members: Vec<MemberRow>,
    /// How it is blocked; nothing for those who look on and for one that is blocked.
    pub block: Option<BlockForm>,
}

/// Somebody who sent the messages of a campaign.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// The form's value.
    pub value: String,
    /// The name.
    pub name: String,
    /// "Магазин", "Покупатель".
    pub role: &'static str,
    /// "38 сообщений"
    pub messages: String,
    /// "36 человек"
    pub people: String,
    /// A text of theirs.
    pub text: String,
    /// Their last message.
    pub last: Option<When>,
    /// Where that message stands: tone and words.
    pub state: (&'static str, &'static str),
    /// A chat in which it was said.
    pub href: Option<String>,
    /// Ticked.
    pub on: bool,
}

/// The form that blocks a campaign.
#[derive(Clone, Debug)]
pub struct BlockForm {
    /// Reasons on offer.
    pub reasons: Vec<Choice>,
    /// What the authors read besides.
    pub words: String,
    /// "Заблокируем 214 сообщений у 3 авторов", once it was asked for.
    pub preview: Option<String>,
    /// Why it was refused.
    pub error: Option<String>,
}
