//! What happens in a shop, as it happens: the log, followed from where a reader was.
//!
//! A follower holds one page of the log at most. It reads on when its reader has taken what there was, so a slow reader costs
//! no memory; a signal that was missed, for whatever reason, only makes it look at the log again.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use app::queries::live::{self, Cursor};
use app::{App, CanRead, Failure, SellerStaff, Signal};
use domain::event::Recorded;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::Site;

/// Events that are read from the log at once.
const PAGE: i64 = 100;
/// Silence that proxies bear; then something is sent, and it is looked whether the reader may still read.
const QUIET: Duration = Duration::from_secs(15);

/// What a follower sees next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Something happened.
    Event(Recorded),
    /// Somebody of the staff began or ceased to answer this review or question.
    Answering(String),
    /// Nothing has happened for a while.
    Quiet,
}

/// Somebody who follows the log of a shop.
pub struct Follower {
    app: App,
    staff: SellerStaff<CanRead>,
    signals: Receiver<Signal>,
    stopping: Arc<CancellationToken>,
    quiet: Interval,
    cursor: Cursor,
    ready: VecDeque<Recorded>,
    behind: bool,
}

impl Follower {
    /// Follows from a place, or from now on.
    pub async fn open(site: &Site, staff: SellerStaff<CanRead>, from: Option<Cursor>) -> Result<Self, Failure> {
        // Subscribed before the end of the log is asked, so nothing falls between.
        let signals = site.app.signals();
        let cursor = match from {
            Some(cursor) => cursor,
            None => live::end(&site.app, &staff).await?,
        };
        let mut quiet = tokio::time::interval(QUIET);
        quiet.set_missed_tick_behavior(MissedTickBehavior::Delay);
        quiet.reset();
        let (app, stopping, ready) = (site.app.clone(), site.stopping.clone(), VecDeque::new());
        Ok(Self { app, staff, signals, stopping, quiet, cursor, ready, behind: true })
    }

    /// Up to where the reader has been told everything.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Who follows.
    pub fn staff(&self) -> &SellerStaff<CanRead> {
        &self.staff
    }

    /// The next event that is there already; `None` where the reader has been told everything.
    pub async fn ready(&mut self) -> Result<Option<Recorded>, Failure> {
        if self.ready.is_empty() && self.behind {
            let page = live::after(&self.app, &self.staff, self.cursor, PAGE).await?;
            self.behind = i64::try_from(page.len()).is_ok_and(|read| read == PAGE);
            self.ready = page.into();
        }
        let next = self.ready.pop_front();
        if let Some(event) = &next {
            self.cursor = Cursor { seq: event.seq };
        }
        Ok(next)
    }

    /// Waits for what happens next; `None` when the site stops.
    pub async fn next(&mut self) -> Result<Option<Happening>, Failure> {
        loop {
            if let Some(event) = self.ready().await? {
                return Ok(Some(Happening::Event(event)));
            }
            tokio::select! {
                () = self.stopping.cancelled() => return Ok(None),
                _ = self.quiet.tick() => return Ok(Some(Happening::Quiet)),
                signal = self.signals.recv() => match signal {
                    Ok(Signal::Changed { seller, topic }) if seller == self.staff.seller() => {
                        match topic.strip_prefix("answering:") {
                            Some(id) => return Ok(Some(Happening::Answering(id.to_owned()))),
                            None => self.behind = true,
                        }
                    }
                    Ok(Signal::Changed { .. }) => {}
                    Ok(Signal::Resync) | Err(RecvError::Lagged(_)) => self.behind = true,
                    Err(RecvError::Closed) => return Ok(None),
                },
            }
        }
    }
}
