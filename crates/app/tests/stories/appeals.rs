//! Verdicts that are not accepted, and second opinions.

use app::Failure;
use app::commands::moderation::{appeals, desk};
use app::queries::moderation::{Appealed, Way};
use domain::moderation::queue::Queue;
use domain::moderation::{Reason, Stage as Look, Subject};
use domain::questions::{AnswerState, Stage};
use domain::text::Text;
use domain::{AnswerId, CaseId, Code};

use crate::support::*;

const YES: &str = "Да, при 30 градусах.";

/// Анна does not accept the verdict on an answer.
pub async fn appeal(site: &Site, answer: AnswerId) -> Result<CaseId, Failure> {
    let words = Text::new("Это ответ на вопрос, прочтите внимательнее.").unwrap();
    let anna = site.staff(ANNA).await;
    appeals::by_shop(&site.app, &anna, Subject::Answer, answer.to_string(), words).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_refused_answer_says_why_and_another_moderator_turns_the_verdict_over(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer, Reason::Untrue])).await;

    let refused = site.answer(answer).await;
    assert_eq!((refused.answer.state, &refused.track.way), (AnswerState::Refused, &Way::Refused));
    let verdict = refused.track.verdict.unwrap();
    assert_eq!(verdict.reasons, [Reason::NotAnAnswer, Reason::Untrue]);
    assert!(refused.track.can_appeal && verdict.is_current && !verdict.by_rules);
    let shop = site.detail(question).await.question;
    assert_eq!(shop.stage, Stage::Refused);
    assert!(shop.stage.waits(), "a refused answer leaves the question among those that wait");
    assert_eq!(site.told(ANNA).await, ["answer_refused", "question_new"]);

    let case = appeal(&site, answer).await.unwrap();
    assert_eq!(code(appeal(&site, answer).await), Code::AppealedAlready);
    assert!(!site.answer(answer).await.track.can_appeal);
    assert_eq!(site.claim(MODEST).await, None, "the first moderator is never given the appeal");
    let taken = desk::take(&site.app, &site.moderator(MODEST).await, HOME, case).await;
    assert_eq!(code(taken), Code::NotYourCase);

    let seen = site.claimed(LIDIA).await;
    assert_eq!((seen.case.id, seen.case.stage), (case, Look::Appeal));
    assert_eq!(seen.first.unwrap().1, [Reason::NotAnAnswer, Reason::Untrue]);
    site.judge(LIDIA, publish()).await;
    let won = site.answer(answer).await;
    assert_eq!((won.answer.state, won.track.appeal), (AnswerState::Published, Some(Appealed::Won)));
    assert_eq!(site.answers_on_card().await, [YES]);
    assert_eq!(site.detail(question).await.question.stage, Stage::Processed);
    assert_eq!(code(appeal(&site, answer).await), Code::AppealedAlready);
    assert_eq!(site.told(ANNA).await, ["answer_appeal_won", "answer_refused", "question_new"]);

    let month = app::queries::moderation::months(&site.app, 1).await.unwrap().remove(0);
    assert_eq!((month.appeals, month.overturned, month.upheld), (1, 1, 0));
    let turned = |reason: &str| ((reason.to_owned(), "person".to_owned()), 1);
    let mut by_reason = month.overturned_by_reason;
    by_reason.sort();
    assert_eq!(by_reason, [turned("not_an_answer"), turned("untrue")]);
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_that_is_lost_ends_the_matter(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    appeal(&site, answer).await.unwrap();
    site.judge(LIDIA, refuse(&[Reason::NotAnAnswer])).await;
    let lost = site.answer(answer).await.track;
    assert_eq!((lost.way, lost.appeal, lost.can_appeal), (Way::Refused, Some(Appealed::Lost), false));
    assert_eq!(code(appeal(&site, answer).await), Code::AppealedAlready);
    assert_eq!(site.detail(question).await.question.stage, Stage::Refused);
}

