//! Addresses of the shop's programs, and what was told to them.

use app::commands::webhooks::{self as commands, Change, NewWebhook};
use app::queries::notices::{Attempt, Call, Cursor, Webhook};
use app::{CanManage, Failure, queries};
use askama::Template;
use axum::extract::{Form, Path, Query, RawForm};
use axum::http::StatusCode;
use domain::event::Event;
use domain::notices::webhooks::{Format, Off};
use domain::{Code, Kind, Refusal, Timestamp, WebhookId};
use serde::Deserialize;

use crate::callable;
use crate::outward::webhook::Tried;
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::{Blank, Choice, Field};
use crate::web::query;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::{When, Words, when};

/// The page.
const PATH: &str = "/menu/webhooks";
/// Calls on a page.
const PAGE: usize = 30;

/// `/menu/webhooks`
#[derive(Debug, Template)]
#[template(path = "cabinet/webhooks.html")]
pub struct WebhooksPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The addresses.
    pub webhooks: Vec<WebhookRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// A new one.
    pub form: WebhookForm,
}

/// An address in the list.
#[derive(Clone, Debug)]
pub struct WebhookRow {
    /// Its page.
    pub href: String,
    /// Where it is.
    pub url: String,
    /// Whose bodies it gets, and how many kinds of events.
    pub about: String,
    /// Whether it works.
    pub state: State,
}

/// Whether an address works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its sign.
    pub icon: Icon,
    /// Green, amber, red or nothing.
    pub tone: &'static str,
    /// What it says.
    pub label: &'static str,
}

/// What an address is described by.
#[derive(Clone, Debug, Default)]
pub struct WebhookForm {
    /// Where it is.
    pub url: Field,
    /// Whose bodies it gets; empty where that stands already.
    pub formats: Vec<Choice>,
    /// Of what it is told; empty where the format says it.
    pub events: Vec<Choice>,
}

/// `/menu/webhooks/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/webhook.html")]
pub struct WebhookPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its address.
    pub path: String,
    /// Where it is.
    pub url: String,
    /// Whether it works.
    pub state: State,
    /// It is called.
    pub on: bool,
    /// The secret, this once.
    pub secret: Option<String>,
    /// It gets the marketplace's pushes.
    pub is_ozon: bool,
    /// What can be changed.
    pub form: WebhookForm,
    /// What the check said.
    pub checked: Option<String>,
    /// What came of a trial.
    pub tried: Option<AttemptRow>,
    /// What was told to it.
    pub calls: Vec<CallRow>,
    /// What was told before.
    pub next: Option<String>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct CallRow {
    /// Its number.
    pub seq: String,
    /// The kind of the event.
    pub kind: String,
    /// When it happened.
    pub when: Option<When>,
    /// What became of it.
    pub state: State,
    /// How often it was tried, and when again.
    pub about: String,
    /// Each try.
    pub attempts: Vec<AttemptRow>,
    /// It can be made again.
    pub resend: bool,
}

/// A try.
#[derive(Clone, Debug)]
pub struct AttemptRow {
    /// When.
    pub when: Option<When>,
    /// "503", or that there was no answer.
    pub status: String,
    /// It was taken.
    pub good: bool,
    /// How long it took.
    pub took: String,
    /// What went wrong, or what was answered.
    pub said: String,
}

/// Groups of events: their name in forms, and the beginnings of kinds that belong to them.
const GROUPS: [(&str, &[&str]); 6] = [
    ("review", &["review_", "comment_"]),
    ("question", &["question_", "answer_"]),
    ("chat", &["message", "chat", "file_", "dispute_", "reply_due", "fraud_", "friction_"]),
    ("promotion", &["promotion_", "price_", "enrolment_", "floor_"]),
    ("discount", &["discount_"]),
    ("moderation", &["verdict_", "case_"]),
];

fn kinds_of(group: &str) -> Vec<String> {
    let Some((_, starts)) = GROUPS.iter().find(|(name, _)| *name == group) else { return Vec::new() };
    let kinds = Event::KINDS.iter().filter(|kind| starts.iter().any(|start| kind.starts_with(start)));
    kinds.map(|kind| (*kind).to_owned()).collect()
}

/// The groups with those that are chosen; an empty choice means everything.
pub fn events(w: &Words, types: &[String]) -> Vec<Choice> {
    let n = &w.notices;
    let label = |group: &str| match group {
        "review" => n.events_review,
        "question" => n.events_question,
        "chat" => n.events_chat,
        "promotion" => n.events_promotion,
        "discount" => n.events_discount,
        _ => n.events_moderation,
    };
    let chosen = |starts: &[&str]| {
        types.is_empty() || types.iter().any(|kind| starts.iter().any(|start| kind.starts_with(start)))
    };
    GROUPS.iter().map(|(name, starts)| Choice::new(*name, label(name), chosen(starts))).collect()
}

