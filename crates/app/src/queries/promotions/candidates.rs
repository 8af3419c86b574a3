//! Products beside a promotion: what could take part, what does, and why the others cannot.

use std::collections::HashMap;

use domain::promotions::admission::{self, Agreed, Ask};
use domain::promotions::{OnFloor, Standing};
use domain::{Code, PromotionId, Refusal, SellerId, Sku, Timestamp};
use store::promotions::participations::{self, Participation};
use store::{Tx, prices, products};

use super::{AutoAdd, Facts, Product};
use crate::actors::{CanRead, SellerStaff};
use crate::commands::import::ALL_SHOPS;
use crate::commands::promotions::{judged, load, terms};
use crate::pricing::{Known, Pair, Running, costs};
use crate::{App, Failure};

/// A product beside a promotion.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The product.
    pub product: Product,
    /// What its seller has said of its money.
    pub facts: Facts,
    /// The price on its card now.
    pub shown: i64,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What happens there.
    pub on_floor: OnFloor,
    /// The highest price with which it may take part, where the promotion takes prices.
    pub max_price: Option<i64>,
    /// With what it would take part if nothing else is said, or why it cannot.
    pub offered: Result<Agreed, Refusal>,
    /// What it does in the promotion, where it has something to do with it.
    pub participation: Option<Participation>,
}

impl Candidate {
    /// What is left of a price for the seller, and the same as a share in hundredths of a percent; `None` where the cost is not
    /// known.
    pub fn margin(&self, price: i64) -> Option<(i64, i64)> {
        let costs = costs(&self.facts);
        Some((costs.margin(price)?, costs.margin_share(price)?))
    }
}

/// Which products are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CandidateFilter {
    /// Of one category.
    pub category: Option<String>,
    /// With these words, or this number or article.
    pub words: String,
    /// Only those that can take part and do not yet.
    pub suitable: bool,
}

/// A page of products and where the next begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The products.
    pub items: Vec<Candidate>,
    /// After which product the next page begins; `None` at the end.
    pub next: Option<Sku>,
}

/// Products of one page, at most.
pub const PAGE_MAX: i64 = 1_000;
/// Products that are looked at for one page where only those that suit are asked for, at most: then the page ends early.
const LOOKED_AT: i64 = 5_000;

/// Products that could take part in a promotion, after one; those that cannot say why.
pub async fn candidates(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    filter: CandidateFilter,
    after: Sku,
    limit: i64,
) -> Result<Page, Failure> {
    let (seller, now, limit) = (staff.seller(), app.now(), limit.clamp(1, PAGE_MAX));
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            if !filter.words.trim().is_empty() {
                return found(tx, seller, &running, &filter, limit, now);
            }
            walked(tx, seller, &running, &filter, after, limit, now)
        })
        .await
}

fn walked(
    tx: &mut Tx<'_>,
    seller: SellerId,
    running: &Running,
    filter: &CandidateFilter,
    mut after: Sku,
    limit: i64,
    now: Timestamp,
) -> Result<Page, Failure> {
    let wanted = usize::try_from(limit).unwrap_or(0);
    let (mut items, mut looked_at) = (Vec::new(), 0);
    loop {
        let category = filter.category.as_deref();
        let page = if filter.suitable {
            prices::walk_outside(tx, seller, running.promotion.id, category, after, limit + 1)?
        } else {
            prices::walk(tx, seller, category, after, limit + 1)?
        };
        let more = page.len() > wanted;
        let page: Vec<Product> = page.into_iter().take(wanted).collect();
        looked_at += limit;
        let last = page.last().map(|product| product.sku);
        for candidate in beside(tx, seller, running, page, now)? {
            if filter.suitable && !is_candidate(&candidate) {
                continue;
            }
            if items.len() == wanted {
                return Ok(Page { next: items.last().map(|one: &Candidate| one.product.sku), items });
            }
            items.push(candidate);
        }
        match last.filter(|_| more) {
            None => return Ok(Page { items, next: None }),
            Some(last) if items.len() == wanted || looked_at >= LOOKED_AT => {
                return Ok(Page { items, next: Some(last) });
            }
            Some(last) => after = last,
        }
    }
}

fn is_candidate(candidate: &Candidate) -> bool {
    let there = candidate.participation.as_ref().map(|one| one.standing);
    candidate.offered.is_ok() && !matches!(there, Some(Standing::In | Standing::Nominated))
}

fn found(
    tx: &mut Tx<'_>,
    seller: SellerId,
    running: &Running,
    filter: &CandidateFilter,
    limit: i64,
    now: Timestamp,
) -> Result<Page, Failure> {
    let products = find(tx, seller, &filter.words, limit)?;
    let of_category = |product: &Product| filter.category.as_ref().is_none_or(|category| *category == product.category);
    let products: Vec<Product> = products.into_iter().filter(|p| !p.archived && of_category(p)).collect();
    let mut items = beside(tx, seller, running, products, now)?;
    items.retain(|candidate| !filter.suitable || is_candidate(candidate));
    Ok(Page { items, next: None })
}

