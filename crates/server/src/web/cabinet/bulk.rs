//! Answering several reviews: every text is seen before anything is sent.

use app::commands::bulk::{self, Preview};
use app::{CanRead, CanReply, Failure, Once, SellerStaff, commands, queries};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::reviews::{COMMENT_MAX, ReviewStatus};
use domain::text::Text;
use domain::{Code, ReviewId, TemplateId};

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, WebError, and_say, html, own_path, see, with_status},
    visit::Visit,
    words::Words,
};

/// The preview of all answers (`POST /reviews/bulk` with a template), and how far the sending has come.
#[derive(Debug, Template)]
#[template(path = "cabinet/bulk.html")]
pub struct BulkPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list it was started from.
    pub back_href: String,
    /// Makes the whole be sent once even when it is sent twice.
    pub key: String,
    /// The answers.
    pub items: Vec<BulkItem>,
    /// What stands there when nothing was selected.
    pub blank: Option<Blank>,
    /// How far it has come, once it was sent.
    pub progress: Option<BulkProgress>,
}

/// One review with the text it would get.
#[derive(Clone, Debug)]
pub struct BulkItem {
    /// The review.
    pub id: String,
    /// The buyer's display name.
    pub author: String,
    /// What the buyer wrote.
    pub review: String,
    /// The answer.
    pub text: String,
    /// It is to be sent.
    pub on: bool,
    /// Why it cannot be sent as it is.
    pub problem: Option<String>,
    /// Worth a look, but it may be sent.
    pub warning: Option<&'static str>,
}

/// How far a sending has come.
#[derive(Clone, Debug)]
pub struct BulkProgress {
    /// Sent.
    pub sent: u64,
    /// Left out because a rule said no.
    pub refused: u64,
    /// Still to be sent.
    pub waiting: u64,
    /// Where it is taken back; absent once the first was sent.
    pub undo: Option<String>,
}

impl BulkProgress {
    /// The part that is done, in per cent.
    pub fn share(&self) -> u64 {
        let total = self.sent + self.refused + self.waiting;
        (self.sent + self.refused) * 100 / total.max(1)
    }
}

impl BulkPage {
    /// How many would be sent.
    pub fn ready(&self) -> usize {
        self.items.iter().filter(|item| item.on).count()
    }
}

type Pairs = Vec<(String, String)>;

fn value<'a>(form: &'a Pairs, name: &str) -> &'a str {
    form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

fn chosen(form: &Pairs) -> Vec<ReviewId> {
    form.iter().filter(|(name, _)| name == "id").filter_map(|(_, id)| ReviewId::parse(id)).collect()
}

/// Several reviews were selected: marks them, or shows what each would be answered.
pub async fn start(visit: Visit, Form(form): Form<Pairs>) -> Page {
    let (staff, ids) = (visit.staff::<CanReply>()?, chosen(&form));
    let back = own_path(value(&form, "back"), "/reviews");
    if ids.is_empty() {
        return Ok(see(&and_say(back, "none")));
    }
    let Some(status) = ReviewStatus::parse(value(&form, "do")) else {
        return preview(&visit, &staff, ids, value(&form, "template"), back).await;
    };
    commands::reviews::set_status(&visit.app, &staff, ids, status).await?;
    Ok(see(&and_say(back, "marked")))
}

async fn preview(visit: &Visit, staff: &SellerStaff<CanReply>, ids: Vec<ReviewId>, template: &str, back: &str) -> Page {
    let id = TemplateId::parse(template).ok_or(Code::TemplateNotFound)?;
    let template = queries::replies::template(&visit.app, &visit.staff::<CanRead>()?, id).await?;
    let text = template.ok_or(Code::TemplateNotFound)?.text;
    let previews = bulk::preview(&visit.app, staff, ids, &text).await?;
    let items = previews.into_iter().map(|preview| item(visit, preview, &text)).collect();
    let key = app::chance::id(visit.app.now()).to_string();
    html(&page(visit, back, key, items).await?)
}

