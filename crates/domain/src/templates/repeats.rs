//! Finds answers that say the same.

use std::collections::HashMap;

use crate::text::search::folded_words;

/// Groups the places of `texts` that read alike, each group and all groups in the order of the texts.
///
/// Capitals, punctuation, emoji, accents and `ё` make no difference; a buyer's name does. What reads like no other is in
/// no group. To compare new answers with the last ones, pass both.
///
/// # Examples
///
/// ```
/// use domain::templates::repeats;
///
/// let texts = ["Спасибо за отзыв!", "Анна, спасибо!", "спасибо за отзыв :)", "Олег, спасибо!"];
/// assert_eq!(repeats(&texts), [[0, 2]]);
/// ```
pub fn repeats(texts: &[&str]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: HashMap<String, usize> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        let group = *group_of.entry(reading(text)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// The words of a text; the text itself where it has none ("👍").
fn reading(text: &str) -> String {
    let words = folded_words(text);
    if words.is_empty() { text.trim().to_owned() } else { words }
}
