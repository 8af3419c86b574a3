//! Group commit: commands that arrive together share one commit, each in a savepoint of its own, and each is answered
//! only after that commit has returned.

use std::time::Duration;

use crossbeam_channel::Receiver;
use metrics::{gauge, histogram};

use super::{as_float, now};
use crate::error::StoreError;
use crate::job::{Job, Message};
use crate::signal::Signal;
use crate::tx::Session;

/// What the writing connection of an engine can do.
pub(crate) trait Writer {
    /// Begins the transaction that the group shares.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// Begins a command; what it does can be undone alone.
    fn savepoint(&mut self) -> Result<(), StoreError>;
    /// The connection, for the command.
    fn session(&mut self) -> &mut dyn Session;
    /// Ends a command that is to be kept.
    fn release(&mut self) -> Result<(), StoreError>;
    /// Undoes the command. An error means that the whole transaction is lost.
    fn undo(&mut self) -> Result<(), StoreError>;
    /// Commits; returns when it is on the disk. After an error nothing is kept and the connection is ready to begin anew.
    fn commit(&mut self, signals: &[Signal]) -> Result<(), StoreError>;
    /// Gives the whole transaction up.
    fn rollback(&mut self);
    /// Between two groups: time for what must not run beside one.
    fn pause(&mut self) {}
}

/// How big a group may become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) commands: usize,
    pub(crate) time: Duration,
}

/// Works the queue off, group by group, until it is told to stop.
pub(crate) fn work(writer: &mut dyn Writer, queue: &Receiver<Message>, limits: Limits) {
    while let Ok(Message::Run(first)) = queue.recv() {
        let mut group = Group::default();
        group.run(writer, first, queue, limits);
        gauge!("store_queue_depth", "queue" => "write").set(as_float(queue.len()));
        let stop = group.stop;
        group.settle(writer);
        if stop {
            break;
        }
        writer.pause();
    }
}

/// Commands that ran and wait for the commit.
#[derive(Default)]
struct Group {
    kept: Vec<Box<dyn Job>>,
    signals: Vec<Signal>,
    lost: Option<StoreError>,
    stop: bool,
}

impl Group {
    /// Runs the first command and all that come meanwhile, up to the limits.
    fn run(&mut self, writer: &mut dyn Writer, first: Box<dyn Job>, queue: &Receiver<Message>, limits: Limits) {
        if let Err(error) = writer.begin() {
            self.lost = Some(error.clone());
            first.fail(error);
            return;
        }
        let begun = now();
        let mut next = Some(first);
        let mut ran = 0;
        while let Some(job) = next.take() {
            ran += 1;
            if let Err(error) = self.one(writer, job) {
                self.lost = Some(error);
                return;
            }
            if ran < limits.commands && begun.elapsed() < limits.time {
                next = self.take(queue);
            }
        }
    }

    fn take(&mut self, queue: &Receiver<Message>) -> Option<Box<dyn Job>> {
        match queue.try_recv() {
            Ok(Message::Run(job)) => Some(job),
            Ok(Message::Stop) => {
                self.stop = true;
                None
            }
            Err(_) => None,
        }
    }

    /// Runs one command in its savepoint. An error means that the whole transaction is lost.
    fn one(&mut self, writer: &mut dyn Writer, mut job: Box<dyn Job>) -> Result<(), StoreError> {
        if let Err(error) = writer.savepoint() {
            job.fail(error.clone());
            return Err(error);
        }
        let outcome = job.run(writer.session());
        let Ok(signals) = outcome else {
            let undone = writer.undo();
            job.answer();
            return undone;
        };
        if let Err(error) = writer.release() {
            job.fail(error);
            return writer.undo();
        }
        self.signals.extend(signals);
        self.kept.push(job);
        Ok(())
    }

    /// Commits and answers.
    fn settle(mut self, writer: &mut dyn Writer) {
        let outcome = match self.lost.take() {
            Some(error) => {
                writer.rollback();
                Err(error)
            }
            None if self.kept.is_empty() => {
                writer.rollback();
                Ok(())
            }
            None => self.commit(writer),
        };
        if let Err(error) = &outcome {
            tracing::warn!(commands = self.kept.len(), %error, "a group of commands was not committed");
        }
        for job in self.kept {
            match &outcome {
                Ok(()) => job.answer(),
                Err(error) => job.fail(error.clone()),
            }
        }
    }

    fn commit(&mut self, writer: &mut dyn Writer) -> Result<(), StoreError> {
        let begun = now();
        histogram!("store_group_commands").record(as_float(self.kept.len()));
        let outcome = writer.commit(&unique(&self.signals));
        histogram!("store_commit_seconds").record(begun.elapsed());
        outcome
    }
}

/// Each signal once, in the order of their first appearance.
fn unique(signals: &[Signal]) -> Vec<Signal> {
    let mut seen = std::collections::HashSet::new();
    signals.iter().filter(|signal| seen.insert(*signal)).cloned().collect()
}
