//! Adding products to a promotion: choosing them, seeing what would come of it, adding them.

use std::collections::HashMap;

use app::commands::promotions::{Entry, MANY};
use app::commands::sheets::number;
use app::queries::promotions::{self as stored, Candidate as Found, CandidateFilter, Card};
use app::{CanPromote, CanRead, SellerStaff, commands, queries};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::promotions::Standing;
use domain::promotions::admission::{Agreed, Ask};
use domain::promotions::benefit::less;
use domain::promotions::linked::discount;
use domain::{Code, Currency, PromotionId, Refusal, Sku};

use super::list_query::some;
use super::promotions::{more, promotion_id};
use super::promotions_add::{AddPage, Candidate, Outcome, PreviewPage};
use super::promotions_head;
use super::promotions_terms::{money, percent, typed as in_field};
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::{Blank, Chip};
use crate::web::query;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::{Words, number as grouped};

/// Products on a page.
const PAGE: i64 = 50;
/// Outcomes that a page shows.
const SHOWN: usize = 100;
/// Products that are added at once where all that match are asked for, at most: a job of its own would be owed to more.
const ALL_MAX: usize = 20_000;

/// What the address of the candidates asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    q: String,
    category: Option<String>,
    /// Also those that cannot take part, with the reason.
    everything: bool,
    after: Sku,
}

impl Asked {
    fn parse(text: &str) -> Self {
        let mut it = Self { q: String::new(), category: None, everything: false, after: Sku(0) };
        for (name, value) in query::pairs(text) {
            let value = value.trim();
            match name.as_str() {
                "q" => it.q = value.chars().take(200).collect(),
                "category" => it.category = some(&value.chars().take(200).collect::<String>()),
                "show" => it.everything = value == "all",
                "after" => it.after = value.parse().map_or(Sku(0), Sku),
                _ => {}
            }
        }
        it
    }

    fn href(&self, id: PromotionId) -> String {
        let pairs = [
            ("q", self.q.clone()),
            ("category", self.category.clone().unwrap_or_default()),
            ("show", if self.everything { "all".to_owned() } else { String::new() }),
            ("after", if self.after == Sku(0) { String::new() } else { self.after.to_string() }),
        ];
        query::address(&format!("/promotions/{id}/add"), pairs)
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut it = Self { after: Sku(0), ..self.clone() };
        change(&mut it);
        it
    }

    fn filter(&self) -> CandidateFilter {
        CandidateFilter { category: self.category.clone(), words: self.q.clone(), suitable: !self.everything }
    }
}

/// What was chosen, as the form sends it.
#[derive(Clone, Debug, Default)]
struct Choice {
    act: String,
    all: bool,
    mode: String,
    discount: String,
    quantity: String,
    skus: Vec<Sku>,
    /// Prices and pieces of single products, as typed.
    prices: HashMap<Sku, String>,
    quantities: HashMap<Sku, String>,
}

impl Choice {
    fn parse(form: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(form) {
            match name.as_str() {
                "do" => it.act = value,
                "all" => it.all = value == "1",
                "mode" => it.mode = value,
                "discount" => it.discount = value,
                "quantity" => it.quantity = value,
                "sku" => it.skus.extend(value.parse().map(Sku)),
                name => {
                    let Some((field, sku)) = name.split_once('-') else { continue };
                    let Ok(sku) = sku.parse().map(Sku) else { continue };
                    match field {
                        "price" if !value.trim().is_empty() => drop(it.prices.insert(sku, value)),
                        "quantity" if !value.trim().is_empty() => drop(it.quantities.insert(sku, value)),
                        _ => {}
                    }
                }
            }
        }
        it
    }

    fn mode(&self) -> &'static str {
        match self.mode.as_str() {
            "discount" => "discount",
            "price" => "price",
            _ => "recommended",
        }
    }

    /// The same form again, for the page that shows what would come of it.
    fn fields(&self) -> Vec<(String, String)> {
        let mut all = vec![("mode".to_owned(), self.mode().to_owned())];
        let mut put = |name: String, value: &str| {
            if !value.is_empty() {
                all.push((name, value.to_owned()));
            }
        };
        put("discount".into(), &self.discount);
        put("quantity".into(), &self.quantity);
        if self.all {
            put("all".into(), "1");
        }
        for sku in &self.skus {
            put("sku".into(), &sku.to_string());
        }
        for (field, typed) in [("price", &self.prices), ("quantity", &self.quantities)] {
            for (sku, value) in typed {
                put(format!("{field}-{sku}"), value);
            }
        }
        all
    }

    /// What is asked for a product with this regular price.
    fn ask(&self, sku: Sku, list: i64) -> Result<Ask, Refusal> {
        let at = |field: &'static str| move |code: Code| Refusal::new(code).at(field);
        let price = match (self.prices.get(&sku), self.mode()) {
            (Some(price), _) => Some(number::money(price).map_err(at("price"))?),
            (None, "discount") => Some(less(list, number::share(&self.discount).map_err(at("discount"))?)),
            (None, "price") => return Err(Refusal::new(Code::FieldMissing).at("price")),
            (None, _) => None,
        };
        let quantity = self.quantities.get(&sku).map_or(self.quantity.trim(), |typed| typed.trim());
        let quantity = match quantity {
            "" => None,
            typed => Some(number::pieces(typed).map_err(at("quantity"))?),
        };
        Ok(Ask { price, quantity })
    }
}

