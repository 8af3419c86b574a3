//! Cases that wait for a moderator: taking one, and what stands around it.

use app::commands::moderation::desk::{self as commands, Source};
use app::queries::moderation::{self as queries, CaseView, Context, Verdict};
use app::{Desk, Moderator};
use axum::Json;
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::{CaseId, Code, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::track::{FindingOut, ReasonOut, Telling};
use super::{Decision, Queue, Subject, VerdictStage};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Body;
use crate::api::problem::Problem;
use crate::api::products::ProductOut;
use crate::api::questions::view::View as QuestionView;
use crate::api::reviews::view::{View as ReviewView, media};
use crate::api::types::{Medium, Number, Time, mirror};

mirror! {
    /// How far a case has come.
    CaseState = domain::moderation::queue::CaseState {
        /// Nobody has decided it.
        Waiting,
        /// Decided; that may still be taken back.
        Deciding,
        /// The verdict is in force.
        Decided,
        /// Its author took the text away.
        Withdrawn,
    }
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseLine {
    /// Whose shop it concerns; with `case_id` it names the case.
    pub client_id: Number,
    /// Its id.
    pub case_id: String,
    /// The shop's name.
    pub shop_name: String,
    /// Where it waits.
    pub queue: Queue,
    /// What kind of thing is judged.
    pub subject: Subject,
    /// Which.
    pub subject_id: String,
    /// The question or the review that it belongs to.
    pub parent_id: String,
    /// At which look.
    pub stage: VerdictStage,
    /// How far it has come.
    pub state: CaseState,
    /// The name under it.
    pub author_name: String,
    /// What is judged; empty once the case is closed.
    pub text: String,
    /// Photos and videos that are judged, or prove a report.
    pub media: Vec<Medium>,
    /// What the author of an appeal or of a report says.
    pub words: String,
    /// The harm that may be done while it waits, from 0 to 3.
    #[schema(minimum = 0, maximum = 3)]
    pub harm: i64,
    /// When it was opened.
    pub opened_at: Time,
    /// Until when a verdict is promised.
    pub due_at: Time,
}

impl CaseLine {
    /// A case with the name of its shop.
    pub fn of(case: queries::Case, shop_name: String) -> Self {
        Self {
            client_id: Number(case.seller.0),
            case_id: case.id.to_string(),
            shop_name,
            queue: case.queue.into(),
            subject: case.subject.into(),
            subject_id: case.subject_id,
            parent_id: case.parent,
            stage: case.stage.into(),
            state: case.state.into(),
            author_name: case.author_name,
            text: case.text,
            media: media(&case.media),
            words: case.words,
            harm: case.harm,
            opened_at: case.opened_at.into(),
            due_at: case.due_at.into(),
        }
    }
}

/// A case with what stands around it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDetail {
    /// The case.
    pub case: CaseLine,
    /// What the checks saw.
    pub findings: Vec<FindingOut>,
    /// Who holds it, where somebody does.
    pub holder: Option<String>,
    /// Until when.
    pub held_until: Option<Time>,
    /// The product.
    pub product: Option<ProductOut>,
    /// The question, where it or an answer to it is judged.
    pub question: Option<QuestionView>,
    /// The review, where it, its media, a comment under it or a report about it is judged.
    pub review: Option<ReviewView>,
    /// What is known of the author.
    pub author: AuthorOut,
    /// Facts that may speak for an invented review; never a verdict.
    pub signs: Option<SignsOut>,
    /// The verdict that an appeal is about.
    pub appealed: Option<EarlierVerdict>,
    /// Verdicts on it so far, the newest first; a second opinion is not shown them.
    pub history: Vec<EarlierVerdict>,
    /// Earlier verdicts by people on the same text, the newest first.
    pub same_text: Vec<EarlierVerdict>,
    /// How many other cases with the same text wait; 100 stands for that and more.
    pub same_waiting: usize,
}

/// What is known of the author of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorOut {
    /// Texts published in the last 90 days.
    pub published: i64,
    /// Texts refused in the last 90 days.
    pub refused: i64,
    /// Whether a person looks at everything they write.
    pub watched: bool,
    /// Since when they are here, where it is a person.
    pub since: Option<Time>,
}

/// Facts that may speak for an invented review.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignsOut {
    /// Reviews of the product in the 24 hours around it.
    pub around: i64,
    /// Reviews of the product in the 30 days before those.
    pub usual: i64,
    /// Other reviews of the product that say exactly the same.
    pub same_text: i64,
    /// Days between the account's first day and the review, where the account is known.
    pub account_days: Option<i64>,
}

/// An earlier verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarlierVerdict {
    /// Its number in the chain of the shop that it concerns.
    pub number: i64,
    /// What was decided.
    pub decision: Decision,
    /// At which look.
    pub stage: VerdictStage,
    /// Why.
    pub reasons: Vec<ReasonOut>,
    /// What its author reads.
    pub note_author: String,
    /// What the desk reads.
    pub note_desk: String,
    /// When.
    pub at: Time,
    /// The verdict that turned it over.
    pub overturned_by: Option<i64>,
}

