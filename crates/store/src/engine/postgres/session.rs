//! Statements on one PostgreSQL connection.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, Statement};

use super::super::read::Reader;
use super::errors;
use super::link::Link;
use super::pipeline::{Failed, Pipeline};
use crate::error::StoreError;
use crate::sql::{Engine, Sql};
use crate::tx::{Row, Session, TakeRow};
use crate::value::{Param, Value};

/// A connection with its prepared statements, found by the address of their [`Sql`].
pub(super) struct PostgresSession {
    link: Link,
    statements: HashMap<*const Sql, Statement>,
    generation: u64,
    pipeline: Pipeline,
    /// Whether the pipeline holds statements of the command itself, whose failure would be its own.
    owes: bool,
    /// Whether nothing has been answered yet of what was asked, so that it may be asked again on a new connection.
    fresh: bool,
    /// What stands before the first statement.
    opening: Option<&'static str>,
}

impl PostgresSession {
    pub(super) fn new(link: Link) -> Self {
        Self {
            generation: link.generation(),
            link,
            statements: HashMap::new(),
            pipeline: Pipeline::default(),
            owes: false,
            fresh: false,
            opening: None,
        }
    }

    /// Whether statements of the command are on their way, unanswered.
    pub(super) const fn owes(&self) -> bool {
        self.owes
    }

    /// Runs statements without parameters, after all that was sent before.
    pub(super) fn batch(&mut self, text: &'static str) -> Result<(), StoreError> {
        self.send_batch(text)?;
        self.settle()
    }

    /// Sends statements without parameters, without waiting for the answer.
    pub(super) fn send_batch(&mut self, text: &'static str) -> Result<(), StoreError> {
        let client = self.client()?;
        self.pipeline.send(text, async move { client.batch_execute(text).await }).map_err(|failed| told(&failed))
    }

    /// Sends statements without parameters and lets them leave, without waiting for the answer.
    pub(super) fn post(&mut self, text: &'static str) -> Result<(), StoreError> {
        self.send_batch(text)?;
        self.link.block_on(tokio::task::yield_now());
        Ok(())
    }

    /// Begins something that changes nothing: its first statement is sent again if the connection turns out to be one that
    /// the server closed while nobody asked for anything.
    fn start(&mut self, opening: Option<&'static str>) -> Result<(), StoreError> {
        (self.fresh, self.opening) = (true, opening);
        opening.map_or(Ok(()), |text| self.send_batch(text))
    }

    /// Runs a statement, on another connection if this one is gone and nothing was answered yet.
    fn try_again<T>(&mut self, mut run: impl FnMut(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let fresh = std::mem::take(&mut self.fresh);
        let outcome = run(self);
        if !(fresh && outcome.as_ref().is_err_and(StoreError::is_gone)) {
            return outcome;
        }
        self.lose();
        if let Some(text) = self.opening {
            self.send_batch(text)?;
        }
        run(self)
    }

    /// Waits for everything that was sent.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        self.owes = false;
        if self.pipeline.is_empty() {
            return Ok(());
        }
        self.link.block_on(self.pipeline.settle()).map_err(|failed| told(&failed))
    }

    /// Forgets the connection and whatever was on its way.
    pub(super) fn lose(&mut self) {
        self.pipeline = Pipeline::default();
        self.owes = false;
        self.link.lose();
    }

    fn client(&mut self) -> Result<Arc<Client>, StoreError> {
        let client = self.link.client()?;
        if self.generation != self.link.generation() {
            self.generation = self.link.generation();
            self.statements.clear();
        }
        Ok(client)
    }

    /// The statement, prepared once per connection.
    fn prepared(&mut self, sql: &'static Sql, given: usize) -> Result<(Arc<Client>, Statement), StoreError> {
        let client = self.client()?;
        let statement = match self.statements.get(&std::ptr::from_ref(sql)) {
            Some(there) => there.clone(),
            None => self.prepare(&client, sql)?,
        };
        let wanted = statement.params().len();
        if wanted != given {
            return Err(StoreError::other(format!("the statement has {wanted} parameters, but {given} were given")));
        }
        Ok((client, statement))
    }

    fn prepare(&mut self, client: &Client, sql: &'static Sql) -> Result<Statement, StoreError> {
        let prepared = self.link.block_on(client.prepare(sql.text(Engine::Postgres)));
        let statement = self.or_earlier(prepared)?;
        self.statements.insert(std::ptr::from_ref(sql), statement.clone());
        Ok(statement)
    }

