//! The filters and orders of the list of questions in its address.

use app::queries::questions::{Filter, Order};
use app::queries::reviews::words;
use domain::questions::Stage;
use domain::{SellerId, Sku, Timestamp};

use super::list_query::{ListQuery, Topic, flag, joined, skus, some, yes_no};
use crate::web::words::Words;

/// The list of questions.
pub type QuestionsQuery = ListQuery<Asked>;

/// Hours that somebody can ask for, at most: a year and a half.
const HOURS_MAX: u32 = 13_140;
const HOUR: i64 = 3_600_000_000;

/// What can be asked for: the filter, and how long a question has waited. The filter knows only since when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The rest.
    pub filter: Filter,
    /// Waiting for longer than that many hours.
    pub hours: Option<u32>,
}

impl Topic for Asked {
    type Order = Order;
    const PATH: &'static str = "/questions";
    const ORDERS: &'static [(&'static str, Order)] = &[
        ("waiting", Order::Waiting),
        ("newest", Order::Newest),
        ("oldest", Order::Oldest),
        ("most_asked", Order::MostAsked),
    ];

    fn title(w: &Words) -> &'static str {
        w.questions.title
    }

    fn order_label(w: &Words, order: Order) -> &'static str {
        let q = &w.questions;
        match order {
            Order::Waiting => q.sort_waiting,
            Order::Newest => q.sort_newest,
            Order::Oldest => q.sort_oldest,
            Order::MostAsked => q.sort_most_asked,
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        let f = &mut self.filter;
        match name {
            "stage" => f.stages.extend(value.split(',').filter_map(Stage::parse)),
            "others" => f.others = yes_no(value),
            "sku" => f.skus.extend(skus(value)),
            "category" => f.category = some(value),
            "hours" => self.hours = value.parse().ok().filter(|hours| (1..=HOURS_MAX).contains(hours)),
            _ => {}
        }
        self.filter.stages.dedup();
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let f = &self.filter;
        vec![
            ("stage", joined(f.stages.iter().map(|stage| stage.as_str().to_owned()))),
            ("others", flag(f.others)),
            ("hours", self.hours.map_or_else(String::new, |hours| hours.to_string())),
            ("sku", joined(f.skus.iter().map(Sku::to_string))),
            ("category", f.category.clone().unwrap_or_default()),
        ]
    }

    fn between(&mut self) -> (&mut Option<Timestamp>, &mut Option<Timestamp>) {
        (&mut self.filter.from, &mut self.filter.until)
    }
}

impl QuestionsQuery {
    /// The filter with the search of this shop, as it is now.
    pub fn filter(&self, seller: SellerId, now: i64) -> Filter {
        Filter {
            words: words(seller, &self.q, true),
            waiting_since: self.filter.hours.map(|hours| Timestamp(now - i64::from(hours) * HOUR)),
            ..self.filter.filter.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_it_was_read_and_written() {
        let address = "/questions?q=%D1%88%D0%BD%D1%83%D1%80&stage=new,viewed&others=0&hours=26&sku=42,43&category=shoes\
            &from=2026-05-01&to=2026-05-31&sort=most_asked&before=3.7";
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(QuestionsQuery::parse(query).href(path), address);
    }

    #[test]
    fn nonsense_in_an_address_is_as_if_it_were_not_there() {
        let read = QuestionsQuery::parse(
            "stage=lost&others=maybe&hours=-1&hours=99999999999&sku=abc&sort=best&from=yesterday",
        );
        assert_eq!(read, QuestionsQuery::default());
    }

    #[test]
    fn who_waits_longer_than_26_hours_has_waited_since_before_then() {
        let asked = QuestionsQuery::parse("hours=26").filter(SellerId(7), 100 * HOUR);
        assert_eq!(asked.waiting_since, Some(Timestamp(74 * HOUR)));
    }
}
