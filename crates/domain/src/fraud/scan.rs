//! A folded message as tokens: words with what they stand for, numbers, addresses.

use std::ops::Range;

use super::fold::{self, Folded, is_cyrillic, is_letter, is_space};
use super::hosts;
use super::lexicon::{Lexicon, Script, Sense, WORD_MAX};
use super::numbers;
use super::rules::Seen;
use super::set::Set;
use super::spell::{self, parts, stands_for_letter};

/// A word, a number or an address.
#[derive(Debug, Clone, Default)]
pub(super) struct Token {
    /// Where it stands in the folded message.
    pub(super) span: Range<usize>,
    pub(super) sense: Sense,
    /// The digits are all there is.
    pub(super) number: bool,
    /// How far it is from the beginning, in words; the end of a sentence counts for some.
    pub(super) place: u32,
}

impl Token {
    pub(super) fn is(&self, seen: Seen) -> bool {
        self.sense.concepts.meets(seen.bit())
    }
}

/// So many words lie between two sentences.
const SENTENCE: u32 = 2;
/// A swear word in two parts is at most so long: longer ones are two honest words.
const CURSE_PARTED: usize = 8;
/// A word in a row of letters that has lost its spaces has at least so many.
const GLUED_LEAST: usize = 3;

/// Reads a message.
pub(super) struct Scanner<'a> {
    lexicon: &'a Lexicon,
    text: &'a Folded,
    tokens: Vec<Token>,
    word: Vec<u8>,
    other: Vec<u8>,
    whole: Vec<u8>,
    place: u32,
    english: bool,
}

/// The tokens of a message.
pub(super) fn tokens(lexicon: &Lexicon, text: &Folded) -> Vec<Token> {
    let mut scanner = Scanner {
        lexicon,
        text,
        tokens: Vec::with_capacity(text.bytes.len() / 4 + 4),
        word: Vec::with_capacity(WORD_MAX),
        other: Vec::with_capacity(WORD_MAX),
        whole: Vec::with_capacity(WORD_MAX),
        place: 0,
        english: false,
    };
    scanner.english = scanner.is_english();
    scanner.scan();
    let mut tokens = scanner.tokens;
    numbers::join(text, &mut tokens);
    hosts::spelt(text, &mut tokens);
    tokens
}

