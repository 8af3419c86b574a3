//! Signals between processes: `notify` in the transaction that they tell of, `listen` on a connection of its own.

use std::borrow::Cow;
use std::time::Duration;

use domain::SellerId;
use tokio::sync::{broadcast, oneshot};
use tokio_postgres::{AsyncMessage, NoTls};

use super::super::threads::Ready;
use super::errors;
use super::link::{self, Server};
use crate::error::OpenError;
use crate::signal::Signal;

/// PostgreSQL takes less than 8,000 bytes in one notice.
const LONGEST: usize = 7_900;

/// How long to wait before the server is tried again.
const WAIT: Duration = Duration::from_millis(250);

/// The signals as few notices: lines of `seller topic`.
pub(super) fn payloads(signals: &[Signal]) -> Vec<String> {
    let mut payloads = vec![String::new()];
    for line in signals.iter().map(line) {
        let last = payloads.len() - 1;
        if payloads[last].len() + line.len() > LONGEST {
            payloads.push(line);
        } else {
            payloads[last].push_str(&line);
        }
    }
    payloads.retain(|payload| !payload.is_empty());
    payloads
}

fn line(signal: &Signal) -> String {
    match signal {
        Signal::Changed { seller, topic } => format!("{seller} {topic}\n"),
        Signal::Resync => "resync\n".to_owned(),
    }
}

fn parse(line: &str) -> Signal {
    let changed = line.split_once(' ').and_then(|(seller, topic)| Some((seller.parse().ok()?, topic)));
    // Whatever a newer program says that this one does not understand: better read everything again.
    changed.map_or(Signal::Resync, |(seller, topic)| Signal::Changed {
        seller: SellerId(seller),
        topic: Cow::Owned(topic.to_owned()),
    })
}

/// Listens until `writing` is dropped. After a lost connection it says [`Signal::Resync`], since some may have been missed.
pub(super) fn work(
    server: &Server,
    signals: &broadcast::Sender<Signal>,
    mut writing: oneshot::Receiver<()>,
    ready: Ready,
) {
    let runtime = match link::runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            ready.tell::<()>(Err(error));
            return;
        }
    };
    let mut ready = Some(ready);
    runtime.block_on(async {
        loop {
            tokio::select! {
                _ = &mut writing => break,
                lost = listen(server, signals, &mut ready) => {
                    tracing::warn!(why = lost, "the connection that listens is lost");
                    if let Some(ready) = ready.take() {
                        ready.tell::<()>(Err(OpenError::Server(lost)));
                        break;
                    }
                }
            }
            tokio::select! {
                _ = &mut writing => break,
                () = tokio::time::sleep(WAIT) => {}
            }
        }
    });
}

/// Listens until the connection is lost; why it was.
async fn listen(server: &Server, signals: &broadcast::Sender<Signal>, ready: &mut Option<Ready>) -> String {
    let (client, mut connection) = match server.config().connect(NoTls).await {
        Ok(connected) => connected,
        Err(error) => return errors::words(&error),
    };
    let mut messages = std::pin::pin!(async {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(notice))) => {
                    notice.payload().lines().for_each(|line| tell(signals, parse(line)));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => break errors::words(&error),
                None => break "the server closed it".to_owned(),
            }
        }
    });
    tokio::select! {
        lost = &mut messages => return lost,
        listening = client.batch_execute("listen otklik") => {
            if let Err(error) = listening {
                return errors::words(&error);
            }
        }
    }
    if let Some(ready) = ready.take() {
        ready.tell(Ok(()));
    } else {
        tell(signals, Signal::Resync);
    }
    let lost = messages.await;
    drop(client);
    lost
}

fn tell(signals: &broadcast::Sender<Signal>, signal: Signal) {
    // Nobody follows at the moment.
    let _ = signals.send(signal);
}
