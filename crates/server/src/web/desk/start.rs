//! The start of the desk: what waits.

use app::queries::{self, moderation};
use askama::Template;

use super::{
    moderation::Figures,
    queue::{self, QueueRow, Total},
};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, html},
    visit::Visit,
    words::{Words, age},
};

/// `/desk`
#[derive(Debug, Template)]
#[template(path = "desk/start.html")]
pub struct DeskPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The reader may decide.
    pub decides: bool,
    /// How many cases wait.
    pub waiting: u64,
    /// How many of them wait longer than promised, in whole per cent.
    pub late: u64,
    /// The reader's figures today.
    pub figures: Figures,
    /// The queues.
    pub queues: Vec<QueueRow>,
    /// Events that the worker gave up on: what it was about and what went wrong.
    pub put_aside: Vec<PutAsideRow>,
    /// What stands there when nothing waits.
    pub blank: Option<Blank>,
}

/// An event that the worker gave up on.
#[derive(Clone, Debug)]
pub struct PutAsideRow {
    /// Who gave up.
    pub consumer: String,
    /// The event's number.
    pub event: String,
    /// After how many tries.
    pub attempts: String,
    /// What went wrong the last time.
    pub error: String,
    /// "3 ч"
    pub waiting: String,
}

/// Put-aside events that are asked for, at most.
const SHOWN: i64 = 100;

/// Shows what waits.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let (standing, day, known) = tokio::try_join!(
        moderation::queues(&visit.app, &desk),
        moderation::day(&visit.app, &desk),
        queries::desk::waiting(&visit.app, &desk, SHOWN),
    )?;
    let total = Total::of(&standing);
    html(&DeskPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Desk, w.desk.title).described(w.desk.description),
        decides: desk.moderator().is_ok(),
        waiting: total.waiting,
        late: total.late,
        figures: Figures::of(&day),
        queues: queue::rows(&visit, &standing, None).into_iter().skip(1).collect(),
        put_aside: known.dead_letters.iter().map(|letter| put_aside(&visit, letter)).collect(),
        blank: (total.waiting == 0).then(|| Blank {
            icon: icons::DONE_ALL,
            title: w.desk.all_clear.into(),
            text: w.desk.all_clear_text.into(),
            action: None,
        }),
    })
}

fn put_aside(visit: &Visit, letter: &queries::desk::PutAside) -> PutAsideRow {
    PutAsideRow {
        consumer: letter.consumer.clone(),
        event: letter.cursor.seq.to_string(),
        attempts: letter.attempts.to_string(),
        error: letter.error.clone(),
        waiting: age(visit.w(), visit.now() - letter.at.0),
    }
}
