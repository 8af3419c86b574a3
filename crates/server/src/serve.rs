//! Running the site: listening, the worker beside it, and an orderly end.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::{Site, router};

/// How long requests that are under way may take after the order to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets requests that are under way finish, ends the worker and closes the data.
pub async fn serve(site: Site, listener: TcpListener, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let (app, live) = (site.app.clone(), site.stopping.clone());
    let (stopping, stopped) = watch::channel(false);
    let worker = tokio::spawn(app::worker::run(app.clone(), until(stopped.clone())));
    let server = axum::serve(listener, router::router(site)).with_graceful_shutdown(until(stopped));
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        () = stop => {}
        ended = &mut server => return ended.map_err(std::io::Error::other)?,
    }
    tracing::info!("stopping: finishing what is under way");
    stopping.send_replace(true);
    live.cancel();
    if tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!("some connections were still open and are cut");
        server.abort();
    }
    if let Err(error) = worker.await {
        tracing::error!(%error, "the worker did not end as it should");
    }
    app.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that nobody can give the order any more.
    drop(stopped.wait_for(|stopped| *stopped).await);
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
