//! A verdict is not accepted: once, in words, and another person decides.

use domain::event::{By, Event};
use domain::moderation::{Decision, Stage, Subject};
use domain::text::Text;
use domain::{
    AnswerId, CaseId, Code, CommentId, MessageId, QuestionId, Refusal, ReportId, ReviewId, SellerId, Sku, Timestamp,
};
use store::chats::messages::{self, Message};
use store::reviews::reports;
use store::verdicts::{self, Verdict};
use store::{Tx, answers, comments, log, questions, reviews};

use super::intake::{self, Opening, Submission};
use crate::actors::{Buyer, CanReply, SellerStaff};
use crate::commands::{chats, held_reviews};
use crate::{App, Failure, Rules, chance};

/// Characters of an appeal, at least: "нет" does not help anybody to decide.
pub const WORDS_MIN: usize = 10;
/// Characters of an appeal, at most.
pub const WORDS_MAX: usize = 2_000;

/// What an appeal says.
pub type Words = Text<WORDS_MIN, WORDS_MAX>;

/// Somebody of a shop does not accept the verdict on something of the shop's.
pub async fn by_shop(
    app: &App,
    staff: &SellerStaff<CanReply>,
    subject: Subject,
    id: String,
    words: Words,
) -> Result<CaseId, Failure> {
    let (seller, by, now, rules) = (staff.seller(), staff.by(), app.now(), app.rules().clone());
    app.store()
        .write(move |tx| {
            let text = current(tx, seller, subject, &id)?.filter(|text| text.of_shop).ok_or(Code::NothingToAppeal)?;
            appeal(tx, &rules, text, by, &words, now)
        })
        .await
}

/// A buyer does not accept the verdict on something of their own.
pub async fn by_buyer(app: &App, buyer: &Buyer, subject: Subject, id: String, words: Words) -> Result<CaseId, Failure> {
    let (buyer, now, rules) = (buyer.id(), app.now(), app.rules().clone());
    let by = By::Buyer(buyer);
    app.store()
        .write(move |tx| {
            let seller = shop_of(tx, subject, &id)?.ok_or(Code::NothingToAppeal)?;
            let mine = |text: &Current| text.submission.author == by;
            let text = current(tx, seller, subject, &id)?.filter(mine).ok_or(Code::NothingToAppeal)?;
            appeal(tx, &rules, text, by, &words, now)
        })
        .await
}

/// Whose shop a buyer's text concerns. Ids of what buyers write lead to it by themselves; an answer names its question.
fn shop_of(tx: &mut Tx<'_>, subject: Subject, id: &str) -> Result<Option<SellerId>, Failure> {
    Ok(match subject {
        Subject::Question => match QuestionId::parse(id) {
            Some(id) => questions::by_public_id(tx, id)?.map(|q| q.seller),
            None => None,
        },
        Subject::Review | Subject::Media => match ReviewId::parse(id) {
            Some(id) => reviews::by_public_id(tx, id)?.map(|r| r.seller),
            None => None,
        },
        Subject::Answer => match AnswerId::parse(id) {
            Some(id) => answers::by_public_id(tx, id)?.map(|a| a.seller),
            None => None,
        },
        Subject::Message => message(tx, id)?.map(|message| message.seller),
        Subject::Comment | Subject::Report | Subject::FraudReport | Subject::Friction | Subject::Switch => None,
    })
}

fn message(tx: &mut Tx<'_>, id: &str) -> Result<Option<Message>, Failure> {
    match id.parse() {
        Ok(id) => Ok(messages::by_public_id(tx, MessageId(id))?),
        Err(_) => Ok(None),
    }
}

/// What stands under an id now, as it would be sent in anew.
struct Current {
    submission: Submission,
    of_shop: bool,
}

