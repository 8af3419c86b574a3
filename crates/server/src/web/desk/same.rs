//! Many cases with the same text, decided together after they have been looked at.

use app::Failure;
use app::commands::moderation::desk as cases;
use app::queries::moderation::{self as known, Case};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::{CaseId, Kind, SellerId};

use super::asked::{Asked, PATH, case_of, case_path};
use super::case::Decide;
use super::decide::{Pairs, Place, chosen, redo, verdict};
use super::offer::{self, Redo};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, see, with_status},
    visit::Visit,
    words::{When, Words, when},
};

/// `/desk/moderation/cases/{seller}/{id}/same`
#[derive(Debug, Template)]
#[template(path = "desk/same.html")]
pub struct SamePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The case they are the same as.
    pub href: String,
    /// The queue it was taken from.
    pub query: String,
    /// "14 текстов"
    pub total: String,
    /// The text they share.
    pub text: String,
    /// Those that wait.
    pub items: Vec<SameItem>,
    /// How they are decided.
    pub decide: Option<Decide>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// One of the same.
#[derive(Clone, Debug)]
pub struct SameItem {
    /// Its value in the form: `1001/019e…`.
    pub value: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// The shop's name.
    pub shop: String,
    /// Its own page.
    pub href: String,
    /// Ticked.
    pub on: bool,
}

/// The texts that are the same, each ticked.
pub async fn show(visit: Visit, Path((seller, id)): Place, Query(asked): Query<Asked>) -> Page {
    visit.moderator()?;
    page(&visit, case_of(&seller, &id)?, &asked, None, Redo::default(), StatusCode::OK).await
}

/// Decides those that were ticked.
pub async fn decide(
    visit: Visit,
    Path((seller, id)): Place,
    Query(asked): Query<Asked>,
    Form(form): Form<Pairs>,
) -> Page {
    let (moderator, place) = (visit.moderator()?, case_of(&seller, &id)?);
    let ticked = chosen(&form, "case").filter_map(|value| value.split_once('/'));
    let ticked = ticked.map(|(seller, id)| case_of(seller, id)).collect::<Result<Vec<_>, _>>()?;
    let known = known::case(&visit.app, moderator.desk(), place.0, place.1).await?;
    match cases::decide_same(&visit.app, &moderator, ticked.clone(), &known.case.text_hash, verdict(&form)?).await {
        Ok(_) => Ok(see(&asked.at(PATH))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            page(&visit, place, &asked, Some(ticked), redo(&visit, &form, &refusal), StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn page(
    visit: &Visit,
    place: (SellerId, CaseId),
    asked: &Asked,
    ticked: Option<Vec<(SellerId, CaseId)>>,
    redo: Redo,
    status: StatusCode,
) -> Page {
    let (w, desk) = (visit.w(), visit.person()?.desk()?);
    let ((view, waiting), reasons) =
        tokio::try_join!(known::same_text(&visit.app, &desk, place.0, place.1), known::reasons(&visit.app))?;
    let item = |(case, shop): &(Case, String)| SameItem {
        value: format!("{}/{}", case.seller, case.id),
        author: case.author_name.clone(),
        when: when(w, case.opened_at.0, visit.now()),
        shop: shop.clone(),
        href: asked.at(&case_path(case.seller, case.id)),
        on: ticked.as_ref().is_none_or(|ticked| ticked.contains(&(case.seller, case.id))),
    };
    let (href, decide) =
        (case_path(place.0, place.1), (!waiting.is_empty()).then(|| offer::decide(w, &view, &reasons, redo)));
    let page = SamePage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Moderation, w.moderation.same_title).described(w.desk.description),
        query: asked.query(),
        total: w.moderation.n_texts.count(waiting.len() as u64),
        text: view.case.text.clone(),
        items: waiting.iter().map(item).collect(),
        blank: waiting.is_empty().then(|| blank(w, asked.at(&href))),
        decide,
        href,
    };
    with_status(status, &page)
}

fn blank(w: &Words, href: String) -> Blank {
    let m = &w.moderation;
    Blank {
        icon: icons::DONE_ALL,
        title: m.same_none.into(),
        text: m.same_none_text.into(),
        action: Some((href, m.back_to_case.into())),
    }
}
