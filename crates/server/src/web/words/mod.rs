//! Every word that a page shows, in Russian and in English.
//!
//! A topic's words stand side by side in its file; [`words!`] makes a struct of them with one constant for each language,
//! so a word that lacks its translation does not compile.

use std::{borrow::Borrow, fmt::Display};

mod asking;
mod basket;
mod chats;
mod common;
mod dates;
mod desk;
mod errors;
mod exports;
mod letters;
mod menu;
mod moderation;
mod notices;
mod plans;
mod promotions;
mod questions;
mod requests;
mod reviews;
mod safety;
mod shop;
mod shop_chats;
mod support;
mod track;
mod transparency;

pub use asking::AskingWords;
pub use basket::BasketWords;
pub use chats::ChatWords;
pub use common::CommonWords;
pub use dates::{When, age, by_when, clock, day, day_of, month_of, when};
pub use desk::DeskWords;
pub use errors::ErrorWords;
pub use exports::ExportWords;
pub use letters::LetterWords;
pub use menu::MenuWords;
pub use moderation::ModerationWords;
pub use notices::NoticeWords;
pub use plans::PlanWords;
pub use promotions::PromotionWords;
pub use questions::QuestionWords;
pub use requests::RequestWords;
pub use reviews::ReviewWords;
pub use safety::SafetyWords;
pub use shop::ShopWords;
pub use shop_chats::ShopChatWords;
pub use support::SupportWords;
pub use track::TrackWords;
pub use transparency::TransparencyWords;

pub use domain::Lang;

/// Both languages, in the order in which they are offered.
pub const LANGS: [Lang; 2] = [Lang::Ru, Lang::En];

/// A language that has words.
pub trait Speaks {
    /// The words of this language.
    fn words(self) -> &'static Words;
}

impl Speaks for Lang {
    fn words(self) -> &'static Words {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

/// All words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language itself.
    pub lang: Lang,
    /// What every page uses.
    pub common: CommonWords,
    /// The seller's reviews.
    pub reviews: ReviewWords,
    /// The seller's questions.
    pub questions: QuestionWords,
    /// Discount requests.
    pub requests: RequestWords,
    /// The way of a text through moderation.
    pub track: TrackWords,
    /// The seller's promotions and prices.
    pub promotions: PromotionWords,
    /// The terms of promotions, own ones and the marketplace's.
    pub plans: PlanWords,
    /// Lists and receipts to download.
    pub exports: ExportWords,
    /// The buyer's shop.
    pub shop: ShopWords,
    /// Baskets, prices and orders in the shop.
    pub basket: BasketWords,
    /// Questions in the shop, and what buyers are told.
    pub asking: AskingWords,
    /// What people are told, and what they want to hear of.
    pub notices: NoticeWords,
    /// Letters and pushes.
    pub letters: LetterWords,
    /// Chats, on all three surfaces.
    pub chats: ChatWords,
    /// How moderation goes, for everybody.
    pub transparency: TransparencyWords,
    /// The menu and what hangs on it.
    pub menu: MenuWords,
    /// The operator's desk.
    pub desk: DeskWords,
    /// Moderation on the desk.
    pub moderation: ModerationWords,
    /// The buyer's chats.
    pub shop_chats: ShopChatWords,
    /// Support's pages on the desk.
    pub support: SupportWords,
    /// The safety team's pages on the desk.
    pub safety: SafetyWords,
    /// What went wrong.
    pub errors: ErrorWords,
}

/// Russian.
pub const RU: Words = Words {
    lang: Lang::Ru,
    common: CommonWords::RU,
    reviews: ReviewWords::RU,
    questions: QuestionWords::RU,
    requests: RequestWords::RU,
    track: TrackWords::RU,
    promotions: PromotionWords::RU,
    plans: PlanWords::RU,
    exports: ExportWords::RU,
    shop: ShopWords::RU,
    basket: BasketWords::RU,
    asking: AskingWords::RU,
    notices: NoticeWords::RU,
    letters: LetterWords::RU,
    chats: ChatWords::RU,
    transparency: TransparencyWords::RU,
    menu: MenuWords::RU,
    desk: DeskWords::RU,
    moderation: ModerationWords::RU,
    shop_chats: ShopChatWords::RU,
    support: SupportWords::RU,
    safety: SafetyWords::RU,
    errors: ErrorWords::RU,
};

