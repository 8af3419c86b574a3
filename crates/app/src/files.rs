//! Files that people send in chats: judged by content, named anew, kept, checked for viruses, and served from addresses
//! that end.
//!
//! [`inspect`] decides what may be sent at all; [`FileStore`] keeps it; [`address`] makes what a browser asks for.

pub mod address;
mod inspect;
mod mixed;
pub mod name;
mod pdf;
pub mod store;
mod text;

pub use inspect::{FileKind, Inspected, Limits, inspect};
pub use store::FileStore;
