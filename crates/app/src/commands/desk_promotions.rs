//! The marketplace's promotions, run from the desk: made, published, frozen, stopped; products accepted or refused.

use domain::event::{By, Event};
use domain::promotions::condition::Condition;
use domain::promotions::marketplace::{self, Frame};
use domain::promotions::{Mode, Phase, Standing, State, own};
use domain::text::Text;
use domain::{Code, Currency, PromotionId, Refusal, SellerId, Sku, Timestamp};
use store::promotions::participations::{self, Participation};
use store::promotions::{self, Counted, MARKETPLACE, Promotion};
use store::{Tx, log};

use super::own_promotions::{fill_codes, insert_codes, load, new_id, plan_of, save, turn};
use super::promotions::count_joined;
use crate::actors::Marketer;
use crate::once::{Once, once};
use crate::pricing::{self, Running};
use crate::{App, Failure};

/// Makes a promotion of the marketplace, as a draft.
pub async fn create(app: &App, me: &Marketer, frame: Frame, key: Option<Once>) -> Result<PromotionId, Failure> {
    let (by, now) = (me.by(), app.now());
    let frame = frame.check(now)?;
    let codes = frame.plan.codes.clone();
    let made = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            let promotion = made(&frame, by, now)?;
            promotions::insert(tx, &promotion)?;
            if let Some(codes) = &frame.plan.codes {
                insert_codes(tx, &promotion, codes, codes.count.min(1))?;
            }
            log::append(tx, now, MARKETPLACE, by, &Event::PromotionChanged { promotion: promotion.id.0 })?;
            Ok(promotion.id)
        })
    });
    let id = made.await?;
    if let Some(codes) = codes {
        fill_codes(app, MARKETPLACE, id, codes).await?;
    }
    Ok(id)
}

fn made(frame: &Frame, by: By, now: Timestamp) -> Result<Promotion, Failure> {
    let mut promotion = Promotion {
        seller: MARKETPLACE,
        id: new_id(now),
        kind: frame.plan.gives.kind(),
        title: (String::new(), String::new()),
        description: (String::new(), String::new()),
        state: State::Draft,
        funding: frame.funding,
        conditions: String::new(),
        benefit: String::new(),
        currency: Currency::default(),
        starts_at: now,
        ends_at: now,
        freeze_at: None,
        auto_add_at: None,
        enrol: frame.enrol,
        nominates: frame.nominates,
        budget: None,
        codes: frame.plan.codes.as_ref().map(serde_json::to_string).transpose()?,
        created_by: by.to_string(),
        created_at: now,
        version: 1,
        counted: Counted::default(),
    };
    put(&mut promotion, frame);
    Ok(promotion)
}

/// Writes the terms of a frame into a promotion.
fn put(promotion: &mut Promotion, frame: &Frame) {
    let plan = &frame.plan;
    promotion.title = (plan.title.clone(), frame.title_en.clone());
    promotion.description = frame.description.clone();
    promotion.funding = frame.funding;
    promotion.conditions = Condition::all_to_json(&frame.conditions());
    promotion.benefit = plan.gives.benefit().to_json();
    (promotion.starts_at, promotion.ends_at) = (plan.starts_at, plan.ends_at);
    (promotion.freeze_at, promotion.auto_add_at) = (frame.freeze_at, frame.auto_add_at);
    (promotion.enrol, promotion.nominates, promotion.budget) = (frame.enrol, frame.nominates, plan.budget);
}

/// The terms of a stored promotion of the marketplace.
pub(crate) fn frame_of(running: &Running) -> Result<Frame, Failure> {
    let promotion = &running.promotion;
    let mut frame = Frame {
        plan: plan_of(running)?,
        title_en: promotion.title.1.clone(),
        description: promotion.description.clone(),
        funding: promotion.funding,
        min_stock: None,
        categories: Vec::new(),
        freeze_at: promotion.freeze_at,
        auto_add_at: promotion.auto_add_at,
        enrol: promotion.enrol,
        nominates: promotion.nominates,
    };
    for condition in &running.conditions {
        match condition {
            Condition::MinStock { pieces } => frame.min_stock = Some(*pieces),
            Condition::Categories { names } => frame.categories.extend(names.iter().cloned()),
            _ => {}
        }
    }
    Ok(frame)
}