/// Whose bodies an address may get.
pub fn formats(w: &Words, chosen: Format) -> Vec<Choice> {
    let label = |format| match format {
        Format::Standard => w.notices.format_standard,
        Format::Ozon => w.notices.format_ozon,
    };
    Format::ALL.iter().map(|format| Choice::new(format.as_str(), label(*format), *format == chosen)).collect()
}

/// Whether an address works.
pub fn state(w: &Words, off: Option<Off>, is_failing: bool) -> State {
    let n = &w.notices;
    match (off, is_failing) {
        (Some(Off::Owner), _) => State { icon: icons::LOCK, tone: "", label: n.webhook_off_owner },
        (Some(Off::Failing), _) => State { icon: icons::WARNING, tone: "bad", label: n.webhook_off_failing },
        (None, true) => State { icon: icons::WARNING, tone: "warn", label: n.webhook_failing },
        (None, false) => State { icon: icons::CHECK, tone: "good", label: n.webhook_works },
    }
}

/// What became of a call.
pub fn call_state(w: &Words, state: &str) -> State {
    let n = &w.notices;
    match state {
        "sent" => State { icon: icons::CHECK, tone: "good", label: n.call_sent },
        "failed" => State { icon: icons::WARNING, tone: "bad", label: n.call_failed },
        "waiting" => State { icon: icons::CLOCK, tone: "warn", label: n.call_waiting },
        _ => State { icon: icons::CLOSE, tone: "", label: n.call_dropped },
    }
}

/// Shows the addresses.
pub async fn show(visit: Visit) -> Page {
    let w = visit.w();
    let form = WebhookForm { formats: formats(w, Format::Standard), events: events(w, &[]), ..WebhookForm::default() };
    html(&list(&visit, form).await?)
}

async fn list(visit: &Visit, form: WebhookForm) -> Result<WebhooksPage, WebError> {
    let (staff, w) = (visit.staff::<CanManage>()?, visit.w());
    let webhooks = queries::notices::webhooks(&visit.app, &staff).await?;
    let webhooks: Vec<_> = webhooks.iter().map(|webhook| row(w, webhook)).collect();
    let blank = webhooks.is_empty().then(|| blank(w));
    let shell = visit.cabinet(Tab::Menu, w.notices.webhooks).await?.described(w.notices.webhooks_description);
    Ok(WebhooksPage { w, shell, webhooks, blank, form })
}

/// What stands there when there are none.
pub fn blank(w: &Words) -> Blank {
    let (title, text) = (w.notices.webhooks_none.into(), w.notices.webhooks_none_text.into());
    Blank { icon: icons::SEND, title, text, action: None }
}

fn row(w: &Words, webhook: &Webhook) -> WebhookRow {
    let n = &w.notices;
    let about = match webhook.format {
        Format::Ozon => n.format_ozon.to_owned(),
        Format::Standard if webhook.types.is_empty() => {
            format!("{} · {}", n.format_standard, n.webhook_all.to_lowercase())
        }
        Format::Standard => {
            let chosen: Vec<_> =
                events(w, &webhook.types).into_iter().filter(|group| group.on).map(|group| group.label).collect();
            format!("{} · {}", n.format_standard, chosen.join(", ").to_lowercase())
        }
    };
    WebhookRow {
        href: format!("{PATH}/{}", webhook.id),
        url: webhook.url.clone(),
        about,
        state: state(w, webhook.off, webhook.failing_since.is_some()),
    }
}

/// What a form says: the address, the format, and what it is told.
struct Typed {
    url: String,
    format: Format,
    types: Vec<String>,
    groups: Vec<String>,
}

fn typed(body: &[u8]) -> Typed {
    let pairs = query::pairs(&String::from_utf8_lossy(body));
    let one = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim().to_owned());
    let groups: Vec<_> = pairs.iter().filter(|(name, _)| name == "events").map(|(_, value)| value.clone()).collect();
    let everything = groups.is_empty() || GROUPS.iter().all(|(name, _)| groups.iter().any(|group| group == name));
    let types = if everything { Vec::new() } else { groups.iter().flat_map(|group| kinds_of(group)).collect() };
    let format = one("format").and_then(|format| Format::parse(&format)).unwrap_or(Format::Standard);
    Typed { url: one("url").unwrap_or_default(), format, types, groups }
}

fn may_call(visit: &Visit, url: &str) -> Result<(), Refusal> {
    visit
        .site
        .outward
        .caller()
        .may_call(url)
        .map(|_| ())
        .map_err(|why| Refusal::new(Code::WebhookAddressRefused).at("url").with("reason", why.words(visit.look.lang)))
}

