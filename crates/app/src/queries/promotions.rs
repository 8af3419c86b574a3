//! Promotions as a shop sees them: which there are, what could take part, what does, and what it would come to.

mod candidates;
mod suitable;
mod worst;

use std::collections::HashMap;

use domain::promotions::admission::Terms;
use domain::promotions::{Funding, Kind, Phase};
use domain::{PromotionId, SellerId, Sku, Timestamp};
use store::Tx;
use store::promotions::participations;
use store::promotions::{self, MARKETPLACE, Promotion};

use crate::actors::{CanRead, SellerStaff};
use crate::commands::promotions::{load, terms};
use crate::pricing::Running;
use crate::{App, Failure};

pub(crate) use candidates::find;
pub use candidates::{Candidate, CandidateFilter, PAGE_MAX, Page, autos, candidates, named, product, products};
pub use store::prices::Facts;
pub use store::products::Product;
pub use store::promotions::consents::{Consent, StandingAnswer};
pub use store::promotions::participations::AutoAdd;
pub(crate) use suitable::Suitable;
pub use worst::{Worst, worst, worst_of};

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
            let running = load(tx, seller, id)?;
            let joined = promotions::joined(tx, seller)?.into_iter().find(|(joined, _)| *joined == id);
            card(tx, &suitable, seller, running.promotion, joined.map_or(0, |(_, products)| products), now)
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
