//! A discount request as a page shows it.

use app::queries::discount_requests::{Request, Row};
use domain::promotions::requests::{Ask, RequestState};

use crate::web::convert;
use crate::web::parts::ProductLine;
use crate::web::words::{When, Words, when};

/// A request in the shop's list.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// Its number.
    pub id: i64,
    /// About what.
    pub product: ProductLine,
    /// Who asks.
    pub buyer: String,
    /// Where it stands: the tone and the words.
    pub state: (&'static str, &'static str),
    /// "1 190 ₽"
    pub shown: String,
    /// "990 ₽"
    pub asked: String,
    /// "−17 %"
    pub off: String,
    /// "1–3"
    pub pieces: String,
    /// "900 ₽"; nothing where none is set.
    pub floor: Option<String>,
    /// It is asked for less than the floor.
    pub under_floor: bool,
    /// What is left of the price for the seller; nothing where the cost is not known.
    pub margin: Option<String>,
    /// That is less than nothing.
    pub loss: bool,
    /// What was granted: "990 ₽".
    pub granted: Option<String>,
    /// When it was asked.
    pub when: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// It waits for the shop.
    pub waits: bool,
}

impl RequestRow {
    /// A row of the list.
    pub fn new(w: &Words, row: &Row, now: i64) -> Self {
        let (request, terms) = (&row.request, &row.terms);
        let margin = row.margin();
        Self {
            id: request.id.0,
            product: product(request, format!("/promotions/requests/{}", request.id)),
            buyer: request.buyer_name.clone(),
            state: state(w, request.state),
            shown: terms.shown.to_string(),
            asked: request.money(request.ask.price).to_string(),
            off: w.requests.off.put(off(terms.shown.minor, request.ask.price)),
            pieces: pieces(w, &request.ask),
            floor: (terms.floor > 0).then(|| request.money(terms.floor).to_string()),
            under_floor: request.ask.price < terms.floor,
            margin: margin.map(|minor| request.money(minor).to_string()),
            loss: margin.is_some_and(|minor| minor < 0),
            granted: request.granted.map(|granted| request.money(granted.price).to_string()),
            when: when(w, request.created_at.0, now),
            until: when(w, request.ends_at.0, now),
            waits: request.state.waits(),
        }
    }
}

/// The product of a request.
pub fn product(request: &Request, href: String) -> ProductLine {
    ProductLine {
        sku: request.sku.0,
        name: request.product.clone(),
        image: request.picture.map(convert::thumb),
        href,
        price: None,
    }
}

/// Pieces in words: one number, or from and to.
pub fn pieces(w: &Words, ask: &Ask) -> String {
    if ask.min == ask.max { ask.max.to_string() } else { w.requests.pieces_range.put2(ask.min, ask.max) }
}

/// Whole percents that a price is under another, rounded down.
pub fn off(list: i64, price: i64) -> i64 {
    if list <= 0 { 0 } else { (list - price).saturating_mul(100) / list }
}

/// Hundredths of a percent as people write them: `12,5`.
pub fn percent(bp: i64) -> String {
    let rest = match bp % 100 {
        0 => String::new(),
        rest if rest % 10 == 0 => format!(",{}", rest / 10),
        rest => format!(",{rest:02}"),
    };
    format!("{}{rest}", bp / 100)
}

/// Where a request stands: the tone and the words.
pub fn state(w: &Words, state: RequestState) -> (&'static str, &'static str) {
    let r = &w.requests;
    match state {
        RequestState::New => ("accent", r.state_new),
        RequestState::Seen => ("", r.state_seen),
        RequestState::Approved => ("good", r.state_approved),
        RequestState::Declined => ("bad", r.state_declined),
        RequestState::Expired => ("", r.state_expired),
        RequestState::Withdrawn => ("", r.state_withdrawn),
        RequestState::Bought => ("good", r.state_bought),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_written_with_as_many_digits_as_they_have() {
        assert_eq!([1_000, 1_250, 1_205].map(percent), ["10", "12,5", "12,05"]);
        assert_eq!(off(119_000, 99_000), 16);
        assert_eq!(off(0, 1), 0);
    }
}
