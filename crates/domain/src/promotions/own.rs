//! A seller's own promotions: what they give, and what their terms have to be.
//!
//! Each rule is a function of its own with its source; "the contract" is the description of `/v1/seller-actions/*` of the Ozon
//! Seller API. Where no source is named, the rule is the project's.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::benefit::{Benefit, Cut, Step};
use super::condition::{Condition, Segment};
use super::{Kind, Phase, State};
use crate::text::Text;
use crate::{Code, PersonId, Refusal, Timestamp};

/// The least and the greatest discount in hundredths of a percent: 1 % and 95 %. Source: the greatest is the contract's
/// `extremely_low_price`; less than one percent is no promotion.
pub const PERCENT: (i64, i64) = (100, 9_500);
/// How many steps a discount by the sum may have. Source: `discount_levels` of `create/multi-level-discount`.
pub const STEPS: (usize, usize) = (2, 4);
/// Characters of a title. Source: `title` of every `create/*`.
pub const TITLE_MAX: usize = 256;
/// Codes that one promotion may have.
pub const CODES_MAX: i64 = 10_000;
/// Buyers who may have a code of their own. Source: `user_ids` of `create/voucher`.
pub const BUYERS_MAX: usize = 50;
/// Pieces in a set of "three for two", at most.
pub const SET_MAX: u32 = 10;
/// Letters and digits of a code that a seller makes up.
pub const CODE: (usize, usize) = (4, 32);
/// The longest time that a promotion runs.
pub const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);
/// The end of what has none. Source: `create/installment` has no `date_end`.
pub const NO_END: Timestamp = Timestamp(253_370_764_800_000_000);
/// For how many months is paid in parts. Source: the description of `create/installment`.
pub const INSTALLMENT_MONTHS: i64 = 6;

/// What a promotion gives, with all that belongs to its kind. Sums are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gives {
    /// Each product at its own lower price; `min` is the least discount in hundredths of a percent.
    Discount {
        /// Hundredths of a percent.
        min: i64,
    },
    /// The same for so many pieces of each product.
    StockDiscount {
        /// Hundredths of a percent.
        min: i64,
    },
    /// The same for a few hours.
    Flash {
        /// Hundredths of a percent.
        min: i64,
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
        /// The sum without discounts.
        from: i64,
        /// What is taken off.
        cut: Cut,
    },
    /// The more is ordered, the greater the discount.
    MultiLevel {
        /// Its steps.
        steps: Vec<Step>,
    },
    /// Something off for who has a code.
    Voucher {
        /// What is taken off.
        cut: Cut,
        /// From which sum on; 0 for any.
        from: i64,
    },
    /// Something off for who pays with the marketplace's card.
    CardDiscount {
        /// Hundredths of a percent.
        bp: i64,
    },
    /// Payment in parts; changes no price.
    Installment,
}

/// How codes are given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// What a code is good for.
    pub sort: CodeSort,
    /// How many are made.
    pub count: i64,
    /// A code that the seller made up; only where there is one.
    pub word: Option<String>,
    /// For whom, one code each; empty: for whoever has one. Each code is stored with its buyer.
    #[serde(skip)]
    pub buyers: Vec<PersonId>,
    /// Whether buyers see on the card that there is a code.
    pub public: bool,
}

crate::people::named! {
    /// What a code is good for. Source: `voucher_parameters.type` of `create/voucher`: ONE, MULTIPLE, UNIQUE.
    CodeSort {
        /// For one order of anybody.
        Once = "once",
        /// For any number of orders of anybody.
        Always = "always",
        /// For one order of one buyer.
        Personal = "personal",
    }
}

impl Default for Codes {
    fn default() -> Self {
        Self { sort: CodeSort::Once, count: 0, word: None, buyers: Vec::new(), public: false }
    }
}

/// A seller's promotion as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// From when on; what is past is now.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// What it gives.
    pub gives: Gives,
    /// For some buyers only.
    pub segment: Option<Segment>,
    /// How much discount it may give in all, minor units.
    pub budget: Option<i64>,
    /// Its codes, for a voucher.
    pub codes: Option<Codes>,
}

