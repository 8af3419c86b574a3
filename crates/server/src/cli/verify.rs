//! `otklik verify receipts`: whether the verdicts of moderation still are what they were.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::App;
use clap::{Args, Subcommand};
use domain::SellerId;
use domain::moderation::receipt::file::{self, Wrong};

use super::{Where, block_on, open};
use crate::config::Settings;

/// Whether what must never change is what it was. Exit codes: 0 whole, 1 broken, 2 wrong usage.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The chains of receipts: of every shop in the data, or in a file that a shop downloaded.
    Receipts {
        /// A downloaded chain, instead of the data.
        #[arg(conflicts_with_all = ["data", "database", "config"])]
        file: Option<PathBuf>,
        /// One shop only.
        #[arg(long, value_name = "NUMBER")]
        seller: Option<i64>,
        #[command(flatten)]
        data: Where,
    },
}

/// Why nothing could be verified.
enum Failed {
    /// What was asked for is not there.
    Usage(String),
    /// It is there and could not be read.
    Reading(String),
}

impl Verify {
    pub(super) fn run(self) -> ExitCode {
        let What::Receipts { file, seller, data } = self.what;
        let whole = match file {
            Some(file) => in_file(&file, seller.map(SellerId)),
            None => in_data(&data, seller.map(SellerId)),
        };
        match whole {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(Failed::Usage(why)) => {
                eprintln!("otklik: {why}");
                ExitCode::from(2)
            }
            Err(Failed::Reading(why)) => {
                eprintln!("otklik: {why}");
                ExitCode::FAILURE
            }
        }
    }
}

fn in_file(path: &Path, seller: Option<SellerId>) -> Result<bool, Failed> {
    let file =
        File::open(path).map_err(|error| Failed::Usage(format!("{} cannot be opened: {error}", path.display())))?;
    let outcome = file::verify(BufReader::new(file).split(b'\n'))
        .map_err(|error| Failed::Reading(format!("{} cannot be read: {error}", path.display())))?;
    if let (Some(seller), Ok((found, _)) | Err(Wrong::Broken(found, _))) = (seller, &outcome)
        && seller != *found
    {
        return Err(Failed::Usage(format!("{} is the chain of seller {found}, not of {seller}", path.display())));
    }
    Ok(match outcome {
        Ok((seller, count)) => whole(seller, count),
        Err(Wrong::Broken(seller, broken)) => said(seller, &broken),
        Err(wrong @ Wrong::Line(_)) => {
            println!("{}: broken: {wrong}", path.display());
            false
        }
    })
}

fn in_data(data: &Where, seller: Option<SellerId>) -> Result<bool, Failed> {
    let settings = data.settings(None, false).map_err(Failed::Usage)?;
    there(&settings)?;
    let app = open(&settings).map_err(Failed::Reading)?;
    block_on(walk(&app, seller)).map_err(Failed::Reading)
}

/// Who misspells the folder is told so: an empty one that is made on the spot would verify as whole.
fn there(settings: &Settings) -> Result<(), Failed> {
    if settings.database.is_some() || settings.data.join("otklik.db").is_file() {
        return Ok(());
    }
    Err(Failed::Usage(format!("there is no data in {}: name the folder with --data", settings.data.display())))
}

async fn walk(app: &App, seller: Option<SellerId>) -> Result<bool, String> {
    let sellers = match seller {
        Some(seller) => vec![seller],
        None => app::queries::moderation::chains(app).await.map_err(|failure| failure.to_string())?,
    };
    let mut all = true;
    for seller in sellers {
        let verified = app::queries::moderation::verify(app, seller).await.map_err(|failure| failure.to_string())?;
        all &= verified.map_or_else(|broken| said(seller, &broken), |count| whole(seller, count));
    }
    Ok(all)
}

fn whole(seller: SellerId, count: i64) -> bool {
    let receipts = if count == 1 { "receipt" } else { "receipts" };
    println!("seller {seller}: {count} {receipts}, whole");
    true
}

fn said(seller: SellerId, broken: &impl std::fmt::Display) -> bool {
    println!("seller {seller}: broken: {broken}");
    false
}
