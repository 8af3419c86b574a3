//! `/desk/promotions`: the marketplace's promotions, and one of them with what waits for a word.

use app::commands::desk_promotions::{self as commands, Word};
use app::queries::desk_promotions::{self as queries, Nominated, Reach, Seen};
use app::{Failure, Marketer};
use askama::Template;
use axum::extract::{Form, Path, Query};
use domain::promotions::own::Plan;
use domain::promotions::{Enrol, Funding, Phase};
use domain::{Code, Currency, Money, SellerId, Sku};
use serde::Deserialize;

use crate::web::{
    cabinet::own_promotions::{Asked, chips, number},
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    plan_form::worst,
    plan_view::{self as view, Act, PlanCard},
    respond::{Page, and_say, html, see},
    visit::Visit,
    words::{Words, when},
};

/// Where the promotions are.
pub const PATH: &str = "/desk/promotions";

/// `/desk/promotions`
#[derive(Debug, Template)]
#[template(path = "desk/promotions.html")]
pub struct PromotionsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The phases.
    pub chips: Vec<Chip>,
    /// The promotions.
    pub cards: Vec<PlanCard>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// Whether this person may make some.
    pub may: bool,
}

fn title<'s>(w: &Words, seen: &'s Seen) -> &'s str {
    let (ru, en) = &seen.running.promotion.title;
    if w.lang == domain::Lang::En && !en.is_empty() { en } else { ru }
}

/// A promotion's card.
pub fn card(w: &Words, seen: &Seen, now: i64) -> PlanCard {
    let (promotion, p) = (&seen.running.promotion, &w.plans);
    PlanCard {
        href: format!("{PATH}/{}", promotion.id),
        title: title(w, seen).to_owned(),
        kind: view::kind(p, promotion.kind).0,
        phase: view::phase(p, seen.phase),
        used_up: seen.used_up,
        dates: view::dates(w, promotion.starts_at, promotion.ends_at, now),
        products: p.n_products.count(u64::try_from(promotion.counted.joined).unwrap_or(0)),
        given: view::given(w, promotion.counted.discount, promotion.currency),
        waiting: None,
    }
}

/// Shows them.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let all = queries::list(&visit.app, &desk, None).await?;
    let phases: Vec<Phase> = all.iter().map(|seen| seen.phase).collect();
    let on = asked.phase();
    let shown = all.iter().filter(|seen| on.is_none_or(|phase| phase == seen.phase));
    let cards: Vec<PlanCard> = shown.map(|seen| card(w, seen, visit.now())).collect();
    let may = desk.marketer().is_ok();
    let blank = cards.is_empty().then(|| Blank {
        icon: icons::BOX,
        title: w.plans.desk_none.into(),
        text: w.plans.desk_none_text.into(),
        action: may.then(|| (format!("{PATH}/new"), w.plans.new.to_owned())),
    });
    let shell = visit.shell(Surface::Desk, Tab::DeskPromotions, w.plans.desk).described(w.plans.desk_description);
    html(&PromotionsPage { w, shell, chips: chips(w, PATH, &phases, on), cards, blank, may })
}

/// `/desk/promotions/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/promotion.html")]
pub struct PromotionPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// What a list shows of it.
    pub card: PlanCard,
    /// Its terms by name.
    pub facts: Vec<(&'static str, String)>,
    /// What it comes to, sentence by sentence.
    pub terms: Vec<String>,
    /// What can be done with it.
    pub acts: Vec<Act>,
    /// Where its terms are changed.
    pub edit: Option<String>,
    /// Whether it can be stopped.
    pub stops: bool,
    /// Who could take part, before it is published.
    pub reach: Option<Vec<String>>,
    /// Whether products wait for a word.
    pub nominates: bool,
    /// Those that do.
    pub nominated: Vec<Waiting>,
    /// What came of it.
    pub report: Vec<(&'static str, String)>,
    /// Whether this person may change it.
    pub may: bool,
}

/// A product that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it is called.
    pub product: String,
    /// Whose it is.
    pub shop: String,
    /// Its price in the promotion beside its own.
    pub price: String,
    /// Where is decided about it.
    pub href: String,
}

/// Shows one.
pub async fn one(visit: Visit, Path(id): Path<String>) -> Page {
    let (desk, id, w) = (visit.person()?.desk()?, number(&id)?, visit.w());
    let seen = queries::one(&visit.app, &desk, id).await?;
    let reach = match seen.phase {
        Phase::Draft => Some(queries::reach(&visit.app, &desk, id).await?),
        _ => None,
    };
    let nominated = if seen.frame.nominates { queries::nominated(&visit.app, &desk, id).await? } else { Vec::new() };
    let shell = visit.shell(Surface::Desk, Tab::DeskPromotions, title(w, &seen)).described(w.plans.desk_description);
    html(&page(w, shell, &seen, reach, &nominated, desk.marketer().is_ok(), visit.now()))
}

