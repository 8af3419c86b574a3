//! The words that the checks look for, all found in one pass by one automaton.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::fold::{Folded, encode, is_letter};

mod words;

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident,)*) => {
        /// What a word says to the checks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Class {
            $($(#[$doc])* $class,)*
        }
    };
}

classes! {
    /// A swear word.
    Curse,
    /// What only behind certain beginnings of a word is one.
    CurseRoot,
    /// A word that only looks like one.
    Honest,
    /// A name for a person that insults.
    Insult,
    /// An animal: some of those names are its own.
    Animal,
    /// A messenger or a social network.
    Messenger,
    /// Come, write, call.
    Invite,
    /// Our, my, with us.
    Mine,
    /// Somebody's number or contacts.
    ContactOf,
    /// A number of something.
    NumberWord,
    /// A phone is spoken of.
    PhoneWord,
    /// A number that is no phone: an article number, an order, a barcode.
    NumberOf,
    /// A number word.
    Numeral,
    /// `@` in words.
    AtWord,
    /// `.` in words.
    DotWord,
    /// Cancel (as a request), and to cancel.
    CancelAsk,
    Cancel,
    Order,
    /// Buy, take, sell.
    Buy,
    /// Past the marketplace.
    Direct,
    /// Send money; pay; the ways to do so that no marketplace has, and those that it may have.
    SendMoney,
    Pay,
    OutsideWay,
    PayWay,
    Money,
    Cheaper,
    Discount,
    /// Than; this.
    Than,
    This,
    Elsewhere,
    OwnShop,
    Review,
    /// `за`, behind which the review stands that is paid for.
    For,
    Thanks,
    Reward,
    /// If you do not, I put one star.
    If,
    BadReview,
    /// Write, put, change, delete a review.
    ReviewAsk,
    ReviewChange,
    /// Tell me, send me.
    Give,
    Code,
    BySms,
    CardData,
    /// Not, never, nobody.
    Not,
    /// Somebody told, asked, offered: the author speaks about it.
    Told,
    /// The author says it of themselves.
    SelfSaid,
    Passport,
    GoodsPaper,
    Snils,
    Inn,
    Street,
    Flat,
    /// Keys swept over.
    Swept,
    /// A word without which nobody writes English.
    English,
}

/// A word found.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) class: Class,
    pub(super) span: Range<usize>,
}

struct Entry {
    class: Class,
    /// It may stand inside a word.
    inside: bool,
    /// The word ends with it.
    whole: bool,
}

struct Lexicon {
    automaton: AhoCorasick,
    entries: Vec<Entry>,
}

/// Classes whose words are looked for with a slip of the finger as well.
const MISTYPED: &[Class] =
    &[Class::Messenger, Class::CancelAsk, Class::Direct, Class::SendMoney, Class::OutsideWay, Class::ReviewAsk];
/// Shorter words with a slip are too near to others.
const MISTYPED_LEAST: usize = 7;

/// A word with two letters swapped, or one left out; its first and last letter stay.
fn mistyped(word: &[u8]) -> Vec<Vec<u8>> {
    if word.len() < MISTYPED_LEAST || word.iter().any(|byte| !is_letter(*byte)) {
        return Vec::new();
    }
    let swapped = (1..word.len() - 2).map(|at| {
        let mut word = word.to_vec();
        word.swap(at, at + 1);
        word
    });
    let without = (1..word.len() - 1).map(|at| [&word[..at], &word[at + 1..]].concat());
    swapped.chain(without).collect()
}

/// Reads the tables: `~` before a word lets it stand inside another, `|` behind it ends the word, `_` is a space.
static LEXICON: LazyLock<Option<Lexicon>> = LazyLock::new(|| {
    let (mut entries, mut patterns) = (Vec::new(), Vec::new());
    for (class, words) in words::WORDS {
        for word in words.split_whitespace() {
            let bare = word.trim_start_matches('~').trim_end_matches('|').replace('_', " ");
            let spelt = encode(&bare);
            let mistyped = if MISTYPED.contains(class) { mistyped(&spelt) } else { Vec::new() };
            for pattern in std::iter::once(spelt).chain(mistyped) {
                entries.push(Entry { class: *class, inside: word.starts_with('~'), whole: word.ends_with('|') });
                patterns.push(pattern);
            }
        }
    }
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(patterns).ok()?;
    Some(Lexicon { automaton, entries })
});

/// The words that stand in a text, by where they end.
pub(super) fn hits(text: &Folded) -> Vec<Hit> {
    let Some(lexicon) = LEXICON.as_ref() else { return Vec::new() };
    let mut hits = Vec::new();
    for found in lexicon.automaton.find_overlapping_iter(&text.bytes) {
        let entry = &lexicon.entries[found.pattern().as_usize()];
        if (entry.inside || text.begins(found.start())) && (!entry.whole || text.ends(found.end())) {
            hits.push(Hit { class: entry.class, span: found.range() });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_found_where_it_stands_alone() {
        assert!(LEXICON.is_some(), "the automaton is built");
        for (class, words) in words::WORDS {
            for word in words.split_whitespace() {
                let bare = word.trim_start_matches('~').trim_end_matches('|').replace('_', " ");
                let (text, _) = super::super::fold::fold(&bare);
                assert!(
                    hits(&text).iter().any(|hit| hit.class == *class && hit.span == (0..text.bytes.len())),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn a_word_that_only_ends_like_another_is_not_it() {
        let (text, _) = super::super::fold::fold("Оскорблять, употреблять, рубля, сабля");
        assert!(hits(&text).iter().all(|hit| hit.class != Class::Curse));
    }
}
