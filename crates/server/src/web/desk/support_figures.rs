//! `/desk/support/figures`: how people rate support's answers.

use app::queries::support as known;
use askama::Template;

use super::support::{self, Section};
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Spread},
    respond::{Page, html},
    visit::Visit,
    words::Words,
};

/// `/desk/support/figures`
#[derive(Debug, Template)]
#[template(path = "desk/support_figures.html")]
pub struct SupportFiguresPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// "4,6"
    pub average: String,
    /// How many were given.
    pub rated: u64,
    /// Fours and fives, in whole per cent.
    pub satisfied: u64,
    /// How ratings are spread.
    pub spread: Spread,
    /// What stands there when nobody rated.
    pub blank: Option<Blank>,
}

/// Shows how support was rated.
pub async fn show(visit: Visit) -> Page {
    let (me, w) = (support::support(&visit)?, visit.w());
    let (ratings, nav) =
        tokio::try_join!(known::ratings(&visit.app, &me), support::nav_of(&visit, &me, Section::Figures))?;
    let spread = convert::spread(w.lang, ratings);
    let (rated, good) = (spread.total(), spread.counts.iter().skip(3).sum::<u64>());
    html(&SupportFiguresPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Support, w.support.figures).described(w.support.description),
        nav,
        average: spread.average.clone().unwrap_or_default(),
        rated,
        satisfied: good * 100 / rated.max(1),
        blank: (rated == 0).then(|| Blank {
            icon: icons::CHART,
            title: w.support.no_ratings.into(),
            text: w.support.no_ratings_text.into(),
            action: None,
        }),
        spread,
    })
}
