//! `/menu/prices`: the rule of the shop, floors and costs of products, and the same as tables.

use std::collections::HashMap;

use app::commands::prices::{self as act, NewFacts, NewRules};
use app::commands::promotions::MANY;
use app::commands::sheets::entries::{OF_PRICES, facts};
use app::commands::sheets::{BadRow, Cell, number};
use app::queries::prices::{self as stored, Facts, Priced};
use app::{CanPromote, CanRead, Failure, SellerStaff};
use axum::extract::{Form, Multipart, RawQuery};
use axum::http::StatusCode;
use domain::exports::Format;
use domain::promotions::OnFloor;
use domain::{Code, Kind, Refusal, Sku};
use serde::Deserialize;

use super::promotions_prices::{PriceRow, PricesPage, RuleForm};
use super::promotions_terms::{money, percent, typed, typed_percent};
use super::promotions_upload::{blank_page, file, table, unusable, uploaded};
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::{Blank, Choice, Field};
use crate::web::query;
use crate::web::respond::{Page, WebError, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Where the page is.
const PATH: &str = "/menu/prices";
/// Products on a page.
const PAGE: i64 = 50;

/// What the address asks for.
#[derive(Clone, Debug)]
struct Asked {
    q: String,
    after: Sku,
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

/// Shows floors and costs.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let asked = Asked::parse(&query.unwrap_or_default());
    html(&page(&visit, &asked, None, &HashMap::new()).await?)
}

/// What was typed into a row, by field, and why it was refused.
type Redo = HashMap<Sku, (HashMap<String, String>, String)>;

async fn page(visit: &Visit, asked: &Asked, rule: Option<RuleForm>, redo: &Redo) -> Result<PricesPage, WebError> {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (rules, (found, next)) = tokio::try_join!(
        stored::rules(&visit.app, &staff),
        stored::list(&visit.app, &staff, &asked.q, asked.after, PAGE),
    )?;
    let p = &w.promotions;
    let mut rows: Vec<_> = found.iter().map(|priced| row(w, priced)).collect();
    for row in &mut rows {
        let sku = row.sku.parse().map_or(Sku(0), Sku);
        if let Some((typed, why)) = redo.get(&sku) {
            again(row, typed, why);
        }
    }
    Ok(PricesPage {
        w,
        shell: visit.cabinet(Tab::Menu, p.prices_title).await?.described(p.prices_description),
        rule: rule.unwrap_or_else(|| RuleForm {
            percent: Field::of(rules.floor_percent.map(typed_percent).unwrap_or_default()),
            margin: Field::of(rules.floor_margin.map(typed_percent).unwrap_or_default()),
            on_floor: on_floor(w, rules.on_floor),
        }),
        query: asked.q.clone(),
        blank: rows.is_empty().then(|| blank(w, asked)),
        rows,
        next: next.map(|next| query::address(PATH, [("after", next.to_string())])),
        editable: visit.staff::<CanPromote>().is_ok(),
        refused: (!redo.is_empty()).then(|| p.n_rows_bad.put(redo.len())),
    })
}

fn on_floor(w: &Words, on: OnFloor) -> Vec<Choice> {
    let p = &w.promotions;
    let label = |it| match it {
        OnFloor::Cut => p.on_floor_cut,
        OnFloor::Leave => p.on_floor_leave,
    };
    OnFloor::ALL.iter().map(|it| Choice::new(it.as_str(), label(*it), *it == on)).collect()
}

fn blank(w: &Words, asked: &Asked) -> Blank {
    let p = &w.promotions;
    if asked.q.is_empty() {
        return Blank { icon: icons::BOX, title: p.no_products.into(), text: p.no_products_text.into(), action: None };
    }
    Blank {
        icon: icons::SEARCH,
        title: p.nothing_found.into(),
        text: p.nothing_found_text.into(),
        action: Some((PATH.to_owned(), p.reset.into())),
    }
}

fn row(w: &Words, priced: &Priced) -> PriceRow {
    let (p, product, facts) = (&w.promotions, &priced.product, &priced.facts);
    let currency = product.price.currency;
    let margin = priced.margin(priced.shown.price).map(|(_, share)| share);
    let sum = |sum: Option<i64>| sum.map(typed).unwrap_or_default();
    let share = |share: Option<i64>| share.map(typed_percent).unwrap_or_default();
    PriceRow {
        sku: product.sku.to_string(),
        name: product.name.clone(),
        image: product.picture.map(convert::thumb),
        now: money(product.price.minor, currency),
        cost: sum(facts.cost),
        commission: share(facts.commission),
        logistics: sum(facts.logistics),
        tax: share(facts.tax),
        floor: sum(facts.floor_price),
        floor_now: (priced.floor > 0).then(|| money(priced.floor, currency)),
        floor_by: floor_by(w, facts),
        margin: margin.map(|share| format!("{}\u{a0}%", percent(w, share))),
        loss: margin.is_some_and(|share| share < 0),
        version: facts.version,
        error: None,
        shown: (priced.shown.price != product.price.minor)
            .then(|| p.shown_now.put(money(priced.shown.price, currency))),
    }
}

fn floor_by(w: &Words, facts: &Facts) -> &'static str {
    let p = &w.promotions;
    if facts.floor_price.is_some() {
        p.floor_own
    } else if facts.floor_margin.is_some() {
        p.floor_by_margin
    } else {
        p.floor_by_shop
    }
}

