//! `otklik openapi`: prints the description of the JSON API.

use std::io::Write;

use clap::Args;

/// Prints the OpenAPI document of the JSON API; the same that the site serves at `/api/openapi.json`.
#[derive(Debug, Args)]
pub struct OpenApi {}

impl OpenApi {
    /// Runs the command.
    pub fn run(self) -> Result<(), String> {
        let document = crate::api::document::document();
        let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
        // Whoever closes the pipe early has read enough.
        match writeln!(std::io::stdout(), "{text}") {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
            _ => Ok(()),
        }
    }
}
