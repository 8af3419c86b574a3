//! How long a job is somebody's, and when it is tried again.

use std::time::Duration;

use store::jobs::{self, Job};

use crate::{App, Failure};

/// How long a job is leased.
pub(crate) const LEASE: Duration = Duration::from_secs(60);
/// After which pauses a failed job is tried again; then it is dead, and visible.
const PAUSES: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(300),
    Duration::from_secs(1800),
    Duration::from_secs(7200),
];

/// A job failed: it is tried again after a pause, or is dead, and visible.
pub(crate) async fn later(app: &App, job: &Job, failure: &Failure) -> Result<(), Failure> {
    let pause = usize::try_from(job.attempts - 1).ok().and_then(|at| PAUSES.get(at));
    let (due, dead) = (app.now().after(pause.copied().unwrap_or_default()), pause.is_none());
    let (name, error) = (job.id.clone(), failure.to_string());
    tracing::warn!(job.kind = %job.kind, job.attempt = job.attempts, job.dead = dead, error = %failure, "a job failed");
    app.store().write(move |tx| Ok(jobs::retry(tx, &name, due, &error, dead)?)).await
}