/// Shows the candidates.
pub async fn show(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let asked = Asked::parse(&query.unwrap_or_default());
    choose(&visit, promotion_id(&id)?, &asked, &Choice::default(), None).await
}

async fn choose(visit: &Visit, id: PromotionId, asked: &Asked, choice: &Choice, refused: Option<String>) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (card, page, categories) = tokio::try_join!(
        stored::one(&visit.app, &staff, id),
        stored::candidates(&visit.app, &staff, id, asked.filter(), asked.after, PAGE),
        queries::products::categories(&visit.app, &staff),
    )?;
    let (head, p) = (promotions_head::head(visit, &card), &w.promotions);
    let rows: Vec<_> = page.items.iter().map(|found| candidate(visit, found, &card, choice)).collect();
    let whole = asked.q.is_empty() && asked.category.is_none();
    let total =
        if whole { grouped(u64::try_from((card.could - card.joined).max(0)).unwrap_or(0)) } else { String::new() };
    let status = if refused.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let add = AddPage {
        w,
        shell: visit.cabinet(Tab::Promotions, p.add_title).await?.described(p.description),
        query: asked.q.clone(),
        kept: kept(asked),
        chips: chips(w, id, asked, &card, &categories),
        action: asked.with(|_| ()).href(id),
        blank: rows.is_empty().then(|| blank(w, id, asked)),
        rows,
        total,
        all: choice.all,
        mode: choice.mode(),
        discount: choice.discount.clone(),
        quantity: choice.quantity.clone(),
        next: page.next.map(|next| asked.with(|it| it.after = next).href(id)),
        refused,
        head,
    };
    with_status(status, &add)
}

fn kept(asked: &Asked) -> Vec<(String, String)> {
    let category = asked.category.clone().map(|category| ("category".to_owned(), category));
    let show = asked.everything.then(|| ("show".to_owned(), "all".to_owned()));
    category.into_iter().chain(show).collect()
}

fn chips(w: &Words, id: PromotionId, asked: &Asked, card: &Card, categories: &[(String, i64)]) -> Vec<Chip> {
    let fit = Chip {
        label: w.promotions.fit_only.to_owned(),
        count: None,
        href: asked.with(|it| it.everything = !it.everything).href(id),
        on: !asked.everything,
    };
    let of_terms = |name: &String| card.terms.categories.is_empty() || card.terms.categories.contains(name);
    let category = |(name, count): &(String, i64)| {
        let on = asked.category.as_ref() == Some(name);
        let href = asked.with(|it| it.category = Some(name.clone()).filter(|_| !on)).href(id);
        Chip { label: name.clone(), count: Some(grouped(u64::try_from(*count).unwrap_or(0))), href, on }
    };
    let shown = categories.iter().filter(|(name, _)| !name.is_empty() && of_terms(name)).take(12).map(category);
    std::iter::once(fit).chain(shown).collect()
}

fn blank(w: &Words, id: PromotionId, asked: &Asked) -> Blank {
    let p = &w.promotions;
    let all = asked.with(|it| (it.q, it.category, it.everything) = (String::new(), None, true));
    let action = (asked != &all).then(|| (all.href(id), p.show_all.to_owned()));
    Blank { icon: icons::BOX, title: p.no_candidates.into(), text: p.no_candidates_text.into(), action }
}

