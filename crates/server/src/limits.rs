//! How often one seller's programs may call, whichever surface they call.

use std::num::NonZeroU32;
use std::time::Duration;

use domain::{Code, Refusal, SellerId};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

type Programs = RateLimiter<SellerId, DefaultKeyedStateStore<SellerId>, DefaultClock, StateInformationMiddleware>;

/// A bucket for each seller whose programs have called with a key that fits.
///
/// Keys that do not fit are not counted: a stranger who writes somebody's `Client-Id` must not be able to shut them out.
#[derive(Debug)]
pub struct Limits {
    programs: Programs,
    clock: DefaultClock,
}

impl Limits {
    /// So many requests a second for each seller, with as many at once; at least one.
    pub fn per_second(requests: u32) -> Self {
        let quota = Quota::per_second(NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN));
        let clock = DefaultClock::default();
        Self { programs: Programs::new(quota, DefaultKeyedStateStore::default(), clock.clone()), clock }
    }

    /// Counts a request of a seller's program and tells how many more it could make at once, or says after how many seconds
    /// to come again.
    pub fn program(&self, seller: SellerId) -> Result<u32, Refusal> {
        self.programs.check_key(&seller).map(|state| state.remaining_burst_capacity()).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Refusal::new(Code::TooOften).with("seconds", wait.max(Duration::from_secs(1)).as_secs_f64().ceil())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hasty_program_is_asked_to_wait_and_another_sellers_is_not() {
        let limits = Limits::per_second(2);
        let (hasty, other) = (SellerId(1), SellerId(2));
        assert_eq!(limits.program(hasty), Ok(1));
        assert_eq!(limits.program(hasty), Ok(0));
        let refusal = limits.program(hasty).unwrap_err();
        assert_eq!(refusal.to_string(), "too_often: Too often: try again in 1 s.");
        assert!(limits.program(other).is_ok());
    }
}
