//! Taking part in promotions: putting products in, changing them, taking them out.
//!
//! Each product is let in or refused by itself; what was let in is whole. Who agreed to what is written down beside it.

pub mod enrolment;
pub mod schedule;

use std::collections::HashMap;

use domain::event::{By, Event};
use domain::promotions::admission::{self, Agreed, Ask, Terms};
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Kind, Mode, Phase, Standing, State};
use domain::{Code, ConsentId, PromotionId, Refusal, SellerId, Sku, Timestamp};
use store::promotions::consents::{self, Consent};
use store::promotions::participations::{self, Participation};
use store::promotions::{self, Counted, MARKETPLACE};
use store::{Tx, log};

use crate::actors::{CanPromote, SellerStaff};
use crate::pricing::{self, Known, Pair, Running};
use crate::{App, Failure, chance};

/// Products in one request, at most. Source: the dialect's `/v1/actions/products/activate`.
pub const MANY: usize = 1_000;

/// A product that is to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub sku: Sku,
    /// With what.
    pub ask: Ask,
    /// The version that its editor had before their eyes; where it is another now, the change is refused.
    pub seen: Option<i64>,
}

/// What became of each product that was named.
pub type Outcomes<T> = Vec<(Sku, Result<T, Refusal>)>;

/// Puts products into a promotion, or changes those that are in it.
pub async fn join(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    promotion: PromotionId,
    entries: Vec<Entry>,
) -> Result<Outcomes<Agreed>, Failure> {
    not_too_many(entries.len())?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, promotion)?;
            let joining = Joining { seller, by, now, mode: Mode::Manual };
            joining.put(tx, &running, &entries)
        })
        .await
}

/// What would become of products that were to take part; nothing is kept.
pub async fn preview(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    promotion: PromotionId,
    entries: Vec<Entry>,
) -> Result<Outcomes<Agreed>, Failure> {
    not_too_many(entries.len())?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, promotion)?;
            let joining = Joining { seller, by, now, mode: Mode::Manual };
            let about = joining.about(tx, &running, &entries)?;
            Ok(entries.iter().map(|entry| (entry.sku, joining.decide(&running, &about, entry))).collect())
        })
        .await
}

/// Takes products out of a promotion.
pub async fn leave(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    promotion: PromotionId,
    skus: Vec<Sku>,
) -> Result<Outcomes<()>, Failure> {
    not_too_many(skus.len())?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, seller, promotion)?;
            take_out(tx, &running, seller, by, &skus, now)
        })
        .await
}

/// Takes all products of the shop out of a promotion; how many there were.
pub async fn leave_all(app: &App, staff: &SellerStaff<CanPromote>, promotion: PromotionId) -> Result<i64, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    let mut left = 0;
    // One transaction for each thousand: a shop with a hundred thousand products does not hold up the others.
    loop {
        let taken = app.store().write(move |tx| {
            let running = load(tx, seller, promotion)?;
            let limit = i64::try_from(MANY).unwrap_or(i64::MAX);
            let page = participations::page(tx, seller, promotion, Standing::In, Sku(0), limit)?;
            let skus: Vec<Sku> = page.iter().map(|one| one.sku).collect();
            if skus.is_empty() {
                admission::may_leave(&terms(&running, now), now)?;
            }
            let outcomes = take_out(tx, &running, seller, by, &skus, now)?;
            match outcomes.into_iter().find_map(|(_, outcome)| outcome.err()) {
                Some(refusal) => Err(Failure::from(refusal)),
                None => Ok(skus.len()),
            }
        });
        let taken = taken.await?;
        left += i64::try_from(taken).unwrap_or(0);
        if taken < MANY {
            return Ok(left);
        }
    }
}

fn not_too_many(got: usize) -> Result<(), Refusal> {
    if got <= MANY {
        return Ok(());
    }
    Err(Refusal::new(Code::TooManyItems).at("products").with("max", MANY).with("got", got))
}

/// A promotion in which a shop may have products: the marketplace's, or its own. Drafts of the marketplace are nobody's business.
pub(crate) fn load(tx: &mut Tx<'_>, seller: SellerId, id: PromotionId) -> Result<Running, Failure> {
    let found = promotions::by_id(tx, id)?.filter(|promotion| {
        promotion.seller == seller || (promotion.seller == MARKETPLACE && promotion.state != State::Draft)
    });
    Running::read(found.ok_or(Code::PromotionNotFound)?)
}

/// What a promotion asks of products, as the rules read it.
pub fn terms(running: &Running, now: Timestamp) -> Terms {
    let promotion = &running.promotion;
    // A seller prepares a promotion of their own while it is a draft.
    let phase = match running.phase(now) {
        Phase::Draft if promotion.seller != MARKETPLACE => Phase::Scheduled,
        phase => phase,
    };
    let mut terms = Terms {
        phase,
        ends_at: promotion.ends_at,
        freeze_at: promotion.freeze_at,
        priced: running.benefit == Benefit::Price,
        min_discount: 0,
        min_stock: 0,
        by_pieces: matches!(promotion.kind, Kind::StockDiscount | Kind::Flash),
        categories: Vec::new(),
    };
    for condition in &running.conditions {
        match condition {
            Condition::MinDiscount { bp } => terms.min_discount = terms.min_discount.max(*bp),
            Condition::MinStock { pieces } => terms.min_stock = terms.min_stock.max(*pieces),
            Condition::Categories { names } => terms.categories.extend(names.iter().cloned()),
            Condition::OrderSum { .. } | Condition::Pieces { .. } | Condition::Segment { .. } | Condition::Code => {}
        }
    }
    terms
}

