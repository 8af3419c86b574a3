//! What may be typed into a text.

use std::fmt;
use std::ops::Deref;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Code, Refusal};

/// Marks that one letter may carry. Vietnamese needs two, pointed Hebrew and stressed Indic syllables up to four.
const MARKS_MAX: usize = 4;
/// Blank lines that may follow each other.
const BLANK_LINES_MAX: usize = 2;

/// A text of `MIN` to `MAX` characters, cleaned.
///
/// Characters are Unicode scalar values: what the dialect's limits count, what PostgreSQL's `char_length` counts, and
/// what `[...text].length` counts in a browser. (A flag or a family emoji is several.) They are counted after cleaning, so
/// a space at the end costs nothing.
///
/// Cleaning takes spaces from both ends and from the ends of lines, writes letters composed (NFC), makes one kind of
/// line end of all, and leaves no more than two blank lines in a row. It never changes a word.
///
/// # Errors
///
/// [`Text::new`] refuses with
///
/// - `text_empty`: nothing is left, and `MIN` is not 0;
/// - `text_too_short`, `text_too_long`: with the limit and the count;
/// - `text_control`: a control character, one that turns the direction of writing, or one that belongs to no text, with its
///   code point;
/// - `text_marks`: a letter under a heap of marks.
///
/// # Examples
///
/// ```
/// use domain::text::Text;
/// use domain::{Code, Lang};
///
/// let answer = Text::<1, 1000>::new("  Спасибо!  \r\n\r\n\r\n\r\nНосите с удовольствием \u{1F642}\n")?;
/// assert_eq!(answer.as_str(), "Спасибо!\n\n\nНосите с удовольствием \u{1F642}");
///
/// let refusal = Text::<1, 5>::new("Спасибо").unwrap_err();
/// assert_eq!(refusal.words(Lang::Ru), "Слишком длинно: можно до 5 знаков, сейчас 7.");
///
/// let refusal = Text::<1, 1000>::new("счёт \u{202E}1234").unwrap_err();
/// assert_eq!(refusal.code, Code::TextControl);
/// assert_eq!(refusal.words(Lang::En), "The text has an invisible control character U+202E: remove it.");
/// # Ok::<(), domain::Refusal>(())
/// ```
///
/// Joiners are no control characters, since emoji and several scripts are written with them:
///
/// ```
/// # use domain::text::Text;
/// assert!(Text::<1, 10>::new("\u{1F469}\u{200D}\u{1F467}").is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// Cleans `typed`, or says what is wrong with it.
    pub fn new(typed: &str) -> Result<Self, Refusal> {
        let text = clean(typed)?;
        let got = text.chars().count();
        match got {
            0 if MIN > 0 => Err(Code::TextEmpty.into()),
            _ if got < MIN => Err(Refusal::new(Code::TextTooShort).with("min", MIN).with("got", got)),
            _ if got > MAX => Err(Refusal::new(Code::TextTooLong).with("max", MAX).with("got", got)),
            _ => Ok(Self(text)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> Deref for Text<MIN, MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Display for Text<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Cleans a text of any length, as [`Text`] does.
///
/// # Errors
///
/// `text_control` and `text_marks`, as [`Text`].
pub fn clean(typed: &str) -> Result<String, Refusal> {
    check_characters(typed)?;
    let composed: String = typed.nfc().collect();
    check_marks(&composed)?;
    Ok(tidy_lines(&composed))
}

/// Cleans a text that was written elsewhere and cannot be sent back to its author: as [`clean`], but heaps of marks are
/// thinned to what a letter may carry.
///
/// # Errors
///
/// `text_control`, as [`Text`].
pub fn clean_copied(text: &str) -> Result<String, Refusal> {
    check_characters(text)?;
    let mut marks = 0;
    let bearable = |c: &char| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MARKS_MAX
    };
    let composed: String = text.nfc().filter(bearable).collect();
    Ok(tidy_lines(&composed))
}

fn check_characters(text: &str) -> Result<(), Refusal> {
    let mut before = ' ';
    for sign in text.chars() {
        let spells_flag = is_tag(sign) && (is_tag(before) || before == BLACK_FLAG);
        if is_refused(sign) && !spells_flag {
            return Err(Refusal::new(Code::TextControl).with("sign", format!("U+{:04X}", sign as u32)));
        }
        before = sign;
    }
    Ok(())
}

/// The flag behind which tags spell "England", "Scotland", "Wales".
const BLACK_FLAG: char = '\u{1F3F4}';

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Control characters but for tab and line ends, what turns the direction of writing, what is no character, and tags,
/// which hide a text in a text.
fn is_refused(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        _ => c.is_control() || (c as u32 & 0xFFFE) == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}'),
    }
}

fn check_marks(text: &str) -> Result<(), Refusal> {
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS_MAX {
            return Err(Code::TextMarks.into());
        }
    }
    Ok(())
}

