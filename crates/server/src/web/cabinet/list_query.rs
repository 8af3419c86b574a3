//! The list of reviews as its address says it: filters, search, order and page, read and written.

use app::queries::reviews::{self, Filter, Order};
use domain::reviews::{OrderStatus, ReviewStatus};
use domain::text::Query;
use domain::{SellerId, Sku, Timestamp};

use crate::web::query;

/// Moscow is three hours ahead of UTC; a day of the filter is a day there.
const MOSCOW: i64 = 3 * 3_600_000_000;
const DAY: i64 = 24 * 3_600_000_000;

/// What the address of a list asks for. Values that make no sense are as if they were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// What is searched.
    pub q: String,
    /// The filters that are chosen from a set.
    pub filter: Filter,
    /// The first day, as typed.
    pub from: String,
    /// The last day, as typed.
    pub to: String,
    /// The order.
    pub order: Order,
    /// Several are being selected.
    pub select: bool,
    /// Where the page begins.
    pub before: Option<String>,
}

/// The orders with their codes in the address.
pub const ORDERS: [(&str, Order); 5] = [
    ("important", Order::Important),
    ("newest", Order::Newest),
    ("oldest", Order::Oldest),
    ("lowest", Order::Lowest),
    ("waiting", Order::Waiting),
];

impl ListQuery {
    /// Reads the address. A name may come once with commas or several times.
    pub fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            let value = value.trim();
            match name.as_str() {
                "q" => it.q = value.chars().take(200).collect(),
                "status" => it.filter.statuses.extend(value.split(',').filter_map(ReviewStatus::parse)),
                "stars" => it.filter.stars.extend(value.split(',').filter_map(star)),
                "text" => it.filter.has_text = yes_no(value),
                "media" => it.filter.has_media = yes_no(value),
                "answered" => it.filter.answered = yes_no(value),
                "sku" => it.filter.skus.extend(value.split([',', ' ']).filter_map(|sku| sku.parse().ok()).map(Sku)),
                "category" => it.filter.category = Some(value.to_owned()).filter(|value| !value.is_empty()),
                "from" => (it.from, it.filter.from) = day(value, 0),
                "to" => (it.to, it.filter.until) = day(value, DAY),
                "order" => it.filter.order_status = OrderStatus::parse(value),
                "sort" => {
                    it.order = ORDERS.iter().find(|(code, _)| *code == value).map_or_else(Order::default, |o| o.1);
                }
                "select" => it.select = value == "1",
                "before" => it.before = Some(value.to_owned()).filter(|value| !value.is_empty()),
                _ => {}
            }
        }
        it.filter.stars.sort_unstable();
        it.filter.stars.dedup();
        it.filter.statuses.dedup();
        it
    }

    /// The pairs of the address, without those that say nothing.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let f = &self.filter;
        let sort = ORDERS.iter().find(|(_, order)| *order == self.order).map_or("", |(code, _)| *code);
        let all = [
            ("q", self.q.clone()),
            ("status", joined(f.statuses.iter().map(|status| status.as_str().to_owned()))),
            ("stars", joined(f.stars.iter().map(u8::to_string))),
            ("text", flag(f.has_text)),
            ("media", flag(f.has_media)),
            ("answered", flag(f.answered)),
            ("sku", joined(f.skus.iter().map(Sku::to_string))),
            ("category", f.category.clone().unwrap_or_default()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("order", f.order_status.map_or_else(String::new, |status| status.as_str().to_owned())),
            ("sort", if self.order == Order::default() { String::new() } else { sort.to_owned() }),
            ("select", if self.select { "1".to_owned() } else { String::new() }),
            ("before", self.before.clone().unwrap_or_default()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of this list at `path`.
    pub fn href(&self, path: &str) -> String {
        query::address(path, self.pairs())
    }

    /// The same list from its beginning, changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut it = Self { before: None, ..self.clone() };
        change(&mut it);
        it
    }

    /// The same list as a review is opened from it: no page, nothing selected.
    pub fn plain(&self) -> Self {
        self.with(|it| it.select = false)
    }

    /// What the search looks for; the last word may be unfinished, since the same address is used while typing.
    pub fn searched(&self) -> Option<Query> {
        Some(Query::typing(&self.q)).filter(|query| !query.is_empty())
    }

    /// The filter with the search of this shop.
    pub fn filter(&self, seller: SellerId) -> Filter {
        Filter { words: reviews::words(seller, &self.q, true), ..self.filter.clone() }
    }

    /// How many filters of the form are on.
    pub fn active(&self) -> usize {
        self.with(|it| (it.q, it.select, it.order) = (String::new(), false, Order::default())).pairs().len()
    }
}

fn star(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|stars| (1..=6).contains(stars))
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

fn flag(value: Option<bool>) -> String {
    value.map_or_else(String::new, |yes| if yes { "1" } else { "0" }.to_owned())
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(",")
}

fn day(text: &str, later: i64) -> (String, Option<Timestamp>) {
    match Timestamp::parse(text).filter(|_| text.len() == 10) {
        Some(midnight) => (text.to_owned(), Some(Timestamp(midnight.0 - MOSCOW + later))),
        None => (String::new(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_it_was_read_and_written() {
        let address = "/reviews?q=%D0%BF%D0%BE%D0%B4%D0%BE%D1%88%D0%B2%D0%B0&status=new&stars=1,2&text=1&media=0&answered=0\
            &sku=42,43&category=shoes&from=2026-05-01&to=2026-05-31&order=delivered&sort=waiting&select=1&before=3.7";
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(ListQuery::parse(query).href(path), address);
    }

    #[test]
    fn a_form_that_sends_each_star_by_itself_asks_for_all_of_them() {
        assert_eq!(ListQuery::parse("stars=2&stars=1&sort=important&text=").href("/reviews"), "/reviews?stars=1,2");
    }

    #[test]
    fn nonsense_in_an_address_is_as_if_it_were_not_there() {
        let read = ListQuery::parse("stars=9,x&status=lost&from=yesterday&order=%00&sku=abc&sort=best&media=maybe");
        assert_eq!(read, ListQuery::default());
    }

    #[test]
    fn a_day_of_the_filter_is_a_day_in_moscow() {
        let read = ListQuery::parse("from=2026-05-01&to=2026-05-01").filter;
        assert_eq!(read.from.map(|at| at.to_string()).as_deref(), Some("2026-04-30T21:00:00Z"));
        assert_eq!(read.until.map(|at| at.to_string()).as_deref(), Some("2026-05-01T21:00:00Z"));
    }
}
