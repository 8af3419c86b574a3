//! The desk's next case, with 100,000 waiting and 50 moderators who claim and decide at once.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::commands::import;
use app::commands::moderation::desk::{self, Source, Verdict};
use app::commands::{asking, people};
use app::queries::moderation;
use app::{App, Failure, Moderator, Person, Rules, Storage, SystemClock, Tuning};
use domain::moderation::Decision;
use domain::moderation::policy::Policy;
use domain::people::DeskRole;
use domain::{CaseId, PersonId, Sku};

use crate::Run;
use crate::load::{Measured, now};
use crate::report::Report;
use crate::seed::{self, SELLER};

/// Cases that wait at the beginning.
const CASES: usize = 100_000;
/// Moderators at once.
const MODERATORS: usize = 50;
/// Cases that each of them takes and decides.
const EACH: usize = 100;
/// Buyers who ask at once while the queue is filled.
const BUYERS: usize = 64;

async fn person(app: &App, name: String, desk: Option<DeskRole>) -> Result<Person, Failure> {
    let id = PersonId(app::chance::id(app.now()));
    people::introduce(app, Vec::new(), vec![people::Newcomer { id, name, staff: Vec::new(), desk }]).await?;
    let link = people::link(app, id, Duration::from_secs(3600)).await?;
    let token = people::sign_in(app, &link).await?;
    app::queries::people::by_session(app, &token).await?.ok_or_else(|| Failure::fault("nobody is signed in"))
}

/// Every question waits for a person: 100,000 of them, each with words of its own.
async fn fill(app: &App) -> Result<(), Failure> {
    import::products(app, vec![seed::product(SELLER, 0, app.now())]).await?;
    let mut asking = tokio::task::JoinSet::new();
    for n in 0..BUYERS {
        let (app, buyer) = (app.clone(), person(app, format!("Покупатель {n}"), None).await?.buyer());
        asking.spawn(async move {
            for question in (n..CASES).step_by(BUYERS) {
                let text = format!("Подойдут ли кроссовки на стопу номер {question}, если подъём высокий?");
                let text = asking::QuestionText::new(&text)?;
                asking::ask(&app, &buyer, Sku(SELLER.0 * 10_000), text, None).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(done) = asking.join_next().await {
        done.map_err(Failure::fault)??;
    }
    Ok(())
}

async fn moderate(app: App, moderator: Moderator) -> Result<Vec<(Duration, CaseId)>, Failure> {
    let mut took = Vec::with_capacity(EACH);
    for _ in 0..EACH {
        let begin = now();
        let view = moderation::claimed(&app, &moderator, Source::All).await?;
        let elapsed = begin.elapsed();
        let case = view.ok_or_else(|| Failure::fault("nothing waits"))?.case;
        took.push((elapsed, case.id));
        let (reasons, note_author, note_desk) = (Vec::new(), String::new(), String::new());
        let verdict = Verdict { decision: Decision::Publish, reasons, note_author, note_desk };
        desk::decide(&app, &moderator, case.seller, case.id, verdict).await?;
    }
    Ok(took)
}

fn measure(storage: Storage, dir: &Path) -> Result<Measured, String> {
    std::fs::create_dir_all(dir).map_err(|e| e.to_string())?;
    let policy = Policy { publish_clean: Vec::new(), questions_a_day: u32::MAX, ..Policy::default() };
    let rules = Rules { policy, ..Rules::default() };
    let app = App::open_tuned(storage, Tuning::default(), dir.join("media"), Arc::new(SystemClock), rules);
    let app = app.map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let measured = runtime.block_on(async {
        people::introduce(&app, vec![seed::seller(SELLER)], Vec::new()).await?;
        fill(&app).await?;
        let mut desk = tokio::task::JoinSet::new();
        let mut moderators = Vec::new();
        for n in 0..MODERATORS {
            let person = person(&app, format!("Модератор {n}"), Some(DeskRole::Moderator)).await?;
            moderators.push(person.desk()?.moderator()?);
        }
        let whole = now();
        for moderator in moderators {
            desk.spawn(moderate(app.clone(), moderator));
        }
        let (mut took, mut given) = (Vec::new(), HashSet::new());
        while let Some(done) = desk.join_next().await {
            for (elapsed, case) in done.map_err(Failure::fault)?? {
                took.push(elapsed);
                if !given.insert(case) {
                    return Err(Failure::fault("one case was given twice"));
                }
            }
        }
        let whole = whole.elapsed();
        app.close().await;
        Ok::<_, Failure>((took, whole))
    });
    let (took, whole) = measured.map_err(|failure| failure.to_string())?;
    Measured::of(took, whole)
}

const WHAT: &str = "the desk's next case with its context, 100,000 waiting, 50 moderators at once, none given twice";

/// On SQLite, in a folder of its own that is made anew.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("desk-sqlite");
    drop(std::fs::remove_dir_all(&dir));
    report.rate(&format!("{WHAT}, SQLite"), &measure(Storage::Sqlite { dir: dir.clone() }, &dir)?);
    Ok(())
}

/// On PostgreSQL, among what is stored there.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("desk-postgres");
    report.rate(&format!("{WHAT}, PostgreSQL"), &measure(Storage::Postgres { url: url.to_owned() }, &dir)?);
    Ok(())
}
