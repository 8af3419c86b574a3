//! Lists as files: how far they have come, and taking them away.

use domain::Code;
use domain::exports::ExportState;
use store::exports;

use crate::actors::{CanRead, SellerStaff};
use crate::commands::exports::place;
use crate::{App, Failure};

pub use store::exports::Export;

/// Files that are listed, at most: a week's.
const LISTED: i64 = 50;

/// One of the shop's files: how far it has come.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: &str) -> Result<Export, Failure> {
    let (seller, id) = (staff.seller(), id.to_owned());
    app.store().glance(move |tx| Ok(exports::one(tx, seller, &id)?.ok_or(Code::ExportNotFound)?)).await
}

/// The shop's files of the last seven days, the newest first.
pub async fn list(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<Export>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(exports::newest(tx, seller, LISTED)?)).await
}

/// A file that is ready, open for reading; it stays readable when it is removed meanwhile.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub export: Export,
    /// Its bytes.
    pub file: tokio::fs::File,
    /// How many they are.
    pub len: u64,
}

/// Opens one of the shop's files.
pub async fn open(app: &App, staff: &SellerStaff<CanRead>, id: &str) -> Result<Opened, Failure> {
    let export = one(app, staff, id).await?;
    match export.state {
        ExportState::Ready => {}
        ExportState::Running => return Err(Code::ExportNotReady.into()),
        ExportState::Failed => return Err(Code::ExportNotFound.into()),
    }
    let file = match tokio::fs::File::open(place(app.media(), &export.id, export.format)).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Code::ExportNotFound.into()),
        opened => opened.map_err(Failure::fault)?,
    };
    let len = file.metadata().await.map_err(Failure::fault)?.len();
    Ok(Opened { export, file, len })
}
