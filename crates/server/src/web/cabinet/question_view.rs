//! One question, from what the app knows to what the page shows.

use app::queries::{
    self,
    moderation::Reasons,
    questions::{Checked, Detail, Identical, Tracked},
    replies::Template,
};
use app::{CanRead, SellerStaff};
use domain::moderation::reason::Severity;
use domain::people::Permission;
use domain::questions::{ANSWER_MAX, Action, AnswerState, AuthorKind, Stage, Status, can_edit};
use domain::templates::Facts;

use super::question::{QuestionView, Similar};
use super::questions_query::QuestionsQuery;
use super::review_view::filled;
use crate::web::convert::{self, Eyes};
use crate::web::layout::initials;
use crate::web::parts::{
    Comment, CommentState, Composer, Conflict, Findings, Presence, ProductLine, TemplateChoice, same,
};
use crate::web::respond::WebError;
use crate::web::tracks::{self, Judged};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// What a refused form brings back to the page, so that nothing typed is lost.
#[derive(Clone, Debug, Default)]
pub struct Redo {
    /// The answer that was typed.
    pub answer: Option<String>,
    /// The answer that it corrects.
    pub corrects: Option<String>,
    /// Why it was refused.
    pub error: Option<String>,
    /// What the rules see in it.
    pub findings: Findings,
    /// The answer that somebody else had sent meanwhile: author, text, id.
    pub conflict: Option<(String, String, String)>,
    /// A refused change of an answer: which, what was typed, why.
    pub edit: Option<(String, String, String)>,
    /// A refused appeal: of which answer, what was typed, why.
    pub appeal: Option<(String, String, String)>,
}

/// What the page is drawn with.
struct Scene<'a> {
    visit: &'a Visit,
    staff: &'a SellerStaff<CanRead>,
    detail: &'a Detail,
    /// The list that it was opened from.
    list: QuestionsQuery,
    eyes: Eyes<'a>,
    reasons: Reasons,
}

/// The page's view of a question.
pub async fn view(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    detail: &Detail,
    asked: &QuestionsQuery,
    redo: Redo,
) -> Result<QuestionView, WebError> {
    let may_answer = detail.actions.contains(&Action::Answer);
    let templates = if may_answer { queries::replies::templates(&visit.app, staff).await? } else { Vec::new() };
    let searched = asked.searched();
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: searched.as_ref() };
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let scene = Scene { visit, staff, detail, list: asked.plain(), eyes, reasons };
    let mut view = scene.facts();
    tracks::bring_back(&mut view.thread, redo.edit.as_ref(), redo.appeal.as_ref());
    if may_answer {
        view.composer = Some(scene.composer(&templates, redo));
    }
    Ok(view)
}