/// A shop's products with a number, an article or words.
pub(crate) fn find(tx: &mut Tx<'_>, seller: SellerId, typed: &str, limit: i64) -> Result<Vec<Product>, Failure> {
    let typed = typed.trim();
    if let Some(product) = products::by_offer(tx, seller, typed)? {
        return Ok(vec![product]);
    }
    if let Some(sku) = typed.parse().ok().map(Sku)
        && let Some(product) = products::one(tx, seller, sku)?
    {
        return Ok(vec![product]);
    }
    let Some(words) = crate::queries::reviews::words(ALL_SHOPS, typed, true) else {
        return Ok(Vec::new());
    };
    Ok(prices::found(tx, &words, seller, limit)?)
}

/// Products as they stand beside a promotion, in their order.
pub(crate) fn beside(
    tx: &mut Tx<'_>,
    seller: SellerId,
    running: &Running,
    products: Vec<Product>,
    now: Timestamp,
) -> Result<Vec<Candidate>, Failure> {
    let skus: Vec<Sku> = products.iter().map(|product| product.sku).collect();
    let mut there: HashMap<Sku, Participation> =
        participations::named(tx, seller, running.promotion.id, &skus)?.into_iter().map(|one| (one.sku, one)).collect();
    let known = Known::with(tx, products, now)?;
    let terms = terms(running, now);
    let mut all = Vec::with_capacity(skus.len());
    for sku in skus {
        let pair = (seller, sku);
        let (Some(product), Some(judged)) = (known.products.get(&pair), judged(&known, pair)) else { continue };
        all.push(Candidate {
            facts: known.facts_of(pair),
            shown: known.shown(pair, now).map_or(product.price.minor, |shown| shown.price),
            floor: judged.floor,
            on_floor: judged.on_floor,
            max_price: terms.priced.then(|| admission::max_price(product.price.minor, terms.min_discount)),
            offered: admission::admit(&terms, &judged, Ask::default(), now),
            participation: there.remove(&sku),
            product: product.clone(),
        });
    }
    Ok(all)
}

/// A shop's products that take part in a promotion, or did, after one.
pub async fn products(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    standing: Standing,
    after: Sku,
    limit: i64,
) -> Result<Page, Failure> {
    let (seller, now, limit) = (staff.seller(), app.now(), limit.clamp(1, PAGE_MAX));
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            let mut page = participations::page(tx, seller, id, standing, after, limit + 1)?;
            let more = i64::try_from(page.len()).is_ok_and(|got| got > limit);
            page.truncate(usize::try_from(limit).unwrap_or(0));
            let pairs: Vec<Pair> = page.iter().map(|one| (seller, one.sku)).collect();
            let mut products = if pairs.is_empty() { Vec::new() } else { prices::products(tx, &pairs)? };
            products.sort_by_key(|product| product.sku);
            let next = page.last().map(|one| one.sku).filter(|_| more);
            Ok(Page { items: beside(tx, seller, &running, products, now)?, next })
        })
        .await
}

/// One product beside a promotion.
pub async fn product(app: &App, staff: &SellerStaff<CanRead>, id: PromotionId, sku: Sku) -> Result<Candidate, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            let product = products::one(tx, seller, sku)?.ok_or(Code::ProductNotFound)?;
            Ok(beside(tx, seller, &running, vec![product], now)?.pop().ok_or(Code::ProductNotFound)?)
        })
        .await
}

/// Several products beside a promotion, in no order; those that are not the shop's are missing.
pub async fn named(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    skus: Vec<Sku>,
) -> Result<Vec<Candidate>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            let pairs: Vec<Pair> = skus.iter().map(|sku| (seller, *sku)).collect();
            let products = if pairs.is_empty() { Vec::new() } else { prices::products(tx, &pairs)? };
            beside(tx, seller, &running, products, now)
        })
        .await
}

/// Products that will come into a promotion by themselves, after one, and where the next page begins.
pub async fn autos(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    after: Sku,
    limit: i64,
) -> Result<Vec<(Candidate, AutoAdd)>, Failure> {
    let (seller, now, limit) = (staff.seller(), app.now(), limit.clamp(1, PAGE_MAX));
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            let autos = participations::autos(tx, seller, id, after, limit)?;
            let pairs: Vec<Pair> = autos.iter().map(|auto| (seller, auto.sku)).collect();
            let products = if pairs.is_empty() { Vec::new() } else { prices::products(tx, &pairs)? };
            let beside = beside(tx, seller, &running, products, now)?;
            let mut candidates: HashMap<Sku, Candidate> =
                beside.into_iter().map(|candidate| (candidate.product.sku, candidate)).collect();
            Ok(autos.into_iter().filter_map(|auto| Some((candidates.remove(&auto.sku)?, auto))).collect())
        })
        .await
}
