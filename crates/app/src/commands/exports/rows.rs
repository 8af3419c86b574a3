//! The rows of a file: questions, read a page at a time.

use domain::exports::{Column, stage_name};
use domain::{Lang, SellerId};
use jiff::civil::DateTime;
use store::jobs;
use store::questions::list::{self, After, Filter, Order};
use store::questions::{Question, facets};

use crate::queries::questions::{Counts, walked};
use crate::{App, Failure};

/// Rows that are read in one transaction.
pub(super) const PAGE: i64 = 500;

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    /// A number that is no name of anything: it may be added up.
    Count(i64),
    /// By the region's clocks.
    Time(DateTime),
    Nothing,
}

/// How many rows there will be, as it is now.
pub(super) async fn total(app: &App, seller: SellerId, filter: Filter) -> Result<i64, Failure> {
    app.store()
        .read(move |tx| {
            let walked = walked(&filter);
            let counts = if walked == Filter::default() {
                facets::all(tx, seller)?
            } else {
                facets::walked(tx, seller, &walked)?
            };
            Ok(Counts(counts).of(&filter))
        })
        .await
}

/// The next questions, the newest first.
pub(super) async fn page(
    app: &App,
    seller: SellerId,
    filter: Filter,
    after: Option<After>,
) -> Result<Vec<Question>, Failure> {
    app.store().glance(move |tx| Ok(list::page(tx, seller, &filter, Order::Newest, after, PAGE)?)).await
}

/// Where the page behind these questions begins; `None` where there is none.
pub(super) fn behind(page: &[Question]) -> Option<After> {
    let full = i64::try_from(page.len()).is_ok_and(|rows| rows >= PAGE);
    page.last().filter(|_| full).map(|last| Order::Newest.after(last))
}

/// Writes down how far the file has come, and keeps its job.
pub(super) async fn told(
    app: &App,
    seller: SellerId,
    id: &str,
    job: &str,
    (done, total): (i64, i64),
) -> Result<(), Failure> {
    let (id, job, until) = (id.to_owned(), job.to_owned(), app.now().after(crate::jobs::LEASE));
    app.store()
        .write(move |tx| {
            store::exports::progress(tx, seller, &id, done, total)?;
            Ok(jobs::hold(tx, &job, until)?)
        })
        .await
}

/// What stands in a column of a question's row.
pub(super) fn cell(app: &App, question: &Question, column: Column, lang: Lang) -> Cell {
    let local = |at| Cell::Time(app.rules().calendar.local(at));
    let answer = question.answer.as_ref();
    match column {
        Column::Asked => local(question.asked_at),
        Column::Stage => Cell::Text(stage_name(question.stage, lang).to_owned()),
        Column::Product => Cell::Text(question.product.clone().unwrap_or_default()),
        Column::Sku => Cell::Text(question.sku.to_string()),
        Column::Buyer => Cell::Text(question.buyer_name.clone()),
        Column::Question => Cell::Text(question.text.clone()),
        Column::Same => Cell::Count(question.same),
        Column::Answer => answer.map_or(Cell::Nothing, |answer| Cell::Text(answer.text.clone())),
        Column::Answered => answer.map_or(Cell::Nothing, |answer| local(answer.at)),
        Column::Others => Cell::Count(question.others),
        Column::Id => Cell::Text(question.id.to_string()),
    }
}