fn item(visit: &Visit, preview: Preview, template: &str) -> BulkItem {
    let r = &visit.w().reviews;
    let warning = if preview.answered {
        Some(r.bulk_already)
    } else if preview.repeats_last {
        Some(r.bulk_same)
    } else {
        preview.repeats_here.then_some(r.bulk_same_here)
    };
    let (text, problem) = match preview.answer {
        Ok(text) => (text, None),
        Err(refusal) => (template.to_owned(), Some(visit.tell(&refusal))),
    };
    BulkItem {
        id: preview.review.to_string(),
        author: preview.buyer,
        review: preview.review_text,
        on: problem.is_none() && !preview.answered,
        text,
        problem,
        warning,
    }
}

async fn page(visit: &Visit, back: &str, key: String, items: Vec<BulkItem>) -> Result<BulkPage, WebError> {
    let w = visit.w();
    let shell = visit.cabinet(Tab::Reviews, w.reviews.bulk_title).await?;
    Ok(BulkPage { w, shell, back_href: back.to_owned(), key, items, blank: None, progress: None })
}

/// Sends the texts of the preview, as they were left.
pub async fn send(visit: Visit, Form(form): Form<Pairs>) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let back = own_path(value(&form, "back"), "/reviews");
    let answers: Vec<_> =
        chosen(&form).into_iter().map(|id| (id, value(&form, &format!("text-{id}")).to_owned())).collect();
    if answers.is_empty() {
        return Ok(see(&and_say(back, "none")));
    }
    if answers.iter().any(|(_, text)| problem(&visit, text).is_some()) {
        return again(&visit, &form, back).await;
    }
    let key = value(&form, "key");
    let once =
        (!key.is_empty()).then(|| Once::new(format!("web-bulk:{}", staff.seller()), key, &format!("{answers:?}")));
    let settles = form.iter().any(|(name, _)| name == "processed");
    let sending = bulk::send(&visit.app, &staff, answers, settles, once).await?;
    Ok(see(&crate::web::query::address(&format!("/reviews/bulk/{sending}"), [("back", back.to_owned())])))
}

/// Why a text cannot be sent: too long, empty, or a variable of the template still in it.
fn problem(visit: &Visit, text: &str) -> Option<String> {
    let hole = || {
        let template = domain::templates::Template::parse(text).ok()?;
        let (variable, _) = template.variables().next()?;
        Some(visit.w().reviews.hole_send.put(variable))
    };
    match Text::<1, COMMENT_MAX>::new(text) {
        Ok(_) => hole(),
        Err(refusal) => Some(visit.tell(&refusal)),
    }
}

/// The preview once more, with every text as it was typed and what is wrong with some.
async fn again(visit: &Visit, form: &Pairs, back: &str) -> Page {
    let reader = visit.staff::<CanRead>()?;
    let on = chosen(form);
    let mut items = Vec::new();
    for (name, text) in form {
        let Some(id) = name.strip_prefix("text-").and_then(ReviewId::parse) else { continue };
        let review = queries::reviews::one(&visit.app, &reader, id).await?;
        let on = on.contains(&id);
        let problem = if on { problem(visit, text) } else { None };
        let (id, text) = (id.to_string(), text.clone());
        items.push(BulkItem { id, author: review.buyer_name, review: review.text, text, on, problem, warning: None });
    }
    let page = page(visit, back, value(form, "key").to_owned(), items).await?;
    with_status(StatusCode::BAD_REQUEST, &page)
}

/// How far a sending has come.
pub async fn progress(visit: Visit, Path(sending): Path<String>) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let known = bulk::progress(&visit.app, &staff, sending.clone()).await?;
    let back = crate::web::query::pairs(visit.uri.query().unwrap_or_default());
    let mut page = page(&visit, own_path(value(&back, "back"), "/reviews"), String::new(), Vec::new()).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    page.progress = Some(BulkProgress {
        sent: count(known.sent),
        refused: count(known.refused),
        waiting: count(known.waiting),
        undo: (known.sent + known.refused == 0).then(|| format!("/reviews/bulk/{sending}/undo")),
    });
    html(&page)
}

/// Takes a sending back before the first answer went out.
pub async fn undo(visit: Visit, Path(sending): Path<String>) -> Page {
    let staff = visit.staff::<CanReply>()?;
    match bulk::undo(&visit.app, &staff, sending.clone()).await {
        Ok(()) => Ok(see("/reviews?done=bulk-undone")),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::UndoTooLate => {
            Ok(see(&format!("/reviews/bulk/{sending}?done=late")))
        }
        Err(failure) => Err(failure.into()),
    }
}
