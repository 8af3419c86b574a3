//! What Otklik itself says in a chat.

use crate::Lang;
use crate::people::named;

named! {
    /// A line about what happened with the chat.
    SystemLine {
        /// The buyer has opened a dispute.
        DisputeOpened = "dispute_opened",
        /// The shop has answered.
        DisputeAnswered = "dispute_answered",
        /// Decided for the buyer.
        DecidedForBuyer = "decided_for_buyer",
        /// Decided for the shop.
        DecidedForSeller = "decided_for_seller",
        /// The chat was closed.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
        /// Somebody reported fraud; one side cannot write.
        Frozen = "frozen",
        /// The report was looked at; both can write.
        Unfrozen = "unfrozen",
        /// The report was right; the chat stays as it is.
        FraudConfirmed = "fraud_confirmed",
        /// Somebody of support is here.
        SupportJoined = "support_joined",
        /// Support has closed the request and asks for a rating.
        RateSupport = "rate_support",
    }
}

impl SystemLine {
    /// Whether it says something that a list should show instead of what was said last.
    pub fn is_news(self) -> bool {
        match self {
            Self::DisputeOpened
            | Self::DisputeAnswered
            | Self::DecidedForBuyer
            | Self::DecidedForSeller
            | Self::Frozen
            | Self::Unfrozen
            | Self::FraudConfirmed => true,
            Self::Closed | Self::Reopened | Self::SupportJoined | Self::RateSupport => false,
        }
    }

    /// The words in the chat.
    pub fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::DisputeOpened, Lang::Ru) => "Покупатель открыл спор",
            (Self::DisputeOpened, Lang::En) => "The buyer has opened a dispute",
            (Self::DisputeAnswered, Lang::Ru) => "Магазин ответил, решение за маркетплейсом",
            (Self::DisputeAnswered, Lang::En) => "The shop has answered; the marketplace decides",
            (Self::DecidedForBuyer, Lang::Ru) => "Спор решён в пользу покупателя",
            (Self::DecidedForBuyer, Lang::En) => "The dispute is decided for the buyer",
            (Self::DecidedForSeller, Lang::Ru) => "Спор решён в пользу магазина",
            (Self::DecidedForSeller, Lang::En) => "The dispute is decided for the shop",
            (Self::Closed, Lang::Ru) => "Чат закрыт",
            (Self::Closed, Lang::En) => "The chat is closed",
            (Self::Reopened, Lang::Ru) => "Чат открыт снова",
            (Self::Reopened, Lang::En) => "The chat is open again",
            (Self::Frozen, Lang::Ru) => "Поступила жалоба на мошенничество: чат приостановлен до проверки",
            (Self::Frozen, Lang::En) => "Fraud was reported: the chat is paused until it is checked",
            (Self::Unfrozen, Lang::Ru) => "Проверка закончена: можно писать дальше",
            (Self::Unfrozen, Lang::En) => "The check is over: you can go on writing",
            (Self::FraudConfirmed, Lang::Ru) => "Мошенничество подтвердилось: собеседник больше не может писать сюда",
            (Self::FraudConfirmed, Lang::En) => "Fraud was confirmed: the other side cannot write here any more",
            (Self::SupportJoined, Lang::Ru) => "К чату подключился сотрудник поддержки",
            (Self::SupportJoined, Lang::En) => "Somebody of support has joined the chat",
            (Self::RateSupport, Lang::Ru) => "Вопрос закрыт. Оцените ответ поддержки",
            (Self::RateSupport, Lang::En) => "The request is closed. Please rate support’s answer",
        }
    }
}
