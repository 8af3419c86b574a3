//! Tables that sellers bring: prices, discounts, pieces, costs and floors, row by row; and numbers as people type them.
//!
//! A row is read as a whole or refused as a whole, with its number in the file and what is wrong with it.

pub mod entries;
pub mod number;
mod packed;
mod read;
mod write;

use std::collections::HashSet;

use domain::{Code, Refusal};

pub use read::read;
pub use write::{Cell, csv, workbook};

/// Rows of a table, at most.
pub const ROWS_MAX: usize = 100_000;
/// Bytes of a file, at most.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The product: its number, or its article at the shop.
    Product,
    /// A price.
    Price,
    /// A discount in percent.
    Discount,
    /// Pieces.
    Quantity,
    /// What one piece costs the seller.
    Cost,
    /// Commission in percent.
    Commission,
    /// Delivery and handling of one piece.
    Logistics,
    /// Tax in percent.
    Tax,
    /// The price under which the product never sells.
    Floor,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 9] = [
        Self::Product,
        Self::Price,
        Self::Discount,
        Self::Quantity,
        Self::Cost,
        Self::Commission,
        Self::Logistics,
        Self::Tax,
        Self::Floor,
    ];

    /// What stands above it: in Russian, in English, and what else people write. Units in brackets and behind commas are not looked
    /// at.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Product => &["артикул", "sku", "offer_id", "offer id", "article", "product", "код", "ozon sku"],
            Self::Price => &["цена в акции", "price", "action_price", "цена", "promotion price"],
            Self::Discount => &["скидка", "discount"],
            Self::Quantity => &["количество", "quantity", "штук", "pieces", "stock", "кол-во"],
            Self::Cost => &["себестоимость", "cost"],
            Self::Commission => &["комиссия", "commission"],
            Self::Logistics => &["логистика", "logistics"],
            Self::Tax => &["налог", "tax"],
            Self::Floor => &["порог", "floor", "min_price", "минимальная цена"],
        }
    }

    /// The column with this heading.
    pub fn of(heading: &str) -> Option<Self> {
        let bare = heading.split([',', '(']).next().unwrap_or_default();
        let bare = bare.trim_matches(['%', '₽', ' ', '\u{a0}']).to_lowercase();
        Self::ALL.into_iter().find(|column| column.names().contains(&bare.as_str()))
    }

    /// Its name in refusals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Product => "sku",
            Self::Price => "price",
            Self::Discount => "discount",
            Self::Quantity => "quantity",
            Self::Cost => "cost",
            Self::Commission => "commission",
            Self::Logistics => "logistics",
            Self::Tax => "tax",
            Self::Floor => "floor",
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 1; the headings are a row too.
    pub number: u64,
    /// The product as it is named there.
    pub product: String,
    /// Columns that are filled in: sums in minor units, shares in hundredths of a percent, pieces.
    pub values: Vec<(Column, i64)>,
}

impl Row {
    /// What stands in a column; `None` where it is empty.
    pub fn value(&self, column: Column) -> Option<i64> {
        self.values.iter().find(|(one, _)| *one == column).map(|(_, value)| *value)
    }
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What stands in the cell.
    pub cell: String,
    /// Why.
    pub why: Refusal,
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns that were found, from left to right.
    pub columns: Vec<Column>,
    /// Headings that mean nothing here.
    pub unknown: Vec<String>,
    /// The rows that can be used.
    pub rows: Vec<Row>,
    /// Those that cannot.
    pub bad: Vec<BadRow>,
}

/// The columns of a row that are filled in.
type Values = Vec<(Column, i64)>;

/// A table that is being put together from cells, whatever kind of file they come from.
struct Builder {
    table: Table,
    /// Which column of the file is which.
    places: Vec<(usize, Column)>,
    seen: HashSet<String>,
}

impl Builder {
    /// A table with these headings. A product must be named, and something said of it.
    fn new(headings: &[String], wanted: &[Column]) -> Result<Self, Refusal> {
        let mut it = Self { table: Table::default(), places: Vec::new(), seen: HashSet::new() };
        for (place, heading) in headings.iter().enumerate() {
            match Column::of(heading).filter(|column| wanted.contains(column) && !it.table.columns.contains(column)) {
                Some(column) => {
                    it.places.push((place, column));
                    it.table.columns.push(column);
                }
                None if heading.trim().is_empty() => {}
                None => it.table.unknown.push(heading.trim().chars().take(60).collect()),
            }
        }
        if !it.table.columns.contains(&Column::Product) {
            return Err(Refusal::new(Code::SheetColumnMissing).with("column", "SKU"));
        }
        if it.table.columns.len() == 1 {
            return Err(Refusal::new(Code::SheetColumnMissing).with("column", wanted_names(wanted)));
        }
        Ok(it)
    }

    /// Takes the cells of a row. A row of empty cells is none.
    fn row(&mut self, number: u64, cells: &[String]) -> Result<(), Refusal> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.table.rows.len() + self.table.bad.len() >= ROWS_MAX {
            return Err(Refusal::new(Code::SheetTooLong).with("max", ROWS_MAX));
        }
        match self.read(cells) {
            Ok((product, values)) => self.table.rows.push(Row { number, product, values }),
            Err((why, cell)) => {
                self.table.bad.push(BadRow { number, cell: cell.chars().take(80).collect(), why });
            }
        }
        Ok(())
    }

    fn read(&mut self, cells: &[String]) -> Result<(String, Values), (Refusal, String)> {
        let (mut product, mut values) = (String::new(), Vec::new());
        for (place, column) in &self.places {
            let cell = cells.get(*place).map_or("", |cell| cell.trim());
            let refused = |code: Code| (Refusal::new(code).at(column.as_str()), cell.to_owned());
            if cell.starts_with('=') {
                return Err(refused(Code::SheetFormula));
            }
            match column {
                // Exports put an apostrophe before what would be a formula.
                Column::Product => cell.trim_start_matches('\'').clone_into(&mut product),
                _ if cell.is_empty() => {}
                Column::Quantity => values.push((*column, number::pieces(cell).map_err(refused)?)),
                Column::Discount | Column::Commission | Column::Tax => {
                    values.push((*column, number::share(cell).map_err(refused)?));
                }
                Column::Price | Column::Cost | Column::Logistics | Column::Floor => {
                    values.push((*column, number::money(cell).map_err(refused)?));
                }
            }
        }
        if product.is_empty() {
            return Err((Refusal::new(Code::FieldMissing).at("sku"), String::new()));
        }
        if !self.seen.insert(product.clone()) {
            return Err((Refusal::new(Code::SheetTwice), product));
        }
        Ok((product, values))
    }
}

fn wanted_names(wanted: &[Column]) -> String {
    let names = wanted.iter().filter(|column| **column != Column::Product).filter_map(|column| column.names().first());
    names.copied().collect::<Vec<_>>().join(" / ")
}
