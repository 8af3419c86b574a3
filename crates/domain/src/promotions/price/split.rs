//! A sum split over lines: in proportion, by largest remainders, none over what it can bear.

use super::scope::product;

/// One line's part of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// In proportion to what.
    pub(super) weight: i64,
    /// At most so much.
    pub(super) most: i64,
    /// How much it is.
    pub(super) part: i64,
    /// Whether it would be more.
    pub(super) capped: bool,
}

impl Share {
    pub(super) fn new(weight: i64, most: i64) -> Self {
        Self { weight, most, part: 0, capped: false }
    }
}

/// Splits `sum`, which is at most what all can bear together. Equal remainders go by the order of the shares.
pub(super) fn split(sum: i64, shares: &mut [Share]) {
    let mut left = sum;
    loop {
        let weight: i64 = shares.iter().filter(|share| !share.capped).map(|share| share.weight).sum();
        let (round, mut changed) = (left, false);
        for share in shares.iter_mut().filter(|share| !share.capped) {
            if product(round, share.weight) > product(share.most, weight) {
                (share.capped, share.part) = (true, share.most);
                left -= share.most;
                changed = true;
            }
        }
        if !changed {
            return by_remainders(left, weight, shares);
        }
    }
}

fn by_remainders(sum: i64, weight: i64, shares: &mut [Share]) {
    if weight == 0 {
        return;
    }
    let mut left = sum;
    let mut rest = Vec::with_capacity(shares.len());
    for (place, share) in shares.iter_mut().enumerate().filter(|(_, share)| !share.capped) {
        let exact = product(sum, share.weight);
        share.part = i64::try_from(exact / i128::from(weight)).unwrap_or(share.most);
        left -= share.part;
        rest.push((-(exact % i128::from(weight)), place));
    }
    rest.sort_unstable();
    for (_, place) in rest.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[place].part += 1;
    }
}