    /// An error may only be the consequence of one that is still on its way.
    fn or_earlier<T>(&mut self, outcome: Result<T, Error>) -> Result<T, StoreError> {
        outcome.map_err(|error| {
            let own = errors::kind(&error);
            self.settle().err().unwrap_or(own)
        })
    }

    /// The server forgets how a statement was planned when a migration of another process changes a table.
    fn forget_stale(&mut self, error: &Error) {
        if error.code() == Some(&tokio_postgres::error::SqlState::FEATURE_NOT_SUPPORTED) {
            self.statements.clear();
        }
    }

    /// Runs a statement: sent behind what is on its way, so that all of it costs one round trip.
    fn run<T>(&mut self, statement: impl Future<Output = Result<T, Error>>) -> Result<T, StoreError> {
        let pipeline = &mut self.pipeline;
        let outcome = self.link.block_on(async move {
            let mut statement = pin!(statement);
            let first = std::future::poll_fn(|context| Poll::Ready(statement.as_mut().poll(context))).await;
            let earlier = pipeline.settle().await;
            let own = match first {
                Poll::Ready(own) => own,
                Poll::Pending => statement.await,
            };
            (earlier, own)
        });
        self.owes = false;
        match outcome {
            (Err(failed), _) => Err(told(&failed)),
            (Ok(()), Err(error)) => {
                self.forget_stale(&error);
                Err(errors::kind(&error))
            }
            (Ok(()), Ok(value)) => Ok(value),
        }
    }
}

/// An error of a statement that was sent earlier says which one it was.
fn told(failed: &Failed) -> StoreError {
    errors::kind(&failed.error).at(failed.name)
}

fn values<'p>(params: &'p [&'p dyn Param]) -> Vec<Value<'p>> {
    params.iter().map(|param| param.value()).collect()
}

fn as_sql<'v>(values: &'v [Value<'_>]) -> impl ExactSizeIterator<Item = &'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync))
}

impl Session for PostgresSession {
    fn rows(&mut self, sql: &'static Sql, params: &[&dyn Param], take: &mut TakeRow<'_>) -> Result<(), StoreError> {
        let values = values(params);
        let values: Vec<_> = as_sql(&values).collect();
        let rows = self.try_again(|session| {
            let (client, statement) = session.prepared(sql, values.len())?;
            session.run(client.query(&statement, &values))
        })?;
        for row in rows {
            if let ControlFlow::Break(()) = take(&Row::new(&row))? {
                break;
            }
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<u64, StoreError> {
        let values = values(params);
        self.try_again(|session| {
            let (client, statement) = session.prepared(sql, values.len())?;
            session.run(client.execute_raw(&statement, as_sql(&values)))
        })
    }

    fn send(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<(), StoreError> {
        let (client, statement) = self.prepared(sql, params.len())?;
        let values: Vec<_> = values(params).into_iter().map(Value::into_owned).collect();
        self.owes = true;
        self.pipeline
            .send(sql.name(), async move { client.execute_raw(&statement, as_sql(&values)).await.map(drop) })
            .map_err(|failed| told(&failed))
    }

    fn explain(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Vec<String>, StoreError> {
        self.settle()?;
        let client = self.client()?;
        let text = format!("explain {}", sql.text(Engine::Postgres));
        let values = values(params);
        let values: Vec<_> = as_sql(&values).collect();
        let rows = self.run(async {
            client.batch_execute("set local enable_seqscan = off").await?;
            client.query(&text, &values).await
        })?;
        rows.iter().map(|row| row.try_get(0).map_err(|error| errors::kind(&error))).collect()
    }
}

/// A connection of a reader thread.
pub(super) struct PostgresReader(PostgresSession);

impl PostgresReader {
    pub(super) fn new(link: Link) -> Self {
        Self(PostgresSession::new(link))
    }
}

impl Reader for PostgresReader {
    /// Goes along with the first statement.
    fn begin(&mut self) -> Result<(), StoreError> {
        self.0.start(Some("begin"))
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.0
    }

    fn glance(&mut self) -> Result<(), StoreError> {
        self.0.start(None)
    }

    /// Leaves at once, so that the server does not keep the transaction open; the answer comes with the next read's.
    fn end(&mut self) {
        if self.0.settle().and_then(|()| self.0.post("commit")).is_err() {
            self.0.lose();
        }
    }
}
