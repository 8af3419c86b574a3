//! One review, from what the app knows to what the page shows.

use app::queries::{self, moderation::Reasons, reviews::Detail};
use app::{CanRead, SellerStaff};
use domain::people::Permission;
use domain::reviews::{Action, COMMENT_MAX, OrderStatus, ReportReason, ReviewStatus};
use domain::templates::{Facts, Template};

use super::review::{EarlierReview, ReportForm, ReviewView};
use super::reviews_query::ReviewsQuery;
use crate::web::convert::{self, Eyes};
use crate::web::parts::{Choice, Comment, Composer, Conflict, Findings, Presence, Spread, TemplateChoice};
use crate::web::respond::WebError;
use crate::web::tracks::{self, Judged};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// What a refused form brings back to the page, so that nothing typed is lost.
#[derive(Clone, Debug, Default)]
pub struct Redo {
    /// The answer that was typed.
    pub answer: Option<String>,
    /// The box "mark processed" was ticked.
    pub processed: Option<bool>,
    /// Why the answer was refused.
    pub error: Option<String>,
    /// The answer that somebody else had sent meanwhile: author, text, id.
    pub conflict: Option<(String, String, String)>,
    /// A refused change of a comment: which, what was typed, why.
    pub edit: Option<(String, String, String)>,
    /// A refused appeal: of which comment, what was typed, why.
    pub appeal: Option<(String, String, String)>,
    /// A refused report: reason, text, why.
    pub report: Option<(String, String, String)>,
}

/// The page's view of a review.
pub async fn view(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    detail: &Detail,
    asked: &ReviewsQuery,
    redo: Redo,
) -> Result<ReviewView, WebError> {
    let templates = if detail.actions.contains(&Action::Answer) {
        queries::replies::templates(&visit.app, staff).await?
    } else {
        Vec::new()
    };
    let searched = asked.searched();
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: searched.as_ref() };
    let mut view = facts(eyes, detail, asked, staff.may(Permission::Reply));
    if !detail.tracks.is_empty() {
        let reasons = queries::moderation::reasons(&visit.app).await?;
        show_tracks(eyes, detail, &reasons, &mut view.thread);
    }
    tracks::bring_back(&mut view.thread, redo.edit.as_ref(), redo.appeal.as_ref());
    view.report = report_form(eyes.w, redo.report.as_ref());
    if let Some(order) = detail.review.order.clone().filter(|_| staff.may(Permission::Reply)) {
        let open = queries::chats::may_write_about(&visit.app, staff, order.clone(), detail.review.sku).await?;
        view.write = open.then(|| (order.0, detail.review.sku.map(|sku| sku.0)));
    }
    if detail.actions.contains(&Action::Answer) {
        view.composer = Some(composer(visit, staff, detail, &templates, asked, redo));
    }
    Ok(view)
}

fn facts(eyes: Eyes<'_>, detail: &Detail, asked: &ReviewsQuery, may_reply: bool) -> ReviewView {
    let (w, review) = (eyes.w, &detail.review);
    let can = |action| detail.actions.contains(&action);
    let list = asked.plain();
    ReviewView {
        id: review.id.to_string(),
        query: list.href(""),
        back_href: list.href("/reviews"),
        initials: ReviewView::initials_of(&review.buyer_name),
        author: review.buyer_name.clone(),
        stars: convert::stars(review.stars),
        when: eyes.when(review.published_at),
        status: convert::status(review.status),
        waiting: eyes.waiting(review),
        order: convert::order(w, review),
        cancelled_note: review.order_status == OrderStatus::Cancelled,
        parts: parts(eyes, [&review.pros, &review.cons, &review.text]),
        media: convert::media(&review.media),
        edited: review.edited_at.is_some(),
        pinned: detail.pinned,
        reported: detail.reported_at.is_some(),
        product: detail.product.as_ref().map_or_else(|| convert::product_of(w, review), convert::product),
        spread: detail.product.as_ref().map_or_else(Spread::default, |p| convert::spread(w.lang, p.stars)),
        thread: detail.thread.iter().map(|comment| eyes.comment(comment, &list.href(""), may_reply)).collect(),
        earlier: detail.earlier.iter().map(|earlier| earlier_review(eyes, earlier, &list)).collect(),
        mark: can(Action::SetStatus).then_some(match review.status {
            ReviewStatus::Processed => (ReviewStatus::Viewed.as_str(), w.reviews.back_to_work),
            ReviewStatus::New | ReviewStatus::Viewed => (ReviewStatus::Processed.as_str(), w.reviews.mark_processed),
        }),
        can_pin: can(Action::Pin) && !detail.pinned && detail.product.is_some(),
        can_unpin: can(Action::Pin) && detail.pinned,
        can_report: can(Action::Report) && detail.reported_at.is_none(),
        report: ReportForm::default(),
        write: None,
        composer: None,
    }
}

/// Comments that are held back show their way.
fn show_tracks(eyes: Eyes<'_>, detail: &Detail, reasons: &Reasons, thread: &mut [Comment]) {
    for comment in thread {
        let Some((_, track)) = detail.tracks.iter().find(|(id, _)| id.to_string() == comment.id) else { continue };
        comment.track = tracks::track(
            eyes,
            reasons,
            Judged {
                track,
                text: &comment.text,
                public: None,
                path: &comment.path,
                query: &comment.query,
                may_appeal: comment.can_edit,
                fix_href: None,
            },
        );
    }
}

