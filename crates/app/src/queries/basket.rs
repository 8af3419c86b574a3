//! What is in a basket, what it costs and why; what an order cost and why.

use domain::promotions::price::{LeftOut, Source, Why as LeftOutWhy};
use domain::promotions::promise::Share;
use domain::{Code, Money, OrderId, SellerId, Sku, Timestamp};
use store::{Tx, baskets};

use crate::actors::Buyer;
use crate::commands::basket::hold::kept;
use crate::commands::basket::place::why;
use crate::commands::basket::weigh::{Kept, Own, Weighed, to_be_had, weigh};
use crate::pricing::{self, Shown};
use crate::{App, Failure};

pub use crate::commands::basket::place::Why;
pub use crate::commands::basket::weigh::{Seen, Typed};
pub use store::baskets::{Item, Line};

/// A basket as its buyer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Product by product, shop by shop.
    pub rows: Vec<Row>,
    /// What all of it costs: what an order is agreed with.
    pub total: Money,
    /// What it would without discounts.
    pub undiscounted: Money,
    /// The coupon that was typed.
    pub coupon: Option<Typed>,
    /// Until when all of these prices are promised; `None` where that is over.
    pub until: Option<Timestamp>,
}

/// A product in the basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What and how many.
    pub item: Item,
    /// How many of these can be had now.
    pub pieces: u32,
    /// What these cost, minor units.
    pub total: i64,
    /// What they would without discounts.
    pub undiscounted: i64,
    /// What makes them cheaper.
    pub gifts: Vec<Gift>,
    /// What would, if there were more of something.
    pub missing: Vec<Missing>,
    /// What is otherwise than the buyer was told.
    pub change: Option<Change>,
}

/// What a promotion, or a granted request, takes off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// Who gives it.
    pub source: Source,
    /// What the promotion is called: Russian, English; empty for a request.
    pub title: (String, String),
    /// For how many pieces.
    pub pieces: i64,
    /// How much, minor units.
    pub minor: i64,
    /// Which share of the price of these pieces that is: hundredths of a percent, rounded.
    pub bp: i64,
    /// It would be more without the seller's floor.
    pub cut_by_floor: bool,
}

/// A discount that is not far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What the promotion is called: Russian, English.
    pub title: (String, String),
    /// What is missing.
    pub what: Lack,
}

/// What is missing to a discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// So much, in minor units.
    Sum(i64),
    /// So many pieces.
    Pieces(u32),
}

/// What has changed since the buyer was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It costs more; before it was this, in minor units.
    Dearer(i64),
    /// It costs less.
    Cheaper(i64),
    /// There are fewer than wanted.
    Fewer,
    /// None is left.
    SoldOut,
    /// It is no longer sold.
    Gone,
}

/// What the buyer's basket holds, and what it costs now.
pub async fn view(app: &App, buyer: &Buyer) -> Result<View, Failure> {
    let (now, buyer) = (app.now(), buyer.id());
    app.store()
        .read(move |tx| {
            let promise = baskets::promise(tx, buyer)?;
            let before = promise.as_ref().map_or_else(|| Ok(Kept::default()), kept)?;
            let own = Own::of(tx, buyer, &before)?;
            let code = promise.and_then(|promise| promise.coupon);
            let weighed = weigh(tx, buyer, code.as_deref(), &before, &own, now)?;
            Ok(draw(&weighed, &before, now))
        })
        .await
}

/// How many products are in the basket.
pub async fn count(app: &App, buyer: &Buyer) -> Result<i64, Failure> {
    let buyer = buyer.id();
    app.store().glance(move |tx| Ok(baskets::count(tx, buyer)?)).await
}

/// What products cost on their cards now, in the order asked for; those that are not there are missing.
pub async fn shown(app: &App, products: Vec<(SellerId, Sku)>) -> Result<Vec<Shown>, Failure> {
    let now = app.now();
    app.store().read(move |tx| pricing::shown(tx, &products, now)).await
}

fn draw(weighed: &Weighed, before: &Kept, now: Timestamp) -> View {
    let rows: Vec<Row> = weighed.items.iter().map(|item| row(weighed, before, item)).collect();
    let untils = before.lots.iter().map(|(_, lot)| lot.until);
    let until = untils.min().filter(|until| *until > now);
    let total = weighed.total();
    let undiscounted = Money::new(rows.iter().map(|row| row.undiscounted).sum(), total.currency);
    View { rows, total, undiscounted, coupon: weighed.coupon.clone(), until }
}

fn row(weighed: &Weighed, before: &Kept, item: &Item) -> Row {
    let parts = weighed.parts.iter().filter(|(seller, _)| *seller == item.seller);
    let share = parts.flat_map(|(_, part)| &part.shares).find(|share| share.sku == item.sku);
    let pieces = to_be_had(item);
    let seen = before.seen.iter().find(|seen| seen.sku == item.sku);
    Row {
        item: item.clone(),
        pieces,
        total: share.map_or(0, Share::total),
        undiscounted: share.map_or(0, Share::undiscounted),
        gifts: share.map(|share| gifts(&why(weighed, share))).unwrap_or_default(),
        missing: share.map(|share| missing(weighed, share)).unwrap_or_default(),
        change: change(item, pieces, share.map_or(0, Share::total), seen),
    }
}