fn candidate(visit: &Visit, found: &Found, card: &Card, choice: &Choice) -> Candidate {
    let (w, product) = (visit.w(), &found.product);
    let (p, sku, list, currency) = (&w.promotions, product.sku, product.price.minor, product.price.currency);
    let there = found.participation.as_ref().map(|there| there.standing);
    let is_in = matches!(there, Some(Standing::In | Standing::Nominated));
    let offered = found.offered.as_ref().ok().and_then(|agreed| agreed.price);
    let margin = found.margin(offered.unwrap_or(found.shown)).map(|(_, share)| share);
    let why_not = match &found.offered {
        _ if is_in => Some(p.already_in.to_owned()),
        Ok(_) => None,
        Err(refusal) => Some(visit.tell(refusal)),
    };
    Candidate {
        sku: sku.to_string(),
        name: product.name.clone(),
        image: product.picture.map(convert::thumb),
        now: money(list, currency),
        base: list,
        required: found.max_price.map(|max| money(max, currency)),
        recommended: offered.map(in_field).unwrap_or_default(),
        cut: (card.terms.min_discount > 0).then(|| format!("−{}\u{a0}%", percent(w, card.terms.min_discount))),
        stock: p.n_pieces.count(u64::try_from(product.stock).unwrap_or(0)),
        margin: margin.map(|share| format!("{}\u{a0}%", percent(w, share))),
        loss: margin.is_some_and(|share| share < 0),
        floor: (found.floor > 0).then(|| p.stays_under.put(money(found.floor, currency))),
        on: why_not.is_none() && choice.skus.contains(&sku),
        why_not,
        price: choice.prices.get(&sku).cloned().unwrap_or_default(),
        quantity: choice.quantities.get(&sku).cloned().unwrap_or_default(),
    }
}

/// A product that was chosen, with what is asked for it.
struct Chosen {
    found: Found,
    entry: Result<Entry, Refusal>,
}

/// Shows what would come of the choice, adds it, or goes back to choosing.
pub async fn send(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery, form: String) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, promotion_id(&id)?);
    let (asked, choice) = (Asked::parse(&query.unwrap_or_default()), Choice::parse(&form));
    if choice.act == "choose" {
        return choose(&visit, id, &asked, &choice, None).await;
    }
    let chosen = chosen(&visit, &staff.reader(), id, &asked, &choice).await?;
    if chosen.is_empty() {
        return choose(&visit, id, &asked, &choice, Some(visit.w().promotions.pick_first.to_owned())).await;
    }
    let add = choice.act == "add";
    let outcomes = outcomes(&visit, &staff, id, &chosen, add).await?;
    if add && outcomes.iter().all(Result::is_ok) {
        return Ok(see(&and_say(&format!("/promotions/{id}"), "promotion-joined")));
    }
    told(&visit, id, (&asked, &choice), chosen, outcomes).await
}

async fn chosen(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    asked: &Asked,
    choice: &Choice,
) -> Result<Vec<Chosen>, WebError> {
    let mut found = Vec::new();
    if choice.all {
        let filter = CandidateFilter { suitable: true, ..asked.filter() };
        let mut after = Sku(0);
        loop {
            let page = stored::candidates(&visit.app, staff, id, filter.clone(), after, stored::PAGE_MAX).await?;
            found.extend(page.items);
            match page.next.filter(|_| found.len() < ALL_MAX) {
                Some(next) => after = next,
                None => break,
            }
        }
    } else {
        let mut skus = choice.skus.clone();
        skus.dedup();
        for some in skus.chunks(MANY) {
            let mut named = stored::named(&visit.app, staff, id, some.to_vec()).await?;
            named.sort_by_key(|one| some.iter().position(|sku| *sku == one.product.sku));
            found.extend(named);
        }
    }
    let entry = |found: &Found| {
        let sku = found.product.sku;
        choice.ask(sku, found.product.price.minor).map(|ask| Entry { sku, ask, seen: None })
    };
    Ok(found.into_iter().map(|found| Chosen { entry: entry(&found), found }).collect())
}

/// What becomes of each, in the order of the choice.
async fn outcomes(
    visit: &Visit,
    staff: &SellerStaff<CanPromote>,
    id: PromotionId,
    chosen: &[Chosen],
    add: bool,
) -> Result<Vec<Result<Agreed, Refusal>>, WebError> {
    let mut decided: HashMap<Sku, Result<Agreed, Refusal>> = HashMap::new();
    let entries: Vec<Entry> = chosen.iter().filter_map(|one| one.entry.as_ref().ok().copied()).collect();
    for some in entries.chunks(MANY) {
        let outcomes = if add {
            commands::promotions::join(&visit.app, staff, id, some.to_vec()).await?
        } else {
            commands::promotions::preview(&visit.app, staff, id, some.to_vec()).await?
        };
        decided.extend(outcomes);
    }
    let outcome = |one: &Chosen| match &one.entry {
        Err(refusal) => Err(refusal.clone()),
        Ok(entry) => decided.get(&entry.sku).cloned().unwrap_or_else(|| Err(Code::ProductNotFound.into())),
    };
    Ok(chosen.iter().map(outcome).collect())
}

