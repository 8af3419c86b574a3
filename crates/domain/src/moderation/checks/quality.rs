//! Whether a text can be read: its language, its letters, what is hidden in it.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, Shape, encode, is_letter};
use super::view::Found;
use crate::moderation::{Reason, Subject};

/// A row of one letter, or of `!` and `?`, that is too long.
const ROW: usize = 6;
const ROW_OF_SIGNS: usize = 10;
/// From how many letters on capitals are shouting.
const SHOUT: usize = 20;

/// Rows of keys, as they are swept over.
static KEYS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let rows = "йцукен фывап ячсмит олджэ цукенг ывапр авыфа ролдж прол qwert asdfg zxcvb hjkl wertyu sdfgh dfghj";
    rows.split_whitespace().map(encode).collect()
});
static VOWELS: LazyLock<Vec<u8>> = LazyLock::new(|| encode("аеиоуыэюяaeiouyіөүұәў"));

/// What can be said about the text on the whole, and what is hidden in it.
pub(super) fn see(subject: Subject, text: &Folded, shape: &Shape, found: &mut Found) {
    let whole = 0..0;
    if shape.letters() == 0 && (shape.digits == 0 || text.bytes.len() < 2) {
        found.at(Reason::NoWords, whole.clone());
    } else if subject == Subject::Question && shape.words < 2 && shape.letters() < 12 {
        found.at(Reason::TooShort, whole.clone());
    }
    let known = shape.cyrillic + shape.latin;
    if shape.foreign > known && shape.foreign >= 4 {
        found.at(Reason::WrongLanguage, whole.clone());
    } else if is_noise(text, shape) {
        found.at(Reason::Illegible, whole.clone());
    }
    if shape.letters() >= SHOUT && shape.words >= 4 && shape.upper * 10 > shape.letters() * 7 {
        found.at(Reason::Shouting, whole);
    }
    row(text, shape, found);
    for hidden in &shape.hidden {
        found.at(Reason::HiddenCharacters, hidden.clone());
    }
    if shape.changes >= 3 || shape.mixed_words >= 3 {
        found.at(Reason::MixedScript, first_mixed(text));
    }
}

fn row(text: &Folded, shape: &Shape, found: &mut Found) {
    let span = shape.row_end.saturating_sub(shape.row)..shape.row_end;
    let limit = if is_letter(text.byte(span.start)) { ROW } else { ROW_OF_SIGNS };
    if shape.row >= limit {
        found.at(Reason::RepeatedCharacters, text.origin(&span));
    }
}

/// From the first word of two scripts to its end.
fn first_mixed(text: &Folded) -> Range<usize> {
    let mut at = 0;
    while at < text.bytes.len() {
        let length = text.bytes[at..].iter().take_while(|byte| is_letter(**byte)).count();
        let word = &text.bytes[at..at + length];
        if word.iter().any(u8::is_ascii_lowercase) && word.iter().any(|byte| *byte >= 0xC0) {
            return text.origin(&(at..at + length));
        }
        at += length.max(1);
    }
    0..0
}

/// Whether most letters stand in words that nobody can say: keys swept over, no vowel, a long row of consonants.
fn is_noise(text: &Folded, shape: &Shape) -> bool {
    if shape.letters() < 6 || shape.words > 30 {
        return false;
    }
    let noise: usize = text
        .bytes
        .split(|byte| !is_letter(*byte))
        .filter(|word| word.len() >= 5 && cannot_be_said(word))
        .map(<[u8]>::len)
        .sum();
    noise * 2 > shape.letters()
}

fn cannot_be_said(word: &[u8]) -> bool {
    let swept = KEYS.iter().any(|row| word.windows(row.len()).any(|window| window == row));
    let mut longest = 0;
    let mut consonants = 0;
    for byte in word {
        consonants = if VOWELS.contains(byte) { 0 } else { consonants + 1 };
        longest = longest.max(consonants);
    }
    swept || longest >= 6
}
