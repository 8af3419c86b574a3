//! `/live`: what happens in a shop, as it happens, for the open pages of its staff (server-sent events).
//!
//! Two kinds of events are sent. `happened` tells that something was done with a review or a question; it is read from the log,
//! so a browser that was away and comes back with `Last-Event-ID` misses nothing. `answering` names the colleagues who have
//! the composer of the watched review or question open; it is a courtesy and is not repeated.

use std::convert::Infallible;

use app::commands::replies::ReplyTo;
use app::queries::{self, live};
use app::{CanRead, Failure};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::Recorded;
use domain::{QuestionId, ReviewId};
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
    /// The question that is open.
    question: Option<String>,
}

/// Opens the feed.
pub async fn feed(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let staff = visit.staff::<CanRead>()?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // A place that cannot be read is that of a page left open over an update: it goes on from now.
    let from = last.and_then(|last| live::read_cursor(last).ok());
    let follower = Follower::open(&visit.site, staff, from).await?;
    let review = watched.review.as_deref().and_then(ReviewId::parse).map(ReplyTo::from);
    let question = watched.question.as_deref().and_then(QuestionId::parse).map(ReplyTo::from);
    let feed = Feed { follower, site: visit.site, headers, open: review.or(question), begun: false };
    Ok(Sse::new(feed.stream()).into_response())
}

struct Feed {
    follower: Follower,
    site: Site,
    headers: HeaderMap,
    open: Option<ReplyTo>,
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
                Happening::Answering(id) => {
                    if let Some(open) = self.open.filter(|open| open.to_string() == id) {
                        return self.answering(open).await.ok();
                    }
                }
                Happening::Quiet if self.may_still_read().await => return Some(Event::default().comment("quiet")),
                Happening::Quiet => return None,
            }
        }
    }

    async fn answering(&self, open: ReplyTo) -> Result<Event, Failure> {
        let names = queries::replies::answering(&self.site.app, self.follower.staff(), open).await?;
        let data = serde_json::json!({ "id": open.to_string(), "names": names });
        Ok(Event::default().event("answering").data(data.to_string()))
    }

    /// Whether the session is still open and its person still works here.
    async fn may_still_read(&self) -> bool {
        let seller = self.follower.staff().seller();
        auth::opens(&self.headers, &self.site, seller).await.unwrap_or(true)
    }
}

fn told(recorded: &Recorded, cursor: live::Cursor) -> Option<Event> {
    let id = recorded.event.review().or(recorded.event.question())?;
    let data = serde_json::json!({ "kind": recorded.event.kind(), "id": id });
    Some(Event::default().event("happened").id(live::write_cursor(cursor)).data(data.to_string()))
}
