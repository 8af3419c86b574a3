//! Running the site: listening, the worker beside it, and an orderly end.

mod connections;
mod patient;

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

pub use connections::{Bounds, accept};

use crate::{Site, outward, router};

/// How long requests that are under way may take after the order to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets requests that are under way finish, ends the worker and closes the data.
pub async fn serve(site: Site, listener: TcpListener, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let (app, stopping) = (site.app.clone(), site.stopping.clone());
    if let Err(failure) = app::worker::resume(&app).await {
        tracing::warn!(error = %failure, "what a killed process had in hand waits until its lease is over");
    }
    let worker = tokio::spawn(app::worker::run(app.clone(), stopping.as_ref().clone().cancelled_owned()));
    let outward = tokio::spawn(outward::run(app.clone(), site.outward.clone(), stopping.as_ref().clone()));
    let server = accept(listener, router::router(site), stopping.clone(), Bounds::default());
    let mut server = tokio::spawn(server);
    tokio::select! {
        () = stop => {}
        ended = &mut server => return ended.map_err(std::io::Error::other),
    }
    tracing::info!("stopping: finishing what is under way");
    stopping.cancel();
    if tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!("some connections were still open and are cut");
        server.abort();
    }
    if let Err(error) = worker.await {
        tracing::error!(%error, "the worker did not end as it should");
    }
    if let Err(error) = outward.await {
        tracing::error!(%error, "what hands notices over did not end as it should");
    }
    app.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Resolves when the process is told to stop: SIGTERM, or Ctrl+C.
pub async fn stop_signal() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Binds an address, or says in words why not.
pub async fn bind(listen: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(listen).await.map_err(|error| {
        format!("cannot listen on {listen}: {error}. Is another program there? Name another address with --listen.")
    })
}
