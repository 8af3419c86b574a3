//! `/promotions/own`: a shop's own promotions, and one of them.

use app::commands::own_promotions as commands;
use app::queries::own_promotions::{self as queries, Filter, Own};
use app::{CanPromote, CanRead};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::people::Permission;
use domain::promotions::Phase;
use domain::promotions::own::Codes;
use domain::{Code, PromotionId, Refusal};
use serde::Deserialize;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    plan_form::worst,
    plan_view::{self as view, Act, PlanCard},
    respond::{Page, and_say, html, see},
    visit::Visit,
    words::Words,
};

const PATH: &str = "/promotions/own";
/// Codes that are shown on the page.
const CODES: i64 = 12;

/// `/promotions/own`
#[derive(Debug, Template)]
#[template(path = "cabinet/own_promotions.html")]
pub struct OwnPage {
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

/// Which ones.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    phase: String,
}

impl Asked {
    /// The phase that is asked for; all where there is no such.
    pub fn phase(&self) -> Option<Phase> {
        Phase::parse(&self.phase)
    }
}

/// A promotion's card.
pub fn card(w: &Words, own: &Own, now: i64) -> PlanCard {
    let (promotion, p) = (&own.running.promotion, &w.plans);
    PlanCard {
        href: format!("{PATH}/{}", promotion.id),
        title: promotion.title.0.clone(),
        kind: view::kind(p, promotion.kind).0,
        phase: view::phase(p, own.phase),
        used_up: own.used_up,
        dates: view::dates(w, promotion.starts_at, promotion.ends_at, now),
        products: p.n_products.count(u64::try_from(promotion.counted.joined).unwrap_or(0)),
        given: view::given(w, promotion.counted.discount, promotion.currency),
        waiting: None,
    }
}

/// The chips of the phases, with how many there are of each.
pub fn chips(w: &Words, path: &str, all: &[Phase], on: Option<Phase>) -> Vec<Chip> {
    let chip =
        |label: &str, href, count: usize, on| Chip { label: label.into(), count: Some(count.to_string()), href, on };
    let mut chips = vec![chip(w.plans.all, path.to_owned(), all.len(), on.is_none())];
    for phase in view::PHASES {
        let count = all.iter().filter(|it| **it == phase).count();
        if count > 0 || on == Some(phase) {
            let href = format!("{path}?phase={}", phase.as_str());
            chips.push(chip(view::phase(&w.plans, phase).0, href, count, on == Some(phase)));
        }
    }
    chips
}

/// Shows them.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let all = queries::list(&visit.app, &staff, Filter::default()).await?;
    let phases: Vec<Phase> = all.iter().map(|own| own.phase).collect();
    let on = asked.phase();
    let shown = all.iter().filter(|own| on.is_none_or(|phase| phase == own.phase));
    let cards: Vec<PlanCard> = shown.map(|own| card(w, own, visit.now())).collect();
    let may = staff.may(Permission::Promote);
    let action = may.then(|| (format!("{PATH}/new"), w.plans.new.to_owned()));
    let blank =
        |title: &str, text: &str, action| Blank { icon: icons::BOX, title: title.into(), text: text.into(), action };
    let blank = match (cards.is_empty(), on) {
        (false, _) => None,
        (true, None) => Some(blank(w.plans.none, w.plans.none_text, action)),
        (true, Some(_)) => {
            Some(blank(w.plans.nothing, w.plans.nothing_text, Some((PATH.to_owned(), w.plans.all.to_owned()))))
        }
    };
    let shell = visit.cabinet(Tab::Promotions, w.plans.own).await?.described(w.plans.own_description);
    html(&OwnPage { w, shell, chips: chips(w, PATH, &phases, on), cards, blank, may })
}

