//! `/api/v1/desk/safety…`: the desk of those who stop fraud: campaigns, switches, the rules of the guard.

use app::Safety;
use app::commands::safety as commands;
use app::queries::safety as queries;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::chats::Scope;
use domain::event::By;
use domain::fraud::Label;
use domain::{Code, Lang, MessageId, Refusal, SwitchId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::chats::view::{FrictionOut, MessageState, Side, SwitchReason};
use super::extract::{Body, Id, Query};
use super::problem::Problem;
use super::support::FlaggedOut;
use super::types::{Number, Time, mirror};
use crate::Site;
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    let desk = OpenApiRouter::default()
        .routes(routes!(campaigns))
        .routes(routes!(campaign))
        .routes(routes!(stop))
        .routes(routes!(around))
        .routes(routes!(suspect))
        .routes(routes!(switches, switch_off))
        .routes(routes!(concerned))
        .routes(routes!(switch_on))
        .routes(routes!(guard))
        .routes(routes!(try_rules))
        .routes(routes!(put_in_force));
    OpenApiRouter::default().nest("/desk/safety", desk)
}

mirror! {
    /// What becomes of a message.
    GuardVerdict = domain::fraud::Verdict {
        /// Delivered.
        Allow,
        /// Delivered with a warning.
        Warn,
        /// Waits for a person.
        Hold,
        /// Not delivered.
        Block,
    }
}

/// Near-identical messages to many.
#[derive(Debug, Serialize, ToSchema)]
pub struct CampaignOut {
    /// The newest of them: its number names the campaign.
    pub sample: WrittenOut,
    /// How many there are.
    pub messages: usize,
    /// In how many chats.
    pub chats: usize,
    /// By how many people.
    pub authors: usize,
    /// How many have reached somebody.
    pub delivered: usize,
    /// When the first was sent.
    pub first_at: Time,
}

/// A message as a safety person reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenOut {
    /// The message with what the guard saw.
    #[serde(flatten)]
    pub message: FlaggedOut,
    /// Which side says it.
    pub side: Side,
    /// Who: `staff:…`, `key:…`, `buyer:…`.
    pub author_id: String,
    /// The name over it.
    pub author_name: String,
    /// How far it has come.
    pub state: MessageState,
    /// What the guard made of it.
    pub verdict: GuardVerdict,
}

fn written(message: &app::queries::chats::Message, lang: Lang) -> WrittenOut {
    WrittenOut {
        message: FlaggedOut::new(message, lang),
        side: message.author.into(),
        author_id: message.author_id.clone(),
        author_name: message.author_name.clone(),
        state: message.state.into(),
        verdict: message.verdict.into(),
    }
}

/// Campaigns.
#[derive(Debug, Serialize, ToSchema)]
pub struct CampaignList {
    /// The largest first.
    pub items: Vec<CampaignOut>,
}

/// Campaigns
///
/// Near-identical messages of the last 48 hours in three chats or more, in which the guard or a person saw something, or
/// which several people sent.
#[utoipa::path(get, path = "/campaigns", tag = "Safety desk", operation_id = "list_campaigns",
    security(("Session" = [])), responses((status = 200, description = "The campaigns", body = CampaignList)))]
pub async fn campaigns(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Language(lang): Language,
) -> Result<Json<CampaignList>, Problem> {
    let found = queries::found_campaigns(&site.app, &me).await?;
    let out = |it: queries::Campaign| CampaignOut {
        sample: written(&it.sample, lang),
        messages: it.messages,
        chats: it.chats,
        authors: it.authors,
        delivered: it.delivered,
        first_at: it.first_at.into(),
    };
    Ok(Json(CampaignList { items: found.into_iter().map(out).collect() }))
}

/// Messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenList {
    /// The messages.
    pub items: Vec<WrittenOut>,
}

/// Preview a campaign
///
/// Every message that is near-identical to this one, the newest first: what would be stopped.
#[utoipa::path(get, path = "/campaigns/{message_id}", tag = "Safety desk", operation_id = "preview_campaign",
    params(("message_id" = String, Path, description = "One of its messages.")), security(("Session" = [])),
    responses((status = 200, description = "Its messages", body = WrittenList)))]
pub async fn campaign(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Language(lang): Language,
    Id(sample): Id<MessageId>,
) -> Result<Json<WrittenList>, Problem> {
    let all = queries::campaign_of(&site.app, &me, sample).await?;
    Ok(Json(WrittenList { items: all.iter().map(|message| written(message, lang)).collect() }))
}

/// Messages of a campaign to be stopped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopIn {
    /// Those of the preview that are to be stopped.
    pub message_ids: Vec<Number>,
    /// What is wrong with them: the name of one of the guard's labels.
    #[schema(example = "asks_code")]
    pub label: String,
}

