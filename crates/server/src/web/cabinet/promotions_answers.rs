//! What a shop answers to automatic enrolment: showing it, changing it.

use app::commands::promotions::enrolment;
use app::queries::promotions as stored;
use app::{CanPromote, CanRead};
use domain::promotions::{Answer, Kind};

use super::promotions_standing::{KindAnswer, StandingPage};
use super::promotions_terms as said;
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::{Blank, Choice};
use crate::web::query;
use crate::web::respond::{Page, html, see};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Kinds into which products can be enrolled: those in which each has a price.
const KINDS: [Kind; 3] = [Kind::Discount, Kind::StockDiscount, Kind::Flash];

/// Shows the answers and the enrolments that are announced.
pub async fn show(visit: Visit) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (answers, announced) =
        tokio::try_join!(stored::standing(&visit.app, &staff), stored::announced(&visit.app, &staff))?;
    let (p, may) = (&w.promotions, visit.staff::<CanPromote>().is_ok());
    let announced: Vec<_> = announced.iter().filter_map(|card| said::announced(w, card, visit.now(), may)).collect();
    let given = |kind: Kind| answers.iter().find(|one| one.kind == kind).map(|one| one.answer);
    html(&StandingPage {
        w,
        shell: visit.cabinet(Tab::Promotions, p.standing_title).await?.described(p.description),
        blank: announced.is_empty().then(|| Blank {
            icon: icons::CALENDAR,
            title: p.announced_none.into(),
            text: p.announced_none_text.into(),
            action: None,
        }),
        announced,
        kinds: KINDS.into_iter().map(|kind| answer(w, kind, given(kind))).collect(),
        editable: may,
    })
}

/// The answer for a kind; none given stands for asking, unless a promotion's contract says otherwise.
fn answer(w: &Words, kind: Kind, given: Option<Answer>) -> KindAnswer {
    let p = &w.promotions;
    let label = |answer| match answer {
        Answer::Ask => p.answer_ask,
        Answer::Join => p.answer_join,
        Answer::Never => p.answer_never,
    };
    let choice = |answer: &Answer| Choice::new(answer.as_str(), label(*answer), given == Some(*answer));
    KindAnswer {
        name: format!("answer-{}", kind.as_str()),
        kind: said::kind(w, kind),
        choices: Answer::ALL.iter().map(choice).collect(),
    }
}

/// Keeps the answers.
pub async fn save(visit: Visit, form: String) -> Page {
    let staff = visit.staff::<CanPromote>()?;
    for (name, value) in query::pairs(&form) {
        let kind = name.strip_prefix("answer-").and_then(Kind::parse);
        if let (Some(kind), Some(answer)) = (kind, Answer::parse(&value)) {
            enrolment::answer(&visit.app, &staff, kind, answer).await?;
        }
    }
    Ok(see("/promotions/standing?done=standing-saved"))
}
