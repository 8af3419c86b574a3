//! What stands at the top of a promotion's page, and its ledger.

use std::collections::HashMap;

use app::queries::promotions::{Card, Consent};
use app::{CanPromote, CanRead, SellerStaff, queries};
use domain::event::By;
use domain::promotions::admission;
use domain::{Currency, PersonId, Sku};

use super::promotions_one::{ConsentRow, PromotionHead};
use super::promotions_query::PATH;
use super::promotions_terms as said;
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, when};

/// A promotion with its terms, and what may be done there now.
pub fn head(visit: &Visit, card: &Card) -> PromotionHead {
    let (w, now) = (visit.w(), visit.now());
    let promotion = &card.running.promotion;
    let may = visit.staff::<CanPromote>().is_ok();
    let open = admission::is_open(&card.terms, visit.app.now()).is_ok();
    let over = card.phase == domain::promotions::Phase::Finished;
    let (clock, clock_words) = said::clock(w, card, now);
    let announced = said::announced(w, card, now, may);
    PromotionHead {
        id: promotion.id.to_string(),
        path: format!("{PATH}/{}", promotion.id),
        back_href: if card.joined > 0 { format!("{PATH}?tab=mine") } else { PATH.to_owned() },
        title: said::said(w.lang, &promotion.title).to_owned(),
        about: said::said(w.lang, &promotion.description).to_owned(),
        kind: said::kind(w, promotion.kind),
        phase: said::phase(w, card.phase),
        clock,
        clock_words,
        terms: terms(w, card, now),
        frozen: said::frozen(w, &card.terms, now).filter(|_| !over),
        silence: None,
        announced,
        can_add: may && open,
        can_change: may && !over,
        can_leave: may && admission::may_leave(&card.terms, visit.app.now()).is_ok(),
        priced: card.terms.priced,
        reads_only: !may,
    }
}

fn terms(w: &Words, card: &Card, now: i64) -> Vec<(&'static str, String)> {
    let p = &w.promotions;
    let promotion = &card.running.promotion;
    let mut all =
        vec![(p.dates, said::moments(w, &card.running, now)), (p.payer, said::payer(w, promotion.funding).to_owned())];
    let conditions = said::terms(w, &card.running);
    if !conditions.is_empty() {
        all.push((p.terms, conditions.join("; ")));
    }
    let full = |at: i64| when(w, at, now).map_or_else(String::new, |when| when.full);
    if let Some(at) = promotion.freeze_at {
        all.push((p.freeze, format!("{}. {}", full(at.0), p.freeze_text)));
    }
    if let Some(at) = promotion.auto_add_at {
        all.push((p.auto_add, full(at.0)));
    }
    if let Some(budget) = promotion.budget {
        let spent = said::money(promotion.counted.spent, promotion.currency);
        all.push((p.budget, p.budget_spent.put2(spent, said::money(budget, promotion.currency))));
    }
    all
}

/// The ledger in words. Names of people and of products are looked up once each.
pub async fn consents(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    lines: &[Consent],
) -> Result<Vec<ConsentRow>, WebError> {
    let (w, now) = (visit.w(), visit.now());
    let mut people: HashMap<PersonId, String> = HashMap::new();
    for line in lines {
        if let Some(By::Staff(id) | By::Desk(id)) = By::parse(&line.by)
            && !people.contains_key(&id)
        {
            people.insert(id, queries::people::name(&visit.app, id).await?.unwrap_or_default());
        }
    }
    let mut skus: Vec<Sku> = lines.iter().filter_map(|line| line.sku).collect();
    skus.sort_unstable();
    skus.dedup();
    let names = vec![queries::products::Names::Skus(skus)];
    let products = queries::products::named(&visit.app, staff, names).await?;
    let name = |sku: Sku| products.iter().find(|product| product.sku == sku).map(|product| product.name.clone());
    let who = |by: &str| match By::parse(by) {
        Some(By::Staff(id) | By::Desk(id)) => people.get(&id).cloned().unwrap_or_default(),
        Some(By::Key(_)) => w.promotions.by_program.to_owned(),
        Some(By::System | By::Buyer(_)) | None => w.promotions.by_otklik.to_owned(),
    };
    let row = |line: &Consent| ConsentRow {
        who: who(&line.by),
        what: what(w, &line.what),
        product: line.sku.map(|sku| name(sku).unwrap_or_else(|| sku.to_string())),
        terms: agreed_to(w, &line.terms),
        when: when(w, line.at.0, now),
    };
    Ok(lines.iter().map(row).collect())
}

fn what<'w>(w: &'w Words, code: &str) -> &'static str {
    let p: &'w _ = &w.promotions;
    match code {
        "joined" => p.what_joined,
        "changed" => p.what_changed,
        "left" => p.what_left,
        "enrolled" => p.what_enrolled,
        "announced" => p.what_announced,
        "left_out" => p.what_left_out,
        "cut" => p.what_cut,
        "dropped" => p.what_declined,
        _ => "",
    }
}

/// "1 190 ₽, 40 шт" out of the terms as they are stored.
fn agreed_to(w: &Words, terms: &str) -> String {
    let stored: serde_json::Value = serde_json::from_str(terms).unwrap_or_default();
    let number = |name: &str| stored.get(name).and_then(serde_json::Value::as_i64);
    let price = number("price").map(|minor| said::money(minor, Currency::Rub));
    let pieces = number("quantity").map(|pieces| w.promotions.n_pieces.count(u64::try_from(pieces).unwrap_or(0)));
    price.into_iter().chain(pieces).collect::<Vec<_>>().join(", ")
}
