//! The shop's chain of receipts: page by page, or whole as a file that `otklik verify receipts` reads.

use app::queries::moderation::{self as queries, Receipt};
use app::{App, CanRead, Failure, SellerStaff};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::moderation::receipt::{Kept, file};
use futures::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::products::after;

/// The content type of the whole chain.
const JSONL: &str = "application/jsonl";
/// Records of it that are read at once.
const PART: i64 = 1_000;

/// Which records.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReceiptsAsked {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Records on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// A record of a verdict.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub struct ReceiptOut {
    /// Its number in the chain, from 1.
    #[schema(minimum = 1)]
    pub number: i64,
    /// The record, byte by byte as it was sealed: JSON.
    pub body: String,
    /// The hash of the record before.
    pub previous: String,
    /// The hash of this one.
    pub hash: String,
}

impl From<Receipt> for ReceiptOut {
    fn from(Receipt { number, body, previous, hash }: Receipt) -> Self {
        Self { number, body, previous, hash }
    }
}

/// Where a chain ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChainHead {
    /// The number of the last record.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// A page of the chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptPage {
    /// Where the chain ends, kept apart from its records; absent where there is none.
    pub head: Option<ChainHead>,
    /// The records, in their order.
    pub items: Vec<ReceiptOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Receipts of verdicts
///
/// Every verdict on something in the shop is a record in a chain of hashes, without texts and names. With
/// `Accept: application/jsonl` it is the whole chain as a file for `otklik verify receipts`, whatever the parameters. Takes
/// the permission `read`.
#[utoipa::path(get, path = "/receipts", tag = "Moderation", operation_id = "list_receipts", params(ReceiptsAsked),
    responses((status = 200, description = "A page, or the whole chain", content(
        (ReceiptPage = "application/json"), (String = "application/jsonl")))))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    headers: HeaderMap,
    Query(asked): Query<ReceiptsAsked>,
) -> Result<Response, Problem> {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains(JSONL) {
        return whole(site.app, staff).await;
    }
    let (after, limit) = (after(asked.after.as_deref())?, page::limit(asked.limit)?);
    let chain = queries::receipts(&site.app, &staff, after, limit + 1).await?;
    let mut all = chain.receipts;
    let next = page::cut(&mut all, limit).map(|last| last.number.to_string());
    let head = chain.head.map(|(number, hash)| ChainHead { number, hash });
    Ok(Json(ReceiptPage { head, items: all.into_iter().map(ReceiptOut::from).collect(), next }).into_response())
}

/// The whole chain, sent as it is read: no chain is too long.
async fn whole(app: App, staff: SellerStaff<CanRead>) -> Result<Response, Problem> {
    let end = queries::receipts(&app, &staff, 0, 1).await?.head;
    let head = file::head(staff.seller(), end.as_ref().map(|(number, hash)| (*number, hash.as_str())));
    let end = end.map_or(0, |(number, _)| number);
    let records = stream::try_unfold((app, staff, 0), move |(app, staff, after)| async move {
        let (lines, last) = part(&app, &staff, after, end).await?;
        Ok::<_, Failure>(last.map(|last| (Bytes::from(lines), (app, staff, last))))
    });
    let lines = stream::once(async { Ok(Bytes::from(head)) }).chain(records);
    Ok(([(header::CONTENT_TYPE, JSONL)], Body::from_stream(lines)).into_response())
}

/// The lines of the next records up to the end, and the number of the last of them. What is added while the chain is read is
/// left for the next time: the head has been sent.
async fn part(app: &App, staff: &SellerStaff<CanRead>, after: i64, end: i64) -> Result<(String, Option<i64>), Failure> {
    let mut receipts = queries::receipts(app, staff, after, PART).await?.receipts;
    receipts.retain(|receipt| receipt.number <= end);
    let line = |receipt: &Receipt| {
        let Receipt { number, body, previous, hash } = receipt;
        file::record(&Kept { number: *number, body, previous, hash })
    };
    Ok((receipts.iter().map(line).collect(), receipts.last().map(|receipt| receipt.number)))
}
