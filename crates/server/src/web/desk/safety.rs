//! `/desk/safety`: what the safety team has before it, and the way to its pages.

use askama::Template;

use super::{campaigns::CampaignRow, queue::QueueRow, switches::SwitchRow};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    words::Words,
};

/// `/desk/safety`
#[derive(Debug, Template)]
#[template(path = "desk/safety.html")]
pub struct SafetyPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The reader may decide.
    pub decides: bool,
    /// The queue of cases about chats.
    pub queue: QueueRow,
    /// Campaigns that go on, the largest first.
    pub campaigns: Vec<CampaignRow>,
    /// How many campaigns go on.
    pub open_campaigns: u64,
    /// What stands there when there are none.
    pub no_campaigns: Option<Blank>,
    /// Switches that are active.
    pub switches: Vec<SwitchRow>,
    /// How many switches are active.
    pub active_switches: u64,
    /// What stands there when there are none.
    pub no_switches: Option<Blank>,
    /// Messages that were held or blocked within seven days.
    pub stopped: u64,
}

/// A page of safety.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `/desk/safety`
    Overview,
    /// `/desk/safety/campaigns`
    Campaigns,
    /// `/desk/safety/switches`
    Switches,
    /// `/desk/safety/rules`
    Tester,
    /// `/desk/safety/guard`
    Guard,
}

/// The way between the pages of safety.
pub fn nav(w: &Words, open: Section) -> Vec<Chip> {
    let s = &w.safety;
    let chip = |section, label: &str, href: &str| Chip {
        label: label.to_owned(),
        count: None,
        href: href.to_owned(),
        on: section == open,
    };
    vec![
        chip(Section::Overview, s.overview, "/desk/safety"),
        chip(Section::Campaigns, s.campaigns, "/desk/safety/campaigns"),
        chip(Section::Switches, s.switches, "/desk/safety/switches"),
        chip(Section::Tester, s.tester, "/desk/safety/rules"),
        chip(Section::Guard, s.guard, "/desk/safety/guard"),
    ]
}

/// What stands in place of campaigns.
pub fn no_campaigns(w: &Words) -> Blank {
    Blank {
        icon: icons::INBOX,
        title: w.safety.campaigns_none.into(),
        text: w.safety.campaigns_none_text.into(),
        action: None,
    }
}

/// What stands in place of switches.
pub fn no_switches(w: &Words) -> Blank {
    Blank {
        icon: icons::CHECK,
        title: w.safety.switches_none.into(),
        text: w.safety.switches_none_text.into(),
        action: None,
    }
}