fn again(row: &mut PriceRow, typed: &HashMap<String, String>, why: &str) {
    let fields = [
        ("cost", &mut row.cost),
        ("commission", &mut row.commission),
        ("logistics", &mut row.logistics),
        ("tax", &mut row.tax),
        ("floor", &mut row.floor),
    ];
    for (name, field) in fields {
        if let Some(value) = typed.get(name) {
            value.clone_into(field);
        }
    }
    row.error = Some(why.to_owned());
}

/// The rule as its form sends it.
#[derive(Debug, Default, Deserialize)]
pub struct Rule {
    #[serde(default)]
    percent: String,
    #[serde(default)]
    margin: String,
    #[serde(default)]
    on_floor: String,
}

/// Keeps the rule of the shop.
pub async fn set_rule(visit: Visit, Form(form): Form<Rule>) -> Page {
    let (staff, w) = (visit.staff::<CanPromote>()?, visit.w());
    let (percent, margin) = (share(&form.percent), share(&form.margin));
    let on = OnFloor::parse(&form.on_floor).unwrap_or(OnFloor::Cut);
    if let (Ok(floor_percent), Ok(floor_margin)) = (percent, margin) {
        let rules = NewRules { floor_percent, floor_margin, on_floor: on };
        act::set_rules(&visit.app, &staff, rules).await?;
        return Ok(see("/menu/prices?done=floors-saved"));
    }
    let field = |typed: &str, read: Result<Option<i64>, Code>| match read {
        Ok(_) => Field::of(typed),
        Err(_) => Field::refused(typed, w.promotions.share_wrong),
    };
    let (percent, margin) = (field(&form.percent, percent), field(&form.margin, margin));
    let rule = RuleForm { percent, margin, on_floor: on_floor(w, on) };
    let page = page(&visit, &Asked::parse(""), Some(rule), &HashMap::new()).await?;
    with_status(StatusCode::BAD_REQUEST, &page)
}

fn share(typed: &str) -> Result<Option<i64>, Code> {
    if typed.trim().is_empty() { Ok(None) } else { number::share(typed).map(Some) }
}

fn sum(typed: &str) -> Result<Option<i64>, Code> {
    if typed.trim().is_empty() { Ok(None) } else { number::money(typed).map(Some) }
}

/// A product, and what was typed into its fields.
type TypedRow = (Sku, HashMap<String, String>);

