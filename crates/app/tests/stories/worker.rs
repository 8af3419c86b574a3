//! The worker brings verdicts into force.

use domain::moderation::{Decision, Reason};
use store::Sql;
use store::testing::statement;

use crate::support::*;

/// Every process looks at once.
async fn at_once(site: &Site) {
    let mut turns = Vec::new();
    for _ in 0..8 {
        let app = site.app.clone();
        turns.push(tokio::spawn(async move { while app::worker::turn(&app).await.unwrap() {} }));
    }
    for turn in turns {
        turn.await.unwrap();
    }
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_comes_into_force_once_however_many_work_on_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    for n in ["один", "два", "три", "четыре", "пять"] {
        site.send(question, &format!("Ответ номер {n} на вопрос о стирке.")).await;
    }
    site.wait(10);
    at_once(&site).await;
    assert_eq!(site.waiting().await, 5);
    for n in 0..5 {
        let case = site.claim(MODEST).await.unwrap();
        let verdict = if n < 3 { publish() } else { refuse(&[Reason::NotAnAnswer]) };
        site.decide(MODEST, case, verdict).await.unwrap();
    }
    site.wait(10);
    at_once(&site).await;

    assert_eq!(site.answers_on_card().await.len(), 3);
    assert_eq!(site.told(OLGA).await, ["question_answered"; 3]);
    let mut told = site.told(ANNA).await;
    told.sort();
    let expected = [
        "answer_published",
        "answer_published",
        "answer_published",
        "answer_refused",
        "answer_refused",
        "question_new",
    ];
    assert_eq!(told, expected);
    let month = app::queries::moderation::months(&site.app, 1).await.unwrap().remove(0);
    assert_eq!(month.decided(Decision::Publish.as_str()), 4, "the question, and three answers");
    assert_eq!(month.decided(Decision::Refuse.as_str()), 2);
    assert_eq!(app::queries::moderation::verify(&site.app, HOME).await.unwrap(), Ok(6));
    assert_eq!(site.detail(question).await.question.answers, 3);
}

/// As a process leaves it that was killed after its work was committed and before it said so.
static DONE_AND_NOT_SAID: Sql = statement(
    "test/again",
    "insert into jobs (job_id, kind, seller_id, subject, due_at, attempts, leased_until, dead, error)
     select 'apply_verdict:' || case_id, 'apply_verdict', seller_id, case_id, 0, 1, 0, false, '' from cases",
);

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_done_again_publishes_nothing_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.sent(site.question().await, "Да, при 30 градусах.").await;
    site.judge(MODEST, publish()).await;
    let site = site.tampered(&DONE_AND_NOT_SAID).await;
    at_once(&site).await;
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
    assert_eq!(site.told(ANNA).await, ["answer_published", "question_new"]);
    assert_eq!(app::queries::moderation::verify(&site.app, HOME).await.unwrap(), Ok(2));
}
