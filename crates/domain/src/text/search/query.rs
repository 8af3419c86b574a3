//! What a person types into the search field.

use super::endings::{Unfinished, unfinished};
use super::stem::push_stem;
use super::words::each_word;

/// Characters of a search that are read; nobody types more.
pub const QUERY_MAX: usize = 400;
/// Terms of a search, and words of a phrase, that are looked for.
const MAX_TERMS: usize = 16;

/// A search in the words of people.
///
/// | typed | finds texts with |
/// |---|---|
/// | `кроссовки жмут` | both words, in any form, anywhere |
/// | `"не подошёл"`, `«не подошёл»` | these words side by side, in any form |
/// | `usb-c`, `iphone15`, `3,5` | the parts side by side, so `iphone 15` too |
/// | `-брак` | everything else |
/// | `порв*` | words that begin so |
///
/// Every string is a search: nothing that can be typed is an error. Only the first [`QUERY_MAX`] characters count, and of
/// those 16 terms.
///
/// # Examples
///
/// ```
/// use domain::SellerId;
/// use domain::text::Query;
///
/// let query = Query::parse("кроссовки -брак");
/// assert_eq!(query.to_fts5(SellerId(42)).unwrap(), r#"("42xкроссовк") NOT ("42xбрак")"#);
/// assert_eq!(query.to_tsquery(SellerId(42)).unwrap(), "('42xкроссовк') & !('42xбрак')");
/// assert!(query.matches(&["Не мои кроссовки"]));
/// assert!(!query.matches(&["Кроссовки бракованные", "брак"]));
/// ```
///
/// A search without a word in it asks for nothing in particular, and filters nothing:
///
/// ```
/// # use domain::{SellerId, text::Query};
/// assert!(Query::parse(" «!!!» ").is_empty());
/// assert_eq!(Query::parse("👍").to_fts5(SellerId(42)), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// Words that have to stand side by side; one word mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub negated: bool,
    /// Stems without their seller, as the index writes them.
    pub stems: Vec<String>,
    /// What follows the stems, if the last word is unfinished.
    pub last: Option<Unfinished>,
}

impl Query {
    /// Reads a search that was sent: each word is meant as it stands.
    pub fn parse(text: &str) -> Self {
        read(text, false)
    }

    /// Reads a search while it is typed: a word that the cursor still touches also finds what it may become.
    ///
    /// A single letter is not looked for yet, and `-по` does not yet exclude all that begins with "по".
    ///
    /// # Examples
    ///
    /// ```
    /// use domain::text::Query;
    ///
    /// // "порвалс" is longer than the stem "порва", and still on the way to "порвался".
    /// for typed in ["по", "порв", "порвал", "порвалс", "порвалсь"] {
    ///     assert!(Query::typing(typed).matches(&["Рюкзак порвался"]), "{typed}");
    /// }
    /// assert!(!Query::typing("порвалс ").matches(&["Рюкзак порвался"]), "the word was left");
    /// assert!(Query::typing("п").is_empty());
    /// ```
    pub fn typing(text: &str) -> Self {
        read(text, true)
    }

    /// Whether there is nothing to look for: do not filter.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

fn read(text: &str, typing: bool) -> Query {
    let end = text.char_indices().nth(QUERY_MAX).map_or(text.len(), |(end, _)| end);
    let mut rest = &text[..end];
    let mut terms = Vec::new();
    while terms.len() < MAX_TERMS {
        let (skipped, term_on) = split_where(rest, |c| !is_break(c) && c != '*');
        if term_on.is_empty() {
            break;
        }
        // "красный,-синий" is a slip of the keyboard; a minus counts at the beginning of what is typed, or after a space.
        let may_negate = rest.len() == end || skipped.ends_with(char::is_whitespace);
        let bare = term_on.trim_start_matches(is_dash);
        let negated = may_negate && bare.len() < term_on.len() && bare.starts_with(|c: char| !is_break(c));
        let (written, after) = split_term(bare);
        let touched = typing && !negated && after.is_empty() && !bare.ends_with(is_quote);
        let starred = after.starts_with('*');
        terms.extend(term(written, negated, touched, starred));
        rest = after;
    }
    Query { terms }
}

/// Splits `text` before its first character of a kind.
fn split_where(text: &str, is_first: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_first).unwrap_or(text.len()))
}

/// The first term of `text` without its quotes, and what follows it.
fn split_term(text: &str) -> (&str, &str) {
    if let Some(phrase) = text.strip_prefix(is_quote) {
        let end = phrase.find(is_quote).unwrap_or(phrase.len());
        let after = phrase[end..].strip_prefix(is_quote).unwrap_or("");
        return (&phrase[..end], after);
    }
    let between_digits = |at: usize| {
        text[..at].ends_with(|c: char| c.is_ascii_digit()) && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let ends = |&(at, c): &(usize, char)| is_quote(c) || c == '*' || (is_break(c) && !(c == ',' && between_digits(at)));
    text.split_at(text.char_indices().find(ends).map_or(text.len(), |(end, _)| end))
}

fn term(written: &str, negated: bool, touched: bool, starred: bool) -> Option<Term> {
    let mut words = Vec::new();
    each_word(written, |word| {
        words.push((word.kind, word.folded.to_owned(), word.range.end));
    });
    words.truncate(MAX_TERMS);
    let (kind, folded, end) = words.last()?;
    let open = (touched || starred) && *end == written.len();
    let short = words.len() == 1 && folded.chars().nth(1).is_none();
    if open && short && touched {
        return None;
    }
    let last = (open && !short).then(|| unfinished(*kind, folded));
    words.truncate(words.len() - usize::from(last.is_some()));
    let stems = words.iter().map(|(kind, folded, _)| {
        let mut stem = String::new();
        push_stem(&mut stem, *kind, folded);
        stem
    });
    Some(Term { negated, stems: stems.collect(), last })
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '＂')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—' | '‑')
}

/// What parts one term from the next when nothing is quoted.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, ',' | ';' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '…' | '|' | '&')
}