/// A product as the rules of admission read it.
pub(crate) fn judged(known: &Known, pair: Pair) -> Option<admission::Product<'_>> {
    let product = known.products.get(&pair)?;
    let (floor, on_floor) = known.floor(pair);
    Some(admission::Product {
        list: product.price,
        stock: product.stock,
        category: &product.category,
        archived: product.archived,
        floor,
        on_floor,
    })
}

/// Somebody puts products of a shop into a promotion.
pub(crate) struct Joining {
    pub(crate) seller: SellerId,
    pub(crate) by: By,
    pub(crate) now: Timestamp,
    pub(crate) mode: Mode,
}

/// What is known of the products that are named.
pub(crate) struct About {
    known: Known,
    there: HashMap<Sku, Participation>,
}

impl Joining {
    pub(crate) fn about(&self, tx: &mut Tx<'_>, running: &Running, entries: &[Entry]) -> Result<About, Failure> {
        let skus: Vec<Sku> = entries.iter().map(|entry| entry.sku).collect();
        let pairs: Vec<Pair> = skus.iter().map(|sku| (self.seller, *sku)).collect();
        let there = participations::named(tx, self.seller, running.promotion.id, &skus)?;
        Ok(About {
            known: Known::load(tx, &pairs, self.now)?,
            there: there.into_iter().map(|one| (one.sku, one)).collect(),
        })
    }

    pub(crate) fn decide(&self, running: &Running, about: &About, entry: &Entry) -> Result<Agreed, Refusal> {
        let product = judged(&about.known, (self.seller, entry.sku)).ok_or(Code::ProductNotFound)?;
        let terms = terms(running, self.now);
        let there = about.there.get(&entry.sku);
        if let Some(there) = there.filter(|there| entry.seen.is_some_and(|seen| seen != there.version)) {
            return Err(changed(there, &product));
        }
        not_fewer_than_promised(there, entry.ask.quantity)?;
        match there.filter(|there| there.standing == Standing::In) {
            Some(there) => {
                let before = Agreed { price: there.price, quantity: there.quantity, cut: false };
                admission::change(&terms, &product, before, entry.ask, self.now)
            }
            None => admission::admit(&terms, &product, entry.ask, self.now),
        }
    }

    /// Lets each product in, or refuses it; what follows is written in the same transaction.
    pub(crate) fn put(
        &self,
        tx: &mut Tx<'_>,
        running: &Running,
        entries: &[Entry],
    ) -> Result<Outcomes<Agreed>, Failure> {
        let about = self.about(tx, running, entries)?;
        let mut outcomes = Vec::with_capacity(entries.len());
        let (mut fresh, mut cut) = (0, 0);
        let mut seen = std::collections::HashSet::new();
        for entry in entries {
            let outcome = if seen.insert(entry.sku) {
                self.decide(running, &about, entry)
            } else {
                Err(Refusal::new(Code::NamedTwice).at("sku"))
            };
            if let Ok(agreed) = &outcome {
                let was_in = about.there.get(&entry.sku).is_some_and(|there| there.standing == Standing::In);
                fresh += i64::from(!was_in);
                cut += i64::from(agreed.cut);
                self.write(tx, running, &about, entry.sku, agreed, was_in)?;
            }
            outcomes.push((entry.sku, outcome));
        }
        self.follow(tx, running, &outcomes, fresh, cut)?;
        Ok(outcomes)
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        running: &Running,
        about: &About,
        sku: Sku,
        agreed: &Agreed,
        was_in: bool,
    ) -> Result<(), Failure> {
        let promotion = &running.promotion;
        let list = about.known.products.get(&(self.seller, sku)).map(|product| product.price.minor);
        let terms = serde_json::json!({
            "price": agreed.price, "quantity": agreed.quantity, "list": list, "cut": agreed.cut,
            "starts_at": promotion.starts_at.0, "ends_at": promotion.ends_at.0, "version": promotion.version,
        })
        .to_string();
        let standing = if promotion.nominates && !was_in { Standing::Nominated } else { Standing::In };
        participations::put(
            tx,
            &Participation {
                seller: self.seller,
                promotion: promotion.id,
                sku,
                standing,
                price: agreed.price,
                quantity: agreed.quantity,
                sold: 0,
                reserved: 0,
                mode: self.mode,
                reason: String::new(),
                agreed_by: self.by.to_string(),
                agreed_at: self.now,
                terms: terms.clone(),
                version: 1,
                updated_at: self.now,
            },
        )?;
        let what = match (self.mode, was_in, agreed.cut) {
            (Mode::Auto, ..) => "enrolled",
            (Mode::Manual, _, true) => "cut",
            (Mode::Manual, true, false) => "changed",
            (Mode::Manual, false, false) => "joined",
        };
        Ok(consent(tx, self, promotion.id, Some(sku), what, terms)?)
    }

