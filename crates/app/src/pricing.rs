//! What products cost now. Here the facts are gathered; `domain::promotions::price` decides.

use std::collections::HashMap;

use domain::promotions::benefit::Benefit;
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::floor::{self, Costs};
use domain::promotions::price::{Basket, Entry, Line, Offer, PricedLine, Source, price};
use domain::promotions::{OnFloor, Phase};
use domain::{Currency, PromotionId, SellerId, Timestamp};
use store::prices::{self, Facts, Point, ShopRules};

use store::products::Product;
use store::promotions::participations::{self, Live};
use store::promotions::{self, Promotion};
use store::{StoreError, Tx};

use crate::Failure;

pub use store::prices::Pair;

/// How far back the lowest price is looked for. Source: article 6a of directive 98/6/EC (the Omnibus directive): the lowest price of
/// the 30 days before a reduction stands beside the reduced one.
pub const LOOK_BACK: std::time::Duration = std::time::Duration::from_secs(30 * 86_400);

/// A promotion with its terms as the rules read them.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The promotion.
    pub promotion: Promotion,
    /// What it gives.
    pub benefit: Benefit,
    /// What it asks.
    pub conditions: Vec<Condition>,
}

impl Running {
    /// Reads the terms of a stored promotion.
    pub fn read(promotion: Promotion) -> Result<Self, Failure> {
        let benefit = serde_json::from_str(&promotion.benefit)?;
        let conditions = serde_json::from_str(&promotion.conditions)?;
        Ok(Self { promotion, benefit, conditions })
    }

    /// Where it stands.
    pub fn phase(&self, now: Timestamp) -> Phase {
        self.promotion.state.phase(self.promotion.starts_at, self.promotion.ends_at, now)
    }

    /// What it would give to these lines of a basket.
    pub fn offer(&self, entries: Vec<Entry>) -> Offer {
        Offer {
            source: Source::Promotion(self.promotion.id),
            starts: self.promotion.starts_at,
            ends: self.promotion.ends_at,
            benefit: self.benefit.clone(),
            conditions: self.conditions.iter().filter(|condition| condition.is_of_basket()).cloned().collect(),
            budget: self.promotion.budget.map(|budget| (budget - self.promotion.counted.spent).max(0)),
            entries,
        }
    }
}

/// What is known of some products at one moment: enough to say what they cost.
#[derive(Debug, Default)]
pub struct Known {
    /// The products.
    pub products: HashMap<Pair, Product>,
    /// What their sellers have said of them.
    pub facts: HashMap<Pair, Facts>,
    /// The rules of their shops.
    pub rules: HashMap<SellerId, ShopRules>,
    /// What they take part in.
    pub live: HashMap<Pair, Vec<Live>>,
    /// The promotions that prices follow now.
    pub running: HashMap<PromotionId, Running>,
}

impl Known {
    /// Gathers what is known of products, on sale or not. Those that are not there are missing.
    pub fn load(tx: &mut Tx<'_>, pairs: &[Pair], now: Timestamp) -> Result<Self, Failure> {
        let products = if pairs.is_empty() { Vec::new() } else { prices::products(tx, pairs)? };
        Self::with(tx, products, now)
    }

