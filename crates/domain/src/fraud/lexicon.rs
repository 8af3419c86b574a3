//! The words of the rules, looked up by the hashes of their beginnings; also with a slip of the finger.

mod slips;
mod table;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use self::slips::{Slip, is_slip};
use self::table::{Meaning, Table};
use super::fold::{encode, is_cyrillic, is_letter};
use super::set::Set;
use super::spell::skeleton;

/// Longer words are read so far only.
pub(super) const WORD_MAX: usize = 40;
/// Shorter stems with a slip are too near to others.
const SLIP_LEAST: usize = 5;
/// From this length on, a slip may be another letter in the place of the right one.
const OTHER_LEAST: usize = 7;
/// So short stems may only have two letters swapped, where they go on.
const SHORT: usize = 5;
/// How long the ending of an inflected word is at most.
const ENDING_MAX: usize = 3;

/// Hashes are spread already.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value ^ (value >> 32);
    }
}

type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;

/// Russian or English as typed, or Russian in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Typed,
    Skeleton,
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

fn first(script: Script) -> u64 {
    if script == Script::Typed { 0x51_7C_C1_B7 } else { 0x2545_F491 }
}

fn next(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(FACTOR).rotate_left(23)
}

/// The hash of a word.
pub(super) fn hash(word: &[u8]) -> u64 {
    let hash = word.iter().fold(first(Script::Typed), |hash, byte| next(hash, *byte));
    (hash ^ (hash >> 29)).wrapping_mul(FACTOR) ^ (hash >> 32)
}

/// What may stand behind a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Nothing.
    Nothing,
    /// An ending.
    Ending,
    /// Anything.
    Anything,
}

impl Tail {
    fn fits(self, length: usize) -> bool {
        match self {
            Self::Nothing => length == 0,
            Self::Ending => length <= ENDING_MAX,
            Self::Anything => true,
        }
    }
}

/// What a beginning of a word stands for.
#[derive(Debug, Default)]
struct Node {
    concepts: Vec<(Tail, Set)>,
    /// Parts of phrases.
    atoms: Vec<(Tail, u16)>,
}

/// A row of words that together stand for a concept.
#[derive(Debug)]
struct Phrase {
    atoms: Vec<u16>,
    concepts: Set,
}

/// What a word stands for.
#[derive(Debug, Default, Clone)]
pub(super) struct Sense {
    pub(super) concepts: Set,
    pub(super) atoms: [u16; 6],
    /// How many letters the longest stem has.
    pub(super) stem: usize,
}

impl Sense {
    pub(super) fn is_empty(&self) -> bool {
        self.concepts.is_empty() && self.atoms[0] == 0
    }

    fn add_atom(&mut self, atom: u16) {
        if let Some(free) = self.atoms.iter_mut().find(|it| **it == 0 || **it == atom) {
            *free = atom;
        }
    }

    pub(super) fn join(&mut self, other: &Sense) {
        self.concepts |= other.concepts;
        other.atoms.iter().filter(|atom| **atom > 0).for_each(|atom| self.add_atom(*atom));
        self.stem = self.stem.max(other.stem);
    }
}

/// All words of the rules.
#[derive(Debug)]
pub(super) struct Lexicon {
    nodes: ByHash<Node>,
    table: Option<Table>,
    slips: Vec<Slip>,
    /// Each slip under the hash of its stem without one letter, with the letter's place.
    without: ByHash<Vec<(u32, u8)>>,
    phrases: Vec<Phrase>,
    /// Phrases by their first atom.
    starts: Vec<Vec<u32>>,
    /// Bits of the hashes that are there, so that most words are passed over at once; of words, and of those with a slip.
    filter: Vec<u64>,
    slip_filter: Vec<u64>,
    atoms: HashMap<String, u16>,
}

/// What may stand before a root in one word.
const BEFORE_ROOTS: &str = "на по ни не о а до за от ото вы рас раз под пере при про об с у въ вь съ сь объ обь отъ оть подъ подь разъ разь изъ изь недо \
    долбо долба мозго худо трое злое остое хитро рукоб ху ско уе обо изо дое ах ох ощ охре оху опи спи впи выпи недопи распи допи запи перепи припи отпи испи подпи";

const FILTER_BITS: u32 = 18;

fn bit(hash: u64) -> (usize, u64) {
    let place = hash >> (64 - FILTER_BITS);
    (usize::try_from(place / 64).unwrap_or_default(), 1 << (place % 64))
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            nodes: ByHash::default(),
            table: None,
            slips: Vec::new(),
            without: ByHash::default(),
            phrases: Vec::new(),
            starts: Vec::new(),
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            slip_filter: vec![0; 1 << (FILTER_BITS - 6)],
            atoms: HashMap::new(),
        }
    }
}

