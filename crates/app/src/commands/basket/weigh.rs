//! What a basket costs its buyer now: facts are gathered here, `domain::promotions::promise` decides.

use std::collections::HashMap;

use domain::promotions::Phase;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::price::{Entry, Line, Offer, Source};
use domain::promotions::promise::{Facts, Left, Lot, Part, reckon};
use domain::{Code, Currency, Money, PersonId, PromotionId, SellerId, Sku, Timestamp};
use serde::{Deserialize, Serialize};
use store::baskets::{self, Item};
use store::discount_requests;
use store::promotions::{self, Promotion, participations};
use store::{StoreError, Tx};

use crate::Failure;
use crate::pricing::{Known, Pair};

/// What is kept of a promise beside its end and its coupon.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// What is promised, shop by shop, the oldest first.
    pub lots: Vec<(SellerId, Lot)>,
    /// The discount that counts against budgets meanwhile.
    pub spent: Vec<(PromotionId, i64)>,
    /// A use of the coupon is taken meanwhile.
    pub coupon: bool,
    /// What the buyer was told last.
    pub seen: Vec<Seen>,
}

/// What a buyer was told of a product in the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which.
    pub sku: Sku,
    /// How many pieces could be had.
    pub pieces: u32,
    /// What they cost in all, minor units.
    pub total: i64,
}

/// What is kept for the buyer and counts as free for this buyer alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Own {
    pieces: HashMap<(PromotionId, Sku), i64>,
    spent: HashMap<PromotionId, i64>,
    coupon: bool,
}

impl Own {
    /// What a promise keeps, for a look that changes nothing.
    pub(crate) fn of(tx: &mut Tx<'_>, buyer: PersonId, kept: &Kept) -> Result<Self, StoreError> {
        let pieces = baskets::reservations(tx, buyer)?.into_iter().map(|it| ((it.promotion, it.sku), it.pieces));
        Ok(Self { pieces: pieces.collect(), spent: kept.spent.iter().copied().collect(), coupon: kept.coupon })
    }
}

/// A coupon that was typed, and the promotion that it opens now, or why it opens none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// As it was typed.
    pub code: String,
    /// What it opens.
    pub opens: Result<PromotionId, Code>,
}

/// A basket with what it costs.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub items: Vec<Item>,
    pub parts: Vec<(SellerId, Part)>,
    pub coupon: Option<Typed>,
    /// The promotions that are named in the explanations.
    pub promotions: HashMap<PromotionId, Promotion>,
    pub known: Known,
}

impl Weighed {
    pub(crate) fn total(&self) -> Money {
        Money::new(self.parts.iter().map(|(_, part)| part.total()).sum(), self.currency())
    }

    pub(crate) fn currency(&self) -> Currency {
        self.items.first().map_or_else(Currency::default, |item| item.price.currency)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        let shares = self.parts.iter().flat_map(|(_, part)| &part.shares);
        shares.map(|share| Seen { sku: share.sku, pieces: share.pieces(), total: share.total() }).collect()
    }

    /// What each promotion gives to each product: pieces and discount.
    pub(crate) fn given(&self) -> Vec<(SellerId, Sku, Source, i64, i64)> {
        let mut all: Vec<(SellerId, Sku, Source, i64, i64)> = Vec::new();
        for (seller, part) in &self.parts {
            for share in &part.shares {
                for step in share.portions.iter().flat_map(|portion| &portion.priced.steps) {
                    let known = all.iter_mut().find(|it| (it.0, it.1, it.2) == (*seller, share.sku, step.source));
                    match known {
                        Some(it) => {
                            it.3 += i64::from(step.pieces);
                            it.4 += step.minor;
                        }
                        None => all.push((*seller, share.sku, step.source, i64::from(step.pieces), step.minor)),
                    }
                }
            }
        }
        all
    }

