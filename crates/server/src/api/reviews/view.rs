//! A review as the API shows it to its shop.

use app::queries::reviews::{Comment, NO_STARS, Review};
use domain::reviews::{AuthorKind, CommentState, MediaRef, OrderStatus, ReviewStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::types::{Medium, Number, Time};

/// How far a review has come with the shop's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody of the shop has opened it.
    New,
    /// Opened, and nothing done yet.
    Viewed,
    /// Answered, or put aside as done.
    Processed,
}

/// What became of the order that a review is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrderStatus)]
pub enum Order {
    /// On its way.
    Processing,
    /// The buyer has it.
    Delivered,
    /// It never came to a purchase; a review of it is for the seller's eyes only.
    Cancelled,
}

macro_rules! same {
    ($ours:ident $theirs:ident { $($name:ident)* }) => {
        impl From<$theirs> for $ours {
            fn from(it: $theirs) -> Self {
                match it { $($theirs::$name => Self::$name,)* }
            }
        }

        impl From<$ours> for $theirs {
            fn from(it: $ours) -> Self {
                match it { $($ours::$name => Self::$name,)* }
            }
        }
    };
}

same!(Wrote AuthorKind { Seller Buyer });
same!(Status ReviewStatus { New Viewed Processed });
same!(Order OrderStatus { Processing Delivered Cancelled });

/// A review of the shop's product.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Review)]
pub struct View {
    /// Its id (UUIDv7).
    pub id: String,
    /// The product; absent where the source of an imported review did not tell.
    pub product: Option<ProductLine>,
    /// The number of the order.
    pub order_id: Option<String>,
    /// What became of the order.
    pub order_status: Order,
    /// The name that the buyer goes by.
    pub buyer_name: String,
    /// 1 to 5 stars; absent where the buyer gave none.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    /// The comment.
    pub text: String,
    /// The advantages.
    pub pros: String,
    /// The disadvantages.
    pub cons: String,
    /// Photos, then videos.
    pub media: Vec<Medium>,
    /// When it was published; absent where the source of an imported review did not tell.
    pub published_at: Option<Time>,
    /// When it came here.
    pub received_at: Time,
    /// When its buyer last changed it.
    pub edited_at: Option<Time>,
    /// How far the staff has come.
    pub status: Status,
    /// Whether it waits for the shop: neither answered nor put aside.
    pub waits: bool,
    /// The shop's answer that stands under it.
    pub answer: Option<Answer>,
    /// Public comments under it.
    pub comments: i64,
    /// How many found it useful.
    pub useful: i64,
}

/// A product, as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductLine {
    /// Its number for buyers.
    pub sku: Number,
    /// Its name, where the product is known here.
    pub name: Option<String>,
    /// Its picture.
    pub picture_url: Option<String>,
}

/// The newest public answer of the shop.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answer {
    /// The comment that it is.
    pub comment_id: String,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub published_at: Time,
}

/// The address of a picture.
pub fn picture(id: impl std::fmt::Display) -> String {
    format!("/media/{id}")
}

/// The media of a review.
pub fn media(json: &str) -> Vec<Medium> {
    let all: Vec<MediaRef> = serde_json::from_str(json).unwrap_or_default();
    all.into_iter().map(Medium::from).collect()
}

/// The stars, where there are some.
pub fn rating(stars: i64) -> Option<i64> {
    (stars < NO_STARS).then_some(stars)
}

impl From<Review> for View {
    fn from(review: Review) -> Self {
        Self {
            id: review.id.to_string(),
            product: review.sku.map(|sku| ProductLine {
                sku: Number(sku.0),
                name: review.product,
                picture_url: review.picture.map(picture),
            }),
            order_id: review.order.map(|order| order.0),
            order_status: review.order_status.into(),
            buyer_name: review.buyer_name,
            rating: rating(review.stars),
            text: review.text,
            pros: review.pros,
            cons: review.cons,
            media: media(&review.media),
            published_at: review.published_at.map(Time),
            received_at: review.received_at.into(),
            edited_at: review.edited_at.map(Time),
            status: review.status.into(),
            waits: review.waits,
            answer: review.answer.map(|answer| Answer {
                comment_id: answer.id.to_string(),
                text: answer.text,
                published_at: answer.at.into(),
            }),
            comments: review.comments,
            useful: review.useful,
        }
    }
}

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Sent, and may still be taken back without a trace.
    Pending,
    /// It waits for a moderator.
    Waiting,
    /// Everybody sees it.
    Published,
    /// It was refused, with reasons.
    Refused,
}

/// Who wrote a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wrote {
    /// The shop.
    Seller,
    /// A buyer.
    Buyer,
}

/// A comment under a review.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Comment)]
pub struct CommentView {
    /// Its id.
    pub id: String,
    /// The review that it stands under.
    pub review_id: String,
    /// The comment that it answers.
    pub parent_comment_id: Option<String>,
    /// Who wrote it.
    pub author: Wrote,
    /// The name of the colleague, the program's shop or the buyer.
    pub author_name: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub state: State,
    /// When it was sent.
    pub sent_at: Time,
    /// When it becomes or became public.
    pub published_at: Time,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// Counts changes; the same number stands in `ETag`.
    pub version: i64,
}

impl From<Comment> for CommentView {
    fn from(comment: Comment) -> Self {
        Self {
            id: comment.id.to_string(),
            review_id: comment.review.to_string(),
            parent_comment_id: comment.parent.map(|parent| parent.to_string()),
            author: comment.author.into(),
            author_name: comment.author_name,
            text: comment.text,
            state: match comment.state {
                CommentState::Pending => State::Pending,
                CommentState::Waiting => State::Waiting,
                CommentState::Refused => State::Refused,
                // A deleted comment is never shown.
                CommentState::Published | CommentState::Deleted => State::Published,
            },
            sent_at: comment.sent_at.into(),
            published_at: comment.public_at.into(),
            edited_at: comment.edited_at.map(Time),
            version: comment.version,
        }
    }
}
