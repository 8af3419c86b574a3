//! Reading a file, whatever a spreadsheet made of it: CSV with any separator and in the encodings of Excel, or a workbook.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook_from_rs};
use domain::{Code, Refusal};

use super::{BYTES_MAX, Builder, Column, Table, packed};

/// Reads a table of these columns. What a workbook reckons by formulas is taken as it was shown; a formula in a CSV is text that
/// nobody has reckoned, and its row is refused.
pub fn read(bytes: &[u8], wanted: &[Column]) -> Result<Table, Refusal> {
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::new(Code::FileTooLarge).at("file").with("max", BYTES_MAX / 1024 / 1024));
    }
    if bytes.is_empty() {
        return Err(Refusal::new(Code::FileEmpty).at("file"));
    }
    if bytes.starts_with(b"PK\x03\x04") { workbook(bytes, wanted) } else { csv(bytes, wanted) }
}

fn csv(bytes: &[u8], wanted: &[Column]) -> Result<Table, Refusal> {
    let text = decoded(bytes)?;
    // Excel's own word for the separator.
    let (told, text) = match text.get(..5).filter(|begin| begin.to_lowercase().starts_with("sep=")) {
        Some(begin) => {
            (begin.as_bytes().get(4).copied(), text.get(5..).unwrap_or_default().trim_start_matches(['\r', '\n']))
        }
        None => (None, text.as_str()),
    };
    let first = text.lines().next().unwrap_or_default();
    let count = |wanted: &u8| first.bytes().filter(|byte| byte == wanted).count();
    let delimiter = told.unwrap_or_else(|| [b',', b'\t', b';'].into_iter().max_by_key(count).unwrap_or(b';'));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut builder = None;
    for record in reader.records() {
        let record = record.map_err(|_| unreadable())?;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let line =
            record.position().map_or(0, |at| at.line() + blank_lines(text, at.byte())) + u64::from(told.is_some());
        match &mut builder {
            None => builder = Some(Builder::new(&cells, wanted)?),
            Some(builder) => builder.row(line, &cells)?,
        }
    }
    builder.map(|builder| builder.table).ok_or_else(|| Refusal::new(Code::FileEmpty).at("file"))
}

/// A record is said to begin where the one before ended, so that empty lines between them are not counted.
fn blank_lines(text: &str, from: u64) -> u64 {
    let rest = usize::try_from(from).ok().and_then(|from| text.as_bytes().get(from..)).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    blank as u64
}

/// UTF-8 with or without its mark, UTF-16 with one (Excel's "Unicode text"), or Windows-1251 (its plain CSV in Russian).
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8(rest.to_vec()).map_err(|_| unreadable());
    }
    for (mark, unit) in [(b"\xFF\xFE", u16::from_le_bytes as fn([u8; 2]) -> u16), (b"\xFE\xFF", u16::from_be_bytes)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (pairs, odd) = rest.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().copied().map(unit).collect();
            return if odd.is_empty() {
                String::from_utf16(&units).map_err(|_| unreadable())
            } else {
                Err(unreadable())
            };
        }
    }
    if bytes.contains(&0) {
        return Err(unreadable());
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(windows_1251).collect(),
    })
}

/// A letter of Windows-1251; of those that no price list needs only a mark stays.
fn windows_1251(byte: u8) -> char {
    match byte {
        0..=0x7F => char::from(byte),
        0xC0..=0xFF => char::from_u32(0x0410 + u32::from(byte - 0xC0)).unwrap_or('\u{FFFD}'),
        0xA8 => 'Ё',
        0xB8 => 'ё',
        0xA0 => '\u{a0}',
        0xB9 => '№',
        0xAB => '«',
        0xBB => '»',
        0x96 | 0x97 => '–',
        _ => '\u{FFFD}',
    }
}

fn unreadable() -> Refusal {
    Refusal::new(Code::SheetUnreadable).at("file")
}

fn workbook(bytes: &[u8], wanted: &[Column]) -> Result<Table, Refusal> {
    packed::is_of_a_sane_size(bytes)?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let name = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    let mut builder = None;
    let mut row: (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (at, column) = cell.get_position();
        if at != row.0 {
            take(&mut builder, row, wanted)?;
            row = (at, Vec::new());
        }
        // Far to the right stands nothing that a price list has; a cell there must not make a row of millions.
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if place < COLUMNS_MAX {
            row.1.resize(row.1.len().max(place + 1), String::new());
            row.1[place] = said(cell.get_value());
        }
    }
    take(&mut builder, row, wanted)?;
    builder.map(|builder| builder.table).ok_or_else(|| Refusal::new(Code::FileEmpty).at("file"))
}

/// Columns that are looked at.
const COLUMNS_MAX: usize = 200;

fn take(builder: &mut Option<Builder>, row: (u32, Vec<String>), wanted: &[Column]) -> Result<(), Refusal> {
    if row.1.is_empty() {
        return Ok(());
    }
    match builder {
        None => *builder = Some(Builder::new(&row.1, wanted)?),
        Some(builder) => builder.row(u64::from(row.0) + 1, &row.1)?,
    }
    Ok(())
}