fn tidy_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\u{B}', '\u{C}', '\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let mut tidy = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.trim_matches(is_blank).split('\n').map(|line| line.trim_end_matches(is_blank)) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank <= BLANK_LINES_MAX {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// White, or so invisible that a text of it would look empty.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Lang;

    type Answer = Text<1, 1000>;

    fn refused(typed: &str) -> Refusal {
        Answer::new(typed).unwrap_err()
    }

    #[test]
    fn an_answer_of_exactly_the_limit_fits_and_one_letter_more_does_not() {
        assert_eq!(Answer::new(&"я".repeat(1000)).unwrap().len(), 2000);
        assert_eq!(refused(&"я".repeat(1001)).words(Lang::Ru), "Слишком длинно: можно до 1000 знаков, сейчас 1001.");
        assert!(Answer::new(&format!("  {}\n\n", "я".repeat(1000))).is_ok(), "spaces around it cost nothing");
        assert!(Text::<1, 1>::new("и\u{306}").is_ok(), "a decomposed й is one letter");
    }

    #[test]
    fn an_answer_of_nothing_visible_is_empty() {
        for typed in ["", " ", "\r\n\t", "\u{200B}\u{FEFF}", "\u{2800}\u{3164}", "\u{A0}\u{3000}"] {
            assert_eq!(refused(typed).code, Code::TextEmpty, "{typed:?}");
        }
        assert_eq!(Text::<0, 10>::new(" ").unwrap().as_str(), "", "where nothing is allowed, nothing is left");
        assert_eq!(Text::<3, 10>::new("да").unwrap_err().code, Code::TextTooShort);
    }

    #[test]
    fn an_invisible_sign_is_named_by_its_code_point() {
        for (typed, sign) in [
            ("a\0b", "U+0000"),
            ("\u{1b}[31m", "U+001B"),
            ("\u{7f}", "U+007F"),
            ("\u{9d}", "U+009D"),
            ("\u{202e}moc", "U+202E"),
            ("\u{2066}x\u{2069}", "U+2066"),
            ("\u{fffe}", "U+FFFE"),
            ("\u{10ffff}", "U+10FFFF"),
            ("\u{e0001}", "U+E0001"),
            ("да\u{e0064}", "U+E0064"),
        ] {
            let refusal = refused(typed);
            assert_eq!((refusal.code, refusal.facts[0].1.as_str()), (Code::TextControl, sign), "{typed:?}");
        }
    }

    #[test]
    fn letters_of_all_peoples_pass_and_a_heap_of_marks_does_not() {
        for typed in ["đặng", "שָׁלוֹם", "हिन्दी", "ภาษาไทย", "مُحَمَّد", "Ё\u{301}", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "ZͭA"]
        {
            assert!(Answer::new(typed).is_ok(), "{typed}");
        }
        assert_eq!(refused(&format!("з{}ло", "\u{301}".repeat(5))).code, Code::TextMarks);
        assert_eq!(refused(&format!("з{}", "\u{489}\u{20DD}".repeat(40))).code, Code::TextMarks);
    }

    #[test]
    fn a_smile_drawn_with_a_heap_of_marks_elsewhere_is_kept_with_fewer_of_them() {
        assert_eq!(
            clean_copied(&format!("мило з{}!", "\u{323}".repeat(40))).unwrap(),
            "мило з\u{323}\u{323}\u{323}\u{323}!"
        );
        assert_eq!(clean_copied(" Ё\u{301}лка \r\n").unwrap(), "Ё\u{301}лка");
        assert_eq!(clean_copied("a\0b").unwrap_err().code, Code::TextControl);
    }

    #[test]
    fn lines_end_in_one_way_and_a_gap_between_paragraphs_is_two_lines_at_most() {
        assert_eq!(clean("а\r\nб\rв\u{2028}г\u{B}д").unwrap(), "а\nб\nв\nг\nд");
        assert_eq!(clean("а\n\n\n\n\n\nб  \n  в").unwrap(), "а\n\n\nб\n  в");
        assert_eq!(clean("а\n \n\t\n \n б").unwrap(), "а\n\n\n б");
    }

    proptest! {
        #[test]
        fn what_is_cleaned_is_clean(typed in "(?s).{0,40}|[ \n\r\tа-я\u{301}\u{200B}]{0,40}") {
            if let Ok(text) = clean(&typed) {
                prop_assert_eq!(clean(&text), Ok(text.clone()), "cleaning again changes nothing");
                prop_assert!(!text.contains('\r') && !text.contains("\n\n\n\n") && text.trim() == text);
            }
        }

        #[test]
        fn what_is_copied_from_elsewhere_is_as_clean_as_what_is_typed(copied in "(?s).{0,40}|[а-я\u{301}\u{489}\n ]{0,60}") {
            match (clean_copied(&copied), clean(&copied)) {
                (Ok(text), typed) => {
                    prop_assert_eq!(clean(&text), Ok(text.clone()));
                    prop_assert!(typed.is_err() || typed == Ok(text), "only a heap of marks makes a difference");
                }
                (Err(refusal), typed) => prop_assert_eq!(typed, Err(refusal)),
            }
        }

        #[test]
        fn cleaning_takes_no_letter_away(typed in "[а-яА-Яa-z0-9 \n]{0,60}") {
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&clean(&typed).unwrap()), letters(&typed));
        }
    }
}
