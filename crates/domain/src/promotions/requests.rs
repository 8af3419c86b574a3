//! Discount requests: a buyer names a price, the shop agrees or not, and what was agreed is that buyer's own price for a
//! number of pieces and a number of hours.
//!
//! The states are those of the dialect's discount tasks; the limits are this project's own.

use std::time::Duration;

use crate::people::named;
use crate::{Code, Money, Refusal, Timestamp};

/// How long a request waits for the shop.
pub const WAITS: Duration = Duration::from_secs(48 * 3600);
/// How long a decision can be changed, as long as nothing was bought at its price.
pub const CHANGE_WINDOW: Duration = Duration::from_secs(3600);
/// Hours for which a price is granted, at least and at most, and where nobody says how many.
pub const HOURS: (i64, i64, i64) = (1, 168, 72);
/// Pieces that one request is about, at most.
pub const PIECES_MAX: i64 = 100;
/// Requests of one buyer in a day, at most.
pub const REQUESTS_A_DAY: i64 = 20;
/// Characters of what a buyer or the shop says to it, at most.
pub const WORDS_MAX: usize = 300;
/// The greatest discount that a standing rule may grant, in hundredths of a percent.
pub const STANDING_MAX_BP: i64 = 9_000;

named! {
    /// Where a request stands.
    RequestState {
        /// Nobody of the shop has opened it.
        New = "new",
        /// Opened, and not decided.
        Seen = "seen",
        /// The buyer has a price of their own.
        Approved = "approved",
        /// The shop said no.
        Declined = "declined",
        /// Its time ran out, without an answer or without an order.
        Expired = "expired",
        /// Its buyer took it back.
        Withdrawn = "withdrawn",
        /// The buyer has bought at the price.
        Bought = "bought",
    }
}

impl RequestState {
    /// Whether it waits for the shop.
    pub fn waits(self) -> bool {
        matches!(self, Self::New | Self::Seen)
    }

    /// Whether something may still come of it: it waits, or its price holds.
    pub fn open(self) -> bool {
        self.waits() || self == Self::Approved
    }
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody of the shop opened it.
    Opened,
    /// The shop granted a price.
    Approved,
    /// The shop said no.
    Declined,
    /// Its buyer took it back.
    Withdrawn,
    /// Pieces were bought at its price; whether these were the last that were granted.
    Bought {
        /// No more can be bought.
        all: bool,
    },
    /// Its time ran out; whether anything was bought before.
    TimeUp {
        /// Something was.
        bought: bool,
    },
}

/// The state after a step. The only place where a request's state comes from; a step that does not fit changes nothing.
pub fn apply(state: RequestState, step: Step) -> RequestState {
    use RequestState as S;
    match (state, step) {
        (S::New, Step::Opened) => S::Seen,
        (S::New | S::Seen | S::Approved | S::Declined, Step::Approved) => S::Approved,
        (S::New | S::Seen | S::Approved | S::Declined, Step::Declined) => S::Declined,
        (S::New | S::Seen | S::Approved, Step::Withdrawn) => S::Withdrawn,
        (S::Approved, Step::Bought { all: true } | Step::TimeUp { bought: true }) => S::Bought,
        (S::New | S::Seen | S::Approved, Step::TimeUp { .. }) => S::Expired,
        (
            _,
            Step::Opened
            | Step::Approved
            | Step::Declined
            | Step::Withdrawn
            | Step::Bought { .. }
            | Step::TimeUp { .. },
        ) => state,
    }
}

/// What a rule needs to know about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Where it stands.
    pub state: RequestState,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Until when it waits, or its price holds.
    pub ends_at: Timestamp,
    /// Pieces bought at its price.
    pub bought: i64,
}

impl Facts {
    /// Until when the decision can be changed; of one that waits, until when it can be decided.
    pub fn edited_till(&self) -> Timestamp {
        match self.decided_at {
            Some(at) if !self.state.waits() => at.after(CHANGE_WINDOW).min(self.ends_at),
            _ => self.ends_at,
        }
    }

    /// Whether the buyer has a price of their own at `now`. The end itself is after it.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.state == RequestState::Approved && now < self.ends_at
    }
}

/// What the shop and the buyer can do with a request. Buttons are drawn from it and commands check it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The shop: grant a price, or another one.
    Approve,
    /// The shop: say no.
    Decline,
    /// The buyer: take it back.
    Withdraw,
}

/// What the shop may do at `now`.
pub fn allowed_to_shop(facts: &Facts, may_promote: bool, now: Timestamp) -> Vec<Action> {
    let decided = matches!(facts.state, RequestState::Approved | RequestState::Declined);
    let open = facts.state.waits() || (decided && facts.bought == 0);
    if !may_promote || !open || now >= facts.edited_till() {
        return Vec::new();
    }
    match facts.state {
        RequestState::Declined => vec![Action::Approve],
        _ => vec![Action::Approve, Action::Decline],
    }
}

/// What its buyer may do at `now`.
pub fn allowed_to_buyer(facts: &Facts, now: Timestamp) -> Vec<Action> {
    let unused = facts.state.open() && facts.bought == 0 && now < facts.ends_at;
    if unused { vec![Action::Withdraw] } else { Vec::new() }
}

