//! What the operator decides once and for all.

use domain::moderation::{Decision, Reason, Subject};
use domain::questions::{AnswerState, QuestionState};

use crate::support::*;

const WITH_PHONE: &str = "Позвоните нам: +7 916 123-45-67, всё расскажем.";

#[rstest::rstest]
#[tokio::test]
async fn the_rules_alone_refuse_nothing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, WITH_PHONE).await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Waiting);
    let found = site.claimed(MODEST).await;
    assert!(found.findings.iter().any(|f| f.reason == Reason::Phone && !f.span.is_empty()), "the words are marked");
}

#[rstest::rstest]
#[tokio::test]
async fn the_rules_refuse_alone_where_the_operator_switched_that_code_on_and_can_be_appealed(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.refuse_by_rules = vec![Reason::Phone]).await;
    let question = site.question().await;
    let answer = site.sent(question, WITH_PHONE).await;
    let refused = site.answer(answer).await;
    assert_eq!(refused.answer.state, AnswerState::Refused);
    let verdict = refused.track.verdict.unwrap();
    assert!(verdict.by_rules && verdict.reasons == [Reason::Phone]);
    assert_eq!(site.waiting().await, 0);
    assert_eq!(site.told(ANNA).await, ["answer_refused", "question_new"], "no text is refused silently");

    // Another code is still a person's to refuse.
    let other = site.sent(question, "Подробности на сайте plaid-store.ru").await;
    assert_eq!(site.answer(other).await.answer.state, AnswerState::Waiting);
    site.judge(MODEST, refuse(&[Reason::Link])).await;

    crate::appeals::appeal(&site, answer).await.unwrap();
    site.judge(MODEST, publish()).await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Published);
    let month = app::queries::moderation::months(&site.app, 1).await.unwrap().remove(0);
    assert_eq!(month.overturned_by_reason, [(("phone".to_owned(), "rules".to_owned()), 1)]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_clean_answer_is_published_at_once_where_the_operator_allows_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with(engine, |policy| policy.publish_clean.push(Subject::Answer)).await;
    let question = site.question().await;
    site.sent(question, "Да, при 30 градусах.").await;
    assert_eq!(site.answers_on_card().await, ["Да, при 30 градусах."]);
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
}

#[rstest::rstest]
#[tokio::test]
async fn who_is_refused_again_and_again_is_no_longer_published_at_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    for n in ["один", "два", "три"] {
        site.ask(&format!("Вопрос {n}: звоните на +7 916 123-45-67, какой размер у пледа?")).await;
        site.judge(MODEST, refuse(&[Reason::Phone])).await;
    }
    let asked = site.ask("Можно ли стирать плед в машине?").await;
    assert_eq!(asked.state, QuestionState::Waiting);
    let seen = site.claimed(MODEST).await;
    assert_eq!((seen.context.author.published, seen.context.author.refused), (0, 3));

    // Ninety days later that is forgotten.
    site.wait(91 * 24 * 3600);
    assert_eq!(site.ask("Есть ли плед зелёного цвета?").await.state, QuestionState::Published);
}

#[rstest::rstest]
#[tokio::test]
async fn the_transparency_page_counts_every_verdict_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    site.sent(question, "Да, при 30 градусах.").await;
    site.judge(MODEST, publish()).await;
    site.sent(question, "Не знаем.").await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    let month = app::queries::moderation::months(&site.app, 12).await.unwrap().remove(0);
    let (publish, refuse) = (Decision::Publish.as_str(), Decision::Refuse.as_str());
    assert_eq!((month.decided(publish), month.decided(refuse)), (2, 1));
    assert_eq!((month.by("person"), month.by("rules")), (2, 1));
    assert_eq!(month.reasons, [("not_an_answer".to_owned(), 1)]);
    assert_eq!((month.kept, month.late), (2, 0));
    let anna = site.staff(ANNA).await.reader();
    let chain = app::queries::moderation::receipts(&site.app, &anna, 0, 100).await.unwrap();
    assert_eq!(chain.receipts.len(), 3);
    assert_eq!(chain.head.unwrap().0, 3);
}
