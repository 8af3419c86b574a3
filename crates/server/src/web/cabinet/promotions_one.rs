//! A promotion's page: its terms, the shop's products in it, and who agreed to what.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Clock},
    words::{Phrase, When, Words},
};

/// `/promotions/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_one.html")]
pub struct PromotionPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The promotion.
    pub head: PromotionHead,
    /// What is searched among the products.
    pub query: String,
    /// The shop's products in it.
    pub rows: Vec<ProductRow>,
    /// The next page of them.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// Products of the shop in it: "7 товаров".
    pub joined: String,
    /// Who agreed to what; the newest first.
    pub consents: Vec<ConsentRow>,
    /// Something was refused in the table.
    pub refused: Option<String>,
}

/// What a promotion is and under which terms.
#[derive(Clone, Debug)]
pub struct PromotionHead {
    /// Its number.
    pub id: String,
    /// Its page.
    pub path: String,
    /// Back to the list.
    pub back_href: String,
    /// Its name.
    pub title: String,
    /// What its owner says of it.
    pub about: String,
    /// Its kind in words.
    pub kind: &'static str,
    /// Where it stands, in words and as a tone.
    pub phase: (&'static str, &'static str),
    /// What runs out: its beginning or its end.
    pub clock: Option<Clock>,
    /// How the clock is said.
    pub clock_words: Phrase,
    /// Name and value of each term: dates, who pays, conditions, freeze.
    pub terms: Vec<(&'static str, String)>,
    /// "Цены заморожены с 10 мая: …"
    pub frozen: Option<String>,
    /// What silence means, where products are to be enrolled.
    pub silence: Option<&'static str>,
    /// The announced enrolment.
    pub announced: Option<super::promotions_list::Announced>,
    /// Products can be added now.
    pub can_add: bool,
    /// Products can be changed now.
    pub can_change: bool,
    /// Products can be taken out now.
    pub can_leave: bool,
    /// Each product has a price of its own here.
    pub priced: bool,
    /// Why nothing can be done here, for those who may only read.
    pub reads_only: bool,
}

/// A product of the shop in a promotion.
#[derive(Clone, Debug, Default)]
pub struct ProductRow {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its article at the shop.
    pub offer: String,
    /// A small picture.
    pub image: Option<String>,
    /// Its editor.
    pub href: String,
    /// "1 490 ₽"
    pub now: String,
    /// The price that a discount is reckoned from, in minor units: what the script reckons with.
    pub base: i64,
    /// The fields: discount, price, pieces.
    pub discount: String,
    /// The price as typed: "1190" or "1190,50".
    pub price: String,
    /// The pieces as typed; empty for all.
    pub quantity: String,
    /// What is stored, by which a changed row is known: version, discount, price, pieces.
    pub was: String,
    /// "1 190 ₽"
    pub price_said: String,
    /// "40 шт"
    pub quantity_said: String,
    /// "3 из 40"
    pub sold: String,
    /// "порог 1 050 ₽"
    pub floor: Option<String>,
    /// "8 %"
    pub margin: Option<String>,
    /// Tags beside the name: what it waits for, why it fell out; words and tone.
    pub tags: Vec<(String, &'static str)>,
    /// Why its change was refused.
    pub error: Option<String>,
}

/// Something that the shop agreed to.
#[derive(Clone, Debug)]
pub struct ConsentRow {
    /// Who.
    pub who: String,
    /// "изменены условия"
    pub what: &'static str,
    /// The product, where it is about one.
    pub product: Option<String>,
    /// "1 190 ₽, 40 шт"
    pub terms: String,
    /// When.
    pub when: Option<When>,
}
