//! Promotions as a shop sees them: which there are, what could take part, what does, and what it would come to.

use std::collections::HashMap;

use domain::promotions::admission::{self, Agreed, Ask, Terms};
use domain::promotions::{Funding, Kind, OnFloor, Phase, Standing};
use domain::{Code, PromotionId, Refusal, SellerId, Sku, Timestamp};
use moka::sync::Cache as Moka;
use store::promotions::participations::{self, Participation};
use store::promotions::{self, MARKETPLACE, Promotion};
use store::{Tx, prices, products};

use crate::actors::{CanRead, SellerStaff};
use crate::commands::promotions::{judged, load, terms};
use crate::pricing::{Known, Pair, Running, costs};
use crate::{App, Failure};

pub use store::prices::Facts;
pub use store::products::Product;
pub use store::promotions::consents::{Consent, StandingAnswer};
pub use store::promotions::participations::AutoAdd;

/// Open promotions that are looked at, at most.
const OPEN_MAX: i64 = 500;
/// Promotions that are over on one page, at most.
const ENDED_MAX: i64 = 200;

/// Which promotions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Those that are open to the shop and in which it has nothing yet.
    #[default]
    Available,
    /// Those in which it has products.
    Mine,
    /// Those that are over and in which it had products.
    Finished,
}

/// What else is asked of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of one kind.
    pub kind: Option<Kind>,
    /// Paid by one side.
    pub funding: Option<Funding>,
    /// With these words in the name.
    pub words: String,
}

/// A promotion as a shop sees it in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The promotion with its terms.
    pub running: Running,
    /// The same as the rules of admission read it.
    pub terms: Terms,
    /// Where it stands.
    pub phase: Phase,
    /// How many of the shop's products are in it.
    pub joined: i64,
    /// How many of the shop's products are for sale in its categories with its stock; counted once a minute.
    pub could: i64,
    /// How many will come in by themselves.
    pub autos: i64,
}

/// How many promotions each tab has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open ones without the shop's products.
    pub available: usize,
    /// Open ones with them.
    pub mine: usize,
}

/// The marketplace's promotions on a tab: open ones by their end, those that are over the latest first.
pub async fn list(app: &App, staff: &SellerStaff<CanRead>, tab: Tab, filter: Filter) -> Result<Vec<Card>, Failure> {
    let (seller, now, suitable) = (staff.seller(), app.now(), app.suitable().clone());
    app.store()
        .read(move |tx| {
            let found = match tab {
                Tab::Finished => promotions::ended(tx, MARKETPLACE, now, None, ENDED_MAX)?,
                Tab::Available | Tab::Mine => promotions::open(tx, MARKETPLACE, now, OPEN_MAX)?,
            };
            let joined: HashMap<PromotionId, i64> = promotions::joined(tx, seller)?.into_iter().collect();
            let mut cards = Vec::new();
            for promotion in found {
                let products = joined.get(&promotion.id).copied().unwrap_or(0);
                if (products > 0) == (tab != Tab::Available) && fits(&filter, &promotion) {
                    cards.push(card(tx, &suitable, seller, promotion, products, now)?);
                }
            }
            Ok(cards)
        })
        .await
}

/// How many promotions are on the tabs of what is open.
pub async fn counts(app: &App, staff: &SellerStaff<CanRead>) -> Result<Counts, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let joined: HashMap<PromotionId, i64> = promotions::joined(tx, seller)?.into_iter().collect();
            let open = promotions::open(tx, MARKETPLACE, now, OPEN_MAX)?;
            let mine = open.iter().filter(|one| joined.contains_key(&one.id)).count();
            Ok(Counts { available: open.len() - mine, mine })
        })
        .await
}

fn fits(filter: &Filter, promotion: &Promotion) -> bool {
    let title = format!("{} {}", promotion.title.0, promotion.title.1).to_lowercase();
    filter.kind.is_none_or(|kind| kind == promotion.kind)
        && filter.funding.is_none_or(|funding| funding == promotion.funding)
        && filter.words.to_lowercase().split_whitespace().all(|word| title.contains(word))
}

fn card(
    tx: &mut Tx<'_>,
    suitable: &Suitable,
    seller: SellerId,
    promotion: Promotion,
    joined: i64,
    now: Timestamp,
) -> Result<Card, Failure> {
    let running = Running::read(promotion)?;
    let terms = terms(&running, now);
    let (phase, id) = (running.phase(now), running.promotion.id);
    let open = phase != Phase::Finished;
    let could = if open { suitable.count(tx, seller, &terms)? } else { 0 };
    let autos = match running.promotion.auto_add_at {
        Some(at) if at > now => participations::count_autos(tx, seller, id)?,
        Some(_) | None => 0,
    };
    Ok(Card { running, terms, phase, joined, could, autos })
}

