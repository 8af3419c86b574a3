//! Notices on their way to devices and mailboxes: a sender is whoever takes parcels and says what came of them.

use std::time::Duration;

use app::commands::notices::{
    NewDevice, add_device, change, confirm_email, forget_email, give_email, pause, remove_device, switch, unsubscribe,
};
use app::commands::outbox::{self, Fate, Parcel};
use app::queries::notices as queries;
use app::seals;
use domain::notices::{Channel, Choice, Digest, Quiet, Side, Topic};
use domain::{Code, Lang};

use crate::notices::{HOUR, anna_in_shop, wants};
use crate::reviews::{opinion, review};
use crate::support::*;

const MAIL: &str = "anna@example.com";

impl Site {
    async fn with_mail_and_phone(engine: Engine) -> Self {
        let site = Self::start(engine).await;
        let anna = site.person(ANNA).await;
        give_email(&site.app, &anna, MAIL, Lang::Ru).await.unwrap();
        let token = seals::of(&site.app).await.unwrap().confirm(ANNA, MAIL, site.later(60));
        confirm_email(&site.app, &token).await.unwrap();
        let device = NewDevice {
            endpoint: "https://push.example/anna".into(),
            p256dh: "BPoint".into(),
            auth: "secret".into(),
            device: "Chrome".into(),
            lang: Lang::Ru,
        };
        add_device(&site.app, &anna, Side::Shop, device).await.unwrap();
        for topic in [Topic::Reviews, Topic::Questions] {
            wants(&site, anna_in_shop(), topic, |choice| Choice { email: true, ..choice }).await;
        }
        site.work().await;
        for channel in [Channel::Push, Channel::Email] {
            for parcel in outbox::lease(&site.app, channel, 50).await.unwrap() {
                outbox::ended(&site.app, parcel.sendings, Fate::Sent).await.unwrap();
            }
        }
        site
    }

    fn later(&self, seconds: u64) -> domain::Timestamp {
        self.app.now().after(Duration::from_secs(seconds))
    }

    async fn taken(&self, channel: Channel) -> Vec<Parcel> {
        outbox::lease(&self.app, channel, 50).await.unwrap()
    }

    /// The kinds that a channel sends now, but that somebody has signed in: stories make people do that all the time.
    async fn goes_out(&self, channel: Channel) -> Vec<String> {
        let mut kinds = Vec::new();
        for parcel in self.taken(channel).await {
            kinds.extend(parcel.sendings.iter().map(|sending| sending.kind.clone()));
            outbox::ended(&self.app, parcel.sendings, Fate::Sent).await.unwrap();
        }
        kinds.retain(|kind| kind != domain::notices::kinds::SIGNED_IN);
        kinds
    }

    async fn happens(&self) {
        review(self, opinion(1, "Порвался за неделю")).await;
        self.question().await;
        self.work().await;
        // Ольга has signed in for that, and has neither device nor address.
    }
}

