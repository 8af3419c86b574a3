//! The guard before every message, what follows from its verdicts, and what people do about fraud.

use std::sync::Arc;
use std::time::Duration;

use app::Safety;
use app::commands::chats::report::{self, NewReport};
use app::commands::chats::send::{self, NewMessage};
use app::commands::chats::{judged, measures, open};
use app::commands::moderation::appeals;
use app::commands::safety::{self, NewSwitch};
use app::guard::Judge;
use app::queries::chats::{self as queries, Appeal};
use domain::chats::{FraudKind, Matter, MessageState, Scope, SwitchReason};
use domain::fraud::friction::Step;
use domain::fraud::{Judgement, Label, Message, Verdict, Why};
use domain::moderation::{Reason, Subject};
use domain::text::Text;
use domain::{Code, SwitchId};

use crate::chats::{buyer, say, seen, shop, talk, texts, words};
use crate::support::*;

const ASKS_CODE: &str = "Назовите код из СМС, который вам пришёл";

async fn zakhar(site: &Site) -> Safety {
    site.person(ZAKHAR).await.desk().unwrap().safety().unwrap()
}

/// A guard that says what it is told to.
struct Says(Verdict, Label);

impl Judge for Says {
    fn judge(&self, message: &Message<'_>) -> Judgement {
        let span = 0..message.text.len();
        let why =
            if self.0 == Verdict::Allow { vec![] } else { vec![Why { label: self.1, span, rule: "told".into() }] };
        Judgement { verdict: self.0, why }
    }

    fn version(&self) -> &'static str {
        "told"
    }
}

fn says(site: &Site, verdict: Verdict, label: Label) {
    site.app.guard().install(Arc::new(Says(verdict, label)));
}

/// A guard that breaks.
struct Breaks;

impl Judge for Breaks {
    fn judge(&self, _: &Message<'_>) -> Judgement {
        panic!("the guard is broken")
    }

    fn version(&self) -> &'static str {
        "broken"
    }
}

/// A guard that thinks until it is let go.
struct Thinks(std::sync::Mutex<std::sync::mpsc::Receiver<()>>);

impl Judge for Thinks {
    fn judge(&self, _: &Message<'_>) -> Judgement {
        let _ = self.0.lock().unwrap().recv();
        Judgement { verdict: Verdict::Allow, why: vec![] }
    }

    fn version(&self) -> &'static str {
        "slow"
    }
}

#[rstest::rstest]
#[tokio::test]
async fn a_request_for_a_code_is_not_delivered_and_its_author_is_told_why(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let sent = say(&site, &olga, chat, ASKS_CODE).await.unwrap();
    assert_eq!(sent.state, MessageState::Blocked);
    assert!(sent.why.iter().any(|why| why.label == Label::AsksCode));
    assert!(texts(&site, &anna, chat).await.is_empty());
    let own = seen(&site, &olga, chat).await;
    assert_eq!((own[0].message.text.as_str(), own[0].appeal), (ASKS_CODE, Some(Appeal::Possible)));
    let staff = site.staff(ANNA).await.reader();
    assert_eq!(queries::unread(&site.app, &staff).await.unwrap(), 0);
    let after = app::queries::live::Cursor::default();
    let told = app::queries::live::after(&site.app, &staff, after, 100).await.unwrap();
    let private = told.iter().filter(|event| event.event.kind() == "message_blocked");
    assert!(private.into_iter().all(|event| !event.event.for_shop()));
}

#[rstest::rstest]
#[tokio::test]
async fn a_stopped_message_is_appealed_and_delivered_when_the_guard_was_wrong(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    says(&site, Verdict::Block, Label::AsksCode);
    let sent = say(&site, &olga, chat, "Какой код у этого цвета?").await.unwrap();
    let olgas = site.buyer(OLGA).await;
    let why = || Text::new("Спрашиваю код цвета, а не пароль").unwrap();
    let id = sent.message.to_string();
    appeals::by_buyer(&site.app, &olgas, Subject::Message, id.clone(), why()).await.unwrap();
    assert!(matches!(seen(&site, &olga, chat).await[0].appeal, Some(Appeal::Waits(_))));
    let case = site.claimed(ZAKHAR).await;
    let context = case.context.talk.unwrap();
    assert_eq!(context.around.unwrap().messages.len(), 1);
    assert_eq!(context.suspect.strikes.len(), 1);
    site.judge(ZAKHAR, publish()).await;
    assert_eq!(texts(&site, &anna, chat).await, ["Какой код у этого цвета?"]);
    let staff = site.staff(ANNA).await.reader();
    assert_eq!(queries::unread(&site.app, &staff).await.unwrap(), 1);
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().strikes, 0, "the strike is forgiven");
}

