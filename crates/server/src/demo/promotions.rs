//! Promotions of the last and of the coming weeks, with the products that shops have put into them: by the same commands as
//! anybody's, at a clock that is set back.

use std::collections::HashMap;
use std::time::Duration;

use app::commands::import::{self, NewPromotion};
use app::commands::people;
use app::commands::prices::{self, NewFacts, NewRules};
use app::commands::promotions::{self, Entry};
use app::{App, CanPromote, Failure, SellerStaff};
use domain::promotions::admission::{Ask, WHOLE};
use domain::promotions::benefit::Benefit;
use domain::promotions::{Enrol, Funding, Kind, OnFloor};
use domain::{PromotionId, SellerId, Sku, Timestamp};

use super::Cast;
use super::clock::DemoClock;
use super::load::Known;
use super::rows;

const PROMOTIONS: &str = include_str!("../../demo/promotions.jsonl");
/// How long the links work by which the demo's people act while it is loaded.
const LINK: Duration = Duration::from_secs(600);
/// How long before its beginning shops put their products into a promotion, in days.
const BEFORE: f64 = 2.0;
/// How long the shops have known what their products cost, in days.
const LONG_AGO: f64 = 60.0;

/// Makes promotions known and puts products into them; nothing where that was done before.
pub(super) async fn add(app: &App, clock: &DemoClock, known: &Known, cast: &Cast) -> Result<(), Failure> {
    let all: Vec<rows::Promotion> = rows::lines(PROMOTIONS)?;
    let now = app.now();
    let shops = sign_in(app, cast).await?;
    let Some(first) = shops.values().next() else { return Ok(()) };
    if app::queries::prices::rules(app, &first.reader()).await?.version > 0 {
        return Ok(());
    }
    clock.stand(day(now, -LONG_AGO));
    say_what_things_cost(app, known, &shops).await?;
    for row in &all {
        let from = (row.starts - BEFORE).min(-BEFORE);
        clock.stand(day(now, from));
        import::promotions(app, vec![promotion(row, now)?]).await?;
        for joining in &row.join {
            join(app, known, &shops, row, joining).await?;
        }
    }
    // The days go by one after the other, so that prices begin and end when they should.
    let first = all.iter().map(|row| row.starts).fold(0.0, f64::min);
    let mut moments: Vec<f64> = all.iter().flat_map(|row| [row.starts, row.ends]).filter(|day| *day < 0.0).collect();
    moments.push(first);
    moments.sort_by(f64::total_cmp);
    for moment in moments {
        clock.stand(day(now, moment));
        work(app).await?;
    }
    clock.go();
    work(app).await
}

/// So many days from now; before it where they are negative.
fn day(now: Timestamp, days: f64) -> Timestamp {
    let by = Duration::from_secs_f64(days.abs() * 86_400.0);
    if days < 0.0 { now.before(by) } else { now.after(by) }
}

/// Lets the worker do all that is due.
pub(super) async fn work(app: &App) -> Result<(), Failure> {
    while app::worker::turn(app).await? {
        app::worker::idle(app).await;
    }
    Ok(())
}

/// The owners of the shops, as those who may promote.
pub(super) async fn sign_in(app: &App, cast: &Cast) -> Result<HashMap<SellerId, SellerStaff<CanPromote>>, Failure> {
    let mut shops = HashMap::new();
    for (seller, _, owner) in &cast.sellers {
        let link = people::link(app, *owner, LINK).await?;
        let token = people::sign_in(app, &link).await?;
        let person = app::queries::people::by_session(app, &token).await?;
        let Some(person) = person else { continue };
        shops.insert(*seller, person.member(Some(*seller))?.with()?);
    }
    Ok(shops)
}

fn promotion(row: &rows::Promotion, now: Timestamp) -> Result<NewPromotion, Failure> {
    let at = |days: f64| day(now, days);
    let kind = Kind::parse(&row.kind).ok_or_else(|| Failure::fault(format!("no kind {}", row.kind)))?;
    let funding = Funding::parse(&row.funding).ok_or_else(|| Failure::fault(format!("no funding {}", row.funding)))?;
    Ok(NewPromotion {
        id: PromotionId(row.id),
        kind,
        title: (row.title_ru.clone(), row.title_en.clone()),
        description: (row.text_ru.clone(), row.text_en.clone()),
        funding,
        conditions: row.conditions.clone(),
        benefit: Benefit::Price,
        time: (at(row.starts), at(row.ends)),
        freeze_at: row.freeze.map(at),
        auto_add_at: row.auto_add.map(at),
        enrol: Enrol::Ask,
    })
}

async fn join(
    app: &App,
    known: &Known,
    shops: &HashMap<SellerId, SellerStaff<CanPromote>>,
    row: &rows::Promotion,
    joining: &rows::Joining,
) -> Result<(), Failure> {
    let Some(seller) = known.sellers.get(&joining.seller) else { return Ok(()) };
    let Some(staff) = shops.get(seller) else { return Ok(()) };
    let products: Vec<rows::Product> = rows::lines(super::load::PRODUCTS)?;
    let own = products.into_iter().filter(|product| product.seller == joining.seller);
    let named: Vec<rows::Product> = match joining.first {
        Some(first) => own.filter(|product| product.stock > 0).take(first).collect(),
        None => own.filter(|product| joining.offers.contains(&product.offer_id)).collect(),
    };
    let entries = named.iter().map(|product| Entry {
        sku: Sku(product.sku),
        ask: Ask {
            price: Some(product.price_kopecks - product.price_kopecks * joining.off / WHOLE),
            quantity: joining.quantity.map(|pieces| pieces.min(product.stock)),
        },
        seen: None,
    });
    // What the rules refuse, a floor above the limit for instance, is passed over, as it would have been.
    promotions::join(app, staff, PromotionId(row.id), entries.collect()).await?;
    Ok(())
}

/// The first shop keeps 70 % of each price as its floor and knows what half of its products cost; the second asks for a margin.
async fn say_what_things_cost(
    app: &App,
    known: &Known,
    shops: &HashMap<SellerId, SellerStaff<CanPromote>>,
) -> Result<(), Failure> {
    let products: Vec<rows::Product> = rows::lines(super::load::PRODUCTS)?;
    for (number, seller) in &known.sellers {
        let Some(staff) = shops.get(seller) else { continue };
        let rules = match number {
            1 => NewRules { floor_percent: Some(7_000), floor_margin: None, on_floor: OnFloor::Cut },
            2 => NewRules { floor_percent: None, floor_margin: Some(500), on_floor: OnFloor::Leave },
            _ => NewRules { floor_percent: Some(6_000), floor_margin: None, on_floor: OnFloor::Cut },
        };
        prices::set_rules(app, staff, rules).await?;
        let own = products.iter().filter(|product| product.seller == *number);
        let facts = own.enumerate().filter(|(place, _)| place % 2 == 0).map(|(place, product)| {
            // Between 42 and 54 % of the price, so that margins differ as they do in a shop.
            let cost = product.price_kopecks * (42 + i64::try_from(place % 13).unwrap_or(0)) / 100;
            NewFacts {
                sku: Sku(product.sku),
                cost: Some(cost),
                commission: Some(1_400),
                logistics: Some(2_000 + product.price_kopecks / 50),
                tax: Some(600),
                floor_price: None,
                floor_margin: None,
                on_floor: None,
                seen: None,
            }
        });
        for (sku, outcome) in prices::set_facts(app, staff, facts.collect()).await? {
            if let Err(refusal) = outcome {
                return Err(Failure::fault(format!("what {sku} costs: {refusal}")));
            }
        }
    }
    Ok(())
}
