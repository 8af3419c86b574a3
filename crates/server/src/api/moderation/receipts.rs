//! The shop's chain of receipts: page by page, or whole as a file that `otklik verify receipts` reads.

use app::queries::moderation::{self as queries, Receipt};
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::products::after;
use crate::receipts::JSONL;

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
        let headers = [(header::CONTENT_TYPE, JSONL)];
        return Ok((headers, crate::receipts::file(site.app, staff).await?).into_response());
    }
    let (after, limit) = (after(asked.after.as_deref())?, page::limit(asked.limit)?);
    let chain = queries::receipts(&site.app, &staff, after, limit + 1).await?;
    let mut all = chain.receipts;
    let next = page::cut(&mut all, limit).map(|last| last.number.to_string());
    let head = chain.head.map(|(number, hash)| ChainHead { number, hash });
    Ok(Json(ReceiptPage { head, items: all.into_iter().map(ReceiptOut::from).collect(), next }).into_response())
}
