//! Texts that say something like another text: any of its words is enough to be found, and the more are shared the better.

use std::collections::HashSet;

use super::index::seller_mark;
use super::stem::push_stem;
use super::words::each_word;
use crate::SellerId;

/// Words of a text that are looked for.
const WORDS_MAX: usize = 24;
/// Letters of a stem that says something; shorter ones are "и", "на", "же".
const STEM_MIN: usize = 3;
/// Stems that are in every other question and tell none apart.
const COMMON: [&str; 14] =
    ["как", "что", "это", "или", "для", "при", "есл", "мож", "можн", "ест", "быт", "здравств", "подскаж", "пожалуйст"];

/// What a text is about, to find texts that are about the same.
///
/// ```
/// use domain::text::Likeness;
///
/// let asked = Likeness::of("Подскажите, какая длина ремешка?");
/// let close = asked.share("А ремешок какой длины?");
/// assert!(close > asked.share("Ремешок кожаный?"));
/// assert_eq!(asked.share("Есть ли синий цвет?"), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    stems: Vec<String>,
}

impl Likeness {
    /// What a text is about.
    pub fn of(text: &str) -> Self {
        let mut stems = Vec::new();
        for stem in telling(text) {
            if stems.len() < WORDS_MAX && !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        Self { stems }
    }

    /// Whether it says nothing that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// Any of the words, as the right side of FTS5's `MATCH`. `None`: there is nothing to look for.
    pub fn to_fts5(&self, seller: SellerId) -> Option<String> {
        let mark = seller_mark(seller);
        let words: Vec<_> = self.stems.iter().map(|stem| format!("\"{mark}{stem}\"")).collect();
        (!words.is_empty()).then(|| words.join(" OR "))
    }

    /// Any of the words, as a `tsquery` literal. `None`: there is nothing to look for.
    pub fn to_tsquery(&self, seller: SellerId) -> Option<String> {
        let mark = seller_mark(seller);
        let words: Vec<_> = self.stems.iter().map(|stem| format!("'{mark}{stem}'")).collect();
        (!words.is_empty()).then(|| words.join(" | "))
    }

    /// How much of what both say is said by both: 0 for nothing, 1 for all (Jaccard's index over stems).
    pub fn share(&self, text: &str) -> f64 {
        let theirs: HashSet<String> = telling(text).collect();
        let both = self.stems.iter().filter(|stem| theirs.contains(*stem)).count();
        let either = self.stems.len() + theirs.len() - both;
        if either == 0 { 0.0 } else { count(both) / count(either) }
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn telling(text: &str) -> impl Iterator<Item = String> {
    let mut stems = Vec::new();
    each_word(text, |word| {
        let mut stem = String::new();
        push_stem(&mut stem, word.kind, word.folded);
        let is_number = stem.starts_with(|c: char| c.is_ascii_digit());
        if (is_number || stem.chars().count() >= STEM_MIN) && !COMMON.contains(&stem.as_str()) {
            stems.push(stem);
        }
    });
    stems.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_telling_word_looks_for_nothing() {
        for text in ["", "!!!", "и на же", "Здравствуйте, подскажите, пожалуйста"]
        {
            assert_eq!(Likeness::of(text).to_fts5(SellerId(1)), None, "{text}");
            assert_eq!(Likeness::of(text).to_tsquery(SellerId(1)), None, "{text}");
        }
    }

    #[test]
    fn every_word_carries_its_seller_so_that_no_stranger_is_found() {
        let likeness = Likeness::of("ремешок 22");
        assert!(likeness.to_fts5(SellerId(7)).unwrap().split(" OR ").all(|word| word.starts_with("\"7x")));
        assert!(likeness.to_tsquery(SellerId(7)).unwrap().split(" | ").all(|word| word.starts_with("'7x")));
    }

    #[test]
    fn a_text_is_wholly_like_itself_in_any_order_of_words() {
        let likeness = Likeness::of("Какой длины ремешок у часов");
        assert!((likeness.share("У часов ремешок какой длины?") - 1.0).abs() < f64::EPSILON);
    }
}
