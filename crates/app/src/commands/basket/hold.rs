//! What is kept for a buyer while a promise holds: pieces, a share of budgets, a use of a coupon.

use std::time::Duration;

use domain::promotions::price::Source;
use domain::{PersonId, PromotionId, SellerId, Sku, Timestamp};
use store::Tx;
use store::baskets::{self, Pieces, Promise};

use super::weigh::{Kept, Weighed};
use crate::{App, Failure, pricing};

/// Promises that are ended in one transaction, at most.
const AT_ONCE: i64 = 100;
/// How long it is remembered what a buyer was told last, to say what has changed since.
const REMEMBERED: Duration = Duration::from_secs(7 * 24 * 3600);

/// What is kept of a promise.
pub(crate) fn kept(promise: &Promise) -> Result<Kept, Failure> {
    Ok(serde_json::from_str(&promise.priced)?)
}

/// Gives back all that is kept for a buyer; what was promised is told, for whoever goes on with it in this transaction.
pub(crate) fn let_go(tx: &mut Tx<'_>, buyer: PersonId) -> Result<Option<(Promise, Kept)>, Failure> {
    let Some(promise) = baskets::promise(tx, buyer)? else { return Ok(None) };
    let kept = kept(&promise)?;
    baskets::release(tx, buyer)?;
    for (promotion, minor) in &kept.spent {
        baskets::unspend(tx, *promotion, *minor)?;
    }
    if let (true, Some(code)) = (kept.coupon, &promise.coupon) {
        baskets::unuse_coupon(tx, code)?;
    }
    Ok(Some((promise, kept)))
}

/// Keeps for a buyer what a price takes, and writes the promise down.
pub(crate) fn keep(tx: &mut Tx<'_>, buyer: PersonId, weighed: &Weighed, now: Timestamp) -> Result<(), Failure> {
    let lots: Vec<_> =
        weighed.parts.iter().flat_map(|(seller, part)| part.lots.iter().map(|lot| (*seller, lot.clone()))).collect();
    let until = lots.iter().map(|(_, lot)| lot.until).max().unwrap_or_else(|| now.after(REMEMBERED));
    let mut spent: Vec<(PromotionId, i64)> = Vec::new();
    for (seller, sku, source, pieces, minor) in weighed.given() {
        let Source::Promotion(promotion) = source else { continue };
        if !baskets::reserve(tx, buyer, &Pieces { seller, promotion, sku, pieces, until })? {
            return Err(Failure::fault("a promotion has fewer pieces than it said"));
        }
        match spent.iter_mut().find(|(of, _)| *of == promotion) {
            Some((_, sum)) => *sum += minor,
            None => spent.push((promotion, minor)),
        }
    }
    for (promotion, minor) in &spent {
        if !baskets::spend(tx, *promotion, *minor)? {
            return Err(Failure::fault("a budget holds less than it said"));
        }
    }
    let coupon = match weighed.coupon_used() {
        Some(code) => baskets::use_coupon(tx, code)?,
        None => false,
    };
    let kept = Kept { lots, spent, coupon, seen: weighed.seen() };
    let promise = Promise {
        until,
        coupon: weighed.coupon.as_ref().map(|typed| typed.code.clone()),
        priced: serde_json::to_string(&kept)?,
        made_at: now,
    };
    Ok(baskets::save_promise(tx, buyer, &promise)?)
}

/// Ends promises whose time is over; how many. What they kept can be had by others from this moment of the transaction on.
pub(crate) fn expire(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize, Failure> {
    let due = baskets::due(tx, now, AT_ONCE)?;
    let mut free: Vec<(SellerId, Sku)> = Vec::new();
    for buyer in &due {
        free.extend(baskets::reservations(tx, *buyer)?.iter().map(|it| (it.seller, it.sku)));
        let Some((promise, kept)) = let_go(tx, *buyer)? else { continue };
        forget(tx, *buyer, promise, kept, now)?;
    }
    free.sort_unstable();
    free.dedup();
    if !free.is_empty() {
        pricing::note(tx, &free, now)?;
    }
    Ok(due.len())
}

/// A promise that is over is remembered for a while, to say what has changed; then it goes.
fn forget(tx: &mut Tx<'_>, buyer: PersonId, promise: Promise, kept: Kept, now: Timestamp) -> Result<(), Failure> {
    if kept.lots.is_empty() {
        return Ok(baskets::delete_promise(tx, buyer)?);
    }
    let remembered = Kept { seen: kept.seen, ..Kept::default() };
    let priced = serde_json::to_string(&remembered)?;
    let promise = Promise { until: now.after(REMEMBERED), priced, ..promise };
    Ok(baskets::save_promise(tx, buyer, &promise)?)
}

/// Ends all promises whose time is over.
pub(crate) async fn tidy(app: &App) -> Result<(), Failure> {
    let now = app.now();
    let any = app.store().glance(move |tx| Ok::<_, Failure>(!baskets::due(tx, now, 1)?.is_empty())).await?;
    if any {
        while app.store().write(move |tx| expire(tx, now)).await? > 0 {}
    }
    Ok(())
}
