//! The calendar of promotions: a month on a desktop, an agenda on a phone.

use askama::Template;

use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    words::Words,
};

/// `/promotions/calendar`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_calendar.html")]
pub struct CalendarPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// "май 2026"
    pub month: String,
    /// The month before.
    pub before: String,
    /// The month after.
    pub after: String,
    /// The weeks of the month.
    pub weeks: Vec<Week>,
    /// Day by day what happens.
    pub agenda: Vec<Day>,
    /// What stands there when nothing does.
    pub blank: Option<Blank>,
}

/// A week of the month.
#[derive(Clone, Debug, Default)]
pub struct Week {
    /// Its seven days.
    pub days: Vec<Cell>,
    /// The promotions that run in it.
    pub bars: Vec<Bar>,
}

impl Week {
    /// How many rows of promotions it has.
    pub fn lanes(&self) -> usize {
        self.bars.iter().map(|bar| bar.lane).max().unwrap_or(0)
    }
}

/// A day of the month.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// "12"
    pub number: i8,
    /// Of another month.
    pub other: bool,
    /// Today.
    pub today: bool,
}

/// A promotion within a week.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The column in which it begins, 1 to 7.
    pub from: usize,
    /// How many columns it takes.
    pub span: usize,
    /// The row under the numbers, from 1.
    pub lane: usize,
    /// Its name, on its first day of the week; for a mark what happens.
    pub label: String,
    /// Its page.
    pub href: String,
    /// `mine`, `open`, `freeze`, `auto`.
    pub tone: &'static str,
    /// The sign of a mark.
    pub icon: Option<Icon>,
}

/// What happens on a day.
#[derive(Clone, Debug)]
pub struct Day {
    /// "12 мая"
    pub date: String,
    /// "пн"
    pub weekday: String,
    /// Today.
    pub today: bool,
    /// What happens.
    pub items: Vec<Item>,
}

/// Something that happens to a promotion.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its sign.
    pub icon: Icon,
    /// "Начало"
    pub what: &'static str,
    /// "10:00"
    pub clock: String,
    /// The promotion.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `mine`, `open`, `freeze`, `auto`.
    pub tone: &'static str,
}
