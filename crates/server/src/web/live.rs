//! `/live` and its likes: what happens, as it happens, for pages that are open (server-sent events).
//!
//! Three kinds of events are sent. `happened` tells that something was done with a review, a question or a chat; it is read
//! from the log, so a browser that was away and comes back with `Last-Event-ID` misses nothing. `answering` names the
//! colleagues who have the composer of the open review or question open, and `typing` the side that writes in the open chat;
//! both are a courtesy and are not repeated.

use std::convert::Infallible;

use app::commands::replies::ReplyTo;
use app::queries::{self, live};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::Recorded;
use domain::{QuestionId, ReviewId};
use futures::Stream;
use serde::Deserialize;
use uuid::Uuid;

use super::respond::WebError;
use super::visit::Visit;
use crate::Site;
use crate::live::{Courtesy, Follower, Follows, Happening, Pass};

/// What the page shows besides.
#[derive(Debug, Deserialize)]
pub struct Watched {
    /// The review that is open.
    review: Option<String>,
    /// The question that is open.
    question: Option<String>,
}

/// What is open on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Something that is answered.
    Reply(ReplyTo),
}

impl Open {
    fn id(self) -> Uuid {
        match self {
            Self::Reply(ReplyTo::Review(id)) => id.0,
            Self::Reply(ReplyTo::Question(id)) => id.0,
            Self::Reply(ReplyTo::Chat(id)) => id.0,
        }
    }
}

/// Opens the feed of the cabinet.
pub async fn cabinet(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let staff = visit.staff::<CanRead>()?;
    let review = watched.review.as_deref().and_then(ReviewId::parse).map(ReplyTo::from);
    let question = watched.question.as_deref().and_then(QuestionId::parse).map(ReplyTo::from);
    open(&visit.site, staff, review.or(question).map(Open::Reply), &headers).await
}

async fn open<W: Reads>(site: &Site, who: W, open: Option<Open>, headers: &HeaderMap) -> Result<Response, WebError> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // A place that cannot be read is that of a page left open over an update: it goes on from now.
    let from = last.and_then(|last| live::read_cursor(last).ok());
    let follower = Follower::open(site, who, from, open.map(Open::id)).await?;
    let feed = Feed { follower, site: site.clone(), pass: Pass::of(headers), open, begun: false };
    Ok(Sse::new(feed.stream()).into_response())
}

/// Somebody for whom a page is open.
trait Reads: Follows {
    /// Who of their colleagues has the composer open.
    fn answering(&self, app: &App, open: ReplyTo) -> impl Future<Output = Result<Vec<String>, Failure>> + Send;
}

impl Reads for SellerStaff<CanRead> {
    async fn answering(&self, app: &App, open: ReplyTo) -> Result<Vec<String>, Failure> {
        queries::replies::answering(app, self, open).await
    }
}

struct Feed<W> {
    follower: Follower<W>,
    site: Site,
    pass: Pass,
    open: Option<Open>,
    begun: bool,
}

impl<W: Reads> Feed<W> {
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
                Happening::Courtesy(courtesy) => {
                    if let Some(event) = self.courtesy(&courtesy).await {
                        return Some(event);
                    }
                }
                Happening::Quiet if self.pass.opens(&self.site, self.follower.who()).await => {
                    return Some(Event::default().comment("quiet"));
                }
                Happening::Quiet => return None,
            }
        }
    }

    async fn courtesy(&self, courtesy: &Courtesy) -> Option<Event> {
        let (open, id) = (self.open?, self.open?.id());
        match (courtesy, open) {
            (Courtesy::Answering, Open::Reply(open)) => {
                let names = self.follower.who().answering(&self.site.app, open).await.ok()?;
                let data = serde_json::json!({ "id": id, "names": names });
                Some(Event::default().event("answering").data(data.to_string()))
            }
            (Courtesy::Typing(side), _) => {
                let data = serde_json::json!({ "id": id, "side": side });
                Some(Event::default().event("typing").data(data.to_string()))
            }
        }
    }
}

fn told(recorded: &Recorded, cursor: live::Cursor) -> Option<Event> {
    let id = recorded.event.review().or(recorded.event.question())?;
    let data = serde_json::json!({ "kind": recorded.event.kind(), "id": id });
    Some(Event::default().event("happened").id(live::write_cursor(cursor)).data(data.to_string()))
}
