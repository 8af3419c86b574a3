//! `/promotions/requests/{id}`: one request, with all that its decision needs.

use app::commands::discount_requests::{self as commands, Decision, Verdict};
use app::queries::discount_requests::{self as queries, Detail};
use app::{CanPromote, CanRead, Failure};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::money::minor_of_typed;
use domain::people::Permission;
use domain::promotions::requests::{Action, Grant, HOURS, RequestState, StandingRule};
use domain::{Code, Kind, Refusal, RequestId};
use serde::Deserialize;

use super::request_view::{RequestRow, state};
use super::requests::{Asked, StandingForm, page as list_page};
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::{When, Words, when};

/// `/promotions/requests/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/request.html")]
pub struct RequestPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The request.
    pub row: RequestRow,
    /// What the buyer says.
    pub buyer_words: String,
    /// What the shop has said.
    pub shop_words: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// The form to grant a price.
    pub grant: Option<GrantForm>,
    /// It may be declined.
    pub can_decline: bool,
    /// The version that is before the reader's eyes.
    pub version: i64,
    /// Why a decision was refused.
    pub error: Option<String>,
    /// Earlier requests of the buyer: what, where it stands, the price, when.
    pub earlier: Vec<Earlier>,
}

/// The form to grant a price.
#[derive(Clone, Debug, Default)]
pub struct GrantForm {
    /// What the button says.
    pub verb: &'static str,
    /// The price.
    pub price: String,
    /// Pieces, at least.
    pub min: String,
    /// Pieces, at most.
    pub max: String,
    /// For how many hours.
    pub hours: String,
    /// What is said to the buyer.
    pub comment: String,
}

/// An earlier request of the same buyer.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Its product.
    pub product: String,
    /// Where it leads.
    pub href: String,
    /// "990 ₽"
    pub asked: String,
    /// Where it stands.
    pub state: (&'static str, &'static str),
    /// When it was asked.
    pub when: Option<When>,
}

fn id(text: &str) -> Result<RequestId, Code> {
    text.parse().map(RequestId).map_err(|_| Code::RequestNotFound)
}

/// Shows a request; whoever may decide it has seen it then.
pub async fn show(visit: Visit, Path(request): Path<String>) -> Page {
    let request = id(&request)?;
    let member = visit.member()?;
    if member.may(Permission::Promote) {
        match commands::seen(&visit.app, &member.with::<CanPromote>()?, request).await {
            // Somebody was faster; the page shows what there is now.
            Err(Failure::Refusal(refusal)) if refusal.code == Code::RequestChanged => {}
            done => done?,
        }
    }
    visit.saw(request).await?;
    html(&page(&visit, request, None).await?)
}

async fn page(visit: &Visit, request: RequestId, typed: Option<(Decided, String)>) -> Result<RequestPage, WebError> {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let detail = queries::one(&visit.app, &staff, request).await?;
    let (row, stored) = (&detail.row, &detail.row.request);
    let (typed, error) = typed.unzip();
    let grant = row.allowed.contains(&Action::Approve).then(|| grant_form(w, &detail, typed.as_ref()));
    let shell = visit.cabinet(Tab::Promotions, w.requests.title).await?.described(w.requests.description);
    let decided_by =
        if stored.automatic { Some(w.requests.automatic.to_owned()) } else { Some(stored.decided_name.clone()) };
    Ok(RequestPage {
        w,
        shell,
        row: RequestRow::new(w, row, visit.now()),
        buyer_words: stored.buyer_words.clone(),
        shop_words: stored.seller_words.clone(),
        decided_by: decided_by.filter(|name| !name.is_empty()),
        grant,
        can_decline: row.allowed.contains(&Action::Decline),
        version: stored.version,
        error,
        earlier: detail.earlier.iter().map(|one| earlier(w, one, visit.now())).collect(),
    })
}

fn earlier(w: &Words, one: &queries::Request, now: i64) -> Earlier {
    Earlier {
        product: one.product.clone(),
        href: format!("/promotions/requests/{}", one.id),
        asked: one.money(one.ask.price).to_string(),
        state: state(w, one.state),
        when: when(w, one.created_at.0, now),
    }
}

fn grant_form(w: &'static Words, detail: &Detail, typed: Option<&Decided>) -> GrantForm {
    let (request, terms) = (&detail.row.request, &detail.row.terms);
    let verb = if request.state == RequestState::Approved { w.requests.approve_again } else { w.requests.approve };
    if let Some(typed) = typed {
        return GrantForm {
            verb,
            price: typed.price.clone(),
            min: typed.min.clone(),
            max: typed.max.clone(),
            hours: typed.hours.clone(),
            comment: typed.comment.clone(),
        };
    }
    let offered = request.granted.unwrap_or(request.ask);
    // What is asked for under the floor cannot be granted: the floor is offered in its place.
    let price = request.money(offered.price.max(terms.floor)).decimal();
    GrantForm {
        verb,
        price: price.strip_suffix(".00").map_or_else(|| price.clone(), str::to_owned),
        min: offered.min.to_string(),
        max: offered.max.to_string(),
        hours: HOURS.2.to_string(),
        comment: request.seller_words.clone(),
    }
}

