//! Programs of a shop that are told over HTTP: a caller is whoever takes calls and says what was answered.

use std::time::Duration;

use app::commands::webhooks::{self as commands, Answer, Change, Due, NewWebhook, OLD_SECRET, WEBHOOKS_MAX};
use app::queries::notices::{self as queries, Webhook};
use app::{CanManage, SellerStaff};
use domain::notices::webhooks::{Format, Off, Outcome};
use domain::{Code, PersonId};

use crate::chats::{buyer, say, talk};
use crate::notices::HOUR;
use crate::reviews::{opinion, review};
use crate::support::*;

impl Site {
    async fn manager(&self, who: PersonId) -> SellerStaff<CanManage> {
        self.person(who).await.member(None).unwrap().with().unwrap()
    }

    async fn webhook(&self, format: Format, types: &[&str]) -> Webhook {
        let types = types.iter().map(|name| (*name).to_owned()).collect();
        let new = NewWebhook { format, url: "https://crm.example/hook".into(), types };
        commands::create(&self.app, &self.manager(ANNA).await, new).await.unwrap()
    }

    async fn due(&self) -> Vec<Due> {
        let mut due = commands::lease(&self.app, 50, Vec::new()).await.unwrap();
        due.sort_by_key(|due| due.call.cursor.seq);
        due
    }

    async fn says(&self, due: Due, outcome: Outcome) {
        let answer = Answer {
            at: self.app.now(),
            took: Duration::from_millis(40),
            status: Some(if outcome == Outcome::Taken { 204 } else { 500 }),
            error: String::new(),
            body: "ответ".repeat(200),
            outcome,
        };
        commands::answered(&self.app, due, answer).await.unwrap();
    }
}

fn kinds(due: &[Due]) -> Vec<&'static str> {
    due.iter().map(|due| due.recorded.event.kind()).collect()
}

#[rstest::rstest]
#[tokio::test]
async fn a_program_is_told_of_what_it_asked_for_and_a_switched_off_one_of_nothing(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.manager(ANNA).await;
    let all = site.webhook(Format::Standard, &[]).await;
    let some = site.webhook(Format::Standard, &["review_published"]).await;
    let off = site.webhook(Format::Standard, &[]).await;
    let change = Change { on: Some(false), ..Change::default() };
    commands::change(&site.app, &anna, off.id, change).await.unwrap();
    review(&site, opinion(4, "Тёплый, но колется")).await;
    site.question().await;
    site.work().await;
    let due = site.due().await;
    let of =
        |webhook: &Webhook| kinds(&due.iter().filter(|due| due.webhook.id == webhook.id).cloned().collect::<Vec<_>>());
    assert!(of(&all).contains(&"review_published") && of(&all).contains(&"question_asked"), "{:?}", of(&all));
    assert_eq!(of(&some), ["review_published"]);
    assert_eq!(of(&off), [""; 0]);
}

#[rstest::rstest]
#[tokio::test]
async fn what_happens_in_one_chat_is_told_in_order_though_a_call_fails(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.webhook(Format::Standard, &["message_sent", "review_published"]).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    for text in ["Первое", "Второе"] {
        say(&site, &olga, chat, text).await.unwrap();
    }
    review(&site, opinion(4, "Тёплый, но колется")).await;
    site.work().await;
    let mut due = site.due().await;
    assert_eq!(kinds(&due), ["message_sent", "review_published"], "the second waits for the first");
    site.says(due.remove(1), Outcome::Taken).await;
    site.says(due.remove(0), Outcome::Failed(None)).await;
    assert!(site.due().await.is_empty());
    let next = commands::next_due(&site.app).await.unwrap().unwrap();
    assert!(next > site.app.now(), "nobody is kept awake by what has to wait");
    site.wait(10);
    let again = site.due().await.remove(0);
    assert_eq!(again.call.attempts, 2);
    let first = again.call.cursor;
    site.says(again, Outcome::Taken).await;
    let second = site.due().await.remove(0);
    assert!(second.call.cursor > first && second.call.subject == chat.to_string());
}

