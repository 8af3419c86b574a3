//! Files that nobody sent, and files that no row names.

use std::collections::HashSet;

use domain::{FileId, Timestamp};
use store::chats::files;

use crate::{App, Failure};

/// The most files that were brought and never sent that are forgotten in one transaction.
const AT_ONCE: i64 = 500;

/// Forgets files that were brought before a time and never sent, and removes the bytes that no row names as far as they
/// are from before it (younger ones may belong to a transaction that is still open).
pub(crate) async fn tidy(app: &App, before: Timestamp) -> Result<(), Failure> {
    while unsent(app, before).await? {}
    let mut removed = 0;
    for upper in 0..=u8::MAX {
        let ids = app.files().older(upper, before).await?;
        let named = if ids.is_empty() { HashSet::new() } else { named(app, ids.clone()).await? };
        for orphan in ids.difference(&named) {
            app.files().delete(*orphan).await?;
            removed += 1;
        }
    }
    if removed > 0 {
        tracing::info!(removed, "files of chats that no row names were removed");
    }
    Ok(())
}

/// Whether there may be more. The bytes go when they are found to be named by no row.
async fn unsent(app: &App, before: Timestamp) -> Result<bool, Failure> {
    let forgotten = app.store().write(move |tx| {
        let unsent = files::unsent(tx, before, AT_ONCE)?;
        for file in &unsent {
            files::delete(tx, file.seller, file.chat, file.id)?;
        }
        Ok::<_, Failure>(unsent.len())
    });
    Ok(i64::try_from(forgotten.await?).unwrap_or(0) == AT_ONCE)
}

async fn named(app: &App, ids: HashSet<FileId>) -> Result<HashSet<FileId>, Failure> {
    app.store()
        .read(move |tx| {
            let mut there = HashSet::new();
            for id in ids {
                there.extend(files::by_id(tx, id)?.map(|file| file.id));
            }
            Ok(there)
        })
        .await
}
