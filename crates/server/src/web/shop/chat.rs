//! A buyer's chat: messages, a dispute's way, the rating of the answer, and what can be done.

use crate::web::{
    cabinet::chat::{Dispute, Verb},
    parts::{ChatFoot, Choice, ProductLine, Role, Thread},
    words::Words,
};

/// A buyer's chat.
#[derive(Clone, Debug)]
pub struct ShopChat {
    /// Its id.
    pub id: String,
    /// Its page: `/shop/chats/c1`.
    pub path: String,
    /// Whose the other side is: a shop's or support's.
    pub role: Role,
    /// The shop's name, or support.
    pub name: String,
    /// For the round sign.
    pub initials: String,
    /// "Заказ 0123-4567-1 · Доставлен"
    pub about: String,
    /// About what.
    pub product: Option<ProductLine>,
    /// The bar that warns of fraudsters is folded; it never goes away.
    pub warning_folded: bool,
    /// The dispute, where the chat is one.
    pub dispute: Option<Dispute>,
    /// The messages.
    pub thread: Thread,
    /// How the answer may be rated, or that it was.
    pub rating: Option<AskRating>,
    /// The composer, or what stands in its way.
    pub foot: ChatFoot,
    /// What can be done to the chat.
    pub verbs: Vec<Verb>,
    /// Where a dispute about the order is opened.
    pub dispute_href: Option<String>,
    /// The reasons of a fraud report, for the sheet; empty where nothing can be reported.
    pub report_reasons: Vec<Choice>,
}

impl ShopChat {
    /// The chat with support, in which other rules hold.
    pub fn with_support(&self) -> bool {
        self.role == Role::Support
    }
}

/// How an answer may be rated.
#[derive(Clone, Debug)]
pub struct AskRating {
    /// Where it is sent.
    pub action: String,
    /// The stars that were given; none before.
    pub stars: Option<u8>,
    /// Why it was refused.
    pub error: Option<String>,
}

impl AskRating {
    /// What can be given: stars and what they mean.
    pub const fn choices(&self, w: &Words) -> [(u8, &'static str); 5] {
        let sc = &w.shop_chats;
        [(1, sc.rate_1), (2, sc.rate_2), (3, sc.rate_3), (4, sc.rate_4), (5, sc.rate_5)]
    }
}