/// `/promotions/own/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/own_promotion.html")]
pub struct OnePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its number.
    pub id: String,
    /// What a list shows of it.
    pub card: PlanCard,
    /// What it comes to, sentence by sentence.
    pub terms: Vec<String>,
    /// What can be done with it.
    pub acts: Vec<Act>,
    /// Where its terms are changed.
    pub edit: Option<String>,
    /// Whether it can be stopped.
    pub stops: bool,
    /// What came of it.
    pub report: Vec<(&'static str, String)>,
    /// No product takes part.
    pub is_empty: bool,
    /// Its codes.
    pub codes: Option<CodesView>,
    /// Whether this person may change it.
    pub may: bool,
}

/// The codes of a voucher.
#[derive(Clone, Debug)]
pub struct CodesView {
    /// How many there are.
    pub count: String,
    /// The first of them, with how often each was used.
    pub first: Vec<(String, i64)>,
    /// Where all are saved from.
    pub href: String,
}

/// Shows one.
pub async fn one(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let own = queries::one(&visit.app, &staff, number(&id)?).await?;
    let codes = if own.codes().is_none() {
        None
    } else {
        let (page, counts) = queries::codes(&visit.app, &staff, own.id(), String::new(), CODES).await?;
        Some(CodesView {
            count: w.plans.n_codes.count(u64::try_from(counts.codes).unwrap_or(0)),
            first: page.into_iter().map(|coupon| (coupon.code, coupon.used)).collect(),
            href: queries::codes_link(&visit.app, &staff, own.id()).await?,
        })
    };
    let may = staff.may(Permission::Promote);
    let shell = visit.cabinet(Tab::Promotions, &own.running.promotion.title.0).await?;
    html(&page(w, shell, &own, codes, may, visit.now()))
}

/// The page of one.
pub fn page(w: &'static Words, shell: Shell, own: &Own, codes: Option<CodesView>, may: bool, now: i64) -> OnePage {
    let promotion = &own.running.promotion;
    let open = own.phase != Phase::Finished;
    OnePage {
        w,
        shell,
        id: promotion.id.to_string(),
        card: card(w, own, now),
        terms: worst(w, &own.plan, promotion.currency),
        acts: if may { view::acts(&w.plans, own.phase, promotion.state) } else { Vec::new() },
        edit: (may && open).then(|| format!("{PATH}/{}/edit", promotion.id)),
        stops: may && open && own.phase != Phase::Draft,
        report: view::report(w, promotion, own.margin()),
        is_empty: promotion.counted.joined == 0,
        codes,
        may,
    }
}

/// What a path names; what nobody has is not found.
pub fn number(text: &str) -> Result<PromotionId, Refusal> {
    text.parse().map(PromotionId).map_err(|_| Code::PromotionNotFound.into())
}

/// Publishes it, pauses it, stops it, puts it away.
pub async fn turn(visit: Visit, Path((id, verb)): Path<(String, String)>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, number(&id)?);
    let (next, said) = view::verb(&verb).ok_or(Code::PageNotFound)?;
    commands::turn_to(&visit.app, &staff, id, next).await?;
    let back = if verb == "archive" { PATH.to_owned() } else { format!("{PATH}/{id}") };
    Ok(see(&and_say(&back, said)))
}

/// Codes that are wanted.
#[derive(Debug, Deserialize)]
pub struct More {
    #[serde(default)]
    count: String,
}

/// Makes more codes, of the same sort.
pub async fn codes(visit: Visit, Path(id): Path<String>, Form(form): Form<More>) -> Page {
    let (staff, id) = (visit.staff::<CanPromote>()?, number(&id)?);
    let own = queries::one(&visit.app, &staff.reader(), id).await?;
    let sort = own.codes().map(|codes| codes.sort).ok_or(Code::PageNotFound)?;
    let count = form.count.trim().parse().map_err(|_| Refusal::new(Code::QuantityInvalid).at("count"))?;
    commands::make_codes(&visit.app, &staff, id, Codes { sort, count, ..Codes::default() }, None).await?;
    Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-codes")))
}

/// The codes as a file, for whoever has the address.
pub async fn file(visit: Visit, Path((id, token)): Path<(String, String)>) -> Page {
    let csv = queries::codes_csv(&visit.app, number(&id)?, &token).await?;
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"codes.csv\"")];
    Ok((headers, csv).into_response())
}
