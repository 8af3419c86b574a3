//! Tables of a promotion's products: taken away, brought back, looked at, applied.

use app::commands::promotions::{Entry, MANY};
use app::commands::sheets::entries::{OF_PROMOTIONS, Understood, entries};
use app::commands::sheets::{BYTES_MAX, BadRow, Cell, Table, csv, read, workbook};
use app::queries::promotions as stored;
use app::{CanPromote, CanRead, Failure, SellerStaff, commands};
use axum::body::Bytes;
use axum::extract::{Form, Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::exports::Format;
use domain::promotions::Standing;
use domain::promotions::admission::{Agreed, Ask};
use domain::promotions::linked::discount;
use domain::{Code, PromotionId, Refusal, Sku};
use serde::Deserialize;

use super::promotions::{more, promotion_id};
use super::promotions_add::Outcome;
use super::promotions_choose::outcome;
use super::promotions_sheet::{RowError, SheetPage};
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::Blank;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// The largest body of an upload.
pub const BODY_MAX: usize = BYTES_MAX + 64 * 1024;
/// Rows and errors that a page shows.
const SHOWN: usize = 100;
/// Products in a file, at most.
const FILE_MAX: usize = app::commands::sheets::ROWS_MAX;

/// The products of a promotion as CSV.
pub async fn as_csv(visit: Visit, Path(id): Path<String>) -> Page {
    download(&visit, &id, Format::Csv).await
}

/// The products of a promotion as a workbook.
pub async fn as_workbook(visit: Visit, Path(id): Path<String>) -> Page {
    download(&visit, &id, Format::Xlsx).await
}

async fn download(visit: &Visit, id: &str, format: Format) -> Page {
    let (staff, id, p) = (visit.staff::<CanRead>()?, promotion_id(id)?, &visit.w().promotions);
    let (mut rows, mut after) = (Vec::new(), Sku(0));
    loop {
        let page = stored::products(&visit.app, &staff, id, Standing::In, after, stored::PAGE_MAX).await?;
        rows.extend(page.items.iter().map(cells));
        match page.next.filter(|_| rows.len() < FILE_MAX) {
            Some(next) => after = next,
            None => break,
        }
    }
    let headings = ["SKU", p.col_name, p.col_offer, p.col_price_now, p.col_price, p.col_discount, p.col_quantity];
    file(visit, format, &format!("otklik-promotion-{id}"), &headings, &rows)
}

fn cells(one: &stored::Candidate) -> Vec<Cell> {
    let there = one.participation.as_ref();
    let price = there.and_then(|there| there.price);
    let list = one.product.price.minor;
    vec![
        Cell::Text(one.product.sku.to_string()),
        Cell::Text(one.product.name.clone()),
        Cell::Text(one.product.offer_id.clone()),
        Cell::Hundredths(list),
        price.map_or(Cell::Empty, Cell::Hundredths),
        price.map_or(Cell::Empty, |price| Cell::Hundredths(discount(list, price))),
        there.and_then(|there| there.quantity).map_or(Cell::Empty, Cell::Whole),
    ]
}

/// A table as a file to be saved.
pub fn file(visit: &Visit, format: Format, name: &str, headings: &[&str], rows: &[Vec<Cell>]) -> Page {
    let bytes = match format {
        Format::Csv => csv(visit.look.lang, headings, rows)?,
        Format::Xlsx => workbook(headings, rows)?,
    };
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.as_str());
    let headers =
        [(header::CONTENT_TYPE, format.content_type().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Bytes::from(bytes)).into_response())
}

/// The file of an upload.
pub async fn uploaded(mut form: Multipart) -> Result<Bytes, Failure> {
    let unreadable = |error: axum::extract::multipart::MultipartError| -> Failure {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Refusal::new(Code::FileTooLarge).at("file").with("max", BYTES_MAX / 1024 / 1024).into();
        }
        Refusal::new(Code::FieldInvalid).at("file").with("reason", "multipart").into()
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            return part.bytes().await.map_err(unreadable);
        }
    }
    Err(Refusal::new(Code::FileEmpty).at("file").into())
}

