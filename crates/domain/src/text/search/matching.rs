//! The same search in memory: whether a text is found, and where.

use std::ops::Range;

use super::endings::Unfinished;
use super::query::{Query, Term};
use super::stem::push_stem;
use super::words::each_word;

/// A word of a text, ready to be compared.
struct Stem {
    stem: String,
    range: Range<usize>,
}

impl Query {
    /// Whether a document of these fields is found: what both engines answer, in memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use domain::text::Query;
    ///
    /// let fields = ["Ёлка стоит, иголки не сыплются", "Ель искусственная 180 см"];
    /// assert!(Query::parse("елки \"180 см\"").matches(&fields));
    /// assert!(!Query::parse("\"сыплются ель\"").matches(&fields), "a phrase ends with its field");
    /// ```
    pub fn matches(&self, fields: &[&str]) -> bool {
        let fields: Vec<_> = fields.iter().map(|field| stems(field)).collect();
        let found =
            |term: &Term| fields.iter().any(|stems| (0..stems.len()).any(|at| term.length_at(&stems[at..]).is_some()));
        self.terms.iter().all(|term| found(term) != term.negated)
    }

    /// The bytes of `text` that this search found, in order, apart from each other; what
    /// [`highlight`](crate::text::highlight()) marks.
    pub fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let words = stems(text);
        let mut hits: Vec<Range<usize>> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let found = self.terms.iter().filter(|term| !term.negated).filter_map(|term| term.length_at(&words[at..]));
            let Some(length) = found.max() else { continue };
            let hit = word.range.start..words[at + length - 1].range.end;
            match hits.last_mut() {
                Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
                _ => hits.push(hit),
            }
        }
        hits
    }
}

impl Term {
    /// How many words this term takes if it stands at the beginning of `words`.
    fn length_at(&self, words: &[Stem]) -> Option<usize> {
        let length = self.stems.len() + usize::from(self.last.is_some());
        let begins = words.len() >= length && self.stems.iter().zip(words).all(|(want, word)| *want == word.stem);
        let ends = |last: &Unfinished| last.finds(&words[length - 1].stem);
        (begins && self.last.as_ref().is_none_or(ends)).then_some(length)
    }
}

fn stems(text: &str) -> Vec<Stem> {
    let mut stems = Vec::new();
    each_word(text, |word| {
        let mut stem = String::new();
        push_stem(&mut stem, word.kind, word.folded);
        stems.push(Stem { stem, range: word.range });
    });
    stems
}
