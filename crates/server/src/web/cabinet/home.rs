//! Home: what needs an answer now, and how the shop is doing.

use app::CanRead;
use app::queries::{
    self,
    promotions::{Card, Tab as Promotions},
    reviews::{Counts, Filter, Order},
};
use askama::Template;
use domain::questions::Stage;
use domain::reviews::ReviewStatus;
use domain::reviews::pulse::WEEKS;

use super::sign_in::home_of;
use crate::web::{
    convert::{self, Eyes},
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, ReviewRow, Spread, Stars, Status, left},
    respond::{Page, html, see},
    visit::Visit,
    words::{Words, age, day_of},
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
    /// How the ratings are spread.
    pub spread: Spread,
    /// "94 %"
    pub answered: Option<String>,
    /// The average stars by week as the points of a line, 240 wide and 56 high; `None` where there are too few weeks.
    pub line: Option<String>,
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

/// How many of the most pressing reviews home shows.
const PRESSING: i64 = 3;

/// Shows home; buyers and the operator's staff are led to theirs.
pub async fn show(visit: Visit) -> Page {
    if let Some(person) = &visit.person
        && person.shops().is_empty()
    {
        return Ok(see(home_of(person)));
    }
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let low = Filter { stars: vec![1, 2], answered: Some(false), ..Filter::default() };
    let everything = Filter::default();
    let asked = queries::questions::Filter::default();
    let (counts, questions, chats, pulse, pressing, longest, announced, mine) = tokio::try_join!(
        queries::reviews::counts(&visit.app, &staff, &everything),
        queries::questions::counts(&visit.app, &staff, &asked),
        queries::chats::unread(&visit.app, &staff),
        queries::reviews::pulse(&visit.app, &staff),
        queries::reviews::list(&visit.app, &staff, low.clone(), Order::Important, None, PRESSING),
        queries::reviews::list(&visit.app, &staff, low, Order::Waiting, None, 1),
        queries::promotions::announced(&visit.app, &staff),
        queries::promotions::list(&visit.app, &staff, Promotions::Mine, queries::promotions::Filter::default()),
    )?;
    let eyes = Eyes { w, now: visit.now(), query: None };
    let longest = longest.reviews.first().and_then(|review| eyes.waiting(review));
    let mut needs = needs(w, &counts, &questions, longest);
    needs.extend(of_promotions(w, &announced, &mine, visit.now()));
    let rows = pressing.reviews.iter().map(|review| eyes.row(review, format!("/reviews/{}", review.id))).collect();
    let mut shell = visit.shell(Surface::Cabinet, Tab::Home, w.common.home);
    shell.new_reviews = count(counts.with_status(ReviewStatus::New));
    shell.new_chats = count(chats);
    let median = pulse.median_answer.map(|took| age(w, i64::try_from(took.as_micros()).unwrap_or(i64::MAX)));
    html(&HomePage { rows, median, line: line(&pulse.weeks), ..HomePage::new(shell, needs, &counts) })
}

/// The weeks that have stars as points from left to right: five stars at the top, one at the bottom. Two weeks make a line.
fn line(weeks: &[Option<u32>; WEEKS]) -> Option<String> {
    let points: Vec<String> = weeks
        .iter()
        .enumerate()
        .filter_map(|(week, average)| Some((week, (*average)?.clamp(100, 500))))
        .map(|(week, average)| format!("{},{}", week * 240 / (WEEKS - 1), 2 + (500 - average) * 52 / 400))
        .collect();
    (points.len() > 1).then(|| points.join(" "))
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn needs(w: &Words, counts: &Counts, questions: &queries::questions::Counts, longest: Option<String>) -> Vec<Need> {
    let (r, q) = (&w.reviews, &w.questions);
    let (asked, refused) = (count(questions.waiting()), count(questions.at(&[Stage::Refused])));
    let unanswered = Filter { answered: Some(false), ..Filter::default() };
    let low = count(counts.of(&Filter { stars: vec![1, 2], ..unanswered.clone() }));
    let new = count(counts.with_status(ReviewStatus::New));
    let all = count(counts.of(&unanswered));
    let note = longest.map(|age| r.waiting_longest.put(age));
    let need = |icon, count, label, note, href, tone| Need { icon, count, label, note, href, tone };
    [
        need(icons::WARNING, low, r.n_low_unanswered.form(low), note, "/reviews?stars=1,2&answered=0", "bad"),
        need(icons::QUESTION, asked, q.n_need.form(asked), None, "/questions?stage=new,viewed,refused", ""),
        need(icons::FLAG, refused, q.n_refused.form(refused), None, "/questions?stage=refused", "warn"),
        need(icons::INBOX, new, r.n_new_reviews.form(new), None, "/reviews?status=new", ""),
        need(icons::CLOCK, all, r.n_unanswered.form(all), None, "/reviews?answered=0&sort=waiting", ""),
    ]
    .into_iter()
    .filter(|need| need.count > 0)
    .collect()
}

/// How long before its end a promotion is said to end soon: two days.
const SOON: i64 = 2 * 86_400_000_000;

/// Enrolments that are announced, and promotions with the shop's products that end soon.
fn of_promotions(w: &Words, announced: &[Card], mine: &[Card], now: i64) -> Vec<Need> {
    let p = &w.promotions;
    let ending = mine.iter().filter(|card| (now..now + SOON).contains(&card.running.promotion.ends_at.0));
    let first = ending.clone().map(|card| card.running.promotion.ends_at.0).min();
    let note = first.map(|at| p.ends_in.put(left(w, at - now)));
    let soonest = announced.iter().filter_map(|card| card.running.promotion.auto_add_at).min();
    let told = soonest.map(|at| p.enrolled_on.put(day_of(w, at.0, now)));
    let (announced, ending) = (announced.len() as u64, ending.count() as u64);
    let need = |icon, count, label, note, href| Need { icon, count, label, note, href, tone: "" };
    [
        need(icons::CALENDAR, announced, p.n_announced.form(announced), told, "/promotions/standing"),
        need(icons::PERCENT, ending, p.n_ending.form(ending), note, "/promotions?tab=mine"),
    ]
    .into_iter()
    .filter(|need| need.count > 0)
    .collect()
}

impl HomePage {
    /// The page from what needs an answer and from the counts.
    fn new(shell: Shell, needs: Vec<Need>, counts: &Counts) -> Self {
        let w = shell.w;
        let by_stars = [1u8, 2, 3, 4, 5].map(|n| count(counts.of(&Filter { stars: vec![n], ..Filter::default() })));
        let answered = count(counts.of(&Filter { answered: Some(true), ..Filter::default() }));
        let total = count(counts.total());
        let spread = Spread { average: None, counts: by_stars };
        Self {
            w,
            shell,
            blank: needs.is_empty().then(|| Blank {
                icon: icons::DONE_ALL,
                title: w.reviews.all_answered_title.into(),
                text: w.reviews.all_answered_text.into(),
                action: None,
            }),
            needs,
            rows: Vec::new(),
            rating: convert::average(by_stars).map(|tenths| convert::decimal(w.lang, tenths)),
            stars: spread.rounded(),
            spread,
            answered: (total > 0).then(|| format!("{}\u{a0}%", answered * 100 / total)),
            line: None,
            median: None,
            list: NoSelection::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_without_stars_is_passed_over_and_one_week_makes_no_line() {
        let mut weeks = [None; WEEKS];
        weeks[0] = Some(500);
        assert_eq!(line(&weeks), None);
        weeks[12] = Some(100);
        assert_eq!(line(&weeks).as_deref(), Some("0,2 240,54"));
    }
}