fn current(tx: &mut Tx<'_>, seller: SellerId, subject: Subject, id: &str) -> Result<Option<Current>, Failure> {
    Ok(match subject {
        Subject::Question => match QuestionId::parse(id) {
            Some(id) => questions::one(tx, seller, id)?.map(|q| {
                let author = q.buyer.map_or(By::System, By::Buyer);
                let submission = submission(seller, subject, id, id, Some(q.sku), author, q.buyer_name, q.text);
                Current { submission, of_shop: false }
            }),
            None => None,
        },
        Subject::Answer => match AnswerId::parse(id) {
            Some(id) => answers::one(tx, seller, id)?.map(|a| {
                let author = a.author_id.as_deref().and_then(By::parse).unwrap_or(By::System);
                let of_shop = a.author == domain::reviews::AuthorKind::Seller;
                let submission =
                    submission(seller, subject, id, a.question, Some(a.sku), author, a.author_name, a.text);
                Current { submission, of_shop }
            }),
            None => None,
        },
        Subject::Comment => match CommentId::parse(id) {
            Some(id) => comments::one(tx, seller, id)?.map(|c| {
                let author = c.author_id.as_deref().and_then(By::parse).unwrap_or(By::System);
                let of_shop = c.author == domain::reviews::AuthorKind::Seller;
                let submission = submission(seller, subject, id, c.review, None, author, c.author_name, c.text);
                Current { submission, of_shop }
            }),
            None => None,
        },
        Subject::Review | Subject::Media => match ReviewId::parse(id) {
            Some(id) => reviews::one(tx, seller, id)?.map(|r| {
                let author = r.buyer.map_or(By::System, By::Buyer);
                let text = held_reviews::text(&r);
                let submission = submission(seller, subject, id, id, r.sku, author, r.buyer_name, text);
                Current { submission: Submission { media: r.media, ..submission }, of_shop: false }
            }),
            None => None,
        },
        Subject::Message => match message(tx, id)?.filter(|message| message.seller == seller) {
            Some(message) => store::chats::one(tx, seller, message.chat)?.map(|chat| Current {
                submission: chats::judged::submission(&chat, &message),
                of_shop: message.author == domain::chats::Author::Seller,
            }),
            None => None,
        },
        // Measures are appealed where they are taken: see `commands::chats::measures`.
        Subject::FraudReport | Subject::Friction | Subject::Switch => None,
        Subject::Report => match ReportId::parse(id) {
            Some(id) => reports::one(tx, seller, id)?.map(|(report, by)| {
                let author = By::parse(&by).unwrap_or(By::System);
                let text = report.text.clone();
                let submission = submission(seller, subject, id, report.review, None, author, String::new(), text);
                Current { submission: Submission { media: report.evidence, ..submission }, of_shop: true }
            }),
            None => None,
        },
    })
}

#[allow(clippy::too_many_arguments, reason = "the fields of a submission, in their order")]
fn submission(
    seller: SellerId,
    subject: Subject,
    id: impl ToString,
    parent: impl ToString,
    sku: Option<Sku>,
    author: By,
    author_name: String,
    text: String,
) -> Submission {
    let (subject_id, parent) = (id.to_string(), parent.to_string());
    Submission { seller, subject, subject_id, parent, sku, author, author_name, text, media: "[]".into() }
}

fn appeal(
    tx: &mut Tx<'_>,
    rules: &Rules,
    current: Current,
    by: By,
    words: &Words,
    now: Timestamp,
) -> Result<CaseId, Failure> {
    let Submission { seller, subject, subject_id, .. } = &current.submission;
    let newest = verdicts::of_subject(tx, *seller, *subject, subject_id, 2)?;
    let verdict = in_force(&newest).ok_or(Code::NothingToAppeal)?;
    check(verdict, &current.submission.text)?;
    let opening = Opening {
        stage: Some(Stage::Appeal),
        judged: Some(verdict.number),
        words: words.to_string(),
        not_by: By::parse(&verdict.by).and_then(By::person),
        ..Opening::default()
    };
    let findings = intake::read_findings(&verdict.findings);
    let case = intake::open(tx, rules, now, &current.submission, &findings, opening)?;
    let event = Event::VerdictAppealed { case: case.id.to_string(), number: verdict.number };
    log::append(tx, now, *seller, by, &event)?;
    Ok(case.id)
}

/// Whether a verdict can be appealed: a refusal of the text as it stands, at the first stage, and not appealed before (the
/// database sees to that).
fn check(verdict: &Verdict, text: &str) -> Result<(), Refusal> {
    match (verdict.stage, verdict.decision) {
        (Stage::Appeal, _) => Err(Code::AppealedAlready.into()),
        _ if can_appeal(verdict, text) => Ok(()),
        _ => Err(Code::NothingToAppeal.into()),
    }
}

/// The verdict that counts, of the newest first: a second opinion does only where it is in favour of the author.
pub(crate) fn in_force(newest: &[Verdict]) -> Option<&Verdict> {
    newest.iter().find(|verdict| verdict.stage != Stage::Second || verdict.decision == Decision::Publish)
}

/// Whether the author of a text can appeal this verdict, its newest one.
pub(crate) fn can_appeal(verdict: &Verdict, text: &str) -> bool {
    verdict.decision == Decision::Refuse
        && verdict.stage != Stage::Appeal
        && verdict.overturned_by.is_none()
        && verdict.text_hash == chance::fingerprint(text)
}