/// Whether somebody may do something to a request at `now`, or why not.
pub fn check(facts: &Facts, action: Action, now: Timestamp) -> Result<(), Refusal> {
    let allowed = match action {
        Action::Approve | Action::Decline => allowed_to_shop(facts, true, now),
        Action::Withdraw => allowed_to_buyer(facts, now),
    };
    if allowed.contains(&action) {
        return Ok(());
    }
    Err(match facts.state {
        RequestState::Withdrawn => Code::RequestWithdrawn,
        RequestState::Bought => Code::RequestBought,
        _ if facts.bought > 0 => Code::RequestBought,
        RequestState::Expired => Code::RequestOver,
        RequestState::New | RequestState::Seen => Code::RequestOver,
        RequestState::Approved | RequestState::Declined => Code::RequestDecided,
    }
    .into())
}

/// What a buyer asks for. Sums in minor units of the product's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The price of one piece.
    pub price: i64,
    /// Pieces, at least.
    pub min: i64,
    /// Pieces, at most.
    pub max: i64,
}

/// Whether something may be asked for where a piece costs `shown` now and `stock` are there.
pub fn check_ask(ask: &Ask, shown: Money, stock: i64) -> Result<(), Refusal> {
    if ask.price <= 0 || ask.price >= shown.minor {
        let most = Money::new(shown.minor.saturating_sub(1).max(1), shown.currency);
        return Err(Refusal::new(Code::RequestPriceRange).at("price").with("max", most));
    }
    check_pieces(ask.min, ask.max, PIECES_MAX.min(stock).max(1))
}

fn check_pieces(min: i64, max: i64, most: i64) -> Result<(), Refusal> {
    if !(1..=most).contains(&max) {
        return Err(Refusal::new(Code::NumberOutOfRange).at("quantity_max").with("min", 1).with("max", most));
    }
    if !(1..=max).contains(&min) {
        return Err(Refusal::new(Code::NumberOutOfRange).at("quantity_min").with("min", 1).with("max", max));
    }
    Ok(())
}

/// What the shop grants. Sums in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The price of one piece.
    pub price: i64,
    /// Pieces, at least.
    pub min: i64,
    /// Pieces, at most.
    pub max: i64,
    /// For how many hours.
    pub hours: i64,
}

/// Whether a price may be granted where a piece costs `shown` now and never sells under `floor` (0: there is none).
pub fn check_grant(grant: &Grant, shown: Money, floor: i64) -> Result<(), Refusal> {
    if grant.price <= 0 || grant.price > shown.minor {
        return Err(Refusal::new(Code::RequestPriceRange).at("price").with("max", shown));
    }
    if grant.price < floor {
        return Err(Refusal::new(Code::PriceUnderFloor).at("price").with("floor", Money::new(floor, shown.currency)));
    }
    let (fewest, most, _) = HOURS;
    if !(fewest..=most).contains(&grant.hours) {
        return Err(Refusal::new(Code::NumberOutOfRange).at("hours").with("min", fewest).with("max", most));
    }
    check_pieces(grant.min, grant.max, PIECES_MAX)
}

/// What a shop grants by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingRule {
    /// Up to this discount off the regular price, in hundredths of a percent.
    pub percent: i64,
    /// Up to so many pieces.
    pub pieces: i64,
    /// For so many hours.
    pub hours: i64,
}

/// Whether a standing rule can be kept.
pub fn check_standing(rule: &StandingRule) -> Result<(), Refusal> {
    let range =
        |field: &'static str, max: i64| Refusal::new(Code::NumberOutOfRange).at(field).with("min", 1).with("max", max);
    if !(1..=STANDING_MAX_BP).contains(&rule.percent) {
        return Err(range("percent", STANDING_MAX_BP / 100));
    }
    if !(1..=PIECES_MAX).contains(&rule.pieces) {
        return Err(range("pieces", PIECES_MAX));
    }
    if !(HOURS.0..=HOURS.1).contains(&rule.hours) {
        return Err(range("hours", HOURS.1));
    }
    Ok(())
}

