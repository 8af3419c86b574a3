//! A seller's own promotions: made, changed, published, paused, stopped, put away; their codes.
//!
//! Products come in and leave as in any other promotion: [`promotions`](super::promotions).

use domain::event::{By, Event};
use domain::promotions::admission::Ask;
use domain::promotions::benefit::{self, Benefit};
use domain::promotions::condition::Condition;
use domain::promotions::own::{self, CodeSort, Codes, Gives, Plan};
use domain::promotions::{Enrol, Funding, Mode, Phase, State};
use domain::{Code, Currency, MessageId, PromotionId, Refusal, SellerId, Sku, Timestamp};
use store::coupons::{self, Coupon};
use store::promotions::{self, Counted, Promotion};
use store::{Tx, log, people, prices};

use super::promotions::{Entry, Joining, MANY, Outcomes, schedule, take_out};
use crate::actors::{CanPromote, SellerStaff};
use crate::once::{Once, once};
use crate::pricing::Running;
use crate::{App, Failure, chance};

/// Codes that are made in one transaction.
const BATCH: i64 = 500;

/// Makes a promotion: as a draft, or published at once. Where it is for all products of the shop, they come in here.
pub async fn create(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    plan: Plan,
    publish: bool,
    key: Option<Once>,
) -> Result<PromotionId, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    let plan = plan.check(now)?;
    let (for_all, codes) = (plan.gives.is_for_all_products(), plan.codes.clone());
    let made = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            let currency = currency_of(tx, seller)?;
            let mut promotion = made(&plan, seller, currency, by, now)?;
            if publish {
                promotion.state = State::Published;
            }
            promotions::insert(tx, &promotion)?;
            if let Some(codes) = &plan.codes {
                insert_codes(tx, &promotion, codes, codes.count.min(BATCH))?;
            }
            if publish {
                schedule::plan(tx, &promotion, now)?;
            }
            log::append(tx, now, seller, by, &Event::PromotionChanged { promotion: promotion.id.0 })?;
            Ok(promotion.id)
        })
    });
    let id = made.await?;
    if let Some(codes) = codes {
        fill_codes(app, seller, id, codes).await?;
    }
    if for_all {
        join_all(app, staff, id).await?;
    }
    Ok(id)
}

fn currency_of(tx: &mut Tx<'_>, seller: SellerId) -> Result<Currency, Failure> {
    let shop = people::seller(tx, seller)?.ok_or(Code::SellerNotFound)?;
    Ok(Currency::from_code(&shop.currency).unwrap_or_default())
}

fn made(plan: &Plan, seller: SellerId, currency: Currency, by: By, now: Timestamp) -> Result<Promotion, Failure> {
    Ok(Promotion {
        seller,
        id: new_id(now),
        kind: plan.gives.kind(),
        title: (plan.title.clone(), String::new()),
        description: (String::new(), String::new()),
        state: State::Draft,
        funding: Funding::Seller,
        conditions: Condition::all_to_json(&plan.conditions()),
        benefit: plan.gives.benefit().to_json(),
        currency,
        starts_at: plan.starts_at,
        ends_at: plan.ends_at,
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
        nominates: false,
        budget: plan.budget,
        codes: plan.codes.as_ref().map(serde_json::to_string).transpose()?,
        created_by: by.to_string(),
        created_at: now,
        version: 1,
        counted: Counted::default(),
    })
}

/// A number above 2^53 that grows with the time.
pub(crate) fn new_id(now: Timestamp) -> PromotionId {
    PromotionId(MessageId::next(None, now, chance::salt()).0)
}