    /// The coupon's code, where it makes something cheaper.
    pub(crate) fn coupon_used(&self) -> Option<&str> {
        let typed = self.coupon.as_ref()?;
        let used = |id| self.given().iter().any(|it| it.2 == Source::Promotion(id) && it.4 > 0);
        let of_lots = self.parts.iter().flat_map(|(_, part)| &part.lots).filter_map(|lot| lot.facts.coupon);
        of_lots.into_iter().any(used).then_some(typed.code.as_str())
    }
}

/// How many pieces of what is in the basket can be had.
pub(crate) fn to_be_had(item: &Item) -> u32 {
    if item.archived { 0 } else { u32::try_from(item.quantity.min(item.stock)).unwrap_or(0) }
}

/// What the basket costs at `now`, with what was promised.
pub(crate) fn weigh(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    code: Option<&str>,
    kept: &Kept,
    own: &Own,
    now: Timestamp,
) -> Result<Weighed, Failure> {
    let items = baskets::items(tx, buyer)?;
    let pairs: Vec<Pair> = items.iter().map(|item| (item.seller, item.sku)).collect();
    let known = Known::load(tx, &pairs, now)?;
    let coupon = match code {
        Some(code) => Some(Typed { opens: opens(tx, buyer, code, own.coupon, now)?, code: code.to_owned() }),
        None => None,
    };
    let mut gathered = Gathered { known: &known, own, left: Left::default(), promotions: HashMap::new() };
    let requests = gathered.left(tx, buyer, &pairs, kept, now)?;
    let mut parts = Vec::new();
    for of_shop in items.chunk_by(|one, other| one.seller == other.seller) {
        let Some(seller) = of_shop.first().map(|item| item.seller) else { continue };
        let lines: Vec<Line> = of_shop
            .iter()
            .filter(|item| to_be_had(item) > 0)
            .filter_map(|item| known.line((seller, item.sku), to_be_had(item)))
            .collect();
        if lines.is_empty() {
            continue;
        }
        let orders = baskets::orders_of_shop(tx, buyer, seller)?;
        let facts = Facts {
            offers: gathered.offers(seller, &lines, &requests, now),
            lines,
            coupon: coupon.as_ref().and_then(|typed| typed.opens.ok()),
            orders: u32::try_from(orders).unwrap_or(u32::MAX),
            at: now,
        };
        let lots: Vec<Lot> = kept.lots.iter().filter(|(of, _)| *of == seller).map(|(_, lot)| lot.clone()).collect();
        parts.push((seller, reckon(&lots, &facts, &gathered.left)));
    }
    let promotions = gathered.promotions;
    Ok(Weighed { items, parts, coupon, promotions, known })
}

/// What a code opens for a buyer now; `again`: the buyer has taken a use of it already.
pub(crate) fn opens(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    code: &str,
    again: bool,
    now: Timestamp,
) -> Result<Result<PromotionId, Code>, Failure> {
    let Some(coupon) = baskets::coupon(tx, code)? else { return Ok(Err(Code::CouponUnknown)) };
    if coupon.buyer.is_some_and(|only| only != buyer) {
        return Ok(Err(Code::CouponUnknown));
    }
    let used = coupon.used - i64::from(again);
    if coupon.uses.is_some_and(|uses| used >= uses) {
        return Ok(Err(Code::CouponUsed));
    }
    let promotion = promotions::by_id(tx, coupon.promotion)?;
    let runs = promotion.is_some_and(|p| p.state.phase(p.starts_at, p.ends_at, now) == Phase::Running);
    Ok(if runs { Ok(coupon.promotion) } else { Err(Code::CouponNotNow) })
}

struct Gathered<'a> {
    known: &'a Known,
    own: &'a Own,
    left: Left,
    promotions: HashMap<PromotionId, Promotion>,
}

