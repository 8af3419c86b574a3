//! The log: for a person on a terminal, JSON lines otherwise. Never a text of a person, a key or an address.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Begins to log to standard error. `level` is a filter such as `info` or `warn,server=debug`.
pub fn begin(level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call (tests in one process) leaves the first log in place.
    let begun = if std::io::stderr().is_terminal() {
        builder.with_target(false).compact().try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    drop(begun);
}
