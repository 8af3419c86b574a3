//! One analyser for both engines: what is indexed, what is asked, and the stems in which they meet.
//!
//! A text becomes words ([`index_words`]), a search becomes a question for SQLite's FTS5 or for PostgreSQL
//! ([`Query::to_fts5`], [`Query::to_tsquery`]). Both are made of the same stems, so both engines find the same, and
//! neither needs a dictionary, a locale or a tokeniser of its own.
//!
//! # Why not PostgreSQL's own Russian dictionary?
//!
//! SQLite has none, and the rows found would depend on the engine. It also would not find "кроссовки" by "кроссовок":
//! Snowball leaves vowels that come and go ([`stem`](mod@stem) settles them), and two dictionaries can differ by a version.
//!
//! # Why does an unfinished word need more than its beginning?
//!
//! Only stems are indexed. To index the full forms as well would nearly double the index; instead, a word that is being
//! typed is completed with the endings it may get, and the stems of the results are looked for beside its beginning.
//! So the list narrows while one types, and never loses what the finished word finds.

mod endings;
mod engines;
mod fold;
mod index;
mod irregular;
mod matching;
mod query;
mod russian;
mod stem;
mod words;

pub use index::index_words;
pub use query::{QUERY_MAX, Query};
pub(crate) use words::folded_words;

#[cfg(test)]
mod tests;
