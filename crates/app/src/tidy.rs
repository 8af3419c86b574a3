//! What is old is removed, as `docs/retention.md` says; what nobody names any more, too.

use std::collections::HashSet;
use std::time::Duration;

use domain::{MediaId, Timestamp};
use store::chats::{self, messages};
use store::notices::{self, sendings, telegram};
use store::{answers, jobs, media, people, replies, safety, webhooks};

use crate::commands::{basket, exports};
use crate::{App, Failure};

/// How long idempotency keys are kept.
const KEYS_KEPT: Duration = Duration::from_secs(24 * 3600);
/// How long drafts, notices and the words of answers that were taken away are kept.
const WORDS_KEPT: Duration = Duration::from_secs(90 * 24 * 3600);
/// How long what was told to programs is kept.
const CALLS_KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long what links fraudsters to each other is kept.
const TRACES_KEPT: Duration = Duration::from_secs(365 * 24 * 3600);
/// How often promises in baskets are ended whose time is over.
const PROMISES: Duration = Duration::from_secs(5);
/// How often sessions and keys are looked through.
const OFTEN: Duration = Duration::from_secs(600);
/// How often the folder of media is looked through, and how old a file without a row has to be to go.
const DAILY: Duration = Duration::from_secs(24 * 3600);

/// When what was last removed. The folder has its first turn a day after the start.
#[derive(Debug, Default)]
pub(crate) struct Tidy {
    rows: Timestamp,
    promises: Timestamp,
    files: Option<Timestamp>,
}

impl Tidy {
    /// Removes what is due. What fails is told and tried again the next time: nothing depends on it.
    pub(crate) async fn when_due(&mut self, app: &App) {
        let now = app.now();
        if now.since(self.promises) >= PROMISES {
            self.promises = now;
            told(basket::hold::tidy(app).await);
        }
        if now.since(self.rows) >= OFTEN {
            self.rows = now;
            told(rows(app, now).await);
            told(exports::tidy(app).await);
        }
        if now.since(*self.files.get_or_insert(now)) >= DAILY {
            self.files = Some(now);
            told(files(app.clone(), now.before(DAILY)).await);
            told(crate::files::tidy(app, now.before(DAILY)).await);
        }
    }
}

fn told(outcome: Result<(), Failure>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what is old could not be removed this time");
    }
}

async fn rows(app: &App, now: Timestamp) -> Result<(), Failure> {
    let (keys, words) = (now.before(KEYS_KEPT), now.before(WORDS_KEPT));
    app.store()
        .write(move |tx| {
            people::delete_old_sessions(tx, now)?;
            jobs::forget_before(tx, keys)?;
            replies::delete_old_drafts(tx, words)?;
            notices::delete_old(tx, words)?;
            sendings::delete_old(tx, words)?;
            telegram::delete_old_codes(tx, now)?;
            webhooks::delete_old(tx, now.before(CALLS_KEPT))?;
            answers::erase_gone(tx, words)?;
            chats::files::delete_gone(tx, words)?;
            messages::erase_gone(tx, words)?;
            safety::delete_old_traces(tx, now.before(TRACES_KEPT))?;
            Ok(())
        })
        .await
}

/// Pictures and videos whose row was never committed.
async fn files(app: App, before: Timestamp) -> Result<(), Failure> {
    let runtime = tokio::runtime::Handle::current();
    let sweeping = tokio::task::spawn_blocking(move || {
        let removed = app.media().sweep(before, |ids| runtime.block_on(named(&app, ids.to_vec())))?;
        if removed > 0 {
            tracing::info!(removed, "files that no row names were removed");
        }
        Ok(())
    });
    sweeping.await.map_err(Failure::fault)?
}

async fn named(app: &App, ids: Vec<MediaId>) -> Result<HashSet<MediaId>, Failure> {
    app.store()
        .read(move |tx| {
            let mut there = HashSet::new();
            for id in ids {
                there.extend(media::one(tx, id)?.map(|media| media.id));
            }
            Ok(there)
        })
        .await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::media::folder::Part;
    use crate::{ManualClock, Storage, chance};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_photo_whose_review_was_never_sent_goes_after_a_day_and_one_that_was_stays() {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-01-01").unwrap()));
        let storage = Storage::Sqlite { dir: dir.path().to_owned() };
        let app = App::open(storage, dir.path().join("media"), clock.clone()).unwrap();
        let (sent, lost) = (MediaId(chance::id(app.now())), MediaId(chance::id(app.now())));
        for id in [sent, lost] {
            app.media().keep_bytes(id, Part::Photo, b"photo").unwrap();
        }
        let row = media::Media {
            id: sent,
            kind: "photo".into(),
            content_type: "image/jpeg".into(),
            width: 1,
            height: 1,
            bytes: 5,
            uploaded_by: None,
        };
        crate::commands::import::media(&app, vec![row]).await.unwrap();
        let is_there = |id| app.media().read(id, Part::Photo).unwrap().is_some();

        let mut tidy = Tidy::default();
        tidy.when_due(&app).await;
        assert!(is_there(lost), "it may belong to a review that is being written");
        clock.advance(Duration::from_secs(25 * 3600));
        tidy.when_due(&app).await;
        assert!(is_there(sent));
        assert!(!is_there(lost));
    }
}
