//! Moderation: what is looked at, what the checks see in it, and the reasons that a verdict names.

pub mod checks;
pub mod reason;

pub use checks::Finding;
pub use reason::Reason;

use crate::people::named;

named! {
    /// What a verdict is about.
    Subject {
        /// A buyer's question about a product.
        Question = "question",
        /// An answer to a question, by the shop or by a buyer.
        Answer = "answer",
        /// A buyer's review.
        Review = "review",
        /// A comment on a review, by the shop or by a buyer.
        Comment = "comment",
        /// A photo or video of a review.
        Media = "media",
        /// A shop's report of a review.
        Report = "report",
    }
}
