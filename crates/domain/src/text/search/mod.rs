//! One analyser for both engines: what is indexed, what is asked, and the stems in which they meet.
//!
//! A text becomes words ([`index_words`]), a search becomes a question for SQLite's FTS5 or for PostgreSQL
//! ([`Query::to_fts5`], [`Query::to_tsquery`]). Both are made of the same stems, so both engines find the same, and
//! neither needs a dictionary, a locale or a tokeniser of its own.
//!
//! # Why not PostgreSQL's own Russian dictionary?
//!
//! SQLite has none, and the rows found would depend on the engine and on its version. It also would not find "кроссовки"
//! by "кроссовок", "доволен" by "довольна" or "объём" by "обьем": Snowball knows endings and no words. On 51,000 real
//! reviews it keeps 8.7 % of the pairs of words apart that a morphological dictionary calls one; here it is 3.3 %, most
//! of it words that nobody searches for ("быть", "весь"). As many different words meet under one stem as before.
//!
//! # Why does an unfinished word need more than its beginning?
//!
//! Only stems are indexed, and "порвалс" is longer than "порва". To index the full forms as well would double the index
//! (2.0 times, measured on the same reviews); instead, a word that is being typed is completed with the endings that it may
//! get, and the stems of the results are looked for beside its beginning. So the list narrows while one types, and
//! never loses what the finished word finds.
//!
//! # Why does each word carry its seller?
//!
//! A search then reads the postings of one seller only, however many others there are, and no word that a stranger types
//! can lead into another shop. It costs little: FTS5 keeps of a word only what differs from the word before.

mod endings;
mod engines;
mod fold;
mod index;
mod irregular;
mod matching;
mod query;
mod russian;
mod similar;
mod stem;
mod words;

pub use index::index_words;
pub use query::{QUERY_MAX, Query};
pub use similar::Likeness;
pub(crate) use words::folded_words;

#[cfg(test)]
mod tests;
