//! The marketplace's promotions as the desk sees them: terms, report, who could take part, who waits.

use std::collections::HashMap;

use domain::promotions::admission::{self, Ask};
use domain::promotions::marketplace::Frame;
use domain::promotions::{Phase, State, own};
use domain::{PromotionId, SellerId, Sku};
use store::people;
use store::prices;
use store::products::Product;
use store::promotions::participations::{self, Participation};
use store::promotions::{self, MARKETPLACE};

pub use store::promotions::{Counted, Promotion};

use crate::actors::Desk;
use crate::commands::desk_promotions::frame_of;
use crate::commands::own_promotions::load;
use crate::commands::promotions::{judged, terms};
use crate::pricing::{Known, Running};
use crate::{App, Failure};

/// Promotions that are looked at, at most.
const ALL_MAX: i64 = 1_000;
/// Products that are looked at for what a promotion could reach, at most.
pub const REACH_MAX: i64 = 20_000;
/// Products and shops that are read at once.
const BATCH: i64 = 1_000;
/// Products that wait on one page.
const NOMINATED_MAX: i64 = 200;

/// A promotion of the marketplace.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The promotion as it is stored, with what has come of it.
    pub running: Running,
    /// Its terms.
    pub frame: Frame,
    /// Where it stands.
    pub phase: Phase,
    /// Its budget is used up.
    pub used_up: bool,
}

/// All of them but those put away, those that end last first; one phase, or all.
pub async fn list(app: &App, _: &Desk, phase: Option<Phase>) -> Result<Vec<Seen>, Failure> {
    let now = app.now();
    app.store()
        .read(move |tx| {
            let mut all = Vec::new();
            for promotion in promotions::all(tx, MARKETPLACE, None, ALL_MAX)? {
                if promotion.state == State::Archived {
                    continue;
                }
                let seen = seen(Running::read(promotion)?, now)?;
                if phase.is_none_or(|phase| phase == seen.phase) {
                    all.push(seen);
                }
            }
            Ok(all)
        })
        .await
}

fn seen(running: Running, now: domain::Timestamp) -> Result<Seen, Failure> {
    let promotion = &running.promotion;
    Ok(Seen {
        frame: frame_of(&running)?,
        phase: running.phase(now),
        used_up: own::is_used_up(promotion.budget, promotion.counted.spent),
        running,
    })
}

/// One of them.
pub async fn one(app: &App, _: &Desk, id: PromotionId) -> Result<Seen, Failure> {
    let now = app.now();
    app.store().glance(move |tx| seen(load(tx, MARKETPLACE, id)?, now)).await
}

/// A product that waits for the operator's word.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominated {
    /// With what it would take part.
    pub participation: Participation,
    /// The product.
    pub product: Product,
    /// Its shop's name.
    pub shop: String,
}

/// Products that wait, the longest waiting first.
pub async fn nominated(app: &App, _: &Desk, id: PromotionId) -> Result<Vec<Nominated>, Failure> {
    app.store()
        .read(move |tx| {
            load(tx, MARKETPLACE, id)?;
            let waiting = participations::nominated(tx, id, NOMINATED_MAX)?;
            let pairs: Vec<(SellerId, Sku)> = waiting.iter().map(|one| (one.seller, one.sku)).collect();
            let found = if pairs.is_empty() { Vec::new() } else { prices::products(tx, &pairs)? };
            let mut products: HashMap<_, _> = found.into_iter().map(|it| ((it.seller, it.sku), it)).collect();
            let mut names: HashMap<SellerId, String> = HashMap::new();
            let mut all = Vec::with_capacity(waiting.len());
            for participation in waiting {
                let seller = participation.seller;
                let Some(product) = products.remove(&(seller, participation.sku)) else { continue };
                let shop = match names.get(&seller) {
                    Some(name) => name.clone(),
                    None => people::seller(tx, seller)?.map(|shop| shop.name).unwrap_or_default(),
                };
                names.insert(seller, shop.clone());
                all.push(Nominated { participation, product, shop });
            }
            Ok(all)
        })
        .await
}

/// Who could take part, and what it would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Products that suit.
    pub products: i64,
    /// Shops that have some.
    pub shops: i64,
    /// The discount if all come in at the highest price that is let in and sell their stock, in minor units.
    pub discount: i64,
    /// Not all products were looked at.
    pub more: bool,
}

/// Looks at products of all shops as if a promotion were open.
pub async fn reach(app: &App, _: &Desk, id: PromotionId) -> Result<Reach, Failure> {
    let now = app.now();
    let running = app.store().glance(move |tx| load(tx, MARKETPLACE, id)).await?;
    let mut terms = terms(&running, now);
    if matches!(terms.phase, Phase::Draft) {
        terms.phase = Phase::Scheduled;
    }
    let (mut reach, mut looked_at, mut shop) = (Reach::default(), 0, SellerId(0));
    loop {
        let shops = app.store().glance(move |tx| Ok::<_, Failure>(people::sellers_after(tx, shop, BATCH)?)).await?;
        let Some(last) = shops.last().copied() else { return Ok(reach) };
        for seller in shops {
            let (mut after, mut suits) = (Sku(0), false);
            loop {
                if looked_at >= REACH_MAX {
                    return Ok(Reach { more: true, shops: reach.shops + i64::from(suits), ..reach });
                }
                let asked = terms.clone();
                let page = app.store().read(move |tx| {
                    let products = prices::walk(tx, seller, None, after, BATCH)?;
                    let (got, last) = (products.len(), products.last().map(|it| it.sku));
                    let skus: Vec<Sku> = products.iter().map(|it| it.sku).collect();
                    let known = Known::with(tx, products, now)?;
                    let (mut count, mut discount) = (0_i64, 0_i64);
                    for pair in skus.into_iter().map(|sku| (seller, sku)) {
                        let Some(product) = judged(&known, pair) else { continue };
                        if let Ok(agreed) = admission::admit(&asked, &product, Ask::default(), now) {
                            count += 1;
                            let off = agreed.price.map_or(0, |price| product.list.minor - price);
                            discount = discount.saturating_add(off.saturating_mul(product.stock));
                        }
                    }
                    Ok::<_, Failure>((got, last, count, discount))
                });
                let (got, last, count, discount) = page.await?;
                looked_at += i64::try_from(got).unwrap_or(0);
                suits |= count > 0;
                reach.products += count;
                reach.discount = reach.discount.saturating_add(discount);
                match last.filter(|_| i64::try_from(got).is_ok_and(|got| got == BATCH)) {
                    Some(last) => after = last,
                    None => break,
                }
            }
            reach.shops += i64::from(suits);
        }
        shop = last;
    }
}
