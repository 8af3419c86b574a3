//! Moderators share the desk.

use std::collections::HashSet;

use app::commands::moderation::desk::{self, Source};
use app::commands::questions;
use domain::moderation::Reason;
use domain::moderation::queue::Queue;
use domain::questions::AnswerState;
use domain::{CaseId, Code, SellerId};

use crate::support::*;

const YES: &str = "Да, при 30 градусах.";

async fn take(site: &Site, who: domain::PersonId, case: (SellerId, CaseId)) -> Result<(), app::Failure> {
    desk::take(&site.app, &site.moderator(who).await, case.0, case.1).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_case_that_somebody_holds_is_nobody_elses_until_the_lease_ends(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    let case = site.claim(MODEST).await.unwrap();
    assert_eq!(site.claim(MODEST).await, Some(case), "who asks again gets the same");
    assert_eq!(site.claim(LIDIA).await, None);
    assert_eq!(code(take(&site, LIDIA, case).await), Code::CaseHeld);
    assert_eq!(code(site.decide(LIDIA, case, publish()).await), Code::LeaseLost);

    site.wait(5 * 60);
    assert_eq!(code(site.decide(MODEST, case, publish()).await), Code::LeaseLost, "he came back too late");
    assert_eq!(site.claim(LIDIA).await, Some(case));
    assert_eq!(code(take(&site, MODEST, case).await), Code::CaseHeld);
    site.decide(LIDIA, case, publish()).await.unwrap();
    assert_eq!(code(site.decide(MODEST, case, refuse(&[Reason::Untrue])).await), Code::CaseDecided);
    site.settle().await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Published);
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_200_cases_that_many_hands_claim_at_once_none_is_given_twice(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    for n in 0..200 {
        site.ask(&format!("Вопрос {n}: звоните на +7 916 123-45-67, какой размер у пледа?")).await;
    }
    assert_eq!(site.waiting().await, 200);
    let mut hands = Vec::new();
    for who in [MODEST, LIDIA] {
        let moderator = site.moderator(who).await;
        for _ in 0..8 {
            let (app, moderator) = (site.app.clone(), moderator.clone());
            hands.push(tokio::spawn(async move {
                let mut mine = Vec::new();
                // Several tasks of one person get the same case; what counts is whose decision was kept.
                while let Some(case) = desk::claim(&app, &moderator, Source::All).await.unwrap() {
                    match desk::decide(&app, &moderator, case.0, case.1, publish()).await {
                        Ok(_) => mine.push(case.1),
                        Err(failure) => {
                            assert_eq!(failure.refusal().unwrap().code, Code::CaseDecided, "only one's own other hand");
                        }
                    }
                }
                (moderator.id(), mine)
            }));
        }
    }
    let (mut all, mut people) = (Vec::new(), HashSet::new());
    for hand in hands {
        let (who, mine) = hand.await.unwrap();
        if !mine.is_empty() {
            people.insert(who);
        }
        all.extend(mine);
    }
    assert_eq!(all.len(), 200);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 200);
    assert_eq!(people.len(), 2, "both of them worked");
    site.settle().await;
    assert_eq!((site.card().await.total, site.waiting().await), (200, 0));
}

#[rstest::rstest]
#[tokio::test]
async fn what_does_harm_comes_first_and_what_is_late_before_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with(engine, |policy| policy.working_days = 1).await;
    let plain = site.sent(site.question().await, YES).await.to_string();
    let risky = site.ask("Размер какой? Звоните мне: +7 916 123-45-67").await.question.to_string();
    assert_eq!(site.claimed(MODEST).await.case.subject_id, risky);
    site.judge(MODEST, publish()).await;

    site.wait(2 * 24 * 3600);
    let fresh = site.ask("Какой цвет? Звоните мне: +7 916 765-43-21").await.question.to_string();
    let mut order = Vec::new();
    for _ in 0..2 {
        let case = site.claimed(MODEST).await.case;
        site.decide(MODEST, (case.seller, case.id), publish()).await.unwrap();
        order.push(case.subject_id);
    }
    assert_eq!(order, [plain, fresh], "what is past its deadline goes before what may do harm");
}

#[rstest::rstest]
#[tokio::test]
async fn who_passes_a_case_over_gets_another(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.ask("Звоните мне: +7 916 123-45-67, какой размер?").await;
    site.ask("Звоните нам: +7 916 765-43-21, какой цвет?").await;
    let first = site.claim(MODEST).await.unwrap();
    desk::pass(&site.app, &site.moderator(MODEST).await, first.0, first.1).await.unwrap();
    let second = site.claim(MODEST).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(code(site.decide(MODEST, first, publish()).await), Code::LeaseLost);
    site.wait(60);
    assert_eq!(site.claim(LIDIA).await, Some(first));
}