/// Reads a table without holding up others.
pub async fn table(bytes: Bytes, wanted: &'static [app::commands::sheets::Column]) -> Result<Table, Failure> {
    let reading = tokio::task::spawn_blocking(move || read(&bytes, wanted));
    Ok(reading.await.map_err(Failure::fault)??)
}

/// What a table that was brought would change.
pub async fn send(visit: Visit, Path(id): Path<String>, form: Multipart) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    let read = match uploaded(form).await {
        Ok(bytes) => table(bytes, OF_PROMOTIONS).await,
        Err(failure) => Err(failure),
    };
    let path = format!("/promotions/{id}");
    let table = match read {
        Ok(table) => table,
        Err(Failure::Refusal(refusal)) => return unusable(&visit, Tab::Promotions, &path, &refusal).await,
        Err(failure) => return Err(failure.into()),
    };
    let unknown = unknown(visit.w(), &table);
    let (good, mut bad) = entries(&visit.app, &staff.reader(), table).await?;
    let outcomes = decided(&visit, &staff, id, &good).await?;
    let mut kept = Vec::new();
    for (row, outcome) in good.iter().zip(outcomes) {
        match outcome {
            Ok(agreed) => kept.push((row, agreed)),
            Err(why) => bad.push(BadRow { number: row.number, cell: row.product.sku.to_string(), why }),
        }
    }
    bad.sort_by_key(|row| row.number);
    let shown = shown(&visit, &staff.reader(), id, &kept).await?;
    let page = SheetPage {
        rows: shown,
        more: more(&visit, kept.len(), kept.len().min(SHOWN)),
        good: kept.len() as u64,
        apply: (!kept.is_empty()).then(|| format!("{path}/sheet/apply")),
        fields: vec![("rows".to_owned(), packed(kept.iter().map(|(row, _)| &row.asks)))],
        unknown,
        ..blank_page(&visit, Tab::Promotions, &path, &bad).await?
    };
    html(&page)
}

async fn decided(
    visit: &Visit,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    good: &[Understood<Entry>],
) -> Result<Vec<Result<Agreed, Refusal>>, WebError> {
    let mut all = Vec::with_capacity(good.len());
    for some in good.chunks(MANY) {
        let entries = some.iter().map(|row| row.asks).collect();
        let outcomes = commands::promotions::preview(&visit.app, staff, id, entries).await?;
        all.extend(outcomes.into_iter().map(|(_, outcome)| outcome));
    }
    Ok(all)
}

async fn shown(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    kept: &[(&Understood<Entry>, Agreed)],
) -> Result<Vec<Outcome>, WebError> {
    let first: Vec<_> = kept.iter().take(SHOWN).collect();
    let skus = first.iter().map(|(row, _)| row.product.sku).collect();
    let found = stored::named(&visit.app, staff, id, skus).await?;
    let drawn = |(row, agreed): &&(&Understood<Entry>, Agreed)| {
        let found = found.iter().find(|found| found.product.sku == row.product.sku)?;
        Some(outcome(visit, found, &Ok(*agreed)))
    };
    Ok(first.iter().filter_map(drawn).collect())
}

/// A page on which nothing can be used yet, with the rows that cannot.
pub async fn blank_page(visit: &Visit, tab: Tab, back: &str, bad: &[BadRow]) -> Result<SheetPage, WebError> {
    let (w, p) = (visit.w(), &visit.w().promotions);
    let error = |row: &BadRow| RowError { row: row.number, why: visit.tell(&row.why), cell: row.cell.clone() };
    Ok(SheetPage {
        w,
        shell: visit.cabinet(tab, p.upload_title).await?.described(p.description),
        back_href: back.to_owned(),
        good: 0,
        bad: bad.len() as u64,
        rows: Vec::new(),
        more: None,
        errors: bad.iter().take(SHOWN).map(error).collect(),
        more_errors: more(visit, bad.len(), bad.len().min(SHOWN)),
        apply: None,
        fields: Vec::new(),
        blank: None,
        unknown: None,
    }
    .with_blank(w))
}

