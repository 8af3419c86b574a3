//! Buyers ask.

use app::commands::asking;
use app::queries::questions::{Filter, Order};
use domain::Code;
use domain::people::Permission;
use domain::questions::{QuestionState, Stage, Status};
use domain::text::Text;

use crate::support::*;

const WITH_PHONE: &str = "Подскажите размер или позвоните мне: +7 916 123-45-67";

#[rstest::rstest]
#[tokio::test]
async fn a_clean_question_stands_on_the_card_at_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let asked = site.ask("Можно ли стирать плед в машине?").await;
    assert_eq!(asked.state, QuestionState::Published);
    let card = site.card().await;
    assert_eq!((card.total, card.questions.len()), (1, 1));
    assert_eq!(site.detail(asked.question).await.question.stage, Stage::New);
    assert!(site.staff(ANNA).await.may(Permission::Reply));
    assert_eq!(site.waiting().await, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn a_question_with_a_phone_number_is_hidden_from_everybody_until_a_moderator_publishes_it(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let asked = site.ask(WITH_PHONE).await;
    assert_eq!(asked.state, QuestionState::Waiting);
    let anna = site.staff(ANNA).await.reader();
    let seen = || app::queries::questions::one(&site.app, &anna, asked.question);
    let listed = || async {
        let (filter, order) = (Filter::default(), Order::default());
        let all = app::queries::questions::list(&site.app, &anna, filter, order, None, 50);
        all.await.unwrap().questions.len()
    };
    assert_eq!(code(seen().await), Code::QuestionNotFound);
    assert_eq!((site.card().await.total, listed().await), (0, 0));

    let case = site.claim(MODEST).await.unwrap();
    site.decide(MODEST, case, publish()).await.unwrap();
    site.work().await;
    assert_eq!(code(seen().await), Code::QuestionNotFound, "a decision that can be taken back is not in force");

    site.settle().await;
    assert_eq!(seen().await.unwrap().state, QuestionState::Published);
    assert_eq!((site.card().await.total, listed().await), (1, 1));
    assert_eq!(site.told(OLGA).await, ["question_published"]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_who_takes_a_waiting_question_away_leaves_nothing_to_decide(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let asked = site.ask(WITH_PHONE).await;
    let case = site.claim(MODEST).await.unwrap();
    asking::delete(&site.app, &site.buyer(OLGA).await, asked.question).await.unwrap();
    assert_eq!(code(site.decide(MODEST, case, publish()).await), Code::CaseWithdrawn);
    site.settle().await;
    assert_eq!((site.card().await.total, site.waiting().await), (0, 0));
}

#[rstest::rstest]
#[tokio::test]
async fn an_answer_to_a_question_that_is_gone_is_never_judged(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    site.send(question, "Да, при 30 градусах.").await;
    asking::delete(&site.app, &site.buyer(OLGA).await, question).await.unwrap();
    site.settle().await;
    assert_eq!(site.waiting().await, 0, "the question is gone: there is nothing to decide about an answer to it");
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_about_an_answer_ends_with_the_question(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let answer = site.sent(question, "Да, при 30 градусах.").await;
    site.judge(MODEST, refuse(&[domain::moderation::Reason::NotAnAnswer])).await;
    crate::appeals::appeal(&site, answer).await.unwrap();
    assert_eq!(site.waiting().await, 1);
    asking::delete(&site.app, &site.buyer(OLGA).await, question).await.unwrap();
    assert_eq!(site.waiting().await, 0);
    assert_eq!(site.claim(LIDIA).await, None);
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_who_got_the_product_answers_and_the_asker_is_told_once_it_is_published(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let pyotr = site.buyer(PYOTR).await;
    asking::answer(&site.app, &pyotr, question, Text::new("Стирал дважды, всё хорошо.").unwrap(), None).await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await.len(), 0);
    site.judge(MODEST, publish()).await;
    assert_eq!(site.answers_on_card().await, ["Стирал дважды, всё хорошо."]);
    assert_eq!(site.told(OLGA).await, ["question_answered"]);
    let shop = site.detail(question).await.question;
    assert_eq!((shop.stage, shop.others, shop.answers), (Stage::New, 1, 1), "another buyer's answer is not the shop's");
}

#[rstest::rstest]
#[tokio::test]
async fn a_question_that_the_shop_put_aside_stays_aside_when_another_buyer_answers(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let question = site.question().await;
    let anna = site.staff(ANNA).await;
    app::commands::questions::set_status(&site.app, &anna, vec![question], Status::Processed).await.unwrap();
    let (pyotr, text) = (site.buyer(PYOTR).await, Text::new("Стирал дважды, всё хорошо.").unwrap());
    asking::answer(&site.app, &pyotr, question, text, None).await.unwrap();
    site.judge(MODEST, publish()).await;
    let shop = site.detail(question).await.question;
    assert_eq!((shop.stage, shop.others), (Stage::Processed, 1));
}
