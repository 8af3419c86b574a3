//! What goes on beside requests: the log is followed, jobs are done when their time has come, what is old is removed.
//!
//! Any number of processes may run this on one database: the log is followed by one at a time, jobs are leased.

use std::time::Duration;

use domain::event::Recorded;
use domain::{AnswerId, CaseId, CommentId, RequestId};
use store::jobs::{self, Job};
use store::log::{self, Cursor, DeadLetter};
use tokio::sync::broadcast::error::RecvError;

use crate::commands::promotions::{enrolment, schedule};
use crate::commands::{
    answers, bulk, chats, discount_requests, exports, moderation, outbox, questions, safety, telegram, webhooks,
};
use crate::gauges::Gauges;
use crate::jobs::{LEASE, later};
use crate::reactions::{CONSUMER, react};
use crate::telling::{everybody, reminders};
use crate::tidy::Tidy;
use crate::{App, Failure, Signal};

/// Events that are taken in one transaction.
const EVENTS: i64 = 200;
/// Jobs that are leased at once.
const JOBS: i64 = 100;
/// How often it is looked whether a job is due, where nothing tells of one.
const LOOK: Duration = Duration::from_millis(500);
/// How often an event that cannot be taken is tried before it is put aside.
const EVENT_TRIES: i64 = 5;

/// Takes back what a process had in hand that was killed, before anything is taken. In a folder one process works at a time, so whatever
/// is leased there is nobody's; a database has other nodes, and their leases run out.
pub async fn resume(app: &App) -> Result<(), Failure> {
    if app.store().engine() != crate::Engine::Sqlite {
        return Ok(());
    }
    let now = app.now();
    app.store()
        .write(move |tx| {
            let (jobs, notices, calls) =
                (jobs::release(tx, now)?, outbox::release(tx, now)?, webhooks::release(tx, now)?);
            telegram::release(tx, now)?;
            if jobs + notices + calls > 0 {
                tracing::info!(jobs, notices, calls, "what a killed process had in hand is taken up again");
            }
            Ok(())
        })
        .await
}

/// Works until `stop` resolves. What is in hand then is finished.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut signals = app.signals();
    look_at_rules(&app, &Signal::Resync).await;
    let (mut tidy, mut gauges) = (Tidy::default(), Gauges::default());
    loop {
        let busy = match turn(&app).await {
            Ok(busy) => busy,
            Err(failure) => {
                tracing::warn!(error = %failure, "the worker could not go on and tries again");
                false
            }
        };
        tidy.when_due(&app).await;
        gauges.when_due(&app).await;
        if busy {
            tokio::task::yield_now().await;
            continue;
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(LOOK) => {}
            signal = signals.recv() => match signal {
                Err(RecvError::Closed) => return,
                Ok(signal) => look_at_rules(&app, &signal).await,
                Err(RecvError::Lagged(_)) => {}
            },
        }
    }
}

/// Somebody has put rules of the guard in force, perhaps on another node.
async fn look_at_rules(app: &App, signal: &Signal) {
    let news = match signal {
        Signal::Changed { topic, .. } => topic == safety::GUARD_TOPIC,
        Signal::Resync => true,
    };
    if news && let Err(failure) = safety::load_rules(app).await {
        tracing::warn!(error = %failure, "the rules of the guard could not be looked at");
    }
}

/// One look at the log and at the jobs; `true` where there may be more to do at once. Tests call it by hand.
pub async fn turn(app: &App) -> Result<bool, Failure> {
    let followed = follow(app).await?;
    let worked = work(app).await?;
    Ok(followed || worked)
}

async fn follow(app: &App) -> Result<bool, Failure> {
    match take_events(app, EVENTS).await {
        Ok(taken) => Ok(taken > 0),
        Err(failure @ Failure::Refusal(_)) => Err(failure),
        Err(Failure::Fault(_)) => one_by_one(app).await,
    }
}

async fn take_events(app: &App, limit: i64) -> Result<usize, Failure> {
    let new = app.store().read(|tx| {
        let at = log::consumer_at(tx, CONSUMER)?.unwrap_or_default();
        Ok::<_, Failure>(!log::after(tx, at, 1)?.is_empty())
    });
    if !new.await? {
        return Ok(0);
    }
    let (of, now) = (app.rules().clone(), app.now());
    app.store()
        .write(move |tx| {
            log::insert_consumer(tx, CONSUMER)?;
            let Some(at) = log::consumer(tx, CONSUMER)? else { return Ok(0) };
            let events = log::after(tx, at, limit)?;
            for recorded in &events {
                react(tx, &of, recorded, now)?;
            }
            if let Some(last) = events.last() {
                log::advance(tx, CONSUMER, Cursor { seq: last.seq })?;
            }
            Ok(events.len())
        })
        .await
}

/// Something in a batch cannot be taken: each event alone, and the one that fails again and again is put aside.
async fn one_by_one(app: &App) -> Result<bool, Failure> {
    for attempt in 1.. {
        match take_events(app, 1).await {
            Ok(taken) => return Ok(taken > 0),
            Err(failure @ Failure::Refusal(_)) => return Err(failure),
            Err(Failure::Fault(fault)) if attempt >= EVENT_TRIES => {
                put_aside(app, attempt, fault.cause().to_owned()).await?;
                return Ok(true);
            }
            Err(Failure::Fault(_)) => {}
        }
    }
    Ok(false)
}

