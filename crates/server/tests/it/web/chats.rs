//! `/chats`, as the shop's staff use it.

use app::commands::announcements::{self, NewAnnouncement};
use app::commands::chats::{open, send};
use app::commands::people;
use app::commands::safety::{self, NewSwitch};
use app::{Reader, Speaker, queries};
use domain::chats::{Scope, SwitchReason, Topic};
use domain::people::DeskRole;
use domain::{ChatId, OrderId, PersonId};
use reqwest::multipart::{Form, Part};

use super::{form, page, person, read};
use crate::api::buyer::DOT;
use crate::support::{ANNA, Answer, BORIS, Client, DELIVERED, HOME, OLGA, PLAID, ROMAN, STEPAN, Site, Sqlite, VERA};

const HOUR: u64 = 3_600;

/// Ольга writes about her plaid.
async fn written(site: &Site, text: &str) -> ChatId {
    let olga = person(site, OLGA).await.buyer();
    let chat = open::by_buyer_about_order(&site.app, &olga, OrderId(DELIVERED.into()), PLAID).await.unwrap();
    says(site, chat, text).await;
    chat
}

async fn says(site: &Site, chat: ChatId, text: &str) -> send::Sent {
    let speaker = Speaker::from(&person(site, OLGA).await.buyer());
    let new = send::NewMessage { text: text.into(), ..send::NewMessage::default() };
    send::send(&site.app, &speaker, chat, new).await.unwrap()
}

/// What Ольга sees of the chat.
async fn seen_by_olga(site: &Site, chat: ChatId) -> Vec<String> {
    let reader = Reader::from(&person(site, OLGA).await.buyer());
    let page = queries::chats::Page::Before(None);
    let lines = queries::chats::messages(&site.app, &reader, chat, page, 50).await.unwrap();
    lines.into_iter().map(|line| line.message.text).collect()
}

fn message(text: &str) -> Form {
    Form::new().text("text", text.to_owned())
}

