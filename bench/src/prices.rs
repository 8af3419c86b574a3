//! The price rules on one core: one product, and a full basket, with twenty promotions of every sort around them.

use std::hint::black_box;
use std::time::Duration;

use domain::promotions::OnFloor;
use domain::promotions::benefit::{Benefit, Cut, Step};
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::price::{Basket, Entry, Line, Offer, Source, price};
use domain::{PromotionId, Sku, Timestamp};

use crate::Run;
use crate::load::now;
use crate::report::Report;

/// Promotions around a basket.
const PROMOTIONS: i64 = 20;
/// Products in a full basket.
const LINES: i64 = 50;
/// Prices that are reckoned between two looks at the clock.
const ROUND: u32 = 1_000;
const NOW: Timestamp = Timestamp(1_000);

fn line(place: i64) -> Line {
    let list = 49_900 + place * 7_310;
    let on_floor = if place % 3 == 0 { OnFloor::Leave } else { OnFloor::Cut };
    Line { sku: Sku(1_000 + place), quantity: 1 + u32::from(place % 4 == 0), list, floor: list * 6 / 10, on_floor }
}

/// Twelve that make a piece cheaper (two with few pieces), three multi-buys, three order discounts, two coupons.
fn offer(place: i64, lines: &[Line]) -> Offer {
    let sum = Condition::OrderSum { minor: 30_000 };
    let steps = || {
        vec![Step { from_minor: 40_000, cut: Cut::Percent(300) }, Step { from_minor: 900_000, cut: Cut::Percent(700) }]
    };
    let (benefit, conditions) = match place {
        0..=6 => (Benefit::Price, vec![]),
        7..=11 => (Benefit::Percent { bp: 300 + 150 * (place - 7) }, vec![]),
        12..=14 => (Benefit::Nth { take: 3 + u32::from(place == 14), pay: 2 }, vec![]),
        15 => (Benefit::Percent { bp: 500 }, vec![sum]),
        16 => (Benefit::Amount { minor: 20_000 }, vec![sum]),
        17 => (Benefit::Steps { steps: steps() }, vec![]),
        _ => (Benefit::Amount { minor: 15_000 }, vec![Condition::Code]),
    };
    let entry = |(at, line): (usize, &Line)| Entry {
        line: at,
        price: Some(line.list * (90 - place) / 100),
        pieces: (place < 2).then_some(1),
    };
    Offer {
        source: Source::Promotion(PromotionId(100 + place)),
        starts: Timestamp(0),
        ends: Timestamp(2_000),
        benefit,
        conditions,
        budget: None,
        entries: lines.iter().enumerate().map(entry).collect(),
    }
}

/// The median time of a price, and how often one was reckoned.
fn median(lines: &[Line], seconds: u64) -> Result<(Duration, u32), String> {
    let offers: Vec<Offer> = (0..PROMOTIONS).map(|place| offer(place, lines)).collect();
    let coupon = Some(PromotionId(100 + PROMOTIONS - 1));
    let basket = Basket { lines, coupon, buyer: BuyerFacts::default(), now: NOW };
    let priced = price(&basket, &offers);
    let used = priced.lines.iter().map(|line| line.steps.len()).max().unwrap_or(0);
    if used < 2 || priced.total >= priced.undiscounted {
        return Err(format!("a stack that gives nothing is not worth measuring: {priced:?}"));
    }
    let round = if lines.len() == 1 { ROUND } else { ROUND / 50 };
    let (whole, mut took) = (now(), Vec::new());
    while whole.elapsed() < Duration::from_secs(seconds) {
        let begin = now();
        for _ in 0..round {
            black_box(price(black_box(&basket), black_box(&offers)));
        }
        took.push(begin.elapsed() / round);
    }
    took.sort_unstable();
    let times = u32::try_from(took.len()).unwrap_or(u32::MAX).saturating_mul(round);
    Ok((took.get(took.len() / 2).copied().unwrap_or_default(), times))
}

/// The price rules need no storage; they are measured once, with the parts on SQLite.
pub(crate) fn one_core(run: &Run, report: &mut Report) -> Result<(), String> {
    let lines: Vec<Line> = (0..LINES).map(line).collect();
    for (what, lines) in [("one product", &lines[..1]), ("a basket of 50 lines", &lines[..])] {
        let (each, times) = median(lines, run.seconds)?;
        let micros = each.as_secs_f64() * 1e6;
        report.value(
            &format!("price of {what} with 20 promotions, one core"),
            &format!("{micros:.2} µs (median, {times} prices)"),
        );
    }
    Ok(())
}