/// A decision as it was typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Decided {
    #[serde(default)]
    price: String,
    #[serde(default)]
    min: String,
    #[serde(default)]
    max: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    comment: String,
    version: Option<i64>,
}

fn number(field: &'static str, typed: &str) -> Result<i64, Refusal> {
    typed.trim().parse().map_err(|_| Refusal::new(Code::FieldMissing).at(field))
}

impl Decided {
    fn grant(&self) -> Result<Verdict, Refusal> {
        let price = minor_of_typed(&self.price).ok_or_else(|| Refusal::new(Code::PriceInvalid).at("price"))?;
        let (min, max) = (number("quantity_min", &self.min)?, number("quantity_max", &self.max)?);
        Ok(Verdict::Grant(Grant { price, min, max, hours: number("hours", &self.hours)? }))
    }
}

async fn decide(
    visit: &Visit,
    request: RequestId,
    form: &Decided,
    verdict: Result<Verdict, Refusal>,
) -> Result<(), Failure> {
    let staff = visit.staff::<CanPromote>()?;
    let words = commands::Words::new(&form.comment).map_err(|refusal| refusal.at("comment"))?;
    let decision = Decision { request, verdict: verdict?, words, seen: form.version };
    commands::decide_one(&visit.app, &staff, decision, None).await
}

/// A refusal that the form can show, or the failure itself.
fn to_be_shown(failure: Failure) -> Result<Refusal, Failure> {
    match failure {
        Failure::Refusal(refusal) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict) => Ok(refusal),
        other => Err(other),
    }
}

async fn after(visit: &Visit, request: RequestId, form: Decided, done: Result<(), Failure>, said: &str) -> Page {
    match done {
        Ok(()) => Ok(see(&and_say(&format!("/promotions/requests/{request}"), said))),
        Err(failure) => {
            let refusal = to_be_shown(failure)?;
            let said = visit.tell(&refusal);
            with_status(StatusCode::BAD_REQUEST, &page(visit, request, Some((form, said))).await?)
        }
    }
}

/// Grants a price.
pub async fn approve(visit: Visit, Path(request): Path<String>, Form(form): Form<Decided>) -> Page {
    let request = id(&request)?;
    let done = decide(&visit, request, &form, form.grant()).await;
    after(&visit, request, form, done, "request-approved").await
}

/// Says no.
pub async fn decline(visit: Visit, Path(request): Path<String>, Form(form): Form<Decided>) -> Page {
    let request = id(&request)?;
    let done = decide(&visit, request, &form, Ok(Verdict::Decline)).await;
    after(&visit, request, Decided { comment: form.comment, ..Decided::default() }, done, "request-declined").await
}

/// The standing rule as it was typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct StandingTyped {
    #[serde(default)]
    percent: String,
    #[serde(default)]
    pieces: String,
    #[serde(default)]
    hours: String,
    off: Option<String>,
    version: Option<i64>,
}

impl StandingTyped {
    fn rule(&self) -> Result<Option<StandingRule>, Refusal> {
        if self.off.is_some() {
            return Ok(None);
        }
        // Hundredths of a percent are written as kopecks are.
        let percent = minor_of_typed(self.percent.trim_end_matches('%'));
        let percent = percent.ok_or_else(|| Refusal::new(Code::FieldMissing).at("percent"))?;
        let (pieces, hours) = (number("pieces", &self.pieces)?, number("hours", &self.hours)?);
        Ok(Some(StandingRule { percent, pieces, hours }))
    }
}

/// Sets what is granted without anybody looking.
pub async fn standing(visit: Visit, Form(form): Form<StandingTyped>) -> Page {
    let staff = visit.staff::<CanPromote>()?;
    let done = match form.rule() {
        Ok(rule) => commands::set_standing(&visit.app, &staff, rule, form.version).await,
        Err(refusal) => Err(refusal.into()),
    };
    let Err(failure) = done else { return Ok(see("/promotions/requests?done=request-rule")) };
    let error = visit.tell(&to_be_shown(failure)?);
    let (_, version) = queries::standing(&visit.app, &staff.reader()).await?;
    let refused = StandingForm {
        editable: true,
        said: error.clone(),
        on: false,
        percent: form.percent,
        pieces: form.pieces,
        hours: form.hours,
        version,
        error: Some(error),
    };
    with_status(StatusCode::BAD_REQUEST, &list_page(&visit, &Asked::default(), Some(refused)).await?)
}
