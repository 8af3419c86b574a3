//! A folded message as tokens: words with what they stand for, numbers, addresses.

use std::ops::Range;

use super::fold::{self, Folded, is_letter, is_space};
use super::hosts;
use super::lexicon::{Lexicon, Sense, WORD_MAX};
use super::numbers;
use super::rules::Seen;
use super::sense::Senses;
use super::set::Set;
use super::spell::{parts, stands_for_letter};

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
const CURSE_APART: usize = 5;
/// A longer row of letters is a sentence without spaces.
const RUN_ON: usize = 22;
/// A word in three parts or more has parts of so many letters, and so many of them.
const PART: usize = 3;
const PARTS: usize = 6;
/// Parts are put together at most so often: a message of 1,000 characters has no more.
const JOINS: usize = 500;

/// Reads a message.
pub(super) struct Scanner<'a> {
    senses: Senses<'a>,
    text: &'a Folded,
    tokens: Vec<Token>,
    /// How often parts were put together.
    joins: usize,
    /// Room for a word put together.
    joint: Vec<u8>,
    place: u32,
}

/// The tokens of a message.
pub(super) fn tokens(lexicon: &Lexicon, text: &Folded) -> Vec<Token> {
    let mut scanner = Scanner {
        senses: Senses::new(lexicon),
        text,
        tokens: Vec::with_capacity(text.bytes.len() / 4 + 4),
        joins: 0,
        joint: Vec::with_capacity(WORD_MAX),
        place: 0,
    };
    scanner.senses.english = scanner.is_english();
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
        words.filter(|word| word.len() <= 6).any(|word| self.senses.typed(word).concepts.meets(Seen::English.bit()))
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
                let sense = self.senses.typed(&fold::encode("руб"));
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
            sense.join(&self.senses.typed(&self.text.bytes[span.clone()]));
        }
        self.push(span, sense, true);
    }

    fn put_word(&mut self, span: Range<usize>) {
        let text = self.text;
        let word = &text.bytes[span.clone()];
        if word.len() >= RUN_ON {
            return self.run_on(span);
        }
        let sense = self.senses.of(word);
        if let Some((place, whole)) = self.across(&span, word, &sense) {
            self.tokens.truncate(place + 1);
            self.tokens[place].span.end = span.end;
            self.tokens[place].sense = whole;
            return;
        }
        self.push(span, sense, false);
    }

    /// A sentence that has lost its spaces.
    fn run_on(&mut self, span: Range<usize>) {
        let text = self.text;
        let parts = self.senses.parted(&text.bytes[span.clone()]);
        for (range, sense) in parts {
            self.push(span.start + range.start..span.start + range.end, sense, false);
        }
    }

    /// What this word and those before it stand for where somebody parted one word, and the first of them.
    fn across(&mut self, span: &Range<usize>, word: &[u8], own: &Sense) -> Option<(usize, Sense)> {
        let text = self.text;
        let last = self.tokens.last()?;
        let between = *text.bytes.get(last.span.end)?;
        let known = own.stem >= 5 || last.sense.stem >= 5;
        if known || self.joins >= JOINS || !is_parted(text, last, span.start) {
            return None;
        }
        let short = last.span.len() <= 4 || word.len() <= 4 || !is_space(between);
        let least = if is_space(between) { 6 } else { 4 };
        let pair = short && self.senses.may_join(&text.bytes[last.span.clone()], word);
        if pair && let Some(sense) = self.whole(self.tokens.len() - 1, span, least) {
            return Some((self.tokens.len() - 1, sense));
        }
        // Three parts and more, each of two or three letters.
        let mut first = self.tokens.len() - 1;
        let mut next = span.start;
        while word.len() <= PART && self.tokens[first].span.len() <= PART && is_parted(text, &self.tokens[first], next)
        {
            if first + 1 < self.tokens.len()
                && let Some(sense) = self.whole(first, span, 6)
            {
                return Some((first, sense));
            }
            next = self.tokens[first].span.start;
            if first == 0 || self.tokens.len() - first >= PARTS {
                break;
            }
            first -= 1;
        }
        None
    }

    /// What the tokens from `first` on and the word at `span` stand for as one word that reaches into the last.
    fn whole(&mut self, first: usize, span: &Range<usize>, least: usize) -> Option<Sense> {
        self.joins += 1;
        let mut joined = std::mem::take(&mut self.joint);
        joined.clear();
        let written = &self.text.bytes[self.tokens[first].span.start..span.end];
        joined.extend(written.iter().filter(|byte| is_letter(**byte) || byte.is_ascii_digit()));
        let fits = (least..=24).contains(&joined.len());
        let mut sense = if fits { self.senses.exactly(&joined) } else { Sense::default() };
        let apart = is_space(self.text.byte(self.tokens[first].span.end));
        if joined.len() > if apart { CURSE_APART } else { CURSE_PARTED } {
            sense.concepts = sense.concepts.without(Seen::Curse.bit());
        }
        let reaches = sense.stem + span.len() > joined.len() + 1 && sense.stem + 1 >= least;
        self.joint = joined;
        reaches.then_some(sense)
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
        let far = (start + 2..start + 5).all(|at| !single(at));
        if digits || far || !single(start) {
            return Vec::new();
        }
        let mut places = vec![start];
        let mut at = start;
        let (mut kind, mut width) = (None, None);
        let limit = if limit == bytes.len() { limit } else { limit.max(start + 1) };
        while places.len() < WORD_MAX * 2 {
            let gap = bytes[at + 1..limit].iter().take(3).take_while(|byte| parts(**byte)).count();
            let between = &bytes[at + 1..at + 1 + gap];
            let sign = between.iter().copied().find(|byte| *byte != b' ');
            let next = at + 1 + gap;
            if gap == 0 || !single(next) || next >= limit || *kind.get_or_insert(sign) != sign {
                break;
            }
            if sign.is_none() && gap != *width.get_or_insert(gap) {
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
        let parted = self.senses.parted(letters);
        let covered: usize = parted.iter().map(|(range, _)| range.len()).sum();
        let least = letters.len().saturating_sub(2).max(3);
        let whole = (least..=letters.len()).rev().map(|length| (length, self.senses.of(&letters[..length])));
        let best = whole.max_by_key(|(length, sense)| (sense.concepts.len(), *length));
        let best = best.filter(|(length, sense)| !sense.is_empty() && *length < sense.stem + 4);
        match best {
            Some((length, sense)) if parted.len() < 2 || covered * 5 < letters.len() * 4 => {
                self.push(span(&(0..length)), sense, false);
                if length < letters.len() {
                    let rest = self.senses.of(&letters[length..]);
                    self.push(span(&(length..letters.len())), rest, false);
                }
            }
            _ => parted.into_iter().for_each(|(range, sense)| self.push(span(&range), sense, false)),
        }
    }
}

/// Whether one sign, and no more, stands between a word and the next.
fn is_parted(text: &Folded, word: &Token, next: usize) -> bool {
    let between = text.byte(word.span.end);
    !word.number && next == word.span.end + 1 && (parts(between) || is_space(between))
}

/// All that the tokens stand for.
pub(super) fn concepts(tokens: &[Token]) -> Set {
    tokens.iter().fold(Set::NONE, |set, token| set | token.sense.concepts)
}