impl Gives {
    /// What sort of promotion that is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Discount { .. } => Kind::Discount,
            Self::StockDiscount { .. } => Kind::StockDiscount,
            Self::Flash { .. } => Kind::Flash,
            Self::MultiBuy { .. } => Kind::MultiBuy,
            Self::OrderDiscount { .. } => Kind::OrderDiscount,
            Self::MultiLevel { .. } => Kind::MultiLevel,
            Self::Voucher { .. } => Kind::Voucher,
            Self::CardDiscount { .. } => Kind::CardDiscount,
            Self::Installment => Kind::Installment,
        }
    }

    /// What it gives, as the engine takes it.
    pub fn benefit(&self) -> Benefit {
        match self {
            Self::Discount { .. } | Self::StockDiscount { .. } | Self::Flash { .. } => Benefit::Price,
            Self::MultiBuy { take, pay } => Benefit::Nth { take: *take, pay: *pay },
            Self::OrderDiscount { cut, .. } | Self::Voucher { cut, .. } => of_cut(*cut),
            Self::MultiLevel { steps } => Benefit::Steps { steps: steps.clone() },
            Self::CardDiscount { bp } => Benefit::Percent { bp: *bp },
            Self::Installment => Benefit::Nothing,
        }
    }

    /// What must hold for it.
    pub fn conditions(&self) -> Vec<Condition> {
        match self {
            Self::Discount { min } | Self::StockDiscount { min } | Self::Flash { min } => {
                vec![Condition::MinDiscount { bp: *min }]
            }
            Self::OrderDiscount { from, .. } => vec![Condition::OrderSum { minor: *from }],
            Self::Voucher { from, .. } if *from > 0 => {
                vec![Condition::Code, Condition::OrderSum { minor: *from }]
            }
            Self::Voucher { .. } => vec![Condition::Code],
            Self::CardDiscount { .. } => vec![Condition::Segment { segment: Segment::Card }],
            Self::MultiBuy { .. } | Self::MultiLevel { .. } | Self::Installment => Vec::new(),
        }
    }

    /// Reads it back from what is stored; `None` where kind, benefit and conditions do not belong together.
    pub fn read(kind: Kind, benefit: &Benefit, conditions: &[Condition]) -> Option<Self> {
        let min = conditions.iter().find_map(|it| match it {
            Condition::MinDiscount { bp } => Some(*bp),
            _ => None,
        });
        let from = conditions.iter().find_map(|it| match it {
            Condition::OrderSum { minor } => Some(*minor),
            _ => None,
        });
        Some(match (kind, benefit) {
            (Kind::Discount, Benefit::Price) => Self::Discount { min: min.unwrap_or(0) },
            (Kind::StockDiscount, Benefit::Price) => Self::StockDiscount { min: min.unwrap_or(0) },
            (Kind::Flash, Benefit::Price) => Self::Flash { min: min.unwrap_or(0) },
            (Kind::MultiBuy, Benefit::Nth { take, pay }) => Self::MultiBuy { take: *take, pay: *pay },
            (Kind::OrderDiscount, benefit) => Self::OrderDiscount { from: from.unwrap_or(0), cut: cut(benefit)? },
            (Kind::MultiLevel, Benefit::Steps { steps }) => Self::MultiLevel { steps: steps.clone() },
            (Kind::Voucher, benefit) => Self::Voucher { cut: cut(benefit)?, from: from.unwrap_or(0) },
            (Kind::CardDiscount, Benefit::Percent { bp }) => Self::CardDiscount { bp: *bp },
            (Kind::Installment, Benefit::Nothing) => Self::Installment,
            _ => return None,
        })
    }

    /// Whether each product comes with a price of its own.
    pub fn is_priced(&self) -> bool {
        matches!(self, Self::Discount { .. } | Self::StockDiscount { .. } | Self::Flash { .. })
    }

    /// Whether all products of the shop take part by themselves. Source: the descriptions of `create/multi-level-discount`.
    pub fn is_for_all_products(&self) -> bool {
        matches!(self, Self::MultiLevel { .. })
    }
}

fn of_cut(cut: Cut) -> Benefit {
    match cut {
        Cut::Percent(bp) => Benefit::Percent { bp },
        Cut::Amount(minor) => Benefit::Amount { minor },
    }
}

fn cut(benefit: &Benefit) -> Option<Cut> {
    match benefit {
        Benefit::Percent { bp } => Some(Cut::Percent(*bp)),
        Benefit::Amount { minor } => Some(Cut::Amount(*minor)),
        _ => None,
    }
}

