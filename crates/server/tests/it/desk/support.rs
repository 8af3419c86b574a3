//! Support's desk: taking, answering, handing on, ending; prepared answers; disputes.

use app::commands::chats::open;
use app::{Buyer, Reader};
use domain::chats::{DisputeReason, Matter};
use domain::{ChatId, OrderId};

use super::send;
use crate::support::*;
use crate::web::{multipart, page, person, read};

const DESK: &str = "/desk/support";

async fn buyer(site: &Site, who: domain::PersonId) -> Buyer {
    person(site, who).await.buyer()
}

/// Ольга turns to support and says something.
async fn asks(site: &Site, text: &str) -> ChatId {
    let olga = buyer(site, OLGA).await;
    let chat = open::support(&site.app, &Reader::from(&olga), Matter::Payment).await.unwrap();
    let client = site.signed_in(OLGA).await;
    multipart(&client, &format!("/shop/chats/{chat}/send"), &[("text", text)], &[]).await.ok();
    chat
}

async fn write(client: &Client, chat: ChatId, fields: &[(&str, &str)]) -> Answer {
    multipart(client, &format!("{DESK}/chats/{chat}/send"), fields, &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn support_takes_who_waits_longest_answers_under_its_tag_and_is_rated_when_it_is_done() {
    let site = Site::start(Sqlite).await;
    let chat = asks(&site, "Деньги за плед не вернулись").await;
    site.wait(30 * 60);
    let (roman, zoya, olga) = (site.signed_in(ROMAN).await, site.signed_in(ZOYA).await, site.signed_in(OLGA).await);
    let queue = read(&page(&roman, DESK).await);
    assert!(queue.contains("ОльгаПокупатель") && queue.contains("ждёт 30 мин"), "{queue}");
    let open = page(&roman, &format!("{DESK}/chats/{chat}")).await;
    assert!(read(&open).contains("Взять в работу") && !open.contains("data-chat "), "who took it answers");

    let taken = roman.press(&format!("{DESK}/next")).await.ok();
    assert!(read(&taken.text).contains("Чат у вас") && taken.text.contains(&format!("{DESK}/chats/{chat}")));
    assert_eq!(zoya.press(&format!("{DESK}/chats/{chat}/take")).await.status, 409, "it is not taken from him");
    let seen = page(&zoya, &format!("{DESK}/chats/{chat}")).await;
    assert!(read(&seen).contains("Отвечает коллега") && !seen.contains("/close"), "{}", read(&seen));

    write(&roman, chat, &[("text", "Спросить бухгалтерию"), ("note", "1")]).await.ok();
    write(&roman, chat, &[("text", "Здравствуйте! Пришлите фото чека и паспорта."), ("client_id", "a")]).await.ok();
    let theirs = page(&olga, &format!("/shop/chats/{chat}")).await;
    assert!(read(&theirs).contains("РоманПоддержка") && theirs.contains("фото чека и паспорта"), "{}", read(&theirs));
    assert!(!theirs.contains("Спросить бухгалтерию"), "a note is for colleagues");
    assert!(!read(&theirs).contains("Поддержка помогла?"), "not before it is done");

    let closed = roman.press(&format!("{DESK}/chats/{chat}/close")).await.ok();
    assert!(read(&closed.text).contains("ещё не оценён"), "{}", read(&closed.text));
    assert!(read(&page(&olga, &format!("/shop/chats/{chat}")).await).contains("Поддержка помогла?"));
    send(&olga, &format!("/shop/chats/{chat}/rate"), &[("stars", "5")]).await.ok();
    site.work().await;
    assert!(page(&roman, &format!("{DESK}/chats/{chat}")).await.contains("class=\"stars s5\""));
    let figures = read(&page(&roman, "/desk/support/figures").await);
    assert!(figures.contains("Средняя оценка5,0") && figures.contains("Довольны100 %"), "{figures}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_handed_to_safety_with_a_word_for_the_colleague() {
    let site = Site::start(Sqlite).await;
    let chat = asks(&site, "Мне пишут мошенники").await;
    let (roman, zoya) = (site.signed_in(ROMAN).await, site.signed_in(ZOYA).await);
    roman.press(&format!("{DESK}/chats/{chat}/take")).await.ok();
    let offered = page(&roman, &format!("{DESK}/chats/{chat}")).await;
    assert!(offered.contains("Зоя, безопасность"), "{}", read(&offered));
    let to = [("to", ZOYA.to_string()), ("note", "Похоже на рассылку".to_owned())];
    let to: Vec<_> = to.iter().map(|(name, value)| (*name, value.as_str())).collect();
    send(&roman, &format!("{DESK}/chats/{chat}/transfer"), &to).await.ok();
    let hers = page(&zoya, &format!("{DESK}/chats/{chat}")).await;
    assert!(read(&hers).contains("Похоже на рассылку") && hers.contains("data-chat "), "{}", read(&hers));
    assert!(read(&page(&zoya, &format!("{DESK}?queue=mine")).await).contains("Ольга"));
    send(&zoya, &format!("{DESK}/chats/{chat}/transfer"), &[("to", "")]).await.ok();
    assert!(read(&page(&roman, &format!("{DESK}?queue=free")).await).contains("Ольга"));
}

#[tokio::test(flavor = "multi_thread")]
async fn prepared_answers_are_at_hand_in_a_chat_with_the_name_filled_in() {
    let site = Site::start(Sqlite).await;
    let chat = asks(&site, "Где мой заказ?").await;
    let roman = site.signed_in(ROMAN).await;
    let macros = "/desk/support/macros";
    let long = "я".repeat(61);
    let refused = send(&roman, macros, &[("name", long.as_str()), ("text", "Здравствуйте!")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains(&long), "what was typed comes back");
    send(&roman, macros, &[("name", "Где заказ"), ("text", "Здравствуйте, {buyer}! Уже едет.")]).await.ok();
    roman.press(&format!("{DESK}/chats/{chat}/take")).await.ok();
    let open = page(&roman, &format!("{DESK}/chats/{chat}")).await;
    assert!(open.contains("data-insert=\"Здравствуйте, Ольга! Уже едет.\""), "{open}");
    let list = page(&roman, macros).await;
    let id = list.split("/desk/support/macros/").nth(1).unwrap().split(['"', '/']).next().unwrap();
    roman.press(&format!("{macros}/{id}/delete")).await.ok();
    assert!(read(&page(&roman, macros).await).contains("Заготовок пока нет"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_that_the_shop_left_unanswered_is_decided_with_words_for_both() {
    let site = Site::start(Sqlite).await;
    let olga = buyer(&site, OLGA).await;
    let order = OrderId(DELIVERED.into());
    let chat =
        app::commands::chats::dispute::open(&site.app, &olga, order, PLAID, DisputeReason::Defect).await.unwrap();
    let roman = site.signed_in(ROMAN).await;
    let disputes = "/desk/support/disputes";
    assert!(read(&page(&roman, disputes).await).contains("Споров, которые ждут, нет"));
    assert!(read(&page(&roman, &format!("{disputes}?show=shop")).await).contains("Плед шерстяной"));
    site.wait(4 * 24 * 3600);
    let waiting = read(&page(&roman, disputes).await);
    assert!(waiting.contains("Магазин не ответил в срок."), "{waiting}");
    let decide = format!("{disputes}/{chat}/decide");
    assert_eq!(send(&roman, &decide, &[("for", "buyer"), ("words", "")]).await.status, 400, "words are needed");
    let words = "На фото брак: деньги вернём за три дня.";
    let decided = send(&roman, &decide, &[("for", "buyer"), ("words", words)]).await.ok();
    assert!(read(&decided.text).contains("Решено: В пользу покупателя"), "{}", read(&decided.text));
    let theirs = read(&page(&site.signed_in(OLGA).await, &format!("/shop/chats/{chat}")).await);
    assert!(theirs.contains("Решено в вашу пользу") && theirs.contains(words), "{theirs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_and_people_without_the_desk_are_shown_nobodys_chats_with_support() {
    let site = Site::start(Sqlite).await;
    let chat = asks(&site, "Не пришла выплата").await;
    let (modest, pyotr) = (site.signed_in(MODEST).await, site.signed_in(PYOTR).await);
    for path in [DESK.to_owned(), format!("{DESK}/chats/{chat}"), "/desk/support/macros".into()] {
        assert_eq!(modest.get(&path).await.status, 403, "{path}");
        assert!((400..500).contains(&pyotr.get(&path).await.status), "{path}");
    }
    assert_eq!(modest.press(&format!("{DESK}/chats/{chat}/take")).await.status, 403);
}