#[rstest::rstest]
#[tokio::test]
async fn a_held_message_waits_for_a_safety_person_and_goes_back_when_nobody_comes(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    says(&site, Verdict::Hold, Label::ExternalLink);
    say(&site, &olga, chat, "Первое").await.unwrap();
    site.wait(60);
    let second = say(&site, &olga, chat, "Второе").await.unwrap();
    assert_eq!(second.state, MessageState::Held);
    assert!(texts(&site, &anna, chat).await.is_empty());
    site.judge(ZAKHAR, publish()).await;
    assert_eq!(texts(&site, &anna, chat).await, ["Первое"]);
    site.wait(2 * 3600);
    site.work().await;
    assert_eq!(texts(&site, &anna, chat).await, ["Первое"]);
    let own = seen(&site, &olga, chat).await;
    assert_eq!(own[1].message.state, MessageState::Blocked);
    assert_eq!(site.waiting().await, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn whoever_is_in_good_standing_may_say_that_a_held_message_is_harmless(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    says(&site, Verdict::Hold, Label::OffPlatformPayment);
    let sent = say(&site, &olga, chat, "Деньги вернули на карту, спасибо").await.unwrap();
    assert!(seen(&site, &olga, chat).await[0].may_confirm);
    judged::confirm(&site.app, &olga, chat, sent.message).await.unwrap();
    assert_eq!(texts(&site, &anna, chat).await.len(), 1);
    let again = say(&site, &olga, chat, "Переведу вам мимо площадки").await.unwrap();
    let confirmed = judged::confirm(&site.app, &olga, chat, again.message).await;
    assert_eq!(code(confirmed), Code::NothingToConfirm, "once, not twice in a row");
    says(&site, Verdict::Hold, Label::ExternalLink);
    site.wait(31);
    let link = say(&site, &olga, chat, "Смотрите тут").await.unwrap();
    assert_eq!(code(judged::confirm(&site.app, &olga, chat, link.message).await), Code::NothingToConfirm);
}

#[rstest::rstest]
#[tokio::test]
async fn a_guard_that_breaks_or_thinks_too_long_lets_nothing_through(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    site.app.guard().install(Arc::new(Breaks));
    assert_eq!(say(&site, &olga, chat, "Здравствуйте").await.unwrap().state, MessageState::Held);
    let (go, wait) = std::sync::mpsc::channel();
    site.app.guard().install(Arc::new(Thinks(std::sync::Mutex::new(wait))));
    assert_eq!(say(&site, &olga, chat, "Есть кто?").await.unwrap().state, MessageState::Held);
    drop(go);
    assert!(texts(&site, &anna, chat).await.is_empty());
    // What is not a message goes on.
    site.ask("Можно ли стирать плед в машине?").await;
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().strikes, 0, "it is nobody's fault");
}

#[rstest::rstest]
#[tokio::test]
async fn ones_own_card_number_leaves_only_after_a_second_yes(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let text = "Вот моя карта: 4276 3800 1234 5679";
    says(&site, Verdict::Warn, Label::GivesCard);
    let refused = say(&site, &olga, chat, text).await;
    assert_eq!(code(refused), Code::OwnSecret);
    assert!(texts(&site, &anna, chat).await.is_empty());
    let confirmed = NewMessage { confirmed: true, ..words(text) };
    send::send(&site.app, &olga, chat, confirmed).await.unwrap();
    assert_eq!(texts(&site, &anna, chat).await, [text]);
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().strikes, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn who_is_stopped_again_and_again_is_held_back_step_by_step_can_appeal_and_comes_down_by_themselves(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    let mut steps = Vec::new();
    for _ in 0..4 {
        says(&site, Verdict::Block, Label::AsksCode);
        let _ = say(&site, &olga, chat, "Код").await;
        steps.push(queries::friction(&site.app, olga.reader()).await.unwrap().step);
        site.wait(31);
    }
    assert_eq!(steps[..3], [Step::Slow, Step::NoLinks, Step::ReadOnly]);
    says(&site, Verdict::Allow, Label::AsksCode);
    assert_eq!(code(say(&site, &olga, chat, "Здравствуйте").await), Code::ReadOnly);
    let support = open::support(&site.app, olga.reader(), Matter::Chats).await.unwrap();
    say(&site, &olga, support, "Почему я не могу писать?").await.unwrap();
    let why = Text::new("Я ничего плохого не писала").unwrap();
    measures::appeal_friction(&site.app, &olga, why.clone()).await.unwrap();
    assert_eq!(code(measures::appeal_friction(&site.app, &olga, why).await), Code::AppealedAlready);
    site.judge(ZAKHAR, refuse(&[Reason::StrikesStand])).await;
    assert_eq!(code(say(&site, &olga, chat, "Здравствуйте").await), Code::ReadOnly);
    site.wait(60 * 24 * 3600);
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().step, Step::None);
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn an_appeal_against_being_held_back_that_is_granted_forgives_everything(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    says(&site, Verdict::Block, Label::AsksCode);
    say(&site, &olga, chat, "Код").await.unwrap();
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().step, Step::Slow);
    measures::appeal_friction(&site.app, &olga, Text::new("Это был код товара").unwrap()).await.unwrap();
    site.judge(ZAKHAR, publish()).await;
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().step, Step::None);
}

