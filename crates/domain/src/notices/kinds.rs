//! What a notice says, as names: the words stand where the languages are.

use super::{Channel, Side, Topic};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal: $topic:ident;)*) => {
        $($(#[$doc])* pub const $name: &str = $text;)*

        /// Every kind that has a name of its own, with its topic.
        pub const ALL: &[(&str, Topic)] = &[$(($text, Topic::$topic),)*];
    };
}

kinds! {
    /// To a shop: a buyer has written a review.
    REVIEW_NEW = "review_new": Reviews;
    /// To a shop: a buyer has asked.
    QUESTION_NEW = "question_new": Questions;
    /// A buyer: the shop has answered a review.
    REVIEW_ANSWERED = "review_answered": Reviews;
    /// A buyer: there is an answer to a question.
    QUESTION_ANSWERED = "question_answered": Questions;
    /// The other side of a chat has written.
    CHAT_MESSAGE = "chat_message": Messages;
    /// Support has written.
    SUPPORT_MESSAGE = "support_message": Support;
    /// A dispute was opened, answered or decided.
    DISPUTE_MOVED = "dispute_moved": Deadlines;
    /// To a shop: the time to reply in a chat is nearly over.
    REPLY_DUE = "reply_due": Deadlines;
    /// To the desk: the time that was promised for verdicts of a queue is nearly over.
    VERDICTS_DUE = "verdicts_due": Deadlines;
    /// The guard holds somebody back further.
    CHATS_FRICTION = "chats_friction": Security;
    /// The guard lets somebody go.
    CHATS_FREE = "chats_free": Security;
    /// To a shop: a promotion is open.
    PROMOTION_OPEN = "promotion_open": Promotions;
    /// To a shop: soon the terms in a promotion can only be made better.
    PROMOTION_FREEZES = "promotion_freezes": Promotions;
    /// To a shop: a promotion with products of it ends soon.
    PROMOTION_ENDS = "promotion_ends": Promotions;
    /// To a shop: it will be enrolled unless it says no.
    ENROLMENT_ANNOUNCED = "enrolment_announced": Promotions;
    /// To a shop: its products can be enrolled, if it says yes.
    ENROLMENT_ASKED = "enrolment_asked": Promotions;
    /// To a buyer: a promotion has begun in a shop where they have bought.
    PROMOTION_BEGUN = "promotion_begun": Promotions;
    /// To a shop: a buyer asks for a discount.
    DISCOUNT_ASKED = "discount_asked": Requests;
    /// To a buyer: the shop grants it.
    DISCOUNT_APPROVED = "discount_approved": Requests;
    /// To a buyer: the shop does not.
    DISCOUNT_DECLINED = "discount_declined": Requests;
    /// To a buyer: the shop said nothing in time.
    DISCOUNT_EXPIRED = "discount_expired": Requests;
    /// Somebody has signed in.
    SIGNED_IN = "signed_in": Security;
    /// By mail only, to an address that was just given: is it yours?
    CONFIRM_EMAIL = "confirm_email": Security;
    /// A chat in Telegram was linked.
    TELEGRAM_LINKED = "telegram_linked": Security;
    /// The linked chat was linked to somebody else.
    TELEGRAM_LOST = "telegram_lost": Security;
    /// A key for programs was made.
    KEY_CREATED = "key_created": Security;
    /// A key for programs was switched off.
    KEY_REVOKED = "key_revoked": Security;
    /// An address of a program fails and is not called any more.
    WEBHOOK_OFF = "webhook_off": Security;
    /// Somebody wanted to see whether notices arrive.
    TEST = "test": Security;
    /// The operator tells all shops something.
    NEWS = "news": News;
}

/// The topic of a kind: what became of a text of one's own is moderation, and has names made of the text's and the verdict's.
pub fn topic(kind: &str) -> Topic {
    ALL.iter().find(|(name, _)| *name == kind).map_or(Topic::Moderation, |(_, topic)| *topic)
}

/// Whether a side can be told of this kind.
pub fn is_for(kind: &str, side: Side) -> bool {
    Topic::of(side).contains(&topic(kind))
}

/// Whether a channel carries it. That a chat was linked the bot has said there already.
pub fn goes_by(kind: &str, channel: Channel) -> bool {
    !(kind == TELEGRAM_LINKED && channel == Channel::Telegram)
}

/// Whether very many are told of it together, so that others go before.
pub fn is_for_many(kind: &str) -> bool {
    matches!(kind, PROMOTION_OPEN | PROMOTION_BEGUN | NEWS)
}
