//! `/live`: what happens in a shop, as it happens, for the open pages of its staff (server-sent events).
//!
//! Two kinds of events are sent. `review` tells that something was done with a review; it is read from the log, so a browser
//! that was away and comes back with `Last-Event-ID` misses nothing. `answering` names the colleagues who have the
//! composer of the watched review open; it is a courtesy and is not repeated.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use app::queries::{self, live};
use app::{App, CanRead, Failure, SellerStaff, Signal};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::ReviewId;
use domain::event::Recorded;
use futures::Stream;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::respond::WebError;
use super::visit::Visit;

/// Events that are read from the log at once.
const AT_ONCE: i64 = 100;
/// Silence that proxies bear.
const QUIET: Duration = Duration::from_secs(20);

/// What the page wants to know besides.
#[derive(Debug, Deserialize)]
pub struct Watched {
    /// The review that is open.
    review: Option<String>,
}

/// Opens the feed.
pub async fn feed(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let staff = visit.staff::<CanRead>()?;
    // Subscribed before the end of the log is asked, so nothing falls between.
    let signals = visit.app.signals();
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let cursor = match last.map(live::read_cursor) {
        Some(Ok(cursor)) => cursor,
        _ => live::end(&visit.app, &staff).await?,
    };
    let review = watched.review.as_deref().and_then(ReviewId::parse);
    let follower = Follower { app: visit.app, staff, signals, cursor, review, ready: VecDeque::new() };
    Ok(Sse::new(follower.stream()).keep_alive(KeepAlive::new().interval(QUIET)).into_response())
}

struct Follower {
    app: App,
    staff: SellerStaff<CanRead>,
    signals: Receiver<Signal>,
    cursor: live::Cursor,
    review: Option<ReviewId>,
    ready: VecDeque<Event>,
}

impl Follower {
    fn stream(mut self) -> impl Stream<Item = Result<Event, Infallible>> {
        // What happened between two connections is there at once.
        self.ready.push_back(Event::default().comment("open"));
        futures::stream::unfold((self, true), |(mut it, behind)| async move {
            if behind && it.catch_up().await.is_err() {
                return None;
            }
            loop {
                if let Some(event) = it.ready.pop_front() {
                    return Some((Ok(event), (it, false)));
                }
                // A feed that cannot be read ends; the browser comes back by itself.
                it.wait().await.ok()?;
            }
        })
    }

    /// Waits until something of this shop happens and makes it ready.
    async fn wait(&mut self) -> Result<(), Failure> {
        match self.signals.recv().await {
            Ok(Signal::Changed { seller, topic }) if seller == self.staff.seller() => {
                match topic.strip_prefix("answering:").map(ReviewId::parse) {
                    Some(about) if about == self.review => self.answering().await,
                    Some(_) => Ok(()),
                    None => self.catch_up().await,
                }
            }
            Ok(Signal::Changed { .. }) => Ok(()),
            Ok(Signal::Resync) | Err(RecvError::Lagged(_)) => self.catch_up().await,
            Err(RecvError::Closed) => Err(Failure::fault("the signals ended")),
        }
    }

    async fn catch_up(&mut self) -> Result<(), Failure> {
        loop {
            let new = live::after(&self.app, &self.staff, self.cursor, AT_ONCE).await?;
            for recorded in &new {
                self.cursor = live::Cursor { seq: recorded.seq };
                self.ready.extend(told(recorded, self.cursor));
            }
            if new.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    async fn answering(&mut self) -> Result<(), Failure> {
        let Some(review) = self.review else { return Ok(()) };
        let names = queries::reviews::detail(&self.app, &self.staff, review).await?.answering;
        let data = serde_json::json!({ "review": review.to_string(), "names": names });
        self.ready.push_back(Event::default().event("answering").data(data.to_string()));
        Ok(())
    }
}

fn told(recorded: &Recorded, cursor: live::Cursor) -> Option<Event> {
    let review = recorded.event.review()?;
    let data = serde_json::json!({ "kind": recorded.event.kind(), "review": review });
    Some(Event::default().event("review").id(live::write_cursor(cursor)).data(data.to_string()))
}
