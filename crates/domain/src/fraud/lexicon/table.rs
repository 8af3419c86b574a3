//! The words side by side, so that a look at one reads little memory.

use super::{ByHash, Node, Tail};
use crate::fraud::set::Set;

/// What a beginning of a word stands for where such a tail is behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    pub(super) tail: Tail,
    /// Part of a phrase; 0 for none.
    pub(super) atom: u16,
    pub(super) concepts: Set,
}

/// The nodes side by side, so that a look at one reads little memory.
#[derive(Debug)]
pub(super) struct Table {
    /// The low half of a hash; where its meanings begin, and how many they are in the last eight bits (none: free).
    slots: Vec<(u32, u32)>,
    meanings: Vec<Meaning>,
}

impl Table {
    pub(super) fn of(nodes: &ByHash<Node>) -> Self {
        let size = (nodes.len() * 2 + 1).next_power_of_two();
        let mut table = Self { slots: vec![(0, 0); size], meanings: Vec::new() };
        let mut sorted: Vec<(&u64, &Node)> = nodes.iter().collect();
        sorted.sort_by_key(|(hash, _)| **hash);
        for (hash, node) in sorted {
            let start = u32::try_from(table.meanings.len()).unwrap_or_default();
            let concepts =
                node.concepts.iter().map(|(tail, concepts)| Meaning { tail: *tail, atom: 0, concepts: *concepts });
            let atoms = node.atoms.iter().map(|(tail, atom)| Meaning { tail: *tail, atom: *atom, concepts: Set::NONE });
            table.meanings.extend(concepts.chain(atoms).take(255));
            let count = u32::try_from(table.meanings.len()).unwrap_or_default() - start;
            let mut slot = table.slot(*hash);
            while table.slots[slot].1 & 0xFF != 0 {
                slot = (slot + 1) & (size - 1);
            }
            table.slots[slot] = (tag(*hash), start << 8 | count);
        }
        table
    }

    fn slot(&self, hash: u64) -> usize {
        usize::try_from(hash >> 24).unwrap_or_default() & (self.slots.len() - 1)
    }

    pub(super) fn get(&self, hash: u64) -> Option<&[Meaning]> {
        let mut slot = self.slot(hash);
        loop {
            let (known, place) = *self.slots.get(slot)?;
            let (start, count) = (usize::try_from(place >> 8).ok()?, usize::try_from(place & 0xFF).ok()?);
            if count == 0 {
                return None;
            }
            if known == tag(hash) {
                return self.meanings.get(start..start + count);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

/// The half of a hash that is compared.
fn tag(hash: u64) -> u32 {
    u32::try_from(hash & 0xFFFF_FFFF).unwrap_or_default()
}
