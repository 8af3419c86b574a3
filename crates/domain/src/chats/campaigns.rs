//! Campaigns: near-identical messages to many people, found by the similarity of their simhashes.

use std::collections::HashMap;

use crate::fraud::traces::distance;

/// In how many of 64 bits near-identical texts differ at most.
pub const NEAR: u32 = 6;
/// Characters under which a text says too little to be compared.
pub const LONG_ENOUGH: usize = 25;
/// Two texts that differ in [`NEAR`] bits share at least one of so many parts.
const PARTS: u32 = 8;
/// How many of the same part are compared: a part that half the world shares tells nothing.
const SAME_PART: usize = 500;

/// Groups of near-identical texts, by their place in the input, each with at least two; the largest first.
///
/// Texts are near-identical through others too: a chain of small changes is one campaign.
pub fn groups(simhashes: &[u64]) -> Vec<Vec<usize>> {
    let mut roots: Vec<usize> = (0..simhashes.len()).collect();
    let mut seen: HashMap<(u32, u8), Vec<usize>> = HashMap::new();
    for (at, hash) in simhashes.iter().enumerate() {
        for part in 0..PARTS {
            let bits = u8::try_from((hash >> (part * 8)) & 0xff).unwrap_or(0);
            let same = seen.entry((part, bits)).or_default();
            for other in same.iter().rev().take(SAME_PART) {
                if distance(*hash, simhashes[*other]) <= NEAR {
                    let (one, two) = (root(&mut roots, at), root(&mut roots, *other));
                    roots[one.max(two)] = one.min(two);
                    break;
                }
            }
            same.push(at);
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..simhashes.len() {
        groups.entry(root(&mut roots, at)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_identical_texts_are_one_campaign_also_through_others_and_strangers_are_none() {
        let first = 0x1234_5678_9abc_def0_u64;
        let next = first ^ 0b111;
        let chained = next ^ (0b1_1111 << 20);
        let stranger = !first;
        assert_eq!(groups(&[first, stranger, next, chained]), [vec![0, 2, 3]]);
        assert!(groups(&[first, stranger]).is_empty());
    }
}