/// The rows of the form by product and field.
fn rows(form: &str) -> (String, Vec<TypedRow>) {
    let (mut q, mut rows) = (String::new(), Vec::<TypedRow>::new());
    for (name, value) in query::pairs(form) {
        if name == "q" {
            q = value;
            continue;
        }
        let Some((field, sku)) = name.split_once('-').and_then(|(field, sku)| Some((field, Sku(sku.parse().ok()?))))
        else {
            continue;
        };
        if rows.last().is_none_or(|(last, _)| *last != sku) {
            rows.push((sku, HashMap::new()));
        }
        if let Some((_, row)) = rows.last_mut() {
            row.insert(field.to_owned(), value);
        }
    }
    (q, rows)
}

/// Keeps what was changed in the table. Rows that were refused come back as they were typed.
pub async fn save(visit: Visit, form: String) -> Page {
    let staff = visit.staff::<CanPromote>()?;
    let (q, rows) = rows(&form);
    let before = before(&visit, &staff, rows.iter().map(|(sku, _)| *sku).collect()).await?;
    let mut redo = Redo::new();
    let mut all = Vec::new();
    for (sku, typed) in rows {
        let Some(before) = before.get(&sku) else { continue };
        match new_facts(before, &typed) {
            Ok(new) if is_same(before, &new) => {}
            Ok(new) => all.push((new, typed)),
            Err(refusal) => drop(redo.insert(sku, (typed, visit.tell(&refusal)))),
        }
    }
    for some in all.chunks(MANY) {
        let new = some.iter().map(|(new, _)| *new).collect();
        let outcomes = act::set_facts(&visit.app, &staff, new).await?;
        for ((_, typed), (sku, outcome)) in some.iter().zip(outcomes) {
            if let Err(refusal) = outcome {
                redo.insert(sku, (typed.clone(), visit.tell(&refusal)));
            }
        }
    }
    let asked = Asked { q, after: Sku(0) };
    if redo.is_empty() {
        return Ok(see(&query::address(PATH, [("q", asked.q), ("done", "saved".to_owned())])));
    }
    with_status(StatusCode::BAD_REQUEST, &page(&visit, &asked, None, &redo).await?)
}

async fn before(
    visit: &Visit,
    staff: &SellerStaff<CanPromote>,
    skus: Vec<Sku>,
) -> Result<HashMap<Sku, Facts>, WebError> {
    let found = stored::named(&visit.app, &staff.reader(), skus).await?;
    Ok(found.into_iter().map(|priced| (priced.product.sku, priced.facts)).collect())
}

fn new_facts(before: &Facts, typed: &HashMap<String, String>) -> Result<NewFacts, Refusal> {
    let field = |name: &str| typed.get(name).map_or("", String::as_str);
    let at = |name: &'static str| move |code: Code| Refusal::new(code).at(name);
    Ok(NewFacts {
        sku: before.sku,
        cost: sum(field("cost")).map_err(at("cost"))?,
        commission: share(field("commission")).map_err(at("commission"))?,
        logistics: sum(field("logistics")).map_err(at("logistics"))?,
        tax: share(field("tax")).map_err(at("tax"))?,
        floor_price: sum(field("floor")).map_err(at("floor"))?,
        floor_margin: before.floor_margin,
        on_floor: before.on_floor,
        seen: field("version").parse().ok(),
    })
}

fn is_same(before: &Facts, new: &NewFacts) -> bool {
    (before.cost, before.commission, before.logistics, before.tax, before.floor_price)
        == (new.cost, new.commission, new.logistics, new.tax, new.floor_price)
}

/// Floors and costs as CSV.
pub async fn as_csv(visit: Visit) -> Page {
    download(&visit, Format::Csv).await
}

/// Floors and costs as a workbook.
pub async fn as_workbook(visit: Visit) -> Page {
    download(&visit, Format::Xlsx).await
}

