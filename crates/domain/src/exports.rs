//! Lists as files: their formats, their columns, and how a cell is kept from being run as a formula.

use std::borrow::Cow;

use crate::Lang;
use crate::people::named;
use crate::questions::Stage;

named! {
    /// The kind of file.
    Format {
        /// Text with separators; UTF-8 with a mark at its beginning, by which Excel knows it.
        Csv = "csv",
        /// A workbook of Excel.
        Xlsx = "xlsx",
    }
}

impl Format {
    /// The content type under which it is served.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

named! {
    /// How far a file has come.
    ExportState {
        /// It is being made, or waits to be.
        Running = "running",
        /// It can be taken away.
        Ready = "ready",
        /// It could not be made.
        Failed = "failed",
    }
}

/// What separates the cells of a CSV: Excel in Russian opens nothing else in columns.
pub fn separator(lang: Lang) -> u8 {
    match lang {
        Lang::Ru => b';',
        Lang::En => b',',
    }
}

/// A text that a spreadsheet shows and never runs: what would begin a formula gets an apostrophe before it.
///
/// Follows the advice of OWASP on CSV injection: `=`, `+`, `-`, `@`, a tab or a line's end at the beginning, also behind
/// spaces and in full width.
///
/// ```
/// use domain::exports::defused;
/// assert_eq!(defused("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
/// assert_eq!(defused("Да, есть"), "Да, есть");
/// ```
pub fn defused(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−']);
    if begins { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A column of the list of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// When it was asked, by the region's clocks.
    Asked,
    /// Where it stands for the shop.
    Stage,
    /// The product's name.
    Product,
    /// The product's number.
    Sku,
    /// The name under the question.
    Buyer,
    /// What is asked.
    Question,
    /// How many others ask the same.
    Same,
    /// The shop's newest answer on the card.
    Answer,
    /// Since when that stands there.
    Answered,
    /// Public answers of buyers.
    Others,
    /// The question's id.
    Id,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 11] = [
        Self::Asked,
        Self::Stage,
        Self::Product,
        Self::Sku,
        Self::Buyer,
        Self::Question,
        Self::Same,
        Self::Answer,
        Self::Answered,
        Self::Others,
        Self::Id,
    ];

    /// What stands above it.
    pub fn name(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            Self::Asked => ("Когда задан", "Asked at"),
            Self::Stage => ("Состояние", "State"),
            Self::Product => ("Товар", "Product"),
            Self::Sku => ("SKU", "SKU"),
            Self::Buyer => ("Покупатель", "Buyer"),
            Self::Question => ("Вопрос", "Question"),
            Self::Same => ("Ещё спрашивают", "Others ask the same"),
            Self::Answer => ("Ответ магазина", "Shop's answer"),
            Self::Answered => ("Когда опубликован", "Published at"),
            Self::Others => ("Ответов покупателей", "Answers by buyers"),
            Self::Id => ("Номер вопроса", "Question's id"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    /// How wide it is, in characters.
    pub fn width(self) -> u16 {
        match self {
            Self::Question | Self::Answer => 60,
            Self::Product => 36,
            Self::Id => 38,
            Self::Sku | Self::Buyer | Self::Stage => 20,
            Self::Asked | Self::Answered | Self::Same | Self::Others => 18,
        }
    }
}

/// Where a question stands, in a word.
pub fn stage_name(stage: Stage, lang: Lang) -> &'static str {
    match (stage, lang) {
        (Stage::New, Lang::Ru) => "Новый",
        (Stage::New, Lang::En) => "New",
        (Stage::Viewed, Lang::Ru) => "Просмотрен",
        (Stage::Viewed, Lang::En) => "Viewed",
        (Stage::Moderation, Lang::Ru) => "На модерации",
        (Stage::Moderation, Lang::En) => "In moderation",
        (Stage::Refused, Lang::Ru) => "Ответ отклонён",
        (Stage::Refused, Lang::En) => "Answer refused",
        (Stage::Processed, Lang::Ru) => "Обработан",
        (Stage::Processed, Lang::En) => "Processed",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_buyer_cannot_make_a_sellers_spreadsheet_run_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u{A0}=1", "＝1", "−1"] {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn an_ordinary_text_stays_as_it_was_written() {
        for text in ["Есть ли размер 42?", "", "1 + 1", "'уже", "5=пять", "a@b"] {
            assert_eq!(defused(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_defused_begins_as_a_formula_and_nothing_is_lost(text in "[ =+@\\t-]{0,3}.{0,20}") {
            let safe = defused(&text);
            prop_assert!(!safe.trim_start().starts_with(['=', '+', '-', '@']));
            prop_assert!(safe.ends_with(&text));
        }
    }
}
