//! How fast Otklik is, measured against a ceiling and a peer in the same run. `just bench` writes `bench/RESULTS.md`.
//!
//! The product is the release binary, started as a process of its own; load comes from this process over loopback, is
//! bounded in time and connections, and ends by itself.

mod answers;
mod ceiling;
mod chats;
mod checks;
mod child;
mod data;
mod desk;
mod guard;
mod lists;
mod live;
mod load;
mod notices;
mod prices;
mod product;
mod promotions;
mod questions;
mod report;
mod search;
mod seed;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Measures Otklik.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everything, written to a table.
    Run(Run),
    /// A bare server that serialises 20 reviews from memory: the ceiling (started by `run`).
    Ceiling,
}

/// What is measured.
#[derive(Debug, Clone, Args)]
struct Run {
    /// The product's release binary.
    #[arg(long, default_value = "target/release/otklik")]
    product: PathBuf,
    /// A PostgreSQL superuser URL on a scratch cluster with `fsync` on; without it, only SQLite is measured.
    #[arg(long)]
    postgres: Option<String>,
    /// Where seeded data is kept between runs.
    #[arg(long, default_value = "target/bench")]
    data: PathBuf,
    /// Reviews stored at most; 10,000 and 100,000 are measured beside it.
    #[arg(long, default_value_t = 1_000_000)]
    reviews: u64,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Connections that wait for what happens, beside which messages are sent.
    #[arg(long, default_value_t = 10_000)]
    connections: usize,
    /// Messages sent a second beside them.
    #[arg(long, default_value_t = 1_000)]
    rate: u32,
    /// Only these parts, by name: `lists`, `answers`, `search`, `questions`, `desk`, `chats`, `promotions`, `notices`, `live`, `handed`, `checks`, `guard`, `prices`. The table is printed and not written.
    #[arg(long)]
    only: Vec<String>,
    /// Where the table goes.
    #[arg(long, default_value = "bench/RESULTS.md")]
    results: PathBuf,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().what {
        What::Ceiling => ceiling::serve(),
        What::Run(run) => everything(&run),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bench: {why}");
            ExitCode::FAILURE
        }
    }
}

impl Run {
    fn has(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == part)
    }
}

/// What measures on SQLite, by name.
type OnSqlite = (&'static str, fn(&Run, &mut report::Report) -> Result<(), String>);
/// What measures on PostgreSQL at a URL, by name.
type OnPostgres = (&'static str, fn(&Run, &str, &mut report::Report) -> Result<(), String>);

const ON_SQLITE: [OnSqlite; 13] = [
    ("lists", |run, report| {
        let stored = [10_000, 100_000].into_iter().filter(|stored| *stored < run.reviews).chain([run.reviews]);
        stored.into_iter().try_for_each(|reviews| lists::sqlite(run, reviews, report))
    }),
    ("answers", answers::sqlite),
    ("search", search::sqlite),
    ("questions", questions::sqlite),
    ("desk", desk::sqlite),
    ("chats", chats::sqlite),
    ("promotions", promotions::sqlite),
    ("notices", notices::sqlite),
    ("live", live::sqlite),
    ("handed", live::handed),
    ("checks", checks::one_core),
    ("guard", guard::one_core),
    ("prices", prices::one_core),
];

const ON_POSTGRES: [OnPostgres; 8] = [
    ("lists", lists::postgres),
    ("answers", answers::postgres),
    ("search", search::postgres),
    ("questions", questions::postgres),
    ("desk", desk::postgres),
    ("chats", chats::postgres),
    ("promotions", promotions::postgres),
    ("notices", notices::postgres),
];

fn everything(run: &Run) -> Result<(), String> {
    let mut report = report::Report::default();
    for (_, measure) in ON_SQLITE.iter().filter(|(part, _)| run.has(part)) {
        measure(run, &mut report)?;
    }
    if let Some(url) = &run.postgres {
        for (_, measure) in ON_POSTGRES.iter().filter(|(part, _)| run.has(part)) {
            measure(run, url, &mut report)?;
        }
    }
    if run.only.is_empty() { report.write(&run.results) } else { Ok(()) }
}
