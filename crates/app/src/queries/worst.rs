//! What a product in a promotion costs its shop at worst: every piece sells, at the lowest price that a buyer can reach.

use domain::promotions::admission::Agreed;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::price::{Basket, Entry, Line, Offer, Source, price};
use domain::{PromotionId, Sku, Timestamp};
use store::Tx;
use store::promotions::{self};

use crate::actors::{CanRead, SellerStaff};
use crate::commands::promotions::load;
use crate::pricing::{Known, Pair, Running, costs};
use crate::{App, Failure};

/// Pieces that are reckoned for one product, at most; far more than any stock.
const PIECES_MAX: i64 = 100_000_000;

/// What one product costs at worst. Sums are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worst {
    /// Pieces that can sell.
    pub pieces: i64,
    /// The price without discounts.
    pub list: i64,
    /// The lowest price of one piece that a buyer can reach with everything that can be used together.
    pub lowest: i64,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What makes it so, from the price without discounts down: who takes off, what is left, whether the floor cut it.
    pub steps: Vec<(Step, i64, bool)>,
    /// What is left for the seller of one piece at that price, and as a share in hundredths of a percent; `None` without a cost.
    pub margin: Option<(i64, i64)>,
}

/// Who takes something off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A promotion by its name: Russian, English.
    Promotion(PromotionId, (String, String)),
    /// A price that was granted to a buyer.
    Request,
}

impl Worst {
    /// What comes in for all pieces.
    pub fn turnover(&self) -> i64 {
        self.lowest.saturating_mul(self.pieces)
    }

    /// What is given away for all pieces.
    pub fn discount(&self) -> i64 {
        (self.list - self.lowest).saturating_mul(self.pieces)
    }

    /// What is left of it for the seller.
    pub fn left(&self) -> Option<i64> {
        self.margin.map(|(minor, _)| minor.saturating_mul(self.pieces))
    }
}

/// What products cost at worst if they take part in a promotion with these terms; those that are not the shop's are missing.
pub async fn worst(
    app: &App,
    staff: &SellerStaff<CanRead>,
    promotion: PromotionId,
    agreed: Vec<(Sku, Agreed)>,
) -> Result<Vec<(Sku, Worst)>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, promotion, now)?;
            let pairs: Vec<Pair> = agreed.iter().map(|(sku, _)| (seller, *sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            let others = others(tx, &known, &running)?;
            let bill = |(sku, agreed): &(Sku, Agreed)| {
                Some((*sku, reckon(&known, (seller, *sku), &running, &others, agreed)?))
            };
            Ok(agreed.iter().filter_map(bill).collect())
        })
        .await
}

/// The promotions of these products that overlap with one in time, whether they run already or not.
fn others(tx: &mut Tx<'_>, known: &Known, running: &Running) -> Result<Vec<Running>, Failure> {
    let mut ids: Vec<PromotionId> =
        known.live.iter().map(|live| live.promotion).filter(|id| *id != running.promotion.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = if ids.is_empty() { Vec::new() } else { promotions::named(tx, &ids)? };
    let this = &running.promotion;
    let overlaps = |other: &promotions::Promotion| other.starts_at < this.ends_at && this.starts_at < other.ends_at;
    found.into_iter().filter(overlaps).map(Running::read).collect()
}

fn reckon(known: &Known, pair: Pair, running: &Running, others: &[Running], agreed: &Agreed) -> Option<Worst> {
    let product = known.products.get(&pair)?;
    let pieces = agreed.quantity.unwrap_or(product.stock).clamp(0, product.stock.max(0)).min(PIECES_MAX);
    let mut offers = vec![unconditional(running, agreed.price)];
    for live in known.live.iter().filter(|live| (live.seller, live.sku) == pair) {
        let other = others.iter().find(|other| other.promotion.id == live.promotion);
        offers.extend(other.map(|other| unconditional(other, live.price)));
    }
    let (lowest, steps) = lowest(known, pair, &offers)?;
    let title = |id: PromotionId| {
        let all = std::iter::once(running).chain(others);
        all.into_iter().find(|one| one.promotion.id == id).map(|one| one.promotion.title.clone()).unwrap_or_default()
    };
    let named = |(source, left, cut): (Source, i64, bool)| match source {
        Source::Promotion(id) => (Step::Promotion(id, title(id)), left, cut),
        Source::Request(_) => (Step::Request, left, cut),
    };
    let costs = costs(&known.facts_of(pair));
    Some(Worst {
        pieces,
        list: product.price.minor,
        lowest,
        floor: known.floor(pair).0,
        steps: steps.into_iter().map(named).collect(),
        margin: costs.margin(lowest).zip(costs.margin_share(lowest)),
    })
}

/// A promotion as its most eager buyer meets it: every condition holds, and nothing is used up.
fn unconditional(running: &Running, price: Option<i64>) -> Offer {
    let mut offer = running.offer(vec![Entry { line: 0, price, pieces: None }]);
    // A code is asked for by the basket: it says how the promotion is used, so it stays.
    offer.conditions.retain(|condition| *condition == Condition::Code);
    (offer.starts, offer.ends, offer.budget) = (Timestamp(0), Timestamp(i64::MAX), None);
    if let Benefit::Steps { steps } = &mut offer.benefit {
        for step in steps {
            step.from_minor = step.from_minor.min(1);
        }
    }
    offer
}

/// What takes off, what is left of the price of one piece, whether the floor cut it.
type Steps = Vec<(Source, i64, bool)>;

/// The lowest price of one piece: with each code in turn, bought one by one or in the sets of a multi-buy.
fn lowest(known: &Known, pair: Pair, offers: &[Offer]) -> Option<(i64, Steps)> {
    let codes = offers.iter().filter(|offer| offer.conditions.contains(&Condition::Code)).filter_map(of_promotion);
    let coupons: Vec<Option<PromotionId>> = std::iter::once(None).chain(codes.map(Some)).collect();
    let sets = offers.iter().filter_map(|offer| match offer.benefit {
        Benefit::Nth { take, .. } => Some(take.max(1)),
        _ => None,
    });
    let quantities: Vec<u32> = std::iter::once(1).chain(sets).collect();
    let mut best: Option<(i64, Steps)> = None;
    for (coupon, quantity) in coupons.iter().flat_map(|coupon| quantities.iter().map(move |n| (*coupon, *n))) {
        let line = known.line(pair, quantity)?;
        let found = one_by_one(line, coupon, offers);
        if best.as_ref().is_none_or(|(lowest, _)| found.0 < *lowest) {
            best = Some(found);
        }
    }
    best
}

fn of_promotion(offer: &Offer) -> Option<PromotionId> {
    match offer.source {
        Source::Promotion(id) => Some(id),
        Source::Request(_) => None,
    }
}

fn one_by_one(line: Line, coupon: Option<PromotionId>, offers: &[Offer]) -> (i64, Steps) {
    let basket = Basket { lines: &[line], coupon, buyer: BuyerFacts::default(), now: Timestamp(1) };
    let priced = price(&basket, offers);
    let each = |sum: i64| sum / i64::from(line.quantity.max(1));
    let Some(line) = priced.lines.first() else { return (each(priced.total), Vec::new()) };
    let mut left = line.undiscounted;
    let steps = line.steps.iter().map(|step| {
        left -= step.minor;
        (step.source, each(left), step.cut_by_floor)
    });
    let steps = steps.collect();
    (each(line.total), steps)
}