fn said(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Int(number) => number.to_string(),
        // Excel keeps all numbers as fractions of base two; what it shows is rounded, and so is this: 15 digits are exact.
        Data::Float(number) if number.is_finite() && number.abs() < 1e15 => {
            let text = format!("{number:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Data::Float(number) => number.to_string(),
        Data::String(text) => text,
        Data::Bool(yes) => yes.to_string(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => "?".to_owned(),
        Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ROWS_MAX;
    use super::*;

    const WANTED: &[Column] = &[Column::Product, Column::Price, Column::Discount, Column::Quantity];

    fn good(table: &Table) -> Vec<(u64, &str, Option<i64>, Option<i64>)> {
        let told = |row: &super::super::Row| (row.value(Column::Price), row.value(Column::Quantity));
        table.rows.iter().map(|row| (row.number, row.product.as_str(), told(row).0, told(row).1)).collect()
    }

    #[test]
    fn whatever_excel_makes_of_a_table_is_the_same_table() {
        let plain = "Артикул;Цена в акции, ₽;Количество\r\nA-1;1190,50;40\r\n300200;\"1 266\";\r\n";
        let mut marked = b"\xEF\xBB\xBF".to_vec();
        marked.extend(plain.bytes());
        let mut wide = b"\xFF\xFE".to_vec();
        wide.extend(plain.encode_utf16().flat_map(u16::to_le_bytes));
        let old: Vec<u8> = plain
            .chars()
            .map(|c| match c {
                '\0'..='\u{7f}' => c as u8,
                '₽' => 0x88,
                _ => u8::try_from(u32::from(c) - 0x0410).unwrap() + 0xC0,
            })
            .collect();
        let tabs = plain.replace(';', "\t");
        let told = format!("sep=;\r\n{plain}");
        let commas = "sku,price,quantity\nA-1,1190.50,40\n300200,1266,\n";
        let wanted = [("A-1", Some(119_050), Some(40)), ("300200", Some(126_600), None)];
        for bytes in [plain.as_bytes(), &marked, &wide, &old, tabs.as_bytes(), told.as_bytes(), commas.as_bytes()] {
            let table = read(bytes, WANTED).unwrap();
            let rows: Vec<_> =
                good(&table).into_iter().map(|(_, product, price, pieces)| (product, price, pieces)).collect();
            assert_eq!(rows, wanted, "{}", String::from_utf8_lossy(bytes));
            assert_eq!(table.bad, []);
        }
    }

    #[test]
    fn a_bad_row_says_its_number_and_the_others_go_on() {
        let text = "sku;price;quantity;note\nA-1;=B2*0,8;1;x\nA-2;1e308;1;\n;5;1;\nA-3;100;2;\nA-3;90;2;\nA-4;100;0;\n\nA-5;;;\n";
        let table = read(text.as_bytes(), WANTED).unwrap();
        assert_eq!(good(&table), [(5, "A-3", Some(10_000), Some(2)), (9, "A-5", None, None)]);
        let bad: Vec<_> = table.bad.iter().map(|row| (row.number, row.why.code)).collect();
        assert_eq!(
            bad,
            [
                (2, Code::SheetFormula),
                (3, Code::PriceInvalid),
                (4, Code::FieldMissing),
                (6, Code::SheetTwice),
                (7, Code::QuantityInvalid)
            ]
        );
        assert_eq!(table.unknown, ["note"]);
    }

    #[test]
    fn a_file_that_is_no_table_is_refused_with_words() {
        let code = |bytes: &[u8]| read(bytes, WANTED).unwrap_err().code;
        assert_eq!(code(b""), Code::FileEmpty);
        assert_eq!(code(b"name;colour\n1;2\n"), Code::SheetColumnMissing);
        assert_eq!(code(b"sku\n1\n"), Code::SheetColumnMissing);
        assert_eq!(code(b"PK\x03\x04nonsense"), Code::SheetUnreadable);
        assert_eq!(code(b"\x89PNG\r\n\x1a\n\0\0"), Code::SheetUnreadable);
        assert_eq!(code(&vec![b'a'; BYTES_MAX + 1]), Code::FileTooLarge);
    }

    #[test]
    fn a_hundred_thousand_rows_are_read_and_one_more_is_refused() {
        let mut text = String::from("sku,price\n");
        for n in 0..ROWS_MAX {
            text.extend([&n.to_string(), ",100\n"]);
        }
        assert_eq!(read(text.as_bytes(), WANTED).unwrap().rows.len(), ROWS_MAX);
        text.push_str("one more,100\n");
        assert_eq!(read(text.as_bytes(), WANTED).unwrap_err().code, Code::SheetTooLong);
    }

    #[test]
    fn a_workbook_is_read_with_what_its_formulas_came_to() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, heading) in ["SKU", "Цена в акции", "Количество"].into_iter().enumerate() {
            sheet.write(0, u16::try_from(column).unwrap(), heading).unwrap();
        }
        sheet.write(1, 0, "A-1").unwrap();
        sheet.write(1, 1, 1190.1).unwrap();
        sheet.write(1, 2, 40).unwrap();
        sheet.write(3, 0, 300_200).unwrap();
        sheet.write_formula(3, 1, rust_xlsxwriter::Formula::new("=B2*2").set_result("2380.2")).unwrap();
        sheet.write(4, 0, "A-2").unwrap();
        sheet.write(4, 1, "дорого").unwrap();
        let table = read(&book.save_to_buffer().unwrap(), WANTED).unwrap();
        assert_eq!(good(&table), [(2, "A-1", Some(119_010), Some(40)), (4, "300200", Some(238_020), None)]);
        assert_eq!(table.bad.iter().map(|row| row.number).collect::<Vec<_>>(), [5]);
    }
}
