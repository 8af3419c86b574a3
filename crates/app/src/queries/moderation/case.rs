//! A case as the desk sees it: what is judged, and all that helps to judge it.

use std::time::Duration;

use domain::event::By;
use domain::moderation::standing::Standing;
use domain::moderation::{Finding, Reason, Subject};
use domain::{CaseId, Code, MessageId, PersonId, QuestionId, ReportId, ReviewId, SellerId, SwitchId, Timestamp};
use store::cases::{self, Case};
use store::products::{self, Product};
use store::questions::{self, Question};
use store::reviews::{self, Review};
use store::safety::{self, FraudReport, Switch};
use store::verdicts::{self, Verdict};
use store::{Tx, people};

use super::read_reasons;
use crate::actors::{Desk, Moderator};
use crate::commands::moderation::desk::Source;
use crate::commands::moderation::intake::{read_findings, standing_of};
use crate::queries::safety::{Around, Suspect, around_of, suspect_of};
use crate::{App, Failure, Rules};

/// A case with its context.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// The shop's name.
    pub shop: String,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// The name of the one who holds it, where somebody does.
    pub holder: Option<String>,
    /// What stands around it.
    pub context: Context,
    /// The verdict that an appeal is about; a second opinion is not shown the first.
    pub first: Option<(Verdict, Vec<Reason>)>,
    /// Verdicts on it so far, the newest first.
    pub history: Vec<Verdict>,
    /// Earlier verdicts by people on the same text, the newest first.
    pub same: Vec<Verdict>,
    /// How many waiting first looks have the same text, this one aside; [`SAME_MAX`] where there are more.
    pub same_waiting: usize,
}

/// What helps to judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The product.
    pub product: Option<Product>,
    /// The question, where an answer or a question is judged.
    pub question: Option<Question>,
    /// The review, where it, its pictures, a comment under it or a complaint about it is judged.
    pub review: Option<Review>,
    /// What is known of the author.
    pub author: AuthorHistory,
    /// Signs of an invented review: facts, never a verdict.
    pub fakes: Option<Fakes>,
    /// The talk around a message of a chat, and what is known of its author.
    pub talk: Option<TalkContext>,
}

/// What helps to judge something in a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct TalkContext {
    /// The talk around the message; `None` where a measure is appealed.
    pub around: Option<Around>,
    /// The message in question.
    pub message: Option<MessageId>,
    /// The report, where there is one.
    pub report: Option<FraudReport>,
    /// Whoever wrote the message, or is held back.
    pub suspect: Suspect,
    /// The switch that is appealed.
    pub switch: Option<Switch>,
}

/// What is known of the author of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorHistory {
    /// Texts published in the last 90 days; of the last 200 at most.
    pub published: i64,
    /// Texts refused in the last 90 days; of the last 200 at most.
    pub refused: i64,
    /// Whether their clean texts need nobody's look.
    pub standing: Standing,
    /// Since when they are here, where it is a person.
    pub since: Option<Timestamp>,
}

/// Facts that may speak for an invented review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fakes {
    /// Reviews of this product in the 24 hours around it.
    pub around: i64,
    /// Reviews of this product in the 30 days before those.
    pub usual: i64,
    /// Of the last 500 reviews of this product, how many say exactly the same, this one aside.
    pub same_text: i64,
    /// Days between the account's first day and the review, where the account is known.
    pub account_days: Option<i64>,
}

/// Waiting cases with the same text that are looked at.
pub const SAME_MAX: usize = 100;
const HISTORY: i64 = 10;
const NINETY_DAYS: Duration = Duration::from_secs(90 * 24 * 3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// One case.
pub async fn case(app: &App, desk: &Desk, seller: SellerId, id: CaseId) -> Result<CaseView, Failure> {
    let (me, now, of) = (desk.id(), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let case = cases::one(tx, seller, id)?.ok_or(Code::CaseNotFound)?;
            view(tx, &of, case, me, now)
        })
        .await
}

/// Takes the next case and gives it with its context; `None` where nothing waits.
pub async fn claimed(app: &App, moderator: &Moderator, from: Source) -> Result<Option<CaseView>, Failure> {
    match crate::commands::moderation::desk::claim(app, moderator, from).await? {
        Some((seller, id)) => Ok(Some(case(app, moderator.desk(), seller, id).await?)),
        None => Ok(None),
    }
}

fn view(tx: &mut Tx<'_>, of: &Rules, case: Case, me: PersonId, now: Timestamp) -> Result<CaseView, Failure> {
    let shop = people::seller(tx, case.seller)?.map(|seller| seller.name).unwrap_or_default();
    let holder = match case.holder.filter(|_| case.leased_until > now) {
        Some(person) => people::person(tx, person)?,
        None => None,
    };
    let first = match case.judged.filter(|_| case.stage == domain::moderation::Stage::Appeal) {
        Some(number) => verdicts::one(tx, case.seller, number)?,
        None => None,
    };
    let is_blind = case.stage == domain::moderation::Stage::Second;
    let history = if is_blind {
        Vec::new()
    } else {
        verdicts::of_subject(tx, case.seller, case.subject, &case.subject_id, HISTORY)?
    };
    let same = if is_blind { Vec::new() } else { verdicts::same_text(tx, &case.text_hash, HISTORY)? };
    let limit = i64::try_from(SAME_MAX).unwrap_or(100) + 1;
    let same_waiting = cases::same_text(tx, &case.text_hash, case.subject, me, now, limit)?;
    Ok(CaseView {
        shop,
        findings: read_findings(&case.findings),
        holder,
        context: context(tx, of, &case, now)?,
        first: first.map(|verdict| {
            let reasons = read_reasons(&verdict.reasons);
            (verdict, reasons)
        }),
        history,
        same,
        same_waiting: same_waiting.iter().filter(|other| other.id != case.id).count(),
        case,
    })
}