impl Lexicon {
    /// Adds a word of the data file: `word` stands alone, `stem%` may have an ending, `stem*` anything behind it, `_`
    /// parts the words of a phrase; `^root` may stand behind the usual beginnings of swear words.
    pub(super) fn add(&mut self, word: &str, concepts: Set, slips: bool) -> Result<(), String> {
        if let Some(root) = word.strip_prefix('^') {
            let behind = BEFORE_ROOTS.split_whitespace().chain([""]);
            return behind
                .map(|before| format!("{before}{root}"))
                .try_for_each(|word| self.add(&word, concepts, slips));
        }
        let parts: Vec<&str> = word.split('_').filter(|part| !part.is_empty()).collect();
        if let [only] = parts.as_slice() {
            return self.add_word(only, concepts, None, slips);
        }
        let mut atoms = Vec::new();
        for part in &parts {
            let known = self.atoms.get(*part).copied();
            let atom = known.unwrap_or_else(|| u16::try_from(self.atoms.len() + 1).unwrap_or(u16::MAX));
            if known.is_none() {
                self.atoms.insert((*part).to_owned(), atom);
                self.add_word(part, Set::NONE, Some(atom), slips)?;
            }
            atoms.push(atom);
        }
        let Some(start) = atoms.first().copied() else { return Err("an empty word".to_owned()) };
        let start = usize::from(start);
        if self.starts.len() <= start {
            self.starts.resize_with(start + 1, Vec::new);
        }
        self.starts[start].push(u32::try_from(self.phrases.len()).unwrap_or_default());
        self.phrases.push(Phrase { atoms, concepts });
        Ok(())
    }

