//! Sets of concepts.

use std::ops::{BitOr, BitOrAssign};

/// A set of at most [`Set::MOST`] concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Set(u128, u128);

impl Set {
    pub(super) const NONE: Self = Self(0, 0);
    pub(super) const MOST: usize = 256;

    /// The concept of this number alone.
    pub(super) const fn of(number: usize) -> Self {
        if number < 128 { Self(1 << number, 0) } else { Self(0, 1 << (number - 128)) }
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0 && self.1 == 0
    }

    /// How many there are.
    pub(super) const fn len(self) -> u32 {
        self.0.count_ones() + self.1.count_ones()
    }

    /// The numbers of its concepts.
    pub(super) fn numbers(self) -> impl Iterator<Item = usize> {
        let (mut low, mut high) = (self.0, self.1);
        std::iter::from_fn(move || {
            let (bits, from) = if low != 0 { (&mut low, 0) } else { (&mut high, 128) };
            let place = usize::try_from(bits.trailing_zeros()).unwrap_or_default();
            if *bits == 0 {
                return None;
            }
            *bits &= *bits - 1;
            Some(from + place)
        })
    }

    /// Whether they have a concept in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0 || self.1 & other.1 != 0
    }

    /// What is not in the other.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0, self.1 & !other.1)
    }
}

impl BitOr for Set {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }
}

impl BitOrAssign for Set {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
