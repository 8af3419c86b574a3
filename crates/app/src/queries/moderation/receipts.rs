//! The chain of receipts: to be downloaded by its shop, and to be verified by whoever runs Otklik.

use domain::SellerId;
use domain::moderation::receipt::{Broken, Kept, Verifier};
use store::verdicts;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::verdicts::Receipt;

/// Records that are read at once, at most.
pub const BATCH: i64 = 1_000;

/// A part of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The number and the hash of the last record, as they are kept apart; `None` where there is no record.
    pub head: Option<(i64, String)>,
    /// The records, in their order.
    pub receipts: Vec<Receipt>,
}

/// The records of the shop's chain after a number.
pub async fn receipts(app: &App, staff: &SellerStaff<CanRead>, after: i64, limit: i64) -> Result<Chain, Failure> {
    part(app, staff.seller(), after, limit).await
}

async fn part(app: &App, seller: SellerId, after: i64, limit: i64) -> Result<Chain, Failure> {
    let limit = limit.clamp(1, BATCH);
    app.store()
        .read(move |tx| {
            Ok(Chain { head: verdicts::head(tx, seller)?, receipts: verdicts::receipts(tx, seller, after, limit)? })
        })
        .await
}

/// The shops that have a chain, for the one who runs Otklik.
pub async fn chains(app: &App) -> Result<Vec<SellerId>, Failure> {
    // A head without records is as broken as records without a head.
    let mut all: Vec<SellerId> = app.store().read(|tx| Ok::<_, Failure>(heads(tx)?)).await?;
    let mut after = SellerId(i64::MIN);
    loop {
        let more = app.store().read(move |tx| Ok::<_, Failure>(verdicts::sellers(tx, after, BATCH)?)).await?;
        let Some(last) = more.last() else { break };
        after = *last;
        all.extend(more);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn heads(tx: &mut store::Tx<'_>) -> Result<Vec<SellerId>, store::StoreError> {
    Ok(verdicts::heads(tx)?.into_iter().map(|(seller, ..)| seller).collect())
}

/// Walks the chain of a shop from its beginning, for the one who runs Otklik: the number of its records, or what is broken.
///
/// Records that are added meanwhile are left for the next time.
pub async fn verify(app: &App, seller: SellerId) -> Result<Result<i64, Broken>, Failure> {
    let first = part(app, seller, 0, BATCH).await?;
    let (head, mut batch) = (first.head, first.receipts);
    let end = head.as_ref().map_or(i64::MAX, |(number, _)| *number);
    let mut verifier = Verifier::new(seller);
    while !batch.is_empty() {
        for Receipt { number, body, previous, hash } in batch.iter().filter(|receipt| receipt.number <= end) {
            if let Err(broken) = verifier.next(&Kept { number: *number, body, previous, hash }) {
                return Ok(Err(broken));
            }
        }
        let last = batch.last().map_or(end, |receipt| receipt.number);
        batch = if last >= end { Vec::new() } else { part(app, seller, last, BATCH).await?.receipts };
    }
    Ok(verifier.end(head.as_ref().map(|(number, hash)| (*number, hash.as_str()))))
}
