//! Whether somebody's clean texts need a person's look: a rule over what became of their texts lately.

/// How somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Their clean texts can be published at once.
    Good,
    /// A person looks at everything they write.
    Watched,
}

/// Refusals of the last 90 days that are forgiven, whatever their share: everybody is mistaken now and then.
const FORGIVEN: u64 = 2;
/// More refusals than one text in so many make somebody watched.
const ONE_IN: u128 = 10;

/// How somebody stands of whose texts so many were published and refused in the last 90 days. Who has written nothing yet
/// stands well: nobody is guilty of being new.
pub fn standing(published: u64, refused: u64) -> Standing {
    let all = u128::from(published) + u128::from(refused);
    if refused > FORGIVEN && u128::from(refused) * ONE_IN > all { Standing::Watched } else { Standing::Good }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newcomer_stands_well_and_so_does_who_was_mistaken_twice() {
        assert_eq!(standing(0, 0), Standing::Good);
        assert_eq!(standing(0, 2), Standing::Good);
        assert_eq!(standing(0, 3), Standing::Watched);
    }

    #[test]
    fn a_large_shop_is_judged_by_the_share_of_its_refusals() {
        assert_eq!(standing(90, 10), Standing::Good);
        assert_eq!(standing(89, 10), Standing::Watched);
        assert_eq!(standing(u64::MAX, u64::MAX), Standing::Watched);
    }
}
