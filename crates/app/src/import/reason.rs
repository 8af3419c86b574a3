//! Why a line was not taken, in words that help to repair it.

use domain::{Lang, Refusal};

/// What a field should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A whole number that fits 64 bits.
    Whole,
    /// A text.
    Text,
    /// A number or a text that names something.
    Key,
    /// An object of texts and numbers.
    Object,
}

/// Why a line was not taken. Field names are those of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are what the sentences name")]
pub enum Reason {
    /// More than [`MAX_LINE`](super::MAX_LINE) bytes.
    TooLong,
    /// The byte at `at` (from 1) does not belong to UTF-8.
    NotUtf8 { at: usize },
    /// There is a NUL in the line.
    Nul,
    /// The file ends within this line.
    Cut,
    /// Not a JSON object; `at` is the column (from 1).
    NotJson { at: usize },
    /// JSON, and still not a row that can be read (a field stands twice).
    Unreadable { detail: String },
    /// A quote that opens in this line of CSV is never closed.
    QuoteOpen,
    /// More cells than the header has.
    Cells { header: usize, got: usize },
    /// A field without which the row means nothing.
    Missing { field: &'static str },
    /// A field of another type.
    Type { field: &'static str, expected: Expected },
    /// A rating that is not 1 to 5.
    Rating { got: i64 },
    /// A number that has to be positive.
    NotPositive { field: &'static str, got: i64 },
    /// A number that may not be under zero.
    Negative { field: &'static str, got: i64 },
    /// A currency that no price can have.
    Currency { got: String },
    /// A text where only some are allowed.
    Choice { field: &'static str, got: String, allowed: &'static str },
    /// A date that no calendar has, or that is out of all likelihood.
    Date { field: &'static str, got: String },
    /// One date before another that it has to follow.
    Order { earlier: &'static str, later: &'static str },
    /// More characters than are kept.
    TextTooLong { field: &'static str, max: usize, got: usize },
    /// Signs that no text may have: hidden ones, and letters under heaps of marks.
    Text { field: &'static str, refusal: Refusal },
    /// A number that is to be one thing's own belongs to another product.
    Taken { field: &'static str },
    /// A review without stars and without a word.
    NothingToSay,
    /// An object with more entries than are kept, or an entry that is neither a text nor a number.
    Attributes,
}

impl Reason {
    /// One sentence without tabs or line breaks.
    pub fn words(&self, lang: Lang) -> String {
        let words = match lang {
            Lang::Ru => self.ru(),
            Lang::En => self.en(),
        };
        words.replace(|c: char| c.is_control(), " ")
    }

    fn ru(&self) -> String {
        match self {
            Self::TooLong => "строка длиннее 1 МиБ".into(),
            Self::NotUtf8 { at } => format!("не UTF-8: байт {at}"),
            Self::Nul => "в строке нулевой байт".into(),
            Self::Cut => "файл обрывается на этой строке".into(),
            Self::NotJson { at } => format!("не объект JSON: знак {at}"),
            Self::Unreadable { detail } => format!("строка не читается: {detail}"),
            Self::QuoteOpen => "кавычка открыта и не закрыта".into(),
            Self::Cells { header, got } => format!("ячеек {got}, а в заголовке {header}: нет ли лишнего разделителя?"),
            Self::Missing { field } => format!("нет поля {field}"),
            Self::Type { field, expected } => format!("{field}: ожидается {}", expected.ru()),
            Self::Rating { got } => format!("rating: оценка от 1 до 5, а не {got}"),
            Self::NotPositive { field, got } => format!("{field}: нужно число больше нуля, а не {got}"),
            Self::Negative { field, got } => format!("{field}: не может быть меньше нуля ({got})"),
            Self::Currency { got } => format!("currency: валюты «{got}» нет"),
            Self::Choice { field, got, allowed } => format!("{field}: «{got}» — не одно из: {allowed}"),
            Self::Date { field, got } => format!("{field}: даты «{got}» не бывает (нужно ГГГГ-ММ-ДД или RFC 3339)"),
            Self::Order { earlier, later } => format!("{later} раньше, чем {earlier}"),
            Self::TextTooLong { field, max, got } => format!("{field}: {got} знаков, можно до {max}"),
            Self::Text { field, refusal } => format!("{field}: {}", refusal.words(Lang::Ru)),
            Self::Taken { field } => format!("{field}: уже есть у другого товара"),
            Self::NothingToSay => "ни оценки, ни текста".into(),
            Self::Attributes => "attributes: нужны до 100 пар «название: текст или число»".into(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::TooLong => "the line is longer than 1 MiB".into(),
            Self::NotUtf8 { at } => format!("not UTF-8 at byte {at}"),
            Self::Nul => "there is a NUL byte in the line".into(),
            Self::Cut => "the file ends within this line".into(),
            Self::NotJson { at } => format!("not a JSON object at column {at}"),
            Self::Unreadable { detail } => format!("the line cannot be read: {detail}"),
            Self::QuoteOpen => "a quote is opened and never closed".into(),
            Self::Cells { header, got } => format!("{got} cells under a header of {header}: a delimiter too many?"),
            Self::Missing { field } => format!("the field {field} is missing"),
            Self::Type { field, expected } => format!("{field}: has to be {}", expected.en()),
            Self::Rating { got } => format!("rating: has to be 1 to 5 and is {got}"),
            Self::NotPositive { field, got } => format!("{field}: has to be over zero and is {got}"),
            Self::Negative { field, got } => format!("{field}: cannot be under zero ({got})"),
            Self::Currency { got } => format!("currency: there is no “{got}”"),
            Self::Choice { field, got, allowed } => format!("{field}: “{got}” is none of: {allowed}"),
            Self::Date { field, got } => format!("{field}: there is no date “{got}” (YYYY-MM-DD or RFC 3339 is read)"),
            Self::Order { earlier, later } => format!("{later} is before {earlier}"),
            Self::TextTooLong { field, max, got } => format!("{field}: {got} characters; up to {max} are kept"),
            Self::Text { field, refusal } => format!("{field}: {}", refusal.words(Lang::En)),
            Self::Taken { field } => format!("{field}: another product has it"),
            Self::NothingToSay => "neither stars nor a text".into(),
            Self::Attributes => "attributes: up to 100 pairs of a name and a text or a number are kept".into(),
        }
    }
}

impl Expected {
    fn ru(self) -> &'static str {
        match self {
            Self::Whole => "целое число (до 64 бит)",
            Self::Text => "текст",
            Self::Key => "число или текст",
            Self::Object => "объект",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Whole => "a whole number (64 bits)",
            Self::Text => "a text",
            Self::Key => "a number or a text",
            Self::Object => "an object",
        }
    }
}
