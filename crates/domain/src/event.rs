//! Facts for the log: what happened, without anybody's words.
//!
//! Payloads are JSON with a version. The log outlives the texts, so an event names things by id and carries no text
//! of a person; what was written stands in its own row and goes when that goes.

use serde::{Deserialize, Serialize};

use crate::reviews::{ReportReason, ReviewStatus};
use crate::{KeyId, PersonId, SellerId};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// Somebody of the shop.
    Staff(PersonId),
    /// A program of the shop.
    Key(KeyId),
    /// A buyer.
    Buyer(PersonId),
    /// Somebody of the operator.
    Desk(PersonId),
    /// Otklik itself.
    System,
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Buyer(id) => write!(f, "buyer:{id}"),
            Self::Desk(id) => write!(f, "desk:{id}"),
            Self::System => f.write_str("system"),
        }
    }
}

/// What happened. Ids are texts here, so that the log can be read without the code that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are the ids of what the variant names")]
pub enum Event {
    /// A buyer wrote a review.
    ReviewPublished { review: String, sku: Option<i64>, rating: Option<u8> },
    /// Its buyer changed it.
    ReviewEdited { review: String, rating: Option<u8> },
    /// Its buyer took it away.
    ReviewDeleted { review: String },
    /// The status moved.
    ReviewStatusChanged { review: String, from: ReviewStatus, to: ReviewStatus },
    /// Somebody found it useful, or no longer does.
    ReviewVoted { review: String, useful: bool },
    /// The shop put it on top of its product's card.
    ReviewPinned { review: String, sku: i64 },
    /// The shop took it from the top.
    ReviewUnpinned { review: String, sku: i64 },
    /// The shop complained about it; waits for the desk.
    ReviewReported { review: String, report: String, reason: ReportReason },
    /// An answer was sent and becomes public at `public_at` (microseconds) unless it is taken back.
    CommentSent { review: String, comment: String, public_at: i64 },
    /// An answer is public.
    CommentPublished { review: String, comment: String },
    /// An answer was taken back in time; nobody saw it.
    CommentUndone { review: String, comment: String },
    /// A public answer was changed.
    CommentEdited { review: String, comment: String },
    /// A public answer was taken away.
    CommentDeleted { review: String, comment: String },
    /// A program's key was made.
    KeyCreated { key: String },
    /// A program's key was switched off.
    KeyRevoked { key: String },
}

/// The version of the payloads written now.
pub const VERSION: i64 = 1;

impl Event {
    /// The name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ReviewPublished { .. } => "review_published",
            Self::ReviewEdited { .. } => "review_edited",
            Self::ReviewDeleted { .. } => "review_deleted",
            Self::ReviewStatusChanged { .. } => "review_status_changed",
            Self::ReviewVoted { .. } => "review_voted",
            Self::ReviewPinned { .. } => "review_pinned",
            Self::ReviewUnpinned { .. } => "review_unpinned",
            Self::ReviewReported { .. } => "review_reported",
            Self::CommentSent { .. } => "comment_sent",
            Self::CommentPublished { .. } => "comment_published",
            Self::CommentUndone { .. } => "comment_undone",
            Self::CommentEdited { .. } => "comment_edited",
            Self::CommentDeleted { .. } => "comment_deleted",
            Self::KeyCreated { .. } => "key_created",
            Self::KeyRevoked { .. } => "key_revoked",
        }
    }

    /// The review that it is about, where it is about one.
    pub fn review(&self) -> Option<&str> {
        match self {
            Self::ReviewPublished { review, .. }
            | Self::ReviewEdited { review, .. }
            | Self::ReviewDeleted { review }
            | Self::ReviewStatusChanged { review, .. }
            | Self::ReviewVoted { review, .. }
            | Self::ReviewPinned { review, .. }
            | Self::ReviewUnpinned { review, .. }
            | Self::ReviewReported { review, .. }
            | Self::CommentSent { review, .. }
            | Self::CommentPublished { review, .. }
            | Self::CommentUndone { review, .. }
            | Self::CommentEdited { review, .. }
            | Self::CommentDeleted { review, .. } => Some(review),
            Self::KeyCreated { .. } | Self::KeyRevoked { .. } => None,
        }
    }
}

/// A fact as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the log: greater is later.
    pub seq: i64,
    /// When.
    pub at: crate::Timestamp,
    /// Whose shop.
    pub seller: SellerId,
    /// Who, as [`By`] writes it.
    pub by: String,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One stored sample of every version ever written: what stands in a log must stay readable.
    #[test]
    fn every_payload_ever_written_is_still_read() {
        let stored = include_str!("../tests/events.jsonl");
        let mut kinds = std::collections::HashSet::new();
        for line in stored.lines() {
            let event: Event = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
            kinds.insert(event.kind());
            assert!(line.contains(&format!("\"kind\":\"{}\"", event.kind())), "{line}");
        }
        assert_eq!(kinds.len(), 15, "a kind without a stored sample");
    }
}
