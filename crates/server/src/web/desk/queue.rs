//! Queues as a page shows them.

use app::queries::moderation::{LATE_MAX, Standing};
use domain::moderation::queue::Queue;

use super::asked::{Asked, PATH, RISKY};
use crate::web::icons::{self, Icon};
use crate::web::visit::Visit;
use crate::web::words::{Words, age};

/// A queue with what waits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// Its value in `?queue=`; nothing for all of them.
    pub code: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// "Ответы"
    pub label: &'static str,
    /// Where its next case is taken.
    pub href: String,
    /// How many wait.
    pub count: u64,
    /// "26 ч": how long the oldest has waited.
    pub oldest: Option<String>,
    /// How many wait longer than promised, in whole per cent.
    pub late: u64,
    /// It is the one that is open.
    pub on: bool,
}

impl QueueRow {
    /// `bad` when a tenth and more is late, `warn` when anything is, nothing otherwise.
    pub const fn tone(&self) -> &'static str {
        match self.late {
            0 => "",
            1..=9 => "warn",
            _ => "bad",
        }
    }
}

/// How all queues stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Cases that wait.
    pub waiting: u64,
    /// Those past their deadline, in whole per cent, rounded up: one late case is never nothing.
    pub late: u64,
}

impl Total {
    /// Of all queues.
    pub fn of(standing: &[Standing]) -> Self {
        let waiting = standing.iter().map(|queue| count(queue.waiting)).sum();
        Self { waiting, late: share(standing.iter().map(|queue| count(queue.late)).sum(), waiting) }
    }
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn share(late: u64, waiting: u64) -> u64 {
    // Late cases are counted up to a limit only, so the share of a very long queue is one of at least.
    debug_assert!(late <= count(LATE_MAX) * Queue::ALL.len() as u64);
    (late * 100).div_ceil(waiting.max(1)).min(100)
}

/// The rows of the desk: everything by urgency, what may do harm, then each queue.
pub fn rows(visit: &Visit, standing: &[Standing], open: Option<&str>) -> Vec<QueueRow> {
    let (m, total) = (&visit.w().moderation, Total::of(standing));
    let oldest = standing.iter().filter_map(|queue| queue.oldest).min().map(|at| at.0);
    let risky = standing.iter().map(|queue| count(queue.risky)).sum();
    let first = [
        row(visit, ("", icons::INBOX, m.queue_all), (total.waiting, total.late, oldest), open),
        row(visit, (RISKY, icons::BOLT, m.queue_risky), (risky, 0, None), open),
    ];
    let each = ORDER.iter().map(|queue| one(visit, standing, *queue, open));
    first.into_iter().chain(each).collect()
}

/// The row of one queue.
pub fn one(visit: &Visit, standing: &[Standing], queue: Queue, open: Option<&str>) -> QueueRow {
    let (icon, label) = name(visit.w(), queue);
    let figures = match standing.iter().find(|known| known.queue == queue) {
        Some(known) => {
            let (waiting, late) = (count(known.waiting), count(known.late));
            (waiting, share(late, waiting), known.oldest.map(|at| at.0))
        }
        None => (0, 0, None),
    };
    row(visit, (queue.as_str(), icon, label), figures, open)
}

fn row(
    visit: &Visit,
    (code, icon, label): (&'static str, Icon, &'static str),
    (waiting, late, oldest): (u64, u64, Option<i64>),
    open: Option<&str>,
) -> QueueRow {
    QueueRow {
        code,
        icon,
        label,
        href: Asked { queue: code.to_owned() }.at(PATH),
        count: waiting,
        oldest: oldest.map(|since| age(visit.w(), visit.now() - since)),
        late,
        on: open == Some(code),
    }
}

/// The order of the desk: what somebody objected to first.
const ORDER: [Queue; 9] = [
    Queue::Safety,
    Queue::Appeals,
    Queue::Reports,
    Queue::Answers,
    Queue::Questions,
    Queue::Reviews,
    Queue::Comments,
    Queue::Media,
    Queue::Second,
];

/// The sign and the name of a queue.
pub const fn name(w: &Words, queue: Queue) -> (Icon, &'static str) {
    let m = &w.moderation;
    match queue {
        Queue::Answers => (icons::REPLY, m.queue_answers),
        Queue::Questions => (icons::QUESTION, m.queue_questions),
        Queue::Reviews => (icons::REVIEWS, m.queue_reviews),
        Queue::Comments => (icons::SEND, m.queue_comments),
        Queue::Media => (icons::CAMERA, m.queue_media),
        Queue::Reports => (icons::FLAG, m.queue_reports),
        Queue::Appeals => (icons::SCALES, m.queue_appeals),
        Queue::Safety => (icons::CHATS, m.queue_safety),
        Queue::Second => (icons::DONE_ALL, m.queue_second),
    }
}