    /// The same of products that were read already.
    pub fn with(tx: &mut Tx<'_>, products: Vec<Product>, now: Timestamp) -> Result<Self, Failure> {
        let mut known = Self::default();
        let pairs: Vec<Pair> = products.iter().map(|product| (product.seller, product.sku)).collect();
        if pairs.is_empty() {
            return Ok(known);
        }
        known.products = products.into_iter().map(|product| ((product.seller, product.sku), product)).collect();
        let pairs = pairs.as_slice();
        known.facts = prices::named(tx, pairs)?.into_iter().map(|f| ((f.seller, f.sku), f)).collect();
        let mut sellers: Vec<SellerId> = pairs.iter().map(|(seller, _)| *seller).collect();
        sellers.sort_unstable();
        sellers.dedup();
        known.rules = prices::rules_of(tx, &sellers)?.into_iter().collect();
        for live in participations::live(tx, pairs)? {
            known.live.entry((live.seller, live.sku)).or_default().push(live);
        }
        let mut ids: Vec<PromotionId> = known.live.values().flatten().map(|live| live.promotion).collect();
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            for promotion in promotions::named(tx, &ids)? {
                let running = Running::read(promotion)?;
                if running.phase(now) == Phase::Running {
                    known.running.insert(running.promotion.id, running);
                }
            }
        }
        Ok(known)
    }

    /// What was said of a product.
    pub fn facts_of(&self, pair: Pair) -> Facts {
        self.facts.get(&pair).cloned().unwrap_or_else(|| Facts::none(pair.0, pair.1))
    }

    /// What a product takes part in.
    pub fn live_of(&self, pair: Pair) -> &[Live] {
        self.live.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// The rules of a shop.
    pub fn rules_of(&self, seller: SellerId) -> ShopRules {
        self.rules.get(&seller).cloned().unwrap_or_default()
    }

    /// The price under which a product never sells, and what happens there; 0 where nothing is set.
    pub fn floor(&self, pair: Pair) -> (i64, OnFloor) {
        let list = self.products.get(&pair).map_or(0, |product| product.price.minor);
        let (facts, rules) = (self.facts_of(pair), self.rules_of(pair.0));
        (floor_of(list, &facts, &rules), facts.on_floor.unwrap_or(rules.on_floor))
    }

    /// So many pieces of a product as a line of a basket.
    pub fn line(&self, pair: Pair, quantity: u32) -> Option<Line> {
        let product = self.products.get(&pair)?;
        let (floor, on_floor) = self.floor(pair);
        Some(Line { sku: pair.1, quantity, list: product.price.minor, floor, on_floor })
    }

    /// What the promotions that run now would give to the lines of one shop's part of a basket, in the order of `lines`.
    pub fn offers(&self, seller: SellerId, lines: &[Line]) -> Vec<Offer> {
        let mut entries: HashMap<PromotionId, Vec<Entry>> = HashMap::new();
        for (line, live) in lines.iter().enumerate().flat_map(|(place, line)| {
            let there = self.live_of((seller, line.sku)).iter();
            there.filter(|live| self.running.contains_key(&live.promotion)).map(move |live| (place, live))
        }) {
            let pieces = live.left.map(|left| u32::try_from(left).unwrap_or(u32::MAX));
            entries.entry(live.promotion).or_default().push(Entry { line, price: live.price, pieces });
        }
        entries.into_iter().filter_map(|(id, entries)| Some(self.running.get(&id)?.offer(entries))).collect()
    }

    /// The price of one piece on the card: what everybody pays who has neither a coupon nor a granted request.
    pub fn shown(&self, pair: Pair, now: Timestamp) -> Option<Shown> {
        let product = self.products.get(&pair)?;
        let line = self.line(pair, 1)?;
        let offers = self.offers(pair.0, std::slice::from_ref(&line));
        let basket = Basket { lines: std::slice::from_ref(&line), coupon: None, buyer: BuyerFacts::default(), now };
        let priced = price(&basket, &offers).lines.into_iter().next()?;
        Some(Shown {
            pair,
            list: product.price.minor,
            old_price: product.old_price,
            currency: product.price.currency,
            price: priced.total,
            why: self.why(pair, &priced),
            lowest: None,
        })
    }

    fn why(&self, pair: Pair, priced: &PricedLine) -> Option<ShownWhy> {
        let step = priced.steps.iter().max_by_key(|step| step.minor)?;
        let Source::Promotion(id) = step.source else { return None };
        let promotion = &self.running.get(&id)?.promotion;
        let left = self.live_of(pair).iter().find(|live| live.promotion == id)?.left;
        Some(ShownWhy {
            promotion: id,
            title: promotion.title.clone(),
            ends_at: promotion.ends_at,
            left,
            cut_by_floor: step.cut_by_floor,
        })
    }
}

/// The floor that follows from what a seller said of a product and from the shop's rule; 0 where nothing is set.
pub fn floor_of(list: i64, facts: &Facts, rules: &ShopRules) -> i64 {
    let set = floor::Floors {
        price: facts.floor_price,
        margin: facts.floor_margin,
        shop_percent: rules.floor_percent,
        shop_margin: rules.floor_margin,
    };
    floor::floor(list, &set, &costs(facts))
}

