//! Connections: taking them, what each may cost, and letting them end.

use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
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

/// How a connection of HTTP/2 begins; no method of HTTP/1 does.
const HTTP2: &[u8] = b"PRI ";

/// How connections are served.
#[derive(Clone)]
struct Protocols {
    http1: http1::Builder,
    http2: http2::Builder<TokioExecutor>,
}

impl Protocols {
    fn within(bounds: Bounds) -> Self {
        let (mut http1, mut http2) = (http1::Builder::new(), http2::Builder::new(TokioExecutor::new()));
        http1.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(bounds.buffer);
        http2.timer(TokioTimer::new()).keep_alive_interval(ALIVE).keep_alive_timeout(ALIVE);
        http2.max_send_buf_size(bounds.buffer);
        Self { http1, http2 }
    }
}

/// Takes connections until the order to stop, and returns when the last has ended: answers that are under way are finished,
/// and nothing new is begun.
pub async fn accept(listener: TcpListener, router: Router, stopping: Arc<CancellationToken>, bounds: Bounds) {
    let (protocols, open) = (Arc::new(Protocols::within(bounds)), TaskTracker::new());
    while let Some(stream) = next(&listener, &stopping).await {
        open.spawn(serve(stream, router.clone(), Arc::clone(&protocols), Arc::clone(&stopping), bounds));
    }
    drop(listener);
    open.close();
    open.wait().await;
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
    protocols: Arc<Protocols>,
    stopping: Arc<CancellationToken>,
    bounds: Bounds,
) {
    // What happens is told in small pieces, each of which is to leave at once.
    let ready = stream.set_nodelay(true).is_ok();
    let Some(is_http2) = speaks(&stream, &stopping, bounds).await.filter(|_| ready) else { return };
    let io = TokioIo::new(Patient::new(stream, bounds.stall));
    let service = TowerToHyperService::new(router);
    let ended = if is_http2 {
        // On the heap: it is larger, and most connections are of the other kind.
        Box::pin(http2(&protocols, io, service, &stopping)).await
    } else {
        http1(&protocols, io, service, &stopping).await
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended before its time");
    }
}

/// Waits for the first bytes and tells whether they are of HTTP/2; `None` where nothing comes in time.
///
/// The bytes stay where they are: were they read, they would be kept beside the connection for as long as it lasts.
async fn speaks(stream: &TcpStream, stopping: &CancellationToken, bounds: Bounds) -> Option<bool> {
    let mut first = [0; HTTP2.len()];
    let said = tokio::select! {
        said = tokio::time::timeout(bounds.head, stream.peek(&mut first)) => said.ok()?.ok()?,
        () = stopping.cancelled() => return None,
    };
    (said > 0).then_some(first == HTTP2)
}

type Io = TokioIo<Patient<TcpStream>>;
type Service = TowerToHyperService<Router>;

async fn http1(protocols: &Protocols, io: Io, service: Service, stopping: &CancellationToken) -> hyper::Result<()> {
    let mut connection = pin!(protocols.http1.serve_connection(io, service));
    tokio::select! {
        ended = connection.as_mut() => return ended,
        () = stopping.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    connection.await
}

async fn http2(protocols: &Protocols, io: Io, service: Service, stopping: &CancellationToken) -> hyper::Result<()> {
    let mut connection = pin!(protocols.http2.serve_connection(io, service));
    tokio::select! {
        ended = connection.as_mut() => return ended,
        () = stopping.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    connection.await
}
