//! `/desk/safety/switches`: chats that were switched off, for whom, why and until when.

use app::queries::{people, safety as known};
use app::{Failure, Safety};
use askama::Template;
use axum::extract::{Path, Query};
use domain::chats::Scope;
use domain::{Code, SwitchId};
use serde::Deserialize;

use super::safety::{self, Section};
use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    respond::{Page, html, see},
    visit::Visit,
    words::{When, Words, age, when},
};

/// `/desk/safety/switches`
#[derive(Debug, Template)]
#[template(path = "desk/switches.html")]
pub struct SwitchesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// Active and ended ones.
    pub tabs: Vec<Chip>,
    /// The switches, the newest first.
    pub switches: Vec<SwitchRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A switch.
#[derive(Clone, Debug)]
pub struct SwitchRow {
    /// Its number.
    pub id: String,
    /// The sign of its scope.
    pub icon: Icon,
    /// "Магазин «Северная линия»"
    pub whom: String,
    /// The reason in words.
    pub reason: String,
    /// What those concerned read.
    pub words: String,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// "осталось 3 ч": tone and words; nothing once it has ended.
    pub left: Option<(&'static str, String)>,
    /// "отключила Вера Модестова"
    pub by: String,
    /// How it ended, where it has.
    pub ended: Option<Ended>,
    /// Where it is lifted; nothing for those who look on.
    pub lift: Option<String>,
}

/// How a switch ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// "включила Вера Модестова", "срок вышел"
    pub how: String,
    /// When.
    pub when: Option<When>,
}

/// Which switches are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `ended` for those that are over.
    #[serde(default)]
    show: String,
}

/// Shows the switches.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (safety, w) = (safety::safety(&visit)?, visit.w());
    let all = known::switches(&visit.app, &safety).await?;
    let ended = asked.show == "ended";
    let shown: Vec<_> = if ended { all.ended.iter().collect() } else { all.now.iter().chain(&all.later).collect() };
    let mut switches = Vec::new();
    for switch in shown {
        switches.push(row(&visit, &safety, switch).await?);
    }
    let count = (all.now.len() + all.later.len()) as u64;
    let tab = |label: &str, count: u64, href: &str, on| Chip {
        label: label.to_owned(),
        count: (count > 0).then(|| crate::web::words::number(count)),
        href: href.to_owned(),
        on,
    };
    let blank = switches.is_empty().then(|| if ended { no_ended(w) } else { safety::no_switches(w) });
    html(&SwitchesPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, w.safety.switches).described(w.safety.description),
        nav: safety::nav(w, Section::Switches),
        tabs: vec![
            tab(w.safety.switches_now, count, PATH, !ended),
            tab(w.safety.switches_ended, 0, "/desk/safety/switches?show=ended", ended),
        ],
        switches,
        blank,
    })
}

/// Where switches are.
pub const PATH: &str = "/desk/safety/switches";

fn no_ended(w: &Words) -> Blank {
    Blank { icon: icons::CLOCK, title: w.safety.ended_none.into(), text: w.safety.ended_none_text.into(), action: None }
}

/// A switch as a row.
pub async fn row(visit: &Visit, safety: &Safety, switch: &known::Switch) -> Result<SwitchRow, Failure> {
    let (w, now) = (visit.w(), visit.now());
    let scope = Scope::parse(&switch.scope, &switch.target);
    let (icon, whom) = match &scope {
        Some(scope) => whom(visit, safety, scope).await?.unwrap_or_else(|| (icons::BAN, switch.target.clone())),
        None => (icons::BAN, switch.target.clone()),
    };
    let ended = ended(visit, safety, switch).await?;
    Ok(SwitchRow {
        id: switch.id.to_string(),
        icon,
        whom,
        reason: switch.reason.words(w.lang).to_owned(),
        words: switch.words.clone(),
        from: when(w, switch.since.0, now),
        until: when(w, switch.until.0, now),
        left: ended.is_none().then(|| left(w, switch.since.0, switch.until.0, now)),
        by: w.safety.made_by.put(safety::name_of(visit, safety, &switch.by).await?),
        lift: ended.is_none().then(|| format!("{PATH}/{}/lift", switch.id)),
        ended,
    })
}

fn left(w: &Words, since: i64, until: i64, now: i64) -> (&'static str, String) {
    if since > now {
        ("", w.safety.planned.to_owned())
    } else {
        ("warn", w.moderation.deadline_left.put(age(w, until - now)))
    }
}

async fn ended(visit: &Visit, safety: &Safety, switch: &known::Switch) -> Result<Option<Ended>, Failure> {
    let (w, now) = (visit.w(), visit.now());
    Ok(match &switch.lifted {
        Some((at, by)) => Some(Ended {
            how: w.safety.ended_by.put(safety::name_of(visit, safety, by).await?),
            when: when(w, at.0, now),
        }),
        None if switch.until.0 <= now => {
            Some(Ended { how: w.safety.ran_out.to_owned(), when: when(w, switch.until.0, now) })
        }
        None => None,
    })
}

/// Whom a scope names, with its sign; nothing where there is no such shop or buyer.
pub async fn whom(visit: &Visit, safety: &Safety, scope: &Scope) -> Result<Option<(Icon, String)>, Failure> {
    let s = &visit.w().safety;
    Ok(match scope {
        Scope::All => Some((icons::CHATS, s.scope_all_text.to_owned())),
        Scope::Category(name) => Some((icons::BOX, s.category_named.put(name))),
        Scope::Seller(id) => {
            people::by_number(&visit.app, *id).await?.map(|shop| (icons::SHOP, s.shop_named.put(shop.name)))
        }
        Scope::Buyer(id) => {
            let name = known::suspect(&visit.app, safety, &domain::event::By::Buyer(*id).to_string()).await?.name;
            (!name.is_empty()).then(|| (icons::PERSON, s.buyer_named.put(name)))
        }
    })
}

/// Switches chats on again.
pub async fn lift(visit: Visit, Path(id): Path<String>) -> Page {
    let (safety, id) = (safety::safety(&visit)?, SwitchId::parse(&id).ok_or(Code::SwitchNotFound)?);
    app::commands::safety::switch_on(&visit.app, &safety, id).await?;
    Ok(see("/desk/safety/switches?done=switched-on"))
}
