//! `/live`, `/shop/live`, `/desk/live`: what happens, as it happens, for pages that are open (server-sent events).
//!
//! Three kinds of events are sent. `happened` tells that something was done with a review, a question or a chat; it is read from
//! the log, so a browser that was away and comes back with `Last-Event-ID` misses nothing. `answering` names those who write
//! where the open page shows it: colleagues, and in a chat the other side. It is a courtesy and is not repeated. `notices` says how
//! much of what the reader was told is unread, as soon as that is another number than the page shows.

mod open;

use std::convert::Infallible;

use app::queries::live;
use app::{CanRead, Person};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::{Event as Fact, Recorded};
use domain::{ChatId, QuestionId, ReviewId};
use futures::Stream;
use serde::Deserialize;

use super::notices::{self, Place};
use super::respond::WebError;
use super::visit::Visit;
use crate::Site;
use crate::live::{Follower, Happening, Key, Pass};
use open::{Open, Reads};

/// What the page shows besides.
#[derive(Debug, Deserialize)]
pub struct Watched {
    /// The review that is open.
    review: Option<String>,
    /// The question that is open.
    question: Option<String>,
    /// The chat that is open.
    chat: Option<String>,
    /// The number of unread notices that the page shows.
    told: Option<u64>,
}

impl Watched {
    fn chat(&self) -> Option<ChatId> {
        self.chat.as_deref().and_then(ChatId::parse)
    }
}

/// `/live`: for the staff of a shop.
pub async fn cabinet(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let staff = visit.staff::<CanRead>()?;
    let review = watched.review.as_deref().and_then(ReviewId::parse).map(|id| Open::reply(id.0, id));
    let question = watched.question.as_deref().and_then(QuestionId::parse).map(|id| Open::reply(id.0, id));
    let open = match review.or(question) {
        None => Open::chat(&visit, &staff, watched.chat()).await?,
        open => open,
    };
    follow(&visit, staff, open, watched.told, &headers).await
}

/// `/shop/live`: for a buyer.
pub async fn shop(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let buyer = visit.buyer()?;
    let open = Open::chat(&visit, &buyer, watched.chat()).await?;
    follow(&visit, buyer, open, watched.told, &headers).await
}

/// `/desk/live`: for the operator's staff.
pub async fn desk(visit: Visit, Query(watched): Query<Watched>, headers: HeaderMap) -> Result<Response, WebError> {
    let desk = visit.person().map(Person::desk)??;
    let open = Open::chat(&visit, &desk, watched.chat()).await?;
    follow(&visit, desk, open, watched.told, &headers).await
}

async fn follow<W: Reads>(
    visit: &Visit,
    who: W,
    open: Option<Open>,
    shown: Option<u64>,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let site = visit.site.clone();
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // A place that cannot be read is that of a page left open over an update: it goes on from now.
    let from = last.and_then(|last| live::read_cursor(last).ok());
    let place = visit.place;
    let also = [open.as_ref().map(|open| Key::Open(open.id())), place.map(|place| Key::Notices(place.part.person))];
    let follower = Follower::open(&site, who, from, also.into_iter().flatten()).await?;
    let pass = Pass::of(headers);
    let feed = Feed { follower, site, pass, open: open.map(Box::new), begun: false, place, shown };
    Ok(Sse::new(feed.stream()).into_response())
}

struct Feed<W> {
    follower: Follower<W>,
    site: Site,
    pass: Pass,
    open: Option<Box<Open>>,
    begun: bool,
    place: Option<Place>,
    shown: Option<u64>,
}

impl<W: Reads> Feed<W> {
    /// A feed that cannot be read ends; the browser comes back by itself.
    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures::stream::unfold(self, |mut feed| async move { Some((Ok(feed.message().await?), feed)) })
    }

    async fn message(&mut self) -> Option<Event> {
        if !std::mem::replace(&mut self.begun, true) {
            // What a page shows that was left open, or drawn before something was read, may be old.
            return Some(match self.shown {
                Some(_) => self.notices().await.unwrap_or_else(|| Event::default().comment("open")),
                None => Event::default().comment("open"),
            });
        }
        loop {
            match self.follower.next().await.ok().flatten()? {
                Happening::Event(recorded) => {
                    if let Some(event) = told(&recorded, self.follower.cursor()) {
                        return Some(event);
                    }
                }
                Happening::Courtesy(courtesy) => {
                    let Some(open) = &self.open else { continue };
                    if let Some(names) = open.names(&self.site.app, self.follower.who(), &courtesy).await {
                        let data = serde_json::json!({ "id": open.id(), "names": names });
                        return Some(Event::default().event("answering").data(data.to_string()));
                    }
                }
                Happening::Notices => {
                    if let Some(event) = self.notices().await {
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

    /// The number of unread notices; at first only where it is another one than the page shows.
    async fn notices(&mut self) -> Option<Event> {
        let unread = notices::unread(&self.site.app, self.place?).await.ok()?;
        let news = self.shown.take() != Some(unread);
        news.then(|| Event::default().event("notices").data(serde_json::json!({ "unread": unread }).to_string()))
    }
}

/// What a page is told: that something happened, and with what; it asks for the rest itself.
fn told(recorded: &Recorded, cursor: live::Cursor) -> Option<Event> {
    let event = &recorded.event;
    let chat = event.talk().map(|talk| talk.chat.as_str());
    let id = event.review().or(event.question()).or(chat).or(measure(event))?;
    let data = serde_json::json!({ "kind": event.kind(), "id": id });
    Some(Event::default().event("happened").id(live::write_cursor(cursor)).data(data.to_string()))
}

/// What concerns all chats of somebody; that it happened is all that there is to tell.
fn measure(event: &Fact) -> Option<&str> {
    match event {
        Fact::FrictionStepped { .. } => Some(""),
        Fact::ChatsSwitchedOff { switch, .. } | Fact::ChatsSwitchedOn { switch } => Some(switch),
        Fact::Announced { announcement } => Some(announcement),
        _ => None,
    }
}
