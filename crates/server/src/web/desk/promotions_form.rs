//! `/desk/promotions/new` and `…/edit`: the terms of a promotion of the marketplace.

use app::commands::desk_promotions as commands;
use app::queries::desk_promotions as queries;
use app::{Failure, Marketer};
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::promotions::marketplace::Frame;
use domain::promotions::{Enrol, Funding, Kind, Phase};
use domain::{Code, Currency, Refusal};
use serde::Deserialize;

use super::promotions::{PATH, cost};
use crate::web::{
    cabinet::own_promotions::number,
    cabinet::own_promotions_form::{FormPage, KindsPage, Subject},
    layout::{Shell, Surface, Tab},
    plan_form::{Drawing, Input, Line, Typed, fill, local, read},
    plan_view as view,
    respond::{Page, and_say, html, see, with_status},
    visit::Visit,
    words::Words,
};

/// Which kind.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    kind: String,
}

fn marketer(visit: &Visit) -> Result<Marketer, Failure> {
    Ok(visit.person()?.desk()?.marketer()?)
}

fn shell(visit: &Visit, subject: Option<&Subject>) -> Shell {
    let p = &visit.w().plans;
    let title = match subject {
        None => p.new,
        Some(Subject { there: Some(_), .. }) => p.edit,
        Some(subject) => view::kind(p, subject.kind).0,
    };
    visit.shell(Surface::Desk, Tab::DeskPromotions, title).described(p.desk_description)
}

/// Shows the kinds, or the form of one.
pub async fn ask(visit: Visit, Query(chosen): Query<Chosen>) -> Page {
    let (_, w) = (marketer(&visit)?, visit.w());
    let Some(kind) = Kind::parse(&chosen.kind) else {
        let kinds = view::kinds(&w.plans, &format!("{PATH}/new"));
        return html(&KindsPage { w, shell: shell(&visit, None), back: PATH, kinds });
    };
    let subject = Subject { kind, there: None, currency: Currency::default() };
    html(&form(w, shell(&visit, Some(&subject)), &subject, &Typed::default(), None, None))
}

