//! Promotions that the marketplace's own systems know already.

use domain::event::{By, Event};
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Enrol, Funding, Kind, State};
use domain::{Currency, PromotionId, Timestamp};
use store::log;
use store::promotions::{self as stored, Counted, MARKETPLACE, Promotion};

use crate::commands::promotions::schedule;
use crate::{App, Failure};

/// A promotion of the marketplace as its own systems know it; it is published.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPromotion {
    /// Its number.
    pub id: PromotionId,
    /// What sort it is.
    pub kind: Kind,
    /// What it is called: Russian, English.
    pub title: (String, String),
    /// What it says of itself: Russian, English.
    pub description: (String, String),
    /// Who pays.
    pub funding: Funding,
    /// What it asks.
    pub conditions: Vec<Condition>,
    /// What it gives.
    pub benefit: Benefit,
    /// From when on, until when.
    pub time: (Timestamp, Timestamp),
    /// From when on its products are fixed.
    pub freeze_at: Option<Timestamp>,
    /// When products come in by themselves.
    pub auto_add_at: Option<Timestamp>,
    /// What silence means then.
    pub enrol: Enrol,
}

/// Makes promotions of the marketplace known; those that are there stay as they are.
pub async fn promotions(app: &App, all: Vec<NewPromotion>) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            for new in all {
                if stored::by_id(tx, new.id)?.is_some() {
                    continue;
                }
                let promotion = promotion(new, now);
                stored::insert(tx, &promotion)?;
                schedule::plan(tx, &promotion, now)?;
                let event = Event::PromotionPublished { promotion: promotion.id.0 };
                log::append(tx, now, promotion.seller, By::System, &event)?;
            }
            Ok(())
        })
        .await
}

fn promotion(new: NewPromotion, now: Timestamp) -> Promotion {
    Promotion {
        seller: MARKETPLACE,
        id: new.id,
        kind: new.kind,
        title: new.title,
        description: new.description,
        state: State::Published,
        funding: new.funding,
        conditions: Condition::all_to_json(&new.conditions),
        benefit: new.benefit.to_json(),
        currency: Currency::Rub,
        starts_at: new.time.0,
        ends_at: new.time.1,
        freeze_at: new.freeze_at,
        auto_add_at: new.auto_add_at,
        enrol: new.enrol,
        budget: None,
        codes: None,
        nominates: false,
        created_by: By::System.to_string(),
        created_at: now,
        version: 1,
        counted: Counted::default(),
    }
}
