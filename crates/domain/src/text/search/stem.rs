//! From a word to what all its forms have in common.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::Kind;
use super::russian;

/// Stems that a thread remembers (under a megabyte): words repeat, and Snowball takes a microsecond for each.
const REMEMBERED: usize = 1 << 13;

thread_local! {
    static STEMS: RefCell<Remembered> = RefCell::new(Remembered::new());
}

/// Appends the stem of a folded word to `out`, written in letters which every engine takes for letters.
pub(super) fn push_stem(out: &mut String, kind: Kind, folded: &str) {
    let has_forms = match kind {
        Kind::Latin => folded.is_ascii(),
        Kind::Cyrillic => true,
        Kind::Digit | Kind::Other | Kind::Single => false,
    };
    if has_forms {
        STEMS.with_borrow_mut(|stems| push_plain(out, stems.get(kind, folded)));
    } else {
        push_plain(out, folded);
    }
}

/// The stem of a folded word, not yet written for an engine.
pub(super) fn stem(kind: Kind, folded: &str) -> Cow<'_, str> {
    match kind {
        Kind::Latin if folded.is_ascii() => Stemmer::create(Algorithm::English).stem(folded),
        Kind::Cyrillic => russian::stem(folded),
        _ => Cow::Borrowed(folded),
    }
}

/// Writes a word so that both engines keep it whole: Latin, Cyrillic and digits as they are, all other letters by number.
///
/// The number stands between two `ѐ`, a letter that folding never leaves over, so no two words are written alike.
pub(super) fn push_plain(out: &mut String, word: &str) {
    if word.chars().all(is_plain) {
        out.push_str(word);
        return;
    }
    for c in word.chars() {
        if is_plain(c) {
            out.push(c);
        } else {
            // Writing into a `String` cannot fail.
            let _ = write!(out, "ѐ{:x}ѐ", u32::from(c));
        }
    }
}

fn is_plain(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'а'..='я' | '\u{451}'..='\u{45F}' | '\u{48B}'..='\u{4FF}')
}

/// A table of words and their stems in which a new word takes the place of the one that it collides with.
struct Remembered {
    slots: Vec<Option<(Box<str>, Box<str>)>>,
}

impl Remembered {
    fn new() -> Self {
        Self { slots: vec![None; REMEMBERED] }
    }

    fn get(&mut self, kind: Kind, word: &str) -> &str {
        let slot = &mut self.slots[slot_of(word)];
        match slot {
            Some((known, _)) if **known == *word => {}
            _ => *slot = Some((word.into(), stem(kind, word).into())),
        }
        slot.as_ref().map_or("", |(_, stem)| stem)
    }
}

/// FNV-1a, folded to the size of the table.
fn slot_of(word: &str) -> usize {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from((hash ^ (hash >> 32)) % REMEMBERED as u64).unwrap_or(0)
}
