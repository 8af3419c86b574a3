//! `/promotions/own/new` and `/promotions/own/{id}/edit`: a kind is chosen, its terms are set, the worst case is shown, then it is kept.

use app::commands::own_promotions as commands;
use app::queries::own_promotions as queries;
use app::{CanPromote, Failure};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::promotions::Kind;
use domain::promotions::own::Plan;
use domain::{Code, Currency, Refusal};
use serde::Deserialize;

use super::own_promotions::number;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    plan_form::{Drawing, Input, Line, Typed, fill, read, worst},
    plan_view::{self as view, KindCard},
    respond::{Page, WebError, and_say, html, see, with_status},
    visit::Visit,
    words::Words,
};

const PATH: &str = "/promotions/own";

/// `/promotions/own/new`: the kinds.
#[derive(Debug, Template)]
#[template(path = "cabinet/own_promotion_new.html")]
pub struct KindsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where it came from.
    pub back: &'static str,
    /// The kinds.
    pub kinds: Vec<KindCard>,
}

/// The form.
#[derive(Debug, Template)]
#[template(path = "cabinet/own_promotion_form.html")]
pub struct FormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where it came from.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// The kind's name in the form.
    pub kind: &'static str,
    /// The version that was before the editor's eyes.
    pub version: Option<String>,
    /// The fields.
    pub lines: Vec<Line>,
    /// What it costs at worst, once it was asked.
    pub worst: Option<Vec<String>>,
    /// What the button says.
    pub save: &'static str,
    /// What was refused and belongs to no field.
    pub refused: Option<String>,
}

/// Which kind.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    kind: String,
}

/// What is being made or changed.
pub struct Subject {
    /// Its kind.
    pub kind: Kind,
    /// Its number and version, where it is there already.
    pub there: Option<(String, i64)>,
    /// The currency of its sums.
    pub currency: Currency,
}

