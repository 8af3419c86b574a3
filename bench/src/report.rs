//! The table.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::load::Measured;

/// What was measured in this run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<String>,
    /// SQLite's list, which PostgreSQL's is compared with.
    pub(crate) sqlite_list: Option<Measured>,
}

/// A time for people.
pub(crate) fn millis(took: Duration) -> String {
    format!("{:.2} ms", took.as_secs_f64() * 1000.0)
}

impl Report {
    /// A figure against another of the same run.
    pub(crate) fn ratio(&mut self, what: &str, measured: &Measured, peer: &Measured, named: &str) {
        let ratio = measured.rate / peer.rate;
        self.add(&format!(
            "| {what} | **{ratio:.2}** of {named} | {:.0}/s against {:.0}/s | {} | {} |",
            measured.rate,
            peer.rate,
            millis(measured.p50),
            millis(measured.p99)
        ));
    }

    /// A figure alone.
    pub(crate) fn rate(&mut self, what: &str, measured: &Measured) {
        self.add(&format!(
            "| {what} | | {:.0}/s | {} | {} |",
            measured.rate,
            millis(measured.p50),
            millis(measured.p99)
        ));
    }

    /// A size or a time.
    pub(crate) fn value(&mut self, what: &str, value: &str) {
        self.add(&format!("| {what} | | {value} | | |"));
    }

    fn add(&mut self, row: &str) {
        eprintln!("{row}");
        self.rows.push(row.to_owned());
    }

    /// Writes the table between the marks of the results file; what stands around them is kept.
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let (begin, end) = ("<!-- measured -->", "<!-- /measured -->");
        let before = std::fs::read_to_string(path).unwrap_or_else(|_| format!("# Results\n\n{begin}\n{end}\n"));
        let head = before.split(begin).next().unwrap_or_default();
        let tail = before.split(end).nth(1).unwrap_or("\n");
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        let mut table = format!("Measured on {cores} cores, load beside the product.\n\n");
        table.push_str("| what | ratio | rate or size | half within | 99 % within |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            writeln!(table, "{row}").map_err(|e| e.to_string())?;
        }
        std::fs::write(path, format!("{head}{begin}\n{table}{end}{tail}"))
            .map_err(|error| format!("{}: {error}", path.display()))
    }
}
