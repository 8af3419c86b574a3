//! The list of promotions, from its address to what the page shows.

use app::queries::promotions::{self as stored, Card, Filter, Tab};
use app::{CanRead, SellerStaff};
use domain::people::Permission;
use domain::promotions::{Funding, Kind, Phase};

use super::list_view::to_u64;
use super::promotions_list::{Place, PromotionCard, PromotionList};
use super::promotions_query::{PATH, PromotionsQuery, Which};
use super::promotions_terms as said;
use crate::web::icons;
use crate::web::parts::{Blank, Chip, Choice};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, day_of, number};

/// Cards on a page.
const PAGE: usize = 30;

/// Loads the list of this address.
pub async fn load(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    asked: &PromotionsQuery,
) -> Result<PromotionList, WebError> {
    let (w, now) = (visit.w(), visit.now());
    let filter = Filter { kind: asked.kind, funding: asked.payer, words: asked.q.clone() };
    let (found, past, counts, announced) = tokio::try_join!(
        stored::list(&visit.app, staff, tab(asked.tab), filter),
        stored::list(&visit.app, staff, Tab::Finished, Filter::default()),
        stored::counts(&visit.app, staff),
        stored::announced(&visit.app, staff),
    )?;
    let from = asked.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0);
    let cards: Vec<_> = found.iter().skip(from).take(PAGE).map(|found| card(w, found, &past, now)).collect();
    let next = (found.len() > from.saturating_add(PAGE))
        .then(|| PromotionsQuery { after: Some((from + PAGE).to_string()), ..asked.clone() }.href());
    let may = staff.may(Permission::Promote);
    let announced = if asked.tab == Which::Finished || !asked.is_whole() || from > 0 { Vec::new() } else { announced };
    Ok(PromotionList {
        segments: segments(w, asked.tab, counts),
        places: places(w),
        query: asked.q.clone(),
        kept: kept(&asked.with(|it| it.q.clear())),
        chips: chips(w, asked),
        payers: payers(w, asked.payer),
        form_kept: kept(&asked.with(|it| it.payer = None)),
        active: usize::from(asked.payer.is_some()),
        announced: announced.iter().filter_map(|card| said::announced(w, card, now, may)).collect(),
        blank: cards.is_empty().then(|| blank(w, asked)),
        cards,
        next,
    })
}

const fn tab(which: Which) -> Tab {
    match which {
        Which::Available => Tab::Available,
        Which::Mine => Tab::Mine,
        Which::Finished => Tab::Finished,
    }
}

fn kept(asked: &PromotionsQuery) -> Vec<(String, String)> {
    asked.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn segments(w: &Words, on: Which, counts: stored::Counts) -> Vec<Chip> {
    let count = |which| match which {
        Which::Available => Some(counts.available),
        Which::Mine => Some(counts.mine),
        Which::Finished => None,
    };
    let chip = |which: Which| Chip {
        label: which.label(w).to_owned(),
        count: count(which).map(|count| number(count as u64)),
        href: PromotionsQuery { tab: which, ..PromotionsQuery::default() }.href(),
        on: which == on,
    };
    Which::ALL.into_iter().map(chip).collect()
}

/// What else there is about promotions.
fn places(w: &Words) -> Vec<Place> {
    let p = &w.promotions;
    let place = |icon, label, href| Place { icon, label, count: None, href };
    vec![
        place(icons::CALENDAR, p.calendar, "/promotions/calendar"),
        place(icons::SHOP, p.own, "/promotions/own"),
        place(icons::QUESTION, p.requests, "/promotions/requests"),
        place(icons::SHIELD, p.standing, "/promotions/standing"),
    ]
}

fn chips(w: &Words, asked: &PromotionsQuery) -> Vec<Chip> {
    let chip = |label: &str, kind: Option<Kind>| Chip {
        label: label.to_owned(),
        count: None,
        href: asked.with(|it| it.kind = kind.filter(|kind| asked.kind != Some(*kind))).href(),
        on: asked.kind == kind,
    };
    let any = std::iter::once(chip(w.promotions.any_kind, None));
    any.chain(Kind::ALL.iter().map(|kind| chip(said::kind(w, *kind), Some(*kind)))).collect()
}

fn payers(w: &Words, asked: Option<Funding>) -> Vec<Choice> {
    let p = &w.promotions;
    let choices = [
        ("", p.payer_any, None),
        ("seller", p.payer_seller_short, Some(Funding::Seller)),
        ("marketplace", p.payer_marketplace_short, Some(Funding::Marketplace)),
    ];
    choices.into_iter().map(|(value, label, payer)| Choice::new(value, label, asked == payer)).collect()
}

/// How many pieces each product sold in promotions of a kind that are over; nothing where there were none.
fn forecast(past: &[Card], kind: Kind) -> Option<i64> {
    let of_kind = past.iter().filter(|card| card.running.promotion.kind == kind);
    let counted: Vec<_> = of_kind.map(|card| card.running.promotion.counted).filter(|one| one.joined > 0).collect();
    let (pieces, products) = counted.iter().fold((0, 0), |sum, one| (sum.0 + one.pieces, sum.1 + one.joined));
    (pieces > 0).then(|| (pieces + products / 2) / products)
}

fn card(w: &Words, card: &Card, past: &[Card], now: i64) -> PromotionCard {
    let p = &w.promotions;
    let promotion = &card.running.promotion;
    let (clock, clock_words) = said::clock(w, card, now);
    let open = card.phase != Phase::Finished;
    let (could, joined) = (to_u64(card.could), to_u64(card.joined));
    PromotionCard {
        id: promotion.id.to_string(),
        href: format!("{PATH}/{}", promotion.id),
        title: said::said(w.lang, &promotion.title).to_owned(),
        kind: said::kind(w, promotion.kind),
        phase: said::phase(w, card.phase),
        dates: said::dates(w, &card.running, now),
        clock,
        clock_words,
        payer: said::payer(w, promotion.funding),
        terms: said::terms(w, &card.running),
        freeze: promotion.freeze_at.filter(|_| open).map(|at| p.frozen_at.put(day_of(w, at.0, now))),
        fits: open.then(|| p.fits.put(p.n_fit.count(could))),
        joined: (joined > 0)
            .then(|| if open { p.joined.put(number(joined)) } else { p.in_it.put(p.n_products.count(joined)) }),
        auto: promotion.auto_add_at.filter(|at| at.0 > now).map(|at| p.auto_at.put(day_of(w, at.0, now))),
        forecast: forecast(past, promotion.kind).filter(|_| open).map(|pieces| p.forecast_of.put(pieces)),
    }
}

fn blank(w: &Words, asked: &PromotionsQuery) -> Blank {
    let p = &w.promotions;
    let drawn = |title: &str, text: &str, action| Blank {
        icon: icons::PERCENT,
        title: title.into(),
        text: text.into(),
        action,
    };
    if !asked.is_whole() {
        let reset = PromotionsQuery { tab: asked.tab, ..PromotionsQuery::default() }.href();
        return Blank {
            icon: icons::SEARCH,
            ..drawn(p.nothing_found, p.nothing_found_text, Some((reset, p.reset.into())))
        };
    }
    match asked.tab {
        Which::Available => drawn(p.empty_available, p.empty_available_text, None),
        Which::Mine => drawn(p.empty_mine, p.empty_mine_text, Some((PATH.to_owned(), p.see_available.to_owned()))),
        Which::Finished => drawn(p.empty_finished, p.empty_finished_text, None),
    }
}
