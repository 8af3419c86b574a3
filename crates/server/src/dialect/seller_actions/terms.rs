//! The terms of a promotion as programs send them.

use domain::Timestamp;
use domain::promotions::benefit::{Cut, Step};
use domain::promotions::condition::Segment;
use domain::promotions::own::{CodeSort, Codes, NO_END, TITLE_MAX};
use serde::Deserialize;

use crate::dialect::fields::{Int, Object, Words, choice, time};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::Sum;

/// All fields of all kinds; each reads those that it has.
#[derive(Deserialize, Default)]
pub(in crate::dialect) struct Raw {
    title: Option<Words>,
    date_start: Option<Words>,
    date_end: Option<Words>,
    min_action_percent: Option<Sum>,
    discount_type: Option<Words>,
    discount_value: Option<Sum>,
    min_order_amount: Option<Sum>,
    discount_levels: Option<Vec<Object<RawLevel>>>,
    is_legal_entities_segment: Option<bool>,
    budget: Option<Int>,
    user_ids: Option<Vec<Int>>,
    voucher_parameters: Option<Object<RawVoucher>>,
}

#[derive(Deserialize)]
struct RawLevel {
    order_amount: Option<Sum>,
    discount_value: Option<Sum>,
}

#[derive(Deserialize)]
struct RawVoucher {
    count_codes: Option<Int>,
    is_private: Option<bool>,
    r#type: Option<Words>,
}

/// Whether a discount is a share or a sum. Its number is the same in hundredths of a percent as in minor units.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    Percent,
    Currency,
}

impl Sort {
    pub(super) fn cut(self, hundredths: i64) -> Cut {
        match self {
            Self::Percent => Cut::Percent(hundredths),
            Self::Currency => Cut::Amount(hundredths),
        }
    }

    pub(super) fn of(cut: Cut) -> Self {
        match cut {
            Cut::Percent(_) => Self::Percent,
            Cut::Amount(_) => Self::Currency,
        }
    }
}

/// The number of a cut, whichever it is.
pub(super) fn value(cut: Cut) -> i64 {
    match cut {
        Cut::Percent(number) | Cut::Amount(number) => number,
    }
}

impl Raw {
    /// The title; what none is called where the contract leaves it out.
    pub(super) fn title(&self, otherwise: &str) -> Result<String, Invalid> {
        let title = match &self.title {
            None => return Ok(otherwise.to_owned()),
            Some(Words(title)) => title.trim(),
        };
        if title.is_empty() || title.chars().count() > TITLE_MAX {
            return Err(Invalid::new("title", "value length must be between 1 and 256 runes, inclusive"));
        }
        Ok(title.to_owned())
    }

    /// The same where it has to be there.
    pub(super) fn given_title(&self) -> Result<String, Invalid> {
        if self.title.is_none() { Err(Invalid::missing("title")) } else { self.title("") }
    }

    pub(super) fn start(&self) -> Result<Timestamp, Invalid> {
        time("date_start", self.date_start.as_ref())?.ok_or(Invalid::missing("date_start"))
    }

    pub(super) fn times(&self) -> Result<(Timestamp, Timestamp), Invalid> {
        let end = time("date_end", self.date_end.as_ref())?.ok_or(Invalid::missing("date_end"))?;
        Ok((self.start()?, end))
    }

    pub(super) fn without_end(&self) -> Result<(Timestamp, Timestamp), Invalid> {
        Ok((self.start()?, NO_END))
    }

    pub(super) fn min_percent(&self) -> Result<i64, Invalid> {
        hundredths("min_action_percent", self.min_action_percent)
    }

    pub(super) fn value(&self) -> Result<i64, Invalid> {
        hundredths("discount_value", self.discount_value)
    }

    pub(super) fn min_order(&self) -> Result<i64, Invalid> {
        hundredths("min_order_amount", self.min_order_amount)
    }

    pub(super) fn sort(&self) -> Result<Sort, Invalid> {
        if self.discount_type.is_none() {
            return Err(Invalid::missing("discount_type"));
        }
        choice(
            "discount_type",
            self.discount_type.as_ref(),
            &[("PERCENT", Sort::Percent), ("CURRENCY", Sort::Currency)],
        )
    }

    /// The steps in the order in which they stand; `sort` is what all of them are.
    pub(super) fn steps(&self, sort: Sort) -> Result<Vec<Step>, Invalid> {
        let levels = self.discount_levels.as_ref().ok_or(Invalid::missing("discount_levels"))?;
        if !(2..=4).contains(&levels.len()) {
            return Err(Invalid::new("discount_levels", "value must contain between 2 and 4 items, inclusive"));
        }
        let step = |Object(level): &Object<RawLevel>| {
            Ok(Step {
                from_minor: hundredths("discount_levels.order_amount", level.order_amount)?,
                cut: sort.cut(hundredths("discount_levels.discount_value", level.discount_value)?),
            })
        };
        levels.iter().map(step).collect()
    }

    pub(super) fn segment(&self) -> Option<Segment> {
        self.is_legal_entities_segment.filter(|legal| *legal).map(|_| Segment::Business)
    }

    /// Whole roubles in the contract, minor units here.
    pub(super) fn budget(&self) -> Result<i64, Invalid> {
        let Int(budget) = self.budget.ok_or(Invalid::missing("budget"))?;
        let minor = budget.checked_mul(100).filter(|minor| *minor > 0);
        minor.ok_or(Invalid::new("budget", "value must be greater than 0"))
    }

    /// Buyers have no numbers here, so nobody can be meant by one.
    pub(super) fn nobody_is_named(&self) -> Result<(), Invalid> {
        if self.user_ids.as_ref().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        Err(Invalid::new("user_ids", "buyers are not known by numbers here: leave it out"))
    }

    pub(super) fn codes(&self) -> Result<Codes, Invalid> {
        let Object(raw) = self.voucher_parameters.as_ref().ok_or(Invalid::missing("voucher_parameters"))?;
        let Int(count) = raw.count_codes.ok_or(Invalid::missing("voucher_parameters.count_codes"))?;
        if raw.r#type.is_none() {
            return Err(Invalid::missing("voucher_parameters.type"));
        }
        let sorts = &[("ONE", CodeSort::Once), ("MULTIPLE", CodeSort::Always), ("UNIQUE", CodeSort::Personal)];
        let sort = choice("voucher_parameters.type", raw.r#type.as_ref(), sorts)?;
        let private = raw.is_private.ok_or(Invalid::missing("voucher_parameters.is_private"))?;
        Ok(Codes { sort, count, word: None, buyers: Vec::new(), public: !private })
    }
}

fn hundredths(path: &'static str, sum: Option<Sum>) -> Result<i64, Invalid> {
    let sum = sum.ok_or(Invalid::missing(path))?;
    let number = sum.minor().map_err(|_| Invalid::new(path, "value must be a number no finer than a hundredth"))?;
    if number > 0 { Ok(number) } else { Err(Invalid::new(path, "value must be greater than 0")) }
}