/// English.
pub const EN: Words = Words {
    lang: Lang::En,
    common: CommonWords::EN,
    reviews: ReviewWords::EN,
    questions: QuestionWords::EN,
    requests: RequestWords::EN,
    track: TrackWords::EN,
    promotions: PromotionWords::EN,
    plans: PlanWords::EN,
    exports: ExportWords::EN,
    shop: ShopWords::EN,
    basket: BasketWords::EN,
    asking: AskingWords::EN,
    notices: NoticeWords::EN,
    letters: LetterWords::EN,
    chats: ChatWords::EN,
    transparency: TransparencyWords::EN,
    menu: MenuWords::EN,
    desk: DeskWords::EN,
    moderation: ModerationWords::EN,
    shop_chats: ShopChatWords::EN,
    support: SupportWords::EN,
    safety: SafetyWords::EN,
    errors: ErrorWords::EN,
};

/// A sentence with one hole, written `{}`.
#[derive(Clone, Copy, Debug)]
pub struct Phrase(pub &'static str);

impl Phrase {
    /// The sentence with its hole filled.
    pub fn put(&self, value: impl Display) -> String {
        self.0.replacen("{}", &value.to_string(), 1)
    }

    /// The sentence with its two holes filled, in order.
    pub fn put2(&self, first: impl Display, second: impl Display) -> String {
        Phrase::fill(&self.put(first), second)
    }

    fn fill(text: &str, value: impl Display) -> String {
        text.replacen("{}", &value.to_string(), 1)
    }
}

/// The forms of a counted noun.
#[derive(Clone, Copy, Debug)]
pub enum Plural {
    /// One отзыв, two отзыва, five отзывов.
    Ru(&'static str, &'static str, &'static str),
    /// One review, two reviews.
    En(&'static str, &'static str),
}

impl Plural {
    /// The form that goes with this number, without the number.
    pub fn form(&self, n: impl Borrow<u64>) -> &'static str {
        let n = *n.borrow();
        match self {
            Self::En(one, many) => {
                if n == 1 {
                    one
                } else {
                    many
                }
            }
            Self::Ru(one, few, many) => match (n % 10, n % 100) {
                (_, 11..=14) => many,
                (1, _) => one,
                (2..=4, _) => few,
                _ => many,
            },
        }
    }

    /// "21 отзыв", "1 204 reviews".
    pub fn count(&self, n: impl Borrow<u64>) -> String {
        let n = *n.borrow();
        format!("{}\u{a0}{}", number(n), self.form(n))
    }
}

/// A number with its thousands apart: `12 480`.
pub fn number(n: impl Borrow<u64>) -> String {
    let digits = n.borrow().to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Makes a struct of words with a constant for each language; the Russian text is the field's documentation.
macro_rules! words {
    (
        $(#[$doc:meta])* $name:ident
        words { $($word:ident: $word_ru:literal, $word_en:literal;)* }
        phrases { $($phrase:ident: $phrase_ru:literal, $phrase_en:literal;)* }
        plurals { $($plural:ident: ($one_ru:literal, $few_ru:literal, $many_ru:literal), ($one_en:literal, $many_en:literal);)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name {
            $(#[doc = $word_ru] pub $word: &'static str,)*
            $(#[doc = $phrase_ru] pub $phrase: $crate::web::words::Phrase,)*
            $(#[doc = $one_ru] pub $plural: $crate::web::words::Plural,)*
        }

        impl $name {
            /// In Russian.
            pub const RU: Self = Self {
                $($word: $word_ru,)*
                $($phrase: $crate::web::words::Phrase($phrase_ru),)*
                $($plural: $crate::web::words::Plural::Ru($one_ru, $few_ru, $many_ru),)*
            };
            /// In English.
            pub const EN: Self = Self {
                $($word: $word_en,)*
                $($phrase: $crate::web::words::Phrase($phrase_en),)*
                $($plural: $crate::web::words::Plural::En($one_en, $many_en),)*
            };
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_russian_counts_reviews_in_three_forms() {
        let reviews = RU.reviews.n_reviews;
        let told: Vec<_> = [0u64, 1, 2, 5, 11, 14, 21, 101, 112, 1_204].into_iter().map(|n| reviews.count(n)).collect();
        let told: Vec<_> = told.iter().map(|text| text.replace('\u{a0}', " ")).collect();
        assert_eq!(
            told,
            [
                "0 отзывов",
                "1 отзыв",
                "2 отзыва",
                "5 отзывов",
                "11 отзывов",
                "14 отзывов",
                "21 отзыв",
                "101 отзыв",
                "112 отзывов",
                "1 204 отзыва"
            ]
        );
    }

    #[test]
    fn an_english_reader_counts_in_two() {
        let reviews = EN.reviews.n_reviews;
        let told: Vec<_> = [0u64, 1, 21].into_iter().map(|n| reviews.count(n).replace('\u{a0}', " ")).collect();
        assert_eq!(told, ["0 reviews", "1 review", "21 reviews"]);
    }
}
