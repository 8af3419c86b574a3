//! The file of what was not taken, beside the file that was read.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use domain::Lang;

use super::{Reason, Record};

/// The most bytes of a line that are written out; longer ones are cut.
const MAX_KEPT: usize = 64 << 10;

/// Lines that were not taken: `FILE.rejected`, written as `number TAB reason TAB line`.
///
/// The line is written byte by byte as it stood (up to 64 KiB), so `cut -f3-` gives what has to be repaired; a break
/// inside a record of CSV is written as `\n`. The file appears whole when [`close`](Self::close) is called, in place of
/// an older one, and does not exist where nothing was rejected.
#[derive(Debug)]
pub struct Rejected {
    path: PathBuf,
    part: PathBuf,
    out: Option<BufWriter<File>>,
    lang: Lang,
    count: u64,
}

impl Rejected {
    /// For the file that is read; nothing is written yet.
    pub fn beside(read: &Path, lang: Lang) -> Self {
        let with = |suffix: &str| {
            let mut name = read.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        };
        Self { path: with(".rejected"), part: with(".rejected.part"), out: None, lang, count: 0 }
    }

    /// How many lines were rejected.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Where they stand once the file is closed.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line.
    pub fn add(&mut self, record: &Record, reason: &Reason) -> io::Result<()> {
        let out = match &mut self.out {
            Some(out) => out,
            none => none.insert(BufWriter::new(File::create(&self.part)?)),
        };
        self.count += 1;
        write!(out, "{}\t{}\t", record.line, reason.words(self.lang))?;
        let kept = &record.bytes[..record.bytes.len().min(MAX_KEPT)];
        for (n, line) in kept.split(|byte| *byte == b'\n').enumerate() {
            out.write_all(if n > 0 { b"\\n" } else { b"" })?;
            out.write_all(line)?;
        }
        out.write_all(b"\n")
    }

    /// Puts the file in its place, or removes an older one where nothing was rejected.
    pub fn close(self) -> io::Result<()> {
        match self.out {
            Some(out) => {
                out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                fs::rename(&self.part, &self.path)
            }
            None => match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(line: u64, bytes: &[u8]) -> Record {
        Record { line, bytes: bytes.to_vec(), broken: None }
    }

    #[test]
    fn what_was_rejected_can_be_cut_out_and_repaired() {
        let dir = tempfile::tempdir().unwrap();
        let mut rejected = Rejected::beside(&dir.path().join("reviews.csv"), Lang::En);
        rejected.add(&record(3, b"a\tb \xFF c"), &Reason::NotUtf8 { at: 5 }).unwrap();
        rejected.add(&record(9, b"1,\"two\nlines\""), &Reason::Rating { got: 7 }).unwrap();
        assert!(!rejected.path().exists(), "it appears whole or not at all");
        let path = rejected.path().to_owned();
        rejected.close().unwrap();
        let expected: &[u8] =
            b"3\tnot UTF-8 at byte 5\ta\tb \xFF c\n9\trating: has to be 1 to 5 and is 7\t1,\"two\\nlines\"\n";
        assert_eq!(fs::read(&path).unwrap(), expected);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_without_faults_leaves_no_list_of_them() {
        let dir = tempfile::tempdir().unwrap();
        let read = dir.path().join("reviews.jsonl");
        let mut first = Rejected::beside(&read, Lang::Ru);
        first.add(&record(1, b"{"), &Reason::NotJson { at: 1 }).unwrap();
        first.close().unwrap();
        Rejected::beside(&read, Lang::Ru).close().unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_reason_with_a_strangers_tab_in_it_stays_in_its_column() {
        let dir = tempfile::tempdir().unwrap();
        let mut rejected = Rejected::beside(&dir.path().join("f"), Lang::Ru);
        let path = rejected.path().to_owned();
        rejected.add(&record(1, b"x"), &Reason::Currency { got: "R\tU\nB".into() }).unwrap();
        rejected.close().unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "1\tcurrency: валюты «R U B» нет\tx\n");
    }

    #[test]
    fn of_a_monstrous_line_the_beginning_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let mut rejected = Rejected::beside(&dir.path().join("f"), Lang::En);
        let path = rejected.path().to_owned();
        rejected.add(&record(1, &vec![b'x'; 500_000]), &Reason::TooLong).unwrap();
        rejected.close().unwrap();
        assert!(fs::read(path).unwrap().len() < 66_000);
    }
}