/// What a standing rule grants to a request by itself: exactly what was asked for, or nothing. The discount is measured
/// against `list`, the price without any discount, so that a promotion and a request do not add up to more than the rule.
pub fn by_itself(rule: &StandingRule, ask: &Ask, list: i64, floor: i64) -> Option<Grant> {
    let off = i128::from(list.saturating_sub(ask.price)) * 10_000;
    let within = off <= i128::from(rule.percent) * i128::from(list);
    let fits = within && ask.price >= floor && ask.max <= rule.pieces;
    fits.then_some(Grant { price: ask.price, min: ask.min, max: ask.max, hours: rule.hours })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn facts(state: RequestState) -> Facts {
        Facts { state, decided_at: None, ends_at: NOW.after(WAITS), bought: 0 }
    }

    #[test]
    fn every_state_and_step_leads_where_the_table_says() {
        use RequestState as S;
        let steps = [
            Step::Opened,
            Step::Approved,
            Step::Declined,
            Step::Withdrawn,
            Step::Bought { all: false },
            Step::Bought { all: true },
            Step::TimeUp { bought: false },
            Step::TimeUp { bought: true },
        ];
        let table = [
            (S::New, [S::Seen, S::Approved, S::Declined, S::Withdrawn, S::New, S::New, S::Expired, S::Expired]),
            (S::Seen, [S::Seen, S::Approved, S::Declined, S::Withdrawn, S::Seen, S::Seen, S::Expired, S::Expired]),
            (
                S::Approved,
                [S::Approved, S::Approved, S::Declined, S::Withdrawn, S::Approved, S::Bought, S::Expired, S::Bought],
            ),
            (S::Declined, {
                let mut all = [S::Declined; 8];
                all[1] = S::Approved;
                all
            }),
            (S::Expired, [S::Expired; 8]),
            (S::Withdrawn, [S::Withdrawn; 8]),
            (S::Bought, [S::Bought; 8]),
        ];
        assert_eq!(table.len(), S::ALL.len());
        for (state, after) in table {
            for (step, after) in steps.into_iter().zip(after) {
                assert_eq!(apply(state, step), after, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_decision_can_be_changed_for_an_hour_and_not_once_something_was_bought() {
        let approved = Facts { decided_at: Some(NOW), ..facts(RequestState::Approved) };
        assert!(check(&approved, Action::Decline, NOW.after(CHANGE_WINDOW / 2)).is_ok());
        let late = check(&approved, Action::Decline, NOW.after(CHANGE_WINDOW)).unwrap_err();
        assert_eq!(late.code, Code::RequestDecided);
        let used = Facts { bought: 1, ..approved };
        assert_eq!(check(&used, Action::Approve, NOW).unwrap_err().code, Code::RequestBought);
        assert_eq!(check(&used, Action::Withdraw, NOW).unwrap_err().code, Code::RequestBought);
    }

    #[test]
    fn what_has_run_out_is_decided_by_nobody_even_where_the_clock_of_the_job_is_late() {
        let late = NOW.after(WAITS);
        for state in [RequestState::New, RequestState::Seen] {
            assert!(check(&facts(state), Action::Approve, NOW).is_ok());
            assert_eq!(check(&facts(state), Action::Approve, late).unwrap_err().code, Code::RequestOver);
            assert_eq!(check(&facts(state), Action::Withdraw, late).unwrap_err().code, Code::RequestOver);
        }
        let approved = facts(RequestState::Approved);
        assert!(approved.holds(NOW) && !approved.holds(late));
    }

    #[test]
    fn who_may_not_promote_is_offered_nothing() {
        assert_eq!(allowed_to_shop(&facts(RequestState::New), false, NOW), []);
        assert_eq!(allowed_to_shop(&facts(RequestState::New), true, NOW), [Action::Approve, Action::Decline]);
    }

    #[test]
    fn a_price_is_asked_below_the_one_that_is_shown_and_above_nothing() {
        let ask = |price| check_ask(&Ask { price, min: 1, max: 1 }, Money::kopecks(100), 5);
        assert!(ask(1).is_ok() && ask(99).is_ok());
        for price in [i64::MIN, -1, 0, 100, i64::MAX] {
            assert_eq!(ask(price).unwrap_err().code, Code::RequestPriceRange);
        }
    }

    #[test]
    fn no_more_pieces_are_asked_for_than_there_are() {
        let ask = |min, max| check_ask(&Ask { price: 50, min, max }, Money::kopecks(100), 5).map_err(|no| no.field);
        assert!(ask(1, 5).is_ok());
        assert_eq!(ask(1, 6), Err(Some("quantity_max")));
        assert_eq!(ask(3, 2), Err(Some("quantity_min")));
        assert_eq!(ask(0, 2), Err(Some("quantity_min")));
    }

    #[test]
    fn no_price_is_granted_under_the_floor_or_above_the_price_that_is_shown() {
        let shown = Money::kopecks(100);
        let grant =
            |price, hours| check_grant(&Grant { price, min: 1, max: 2, hours }, shown, 60).map_err(|no| no.code);
        assert_eq!(grant(59, 24), Err(Code::PriceUnderFloor));
        assert!(grant(60, 24).is_ok() && grant(100, 168).is_ok());
        assert_eq!(grant(101, 24), Err(Code::RequestPriceRange));
        assert_eq!(grant(60, 0), Err(Code::NumberOutOfRange));
        assert_eq!(grant(60, 169), Err(Code::NumberOutOfRange));
    }

    #[test]
    fn a_standing_rule_grants_what_was_asked_or_nothing() {
        let rule = StandingRule { percent: 1_000, pieces: 3, hours: 24 };
        let by = |price, max, floor| by_itself(&rule, &Ask { price, min: 1, max }, 1_000, floor);
        assert_eq!(by(900, 3, 0), Some(Grant { price: 900, min: 1, max: 3, hours: 24 }));
        assert_eq!(by(899, 3, 0), None, "more than 10 %");
        assert_eq!(by(900, 4, 0), None, "more pieces");
        assert_eq!(by(900, 3, 901), None, "under the floor");
    }
}
