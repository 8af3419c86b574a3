//! Values and cells in PostgreSQL's own encoding.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{Format, FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::error::StoreError;
use crate::tx::Columns;
use crate::value::{Cell, Value};

type Mismatch = Box<dyn Error + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Mismatch> {
        match self {
            Value::Null => return Ok(IsNull::Yes),
            Value::Int(number) => put_number(*number, ty, out)?,
            Value::Bool(yes) if *ty == Type::BOOL => out.put_u8(u8::from(*yes)),
            Value::Text(text) => put_text(text, ty, out)?,
            Value::Search { tsquery, .. } => put_text(tsquery, ty, out)?,
            Value::Bytes(bytes) if *ty == Type::BYTEA => out.put_slice(bytes),
            other => return Err(mismatch(other, ty)),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, ty: &Type) -> Format {
        if as_text(ty) { Format::Text } else { Format::Binary }
    }

    to_sql_checked!();
}

/// Types that have a language of their own, which the server reads from text: `cast($1 as tsquery)`.
fn as_text(ty: &Type) -> bool {
    matches!(*ty, Type::TSQUERY | Type::TS_VECTOR | Type::JSON | Type::JSONB)
}

fn put_number(number: i64, ty: &Type, out: &mut BytesMut) -> Result<(), Mismatch> {
    match *ty {
        Type::INT8 => out.put_i64(number),
        // What the server takes a parameter for that stands beside a small literal: `coalesce($1, 0)`.
        Type::INT4 => out.put_i32(i32::try_from(number)?),
        _ => return Err(mismatch(&Value::Int(number), ty)),
    }
    Ok(())
}

fn put_text(text: &str, ty: &Type, out: &mut BytesMut) -> Result<(), Mismatch> {
    if text.contains('\0') {
        return Err("a text holds the character NUL, which PostgreSQL cannot store".into());
    }
    match *ty {
        Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN => {}
        _ if as_text(ty) => {}
        _ => return Err(mismatch(&Value::Text(text.into()), ty)),
    }
    out.put_slice(text.as_bytes());
    Ok(())
}

fn mismatch(value: &Value<'_>, ty: &Type) -> Mismatch {
    format!("{} was given for a parameter of type {ty}", value.kind()).into()
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Mismatch> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Cell::Int(i64::from(number))),
            Type::INT2 => i16::from_sql(ty, raw).map(|number| Cell::Int(i64::from(number))),
            Type::BOOL => bool::from_sql(ty, raw).map(Cell::Bool),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN => <&str>::from_sql(ty, raw).map(Cell::Text),
            Type::BYTEA => Ok(Cell::Bytes(raw)),
            _ => Err(format!("a value of type {ty} stands there: cast it to bigint, text or boolean").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Mismatch> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl Columns for tokio_postgres::Row {
    fn cell(&self, index: usize) -> Result<Cell<'_>, StoreError> {
        self.try_get(index).map_err(|error| super::errors::kind(&error))
    }
}
