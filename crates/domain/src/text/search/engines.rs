//! The same search in the languages of both engines.

use super::index::seller_mark;
use super::query::{Query, Term};
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
}
