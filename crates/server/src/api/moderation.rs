//! `/api/v1/moderation`: verdicts, appeals and receipts for those who are judged; the desk for those who judge.

pub mod appeals;
pub mod case;
pub mod decide;
pub mod numbers;
pub mod reasons;
pub mod receipts;
pub mod track;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::types::mirror;
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(reasons::list))
        .routes(routes!(reasons::set))
        .routes(routes!(appeals::by_shop))
        .routes(routes!(appeals::by_buyer))
        .routes(routes!(receipts::list))
        .routes(routes!(numbers::transparency))
        .routes(routes!(numbers::queues))
        .routes(routes!(numbers::day))
        .routes(routes!(numbers::months))
        .routes(routes!(decide::just_decided))
        .routes(routes!(case::claim))
        .routes(routes!(case::one))
        .routes(routes!(case::take))
        .routes(routes!(case::pass))
        .routes(routes!(decide::decide))
        .routes(routes!(decide::undo))
        .routes(routes!(case::same, decide::same))
}

mirror! {
    /// What a verdict is about.
    Subject = domain::moderation::Subject {
        /// A buyer's question about a product.
        Question,
        /// An answer to a question, by the shop or by a buyer.
        Answer,
        /// A buyer's review.
        Review,
        /// A comment on a review, by the shop or by a buyer.
        Comment,
        /// The photos and videos of a review.
        Media,
        /// A shop's report of a review.
        Report,
        /// A message of a chat that the guard held or stopped.
        Message,
        /// A report of fraud in a chat.
        FraudReport,
        /// That somebody is held back in chats.
        Friction,
        /// That chats are switched off for somebody.
        Switch,
    }
}

mirror! {
    /// What is decided.
    Decision = domain::moderation::Decision {
        /// It becomes public, or stays so; a report is accepted: the review leaves the card.
        Publish,
        /// It does not become public; a report is declined.
        Refuse,
    }
}

mirror! {
    /// At which look a verdict is made.
    VerdictStage = domain::moderation::Stage {
        /// By the rules alone.
        Rules,
        /// By the first person.
        First,
        /// By a second person who does not know the first verdict.
        Second,
        /// By another person than the first, because the author does not accept the verdict.
        Appeal,
    }
}

mirror! {
    /// Where a case waits.
    Queue = domain::moderation::queue::Queue {
        /// Answers to questions.
        Answers,
        /// Questions of buyers.
        Questions,
        /// Reviews.
        Reviews,
        /// Comments under reviews.
        Comments,
        /// Photos and videos of reviews.
        Media,
        /// Shops' reports of reviews.
        Reports,
        /// Verdicts that their author does not accept.
        Appeals,
        /// Chats: held messages, reports of fraud, appeals against what the guard or the operator did.
        Safety,
        /// First verdicts that a second person is asked about.
        Second,
    }
}
