//! The marketplace's own promotions: what their terms have besides those of a seller's, and what these have to be.

use std::time::Duration;

use super::condition::Condition;
use super::own::Plan;
use super::{Enrol, Funding};
use crate::text::Text;
use crate::{Code, Refusal, Timestamp};

/// How long before an enrolment it is announced at least. Source: the operator's promise to sellers, which the consent ledger keeps.
pub const NOTICE: Duration = Duration::from_secs(7 * 24 * 3600);

/// A promotion of the marketplace as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What it has in common with a seller's own.
    pub plan: Plan,
    /// What it is called in English.
    pub title_en: String,
    /// What it says of itself: Russian, English.
    pub description: (String, String),
    /// Who pays the discount.
    pub funding: Funding,
    /// The least pieces in stock.
    pub min_stock: Option<i64>,
    /// For these categories; empty for all.
    pub categories: Vec<String>,
    /// From when on its products are fixed.
    pub freeze_at: Option<Timestamp>,
    /// When products are enrolled by themselves.
    pub auto_add_at: Option<Timestamp>,
    /// What silence means then.
    pub enrol: Enrol,
    /// Whether the operator decides on each product.
    pub nominates: bool,
}

impl Frame {
    /// The frame with its texts trimmed, or what is wrong with it.
    pub fn check(mut self, now: Timestamp) -> Result<Self, Refusal> {
        self.plan = self.plan.check(now)?;
        self.title_en = super::own::title(&self.title_en).map_err(|refusal| refusal.at("title_en"))?;
        let text = |typed: &str| Text::<0, 2_000>::new(typed).map(Text::into_string);
        let (ru, en) = &self.description;
        self.description = (
            text(ru).map_err(|refusal| refusal.at("description"))?,
            text(en).map_err(|refusal| refusal.at("description_en"))?,
        );
        if self.min_stock.is_some_and(|pieces| pieces < 1) {
            return Err(Refusal::new(Code::QuantityInvalid).at("min_stock"));
        }
        self.categories.retain(|name| !name.trim().is_empty());
        froze(self.freeze_at, &self.plan)?;
        announced(self.auto_add_at, &self.plan, now)?;
        Ok(self)
    }

    /// What must hold: for the kind, the segment, the stock and the category.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all = self.plan.conditions();
        all.extend(self.min_stock.map(|pieces| Condition::MinStock { pieces }));
        if !self.categories.is_empty() {
            all.push(Condition::Categories { names: self.categories.clone() });
        }
        all
    }
}

/// A freeze comes before the end. Source: `freeze_date` of `/v1/actions` in the contract.
pub fn froze(at: Option<Timestamp>, plan: &Plan) -> Result<(), Refusal> {
    if at.is_some_and(|at| at >= plan.ends_at) {
        return Err(Refusal::new(Code::FreezeBeforeStart).at("freeze_at"));
    }
    Ok(())
}

/// An enrolment is announced at least [`NOTICE`] ahead, comes before the end, and only where products come with a price.
pub fn announced(at: Option<Timestamp>, plan: &Plan, now: Timestamp) -> Result<(), Refusal> {
    let Some(at) = at else { return Ok(()) };
    if at < now.after(NOTICE) || at >= plan.ends_at || !plan.gives.is_priced() {
        return Err(Refusal::new(Code::AnnounceEarlier).at("auto_add_at").with("days", 7));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::own::Gives;
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000_000);
    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn frame() -> Frame {
        let plan = Plan {
            title: "Зимняя распродажа".into(),
            starts_at: NOW.after(DAY),
            ends_at: NOW.after(30 * DAY),
            gives: Gives::Discount { min: 1_500 },
            segment: None,
            budget: None,
            codes: None,
        };
        Frame {
            plan,
            title_en: " Winter sale ".into(),
            description: (String::new(), String::new()),
            funding: Funding::Seller,
            min_stock: Some(5),
            categories: vec!["Пледы".into(), " ".into()],
            freeze_at: None,
            auto_add_at: None,
            enrol: Enrol::Ask,
            nominates: false,
        }
    }

    fn code(frame: Frame) -> (Code, Option<&'static str>) {
        let refusal = frame.check(NOW).unwrap_err();
        (refusal.code, refusal.field)
    }

    #[test]
    fn nobody_is_enrolled_without_seven_days_of_notice() {
        let at = |days: u32| Frame { auto_add_at: Some(NOW.after(days * DAY)), ..frame() };
        assert_eq!(code(at(6)), (Code::AnnounceEarlier, Some("auto_add_at")));
        assert!(at(7).check(NOW).is_ok());
        assert_eq!(code(at(30)).0, Code::AnnounceEarlier, "after the end");
        let mut order = at(8);
        order.plan.gives = Gives::MultiBuy { take: 3, pay: 2 };
        assert_eq!(code(order).0, Code::AnnounceEarlier, "nobody can say at which price");
    }

    #[test]
    fn a_freeze_comes_before_the_end_and_both_languages_have_a_title() {
        assert_eq!(code(Frame { freeze_at: Some(NOW.after(30 * DAY)), ..frame() }).1, Some("freeze_at"));
        assert_eq!(code(Frame { title_en: String::new(), ..frame() }).1, Some("title_en"));
        assert_eq!(code(Frame { min_stock: Some(0), ..frame() }).1, Some("min_stock"));
        let good = frame().check(NOW).unwrap();
        assert_eq!((good.title_en.as_str(), good.conditions().len()), ("Winter sale", 3));
    }
}
