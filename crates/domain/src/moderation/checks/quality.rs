//! Whether a text can be read: its language, its letters, what is hidden in it.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, Shape, encode, is_letter};
use super::lexicon::Class;
use super::view::{Found, View};
use crate::moderation::{Reason, Subject};

/// A row of one letter, or of `!` and `?`, that is too long.
const ROW: usize = 6;
const ROW_OF_SIGNS: usize = 10;
/// From how many letters on capitals are shouting.
const SHOUT: usize = 20;

/// Latin letters that look like Russian ones.
const ALIKE: &[u8] = b"abcehkmoptxyu";

static VOWELS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let vowels = encode("аеиоуыэюяaeiouyіөүұәў");
    std::array::from_fn(|byte| vowels.iter().any(|vowel| usize::from(*vowel) == byte))
});

/// What can be said about the text on the whole, and what is hidden in it.
pub(super) fn see(subject: Subject, original: &str, view: &View<'_>, shape: &Shape, found: &mut Found) {
    let (whole, text) = (0..0, view.text);
    if shape.letters() == 0 && (shape.digits == 0 || text.bytes.len() < 2) {
        found.at(Reason::NoWords, whole.clone());
    } else if subject == Subject::Question && shape.words < 2 && shape.letters() < 12 {
        found.at(Reason::TooShort, whole.clone());
    }
    let known = shape.cyrillic + shape.latin;
    if shape.foreign > known && shape.foreign >= 4 {
        found.at(Reason::WrongLanguage, whole.clone());
    } else if is_noise(view, shape) {
        found.at(Reason::Illegible, whole.clone());
    }
    if shape.letters() >= SHOUT && shape.words >= 4 && shape.upper * 10 > shape.letters() * 7 {
        found.at(Reason::Shouting, whole);
    }
    row(text, shape, found);
    let mut told = 0;
    for hidden in &shape.hidden {
        if hidden.start >= told {
            let word = word_around(original, hidden);
            told = word.end;
            found.at(Reason::HiddenCharacters, word);
        }
    }
    if shape.changes >= 3 || shape.mixed_words >= 3 {
        mixed(text, found);
    }
}

/// The whole word in which something is hidden.
fn word_around(text: &str, hidden: &Range<usize>) -> Range<usize> {
    let outside = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let start =
        text[..hidden.start].rfind(outside).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[hidden.end..].find(outside).map_or(text.len(), |at| hidden.end + at);
    start..end
}

fn row(text: &Folded, shape: &Shape, found: &mut Found) {
    let span = shape.row_end.saturating_sub(shape.row)..shape.row_end;
    let limit = if is_letter(text.byte(span.start)) { ROW } else { ROW_OF_SIGNS };
    if shape.row >= limit {
        found.at(Reason::RepeatedCharacters, text.origin(&span));
    }
}

/// Words in which Latin letters pass for Russian ones, where there are too many for a slip of the keyboard.
fn mixed(text: &Folded, found: &mut Found) {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.bytes.len() {
        let length = text.bytes[at..].iter().take_while(|byte| is_letter(**byte)).count();
        let word = &text.bytes[at..at + length];
        let (latin, cyrillic): (Vec<u8>, Vec<u8>) = word.iter().partition(|byte| byte.is_ascii_lowercase());
        if length >= 3 && !latin.is_empty() && !cyrillic.is_empty() && latin.iter().all(|byte| ALIKE.contains(byte)) {
            words.push(at..at + length);
        }
        at += length.max(1);
    }
    if words.len() >= 3 {
        for word in words {
            found.at(Reason::MixedScript, text.origin(&word));
        }
    }
}

/// Whether most letters stand in words that nobody can say: keys swept over, or a long row of consonants.
fn is_noise(view: &View<'_>, shape: &Shape) -> bool {
    if shape.letters() < 6 || shape.words > 30 {
        return false;
    }
    let swept: usize = view.each(Class::Swept).map(|keys| view.words(keys).len()).sum();
    let words = view.text.bytes.split(|byte| !is_letter(*byte));
    let unsaid: usize = words.filter(|word| word.len() >= 7 && cannot_be_said(word)).map(<[u8]>::len).sum();
    (swept + unsaid) * 2 > shape.letters()
}

fn cannot_be_said(word: &[u8]) -> bool {
    let vowels: &[bool; 256] = &VOWELS;
    let (mut longest, mut consonants, mut before) = (0, 0, 0);
    for byte in word {
        match () {
            () if vowels[usize::from(*byte)] => consonants = 0,
            () if *byte != before => consonants += 1,
            () => {}
        }
        before = *byte;
        longest = longest.max(consonants);
    }
    longest >= 7
}
