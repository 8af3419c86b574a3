//! A report of fraud: what happened to whoever reports a message.

use crate::Lang;
use crate::people::named;

named! {
    /// What happened.
    FraudKind {
        /// The reporter gave data of the account away.
        GaveAccountData = "gave_account_data",
        /// The reporter added somebody's account to their own.
        AddedAccount = "added_account",
        /// The reporter gave personal data away.
        SharedPersonalData = "shared_personal_data",
        /// Somebody pretends to be support.
        PretendsSupport = "pretends_support",
        /// Somebody asks for personal data.
        AsksPersonalData = "asks_personal_data",
        /// Somebody tried to enter the account.
        TriedToEnter = "tried_to_enter",
    }
}

impl FraudKind {
    /// Whether the harm may be done already: then the next steps come first.
    pub fn already_given(self) -> bool {
        matches!(self, Self::GaveAccountData | Self::AddedAccount | Self::SharedPersonalData)
    }

    /// The words on pages, as the reporter says them.
    pub fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::GaveAccountData, Lang::Ru) => "Я сообщил данные своего аккаунта",
            (Self::GaveAccountData, Lang::En) => "I gave away data of my account",
            (Self::AddedAccount, Lang::Ru) => "Я добавил чужой аккаунт в свой",
            (Self::AddedAccount, Lang::En) => "I added somebody’s account to mine",
            (Self::SharedPersonalData, Lang::Ru) => "Я сообщил личные данные",
            (Self::SharedPersonalData, Lang::En) => "I gave away personal data",
            (Self::PretendsSupport, Lang::Ru) => "Выдаёт себя за поддержку",
            (Self::PretendsSupport, Lang::En) => "Pretends to be support",
            (Self::AsksPersonalData, Lang::Ru) => "Просит личные данные",
            (Self::AsksPersonalData, Lang::En) => "Asks for personal data",
            (Self::TriedToEnter, Lang::Ru) => "Пытался войти в мой аккаунт",
            (Self::TriedToEnter, Lang::En) => "Tried to enter my account",
        }
    }
}
