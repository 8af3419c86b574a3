//! A seller's own promotions, with what has come of them.

use domain::promotions::own::{self, Codes, Plan};
use domain::promotions::{Kind, Phase};
use domain::{Code, FileId, PromotionId, Timestamp};
use store::coupons;
use store::promotions;

use crate::actors::{CanRead, SellerStaff};
use crate::commands::own_promotions::{load, plan_of};
use crate::files::address::{self, Shown};
use crate::files::open;
use crate::pricing::Running;
use crate::{App, Failure};

pub use store::coupons::{Counts, Coupon};

/// Promotions that are looked at, at most.
const ALL_MAX: i64 = 10_000;
/// Codes on one page, at most.
pub const CODES_PAGE: i64 = 1_000;

/// A promotion of the shop's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The promotion as it is stored, with what has come of it.
    pub running: Running,
    /// Its terms.
    pub plan: Plan,
    /// Where it stands.
    pub phase: Phase,
    /// Its budget is used up: it gives nothing any more.
    pub used_up: bool,
}

impl Own {
    fn new(running: Running, now: Timestamp) -> Result<Self, Failure> {
        let promotion = &running.promotion;
        Ok(Self {
            plan: plan_of(&running)?,
            phase: running.phase(now),
            used_up: own::is_used_up(promotion.budget, promotion.counted.spent),
            running,
        })
    }

    /// Its number.
    pub fn id(&self) -> PromotionId {
        self.running.promotion.id
    }

    /// How its codes are given out, for a voucher.
    pub fn codes(&self) -> Option<&Codes> {
        self.plan.codes.as_ref()
    }

    /// What is left for the seller of what was sold; `None` where no cost is known.
    pub fn margin(&self) -> Option<i64> {
        let counted = &self.running.promotion.counted;
        (counted.cost > 0).then(|| counted.turnover - counted.cost)
    }
}

/// Which promotions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of these kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// That stand there; empty for all.
    pub phases: Vec<Phase>,
    /// With these words in the title.
    pub words: String,
    /// With these numbers; empty for all.
    pub ids: Vec<PromotionId>,
    /// Those that were put away, too.
    pub archived: bool,
}

impl Filter {
    fn fits(&self, own: &Own) -> bool {
        let promotion = &own.running.promotion;
        let title = promotion.title.0.to_lowercase();
        (self.archived || promotion.state != domain::promotions::State::Archived)
            && (self.kinds.is_empty() || self.kinds.contains(&promotion.kind))
            && (self.phases.is_empty() || self.phases.contains(&own.phase))
            && (self.ids.is_empty() || self.ids.contains(&promotion.id))
            && self.words.to_lowercase().split_whitespace().all(|word| title.contains(word))
    }
}

/// The shop's own promotions, those that end last first.
pub async fn list(app: &App, staff: &SellerStaff<CanRead>, filter: Filter) -> Result<Vec<Own>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let mut all = Vec::new();
            for promotion in promotions::all(tx, seller, None, ALL_MAX)? {
                let own = Own::new(Running::read(promotion)?, now)?;
                if filter.fits(&own) {
                    all.push(own);
                }
            }
            Ok(all)
        })
        .await
}

/// One of them.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: PromotionId) -> Result<Own, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store().glance(move |tx| Own::new(load(tx, seller, id)?, now)).await
}

/// The codes of a voucher after one, and how many there are in all.
pub async fn codes(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    after: String,
    limit: i64,
) -> Result<(Vec<Coupon>, Counts), Failure> {
    let (seller, limit) = (staff.seller(), limit.clamp(1, CODES_PAGE));
    app.store()
        .read(move |tx| {
            if load(tx, seller, id)?.promotion.codes.is_none() {
                return Err(Code::PageNotFound.into());
            }
            Ok((coupons::page(tx, seller, id, &after, limit)?, coupons::counts(tx, seller, id)?))
        })
        .await
}

/// Where whoever has the address saves the codes of a voucher for some minutes, from the root of the site.
pub async fn codes_link(app: &App, staff: &SellerStaff<CanRead>, id: PromotionId) -> Result<String, Failure> {
    if one(app, staff, id).await?.codes().is_none() {
        return Err(Code::PageNotFound.into());
    }
    let key = open::key(app).await?;
    let token = address::sign(&key, codes_file(id), Shown::Download, address::until(app.now()));
    Ok(format!("/promotions/codes/{id}/{token}"))
}

/// The codes behind such an address as CSV: a code, how often it may be used, how often it was.
pub async fn codes_csv(app: &App, id: PromotionId, token: &str) -> Result<String, Failure> {
    let key = open::key(app).await?;
    address::check(&key, codes_file(id), token, app.now()).map_err(|_| Code::FileAddressOld)?;
    app.store()
        .read(move |tx| {
            let promotion = promotions::by_id(tx, id)?.ok_or(Code::PromotionNotFound)?;
            let mut csv = String::from("code,uses,used\n");
            let mut after = String::new();
            loop {
                let page = coupons::page(tx, promotion.seller, id, &after, CODES_PAGE)?;
                for coupon in &page {
                    let uses = coupon.uses.map_or_else(String::new, |uses| uses.to_string());
                    csv.extend([coupon.code.as_str(), ",", &uses, ",", &coupon.used.to_string(), "\n"]);
                }
                match page.last() {
                    Some(last) => after.clone_from(&last.code),
                    None => return Ok(csv),
                }
            }
        })
        .await
}

/// The name under which the codes of a promotion are sealed, which no file of a chat has: those are of version 7.
fn codes_file(id: PromotionId) -> FileId {
    FileId(uuid::Uuid::from_u128(u128::from(id.0.unsigned_abs())))
}