/// Puts all products of a shop in, a thousand in each transaction.
async fn join_all(app: &App, staff: &SellerStaff<CanPromote>, id: PromotionId) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    let limit = i64::try_from(MANY).unwrap_or(i64::MAX);
    let mut after = Sku(0);
    loop {
        let last = app.store().write(move |tx| {
            let running = load(tx, seller, id)?;
            let page = prices::walk(tx, seller, None, after, limit)?;
            let entry = |sku| Entry { sku, ask: Ask::default(), seen: None };
            let entries: Vec<Entry> = page.iter().map(|product| entry(product.sku)).collect();
            Joining { seller, by, now, mode: Mode::Manual }.put(tx, &running, &entries)?;
            Ok::<_, Failure>(page.last().map(|product| product.sku))
        });
        match last.await? {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// A promotion of this shop's own; any other is not found.
pub(crate) fn load(tx: &mut Tx<'_>, seller: SellerId, id: PromotionId) -> Result<Running, Failure> {
    let found = promotions::by_id(tx, id)?.filter(|promotion| promotion.seller == seller);
    Running::read(found.ok_or(Code::PromotionNotFound)?)
}

/// The terms of a stored promotion as a plan.
pub(crate) fn plan_of(running: &Running) -> Result<Plan, Failure> {
    let promotion = &running.promotion;
    let gives = Gives::read(promotion.kind, &running.benefit, &running.conditions)
        .ok_or_else(|| Failure::fault("the kind of a promotion and what it gives do not belong together"))?;
    let own = gives.conditions();
    let segment = running.conditions.iter().filter(|it| !own.contains(it)).find_map(|it| match it {
        Condition::Segment { segment } => Some(*segment),
        _ => None,
    });
    Ok(Plan {
        title: promotion.title.0.clone(),
        starts_at: promotion.starts_at,
        ends_at: promotion.ends_at,
        gives,
        segment,
        budget: promotion.budget,
        codes: promotion.codes.as_deref().map(serde_json::from_str).transpose()?,
    })
}

/// Changes the terms. `seen` is the version that its editor had before their eyes; `None` asks for no such check. What has begun
/// keeps its beginning, and codes that were made stay.
pub async fn change(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    seen: Option<i64>,
    edit: impl FnOnce(Plan) -> Result<Plan, Refusal> + Send + 'static,
) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, id)?;
            unchanged(&running.promotion, seen)?;
            let (before, phase) = (plan_of(&running)?, running.phase(now));
            let mut plan = edit(before.clone())?;
            let codes = before.codes.clone();
            // Its codes are there already: they are not judged again.
            plan.codes = codes.clone().map(|codes| Codes { count: codes.count.max(1), ..codes });
            let mut plan = plan.check(now)?;
            own::may_change(phase, &before, &plan)?;
            if before.starts_at <= now && phase != Phase::Draft {
                plan.starts_at = before.starts_at;
            }
            let mut promotion = running.promotion;
            promotion.title.0.clone_from(&plan.title);
            (promotion.starts_at, promotion.ends_at) = (plan.starts_at, plan.ends_at);
            promotion.conditions = Condition::all_to_json(&plan.conditions());
            promotion.benefit = Benefit::to_json(&plan.gives.benefit());
            promotion.budget = plan.budget;
            save(tx, &promotion, by, now, Event::PromotionChanged { promotion: id.0 })?;
            if promotion.state == State::Published {
                schedule::plan(tx, &promotion, now)?;
            }
            Ok(schedule::reprice_soon(tx, &promotion, now)?)
        })
        .await
}

fn unchanged(promotion: &Promotion, seen: Option<i64>) -> Result<(), Refusal> {
    if seen.is_some_and(|seen| seen != promotion.version) {
        return Err(Code::PromotionChangedMeanwhile.into());
    }
    Ok(())
}

/// Writes a promotion and what happened to it.
pub(crate) fn save(
    tx: &mut Tx<'_>,
    promotion: &Promotion,
    by: By,
    now: Timestamp,
    event: Event,
) -> Result<(), Failure> {
    if !promotions::update(tx, promotion)? {
        return Err(Code::PromotionChangedMeanwhile.into());
    }
    Ok(log::append(tx, now, promotion.seller, by, &event)?)
}

/// Publishes a promotion, pauses it, lets it go on, stops it, or puts it away. What is so already stays so.
pub async fn turn_to(app: &App, staff: &SellerStaff<CanPromote>, id: PromotionId, next: State) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, id)?;
            turn(tx, running, next, by, now)
        })
        .await
}

/// Moves a promotion to another state, with all that follows.
pub(crate) fn turn(tx: &mut Tx<'_>, running: Running, next: State, by: By, now: Timestamp) -> Result<(), Failure> {
    let before = running.phase(now);
    let mut promotion = running.promotion;
    if promotion.state == next {
        return Ok(());
    }
    own::may_become(before, promotion.state, next)?;
    if promotion.state == State::Draft && next == State::Published {
        promotion.starts_at = Timestamp(promotion.starts_at.0.max(now.0));
        if promotion.ends_at <= promotion.starts_at {
            return Err(Refusal::new(Code::PromotionTimes).at("ends_at").into());
        }
    }
    promotion.state = next;
    let after = next.phase(promotion.starts_at, promotion.ends_at, now);
    let number = promotion.id.0;
    let event = match (before, after) {
        (Phase::Running, _) => Event::PromotionEnded { promotion: number },
        (Phase::Paused, Phase::Running) => Event::PromotionStarted { promotion: number },
        _ => Event::PromotionChanged { promotion: number },
    };
    save(tx, &promotion, by, now, event)?;
    if next == State::Published {
        schedule::plan(tx, &promotion, now)?;
    }
    Ok(schedule::reprice_soon(tx, &promotion, now)?)
}

/// Makes more codes for a voucher; how many it has then.
pub async fn make_codes(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    more: Codes,
    key: Option<Once>,
) -> Result<i64, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    let more = own::codes(more)?;
    let asked = more.clone();
    let all = app
        .store()
        .write(move |tx| once(tx, key.as_ref(), now, |tx| more_codes(tx, (seller, id), &asked, by, now)))
        .await?;
    fill_codes(app, seller, id, Codes { count: all, word: None, buyers: Vec::new(), ..more }).await?;
    Ok(all)
}