#[rstest::rstest]
#[tokio::test]
async fn every_try_is_in_the_log_and_a_call_is_made_again_on_demand(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.manager(ANNA).await;
    let webhook = site.webhook(Format::Standard, &["review_published"]).await;
    review(&site, opinion(4, "Тёплый, но колется")).await;
    site.work().await;
    let call = site.due().await.remove(0);
    let cursor = call.call.cursor;
    site.says(call, Outcome::Failed(None)).await;
    site.wait(10);
    let call = site.due().await.remove(0);
    site.says(call, Outcome::Taken).await;
    let log = queries::calls(&site.app, &anna, webhook.id, None, 10).await.unwrap();
    let (call, tries) = &log[0];
    assert_eq!((log.len(), call.state.as_str(), tries.len()), (1, "sent", 2));
    assert_eq!(tries.iter().map(|it| (it.number, it.status)).collect::<Vec<_>>(), [(1, Some(500)), (2, Some(204))]);
    assert_eq!(tries[0].answer.chars().count(), 500, "an answer is not kept whole");
    let stepan = site.manager(STEPAN).await;
    assert_eq!(code(commands::resend(&site.app, &stepan, webhook.id, cursor).await), Code::CallNotFound);
    commands::resend(&site.app, &anna, webhook.id, cursor).await.unwrap();
    assert_eq!(code(commands::resend(&site.app, &anna, webhook.id, cursor).await), Code::CallNotFound);
    assert_eq!(site.due().await.len(), 1);
    let known = queries::webhook(&site.app, &anna, webhook.id).await.unwrap();
    assert_eq!((known.failing_since, known.answered_in), (None, Some(40)));
}

#[rstest::rstest]
#[tokio::test]
async fn an_address_that_fails_for_three_days_is_switched_off_and_its_owner_told(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.manager(ANNA).await;
    let webhook = site.webhook(Format::Standard, &[]).await;
    review(&site, opinion(4, "Тёплый, но колется")).await;
    site.work().await;
    let began = site.app.now();
    let off = loop {
        for due in site.due().await {
            site.says(due, Outcome::Failed(None)).await;
        }
        site.work().await;
        let known = queries::webhook(&site.app, &anna, webhook.id).await.unwrap();
        if known.off.is_some() {
            break known;
        }
        site.wait(HOUR);
        // There is always something to tell.
        site.ask(&format!("Вопрос о стирке {}?", site.app.now().0)).await;
        site.work().await;
    };
    let lasted = off.off_at.unwrap().since(began);
    assert!(lasted >= Duration::from_secs(3 * 86_400) && lasted < Duration::from_secs(3 * 86_400 + 3 * 3_600));
    assert_eq!(off.off, Some(Off::Failing));
    assert!(site.told(ANNA).await.contains(&"webhook_off".to_owned()));
    assert!(site.due().await.is_empty(), "nothing waits for it any more");
    let on = Change { on: Some(true), ..Change::default() };
    let on = commands::change(&site.app, &anna, webhook.id, on).await.unwrap();
    assert_eq!((on.off, on.failing_since), (None, None));
    assert!(site.due().await.is_empty(), "what happened meanwhile is not told later");
}

#[rstest::rstest]
#[tokio::test]
async fn an_address_that_says_it_is_gone_is_not_called_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let webhook = site.webhook(Format::Ozon, &[]).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
    site.work().await;
    let due = site.due().await.remove(0);
    site.says(due, Outcome::Gone).await;
    site.wait(HOUR);
    assert!(site.due().await.is_empty());
    let anna = site.manager(ANNA).await;
    assert_eq!(queries::webhook(&site.app, &anna, webhook.id).await.unwrap().off, Some(Off::Failing));
}

#[rstest::rstest]
#[tokio::test]
async fn a_new_secret_counts_at_once_and_the_old_one_a_day_more(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.manager(ANNA).await;
    let first = site.webhook(Format::Standard, &[]).await;
    assert!(first.secret.starts_with("whsec_") && first.secret.len() > 40);
    let rotate = Change { rotate: true, ..Change::default() };
    let second = commands::change(&site.app, &anna, first.id, rotate).await.unwrap();
    assert_ne!(second.secret, first.secret);
    assert_eq!((second.old_secret, second.version), (first.secret, 2));
    assert_eq!(second.old_secret_until, site.app.now().after(OLD_SECRET));
    let stepan = site.manager(STEPAN).await;
    let foreign = commands::change(&site.app, &stepan, first.id, Change::default()).await;
    assert_eq!(code(foreign), Code::WebhookNotFound);
    assert_eq!(code(commands::delete(&site.app, &stepan, first.id).await), Code::WebhookNotFound);
    commands::delete(&site.app, &anna, first.id).await.unwrap();
    for _ in 0..WEBHOOKS_MAX {
        site.webhook(Format::Standard, &[]).await;
    }
    let new = NewWebhook { format: Format::Standard, url: "https://crm.example/21".into(), types: Vec::new() };
    assert_eq!(code(commands::create(&site.app, &anna, new).await), Code::WebhooksFull);
}
