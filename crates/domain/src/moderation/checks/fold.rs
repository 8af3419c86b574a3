//! A text as the checks read it: one byte for each visible character, so that positions can be counted and one automaton
//! reads every language.
//!
//! Letters are lower case, ё is е, what looks like a digit is that digit, invisible characters and marks are gone, white
//! space in a row is one space. Russian letters stand where Windows-1251 has them.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A letter of a script that is neither Cyrillic nor Latin.
const FOREIGN: u8 = 0xA0;
/// An emoji or another sign that is no punctuation.
pub(super) const SIGN: u8 = 0xA1;
/// Cyrillic letters that Russian does not have, and what they look like in it.
pub(super) const OTHER_CYRILLIC: &str = "іиїиєегґғгқкңнөоұуүуһхјйәаўу";

/// What a character is, as bits, so that a word is the union of its characters.
pub(super) mod kind {
    pub(in super::super) const CYRILLIC: u8 = 1;
    pub(in super::super) const LATIN: u8 = 2;
    pub(in super::super) const DIGIT: u8 = 4;
    pub(in super::super) const FOREIGN: u8 = 8;
    pub(in super::super) const UPPER: u8 = 16;
    /// Stands for a letter when it is inside a word: `@ $ ! |`.
    pub(in super::super) const DISGUISE: u8 = 32;
    /// Invisible where letters stand around it.
    pub(in super::super) const HIDDEN: u8 = 64;
    /// Belongs to the character before it.
    pub(in super::super) const MARK: u8 = 128;
    pub(in super::super) const LETTER: u8 = CYRILLIC | LATIN | FOREIGN;
    pub(in super::super) const WORD: u8 = LETTER | DIGIT;
}
use kind::{CYRILLIC, DIGIT, DISGUISE, HIDDEN, LATIN, LETTER, MARK, UPPER, WORD};

/// The characters that texts consist of nearly always have their answer ready.
const READY: u32 = 0x530;
static TABLE: LazyLock<Vec<(u8, u8)>> =
    LazyLock::new(|| (0..READY).map(|c| char::from_u32(c).map_or((b' ', 0), classify)).collect());

/// How far a word is followed to its ends.
pub(super) const WORD_MAX: usize = 64;

/// A text folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters.
    pub(super) bytes: Vec<u8>,
    /// Where each of them begins in the text; one more for the end.
    pub(super) at: Vec<usize>,
    /// Letters that stood apart and were joined: inside, a word may begin anywhere.
    pub(super) joined: Vec<Range<usize>>,
}

impl Folded {
    pub(super) fn push(&mut self, byte: u8, at: usize) {
        self.bytes.push(byte);
        self.at.push(at);
    }

    /// Where a stretch stands in the text.
    pub(super) fn origin(&self, span: &Range<usize>) -> Range<usize> {
        let end = self.at.get(span.end).copied().unwrap_or_default();
        self.at.get(span.start).map_or(end, |start| *start).min(end)..end
    }

    /// The byte, or a space outside.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// Whether a word may begin here.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || !is_letter(self.byte(at - 1)) || self.is_joined(at)
    }

    /// Whether a word may end before `at`.
    pub(super) fn ends(&self, at: usize) -> bool {
        !is_letter(self.byte(at)) || self.is_joined(at)
    }

    fn is_joined(&self, at: usize) -> bool {
        let next = self.joined.partition_point(|range| range.start <= at);
        next > 0 && self.joined[next - 1].contains(&at)
    }

    /// The whole word around a stretch.
    pub(super) fn word(&self, span: &Range<usize>) -> Range<usize> {
        let before = self.bytes[..span.start].iter().rev().take(WORD_MAX).take_while(|byte| is_letter(**byte)).count();
        let behind = self.bytes[span.end..].iter().take(WORD_MAX).take_while(|byte| is_letter(**byte)).count();
        span.start - before..span.end + behind
    }
}

