//! Chats switched off by the operator: for whom, why, until when.

use crate::people::named;
use crate::{Lang, PersonId, SellerId};

/// For whom chats are off. Talks with support stay open whatever is switched off.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everybody.
    All,
    /// Chats about products of a category.
    Category(String),
    /// One shop.
    Seller(SellerId),
    /// One buyer.
    Buyer(PersonId),
}

impl Scope {
    /// The kind of scope, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Category(_) => "category",
            Self::Seller(_) => "seller",
            Self::Buyer(_) => "buyer",
        }
    }

    /// Which one, as it is stored; empty for everybody.
    pub fn target(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Category(name) => name.clone(),
            Self::Seller(id) => id.to_string(),
            Self::Buyer(id) => id.to_string(),
        }
    }

    /// Reads what was stored; `None` for anything else.
    pub fn parse(kind: &str, target: &str) -> Option<Self> {
        match kind {
            "all" => Some(Self::All),
            "category" if !target.trim().is_empty() => Some(Self::Category(target.trim().to_owned())),
            "seller" => target.trim().parse().ok().map(|id| Self::Seller(SellerId(id))),
            "buyer" => PersonId::parse(target.trim()).map(Self::Buyer),
            _ => None,
        }
    }

    /// Whether a chat is concerned.
    pub fn concerns(&self, seller: SellerId, buyer: Option<PersonId>, category: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::Category(name) => category == Some(name.as_str()),
            Self::Seller(id) => *id == seller,
            Self::Buyer(id) => buyer == Some(*id),
        }
    }
}

named! {
    /// Why the operator switches chats off.
    SwitchReason {
        /// Many attempts of fraud at once.
        FraudWave = "fraud_wave",
        /// Fraud by the one concerned.
        Fraud = "fraud",
        /// Insults, threats.
        Abuse = "abuse",
        /// The account seems to be in somebody else's hands.
        AccountTaken = "account_taken",
        /// A decision of a court or an authority.
        Law = "law",
        /// Works on the system.
        Works = "works",
    }
}

impl SwitchReason {
    /// The words for the people concerned.
    pub fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::FraudWave, Lang::Ru) => "Волна мошенничества в чатах",
            (Self::FraudWave, Lang::En) => "A wave of fraud in chats",
            (Self::Fraud, Lang::Ru) => "Мошенничество из этого аккаунта",
            (Self::Fraud, Lang::En) => "Fraud from this account",
            (Self::Abuse, Lang::Ru) => "Оскорбления или угрозы",
            (Self::Abuse, Lang::En) => "Insults or threats",
            (Self::AccountTaken, Lang::Ru) => "Похоже, аккаунтом пользуется посторонний",
            (Self::AccountTaken, Lang::En) => "Somebody else seems to use the account",
            (Self::Law, Lang::Ru) => "Требование закона",
            (Self::Law, Lang::En) => "Required by law",
            (Self::Works, Lang::Ru) => "Технические работы",
            (Self::Works, Lang::En) => "Works on the system",
        }
    }
}