impl Plan {
    /// The plan with its title trimmed and its beginning not in the past, or what is wrong with it.
    pub fn check(mut self, now: Timestamp) -> Result<Self, Refusal> {
        self.title = title(&self.title)?;
        self.starts_at = Timestamp(self.starts_at.0.max(now.0));
        if matches!(self.gives, Gives::Installment) {
            self.ends_at = NO_END;
        } else {
            times(self.starts_at, self.ends_at)?;
        }
        gives(&self.gives)?;
        budget(self.budget)?;
        self.codes = match (&self.gives, self.codes.take()) {
            (Gives::Voucher { .. }, told) => Some(codes(told.unwrap_or_default())?),
            _ => None,
        };
        Ok(self)
    }

    /// What must hold for it: the kind's own conditions and the segment.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all = self.gives.conditions();
        all.extend(self.segment.map(|segment| Condition::Segment { segment }));
        all
    }
}

/// A title of 1 to 256 characters. Source: `title` of every `create/*`.
pub fn title(typed: &str) -> Result<String, Refusal> {
    Text::<1, TITLE_MAX>::new(typed).map(Text::into_string).map_err(|refusal| refusal.at("title"))
}

/// A promotion ends after it begins, and within a year.
pub fn times(starts_at: Timestamp, ends_at: Timestamp) -> Result<(), Refusal> {
    if ends_at <= starts_at || ends_at.since(starts_at) > LONGEST {
        return Err(Refusal::new(Code::PromotionTimes).at("ends_at"));
    }
    Ok(())
}

/// What it gives can be meant.
pub fn gives(gives: &Gives) -> Result<(), Refusal> {
    match gives {
        Gives::Discount { min } | Gives::StockDiscount { min } | Gives::Flash { min } => percent(*min, "min_discount"),
        Gives::CardDiscount { bp } => percent(*bp, "discount"),
        Gives::MultiBuy { take, pay } => set(*take, *pay),
        Gives::OrderDiscount { from, cut } => {
            order_sum(*from)?;
            off(*cut, *from)
        }
        Gives::Voucher { cut, from } if *from == 0 => off(*cut, i64::MAX),
        Gives::Voucher { cut, from } => {
            order_sum(*from)?;
            off(*cut, *from)
        }
        Gives::MultiLevel { steps } => are_steps(steps),
        Gives::Installment => Ok(()),
    }
}

/// From 1 % to 95 %: see [`PERCENT`].
pub fn percent(bp: i64, field: &'static str) -> Result<(), Refusal> {
    let (least, most) = PERCENT;
    if (least..=most).contains(&bp) {
        return Ok(());
    }
    Err(Refusal::new(Code::DiscountOutOfRange).at(field).with("min", least / 100).with("max", most / 100))
}

/// "Three for two": at least one piece is paid and at least one is free.
pub fn set(take: u32, pay: u32) -> Result<(), Refusal> {
    if (2..=SET_MAX).contains(&take) && (1..take).contains(&pay) {
        return Ok(());
    }
    Err(Refusal::new(Code::SetInvalid).at("take").with("max", SET_MAX))
}

/// The sum from which on a discount holds is above zero.
pub fn order_sum(from: i64) -> Result<(), Refusal> {
    if from > 0 { Ok(()) } else { Err(Refusal::new(Code::SumInvalid).at("from")) }
}

/// What is taken off an order of at least `from`: a share as [`percent`] has it, or a sum that leaves something to be paid.
pub fn off(cut: Cut, from: i64) -> Result<(), Refusal> {
    match cut {
        Cut::Percent(bp) => percent(bp, "discount"),
        Cut::Amount(minor) if minor <= 0 => Err(Refusal::new(Code::SumInvalid).at("discount")),
        Cut::Amount(minor) if minor >= from => Err(Refusal::new(Code::DiscountAboveSum).at("discount")),
        Cut::Amount(_) => Ok(()),
    }
}