/// What was stopped.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoppedOut {
    /// How many messages.
    pub stopped: usize,
}

/// Stop a campaign
///
/// The chosen messages are taken back from everybody; each of their authors gets a strike and can appeal.
#[utoipa::path(post, path = "/campaigns/{message_id}/stop", tag = "Safety desk", operation_id = "stop_campaign",
    params(("message_id" = String, Path, description = "One of its messages.")), security(("Session" = [])),
    request_body = StopIn, responses((status = 200, description = "Stopped", body = StoppedOut)))]
pub async fn stop(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Id(sample): Id<MessageId>,
    Body(input): Body<StopIn>,
) -> Result<Json<StoppedOut>, Problem> {
    let label = Label::parse(&input.label).ok_or_else(|| Refusal::new(Code::ReasonUnknown).at("label"))?;
    let chosen = input.message_ids.iter().map(|id| MessageId(id.0)).collect();
    let stopped = commands::stop_campaign(&site.app, &me, sample, chosen, label).await?;
    Ok(Json(StoppedOut { stopped }))
}

/// The talk around a message
///
/// Ten messages before it and ten behind it, with all that only one side sees.
#[utoipa::path(get, path = "/messages/{message_id}/around", tag = "Safety desk", operation_id = "get_talk_around",
    params(("message_id" = String, Path, description = "The message.")), security(("Session" = [])),
    responses((status = 200, description = "The oldest first", body = WrittenList)))]
pub async fn around(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Language(lang): Language,
    Id(message): Id<MessageId>,
) -> Result<Json<WrittenList>, Problem> {
    let around = queries::around(&site.app, me.desk(), message).await?;
    Ok(Json(WrittenList { items: around.messages.iter().map(|message| written(message, lang)).collect() }))
}

/// Whom to look at.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SuspectAsked {
    /// `author_id` of a message.
    #[param(required = true, example = "buyer:01900000-0000-7000-8000-000000000005")]
    pub who: String,
}

/// What is known of somebody who writes in chats.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspectOut {
    /// Who.
    pub who: String,
    /// Their name; empty for a program.
    pub name: String,
    /// Since when they are here.
    pub since: Option<Time>,
    /// How far they are held back.
    pub friction: FrictionOut,
    /// What they did wrong lately, the oldest first.
    pub strikes: Vec<StrikeOut>,
    /// Their messages in which the guard saw something, the newest first.
    pub flagged: Vec<FlaggedOut>,
    /// Others who left the same traces.
    pub linked: Vec<LinkedOut>,
}

/// Something that somebody did wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrikeOut {
    /// When.
    pub at: Time,
    /// How grave.
    pub verdict: GuardVerdict,
    /// What.
    #[schema(example = "asks_code")]
    pub label: &'static str,
    /// With which message.
    pub message_id: Number,
}

/// Somebody who uses the same texts, links, payment details or contacts.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkedOut {
    /// Who.
    pub who: String,
    /// Their name; empty for a program.
    pub name: String,
    /// What they share: `text`, `link`, `payment`, `contact`.
    pub kind: String,
    /// How many of it.
    pub shared: i64,
}

/// What is known of somebody
#[utoipa::path(get, path = "/suspects", tag = "Safety desk", operation_id = "get_suspect", params(SuspectAsked),
    security(("Session" = [])), responses((status = 200, description = "What is known", body = SuspectOut)))]
pub async fn suspect(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Language(lang): Language,
    Query(asked): Query<SuspectAsked>,
) -> Result<Json<SuspectOut>, Problem> {
    let known = By::parse(&asked.who);
    known.ok_or_else(|| Refusal::new(Code::FieldInvalid).at("who").with("reason", "staff:… | key:… | buyer:…"))?;
    let it = queries::suspect(&site.app, &me, &asked.who).await?;
    let strike = |strike: &queries::Strike| StrikeOut {
        at: strike.at.into(),
        verdict: strike.verdict.into(),
        label: strike.label.as_str(),
        message_id: Number(strike.message.0),
    };
    let linked = |it: queries::Linked| LinkedOut { who: it.who, name: it.name, kind: it.kind, shared: it.shared };
    Ok(Json(SuspectOut {
        who: it.who,
        name: it.name,
        since: it.since.map(Time),
        friction: it.friction.into(),
        strikes: it.strikes.iter().map(strike).collect(),
        flagged: it.flagged.iter().map(|message| FlaggedOut::new(message, lang)).collect(),
        linked: it.linked.into_iter().map(linked).collect(),
    }))
}

/// For whom chats are switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SwitchScope {
    /// Everybody.
    All,
    /// Chats about products of a category.
    Category,
    /// One shop.
    Seller,
    /// One buyer.
    Buyer,
}

