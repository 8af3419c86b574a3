//! Lines of a file of any size, in bounded memory.

use std::io::{self, BufRead, Read};

use super::{Reason, Record};

/// The most bytes that a line may have. A longer one is skipped to its end without being held.
pub const MAX_LINE: usize = 1 << 20;
/// How much of a line that is too long is kept, to be recognised by.
const KEPT_OF_LONG: usize = 64 << 10;

#[derive(Debug)]
pub(super) struct Lines<R> {
    inner: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, number: 0 }
    }

    /// The next line without its end, `None` after the last. After an error there is nothing more; a line that it cut
    /// is given with it.
    pub fn next(&mut self) -> Result<Option<Record>, (io::Error, Option<Record>)> {
        let mut bytes = Vec::new();
        self.number += 1;
        let line = self.number;
        let read = (&mut self.inner).take(MAX_LINE as u64 + 1).read_until(b'\n', &mut bytes);
        if let Err(error) = read {
            let cut = (!bytes.is_empty()).then_some(Record { line, bytes, broken: Some(Reason::Cut) });
            return Err((error, cut));
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let too_long = bytes.len() > MAX_LINE && bytes.last() != Some(&b'\n');
        if too_long {
            bytes.truncate(KEPT_OF_LONG);
            bytes.shrink_to_fit();
            self.skip_to_end().map_err(|error| (error, None))?;
        }
        for end in [b'\n', b'\r'] {
            if bytes.last() == Some(&end) {
                bytes.pop();
            }
        }
        if line == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        Ok(Some(Record { line, bytes, broken: too_long.then_some(Reason::TooLong) }))
    }

    fn skip_to_end(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.inner.fill_buf()?;
            let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.inner.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}
