//! `/promotions` and `/promotions/{id}`: showing them, changing what takes part, leaving.

use std::collections::HashMap;

use app::commands::promotions::{Entry, MANY, enrolment};
use app::commands::sheets::number;
use app::queries::promotions::{self as stored, CandidateFilter};
use app::{CanPromote, CanRead, SellerStaff, commands};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::promotions::Standing;
use domain::promotions::admission::Ask;
use domain::promotions::benefit::less;
use domain::{Code, PromotionId, Refusal, Sku};

use super::promotions_list::{PromotionListFragment, PromotionsPage};
use super::promotions_one::PromotionPage;
use super::promotions_query::PromotionsQuery;
use super::promotions_row::{self as rows, Typed};
use super::{promotions_head, promotions_view};
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::Blank;
use crate::web::query;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::{Fragment, Visit};
use crate::web::words::number as grouped;

/// Products on a page.
pub const PAGE: i64 = 50;
/// Lines of the ledger that a page shows.
const CONSENTS: i64 = 50;

/// The list.
pub async fn list(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let asked = PromotionsQuery::parse(&query.unwrap_or_default());
    let list = promotions_view::load(&visit, &staff, &asked).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&PromotionListFragment { w, list });
    }
    let shell = visit.cabinet(Tab::Promotions, w.promotions.title).await?.described(w.promotions.description);
    html(&PromotionsPage { w, shell, list })
}

/// What the address of a promotion's page asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What is searched among its products.
    pub q: String,
    /// After which product the page begins.
    pub after: Sku,
}

impl Asked {
    fn parse(text: &str) -> Self {
        let mut it = Self { q: String::new(), after: Sku(0) };
        for (name, value) in query::pairs(text) {
            match name.as_str() {
                "q" => it.q = value.trim().chars().take(200).collect(),
                "after" => it.after = value.parse().map_or(Sku(0), Sku),
                _ => {}
            }
        }
        it
    }
}

/// One promotion.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let asked = Asked::parse(&query.unwrap_or_default());
    let id = promotion_id(&id)?;
    visit.saw(id).await?;
    show(&visit, id, &asked, HashMap::new()).await
}

/// A change that was refused: what was typed, and why.
type Redo = HashMap<Sku, (Typed, Refusal)>;

async fn show(visit: &Visit, id: PromotionId, asked: &Asked, redo: Redo) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let card = stored::one(&visit.app, &staff, id).await?;
    let (found, next) = products(visit, &staff, id, asked).await?;
    let consents = stored::consents(&visit.app, &staff, id, None, CONSENTS).await?;
    let head = promotions_head::head(visit, &card);
    let p = &w.promotions;
    let mut table: Vec<_> = found.iter().map(|candidate| rows::row(w, id, candidate)).collect();
    for row in &mut table {
        let sku = row.sku.parse().map_or(Sku(0), Sku);
        if let Some((typed, refusal)) = redo.get(&sku) {
            row.again(typed, visit.tell(refusal));
        }
    }
    let blank = table.is_empty().then(|| blank(visit, asked, &head.path, head.can_add));
    let status = if redo.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = PromotionPage {
        w,
        shell: visit.cabinet(Tab::Promotions, &head.title).await?.described(p.description),
        joined: p.n_products.count(u64::try_from(card.joined).unwrap_or(0)),
        query: asked.q.clone(),
        rows: table,
        next: next.map(|next| query::address(&head.path, [("after", next.to_string())])),
        blank,
        consents: promotions_head::consents(visit, &staff, &consents).await?,
        refused: (!redo.is_empty()).then(|| p.n_rows_bad.put(redo.len())),
        head,
    };
    with_status(status, &page)
}

/// The shop's products in it; those that wait or were refused stand before the first page.
async fn products(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    asked: &Asked,
) -> Result<(Vec<stored::Candidate>, Option<Sku>), WebError> {
    if !asked.q.is_empty() {
        let filter = CandidateFilter { words: asked.q.clone(), ..CandidateFilter::default() };
        let mut page = stored::candidates(&visit.app, staff, id, filter, Sku(0), PAGE).await?;
        page.items.retain(|one| one.participation.as_ref().is_some_and(|it| it.standing != Standing::Left));
        return Ok((page.items, None));
    }
    let mut all = Vec::new();
    if asked.after == Sku(0) {
        for standing in [Standing::Nominated, Standing::Refused] {
            all.extend(stored::products(&visit.app, staff, id, standing, Sku(0), PAGE).await?.items);
        }
    }
    let ended = stored::products(&visit.app, staff, id, Standing::Ended, asked.after, PAGE);
    let page = stored::products(&visit.app, staff, id, Standing::In, asked.after, PAGE).await?;
    let page = if page.items.is_empty() { ended.await? } else { page };
    all.extend(page.items);
    Ok((all, page.next))
}

