//! CSV: where a record ends, and what its cells are.

use std::sync::{Mutex, PoisonError};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

/// How a file of CSV is written.
#[derive(Debug)]
pub(super) struct Dialect {
    delimiter: u8,
    /// One, since building its tables takes as long as reading a record, and a clone has lost them (csv-core 0.1.13).
    reader: Mutex<Reader>,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    Beginning,
    Plain,
    Quoted,
    AfterQuote,
}

impl Dialect {
    /// The dialect of a header: its delimiter is the most frequent of comma, `;` and tab.
    pub fn of(header: &[u8]) -> Self {
        let count = |wanted: &u8| header.iter().filter(|byte| *byte == wanted).count();
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let reader = ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build();
        Self { delimiter, reader: Mutex::new(reader) }
    }

    /// Whether the record goes on in the next line: the last cell of this one is quoted and still open. `was_open` says
    /// the same of the line before.
    ///
    /// A quote opens a cell only at its beginning; elsewhere it is a letter, as in `5" экран`. `None`: the quote that
    /// closes a cell from the lines before stands within a word, so it was meant to open one, and the quote before it
    /// was never closed.
    pub fn is_open(&self, line: &[u8], was_open: bool) -> Option<bool> {
        let mut at = if was_open { At::Quoted } else { At::Beginning };
        let mut carried = was_open;
        for byte in line {
            at = match (at, *byte) {
                (At::Quoted, b'"') => At::AfterQuote,
                (At::Quoted, _) | (At::Beginning | At::AfterQuote, b'"') => At::Quoted,
                (_, byte) if byte == self.delimiter => At::Beginning,
                (At::AfterQuote, _) if carried => return None,
                _ => At::Plain,
            };
            carried &= matches!(at, At::Quoted | At::AfterQuote);
        }
        Some(at == At::Quoted)
    }

    /// The cells of one record.
    pub fn cells(&self, record: &str) -> Vec<String> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.reset();
        let mut text = vec![0; record.len() + 1];
        let mut ends = vec![0; record.bytes().filter(|byte| *byte == self.delimiter).count() + 2];
        let (mut input, mut written, mut count) = (record.as_bytes(), 0, 0);
        loop {
            let (result, read, wrote, ended) = reader.read_record(input, &mut text[written..], &mut ends[count..]);
            input = &input[read..];
            written += wrote;
            count += ended;
            // The reader learns from an empty input that the record is over; there is always room for what it writes.
            if result != ReadRecordResult::InputEmpty {
                break;
            }
        }
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let cell = |(begin, end): (usize, &usize)| String::from_utf8_lossy(&text[begin..*end]).into_owned();
        begins.zip(&ends[..count]).map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_header_shows_its_delimiter() {
        for (header, delimiter) in [("sku,name", b','), ("sku;name;a,b", b';'), ("sku\tname", b'\t'), ("sku", b',')] {
            assert_eq!(Dialect::of(header.as_bytes()).delimiter, delimiter, "{header}");
        }
    }

    #[test]
    fn quotes_inside_a_word_do_not_open_anything() {
        let dialect = Dialect::of(b"a,b");
        for (open, record) in [
            (false, "5\" экран,б"),
            (true, "1,\"начало"),
            (false, "1,\"он сказал \"\"да\"\"\""),
            (true, "1,\"он сказал \"\"да"),
            (false, "\"\",\"\""),
            (true, "\"\"\""),
        ] {
            assert_eq!(dialect.is_open(record.as_bytes(), false), Some(open), "{record}");
        }
        assert_eq!(dialect.is_open(b"x", true), Some(true));
        assert_eq!(dialect.is_open(b"x \"\"y\"\"\",z", true), Some(false));
        assert_eq!(dialect.is_open(b"2,\"y\"", true), None);
        assert_eq!(dialect.cells("5\" экран,\"a \"\"b\"\"\nс\",\rd,"), ["5\" экран", "a \"b\"\nс", "\rd", ""]);
    }

    proptest! {
        /// What the csv crate writes is cut and read back as it was.
        #[test]
        fn whatever_stands_in_cells_comes_back(cells in prop::collection::vec("[а-яa\",;\n\r\t 0-9]{0,12}", 1..6)) {
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            let record = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let record = record.trim_end_matches('\n');
            let dialect = Dialect::of(b"a,b,c");
            prop_assert_eq!(dialect.is_open(record.as_bytes(), false), Some(false));
            // A record of one empty cell is an empty line, which is none.
            prop_assume!(!record.is_empty());
            prop_assert_eq!(dialect.cells(record), cells);
        }
    }
}
