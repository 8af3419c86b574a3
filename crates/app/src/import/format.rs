//! From a record's text to a row.

use std::sync::Arc;

use serde_json::{Map, Number, Value};

use super::cells::Dialect;
use super::rows::{Field, Whole};
use super::{Expected, Reason, Record, Row};

/// What a file is written in. Cheap to clone; works on any thread.
#[derive(Debug, Clone)]
pub enum Format {
    /// JSON Lines: an object per line.
    Json,
    /// CSV with a header.
    Csv(Arc<Table>),
}

/// A table's header.
#[derive(Debug)]
pub struct Table {
    pub(super) dialect: Dialect,
    pub(super) header: Vec<String>,
}

impl Table {
    pub(super) fn of(header: &str) -> Self {
        let dialect = Dialect::of(header.as_bytes());
        let header = dialect.cells(header).iter().map(|name| name.trim().to_lowercase()).collect();
        Self { dialect, header }
    }

    /// The record as an object: each cell by the name in the header, of the type that its field should have.
    fn object(&self, record: &str, fields: &[Field]) -> Result<Map<String, Value>, Reason> {
        let cells = self.dialect.cells(record);
        if cells.len() > self.header.len() {
            return Err(Reason::Cells { header: self.header.len(), got: cells.len() });
        }
        let mut object = Map::new();
        for (name, cell) in self.header.iter().zip(cells) {
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                object.insert(name.clone(), value(cell, field)?);
            }
        }
        Ok(object)
    }
}

/// A cell as JSON. An empty one is nothing.
fn value(cell: String, field: &Field) -> Result<Value, Reason> {
    let wrong = Reason::Type { field: field.name, expected: field.expected };
    if cell.is_empty() {
        return Ok(Value::Null);
    }
    match field.expected {
        Expected::Text | Expected::Key => Ok(Value::String(cell)),
        Expected::Whole => Whole::parse(&cell).map(|whole| Value::Number(Number::from(whole.0))).ok_or(wrong),
        Expected::Object => serde_json::from_str::<Map<_, _>>(&cell).map(Value::Object).map_err(|_| wrong),
    }
}

impl Format {
    /// The first of the fields that a row cannot do without and the header does not have.
    pub fn lacks<T: Row>(&self) -> Option<&'static str> {
        let Self::Csv(table) = self else { return None };
        let needed = T::FIELDS.iter().filter(|field| field.required).map(|field| field.name);
        needed.into_iter().find(|name| !table.header.iter().any(|have| have == name))
    }

    /// Reads a record.
    pub fn read<T: Row>(&self, record: &Record) -> Result<T, Reason> {
        let text = record.text()?;
        match self {
            // An array would pass for a row whose fields stand in order.
            Self::Json if !text.trim_start().starts_with('{') => Err(Reason::NotJson { at: 1 }),
            Self::Json => serde_json::from_str(text).map_err(|error| why_not_json::<T>(text, &error)),
            Self::Csv(table) => {
                let row = Value::Object(table.object(text, T::FIELDS)?);
                T::deserialize(&row)
                    .map_err(|error| row.as_object().map_or(Reason::Nul, |row| why_not_row::<T>(row, &error)))
            }
        }
    }
}

fn why_not_json<T: Row>(text: &str, error: &serde_json::Error) -> Reason {
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(object) => why_not_row::<T>(&object, error),
        Err(error) => Reason::NotJson { at: error.column() },
    }
}

/// The first field that is missing or of a wrong type.
fn why_not_row<T: Row>(object: &Map<String, Value>, error: &serde_json::Error) -> Reason {
    for field in T::FIELDS {
        let fits = match (object.get(field.name), field.expected) {
            (None | Some(Value::Null), _) if field.required => return Reason::Missing { field: field.name },
            (None | Some(Value::Null), _) => true,
            (Some(value), Expected::Whole) => serde_json::from_value::<Whole>(value.clone()).is_ok(),
            (Some(value), Expected::Text) => value.is_string(),
            (Some(value), Expected::Key) => value.is_string() || value.is_i64() || value.is_u64(),
            (Some(value), Expected::Object) => value.is_object(),
        };
        if !fits {
            return Reason::Type { field: field.name, expected: field.expected };
        }
    }
    Reason::Unreadable { detail: error.to_string() }
}