fn parts(eyes: Eyes<'_>, [pros, cons, text]: [&String; 3]) -> Vec<(&'static str, Vec<crate::web::parts::Piece>)> {
    let r = &eyes.w.reviews;
    let text_label = if pros.is_empty() && cons.is_empty() { "" } else { r.comment };
    [(r.pros, pros), (r.cons, cons), (text_label, text)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| (label, eyes.marked(text)))
        .collect()
}

fn earlier_review(eyes: Eyes<'_>, review: &queries::reviews::Review, list: &ReviewsQuery) -> EarlierReview {
    EarlierReview {
        href: list.href(&format!("/reviews/{}", review.id)),
        stars: convert::stars(review.stars),
        when: eyes.when(review.published_at),
        product: convert::product_of(eyes.w, review).name,
        text: review.text.clone(),
    }
}

fn report_form(w: &Words, redo: Option<&(String, String, String)>) -> ReportForm {
    let (reason, text, error) = redo.cloned().unwrap_or_default();
    ReportForm {
        open: redo.is_some(),
        reasons: reasons(w, &reason),
        text,
        error: Some(error).filter(|e| !e.is_empty()),
    }
}

/// The reasons for which a review can be reported.
pub fn reasons(w: &Words, chosen: &str) -> Vec<Choice> {
    let choice = |it: &ReportReason| Choice::new(it.as_str(), reason(w, *it), it.as_str() == chosen);
    ReportReason::ALL.iter().map(choice).collect()
}

/// A reason in words.
pub fn reason(w: &Words, reason: ReportReason) -> &'static str {
    let r = &w.reviews;
    match reason {
        ReportReason::NotAboutProduct => r.reason_not_about_product,
        ReportReason::Abuse => r.reason_abuse,
        ReportReason::Competitor => r.reason_competitor,
        ReportReason::Fake => r.reason_fake,
        ReportReason::PersonalData => r.reason_personal_data,
        ReportReason::Advertisement => r.reason_advertisement,
        ReportReason::Blackmail => r.reason_blackmail,
        ReportReason::Other => r.reason_other,
    }
}

fn composer(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    detail: &Detail,
    templates: &[queries::replies::Template],
    asked: &ReviewsQuery,
    redo: Redo,
) -> Composer {
    let review = &detail.review;
    let list = asked.plain();
    let choice = |template: &queries::replies::Template| {
        let (text, hole) = filled(&template.text, &facts_of(detail, staff.shop()));
        let address = list.href(&format!("/reviews/{}", review.id));
        let sign = if address.contains('?') { '&' } else { '?' };
        let href = format!("{address}{sign}template={}", template.id);
        TemplateChoice { id: template.id.to_string(), name: template.name.clone(), text, hole, href }
    };
    let templates: Vec<_> = templates.iter().map(choice).collect();
    let wanted = crate::web::query::pairs(visit.uri.query().unwrap_or_default());
    let inserted = wanted
        .iter()
        .find(|(name, _)| name == "template")
        .and_then(|(_, id)| templates.iter().find(|template| template.id == *id))
        .map(|template| template.text.clone());
    let seen = detail.newest_answer.map(|id| id.to_string()).unwrap_or_default();
    Composer {
        path: format!("/reviews/{}", review.id),
        query: list.href(""),
        text: redo.answer.or(inserted).or_else(|| detail.draft.clone()).unwrap_or_default(),
        limit: u32::try_from(COMMENT_MAX).unwrap_or(u32::MAX),
        seen: redo.conflict.as_ref().map_or(seen, |(_, _, id)| id.clone()),
        key: app::chance::id(visit.app.now()).to_string(),
        templates,
        mark_processed: Some(redo.processed.unwrap_or(true)),
        corrects: None,
        checked: false,
        findings: Findings::default(),
        error: redo.error,
        conflict: redo.conflict.map(|conflict| conflict_of(visit, detail, conflict)),
        presence: detail.answering.first().map(|name| Presence { name: name.clone() }),
    }
}

fn conflict_of(visit: &Visit, detail: &Detail, (author, text, id): (String, String, String)) -> Conflict {
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: None };
    let sent = detail.thread.iter().find(|comment| comment.id.to_string() == id).map(|comment| comment.sent_at);
    Conflict { author, when: eyes.when(sent), text }
}

/// What a template may say of a review.
pub fn facts_of<'a>(detail: &'a Detail, shop: &'a str) -> Facts<'a> {
    let review = &detail.review;
    Facts {
        buyer: Some(&review.buyer_name),
        product: review.product.as_deref(),
        sku: review.sku,
        shop: Some(shop),
        order: review.order.as_ref().map(|order| order.0.as_str()),
        rating: review.facts().rating,
    }
}

/// A template filled as far as it can be, and the holes that are left.
pub fn filled(text: &str, facts: &Facts<'_>) -> (String, Option<String>) {
    match Template::parse(text).map(|template| template.fill(facts)) {
        Ok(Ok(full)) => (full, None),
        Ok(Err(holes)) => {
            let names: Vec<_> = holes.0.iter().map(ToString::to_string).collect();
            (text.to_owned(), Some(names.join(", ")))
        }
        Err(_) => (text.to_owned(), None),
    }
}
