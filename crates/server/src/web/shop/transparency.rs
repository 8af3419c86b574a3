//! `/shop/transparency`: how moderation goes, month by month, for everybody.

use std::time::Duration;

use app::queries::moderation::{self, Month};
use askama::Template;
use domain::moderation::Reason;

use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::Blank;
use crate::web::respond::{Page, html};
use crate::web::visit::Visit;
use crate::web::words::{Words, age, month_of, number};

/// Months that are told.
const MONTHS: u32 = 12;

/// `/shop/transparency`
#[derive(Debug, Template)]
#[template(path = "shop/transparency.html")]
pub struct TransparencyPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The months, newest first.
    pub months: Vec<MonthRow>,
    /// Reasons of refusals in all those months, the most frequent first.
    pub reasons: Vec<ReasonRow>,
    /// What stands there while there are no verdicts.
    pub blank: Option<Blank>,
}

/// The figures of a month.
#[derive(Clone, Debug, Default)]
pub struct MonthRow {
    /// "ноябрь 2026"
    pub name: String,
    /// First verdicts that published.
    pub published: u64,
    /// First verdicts that refused.
    pub refused: u64,
    /// First verdicts by the rules alone.
    pub by_rules: u64,
    /// "3 ч": half of the decisions by people took no longer.
    pub median: Option<String>,
    /// Nine of ten took no longer.
    pub ninety: Option<String>,
    /// In whole per cent: decisions by people within the promised limit.
    pub in_time: Option<u64>,
    /// Appeals made.
    pub appeals: u64,
    /// Appeals that overturned a verdict.
    pub overturned: u64,
    /// Appeals that did not.
    pub upheld: u64,
}

impl MonthRow {
    /// Under the chart there is room for the month alone.
    pub fn short(&self) -> &str {
        self.name.split('\u{a0}').next().unwrap_or(&self.name)
    }

    /// All first verdicts.
    pub fn total(&self) -> u64 {
        self.published + self.refused
    }
}

/// How often a reason was named.
#[derive(Clone, Debug)]
pub struct ReasonRow {
    /// What is wrong, in the words that authors read.
    pub words: String,
    /// How often.
    pub count: u64,
    /// In whole per cent of all.
    pub percent: u64,
}

/// A column of the chart in a field of 100 by 40.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The left edge, in thousandths of the field's width.
    pub x: String,
    /// The width.
    pub width: String,
    /// The heights of what was published and of what was refused, which stands on it.
    pub heights: (String, String),
    /// The top edges of both.
    pub tops: (String, String),
    /// "ноябрь 2026: опубликовано 40, отклонено 7"
    pub title: String,
}

impl TransparencyPage {
    /// The columns of the chart, the oldest month on the left.
    pub fn columns(&self) -> Vec<Column> {
        let top = self.months.iter().map(MonthRow::total).max().unwrap_or(0).max(1);
        let step = 100_000 / u64::try_from(self.months.len().max(1)).unwrap_or(1);
        let of = |n: u64| n * 40_000 / top;
        let column = |(i, month): (u64, &MonthRow)| {
            let (published, refused) = (of(month.published), of(month.refused));
            let title = self.w.transparency.chart_title.put2(&month.name, number(month.published));
            Column {
                x: thousandths(i * step + step / 8),
                width: thousandths(step - step / 4),
                heights: (thousandths(published), thousandths(refused)),
                tops: (thousandths(40_000 - published), thousandths(40_000_u64.saturating_sub(published + refused))),
                title: title.replacen("{}", &number(month.refused), 1),
            }
        };
        (0..).zip(self.months.iter().rev()).map(column).collect()
    }

    /// The highest month.
    pub fn top(&self) -> u64 {
        self.months.iter().map(MonthRow::total).max().unwrap_or(0)
    }
}

fn thousandths(n: u64) -> String {
    format!("{}.{:03}", n / 1_000, n % 1_000)
}

/// Shows the figures.
pub async fn show(visit: Visit) -> Page {
    let w = visit.w();
    let months = moderation::months(&visit.app, MONTHS).await?;
    let words = moderation::reasons(&visit.app).await?;
    let reasons = reasons(w, &words, &months);
    let blank = months.is_empty().then(|| Blank {
        icon: icons::SHIELD,
        title: w.transparency.none.into(),
        text: w.transparency.none_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    });
    let shell = visit.shop(Tab::Nowhere, w.transparency.title).await?.described(w.transparency.description);
    let months = months.iter().map(|month| row(w, month)).collect();
    html(&TransparencyPage { w, shell, months, reasons, blank })
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn row(w: &Words, month: &Month) -> MonthRow {
    let took = |time: Option<Duration>| time.map(|time| age(w, i64::try_from(time.as_micros()).unwrap_or(i64::MAX)));
    let (kept, late) = (count(month.kept), count(month.late));
    MonthRow {
        name: month_of(w, &month.month),
        published: count(month.decided("publish")),
        refused: count(month.decided("refuse")),
        by_rules: count(month.by("rules")),
        median: took(month.median),
        ninety: took(month.ninety),
        in_time: (kept + late > 0).then(|| kept * 100 / (kept + late).max(1)),
        appeals: count(month.appeals),
        overturned: count(month.overturned),
        upheld: count(month.upheld),
    }
}

fn reasons(w: &Words, words: &moderation::Reasons, months: &[Month]) -> Vec<ReasonRow> {
    let all = months.iter().flat_map(|month| &month.reasons);
    let mut sums: Vec<(Reason, u64)> = Vec::new();
    for (reason, n) in all.filter_map(|(code, n)| Some((Reason::parse(code)?, count(*n)))) {
        match sums.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += n,
            None => sums.push((reason, n)),
        }
    }
    sums.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let total: u64 = sums.iter().map(|(_, n)| n).sum();
    let row = |(reason, n): (Reason, u64)| ReasonRow {
        words: words.words(reason, w.lang),
        count: n,
        percent: n * 100 / total.max(1),
    };
    sums.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::Lang;

    #[test]
    fn the_busiest_month_reaches_the_top_and_what_was_refused_stands_on_what_was_published() {
        let page = crate::web::samples::transparency(Lang::Ru);
        let columns = page.columns();
        assert_eq!(columns.len(), page.months.len());
        assert!(columns.iter().any(|column| column.tops.1 == "0.000" || column.tops.1 == "0.001"), "{columns:?}");
        let newest = page.months.first().unwrap();
        assert!(columns.last().unwrap().title.contains(&number(newest.refused)), "{columns:?}");
    }
}
