//! The operator's desk.

use super::{Sample, push};
use crate::web::{
    desk::start::{DeskPage, ReportCard},
    icons,
    layout::{Shell, Surface, Tab, Viewer},
    parts::{
        Blank, Stars,
        samples::{hours, say},
    },
    words::Lang,
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
        reason: w.reviews.reason_other_product.into(),
        details: say(
            w,
            "Покупатель пишет про доставку, а не про чайник.",
            "The buyer writes about the delivery, not the kettle.",
        )
        .into(),
        waiting: hours(w, 3),
        stars: Stars(Some(1)),
        author: say(w, "Игорь", "Igor").into(),
        text: say(w, "Курьер опоздал на два дня.", "The courier was two days late.").into(),
        product: say(w, "Чайник электрический, 1,7 л", "Electric kettle, 1.7 l").into(),
        product_href: "/shop/p/520896183".into(),
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
