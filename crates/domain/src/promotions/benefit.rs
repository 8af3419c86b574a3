//! What a promotion gives.

use serde::{Deserialize, Serialize};

/// A whole, in hundredths of a percent.
pub const WHOLE: i64 = 10_000;

/// What a promotion gives to who meets its conditions. Stored as JSON: `{"type":"percent","bp":1500}`.
///
/// Where one stands in the order of application: [`price`](super::price).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Benefit {
    /// Each product at the price of its participation.
    Price,
    /// A share off: of each piece, or of an order where the promotion has a threshold or a code.
    Percent {
        /// Hundredths of a percent, 1 to 10 000.
        bp: i64,
    },
    /// A sum off an order.
    Amount {
        /// Minor units.
        minor: i64,
    },
    /// The more is ordered, the greater the discount: of the steps that are reached the highest counts.
    Steps {
        /// In any order; no two begin at the same sum.
        steps: Vec<Step>,
    },
    /// Of every `take` pieces `pay` are paid: 3 and 2 is "three for two". The cheapest are free.
    Nth {
        /// How many make one set.
        take: u32,
        /// How many of a set are paid; fewer than `take`.
        pay: u32,
    },
    /// Changes no price: payment in parts.
    Nothing,
}

/// From which sum on how much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The sum of the scope without discounts, in minor units, from which this step counts.
    pub from_minor: i64,
    /// What it takes off.
    pub cut: Cut,
}

/// What is taken off a sum. JSON: `{"percent":1500}` or `{"amount":50000}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// Hundredths of a percent.
    Percent(i64),
    /// Minor units.
    Amount(i64),
}

impl Benefit {
    /// Reads what is stored. An error where the text is no benefit.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// As it is stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether its numbers can be meant: shares above 0 and at most the whole, sums above 0, sets that pay at least
    /// one piece and give at least one, steps with thresholds of their own.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Price | Self::Nothing => true,
            Self::Percent { bp } => Cut::Percent(*bp).is_sound(),
            Self::Amount { minor } => Cut::Amount(*minor).is_sound(),
            Self::Nth { take, pay } => 0 < *pay && pay < take,
            Self::Steps { steps } => {
                let mut from: Vec<i64> = steps.iter().map(|step| step.from_minor).collect();
                from.sort_unstable();
                from.dedup();
                !steps.is_empty()
                    && from.len() == steps.len()
                    && steps.iter().all(|step| step.from_minor >= 0 && step.cut.is_sound())
            }
        }
    }
}

impl Cut {
    fn is_sound(self) -> bool {
        match self {
            Self::Percent(bp) => (1..=WHOLE).contains(&bp),
            Self::Amount(minor) => minor > 0,
        }
    }
}

/// What a piece of `price` costs after `bp` are taken off it: rounded up to a whole minor unit, so that the discount is
/// never greater than promised. Shares beyond 0 and the whole count as these.
pub fn less(price: i64, bp: i64) -> i64 {
    price.max(0) - part(price, bp.clamp(0, WHOLE), WHOLE)
}

/// `of` in the proportion of `some` to `all`, rounded down; what is under 0 is read as 0.
pub(super) fn part(of: i64, some: i64, all: i64) -> i64 {
    let (of, some, all) = (of.max(0), some.max(0), all.max(1));
    // Dividing 128 bits takes many times as long, and few sums need it.
    match of.checked_mul(some) {
        Some(product) => product / all,
        None => i64::try_from(i128::from(of) * i128::from(some) / i128::from(all)).unwrap_or(i64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefit_is_stored_as_it_is_read() {
        let steps = vec![
            Step { from_minor: 300_000, cut: Cut::Percent(500) },
            Step { from_minor: 500_000, cut: Cut::Amount(70_000) },
        ];
        for (benefit, json) in [
            (Benefit::Price, r#"{"type":"price"}"#),
            (Benefit::Percent { bp: 1_500 }, r#"{"type":"percent","bp":1500}"#),
            (Benefit::Amount { minor: 50_000 }, r#"{"type":"amount","minor":50000}"#),
            (Benefit::Nth { take: 3, pay: 2 }, r#"{"type":"nth","take":3,"pay":2}"#),
            (Benefit::Nothing, r#"{"type":"nothing"}"#),
            (
                Benefit::Steps { steps },
                r#"{"type":"steps","steps":[{"from_minor":300000,"cut":{"percent":500}},{"from_minor":500000,"cut":{"amount":70000}}]}"#,
            ),
        ] {
            assert_eq!(benefit.to_json(), json);
            assert_eq!(Benefit::parse(json).ok(), Some(benefit));
        }
    }

    #[test]
    fn a_text_that_is_no_benefit_is_an_error() {
        for json in ["", "{}", "[]", r#"{"type":"gift"}"#, r#"{"type":"percent","bp":1e308}"#, r#"{"type":"percent"}"#]
        {
            assert!(Benefit::parse(json).is_err(), "{json}");
        }
        assert!(Benefit::parse(r#"{"type":"percent","bp":1500,"minor":1}"#).is_err(), "a field that means nothing");
    }

    #[test]
    fn numbers_that_nobody_can_mean_are_noticed() {
        assert!(Benefit::Percent { bp: 10_000 }.is_sound() && !Benefit::Percent { bp: 10_001 }.is_sound());
        assert!(!Benefit::Percent { bp: 0 }.is_sound() && !Benefit::Amount { minor: -5 }.is_sound());
        assert!(!Benefit::Nth { take: 2, pay: 2 }.is_sound() && !Benefit::Nth { take: 2, pay: 0 }.is_sound());
        let step = Step { from_minor: 100, cut: Cut::Percent(100) };
        assert!(!Benefit::Steps { steps: vec![] }.is_sound() && !Benefit::Steps { steps: vec![step, step] }.is_sound());
        assert!(Benefit::Steps { steps: vec![step] }.is_sound());
    }

    #[test]
    fn a_price_less_a_share_is_rounded_up() {
        assert_eq!(less(99_999, 1_500), 85_000, "84 999.15 kopecks");
        assert_eq!(less(1, 9_999), 1);
        assert_eq!(less(i64::MAX, 5_000), i64::MAX - i64::MAX / 2);
        assert_eq!((less(-5, 500), less(100, 20_000), less(100, -1)), (0, 0, 100));
    }
}
