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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{ChatId, MessageId, SellerId};
    use store::chats::files::ChatFile;

    use super::*;
    use crate::files::store::Form;
    use crate::{ManualClock, Storage, chance};

    /// A file that was brought at a time, and maybe sent.
    async fn brought(app: &App, at: Timestamp, message: Option<MessageId>) -> FileId {
        let id = FileId(chance::id(at));
        app.files().keep(id, Form::Whole, b"note".to_vec()).await.unwrap();
        let row = ChatFile {
            seller: SellerId(1),
            chat: ChatId(chance::id(at)),
            id,
            message,
            kind: "text".into(),
            content_type: "text/plain; charset=utf-8".into(),
            name: "note.txt".into(),
            bytes: 4,
            width: 0,
            height: 0,
            scan: "not_scanned".into(),
            uploaded_by: "buyer".into(),
            created_at: at,
        };
        app.store().write(move |tx| Ok::<_, Failure>(files::insert(tx, &row)?)).await.unwrap();
        id
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_file_that_was_chosen_and_never_sent_goes_and_one_that_was_sent_stays() {
        let dir = tempfile::tempdir().unwrap();
        let now = Timestamp::parse("2026-01-02").unwrap();
        let storage = Storage::Sqlite { dir: dir.path().to_owned() };
        let app = App::open(storage, dir.path().join("media"), Arc::new(ManualClock::at(now))).unwrap();
        let old = Timestamp::parse("2026-01-01").unwrap();
        let sent = brought(&app, old, Some(MessageId(1))).await;
        let unsent = brought(&app, old, None).await;
        let young = brought(&app, now, None).await;
        let lost = FileId(chance::id(old));
        app.files().keep(lost, Form::Thumb, b"small".to_vec()).await.unwrap();

        tidy(&app, Timestamp::parse("2026-01-01T12:00:00Z").unwrap()).await.unwrap();
        for (id, form, stays) in [
            (sent, Form::Whole, true),
            (young, Form::Whole, true),
            (unsent, Form::Whole, false),
            (lost, Form::Thumb, false),
        ] {
            assert_eq!(app.files().len(id, form).await.unwrap().is_some(), stays);
        }
    }
}