fn blank(visit: &Visit, asked: &Asked, path: &str, can_add: bool) -> Blank {
    let p = &visit.w().promotions;
    if !asked.q.is_empty() {
        return Blank {
            icon: icons::SEARCH,
            title: p.nothing_found.into(),
            text: p.nothing_found_text.into(),
            action: Some((path.to_owned(), p.reset.into())),
        };
    }
    Blank {
        icon: icons::BOX,
        title: p.none_taking_part.into(),
        text: p.none_taking_part_text.into(),
        action: can_add.then(|| (format!("{path}/add"), p.add_products.to_owned())),
    }
}

/// Saves what was changed in the table. Rows that were refused come back as they were typed.
pub async fn save(visit: Visit, Path(id): Path<String>, form: String) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    let mut redo = Redo::new();
    let mut entries: Vec<(Entry, Typed)> = Vec::new();
    for (sku, typed) in rows::typed(&form) {
        match entry(sku, &typed, &visit, &staff).await? {
            Some(Ok(entry)) => entries.push((entry, typed)),
            Some(Err(refusal)) => drop(redo.insert(sku, (typed, refusal))),
            None => {}
        }
    }
    let mut changed = 0;
    for some in entries.chunks(MANY) {
        let asks = some.iter().map(|(entry, _)| *entry).collect();
        let outcomes = commands::promotions::join(&visit.app, &staff, id, asks).await?;
        for ((_, typed), (sku, outcome)) in some.iter().zip(outcomes) {
            match outcome {
                Ok(_) => changed += 1,
                Err(refusal) => drop(redo.insert(sku, (typed.clone(), refusal))),
            }
        }
    }
    if !redo.is_empty() {
        return show(&visit, id, &Asked::parse(""), redo).await;
    }
    let path = format!("/promotions/{id}");
    Ok(see(&if changed > 0 { and_say(&path, "promotion-changed") } else { path }))
}

/// What a row asks for; nothing where it was not changed.
async fn entry(
    sku: Sku,
    typed: &Typed,
    visit: &Visit,
    staff: &SellerStaff<CanPromote>,
) -> Result<Option<Result<Entry, Refusal>>, WebError> {
    let was = &typed.was;
    let (discount, price) = (typed.discount != was.discount, typed.price != was.price);
    if !discount && !price && typed.quantity == was.quantity {
        return Ok(None);
    }
    let base = if discount && !price {
        Some(app::queries::products::one(&visit.app, &staff.reader(), sku).await?.price.minor)
    } else {
        None
    };
    Ok(Some(asked(typed, base).map(|ask| Entry { sku, ask, seen: Some(was.version) })))
}

/// A price and pieces as typed; with a base the discount was changed and the price follows it.
pub fn asked(typed: &Typed, base: Option<i64>) -> Result<Ask, Refusal> {
    let at = |field: &'static str| move |code: Code| Refusal::new(code).at(field);
    let price = match base.filter(|_| !typed.discount.trim().is_empty()) {
        Some(base) => Some(less(base, number::share(&typed.discount).map_err(at("discount"))?)),
        None if typed.price.trim().is_empty() => None,
        None => Some(number::money(&typed.price).map_err(at("price"))?),
    };
    let quantity = match typed.quantity.trim() {
        "" => None,
        text => Some(number::pieces(text).map_err(at("quantity"))?),
    };
    Ok(Ask { price, quantity })
}

/// Takes all products of the shop out.
pub async fn leave(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    commands::promotions::leave_all(&visit.app, &staff, id).await?;
    Ok(see(&and_say(&format!("/promotions/{id}"), "promotion-left-all")))
}

/// Says no to an enrolment.
pub async fn decline(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    enrolment::decline(&visit.app, &staff, id).await?;
    Ok(see("/promotions/standing?done=enrolment-declined"))
}

/// Says yes to an enrolment.
pub async fn agree(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    enrolment::agree(&visit.app, &staff, id).await?;
    Ok(see("/promotions/standing?done=enrolment-agreed"))
}

/// A promotion's number out of an address; what is none is not found.
pub fn promotion_id(text: &str) -> Result<PromotionId, WebError> {
    Ok(text.parse().map(PromotionId).map_err(|_| Code::PromotionNotFound)?)
}

/// A product's number out of an address.
pub fn sku(text: &str) -> Result<Sku, WebError> {
    Ok(text.parse().map(Sku).map_err(|_| Code::ProductNotFound)?)
}

/// How many rows are not shown.
pub fn more(visit: &Visit, all: usize, shown: usize) -> Option<String> {
    let hidden = all.checked_sub(shown).filter(|hidden| *hidden > 0)?;
    Some(visit.w().promotions.more_rows.put(grouped(hidden as u64)))
}
