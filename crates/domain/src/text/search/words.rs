//! Cuts a text into the words that are searched: folded, each of one script, each knowing where it stood.

use std::ops::Range;

use super::fold::{Kind, Sign, fold};

/// Longer words are cut; nobody types more, and an index entry stays small.
pub(super) const MAX_WORD_CHARS: usize = 64;

/// One word of a text.
#[derive(Debug)]
pub(super) struct Word<'a> {
    /// Lower case, without accents, `ё` as `е`; not yet stemmed.
    pub folded: &'a str,
    pub kind: Kind,
    /// The bytes of the text which this word was written with.
    pub range: Range<usize>,
}

/// Calls `emit` for each word of `text`, in order.
///
/// "USB-C" is two words; so is "42р": a change between digits, Latin and Cyrillic ends a word, so that "iphone15" and
/// "iphone 15" find each other. Inside a run of letters that mixes Latin and Cyrillic look-alikes ("cапоги" with a
/// Latin "c") the strangers are brought home first.
pub(super) fn each_word(text: &str, mut emit: impl FnMut(Word<'_>)) {
    let mut run = Run::default();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        fold(c, |sign| match sign {
            Sign::Part(Kind::Single, c) => {
                run.finish(&mut emit);
                run.push(Kind::Single, c, at..end);
            }
            Sign::Part(kind, c) => run.push(kind, c, at..end),
            Sign::Mark(mark) => run.mark(mark, end),
            Sign::Glue => {
                if run.last_kind() == Some(Kind::Digit) {
                    run.finish(&mut emit);
                }
            }
            Sign::Gap => run.finish(&mut emit),
        });
    }
    run.finish(&mut emit);
}

/// The folded words of `text` between spaces: alike for texts that differ in capitals, punctuation and accents only.
pub(crate) fn folded_words(text: &str) -> String {
    let mut words = String::new();
    each_word(text, |word| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word.folded);
    });
    words
}

/// Letters and digits that stand together without a gap.
#[derive(Default)]
struct Run {
    folded: String,
    pieces: Vec<Piece>,
}

/// The part of a run that is of one kind.
struct Piece {
    kind: Kind,
    folded: Range<usize>,
    range: Range<usize>,
}

impl Run {
    fn last_kind(&self) -> Option<Kind> {
        self.pieces.last().map(|piece| piece.kind)
    }

    #[inline]
    fn push(&mut self, kind: Kind, c: char, range: Range<usize>) {
        let start = self.folded.len();
        self.folded.push(c);
        match self.pieces.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Single => {
                last.folded.end = self.folded.len();
                last.range.end = range.end;
            }
            _ => self.pieces.push(Piece { kind, folded: start..self.folded.len(), range }),
        }
    }

    /// Takes an accent: it stays with the word when that is highlighted, and makes `й`, `ї`, `ў` of their halves.
    fn mark(&mut self, mark: char, end: usize) {
        let Some(last) = self.pieces.last_mut() else { return };
        last.range.end = end;
        let whole = match (self.folded.chars().next_back(), mark) {
            (Some('и'), '\u{306}') => 'й',
            (Some('у'), '\u{306}') => 'ў',
            (Some('і'), '\u{308}') => 'ї',
            _ => return,
        };
        self.folded.pop();
        self.folded.push(whole);
    }

    #[inline]
    fn finish(&mut self, emit: &mut impl FnMut(Word<'_>)) {
        if self.pieces.is_empty() {
            return;
        }
        if self.pieces.len() > 1 {
            self.bring_home();
        }
        for piece in &self.pieces {
            let folded = cut(&self.folded[piece.folded.clone()]);
            emit(Word { folded, kind: piece.kind, range: piece.range.clone() });
        }
        self.pieces.clear();
        self.folded.clear();
    }

    /// Makes one word of Latin and Cyrillic pieces side by side where the Latin ones can be read as Cyrillic.
    #[cold]
    fn bring_home(&mut self) {
        let mut folded = String::with_capacity(self.folded.len());
        let mut pieces: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        let is_letter = |piece: &Piece| matches!(piece.kind, Kind::Latin | Kind::Cyrillic);
        for group in self.pieces.chunk_by(|a, b| is_letter(a) && is_letter(b)) {
            let (first, last) = (&group[0], &group[group.len() - 1]);
            let start = folded.len();
            let mixed = &self.folded[first.folded.start..last.folded.end];
            if let Some(home) = (group.len() > 1).then(|| in_cyrillic(mixed)).flatten() {
                folded.push_str(&home);
                let range = first.range.start..last.range.end;
                pieces.push(Piece { kind: Kind::Cyrillic, folded: start..folded.len(), range });
                continue;
            }
            for piece in group {
                let start = folded.len();
                folded.push_str(&self.folded[piece.folded.clone()]);
                pieces.push(Piece { kind: piece.kind, folded: start..folded.len(), range: piece.range.clone() });
            }
        }
        *self = Self { folded, pieces };
    }
}

/// The same word in Cyrillic, if its strangers all look like Cyrillic letters.
///
/// Not the other way round: "iPhoneом" is an English word with a Russian ending far more often than a misspelt English one.
fn in_cyrillic(mixed: &str) -> Option<String> {
    let at_home = |c: char| if c.is_ascii() { LOOK_ALIKES.iter().find(|l| l.0 == c).map(|l| l.1) } else { Some(c) };
    mixed.chars().map(at_home).collect()
}

/// Small letters whose small or capital forms cannot be told apart.
const LOOK_ALIKES: [(char, char); 12] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

fn cut(word: &str) -> &str {
    if word.len() <= MAX_WORD_CHARS {
        return word;
    }
    word.char_indices().nth(MAX_WORD_CHARS).map_or(word, |(end, _)| &word[..end])
}
