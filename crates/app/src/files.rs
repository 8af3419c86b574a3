//! Files that people send in chats: judged by content, named anew, kept, checked for viruses, and served from addresses
//! that end.
//!
//! [`inspect`] decides what may be sent at all; [`FileStore`] keeps it; [`address`] makes what a browser asks for.

pub mod address;
mod inspect;
mod mixed;
pub mod name;
pub mod open;
mod pdf;
pub mod scanner;
pub mod store;
mod text;
mod tidy;

pub use inspect::{FileKind, Inspected, Limits, inspect};
pub use open::{Links, links};
pub use scanner::{ScanState, Scanner};
pub use store::FileStore;
pub(crate) use tidy::tidy;

/// Where files are kept and who looks at them, as the operator has it.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The bucket, instead of a folder beside the pictures.
    pub bucket: Option<store::Bucket>,
    /// ClamAV's daemon.
    pub scanner: Option<Scanner>,
}
