//! What must hold for a promotion.

use serde::{Deserialize, Serialize};

use super::price::Source;
use crate::PromotionId;
use crate::people::named;

/// One thing that must hold. A promotion has a list of them, and all must. Stored as JSON:
/// `{"type":"order_sum","minor":300000}`.
///
/// Some are asked when a product wants to take part, the others when a basket is priced:
/// [`is_of_basket`](Condition::is_of_basket).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A product's price in the promotion is at least this share under its own.
    MinDiscount {
        /// Hundredths of a percent.
        bp: i64,
    },
    /// At least so many pieces of a product are in stock.
    MinStock {
        /// Pieces.
        pieces: i64,
    },
    /// Products of these categories only.
    Categories {
        /// The categories' names.
        names: Vec<String>,
    },
    /// The products of the promotion in the basket cost at least this much without discounts.
    OrderSum {
        /// Minor units.
        minor: i64,
    },
    /// At least so many pieces of the promotion's products are in the basket.
    Pieces {
        /// Pieces.
        n: u32,
    },
    /// For some buyers only.
    Segment {
        /// Which.
        segment: Segment,
    },
    /// For who has typed a code of the promotion.
    Code,
}

named! {
    /// Some buyers.
    Segment {
        /// Has never ordered from this shop.
        New = "new",
        /// Has ordered from this shop before.
        Returning = "returning",
        /// Stands on the promotion's own list.
        Listed = "listed",
        /// Buys for a firm.
        Business = "business",
        /// Pays with the marketplace's card.
        Card = "card",
    }
}

/// What is known of a buyer when a basket is priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BuyerFacts<'a> {
    /// Orders from this shop so far; `None` where nobody knows, who is then neither new nor returning.
    pub orders: Option<u32>,
    /// Whether the buyer buys for a firm.
    pub business: bool,
    /// Whether the order is paid with the marketplace's card.
    pub card: bool,
    /// Promotions on whose lists the buyer stands.
    pub listed: &'a [PromotionId],
}

impl Condition {
    /// Reads the list that is stored with a promotion. An error where the text is none.
    pub fn parse_all(json: &str) -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// A list as it is stored.
    pub fn all_to_json(conditions: &[Self]) -> String {
        serde_json::to_string(conditions).unwrap_or_default()
    }

    /// Whether it is asked of a basket; otherwise of a product that wants to take part.
    pub fn is_of_basket(&self) -> bool {
        match self {
            Self::OrderSum { .. } | Self::Pieces { .. } | Self::Segment { .. } | Self::Code => true,
            Self::MinDiscount { .. } | Self::MinStock { .. } | Self::Categories { .. } => false,
        }
    }

    /// Whether a percent with this condition is off an order, and not off a piece.
    pub fn is_of_order(&self) -> bool {
        matches!(self, Self::OrderSum { .. } | Self::Pieces { .. } | Self::Code)
    }

    /// Whether its numbers can be meant.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::MinDiscount { bp } => (1..=super::benefit::WHOLE).contains(bp),
            Self::MinStock { pieces } => *pieces > 0,
            Self::Categories { names } => !names.is_empty() && names.iter().all(|name| !name.trim().is_empty()),
            Self::OrderSum { minor } => *minor > 0,
            Self::Pieces { n } => *n > 0,
            Self::Segment { .. } | Self::Code => true,
        }
    }
}

impl Segment {
    /// Whether a buyer belongs to it, as the promotion `source` sees it.
    pub fn holds(self, buyer: &BuyerFacts<'_>, source: Source) -> bool {
        match self {
            Self::New => buyer.orders == Some(0),
            Self::Returning => buyer.orders > Some(0),
            Self::Business => buyer.business,
            Self::Card => buyer.card,
            Self::Listed => matches!(source, Source::Promotion(id) if buyer.listed.contains(&id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_stored_as_they_are_read() {
        let all = vec![
            Condition::MinDiscount { bp: 1_500 },
            Condition::MinStock { pieces: 5 },
            Condition::Categories { names: vec!["Чайники".into()] },
            Condition::OrderSum { minor: 300_000 },
            Condition::Pieces { n: 3 },
            Condition::Segment { segment: Segment::New },
            Condition::Code,
        ];
        let json = Condition::all_to_json(&all);
        assert!(json.starts_with(r#"[{"type":"min_discount","bp":1500},"#), "{json}");
        assert!(json.ends_with(r#"{"type":"segment","segment":"new"},{"type":"code"}]"#), "{json}");
        assert_eq!(Condition::parse_all(&json).ok(), Some(all));
        assert!(Condition::parse_all(r#"[{"type":"full_moon"}]"#).is_err());
        assert!(Condition::parse_all(r#"{"type":"code"}"#).is_err(), "a list is wanted");
    }

    #[test]
    fn somebody_who_has_ordered_is_not_new_and_lists_are_a_promotions_own() {
        let listed = [PromotionId(7)];
        let buyer = BuyerFacts { orders: Some(1), listed: &listed, ..BuyerFacts::default() };
        let source = Source::Promotion(PromotionId(7));
        assert!(Segment::Returning.holds(&buyer, source) && !Segment::New.holds(&buyer, source));
        assert!(Segment::Listed.holds(&buyer, source));
        assert!(!Segment::Listed.holds(&buyer, Source::Promotion(PromotionId(8))));
        let stranger = BuyerFacts::default();
        assert!(!Segment::New.holds(&stranger, source) && !Segment::Returning.holds(&stranger, source));
        assert!(!Segment::Business.holds(&buyer, source) && !Segment::Card.holds(&buyer, source));
    }
}
