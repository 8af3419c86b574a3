//! Moderation: what happens to a text on its way to the public, from the checks to the verdict.
//!
//! - [`intake`]: a text is sent in; the checks look at it, and it is published, refused or waits as a case.
//! - [`desk`]: people take cases, decide, and take decisions back; a decision comes into force ten seconds later.
//! - [`record`]: every verdict becomes a record of the shop's chain.
//! - [`effects`]: what a verdict does to what was judged: one match over all subjects.
//! - [`appeals`]: a verdict is not accepted.

pub mod appeals;
pub mod desk;
pub(crate) mod effects;
pub(crate) mod intake;
pub mod reasons;
pub(crate) mod record;
