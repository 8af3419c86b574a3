//! Chats in Telegram: whose they are, and what is told there.

use app::commands::notices::{switch, test};
use app::commands::outbox::{self, Fate, Parcel};
use app::commands::telegram::{self, Answer, InChat, Reply, Update};
use app::queries::notices::{self as queries, Part};
use domain::notices::telegram::Said;
use domain::notices::{Channel, Choice, Topic};
use domain::{Lang, PersonId};

use crate::notices::{HOUR, anna_in_shop, wants};
use crate::reviews::{opinion, review};
use crate::support::*;

const BOT: &str = "otklik_bot";
const CHAT: i64 = 7_000_000_001;

fn says(id: i64, chat: i64, text: &str) -> Update {
    Update { id, said: Said::read(text).map(|said| InChat { chat, lang: Lang::En, said }) }
}

impl Site {
    /// A node listens, and hears this.
    async fn hears(&self, updates: Vec<Update>) -> Vec<Reply> {
        assert!(telegram::listen(&self.app, BOT, "node").await.unwrap().is_some());
        let replies = telegram::hear(&self.app, BOT, updates).await.unwrap();
        self.work().await;
        replies
    }

    async fn code(&self, part: Part) -> String {
        telegram::new_code(&self.app, part, Lang::Ru).await.unwrap().code
    }

    async fn links(&self, id: i64, part: Part, chat: i64) -> Answer {
        let code = self.code(part).await;
        self.hears(vec![says(id, chat, &format!("/start {code}"))]).await[0].what
    }

    async fn with_chat(engine: Engine) -> Self {
        let site = Self::start(engine).await;
        assert_eq!(site.links(1, anna_in_shop(), CHAT).await, Answer::Linked(domain::notices::Side::Shop));
        wants(&site, anna_in_shop(), Topic::Reviews, |choice| Choice { telegram: true, ..choice }).await;
        for parcel in site.said().await {
            outbox::ended(&site.app, parcel.sendings, Fate::Sent).await.unwrap();
        }
        site
    }

    async fn said(&self) -> Vec<Parcel> {
        outbox::lease(&self.app, Channel::Telegram, 50).await.unwrap()
    }

    async fn chat_of(&self, who: PersonId) -> Option<i64> {
        queries::chat(&self.app, who).await.unwrap().map(|chat| chat.id)
    }
}

#[rstest::rstest]
#[tokio::test]
async fn who_turns_telegram_on_for_a_topic_is_told_there_and_nobody_else_is(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_chat(engine).await;
    wants(&site, Part::staff(BORIS, HOME), Topic::Reviews, |choice| Choice { telegram: true, ..choice }).await;
    review(&site, opinion(1, "Порвался за неделю")).await;
    site.question().await;
    site.work().await;
    let parcels = site.said().await;
    let [parcel] = parcels.as_slice() else { panic!("{parcels:?}") };
    assert_eq!((parcel.person, parcel.chat.as_ref().map(|chat| chat.id)), (ANNA, Some(CHAT)));
    let kinds: Vec<_> = parcel.sendings.iter().map(|sending| sending.kind.as_str()).collect();
    assert_eq!(kinds, ["review_new"], "of questions she said nothing, and Борис has no chat");
    outbox::ended(&site.app, parcel.sendings.clone(), Fate::Sent).await.unwrap();
    site.wait(HOUR);
    assert!(site.said().await.is_empty());
    test(&site.app, anna_in_shop()).await.unwrap();
    site.work().await;
    assert_eq!(site.said().await[0].sendings[0].kind, "test", "a test comes by every channel");
}

#[rstest::rstest]
#[tokio::test]
async fn what_waits_for_a_chat_is_dropped_with_its_switch(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_chat(engine).await;
    review(&site, opinion(1, "Порвался за неделю")).await;
    site.work().await;
    switch(&site.app, anna_in_shop(), Topic::Reviews, false).await.unwrap();
    assert!(site.said().await.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn a_chat_is_taken_over_in_one_go_and_both_are_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_chat(engine).await;
    assert!(site.told(ANNA).await.contains(&"telegram_linked".to_owned()));
    let olgas = site.code(Part::buyer(OLGA)).await;
    site.wait(1);
    assert_eq!(site.links(2, Part::staff(BORIS, HOME), CHAT).await, Answer::Linked(domain::notices::Side::Shop));
    assert_eq!((site.chat_of(ANNA).await, site.chat_of(BORIS).await), (None, Some(CHAT)));
    assert_eq!(site.told(ANNA).await[0], "telegram_lost");
    assert!(site.told(BORIS).await.contains(&"telegram_linked".to_owned()));
    let late = site.hears(vec![says(3, CHAT, &format!("/start {olgas}"))]).await;
    assert_eq!((late[0].what, late[0].lang), (Answer::LinkedAlready, Lang::Ru));
    assert_eq!((site.chat_of(OLGA).await, site.chat_of(BORIS).await), (None, Some(CHAT)));
}

#[rstest::rstest]
#[tokio::test]
async fn what_was_heard_is_not_done_again_and_what_came_with_it_is(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_chat(engine).await;
    assert_eq!(site.hears(vec![says(2, CHAT, "/stop")]).await[0].what, Answer::Stopped);
    site.links(3, anna_in_shop(), CHAT).await;
    let replies = site.hears(vec![says(4, 9, "/stop"), says(2, CHAT, "/stop"), says(3, CHAT, "/stop")]).await;
    assert_eq!(replies, [Reply { chat: 9, lang: Lang::En, what: Answer::NobodyHere }]);
    assert_eq!(site.chat_of(ANNA).await, Some(CHAT));
    assert_eq!(telegram::listen(&site.app, BOT, "node").await.unwrap(), Some(Some(5)));
    assert_eq!(telegram::listen(&site.app, BOT, "another").await.unwrap(), None);
    site.wait(2 * 24 * HOUR);
    assert_eq!(telegram::listen(&site.app, BOT, "another").await.unwrap(), Some(None), "Telegram may count anew");
    let anew = telegram::hear(&site.app, BOT, vec![says(1, CHAT, "/stop")]).await.unwrap();
    assert_eq!(anew[0].what, Answer::Stopped);
}
