//! The list of questions as a file: asked for, made in the background, taken away within a week.
//!
//! The file is written beside its place and moved there when it is whole, so a process that dies leaves nothing half; the
//! job comes back when its lease ends and begins anew.

mod file;
mod rows;

use std::path::PathBuf;
use std::time::Duration;

use domain::exports::{ExportState, Format};
use domain::{Code, Lang, Refusal, SellerId};
use serde::{Deserialize, Serialize};
use store::exports::{self, Export};
use store::jobs::{self, Job};
use store::questions::list::{Filter, Words};

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure, MediaFolder, chance};

/// The job that makes a file.
pub const MAKE: &str = "make_export";
/// How long a file is kept.
pub const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
/// Files of one shop that are made at once, at most.
pub const AT_ONCE: i64 = 3;
/// Rows of a file, at most: Excel opens no more than a million, and nobody reads as many.
pub const ROWS_MAX: i64 = 200_000;
/// How often it is tried to make a file, and the pause between.
const TRIES: i64 = 3;
const PAUSE: Duration = Duration::from_secs(5);

/// Begins to make a file of the questions that a filter leaves, the newest first. Gives its id.
pub async fn start(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: &Filter,
    format: Format,
    lang: Lang,
) -> Result<String, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let export = Export {
        id: chance::id(now).to_string(),
        format,
        lang: lang.tag().to_owned(),
        filter: serde_json::to_string(&Kept::of(filter)).map_err(Failure::fault)?,
        state: ExportState::Running,
        done: 0,
        total: 0,
        bytes: 0,
        created_at: now,
        ended_at: None,
    };
    app.store()
        .write(move |tx| {
            if exports::running(tx, seller)? >= AT_ONCE {
                return Err(Refusal::new(Code::ExportsRunning).with("max", AT_ONCE).into());
            }
            exports::insert(tx, seller, &export)?;
            let job = Job {
                id: format!("{MAKE}:{}", export.id),
                kind: MAKE.into(),
                seller,
                subject: export.id.clone(),
                attempts: 0,
            };
            jobs::insert(tx, &job, now)?;
            Ok(export.id)
        })
        .await
}

/// Where a file lies.
pub(crate) fn place(media: &MediaFolder, id: &str, format: Format) -> PathBuf {
    media.exports().join(format!("{id}.{}", format.as_str()))
}

/// Makes the file of a job and settles the job. Runs beside the worker, since a long list would hold up everything else.
pub(crate) async fn work(app: App, job: Job) {
    let made = match make(&app, &job).await {
        Ok(()) => Ok(()),
        Err(failure) => {
            tracing::warn!(job.attempt = job.attempts, error = %failure, "an export could not be made");
            again_or_failed(&app, &job, &failure).await
        }
    };
    if let Err(error) = made {
        tracing::warn!(%error, "how an export went could not be written down: it is made anew when its lease ends");
    }
}

async fn make(app: &App, job: &Job) -> Result<(), Failure> {
    let (seller, id) = (job.seller, job.subject.clone());
    let found = app.store().read(move |tx| Ok::<_, Failure>(exports::one(tx, seller, &id)?)).await?;
    // One that was removed, or is done already, needs no more than its job to go.
    if let Some(export) = found.filter(|export| export.state == ExportState::Running) {
        let (node, name, runtime) = (app.clone(), job.id.clone(), tokio::runtime::Handle::current());
        let making = tokio::task::spawn_blocking(move || file::make(&node, &runtime, seller, &export, &name));
        let written = making.await.map_err(Failure::fault)??;
        return settle(app, job, ExportState::Ready, written).await;
    }
    let name = job.id.clone();
    app.store().write(move |tx| Ok(jobs::finish(tx, &name)?)).await
}

async fn settle(app: &App, job: &Job, state: ExportState, written: (i64, i64)) -> Result<(), Failure> {
    let (seller, id, name, now) = (job.seller, job.subject.clone(), job.id.clone(), app.now());
    app.store()
        .write(move |tx| {
            exports::finish(tx, seller, &id, state, written, now)?;
            Ok(jobs::finish(tx, &name)?)
        })
        .await
}

async fn again_or_failed(app: &App, job: &Job, failure: &Failure) -> Result<(), Failure> {
    if job.attempts >= TRIES {
        return settle(app, job, ExportState::Failed, (0, 0)).await;
    }
    let (name, due, error) = (job.id.clone(), app.now().after(PAUSE), failure.to_string());
    app.store().write(move |tx| Ok(jobs::retry(tx, &name, due, &error, false)?)).await
}

/// A filter as it is kept with its export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    stages: Vec<domain::questions::Stage>,
    others: Option<bool>,
    skus: Vec<domain::Sku>,
    category: Option<String>,
    waiting_since: Option<i64>,
    from: Option<i64>,
    until: Option<i64>,
    words: Option<(String, String)>,
}

impl Kept {
    fn of(filter: &Filter) -> Self {
        let Filter { stages, others, skus, category, waiting_since, from, until, words } = filter.clone();
        Self {
            stages,
            others,
            skus,
            category,
            waiting_since: waiting_since.map(|at| at.0),
            from: from.map(|at| at.0),
            until: until.map(|at| at.0),
            words: words.map(|words| (words.fts5, words.tsquery)),
        }
    }

    fn filter(self) -> Filter {
        let at = |at: Option<i64>| at.map(domain::Timestamp);
        Filter {
            stages: self.stages,
            others: self.others,
            skus: self.skus,
            category: self.category,
            waiting_since: at(self.waiting_since),
            from: at(self.from),
            until: at(self.until),
            words: self.words.map(|(fts5, tsquery)| Words { fts5, tsquery }),
        }
    }
}

/// Removes what is older than [`KEPT`]: the file first, so that none is left that no row names.
pub async fn tidy(app: &App) -> Result<(), Failure> {
    const AT_A_TIME: i64 = 100;
    let before = app.now().before(KEPT);
    loop {
        let old = app.store().read(move |tx| Ok::<_, Failure>(exports::old(tx, before, AT_A_TIME)?)).await?;
        if old.is_empty() {
            return Ok(());
        }
        for (seller, id, format) in old {
            remove(app, seller, id, format).await?;
        }
    }
}

async fn remove(app: &App, seller: SellerId, id: String, format: Format) -> Result<(), Failure> {
    match tokio::fs::remove_file(place(app.media(), &id, format)).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Failure::fault(error)),
        _ => {}
    }
    app.store().write(move |tx| Ok(exports::delete(tx, seller, &id)?)).await
}
