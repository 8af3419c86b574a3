//! A question and its answers as the API shows them to the shop.

use app::queries::questions::{Question, Tracked};
use domain::questions::{AnswerState as Stands, AuthorKind, Stage, Status};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::moderation::track::{Telling, TrackOut};
use crate::api::reviews::view::{ProductLine, Wrote, picture};
use crate::api::types::{Number, Time, mirror};

mirror! {
    /// Where a question stands for the shop.
    QuestionStage = Stage {
        /// Nobody of the shop has opened it.
        New,
        /// Opened, and not answered.
        Viewed,
        /// The shop's answer waits for a verdict.
        Moderation,
        /// The shop's answer was refused: the question waits for another.
        Refused,
        /// The shop's answer stands on the card, or somebody put the question aside as done.
        Processed,
    }
}

mirror! {
    /// The three statuses that a question can be given.
    QuestionStatus = Status {
        /// Not seen yet.
        New,
        /// Seen, and no answer stands on the card.
        Viewed,
        /// Answered, or put aside.
        Processed,
    }
}

mirror! {
    /// Where an answer stands.
    AnswerState = Stands {
        /// Sent, and may still be taken back without a trace.
        Pending,
        /// It waits for a moderator.
        Waiting,
        /// Everybody sees it.
        Published,
        /// It was refused, with reasons.
        Refused,
        /// It was taken away.
        Deleted,
    }
}

/// A question about the shop's product.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Question)]
pub struct View {
    /// Its id (UUIDv7).
    pub id: String,
    /// The product.
    pub product: ProductLine,
    /// Whether the product is no longer sold: it takes no answers.
    pub product_archived: bool,
    /// The name that the buyer goes by.
    pub buyer_name: String,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked_at: Time,
    /// When it came here.
    pub received_at: Time,
    /// Where it stands.
    pub stage: QuestionStage,
    /// The status that goes with the stage.
    pub status: QuestionStatus,
    /// Whether it waits for the shop.
    pub waits: bool,
    /// How many others ask the same.
    pub same: i64,
    /// Public answers.
    pub answers: i64,
    /// Public answers by buyers.
    pub answers_by_buyers: i64,
    /// The newest public answer of the shop.
    pub answer: Option<PublicAnswer>,
}

/// The newest public answer of the shop to a question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicAnswer {
    /// Which answer.
    pub answer_id: String,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub published_at: Time,
}

impl From<Question> for View {
    fn from(question: Question) -> Self {
        Self {
            id: question.id.to_string(),
            product: ProductLine {
                sku: Number(question.sku.0),
                name: question.product,
                picture_url: question.picture.map(picture),
            },
            product_archived: question.archived,
            buyer_name: question.buyer_name,
            text: question.text,
            asked_at: question.asked_at.into(),
            received_at: question.received_at.into(),
            stage: question.stage.into(),
            status: question.stage.status().into(),
            waits: question.stage.waits(),
            same: question.same,
            answers: question.answers,
            answers_by_buyers: question.others,
            answer: question.answer.map(|answer| PublicAnswer {
                answer_id: answer.id.to_string(),
                text: answer.text,
                published_at: answer.at.into(),
            }),
        }
    }
}

/// An answer to a question, with its way to the card.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QuestionAnswer)]
pub struct AnswerView {
    /// Its id.
    pub id: String,
    /// Its question.
    pub question_id: String,
    /// Who wrote it.
    pub author: Wrote,
    /// The name of the colleague, the program's shop or the buyer.
    pub author_name: String,
    /// What its author wrote last.
    pub text: String,
    /// What stands on the card; after a change the old text, until the new one has passed. Absent where nothing does.
    pub public_text: Option<String>,
    /// Where the text stands.
    pub state: AnswerState,
    /// When it was sent.
    pub sent_at: Time,
    /// Since when it stands on the card.
    pub published_at: Option<Time>,
    /// Until when a verdict is promised, while it waits.
    pub due_at: Option<Time>,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// How many found it useful.
    pub useful: i64,
    /// Counts changes; the same number stands in `ETag`.
    pub version: i64,
    /// Its way to the card; of a buyer's answer only that it is public.
    pub track: TrackOut,
}

impl AnswerView {
    /// An answer, told in the reader's language.
    pub fn of(tracked: Tracked, telling: &Telling) -> Self {
        let Tracked { answer, track } = tracked;
        let track = telling.track(&track, &answer.text);
        // What a buyer has not published is theirs alone.
        let text = match (answer.author, &answer.public_text) {
            (AuthorKind::Buyer, Some(public)) => public.clone(),
            _ => answer.text,
        };
        Self {
            id: answer.id.to_string(),
            question_id: answer.question.to_string(),
            author: answer.author.into(),
            author_name: answer.author_name,
            text,
            public_text: answer.public_text,
            state: answer.state.into(),
            sent_at: answer.sent_at.into(),
            published_at: answer.published_at.map(Time),
            due_at: answer.due_at.map(Time),
            edited_at: answer.edited_at.map(Time),
            useful: answer.useful,
            version: answer.version,
            track,
        }
    }
}
