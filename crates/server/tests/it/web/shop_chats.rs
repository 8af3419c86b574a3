//! A buyer's chats, as pages: writing to a shop and to support, disputes, what is stopped, what is switched off.

use app::actors::Speaker;
use app::commands::chats::send::{NewMessage, send};
use app::commands::safety::{NewSwitch, switch_off};
use domain::ChatId;
use domain::chats::{Scope, SwitchReason};

use super::{multipart, page, person, read};
use crate::support::{ANNA, Answer, Client, DELIVERED, OLGA, PLAID, PYOTR, Site, Sqlite, ZOYA};

const ASKS_CODE: &str = "Назовите код из СМС, который вам пришёл";
const CARD: &str = "Верните на карту 4276 3801 2345 6787, пожалуйста";

/// Presses a button of a page and follows it.
async fn press(client: &Client, path: &str) -> Answer {
    client.press(path).await.ok()
}

async fn form(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    Answer::of(super::submit(client, path, fields)).await
}

/// The address of the open chat of a page.
fn chat_on(answer: &Answer) -> String {
    let (_, rest) = answer.text.split_once("data-path=\"").unwrap_or_else(|| panic!("no chat: {}", read(&answer.text)));
    rest.split('"').next().unwrap().to_owned()
}

async fn about_plaid(client: &Client) -> String {
    chat_on(&press(client, &format!("/shop/orders/{DELIVERED}/{PLAID}/chat")).await)
}

async fn say(client: &Client, chat: &str, text: &str) -> Answer {
    multipart(client, &format!("{chat}/send"), &[("text", text), ("client_id", &text.len().to_string())], &[]).await
}

async fn shop_says(site: &Site, chat: &str, text: &str) {
    let id = ChatId::parse(chat.rsplit('/').next().unwrap()).unwrap();
    let staff = person(site, ANNA).await.member(None).unwrap().with().unwrap();
    let new = NewMessage { text: text.into(), ..NewMessage::default() };
    send(&site.app, &Speaker::from(&staff), id, new).await.unwrap();
}