impl FormPage {
    /// The page of a form below `path`, for something that is made or changed.
    pub fn of(
        path: &str,
        (w, shell): (&'static Words, Shell),
        subject: &Subject,
        lines: Vec<Line>,
        worst: Option<Vec<String>>,
        refused: Option<String>,
    ) -> Self {
        let place = subject.there.as_ref().map(|(id, _)| format!("{path}/{id}"));
        Self {
            w,
            shell,
            back: place.clone().unwrap_or_else(|| format!("{path}/new")),
            action: place.map_or_else(|| format!("{path}/new"), |place| format!("{place}/edit")),
            kind: subject.kind.as_str(),
            version: subject.there.as_ref().map(|(_, version)| version.to_string()),
            lines,
            worst,
            save: if subject.there.is_none() { w.plans.create } else { w.plans.save },
            refused,
        }
    }
}

/// Draws the form.
pub fn form(
    w: &'static Words,
    shell: Shell,
    subject: &Subject,
    typed: &Typed,
    refused: Option<(Option<&'static str>, String)>,
    worst: Option<Vec<String>>,
) -> FormPage {
    let at = refused.as_ref().and_then(|(field, words)| field.map(|field| (field, words.clone())));
    let drawing = Drawing { w, typed, refused: at, currency: subject.currency };
    let (p, is_new) = (&w.plans, subject.there.is_none());
    let title = Input { hint: Some(p.name_hint), ..drawing.input("title", p.name, "text") };
    let mut lines = vec![Line::Fields(vec![title])];
    lines.extend(drawing.of_kind(subject.kind, is_new));
    lines.push(drawing.times(subject.kind));
    if subject.kind != Kind::Installment {
        lines.extend([drawing.segment(), drawing.budget()]);
    }
    FormPage::of(PATH, (w, shell), subject, lines, worst, refused.map(|(_, words)| words))
}

/// Shows the kinds, or the form of one.
pub async fn ask(visit: Visit, Query(chosen): Query<Chosen>) -> Page {
    let (_, w) = (visit.staff::<CanPromote>()?, visit.w());
    let Some(kind) = Kind::parse(&chosen.kind) else {
        let shell = visit.cabinet(Tab::Promotions, w.plans.new).await?.described(w.plans.own_description);
        return html(&KindsPage { w, shell, back: PATH, kinds: view::kinds(&w.plans, &format!("{PATH}/new")) });
    };
    let subject = Subject { kind, there: None, currency: Currency::default() };
    let shell = shell(&visit, &subject).await?;
    html(&form(w, shell, &subject, &Typed::default(), None, None))
}

async fn shell(visit: &Visit, subject: &Subject) -> Result<Shell, WebError> {
    let p = &visit.w().plans;
    let title = if subject.there.is_some() { p.edit } else { view::kind(p, subject.kind).0 };
    Ok(visit.cabinet(Tab::Promotions, title).await?.described(p.own_description))
}

/// Shows the worst case, or makes the promotion.
pub async fn make(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Page {
    let (staff, typed) = (visit.staff::<CanPromote>()?, Typed::of(pairs));
    let kind = Kind::parse(typed.get("kind")).ok_or(Refusal::new(Code::FieldInvalid).at("kind"))?;
    let subject = Subject { kind, there: None, currency: Currency::default() };
    let plan = match checked(&visit, &typed, kind) {
        Ok(plan) => plan,
        Err(refusal) => return again(&visit, &subject, &typed, &refusal).await,
    };
    if typed.get("do") != "save" {
        return preview(&visit, &subject, &typed, &plan).await;
    }
    match commands::create(&visit.app, &staff, plan, false, None).await {
        Ok(id) => Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-created"))),
        Err(Failure::Refusal(refusal)) => again(&visit, &subject, &typed, &refusal).await,
        Err(fault) => Err(fault.into()),
    }
}

fn checked(visit: &Visit, typed: &Typed, kind: Kind) -> Result<Plan, Refusal> {
    let now = visit.app.now();
    read(typed, kind, now)?.check(now)
}

async fn preview(visit: &Visit, subject: &Subject, typed: &Typed, plan: &Plan) -> Page {
    let (w, shell) = (visit.w(), shell(visit, subject).await?);
    html(&form(w, shell, subject, typed, None, Some(worst(w, plan, subject.currency))))
}

async fn again(visit: &Visit, subject: &Subject, typed: &Typed, refusal: &Refusal) -> Page {
    let told = Some((refusal.field, visit.tell(refusal)));
    let page = form(visit.w(), shell(visit, subject).await?, subject, typed, told, None);
    with_status(StatusCode::BAD_REQUEST, &page)
}

/// Shows the form of one that is there.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Page {
    let staff = visit.staff::<CanPromote>()?;
    let own = queries::one(&visit.app, &staff.reader(), number(&id)?).await?;
    let subject = subject(&own);
    html(&form(visit.w(), shell(&visit, &subject).await?, &subject, &fill(&own.plan), None, None))
}

fn subject(own: &queries::Own) -> Subject {
    let promotion = &own.running.promotion;
    let there = Some((promotion.id.to_string(), promotion.version));
    Subject { kind: promotion.kind, there, currency: promotion.currency }
}

/// Shows the worst case of other terms, or keeps them.
pub async fn change(visit: Visit, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> Page {
    let (staff, typed, id) = (visit.staff::<CanPromote>()?, Typed::of(pairs), number(&id)?);
    let own = queries::one(&visit.app, &staff.reader(), id).await?;
    let subject = subject(&own);
    // Codes are there already, and none are asked for here.
    let plan = match read(&typed, subject.kind, visit.app.now()) {
        Ok(plan) => Plan { codes: own.plan.codes.clone(), ..plan },
        Err(refusal) => return again(&visit, &subject, &typed, &refusal).await,
    };
    if typed.get("do") != "save" {
        return match plan.check(visit.app.now()) {
            Ok(plan) => preview(&visit, &subject, &typed, &plan).await,
            Err(refusal) => again(&visit, &subject, &typed, &refusal).await,
        };
    }
    let seen = typed.get("version").parse().ok();
    let edit = move |before: Plan| Ok(Plan { codes: before.codes, ..plan });
    match commands::change(&visit.app, &staff, id, seen, edit).await {
        Ok(()) => Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-saved"))),
        Err(Failure::Refusal(refusal)) => again(&visit, &subject, &typed, &refusal).await,
        Err(fault) => Err(fault.into()),
    }
}
