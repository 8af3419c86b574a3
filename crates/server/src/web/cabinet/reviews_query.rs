//! The filters and orders of the list of reviews in its address.

use app::queries::reviews::{self, Filter, Order};
use domain::reviews::{OrderStatus, ReviewStatus};
use domain::{SellerId, Sku, Timestamp};

use super::list_query::{ListQuery, Topic, flag, joined, skus, some, yes_no};
use crate::web::words::Words;

/// The list of reviews.
pub type ReviewsQuery = ListQuery<Filter>;

impl Topic for Filter {
    type Order = Order;
    const PATH: &'static str = "/reviews";
    const ORDERS: &'static [(&'static str, Order)] = &[
        ("important", Order::Important),
        ("newest", Order::Newest),
        ("oldest", Order::Oldest),
        ("lowest", Order::Lowest),
        ("waiting", Order::Waiting),
    ];

    fn title(w: &Words) -> &'static str {
        w.reviews.title
    }

    fn order_label(w: &Words, order: Order) -> &'static str {
        let r = &w.reviews;
        match order {
            Order::Important => r.sort_important,
            Order::Newest => r.sort_newest,
            Order::Oldest => r.sort_oldest,
            Order::Lowest => r.sort_lowest,
            Order::Waiting => r.sort_waiting,
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "status" => self.statuses.extend(value.split(',').filter_map(ReviewStatus::parse)),
            "stars" => self.stars.extend(value.split(',').filter_map(star)),
            "text" => self.has_text = yes_no(value),
            "media" => self.has_media = yes_no(value),
            "answered" => self.answered = yes_no(value),
            "sku" => self.skus.extend(skus(value)),
            "category" => self.category = some(value),
            "order" => self.order_status = OrderStatus::parse(value),
            _ => {}
        }
        self.statuses.dedup();
        self.stars.sort_unstable();
        self.stars.dedup();
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("status", joined(self.statuses.iter().map(|status| status.as_str().to_owned()))),
            ("stars", joined(self.stars.iter().map(u8::to_string))),
            ("text", flag(self.has_text)),
            ("media", flag(self.has_media)),
            ("answered", flag(self.answered)),
            ("sku", joined(self.skus.iter().map(Sku::to_string))),
            ("category", self.category.clone().unwrap_or_default()),
            ("order", self.order_status.map_or_else(String::new, |status| status.as_str().to_owned())),
        ]
    }

    fn between(&mut self) -> (&mut Option<Timestamp>, &mut Option<Timestamp>) {
        (&mut self.from, &mut self.until)
    }
}

impl ReviewsQuery {
    /// The filter with the search of this shop.
    pub fn filter(&self, seller: SellerId) -> Filter {
        Filter { words: reviews::words(seller, &self.q, true), ..self.filter.clone() }
    }
}

fn star(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|stars| (1..=6).contains(stars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_after_it_was_read_and_written() {
        let address = "/reviews?q=%D0%BF%D0%BE%D0%B4%D0%BE%D1%88%D0%B2%D0%B0&status=new&stars=1,2&text=1&media=0&answered=0\
            &sku=42,43&category=shoes&order=delivered&from=2026-05-01&to=2026-05-31&sort=waiting&select=1&before=3.7";
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(ReviewsQuery::parse(query).href(path), address);
    }

    #[test]
    fn a_form_that_sends_each_star_by_itself_asks_for_all_of_them() {
        assert_eq!(ReviewsQuery::parse("stars=2&stars=1&sort=important&text=").href("/reviews"), "/reviews?stars=1,2");
    }

    #[test]
    fn nonsense_in_an_address_is_as_if_it_were_not_there() {
        let read = ReviewsQuery::parse("stars=9,x&status=lost&from=yesterday&order=%00&sku=abc&sort=best&media=maybe");
        assert_eq!(read, ReviewsQuery::default());
    }

    #[test]
    fn a_day_of_the_filter_is_a_day_in_moscow() {
        let read = ReviewsQuery::parse("from=2026-05-01&to=2026-05-01").filter;
        assert_eq!(read.from.map(|at| at.to_string()).as_deref(), Some("2026-04-30T21:00:00Z"));
        assert_eq!(read.until.map(|at| at.to_string()).as_deref(), Some("2026-05-01T21:00:00Z"));
    }
}
