//! PostgreSQL.
use std::sync::Arc;

use tokio::sync::broadcast;

use super::Running;
use crate::error::OpenError;
use crate::options::Tuning;
use crate::signal::Signal;

pub(super) fn open(
    _url: &str,
    _tuning: &Arc<Tuning>,
    _signals: &broadcast::Sender<Signal>,
) -> Result<Running, OpenError> {
    Err(OpenError::Server("PostgreSQL is not served yet".to_owned()))
}
