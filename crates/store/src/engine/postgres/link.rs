//! A connection to the server that comes back by itself.

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, Config, NoTls};

use super::super::now;
use super::errors;
use crate::error::{OpenError, StoreError};

/// The lowest version that works; older ones are not tested.
const LOWEST: u32 = 15;

/// How long to wait before the server is tried again: doubled each time, up to the second.
const WAITS: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// Where the server is.
pub(crate) struct Server(Config);

impl Server {
    /// Reads the address. It may hold a password, so that no part of it is ever repeated.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let mut config = Config::from_str(url)
            .map_err(|_| OpenError::Address("give it as postgres://user:password@host:port/database".to_owned()))?;
        config
            .connect_timeout(Duration::from_secs(3))
            .keepalives_idle(Duration::from_secs(30))
            .keepalives_interval(Duration::from_secs(10))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(30));
        if config.get_application_name().is_none() {
            config.application_name("otklik");
        }
        Ok(Self(config))
    }

    pub(super) const fn config(&self) -> &Config {
        &self.0
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// Changing the schema: may take as long as it takes.
    Migrate,
    /// Commands.
    Write,
    /// Reads.
    Read,
}

impl Purpose {
    /// What is set on a new connection. An acknowledged write is on the disk, whatever the server's default says. A
    /// process that hangs in the middle of a command must not keep all others from writing for long. Statements are planned
    /// once, not for each value: every one of them walks an index that is the same for all values, and planning costs more
    /// than walking.
    const fn settings(self) -> &'static str {
        match self {
            Self::Migrate => "set client_min_messages = warning",
            Self::Write => {
                "set client_min_messages = warning; set plan_cache_mode = force_generic_plan; \
                 set statement_timeout = '60s'; set lock_timeout = '10s'; \
                 set idle_in_transaction_session_timeout = '30s'; \
                 select set_config('synchronous_commit', 'on', false) \
                 where current_setting('synchronous_commit') = 'off'"
            }
            Self::Read => {
                "set client_min_messages = warning; set plan_cache_mode = force_generic_plan; \
                 set statement_timeout = '60s'; set idle_in_transaction_session_timeout = '30s'; set default_transaction_read_only = on; \
                 set default_transaction_isolation = 'repeatable read'"
            }
        }
    }
}

/// A connection, or the knowledge of when to try for one again.
pub(crate) struct Link {
    server: Arc<Server>,
    purpose: Purpose,
    runtime: Runtime,
    client: Option<Arc<Client>>,
    wait: Duration,
    retry_at: Option<Instant>,
    /// How many connections there have been; what was prepared belongs to one of them.
    generation: u64,
}

impl Link {
    /// Connects, or says in words why not.
    pub(crate) fn open(server: &Arc<Server>, purpose: Purpose) -> Result<Self, OpenError> {
        let runtime = runtime()?;
        let server = Arc::clone(server);
        let mut link = Self { server, purpose, runtime, client: None, wait: WAITS.0, retry_at: None, generation: 0 };
        link.connect().map_err(|error| OpenError::Server(errors::words(&error)))?;
        Ok(link)
    }

    /// The connection, made anew if it was lost. While the server is away it is asked for only now and then, and
    /// everybody else is told at once.
    pub(super) fn client(&mut self) -> Result<Arc<Client>, StoreError> {
        if let Some(client) = self.client.as_ref().filter(|client| !client.is_closed()) {
            return Ok(Arc::clone(client));
        }
        self.client = None;
        if self.retry_at.is_some_and(|at| now() < at) {
            return Err(StoreError::Gone);
        }
        self.connect().map_err(|error| {
            tracing::warn!(why = errors::words(&error), "the database server is away");
            self.retry_at = Some(now() + self.wait);
            self.wait = (self.wait * 2).min(WAITS.1);
            StoreError::Gone
        })
    }

    /// Forgets the connection.
    pub(super) fn lose(&mut self) {
        self.client = None;
    }

    pub(super) const fn generation(&self) -> u64 {
        self.generation
    }

    /// Drives the connection until the future is done.
    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Runs statements without parameters, in one round trip.
    pub(super) fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        let client = self.client()?;
        self.block_on(client.batch_execute(text)).map_err(|error| errors::kind(&error))
    }

    /// Refuses a server that is too old.
    pub(super) fn check_version(&mut self) -> Result<(), OpenError> {
        let client = self.client()?;
        let found = self
            .block_on(client.query_one("select current_setting('server_version')", &[]))
            .and_then(|row| row.try_get::<_, String>(0))
            .map_err(|error| errors::kind(&error))?;
        let major = found.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u32>().ok());
        if major.is_some_and(|major| major < LOWEST) {
            return Err(OpenError::OldServer { found, lowest: LOWEST });
        }
        Ok(())
    }

    fn connect(&mut self) -> Result<Arc<Client>, tokio_postgres::Error> {
        let client = self.runtime.block_on(async {
            let (client, connection) = self.server.config().connect(NoTls).await?;
            // Its end is seen by the client as well.
            tokio::spawn(async move {
                let _ = connection.await;
            });
            client.batch_execute(self.purpose.settings()).await?;
            Ok(Arc::new(client))
        })?;
        self.client = Some(Arc::clone(&client));
        self.generation += 1;
        (self.wait, self.retry_at) = (WAITS.0, None);
        Ok(client)
    }
}

/// A runtime for the thread that asks, and for one connection.
pub(super) fn runtime() -> Result<Runtime, OpenError> {
    Builder::new_current_thread().enable_all().build().map_err(|error| OpenError::Server(error.to_string()))
}
