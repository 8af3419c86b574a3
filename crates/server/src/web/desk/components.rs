//! Every part with its samples on one page; debug builds only.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{
        Appeal, Blank, Comment, CommentState, Composer, MediaItem, ProductLine, ReviewRow, Spread, Stars, Status,
        StepState,
    },
    words::{When, Words},
};

/// `/desk/components`
#[derive(Debug, Template)]
#[template(path = "desk/components.html")]
pub struct ComponentsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Rows of stars.
    pub stars: Vec<Stars>,
    /// Dates.
    pub dates: Vec<Option<When>>,
    /// Review rows.
    pub rows: Vec<ReviewRow>,
    /// Products.
    pub products: Vec<ProductLine>,
    /// Spreads.
    pub spreads: Vec<Spread>,
    /// Photos and videos.
    pub media: Vec<MediaItem>,
    /// Comments.
    pub comments: Vec<Comment>,
    /// Composers; a page holds one, so the second and later stand without script.
    pub composer: Composer,
    /// Blank states.
    pub blanks: Vec<Blank>,
    /// What `review_row.html` asks of its list.
    pub list: crate::web::cabinet::home::NoSelection,
}

impl ComponentsPage {
    /// The page filled with every part's samples.
    pub fn of_samples(shell: Shell) -> Self {
        use crate::web::parts::samples;
        let w = shell.w;
        Self {
            w,
            shell,
            stars: [None, Some(1), Some(2), Some(3), Some(4), Some(5)].map(Stars).into(),
            dates: vec![
                samples::hours_ago(w, 0),
                samples::hours_ago(w, 26),
                samples::hours_ago(w, 48),
                samples::hours_ago(w, 9_000),
                None,
            ],
            rows: samples::rows(w),
            products: samples::products(w),
            spreads: samples::spreads(),
            media: samples::media(),
            comments: samples::comments(w),
            composer: samples::composers(w).remove(3),
            blanks: samples::blanks(w),
            list: crate::web::cabinet::home::NoSelection::default(),
        }
    }
}

/// Shows the page to whoever runs a debug build.
pub async fn show(visit: crate::web::visit::Visit) -> crate::web::respond::Page {
    let shell = visit.shell(Surface::Desk, Tab::Components, visit.w().desk.components);
    crate::web::respond::html(&ComponentsPage::of_samples(shell))
}