/// What a seller said of a product's costs, as the rules read them.
pub fn costs(facts: &Facts) -> Costs {
    Costs { cost: facts.cost, commission: facts.commission, logistics: facts.logistics, tax: facts.tax }
}

/// The price on a card, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Of which product.
    pub pair: Pair,
    /// The regular price, minor units.
    pub list: i64,
    /// What its seller crosses out beside the regular price.
    pub old_price: Option<i64>,
    /// In which currency.
    pub currency: Currency,
    /// What one piece costs now.
    pub price: i64,
    /// The promotion that makes it so.
    pub why: Option<ShownWhy>,
    /// The lowest price of the last 30 days, where one is known and a promotion makes the price.
    pub lowest: Option<i64>,
}

/// The promotion that makes a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWhy {
    /// Which.
    pub promotion: PromotionId,
    /// What it is called: Russian, English.
    pub title: (String, String),
    /// Until when.
    pub ends_at: Timestamp,
    /// Pieces left; `None` for as many as there are.
    pub left: Option<i64>,
    /// It would be lower without the seller's floor.
    pub cut_by_floor: bool,
}

/// The prices on the cards of products, in the order asked for; those that are not there are missing.
pub fn shown(tx: &mut Tx<'_>, pairs: &[Pair], now: Timestamp) -> Result<Vec<Shown>, Failure> {
    let known = Known::load(tx, pairs, now)?;
    let mut all: Vec<Shown> = pairs.iter().filter_map(|pair| known.shown(*pair, now)).collect();
    let reduced: Vec<Pair> = all.iter().filter(|shown| shown.why.is_some()).map(|shown| shown.pair).collect();
    if !reduced.is_empty() {
        let lowest: HashMap<Pair, i64> = prices::lowest(tx, &reduced, now.before(LOOK_BACK))?.into_iter().collect();
        for shown in &mut all {
            shown.lowest = lowest.get(&shown.pair).copied().filter(|_| shown.why.is_some());
        }
    }
    Ok(all)
}

/// Writes down the regular prices of products of which nothing was noted yet, before they change.
pub(crate) fn note_first(tx: &mut Tx<'_>, products: &[&Product]) -> Result<(), StoreError> {
    let pairs: Vec<Pair> = products.iter().map(|product| (product.seller, product.sku)).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let noted: HashMap<Pair, Point> = prices::newest(tx, &pairs)?.into_iter().collect();
    for product in products.iter().filter(|product| !noted.contains_key(&(product.seller, product.sku))) {
        prices::insert_point(tx, product.seller, product.sku, &first_point(product))?;
    }
    Ok(())
}

/// Before its first change a price was the regular one, since the product is there.
fn first_point(product: &Product) -> Point {
    let price = product.price.minor;
    Point { at: product.created_at, price, list: price, promotion: None }
}

/// Writes down where prices on cards have changed; called in the transaction that may have changed them.
pub fn note(tx: &mut Tx<'_>, pairs: &[Pair], now: Timestamp) -> Result<(), Failure> {
    let known = Known::load(tx, pairs, now)?;
    note_known(tx, &known, pairs, now)?;
    Ok(())
}

/// The same of what was gathered already; how many have changed.
pub(crate) fn note_known(tx: &mut Tx<'_>, known: &Known, pairs: &[Pair], now: Timestamp) -> Result<usize, StoreError> {
    let newest: HashMap<Pair, Point> = prices::newest(tx, pairs)?.into_iter().collect();
    let mut changed = 0;
    for pair in pairs {
        let (Some(product), Some(shown)) = (known.products.get(pair), known.shown(*pair, now)) else { continue };
        let promotion = shown.why.as_ref().map(|why| why.promotion);
        let point = Point { at: now, price: shown.price, list: shown.list, promotion };
        match newest.get(pair) {
            Some(last) if (last.price, last.list) == (point.price, point.list) => continue,
            None if product.created_at < now && point.price != point.list => {
                prices::insert_point(tx, pair.0, pair.1, &first_point(product))?;
            }
            Some(_) | None => {}
        }
        prices::insert_point(tx, pair.0, pair.1, &point)?;
        changed += 1;
    }
    Ok(changed)
}