fn earlier(verdict: &Verdict, telling: &Telling) -> EarlierVerdict {
    let reasons = queries::read_reasons(&verdict.reasons);
    EarlierVerdict {
        number: verdict.number,
        decision: verdict.decision.into(),
        stage: verdict.stage.into(),
        reasons: reasons.into_iter().map(|reason| telling.reason(reason)).collect(),
        note_author: verdict.note_author.clone(),
        note_desk: verdict.note_desk.clone(),
        at: verdict.at.into(),
        overturned_by: verdict.overturned_by,
    }
}

impl CaseDetail {
    fn of(view: CaseView, telling: &Telling) -> Self {
        let all = |verdicts: &[Verdict]| verdicts.iter().map(|verdict| earlier(verdict, telling)).collect();
        let Context { product, question, review, author, fakes, talk: _ } = view.context;
        Self {
            findings: telling.findings(&view.findings, Some(&view.case.text)),
            held_until: view.holder.is_some().then_some(view.case.leased_until.into()),
            holder: view.holder,
            product: product.map(ProductOut::from),
            question: question.map(QuestionView::from),
            review: review.map(ReviewView::from),
            author: AuthorOut {
                published: author.published,
                refused: author.refused,
                watched: author.standing == domain::moderation::standing::Standing::Watched,
                since: author.since.map(Time),
            },
            signs: fakes.map(|signs| SignsOut {
                around: signs.around,
                usual: signs.usual,
                same_text: signs.same_text,
                account_days: signs.account_days,
            }),
            appealed: view.first.as_ref().map(|(verdict, _)| earlier(verdict, telling)),
            history: all(&view.history),
            same_text: all(&view.same),
            same_waiting: view.same_waiting,
            case: CaseLine::of(view.case, view.shop),
        }
    }
}

/// The case that a path names: the number of the shop and its id.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub SellerId, pub CaseId);

impl Place {
    /// Reads both parts.
    pub fn read(seller: &str, id: &str) -> Option<Self> {
        Some(Self(SellerId(seller.parse().ok()?), CaseId::parse(id)?))
    }
}

impl FromRequestParts<Site> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Code::CaseNotFound)?;
        let of = |name: &str| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        Ok(Self::read(of("client_id"), of("case_id")).ok_or(Code::CaseNotFound)?)
    }
}

/// From where the next case is taken. Nothing means all queues.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimIn {
    /// From this queue.
    pub queue: Option<Queue>,
    /// From what may do harm, whatever the queue; `queue` is not looked at then.
    pub risky: bool,
}

/// Take the next case
///
/// What is past its deadline comes first, then by deadline and harm. The case is the caller's for some minutes: nobody else
/// gets it meanwhile. Who holds a case already gets that one. For moderators and safety staff.
#[utoipa::path(post, path = "/moderation/cases/claim", tag = "Desk", operation_id = "claim_case",
    security(("Session" = [])), request_body = ClaimIn,
    responses((status = 200, description = "The case", body = CaseDetail),
        (status = 204, description = "Nothing waits for the caller")))]
pub async fn claim(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    telling: Telling,
    Body(input): Body<ClaimIn>,
) -> Result<Response, Problem> {
    let from = match (input.risky, input.queue) {
        (true, _) => Source::Risky,
        (false, Some(queue)) => Source::Queue(queue.into()),
        (false, None) => Source::All,
    };
    Ok(match queries::claimed(&site.app, &moderator, from).await? {
        Some(view) => Json(CaseDetail::of(view, &telling)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// A case
///
/// For the operator's staff.
#[utoipa::path(get, path = "/moderation/cases/{client_id}/{case_id}", tag = "Desk", operation_id = "get_case",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    responses((status = 200, description = "The case", body = CaseDetail)))]
pub async fn one(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    telling: Telling,
    Place(seller, id): Place,
) -> Result<Json<CaseDetail>, Problem> {
    Ok(Json(CaseDetail::of(queries::case(&site.app, &desk, seller, id).await?, &telling)))
}

/// Take a case
///
/// That one, as a link names it. For moderators and safety staff.
#[utoipa::path(post, path = "/moderation/cases/{client_id}/{case_id}/take", tag = "Desk", operation_id = "take_case",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    responses((status = 204, description = "Taken")))]
pub async fn take(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Place(seller, id): Place,
) -> Result<StatusCode, Problem> {
    commands::take(&site.app, &moderator, seller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Pass a case over
///
/// It goes back to its queue and comes to somebody else, or to the same person a minute later. For moderators and safety
/// staff.
#[utoipa::path(post, path = "/moderation/cases/{client_id}/{case_id}/pass", tag = "Desk", operation_id = "pass_case",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    responses((status = 204, description = "Back in its queue")))]
pub async fn pass(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Place(seller, id): Place,
) -> Result<StatusCode, Problem> {
    commands::pass(&site.app, &moderator, seller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseList {
    /// The cases.
    pub items: Vec<CaseLine>,
}

/// Cases with the same text
///
/// First looks that wait and that the caller could decide, the case itself among them; 100 at most. For the operator's
/// staff.
#[utoipa::path(get, path = "/moderation/cases/{client_id}/{case_id}/same", tag = "Desk", operation_id = "list_same_cases",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    responses((status = 200, description = "The cases", body = CaseList)))]
pub async fn same(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Place(seller, id): Place,
) -> Result<Json<CaseList>, Problem> {
    let (_, all) = queries::same_text(&site.app, &desk, seller, id).await?;
    Ok(Json(CaseList { items: all.into_iter().map(|(case, shop)| CaseLine::of(case, shop)).collect() }))
}