#[rstest::rstest]
#[tokio::test]
async fn identical_texts_are_decided_together_but_for_those_that_somebody_else_holds(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.staff(ANNA).await;
    let mut answers = Vec::new();
    for n in ["один", "два", "три", "четыре"] {
        let question = site.ask(&format!("Вопрос о пледе номер {n}, какой размер?")).await.question;
        answers.push(questions::send(&site.app, &anna, reply(question, YES)).await.unwrap().answer);
        site.wait(1);
    }
    site.settle().await;
    let held = site.claim(LIDIA).await.unwrap();
    let mine = site.claim(MODEST).await.unwrap();
    let desk_of_modest = site.person(MODEST).await.desk().unwrap();
    let (view, same) = app::queries::moderation::same_text(&site.app, &desk_of_modest, mine.0, mine.1).await.unwrap();
    assert_eq!((same.len(), view.same_waiting), (3, 2));
    let mut chosen: Vec<_> = same.iter().map(|(case, _)| (case.seller, case.id)).collect();
    // One is left out on purpose; Лидия's is asked for all the same.
    let left = chosen.pop().unwrap();
    chosen.push(held);
    let modest = site.moderator(MODEST).await;
    let decided = desk::decide_same(&site.app, &modest, chosen, &view.case.text_hash, publish()).await.unwrap();
    assert_eq!(decided, 2);
    site.decide(LIDIA, held, refuse(&[Reason::NotAnAnswer])).await.unwrap();
    site.settle().await;
    let mut states = Vec::new();
    for answer in answers {
        states.push(site.answer(answer).await.answer.state);
    }
    let count = |state| states.iter().filter(|s| **s == state).count();
    assert_eq!((count(AnswerState::Published), count(AnswerState::Refused), count(AnswerState::Waiting)), (2, 1, 1));
    assert_eq!(site.claim(MODEST).await, Some(left));
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_is_never_decided_in_a_bundle(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    let case = crate::appeals::appeal(&site, answer).await.unwrap();
    let desk_of_lidia = site.person(LIDIA).await.desk().unwrap();
    let hash = app::queries::moderation::case(&site.app, &desk_of_lidia, HOME, case).await.unwrap().case.text_hash;
    let lidia = site.moderator(LIDIA).await;
    let outcome = desk::decide_same(&site.app, &lidia, vec![(HOME, case)], &hash, publish()).await;
    assert_eq!(outcome.unwrap(), 0);
    site.settle().await;
    assert_eq!(site.answers_on_card().await.len(), 0);
}

#[rstest::rstest]
#[tokio::test]
async fn a_refusal_names_a_reason_that_fits(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.sent(site.question().await, YES).await;
    let case = site.claim(MODEST).await.unwrap();
    assert_eq!(code(site.decide(MODEST, case, refuse(&[])).await), Code::ReasonNeeded);
    assert_eq!(code(site.decide(MODEST, case, refuse(&[Reason::PictureSmall])).await), Code::ReasonUnfit);
}

#[rstest::rstest]
#[tokio::test]
async fn leases_decisions_and_deadlines_hold_while_the_clock_jumps(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.send(question, YES).await;
    site.put_back(3600);
    site.work().await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Pending);
    questions::undo(&site.app, &site.staff(ANNA).await, answer).await.unwrap();
    site.sent(question, YES).await;

    let case = site.claim(MODEST).await.unwrap();
    site.put_back(3600);
    assert_eq!(site.claim(LIDIA).await, None, "what is held stays held when the clock goes back");
    site.decide(MODEST, case, publish()).await.unwrap();
    site.put_back(60);
    desk::undo(&site.app, &site.moderator(MODEST).await, case.0, case.1).await.unwrap();
    site.decide(MODEST, case, publish()).await.unwrap();
    // Far ahead: it comes into force once, and back again: it stays in force.
    site.wait(100 * 24 * 3600);
    site.work().await;
    site.put_back(100 * 24 * 3600);
    site.work().await;
    assert_eq!(site.answers_on_card().await, [YES]);
    let undone = desk::undo(&site.app, &site.moderator(MODEST).await, case.0, case.1).await;
    assert_eq!(code(undone), Code::DecisionFinal);
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
    let whole = app::queries::moderation::verify(&site.app, HOME).await.unwrap();
    assert_eq!(whole, Ok(2));
}

#[rstest::rstest]
#[tokio::test]
async fn who_looks_into_one_queue_is_not_given_a_case_of_another(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.sent(site.question().await, YES).await;
    site.ask("Звоните мне: +7 916 123-45-67, какой размер?").await;
    let modest = site.moderator(MODEST).await;
    let from = |queue| desk::claim(&site.app, &modest, Source::Queue(queue));
    let desk_of_modest = site.person(MODEST).await.desk().unwrap();
    for queue in [Queue::Answers, Queue::Questions, Queue::Answers] {
        let (seller, id) = from(queue).await.unwrap().unwrap();
        let view = app::queries::moderation::case(&site.app, &desk_of_modest, seller, id).await.unwrap();
        assert_eq!(view.case.queue, queue);
    }
    assert_eq!(from(Queue::Media).await.unwrap(), None);
}
