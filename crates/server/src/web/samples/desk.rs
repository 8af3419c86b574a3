//! The operator's desk.

use super::{Sample, push};
use crate::web::{
    desk::start::{DeskPage, PutAsideRow, ReportCard},
    icons,
    layout::{Shell, Surface, Tab, Viewer},
    parts::{
        Blank,
        samples::{hours, say},
    },
    words::{Lang, Speaks},
};

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    let shell = |tab, title: &str| {
        Shell::new(lang, Surface::Desk, tab, title)
            .described(w.desk.description)
            .seen_by(Viewer { name: say(w, "Пётр", "Peter").into(), shop: None })
    };
    let report = ReportCard {
        seller: say(w, "Северная линия", "Northern Line").into(),
        reason: w.reviews.reason_not_about_product.into(),
        details: say(
            w,
            "Покупатель пишет про доставку, а не про чайник.",
            "The buyer writes about the delivery, not the kettle.",
        )
        .into(),
        waiting: hours(w, 3),
        review: "019e2c3f-7a41-7c55-8f00-2f1be0b5c111".into(),
    };
    let put_aside = PutAsideRow {
        consumer: "reactions".into(),
        event: "4811".into(),
        attempts: "8".into(),
        error: "database is locked".into(),
        waiting: hours(w, 3),
    };
    let page = |reports: Vec<ReportCard>| DeskPage {
        w,
        shell: shell(Tab::Desk, w.desk.reports),
        total: w.desk.n_reports.count(reports.len() as u64),
        blank: reports.is_empty().then(|| Blank {
            icon: icons::DONE_ALL,
            title: w.desk.no_reports.into(),
            text: w.desk.no_reports_text.into(),
            action: None,
        }),
        put_aside: if reports.is_empty() { Vec::new() } else { vec![put_aside.clone()] },
        reports,
    };
    push(samples, "desk", "full", page(vec![report.clone(), report]));
    push(samples, "desk", "empty", page(Vec::new()));
    #[cfg(debug_assertions)]
    push(
        samples,
        "desk",
        "components",
        crate::web::desk::components::ComponentsPage::of_samples(shell(Tab::Components, w.desk.components)),
    );
}
