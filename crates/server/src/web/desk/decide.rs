//! What a moderator does with a case: forms that are sent, and where they lead.

use app::Failure;
use app::commands::moderation::desk::{self as cases, Verdict};
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::moderation::{Decision, Reason};
use domain::{CaseId, Code, Kind, Refusal, SellerId};

use super::asked::{Asked, PATH, case_of, case_path};
use super::moderation::{self, Shown};
use super::offer::{ACCEPT, REFUSE, Redo};
use crate::web::respond::{Page, and_say, see};
use crate::web::visit::Visit;

/// The fields of a form, in their order.
pub type Pairs = Vec<(String, String)>;

/// A case as an address names it.
pub type Place = Path<(String, String)>;

fn value<'a>(form: &'a Pairs, name: &str) -> &'a str {
    form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// What was chosen of a field.
pub fn chosen<'a>(form: &'a Pairs, name: &str) -> impl Iterator<Item = &'a str> {
    form.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The verdict that a form says.
pub fn verdict(form: &Pairs) -> Result<Verdict, Refusal> {
    let decision = Decision::parse(value(form, "do")).ok_or(Refusal::new(Code::FieldInvalid).at("do"))?;
    let field = if decision == Decision::Publish { ACCEPT } else { REFUSE };
    Ok(Verdict {
        decision,
        reasons: chosen(form, field).filter_map(Reason::parse).collect(),
        note_author: value(form, "to_author").to_owned(),
        note_desk: value(form, "to_desk").to_owned(),
    })
}

/// What was typed, with why it was refused.
pub fn redo(visit: &Visit, form: &Pairs, refusal: &Refusal) -> Redo {
    let both = chosen(form, REFUSE).chain(chosen(form, ACCEPT));
    Redo {
        chosen: Some(both.map(str::to_owned).collect()),
        to_author: value(form, "to_author").to_owned(),
        to_desk: value(form, "to_desk").to_owned(),
        error: Some(visit.tell(refusal)),
    }
}

/// Decides a case; the next one follows.
pub async fn decide(
    visit: Visit,
    Path((seller, id)): Place,
    Query(asked): Query<Asked>,
    Form(form): Form<Pairs>,
) -> Page {
    let (moderator, (seller, id)) = (visit.moderator()?, case_of(&seller, &id)?);
    let decided = cases::decide(&visit.app, &moderator, seller, id, verdict(&form)?).await;
    match decided {
        Ok(_) => Ok(see(&asked.at(PATH))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let redo = redo(&visit, &form, &refusal);
            moderation::show(
                &visit,
                &asked,
                Shown { place: Some((seller, id)), redo, lost: None },
                StatusCode::BAD_REQUEST,
            )
            .await
        }
        Err(failure) => lost(&visit, &asked, (seller, id), failure).await,
    }
}

/// The case slipped away: the page says so, shows it once more, and offers the next.
async fn lost(visit: &Visit, asked: &Asked, place: (SellerId, CaseId), failure: Failure) -> Page {
    match failure {
        Failure::Refusal(refusal) if refusal.kind() == Kind::Conflict => {
            let lost = Some(visit.tell(&refusal));
            let shown = Shown { place: Some(place), redo: Redo::default(), lost };
            moderation::show(visit, asked, shown, StatusCode::CONFLICT).await
        }
        failure => Err(failure.into()),
    }
}

/// Gives a case back and takes the next.
pub async fn release(visit: Visit, Path((seller, id)): Place, Query(asked): Query<Asked>) -> Page {
    let (moderator, (seller, id)) = (visit.moderator()?, case_of(&seller, &id)?);
    cases::pass(&visit.app, &moderator, seller, id).await?;
    Ok(see(&asked.at(PATH)))
}

/// Takes the case that is open.
pub async fn take(visit: Visit, Path((seller, id)): Place, Query(asked): Query<Asked>) -> Page {
    let (moderator, (seller, id)) = (visit.moderator()?, case_of(&seller, &id)?);
    match cases::take(&visit.app, &moderator, seller, id).await {
        Ok(()) => Ok(see(&asked.at(&case_path(seller, id)))),
        Err(failure) => lost(&visit, &asked, (seller, id), failure).await,
    }
}

/// Takes decisions back while they are not in force; the first of them is shown again.
pub async fn undo(visit: Visit, Query(asked): Query<Asked>, Form(form): Form<Pairs>) -> Page {
    let moderator = visit.moderator()?;
    let mut first = None;
    for place in chosen(&form, "case") {
        let (seller, id) = place.split_once('/').ok_or(Code::CaseNotFound)?;
        let (seller, id) = case_of(seller, id)?;
        match cases::undo(&visit.app, &moderator, seller, id).await {
            Ok(()) => drop(first.get_or_insert((seller, id))),
            Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Conflict => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok(see(&match first {
        Some((seller, id)) => and_say(&asked.at(&case_path(seller, id)), "verdict-undone"),
        None => and_say(&asked.at(PATH), "verdict-final"),
    }))
}
