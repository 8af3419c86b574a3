//! `/questions`, as the shop's staff use it.

use std::convert::Infallible;

use app::commands::{asking, people};
use domain::moderation::Reason;
use domain::moderation::receipt::file;
use domain::people::DeskRole;
use domain::text::Text;
use domain::{PersonId, QuestionId};

use super::{decide, form, page, person, read, submit};
use crate::support::{ANNA, Client, HOME, MODEST, NEIGHBOUR, OLGA, PLAID, PYOTR, STEPAN, Site, Sqlite, VERA};

const ASKED: &str = "Плед колется? Нужен ребёнку в кроватку.";

async fn asked(site: &Site, by: PersonId, text: &str) -> QuestionId {
    let buyer = person(site, by).await.buyer();
    asking::ask(&site.app, &buyer, PLAID, Text::new(text).unwrap(), None).await.unwrap().question
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_finds_a_question_answers_it_and_it_is_processed_once_a_moderator_lets_it_through() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let id = asked(&site, OLGA, ASKED).await;
    assert!(read(&page(&anna, "/questions?stage=new").await).contains("Плед колется?"));
    let found = page(&anna, "/questions?q=кроватка").await;
    assert!(found.contains("<mark>кроватку</mark>"), "{}", read(&found));
    assert!(read(&page(&anna, &format!("/questions/{id}")).await).contains("Просмотрен"));

    form(&anna, &format!("/questions/{id}/answer"), &[("text", "Нет, шерсть мериноса мягкая.")]).await.ok();
    let sent = read(&page(&anna, &format!("/questions/{id}")).await);
    assert!(sent.contains("Отменить"), "it can be taken back: {sent}");
    site.wait(11);
    site.work().await;
    let queued = read(&page(&anna, &format!("/questions/{id}")).await);
    assert!(queued.contains("В очереди место 1, прогноза пока нет, срок"), "{queued}");
    assert!(read(&page(&anna, "/questions?stage=moderation").await).contains("Ответ на модерации"));

    decide(&site, MODEST, &[]).await;
    assert!(read(&page(&anna, &format!("/questions/{id}")).await).contains("Обработан"));
    assert!(read(&page(&anna, "/questions?stage=processed").await).contains("Нет, шерсть мериноса мягкая."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moderation_would_stop_is_marked_while_it_is_typed_and_shown_once_more_before_it_is_sent() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let id = asked(&site, OLGA, ASKED).await;
    let text = "Не колется. Звоните: +7 912 345-67-89";
    let checked = form(&anna, &format!("/questions/{id}/check"), &[("text", text)]).await.ok().text;
    assert!(checked.contains("<u>+7 912 345-67-89</u>"), "{checked}");
    assert!(checked.contains("В тексте номер телефона."), "{checked}");
    let clean = form(&anna, &format!("/questions/{id}/check"), &[("text", "Не колется.")]).await.ok().text;
    assert_eq!(clean.trim(), "");

    let shown = form(&anna, &format!("/questions/{id}/answer"), &[("text", text)]).await;
    assert_eq!(shown.status, 422);
    assert!(shown.text.contains("Отправить всё равно") && shown.text.contains(text), "{}", read(&shown.text));
    let fields = [("text", text), ("anyway", "1")];
    form(&anna, &format!("/questions/{id}/answer"), &fields).await.ok();
    site.wait(11);
    site.work().await;
    assert!(read(&page(&anna, &format!("/questions/{id}")).await).contains("замечаний: 1 В очереди"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_answer_shows_why_and_is_corrected_or_appealed_once_before_another_moderator() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let second = PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0099));
    let newcomer =
        people::Newcomer { id: second, name: "Майя".into(), staff: Vec::new(), desk: Some(DeskRole::Moderator) };
    people::introduce(&site.app, Vec::new(), vec![newcomer]).await.unwrap();
    let id = asked(&site, OLGA, ASKED).await;
    let here = format!("/questions/{id}");
    let text = "Не колется, артикул фабрики +7 912 345-67-89";
    form(&anna, &format!("{here}/answer"), &[("text", text), ("anyway", "1")]).await.ok();
    site.wait(11);
    site.work().await;
    decide(&site, MODEST, &[Reason::Phone]).await;

    let refused = page(&anna, &here).await;
    assert!(refused.contains("<u>+7 912 345-67-89</u>"), "{}", read(&refused));
    assert!(read(&refused).contains("Решение принял модератор"));
    assert!(read(&page(&anna, "/questions?stage=refused").await).contains("Ответ отклонён"));
    let answer = refused.split("?correct=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let correcting = page(&anna, &format!("{here}?correct={answer}")).await;
    assert!(correcting.contains(&format!(">{text}</textarea>")), "the text is in the composer");

    let appeal = format!("{here}/answers/{answer}/appeal");
    let short = form(&anna, &appeal, &[("text", "нет")]).await;
    assert_eq!(short.status, 400);
    assert!(short.text.contains(">нет</textarea>"));
    form(&anna, &appeal, &[("text", "Это номер артикула, а не телефона.")]).await.ok();
    assert!(read(&page(&anna, &here).await).contains("Возражение ждёт другого модератора"));
    assert_eq!(form(&anna, &appeal, &[("text", "Это номер артикула, а не телефона.")]).await.status, 409);
    decide(&site, second, &[]).await;
    let won = read(&page(&anna, &here).await);
    assert!(won.contains("Решение отменено, текст опубликован") && won.contains("Обработан"), "{won}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_answer_goes_to_moderation_again_in_the_place_of_the_refused_one() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let id = asked(&site, OLGA, ASKED).await;
    let here = format!("/questions/{id}");
    form(&anna, &format!("{here}/answer"), &[("text", "Спросите у мамы")]).await.ok();
    site.wait(11);
    site.work().await;
    decide(&site, MODEST, &[Reason::NotAnAnswer]).await;
    let refused = page(&anna, &here).await;
    let answer = refused.split("?correct=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let fields = [("text", "Нет, не колется."), ("corrects", answer.as_str())];
    form(&anna, &format!("{here}/answer"), &fields).await.ok();
    let corrected = page(&anna, &here).await;
    assert_eq!(corrected.matches("class=\"comment ours\"").count(), 1);
    assert!(read(&corrected).contains("Ответ на модерации"), "{}", read(&corrected));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_just_sent_can_be_taken_back_and_its_text_is_in_the_box_again() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let id = asked(&site, OLGA, ASKED).await;
    form(&anna, &format!("/questions/{id}/answer"), &[("text", "Колется немного.")]).await.ok();
    let sent = page(&anna, &format!("/questions/{id}")).await;
    let undo = sent.split("action=\"").find_map(|rest| rest.split('"').next().filter(|path| path.contains("/undo")));
    form(&anna, undo.unwrap(), &[]).await.ok();
    let back = page(&anna, &format!("/questions/{id}")).await;
    assert!(back.contains(">Колется немного.</textarea>"), "{}", read(&back));
    assert!(!back.contains("class=\"comment ours\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_a_similar_question_is_offered_and_put_into_the_box_without_script() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let first = asked(&site, OLGA, "Плед не колется, если спать под ним без пододеяльника?").await;
    form(&anna, &format!("/questions/{first}/answer"), &[("text", "Нет, меринос мягкий.")]).await.ok();
    site.wait(11);
    site.work().await;
    decide(&site, MODEST, &[]).await;
    let second = asked(&site, PYOTR, "Плед колется или нет?").await;
    let shown = page(&anna, &format!("/questions/{second}")).await;
    assert!(read(&shown).contains("Похожие вопросы · 1"), "{}", read(&shown));
    let put = page(&anna, &format!("/questions/{second}?similar={first}")).await;
    assert!(put.contains(">Нет, меринос мягкий.</textarea>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_question_is_not_there_and_who_may_only_read_is_offered_no_composer() {
    let site = Site::start(Sqlite).await;
    let id = asked(&site, OLGA, ASKED).await;
    let stepan = site.signed_in(STEPAN).await;
    assert_eq!(stepan.get(&format!("/questions/{id}")).await.status, 404);
    assert_eq!(form(&stepan, &format!("/questions/{id}/answer"), &[("text", "Нет")]).await.status, 404);
    assert!(!read(&page(&stepan, "/questions").await).contains("Плед колется"));
    let vera = site.signed_in(VERA).await;
    let shown = page(&vera, &format!("/questions/{id}")).await;
    assert!(shown.contains("Плед колется?") && !shown.contains("data-composer"));
    assert_eq!(form(&vera, &format!("/questions/{id}/answer"), &[("text", "Нет")]).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_no_answer_is_refused_with_the_text_still_in_the_box() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let id = asked(&site, OLGA, ASKED).await;
    let long = "а".repeat(3_001);
    for text in ["", "я", "😀😀😀", long.as_str()] {
        let refused = form(&anna, &format!("/questions/{id}/answer"), &[("text", text), ("anyway", "1")]).await;
        assert_eq!(refused.status, 400, "{}", text.chars().take(10).collect::<String>());
        assert!(refused.text.contains(&format!(">{text}</textarea>")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_downloads_its_own_chain_of_receipts_and_it_holds() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    assert!(read(&page(&anna, "/menu/receipts").await).contains("Решений пока не было"));
    let id = asked(&site, OLGA, ASKED).await;
    form(&anna, &format!("/questions/{id}/answer"), &[("text", "Нет, не колется.")]).await.ok();
    site.wait(11);
    site.work().await;
    decide(&site, MODEST, &[]).await;
    let sent = anna.get("/menu/receipts/download").await.ok();
    assert!(sent.header("content-disposition").unwrap().contains("otklik-receipts-1001.jsonl"));
    let verify = |text: &str| file::verify(text.lines().map(|line| Ok::<_, Infallible>(line.into()))).unwrap();
    let (shop, count) = verify(&sent.text).unwrap();
    assert_eq!(shop, HOME);
    let shown = page(&anna, "/menu/receipts").await;
    let head = sent.text.lines().last().unwrap().split("\"hash\":\"").nth(1).unwrap();
    assert!(shown.contains(&head[..64]), "the page names the last hash");
    assert!(read(&shown).contains(&format!("{count}запис")), "{}", read(&shown));
    let stepan = site.signed_in(STEPAN).await;
    let empty = stepan.get("/menu/receipts/download").await.ok();
    assert_eq!(verify(&empty.text), Ok((NEIGHBOUR, 0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_collected_into_a_file_in_the_background_as_its_filters_say() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    asked(&site, OLGA, ASKED).await;
    asked(&site, PYOTR, "=HYPERLINK(\"x\") сколько весит плед?").await;
    let listed = collected(&site, &anna, "/questions/export?q=весит", "csv").await;
    let text = String::from_utf8(listed).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("'=HYPERLINK") && text.to_lowercase().contains("новый") && !text.contains("колется"),
        "{text}"
    );

    let book = collected(&site, &anna, "/questions/export", "xlsx").await;
    assert!(book.starts_with(b"PK") && book.len() > 5_000);
    let stepan = site.signed_in(STEPAN).await;
    assert_eq!(stepan.get("/exports/nothing").await.status, 404);
}

/// The file that the form leads to.
async fn collected(site: &Site, client: &Client, path: &str, format: &str) -> Vec<u8> {
    let begun = submit(client, path, &[("format", format)]).send().await.unwrap();
    let here = begun.url().path().to_owned();
    let waiting = begun.text().await.unwrap();
    assert!(waiting.contains("data-poll") && !waiting.contains("/file"), "{}", read(&waiting));
    assert_eq!(client.get(&format!("{here}/file")).await.status, 409);
    let mut signals = site.app.signals();
    site.work().await;
    while !read(&page(client, &here).await).contains("Список готов") {
        signals.recv().await.unwrap();
    }
    let file = client.request("GET", &format!("{here}/file")).send().await.unwrap();
    assert_eq!(file.status(), 200);
    file.bytes().await.unwrap().to_vec()
}