#[rstest::rstest]
#[tokio::test]
async fn what_was_published_cannot_be_appealed(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, publish()).await;
    assert_eq!(code(appeal(&site, answer).await), Code::NothingToAppeal);
}

#[rstest::rstest]
#[tokio::test]
async fn nobody_appeals_for_another_shop_or_another_buyer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    let words = || Text::new("Это ответ на вопрос, прочтите внимательнее.").unwrap();
    let stepan = site.staff(STEPAN).await;
    let outcome = appeals::by_shop(&site.app, &stepan, Subject::Answer, answer.to_string(), words()).await;
    assert_eq!(code(outcome), Code::NothingToAppeal);
    let olga = site.buyer(OLGA).await;
    let outcome = appeals::by_buyer(&site.app, &olga, Subject::Answer, answer.to_string(), words()).await;
    assert_eq!(code(outcome), Code::NothingToAppeal);
}

#[rstest::rstest]
#[tokio::test]
async fn a_second_opinion_is_blind_and_in_favour_of_the_author_it_publishes(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.second_opinions = 100).await;
    let _answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    assert_eq!(site.claim(MODEST).await, None, "nobody gives a second opinion on their own verdict");

    let seen = site.claimed(LIDIA).await;
    assert_eq!((seen.case.queue, seen.case.stage), (Queue::Second, Look::Second));
    assert!(seen.first.is_none() && seen.history.is_empty() && seen.same.is_empty(), "it does not know the first");
    assert_eq!(site.answers_on_card().await.len(), 0);
    site.judge(LIDIA, publish()).await;
    assert_eq!(site.answers_on_card().await, [YES]);
    assert_eq!(site.waiting().await, 0, "nobody is asked about a second opinion");

    let month = app::queries::moderation::months(&site.app, 1).await.unwrap().remove(0);
    assert_eq!((month.agreed, month.disagreed), (0, 1));
    assert_eq!(month.second_by_reason, [("not_an_answer".to_owned(), 0, 1)]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_second_opinion_against_the_author_changes_nothing_and_is_no_verdict_to_appeal(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.second_opinions = 100).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, publish()).await;
    site.judge(LIDIA, refuse(&[Reason::Untrue])).await;
    assert_eq!(site.answers_on_card().await, [YES]);
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Published);
    assert!(!site.answer(answer).await.track.can_appeal);
    assert_eq!(code(appeal(&site, answer).await), Code::NothingToAppeal, "nothing of theirs is refused");
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_after_a_second_opinion_is_still_not_for_the_one_who_refused_first(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.second_opinions = 100).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    site.judge(LIDIA, refuse(&[Reason::NotAnAnswer])).await;
    assert!(site.answer(answer).await.track.can_appeal);
    appeal(&site, answer).await.unwrap();
    assert_eq!(site.claim(MODEST).await, None, "he refused it");
    site.judge(ZAKHAR, publish()).await;
    assert_eq!(site.answers_on_card().await, [YES]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_second_opinion_that_comes_after_the_appeal_does_not_open_another(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.second_opinions = 100).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    appeal(&site, answer).await.unwrap();
    let lidia = site.moderator(LIDIA).await;
    let second = desk::claim(&site.app, &lidia, desk::Source::Queue(Queue::Second)).await.unwrap().unwrap();
    site.decide(LIDIA, second, refuse(&[Reason::NotAnAnswer])).await.unwrap();
    site.settle().await;
    assert_eq!(code(appeal(&site, answer).await), Code::AppealedAlready);
    assert_eq!(site.waiting().await, 1);
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_that_a_second_opinion_has_granted_leaves_nothing_to_decide(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.second_opinions = 100).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    appeal(&site, answer).await.unwrap();
    let lidia = site.moderator(LIDIA).await;
    let second = desk::claim(&site.app, &lidia, desk::Source::Queue(Queue::Second)).await.unwrap().unwrap();
    site.decide(LIDIA, second, publish()).await.unwrap();
    site.settle().await;
    assert_eq!(site.answers_on_card().await, [YES]);
    assert_eq!(site.waiting().await, 0, "the author has what the appeal asked for");
}
