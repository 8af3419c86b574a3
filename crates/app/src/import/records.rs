//! A file, cut into records.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::format::Table;
use super::lines::Lines;
use super::{Format, Reason};

/// The most bytes that a record of several lines may have; beyond them its quote counts as never closed.
const MAX_OPEN: usize = 128 << 10;
const BUFFER: usize = 128 << 10;

/// A record as it stands in the file: a line of JSON, or one or more lines of CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number of its first line, from 1.
    pub line: u64,
    /// Its bytes, without the end of the last line; the beginning only, where the line is too long.
    pub bytes: Vec<u8>,
    /// Why it cannot be read at all.
    pub broken: Option<Reason>,
}

impl Record {
    /// The text, where it is one.
    pub fn text(&self) -> Result<&str, Reason> {
        if let Some(reason) = &self.broken {
            return Err(reason.clone());
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|error| Reason::NotUtf8 { at: error.valid_up_to() + 1 })?;
        if self.bytes.contains(&0) { Err(Reason::Nul) } else { Ok(text) }
    }
}

/// Why nothing of a file can be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system does not give it.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// One JSON array instead of a line per object.
    #[error("the file is one JSON array; a line per object is read")]
    Array,
    /// The header of a table is not text.
    #[error("the header cannot be read")]
    Header(Reason),
}

/// What kept a file from being read to its end. What came before it was given out.
#[derive(Debug, thiserror::Error)]
#[error("reading stopped after line {line}: {error}")]
pub struct Trouble {
    /// The last line that was whole.
    pub line: u64,
    /// What happened.
    pub error: io::Error,
}

/// The records of a file, one by one. A bad one never ends them.
pub struct Records {
    lines: Lines<Box<dyn BufRead + Send>>,
    /// Lines that were read ahead in search of a closing quote.
    ahead: VecDeque<Record>,
    format: Format,
    last: u64,
    trouble: Option<Trouble>,
    progress: Arc<AtomicU64>,
}

impl Records {
    /// Opens a file: gzip by its first bytes; CSV or JSON Lines by its name, or by its first sign where the name is
    /// silent.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        Self::new(File::open(path)?, &name)
    }

    /// The same from any source of bytes.
    pub fn new(source: impl Read + Send + 'static, name: &str) -> Result<Self, OpenError> {
        let progress = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: source, progress: Arc::clone(&progress) };
        let mut raw = BufReader::with_capacity(BUFFER, counted);
        let inner: Box<dyn BufRead + Send> = if raw.fill_buf()?.starts_with(&[0x1F, 0x8B]) {
            Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(raw)))
        } else {
            Box::new(raw)
        };
        let lines = Lines::new(inner);
        let mut records =
            Self { lines, ahead: VecDeque::new(), format: Format::Json, last: 0, trouble: None, progress };
        records.find_format(name)?;
        Ok(records)
    }

    /// What the file is written in.
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// Bytes of the file that were read so far, before unpacking; to be shared with who shows the progress.
    pub fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.progress)
    }

    /// After the last record: what kept the file from being read to its end.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// The same, to keep.
    pub fn into_trouble(self) -> Option<Trouble> {
        self.trouble
    }

    fn find_format(&mut self, name: &str) -> Result<(), OpenError> {
        let Some(first) = self.next_line() else {
            return Err(self.trouble.take().map_or(OpenError::Empty, |trouble| trouble.error.into()));
        };
        let sign = first.bytes.trim_ascii_start().first().copied();
        let says = |suffix: &str| name.strip_suffix(".gz").unwrap_or(name).ends_with(suffix);
        let json = !says(".csv") && (sign == Some(b'{') || [".jsonl", ".ndjson", ".json"].into_iter().any(says));
        if sign == Some(b'[') && !says(".csv") {
            return Err(OpenError::Array);
        }
        if json {
            self.ahead.push_front(first);
        } else {
            self.format = Format::Csv(Arc::new(Table::of(first.text().map_err(OpenError::Header)?)));
        }
        Ok(())
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> Option<Record> {
        loop {
            let line = self.next_raw()?;
            if !line.bytes.trim_ascii().is_empty() {
                return Some(line);
            }
        }
    }

    fn next_raw(&mut self) -> Option<Record> {
        if let Some(line) = self.ahead.pop_front() {
            return Some(line);
        }
        if self.trouble.is_some() {
            return None;
        }
        match self.lines.next() {
            Ok(line) => {
                self.last = line.as_ref().map_or(self.last, |line| line.line);
                line
            }
            Err((error, cut)) => {
                self.trouble = Some(Trouble { line: self.last, error });
                cut
            }
        }
    }

    /// Adds to a CSV record whose quote is open the lines up to the one that closes it. Where none does, only the first
    /// line is broken, and the others are records again.
    fn close_quote(&mut self, table: &Table, record: &mut Record) {
        let first = record.bytes.len();
        let mut open = table.dialect.is_open(&record.bytes, false);
        let mut taken = Vec::new();
        while open == Some(true) {
            let next = self.next_raw();
            let fits = |line: &Record| line.broken.is_none() && record.bytes.len() + line.bytes.len() < MAX_OPEN;
            open = match next.as_ref().filter(|line| fits(line)) {
                Some(line) => {
                    record.bytes.push(b'\n');
                    record.bytes.extend_from_slice(&line.bytes);
                    table.dialect.is_open(&line.bytes, true)
                }
                None => None,
            };
            taken.extend(next);
        }
        if open.is_none() {
            record.bytes.truncate(first);
            record.broken = Some(Reason::QuoteOpen);
            taken.into_iter().rev().for_each(|line| self.ahead.push_front(line));
        }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut record = self.next_line()?;
        if record.broken.is_none()
            && let Format::Csv(table) = &self.format
        {
            self.close_quote(&Arc::clone(table), &mut record);
        }
        Some(record)
    }
}

struct Counted<R> {
    inner: R,
    progress: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.progress.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
