//! The guard of the chats: reads a message before it is delivered and says what in it endangers somebody.
//!
//! [`Guard::judge`] is pure: the same message and the same rules give the same [`Judgement`]. Rules are data with a
//! version; [`Guard::built_in`] are ours, [`Guard::parse`] reads an operator's.

mod fold;
pub mod friction;
mod hosts;
mod judge;
mod label;
mod lexicon;
mod numbers;
mod rules;
mod scan;
mod sense;
mod set;
mod spell;
pub mod traces;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

pub use self::label::Label;
pub use self::rules::RulesError;
use crate::people::named;

named! {
    /// What becomes of a message, from the mildest to the strictest.
    #[derive(PartialOrd, Ord)]
    Verdict {
        /// Delivered.
        Allow = "allow",
        /// Delivered with a warning to the one in danger.
        Warn = "warn",
        /// Waits for a person of the safety desk.
        Hold = "hold",
        /// Not delivered.
        Block = "block",
    }
}

named! {
    /// Who writes.
    From {
        /// A buyer.
        Buyer = "buyer",
        /// Somebody of a shop.
        Seller = "seller",
        /// The marketplace's own support; nobody else can be this.
        Support = "support",
    }
}

named! {
    /// Who talks with whom.
    Talk {
        /// A buyer and a shop, also in a dispute.
        BuyerSeller = "buyer_seller",
        /// A shop and support.
        SellerSupport = "seller_support",
        /// A buyer and support.
        BuyerSupport = "buyer_support",
    }
}

/// A message before it is delivered, with what the guard may know about it.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Who writes.
    pub from: From,
    /// Who talks with whom.
    pub talk: Talk,
    /// Whether the talk is about an order.
    pub order: bool,
    /// What the author's shown name passes for: `support`, `bank`, `manager`. It proves nothing.
    pub role_claim: Option<&'a str>,
    /// What is written.
    pub text: &'a str,
    /// The same author's last texts of the last minutes, oldest first: what one of them does not say, two may.
    pub earlier: &'a [&'a str],
}

/// Something that the guard saw, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Why {
    /// What it is.
    pub label: Label,
    /// Bytes of the text, on the bounds of characters; empty where it is about the whole.
    pub span: Range<usize>,
    /// The name of the rule in the data file.
    pub rule: String,
}

/// What the guard makes of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What becomes of the message: the strictest of its labels.
    pub verdict: Verdict,
    /// What was seen, the gravest first.
    pub why: Vec<Why>,
}

impl Judgement {
    /// What was seen, each once.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels: Vec<Label> = self.why.iter().map(|why| why.label).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}

/// The rules, ready to judge.
#[derive(Debug)]
pub struct Guard {
    rules: rules::Rules,
}

impl Guard {
    /// The rules that come with Otklik.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Guard>> = LazyLock::new(|| {
            let rules = rules::parse(include_str!("../data/guard.toml"));
            // A test reads the file; a guard without rules would let everything through.
            Arc::new(Guard { rules: rules.unwrap_or_else(|error| panic!("the guard's own rules: {error}")) })
        });
        Arc::clone(&BUILT_IN)
    }

    /// Rules from a file.
    pub fn parse(toml: &str) -> Result<Self, RulesError> {
        Ok(Self { rules: rules::parse(toml)? })
    }

    /// Which rules these are.
    pub fn version(&self) -> &str {
        &self.rules.version
    }

    /// What the words of a text stand for, by the names of the concepts: so that who writes a rule sees why it does or
    /// does not apply.
    pub fn concepts(&self, text: &str) -> Vec<(Range<usize>, Vec<&str>)> {
        judge::concepts(&self.rules, text)
    }

    /// Reads a message.
    pub fn judge(&self, message: &Message<'_>) -> Judgement {
        judge::judge(&self.rules, message)
    }
}