fn context(tx: &mut Tx<'_>, of: &Rules, case: &Case, now: Timestamp) -> Result<Context, Failure> {
    let question = match (case.subject, QuestionId::parse(&case.parent)) {
        (Subject::Question | Subject::Answer, Some(id)) => questions::one(tx, case.seller, id)?,
        _ => None,
    };
    let review = match (case.subject, ReviewId::parse(&case.parent)) {
        (Subject::Review | Subject::Media | Subject::Comment | Subject::Report, Some(id)) => {
            reviews::one(tx, case.seller, id)?
        }
        _ => None,
    };
    // A comment is not about a product by itself, its review is.
    let product = match case.sku.or(review.as_ref().and_then(|review| review.sku)) {
        Some(sku) => products::one(tx, case.seller, sku)?,
        None => None,
    };
    let judges_review = matches!(case.subject, Subject::Review | Subject::Media | Subject::Report);
    let fakes = match review.as_ref().filter(|_| judges_review) {
        Some(review) => Some(fakes(tx, review)?),
        None => None,
    };
    let talk = if case.subject.is_safety() { Some(talk(tx, of, case, now)?) } else { None };
    Ok(Context { product, question, author: author(tx, case, now)?, fakes, review, talk })
}

/// What a case of the safety desk is about.
fn talk(tx: &mut Tx<'_>, of: &Rules, case: &Case, now: Timestamp) -> Result<TalkContext, Failure> {
    let report = match (case.subject, ReportId::parse(&case.subject_id)) {
        (Subject::FraudReport, Some(id)) => safety::report(tx, case.seller, id)?,
        _ => None,
    };
    let message = match case.subject {
        Subject::Message => case.subject_id.parse().ok().map(MessageId),
        _ => report.as_ref().map(|report| report.message),
    };
    let around = match message {
        Some(id) => around_of(tx, id)?,
        None => None,
    };
    let written = around.as_ref().and_then(|around| around.messages.iter().find(|m| Some(m.id) == message));
    let who = written.map_or_else(|| case.author.clone(), |message| message.author_id.clone());
    let switch = match (case.subject, SwitchId::parse(&case.subject_id)) {
        (Subject::Switch, Some(id)) => safety::switch_one(tx, id)?,
        _ => None,
    };
    Ok(TalkContext { suspect: suspect_of(tx, of, &who, now)?, around, message, report, switch })
}

fn author(tx: &mut Tx<'_>, case: &Case, now: Timestamp) -> Result<AuthorHistory, Failure> {
    let (published, refused) = verdicts::of_author(tx, &case.author, now.before(NINETY_DAYS))?;
    let since = match By::parse(&case.author).and_then(By::person) {
        Some(person) => people::known_since(tx, person)?,
        None => None,
    };
    Ok(AuthorHistory { published, refused, standing: standing_of(tx, &case.author, now)?, since })
}

fn fakes(tx: &mut Tx<'_>, review: &Review) -> Result<Fakes, Failure> {
    let at = review.published_at.unwrap_or(review.received_at);
    let (mut around, mut usual) = (0, 0);
    if let Some(sku) = review.sku {
        around = reviews::card::count_between(tx, review.seller, sku, at.before(DAY / 2), at.after(DAY / 2))?;
        usual =
            reviews::card::count_between(tx, review.seller, sku, at.before(DAY * 30 + DAY / 2), at.before(DAY / 2))?;
    }
    let same_text = match review.sku {
        Some(sku) if !review.text.is_empty() => {
            reviews::card::count_same_text(tx, review.seller, sku, &review.text, review.place)?
        }
        _ => 0,
    };
    let since = match review.buyer {
        Some(buyer) => people::known_since(tx, buyer)?,
        None => None,
    };
    let days = |since: Timestamp| i64::try_from(at.since(since).as_secs() / (24 * 3600)).unwrap_or(i64::MAX);
    Ok(Fakes { around, usual, same_text, account_days: since.map(days) })
}

/// Waiting first looks with the text of a case that this person could decide, for a decision on all of them; the case itself
/// is among them.
pub async fn same_text(
    app: &App,
    desk: &Desk,
    seller: SellerId,
    id: CaseId,
) -> Result<(CaseView, Vec<(Case, String)>), Failure> {
    let view = case(app, desk, seller, id).await?;
    let (hash, subject, me, now) = (view.case.text_hash.clone(), view.case.subject, desk.id(), app.now());
    let others = app.store().read(move |tx| {
        let mut all = Vec::new();
        for case in cases::same_text(tx, &hash, subject, me, now, i64::try_from(SAME_MAX).unwrap_or(100))? {
            let shop = people::seller(tx, case.seller)?.map(|seller| seller.name).unwrap_or_default();
            all.push((case, shop));
        }
        Ok::<_, Failure>(all)
    });
    Ok((view, others.await?))
}

/// What this person has decided and can still take back, the last first.
pub async fn just_decided(app: &App, moderator: &Moderator) -> Result<Vec<Case>, Failure> {
    let me = moderator.id();
    app.store().glance(move |tx| Ok(cases::decided_by(tx, me, 5)?)).await
}