async fn switched_off(site: &Site, scope: Scope) -> SwitchId {
    let until = site.app.now().after(Duration::from_secs(24 * 3600));
    let (reason, words) = (SwitchReason::FraudWave, "Разбираемся".to_owned());
    let new = NewSwitch { scope, reason, words, since: None, until };
    safety::switch_off(&site.app, &zakhar(site).await, new).await.unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn chats_that_are_switched_off_say_why_and_support_stays_open_and_an_appeal_exempts(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let switch = switched_off(&site, Scope::Seller(HOME)).await;
    for side in [&olga, &anna] {
        assert_eq!(code(say(&site, side, chat, "Здравствуйте").await), Code::ChatsOff);
        let view = queries::chat(&site.app, side.reader(), chat).await.unwrap();
        assert_eq!(view.off.unwrap().words, "Разбираемся");
    }
    assert!(queries::off(&site.app, anna.reader()).await.unwrap().is_some());
    let support = open::support(&site.app, anna.reader(), Matter::Chats).await.unwrap();
    say(&site, &anna, support, "Когда включат чаты?").await.unwrap();
    let why = Text::new("У нас не было ни одной жалобы").unwrap();
    measures::appeal_switch(&site.app, &anna, switch, why).await.unwrap();
    site.judge(ZAKHAR, publish()).await;
    assert!(queries::off(&site.app, anna.reader()).await.unwrap().is_none());
    assert_eq!(code(say(&site, &olga, chat, "А я?").await), Code::ChatsOff, "only who appealed is exempt");
    safety::switch_on(&site.app, &zakhar(&site).await, switch).await.unwrap();
    say(&site, &olga, chat, "Спасибо").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_switch_concerns_whom_it_names_and_ends_by_itself(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    switched_off(&site, Scope::Seller(NEIGHBOUR)).await;
    switched_off(&site, Scope::Buyer(PYOTR)).await;
    switched_off(&site, Scope::Category("Обувь".into())).await;
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
    for scope in [Scope::All, Scope::Category("Пледы".into()), Scope::Buyer(OLGA)] {
        let switch = switched_off(&site, scope).await;
        assert_eq!(code(say(&site, &olga, chat, "Здравствуйте").await), Code::ChatsOff);
        safety::switch_on(&site.app, &zakhar(&site).await, switch).await.unwrap();
    }
    switched_off(&site, Scope::All).await;
    site.wait(24 * 3600);
    say(&site, &olga, chat, "Здравствуйте").await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn reported_fraud_freezes_the_chat_for_the_other_side_until_somebody_has_looked(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    says(&site, Verdict::Allow, Label::AsksCode);
    let sent = say(&site, &olga, chat, "Я из безопасности, скажите цифры").await.unwrap();
    let new =
        || NewReport {
            message: sent.message, what: FraudKind::GaveAccountData, words: "Я сказала ей код".into()
        };
    report::report(&site.app, &anna, chat, new()).await.unwrap();
    assert_eq!(code(report::report(&site.app, &anna, chat, new()).await), Code::FraudReportedAlready);
    assert_eq!(code(report::report(&site.app, &olga, chat, new()).await), Code::OwnMessage);
    assert_eq!(code(say(&site, &olga, chat, "Ещё цифры").await), Code::ChatFrozen);
    say(&site, &anna, chat, "Я сообщила в поддержку").await.unwrap();
    site.judge(ZAKHAR, app::commands::moderation::desk::Verdict { reasons: vec![Reason::CodeRequest], ..publish() })
        .await;
    let lines = texts(&site, &anna, chat).await;
    assert!(!lines.contains(&"Я из безопасности, скажите цифры".to_owned()), "{lines:?}");
    assert_eq!(code(say(&site, &olga, chat, "Ещё цифры").await), Code::ChatFrozen);
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().step, Step::Slow);
}

#[rstest::rstest]
#[tokio::test]
async fn a_report_without_ground_is_declined_and_both_write_on(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = (buyer(&site, OLGA).await, shop(&site, ANNA).await, talk(&site).await);
    let sent = say(&site, &olga, chat, "Плед ужасный").await.unwrap();
    let new = NewReport { message: sent.message, what: FraudKind::PretendsSupport, words: String::new() };
    report::report(&site.app, &anna, chat, new).await.unwrap();
    site.judge(ZAKHAR, refuse(&[Reason::NoFraud])).await;
    say(&site, &olga, chat, "И колется").await.unwrap();
    assert_eq!(queries::friction(&site.app, olga.reader()).await.unwrap().strikes, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn one_decision_stops_the_same_message_to_many(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    says(&site, Verdict::Hold, Label::ExternalLink);
    let text = "Здравствуйте, перейдите на наш сайт и заберите подарок за отзыв о пледе";
    let (olga, pyotr) = (buyer(&site, OLGA).await, buyer(&site, PYOTR).await);
    let mut chats = vec![(talk(&site).await, olga.clone())];
    let pyotrs = site.buyer(PYOTR).await;
    let order = domain::OrderId(PYOTRS.into());
    chats.push((open::by_buyer_about_order(&site.app, &pyotrs, order, PLAID).await.unwrap(), pyotr.clone()));
    chats.push((open::by_buyer_about_product(&site.app, &pyotrs, PLAID).await.unwrap(), pyotr));
    for (chat, who) in &chats {
        say(&site, who, *chat, text).await.unwrap();
    }
    say(&site, &olga, chats[0].0, "Подошёл бы плед побольше, есть такие размеры в наличии?").await.unwrap();
    let me = zakhar(&site).await;
    let found = app::queries::safety::found_campaigns(&site.app, &me).await.unwrap();
    assert_eq!((found.len(), found[0].messages, found[0].chats, found[0].authors), (1, 3, 3, 2));
    let sample = found[0].sample.id;
    let members = app::queries::safety::campaign_of(&site.app, &me, sample).await.unwrap();
    let chosen = members.iter().map(|message| message.id).collect();
    let stopped = safety::stop_campaign(&site.app, &me, sample, chosen, Label::ExternalLink).await.unwrap();
    assert_eq!(stopped, 3);
    assert_eq!(site.waiting().await, 1, "only the honest one still waits");
    let suspect = app::queries::safety::suspect(&site.app, &me, &olga.reader().by().to_string()).await.unwrap();
    assert!(!suspect.strikes.is_empty());
}

#[rstest::rstest]
#[tokio::test]
async fn rules_are_tried_on_what_was_written_before_they_are_put_in_force_without_a_restart(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    say(&site, &olga, chat, "Спасибо, плед тёплый").await.unwrap();
    say(&site, &olga, chat, ASKS_CODE).await.unwrap();
    let me = zakhar(&site).await;
    let rules = include_str!("../../../domain/data/guard.toml");
    let trial = app::queries::safety::try_rules(&site.app, &me, rules, 100).await.unwrap();
    assert_eq!((trial.looked, trial.counts), (2, (0, 0)));
    let broken = app::queries::safety::try_rules(&site.app, &me, "version = 5 ]", 100).await;
    assert_eq!(code(broken), Code::RulesUnreadable);
    assert_eq!(safety::put_in_force(&site.app, &me, rules.to_owned()).await.unwrap(), 1);
    assert_eq!(app::queries::safety::guard(&site.app, &me).await.unwrap().number, 1);
}

#[rstest::rstest]
#[tokio::test]
async fn a_chat_of_which_nothing_was_delivered_is_not_there_for_the_shop(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, chat) = (buyer(&site, OLGA).await, talk(&site).await);
    say(&site, &olga, chat, ASKS_CODE).await.unwrap();
    let staff = site.staff(ANNA).await.reader();
    let listed = async || queries::list(&site.app, &staff, queries::Filter::default(), None, 10).await.unwrap().rows;
    assert!(listed().await.is_empty());
    let own = queries::of_buyer(&site.app, &site.buyer(OLGA).await, None, 10).await.unwrap();
    assert_eq!(own.rows.len(), 1, "its author appeals there");
    site.wait(31);
    say(&site, &olga, chat, "Плед тёплый, спасибо").await.unwrap();
    assert_eq!(listed().await.len(), 1);
}
