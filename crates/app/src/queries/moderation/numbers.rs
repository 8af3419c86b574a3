//! How moderation goes: the queues now, a moderator's day, and the months.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::event::By;
use domain::moderation::Subject;
use domain::moderation::months::{self as names, months_before, quantile};
use store::cases::{self, Standing};
use store::moderation::{self, Count};
use store::verdicts;

use crate::actors::Desk;
use crate::{App, Failure};

/// How each queue stands in which something waits.
pub async fn queues(app: &App, _desk: &Desk) -> Result<Vec<Standing>, Failure> {
    let now = app.now();
    app.store().read(move |tx| Ok(cases::queues(tx, now)?)).await
}

/// What somebody of the desk, or all of them, have decided in the last 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Day {
    /// Decisions in each of the last 24 hours, the present one last.
    pub hours: Vec<i64>,
    /// All of them.
    pub decided: i64,
}

const HOUR: Duration = Duration::from_secs(3600);
const DECISIONS_MAX: i64 = 10_000;

/// What this person has decided in the last 24 hours.
pub async fn day(app: &App, desk: &Desk) -> Result<Day, Failure> {
    let (by, now) = (By::Desk(desk.id()).to_string(), app.now());
    let times = app
        .store()
        .glance(move |tx| Ok::<_, Failure>(verdicts::by_person(tx, &by, now.before(HOUR * 24), DECISIONS_MAX)?));
    let mut hours = vec![0; 24];
    let times = times.await?;
    for at in &times {
        let ago = usize::try_from(now.since(*at).as_secs() / HOUR.as_secs()).unwrap_or(usize::MAX);
        if let Some(hour) = 23_usize.checked_sub(ago).and_then(|at| hours.get_mut(at)) {
            *hour += 1;
        }
    }
    Ok(Day { hours, decided: i64::try_from(times.len()).unwrap_or(i64::MAX) })
}

/// What everybody on the desk has decided in the last 24 hours.
pub async fn everybodys_day(app: &App, _desk: &Desk) -> Result<Day, Failure> {
    let (since, micros) = (app.now().before(HOUR * 24), i64::try_from(HOUR.as_micros()).unwrap_or(i64::MAX));
    let counts = app.store().read(move |tx| {
        let of = |subject: &Subject| verdicts::by_hour(tx, *subject, since, micros);
        Ok::<_, Failure>(Subject::ALL.iter().map(of).collect::<Result<Vec<_>, _>>()?.concat())
    });
    let mut hours = vec![0; 24];
    for (hour, n) in counts.await? {
        // What was decided in this very moment stands at the end of the last hour.
        let hour = usize::try_from(hour).unwrap_or(0).min(23);
        if let Some(sum) = hours.get_mut(hour) {
            *sum += n;
        }
    }
    Ok(Day { decided: hours.iter().sum(), hours })
}

/// The numbers of one month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Month {
    /// Which: `2026-11`.
    pub month: String,
    /// First verdicts: by `subject`, `publish` or `refuse`, and `rules` or `person`.
    pub verdicts: Vec<((String, String, String), i64)>,
    /// Reasons of first verdicts, by code.
    pub reasons: Vec<(String, i64)>,
    /// Half of the first verdicts by people came within this time.
    pub median: Option<Duration>,
    /// Nine of ten first verdicts by people came within this time.
    pub ninety: Option<Duration>,
    /// First verdicts by people within the promised limit.
    pub kept: i64,
    /// First verdicts by people past it.
    pub late: i64,
    /// Appeals made.
    pub appeals: i64,
    /// Appeals that turned a verdict over.
    pub overturned: i64,
    /// Appeals that did not.
    pub upheld: i64,
    /// Second opinions that agreed with the first verdict.
    pub agreed: i64,
    /// Second opinions that did not.
    pub disagreed: i64,
    /// Second opinions by the reason of the first verdict: agreed, disagreed.
    pub second_by_reason: Vec<(String, i64, i64)>,
    /// Verdicts that were turned over, by reason and by maker (`rules` or `person`).
    pub overturned_by_reason: Vec<((String, String), i64)>,
}

impl Month {
    /// First verdicts that say this.
    pub fn decided(&self, decision: &str) -> i64 {
        self.verdicts.iter().filter(|((_, said, _), _)| said == decision).map(|(_, n)| n).sum()
    }

    /// First verdicts by this maker.
    pub fn by(&self, maker: &str) -> i64 {
        self.verdicts.iter().filter(|((_, _, by), _)| by == maker).map(|(_, n)| n).sum()
    }
}

/// The numbers of months, the newest first.
pub type Months = Vec<Month>;

/// The numbers of the last `count` months, this one included, the newest first; months without any are left out.
pub async fn months(app: &App, count: u32) -> Result<Months, Failure> {
    let from = months_before(app.now(), count.clamp(1, 120) - 1);
    let counts = app.store().glance(move |tx| Ok::<_, Failure>(moderation::counts(tx, &from)?)).await?;
    let mut by_month: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    for count in counts {
        by_month.entry(count.month.clone()).or_default().push(count);
    }
    Ok(by_month.into_iter().rev().map(|(month, counts)| of_month(month, &counts)).collect())
}

fn of_month(month: String, counts: &[Count]) -> Month {
    let of =
        |what: &str| counts.iter().filter(|count| count.what == what).map(|c| (c.key.clone(), c.n)).collect::<Vec<_>>();
    let one = |what: &str, key: &str| {
        counts.iter().filter(|count| count.what == what && count.key == key).map(|count| count.n).sum::<i64>()
    };
    let two = |key: &str| key.rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned()));
    let took: Vec<(i64, i64)> =
        of(names::TOOK).into_iter().filter_map(|(key, n)| Some((key.parse().ok()?, n))).collect();
    let mut second: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (key, n) in of(names::SECOND_REASONS) {
        let Some((reason, word)) = two(&key) else { continue };
        let entry = second.entry(reason).or_default();
        if word == "agreed" { entry.0 += n } else { entry.1 += n }
    }
    let verdict = |(key, n): (String, i64)| {
        let mut parts = key.split('.').map(str::to_owned);
        Some(((parts.next()?, parts.next()?, parts.next()?), n))
    };
    Month {
        month,
        verdicts: of(names::VERDICTS).into_iter().filter_map(verdict).collect(),
        reasons: most_first(of(names::REASONS)),
        median: quantile(&took, 50),
        ninety: quantile(&took, 90),
        kept: one(names::LIMIT, "kept"),
        late: one(names::LIMIT, "late"),
        appeals: one(names::APPEALS, "made"),
        overturned: one(names::APPEALS, "overturned"),
        upheld: one(names::APPEALS, "upheld"),
        agreed: one(names::SECOND, "agreed"),
        disagreed: one(names::SECOND, "disagreed"),
        second_by_reason: second.into_iter().map(|(reason, (yes, no))| (reason, yes, no)).collect(),
        overturned_by_reason: of(names::OVERTURNED).into_iter().filter_map(|(key, n)| Some((two(&key)?, n))).collect(),
    }
}

fn most_first(mut all: Vec<(String, i64)>) -> Vec<(String, i64)> {
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}
