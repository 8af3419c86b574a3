//! The filters of the list of promotions in its address.

use domain::promotions::{Funding, Kind};

use super::list_query::some;
use crate::web::query;
use crate::web::words::Words;

/// Where the list is.
pub const PATH: &str = "/promotions";

/// Which promotions a tab shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Open to the shop.
    #[default]
    Available,
    /// With products of the shop.
    Mine,
    /// Over, with products of the shop.
    Finished,
}

impl Which {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Available, Self::Mine, Self::Finished];

    /// The code in the address; empty for the usual one.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Available => "",
            Self::Mine => "mine",
            Self::Finished => "finished",
        }
    }

    /// In words.
    pub const fn label(self, w: &Words) -> &'static str {
        let p = &w.promotions;
        match self {
            Self::Available => p.tab_available,
            Self::Mine => p.tab_mine,
            Self::Finished => p.tab_finished,
        }
    }
}

/// What the address of the list asks for. Values that make no sense are as if they were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromotionsQuery {
    /// The tab.
    pub tab: Which,
    /// What is searched.
    pub q: String,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Whose discount it is.
    pub payer: Option<Funding>,
    /// Where the page begins.
    pub after: Option<String>,
}

impl PromotionsQuery {
    /// Reads the address.
    pub fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            let value = value.trim();
            match name.as_str() {
                "tab" => it.tab = Which::ALL.into_iter().find(|tab| tab.code() == value).unwrap_or_default(),
                "q" => it.q = value.chars().take(200).collect(),
                "kind" => it.kind = Kind::parse(value),
                "payer" => it.payer = Funding::parse(value),
                "after" => it.after = some(value),
                _ => {}
            }
        }
        it
    }

    /// The pairs of the address, without those that say nothing.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![
            ("tab", self.tab.code().to_owned()),
            ("q", self.q.clone()),
            ("kind", self.kind.map_or_else(String::new, |kind| kind.as_str().to_owned())),
            ("payer", self.payer.map_or_else(String::new, |payer| payer.as_str().to_owned())),
            ("after", self.after.clone().unwrap_or_default()),
        ];
        all.retain(|(_, value)| !value.is_empty());
        all
    }

    /// The address of this list.
    pub fn href(&self) -> String {
        query::address(PATH, self.pairs())
    }

    /// The same list from its beginning, changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut it = Self { after: None, ..self.clone() };
        change(&mut it);
        it
    }

    /// Nothing but the tab is asked for.
    pub fn is_whole(&self) -> bool {
        self.q.is_empty() && self.kind.is_none() && self.payer.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_it_was_read_and_written() {
        let address = "/promotions?tab=mine&q=%D0%B7%D0%B8%D0%BC%D0%B0&kind=flash&payer=seller&after=7";
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(PromotionsQuery::parse(query).href(), address);
    }

    #[test]
    fn nonsense_in_an_address_is_as_if_it_were_not_there() {
        assert_eq!(PromotionsQuery::parse("tab=all&kind=gift&payer=buyer&x=1"), PromotionsQuery::default());
    }
}
