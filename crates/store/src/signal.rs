//! "Something new": told to everybody who follows, on every node, after the commit.

use std::borrow::Cow;

use domain::id::SellerId;

/// What is told. It says *that* there is something new, never what: followers read that from the tables.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Something of a seller changed.
    Changed {
        /// Whose.
        seller: SellerId,
        /// What kind of thing, a short word: `events`, `outbox`.
        topic: Cow<'static, str>,
    },
    /// Signals may have been missed (the connection was lost): read everything again.
    Resync,
}

impl Signal {
    /// Something of this seller changed.
    pub const fn changed(seller: SellerId, topic: &'static str) -> Self {
        Self::Changed { seller, topic: Cow::Borrowed(topic) }
    }

    /// Something that this buyer may know of happened in a talk with this seller.
    pub fn buyer(seller: SellerId, buyer: &str) -> Self {
        Self::Changed { seller, topic: Cow::Owned(format!("buyer:{buyer}")) }
    }
}
