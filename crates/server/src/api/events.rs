//! `GET /api/v1/events`: what happens in a shop, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use app::queries::live::{self, Cursor};
use app::{CanRead, SellerStaff};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::sse::{Event as Sent, Sse};
use axum::response::{IntoResponse, Response};
use domain::event::{Event, Recorded};
use domain::{Code, Refusal};
use futures::Stream;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::Query;
use super::problem::Problem;
use super::reviews::report::Reason;
use super::reviews::view::Status;
use super::types::{Number, Time};
use crate::Site;
use crate::live::{Follower, Follows, Happening, Pass};

/// After how long a client that lost its connection comes back.
const RETRY: Duration = Duration::from_secs(2);

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(feed))
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

/// Something that happened in the shop.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventOut {
    /// Its place in the log: what `Last-Event-ID` is.
    pub id: String,
    /// What happened: `review_published`, `review_edited`, `review_deleted`, `review_status_changed`, `review_voted`,
    /// `review_pinned`, `review_unpinned`, `review_reported`, `comment_sent`, `comment_published`, `comment_undone`,
    /// `comment_edited`, `comment_deleted`, `key_created`, `key_revoked`. There may be more some day.
    #[schema(example = "review_published")]
    pub kind: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: String,
    /// Who: `staff`, `key`, `buyer`, `desk`, `system`.
    #[schema(example = "buyer")]
    pub by: String,
    /// The colleague or the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_id: Option<String>,
    /// The review that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_id: Option<String>,
    /// The comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_id: Option<String>,
    /// The question that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_id: Option<String>,
    /// The answer to the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_id: Option<String>,
    /// The stage of the question before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_stage: Option<&'static str>,
    /// The stage of the question now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_stage: Option<&'static str>,
    /// The chat that it happened in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<String>,
    /// The message; for `messages_read` the one up to which was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Number>,
    /// Which side said it, or has read: `buyer`, `seller`, `support`, `system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    /// The file that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_id: Option<String>,
    /// Where the dispute stands: `opened`, `answered`, `decided`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<&'static str>,
    /// For whom it was decided: `buyer`, `seller`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// How far somebody is held back in chats now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub friction: Option<&'static str>,
    /// The case that waits for a moderator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// What is judged: `question`, `answer`, `review`, `comment`, `media`, `report`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<&'static str>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<String>,
    /// The number of the verdict among the shop's receipts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Number>,
    /// What was decided: `publish`, `refuse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<&'static str>,
    /// The codes of the reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<String>>,
    /// Until when a verdict is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Time>,
    /// The product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<Number>,
    /// The stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The status before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Status>,
    /// The status now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Whether somebody finds the review useful, or no longer does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub useful: Option<bool>,
    /// The report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_id: Option<String>,
    /// Why it was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// When the comment is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Time>,
    /// The key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
}

impl From<Recorded> for EventOut {
    fn from(recorded: Recorded) -> Self {
        let (by, id) = recorded.by.split_once(':').unwrap_or((&recorded.by, ""));
        // Who a buyer is, is not the shop's business: they know the name under the review.
        let by_id = matches!(by, "staff" | "key").then(|| id.to_owned());
        let out = Self {
            id: live::write_cursor(Cursor { seq: recorded.seq }),
            kind: recorded.event.kind(),
            at: recorded.at.to_string(),
            by: by.to_owned(),
            by_id,
            review_id: recorded.event.review().map(str::to_owned),
            question_id: recorded.event.question().map(str::to_owned),
            chat_id: recorded.event.talk().map(|talk| talk.chat.clone()),
            ..Self::default()
        };
        out.with(recorded.event)
    }
}

impl EventOut {
    fn message(self, id: i64, side: domain::chats::Author) -> Self {
        Self { message_id: Some(Number(id)), side: Some(side.as_str()), ..self }
    }

