//! The shop answers.

use app::commands::import;
use app::commands::moderation::desk;
use app::commands::{asking, questions};
use app::queries::moderation::Way;
use app::queries::questions::{Filter, Identical};
use app::{Once, SellerStaff};
use domain::moderation::Reason;
use domain::questions::{AnswerState, Stage};
use domain::text::Text;
use domain::{Code, QuestionId};

use crate::support::*;

const YES: &str = "Да, при 30 градусах.";

async fn counts(site: &Site) -> app::queries::questions::Counts {
    let anna = site.staff(ANNA).await.reader();
    app::queries::questions::counts(&site.app, &anna, &Filter::default()).await.unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_taken_back_in_time_is_a_draft_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.send(question, YES).await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Pending);
    assert_eq!(site.detail(question).await.question.stage, Stage::Moderation);

    site.wait(9);
    questions::undo(&site.app, &site.staff(ANNA).await, answer).await.unwrap();
    site.wait(60);
    site.work().await;
    let after = site.detail(question).await;
    assert_eq!((after.draft.as_deref(), after.answers.len()), (Some(YES), 0));
    assert_eq!(after.question.stage, Stage::Viewed);
    assert_eq!(site.waiting().await, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_is_too_late_to_take_back_after_ten_seconds(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.send(site.question().await, YES).await;
    site.wait(10);
    let undone = questions::undo(&site.app, &site.staff(ANNA).await, answer).await;
    assert_eq!(code(undone), Code::UndoTooLate);
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_goes_past_a_moderator_who_thinks_twice_to_the_card(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    assert!(matches!(site.answer(answer).await.track.way, Way::Waiting(_)));
    assert_eq!(counts(&site).await.at(&[Stage::Moderation]), 1);
    assert_eq!(counts(&site).await.waiting(), 0);

    let case = site.claim(MODEST).await.unwrap();
    site.decide(MODEST, case, refuse(&[Reason::NotAnAnswer])).await.unwrap();
    site.wait(9);
    desk::undo(&site.app, &site.moderator(MODEST).await, case.0, case.1).await.unwrap();
    site.settle().await;
    assert_eq!(site.answer(answer).await.answer.state, AnswerState::Waiting, "the decision was taken back");

    site.decide(MODEST, case, publish()).await.unwrap();
    site.wait(9);
    site.work().await;
    assert_eq!(site.answers_on_card().await.len(), 0);
    site.wait(1);
    site.work().await;
    let undone = desk::undo(&site.app, &site.moderator(MODEST).await, case.0, case.1).await;
    assert_eq!(code(undone), Code::DecisionFinal);

    assert_eq!(site.answers_on_card().await, [YES]);
    let shop = site.detail(question).await;
    assert_eq!((shop.question.stage, shop.question.answers, shop.question.others), (Stage::Processed, 1, 0));
    assert_eq!(shop.question.answer.unwrap().text, YES);
    let counts = counts(&site).await;
    assert_eq!((counts.at(&[Stage::Processed]), counts.total(), counts.waiting()), (1, 1, 0));
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
    assert_eq!(site.told(ANNA).await, ["answer_published", "question_new"]);
}

#[rstest::rstest]
#[tokio::test]
async fn an_edited_answer_keeps_its_old_words_on_the_card_until_the_new_ones_have_passed(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    site.judge(MODEST, publish()).await;

    let edit = |text: &'static str| async move { Text::new(text).unwrap() };
    let anna = site.staff(ANNA).await;
    questions::edit(&site.app, &anna, answer, edit("Да, но только вручную.").await, None).await.unwrap();
    assert_eq!(site.answers_on_card().await, [YES]);
    assert_eq!(site.detail(question).await.question.stage, Stage::Processed);
    site.judge(MODEST, refuse(&[Reason::Untrue])).await;
    assert_eq!(site.answers_on_card().await, [YES], "the old words were never refused");
    assert_eq!(site.answer(answer).await.track.way, Way::Refused);

    questions::edit(&site.app, &anna, answer, edit("Да, в мешке для стирки.").await, None).await.unwrap();
    site.judge(MODEST, publish()).await;
    assert_eq!(site.answers_on_card().await, ["Да, в мешке для стирки."]);
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_edited_while_it_waits_is_decided_by_its_new_words_alone(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    let case = site.claim(MODEST).await.unwrap();
    site.decide(MODEST, case, publish()).await.unwrap();
    let (anna, text) = (site.staff(ANNA).await, Text::new("Нет, только химчистка.").unwrap());
    questions::edit(&site.app, &anna, answer, text, None).await.unwrap();
    site.settle().await;
    assert_eq!(site.answers_on_card().await.len(), 0, "what the moderator read is not what would be published");
    assert_eq!(site.waiting().await, 1);
    assert_eq!(site.claimed(LIDIA).await.case.text, "Нет, только химчистка.");
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_deleted_in_moderation_leaves_nothing_to_decide(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    let case = site.claim(MODEST).await.unwrap();
    questions::delete(&site.app, &site.staff(ANNA).await, answer).await.unwrap();
    assert_eq!(code(site.decide(MODEST, case, publish()).await), Code::CaseWithdrawn);
    site.settle().await;
    assert_eq!((site.answers_on_card().await.len(), site.waiting().await), (0, 0));
    assert_eq!(site.detail(question).await.question.stage, Stage::Viewed);
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_deleted_after_the_decision_and_before_it_is_in_force_is_never_published(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, YES).await;
    let case = site.claim(MODEST).await.unwrap();
    site.decide(MODEST, case, publish()).await.unwrap();
    questions::delete(&site.app, &site.staff(ANNA).await, answer).await.unwrap();
    site.settle().await;
    assert_eq!(site.answers_on_card().await.len(), 0);
    assert_eq!(site.told(OLGA).await.len(), 0);
    assert_eq!(site.waiting().await, 0, "what was decided had left the queue's count already");
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_phones_that_send_at_once_one_wins_and_the_other_is_shown_both_texts(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let (anna, boris) = (site.staff(ANNA).await, site.staff(BORIS).await);
    let send = |staff: SellerStaff<_>, text: &str| {
        let (app, new) = (site.app.clone(), first_reply(question, text));
        tokio::spawn(async move { questions::send(&app, &staff, new).await })
    };
    let phones = [send(anna, "Ответ Анны."), send(boris, "Ответ Бориса.")];
    let mut outcomes = Vec::new();
    for phone in phones {
        outcomes.push(phone.await.unwrap());
    }
    let refused: Vec<_> = outcomes.iter().filter_map(|o| o.as_ref().err()).collect();
    assert_eq!(refused.len(), 1);
    let refusal = refused[0].refusal().unwrap();
    assert_eq!(refusal.code, Code::AnsweredMeanwhile);
    let detail = site.detail(question).await;
    assert_eq!(detail.answers.len(), 1);
    let winner = &detail.answers[0].answer;
    assert!(refusal.facts.contains(&("text", winner.text.clone())));
    assert!(refusal.facts.contains(&("who", winner.author_name.clone())));
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_sent_by_eight_taps_is_one_answer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let mut taps = Vec::new();
    for _ in 0..8 {
        let (app, anna) = (site.app.clone(), site.staff(ANNA).await);
        let once = Some(Once::new("anna/answer", "tap", YES));
        taps.push(tokio::spawn(async move {
            questions::send(&app, &anna, questions::NewAnswer { once, ..first_reply(question, YES) })
                .await
                .unwrap()
                .answer
        }));
    }
    let mut answers = Vec::new();
    for tap in taps {
        answers.push(tap.await.unwrap());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(site.detail(question).await.answers.len(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_that_repeats_itself_is_warned_two_steps_before_it_has_to_pause(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.identical.same = 3).await;
    let anna = site.staff(ANNA).await;
    let mut all: Vec<QuestionId> = Vec::new();
    for n in ["один", "два", "три", "четыре"] {
        all.push(site.ask(&format!("Вопрос о пледе номер {n}, какой размер?")).await.question);
    }
    let said = || async {
        app::queries::questions::check(&site.app, &anna.reader(), "Спасибо за вопрос!").await.unwrap().identical
    };
    let same = |question| questions::send(&site.app, &anna, reply(question, "Спасибо за вопрос!"));
    assert_eq!(said().await, Identical::Fine);
    same(all[0]).await.unwrap();
    site.wait(1);
    assert_eq!(said().await, Identical::Warn { left: 2 });
    same(all[1]).await.unwrap();
    site.wait(1);
    assert_eq!(said().await, Identical::Warn { left: 1 });
    same(all[2]).await.unwrap();
    site.wait(1);
    assert!(matches!(said().await, Identical::Paused { .. }));
    let shouted = questions::send(&site.app, &anna, reply(all[3], "СПАСИБО за вопрос")).await;
    assert_eq!(code(shouted), Code::IdenticalAnswers);
    questions::send(&site.app, &anna, reply(all[3], YES)).await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_neighbour_does_not_find_another_shops_question(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, YES).await;
    let stepan = site.staff(STEPAN).await;
    assert_eq!(code(questions::send(&site.app, &stepan, reply(question, YES)).await), Code::QuestionNotFound);
    assert_eq!(code(questions::delete(&site.app, &stepan, answer).await), Code::AnswerNotFound);
    let edited = questions::edit(&site.app, &stepan, answer, Text::new("Моё").unwrap(), None).await;
    assert_eq!(code(edited), Code::AnswerNotFound);
    assert_eq!(code(questions::open(&site.app, &stepan.reader(), question).await), Code::QuestionNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn a_question_about_what_is_no_longer_sold_takes_no_answer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    site.wait(1);
    import::products(&site.app, vec![plaid(site.app.now(), true)]).await.unwrap();
    let anna = site.staff(ANNA).await;
    assert_eq!(code(questions::send(&site.app, &anna, reply(question, YES)).await), Code::ProductGone);
    let (olga, text) = (site.buyer(OLGA).await, Text::new("А есть ли зелёный?").unwrap());
    assert_eq!(code(asking::ask(&site.app, &olga, PLAID, text, None).await), Code::ProductNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn a_question_that_was_taken_away_takes_no_answer(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    asking::delete(&site.app, &site.buyer(OLGA).await, question).await.unwrap();
    let anna = site.staff(ANNA).await;
    assert_eq!(code(questions::send(&site.app, &anna, reply(question, YES)).await), Code::QuestionNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_of_emoji_alone_says_nothing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let anna = site.staff(ANNA).await;
    assert_eq!(code(questions::send(&site.app, &anna, reply(question, "👍👍👍")).await), Code::TextNothing);
}
