//! What a promotion gives, as the API reads and tells it: the same for a shop's own and for the marketplace's.

use app::queries::desk_promotions::Counted;
use domain::promotions::benefit::{Cut, Step};
use domain::promotions::{condition, own};
use domain::{Currency, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::types::mirror;

mirror! {
    /// Some buyers.
    Segment = condition::Segment {
        /// Has never ordered from this shop.
        New,
        /// Has ordered from this shop before.
        Returning,
        /// Stands on the promotion's own list.
        Listed,
        /// Buys for a firm.
        Business,
        /// Pays with the marketplace's card.
        Card,
    }
}

mirror! {
    /// What a code is good for.
    CodeSort = own::CodeSort {
        /// For one order of anybody.
        Once,
        /// For any number of orders of anybody.
        Always,
        /// For one order of one buyer.
        Personal,
    }
}

/// What is taken off an order: one of the two.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// Hundredths of a percent: 1500 is 15 %.
    Percent(i64),
    /// Minor units.
    Amount(i64),
}

impl From<Off> for Cut {
    fn from(off: Off) -> Self {
        match off {
            Off::Percent(bp) => Self::Percent(bp),
            Off::Amount(minor) => Self::Amount(minor),
        }
    }
}

impl From<Cut> for Off {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Percent(bp) => Self::Percent(bp),
            Cut::Amount(minor) => Self::Amount(minor),
        }
    }
}

/// From which sum on how much is taken off.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepOff {
    /// The sum without discounts, minor units.
    pub from: i64,
    /// What is taken off.
    pub off: Off,
}

impl From<StepOff> for Step {
    fn from(step: StepOff) -> Self {
        Self { from_minor: step.from, cut: step.off.into() }
    }
}

/// Codes to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodesIn {
    /// What a code is good for.
    pub sort: CodeSort,
    /// How many are made; 1 without it.
    #[schema(minimum = 1, maximum = 10_000)]
    pub count: Option<i64>,
    /// A code that was made up: 4 to 32 letters and digits.
    pub word: Option<String>,
    /// For whom, one code each: ids of buyers, 50 at most.
    #[serde(default)]
    pub buyer_ids: Vec<String>,
}

impl From<CodesIn> for own::Codes {
    fn from(codes: CodesIn) -> Self {
        Self {
            sort: codes.sort.into(),
            count: codes.count.unwrap_or(1),
            word: codes.word,
            buyers: codes.buyer_ids.iter().filter_map(|id| PersonId::parse(id)).collect(),
            public: false,
        }
    }
}

/// What a promotion is to give. `kind` says which.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum GivesIn {
    /// Each product at its own lower price.
    Discount {
        /// The least discount, hundredths of a percent.
        min_discount: i64,
    },
    /// The same for so many pieces.
    StockDiscount {
        /// The least discount, hundredths of a percent.
        min_discount: i64,
    },
    /// The same for a few hours.
    Flash {
        /// The least discount, hundredths of a percent.
        min_discount: i64,
    },
    /// Of every `take` pieces `pay` are paid.
    MultiBuy {
        /// Pieces of a set.
        take: u32,
        /// How many of them are paid.
        pay: u32,
    },
    /// Something off an order from a sum on.
    OrderDiscount {
        /// The sum without discounts, minor units.
        from: i64,
        /// What is taken off.
        off: Off,
    },
    /// The more is ordered, the greater the discount.
    MultiLevel {
        /// Two to four.
        steps: Vec<StepOff>,
    },
    /// Something off for who has a code.
    Voucher {
        /// From which sum on, minor units; without it any.
        from: Option<i64>,
        /// What is taken off.
        off: Off,
        /// Its codes; kept as they are where the promotion is changed.
        codes: Option<CodesIn>,
    },
    /// Something off for who pays with the card.
    CardDiscount {
        /// Hundredths of a percent.
        discount: i64,
    },
    /// Payment in parts.
    Installment {},
}

impl GivesIn {
    /// The codes of a voucher.
    pub fn codes(&self) -> Option<own::Codes> {
        match self {
            Self::Voucher { codes, .. } => codes.clone().map(Into::into),
            _ => None,
        }
    }
}

impl From<GivesIn> for own::Gives {
    fn from(gives: GivesIn) -> Self {
        match gives {
            GivesIn::Discount { min_discount } => Self::Discount { min: min_discount },
            GivesIn::StockDiscount { min_discount } => Self::StockDiscount { min: min_discount },
            GivesIn::Flash { min_discount } => Self::Flash { min: min_discount },
            GivesIn::MultiBuy { take, pay } => Self::MultiBuy { take, pay },
            GivesIn::OrderDiscount { from, off } => Self::OrderDiscount { from, cut: off.into() },
            GivesIn::MultiLevel { steps } => Self::MultiLevel { steps: steps.into_iter().map(Into::into).collect() },
            GivesIn::Voucher { from, off, .. } => Self::Voucher { from: from.unwrap_or(0), cut: off.into() },
            GivesIn::CardDiscount { discount } => Self::CardDiscount { bp: discount },
            GivesIn::Installment {} => Self::Installment,
        }
    }
}

/// What a promotion gives; what its kind does not have is absent.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Gives {
    /// The least discount of each product, hundredths of a percent.
    pub min_discount: Option<i64>,
    /// Pieces of a set.
    pub take: Option<u32>,
    /// How many of them are paid.
    pub pay: Option<u32>,
    /// From which sum on, minor units.
    pub from: Option<i64>,
    /// What is taken off.
    pub off: Option<Off>,
    /// The more, the greater.
    pub steps: Vec<StepOff>,
}

impl From<&own::Gives> for Gives {
    fn from(gives: &own::Gives) -> Self {
        use own::Gives as G;
        match gives {
            G::Discount { min } | G::StockDiscount { min } | G::Flash { min } => {
                Self { min_discount: Some(*min), ..Self::default() }
            }
            G::MultiBuy { take, pay } => Self { take: Some(*take), pay: Some(*pay), ..Self::default() },
            G::OrderDiscount { from, cut } | G::Voucher { from, cut } => {
                Self { from: (*from > 0).then_some(*from), off: Some((*cut).into()), ..Self::default() }
            }
            G::MultiLevel { steps } => {
                let step = |step: &Step| StepOff { from: step.from_minor, off: step.cut.into() };
                Self { steps: steps.iter().map(step).collect(), ..Self::default() }
            }
            G::CardDiscount { bp } => Self { off: Some(Off::Percent(*bp)), ..Self::default() },
            G::Installment => Self::default(),
        }
    }
}

/// What has come of a promotion; sums are minor units.
#[derive(Debug, Serialize, ToSchema)]
pub struct Report {
    /// Pieces sold.
    pub pieces: i64,
    /// What was paid for them.
    pub turnover: i64,
    /// The discount that was given.
    pub discount: i64,
    /// What counts against the budget: given, or promised to baskets.
    pub spent: i64,
    /// What is left for the seller, where costs are known.
    pub margin: Option<i64>,
    /// ISO 4217.
    pub currency: &'static str,
}

impl Report {
    /// From what was counted.
    pub fn new(counted: &Counted, currency: Currency) -> Self {
        Self {
            pieces: counted.pieces,
            turnover: counted.turnover,
            discount: counted.discount,
            spent: counted.spent,
            margin: (counted.cost > 0).then(|| counted.turnover - counted.cost),
            currency: currency.code(),
        }
    }
}