    /// Counts, events and prices on cards.
    fn follow(
        &self,
        tx: &mut Tx<'_>,
        running: &Running,
        outcomes: &Outcomes<Agreed>,
        fresh: i64,
        cut: i64,
    ) -> Result<(), Failure> {
        let promotion = &running.promotion;
        let touched: Vec<Pair> =
            outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(sku, _)| (self.seller, *sku)).collect();
        if touched.is_empty() {
            return Ok(());
        }
        if fresh > 0 && !promotion.nominates {
            count_joined(tx, running, self.seller, fresh)?;
        }
        let products = i64::try_from(touched.len()).unwrap_or(i64::MAX);
        let event = Event::PromotionJoined { promotion: promotion.id.0, products, mode: self.mode };
        log::append(tx, self.now, self.seller, self.by, &event)?;
        if cut > 0 {
            let held = Event::FloorHeld { promotion: promotion.id.0, cut, left_out: 0 };
            log::append(tx, self.now, self.seller, self.by, &held)?;
        }
        if running.phase(self.now) == Phase::Running {
            pricing::note(tx, &touched, self.now)?;
        }
        Ok(())
    }
}

/// Pieces that are sold, or kept for baskets, were promised: fewer than those cannot be in the promotion.
fn not_fewer_than_promised(there: Option<&Participation>, asked: Option<i64>) -> Result<(), Refusal> {
    let promised = there.map_or(0, |there| there.sold + there.reserved);
    match asked {
        Some(asked) if asked < promised => {
            Err(Refusal::new(Code::QuantityPromised).at("quantity").with("promised", promised))
        }
        Some(_) | None => Ok(()),
    }
}

fn changed(there: &Participation, product: &admission::Product<'_>) -> Refusal {
    let price =
        there.price.map_or_else(String::new, |minor| domain::Money::new(minor, product.list.currency).to_string());
    let quantity = there.quantity.map_or_else(|| "∞".to_owned(), |pieces| pieces.to_string());
    Refusal::new(Code::ParticipationChanged).with("price", price).with("quantity", quantity)
}

/// Counts products of a shop in or out of a promotion.
pub(crate) fn count_joined(tx: &mut Tx<'_>, running: &Running, seller: SellerId, more: i64) -> Result<(), Failure> {
    let promotion = &running.promotion;
    promotions::count_joined(tx, seller, promotion.id, more)?;
    promotions::count(tx, promotion.seller, promotion.id, Counted { joined: more, ..Counted::default() })?;
    Ok(())
}

/// Writes a line of the ledger.
pub(crate) fn consent(
    tx: &mut Tx<'_>,
    who: &Joining,
    promotion: PromotionId,
    sku: Option<Sku>,
    what: &str,
    terms: String,
) -> Result<(), store::StoreError> {
    let id = ConsentId(chance::id(who.now));
    let line = Consent { id, promotion, sku, what: what.to_owned(), by: who.by.to_string(), at: who.now, terms };
    consents::insert(tx, who.seller, &line)
}

/// Takes products out; those that are not in are refused.
pub(crate) fn take_out(
    tx: &mut Tx<'_>,
    running: &Running,
    seller: SellerId,
    by: By,
    skus: &[Sku],
    now: Timestamp,
) -> Result<Outcomes<()>, Failure> {
    let terms = terms(running, now);
    let there: HashMap<Sku, Participation> = participations::named(tx, seller, running.promotion.id, skus)?
        .into_iter()
        .filter(|one| matches!(one.standing, Standing::In | Standing::Nominated))
        .map(|one| (one.sku, one))
        .collect();
    let who = Joining { seller, by, now, mode: Mode::Manual };
    let mut outcomes = Vec::with_capacity(skus.len());
    let (mut gone, mut left) = (Vec::new(), 0);
    for sku in skus {
        let outcome = match there.get(sku) {
            None => Err(Refusal::new(Code::NotInPromotion)),
            Some(_) => admission::may_leave(&terms, now),
        };
        if let (Ok(()), Some(one)) = (&outcome, there.get(sku).filter(|one| !gone.contains(&(seller, one.sku)))) {
            participations::stand(tx, one, Standing::Left, "taken_out", now)?;
            consent(tx, &who, running.promotion.id, Some(*sku), "left", one.terms.clone())?;
            gone.push((seller, *sku));
            left += i64::from(one.standing == Standing::In);
        }
        outcomes.push((*sku, outcome));
    }
    if !gone.is_empty() {
        count_joined(tx, running, seller, -left)?;
        let products = i64::try_from(gone.len()).unwrap_or(i64::MAX);
        log::append(tx, now, seller, by, &Event::PromotionLeft { promotion: running.promotion.id.0, products })?;
        if running.phase(now) == Phase::Running {
            pricing::note(tx, &gone, now)?;
        }
    }
    Ok(outcomes)
}
