//! The demo's questions, as they stood before anything of them went through moderation.

use std::collections::{HashMap, HashSet};

use app::commands::import::{self, NewQuestion, NewQuestionAnswer};
use app::{App, Failure};
use domain::questions::{AuthorKind, Stage};
use domain::{QuestionId, SellerId, Sku, Timestamp};

use super::load::{Known, days_before};
use super::{ids, rows};

const QUESTIONS: &str = include_str!("../../demo/questions.jsonl");
/// Answers younger than that many days are not there from the start: they go through moderation.
const JUDGED: f64 = 150.0;

/// A question that stands on a card.
pub(super) struct Standing {
    pub(super) seller: SellerId,
    pub(super) id: QuestionId,
    pub(super) sku: Sku,
    pub(super) buyer: Option<usize>,
}

/// The questions of the demo by their key, and the answers that are still to be judged.
pub(super) struct Asked {
    pub(super) standing: HashMap<String, Standing>,
    pub(super) to_judge: Vec<rows::Judged>,
}

/// Adds the questions of all shops. `answered` names those that get an answer later.
pub(super) async fn add(app: &App, known: &Known, answered: &HashSet<String>) -> Result<Asked, Failure> {
    let (now, mut by_seller) = (app.now(), HashMap::<SellerId, Vec<NewQuestion>>::new());
    let mut asked = Asked { standing: HashMap::new(), to_judge: Vec::new() };
    for row in rows::lines::<rows::Question>(QUESTIONS)? {
        let Some(seller) = known.sellers.get(&row.seller).copied() else { continue };
        let new = question(&row, now, known, answered.contains(&row.id));
        let id = QuestionId::imported(seller, &new.key, Some(new.asked_at), 0);
        asked.standing.insert(row.id.clone(), Standing { seller, id, sku: new.sku, buyer: Some(row.buyer) });
        asked.to_judge.extend(to_judge(&row, asked.to_judge.len()));
        by_seller.entry(seller).or_default().push(new);
    }
    for (seller, all) in by_seller {
        import::questions(app, seller, all).await?;
    }
    Ok(asked)
}

fn question(row: &rows::Question, now: Timestamp, known: &Known, answered: bool) -> NewQuestion {
    let standing = row.answer.as_ref().filter(|answer| answer.days_ago >= JUDGED);
    // Every third unanswered question was opened already, as in a shop where somebody looks now and then.
    let opened = answered || (row.days_ago > 2.0 && row.sku % 3 == 0);
    NewQuestion {
        key: row.id.clone(),
        sku: Sku(row.sku),
        product_name: known.products.get(&row.sku).cloned(),
        buyer: Some(ids::buyer(row.buyer)),
        buyer_name: known.buyers.get(&row.buyer).cloned().unwrap_or_default(),
        text: row.text.clone(),
        asked_at: days_before(now, row.days_ago),
        stage: if opened { Stage::Viewed } else { Stage::New },
        same: row.same,
        answers: standing.map(|answer| said(answer, now)).into_iter().collect(),
    }
}

fn said(answer: &rows::Said, now: Timestamp) -> NewQuestionAnswer {
    NewQuestionAnswer {
        author: AuthorKind::Seller,
        author_id: None,
        author_name: answer.by.clone().unwrap_or_default(),
        text: answer.text.clone(),
        at: days_before(now, answer.days_ago),
        useful: 0,
    }
}

/// Hours that verdicts take here, in turn: most come the same day, some need days.
const HOURS: [f64; 9] = [0.7, 2.0, 4.5, 9.0, 16.0, 26.0, 1.2, 52.0, 98.0];

fn to_judge(row: &rows::Question, turn: usize) -> Option<rows::Judged> {
    let answer = row.answer.as_ref().filter(|answer| answer.days_ago < JUDGED)?;
    let hours = HOURS[turn % HOURS.len()];
    let verdict =
        rows::Verdict { decision: "publish".into(), hours, by: turn % 2, reasons: Vec::new(), note: String::new() };
    Some(rows::Judged {
        what: rows::What::Answer,
        id: None,
        days_ago: answer.days_ago,
        text: answer.text.clone(),
        to: Some(row.id.clone()),
        seller: None,
        sku: None,
        buyer: None,
        stars: None,
        reason: None,
        verdict: (hours < answer.days_ago * 24.0).then_some(verdict),
        appeal: None,
    })
}
