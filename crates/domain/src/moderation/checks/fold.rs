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
const SIGN: u8 = 0xA1;
/// Cyrillic letters that Russian does not have, and what they look like in it.
const OTHER_CYRILLIC: &str = "іиїиєегґғгқкңнөоұуүуһхјйәаўу";

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
const WORD_MAX: usize = 64;

/// A text folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters.
    pub(super) bytes: Vec<u8>,
    /// Where each of them begins in the text; one more for the end.
    at: Vec<usize>,
    /// Letters that stood apart and were joined: inside, a word may begin anywhere.
    pub(super) joined: Vec<Range<usize>>,
}

impl Folded {
    fn push(&mut self, byte: u8, at: usize) {
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
fn classify(c: char) -> (u8, u8) {
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

/// Whether a byte stands between letters that are written apart.
fn parts(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'-' | b'_' | b'*' | b',' | b'/' | b'|' | b'~' | b'+' | b'\'' | SIGN)
}

/// The text without its disguise: letters written apart are joined, letters of another script and digits that stand for
/// letters are the letters, a row of one letter is one.
pub(super) fn unmask(from: &Folded) -> Folded {
    let mut plain = Folded::default();
    let mut at = 0;
    while at < from.bytes.len() {
        let apart = letters_apart(from, at);
        let end = if apart.len() >= 3 { apart[apart.len() - 1] + 1 } else { word_end(from, at) };
        let begin = plain.bytes.len();
        if apart.len() >= 3 {
            unmask_word(from, &apart, &mut plain);
            plain.joined.push(begin..plain.bytes.len());
        } else if end > at {
            unmask_word(from, &(at..end).collect::<Vec<_>>(), &mut plain);
        } else {
            plain.push(from.bytes[at], from.at[at]);
        }
        at = end.max(at + 1);
    }
    plain.at.push(from.at.last().copied().unwrap_or_default());
    plain
}

/// Where letters stand one by one from here on.
fn letters_apart(from: &Folded, start: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = start;
    let single = |at: usize| {
        let outside = |at: usize| !is_letter(from.byte(at)) && !from.byte(at).is_ascii_digit();
        (is_letter(from.byte(at)) || from.byte(at).is_ascii_digit()) && (at == 0 || outside(at - 1)) && outside(at + 1)
    };
    while at < from.bytes.len() && places.len() < WORD_MAX && single(at) {
        places.push(at);
        if !parts(from.byte(at + 1)) {
            break;
        }
        at += 2;
    }
    let letters = places.iter().filter(|at| is_letter(from.byte(**at))).count();
    if letters * 2 > places.len() { places } else { Vec::new() }
}

/// Where the word that begins here ends, with signs inside that stand for letters.
fn word_end(from: &Folded, start: usize) -> usize {
    let inside = |byte: u8| is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'@' | b'$' | b'!' | b'|');
    let length = from.bytes[start..].iter().take_while(|byte| inside(**byte)).count();
    let tail = from.bytes[start..start + length].iter().rev().take_while(|byte| !is_letter(**byte)).count();
    start + length - tail
}

fn unmask_word(from: &Folded, places: &[usize], plain: &mut Folded) {
    let count = |test: fn(u8) -> bool| places.iter().filter(|at| test(from.byte(**at))).count();
    let (cyrillic, latin) = (count(is_cyrillic), count(|byte| byte.is_ascii_lowercase()));
    let begin = plain.bytes.len();
    for at in places {
        let byte = from.byte(*at);
        let before = if plain.bytes.len() > begin { plain.byte(plain.bytes.len() - 1) } else { b' ' };
        let letter = if cyrillic > 0 {
            as_cyrillic(byte, before)
        } else if latin > 0 {
            as_latin(byte)
        } else {
            byte
        };
        let longer = cyrillic > 0 || row(&from.bytes, *at) >= 3;
        if letter != before || !is_letter(letter) || !longer {
            plain.push(letter, from.at[*at]);
        }
    }
}

/// How long the row of one byte around a place is.
fn row(bytes: &[u8], at: usize) -> usize {
    let same = |byte: &&u8| **byte == bytes[at];
    bytes[at..].iter().take(3).take_while(same).count() + bytes[..at].iter().rev().take(3).take_while(same).count()
}

static LOOKS: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut looks: [u8; 256] = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or_default());
    let pairs = "aаbвcсdдeеfфgгhнiиjйkкlлmмnпoоpрqкrгsсtтuиvвwшxхyуzз0о1и3з4ч6б8в9я@а$с!и|л";
    let pairs: Vec<u8> = encode(pairs);
    for pair in pairs.chunks_exact(2) {
        looks[usize::from(pair[0])] = pair[1];
    }
    for (place, like) in OTHER_CYRILLIC.chars().skip(1).step_by(2).enumerate() {
        looks[0xC0 + place] = classify(like).0;
    }
    looks
});

/// The Cyrillic letter that this stands for in a Cyrillic word.
fn as_cyrillic(byte: u8, before: u8) -> u8 {
    let [kh, u, r] = [classify('х').0, classify('у').0, classify('р').0];
    match byte {
        b'u' if before == kh => u,
        b'r' => r,
        _ => LOOKS[usize::from(byte)],
    }
}

/// The Latin letter that this stands for in a Latin word.
fn as_latin(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'!' | b'|' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'6' => b'b',
        other => other,
    }
}

/// Russian written in Latin letters, and the Russian; longer ones first.
const TRANSLITERATED: &str = "shch щ sch щ yo е zh ж kh х ts ц ch ч sh ш yu ю ya я ju ю ja я ye е \
    a а b б c ц d д e е f ф g г h х i и j й k к l л m м n н o о p п q к r р s с t т u у v в w в x х y ы z з ' ь";

static TRANSLITERATION: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let words: Vec<&str> = TRANSLITERATED.split_whitespace().collect();
    words.chunks_exact(2).map(|pair| (encode(pair[0]), encode(pair[1]))).collect()
});

/// Russian in Latin letters as Russian.
pub(super) fn transliterate(from: &Folded) -> Folded {
    let mut russian = Folded::default();
    let (vowels, half, full) = (encode("аеиоуыэюя"), classify('й').0, classify('ы').0);
    let mut at = 0;
    while at < from.bytes.len() {
        let known = TRANSLITERATION.iter().find(|(latin, _)| from.bytes[at..].starts_with(latin));
        let (taken, given) = known.map_or((1, &from.bytes[at..=at]), |(latin, given)| (latin.len(), given.as_slice()));
        for byte in given {
            let short = *byte == full && russian.bytes.last().is_some_and(|last| vowels.contains(last));
            russian.push(if short { half } else { *byte }, from.at[at]);
        }
        at += taken;
    }
    russian.at.push(from.at.last().copied().unwrap_or_default());
    russian
}