impl Scanner<'_> {
    /// Whether words stand here without which nobody writes English.
    fn is_english(&mut self) -> bool {
        let words = self.text.bytes.split(|byte| !byte.is_ascii_lowercase()).filter(|word| !word.is_empty()).take(60);
        let mut sense = Sense::default();
        words.filter(|word| word.len() <= 6).for_each(|word| self.lexicon.find(Script::Typed, word, &mut sense));
        sense.concepts.meets(Seen::English.bit())
    }

    fn scan(&mut self) {
        let bytes = &self.text.bytes;
        let mut at = 0;
        let mut chunk = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if is_space(byte) {
                at += 1;
                chunk = at;
                continue;
            }
            if at == chunk {
                let end = at + bytes[at..].iter().take_while(|byte| !is_space(**byte)).count();
                if let Some((span, concepts)) = hosts::address(self.text, at..end) {
                    self.words(at, span.start);
                    self.push(span.clone(), Sense { concepts, ..Sense::default() }, false);
                    at = span.end;
                    chunk = usize::MAX;
                    continue;
                }
                chunk = usize::MAX;
            }
            at = self.step(at, bytes.len());
        }
    }

    /// What stands before an address in the same chunk.
    fn words(&mut self, mut at: usize, end: usize) {
        while at < end {
            at = self.step(at, end);
        }
    }

    /// Reads what stands here; where the next begins.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let byte = self.text.bytes[at];
        if is_letter(byte) || byte.is_ascii_digit() || (stands_for_letter(byte) && is_letter(self.text.byte(at + 1))) {
            return self.read_word(at, end);
        }
        match byte {
            b'?' => {
                let sense = Sense { concepts: Seen::Question.bit(), ..Sense::default() };
                if self.tokens.last().is_none_or(|last| !last.is(Seen::Question)) {
                    self.push(at..at + 1, sense, false);
                }
                self.place += SENTENCE;
            }
            b'.' | b'!' | b';' if !is_letter(self.text.byte(at + 1)) => self.place += SENTENCE,
            fold::ROUBLE | b'$' => {
                let mut sense = Sense::default();
                self.lexicon.find(Script::Typed, fold::encode("руб").as_slice(), &mut sense);
                self.push(at..at + 1, sense, false);
            }
            _ => {}
        }
        at + 1
    }

    fn push(&mut self, span: Range<usize>, sense: Sense, number: bool) {
        self.place += 1;
        self.tokens.push(Token { span, sense, number, place: self.place });
    }

    fn read_word(&mut self, at: usize, limit: usize) -> usize {
        let apart = self.letters_apart(at, limit);
        if let Some(last) = apart.last().filter(|_| apart.len() >= 3) {
            let end = last + 1;
            let letters: Vec<u8> = apart.iter().map(|at| self.text.bytes[*at]).collect();
            self.joined(&letters, &apart);
            return end;
        }
        let end = self.word_end(at, limit);
        self.chunk_of_word(at..end);
        end
    }

    fn word_end(&self, at: usize, limit: usize) -> usize {
        let bytes = &self.text.bytes;
        let mut end = at;
        while end < limit {
            let byte = bytes[end];
            let hides =
                byte == b'*' && end > at && end - at <= 4 && (is_letter(self.text.byte(end + 1)) || end - at <= 2);
            let inside = is_letter(byte)
                || byte.is_ascii_digit()
                || hides
                || (stands_for_letter(byte) && is_letter(self.text.byte(end + 1)));
            if !inside {
                break;
            }
            end += 1;
        }
        end.max(at + 1)
    }

    /// Parts a word into its letters and the digits at its ends.
    fn chunk_of_word(&mut self, span: Range<usize>) {
        let word = &self.text.bytes[span.clone()];
        let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
        if digits == word.len() || (digits >= 4 && word.iter().all(|byte| numbers::as_digit(*byte).is_some())) {
            self.push_number(span);
            return;
        }
        if digits == 0 {
            self.put_word(span);
            return;
        }
        let leading = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let trailing = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let leading = if leading >= 2 || word.len() - leading < 3 { leading } else { 0 };
        let trailing = if trailing >= 3 || word.len() - trailing < 3 { trailing } else { 0 };
        if leading > 0 {
            self.push_number(span.start..span.start + leading);
        }
        if span.start + leading < span.end - trailing {
            self.put_word(span.start + leading..span.end - trailing);
        }
        if trailing > 0 && trailing < word.len() {
            self.push_number(span.end - trailing..span.end);
        }
    }

    fn push_number(&mut self, span: Range<usize>) {
        let mut sense = Sense { concepts: Seen::Number.bit(), ..Sense::default() };
        if span.len() <= 3 {
            self.lexicon.find(Script::Typed, &self.text.bytes[span.clone()], &mut sense);
        }
        self.push(span, sense, true);
    }

    fn put_word(&mut self, span: Range<usize>) {
        let text = self.text;
        let word = &text.bytes[span.clone()];
        let mut sense = self.sense(word);
        let glued = word.len() >= 9 && (sense.is_empty() || word.len() >= sense.stem + 5);
        if glued && let Some(parts) = self.glued(word) {
            sense.join(&parts);
        }
        if let Some(before) = self.across(&span, word, &sense) {
            let place = self.tokens.len() - 1;
            self.tokens[place].span.end = span.end;
            self.tokens[place].sense = before;
            return;
        }
        self.push(span, sense, false);
    }

    /// What this word and the one before it stand for where somebody parted one word in two.
    fn across(&mut self, span: &Range<usize>, word: &[u8], own: &Sense) -> Option<Sense> {
        let last = self.tokens.last()?;
        let gap = span.start.checked_sub(last.span.end)?;
        let before = &self.text.bytes[last.span.clone()];
        let between = *self.text.bytes.get(last.span.end)?;
        let short = before.len() <= 4 || word.len() <= 4 || between != b' ';
        let apart = gap == 1 && (parts(between) || between == b'\n');
        let whole = before.len() + word.len();
        let known = own.stem >= 5 || last.sense.stem >= 5;
        if last.number || !apart || !short || known || !(6..=24).contains(&whole) {
            return None;
        }
        let mut joined = std::mem::take(&mut self.whole);
        joined.clear();
        joined.extend(before.iter().chain(word).filter(|byte| is_letter(**byte) || byte.is_ascii_digit()));
        let crossing = before.len() + 1;
        let mut sense = self.sense_exactly(&joined);
        if joined.len() > CURSE_PARTED {
            sense.concepts = sense.concepts.without(Seen::Curse.bit());
        }
        self.whole = joined;
        (sense.stem > crossing && sense.stem >= 5).then_some(sense)
    }

    /// What a word stands for in any way of writing.
    fn sense(&mut self, word: &[u8]) -> Sense {
        let mut sense = self.sense_exactly(word);
        if sense.is_empty() && word.len() >= 4 {
            self.slipped(word, &mut sense);
        }
        if sense.concepts.meets(Seen::Clean.bit()) {
            sense.concepts = sense.concepts.without(Seen::Curse.bit());
        }
        sense
    }

    fn slipped(&mut self, word: &[u8], sense: &mut Sense) {
        let word = &word[..word.len().min(WORD_MAX)];
        if word.iter().all(|byte| is_cyrillic(*byte)) {
            self.lexicon.find_slipped(Script::Typed, word, sense);
        } else if word.iter().any(|byte| is_cyrillic(*byte)) {
            spell::as_cyrillic(word, false, &mut self.other);
            self.lexicon.find_slipped(Script::Typed, &self.other, sense);
        } else {
            spell::as_latin(word, &mut self.other);
            self.lexicon.find_slipped(Script::Typed, &self.other, sense);
            if sense.is_empty() && !self.english {
                spell::sounds(&self.other, &mut self.word);
                self.lexicon.find_slipped(Script::Skeleton, &self.word, sense);
            }
        }
    }

    fn sense_exactly(&mut self, word: &[u8]) -> Sense {
        let mut sense = Sense::default();
        let word = &word[..word.len().min(WORD_MAX)];
        if word.contains(&b'*') {
            return self.starred(word);
        }
        let cyrillic = word.iter().filter(|byte| is_cyrillic(**byte)).count();
        if cyrillic == word.len() {
            self.lexicon.find(Script::Typed, word, &mut sense);
        } else if cyrillic > 0 {
            for by_sound in [false, true] {
                spell::as_cyrillic(word, by_sound, &mut self.other);
                self.lexicon.find(Script::Typed, &self.other, &mut sense);
            }
        } else {
            self.latin(word, &mut sense);
        }
        if sense.is_empty() && spell::has_row(word) {
            spell::without_rows(word, &mut self.other);
            let plain = std::mem::take(&mut self.other);
            sense = self.sense_exactly(&plain);
            self.other = plain;
        }
        sense
    }

    /// A word with stars in it: some letters hidden, or just parted.
    fn starred(&mut self, word: &[u8]) -> Sense {
        let mut hidden: Vec<u8> = word.iter().map(|byte| if *byte == b'*' { b'?' } else { *byte }).collect();
        hidden.dedup_by(|next, last| *next == b'?' && *last == b'?');
        let mut sense = Sense::default();
        self.lexicon.find(Script::Typed, &hidden, &mut sense);
        if sense.is_empty() {
            hidden.retain(|byte| *byte != b'?');
            sense = if hidden.is_empty() { sense } else { self.sense_exactly(&hidden) };
        }
        sense
    }

    fn latin(&mut self, word: &[u8], sense: &mut Sense) {
        self.lexicon.find(Script::Typed, word, sense);
        if !sense.concepts.is_empty() {
            return;
        }
        spell::as_latin(word, &mut self.other);
        self.lexicon.find(Script::Typed, &self.other, sense);
        if self.english || !sense.concepts.is_empty() {
            return;
        }
        spell::sounds(&self.other, &mut self.word);
        self.lexicon.find(Script::Skeleton, &self.word, sense);
        if sense.concepts.is_empty() && spell::may_be_looks(word) {
            spell::as_cyrillic(word, false, &mut self.other);
            self.lexicon.find(Script::Typed, &self.other, sense);
        }
        if sense.concepts.is_empty() && word.len() >= 3 {
            spell::by_layout(word, &mut self.other);
            self.lexicon.find(Script::Typed, &self.other, sense);
        }
    }

    /// The words in a row of letters without spaces, if they fill most of it.
    fn glued(&mut self, word: &[u8]) -> Option<Sense> {
        let mut whole = Sense::default();
        let (mut at, mut covered, mut found) = (0, 0, 0);
        let script = if word.iter().any(|byte| is_cyrillic(*byte)) {
            spell::as_cyrillic(word, false, &mut self.other);
            Script::Typed
        } else {
            spell::as_latin(word, &mut self.other);
            Script::Typed
        };
        while at < self.other.len() {
            match self.lexicon.longest(script, &self.other[at..], GLUED_LEAST) {
                Some((length, sense)) => {
                    whole.join(&sense);
                    at += length;
                    covered += length;
                    found += 1;
                }
                None => at += 1,
            }
        }
        (found >= 2 && covered * 4 >= word.len() * 3).then_some(whole)
    }

    /// Where letters stand one by one from here on, parted in the same way.
    fn letters_apart(&self, start: usize, limit: usize) -> Vec<usize> {
        let bytes = &self.text.bytes;
        let inside = |byte: u8| is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'@' | b'$');
        let single = |at: usize| {
            at < bytes.len()
                && inside(bytes[at])
                && (at == 0 || !inside(bytes[at - 1]))
                && !inside(self.text.byte(at + 1))
        };
        // Digits that stand apart are a number.
        let digits =
            bytes[start].is_ascii_digit() && (start + 1..start + 3).any(|at| self.text.byte(at).is_ascii_digit());
        if digits || !single(start) {
            return Vec::new();
        }
        let mut places = vec![start];
        let mut at = start;
        let mut kind = None;
        let limit = if limit == bytes.len() { limit } else { limit.max(start + 1) };
        while places.len() < WORD_MAX * 2 {
            let gap = bytes[at + 1..limit].iter().take(3).take_while(|byte| parts(**byte)).count();
            let between = &bytes[at + 1..at + 1 + gap];
            let sign = between.iter().copied().find(|byte| *byte != b' ');
            let next = at + 1 + gap;
            if gap == 0 || !single(next) || next >= limit || *kind.get_or_insert(sign) != sign {
                break;
            }
            if sign.is_none() && gap > 1 {
                break;
            }
            places.push(next);
            at = next;
        }
        let letters = places.iter().filter(|at| is_letter(bytes[**at])).count();
        if letters * 2 > places.len() { places } else { Vec::new() }
    }

    /// Letters that stood apart: several words that have lost their spaces, or one, perhaps with a short one behind.
    fn joined(&mut self, letters: &[u8], places: &[usize]) {
        let span = |range: &Range<usize>| places[range.start]..places[range.end - 1] + 1;
        let parted = self.parted(letters);
        let covered: usize = parted.iter().map(|(range, _)| range.len()).sum();
        let least = letters.len().saturating_sub(2).max(3);
        let whole = (least..=letters.len()).rev().map(|length| (length, self.sense(&letters[..length])));
        let best = whole.max_by_key(|(length, sense)| (sense.concepts.len(), *length));
        let best = best.filter(|(length, sense)| !sense.is_empty() && *length < sense.stem + 4);
        match best {
            Some((length, sense)) if parted.len() < 2 || covered * 5 < letters.len() * 4 => {
                self.push(span(&(0..length)), sense, false);
                if length < letters.len() {
                    let rest = self.sense(&letters[length..]);
                    self.push(span(&(length..letters.len())), rest, false);
                }
            }
            _ => parted.into_iter().for_each(|(range, sense)| self.push(span(&range), sense, false)),
        }
    }

    /// The words in a row of letters, from the left.
    fn parted(&mut self, letters: &[u8]) -> Vec<(Range<usize>, Sense)> {
        let mut plain = Vec::new();
        if letters.iter().any(|byte| is_cyrillic(*byte)) {
            spell::as_cyrillic(letters, false, &mut plain);
        } else {
            spell::as_latin(letters, &mut plain);
        }
        let mut words = Vec::new();
        let mut at = 0;
        while at < plain.len() {
            match self.lexicon.longest(Script::Typed, &plain[at..], GLUED_LEAST) {
                Some((length, mut sense)) => {
                    self.lexicon.find(Script::Typed, &plain[at..at + length], &mut sense);
                    words.push((at..at + length, sense));
                    at += length;
                }
                None => at += 1,
            }
        }
        words
    }
}

/// All that the tokens stand for.
pub(super) fn concepts(tokens: &[Token]) -> Set {
    tokens.iter().fold(Set::NONE, |set, token| set | token.sense.concepts)
}
