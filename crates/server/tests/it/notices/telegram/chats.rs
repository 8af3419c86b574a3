//! Whose a chat is: linked by a code that works once, taken over by a newer one, and left.

use super::*;

/// What opens the bot on the page that "Connect" leads to.
fn link(page: &str) -> String {
    let link =
        page.split("href=\"").find_map(|rest| rest.split('"').next().filter(|it| it.starts_with("https://t.me/")));
    link.unwrap_or_else(|| panic!("no link in {}", read(page))).to_owned()
}

fn code(link: &str) -> &str {
    link.strip_prefix("https://t.me/otklik_bot?start=").unwrap()
}

async fn told(site: &Site, part: Part, kind: &str) -> usize {
    listed(site, part).await.iter().filter(|it| *it == kind).count()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everybody_connects_in_their_settings_is_told_of_it_and_turns_a_topic_on(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let telegram = Telegram::open().await;
    let site = site(engine, &telegram).await;
    for (chat, who, part, at, topic) in [
        (1, ANNA, crate::notices::anna(), "/menu/notifications", "reviews"),
        (2, OLGA, Part::buyer(OLGA), "/shop/notifications", "questions"),
        (3, MODEST, Part::desk(MODEST), "/desk/notifications", "moderation"),
    ] {
        let client = site.signed_in(who).await;
        site.send().await;
        let page = client.get(at).await.ok().text;
        assert!(read(&page).contains("Не подключён"), "{at}");
        assert!(read(&client.get(&format!("{at}/{topic}")).await.ok().text).contains("Сначала подключите Telegram"));
        let opened = link(&client.press(&format!("{at}/telegram")).await.ok().text);
        assert_eq!(code(&opened).len(), 43, "256 bits");
        assert!(!client.get(at).await.ok().text.contains(code(&opened)), "it was for one look");

        telegram.writes(chat, &format!("/start {}", code(&opened)));
        assert_eq!(hear(&site).await, Turn::Heard(1));
        let said = telegram.said(chat);
        assert_eq!(said.len(), 1, "the bot does not say it twice: {said:?}");
        assert!(said[0].starts_with("Готово") && said[0].ends_with(&format!("https://otklik.example{at}")), "{said:?}");
        assert_eq!(told(&site, part, "telegram_linked").await, 1);
        assert!(read(&client.get(at).await.ok().text).contains("Подключён с"), "{at}");

        form(&client, &format!("{at}/{topic}/telegram"), &[("on", "1")]).await.ok();
        let page = read(&client.get(at).await.ok().text);
        assert!(page.contains("Telegram"), "{page}");
        let settings = notices::settings(&site.app, part).await.unwrap().0;
        assert!(settings.choice(Topic::parse(topic).unwrap()).telegram);

        client.press(&format!("{at}/telegram/disconnect")).await.ok();
        assert!(!is_linked(&site, who).await);
        assert!(read(&client.get(at).await.ok().text).contains("Не подключён"));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_a_person_links_by_the_api_and_never_sees_the_chat(#[values(Sqlite, Postgres)] engine: Engine) {
    let telegram = Telegram::open().await;
    let site = site(engine, &telegram).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    assert_eq!(
        anna.get("/api/v1/me/telegram").await.ok().json(),
        json!({"bot": "otklik_bot", "linked_at": null, "language": null})
    );
    let link = anna.press("/api/v1/me/telegram").await.ok();
    assert_eq!(link.text_at("/expires_at"), "2026-03-10T12:15:00Z");
    telegram.writes(CHAT, &format!("/start {}", code(&link.text_at("/url"))));
    hear(&site).await;
    assert!(telegram.said(CHAT)[0].starts_with("Done"), "in the language in which it was asked for");
    let linked = anna.get("/api/v1/me/telegram").await.ok();
    assert_eq!(
        (linked.text_at("/linked_at"), linked.text_at("/language")),
        ("2026-03-10T12:00:00Z".into(), "en".into())
    );
    assert!(!linked.text.contains(&CHAT.to_string()));

    let settings = "/api/v1/me/notification-settings";
    assert_eq!(anna.get(settings).await.ok().json()["topics"]["reviews"]["telegram"], false);
    let on = json!({"topics": {"reviews": {"telegram": true}}});
    assert_eq!(anna.patch(settings, on).await.ok().json()["topics"]["reviews"]["telegram"], true);
    telegram.empty();
    review(&site).await;
    assert!(telegram.said(CHAT)[0].starts_with("A new review of your product"));
    anna.delete("/api/v1/me/telegram").await.ok();
    assert_eq!(anna.get("/api/v1/me/telegram").await.ok().json()["linked_at"], Value::Null);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_works_once_for_a_quarter_of_an_hour_and_the_newest_alone(#[values(Sqlite, Postgres)] engine: Engine) {
    let telegram = Telegram::open().await;
    let site = site(engine, &telegram).await;
    known(&site, ANNA).await;
    let fresh = async || new_code(&site.app, crate::notices::anna(), Lang::Ru).await.unwrap().code;
    let (older, newer) = (fresh().await, fresh().await);
    let tries = async |chat: i64, code: &str| {
        telegram.writes(chat, &format!("/start {code}"));
        hear(&site).await;
        telegram.said(chat).pop().unwrap()
    };
    assert!(tries(OTHER, &older).await.starts_with("The code does not fit"), "a newer one was made");
    assert!(tries(CHAT, &newer).await.starts_with("Готово"));
    let again = tries(OTHER, &newer).await;
    assert!(
        again.contains("press “Connect” at Telegram again") && again.ends_with("https://otklik.example"),
        "{again}"
    );
    let again = tries(CHAT, &newer).await;
    assert!(again.contains("уже подключён"), "{again}");
    assert_eq!(chat(&site.app, ANNA).await.unwrap().unwrap().id, CHAT);

    let late = fresh().await;
    site.wait(15 * 60);
    assert!(tries(OTHER, &late).await.starts_with("The code does not fit"));
    let in_time = fresh().await;
    site.wait(15 * 60 - 1);
    assert!(tries(OTHER, &in_time).await.starts_with("Готово"), "she moves to another chat");
    assert_eq!(chat(&site.app, ANNA).await.unwrap().unwrap().id, OTHER);
    for nonsense in ["/start", "/start ../../etc", "/start 00000000-0000-0000-0000-000000000000"] {
        telegram.writes(99, nonsense);
    }
    hear(&site).await;
    assert_eq!(telegram.said(99).len(), 1, "whoever says a lot at once is answered once");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_goes_to_whoever_has_the_newer_code_and_its_owner_is_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let telegram = Telegram::open().await;
    let site = site(engine, &telegram).await;
    for who in [ANNA, BORIS, OLGA] {
        known(&site, who).await;
    }
    let olgas = new_code(&site.app, Part::buyer(OLGA), Lang::Ru).await.unwrap();
    site.wait(1);
    links(&site, &telegram, crate::notices::anna(), CHAT).await;
    site.wait(1);
    links(&site, &telegram, Part::staff(BORIS, HOME), CHAT).await;
    assert!(is_linked(&site, BORIS).await && !is_linked(&site, ANNA).await);
    assert_eq!(told(&site, crate::notices::anna(), "telegram_lost").await, 1);
    assert_eq!(told(&site, Part::staff(BORIS, HOME), "telegram_linked").await, 1);
    telegram.writes(CHAT, &format!("/start {}", olgas.code));
    hear(&site).await;
    assert!(is_linked(&site, BORIS).await && !is_linked(&site, OLGA).await, "hers is older than that of Борис");
    telegram.empty();
    wants(&site, crate::notices::anna(), Topic::Reviews, everywhere).await;
    review(&site).await;
    assert!(telegram.said(CHAT).is_empty(), "what Анна wants to hear is not for Борис");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_stop_hears_no_more_and_is_told_how_to_come_back() {
    let telegram = Telegram::open().await;
    let site = anna_reads(Sqlite, &telegram).await;
    telegram.writes(CHAT, "/stop");
    hear(&site).await;
    assert!(telegram.said(CHAT)[0].starts_with("Отключено"), "in her language, whatever her telephone speaks");
    assert!(!is_linked(&site, ANNA).await);
    telegram.writes(CHAT, "/stop");
    hear(&site).await;
    assert!(telegram.said(CHAT)[1].starts_with("This chat is connected to nobody"));
    telegram.empty();
    review(&site).await;
    assert!(telegram.said(CHAT).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_disconnects_takes_back_a_link_that_was_not_opened_yet() {
    let telegram = Telegram::open().await;
    let site = site(Sqlite, &telegram).await;
    let anna = known(&site, ANNA).await;
    let code = new_code(&site.app, crate::notices::anna(), Lang::Ru).await.unwrap();
    app::commands::telegram::disconnect(&site.app, &anna).await.unwrap();
    telegram.writes(CHAT, &format!("/start {}", code.code));
    hear(&site).await;
    assert!(!is_linked(&site, ANNA).await);
}
