//! Scratch stores for tests, on both engines. Behind the feature `testing`.
//!
//! PostgreSQL is the cluster that `OTKLIK_TEST_POSTGRES` names (the URL of a superuser), else one that `scripts/postgres`
//! starts for this process. The schema is made once per process; each store is a copy of that database.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;

use tokio_postgres::NoTls;

use crate::error::OpenError;
use crate::options::{Options, Tuning};
use crate::sql::{Engine, Sql};
use crate::store::Store;

pub use crate::tx::Watched;

/// A database of its own for one test; it goes away with this value.
#[derive(Debug)]
pub struct Scratch {
    options: Options,
    keep: Keep,
}

#[derive(Debug)]
enum Keep {
    Folder { _folder: tempfile::TempDir },
    Database(String),
}

impl Scratch {
    /// An empty place on that engine.
    ///
    /// # Panics
    ///
    /// When there is no room for it, or no PostgreSQL.
    pub fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a scratch folder");
                let options = Options::Sqlite { dir: folder.path().to_owned() };
                Self { options, keep: Keep::Folder { _folder: folder } }
            }
            Engine::Postgres => {
                let name = format!("otklik_test_{}_{}", std::process::id(), number());
                admin(&format!("create database {name} template {}", template()));
                Self { options: Options::Postgres { url: url_of(&name) }, keep: Keep::Database(name) }
            }
        }
    }

    /// A place on each engine.
    pub fn both() -> [Self; 2] {
        [Self::new(Engine::Sqlite), Self::new(Engine::Postgres)]
    }

    /// Where it is.
    pub fn options(&self) -> Options {
        self.options.clone()
    }

    /// Opens it, with few connections.
    ///
    /// # Panics
    ///
    /// When it does not open.
    pub fn open(&self) -> Store {
        self.try_open(Tuning { readers: Some(2), ..Tuning::default() }).expect("a scratch store opens")
    }

    /// Opens it, or says why it does not.
    pub fn try_open(&self, tuning: Tuning) -> Result<Store, OpenError> {
        Store::open_tuned(self.options(), tuning)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Keep::Database(name) = &self.keep {
            admin(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// A statement of a test, for either engine.
pub const fn statement(name: &'static str, text: &'static str) -> Sql {
    Sql::new(name, text)
}

/// Runs statements on a server, each on its own: `create database` wants no transaction around it.
///
/// # Panics
///
/// When the server refuses one.
pub fn run(url: &str, statements: &[&str]) {
    let (url, statements) = (url.to_owned(), statements.iter().map(ToString::to_string).collect::<Vec<_>>());
    // On a thread, since a test may be inside of a runtime.
    let ran = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("the test server answers");
            let driver = tokio::spawn(connection);
            for statement in statements {
                client.batch_execute(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
            }
            drop(client);
            drop(driver.await);
        });
    });
    ran.join().expect("the statements run");
}

fn admin(statement: &str) {
    run(cluster(), &[statement]);
}

fn number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The database that the others are copied from.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("otklik_template_{}", std::process::id());
        run(cluster(), &[&format!("drop database if exists {name}"), &format!("create database {name}")]);
        let store = Store::open(Options::Postgres { url: url_of(&name) }).expect("the schema is made");
        drop(store);
        name
    })
}

/// The URL of a superuser of the scratch cluster.
///
/// # Panics
///
/// When there is none and none can be started.
pub fn cluster() -> &'static str {
    static CLUSTER: OnceLock<String> = OnceLock::new();
    CLUSTER.get_or_init(|| std::env::var("OTKLIK_TEST_POSTGRES").unwrap_or_else(|_| start_cluster()))
}

/// The script keeps the cluster until its standard input closes: when this process ends, however it does.
fn start_cluster() -> String {
    static KEPT: Mutex<Option<Child>> = Mutex::new(None);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
    let mut child = Command::new(&script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    let mut url = String::new();
    BufReader::new(child.stdout.take().expect("its output is a pipe")).read_line(&mut url).expect("it tells the URL");
    assert!(!url.trim().is_empty(), "{} did not start a cluster", script.display());
    *KEPT.lock().expect("nobody panicked here") = Some(child);
    url.trim().to_owned()
}

/// The same server, another database: the last part of the path.
fn url_of(database: &str) -> String {
    let (server, _) = cluster().rsplit_once('/').expect("a URL with a database");
    format!("{server}/{database}")
}