fn change(item: &Item, pieces: u32, total: i64, seen: Option<&Seen>) -> Option<Change> {
    if item.archived {
        return Some(Change::Gone);
    }
    if pieces == 0 {
        return Some(Change::SoldOut);
    }
    if i64::from(pieces) < item.quantity {
        return Some(Change::Fewer);
    }
    let seen = seen.filter(|seen| seen.pieces == pieces)?;
    match total.cmp(&seen.total) {
        std::cmp::Ordering::Greater => Some(Change::Dearer(seen.total)),
        std::cmp::Ordering::Less => Some(Change::Cheaper(seen.total)),
        std::cmp::Ordering::Equal => None,
    }
}

fn missing(weighed: &Weighed, share: &Share) -> Vec<Missing> {
    let out = share.portions.iter().flat_map(|portion| &portion.priced.left_out);
    let lack = |LeftOut { source, why }: &LeftOut| {
        let Source::Promotion(id) = source else { return None };
        let what = match why {
            LeftOutWhy::SumMissing(minor) => Lack::Sum(*minor),
            LeftOutWhy::PiecesMissing(pieces) => Lack::Pieces(*pieces),
            LeftOutWhy::Floor | LeftOutWhy::SoldOut | LeftOutWhy::Budget | LeftOutWhy::Better => return None,
        };
        Some(Missing { title: weighed.promotions.get(id)?.title.clone(), what })
    };
    let mut all: Vec<Missing> = out.filter_map(lack).collect();
    all.dedup();
    all
}

/// What made a line cheaper, one for each promotion.
pub fn gifts(why: &Why) -> Vec<Gift> {
    let mut all: Vec<(Gift, i64)> = Vec::new();
    for portion in &why.portions {
        for step in &portion.priced.steps {
            let (pieces, of) = (i64::from(step.pieces), portion.list.saturating_mul(i64::from(step.pieces)));
            if let Some((gift, sum)) = all.iter_mut().find(|(gift, _)| gift.source == step.source) {
                gift.pieces += pieces;
                gift.minor += step.minor;
                gift.cut_by_floor |= step.cut_by_floor;
                *sum = sum.saturating_add(of);
                continue;
            }
            let title = why.titles.iter().find(|it| Source::Promotion(it.0) == step.source);
            let title = title.map(|(_, ru, en)| (ru.clone(), en.clone())).unwrap_or_default();
            let (source, minor, cut_by_floor) = (step.source, step.minor, step.cut_by_floor);
            all.push((Gift { source, title, pieces, minor, bp: 0, cut_by_floor }, of));
        }
    }
    all.into_iter().map(|(gift, of)| Gift { bp: share_of(gift.minor, of), ..gift }).collect()
}

fn share_of(minor: i64, of: i64) -> i64 {
    let share = (i128::from(minor) * 10_000 + i128::from(of) / 2) / i128::from(of.max(1));
    i64::try_from(share).unwrap_or(0)
}

/// An order with its lines and why they cost what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// Its number.
    pub order: OrderId,
    /// Its lines; `None`: the order came from elsewhere and nothing is known of its discounts.
    pub lines: Vec<(Line, Option<Why>)>,
}

impl Ordered {
    /// What the order costs.
    pub fn total(&self) -> Money {
        let currency = self.lines.first().map(|(line, _)| line.price.currency).unwrap_or_default();
        Money::new(self.lines.iter().map(|(line, _)| line.price.minor).sum(), currency)
    }
}

/// An order of this buyer.
pub async fn order(app: &App, buyer: &Buyer, order: OrderId) -> Result<Ordered, Failure> {
    let buyer = buyer.id();
    let found = app.store().glance(move |tx| one(tx, buyer, order)).await?;
    Ok(found.ok_or(Code::OrderNotFound)?)
}

fn one(tx: &mut Tx<'_>, buyer: domain::PersonId, order: OrderId) -> Result<Option<Ordered>, Failure> {
    let lines = baskets::order(tx, buyer, &order)?.into_iter().map(|line| {
        let why = if line.why.is_empty() { None } else { Some(serde_json::from_str(&line.why)?) };
        Ok::<_, Failure>((line, why))
    });
    let lines: Vec<_> = lines.collect::<Result<_, _>>()?;
    Ok((!lines.is_empty()).then_some(Ordered { order, lines }))
}

/// The orders that came of one basket: one for each shop. `number` is what their numbers begin with.
pub async fn placed(app: &App, buyer: &Buyer, number: String) -> Result<Vec<Ordered>, Failure> {
    let buyer = buyer.id();
    let all = app.store().read(move |tx| {
        let mut all = Vec::new();
        for place in 1.. {
            match one(tx, buyer, OrderId(format!("{number}-{place}")))? {
                Some(order) => all.push(order),
                None => break,
            }
        }
        Ok::<_, Failure>(all)
    });
    let all = all.await?;
    if all.is_empty() { Err(Code::OrderNotFound.into()) } else { Ok(all) }
}