async fn told(
    visit: &Visit,
    id: PromotionId,
    (asked, choice): (&Asked, &Choice),
    chosen: Vec<Chosen>,
    outcomes: Vec<Result<Agreed, Refusal>>,
) -> Page {
    let (staff, w, done) = (visit.staff::<CanRead>()?, visit.w(), choice.act == "add");
    let card = stored::one(&visit.app, &staff, id).await?;
    let good: Vec<(Sku, Agreed)> = chosen
        .iter()
        .zip(&outcomes)
        .filter_map(|(one, it)| Some((one.found.product.sku, *it.as_ref().ok()?)))
        .collect();
    let sums = sums(visit, &staff, id, &good).await?;
    let bad = outcomes.len() - good.len();
    let mut all: Vec<_> = chosen.iter().zip(&outcomes).collect();
    // What fails is read first.
    all.sort_by_key(|(_, outcome)| outcome.is_ok());
    let rows: Vec<_> = all.iter().take(SHOWN).map(|(one, it)| outcome(visit, &one.found, it)).collect();
    let (head, p) = (promotions_head::head(visit, &card), &w.promotions);
    let title = if done { p.added_title } else { p.preview_title };
    html(&PreviewPage {
        w,
        shell: visit.cabinet(Tab::Promotions, title).await?.described(p.description),
        done,
        good: good.len() as u64,
        bad: bad as u64,
        cut: good.iter().filter(|(_, agreed)| agreed.cut).count() as u64,
        more: more(visit, all.len(), rows.len()),
        rows,
        action: asked.href(id),
        fields: choice.fields(),
        back_href: if done { head.path.clone() } else { asked.href(id) },
        sums,
        head,
    })
}

/// Turnover, discount and margin of all of them at worst.
async fn sums(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    good: &[(Sku, Agreed)],
) -> Result<Vec<(&'static str, String)>, WebError> {
    let p = &visit.w().promotions;
    // More than that is no bill that anybody checks, and reckoning it would keep everybody waiting.
    if good.is_empty() || good.len() > MANY {
        return Ok(Vec::new());
    }
    let ask = |agreed: &Agreed| Ask { price: agreed.price, quantity: agreed.quantity };
    let asks = good.iter().map(|(sku, agreed)| (*sku, ask(agreed))).collect();
    let all = stored::worst_of(&visit.app, staff, id, asks).await?;
    let sum = |of: fn(&stored::Worst) -> i64| all.iter().map(of).fold(0, i64::saturating_add);
    let (turnover, discount) = (sum(|worst| worst.bill.turnover), sum(|worst| worst.bill.discount));
    let margin = all.iter().map(|worst| worst.bill.margin).try_fold(0_i64, |sum, one| Some(sum.saturating_add(one?)));
    let mut sums =
        vec![(p.bill_turnover, money(turnover, Currency::Rub)), (p.bill_discount, money(discount, Currency::Rub))];
    sums.extend(margin.map(|margin| (p.bill_margin, money(margin, Currency::Rub))));
    Ok(sums)
}

/// What comes of a product, in words.
pub fn outcome(visit: &Visit, found: &Found, outcome: &Result<Agreed, Refusal>) -> Outcome {
    let (w, product) = (visit.w(), &found.product);
    let (list, currency) = (product.price.minor, product.price.currency);
    let agreed = outcome.as_ref().ok();
    let price = agreed.and_then(|agreed| agreed.price);
    let off = price.map(|price| format!("−{}\u{a0}%", percent(w, discount(list, price))));
    let pieces = agreed.and_then(|agreed| agreed.quantity);
    let pieces = pieces.map(|pieces| w.promotions.n_pieces.count(u64::try_from(pieces).unwrap_or(0)));
    Outcome {
        name: product.name.clone(),
        image: product.picture.map(convert::thumb),
        now: money(list, currency),
        price: price.map(|price| money(price, currency)).unwrap_or_default(),
        terms: off.into_iter().chain(pieces).collect::<Vec<_>>().join(", "),
        margin: price.and_then(|price| found.margin(price)).map(|(_, share)| format!("{}\u{a0}%", percent(w, share))),
        cut: agreed.is_some_and(|agreed| agreed.cut),
        why_not: outcome.as_ref().err().map(|refusal| visit.tell(refusal)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_sent_again_as_it_was() {
        let form =
            "sku=7&sku=9007199254740993&price-7=1100&quantity-7=&mode=discount&discount=15&quantity=4&do=preview";
        let choice = Choice::parse(form);
        assert_eq!(choice.skus, [Sku(7), Sku(9_007_199_254_740_993)]);
        let again = query::address("", choice.fields().iter().map(|(name, value)| (name.as_str(), value.clone())));
        let again = Choice::parse(again.trim_start_matches('?'));
        assert_eq!((again.skus.clone(), again.mode()), (choice.skus.clone(), "discount"));
        assert_eq!(again.prices, choice.prices);
        assert_eq!(again.ask(Sku(7), 200_000).unwrap().price, Some(110_000), "a price of its own comes first");
        assert_eq!(again.ask(Sku(8), 200_000).unwrap(), Ask { price: Some(170_000), quantity: Some(4) });
    }
}