/// One promotion as a shop sees it.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: PromotionId) -> Result<Card, Failure> {
    let (seller, now, suitable) = (staff.seller(), app.now(), app.suitable().clone());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id, now)?;
            let joined = promotions::joined(tx, seller)?.into_iter().find(|(joined, _)| *joined == id);
            card(tx, &suitable, seller, running.promotion, joined.map_or(0, |(_, products)| products), now)
        })
        .await
}

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
            let running = load(tx, seller, id, now)?;
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
        let page = prices::walk(tx, seller, filter.category.as_deref(), after, limit + 1)?;
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
    let Some(words) = super::reviews::words(crate::commands::import::ALL_SHOPS, typed, true) else {
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
            let running = load(tx, seller, id, now)?;
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
            let running = load(tx, seller, id, now)?;
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
            let running = load(tx, seller, id, now)?;
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
            let running = load(tx, seller, id, now)?;
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

/// Who agreed to what in a promotion, the newest first.
pub async fn consents(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    sku: Option<Sku>,
    limit: i64,
) -> Result<Vec<Consent>, Failure> {
    let seller = staff.seller();
    app.store()
        .glance(move |tx| {
            let mut all = match sku {
                Some(sku) => promotions::consents::of_product(tx, seller, sku, None, limit)?,
                None => promotions::consents::of_promotion(tx, seller, id, None, limit)?,
            };
            all.retain(|line| line.promotion == id);
            Ok(all)
        })
        .await
}

/// What the shop answers once and for all; kinds without an answer are missing: silence is no.
pub async fn standing(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<StandingAnswer>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(promotions::consents::standing(tx, seller)?)).await
}

/// Enrolments that were announced and are to come, by their time.
pub async fn announced(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<Card>, Failure> {
    let now = app.now();
    let mut cards = calendar(app, staff).await?;
    cards.retain(|card| {
        let at = card.running.promotion.auto_add_at;
        at.is_some_and(|at| at > now && at.before(crate::commands::promotions::enrolment::NOTICE) <= now)
    });
    cards.sort_by_key(|card| card.running.promotion.auto_add_at);
    Ok(cards)
}

/// All that is open to the shop, the marketplace's and its own, for the calendar.
pub async fn calendar(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<Card>, Failure> {
    let (seller, now, suitable) = (staff.seller(), app.now(), app.suitable().clone());
    app.store()
        .read(move |tx| {
            let joined: HashMap<PromotionId, i64> = promotions::joined(tx, seller)?.into_iter().collect();
            let mut all = promotions::open(tx, MARKETPLACE, now, OPEN_MAX)?;
            all.extend(promotions::open(tx, seller, now, OPEN_MAX)?);
            let mut cards = Vec::with_capacity(all.len());
            for promotion in all {
                let products = joined.get(&promotion.id).copied().unwrap_or(0);
                cards.push(card(tx, &suitable, seller, promotion, products, now)?);
            }
            Ok(cards)
        })
        .await
}

/// How many products suit a promotion: counted once a minute for each shop and kind of terms.
#[derive(Debug, Clone)]
pub(crate) struct Suitable(Moka<(SellerId, Option<String>, i64), i64>);

impl Default for Suitable {
    fn default() -> Self {
        Self(Moka::builder().max_capacity(10_000).time_to_live(std::time::Duration::from_secs(60)).build())
    }
}

impl Suitable {
    fn count(&self, tx: &mut Tx<'_>, seller: SellerId, terms: &Terms) -> Result<i64, Failure> {
        let stock = terms.min_stock.max(1);
        if terms.categories.is_empty() {
            return self.counted(tx, seller, None, stock);
        }
        let mut all = 0;
        for category in &terms.categories {
            all += self.counted(tx, seller, Some(category), stock)?;
        }
        Ok(all)
    }

    fn counted(
        &self,
        tx: &mut Tx<'_>,
        seller: SellerId,
        category: Option<&String>,
        stock: i64,
    ) -> Result<i64, Failure> {
        let key = (seller, category.cloned(), stock);
        if let Some(known) = self.0.get(&key) {
            return Ok(known);
        }
        let counted = prices::count_suitable(tx, seller, category.map(String::as_str), stock)?;
        // A shop without products is about to get some: it is asked again.
        if counted > 0 {
            self.0.insert(key, counted);
        }
        Ok(counted)
    }
}
