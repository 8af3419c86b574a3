//! Writing a table that comes back the same way.

use domain::Lang;
use domain::exports::{defused, separator};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::Failure;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text; what would begin a formula is made harmless.
    Text(String),
    /// A number in hundredths: a sum in minor units, a share in hundredths of a percent.
    Hundredths(i64),
    /// A whole number.
    Whole(i64),
    /// Nothing.
    Empty,
}

/// A table as CSV that Excel opens in columns: with its mark, and the separator of the language.
pub fn csv(lang: Lang, headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator(lang))
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(headings).map_err(Failure::fault)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| text(lang, cell))).map_err(Failure::fault)?;
    }
    writer.into_inner().map_err(|error| Failure::fault(error.into_error()))
}

fn text(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => defused(text).into_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Hundredths(number) => {
            let sign = if lang == Lang::Ru { ',' } else { '.' };
            match number % 100 {
                0 => (number / 100).to_string(),
                rest => format!("{}{sign}{rest:02}", number / 100),
            }
        }
        Cell::Empty => String::new(),
    }
}

/// A table as a workbook.
pub fn workbook(headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, Failure> {
    written(headings, rows).map_err(Failure::fault)
}

fn written(headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, sheet) = (Format::new().set_bold(), book.add_worksheet());
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.set_column_width(column, if column == 1 { 40.0 } else { 16.0 })?;
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string(at, column, &*defused(text))?,
                // A number of a price has at most 15 digits, which a fraction of base two holds exactly enough to be read back.
                #[allow(clippy::cast_precision_loss, reason = "at most 15 digits")]
                Cell::Hundredths(number) => sheet.write_number(at, column, *number as f64 / 100.0)?,
                #[allow(clippy::cast_precision_loss, reason = "pieces, far below 2^53")]
                Cell::Whole(number) => sheet.write_number(at, column, *number as f64)?,
                Cell::Empty => sheet,
            };
        }
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::super::{Column, read};
    use super::*;

    const HEADINGS: &[&str] = &["SKU", "Название", "Цена в акции, ₽", "Скидка, %", "Количество"];

    fn rows() -> Vec<Vec<Cell>> {
        vec![
            // A number of a product may have more digits than a spreadsheet can count: it is written as text.
            vec![
                Cell::Text("9007199254740993".into()),
                Cell::Text("=HYPERLINK(\"http://x\")".into()),
                Cell::Hundredths(119_050),
                Cell::Hundredths(2_013),
                Cell::Whole(40),
            ],
            vec![Cell::Text("2".into()), Cell::Text("-5".into()), Cell::Hundredths(100), Cell::Empty, Cell::Empty],
        ]
    }

    #[test]
    fn what_is_written_comes_back() {
        let wanted = [Column::Product, Column::Price, Column::Discount, Column::Quantity];
        let files = [
            csv(Lang::Ru, HEADINGS, &rows()).unwrap(),
            csv(Lang::En, HEADINGS, &rows()).unwrap(),
            workbook(HEADINGS, &rows()).unwrap(),
        ];
        for file in files {
            let table = read(&file, &wanted).unwrap();
            assert_eq!(table.bad, []);
            let first = &table.rows[0];
            assert_eq!((first.product.as_str(), first.value(Column::Price)), ("9007199254740993", Some(119_050)));
            assert_eq!((first.value(Column::Discount), first.value(Column::Quantity)), (Some(2_013), Some(40)));
            assert_eq!(table.rows[1].values, [(Column::Price, 100)]);
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_made_harmless() {
        let file = String::from_utf8(csv(Lang::Ru, HEADINGS, &rows()).unwrap()).unwrap();
        assert!(file.starts_with('\u{FEFF}') && file.contains("\"'=HYPERLINK"), "{file}");
        assert!(file.contains(";'-5;1;;"), "{file}");
    }
}