/// 2 to 4 steps, each with a greater sum and a greater discount than the one before, all shares or all sums. Source:
/// `discount_levels` and `discount_type` of `create/multi-level-discount`; that they grow is what the words mean.
pub fn are_steps(steps: &[Step]) -> Result<(), Refusal> {
    let (least, most) = STEPS;
    let wrong = || Refusal::new(Code::StepsInvalid).at("steps").with("min", least).with("max", most);
    if !(least..=most).contains(&steps.len()) {
        return Err(wrong());
    }
    for step in steps {
        order_sum(step.from_minor).map_err(|refusal| refusal.at("steps"))?;
        off(step.cut, step.from_minor).map_err(|refusal| refusal.at("steps"))?;
    }
    let grow = steps.windows(2).all(|pair| {
        let greater = match (pair[0].cut, pair[1].cut) {
            (Cut::Percent(one), Cut::Percent(other)) | (Cut::Amount(one), Cut::Amount(other)) => one < other,
            _ => false,
        };
        pair[0].from_minor < pair[1].from_minor && greater
    });
    if grow { Ok(()) } else { Err(wrong()) }
}

/// A budget is above zero. Source: `budget` of `create/voucher`: where it is used up, the promotion stops.
pub fn budget(budget: Option<i64>) -> Result<(), Refusal> {
    if budget.is_some_and(|budget| budget <= 0) {
        return Err(Refusal::new(Code::SumInvalid).at("budget"));
    }
    Ok(())
}

/// Codes that can be made: as many as are wanted, one for each buyer where they are named, and one that was made up alone.
pub fn codes(mut codes: Codes) -> Result<Codes, Refusal> {
    codes.word = codes.word.map(|word| code_word(&word)).transpose()?;
    codes.buyers.sort_unstable();
    codes.buyers.dedup();
    if codes.buyers.len() > BUYERS_MAX {
        return Err(Refusal::new(Code::CodesTooMany).at("buyers").with("max", BUYERS_MAX));
    }
    if !codes.buyers.is_empty() {
        codes.sort = CodeSort::Personal;
        codes.count = i64::try_from(codes.buyers.len()).unwrap_or(CODES_MAX);
        codes.word = None;
    }
    if codes.word.is_some() {
        codes.count = 1;
    }
    if !(1..=CODES_MAX).contains(&codes.count) {
        return Err(Refusal::new(Code::CodesTooMany).at("count").with("max", CODES_MAX));
    }
    Ok(codes)
}

/// A code that a seller made up, as it is kept: capitals and digits, so that nobody has to mind how it is typed.
pub fn code_word(typed: &str) -> Result<String, Refusal> {
    let (least, most) = CODE;
    let word = typed.trim().to_uppercase();
    let fits = (least..=most).contains(&word.chars().count());
    if fits && word.chars().all(|sign| sign.is_alphanumeric() || sign == '-') {
        return Ok(word);
    }
    Err(Refusal::new(Code::CodeWordInvalid).at("word").with("min", least).with("max", most))
}

/// Whether the terms of a promotion may still be changed, and to those: what is over does not change, and of what runs the kind of
/// promise stays. Source: `update/*` of the contract can set title, dates, values and budget, and nothing else.
pub fn may_change(phase: Phase, before: &Plan, after: &Plan) -> Result<(), Refusal> {
    if phase == Phase::Finished {
        return Err(Code::PromotionFinished.into());
    }
    if before.gives.kind() != after.gives.kind() {
        return Err(Refusal::new(Code::KindStays).at("kind"));
    }
    if phase == Phase::Draft {
        return Ok(());
    }
    if before.gives.is_priced() && before.gives != after.gives {
        return Err(Refusal::new(Code::TermsFixed).at("min_discount"));
    }
    if phase == Phase::Running && before.budget != after.budget {
        return Err(Refusal::new(Code::PauseFirst).at("budget"));
    }
    Ok(())
}

/// Whether its owner may move a promotion to another state. Source: `change-activity` and `archive` of the contract.
pub fn may_become(phase: Phase, state: State, next: State) -> Result<(), Refusal> {
    let over = phase == Phase::Finished && next != State::Archived;
    if over || !state.may_become(next) {
        return Err(Code::PromotionFinished.into());
    }
    Ok(())
}

/// Whether the budget is used up, which stops a promotion. Source: `budget` of `create/voucher`.
pub fn is_used_up(budget: Option<i64>, spent: i64) -> bool {
    budget.is_some_and(|budget| spent >= budget)
}

#[cfg(test)]
#[path = "own_tests.rs"]
mod tests;
