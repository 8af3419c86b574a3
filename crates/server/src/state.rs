//! What every handler can reach.

use std::sync::Arc;

use app::App;
use tokio_util::sync::CancellationToken;

use crate::config::Settings;
use crate::health::Metrics;
use crate::limits::Limits;
use crate::live::Hub;
use crate::outward::Outward;

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
    /// What speaks to the world outside.
    pub outward: Arc<Outward>,
    /// Told when the process is to stop: what would never end by itself ends then. Shared, since a clone of the token takes
    /// a lock and a site is cloned for every request.
    pub stopping: Arc<CancellationToken>,
}

impl Site {
    /// A site over an application. An error says what of its settings cannot be used.
    pub fn new(app: App, settings: Settings) -> Result<Self, String> {
        let limits = Arc::new(Limits::per_second(settings.rate_limit));
        let (metrics, stopping) = (Metrics::install(), Arc::new(CancellationToken::new()));
        let hub = Arc::new(Hub::new(Arc::clone(&stopping)));
        let outward = Arc::new(Outward::new(&settings)?);
        Ok(Self { app, settings: Arc::new(settings), metrics, limits, hub, outward, stopping })
    }
}

impl axum::extract::FromRef<Site> for App {
    fn from_ref(site: &Site) -> Self {
        site.app.clone()
    }
}
