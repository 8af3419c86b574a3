//! The same search in the languages of both engines, and in memory.

use super::index::seller_mark;
use super::query::{Query, Term};
use super::stem::push_stem;
use super::words::each_word;
use crate::SellerId;

impl Query {
    /// The search as the right side of FTS5's `MATCH`, over a table of one column filled by
    /// [`index_words`](super::index_words). `None`: do not filter.
    pub fn to_fts5(&self, seller: SellerId) -> Option<String> {
        let mark = seller_mark(seller);
        let words = |words: &[&str], open: bool| {
            let words: Vec<_> = words.iter().map(|word| format!("{mark}{word}")).collect();
            format!("\"{}\"{}", words.join(" "), if open { "*" } else { "" })
        };
        let (found, excluded) = self.sides(&words, " OR ");
        let found = if found.is_empty() { format!("\"{mark}\"") } else { format!("({})", found.join(" AND ")) };
        let excluded = if excluded.is_empty() { String::new() } else { format!(" NOT ({})", excluded.join(" OR ")) };
        (!self.is_empty()).then(|| found + &excluded)
    }

    /// The search as a `tsquery` literal (`cast($1 as tsquery)`; not `to_tsquery`, which would take it apart anew).
    /// `None`: do not filter.
    pub fn to_tsquery(&self, seller: SellerId) -> Option<String> {
        let mark = seller_mark(seller);
        let words = |words: &[&str], open: bool| {
            let words: Vec<_> = words.iter().map(|word| format!("'{mark}{word}'")).collect();
            format!("{}{}", words.join(" <-> "), if open { ":*" } else { "" })
        };
        let (found, excluded) = self.sides(&words, " | ");
        let found = if found.is_empty() { format!("'{mark}'") } else { format!("({})", found.join(") & (")) };
        let excluded = if excluded.is_empty() { String::new() } else { format!(" & !({})", excluded.join(" | ")) };
        (!self.is_empty()).then(|| found + &excluded)
    }

    /// What has to be there and what must not, each term written by `words`.
    fn sides(&self, words: &impl Fn(&[&str], bool) -> String, or: &str) -> (Vec<String>, Vec<String>) {
        let write = |negated: bool| {
            self.terms.iter().filter(|term| term.negated == negated).map(|term| term.write(words, or)).collect()
        };
        (write(false), write(true))
    }

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
        let found = |term: &Term| {
            fields.iter().any(|stems| (0..stems.len()).any(|at| term.length_at(stems, at, String::as_str).is_some()))
        };
        self.terms.iter().all(|term| found(term) != term.negated)
    }
}

impl Term {
    fn write(&self, words: &impl Fn(&[&str], bool) -> String, or: &str) -> String {
        let mut stems: Vec<&str> = self.stems.iter().map(String::as_str).collect();
        let Some(last) = &self.last else { return words(&stems, false) };
        stems.push(&last.prefix);
        let mut roads = vec![words(&stems, true)];
        for stem in &last.stems {
            stems.pop();
            stems.push(stem);
            roads.push(words(&stems, false));
        }
        if roads.len() == 1 { roads.remove(0) } else { format!("({})", roads.join(or)) }
    }

    /// How many words this term takes if it stands in `words` at `at`.
    pub(super) fn length_at<W>(&self, words: &[W], at: usize, stem: impl Fn(&W) -> &str) -> Option<usize> {
        let rest = &words[at..];
        let length = self.stems.len() + usize::from(self.last.is_some());
        let begins = rest.len() >= length && self.stems.iter().zip(rest).all(|(want, word)| want == stem(word));
        let ends = |last: &super::endings::Unfinished| {
            let word = stem(&rest[length - 1]);
            word.starts_with(&last.prefix) || last.stems.iter().any(|stem| stem == word)
        };
        (begins && self.last.as_ref().is_none_or(ends)).then_some(length)
    }
}

fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    each_word(text, |word| {
        let mut stem = String::new();
        push_stem(&mut stem, word.kind, word.folded);
        stems.push(stem);
    });
    stems
}