/// The number of the message with this text on a page.
fn message_with(html: &str, text: &str) -> String {
    let (before, _) = html.rsplit_once(text).unwrap_or_else(|| panic!("no {text}: {}", read(html)));
    let (_, after) = before.rsplit_once("data-message=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_writes_to_the_shop_about_an_order_and_sees_that_it_answered() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    assert!(read(&page(&olga, "/shop/orders").await).contains("Написать продавцу"));
    let chat = about_plaid(&olga).await;
    let sent = say(&olga, &chat, "Плед пришёл с затяжкой").await.ok();
    assert!(read(&sent.text).contains("Плед пришёл с затяжкой"), "{}", read(&sent.text));
    assert!(sent.text.contains("Никогда не сообщайте код"), "the warning is always there");
    say(&olga, &chat, "Плед пришёл с затяжкой").await.ok();
    assert_eq!(page(&olga, &chat).await.matches("class=\"bubble-text\">Плед пришёл").count(), 1, "sent once");

    shop_says(&site, &chat, "Пришлём новый, старый оставьте себе").await;
    assert_eq!(page(&olga, "/shop/chats/unread").await, "1");
    let list = page(&olga, "/shop/chats").await;
    assert!(read(&list).contains("Тёплый домПродавец") && list.contains("Пришлём новый"), "{}", read(&list));
    let open = page(&olga, &chat).await;
    assert!(read(&open).contains("Новые сообщения") && read(&open).contains("Магазин помог?"), "{}", read(&open));
    assert_eq!(page(&olga, "/shop/chats/unread").await, "0", "what was opened is read");
    assert!(read(&page(&olga, "/shop/orders").await).contains("Чат с магазином"));
    assert_eq!(about_plaid(&olga).await, chat, "there is one chat about it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_for_a_code_is_not_delivered_says_why_and_can_be_appealed_once() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let chat = about_plaid(&olga).await;
    let sent = say(&olga, &chat, ASKS_CODE).await.ok();
    assert!(read(&sent.text).contains("Не доставлено. Получатель его не видит."), "{}", read(&sent.text));
    assert!(read(&sent.text).contains("Сообщение просит код из смс"), "{}", read(&sent.text));
    let appeal = format!("{chat}/messages/{}/appeal", message_with(&sent.text, ASKS_CODE));
    let appealed = form(&olga, &appeal, &[("text", "Это код товара из чека, не из СМС")]).await.ok();
    assert!(read(&appealed.text).contains("Возражение рассматривает человек"), "{}", read(&appealed.text));
    assert!((400..500).contains(&form(&olga, &appeal, &[("text", "Ещё раз прошу посмотреть")]).await.status));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_number_is_asked_about_before_it_is_sent() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let chat = about_plaid(&olga).await;
    let asked = say(&olga, &chat, CARD).await;
    assert_eq!(asked.status, 409);
    assert!(read(&asked.text).contains("Не отправлять, исправить"), "{}", read(&asked.text));
    assert!(asked.text.contains(&format!(">{CARD}</textarea>")), "nothing typed is lost");
    assert!(!page(&olga, &chat).await.contains("class=\"bubble-text\">Верните"), "nothing was sent");
    let confirmed = [("text", CARD), ("client_id", "c1"), ("confirmed", "1")];
    let sent = multipart(&olga, &format!("{chat}/send"), &confirmed, &[]).await.ok();
    assert!(sent.text.contains("class=\"bubble-text\">Верните"), "{}", read(&sent.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_opened_with_words_and_a_photo_and_stands_at_the_order() {
    let site = Site::start(Sqlite).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let path = format!("/shop/orders/{DELIVERED}/{PLAID}/dispute");
    assert!(read(&page(&olga, &path).await).contains("Что случилось"));
    assert_eq!(pyotr.get(&path).await.status, 404, "it is not his order");
    let empty = multipart(&olga, &path, &[("reason", "defect"), ("text", " ")], &[]).await;
    assert_eq!(empty.status, 400);
    let mut photo = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(40, 40, image::Rgb([200, 120, 40]));
    picture.write_to(&mut photo, image::ImageFormat::Png).unwrap();
    let words = [("reason", "defect"), ("text", "Дыра посередине, верните деньги")];
    let opened = multipart(&olga, &path, &words, &[("photos", "дыра.png", photo.get_ref())]).await.ok();
    let told = read(&opened.text);
    assert!(told.contains("Вы открыли спор") && told.contains("Дыра посередине"), "{told}");
    assert!(opened.text.contains("class=\"chat-pic\"") || told.contains("Проверяем файл"), "{}", opened.text);
    assert!(read(&page(&olga, "/shop/orders").await).contains("Спор открыт"));
    let again = multipart(&olga, &path, &words, &[]).await;
    assert!((400..500).contains(&again.status), "one dispute about one thing: {}", again.status);
}

async fn chats_off(site: &Site, scope: Scope) {
    let zoya = person(site, ZOYA).await.desk().unwrap().safety().unwrap();
    let until = domain::Timestamp(site.app.now().0 + 3_600_000_000);
    let words = "Проверяем жалобы.".to_owned();
    let new = NewSwitch { scope, reason: SwitchReason::FraudWave, words, since: None, until };
    switch_off(&site.app, &zoya, new).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_chats_say_why_until_when_and_what_still_works() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let chat = about_plaid(&olga).await;
    chats_off(&site, Scope::Buyer(OLGA)).await;
    let list = read(&page(&olga, "/shop/chats").await);
    for words in ["Волна мошенничества в чатах. Проверяем жалобы.", "до 10", "Оспорить", "Написать в поддержку"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }
    let open = page(&olga, &chat).await;
    assert!(!open.contains("data-chat ") && read(&open).contains("Чаты выключены"), "{}", read(&open));
    assert_eq!(say(&olga, &chat, "Алло?").await.status, 409);
    let appeal = open.split("action=\"").find(|it| it.contains("/switches/")).unwrap().split('"').next().unwrap();
    let appealed = form(&olga, appeal, &[("text", "Я пишу только о своих заказах")]).await.ok();
    assert!(read(&appealed.text).contains("Возражение отправлено"), "{}", read(&appealed.text));

    let support = form(&olga, "/shop/chats/support", &[("matter", "chats")]).await.ok();
    let told = say(&olga, &chat_on(&support), "Почему отключили чаты?").await.ok();
    assert!(read(&told.text).contains("Только здесь вас могут попросить документ"), "{}", read(&told.text));
    assert_eq!(chat_on(&olga.get("/shop/chats/support").await.ok()), chat_on(&support));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gave_data_away_is_shown_the_next_steps_and_a_press_ends_all_other_sessions() {
    let site = Site::start(Sqlite).await;
    let (olga, thief) = (site.signed_in(OLGA).await, site.signed_in(OLGA).await);
    let chat = about_plaid(&olga).await;
    say(&olga, &chat, "Плед пришёл с затяжкой").await.ok();
    shop_says(&site, &chat, "Сейчас проверим заказ").await;
    let theirs = message_with(&page(&olga, &chat).await, "Сейчас проверим заказ");
    let report = format!("{chat}/messages/{theirs}/report");
    assert!(read(&page(&olga, &report).await).contains("Выдаёт себя за поддержку"));
    assert_eq!(form(&olga, &report, &[]).await.status, 400, "a reason is needed");
    let steps = form(&olga, &report, &[("reason", "gave_account_data")]).await.ok();
    assert!(read(&steps.text).contains("Завершить все сеансы"), "{}", read(&steps.text));
    assert!(read(&page(&olga, &chat).await).contains("заморожен"), "the shop cannot write meanwhile");

    let pressed = olga.press(&format!("{chat}/steps/sessions")).await;
    assert!(pressed.status < 400, "{}", pressed.status);
    assert!(
        read(&page(&thief, "/shop/orders").await).contains("Откройте ссылку для входа"),
        "every other session is over"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_rated_and_a_shop_that_is_blocked_can_be_allowed_again() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let chat = about_plaid(&olga).await;
    say(&olga, &chat, "Как стирать плед?").await.ok();
    shop_says(&site, &chat, "При тридцати градусах").await;
    assert_eq!(form(&olga, &format!("{chat}/rate"), &[("stars", "6")]).await.status, 400);
    let rated = form(&olga, &format!("{chat}/rate"), &[("stars", "4")]).await.ok();
    assert!(rated.text.contains("class=\"stars s4\""), "{}", read(&rated.text));
    let blocked = press(&olga, &format!("{chat}/do/block")).await;
    assert!(read(&blocked.text).contains("Разрешить писать"), "{}", read(&blocked.text));
    let allowed = press(&olga, &format!("{chat}/do/unblock")).await;
    assert!(read(&allowed.text).contains("Заблокировать магазин"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_or_touches_a_strangers_chat() {
    let site = Site::start(Sqlite).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let chat = about_plaid(&olga).await;
    let sent = say(&olga, &chat, "Плед пришёл с затяжкой").await.ok();
    let message = message_with(&sent.text, "Плед пришёл с затяжкой");
    for path in
        [chat.clone(), format!("{chat}/new"), format!("{chat}/steps"), format!("{chat}/messages/{message}/report")]
    {
        assert_eq!(pyotr.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(say(&pyotr, &chat, "Здравствуйте").await.status, 404);
    for verb in ["rate", "do/block", "typing", "friction/appeal"] {
        let fields = [("stars", "5"), ("text", "Это какая-то ошибка")];
        let status = form(&pyotr, &format!("{chat}/{verb}"), &fields).await.status;
        assert!((400..500).contains(&status), "{verb}: {status}");
    }
    assert!(read(&page(&site.nobody(), &chat).await).contains("Откройте ссылку для входа"));
    assert_eq!(olga.get("/shop/chats/nonsense").await.status, 404);
}
