//! Numbers that Prometheus reads of what waits: set by the worker now and then, since they belong to no request.

use std::time::Duration;

use domain::Timestamp;
use domain::moderation::queue::Queue;
use store::cases::{self, Standing};

use crate::{App, Failure};

/// How often the queues are looked at.
const OFTEN: Duration = Duration::from_secs(15);

/// When the queues were last looked at.
#[derive(Debug, Default)]
pub(crate) struct Gauges {
    at: Timestamp,
}

impl Gauges {
    /// Looks at the queues where it is time to. What fails is told and tried again the next time.
    pub(crate) async fn when_due(&mut self, app: &App) {
        let now = app.now();
        if now.since(self.at) < OFTEN {
            return;
        }
        self.at = now;
        match queues(app, now).await {
            Ok(standing) => Queue::ALL.iter().for_each(|queue| set(*queue, &standing, now)),
            Err(error) => tracing::warn!(%error, "the queues of moderation could not be counted this time"),
        }
    }
}

async fn queues(app: &App, now: Timestamp) -> Result<Vec<Standing>, Failure> {
    app.store().read(move |tx| Ok(cases::queues(tx, now)?)).await
}

/// What waits in a queue, what is past its deadline, and for how long the first of it has waited.
#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
fn set(queue: Queue, standing: &[Standing], now: Timestamp) {
    let found = standing.iter().find(|standing| standing.queue == queue);
    let oldest = found.and_then(|standing| standing.oldest).map_or(0.0, |oldest| now.since(oldest).as_secs_f64());
    let name = queue.as_str();
    metrics::gauge!("otklik_moderation_waiting", "queue" => name).set(found.map_or(0, |it| it.waiting) as f64);
    metrics::gauge!("otklik_moderation_late", "queue" => name).set(found.map_or(0, |it| it.late) as f64);
    metrics::gauge!("otklik_moderation_oldest_seconds", "queue" => name).set(oldest);
}
