//! `GET /api/v1/events` and `GET /api/v1/buyer/events`: what happens in a shop, or to a buyer, as server-sent events.

pub mod view;

use std::convert::Infallible;
use std::time::Duration;

use app::queries::live::{self, Cursor};
use app::{Buyer, CanRead, SellerStaff};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::sse::{Event as Sent, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::Recorded;
use domain::{Code, Refusal};
use futures::Stream;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::Query;
use super::problem::Problem;
use crate::Site;
use crate::live::{Follower, Happening, Pass};
use view::{EventOut, Teller};

/// After how long a client that lost its connection comes back.
const RETRY: Duration = Duration::from_secs(2);

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(feed)).routes(routes!(buyers))
}

/// Where the feed begins and whether it goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedAsked {
    /// The id of the last event that was seen; `Last-Event-ID` goes before it. `0` begins at the beginning. Without either the
    /// feed begins now.
    pub after: Option<String>,
    /// `false` ends the answer when everything that has happened was sent.
    pub wait: Option<bool>,
}

/// A message of the feed, by the fields of the protocol.
#[derive(Serialize, ToSchema)]
struct FeedMessage {
    /// `ready` for the first one, nothing for events.
    event: Option<String>,
    /// Where the feed goes on after this message.
    id: Option<String>,
    /// The event.
    data: Option<FeedData>,
    /// After how many milliseconds to come back.
    retry: Option<u32>,
}

/// What a message carries: an event, as a line of JSON.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the feed; its messages are written line by line")]
enum FeedData {
    /// The line.
    Line(String),
    /// What is in it.
    Event(Box<EventOut>),
}

/// What happens in the shop
///
/// Server-sent events (`text/event-stream`). Each message is an event in JSON, with its `id`; a reader that comes back with
/// `Last-Event-ID` is told what it missed, everything once. The first message is named `ready` and says where the feed
/// begins. After half a minute of silence or a little more there is a comment. Takes the permission `read`.
#[utoipa::path(get, path = "/events", tag = "Events", operation_id = "follow_events",
    params(FeedAsked, ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was seen.")),
    responses((status = 200, description = "The feed", body = FeedMessage, content_type = "text/event-stream")))]
pub async fn feed(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<FeedAsked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    follow(site, staff, asked, &headers).await
}

/// What happens to you
///
/// The same for a buyer: what happens in their chats, and what they may do there.
#[utoipa::path(get, path = "/buyer/events", tag = "Events", operation_id = "follow_buyer_events",
    params(FeedAsked, ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was seen.")),
    responses((status = 200, description = "The feed", body = FeedMessage, content_type = "text/event-stream")))]
pub async fn buyers(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Query(asked): Query<FeedAsked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    follow(site, buyer, asked, &headers).await
}

async fn follow(site: Site, who: impl Teller, asked: FeedAsked, headers: &HeaderMap) -> Result<Response, Problem> {
    let last = match headers.get("last-event-id") {
        Some(value) => Some(value.to_str().unwrap_or_default().to_owned()),
        None => asked.after,
    };
    let from = last.filter(|it| !it.is_empty()).map(|it| place(&it)).transpose()?;
    let follower = Follower::open(&site, who, from, []).await?;
    let feed = Feed { follower, site, pass: Pass::of(headers), begun: false, wait: asked.wait.unwrap_or(true) };
    let mut response = Sse::new(feed.stream()).into_response();
    // Proxies that would keep the feed back until there is a lot of it.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn place(text: &str) -> Result<Cursor, Refusal> {
    let cursor = live::read_cursor(text)?;
    if cursor.seq < 0 { Err(Refusal::new(Code::CursorInvalid).at("Last-Event-ID")) } else { Ok(cursor) }
}

struct Feed<W> {
    follower: Follower<W>,
    site: Site,
    pass: Pass,
    begun: bool,
    wait: bool,
}

impl<W: Teller> Feed<W> {
    /// A feed that cannot be read ends; its reader comes back by itself and loses nothing.
    fn stream(self) -> impl Stream<Item = Result<Sent, Infallible>> {
        futures::stream::unfold(self, |mut feed| async move { Some((Ok(feed.message().await?), feed)) })
    }

    async fn message(&mut self) -> Option<Sent> {
        if !std::mem::replace(&mut self.begun, true) {
            let id = live::write_cursor(self.follower.cursor());
            return Some(Sent::default().event("ready").id(id).retry(RETRY).data("{}"));
        }
        if !self.wait {
            return self.follower.ready().await.ok().flatten().map(message::<W>);
        }
        loop {
            match self.follower.next().await.ok().flatten()? {
                Happening::Event(recorded) => return Some(message::<W>(recorded)),
                Happening::Quiet if self.pass.opens(&self.site, self.follower.who()).await => {
                    return Some(Sent::default().comment("quiet"));
                }
                Happening::Quiet => return None,
                Happening::Courtesy(_) | Happening::Notices => {}
            }
        }
    }
}

fn message<W: Teller>(recorded: Recorded) -> Sent {
    let out = EventOut::of(recorded, W::NAMES);
    let data = serde_json::to_string(&out).unwrap_or_default();
    Sent::default().id(out.id).data(data)
}