/// Changes the terms of a draft; what is published is only frozen, paused and stopped, since shops have agreed to it.
pub async fn change(app: &App, me: &Marketer, id: PromotionId, seen: Option<i64>, frame: Frame) -> Result<(), Failure> {
    let (by, now) = (me.by(), app.now());
    let frame = frame.check(now)?;
    app.store()
        .write(move |tx| {
            let running = load(tx, MARKETPLACE, id)?;
            if seen.is_some_and(|seen| seen != running.promotion.version) {
                return Err(Code::PromotionChangedMeanwhile.into());
            }
            let phase = running.phase(now);
            own::may_change(phase, &plan_of(&running)?, &frame.plan)?;
            if phase != Phase::Draft {
                return Err(Refusal::new(Code::TermsFixed).into());
            }
            let mut promotion = running.promotion;
            put(&mut promotion, &frame);
            save(tx, &promotion, by, now, Event::PromotionChanged { promotion: id.0 })
        })
        .await
}

/// Publishes a promotion, pauses it, lets it go on, stops it, or puts it away. An enrolment that could no longer be announced in
/// time keeps it from being published.
pub async fn turn_to(app: &App, me: &Marketer, id: PromotionId, next: State) -> Result<(), Failure> {
    let (by, now) = (me.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, MARKETPLACE, id)?;
            let publishes = running.promotion.state == State::Draft && next == State::Published;
            if publishes {
                let frame = frame_of(&running)?;
                marketplace::announced(frame.auto_add_at, &frame.plan, now)?;
            }
            turn(tx, running, next, by, now)?;
            if publishes {
                log::append(tx, now, MARKETPLACE, by, &Event::PromotionPublished { promotion: id.0 })?;
            }
            Ok(())
        })
        .await
}

/// Fixes the products of a promotion from a moment on; `None` for now.
pub async fn freeze(app: &App, me: &Marketer, id: PromotionId, at: Option<Timestamp>) -> Result<(), Failure> {
    let (by, now) = (me.by(), app.now());
    app.store()
        .write(move |tx| {
            let running = load(tx, MARKETPLACE, id)?;
            if matches!(running.phase(now), Phase::Finished | Phase::Draft) {
                return Err(Code::PromotionFinished.into());
            }
            let at = Some(at.unwrap_or(now));
            marketplace::froze(at, &plan_of(&running)?)?;
            let mut promotion = running.promotion;
            promotion.freeze_at = at;
            save(tx, &promotion, by, now, Event::PromotionChanged { promotion: id.0 })
        })
        .await
}

/// What is decided about a product that a shop has put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It takes part.
    Accept,
    /// It does not, and the shop reads why.
    Refuse(String),
}

/// Characters of a reason, at most.
const REASON_MAX: usize = 500;

/// Decides about a product that waits for it.
pub async fn decide(
    app: &App,
    me: &Marketer,
    id: PromotionId,
    (seller, sku): (SellerId, Sku),
    word: Word,
) -> Result<(), Failure> {
    let (by, now) = (me.by(), app.now());
    let reason = match &word {
        Word::Accept => String::new(),
        Word::Refuse(reason) => {
            Text::<1, REASON_MAX>::new(reason).map_err(|refusal| refusal.at("reason"))?.into_string()
        }
    };
    app.store()
        .write(move |tx| {
            let running = load(tx, MARKETPLACE, id)?;
            let there = participations::one(tx, seller, id, sku)?;
            let there = there.filter(|there| there.standing == Standing::Nominated).ok_or(Code::NotNominated)?;
            if running.phase(now) == Phase::Finished {
                return Err(Code::PromotionFinished.into());
            }
            match word {
                Word::Accept => accept(tx, &running, &there, by, now),
                Word::Refuse(_) => {
                    participations::stand(tx, &there, Standing::Refused, &reason, now)?;
                    let left = Event::PromotionLeft { promotion: id.0, products: 1 };
                    Ok(log::append(tx, now, seller, by, &left)?)
                }
            }
        })
        .await
}

fn accept(tx: &mut Tx<'_>, running: &Running, there: &Participation, by: By, now: Timestamp) -> Result<(), Failure> {
    participations::stand(tx, there, Standing::In, "", now)?;
    count_joined(tx, running, there.seller, 1)?;
    let joined = Event::PromotionJoined { promotion: running.promotion.id.0, products: 1, mode: Mode::Manual };
    log::append(tx, now, there.seller, by, &joined)?;
    pricing::note(tx, &[(there.seller, there.sku)], now)
}