impl SwitchScope {
    fn with(self, target: &str) -> Result<Scope, Refusal> {
        let name = match self {
            Self::All => "all",
            Self::Category => "category",
            Self::Seller => "seller",
            Self::Buyer => "buyer",
        };
        Scope::parse(name, target).ok_or_else(|| Refusal::new(Code::FieldMissing).at("target"))
    }
}

/// A switch.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchOut {
    /// Its id.
    pub id: String,
    /// For whom: `all`, `category`, `seller`, `buyer`.
    #[schema(example = "seller")]
    pub scope: String,
    /// For which one; empty for everybody.
    #[schema(example = "1001")]
    pub target: String,
    /// Why.
    pub reason: SwitchReason,
    /// What the people concerned read beside the reason.
    pub words: String,
    /// From when.
    pub since: Time,
    /// Until when.
    pub until: Time,
    /// Who switched it.
    pub by: String,
}

fn switch(it: queries::Switch) -> SwitchOut {
    SwitchOut {
        id: it.id.to_string(),
        scope: it.scope,
        target: it.target,
        reason: it.reason.into(),
        words: it.words,
        since: it.since.into(),
        until: it.until.into(),
        by: it.by,
    }
}

/// Switches.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchList {
    /// In force.
    pub now: Vec<SwitchOut>,
    /// To come.
    pub later: Vec<SwitchOut>,
    /// The last that are over, the newest first.
    pub ended: Vec<SwitchOut>,
}

/// Switches
#[utoipa::path(get, path = "/switches", tag = "Safety desk", operation_id = "list_switches", security(("Session" = [])),
    responses((status = 200, description = "The switches", body = SwitchList)))]
pub async fn switches(State(site): State<Site>, Auth(me): Auth<Safety>) -> Result<Json<SwitchList>, Problem> {
    let all = queries::switches(&site.app, &me).await?;
    let out = |list: Vec<queries::Switch>| list.into_iter().map(switch).collect();
    Ok(Json(SwitchList { now: out(all.now), later: out(all.later), ended: out(all.ended) }))
}

/// Chats to be switched off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchIn {
    /// For whom.
    pub scope: SwitchScope,
    /// For which one: a category, the number of a shop, the id of a buyer; nothing for everybody.
    #[serde(default)]
    #[schema(example = "1001")]
    pub target: String,
    /// Why.
    pub reason: SwitchReason,
    /// What the people concerned read beside the reason; may be empty.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub words: String,
    /// From when; now where it is absent.
    pub since: Option<Time>,
    /// Until when: a year at most.
    pub until: Time,
}

/// A switch that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchedOut {
    /// Its id.
    pub switch_id: String,
}

/// Switch chats off
///
/// Talks with support stay open; the people concerned read why, until when, and how to appeal.
#[utoipa::path(post, path = "/switches", tag = "Safety desk", operation_id = "switch_chats_off",
    security(("Session" = [])), request_body = SwitchIn,
    responses((status = 200, description = "Switched off", body = SwitchedOut)))]
pub async fn switch_off(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Body(input): Body<SwitchIn>,
) -> Result<Json<SwitchedOut>, Problem> {
    let new = commands::NewSwitch {
        scope: input.scope.with(&input.target)?,
        reason: input.reason.into(),
        words: input.words,
        since: input.since.map(|at| at.0),
        until: input.until.0,
    };
    let id = commands::switch_off(&site.app, &me, new).await?;
    Ok(Json(SwitchedOut { switch_id: id.to_string() }))
}

/// Whom a switch would concern.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConcernedAsked {
    /// For whom.
    #[param(inline)]
    pub scope: SwitchScope,
    /// For which one.
    #[serde(default)]
    pub target: String,
}

/// Whom a switch would concern.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConcernedOut {
    /// Open chats, 1000 are counted at most; absent for a category and for everybody, which nobody counts.
    pub chats: Option<i64>,
}

/// Count the chats that a switch would concern
#[utoipa::path(get, path = "/switches/concerned", tag = "Safety desk", operation_id = "count_concerned_chats",
    params(ConcernedAsked), security(("Session" = [])),
    responses((status = 200, description = "The count", body = ConcernedOut)))]
pub async fn concerned(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Query(asked): Query<ConcernedAsked>,
) -> Result<Json<ConcernedOut>, Problem> {
    let scope = asked.scope.with(&asked.target)?;
    Ok(Json(ConcernedOut { chats: queries::concerned(&site.app, &me, &scope).await? }))
}

/// Switch chats on again
#[utoipa::path(delete, path = "/switches/{switch_id}", tag = "Safety desk", operation_id = "switch_chats_on",
    params(("switch_id" = String, Path, description = "The switch.")), security(("Session" = [])),
    responses((status = 204, description = "Switched on")))]
