//! `/desk/support/disputes`: what buyer and shop could not settle, and the operator's decision.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, Blank, BubbleState, Chip, Field, FileKind, Line, MediaItem, ProductLine, Scan},
    words::{When, Words},
};

/// `/desk/support/disputes`
#[derive(Debug, Template)]
#[template(path = "desk/support_disputes.html")]
pub struct DisputesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// To be decided, with the shop, decided.
    pub tabs: Vec<Chip>,
    /// The disputes, by deadline.
    pub rows: Vec<DisputeRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A dispute in a list.
#[derive(Clone, Debug)]
pub struct DisputeRow {
    /// Its page.
    pub href: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// What was ordered.
    pub product: String,
    /// "Возврат"
    pub reason: &'static str,
    /// The beginning of the buyer's words.
    pub text: String,
    /// Who: buyer and shop.
    pub sides: String,
    /// When it was opened.
    pub when: Option<When>,
    /// What is due: tone and words.
    pub due: (&'static str, String),
}

/// `/desk/support/disputes/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/support_dispute.html")]
pub struct DisputePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The dispute.
    pub d: DisputeView,
}

/// A dispute with both sides.
#[derive(Clone, Debug)]
pub struct DisputeView {
    /// Its page, to which the decision is sent.
    pub href: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// About what.
    pub product: ProductLine,
    /// "Возврат"
    pub reason: &'static str,
    /// What is due: tone and words.
    pub due: (&'static str, String),
    /// The buyer's side.
    pub buyer: Side,
    /// The shop's side; nothing when it did not answer in time.
    pub shop: Option<Side>,
    /// The shop's name.
    pub shop_name: String,
    /// The whole talk.
    pub lines: Vec<Line>,
    /// Facts about both: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// The decision, once there is one: for whom, words, when.
    pub decided: Option<(&'static str, String, Option<When>)>,
    /// The decision's words, as typed; nothing for those who look on.
    pub decide: Option<Field>,
}

/// What one side says.
#[derive(Clone, Debug)]
pub struct Side {
    /// Who.
    pub name: String,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
    /// Photos.
    pub media: Vec<MediaItem>,
}
