//! The list of questions, from its address to what the page shows.

use app::queries::{self, questions::Counts};
use app::{CanRead, SellerStaff};
use domain::questions::Stage;

use super::list_query::Topic;
use super::list_view::{category_choices, found, segments, to_u64};
use super::questions_list::QuestionList;
use super::questions_query::{Asked, QuestionsQuery};
use crate::web::convert::{self, Eyes};
use crate::web::icons;
use crate::web::parts::{Blank, Chip, Choice, Filters, Group};
use crate::web::query;
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, number};

const PATH: &str = Asked::PATH;
/// Rows on a page.
pub const PAGE: i64 = 20;

/// Loads the list of this address.
pub async fn load(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    asked: &QuestionsQuery,
) -> Result<QuestionList, WebError> {
    let w = visit.w();
    let filter = asked.filter(staff.seller(), visit.now());
    let before = asked.before.as_deref();
    let every_review = queries::reviews::Filter::default();
    let (screen, reviews) = tokio::try_join!(
        queries::questions::screen(&visit.app, staff, filter.clone(), asked.order, before, PAGE),
        queries::reviews::counts(&visit.app, staff, &every_review),
    )?;
    let searched = asked.searched();
    let eyes = Eyes { w, now: visit.now(), query: searched.as_ref() };
    let opened = asked.plain();
    let href = |id| opened.href(&format!("{PATH}/{id}"));
    let rows: Vec<_> =
        screen.page.questions.iter().map(|question| eyes.question(question, href(question.id))).collect();
    let count = to_u64(screen.counts.of(&filter));
    Ok(QuestionList {
        segments: segments(w, [Some(to_u64(reviews.total())), Some(to_u64(screen.all.total()))], PATH),
        chips: chips(w, asked, &screen.counts),
        filters: filters(w, asked, &screen.categories),
        note: found(w, asked, count),
        export_href: (count > 0).then(|| query::address("/questions/export", asked.plain().pairs())),
        blank: rows.is_empty().then(|| blank(w, asked, screen.all.total())),
        rows,
        next: screen.page.next.map(|next| asked.with(|it| it.before = Some(next)).href(PATH)),
        ..asked.frame(w)
    })
}

/// The stages that a chip asks for; none asks for all.
fn chips(w: &Words, asked: &QuestionsQuery, counts: &Counts) -> Vec<Chip> {
    let q = &w.questions;
    let waiting: Vec<_> = Stage::ALL.iter().copied().filter(|stage| stage.waits()).collect();
    let chip = |(label, stages): (&str, Vec<Stage>)| {
        let on = asked.filter.filter.stages == stages;
        let to = asked.with(|it| it.filter.filter.stages = stages);
        let count = Some(number(to_u64(counts.of(&to.filter.filter))));
        let href = if on { asked.with(|it| it.filter.filter.stages.clear()) } else { to }.href(PATH);
        Chip { label: label.to_owned(), count, href, on }
    };
    [
        (w.reviews.chip_all, Vec::new()),
        (q.chip_new, vec![Stage::New]),
        (q.chip_open, waiting),
        (q.chip_moderation, vec![Stage::Moderation]),
        (q.chip_refused, vec![Stage::Refused]),
        (q.chip_processed, vec![Stage::Processed]),
    ]
    .map(chip)
    .into()
}

fn filters(w: &'static Words, asked: &QuestionsQuery, categories: &[(String, i64)]) -> Filters {
    let (q, f) = (&w.questions, &asked.filter.filter);
    let stage = |stage: &Stage| Choice::new(stage.as_str(), convert::stage(*stage).label(w), f.stages.contains(stage));
    let others = [("", w.common.any, None), ("1", q.with_others, Some(true)), ("0", q.without_others, Some(false))];
    Filters {
        groups: vec![
            Group::many("stage", q.stage, Stage::ALL.iter().map(stage).collect()),
            Group::one(
                "others",
                q.others,
                others.map(|(code, label, is)| Choice::new(code, label, f.others == is)).into(),
            ),
        ],
        sku: f.skus.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        categories: category_choices(categories, f.category.as_deref()),
        hours: Some(asked.filter.hours.map_or_else(String::new, |hours| hours.to_string())),
        ..asked.frame::<()>(w).filters
    }
}

fn blank(w: &Words, asked: &QuestionsQuery, total: i64) -> Blank {
    let (q, r) = (&w.questions, &w.reviews);
    let drawn = |icon, title: &str, text: &str, action| Blank { icon, title: title.into(), text: text.into(), action };
    if total == 0 {
        return drawn(icons::QUESTION, q.empty_title, q.empty_text, None);
    }
    let reset = Some((PATH.to_owned(), r.reset_filters.to_owned()));
    let stages = &asked.filter.filter.stages;
    if asked.active() == 1 && asked.q.is_empty() && !stages.is_empty() && stages.iter().all(|stage| stage.waits()) {
        return drawn(icons::DONE_ALL, q.all_done_title, q.all_done_text, reset);
    }
    drawn(icons::SEARCH, r.nothing_found, r.nothing_found_text, reset)
}
