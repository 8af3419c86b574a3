//! Notices that were given up, with what went wrong.

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
    /// What was given up, the newest first.
    pub rows: Vec<UnsentRow>,
    /// What stands there when there is nothing.
    pub blank: Option<Blank>,
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

/// Shows what was given up.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let failed = queries::notices::failed(&visit.app, &desk, SHOWN).await?;
    let rows: Vec<_> = failed
        .iter()
        .map(|failed| {
            let sending = &failed.sending;
            let channel = sending.channel.as_str();
            UnsentRow {
                action: format!("/desk/unsent/{}/{}/{channel}", sending.person, sending.seq),
                text: told::text(w, sending.side, &sending.kind),
                channel: match sending.channel {
                    Channel::Push => w.notices.push,
                    Channel::Email => w.notices.email,
                },
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
        blank: rows.is_empty().then(|| blank(w)),
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
