//! The demo's clock: the machine's, except while the past is made.

use std::sync::atomic::{AtomicI64, Ordering};

use app::{Clock, SystemClock};
use domain::Timestamp;

/// A clock that can be set back, so that the demo's past comes about through the same commands as anything else.
#[derive(Debug, Default)]
pub struct DemoClock(AtomicI64);

impl DemoClock {
    /// Stands at `at` until it is let go.
    pub(super) fn stand(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Goes with the machine's again.
    pub(super) fn go(&self) {
        self.0.store(0, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        match self.0.load(Ordering::SeqCst) {
            0 => SystemClock.now(),
            at => Timestamp(at),
        }
    }
}
