//! How fast Otklik is, measured against a ceiling and a peer in the same run. `just bench` writes `bench/RESULTS.md`.
//!
//! The product is the release binary, started as a process of its own; load comes from this process over loopback, is
//! bounded in time and connections, and ends by itself.

mod answers;
mod ceiling;
mod lists;
mod load;
mod product;
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

fn everything(run: &Run) -> Result<(), String> {
    let mut report = report::Report::default();
    for reviews in [10_000, 100_000, run.reviews] {
        if reviews <= run.reviews {
            lists::sqlite(run, reviews, &mut report)?;
        }
    }
    answers::sqlite(run, &mut report)?;
    search::sqlite(run, &mut report)?;
    if let Some(url) = &run.postgres {
        lists::postgres(run, url, &mut report)?;
        answers::postgres(run, url, &mut report)?;
        search::postgres(run, url, &mut report)?;
    }
    report.write(&run.results)
}
