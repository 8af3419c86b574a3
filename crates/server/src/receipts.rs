//! A shop's chain of receipts as a file that `otklik verify receipts` reads.

use app::queries::moderation::{self as queries, Receipt};
use app::{App, CanRead, Failure, SellerStaff};
use axum::body::{Body, Bytes};
use domain::moderation::receipt::{Kept, file};
use futures::{StreamExt, stream};

/// The content type of the file.
pub const JSONL: &str = "application/jsonl";
/// Records that are read at once.
const PART: i64 = 1_000;

/// The whole chain as [`file`](mod@file) lays it down, sent as it is read: no chain is too long.
pub async fn file(app: App, staff: SellerStaff<CanRead>) -> Result<Body, Failure> {
    let end = queries::receipts(&app, &staff, 0, 1).await?.head;
    let head = file::head(staff.seller(), end.as_ref().map(|(number, hash)| (*number, hash.as_str())));
    let end = end.map_or(0, |(number, _)| number);
    let records = stream::try_unfold((app, staff, 0), move |(app, staff, after)| async move {
        let (lines, last) = part(&app, &staff, after, end).await?;
        Ok::<_, Failure>(last.map(|last| (Bytes::from(lines), (app, staff, last))))
    });
    Ok(Body::from_stream(stream::once(async { Ok(Bytes::from(head)) }).chain(records)))
}

/// The lines of the next records up to the end, and the number of the last of them. What is added while the chain is read is
/// left for the next time: the head has been sent.
async fn part(app: &App, staff: &SellerStaff<CanRead>, after: i64, end: i64) -> Result<(String, Option<i64>), Failure> {
    let mut receipts = queries::receipts(app, staff, after, PART).await?.receipts;
    receipts.retain(|receipt| receipt.number <= end);
    let last = receipts.last().map(|receipt| receipt.number);
    Ok((receipts.iter().map(line).collect(), last))
}

fn line(Receipt { number, body, previous, hash }: &Receipt) -> String {
    file::record(&Kept { number: *number, body, previous, hash })
}
