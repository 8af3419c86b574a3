//! `otklik serve`: the real thing.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Where, block_on, open, ready};
use crate::serve::{bind, serve, stop_signal};
use crate::{Site, logging};

/// The real thing: SQLite in a folder, or PostgreSQL.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:8080]; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    data: Where,
    /// A file that is written once the server answers.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), String> {
        let mut settings = self.data.settings(self.listen, false)?;
        logging::begin(&settings.log);
        let app = open(&settings)?;
        block_on(async {
            let listener = bind(settings.listen).await?;
            let address = listener.local_addr().map_err(|error| error.to_string())?;
            // Where the port was left open, links in letters lead to the one that was found.
            settings.listen = address;
            let site = Site::new(app, settings)?;
            tracing::info!(%address, storage = site.app.storage(), "listening");
            if let Some(file) = &self.ready_file {
                let ready = ready::Ready::new(address, site.app.storage());
                ready::write_when_answering(file.clone(), address, ready);
            }
            serve(site, listener, stop_signal()).await.map_err(|error| error.to_string())
        })
    }
}