impl Scene<'_> {
    fn path(&self) -> String {
        format!("/questions/{}", self.detail.question.id)
    }

    fn facts(&self) -> QuestionView {
        let (eyes, detail) = (self.eyes, self.detail);
        let (w, question) = (eyes.w, &detail.question);
        QuestionView {
            id: question.id.to_string(),
            query: self.list.href(""),
            back_href: self.list.href("/questions"),
            author: question.buyer_name.clone(),
            initials: initials(&question.buyer_name),
            when: eyes.when(Some(question.asked_at)),
            stage: convert::stage(question.stage),
            waiting: question.stage.waits().then_some(question.asked_at).and_then(|at| eyes.waited(at)),
            same: same(w, u64::try_from(question.same).unwrap_or(0)),
            text: eyes.marked(&question.text),
            product: detail.product.as_ref().map_or_else(|| self.product_of_question(), convert::product),
            attributes: detail.product.as_ref().map_or_else(Vec::new, |product| attributes(&product.attributes)),
            about: detail.product.as_ref().map_or_else(String::new, |product| product.description.clone()),
            thread: detail.answers.iter().map(|answer| self.answer(answer)).collect(),
            similar: detail.similar.iter().filter_map(|question| self.similar(question)).collect(),
            mark: detail.actions.contains(&Action::SetStatus).then(|| mark(w, question.stage)),
            composer: None,
        }
    }

    fn product_of_question(&self) -> ProductLine {
        let question = &self.detail.question;
        ProductLine {
            sku: question.sku.0,
            name: question.product.clone().unwrap_or_else(|| self.eyes.w.reviews.product_unknown.to_owned()),
            image: question.picture.map(convert::thumb),
            href: convert::card_href(Some(question.sku)),
            price: None,
        }
    }

    fn answer(&self, tracked: &Tracked) -> Comment {
        let (eyes, answer) = (self.eyes, &tracked.answer);
        let by_shop = answer.author == AuthorKind::Seller;
        let may_change = by_shop && self.staff.may(Permission::Reply) && can_edit(answer.state);
        let (path, query) = (format!("{}/answers/{}", self.path(), answer.id), self.list.href(""));
        let judged = Judged {
            track: &tracked.track,
            text: &answer.text,
            public: answer.public_text.as_deref(),
            path: &path,
            query: &query,
            may_appeal: may_change,
            fix_href: may_change.then(|| self.with("correct", &answer.id.to_string())),
        };
        let useful = (answer.useful > 0).then(|| eyes.w.questions.useful_n.put(answer.useful));
        let bought = (!by_shop).then(|| eyes.w.questions.bought.to_owned());
        let notes: Vec<_> = bought.into_iter().chain(useful).collect();
        let shown = if by_shop { Some(&answer.text) } else { answer.public_text.as_ref() };
        Comment {
            id: answer.id.to_string(),
            author: answer.author_name.clone(),
            by_shop,
            when: eyes.when(Some(answer.sent_at)),
            text: shown.cloned().unwrap_or_default(),
            edited: answer.edited_at.is_some(),
            state: self.state(answer.state, answer.public_at.0),
            can_edit: may_change,
            can_delete: may_change,
            edit_error: None,
            track: tracks::track(eyes, &self.reasons, judged),
            note: Some(notes.join(" · ")).filter(|note| !note.is_empty()),
            path,
            query,
        }
    }

    fn state(&self, state: AnswerState, public_at: i64) -> CommentState {
        match state {
            AnswerState::Pending => match convert::seconds_left(public_at, self.eyes.now) {
                0 => CommentState::Waiting,
                left => CommentState::Pending(left),
            },
            AnswerState::Waiting => CommentState::Waiting,
            AnswerState::Refused => CommentState::Refused,
            AnswerState::Published | AnswerState::Deleted => CommentState::Public,
        }
    }

    fn similar(&self, question: &queries::questions::Question) -> Option<Similar> {
        let answer = question.answer.as_ref()?;
        Some(Similar {
            href: self.list.href(&format!("/questions/{}", question.id)),
            question: question.text.clone(),
            answer: answer.text.clone(),
            use_href: self.with("similar", &question.id.to_string()),
        })
    }

    /// This page with something put into the composer.
    fn with(&self, name: &str, id: &str) -> String {
        let address = self.list.href(&self.path());
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}{name}={id}")
    }

    fn composer(&self, templates: &[Template], redo: Redo) -> Composer {
        let (visit, detail) = (self.visit, self.detail);
        let templates: Vec<_> = templates.iter().map(|template| self.template(template)).collect();
        let (put, corrects) = self.put_in(&templates);
        let seen = detail.newest_answer.map(|id| id.to_string()).unwrap_or_default();
        Composer {
            path: self.path(),
            query: self.list.href(""),
            text: redo.answer.or(put).or_else(|| detail.draft.clone()).unwrap_or_default(),
            limit: u32::try_from(ANSWER_MAX).unwrap_or(u32::MAX),
            seen: redo.conflict.as_ref().map_or(seen, |(_, _, id)| id.clone()),
            key: app::chance::id(visit.app.now()).to_string(),
            templates,
            mark_processed: None,
            corrects: redo.corrects.or(corrects),
            checked: true,
            findings: redo.findings,
            error: redo.error,
            conflict: redo.conflict.map(|conflict| self.conflict(conflict)),
            presence: detail.answering.first().map(|name| Presence { name: name.clone() }),
        }
    }

    fn template(&self, template: &Template) -> TemplateChoice {
        let (text, hole) = filled(&template.text, &facts_of(self.detail, self.staff.shop()));
        let id = template.id.to_string();
        TemplateChoice { name: template.name.clone(), text, hole, href: self.with("template", &id), id }
    }

    /// What the address puts into the box: a template, a similar question's answer, or a refused answer to correct.
    fn put_in(&self, templates: &[TemplateChoice]) -> (Option<String>, Option<String>) {
        let asked = crate::web::query::pairs(self.visit.uri.query().unwrap_or_default());
        let named = |name: &str| asked.iter().find(|(known, _)| known == name).map(|(_, id)| id.as_str());
        let answers = &self.detail.answers;
        let correct = named("correct")
            .and_then(|id| answers.iter().map(|it| &it.answer).find(|a| a.id.to_string() == id && can_edit(a.state)));
        if let Some(answer) = correct.filter(|answer| answer.author == AuthorKind::Seller) {
            return (Some(answer.text.clone()), Some(answer.id.to_string()));
        }
        let template = named("template").and_then(|id| templates.iter().find(|template| template.id == id));
        let similar = named("similar").and_then(|id| self.detail.similar.iter().find(|it| it.id.to_string() == id));
        let similar = similar.and_then(|question| question.answer.as_ref()).map(|answer| answer.text.clone());
        (template.map(|template| template.text.clone()).or(similar), None)
    }

    fn conflict(&self, (author, text, id): (String, String, String)) -> Conflict {
        let sent = self.detail.answers.iter().find(|it| it.answer.id.to_string() == id).map(|it| it.answer.sent_at);
        Conflict { author, when: self.eyes.when(sent), text }
    }
}