async fn put_aside(app: &App, attempts: i64, error: String) -> Result<(), Failure> {
    let now = app.now();
    let buried = app.store().write(move |tx| {
        let Some(at) = log::consumer(tx, CONSUMER)? else { return Ok(None) };
        let Some(Recorded { seq, .. }) = log::after(tx, at, 1)?.into_iter().next() else { return Ok(None) };
        let cursor = Cursor { seq };
        log::bury(tx, &DeadLetter { consumer: CONSUMER.into(), cursor, attempts, error, at: now })?;
        log::advance(tx, CONSUMER, cursor)?;
        Ok::<_, Failure>(Some(seq))
    });
    if let Some(seq) = buried.await? {
        metrics::counter!("otklik_dead_letters_total").increment(1);
        tracing::error!(event.seq = seq, "an event was put aside: it is among the dead letters");
    }
    Ok(())
}

async fn work(app: &App) -> Result<bool, Failure> {
    let now = app.now();
    let due = app.store().glance(|tx| Ok::<_, Failure>(jobs::next_due(tx)?)).await?;
    if due.is_none_or(|due| due > now) {
        return Ok(false);
    }
    let leased = app.store().write(move |tx| Ok::<_, Failure>(jobs::lease(tx, now, now.after(LEASE), JOBS)?)).await?;
    let any = !leased.is_empty();
    for job in leased {
        if let Err(failure) = perform(app, &job).await {
            later(app, &job, &failure).await?;
        }
    }
    Ok(any)
}

async fn perform(app: &App, job: &Job) -> Result<(), Failure> {
    let (seller, now, name) = (job.seller, app.now(), job.id.clone());
    match job.kind.as_str() {
        answers::PUBLISH => {
            let id = CommentId::parse(&job.subject).ok_or_else(|| Failure::fault("a job names no comment"))?;
            let of = app.rules().clone();
            app.store()
                .write(move |tx| {
                    answers::publish(tx, &of, seller, id, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        questions::SUBMIT => {
            let id = AnswerId::parse(&job.subject).ok_or_else(|| Failure::fault("a job names no answer"))?;
            let of = app.rules().clone();
            app.store()
                .write(move |tx| {
                    questions::submit(tx, &of, seller, id, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        moderation::desk::APPLY => {
            let id = CaseId::parse(&job.subject).ok_or_else(|| Failure::fault("a job names no case"))?;
            let of = app.rules().clone();
            app.store()
                .write(move |tx| {
                    moderation::desk::apply(tx, &of, seller, id, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        chats::judged::END_HOLD => {
            let subject = job.subject.clone();
            app.store()
                .write(move |tx| {
                    chats::judged::end_hold(tx, seller, &subject, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        discount_requests::EXPIRE => {
            let id = job.subject.parse().map(RequestId).map_err(|_| Failure::fault("a job names no request"))?;
            app.store()
                .write(move |tx| {
                    discount_requests::expire(tx, seller, id, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        bulk::SEND => {
            bulk::work(app, seller, &job.subject).await?;
            app.store().write(move |tx| Ok(jobs::finish(tx, &name)?)).await
        }
        chats::files::CHECK => {
            beside(app, chats::files::check(app.clone(), job.clone()));
            Ok(())
        }
        schedule::START | schedule::END | schedule::REPRICE => {
            beside(app, schedule::follow(app.clone(), job.clone()));
            Ok(())
        }
        enrolment::ANNOUNCE => {
            beside(app, enrolment::announce(app.clone(), job.clone()));
            Ok(())
        }
        enrolment::ENROL => {
            beside(app, enrolment::enrol(app.clone(), job.clone()));
            Ok(())
        }
        reminders::REPLY | reminders::PROMOTION | reminders::VERDICTS => {
            let (of, job) = (app.rules().clone(), job.clone());
            app.store()
                .write(move |tx| {
                    reminders::remind(tx, &of, &job, now)?;
                    Ok(jobs::finish(tx, &name)?)
                })
                .await
        }
        everybody::SHOPS | everybody::BUYERS => {
            beside(app, everybody::tell(app.clone(), job.clone()));
            Ok(())
        }
        exports::MAKE => {
            beside(app, exports::work(app.clone(), job.clone()));
            Ok(())
        }
        unknown => Err(Failure::fault(format!("nobody knows how to do a job of kind {unknown}"))),
    }
}

/// A job that takes long goes on beside the others; its lease is its own business.
fn beside(app: &App, work: impl Future<Output = ()> + Send + 'static) {
    let tasks = app.tasks().clone();
    tasks.send_modify(|running| *running += 1);
    tokio::spawn(async move {
        work.await;
        tasks.send_modify(|running| *running -= 1);
    });
}

/// Waits until no job goes on beside the others.
pub async fn idle(app: &App) {
    // An error would say that nobody can start one any more, which is idle too.
    let _ = app.tasks().subscribe().wait_for(|running| *running == 0).await;
}
