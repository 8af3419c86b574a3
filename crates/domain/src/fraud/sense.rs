//! What a word stands for in any way of writing.

use std::ops::Range;

use super::fold::is_cyrillic;
use super::lexicon::{Lexicon, Script, Sense, WORD_MAX};
use super::rules::Seen;
use super::spell;

/// A word in a row of letters that has lost its spaces has at least so many.
const GLUED_LEAST: usize = 3;
/// A longer word is a whole sentence without spaces; what it stands for need not fill it.
const SENTENCE_LEAST: usize = 20;

/// Looks words up; keeps what it needs to do so without asking for memory.
pub(super) struct Senses<'a> {
    lexicon: &'a Lexicon,
    /// Whether the message is English: then no Latin word is Russian.
    pub(super) english: bool,
    sounds: Vec<u8>,
    other: Vec<u8>,
}

impl<'a> Senses<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, english: false, sounds: Vec::with_capacity(WORD_MAX), other: Vec::with_capacity(WORD_MAX) }
    }

    /// Whether two parts may be one word: for plain Russian this is known before it is looked up.
    pub(super) fn may_join(&self, one: &[u8], other: &[u8]) -> bool {
        let plain = |part: &[u8]| part.iter().all(|byte| is_cyrillic(*byte));
        let pair = one.last() == other.first();
        pair || !plain(one) || !plain(other) || self.lexicon.may_reach(one, other)
    }

    /// As it is typed, with no look at disguises.
    pub(super) fn typed(&self, word: &[u8]) -> Sense {
        let mut sense = Sense::default();
        self.lexicon.find(Script::Typed, word, &mut sense);
        sense
    }

    /// In any way of writing, also with a slip of the finger.
    pub(super) fn of(&mut self, word: &[u8]) -> Sense {
        let mut sense = self.exactly(word);
        if sense.is_empty() && word.len() >= 4 {
            self.slipped(word, &mut sense);
        }
        let glued = word.len() >= 9 && (sense.is_empty() || word.len() >= sense.stem + 5);
        if glued && let Some(parts) = self.glued(word) {
            sense.join(&parts);
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
                spell::sounds(&self.other, &mut self.sounds);
                self.lexicon.find_slipped(Script::Skeleton, &self.sounds, sense);
            }
        }
    }

    /// In any way of writing, every letter right.
    pub(super) fn exactly(&mut self, word: &[u8]) -> Sense {
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
        if sense.is_empty() && spell::has_pair(word) {
            let mut plain = Vec::with_capacity(word.len());
            spell::without_rows(word, &mut plain);
            sense = self.exactly(&plain);
        }
        sense
    }

    /// A word with stars in it: some letters hidden, or just parted.
    fn starred(&mut self, word: &[u8]) -> Sense {
        let mut hidden: Vec<u8> = word.iter().map(|byte| if *byte == b'*' { b'?' } else { *byte }).collect();
        hidden.dedup_by(|next, last| *next == b'?' && *last == b'?');
        let sense = self.typed(&hidden);
        hidden.retain(|byte| *byte != b'?');
        if hidden.is_empty() || !sense.is_empty() { sense } else { self.exactly(&hidden) }
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
        spell::sounds(&self.other, &mut self.sounds);
        self.lexicon.find(Script::Skeleton, &self.sounds, sense);
        if sense.concepts.is_empty() {
            self.latin_otherwise(word, sense);
        }
    }

    /// Rarer ways to write Russian with Latin keys.
    fn latin_otherwise(&mut self, word: &[u8], sense: &mut Sense) {
        if spell::other_sounds(word, &mut self.sounds) {
            self.lexicon.find(Script::Skeleton, &self.sounds, sense);
        }
        if sense.concepts.is_empty() && spell::may_be_looks(word) {
            spell::as_cyrillic(word, false, &mut self.other);
            self.lexicon.find(Script::Typed, &self.other, sense);
        }
        if sense.concepts.is_empty() && word.len() >= 3 {
            spell::by_layout(word, &mut self.other);
            self.lexicon.find(Script::Typed, &self.other, sense);
        }
    }

    /// The words in a row of letters without spaces: they fill most of it, or it is too long for a word.
    fn glued(&mut self, word: &[u8]) -> Option<Sense> {
        let parts = self.parted(word);
        let covered: usize = parts.iter().map(|(range, _)| range.len()).sum();
        if parts.len() < 2 || (covered * 4 < word.len() * 3 && word.len() < SENTENCE_LEAST) {
            return None;
        }
        let mut whole = Sense::default();
        for (_, sense) in &parts {
            whole.join(sense);
        }
        Some(whole)
    }

    /// The words in a row of letters, from the left.
    pub(super) fn parted(&mut self, letters: &[u8]) -> Vec<(Range<usize>, Sense)> {
        let mut plain = Vec::with_capacity(letters.len());
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