    /// What the kind has besides; a new kind does not compile until somebody has decided what of it is told.
    fn with(self, event: Event) -> Self {
        match event {
            Event::ReviewPublished { sku, rating, .. } => Self { sku: sku.map(Number), rating, ..self },
            Event::ReviewEdited { rating, .. } => Self { rating, ..self },
            Event::ReviewDeleted { .. } => self,
            Event::ReviewStatusChanged { from, to, .. } => {
                Self { from: Some(from.into()), to: Some(to.into()), ..self }
            }
            Event::ReviewVoted { useful, .. } => Self { useful: Some(useful), ..self },
            Event::ReviewPinned { sku, .. } | Event::ReviewUnpinned { sku, .. } => {
                Self { sku: Some(Number(sku)), ..self }
            }
            Event::ReviewReported { report, reason, .. } => {
                Self { report_id: Some(report), reason: Some(reason.into()), ..self }
            }
            Event::CommentSent { comment, public_at, .. } => {
                let published_at = Some(Time(domain::Timestamp(public_at)));
                Self { comment_id: Some(comment), published_at, ..self }
            }
            Event::CommentPublished { comment, .. }
            | Event::CommentUndone { comment, .. }
            | Event::CommentEdited { comment, .. }
            | Event::CommentDeleted { comment, .. } => Self { comment_id: Some(comment), ..self },
            Event::ReviewShown { .. } | Event::ReviewHidden { .. } | Event::ReviewPicturesRefused { .. } => self,
            Event::ReviewHeld { case, .. } | Event::CaseWithdrawn { case } => Self { case_id: Some(case), ..self },
            Event::CommentHeld { comment, case, .. } => Self { comment_id: Some(comment), case_id: Some(case), ..self },
            Event::CommentRefused { comment, .. } => Self { comment_id: Some(comment), ..self },
            Event::QuestionAsked { sku, .. } => Self { sku: Some(Number(sku)), ..self },
            Event::QuestionPublished { .. } | Event::QuestionRefused { .. } | Event::QuestionDeleted { .. } => self,
            Event::QuestionStageChanged { from, to, .. } => {
                Self { from_stage: Some(from.as_str()), to_stage: Some(to.as_str()), ..self }
            }
            Event::QuestionSeconded { same, .. } => Self { useful: Some(same), ..self },
            Event::AnswerSent { answer, public_at, .. } => {
                Self { answer_id: Some(answer), published_at: Some(Time(domain::Timestamp(public_at))), ..self }
            }
            Event::AnswerHeld { answer, case, .. } => Self { answer_id: Some(answer), case_id: Some(case), ..self },
            Event::AnswerUndone { answer, .. }
            | Event::AnswerPublished { answer, .. }
            | Event::AnswerRefused { answer, .. }
            | Event::AnswerEdited { answer, .. }
            | Event::AnswerDeleted { answer, .. } => Self { answer_id: Some(answer), ..self },
            Event::AnswerVoted { answer, useful, .. } => Self { answer_id: Some(answer), useful: Some(useful), ..self },
            Event::CaseOpened { case, subject, subject_id, due_at, .. } => Self {
                case_id: Some(case),
                subject: Some(subject.as_str()),
                subject_id: Some(subject_id),
                due_at: Some(Time(domain::Timestamp(due_at))),
                ..self
            },
            Event::VerdictGiven { case, subject, subject_id, number, decision, reasons, .. } => Self {
                case_id: case,
                subject: Some(subject.as_str()),
                subject_id: Some(subject_id),
                receipt: Some(Number(number)),
                decision: Some(decision.as_str()),
                reasons: Some(reasons),
                ..self
            },
            Event::VerdictAppealed { case, number } => {
                Self { case_id: Some(case), receipt: Some(Number(number)), ..self }
            }
            Event::ChatOpened { .. }
            | Event::ChatClosed { .. }
            | Event::ChatReopened { .. }
            | Event::ChatAssigned { .. }
            | Event::ChatFrozen { .. }
            | Event::ChatUnfrozen { .. } => self,
            Event::MessageSent { message, author, .. }
            | Event::MessageEdited { message, author, .. }
            | Event::MessageDeleted { message, author, .. }
            | Event::MessageReleased { message, author, .. }
            | Event::FraudReported { message, author, .. } => self.message(message, author),
            Event::MessageHeld { message, author, case, .. } => {
                Self { case_id: Some(case), ..self.message(message, author) }
            }
            Event::MessageBlocked { message, author, labels, .. } => {
                Self { reasons: Some(labels), ..self.message(message, author) }
            }
            Event::FileChecked { message, author, file, .. } => {
                Self { file_id: Some(file), ..self.message(message, author) }
            }
            Event::MessagesRead { side, up_to, .. } => self.message(up_to, side),
            Event::ChatRated { rating, .. } => Self { rating: Some(rating), ..self },
            Event::DisputeMoved { state, outcome, .. } => {
                Self { dispute: Some(state.as_str()), outcome: outcome.map(|it| it.as_str()), ..self }
            }
            Event::FrictionStepped { step, until, .. } => Self {
                friction: Some(step.as_str()),
                due_at: until.map(|until| Time(domain::Timestamp(until))),
                ..self
            },
            Event::ChatsSwitchedOff { switch, until, .. } => {
                Self { subject_id: Some(switch), due_at: Some(Time(domain::Timestamp(until))), ..self }
            }
            Event::ChatsSwitchedOn { switch } => Self { subject_id: Some(switch), ..self },
            Event::Announced { announcement } => Self { subject_id: Some(announcement), ..self },
            Event::KeyCreated { key } | Event::KeyRevoked { key } => Self { key_id: Some(key), ..self },
        }
    }
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
    let last = match headers.get("last-event-id") {
        Some(value) => Some(value.to_str().unwrap_or_default().to_owned()),
        None => asked.after,
    };
    let from = last.filter(|it| !it.is_empty()).map(|it| place(&it)).transpose()?;
    let follower = Follower::open(&site, staff, from, None).await?;
    let feed = Feed { follower, site, pass: Pass::of(&headers), begun: false, wait: asked.wait.unwrap_or(true) };
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

impl<W: Follows> Feed<W> {
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
            return self.follower.ready().await.ok().flatten().map(message);
        }
        loop {
            match self.follower.next().await.ok().flatten()? {
                Happening::Event(recorded) => return Some(message(recorded)),
                Happening::Quiet if self.pass.opens(&self.site, self.follower.who()).await => {
                    return Some(Sent::default().comment("quiet"));
                }
                Happening::Quiet => return None,
                Happening::Courtesy(_) => {}
            }
        }
    }
}

fn message(recorded: Recorded) -> Sent {
    let out = EventOut::from(recorded);
    let data = serde_json::to_string(&out).unwrap_or_default();
    Sent::default().id(out.id).data(data)
}
