//! What every handler can reach.

use std::sync::Arc;

use app::App;
use tokio_util::sync::CancellationToken;

use crate::config::Settings;
use crate::health::Metrics;
use crate::limits::Limits;
use crate::live::Hub;

/// The running site. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// What the system can do.
    pub app: App,
    /// How it was set up.
    pub settings: Arc<Settings>,
    /// What is counted.
    pub metrics: Metrics,
    /// How often programs may call.
    pub limits: Arc<Limits>,
    /// Who waits for what happens.
    pub hub: Arc<Hub>,
    /// Told when the process is to stop: what would never end by itself ends then. Shared, since a clone of the token takes
    /// a lock and a site is cloned for every request.
    pub stopping: Arc<CancellationToken>,
}

impl Site {
    /// A site over an application.
    pub fn new(app: App, settings: Settings) -> Self {
        let limits = Arc::new(Limits::per_second(settings.rate_limit));
        let (metrics, stopping) = (Metrics::install(), Arc::new(CancellationToken::new()));
        let hub = Arc::new(Hub::new(Arc::clone(&stopping)));
        Self { app, settings: Arc::new(settings), metrics, limits, hub, stopping }
    }
}

impl axum::extract::FromRef<Site> for App {
    fn from_ref(site: &Site) -> Self {
        site.app.clone()
    }
}
