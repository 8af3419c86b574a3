//! The filters of the list of chats in its address.

use app::queries::chats::Filter;
use app::queries::reviews::words;
use domain::chats::{Author, ChatKind};
use domain::text::Query;
use domain::{OrderId, SellerId, Sku};

use super::list_query::{flag, joined, skus, some, yes_no};
use crate::web::query;
use crate::web::words::Words;

/// Where the list is.
pub const PATH: &str = "/chats";

/// Which chats a segment shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// All that are not put away.
    #[default]
    All,
    /// With customers.
    Customers,
    /// With support.
    Support,
    /// Disputes.
    Disputes,
    /// Put away.
    Archive,
}

impl Tab {
    /// All, in the order of the segments.
    pub const ALL: [Self; 5] = [Self::All, Self::Customers, Self::Support, Self::Disputes, Self::Archive];

    /// The code in the address; empty for the usual one.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Customers => "customers",
            Self::Support => "support",
            Self::Disputes => "disputes",
            Self::Archive => "archive",
        }
    }

    /// In words.
    pub const fn label(self, w: &Words) -> &'static str {
        let c = &w.chats;
        match self {
            Self::All => c.tab_all,
            Self::Customers => c.tab_customers,
            Self::Support => c.tab_support,
            Self::Disputes => c.tab_disputes,
            Self::Archive => c.tab_archive,
        }
    }

    /// The kind of its chats.
    pub const fn kind(self) -> Option<ChatKind> {
        match self {
            Self::All | Self::Archive => None,
            Self::Customers => Some(ChatKind::Customer),
            Self::Support => Some(ChatKind::SellerSupport),
            Self::Disputes => Some(ChatKind::Dispute),
        }
    }
}

/// What the address of the list asks for. Values that make no sense are as if they were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatsQuery {
    /// The segment.
    pub tab: Tab,
    /// What is searched.
    pub q: String,
    /// Whose reply is awaited.
    pub turn: Option<Author>,
    /// With or without something unread.
    pub unread: Option<bool>,
    /// About this order.
    pub order: Option<String>,
    /// About these products.
    pub skus: Vec<Sku>,
    /// Where the page begins.
    pub after: Option<String>,
}

impl ChatsQuery {
    /// Reads the address.
    pub fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            let value = value.trim();
            match name.as_str() {
                "tab" => it.tab = Tab::ALL.into_iter().find(|tab| tab.code() == value).unwrap_or_default(),
                "q" => it.q = value.chars().take(200).collect(),
                "turn" => it.turn = [Author::Seller, Author::Buyer].into_iter().find(|side| side.as_str() == value),
                "unread" => it.unread = yes_no(value),
                "order" => it.order = some(&value.chars().take(64).collect::<String>()),
                "sku" => it.skus.extend(skus(value)),
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
            ("turn", self.turn.map_or_else(String::new, |side| side.as_str().to_owned())),
            ("unread", flag(self.unread)),
            ("order", self.order.clone().unwrap_or_default()),
            ("sku", joined(self.skus.iter().map(Sku::to_string))),
            ("after", self.after.clone().unwrap_or_default()),
        ];
        all.retain(|(_, value)| !value.is_empty());
        all
    }

    /// The address of this list at `path`.
    pub fn href(&self, path: &str) -> String {
        query::address(path, self.pairs())
    }

    /// The same list from its beginning, changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut it = Self { after: None, ..self.clone() };
        change(&mut it);
        it
    }

    /// What the search looks for; the last word may be unfinished.
    pub fn searched(&self) -> Option<Query> {
        Some(Query::typing(&self.q)).filter(|query| !query.is_empty())
    }

    /// The words of the search, in this shop.
    pub fn words(&self, seller: SellerId) -> Option<app::queries::chats::Words> {
        words(seller, &self.q, true)
    }

    /// The filter.
    pub fn filter(&self) -> Filter {
        Filter {
            kind: self.tab.kind(),
            turn: self.turn,
            unread: self.unread,
            order: self.order.clone().map(OrderId),
            skus: self.skus.clone(),
            archived: self.tab == Tab::Archive,
        }
    }

    /// How many filters of the form are on.
    pub fn active(&self) -> usize {
        usize::from(self.order.is_some()) + usize::from(!self.skus.is_empty())
    }

    /// Nothing but the segment is asked for.
    pub fn is_whole(&self) -> bool {
        self.q.is_empty() && self.turn.is_none() && self.unread.is_none() && self.active() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_it_was_read_and_written() {
        let address =
            "/chats?tab=customers&q=%D1%87%D0%B5%D0%BA&turn=seller&unread=1&order=0123-4567-1&sku=42,43&after=7.c";
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(ChatsQuery::parse(query).href(path), address);
    }

    #[test]
    fn nonsense_in_an_address_is_as_if_it_were_not_there() {
        assert_eq!(ChatsQuery::parse("tab=secret&turn=support&unread=maybe&sku=abc&x=1"), ChatsQuery::default());
    }
}
