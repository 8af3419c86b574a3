//! The command line.

pub mod demo;
pub mod guard;
pub mod import;
pub mod key;
pub mod openapi;
pub mod price;
pub mod ready;
pub mod serve;
pub mod verify;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::{App, Rules, Storage, SystemClock, Tuning};
use clap::{Args, Parser, Subcommand};
use domain::Calendar;

use crate::config::{Given, Settings};

/// The seller-relations engine of a marketplace.
#[derive(Debug, Parser)]
#[command(name = "otklik", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Everything on sample data, on SQLite in a folder (temporary unless named).
    Demo(demo::Demo),
    /// The real thing.
    Serve(serve::Serve),
    /// Files of products, orders or reviews into a shop.
    Import(import::Import),
    /// API keys: create, list, revoke.
    Key(key::Key),
    /// Prints the description of the JSON API.
    Openapi(openapi::OpenApi),
    /// What the guard of the chats makes of messages.
    Guard(guard::GuardCommand),
    /// What the price rules make of baskets.
    Price(price::PriceCommand),
    /// Whether what must never change is what it was.
    Verify(verify::Verify),
}

/// Where the data is and how it is reached; the same for every command that needs it.
#[derive(Debug, Clone, Default, Args)]
pub struct Where {
    /// The folder of the data, with SQLite.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The address of PostgreSQL, instead of SQLite.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// A TOML file of settings.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Where {
    /// The settings: flags, then `OTKLIK_*`, then the file.
    pub fn settings(&self, listen: Option<SocketAddr>, demo: bool) -> Result<Settings, String> {
        let flags = Given { listen, data: self.data.clone(), database: self.database.clone(), ..Given::default() };
        let environment = Given::from_environment(std::env::vars())?;
        let file = self.config.as_deref().map(Given::from_file).transpose()?.unwrap_or_default();
        flags.or(environment).or(file).settings(demo)
    }
}

/// Opens the data that the settings name.
pub fn open(settings: &Settings) -> Result<App, String> {
    open_by(settings, std::sync::Arc::new(SystemClock))
}

/// The same, going by another clock.
pub fn open_by(settings: &Settings, clock: std::sync::Arc<dyn app::Clock>) -> Result<App, String> {
    let storage = match &settings.database {
        Some(url) => Storage::Postgres { url: url.clone() },
        None => Storage::Sqlite { dir: settings.data.clone() },
    };
    let media = settings.data.join("media");
    let mut tuning = Tuning::default();
    if let Some(group) = settings.write_group {
        tuning.group = group;
    }
    let rules = Rules {
        policy: settings.moderation.clone(),
        calendar: calendar(settings.calendar.as_deref())?,
        chats: settings.chats.clone(),
    };
    let files = app::files::Setup { bucket: settings.bucket.clone(), scanner: settings.clamd.clone() };
    App::open_with(storage, tuning, media, clock, rules, files).map_err(|error| error.to_string())
}

/// The working days of the region: Russia's where no file is named.
fn calendar(file: Option<&Path>) -> Result<Calendar, String> {
    let Some(file) = file else { return Ok(Calendar::russia()) };
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("the calendar {} cannot be read: {error}", file.display()))?;
    Calendar::parse(&text).map_err(|error| format!("the calendar {}: {error}", file.display()))
}

/// Runs a command to its end on a runtime of its own.
pub fn block_on<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| format!("no threads to work with: {error}"))?.block_on(work)
}

/// The program. Exit codes: 0 done, 1 failed, 2 wrong usage.
pub fn main() -> ExitCode {
    // clap itself ends with 2 where the usage is wrong, and with 0 after --help.
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Demo(demo) => demo.run(),
        Command::Serve(serve) => serve.run(),
        Command::Import(import) => import.run(),
        Command::Key(key) => key.run(),
        Command::Openapi(openapi) => openapi.run(),
        Command::Price(price) => return price.run(),
        Command::Guard(guard) => return guard.run(),
        Command::Verify(verify) => return verify.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("otklik: {why}");
            ExitCode::FAILURE
        }
    }
}
