//! The operator's desk.

use super::{Sample, moderation::queues, push};
use crate::web::{
    desk::{
        moderation::Figures,
        start::{DeskPage, PutAsideRow},
    },
    icons,
    layout::{Shell, Surface, Tab, Viewer},
    parts::{
        Blank,
        samples::{hours, say},
    },
    words::{Lang, Speaks, Words},
};

/// A shell as a moderator sees it.
pub(super) fn shell(w: &'static Words, tab: Tab, title: &str) -> Shell {
    Shell::new(w.lang, Surface::Desk, tab, title)
        .described(w.desk.description)
        .seen_by(Viewer { name: say(w, "Вера Модестова", "Vera Modestova").into(), shop: None })
}

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    push(samples, "desk", "full", full(w));
    push(samples, "desk", "empty", empty(w));
    #[cfg(debug_assertions)]
    push(
        samples,
        "desk",
        "components",
        crate::web::desk::components::ComponentsPage::of_samples(shell(w, Tab::Components, w.desk.components)),
    );
}

fn full(w: &'static Words) -> DeskPage {
    let letter = PutAsideRow {
        consumer: "reactions".into(),
        event: "4811".into(),
        attempts: "8".into(),
        error: "database is locked".into(),
        waiting: hours(w, 3),
    };
    DeskPage {
        w,
        shell: shell(w, Tab::Desk, w.desk.title),
        decides: true,
        waiting: 1_331,
        late: 11,
        figures: Figures { day: 187, hour: 64 },
        queues: queues(w),
        put_aside: vec![letter],
        blank: None,
    }
}

fn empty(w: &'static Words) -> DeskPage {
    DeskPage {
        decides: false,
        waiting: 0,
        late: 0,
        figures: Figures::default(),
        queues: Vec::new(),
        put_aside: Vec::new(),
        blank: Some(Blank {
            icon: icons::DONE_ALL,
            title: w.desk.all_clear.into(),
            text: w.desk.all_clear_text.into(),
            action: None,
        }),
        ..full(w)
    }
}
