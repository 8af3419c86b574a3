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

/// A case that was taken: how long until it was this moderator's, and until its page could be drawn.
struct Taken {
    case: CaseId,
    claimed: Duration,
    shown: Duration,
}

async fn moderate(app: App, moderator: Moderator) -> Result<Vec<Taken>, Failure> {
    let mut took = Vec::with_capacity(EACH);
    for _ in 0..EACH {
        let begin = now();
        let next = desk::claim(&app, &moderator, Source::All).await?;
        let (seller, id) = next.ok_or_else(|| Failure::fault("nothing waits"))?;
        let claimed = begin.elapsed();
        let case = moderation::case(&app, moderator.desk(), seller, id).await?.case;
        took.push(Taken { case: case.id, claimed, shown: begin.elapsed() });
        let (reasons, note_author, note_desk) = (Vec::new(), String::new(), String::new());
        let verdict = Verdict { decision: Decision::Publish, reasons, note_author, note_desk };
        desk::decide(&app, &moderator, case.seller, case.id, verdict).await?;
    }
    Ok(took)
}

/// Claims alone, and claims with the page's context.
fn measure(storage: Storage, dir: &Path) -> Result<(Measured, Measured), String> {
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
        let (mut claimed, mut shown, mut given) = (Vec::new(), Vec::new(), HashSet::new());
        while let Some(done) = desk.join_next().await {
            for taken in done.map_err(Failure::fault)?? {
                claimed.push(taken.claimed);
                shown.push(taken.shown);
                if !given.insert(taken.case) {
                    return Err(Failure::fault("one case was given twice"));
                }
            }
        }
        let whole = whole.elapsed();
        app.close().await;
        Ok::<_, Failure>((claimed, shown, whole))
    });
    let (claimed, shown, whole) = measured.map_err(|failure| failure.to_string())?;
    Ok((Measured::of(claimed, whole)?, Measured::of(shown, whole)?))
}

fn tell(report: &mut Report, engine: &str, (claimed, shown): &(Measured, Measured)) {
    let what = "100,000 waiting, 50 moderators who claim and decide without a pause, none given twice";
    report.rate(&format!("the desk's next case, {what}, {engine}"), claimed);
    report.rate(&format!("the same until its page can be drawn, {engine}"), shown);
}

/// On SQLite, in a folder of its own that is made anew.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("desk-sqlite");
    drop(std::fs::remove_dir_all(&dir));
    tell(report, "SQLite", &measure(Storage::Sqlite { dir: dir.clone() }, &dir)?);
    Ok(())
}

/// On PostgreSQL, among what is stored there.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("desk-postgres");
    tell(report, "PostgreSQL", &measure(Storage::Postgres { url: url.to_owned() }, &dir)?);
    Ok(())
}
