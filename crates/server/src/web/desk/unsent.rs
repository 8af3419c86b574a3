//! Notices that wait because something is wrong, and those that were given up.

use app::queries::notices::HeldUp;
use app::{commands, queries};
use askama::Template;
use axum::extract::Path;
use domain::notices::Channel;
use domain::{Code, PersonId, Refusal};

use crate::told;
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::Blank;
use crate::web::respond::{Page, html, see};
use crate::web::visit::Visit;
use crate::web::words::{When, Words, when};

/// Shown at most.
const SHOWN: i64 = 200;

/// `/desk/unsent`
#[derive(Debug, Template)]
#[template(path = "desk/unsent.html")]
pub struct UnsentPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// What waits since a try went wrong, a line for each reason.
    pub waits: Vec<HeldUpRow>,
    /// What was given up, the newest first.
    pub rows: Vec<UnsentRow>,
    /// What stands there when there is nothing.
    pub blank: Option<Blank>,
}

/// Notices that wait for one reason.
#[derive(Clone, Debug)]
pub struct HeldUpRow {
    /// How many: "уведомлений: 12".
    pub number: String,
    /// Through which channel.
    pub channel: &'static str,
    /// What went wrong.
    pub error: String,
    /// When the next is tried: "следующая 14:05".
    pub next: Option<String>,
}

/// A notice that was given up.
#[derive(Clone, Debug)]
pub struct UnsentRow {
    /// Where it is sent again.
    pub action: String,
    /// What it says.
    pub text: &'static str,
    /// Through which channel.
    pub channel: &'static str,
    /// To whom, as an id.
    pub person: String,
    /// What went wrong.
    pub error: String,
    /// How often it was tried.
    pub tries: String,
    /// When it was given up.
    pub when: Option<When>,
}

/// What stands there when there is nothing.
pub fn blank(w: &Words) -> Blank {
    let (title, text) = (w.notices.failed_none.into(), w.notices.failed_none_text.into());
    Blank { icon: icons::DONE_ALL, title, text, action: None }
}

/// What a channel is called.
fn name(w: &Words, channel: Channel) -> &'static str {
    match channel {
        Channel::Push => w.notices.push,
        Channel::Email => w.notices.email,
        Channel::Telegram => w.notices.telegram,
    }
}

/// A line of what waits.
fn waits(w: &Words, held: &HeldUp, now: i64) -> HeldUpRow {
    let most = usize::try_from(queries::notices::HELD_UP_MAX).unwrap_or(usize::MAX);
    let number = if held.notices < most { held.notices.to_string() } else { format!("{most}+") };
    HeldUpRow {
        number: w.notices.held_up_number.put(number),
        channel: name(w, held.channel),
        error: held.error.clone(),
        next: held.next_at.and_then(|at| when(w, at.0, now)).map(|at| w.notices.call_next.put(at.short)),
    }
}

/// Shows what waits because something is wrong, and what was given up.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let held = queries::notices::held_up(&visit.app, &desk).await?;
    let waits: Vec<_> = held.iter().map(|held| waits(w, held, visit.now())).collect();
    let failed = queries::notices::failed(&visit.app, &desk, SHOWN).await?;
    let rows: Vec<_> = failed
        .iter()
        .map(|failed| {
            let sending = &failed.sending;
            let channel = sending.channel.as_str();
            UnsentRow {
                action: format!("/desk/unsent/{}/{}/{channel}", sending.person, sending.seq),
                text: told::text(w, sending.side, &sending.kind),
                channel: name(w, sending.channel),
                person: sending.person.to_string(),
                error: failed.error.clone(),
                tries: w.notices.call_tries.put(sending.attempts),
                when: failed.at.and_then(|at| when(w, at.0, visit.now())),
            }
        })
        .collect();
    html(&UnsentPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Desk, w.notices.failed_title).described(w.notices.failed_description),
        blank: (rows.is_empty() && waits.is_empty()).then(|| blank(w)),
        waits,
        rows,
    })
}

/// Sends one again.
pub async fn resend(visit: Visit, Path((person, seq, channel)): Path<(String, String, String)>) -> Page {
    let desk = visit.person()?.desk()?;
    let missing = || Refusal::from(Code::CallNotFound);
    let person = PersonId::parse(&person).ok_or_else(missing)?;
    let seq = seq.parse().map_err(|_| missing())?;
    let channel = Channel::parse(&channel).ok_or_else(missing)?;
    commands::outbox::resend(&visit.app, &desk, person, seq, channel).await?;
    Ok(see("/desk/unsent?done=resent"))
}