/// What a text looks like on the whole.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) cyrillic: usize,
    pub(super) latin: usize,
    pub(super) foreign: usize,
    pub(super) upper: usize,
    pub(super) digits: usize,
    pub(super) words: usize,
    /// Words of both Cyrillic and Latin letters, and the most changes between them in one.
    pub(super) mixed_words: usize,
    pub(super) changes: usize,
    /// How long the longest row of one letter, or of `!` and `?`, is, and where it ends.
    pub(super) row: usize,
    pub(super) row_end: usize,
    /// Something may stand for something else: it is worth to read the text unmasked.
    pub(super) masked: bool,
    /// Whether `.` or `@` stands somewhere.
    pub(super) dots: bool,
    pub(super) ats: bool,
    /// Where invisible characters stand between letters.
    pub(super) hidden: Vec<Range<usize>>,
}

impl Shape {
    pub(super) fn letters(&self) -> usize {
        self.cyrillic + self.latin + self.foreign
    }
}

pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte >= 0xC0 || byte == FOREIGN
}

pub(super) fn is_cyrillic(byte: u8) -> bool {
    byte >= 0xC0
}

/// Folds words of our own tables, as a text is folded.
pub(super) fn encode(words: &str) -> Vec<u8> {
    words.chars().map(|c| classify(c).0).collect()
}

/// The byte of a character and what it is.
pub(super) fn classify(c: char) -> (u8, u8) {
    match c {
        'a'..='z' => (c as u8, LATIN),
        'A'..='Z' => (c.to_ascii_lowercase() as u8, LATIN | UPPER),
        '0'..='9' => (c as u8, DIGIT),
        'а'..='я' => (0xE0 + low(c as u32 - 'а' as u32), CYRILLIC),
        'А'..='Я' => (0xE0 + low(c as u32 - 'А' as u32), CYRILLIC | UPPER),
        // The Latin letter looks the same and is often typed instead.
        'ё' | 'ë' => (classify('е').0, CYRILLIC),
        'Ё' | 'Ë' => (classify('е').0, CYRILLIC | UPPER),
        '@' | '$' | '!' | '|' => (c as u8, DISGUISE),
        ' '..='~' => (c as u8, 0),
        '«' | '»' | '“' | '”' | '„' => (b'"', 0),
        '’' | '‘' => (b'\'', 0),
        '‐'..='―' | '−' => (b'-', 0),
        '…' | '·' | '•' | '∙' | '。' => (b'.', 0),
        '№' => (b'#', 0),
        '×' => (b'*', 0),
        '\u{AD}' | '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{E0000}'..='\u{E007F}' => (0, MARK),
        '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}' => (0, HIDDEN),
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' => (0, HIDDEN),
        _ if c.is_whitespace() || c.is_control() => (b' ', 0),
        _ if is_combining_mark(c) => (0, MARK),
        '²' | '³' | '¹' | '⁰'..='ⁿ' | '½' | '¼' | '¾' => (SIGN, 0),
        _ => rare(c),
    }
}

/// A character seen seldom: another Cyrillic letter, a letter with an accent, a letter or digit of another shape.
fn rare(c: char) -> (u8, u8) {
    let upper = if c.is_uppercase() { UPPER } else { 0 };
    let small = c.to_lowercase().next().unwrap_or(c);
    if let Some(place) = OTHER_CYRILLIC.chars().step_by(2).position(|other| other == small) {
        return (0xC0 + low(u32::try_from(place).unwrap_or_default()), CYRILLIC | upper);
    }
    match [c].into_iter().collect::<String>().nfkd().next() {
        Some(plain) if plain != c => {
            let (byte, what) = classify(plain);
            (byte, what | upper)
        }
        _ if matches!(c, '\u{400}'..='\u{52F}') => (0xDF, CYRILLIC | upper),
        _ if ('①'..='⑨').contains(&c) => (b'1' + low(c as u32 - '①' as u32), DIGIT),
        _ if c.is_alphabetic() => (FOREIGN, kind::FOREIGN),
        _ => (SIGN, 0),
    }
}

