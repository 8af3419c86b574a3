//! A list as its address says it: filters, search, order and page, read and written. One language for every list.

use std::fmt::Debug;

use domain::text::Query;
use domain::{Sku, Timestamp};

use crate::web::parts::{Chip, List};
use crate::web::query;
use crate::web::words::Words;

/// Moscow is three hours ahead of UTC; a day of the filter is a day there.
const MOSCOW: i64 = 3 * 3_600_000_000;
const DAY: i64 = 24 * 3_600_000_000;

/// What a list is of: its filters, as the app knows them.
pub trait Topic: Clone + Debug + Default + PartialEq + Eq {
    /// In which order its rows come.
    type Order: Copy + Debug + Default + PartialEq + Eq + 'static;
    /// Where the list is.
    const PATH: &'static str;
    /// The orders with their codes in the address; the first is the usual one.
    const ORDERS: &'static [(&'static str, Self::Order)];

    /// The list's title.
    fn title(w: &Words) -> &'static str;
    /// An order in words.
    fn order_label(w: &Words, order: Self::Order) -> &'static str;
    /// Takes a filter out of the address. What makes no sense is passed over.
    fn take(&mut self, name: &str, value: &str);
    /// The filters as the address says them; what says nothing is empty.
    fn pairs(&self) -> Vec<(&'static str, String)>;
    /// The first moment, and the moment after the last.
    fn between(&mut self) -> (&mut Option<Timestamp>, &mut Option<Timestamp>);
}

/// What the address of a list asks for. Values that make no sense are as if they were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery<T: Topic> {
    /// What is searched.
    pub q: String,
    /// The filters that are chosen from a set.
    pub filter: T,
    /// The first day, as typed.
    pub from: String,
    /// The last day, as typed.
    pub to: String,
    /// The order.
    pub order: T::Order,
    /// Several are being selected.
    pub select: bool,
    /// Where the page begins.
    pub before: Option<String>,
}

impl<T: Topic> ListQuery<T> {
    /// Reads the address. A name may come once with commas or several times.
    pub fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            let value = value.trim();
            match name.as_str() {
                "q" => it.q = value.chars().take(200).collect(),
                "from" => (it.from, *it.filter.between().0) = day(value, 0),
                "to" => (it.to, *it.filter.between().1) = day(value, DAY),
                "sort" => {
                    it.order = T::ORDERS.iter().find(|(code, _)| *code == value).map_or_else(Default::default, |o| o.1);
                }
                "select" => it.select = value == "1",
                "before" => it.before = Some(value.to_owned()).filter(|value| !value.is_empty()),
                name => it.filter.take(name, value),
            }
        }
        it
    }

    /// The pairs of the address, without those that say nothing.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![("q", self.q.clone())];
        all.extend(self.filter.pairs());
        all.extend([
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("sort", self.sort().to_owned()),
            ("select", if self.select { "1".to_owned() } else { String::new() }),
            ("before", self.before.clone().unwrap_or_default()),
        ]);
        all.retain(|(_, value)| !value.is_empty());
        all
    }

    /// The order's code; empty for the usual one.
    fn sort(&self) -> &'static str {
        let unusual = T::ORDERS.iter().filter(|(_, order)| *order != T::Order::default());
        unusual.clone().find(|(_, order)| *order == self.order).map_or("", |(code, _)| code)
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

    /// The same list as one of its rows is opened from it: no page, nothing selected.
    pub fn plain(&self) -> Self {
        self.with(|it| it.select = false)
    }

    /// What the search looks for; the last word may be unfinished, since the same address is used while typing.
    pub fn searched(&self) -> Option<Query> {
        Some(Query::typing(&self.q)).filter(|query| !query.is_empty())
    }

    /// How many filters of the form are on.
    pub fn active(&self) -> usize {
        self.with(|it| (it.q, it.select, it.order) = (String::new(), false, T::Order::default())).pairs().len()
    }

    /// The frame of this list, still without rows, chips and filters.
    pub fn frame<Row>(&self, w: &Words) -> List<Row> {
        let sort = |(_, order): &(_, T::Order)| Chip {
            label: T::order_label(w, *order).to_owned(),
            count: None,
            href: self.with(|it| it.order = *order).href(T::PATH),
            on: self.order == *order,
        };
        List {
            path: T::PATH,
            title: T::title(w),
            heads_page: true,
            segments: Vec::new(),
            query: self.q.clone(),
            kept: self.with(|it| it.q.clear()).pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect(),
            chips: Vec::new(),
            filters: crate::web::parts::Filters {
                active: self.active(),
                from: self.from.clone(),
                to: self.to.clone(),
                ..Default::default()
            },
            sort: self.sort(),
            sort_label: T::order_label(w, self.order),
            sorts: T::ORDERS.iter().map(sort).collect(),
            note: None,
            refresh_href: self.with(|_| ()).href(T::PATH),
            select_href: None,
            export_href: None,
            rows: Vec::new(),
            next: None,
            blank: None,
            bulk: None,
        }
    }
}

/// "1" and "0" as yes and no.
pub fn yes_no(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

/// Yes and no as "1" and "0"; nothing when it does not matter.
pub fn flag(value: Option<bool>) -> String {
    value.map_or_else(String::new, |yes| if yes { "1" } else { "0" }.to_owned())
}

/// Several values with commas between.
pub fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(",")
}

/// Product numbers with commas or spaces between.
pub fn skus(text: &str) -> impl Iterator<Item = Sku> {
    text.split([',', ' ']).filter_map(|sku| sku.parse().ok()).map(Sku)
}

/// A text, unless it is empty.
pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn day(text: &str, later: i64) -> (String, Option<Timestamp>) {
    match Timestamp::parse(text).filter(|_| text.len() == 10) {
        Some(midnight) => (text.to_owned(), Some(Timestamp(midnight.0 - MOSCOW + later))),
        None => (String::new(), None),
    }
}
