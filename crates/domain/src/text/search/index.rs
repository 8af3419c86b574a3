//! What of a text goes into the index.

use std::collections::HashMap;

use super::stem::push_stem;
use super::words::{Word, each_word};
use crate::SellerId;

/// Positions that PostgreSQL can tell apart in one document; what stands behind them is not indexed.
pub(super) const MAX_POSITIONS: usize = 16_000;
/// Positions that PostgreSQL keeps of one word in one document; further ones become gaps.
pub(super) const MAX_REPEATS: u16 = 250;

/// The words of `fields` as the search index takes them: stems in their order, each with its seller, between spaces.
///
/// Every word reads `42xотличн`: the seller's number, `x`, the stem. The text begins with the seller's bare mark `42x`,
/// and one stands between two fields so that no phrase reaches across; it is also what a search of nothing but `-words`
/// starts from. Index every review, the silent ones too.
///
/// The result consists of letters, digits and single spaces. SQLite's FTS5 (with the tokeniser `ascii`, or `unicode61`)
/// and PostgreSQL's `to_tsvector('simple', …)` read the same words at the same positions from it.
///
/// # Examples
///
/// ```
/// use domain::SellerId;
/// use domain::text::index_words;
///
/// let words = index_words(SellerId(42), &["Отличные кроссовки!", "Кроссовки беговые", "728361014"]);
/// assert_eq!(words, "42x 42xотличн 42xкроссовк 42x 42xкроссовк 42xбегов 42x 42x728361014");
/// ```
///
/// # What is left out
///
/// Punctuation, emoji and accents. A word is cut after 64 characters. Of one review the first 16,000 words count, and
/// of one word its first 250 occurrences: that is what PostgreSQL can hold, and SQLite does the same.
pub fn index_words(seller: SellerId, fields: &[&str]) -> String {
    let mark = seller_mark(seller);
    let bytes: usize = fields.iter().map(|field| field.len() + 1).sum();
    let out = String::with_capacity(mark.len() + 2 * bytes);
    let mut index = Index { out, mark, positions: 0, after_gap: false, repeats: None };
    index.gap();
    for field in fields {
        if !index.after_gap {
            index.gap();
        }
        each_word(field, |word| index.word(&word));
    }
    if index.after_gap && index.positions > 1 {
        index.out.truncate(index.out.len() - index.mark.len() - 1);
    }
    index.out
}

/// What every word of a seller begins with: the number and `x`. No stem mixes digits and letters, so none can imitate it.
pub(super) fn seller_mark(seller: SellerId) -> String {
    format!("{}x", seller.0.unsigned_abs())
}

struct Index {
    out: String,
    mark: String,
    positions: usize,
    /// Whether nothing was written since the last mark.
    after_gap: bool,
    /// How often each word came, once the text is long enough for it to matter.
    repeats: Option<HashMap<String, u16>>,
}

impl Index {
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(&self.mark);
        self.positions += 1;
        self.after_gap = true;
    }

    fn word(&mut self, word: &Word<'_>) {
        if self.positions >= MAX_POSITIONS {
            return;
        }
        let before = self.out.len();
        self.out.push(' ');
        self.out.push_str(&self.mark);
        push_stem(&mut self.out, word.kind, word.folded);
        self.positions += 1;
        self.after_gap = false;
        if self.positions > usize::from(MAX_REPEATS) {
            self.limit_repeats(before);
        }
    }

    #[cold]
    fn limit_repeats(&mut self, before: usize) {
        let repeats = self.repeats.get_or_insert_with(|| {
            let mut repeats = HashMap::new();
            self.out[..before].split(' ').for_each(|word| *repeats.entry(word.to_owned()).or_default() += 1);
            repeats
        });
        let count = repeats.entry(self.out[before + 1..].to_owned()).or_default();
        *count = count.saturating_add(1);
        if *count > MAX_REPEATS {
            self.out.truncate(before + 1);
            self.out.push_str(&self.mark);
        }
    }
}