#[rstest::rstest]
#[tokio::test]
async fn what_is_due_of_a_person_comes_in_one_parcel_and_is_handed_over_once(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_mail_and_phone(engine).await;
    site.happens().await;
    let parcels = site.taken(Channel::Email).await;
    assert_eq!(parcels.len(), 1);
    let parcel = &parcels[0];
    assert_eq!((parcel.person, parcel.name.as_str(), parcel.sendings.len()), (ANNA, "Анна", 2));
    assert_eq!(parcel.contact.as_ref().unwrap().email, MAIL);
    assert_eq!(parcel.by_topic().keys().copied().collect::<Vec<_>>(), [Topic::Reviews, Topic::Questions]);
    assert!(site.taken(Channel::Email).await.is_empty(), "somebody has it in hand");
    outbox::ended(&site.app, parcel.sendings.clone(), Fate::Sent).await.unwrap();
    site.wait(HOUR);
    assert!(site.taken(Channel::Email).await.is_empty());
    assert_eq!(site.taken(Channel::Push).await[0].devices.len(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn what_a_sender_took_and_died_with_is_taken_by_the_next(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_mail_and_phone(engine).await;
    site.happens().await;
    let first = site.taken(Channel::Email).await;
    site.wait(119);
    assert!(site.taken(Channel::Email).await.is_empty());
    site.wait(1);
    let second = site.taken(Channel::Email).await;
    assert_eq!(first[0].sendings.len(), second[0].sendings.len());
    assert!(second[0].sendings.iter().all(|sending| sending.attempts == 2));
}

#[rstest::rstest]
#[tokio::test]
async fn a_server_that_is_away_is_tried_for_three_days_and_then_the_desk_sees_it(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_mail_and_phone(engine).await;
    site.happens().await;
    let began = site.app.now();
    let mut tries = 0;
    while let Some(due) = outbox::next_due(&site.app, Channel::Email).await.unwrap() {
        site.wait((due.0 - site.app.now().0).max(0) / 1_000_000 + 1);
        for parcel in site.taken(Channel::Email).await {
            tries += 1;
            outbox::ended(&site.app, parcel.sendings, Fate::Later("421".into(), None)).await.unwrap();
        }
        assert!(tries < 100, "it never ends");
    }
    let lasted = site.app.now().since(began);
    assert!(lasted >= outbox::TRIED && lasted < outbox::TRIED + Duration::from_secs(3 * 3_600), "{lasted:?}");
    let desk = site.person(NINA).await.desk().unwrap();
    let failed = queries::failed(&site.app, &desk, 10).await.unwrap();
    assert_eq!((failed.len(), failed[0].error.as_str()), (2, "421"));
    let (seq, channel) = (failed[0].sending.seq, Channel::Email);
    outbox::resend(&site.app, &desk, ANNA, seq, channel).await.unwrap();
    assert_eq!(code(outbox::resend(&site.app, &desk, ANNA, seq, channel).await), Code::CallNotFound);
    assert_eq!(site.goes_out(channel).await.len(), 1);
    assert_eq!(queries::failed(&site.app, &desk, 10).await.unwrap().len(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn a_mailbox_that_refuses_three_letters_gets_no_more(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_mail_and_phone(engine).await;
    for n in 1..=3 {
        site.ask(&format!("Вопрос номер {n} о стирке?")).await;
        site.work().await;
        for parcel in site.taken(Channel::Email).await {
            outbox::ended(&site.app, parcel.sendings, Fate::Bounced("550 нет ящика".into())).await.unwrap();
        }
    }
    let contact = queries::contact(&site.app, ANNA).await.unwrap().unwrap();
    assert_eq!((contact.bounces, contact.trouble.as_str()), (3, "550 нет ящика"));
    site.ask("Ещё один вопрос о стирке?").await;
    site.work().await;
    assert!(site.taken(Channel::Email).await.is_empty());
    assert_eq!(site.goes_out(Channel::Push).await.len(), 4, "the other channel is not concerned");
}

#[rstest::rstest]
#[tokio::test]
async fn what_can_never_be_handed_over_is_given_up_at_once_and_what_has_nowhere_to_go_is_dropped(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_mail_and_phone(engine).await;
    site.happens().await;
    let mut sendings = site.taken(Channel::Email).await.remove(0).sendings;
    let last = sendings.split_off(1);
    outbox::ended(&site.app, sendings, Fate::Never("a template is broken".into())).await.unwrap();
    outbox::ended(&site.app, last, Fate::Nowhere("no address")).await.unwrap();
    site.wait(HOUR);
    assert!(site.taken(Channel::Email).await.is_empty());
    let desk = site.person(NINA).await.desk().unwrap();
    assert_eq!(queries::failed(&site.app, &desk, 10).await.unwrap().len(), 1);
}

#[rstest::rstest]
#[tokio::test]
async fn quiet_hours_are_waited_out_by_every_channel_and_the_list_is_there_at_once(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_mail_and_phone(engine).await;
    // It is three in the afternoon in Moscow.
    let quiet = Some(Quiet { from: 14 * 60, to: 18 * 60 });
    change(&site.app, anna_in_shop(), None, move |settings| settings.quiet = quiet).await.unwrap();
    site.happens().await;
    assert_eq!(site.told(ANNA).await.len(), 2);
    site.wait(3 * HOUR - 1);
    assert!(site.goes_out(Channel::Push).await.is_empty() && site.goes_out(Channel::Email).await.is_empty());
    site.wait(1);
    assert_eq!((site.goes_out(Channel::Push).await.len(), site.goes_out(Channel::Email).await.len()), (2, 2));
    site.wait(HOUR);
    assert!(site.goes_out(Channel::Push).await.is_empty() && site.goes_out(Channel::Email).await.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn mail_is_gathered_for_the_hour_and_pushes_are_not(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_mail_and_phone(engine).await;
    site.wait(60);
    change(&site.app, anna_in_shop(), None, |settings| settings.digest = Digest::Hour).await.unwrap();
    site.happens().await;
    assert_eq!(site.goes_out(Channel::Push).await.len(), 2);
    assert!(site.goes_out(Channel::Email).await.is_empty());
    site.wait(HOUR);
    assert_eq!(site.taken(Channel::Email).await.remove(0).sendings.len(), 2);
}

#[rstest::rstest]
#[tokio::test]
async fn a_pause_ends_by_itself_and_what_happened_in_it_comes_then(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_mail_and_phone(engine).await;
    pause(&site.app, anna_in_shop(), 2).await.unwrap();
    site.happens().await;
    assert!(site.goes_out(Channel::Push).await.is_empty());
    site.wait(2 * HOUR);
    assert_eq!(site.goes_out(Channel::Push).await.len(), 2);
    assert_eq!(code(pause(&site.app, anna_in_shop(), 169).await), Code::NumberOutOfRange);
}

#[rstest::rstest]
#[tokio::test]
async fn what_was_answered_meanwhile_is_not_sent_to_whoever_waits_some_hours(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with_mail_and_phone(engine).await;
    for topic in [Topic::Reviews, Topic::Questions] {
        wants(&site, anna_in_shop(), topic, |choice| Choice { after_hours: Some(3), ..choice }).await;
    }
    review(&site, opinion(1, "Порвался за неделю")).await;
    let question = site.question().await;
    site.work().await;
    assert!(site.goes_out(Channel::Email).await.is_empty());
    site.sent_answer(question).await;
    site.wait(3 * HOUR);
    assert_eq!(site.goes_out(Channel::Email).await, ["review_new"]);
}

impl Site {
    async fn sent_answer(&self, question: domain::QuestionId) {
        Site::send(self, question, "Да, при 30 градусах.").await;
        self.settle().await;
        self.judge(MODEST, publish()).await;
    }
}

#[rstest::rstest]
#[tokio::test]
async fn what_waits_is_dropped_when_its_switch_is_turned_off(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::with_mail_and_phone(engine).await;
    site.happens().await;
    switch(&site.app, anna_in_shop(), Topic::Reviews, false).await.unwrap();
    assert_eq!(site.goes_out(Channel::Push).await, ["question_new"]);
    let token = seals::of(&site.app).await.unwrap().unsubscribe(anna_in_shop(), Topic::Questions);
    assert_eq!(unsubscribe(&site.app, &token).await.unwrap(), Topic::Questions);
    assert!(site.goes_out(Channel::Email).await.is_empty());
    let (settings, _) = queries::settings(&site.app, anna_in_shop()).await.unwrap();
    assert!(settings.choice(Topic::Questions).on && settings.choice(Topic::Questions).push);
}

#[rstest::rstest]
#[tokio::test]
async fn an_address_gets_nothing_but_a_question_until_it_is_confirmed(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.person(OLGA).await;
    for wrong in ["olga", "olga@", "o lga@example.com", "olga@example.com\r\nBcc: all@example.com"] {
        assert_eq!(code(give_email(&site.app, &olga, wrong, Lang::Ru).await), Code::EmailInvalid, "{wrong:?}");
    }
    give_email(&site.app, &olga, " olga@example.com ", Lang::En).await.unwrap();
    let question = site.question().await;
    site.work().await;
    site.sent_answer(question).await;
    assert_eq!(site.goes_out(Channel::Email).await, ["confirm_email"]);
    let seals = seals::of(&site.app).await.unwrap();
    let foreign = seals.confirm(OLGA, "other@example.com", site.later(60));
    assert_eq!(code(confirm_email(&site.app, &foreign).await), Code::ConfirmLinkUnknown);
    let old = seals.confirm(OLGA, "olga@example.com", site.later(0));
    assert_eq!(code(confirm_email(&site.app, &old).await), Code::ConfirmLinkUnknown);
    let good = seals.confirm(OLGA, "olga@example.com", site.later(60));
    confirm_email(&site.app, &good).await.unwrap();
    let contact = queries::contact(&site.app, OLGA).await.unwrap().unwrap();
    assert_eq!((contact.email.as_str(), contact.language.as_str()), ("olga@example.com", "en"));
    let question = site.ask("А сушить его можно?").await.question;
    site.sent_answer(question).await;
    let sent = site.goes_out(Channel::Email).await;
    assert!(sent.iter().any(|kind| kind == "question_answered"), "{sent:?}");
    forget_email(&site.app, &olga).await.unwrap();
    assert_eq!(queries::contact(&site.app, OLGA).await.unwrap(), None);
}

#[rstest::rstest]
#[tokio::test]
async fn a_browser_belongs_to_whoever_signed_in_last_and_ten_are_enough(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.person(ANNA).await, site.person(BORIS).await);
    let device = |n: usize| NewDevice {
        endpoint: format!("https://push.example/{n}"),
        p256dh: "BPoint".into(),
        auth: "secret".into(),
        device: "Chrome".into(),
        lang: Lang::Ru,
    };
    for n in 0..12 {
        add_device(&site.app, &anna, Side::Shop, device(n)).await.unwrap();
        site.wait(1);
    }
    let devices = queries::devices(&site.app, ANNA).await.unwrap();
    assert_eq!((devices.len(), devices[0].endpoint.as_str()), (10, "https://push.example/2"));
    add_device(&site.app, &boris, Side::Shop, device(5)).await.unwrap();
    assert_eq!(queries::devices(&site.app, ANNA).await.unwrap().len(), 9);
    let hash = &queries::devices(&site.app, BORIS).await.unwrap()[0].hash.clone();
    assert_eq!(code(remove_device(&site.app, &anna, hash).await), Code::DeviceNotFound);
    remove_device(&site.app, &boris, hash).await.unwrap();
    outbox::device_gone(&site.app, &devices[0].hash).await.unwrap();
    assert_eq!(queries::devices(&site.app, ANNA).await.unwrap().len(), 8);
}