async fn download(visit: &Visit, format: Format) -> Page {
    let (staff, p) = (visit.staff::<CanRead>()?, &visit.w().promotions);
    let (mut all, mut after) = (Vec::new(), Sku(0));
    loop {
        let (found, next) = stored::list(&visit.app, &staff, "", after, app::queries::promotions::PAGE_MAX).await?;
        all.extend(found.iter().map(cells));
        match next.filter(|_| all.len() < app::commands::sheets::ROWS_MAX) {
            Some(next) => after = next,
            None => break,
        }
    }
    let headings = [
        "SKU",
        p.col_name,
        p.col_offer,
        p.col_price_now,
        p.cost,
        p.commission,
        p.logistics,
        p.tax,
        p.floor_price,
        p.floor_now,
    ];
    file(visit, format, "otklik-prices", &headings, &all)
}

fn cells(priced: &Priced) -> Vec<Cell> {
    let (product, facts) = (&priced.product, &priced.facts);
    let number = |number: Option<i64>| number.map_or(Cell::Empty, Cell::Hundredths);
    vec![
        Cell::Text(product.sku.to_string()),
        Cell::Text(product.name.clone()),
        Cell::Text(product.offer_id.clone()),
        Cell::Hundredths(product.price.minor),
        number(facts.cost),
        number(facts.commission),
        number(facts.logistics),
        number(facts.tax),
        number(facts.floor_price),
        number(Some(priced.floor).filter(|floor| *floor > 0)),
    ]
}

/// Takes a table of floors and costs: rows that can be used are kept at once, the others are told by their numbers.
pub async fn send(visit: Visit, form: Multipart) -> Page {
    let staff = visit.staff::<CanPromote>()?;
    let read = match uploaded(form).await {
        Ok(bytes) => table(bytes, OF_PRICES).await,
        Err(failure) => Err(failure),
    };
    let table = match read {
        Ok(table) => table,
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::TooLarge) => {
            return unusable(&visit, Tab::Menu, PATH, &refusal).await;
        }
        Err(failure) => return Err(failure.into()),
    };
    let (good, mut bad) = facts(&visit.app, &staff.reader(), table).await?;
    let mut kept = 0;
    for some in good.chunks(MANY) {
        let new = some.iter().map(|row| row.asks).collect();
        let outcomes = act::set_facts(&visit.app, &staff, new).await?;
        for (row, (sku, outcome)) in some.iter().zip(outcomes) {
            match outcome {
                Ok(()) => kept += 1,
                Err(why) => bad.push(BadRow { number: row.number, cell: sku.to_string(), why }),
            }
        }
    }
    if bad.is_empty() {
        return Ok(see("/menu/prices?done=saved"));
    }
    bad.sort_by_key(|row| row.number);
    let mut page = blank_page(&visit, Tab::Menu, PATH, &bad).await?;
    if kept > 0 {
        page.blank = None;
        page.unknown = Some(visit.w().promotions.rows_kept.put(kept));
    }
    html(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_takes_a_number_away_and_nonsense_is_refused_at_its_field() {
        let (q, rows) =
            rows("q=%D0%BF&version-7=3&cost-7=700&commission-7=15&logistics-7=&tax-7=6&floor-7=1050,50&cost-x=1");
        assert_eq!((q.as_str(), rows.len()), ("п", 1));
        let before = Facts { logistics: Some(5), ..Facts::none(domain::SellerId(1), Sku(7)) };
        let new = new_facts(&before, &rows[0].1).unwrap();
        assert_eq!((new.cost, new.commission, new.logistics), (Some(70_000), Some(1_500), None));
        assert_eq!((new.tax, new.floor_price, new.seen), (Some(600), Some(105_050), Some(3)));
        let mut typed = rows[0].1.clone();
        typed.insert("cost".into(), "1e308".into());
        assert_eq!(new_facts(&before, &typed).unwrap_err().field, Some("cost"));
    }
}