impl SheetPage {
    /// Says that nothing can be used; pages with rows take it away by not drawing it.
    fn with_blank(self, w: &Words) -> Self {
        let p = &w.promotions;
        let blank =
            Blank { icon: icons::TABLE, title: p.file_nothing.into(), text: p.file_nothing_text.into(), action: None };
        Self { blank: Some(blank), ..self }
    }
}

/// A file that is no table: the words stand where the rows would.
pub async fn unusable(visit: &Visit, tab: Tab, back: &str, refusal: &Refusal) -> Page {
    let mut page = blank_page(visit, tab, back, &[]).await?;
    if let Some(blank) = &mut page.blank {
        blank.text = visit.tell(refusal);
        blank.action = Some((back.to_owned(), visit.w().common.back.to_owned()));
    }
    with_status(StatusCode::BAD_REQUEST, &page)
}

/// Columns that mean nothing here, without those that our own files have.
pub fn unknown(w: &Words, table: &Table) -> Option<String> {
    let p = &w.promotions;
    let ours = [p.col_name, p.col_offer, p.col_price_now, p.floor_now];
    let strange: Vec<&str> =
        table.unknown.iter().map(String::as_str).filter(|name| !ours.iter().any(|own| own == name)).collect();
    (!strange.is_empty()).then(|| p.unknown_columns.put(strange.join(", ")))
}

/// Entries as a form sends them again: product, price, pieces.
fn packed<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    let line = |entry: &Entry| format!("{}:{}:{}", entry.sku, number(entry.ask.price), number(entry.ask.quantity));
    entries.map(line).collect::<Vec<_>>().join(",")
}

fn unpacked(rows: &str) -> Vec<Entry> {
    let entry = |line: &str| {
        let mut parts = line.split(':');
        let sku = Sku(parts.next()?.parse().ok()?);
        let mut number = || parts.next().and_then(|text| text.parse().ok());
        Some(Entry { sku, ask: Ask { price: number(), quantity: number() }, seen: None })
    };
    rows.split(',').filter_map(entry).collect()
}

/// Rows of a table that were looked at.
#[derive(Debug, Deserialize)]
pub struct Rows {
    /// Product, price, pieces of each.
    #[serde(default)]
    pub rows: String,
}

/// Applies a table that was looked at. What was refused meanwhile is told.
pub async fn apply(visit: Visit, Path(id): Path<String>, Form(form): Form<Rows>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    let mut bad = Vec::new();
    for (chunk, some) in unpacked(&form.rows).chunks(MANY).enumerate() {
        let outcomes = commands::promotions::join(&visit.app, &staff, id, some.to_vec()).await?;
        for (at, (sku, outcome)) in outcomes.into_iter().enumerate() {
            if let Err(why) = outcome {
                bad.push(BadRow { number: (chunk * MANY + at + 1) as u64, cell: sku.to_string(), why });
            }
        }
    }
    let path = format!("/promotions/{id}");
    if bad.is_empty() {
        return Ok(said(&path, "promotion-changed"));
    }
    html(&blank_page(&visit, Tab::Promotions, &path, &bad).await?)
}

fn said(path: &str, code: &str) -> Response {
    see(&and_say(path, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_what_is_applied() {
        let entry = |sku, price, quantity| Entry { sku: Sku(sku), ask: Ask { price, quantity }, seen: None };
        let all =
            [entry(9_007_199_254_740_993, Some(119_050), Some(40)), entry(2, None, None), entry(3, Some(1), None)];
        assert_eq!(unpacked(&packed(all.iter())), all);
        assert_eq!(unpacked("nonsense,:,1:x:y"), [entry(1, None, None)]);
    }
}
