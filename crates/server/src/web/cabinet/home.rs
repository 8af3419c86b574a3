//! Home: what needs an answer now, and how the shop is doing.

use askama::Template;

use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, ReviewRow, Stars, Status},
    words::Words,
};

/// `/`
#[derive(Debug, Template)]
#[template(path = "cabinet/home.html")]
pub struct HomePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// What needs an answer, the most pressing first.
    pub needs: Vec<Need>,
    /// What stands there when nothing does.
    pub blank: Option<Blank>,
    /// The most pressing reviews.
    pub rows: Vec<ReviewRow>,
    /// "4,6"
    pub rating: Option<String>,
    /// The rating in whole stars.
    pub stars: Stars,
    /// The rating of the last 90 days as a line.
    pub line: Option<RatingLine>,
    /// "94 %"
    pub answered: Option<String>,
    /// "3 ч"
    pub median: Option<String>,
    /// What `review_row.html` asks of its list: whether rows are being selected. Never here.
    pub list: NoSelection,
}

/// A heap of work with its size and where it lies.
#[derive(Clone, Debug)]
pub struct Need {
    /// The sign.
    pub icon: Icon,
    /// How many.
    pub count: u64,
    /// "отзывов на 1–2★ без ответа", in the form that goes with the count
    pub label: &'static str,
    /// "дольше всех ждёт 26 ч"
    pub note: Option<String>,
    /// Where.
    pub href: &'static str,
    /// `bad`, `warn` or nothing.
    pub tone: &'static str,
}

/// A list in which nothing is selected.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSelection {
    /// Never there.
    pub bulk: Option<()>,
}

/// A line through average ratings, drawn in a box of 300 × 56.
#[derive(Clone, Debug)]
pub struct RatingLine {
    /// The points of the polyline.
    pub points: String,
    /// The lowest and highest average.
    pub label: String,
}

impl RatingLine {
    /// The line through these averages (oldest first, days without ratings left out); needs two of them.
    pub fn through(averages: &[Option<f64>], label: String) -> Option<Self> {
        let known: Vec<_> = averages.iter().enumerate().filter_map(|(day, average)| Some((day, (*average)?))).collect();
        if known.len() < 2 {
            return None;
        }
        let low = known.iter().map(|(_, average)| *average).fold(5.0, f64::min);
        let high = known.iter().map(|(_, average)| *average).fold(1.0, f64::max);
        let span = (high - low).max(0.2);
        let days = u32::try_from(averages.len().max(2) - 1).map_or(1.0, f64::from);
        let points = known.iter().filter_map(|(day, average)| {
            let x = 300.0 * f64::from(u32::try_from(*day).ok()?) / days;
            let y = 4.0 + 48.0 * (high - average) / span;
            Some(format!("{x:.1},{y:.1}"))
        });
        Some(Self { points: points.collect::<Vec<_>>().join(" "), label })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_two_days_with_ratings() {
        assert!(RatingLine::through(&[None, Some(4.0), None], String::new()).is_none());
    }

    #[test]
    fn a_better_rating_is_drawn_higher() {
        let line = RatingLine::through(&[Some(3.0), None, Some(5.0)], String::new());
        assert_eq!(line.map(|line| line.points).as_deref(), Some("0.0,52.0 300.0,4.0"));
    }
}