fn more_codes(
    tx: &mut Tx<'_>,
    (seller, id): (SellerId, PromotionId),
    asked: &Codes,
    by: By,
    now: Timestamp,
) -> Result<i64, Failure> {
    let running = load(tx, seller, id)?;
    let mut codes: Codes = match running.promotion.codes.as_deref() {
        Some(codes) => serde_json::from_str(codes)?,
        None => return Err(Refusal::new(Code::KindStays).at("kind").into()),
    };
    if running.phase(now) == Phase::Finished {
        return Err(Code::PromotionFinished.into());
    }
    codes.count = coupons::counts(tx, seller, id)?.codes + asked.count;
    if codes.count > own::CODES_MAX {
        return Err(Refusal::new(Code::CodesTooMany).at("count").with("max", own::CODES_MAX).into());
    }
    let mut promotion = running.promotion;
    promotion.codes = Some(serde_json::to_string(&codes)?);
    insert_codes(tx, &promotion, asked, asked.count.min(BATCH))?;
    save(tx, &promotion, by, now, Event::PromotionChanged { promotion: id.0 })?;
    Ok(codes.count)
}

/// Makes codes until there are as many as there should be; what a crash left out, the next call makes.
pub(crate) async fn fill_codes(app: &App, seller: SellerId, id: PromotionId, codes: Codes) -> Result<(), Failure> {
    loop {
        let codes = codes.clone();
        let missing = app.store().write(move |tx| {
            let missing = codes.count - coupons::counts(tx, seller, id)?.codes;
            if missing > 0 {
                let promotion = load(tx, seller, id)?.promotion;
                let more = Codes { word: None, buyers: Vec::new(), ..codes };
                insert_codes(tx, &promotion, &more, missing.min(BATCH))?;
            }
            Ok::<_, Failure>(missing)
        });
        if missing.await? <= BATCH {
            return Ok(());
        }
    }
}

/// How often another code is tried where one is taken.
const TRIES: usize = 5;

pub(crate) fn insert_codes(tx: &mut Tx<'_>, promotion: &Promotion, codes: &Codes, count: i64) -> Result<(), Failure> {
    let uses = match codes.sort {
        CodeSort::Once | CodeSort::Personal => Some(1),
        CodeSort::Always => None,
    };
    if let Some(word) = &codes.word {
        let coupon = Coupon { code: word.clone(), buyer: None, uses, used: 0 };
        return if coupons::insert(tx, promotion.seller, promotion.id, &coupon)? {
            Ok(())
        } else {
            Err(Refusal::new(Code::CodeTaken).at("word").into())
        };
    }
    let mut buyers = codes.buyers.iter().copied();
    for _ in 0..count {
        let buyer = buyers.next();
        let mut is_in = false;
        for _ in 0..TRIES {
            let coupon = Coupon { code: chance::code(), buyer, uses, used: 0 };
            is_in = coupons::insert(tx, promotion.seller, promotion.id, &coupon)?;
            if is_in {
                break;
            }
        }
        if !is_in {
            return Err(Failure::fault("no code could be found that is not taken"));
        }
    }
    Ok(())
}

/// A product for a promotion of the shop's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Which.
    pub sku: Sku,
    /// Its discount in hundredths of a percent; `None` for the least that the promotion asks.
    pub off: Option<i64>,
    /// The currency that was named; it has to be the product's.
    pub currency: Option<String>,
}

/// Puts products in: all of them, or none and why.
pub async fn add(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    products: Vec<Added>,
) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, id)?;
            let priced = running.benefit == Benefit::Price;
            let pairs: Vec<_> = products.iter().map(|product| (seller, product.sku)).collect();
            let there = if pairs.is_empty() { Vec::new() } else { prices::products(tx, &pairs)? };
            let mut entries = Vec::with_capacity(products.len());
            for product in &products {
                let found = there.iter().find(|it| it.sku == product.sku).ok_or(Code::ProductNotFound)?;
                let other =
                    product.currency.as_ref().filter(|code| !code.eq_ignore_ascii_case(found.price.currency.code()));
                if other.is_some() {
                    return Err(Refusal::new(Code::CurrencyOther).with("currency", found.price.currency.code()).into());
                }
                let price = product.off.filter(|_| priced).map(|off| benefit::less(found.price.minor, off));
                entries.push(Entry { sku: product.sku, ask: Ask { price, quantity: None }, seen: None });
            }
            let outcomes = Joining { seller, by, now, mode: Mode::Manual }.put(tx, &running, &entries)?;
            all_or_none(outcomes)
        })
        .await
}

/// Takes products out: all of them, or none and why.
pub async fn remove(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    skus: Vec<Sku>,
) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, id)?;
            all_or_none(take_out(tx, &running, seller, by, &skus, now)?)
        })
        .await
}

fn all_or_none<T>(outcomes: Outcomes<T>) -> Result<(), Failure> {
    outcomes.into_iter().find_map(|(_, outcome)| outcome.err()).map_or(Ok(()), |refusal| Err(refusal.into()))
}