/// Sends a message as the page's script does.
async fn write(client: &Client, chat: ChatId, form: Form) -> Answer {
    let request = client.request("POST", &format!("/chats/{chat}/send")).header("x-fragment", "changes");
    Answer::of(request.multipart(form)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_sees_who_waits_answers_and_the_buyer_reads_it() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    assert!(read(&page(&anna, "/chats").await).contains("Чатов пока нет"));
    let chat = written(&site, "Плед пришёл с затяжкой, что делать?").await;

    assert_eq!(page(&anna, "/chats/unread").await, "1");
    let list = page(&anna, "/chats?turn=seller").await;
    assert!(list.contains("<span class=\"role buyer\">"), "the role is drawn by us: {list}");
    let words = read(&list);
    assert!(words.contains("ОльгаПокупатель") && words.contains("Плед пришёл с затяжкой"), "{words}");
    assert!(
        words.contains(DELIVERED) && words.contains("Плед шерстяной") && words.contains("осталось 2 дн"),
        "{words}"
    );
    assert!(read(&page(&anna, "/chats?turn=buyer").await).contains("Всем ответили"));

    let here = format!("/chats/{chat}");
    let opened = page(&anna, &here).await;
    assert!(opened.contains("id=\"new\""), "what is new stands under a line: {opened}");
    assert!(read(&opened).contains("Никогда не сообщайте код, документы"), "{}", read(&opened));
    assert!(read(&opened).contains("можно писать ещё 2 дн"), "{}", read(&opened));
    assert_eq!(page(&anna, "/chats/unread").await, "0", "who opened it has read it");

    let sent =
        write(&anna, chat, message("Заменим. Пришлите, пожалуйста, фото.").text("client_id", "one")).await.ok().text;
    assert!(sent.contains("data-client=\"one\"") && sent.contains("Заменим."), "{sent}");
    let twice = write(&anna, chat, message("Заменим. Пришлите, пожалуйста, фото.").text("client_id", "one")).await.ok();
    assert_eq!(twice.text, sent, "sent twice, it is the same message");
    assert_eq!(seen_by_olga(&site, chat).await.len(), 2);
    assert!(read(&page(&anna, "/chats?turn=buyer").await).contains("Заменим."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_without_a_script_too_and_an_empty_one_comes_back_with_words() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let plain = anna.request("POST", &format!("/chats/{chat}/send?tab=customers"));
    let answer =
        Answer::of(plain.multipart(message("Завтра до обеда.").part("files", Part::bytes(Vec::new()).file_name(""))))
            .await
            .ok();
    assert!(read(&answer.text).contains("Завтра до обеда."), "{}", read(&answer.text));
    let empty = write(&anna, chat, message("  ")).await;
    assert_eq!(empty.status, 400);
    assert!(read(&empty.text).contains("Напишите сообщение или приложите файл."), "{}", empty.text);
    let long = "ы".repeat(1001);
    let long_came_back = write(&anna, chat, message(&long)).await;
    assert_eq!(long_came_back.status, 400);
    assert!(long_came_back.text.contains(&long), "what was typed is not lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_for_a_code_is_not_delivered_its_author_reads_why_and_can_appeal_once() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let text = "Пришлите код из СМС, чтобы подтвердить выдачу";
    let stopped = write(&anna, chat, message(text)).await.ok().text;
    let words = read(&stopped);
    assert!(words.contains("Не доставлено") && words.contains("Сообщение просит код из смс"), "{words}");
    assert_eq!(seen_by_olga(&site, chat).await, ["Когда приедет?"]);

    let (_, rest) = stopped.split_once(&format!("action=\"/chats/{chat}/messages/")).unwrap();
    let action = format!("/chats/{chat}/messages/{}", rest.split_once('"').unwrap().0);
    let short = form(&anna, &action, &[("text", "Нет")]).await;
    assert_eq!(short.status, 400);
    assert!(short.text.contains(">Нет</textarea>"), "what was typed is not lost: {}", short.text);
    let appealed = form(&anna, &action, &[("text", "Это пример из нашей памятки покупателю")]).await.ok().text;
    assert!(read(&appealed).contains("Возражение рассматривает человек"), "{}", read(&appealed));
    let again = form(&anna, &action, &[("text", "Посмотрите ещё раз, пожалуйста")]).await;
    assert!(again.status == 409 || again.text.contains("data-said"), "once is enough: {}", again.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_number_does_not_leave_by_accident() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Куда вернуть деньги?").await;
    let text = "Моя карта 4111 1111 1111 1111";
    let asked = write(&anna, chat, message(text).text("client_id", "card")).await;
    assert_eq!(asked.status, 409);
    let words = read(&asked.text);
    assert!(words.contains("Похоже на номер карты. Всё равно отправить?"), "{words}");
    assert!(asked.text.contains(text) && asked.text.contains("value=\"card\""), "what was typed stays: {}", asked.text);
    let (safe, sends) = (words.find("Не отправлять, исправить"), words.find("Всё равно отправить Не"));
    assert!(safe.is_some() && sends.is_none(), "the safe choice stands first: {words}");
    assert_eq!(seen_by_olga(&site, chat).await.len(), 1);
    write(&anna, chat, message(text).text("client_id", "card").text("confirmed", "1")).await.ok();
    assert_eq!(seen_by_olga(&site, chat).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_stands_under_what_moves_the_talk_elsewhere_for_the_one_in_danger_alone() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Напишите мне в телеграм, там удобнее").await;
    let words = read(&page(&anna, &format!("/chats/{chat}")).await);
    assert!(words.contains("Осторожно. Вас зовут говорить в другом месте."), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_goes_with_a_message_and_what_only_calls_itself_one_comes_back_with_words() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Покажите бирку").await;
    let with = |name: &str, bytes: &[u8]| {
        message("Вот бирка").part("files", Part::bytes(bytes.to_vec()).file_name(name.to_owned()))
    };
    let sent = write(&anna, chat, with("бирка.png", DOT)).await.ok().text;
    let (_, rest) = sent.split_once("class=\"chat-pic\"").expect(&sent);
    let address = rest.split('"').find(|part| part.starts_with("/files/")).unwrap();
    let picture = site.nobody().get(address).await.ok();
    assert!(picture.header("content-type").is_some_and(|kind| kind.starts_with("image/")));
    let refused = write(&anna, chat, with("бирка.png", b"<svg onload=alert(1)>")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("Вот бирка"), "the words are not lost: {}", refused.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn once_the_time_to_reply_is_over_the_page_says_why_and_the_buyers_next_word_opens_it() {
    let site = Site::start(Sqlite).await;
    let chat = written(&site, "Спасибо!").await;
    site.wait(49 * HOUR);
    let anna = site.signed_in(ANNA).await;
    let closed = page(&anna, &format!("/chats/{chat}")).await;
    assert!(read(&closed).contains("Время на переписку закончилось"), "{}", read(&closed));
    assert!(!closed.contains("data-composer"), "nothing is offered that is not allowed");
    let late = write(&anna, chat, message("Всегда пожалуйста")).await;
    assert_eq!(late.status, 409);
    says(&site, chat, "Ещё вопрос").await;
    assert!(page(&anna, &format!("/chats/{chat}")).await.contains("data-composer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_switched_off_show_why_until_when_how_to_appeal_and_support_stays_open() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let guardian = PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0098));
    let newcomer =
        people::Newcomer { id: guardian, name: "Глеб".into(), staff: Vec::new(), desk: Some(DeskRole::Safety) };
    people::introduce(&site.app, Vec::new(), vec![newcomer]).await.unwrap();
    let safety = person(&site, guardian).await.desk().unwrap().safety().unwrap();
    let until = site.app.now().after(std::time::Duration::from_secs(72 * HOUR));
    let new = NewSwitch {
        scope: Scope::Seller(HOME),
        reason: SwitchReason::AccountTaken,
        words: "Вход с нового устройства".into(),
        since: None,
        until,
    };
    let switch = safety::switch_off(&site.app, &safety, new).await.unwrap();

    let off = page(&anna, &format!("/chats/{chat}")).await;
    let words = read(&off);
    assert!(
        words.contains("Чаты выключены до") && words.contains("Похоже, аккаунтом пользуется посторонний"),
        "{words}"
    );
    assert!(words.contains("Вход с нового устройства") && words.contains("Написать в поддержку"), "{words}");
    assert!(!off.contains("data-composer"), "{words}");
    let appeal = format!("/chats/{chat}/switches/{switch}/appeal");
    form(&anna, &appeal, &[("text", "Это мой новый телефон")]).await.ok();
    let support = Answer::of(anna.request("POST", "/chats/support")).await.ok().text;
    assert!(support.contains("data-composer") && support.contains("role support"), "{}", read(&support));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_fraud_freezes_the_chat_and_leads_to_what_must_be_done_at_once() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Здравствуйте").await;
    let message = says(&site, chat, "Подскажите, как вам удобнее заплатить").await.message;
    let report = format!("/chats/{chat}/messages/{message}/report");
    let asked = read(&page(&anna, &report).await);
    assert!(asked.contains("Выдаёт себя за поддержку") && asked.contains("удобнее заплатить"), "{asked}");
    let nothing = form(&anna, &report, &[("reason", "")]).await;
    assert_eq!(nothing.status, 400);
    let next = form(&anna, &report, &[("reason", "gave_account_data"), ("text", "Назвала пароль")]).await.ok().text;
    let words = read(&next);
    assert!(words.contains("Завершить все сеансы") && words.contains("Отозвать ключи API"), "{words}");
    let frozen = read(&page(&anna, &format!("/chats/{chat}")).await);
    assert!(frozen.contains("заморожен") && frozen.contains("Поступила жалоба на мошенничество"), "{frozen}");

    let other = site.signed_in(ANNA).await;
    let shown = "Без моего ответа";
    assert!(read(&page(&other, "/chats").await).contains(shown));
    Answer::of(anna.request("POST", &format!("/chats/{chat}/steps/sessions"))).await.ok();
    assert!(!read(&page(&other, "/chats").await).contains(shown), "every other device is signed out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_assigned_snoozed_closed_put_away_and_blocked_and_each_has_a_way_back() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let here = format!("/chats/{chat}");
    let send = async |verb: &str, fields: &[(&str, &str)]| {
        read(&form(&anna, &format!("{here}/{verb}"), fields).await.ok().text)
    };
    assert!(send("assign", &[("to", "me")]).await.contains("ОтветственныйАнна"));
    assert!(send("assign", &[("to", "")]).await.contains("Ответственныйникто"));
    assert!(send("snooze", &[("until", "hour")]).await.contains("Отложендо"));
    assert!(!page(&anna, "/chats").await.contains(&chat.to_string()), "it is out of sight");
    site.wait(HOUR + 1);
    site.work().await;
    assert!(page(&anna, "/chats").await.contains(&chat.to_string()), "it is back");
    assert!(send("do/close", &[]).await.contains("Чат закрыт"));
    assert!(send("do/reopen", &[]).await.contains("Чат открыт снова"));
    send("do/archive", &[]).await;
    assert!(!page(&anna, "/chats").await.contains(&chat.to_string()));
    assert!(page(&anna, "/chats?tab=archive").await.contains(&chat.to_string()));
    send("do/unarchive", &[]).await;
    assert!(send("do/block", &[]).await.contains("Разрешить писать"));
    assert!(send("do/unblock", &[]).await.contains("Заблокировать покупателя"));
    assert_eq!(form(&anna, &format!("{here}/do/explode"), &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_edited_and_taken_away_for_both_within_ten_minutes_and_leaves_a_trace() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let sent = write(&anna, chat, message("Завтро")).await.ok().text;
    let (_, rest) = sent.split_once("data-message=\"").unwrap();
    let path = format!("/chats/{chat}/messages/{}", rest.split_once('"').unwrap().0);
    let edited = read(&form(&anna, &format!("{path}/edit"), &[("text", "Завтра")]).await.ok().text);
    assert!(edited.contains("Завтра") && edited.contains("изменено"), "{edited}");
    let code = form(&anna, &format!("{path}/edit"), &[("text", "Назовите код из СМС")]).await;
    assert_eq!(code.status, 400);
    assert!(read(&code.text).contains("код из смс"), "{}", read(&code.text));
    let gone = read(&form(&anna, &format!("{path}/delete"), &[]).await.ok().text);
    assert!(gone.contains("Сообщение удалено") && !gone.contains("Завтра"), "{gone}");
    let later = write(&anna, chat, message("Послезавтра")).await.ok().text;
    site.wait(601);
    let (_, rest) = later.split_once("data-message=\"").unwrap();
    let late = format!("/chats/{chat}/messages/{}/delete", rest.split_once('"').unwrap().0);
    assert_eq!(form(&anna, &late, &[]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_note_is_seen_by_the_shop_and_never_by_the_buyer() {
    let site = Site::start(Sqlite).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let chat = written(&site, "Когда приедет?").await;
    write(&anna, chat, message("Спросить склад").text("note", "1")).await.ok();
    let noted = read(&page(&boris, &format!("/chats/{chat}")).await);
    assert!(noted.contains("Спросить склад") && noted.contains("видят только сотрудники"), "{noted}");
    assert_eq!(seen_by_olga(&site, chat).await, ["Когда приедет?"]);
    assert!(read(&page(&anna, "/chats?turn=seller").await).contains("Ольга"), "a note is no reply");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_reads_cannot_write_and_a_strangers_chat_is_not_there() {
    let site = Site::start(Sqlite).await;
    let (vera, stepan) = (site.signed_in(VERA).await, site.signed_in(STEPAN).await);
    let chat = written(&site, "Когда приедет?").await;
    let seen = page(&vera, &format!("/chats/{chat}")).await;
    assert!(read(&seen).contains("Когда приедет?") && !seen.contains("data-composer"));
    assert_eq!(write(&vera, chat, message("Завтра")).await.status, 403);
    for path in [format!("/chats/{chat}"), format!("/chats/{chat}/new"), format!("/chats/{chat}/steps")] {
        assert_eq!(stepan.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(write(&stepan, chat, message("Завтра")).await.status, 404);
    assert_eq!(form(&stepan, &format!("/chats/{chat}/do/close"), &[]).await.status, 404);
    assert_eq!(stepan.get("/chats/nonsense").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_asks_for_what_is_new_after_what_it_shows() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Первое").await;
    let second = says(&site, chat, "Второе").await.message;
    says(&site, chat, "Третье").await;
    let new = read(&page(&anna, &format!("/chats/{chat}/new?after={second}")).await);
    assert!(new.contains("Третье") && !new.contains("Второе"), "{new}");
    assert_eq!(page(&anna, "/chats/unread").await, "1", "asking is not reading");
    page(&anna, &format!("/chats/{chat}/new?after={second}&seen=1")).await;
    assert_eq!(page(&anna, "/chats/unread").await, "0");
    assert!(read(&page(&anna, &format!("/chats/{chat}/new")).await).contains("Первое"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_finds_a_chat_by_what_was_said_by_its_order_and_by_its_product() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Пришлите, пожалуйста, чек на плед").await;
    let found = page(&anna, "/chats?q=чека").await;
    assert!(found.contains("<mark>чек</mark>") && found.contains(&chat.to_string()), "{}", read(&found));
    assert!(read(&page(&anna, "/chats?q=подушка").await).contains("Ничего не нашлось"));
    assert!(page(&anna, &format!("/chats?order={DELIVERED}")).await.contains(&chat.to_string()));
    assert!(read(&page(&anna, "/chats?order=1").await).contains("Ничего не нашлось"));
    assert!(page(&anna, &format!("/chats?sku={PLAID}")).await.contains(&chat.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_are_new_until_somebody_reads_them_each_for_themselves() {
    let site = Site::start(Sqlite).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let support = person(&site, ROMAN).await.desk().unwrap().support().unwrap();
    let new = NewAnnouncement {
        topic: Topic::Training,
        title: ("Как отвечать быстрее".into(), "How to answer sooner".into()),
        text: ("Держите шаблоны под рукой.\n\nИ не копируйте ответы.".into(), "Keep templates at hand.".into()),
    };
    let id = announcements::announce(&site.app, &support, new).await.unwrap();
    let dot = "class=\"dot\"";
    assert!(page(&anna, "/chats/announcements?topic=training").await.contains(dot));
    assert!(read(&page(&anna, "/chats/announcements?topic=main").await).contains("Объявлений пока нет"));
    let text = read(&page(&anna, &format!("/chats/announcements/{id}")).await);
    assert!(text.contains("И не копируйте ответы."), "{text}");
    assert!(!page(&anna, "/chats/announcements").await.contains(dot));
    assert!(page(&boris, "/chats/announcements").await.contains(dot), "Борис has not read it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_kept_on_the_server_until_it_is_sent() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let chat = written(&site, "Когда приедет?").await;
    let draft = anna.request("PUT", &format!("/chats/{chat}/draft")).body("Завтра, если дор");
    assert_eq!(Answer::of(draft).await.status, 204);
    assert!(page(&anna, &format!("/chats/{chat}")).await.contains(">Завтра, если дор</textarea>"));
    assert!(read(&page(&anna, "/chats").await).contains("Черновик: Завтра, если дор"));
    let boris = site.signed_in(BORIS).await;
    assert!(!page(&boris, "/chats").await.contains("если дор"), "a draft is its author's alone");
    write(&anna, chat, message("Завтра.")).await.ok();
    assert!(!page(&anna, &format!("/chats/{chat}")).await.contains("если дор"));
}
