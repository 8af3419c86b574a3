//! `/live`: what happens in a shop, as it happens, for the open pages of its staff (server-sent events).
//!
//! Two kinds of events are sent. `review` tells that something was done with a review; it is read from the log, so a browser
//! that was away and comes back with `Last-Event-ID` misses nothing. `answering` names the colleagues who have the
//! composer of the watched review open; it is a courtesy and is not repeated.

use std::convert::Infallible;

use app::queries::{self, live};
use app::{CanRead, Failure};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::ReviewId;
use domain::event::Recorded;
use futures::Stream;
use serde::Deserialize;

use super::respond::WebError;
use super::visit::Visit;
use crate::Site;
use crate::api::auth;
use crate::live::{Follower, Happening};

/// What the page wants to know besides.
#[derive(Debug, Deserialize)]
pub struct Watched {
    /// The review that is open.
    review: Option<String>,
}

/// Opens the feed.
pub async fn feed(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let staff = visit.staff::<CanRead>()?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // A place that cannot be read is that of a page left open over an update: it goes on from now.
    let from = last.and_then(|last| live::read_cursor(last).ok());
    let follower = Follower::open(&visit.site, staff, from).await?;
    let review = watched.review.as_deref().and_then(ReviewId::parse);
    let feed = Feed { follower, site: visit.site, headers, review, begun: false };
    Ok(Sse::new(feed.stream()).into_response())
}

struct Feed {
    follower: Follower,
    site: Site,
    headers: HeaderMap,
    review: Option<ReviewId>,
    begun: bool,
}

impl Feed {
    /// A feed that cannot be read ends; the browser comes back by itself.
    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures::stream::unfold(self, |mut feed| async move { Some((Ok(feed.message().await?), feed)) })
    }

    async fn message(&mut self) -> Option<Event> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(Event::default().comment("open"));
        }
        loop {
            match self.follower.next().await.ok().flatten()? {
                Happening::Event(recorded) => {
                    if let Some(event) = told(&recorded, self.follower.cursor()) {
                        return Some(event);
                    }
                }
                Happening::Answering(review) if Some(review) == self.review => {
                    return self.answering(review).await.ok();
                }
                Happening::Answering(_) => {}
                Happening::Quiet if self.may_still_read().await => return Some(Event::default().comment("quiet")),
                Happening::Quiet => return None,
            }
        }
    }

    async fn answering(&self, review: ReviewId) -> Result<Event, Failure> {
        let names = queries::replies::answering(&self.site.app, self.follower.staff(), review).await?;
        let data = serde_json::json!({ "review": review.to_string(), "names": names });
        Ok(Event::default().event("answering").data(data.to_string()))
    }

    /// Whether the session is still open and its person still works here.
    async fn may_still_read(&self) -> bool {
        let seller = self.follower.staff().seller();
        auth::opens(&self.headers, &self.site, seller).await.unwrap_or(true)
    }
}

fn told(recorded: &Recorded, cursor: live::Cursor) -> Option<Event> {
    let review = recorded.event.review()?;
    let data = serde_json::json!({ "kind": recorded.event.kind(), "review": review });
    Some(Event::default().event("review").id(live::write_cursor(cursor)).data(data.to_string()))
}
