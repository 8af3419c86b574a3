//! What every handler can reach.

use std::sync::Arc;

use app::App;

use crate::config::Settings;
use crate::health::Metrics;

/// The running site. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// What the system can do.
    pub app: App,
    /// How it was set up.
    pub settings: Arc<Settings>,
    /// What is counted.
    pub metrics: Metrics,
}

impl Site {
    /// A site over an application.
    pub fn new(app: App, settings: Settings) -> Self {
        Self { app, settings: Arc::new(settings), metrics: Metrics::install() }
    }
}

impl axum::extract::FromRef<Site> for App {
    fn from_ref(site: &Site) -> Self {
        site.app.clone()
    }
}