/// Adds an address and shows its secret, this once; so the answer is the page itself and no redirect.
pub async fn add(visit: Visit, RawForm(body): RawForm) -> Page {
    let staff = visit.staff::<CanManage>()?;
    let typed = typed(&body);
    let added = match may_call(&visit, &typed.url) {
        Ok(()) => {
            let new = NewWebhook { format: typed.format, url: typed.url.clone(), types: typed.types.clone() };
            commands::create(&visit.app, &staff, new).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match added {
        Ok(webhook) => {
            let secret = Some(webhook.secret.clone()).filter(|_| webhook.format == Format::Standard);
            html(&page(&visit, &webhook, Shown { secret, ..Shown::default() }).await?)
        }
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict) => {
            let w = visit.w();
            let mut events = events(w, &[]);
            for group in &mut events {
                group.on = typed.groups.contains(&group.value);
            }
            let url = Field::refused(typed.url, visit.tell(&refusal));
            let form = WebhookForm { url, formats: formats(w, typed.format), events };
            with_status(StatusCode::BAD_REQUEST, &list(&visit, form).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What the page of an address shows beside it.
#[derive(Default)]
struct Shown {
    secret: Option<String>,
    checked: Option<String>,
    tried: Option<AttemptRow>,
    url: Option<Field>,
    before: Option<Cursor>,
}

/// Where a page of the log begins.
#[derive(Debug, Deserialize)]
pub struct Asked {
    before: Option<i64>,
}

/// Shows an address and what was told to it.
pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Page {
    let webhook = load(&visit, &id).await?;
    visit.saw(webhook.id).await?;
    let before = asked.before.map(|seq| Cursor { seq });
    html(&page(&visit, &webhook, Shown { before, ..Shown::default() }).await?)
}

fn id_of(id: &str) -> Result<WebhookId, Refusal> {
    WebhookId::parse(id).ok_or_else(|| Code::WebhookNotFound.into())
}

async fn load(visit: &Visit, id: &str) -> Result<Webhook, WebError> {
    Ok(queries::notices::webhook(&visit.app, &visit.staff::<CanManage>()?, id_of(id)?).await?)
}

async fn page(visit: &Visit, webhook: &Webhook, shown: Shown) -> Result<WebhookPage, WebError> {
    let (staff, w) = (visit.staff::<CanManage>()?, visit.w());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut told = queries::notices::calls(&visit.app, &staff, webhook.id, shown.before, limit).await?;
    let more = told.len() > PAGE;
    told.truncate(PAGE);
    let path = format!("{PATH}/{}", webhook.id);
    let last = told.last().map(|(call, _)| call.cursor.seq.to_string()).filter(|_| more);
    let is_ozon = webhook.format == Format::Ozon;
    let form = WebhookForm {
        url: shown.url.unwrap_or_else(|| Field::of(webhook.url.clone())),
        formats: Vec::new(),
        events: if is_ozon { Vec::new() } else { events(w, &webhook.types) },
    };
    Ok(WebhookPage {
        w,
        shell: visit.cabinet(Tab::Menu, w.notices.webhook).await?.described(w.notices.webhooks_description),
        url: webhook.url.clone(),
        state: state(w, webhook.off, webhook.failing_since.is_some()),
        on: webhook.off.is_none(),
        secret: shown.secret,
        is_ozon,
        form,
        checked: shown.checked,
        tried: shown.tried,
        calls: told.iter().map(|(call, attempts)| self::call(w, call, attempts, visit.now())).collect(),
        next: last.map(|last| query::address(&path, [("before", last)])),
        path,
    })
}

/// A call as its row shows it.
pub fn call(w: &Words, call: &Call, attempts: &[Attempt], now: i64) -> CallRow {
    let n = &w.notices;
    let waits = call.state == "waiting";
    let next = when(w, call.due_at.0, now).filter(|_| waits && call.due_at.0 > now).map(|at| n.call_next.put(at.short));
    let tries = (call.attempts > 0).then(|| n.call_tries.put(call.attempts));
    CallRow {
        seq: call.cursor.seq.to_string(),
        kind: call.kind.clone(),
        when: when(w, call.at.0, now),
        state: call_state(w, &call.state),
        about: [tries, next].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        attempts: attempts.iter().map(|attempt| self::attempt(w, attempt, now)).collect(),
        resend: !waits,
    }
}

fn attempt(w: &Words, attempt: &Attempt, now: i64) -> AttemptRow {
    let said = if attempt.error.is_empty() { &attempt.answer } else { &attempt.error };
    AttemptRow {
        when: when(w, attempt.at.0, now),
        status: attempt.status.map_or_else(|| w.notices.no_answer.to_owned(), |status| status.to_string()),
        good: attempt.error.is_empty() && attempt.status.is_some_and(|status| (200..300).contains(&status)),
        took: w.notices.call_took.put(attempt.took / 1_000),
        said: said.clone(),
    }
}

/// What came of a trial, as the page shows it.
pub fn tried(w: &Words, tried: &Tried, now: i64) -> AttemptRow {
    let attempt = Attempt {
        number: 1,
        at: Timestamp(now),
        took: i64::try_from(tried.took.as_micros()).unwrap_or(i64::MAX),
        status: tried.status.map(i64::from),
        error: tried.error.clone(),
        answer: tried.answer.clone(),
    };
    let said: Vec<_> = [&tried.error, &tried.answer].into_iter().filter(|it| !it.is_empty()).cloned().collect();
    AttemptRow { said: said.join("\n"), ..self::attempt(w, &attempt, now) }
}

/// Changes where an address is, and what it is told.
pub async fn change(visit: Visit, Path(id): Path<String>, RawForm(body): RawForm) -> Page {
    let webhook = load(&visit, &id).await?;
    let typed = typed(&body);
    if let Err(refusal) = may_call(&visit, &typed.url) {
        let url = Some(Field::refused(typed.url, visit.tell(&refusal)));
        return with_status(StatusCode::BAD_REQUEST, &page(&visit, &webhook, Shown { url, ..Shown::default() }).await?);
    }
    let types = (webhook.format == Format::Standard).then_some(typed.types);
    let change = Change { url: Some(typed.url), types, ..Change::default() };
    commands::change(&visit.app, &visit.staff::<CanManage>()?, webhook.id, change).await?;
    Ok(see(&and_say(&format!("{PATH}/{id}"), "webhook-saved")))
}

/// Whether it is called.
#[derive(Debug, Deserialize)]
pub struct Turned {
    #[serde(default)]
    on: u8,
}

/// Switches it on or off.
pub async fn turn(visit: Visit, Path(id): Path<String>, Form(form): Form<Turned>) -> Page {
    let change = Change { on: Some(form.on == 1), ..Change::default() };
    commands::change(&visit.app, &visit.staff::<CanManage>()?, id_of(&id)?, change).await?;
    Ok(see(&and_say(&format!("{PATH}/{id}"), "webhook-saved")))
}

/// Makes a new secret and shows it, this once.
pub async fn rotate(visit: Visit, Path(id): Path<String>) -> Page {
    let change = Change { rotate: true, ..Change::default() };
    let webhook = commands::change(&visit.app, &visit.staff::<CanManage>()?, id_of(&id)?, change).await?;
    html(&page(&visit, &webhook, Shown { secret: Some(webhook.secret.clone()), ..Shown::default() }).await?)
}

/// Tells the program something on trial, or asks it whether it is there as the marketplace does, and says what came back.
pub async fn check(visit: Visit, Path(id): Path<String>) -> Page {
    let webhook = load(&visit, &id).await?;
    if webhook.format == Format::Standard {
        let tried = tried(visit.w(), &callable::try_out(&visit.site, &webhook).await?, visit.now());
        let status = if tried.good { StatusCode::OK } else { StatusCode::CONFLICT };
        let shown = Shown { tried: Some(tried), ..Shown::default() };
        return with_status(status, &page(&visit, &webhook, shown).await?);
    }
    match visit.site.outward.caller().check(&webhook.url, visit.app.now()).await {
        Ok(()) => Ok(see(&and_say(&format!("{PATH}/{id}"), "webhook-checked"))),
        Err(why) => {
            let refusal = Refusal::new(Code::WebhookCheckFailed).with("reason", why.code());
            let checked = Some(visit.tell(&refusal));
            with_status(StatusCode::CONFLICT, &page(&visit, &webhook, Shown { checked, ..Shown::default() }).await?)
        }
    }
}

/// Takes it away.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Page {
    commands::delete(&visit.app, &visit.staff::<CanManage>()?, id_of(&id)?).await?;
    Ok(see(&and_say(PATH, "webhook-deleted")))
}

/// Makes a call again.
pub async fn resend(visit: Visit, Path((id, seq)): Path<(String, String)>) -> Page {
    let seq = seq.parse().map_err(|_| Refusal::from(Code::CallNotFound))?;
    commands::resend(&visit.app, &visit.staff::<CanManage>()?, id_of(&id)?, Cursor { seq }).await?;
    Ok(see(&and_say(&format!("{PATH}/{id}"), "resent")))
}
