//! How the queues are worked: speed, deadlines, reasons, disagreement.

use std::collections::BTreeMap;

use app::queries::moderation::{self as known, Day, Month};
use askama::Template;
use domain::moderation::Reason;

use super::{
    chart::Columns,
    queue::{self, QueueRow},
};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    respond::{Page, html},
    visit::Visit,
    words::{Words, clock},
};

/// `/desk/moderation/stats`
#[derive(Debug, Template)]
#[template(path = "desk/stats.html")]
pub struct StatsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Decisions in each of the last 24 hours.
    pub hours: Columns,
    /// "412 решений"
    pub total: String,
    /// The queues now.
    pub queues: Vec<QueueRow>,
    /// Refusals by reason, the most frequent first.
    pub reasons: Vec<Share>,
    /// Second opinions by reason: compared and disagreed.
    pub disagreement: Vec<Share>,
    /// Refusals that were overturned, by reason.
    pub overturned: Vec<Share>,
    /// The same by who made them.
    pub makers: Vec<Share>,
}

/// A row: so many of so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The reason in words, or the maker.
    pub label: String,
    /// Of how many.
    pub of: u64,
    /// How many.
    pub count: u64,
}

impl Share {
    /// In whole per cent.
    pub fn percent(&self) -> u64 {
        self.count * 100 / self.of.max(1)
    }
}

/// How many months are looked at, this one included.
const MONTHS: u32 = 2;

/// Shows the figures.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let (standing, day, months) = tokio::try_join!(
        known::queues(&visit.app, &desk),
        known::everybodys_day(&visit.app, &desk),
        known::months(&visit.app, MONTHS),
    )?;
    html(&StatsPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Figures, w.desk.stats).described(w.moderation.stats_description),
        hours: hours(&day, visit.now()),
        total: w.moderation.n_decisions.count(count(day.decided)),
        queues: queue::rows(&visit, &standing, None),
        reasons: reasons(w, &months),
        disagreement: disagreement(w, &months),
        overturned: overturned(w, &months),
        makers: makers(w, &months),
    })
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn hours(day: &Day, now: i64) -> Columns {
    const HOUR: i64 = 3_600_000_000;
    let columns = (0i64..).zip(day.hours.iter().rev()).map(|(ago, n)| (clock(now - ago * HOUR), count(*n)));
    let mut columns: Vec<_> = columns.collect();
    columns.reverse();
    Columns::of(columns)
}

fn sum<K: Ord>(pairs: impl Iterator<Item = (K, i64)>) -> BTreeMap<K, u64> {
    pairs.fold(BTreeMap::new(), |mut all, (key, n)| {
        *all.entry(key).or_default() += count(n);
        all
    })
}

/// Rows of parts and wholes by a reason's code, the largest part first.
fn rows(w: &Words, parts: &BTreeMap<&str, u64>, whole: impl Fn(&str) -> u64) -> Vec<Share> {
    let label = |code: &str| Reason::parse(code).map_or(code, |reason| reason.name(w.lang)).to_owned();
    let row = |(code, n): (&&str, &u64)| Share { label: label(code), of: whole(code), count: *n };
    let mut rows: Vec<_> = parts.iter().map(row).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    rows
}

fn by_reason(months: &[Month]) -> BTreeMap<&str, u64> {
    sum(months.iter().flat_map(|month| &month.reasons).map(|(code, n)| (code.as_str(), *n)))
}

fn reasons(w: &Words, months: &[Month]) -> Vec<Share> {
    let refused = months.iter().map(|month| count(month.decided("refuse"))).sum();
    rows(w, &by_reason(months), |_| refused)
}

fn disagreement(w: &Words, months: &[Month]) -> Vec<Share> {
    let of = |pick: fn(&(String, i64, i64)) -> i64| {
        sum(months.iter().flat_map(|month| &month.second_by_reason).map(|row| (row.0.as_str(), pick(row))))
    };
    let (compared, disagreed) = (of(|row| row.1 + row.2), of(|row| row.2));
    rows(w, &disagreed, |code| compared.get(code).copied().unwrap_or(0))
}

fn overturned(w: &Words, months: &[Month]) -> Vec<Share> {
    let refused = by_reason(months);
    let all = months.iter().flat_map(|month| &month.overturned_by_reason);
    let overturned = sum(all.map(|((code, _), n)| (code.as_str(), *n)));
    rows(w, &overturned, |code| refused.get(code).copied().unwrap_or(0))
}

fn makers(w: &Words, months: &[Month]) -> Vec<Share> {
    let m = &w.moderation;
    let row = |(maker, label): (&str, &str)| {
        let made = months.iter().flat_map(|month| &month.verdicts);
        let made =
            made.filter(|((_, decision, by), _)| decision == "refuse" && by == maker).map(|(_, n)| count(*n)).sum();
        let fell = months.iter().flat_map(|month| &month.overturned_by_reason);
        let fell = fell.filter(|((_, by), _)| by == maker).map(|(_, n)| count(*n)).sum();
        Share { label: label.to_owned(), of: made, count: fell }
    };
    [("person", m.maker_person), ("rules", m.maker_rules)].map(row).into_iter().filter(|row| row.of > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::words::RU;
    use super::*;

    fn month(reasons: &[(&str, i64)], overturned: &[(&str, &str, i64)]) -> Month {
        Month {
            reasons: reasons.iter().map(|(code, n)| ((*code).to_owned(), *n)).collect(),
            overturned_by_reason: overturned
                .iter()
                .map(|(code, by, n)| (((*code).to_owned(), (*by).to_owned()), *n))
                .collect(),
            ..Month::default()
        }
    }

    #[test]
    fn a_reason_that_fell_twice_in_ten_is_a_fifth_over_both_months() {
        let months =
            [month(&[("phone", 6)], &[("phone", "person", 1)]), month(&[("phone", 4)], &[("phone", "rules", 1)])];
        let rows = overturned(&RU, &months);
        assert_eq!(
            rows.iter().map(|row| (row.label.as_str(), row.of, row.percent())).collect::<Vec<_>>(),
            [("Телефон", 10, 20)]
        );
    }
}
