//! What happens, as it happens: the log, followed from where a reader was.
//!
//! A follower holds one page of the log at most. It reads on when its reader has taken what there was, so a slow reader costs
//! no memory; being woken once too often, or once for several events, only makes it look at the log again.

mod follows;
mod hub;
mod pass;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::queries::live::Cursor;
use app::{App, Failure};
use domain::event::Recorded;
use tokio::time::Instant;

pub use follows::Follows;
pub use hub::{Courtesy, Hub, Key};
pub use pass::Pass;

use crate::Site;
use hub::Seat;

/// Events that are read from the log at once.
const PAGE: i64 = 100;
/// Silence that proxies bear; then something is sent, and it is looked whether the reader may still read.
const QUIET: Duration = Duration::from_secs(30);
/// By how much the silence of one differs from that of another at most, so that thousands do not stir together.
const SPREAD: u64 = 15_000;

/// What a follower sees next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Something happened.
    Event(Recorded),
    /// Somebody is doing something with what is open.
    Courtesy(Courtesy),
    /// The reader may have other notices than before.
    Notices,
    /// Nothing has happened for a while.
    Quiet,
}

/// Somebody who follows their part of the log.
pub struct Follower<W> {
    app: App,
    who: W,
    seat: Seat,
    quiet: Duration,
    quiet_at: Instant,
    cursor: Cursor,
    ready: VecDeque<Recorded>,
    courtesies: VecDeque<Courtesy>,
    behind: bool,
    notices: bool,
}

impl<W: Follows> Follower<W> {
    /// Follows from a place, or from now on. `also` is what they hear of beside the log: what others are doing with what their
    /// page shows, and their notices.
    pub async fn open(
        site: &Site,
        who: W,
        from: Option<Cursor>,
        also: impl IntoIterator<Item = Key> + Send,
    ) -> Result<Self, Failure> {
        let keys = [who.key()].into_iter().chain(also).collect();
        // The place is taken before the end of the log is asked, so nothing falls between.
        let seat = site.hub.seat(keys, || site.app.signals());
        let cursor = match from {
            Some(cursor) => cursor,
            None => who.end(&site.app).await?,
        };
        let (app, quiet) = (site.app.clone(), silence());
        let (ready, courtesies, quiet_at) = (VecDeque::new(), VecDeque::new(), Instant::now() + quiet);
        Ok(Self { app, who, seat, quiet, quiet_at, cursor, ready, courtesies, behind: true, notices: false })
    }

    /// Up to where the reader has been told everything.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Who follows.
    pub fn who(&self) -> &W {
        &self.who
    }

    /// The next event that is there already; `None` where the reader has been told everything.
    pub async fn ready(&mut self) -> Result<Option<Recorded>, Failure> {
        loop {
            while let Some(recorded) = self.ready.pop_front() {
                self.cursor = Cursor { seq: recorded.seq };
                if self.who.may_know(&recorded.event) {
                    return Ok(Some(recorded));
                }
            }
            // Nothing is kept for the time of waiting.
            self.ready = VecDeque::new();
            if !self.behind {
                return Ok(None);
            }
            let page = self.who.after(&self.app, self.cursor, PAGE).await?;
            self.behind = i64::try_from(page.len()).is_ok_and(|read| read == PAGE);
            self.ready = page.into();
        }
    }

    /// Waits for what happens next; `None` when the site stops.
    pub async fn next(&mut self) -> Result<Option<Happening>, Failure> {
        loop {
            // Before the log: what somebody waits for stands in the bell.
            if std::mem::take(&mut self.notices) {
                return Ok(Some(Happening::Notices));
            }
            if let Some(event) = self.ready().await? {
                return Ok(Some(Happening::Event(event)));
            }
            if let Some(courtesy) = self.courtesies.pop_front() {
                return Ok(Some(Happening::Courtesy(courtesy)));
            }
            tokio::select! {
                told = self.seat.told() => {
                    if told.over {
                        return Ok(None);
                    }
                    self.behind |= told.behind;
                    self.notices |= told.notices;
                    self.courtesies = told.courtesies.into();
                }
                () = tokio::time::sleep_until(self.quiet_at) => {
                    self.quiet_at = Instant::now() + self.quiet;
                    return Ok(Some(Happening::Quiet));
                }
            }
        }
    }
}

/// After how long a follower stirs: followers that come together do not stir together.
fn silence() -> Duration {
    static COME: AtomicU64 = AtomicU64::new(0);
    // Steps of the golden ratio fall evenly, however many there are.
    let step = COME.fetch_add(1, Ordering::Relaxed).wrapping_mul(9_271) % SPREAD;
    QUIET + Duration::from_millis(step)
}
