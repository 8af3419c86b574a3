//! What goes into a statement and what comes out of a row: `text`, `bigint`, `boolean` and `bytea`/`blob`, no more.

use std::borrow::Cow;
use std::fmt;

use crate::error::StoreError;

/// A parameter, as both engines take it.
#[derive(Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Not there.
    Null,
    /// `bigint`.
    Int(i64),
    /// `boolean`; 0 or 1 on SQLite.
    Bool(bool),
    /// `text`.
    Text(Cow<'a, str>),
    /// `bytea` or `blob`.
    Bytes(Cow<'a, [u8]>),
    /// A full-text query, in the language of each engine.
    Search {
        /// For SQLite's FTS5.
        fts5: Cow<'a, str>,
        /// For PostgreSQL's `tsquery`, as text.
        tsquery: Cow<'a, str>,
    },
}

impl Value<'_> {
    /// The same, kept.
    pub(crate) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(number),
            Self::Bool(yes) => Value::Bool(yes),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
            Self::Search { fts5, tsquery } => {
                Value::Search { fts5: Cow::Owned(fts5.into_owned()), tsquery: Cow::Owned(tsquery.into_owned()) }
            }
        }
    }

    /// What kind it is, never what it says.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Search { .. } => "a search",
        }
    }
}

/// Drivers log parameters; what people write must not get there.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

/// A type that can be a parameter of a statement.
pub trait Param {
    /// The value to send.
    fn value(&self) -> Value<'_>;
}

/// A column of a row, as both engines give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Not there.
    Null,
    /// A whole number; SQLite's booleans too.
    Int(i64),
    /// `boolean` of PostgreSQL.
    Bool(bool),
    /// `text`.
    Text(&'a str),
    /// `bytea` or `blob`.
    Bytes(&'a [u8]),
}

impl Cell<'_> {
    fn kind(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// A type that can be read from a column.
pub trait FromColumn: Sized {
    /// Reads it; the error says what kind of value stands there, never the value.
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError>;
}

fn mismatch<T>(wanted: &str, cell: Cell<'_>) -> Result<T, StoreError> {
    Err(StoreError::other(format!("{wanted} was expected, but {} stands there", cell.kind())))
}

impl Param for i64 {
    fn value(&self) -> Value<'_> {
        Value::Int(*self)
    }
}

impl FromColumn for i64 {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Int(number) => Ok(number),
            other => mismatch("a number", other),
        }
    }
}

/// Narrower numbers are stored as `bigint` and checked on the way out.
macro_rules! narrow {
    ($($kind:ty),*) => {$(
        impl Param for $kind {
            fn value(&self) -> Value<'_> {
                Value::Int(i64::from(*self))
            }
        }

        impl FromColumn for $kind {
            fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
                Self::try_from(i64::from_column(cell)?)
                    .map_err(|_| StoreError::other(concat!("the number does not fit into ", stringify!($kind))))
            }
        }
    )*};
}

narrow!(i32, u32, u16, u8);

impl Param for bool {
    fn value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl FromColumn for bool {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Bool(yes) => Ok(yes),
            Cell::Int(number @ (0 | 1)) => Ok(number == 1),
            other => mismatch("a boolean", other),
        }
    }
}

impl Param for str {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl Param for String {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl FromColumn for String {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Text(text) => Ok(text.to_owned()),
            other => mismatch("a text", other),
        }
    }
}

impl Param for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
}

impl<const N: usize> Param for [u8; N] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
}

impl Param for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(Cow::Borrowed(self))
    }
}

impl FromColumn for Vec<u8> {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Bytes(bytes) => Ok(bytes.to_vec()),
            other => mismatch("bytes", other),
        }
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        match cell {
            Cell::Null => Ok(None),
            there => T::from_column(there).map(Some),
        }
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}