    fn add_word(&mut self, word: &str, concepts: Set, atom: Option<u16>, slips: bool) -> Result<(), String> {
        let (stem, tail) = match (word.strip_suffix('%'), word.strip_suffix('*')) {
            (Some(stem), _) => (stem, Tail::Ending),
            (_, Some(stem)) => (stem, Tail::Anything),
            _ => (word, Tail::Nothing),
        };
        let stem = encode(stem);
        if stem.is_empty() || stem.len() > WORD_MAX {
            return Err(format!("`{word}` is no word"));
        }
        self.put(Script::Typed, &stem, tail, concepts, atom);
        if slips {
            self.put_slips(Script::Typed, &stem, tail, concepts, atom);
        }
        if stem.iter().any(|byte| is_cyrillic(*byte)) {
            let latin = skeleton(&stem);
            let least = match (atom, tail) {
                (Some(_), Tail::Nothing) => 1,
                (_, Tail::Nothing | Tail::Ending) => 3,
                // A short beginning is that of many English words.
                (_, Tail::Anything) => 4,
            };
            if latin.len() >= least {
                self.put(Script::Skeleton, &latin, tail, concepts, atom);
                if slips {
                    self.put_slips(Script::Skeleton, &latin, tail, concepts, atom);
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, script: Script, stem: &[u8], tail: Tail, concepts: Set, atom: Option<u16>) {
        let hash = stem.iter().fold(first(script), |hash, byte| next(hash, *byte));
        let (place, bit) = bit(hash);
        self.filter[place] |= bit;
        let node = self.nodes.entry(hash).or_default();
        if !concepts.is_empty() {
            match node.concepts.iter_mut().find(|(other, _)| *other == tail) {
                Some((_, set)) => *set |= concepts,
                None => node.concepts.push((tail, concepts)),
            }
        }
        node.atoms.extend(atom.map(|atom| (tail, atom)));
    }

    fn put_slips(&mut self, script: Script, stem: &[u8], tail: Tail, concepts: Set, atom: Option<u16>) {
        if stem.len() < SLIP_LEAST || stem.iter().any(|byte| !is_letter(*byte)) {
            return;
        }
        let number = u32::try_from(self.slips.len()).unwrap_or_default();
        let length = stem.len();
        let hash = |skip: usize| {
            let kept = stem.iter().enumerate().filter(|(place, _)| *place != skip);
            kept.fold(first(script) ^ 1, |hash, (_, byte)| next(hash, *byte))
        };
        for skip in (1..length).chain([usize::MAX, 0]) {
            let hash = hash(skip);
            let (place, bit) = bit(hash);
            self.slip_filter[place] |= bit;
            self.without.entry(hash).or_default().push((number, u8::try_from(skip).unwrap_or(u8::MAX)));
        }
        self.slips.push(Slip { stem: stem.to_vec(), tail, concepts, atom });
    }

    fn has(&self, hash: u64) -> bool {
        let (place, bit) = bit(hash);
        self.filter[place] & bit != 0
    }

    fn has_slip(&self, hash: u64) -> bool {
        let (place, bit) = bit(hash);
        self.slip_filter[place] & bit != 0
    }

    /// Whether a stem may begin with the one part and end in the other, both as they are typed.
    pub(super) fn may_reach(&self, one: &[u8], other: &[u8]) -> bool {
        let mut hash = one.iter().fold(first(Script::Typed), |hash, byte| next(hash, *byte));
        other.iter().any(|byte| {
            hash = next(hash, *byte);
            self.has(hash)
        })
    }

    /// What a word stands for as it is written.
    pub(super) fn find(&self, script: Script, word: &[u8], sense: &mut Sense) {
        let mut hash = first(script);
        for (place, byte) in word.iter().take(WORD_MAX).enumerate() {
            hash = next(hash, *byte);
            if !self.has(hash) {
                continue;
            }
            let left = word.len() - place - 1;
            for meaning in self.meanings(hash).iter().filter(|meaning| meaning.tail.fits(left)) {
                sense.concepts |= meaning.concepts;
                if meaning.atom > 0 {
                    sense.add_atom(meaning.atom);
                }
                sense.stem = place + 1;
            }
        }
    }

    fn meanings(&self, hash: u64) -> &[Meaning] {
        self.table.as_ref().and_then(|table| table.get(hash)).unwrap_or_default()
    }

    /// Puts the words in order when all of them are added.
    pub(super) fn finish(&mut self) {
        self.table = Some(Table::of(&self.nodes));
        self.nodes = ByHash::default();
    }

    /// The longest stem, of at least `least` letters, with which a row of letters that has lost its spaces goes on.
    pub(super) fn longest(&self, script: Script, letters: &[u8], least: usize) -> Option<(usize, Sense)> {
        let mut best = None;
        let mut hash = first(script);
        for (place, byte) in letters.iter().take(WORD_MAX).enumerate() {
            hash = next(hash, *byte);
            if place + 1 < least || !self.has(hash) {
                continue;
            }
            let meanings = self.meanings(hash);
            if meanings.is_empty() {
                continue;
            }
            let mut sense = Sense { stem: place + 1, ..Sense::default() };
            for meaning in meanings {
                sense.concepts |= meaning.concepts;
                if meaning.atom > 0 {
                    sense.add_atom(meaning.atom);
                }
            }
            best = Some((place + 1, sense));
        }
        best
    }

    /// What a word stands for if the finger slipped once: a letter too many, too few, another, or two swapped.
    pub(super) fn find_slipped(&self, script: Script, word: &[u8], sense: &mut Sense) {
        let word = &word[..word.len().min(14)];
        if word.len() + 1 < SLIP_LEAST {
            return;
        }
        // The hash before each letter; a word without that letter goes on from there.
        let mut before = first(script) ^ 1;
        for skip in 0..word.len() {
            let mut hash = before;
            for (place, byte) in word.iter().enumerate().skip(skip + 1) {
                hash = next(hash, *byte);
                if place + 2 > SLIP_LEAST && self.has_slip(hash) {
                    self.check_slips(hash, word, place + 1, skip, sense);
                }
            }
            before = next(before, word[skip]);
            if skip + 2 >= SLIP_LEAST && self.has_slip(before) {
                self.check_slips(before, word, skip + 1, usize::MAX, sense);
            }
        }
    }

    fn check_slips(&self, hash: u64, word: &[u8], end: usize, skip: usize, sense: &mut Sense) {
        let Some(found) = self.without.get(&hash) else { return };
        for (number, other) in found {
            let Some(slip) = self.slips.get(usize::try_from(*number).unwrap_or_default()) else { continue };
            let other = if *other == u8::MAX { usize::MAX } else { usize::from(*other) };
            let left = word.len() - end;
            if slip.tail.fits(left) && is_slip(slip, &word[..end], other, skip) {
                sense.concepts |= slip.concepts;
                slip.atom.iter().for_each(|atom| sense.add_atom(*atom));
                sense.stem = end;
            }
        }
    }

    /// The phrases that begin with one of these atoms and go on with what `following` gives for each place behind.
    pub(super) fn phrases<'a>(
        &self,
        atoms: &[u16; 6],
        following: impl Fn(usize) -> Option<&'a [u16; 6]>,
    ) -> (Set, usize) {
        let (mut set, mut longest) = (Set::NONE, 0);
        let known = atoms.iter().take_while(|atom| **atom > 0);
        for start in known.filter_map(|atom| self.starts.get(usize::from(*atom))).flatten() {
            let Some(phrase) = self.phrases.get(usize::try_from(*start).unwrap_or_default()) else { continue };
            let goes_on = |(place, atom): (usize, &u16)| following(place + 1).is_some_and(|next| next.contains(atom));
            if phrase.atoms[1..].iter().enumerate().all(goes_on) {
                set |= phrase.concepts;
                longest = longest.max(phrase.atoms.len());
            }
        }
        (set, longest)
    }
}
