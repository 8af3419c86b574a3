//! Names of things: numbers where the dialect has numbers, UUIDv7 texts elsewhere.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Timestamp;

macro_rules! number {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

number! {
    /// A seller (a shop); the dialect's `Client-Id`. Positive.
    SellerId;
    /// A product as buyers know it. Positive, up to 63 bits.
    Sku;
    /// A product as the dialect's product methods know it. Positive, up to 63 bits.
    ProductId;
    /// The order in which reviews of one seller stand: later is greater. Up to 63 bits; see [`ReviewId::place`].
    Place;
    /// The number of an event in the log.
    EventSeq;
    /// A promotion; the dialect's `action_id`. Positive, up to 63 bits; those made here are above 2^53.
    PromotionId;
    /// A buyer's request for a discount. Positive, up to 63 bits; those made here are above 2^53.
    RequestId;
    /// A message of a chat: later is greater, above 2^53; see [`MessageId::next`].
    MessageId;
}

macro_rules! uuid_text {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads the hyphenated or plain form; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                if text.len() > 36 { return None; }
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }
    )*};
}

uuid_text! {
    /// A line of the ledger of consents.
    ConsentId;
    /// Someone who signs in.
    PersonId;
    /// A review; its time is the time of publication, and its [`place`](ReviewId::place) is where it stands.
    ReviewId;
    /// An answer to a review or to a comment.
    CommentId;
    /// A picture or video.
    MediaId;
    /// A seller's prepared text.
    TemplateId;
    /// An API key, as it is named in lists (never the secret).
    KeyId;
    /// A complaint about a review.
    ReportId;
    /// A question about a product; its time is the time when it was asked, and its [`place`](QuestionId::place) is where
    /// it stands.
    QuestionId;
    /// An answer to a question.
    AnswerId;
    /// Something that waits for a verdict.
    CaseId;
    /// A talk between two sides.
    ChatId;
    /// A file that was sent in a chat.
    FileId;
    /// Chats switched off by the operator.
    SwitchId;
    /// Something that the operator tells all shops.
    AnnouncementId;
    /// An address of a shop's program.
    WebhookId;
}

macro_rules! placed {
    ($($name:ident)*) => {$(
        impl $name {
            /// Where this stands among its seller's: its millisecond and the next 15 bits of the id.
            ///
            /// The table is clustered by it, the search index counts by it and lists page by it, so an id leads to its
            /// row without a second index. Two of one seller share a place only when they share a millisecond and 15
            /// random bits; the database refuses the second, and the command takes another id.
            pub fn place(self) -> Place {
                place(self.0)
            }

            /// The id of one that comes from elsewhere, the same at every import of the same row.
            ///
            /// `source` names the row there; `attempt` gives another id where the place is taken. One whose time is
            /// unknown is placed before May 1974, earlier than any that has one. A time that is exactly a midnight
            /// (UTC) is a bare date: such rows are spread over their day, so that a day's worth does not crowd one
            /// millisecond.
            pub fn imported(seller: SellerId, source: &str, at: Option<Timestamp>, attempt: u8) -> Self {
                Self(imported(seller, source, at, attempt))
            }
        }
    )*};
}

placed! { ReviewId QuestionId }

impl MessageId {
    /// The id of a chat's next message: greater than the last one's, and by its time greater than those of other chats
    /// before it. `salt` are bits that keep messages of one millisecond apart.
    pub fn next(last: Option<Self>, now: Timestamp, salt: u16) -> Self {
        let millis = now.millis().clamp(0, (1 << 47) - 1);
        let by_time = (millis << 15) | i64::from(salt & 0x7fff);
        Self(last.map_or(by_time, |last| by_time.max(last.0.saturating_add(1))))
    }
}

fn place(id: Uuid) -> Place {
    let bits = id.as_u128();
    let millis = (bits >> 80) & ((1 << 48) - 1);
    let rand_a = (bits >> 64) & 0xfff;
    let rand_b = (bits >> 59) & 0x7;
    Place(i64::try_from((millis << 15) | (rand_a << 3) | rand_b).unwrap_or(i64::MAX))
}

fn imported(seller: SellerId, source: &str, published_at: Option<Timestamp>, attempt: u8) -> Uuid {
    let hash = Sha256::new()
        .chain_update(seller.0.to_be_bytes())
        .chain_update([attempt])
        .chain_update(source.as_bytes())
        .finalize();
    let word = |at: usize| hash[at..at + 8].iter().fold(0_u64, |w, byte| (w << 8) | u64::from(*byte));
    let millis = match published_at {
        Some(at) => {
            let millis = u64::try_from(at.millis()).unwrap_or(0) & ((1 << 48) - 1);
            if millis.is_multiple_of(DAY_MILLIS) { millis + word(0) % DAY_MILLIS } else { millis }
        }
        None => word(0) >> (64 - UNKNOWN_TIME_BITS),
    };
    let (a, b) = (word(8), word(16));
    let bits = (u128::from(millis) << 80) | (0x7 << 76) | (u128::from(a & 0xfff) << 64) | (0b10 << 62);
    Uuid::from_u128(bits | u128::from(b >> 2))
}

const DAY_MILLIS: u64 = 86_400_000;
/// 2^37 ms are four years and four months: a review of unknown time gets a place before May 1974.
const UNKNOWN_TIME_BITS: u32 = 37;

/// The number of an order as the marketplace prints it (`48173920-0142-1`); the dialect's posting number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(pub String);

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_review_stands_at_a_later_place() {
        let at = |ms: i64| ReviewId::imported(SellerId(1), "a", Some(Timestamp::from_millis(ms)), 0).place();
        assert!(at(1_000_000_000_000) < at(1_000_000_000_001));
        assert!(at(1_700_000_000_000).0 > 0);
    }

    #[test]
    fn the_same_row_imported_twice_is_the_same_review() {
        let once = ReviewId::imported(SellerId(1), "wb:17", None, 0);
        assert_eq!(once, ReviewId::imported(SellerId(1), "wb:17", None, 0));
        assert_ne!(once, ReviewId::imported(SellerId(2), "wb:17", None, 0));
        assert_ne!(once.place(), ReviewId::imported(SellerId(1), "wb:17", None, 1).place());
    }

    #[test]
    fn a_review_of_unknown_time_stands_before_all_that_have_one() {
        let unknown = ReviewId::imported(SellerId(1), "x", None, 0).place();
        let old = ReviewId::imported(SellerId(1), "x", Timestamp::parse("1999-01-01"), 0).place();
        assert!(unknown < old);
    }

    #[test]
    fn an_id_made_here_is_a_version_seven_uuid() {
        let id = ReviewId::imported(SellerId(1), "x", Timestamp::parse("2024-01-01"), 0);
        assert_eq!(id.0.get_version_num(), 7);
        assert_eq!(ReviewId::parse(&id.to_string()), Some(id));
        assert_eq!(ReviewId::parse("not an id"), None);
    }
}
