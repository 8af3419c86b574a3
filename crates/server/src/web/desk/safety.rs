//! `/desk/safety`: what the safety team has before it, and the way to its pages.

use app::queries::moderation::{self, Standing};
use app::queries::safety as known;
use app::{Failure, Safety};
use askama::Template;
use domain::Refusal;
use domain::event::By;
use domain::moderation::queue::Queue;

use super::{
    campaigns::{self, CampaignRow},
    queue::{self, QueueRow},
    switches::{self, SwitchRow},
};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    respond::{Page, html},
    visit::Visit,
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

/// Campaigns and switches that the overview shows, at most.
const SHOWN: usize = 3;

/// Shows what waits; who is not of safety sees no more than how much that is.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let standing = moderation::queues(&visit.app, &desk).await?;
    let mut page = SafetyPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, w.safety.title).described(w.safety.description),
        nav: nav(w, Section::Overview),
        decides: false,
        queue: waiting(&visit, &standing),
        campaigns: Vec::new(),
        open_campaigns: 0,
        no_campaigns: None,
        switches: Vec::new(),
        active_switches: 0,
        no_switches: None,
        stopped: 0,
    };
    if let Ok(safety) = desk.safety() {
        fill(&visit, &safety, &mut page).await?;
    }
    html(&page)
}

fn waiting(visit: &Visit, standing: &[Standing]) -> QueueRow {
    QueueRow { label: visit.w().safety.cases_of_chats, ..queue::one(visit, standing, Queue::Safety, None) }
}

async fn fill(visit: &Visit, safety: &Safety, page: &mut SafetyPage) -> Result<(), Failure> {
    let w = visit.w();
    let (found, all, guard) = tokio::try_join!(
        known::found_campaigns(&visit.app, safety),
        known::switches(&visit.app, safety),
        known::guard(&visit.app, safety),
    )?;
    let open = found.iter().filter(|campaign| campaign.delivered > 0);
    page.decides = true;
    page.open_campaigns = open.clone().count() as u64;
    page.campaigns = open.take(SHOWN).map(|campaign| campaigns::row(visit, campaign)).collect();
    page.no_campaigns = page.campaigns.is_empty().then(|| no_campaigns(w));
    page.active_switches = all.now.len() as u64;
    for switch in all.now.iter().take(SHOWN) {
        page.switches.push(switches::row(visit, safety, switch).await?);
    }
    page.no_switches = page.switches.is_empty().then(|| no_switches(w));
    page.stopped = u64::try_from(guard.done.0 + guard.done.1).unwrap_or(0);
    Ok(())
}

/// The person as somebody who stops fraud.
pub fn safety(visit: &Visit) -> Result<Safety, Refusal> {
    visit.person()?.desk()?.safety()
}

/// The name of whoever did something at the desk; nothing where that is nobody's.
pub async fn name_of(visit: &Visit, safety: &Safety, by: &str) -> Result<String, Failure> {
    match By::parse(by) {
        Some(By::Desk(person)) if person == safety.id() => Ok(visit.w().moderation.by_me.to_owned()),
        Some(_) => Ok(known::suspect(&visit.app, safety, by).await?.name),
        None => Ok(String::new()),
    }
}