fn form(
    w: &'static Words,
    shell: Shell,
    subject: &Subject,
    typed: &Typed,
    refused: Option<(Option<&'static str>, String)>,
    worst: Option<Vec<String>>,
) -> FormPage {
    let at = refused.as_ref().and_then(|(field, words)| field.map(|field| (field, words.clone())));
    let drawing = Drawing { w, typed, refused: at, currency: subject.currency };
    let is_new = subject.there.is_none();
    let mut lines = named(&drawing);
    lines.extend(drawing.of_kind(subject.kind, is_new));
    lines.push(drawing.times(subject.kind));
    lines.extend(shared(&drawing, subject.kind));
    FormPage::of(PATH, (w, shell), subject, lines, worst, refused.map(|(_, words)| words))
}

fn named(drawing: &Drawing<'_>) -> Vec<Line> {
    let p = &drawing.w.plans;
    let pair = |one, other| Line::Fields(vec![one, other]);
    vec![
        pair(drawing.input("title", p.name, "text"), drawing.input("title_en", p.name_en, "text")),
        pair(drawing.input("description", p.about, "area"), drawing.input("description_en", p.about_en, "area")),
    ]
}

/// What all kinds have on the desk.
fn shared(drawing: &Drawing<'_>, kind: Kind) -> Vec<Line> {
    let p = &drawing.w.plans;
    let categories = Input { hint: Some(p.categories_hint), ..drawing.input("categories", p.categories, "text") };
    let freeze = Input { hint: Some(p.freeze_hint), ..drawing.input("freeze_at", p.freeze, "datetime-local") };
    let auto = Input { hint: Some(p.auto_add_hint), ..drawing.input("auto_add_at", p.auto_add, "datetime-local") };
    let is_priced = matches!(kind, Kind::Discount | Kind::StockDiscount | Kind::Flash);
    let mut lines = vec![
        drawing.choice("payer", p.payer, &[("seller", p.payer_seller), ("marketplace", p.payer_marketplace)]),
        Line::Fields(vec![drawing.input("min_stock", p.min_stock, "numeric"), categories]),
        Line::Fields(if is_priced { vec![freeze, auto] } else { vec![freeze] }),
    ];
    if is_priced {
        lines.push(drawing.choice("enrol", p.silence, &[("ask", p.silence_no), ("contract", p.silence_yes)]));
    }
    lines.push(drawing.choice("nominates", p.nominates, &[("no", p.nominates_no), ("yes", p.nominates_yes)]));
    lines.extend([drawing.segment(), drawing.budget()]);
    lines
}

fn frame(typed: &Typed, kind: Kind, now: domain::Timestamp) -> Result<Frame, Refusal> {
    let categories = typed.get("categories").split(',').map(|name| name.trim().to_owned());
    Ok(Frame {
        plan: read(typed, kind, now)?,
        title_en: typed.get("title_en").to_owned(),
        description: (typed.get("description").to_owned(), typed.get("description_en").to_owned()),
        funding: Funding::parse(typed.get("payer")).unwrap_or(Funding::Seller),
        min_stock: typed.whole("min_stock")?,
        categories: categories.filter(|name| !name.is_empty()).collect(),
        freeze_at: typed.moment("freeze_at")?,
        auto_add_at: typed.moment("auto_add_at")?,
        enrol: Enrol::parse(typed.get("enrol")).unwrap_or(Enrol::Ask),
        nominates: typed.get("nominates") == "yes",
    })
}

fn filled(frame: &Frame) -> Typed {
    let mut form = fill(&frame.plan);
    form.set("title_en", frame.title_en.clone());
    form.set("description", frame.description.0.clone());
    form.set("description_en", frame.description.1.clone());
    form.set("payer", frame.funding.as_str());
    form.set("min_stock", frame.min_stock.map(|pieces| pieces.to_string()).unwrap_or_default());
    form.set("categories", frame.categories.join(", "));
    form.set("freeze_at", frame.freeze_at.map(local).unwrap_or_default());
    form.set("auto_add_at", frame.auto_add_at.map(local).unwrap_or_default());
    form.set("enrol", frame.enrol.as_str());
    form.set("nominates", if frame.nominates { "yes" } else { "no" });
    form
}

fn again(visit: &Visit, subject: &Subject, typed: &Typed, refusal: &Refusal) -> Page {
    let told = Some((refusal.field, visit.tell(refusal)));
    let page = form(visit.w(), shell(visit, Some(subject)), subject, typed, told, None);
    with_status(StatusCode::BAD_REQUEST, &page)
}

fn preview(visit: &Visit, subject: &Subject, typed: &Typed, frame: &Frame) -> Page {
    let cost = cost(visit.w(), &frame.plan, Currency::default());
    html(&form(visit.w(), shell(visit, Some(subject)), subject, typed, None, Some(cost)))
}

/// Shows the worst case, or makes the promotion.
pub async fn make(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Page {
    let (me, typed) = (marketer(&visit)?, Typed::of(pairs));
    let kind = Kind::parse(typed.get("kind")).ok_or(Refusal::new(Code::FieldInvalid).at("kind"))?;
    let subject = Subject { kind, there: None, currency: Currency::default() };
    let now = visit.app.now();
    let frame = match frame(&typed, kind, now).and_then(|frame| frame.check(now)) {
        Ok(frame) => frame,
        Err(refusal) => return again(&visit, &subject, &typed, &refusal),
    };
    if typed.get("do") != "save" {
        return preview(&visit, &subject, &typed, &frame);
    }
    match commands::create(&visit.app, &me, frame, None).await {
        Ok(id) => Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-created"))),
        Err(Failure::Refusal(refusal)) => again(&visit, &subject, &typed, &refusal),
        Err(fault) => Err(fault.into()),
    }
}

/// Shows the form of one that is there.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Page {
    let (me, id) = (marketer(&visit)?, number(&id)?);
    let seen = queries::one(&visit.app, me.desk(), id).await?;
    if seen.phase != Phase::Draft {
        return Err(Code::TermsFixed.into());
    }
    let subject = subject(&seen);
    html(&form(visit.w(), shell(&visit, Some(&subject)), &subject, &filled(&seen.frame), None, None))
}

fn subject(seen: &queries::Seen) -> Subject {
    let promotion = &seen.running.promotion;
    Subject {
        kind: promotion.kind,
        there: Some((promotion.id.to_string(), promotion.version)),
        currency: Currency::default(),
    }
}

/// Shows the worst case of other terms, or keeps them.
pub async fn change(visit: Visit, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> Page {
    let (me, typed, id) = (marketer(&visit)?, Typed::of(pairs), number(&id)?);
    let seen = queries::one(&visit.app, me.desk(), id).await?;
    let (subject, now) = (subject(&seen), visit.app.now());
    let codes = seen.frame.plan.codes.clone();
    let frame = frame(&typed, subject.kind, now).and_then(|mut frame| {
        frame.plan.codes = codes;
        frame.check(now)
    });
    let frame = match frame {
        Ok(frame) => frame,
        Err(refusal) => return again(&visit, &subject, &typed, &refusal),
    };
    if typed.get("do") != "save" {
        return preview(&visit, &subject, &typed, &frame);
    }
    match commands::change(&visit.app, &me, id, typed.get("version").parse().ok(), frame).await {
        Ok(()) => Ok(see(&and_say(&format!("{PATH}/{id}"), "plan-saved"))),
        Err(Failure::Refusal(refusal)) => again(&visit, &subject, &typed, &refusal),
        Err(fault) => Err(fault.into()),
    }
}
