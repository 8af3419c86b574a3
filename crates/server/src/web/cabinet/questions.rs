//! `/questions` and `/questions/{id}`: showing them.

use app::queries::{self, questions::Detail};
use app::{CanRead, SellerStaff, commands};
use axum::extract::{Form, Path, RawQuery};
use axum::http::StatusCode;
use domain::questions::Stage;
use domain::{Code, QuestionId};

use super::question::{FindingsFragment, QuestionFragment};
use super::question_actions::TextForm;
use super::question_view::{self, Redo};
use super::questions_list::{QuestionListFragment, QuestionsPage};
use super::questions_query::QuestionsQuery;
use super::questions_view;
use crate::web::convert::Eyes;
use crate::web::layout::Tab;
use crate::web::respond::{Page, WebError, html, with_status};
use crate::web::visit::{Fragment, Visit};

/// The list.
pub async fn list(visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let asked = QuestionsQuery::parse(&query.unwrap_or_default());
    let list = questions_view::load(&visit, &staff, &asked).await?;
    if visit.fragment == Some(Fragment::List) {
        return html(&QuestionListFragment { w, list });
    }
    let shell = visit.cabinet(Tab::Reviews, w.questions.title).await?.described(w.questions.description);
    html(&QuestionsPage { w, shell, list, question: None })
}

/// One question; opening it makes a new one viewed.
pub async fn one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let mut detail = queries::questions::detail(&visit.app, &staff, question_id(&id)?).await?;
    visit.saw(detail.question.id).await?;
    if detail.question.stage == Stage::New {
        commands::questions::open(&visit.app, &staff, detail.question.id).await?;
        detail.question.stage = Stage::Viewed;
    }
    let asked = QuestionsQuery::parse(&query.unwrap_or_default());
    show(&visit, &staff, &detail, &asked, Redo::default(), StatusCode::OK).await
}

/// The same page again with what was typed and why it was refused.
pub async fn again(visit: &Visit, id: QuestionId, query: Option<String>, redo: Redo, status: StatusCode) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let detail = queries::questions::detail(&visit.app, &staff, id).await?;
    let asked = QuestionsQuery::parse(&query.unwrap_or_default());
    show(visit, &staff, &detail, &asked, redo, status).await
}

async fn show(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    detail: &Detail,
    asked: &QuestionsQuery,
    redo: Redo,
    status: StatusCode,
) -> Page {
    let w = visit.w();
    let view = question_view::view(visit, staff, detail, asked, redo).await?;
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &QuestionFragment { w, q: view, said: visit.toast() });
    }
    let mut list = questions_view::load(visit, staff, &asked.plain()).await?;
    list.heads_page = false;
    for row in &mut list.rows {
        row.open = row.id == view.id;
    }
    let title = w.questions.by.put(&view.author);
    let shell = visit.cabinet(Tab::Reviews, &title).await?.described(w.questions.description);
    with_status(status, &QuestionsPage { w, shell, list, question: Some(view) })
}

/// What the moderators' rules say to a text that is being typed.
pub async fn check(visit: Visit, Path(_): Path<String>, Form(form): Form<TextForm>) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let checked = queries::questions::check(&visit.app, &staff, &form.text).await?;
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let eyes = Eyes { w, now: visit.now(), query: None };
    html(&FindingsFragment { w, f: question_view::findings(eyes, &reasons, &checked) })
}

/// A question's id out of an address; what is none is not found.
pub fn question_id(text: &str) -> Result<QuestionId, WebError> {
    Ok(QuestionId::parse(text).ok_or(Code::QuestionNotFound)?)
}