fn mark(w: &Words, stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Processed => (Status::Viewed.as_str(), w.reviews.back_to_work),
        _ => (Status::Processed.as_str(), w.reviews.mark_processed),
    }
}

/// The attributes of a product; what is no object of texts and numbers is left out.
fn attributes(stored: &str) -> Vec<(String, String)> {
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    let told = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    all.into_iter().filter_map(|(name, value)| Some((name, told(value)?))).collect()
}

/// What a template may say of a question.
pub fn facts_of<'a>(detail: &'a Detail, shop: &'a str) -> Facts<'a> {
    let question = &detail.question;
    Facts {
        buyer: Some(&question.buyer_name),
        product: question.product.as_deref(),
        sku: Some(question.sku),
        shop: Some(shop),
        order: None,
        rating: None,
    }
}

/// Something was found that may be refused; what is only noted stands in nobody's way.
pub fn stops(checked: &Checked) -> bool {
    checked.findings.iter().any(|finding| finding.reason.severity() > Severity::Note)
}

/// What the rules say to a text, for the page. Its spans are bytes of the text as it would be sent.
pub fn findings(eyes: Eyes<'_>, reasons: &Reasons, checked: &Checked) -> Findings {
    let t = &eyes.w.track;
    let found = checked
        .findings
        .iter()
        .map(|finding| tracks::why(eyes, reasons, finding.reason, checked.text.get(finding.span.clone())));
    let repeats = match checked.identical {
        Identical::Fine => None,
        Identical::Warn { left } => Some(t.repeats_left.put(t.n_same.count(u64::from(left)))),
        Identical::Paused { until } => {
            Some(t.paused.put(eyes.when(Some(until)).map_or_else(String::new, |at| at.short)))
        }
    };
    let all: Vec<_> = checked.findings.iter().collect();
    Findings {
        text: if all.is_empty() { Vec::new() } else { tracks::marked(&checked.text, &all) },
        found: found.collect(),
        stops: stops(checked),
        repeats,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_cannot_be_read_are_left_out_instead_of_breaking_the_page() {
        assert_eq!(attributes("nonsense"), []);
        let read = attributes(r#"{"Вес":540,"Материал":"сетка","Размеры":[41,42],"Нет":null}"#);
        assert_eq!(read, [("Вес".to_owned(), "540".to_owned()), ("Материал".to_owned(), "сетка".to_owned())]);
    }
}
