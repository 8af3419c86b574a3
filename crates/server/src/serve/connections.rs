//! Connections: taking them, what each may cost, and letting them end.

use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::patient::Patient;

/// How long to wait before another connection is taken where the system gives none: most often too many files are open.
const BREATH: Duration = Duration::from_secs(1);
/// How often a silent HTTP/2 connection is asked whether it is still there, and how long it may take to say so.
const ALIVE: Duration = Duration::from_secs(30);

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How long a request may be on its way up to the end of its headers; an idle connection is kept for so long.
    pub head: Duration,
    /// Bytes of the first line and the headers together; also what is kept of an answer that is not read.
    pub buffer: usize,
    /// How long nothing at all of an answer may be taken before the connection is given up.
    pub stall: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { head: Duration::from_secs(60), buffer: 16 << 10, stall: Duration::from_secs(30) }
    }
}

/// Takes connections until the order to stop, and returns when the last has ended: answers that are under way are finished,
/// and nothing new is begun.
pub async fn accept(listener: TcpListener, router: Router, stopping: Arc<CancellationToken>, bounds: Bounds) {
    let (builder, open) = (Arc::new(builder(bounds)), TaskTracker::new());
    while let Some(stream) = next(&listener, &stopping).await {
        open.spawn(serve(stream, router.clone(), Arc::clone(&builder), Arc::clone(&stopping), bounds));
    }
    drop(listener);
    open.close();
    open.wait().await;
}

fn builder(bounds: Bounds) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(bounds.buffer);
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).keep_alive_interval(ALIVE).keep_alive_timeout(ALIVE);
    http2.max_send_buf_size(bounds.buffer);
    builder
}

/// The next connection; `None` after the order to stop.
async fn next(listener: &TcpListener, stopping: &CancellationToken) -> Option<TcpStream> {
    loop {
        let taken = tokio::select! {
            () = stopping.cancelled() => return None,
            taken = listener.accept() => taken,
        };
        match taken {
            Ok((stream, _)) => return Some(stream),
            // They went away before they were taken.
            Err(error) if is_theirs(error.kind()) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_theirs(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

async fn serve(
    stream: TcpStream,
    router: Router,
    builder: Arc<Builder<TokioExecutor>>,
    stopping: Arc<CancellationToken>,
    bounds: Bounds,
) {
    // What happens is told in small pieces, each of which is to leave at once.
    let ready = stream.set_nodelay(true).is_ok() && speaks(&stream, &stopping, bounds).await;
    if !ready {
        return;
    }
    let io = TokioIo::new(Patient::new(stream, bounds.stall));
    let mut connection = pin!(builder.serve_connection(io, TowerToHyperService::new(router)));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended before its time");
    }
}

/// Whether something comes in time.
async fn speaks(stream: &TcpStream, stopping: &CancellationToken, bounds: Bounds) -> bool {
    let mut first = [0];
    tokio::select! {
        said = tokio::time::timeout(bounds.head, stream.peek(&mut first)) => matches!(said, Ok(Ok(1))),
        () = stopping.cancelled() => false,
    }
}
