//! The list of promotions as cards.

use askama::Template;

use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice, Clock},
    words::{Phrase, Words},
};

/// `/promotions`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions.html")]
pub struct PromotionsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: PromotionList,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_list.html")]
pub struct PromotionListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: PromotionList,
}

/// The promotions of a tab with their search and filters.
#[derive(Clone, Debug)]
pub struct PromotionList {
    /// Available, with my products, finished.
    pub segments: Vec<Chip>,
    /// What else there is about promotions: calendar, own ones, requests, standing answers.
    pub places: Vec<Place>,
    /// What was searched.
    pub query: String,
    /// The other filters, which a search keeps: name and value.
    pub kept: Vec<(String, String)>,
    /// The kinds.
    pub chips: Vec<Chip>,
    /// Who pays, as a form's choices.
    pub payers: Vec<Choice>,
    /// What the form of filters keeps: name and value.
    pub form_kept: Vec<(String, String)>,
    /// How many filters of the form are on.
    pub active: usize,
    /// Enrolments that are announced and want an answer.
    pub announced: Vec<Announced>,
    /// The cards.
    pub cards: Vec<PromotionCard>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of cards.
    pub blank: Option<Blank>,
}

/// Another page about promotions.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its sign.
    pub icon: Icon,
    /// Its name.
    pub label: &'static str,
    /// How much waits there.
    pub count: Option<String>,
    /// Where it is.
    pub href: &'static str,
}

/// An enrolment that the marketplace has announced.
#[derive(Clone, Debug)]
pub struct Announced {
    /// The promotion.
    pub title: String,
    /// Where it is shown.
    pub href: String,
    /// "3 июня добавят автоматически"
    pub when: String,
    /// How soon that is.
    pub clock: Option<Clock>,
    /// "Добавят 12 товаров, если согласитесь"
    pub what: String,
    /// What silence means here.
    pub silence: &'static str,
    /// Silence means yes.
    pub contract: bool,
    /// Where a no is sent; absent where nothing would be enrolled, and for those who may only read.
    pub decline: Option<String>,
    /// Where a yes is sent; absent where it was given.
    pub agree: Option<String>,
}

/// A promotion as a card of the list.
#[derive(Clone, Debug)]
pub struct PromotionCard {
    /// Its number.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Its kind in words.
    pub kind: &'static str,
    /// Where it stands, in words and as a tone.
    pub phase: (&'static str, &'static str),
    /// "12 – 26 мая"
    pub dates: String,
    /// What runs out: its beginning or its end.
    pub clock: Option<Clock>,
    /// How the clock is said.
    pub clock_words: Phrase,
    /// Who pays.
    pub payer: &'static str,
    /// What must hold: "нужно −15 %".
    pub terms: Vec<String>,
    /// "заморозка 10 мая"
    pub freeze: Option<String>,
    /// "подходит 42 товара"
    pub fits: Option<String>,
    /// "уже 7"
    pub joined: Option<String>,
    /// "автодобавление 3 июня"
    pub auto: Option<String>,
    /// What earlier promotions brought; only with data.
    pub forecast: Option<String>,
}