fn low(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

/// What the pass over a text remembers of the characters just read.
#[derive(Default)]
struct Reading {
    before: u8,
    last: u8,
    /// The word being read: its kinds, its length, its changes between scripts.
    word: u8,
    length: usize,
    changes: usize,
    script: u8,
    /// Words of one letter in a row, and how far the last of them is.
    singles: usize,
    gap: usize,
    row: usize,
    hidden: Option<usize>,
}

impl Reading {
    fn letter(&mut self, what: u8, shape: &mut Shape) {
        let script = what & (CYRILLIC | LATIN);
        if script != 0 && self.script != 0 && script != self.script {
            self.changes += 1;
        }
        if script != 0 {
            self.script = script;
        }
        let stands_for = self.last & DIGIT != 0 || self.last & DISGUISE != 0;
        let alone = self.last & DIGIT != 0 && self.length == 1;
        shape.masked |= what & LETTER != 0 && stands_for && (self.before & LETTER != 0 || alone);
        if self.length == 0 && self.gap != 1 {
            self.singles = 0;
        }
        self.word |= what;
        self.length += 1;
    }

    fn end_word(&mut self, shape: &mut Shape) {
        if self.length == 0 {
            self.gap += 1;
            return;
        }
        shape.words += usize::from(self.word & LETTER != 0);
        if self.word & CYRILLIC != 0 && self.word & LATIN != 0 {
            shape.mixed_words += 1;
            shape.changes = shape.changes.max(self.changes);
            shape.masked = true;
        }
        self.singles = if self.length == 1 && self.word & LETTER != 0 { self.singles + 1 } else { 0 };
        shape.masked |= self.singles >= 3;
        (self.word, self.length, self.changes, self.script, self.gap) = (0, 0, 0, 0, 1);
    }
}

/// Folds a text in one pass.
pub(super) fn fold(text: &str) -> (Folded, Shape) {
    let table: &[(u8, u8)] = &TABLE;
    let room = text.len() / 2 + 16;
    let mut folded = Folded { bytes: Vec::with_capacity(room), at: Vec::with_capacity(room), joined: Vec::new() };
    let (mut shape, mut reading) = (Shape::default(), Reading::default());
    let mut previous = b' ';
    for (at, c) in text.char_indices() {
        let (byte, what) = table.get(c as usize).copied().unwrap_or_else(|| classify(c));
        if what & (HIDDEN | MARK) != 0 {
            if what & HIDDEN != 0 && reading.last & WORD != 0 {
                reading.hidden.get_or_insert(at);
            }
            continue;
        }
        if byte == previous && (byte == b' ' || byte == b'*') {
            reading.gap += 1;
            continue;
        }
        if let Some(from) = reading.hidden.take()
            && what & (CYRILLIC | LATIN | DIGIT) != 0
        {
            shape.hidden.push(from..at);
        }
        shape.cyrillic += usize::from(what & CYRILLIC != 0);
        shape.latin += usize::from(what & LATIN != 0);
        shape.foreign += usize::from(what & kind::FOREIGN != 0);
        shape.upper += usize::from(what & UPPER != 0);
        shape.digits += usize::from(what & DIGIT != 0);
        shape.dots |= byte == b'.';
        shape.ats |= byte == b'@';
        let shouted = matches!(byte, b'!' | b'?') && matches!(previous, b'!' | b'?');
        reading.row = if shouted || (byte == previous && what & LETTER != 0) { reading.row + 1 } else { 1 };
        if reading.row > shape.row {
            (shape.row, shape.row_end) = (reading.row, folded.bytes.len() + 1);
        }
        if what & WORD == 0 {
            reading.end_word(&mut shape);
        } else {
            reading.letter(what, &mut shape);
        }
        (reading.before, reading.last, previous) = (reading.last, what, byte);
        folded.push(byte, at);
    }
    reading.end_word(&mut shape);
    folded.at.push(text.len());
    shape.masked |= shape.row >= 3;
    (folded, shape)
}