/// The page of one.
pub fn page(
    w: &'static Words,
    shell: Shell,
    seen: &Seen,
    reach: Option<Reach>,
    nominated: &[Nominated],
    may: bool,
    now: i64,
) -> PromotionPage {
    let promotion = &seen.running.promotion;
    let open = seen.phase != Phase::Finished;
    let is_frozen = promotion.freeze_at.is_some_and(|at| at.0 <= now);
    let mut acts = if may { view::acts(&w.plans, seen.phase, promotion.state) } else { Vec::new() };
    if may && open && seen.phase != Phase::Draft && !is_frozen {
        acts.push(("freeze", w.plans.freeze_now, icons::LOCK));
    }
    let margin = (promotion.counted.cost > 0).then(|| promotion.counted.turnover - promotion.counted.cost);
    PromotionPage {
        w,
        shell,
        card: card(w, seen, now),
        facts: facts(w, seen, now),
        terms: cost(w, &seen.frame.plan, promotion.currency),
        acts,
        edit: (may && seen.phase == Phase::Draft).then(|| format!("{PATH}/{}/edit", promotion.id)),
        stops: may && open && seen.phase != Phase::Draft,
        reach: reach.map(|reach| reached(w, reach, promotion.currency)),
        nominates: seen.frame.nominates,
        nominated: nominated.iter().map(|one| waiting(one, &promotion.id)).collect(),
        report: view::report(w, promotion, margin),
        may,
    }
}

/// What a plan costs at worst, as the operator reads it: the floors are the shops'.
pub fn cost(w: &Words, plan: &Plan, currency: Currency) -> Vec<String> {
    let p = &w.plans;
    let mut all = worst(w, plan, currency);
    all.retain(|sentence| sentence != p.worst_products);
    if let Some(floor) = all.iter_mut().find(|sentence| *sentence == p.floor_holds) {
        p.floor_of_shops.clone_into(floor);
    }
    all
}

fn reached(w: &Words, reach: Reach, currency: Currency) -> Vec<String> {
    let p = &w.plans;
    let mut all = vec![p.reach_products.put2(reach.products, reach.shops)];
    all.extend((reach.discount > 0).then(|| p.reach_cost.put(Money::new(reach.discount, currency))));
    all.extend(reach.more.then(|| p.reach_more.put(queries::REACH_MAX)));
    all
}

fn waiting(one: &Nominated, id: &domain::PromotionId) -> Waiting {
    let (there, list) = (&one.participation, one.product.price);
    let price = match there.price {
        Some(price) => format!("{list} → {}", Money::new(price, list.currency)),
        None => list.to_string(),
    };
    Waiting {
        product: one.product.name.clone(),
        shop: one.shop.clone(),
        price,
        href: format!("{PATH}/{id}/products/{}/{}", there.seller, there.sku),
    }
}

fn facts(w: &Words, seen: &Seen, now: i64) -> Vec<(&'static str, String)> {
    let (p, frame) = (&w.plans, &seen.frame);
    let at = |at: domain::Timestamp| when(w, at.0, now).map(|when| when.full).unwrap_or_default();
    let payer = match frame.funding {
        Funding::Seller => p.payer_seller,
        Funding::Marketplace => p.payer_marketplace,
    };
    let mut all = vec![(p.payer, payer.to_owned())];
    all.extend(frame.min_stock.map(|pieces| (p.min_stock, pieces.to_string())));
    all.extend((!frame.categories.is_empty()).then(|| (p.categories, frame.categories.join(", "))));
    all.extend(frame.freeze_at.map(|freeze| (p.freeze, at(freeze))));
    if let Some(auto) = frame.auto_add_at {
        let silence = match frame.enrol {
            Enrol::Ask => p.silence_no,
            Enrol::Contract => p.silence_yes,
        };
        all.extend([(p.auto_add, at(auto)), (p.silence, silence.to_owned())]);
    }
    all.push((p.nominates, if frame.nominates { p.nominates_yes } else { p.nominates_no }.to_owned()));
    all
}

fn marketer(visit: &Visit) -> Result<Marketer, Failure> {
    Ok(visit.person()?.desk()?.marketer()?)
}

/// Publishes it, pauses it, freezes it, stops it, puts it away.
pub async fn turn(visit: Visit, Path((id, verb)): Path<(String, String)>) -> Page {
    let (me, id) = (marketer(&visit)?, number(&id)?);
    if verb == "freeze" {
        commands::freeze(&visit.app, &me, id, None).await?;
        return Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-frozen")));
    }
    let (next, said) = view::verb(&verb).ok_or(Code::PageNotFound)?;
    commands::turn_to(&visit.app, &me, id, next).await?;
    let back = if verb == "archive" { PATH.to_owned() } else { format!("{PATH}/{id}") };
    Ok(see(&and_say(&back, said)))
}

/// Why a product is refused.
#[derive(Debug, Deserialize)]
pub struct Told {
    #[serde(default)]
    reason: String,
}

/// Decides about a product that waits.
pub async fn decide(
    visit: Visit,
    Path((id, seller, sku, verb)): Path<(String, i64, i64, String)>,
    Form(told): Form<Told>,
) -> Page {
    let (me, id) = (marketer(&visit)?, number(&id)?);
    let (word, said) = match verb.as_str() {
        "accept" => (Word::Accept, "plan-accepted"),
        "refuse" => (Word::Refuse(told.reason), "plan-refused"),
        _ => return Err(Code::PageNotFound.into()),
    };
    commands::decide(&visit.app, &me, id, (SellerId(seller), Sku(sku)), word).await?;
    Ok(see(&and_say(&format!("{PATH}/{id}"), said)))
}
