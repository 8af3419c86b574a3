//! Words with one slip of the finger: a letter too many, too few, another, or two swapped.

use super::{OTHER_LEAST, SHORT, Tail};
use crate::fraud::set::Set;

/// A stem that is also looked for with a slip.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) stem: Vec<u8>,
    pub(super) tail: Tail,
    pub(super) concepts: Set,
    pub(super) atom: Option<u16>,
}

/// Whether the word is the stem but for one slip; `other` is the letter left out of the stem, `skip` that of the word.
///
/// The last letter of a stem that goes on is no slip: it is another word with the same beginning.
pub(super) fn is_slip(slip: &Slip, word: &[u8], other: usize, skip: usize) -> bool {
    let stem = &slip.stem;
    let goes_on = slip.tail != Tail::Nothing;
    let is_end = |place: usize| goes_on && place + 1 >= stem.len();
    match (other, skip) {
        (usize::MAX, usize::MAX) => false,
        // A letter too many: not at the very beginning, where it is often another word.
        (usize::MAX, skip) => skip > 0 && skip + 1 < word.len() && word.len() > SHORT,
        // A letter too few.
        (other, usize::MAX) => other > 0 && !is_end(other) && (!goes_on || stem.len() > SHORT),
        (other, skip) if other == skip => other > 0 && !is_end(other) && stem.len() >= OTHER_LEAST,
        (other, skip) => {
            let first = other.min(skip);
            other.abs_diff(skip) == 1
                && stem.get(first) == word.get(first + 1)
                && stem.get(first + 1) == word.get(first)
        }
    }
}
