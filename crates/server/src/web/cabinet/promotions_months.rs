//! The calendar of promotions, a month at a time.

use app::queries::promotions::{self as stored, Card};
use app::{CanRead, SellerStaff};
use axum::extract::RawQuery;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::promotions_calendar::{Bar, CalendarPage, Cell, Day, Item, Week};
use super::promotions_terms::said;
use crate::web::icons::{self, Icon};
use crate::web::layout::Tab;
use crate::web::parts::Blank;
use crate::web::query;
use crate::web::respond::{Page, WebError, html};
use crate::web::visit::Visit;
use crate::web::words::{Words, clock, day, month_of};

/// Sellers' clocks are set to Moscow, as all dates on pages.
const MOSCOW: Offset = Offset::constant(3);
/// Lanes of a week that are drawn.
const LANES: usize = 6;

/// Shows a month: the one of the address, or this one.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let today = local(visit.now()).date();
    let asked = query::pairs(&query.unwrap_or_default()).into_iter().find(|(name, _)| name == "month");
    let first =
        asked.and_then(|(_, month)| format!("{month}-01").parse::<Date>().ok()).unwrap_or(today).first_of_month();
    let cards = all(&visit, &staff).await?;
    let p = &w.promotions;
    let agenda = agenda(w, &cards, first, today);
    let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
    let href = |date: Date| query::address("/promotions/calendar", [("month", month(date))]);
    let page = CalendarPage {
        w,
        shell: visit.cabinet(Tab::Promotions, p.calendar_title).await?.described(p.description),
        month: month_of(w, &month(first)),
        before: href(first.yesterday().unwrap_or(first).first_of_month()),
        after: href(first.last_of_month().tomorrow().unwrap_or(first)),
        weeks: weeks(w, &cards, first, today),
        blank: agenda.is_empty().then(|| Blank {
            icon: icons::CALENDAR,
            title: p.calendar_empty.into(),
            text: p.calendar_empty_text.into(),
            action: None,
        }),
        agenda,
    };
    html(&page)
}

/// What is open, and what is over with the shop's products.
async fn all(visit: &Visit, staff: &SellerStaff<CanRead>) -> Result<Vec<Card>, WebError> {
    let (mut open, over) = tokio::try_join!(
        stored::calendar(&visit.app, staff),
        stored::list(&visit.app, staff, stored::Tab::Finished, stored::Filter::default()),
    )?;
    open.extend(over);
    open.sort_by_key(|card| (card.joined == 0, card.running.promotion.starts_at));
    Ok(open)
}

fn local(at: i64) -> DateTime {
    MOSCOW.to_datetime(Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// The last day of a promotion: its end itself is after it.
fn last_day(card: &Card) -> Date {
    local(card.running.promotion.ends_at.0 - 1).date()
}

fn first_day(card: &Card) -> Date {
    local(card.running.promotion.starts_at.0).date()
}

fn tone(card: &Card) -> &'static str {
    if card.joined > 0 { "mine" } else { "open" }
}

fn href(card: &Card) -> String {
    format!("/promotions/{}", card.running.promotion.id)
}

fn weeks(w: &Words, cards: &[Card], first: Date, today: Date) -> Vec<Week> {
    let last = first.last_of_month();
    let mut monday =
        first.checked_sub(jiff::Span::new().days(first.weekday().to_monday_zero_offset())).unwrap_or(first);
    let mut weeks = Vec::new();
    while monday <= last {
        let days: Vec<Date> = monday.series(jiff::Span::new().days(1)).take(7).collect();
        weeks.push(week(w, cards, &days, (first, today)));
        let Some(next) = days.last().and_then(|day| day.tomorrow().ok()) else { break };
        monday = next;
    }
    weeks
}

fn week(w: &Words, cards: &[Card], days: &[Date], (first, today): (Date, Date)) -> Week {
    let cell = |day: &Date| Cell { number: day.day(), other: day.month() != first.month(), today: *day == today };
    let mut bars = Vec::new();
    // What stands in a lane, up to which column.
    let mut lanes: Vec<usize> = Vec::new();
    let mut put = |from: usize, span: usize, bar: Bar| {
        let lane = lanes.iter().position(|until| *until < from).unwrap_or(lanes.len());
        if lane >= LANES {
            return;
        }
        if lane == lanes.len() {
            lanes.push(0);
        }
        if let Some(until) = lanes.get_mut(lane) {
            *until = from + span - 1;
        }
        bars.push(Bar { from, span, lane: lane + 1, ..bar });
    };
    let bar =
        |card: &Card, label: String, tone, icon| Bar { from: 0, span: 0, lane: 0, label, href: href(card), tone, icon };
    for card in cards {
        let within = |day: &&Date| first_day(card) <= **day && **day <= last_day(card);
        let span = days.iter().filter(within).count();
        if let Some(from) = days.iter().position(|day| within(&day)) {
            let title = said(w.lang, &card.running.promotion.title).to_owned();
            put(from + 1, span, bar(card, title, tone(card), None));
        }
    }
    for (card, (at, what, icon, tone)) in
        cards.iter().flat_map(|card| marks(w, card).into_iter().map(move |mark| (card, mark)))
    {
        if let Some(from) = days.iter().position(|day| local(at).date() == *day) {
            put(from + 1, 1, bar(card, what.to_owned(), tone, Some(icon)));
        }
    }
    Week { days: days.iter().map(cell).collect(), bars }
}

/// The moments of a promotion beside its beginning and end.
fn marks(w: &Words, card: &Card) -> Vec<(i64, &'static str, Icon, &'static str)> {
    let (p, promotion) = (&w.promotions, &card.running.promotion);
    let freeze = promotion.freeze_at.map(|at| (at.0, p.mark_freeze, icons::SNOW, "freeze"));
    let auto = promotion.auto_add_at.map(|at| (at.0, p.mark_auto, icons::CLOCK, "auto"));
    freeze.into_iter().chain(auto).collect()
}

fn agenda(w: &Words, cards: &[Card], first: Date, today: Date) -> Vec<Day> {
    let p = &w.promotions;
    let mut all: Vec<(i64, Item)> = Vec::new();
    for card in cards {
        let promotion = &card.running.promotion;
        let ends = [
            (promotion.starts_at.0, p.mark_starts, icons::PLAY, tone(card)),
            (promotion.ends_at.0, p.mark_ends, icons::FLAG, "open"),
        ];
        for (at, what, icon, tone) in ends.into_iter().chain(marks(w, card)) {
            let date = local(at).date();
            if (date.year(), date.month()) == (first.year(), first.month()) {
                let title = said(w.lang, &promotion.title).to_owned();
                all.push((at, Item { icon, what, clock: clock(at), title, href: href(card), tone }));
            }
        }
    }
    all.sort_by_key(|(at, _)| *at);
    let weekdays: Vec<&str> = p.weekdays.split(' ').collect();
    let mut days: Vec<(Date, Day)> = Vec::new();
    for (at, item) in all {
        let date = local(at).date();
        if days.last().is_none_or(|(last, _)| *last != date) {
            let offset = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
            let weekday = weekdays.get(offset).copied().unwrap_or_default().to_owned();
            let drawn = Day { date: day(w, date, today), weekday, today: date == today, items: Vec::new() };
            days.push((date, drawn));
        }
        if let Some((_, day)) = days.last_mut() {
            day.items.push(item);
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}
