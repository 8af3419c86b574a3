//! Buyers who asked for a lower price in the last weeks, and what the shops said: by the same commands as anybody's, at a clock that is
//! set back.

use std::time::Duration;

use app::commands::discount_requests::{self as requests, Decision, Imported, Verdict, Words};
use app::{App, Failure};
use domain::promotions::admission::WHOLE;
use domain::promotions::requests::{Ask, Grant};
use domain::{RequestId, SellerId, Sku, Timestamp};

use super::clock::DemoClock;
use super::load::Known;
use super::promotions::{sign_in, work};
use super::{Cast, ids, rows};

const REQUESTS: &str = include_str!("../../demo/discount_requests.jsonl");
/// For how many hours shops grant a price here.
const HOURS: i64 = 72;

/// A moment of the past: somebody asks, or a shop answers.
enum Moment {
    Asked(Imported),
    Answered(SellerId, Decision),
}

/// Plays the requests in the order of time; what is there already stays as it is.
pub(super) async fn add(app: &App, clock: &DemoClock, known: &Known, cast: &Cast) -> Result<(), Failure> {
    let now = app.now();
    let shops = sign_in(app, cast).await?;
    let Some(first) = shops.values().next() else { return Ok(()) };
    if !app::queries::discount_requests::counts(app, &first.reader()).await?.is_empty() {
        return Ok(());
    }
    let mut moments = moments(known, now)?;
    moments.sort_by_key(|(at, _)| *at);
    for (at, moment) in moments {
        clock.stand(at);
        match moment {
            Moment::Asked(asked) => requests::import(app, vec![asked]).await?,
            Moment::Answered(seller, decision) => {
                let Some(staff) = shops.get(&seller) else { continue };
                requests::decide_many(app, staff, vec![decision]).await?;
            }
        }
    }
    clock.go();
    work(app).await
}

fn moments(known: &Known, now: Timestamp) -> Result<Vec<(Timestamp, Moment)>, Failure> {
    let products: Vec<rows::Product> = rows::lines(super::load::PRODUCTS)?;
    let mut all = Vec::new();
    for row in rows::lines::<rows::DiscountRequest>(REQUESTS)? {
        let mut own = products.iter().filter(|product| product.seller == row.seller && product.stock > 0);
        let product = own.clone().find(|product| product.offer_id == row.offer_id).or_else(|| own.nth(row.place));
        let (Some(product), Some(seller)) = (product, known.sellers.get(&row.seller)) else { continue };
        let (Some(name), at) = (known.buyers.get(&row.buyer), now.before(hours(row.hours_ago))) else { continue };
        // People name round sums: tens of roubles.
        let less = |off: i64| (product.price_kopecks - product.price_kopecks * off / WHOLE) / 1_000 * 1_000;
        let [min, max] = row.pieces;
        let asked = Imported {
            id: RequestId(row.id),
            buyer: ids::buyer(row.buyer),
            name: name.clone(),
            sku: Sku(product.sku),
            ask: Ask { price: less(row.off), min, max },
            words: Words::new(&row.text)?,
        };
        all.push((at, Moment::Asked(asked)));
        let Some(answer) = row.answer else { continue };
        let verdict = answer
            .off
            .map_or(Verdict::Decline, |off| Verdict::Grant(Grant { price: less(off), min, max, hours: HOURS }));
        let decision = Decision { request: RequestId(row.id), verdict, words: Words::new(&answer.words)?, seen: None };
        all.push((at.after(hours(answer.hours)), Moment::Answered(*seller, decision)));
    }
    Ok(all)
}

fn hours(count: f64) -> Duration {
    Duration::from_secs_f64(count.max(0.0) * 3_600.0)
}