pub async fn switch_on(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Id(id): Id<SwitchId>,
) -> Result<StatusCode, Problem> {
    commands::switch_on(&site.app, &me, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The guard in force, and what it did this month.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardOut {
    /// The version of its rules; absent where they cannot be read and every message is held.
    pub version: Option<String>,
    /// Their number among those put in force here; 0 for those that come with the program.
    pub number: i64,
    /// Messages that it held.
    pub held: i64,
    /// Messages that it stopped.
    pub blocked: i64,
    /// Stopped messages by label, the most first.
    pub labels: Vec<CountOut>,
    /// Reports of fraud by what happened, the most first.
    pub reports: Vec<CountOut>,
}

/// How many of something.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountOut {
    /// Its name.
    #[schema(example = "asks_code")]
    pub code: String,
    /// How many.
    pub count: i64,
}

fn counted(all: Vec<(String, i64)>) -> Vec<CountOut> {
    all.into_iter().map(|(code, count)| CountOut { code, count }).collect()
}

/// The guard in force
#[utoipa::path(get, path = "/guard", tag = "Safety desk", operation_id = "get_guard", security(("Session" = [])),
    responses((status = 200, description = "The guard", body = GuardOut)))]
pub async fn guard(State(site): State<Site>, Auth(me): Auth<Safety>) -> Result<Json<GuardOut>, Problem> {
    let it = queries::guard(&site.app, &me).await?;
    Ok(Json(GuardOut {
        version: it.version,
        number: it.number,
        held: it.done.0,
        blocked: it.done.1,
        labels: counted(it.labels),
        reports: counted(it.reports),
    }))
}

/// Rules to be tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrialIn {
    /// The rules, TOML.
    pub rules: String,
    /// On how many of the last messages; 50,000 at most.
    #[serde(default = "default_newest")]
    #[schema(minimum = 1, maximum = 50_000, default = 1000)]
    pub newest: i64,
}

fn default_newest() -> i64 {
    1_000
}

/// What came of trying rules on what was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialOut {
    /// The version that the rules give themselves.
    pub version: String,
    /// How many messages were looked at.
    pub looked: usize,
    /// How many went through and would have been held or stopped.
    pub would_stop: usize,
    /// How many were held or stopped and would have gone through.
    pub would_pass: usize,
    /// Some of the first, the newest first; 100 at most.
    pub stopped: Vec<DiffersOut>,
    /// Some of the others, the newest first; 100 at most.
    pub passed: Vec<DiffersOut>,
}

/// A message that other rules judge otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiffersOut {
    /// The message, with what was made of it.
    #[serde(flatten)]
    pub message: WrittenOut,
    /// What the rules that are tried make of it.
    pub would: GuardVerdict,
    /// What they see in it.
    #[schema(example = json!(["asks_code"]))]
    pub labels: Vec<&'static str>,
}

fn differs(all: &[queries::Differs], lang: Lang) -> Vec<DiffersOut> {
    let out = |it: &queries::Differs| DiffersOut {
        message: written(&it.message, lang),
        would: it.would.verdict.into(),
        labels: it.would.labels().into_iter().map(Label::as_str).collect(),
    };
    all.iter().map(out).collect()
}

/// Try rules of the guard
///
/// On the last messages: what would these rules have stopped, what let through? Nothing is changed.
#[utoipa::path(post, path = "/rules/trial", tag = "Safety desk", operation_id = "try_rules", security(("Session" = [])),
    request_body = TrialIn, responses((status = 200, description = "What came of it", body = TrialOut)))]
pub async fn try_rules(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Language(lang): Language,
    Body(input): Body<TrialIn>,
) -> Result<Json<TrialOut>, Problem> {
    let trial = queries::try_rules(&site.app, &me, &input.rules, input.newest).await?;
    Ok(Json(TrialOut {
        version: trial.version,
        looked: trial.looked,
        would_stop: trial.counts.0,
        would_pass: trial.counts.1,
        stopped: differs(&trial.would_stop, lang),
        passed: differs(&trial.would_pass, lang),
    }))
}

/// Rules to be put in force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesIn {
    /// The rules, TOML.
    pub rules: String,
}

/// Rules that are in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesOut {
    /// Their number among those put in force here.
    pub number: i64,
}

/// Put rules of the guard in force
///
/// On every node, without a restart.
#[utoipa::path(post, path = "/rules", tag = "Safety desk", operation_id = "put_rules_in_force", security(("Session" = [])),
    request_body = RulesIn, responses((status = 200, description = "In force", body = RulesOut)))]
pub async fn put_in_force(
    State(site): State<Site>,
    Auth(me): Auth<Safety>,
    Body(input): Body<RulesIn>,
) -> Result<Json<RulesOut>, Problem> {
    let number = commands::put_in_force(&site.app, &me, input.rules).await?;
    Ok(Json(RulesOut { number }))
}
