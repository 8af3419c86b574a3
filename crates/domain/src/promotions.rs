//! Promotions: what a discount is, who agrees to it, and what a product costs because of it.
//!
//! A promotion is the marketplace's own or a seller's. A product that takes part in one is a *participation*, with the
//! price and the pieces that its seller agreed to. Sums are whole minor units; shares are hundredths of a percent
//! (`bp`: 1 500 is 15 %).

pub mod admission;
pub mod benefit;
pub mod bill;
pub mod condition;
pub mod floor;
pub mod linked;
pub mod marketplace;
pub mod own;
pub mod price;
pub mod promise;
pub mod requests;

use crate::Timestamp;
use crate::people::named;

named! {
    /// What sort of promotion it is. What it does is its benefit and its conditions; the sort is how people call it.
    Kind {
        /// Each product at a price that its seller sets, at most the promotion's.
        Discount = "discount",
        /// The same for a number of pieces.
        StockDiscount = "stock_discount",
        /// A short one, by the hour and with few pieces.
        Flash = "flash",
        /// Of every so many pieces some are free.
        MultiBuy = "multi_buy",
        /// A discount on an order from a sum on.
        OrderDiscount = "order_discount",
        /// The more is ordered, the greater the discount.
        MultiLevel = "multi_level",
        /// For who has a code.
        Voucher = "voucher",
        /// For who pays with the marketplace's card.
        CardDiscount = "card_discount",
        /// Paid in parts without interest; changes no price.
        Installment = "installment",
    }
}

named! {
    /// Who pays the discount.
    Funding {
        /// The seller.
        Seller = "seller",
        /// The marketplace.
        Marketplace = "marketplace",
    }
}

named! {
    /// What its owner has decided about a promotion. Where it stands in time is its [`Phase`].
    State {
        /// Not shown to anybody yet.
        Draft = "draft",
        /// Decided; runs from its beginning to its end.
        Published = "published",
        /// Held for a while by its owner.
        Paused = "paused",
        /// Ended before its time.
        Stopped = "stopped",
        /// Put away.
        Archived = "archived",
    }
}

named! {
    /// Where a promotion stands.
    Phase {
        /// Being prepared.
        Draft = "draft",
        /// Its beginning is to come.
        Scheduled = "scheduled",
        /// Prices follow it.
        Running = "running",
        /// Held by its owner: prices do not follow it.
        Paused = "paused",
        /// Over.
        Finished = "finished",
    }
}

impl State {
    /// Where a promotion of this state stands at `now`. The end itself is after the promotion.
    pub fn phase(self, starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> Phase {
        match self {
            Self::Draft => Phase::Draft,
            Self::Stopped | Self::Archived => Phase::Finished,
            Self::Published | Self::Paused if now >= ends_at => Phase::Finished,
            Self::Paused => Phase::Paused,
            Self::Published if now < starts_at => Phase::Scheduled,
            Self::Published => Phase::Running,
        }
    }

    /// What its owner may make of it now.
    pub fn may_become(self, next: Self) -> bool {
        match next {
            Self::Draft => false,
            Self::Published => matches!(self, Self::Draft | Self::Paused),
            Self::Paused => self == Self::Published,
            Self::Stopped => matches!(self, Self::Published | Self::Paused),
            Self::Archived => self != Self::Archived,
        }
    }
}

named! {
    /// What a product does in a promotion.
    Standing {
        /// Takes part.
        In = "in",
        /// Waits for the operator's word.
        Nominated = "nominated",
        /// The operator said no.
        Refused = "refused",
        /// Was taken out, or fell out.
        Left = "left",
        /// Took part until the promotion was over.
        Ended = "ended",
    }
}

named! {
    /// How a product came in.
    Mode {
        /// Its seller put it in.
        Manual = "manual",
        /// By the seller's standing answer, or by the operator's contract.
        Auto = "auto",
    }
}

named! {
    /// What the silence of a seller means when products are to be enrolled by themselves.
    Enrol {
        /// No.
        Ask = "ask",
        /// Yes: the operator's contract says so, and the promotion shows it.
        Contract = "contract",
    }
}

named! {
    /// What a seller answers once and for all to enrolment in promotions of a kind.
    Answer {
        /// Ask each time; no answer is no.
        Ask = "ask",
        /// Join where the price stays above the floor.
        Join = "join",
        /// Never join.
        Never = "never",
    }
}

named! {
    /// What happens where a promotion would bring a product under its floor.
    OnFloor {
        /// The price is cut to the floor.
        Cut = "cut",
        /// The product is left out of the promotion.
        Leave = "leave",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promotion_runs_from_its_beginning_and_not_at_its_end() {
        let at = Timestamp::from_millis;
        let phase = |state: State, now| state.phase(at(10), at(20), at(now));
        assert_eq!(phase(State::Published, 9), Phase::Scheduled);
        assert_eq!(phase(State::Published, 10), Phase::Running);
        assert_eq!(phase(State::Published, 20), Phase::Finished);
        assert_eq!(phase(State::Paused, 15), Phase::Paused);
        assert_eq!(phase(State::Paused, 25), Phase::Finished);
        assert_eq!(phase(State::Stopped, 5), Phase::Finished);
        assert_eq!(phase(State::Draft, 25), Phase::Draft);
    }

    #[test]
    fn what_is_over_does_not_come_back() {
        for state in State::ALL {
            assert!(!State::Archived.may_become(*state));
            assert!(!State::Stopped.may_become(*state) || *state == State::Archived);
        }
        assert!(State::Paused.may_become(State::Published));
        assert!(!State::Published.may_become(State::Draft));
    }
}
