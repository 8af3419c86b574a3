//! A product's row in the table of a promotion: as it stands, and as it was typed.

use app::queries::promotions::Candidate;
use domain::promotions::linked::discount;
use domain::promotions::{Mode, Standing};
use domain::{PromotionId, Sku};

use super::promotions_one::ProductRow;
use super::promotions_terms::{money, percent, typed as in_field, typed_percent};
use crate::web::convert;
use crate::web::query;
use crate::web::words::Words;

/// What was typed into a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The discount in percent.
    pub discount: String,
    /// The price.
    pub price: String,
    /// The pieces.
    pub quantity: String,
    /// What stood there before.
    pub was: Was,
}

/// What stood in a row before it was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Was {
    /// The version of the participation.
    pub version: i64,
    /// The discount as the field held it.
    pub discount: String,
    /// The price as the field held it.
    pub price: String,
    /// The pieces as the field held them.
    pub quantity: String,
}

impl Was {
    /// Reads the hidden field: version, discount, price, pieces.
    pub fn parse(text: &str) -> Self {
        let mut parts = text.split(';').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self { version: next().parse().unwrap_or(0), discount: next(), price: next(), quantity: next() }
    }
}

/// The rows of a form by their fields' names: `price-42`.
pub fn typed(form: &str) -> Vec<(Sku, Typed)> {
    let mut rows: Vec<(Sku, Typed)> = Vec::new();
    for (name, value) in query::pairs(form) {
        let Some((field, sku)) = name.split_once('-').and_then(|(field, sku)| Some((field, Sku(sku.parse().ok()?))))
        else {
            continue;
        };
        if rows.last().is_none_or(|(last, _)| *last != sku) {
            rows.push((sku, Typed::default()));
        }
        let Some((_, row)) = rows.last_mut() else { continue };
        match field {
            "discount" => row.discount = value,
            "price" => row.price = value,
            "quantity" => row.quantity = value,
            "was" => row.was = Was::parse(&value),
            _ => {}
        }
    }
    rows
}

/// A product as the table shows it.
pub fn row(w: &Words, id: PromotionId, candidate: &Candidate) -> ProductRow {
    let p = &w.promotions;
    let product = &candidate.product;
    let (list, currency) = (product.price.minor, product.price.currency);
    let there = candidate.participation.as_ref();
    let price = there.and_then(|there| there.price);
    let quantity = there.and_then(|there| there.quantity);
    let sold = there.map_or(0, |there| there.sold);
    let margin = candidate.margin(price.unwrap_or(candidate.shown)).map(|(_, share)| share);
    let mut row = ProductRow {
        sku: product.sku.to_string(),
        name: product.name.clone(),
        offer: product.offer_id.clone(),
        image: product.picture.map(convert::thumb),
        href: format!("/promotions/{id}/products/{}", product.sku),
        now: money(list, currency),
        base: list,
        discount: price.map(|price| typed_percent(discount(list, price))).unwrap_or_default(),
        price: price.map(in_field).unwrap_or_default(),
        quantity: quantity.map(|pieces| pieces.to_string()).unwrap_or_default(),
        price_said: price.map_or_else(|| money(candidate.shown, currency), |price| money(price, currency)),
        quantity_said: match quantity {
            Some(pieces) => p.n_pieces.count(u64::try_from(pieces).unwrap_or(0)),
            None => w.common.all.to_lowercase(),
        },
        sold: match quantity {
            Some(pieces) => p.sold_of.put2(sold, pieces),
            None if sold > 0 => sold.to_string(),
            None => String::new(),
        },
        floor: (candidate.floor > 0).then(|| p.stays_under.put(money(candidate.floor, currency))),
        margin: margin.map(|share| format!("{}\u{a0}%", percent(w, share))),
        tags: tags(w, candidate),
        ..ProductRow::default()
    };
    let version = there.map_or(0, |there| there.version);
    row.was = format!("{version};{};{};{}", row.discount, row.price, row.quantity);
    row
}

fn tags(w: &Words, candidate: &Candidate) -> Vec<(String, &'static str)> {
    let p = &w.promotions;
    let Some(there) = &candidate.participation else { return Vec::new() };
    let mut tags = Vec::new();
    match there.standing {
        Standing::Nominated => tags.push((p.state_nominated.to_owned(), "warn")),
        Standing::Refused if there.reason.is_empty() => tags.push((p.state_refused.to_owned(), "bad")),
        Standing::Refused => tags.push((format!("{}: {}", p.state_refused, there.reason), "bad")),
        Standing::In | Standing::Left | Standing::Ended => {}
    }
    if there.mode == Mode::Auto {
        tags.push((p.auto.to_owned(), "accent"));
    }
    if there.standing == Standing::In && there.left() == Some(0) {
        tags.push((p.sold_out.to_owned(), ""));
    }
    tags
}

impl ProductRow {
    /// The row as it was typed, and why it was refused.
    pub fn again(&mut self, typed: &Typed, why: String) {
        typed.discount.clone_into(&mut self.discount);
        typed.price.clone_into(&mut self.price);
        typed.quantity.clone_into(&mut self.quantity);
        self.error = Some(why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_row_by_row() {
        let form = "discount-7=20%2C13&was-7=3%3B20%2C13%3B1190%3B40&price-7=1100&quantity-7=40&price-x=1&done=1\
            &price-9007199254740993=5";
        let rows = typed(form);
        let was = Was { version: 3, discount: "20,13".into(), price: "1190".into(), quantity: "40".into() };
        assert_eq!(
            rows,
            [
                (Sku(7), Typed { discount: "20,13".into(), price: "1100".into(), quantity: "40".into(), was }),
                (Sku(9_007_199_254_740_993), Typed { price: "5".into(), ..Typed::default() })
            ]
        );
    }

    #[test]
    fn a_refused_row_still_knows_what_is_stored() {
        // Sent again, it is compared with what is stored and not with what was refused.
        let was = Was::parse("3;20,13;1190;");
        assert_eq!((was.version, was.price.as_str(), was.quantity.as_str()), (3, "1190", ""));
    }
}