impl Gathered<'_> {
    /// What promotions and granted requests have left for this buyer: of what counts now, and of what was promised.
    fn left(
        &mut self,
        tx: &mut Tx<'_>,
        buyer: PersonId,
        pairs: &[Pair],
        kept: &Kept,
        now: Timestamp,
    ) -> Result<Vec<discount_requests::Approved>, Failure> {
        for live in self.known.live.values().flatten() {
            self.limit(live.promotion, live.sku, live.left);
        }
        self.promotions.extend(self.known.running.iter().map(|(id, running)| (*id, running.promotion.clone())));
        let skus: Vec<Sku> = pairs.iter().map(|(_, sku)| *sku).collect();
        let requests =
            if skus.is_empty() { Vec::new() } else { discount_requests::approved_for(tx, buyer, &skus, now)? };
        for approved in &requests {
            let left = u32::try_from(approved.left).unwrap_or(0);
            self.left.pieces.insert((Source::Request(approved.request), approved.sku), left);
        }
        for (seller, lot) in &kept.lots {
            self.promised(tx, *seller, lot)?;
        }
        let missing: Vec<PromotionId> =
            kept.spent.iter().map(|(id, _)| *id).filter(|id| !self.promotions.contains_key(id)).collect();
        if !missing.is_empty() {
            self.promotions.extend(promotions::named(tx, &missing)?.into_iter().map(|it| (it.id, it)));
        }
        for (id, promotion) in &self.promotions {
            if let Some(budget) = promotion.budget {
                let own = self.own.spent.get(id).copied().unwrap_or(0);
                let left = (budget - promotion.counted.spent + own).max(0);
                self.left.budgets.insert(Source::Promotion(*id), left);
            }
        }
        Ok(requests)
    }

    fn limit(&mut self, promotion: PromotionId, sku: Sku, left: Option<i64>) {
        if let Some(left) = left {
            let own = self.own.pieces.get(&(promotion, sku)).copied().unwrap_or(0);
            let left = u32::try_from(left + own).unwrap_or(0);
            self.left.pieces.insert((Source::Promotion(promotion), sku), left);
        }
    }

    /// What was promised may be of promotions in which the product no longer is.
    fn promised(&mut self, tx: &mut Tx<'_>, seller: SellerId, lot: &Lot) -> Result<(), Failure> {
        for offer in &lot.facts.offers {
            for entry in &offer.entries {
                let Some(line) = lot.facts.lines.get(entry.line) else { continue };
                if self.left.pieces.contains_key(&(offer.source, line.sku)) {
                    continue;
                }
                match offer.source {
                    Source::Promotion(id) => {
                        let live = self.known.live_of((seller, line.sku)).iter().any(|it| it.promotion == id);
                        if !live && let Some(there) = participations::one(tx, seller, id, line.sku)? {
                            self.limit(id, line.sku, there.left());
                        }
                    }
                    Source::Request(id) => {
                        let request = discount_requests::by_id(tx, id)?;
                        let left = request.and_then(|it| Some(it.granted.as_ref()?.max - it.bought)).unwrap_or(0);
                        let left = u32::try_from(left).unwrap_or(0);
                        self.left.pieces.insert((offer.source, line.sku), left);
                    }
                }
            }
        }
        Ok(())
    }

    fn offers(
        &self,
        seller: SellerId,
        lines: &[Line],
        requests: &[discount_requests::Approved],
        now: Timestamp,
    ) -> Vec<Offer> {
        let mut offers = self.known.offers(seller, lines);
        for offer in &mut offers {
            for entry in &mut offer.entries {
                let sku = lines.get(entry.line).map(|line| line.sku);
                entry.pieces = sku.and_then(|sku| self.left.pieces.get(&(offer.source, sku)).copied());
            }
            offer.budget = self.left.budgets.get(&offer.source).copied();
        }
        for approved in requests.iter().filter(|approved| approved.seller == seller) {
            let Some(line) = lines.iter().position(|line| line.sku == approved.sku) else { continue };
            let pieces = u32::try_from(approved.left).unwrap_or(0);
            let least = u32::try_from(approved.min).unwrap_or(u32::MAX);
            offers.push(Offer {
                source: Source::Request(approved.request),
                starts: now,
                ends: approved.ends_at,
                benefit: Benefit::Price,
                conditions: if least > 1 { vec![Condition::Pieces { n: least }] } else { Vec::new() },
                budget: None,
                entries: vec![Entry { line, price: Some(approved.price), pieces: Some(pieces) }],
            });
        }
        offers
    }
}
