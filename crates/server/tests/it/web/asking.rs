//! Questions in the shop, as buyers see and ask them.

use app::commands::asking;
use domain::QuestionId;
use domain::moderation::Reason;

use super::{decide, form, page, person, read};
use crate::support::{ANNA, Client, MODEST, OLGA, PILLOW, PLAID, PYOTR, STEPAN, Site, Sqlite};

const ASKED: &str = "Плед колется? Нужен ребёнку в кроватку.";

fn card() -> String {
    format!("/shop/p/{PLAID}?tab=questions")
}

async fn ask(client: &Client, text: &str) -> crate::support::Answer {
    form(client, &format!("/shop/p/{PLAID}/questions"), &[("text", text), ("key", text)]).await
}

/// The id behind the first address of this kind on a page.
fn id_after(html: &str, address: &str) -> String {
    let (_, rest) = html.split_once(address).unwrap_or_else(|| panic!("no {address} in {}", read(html)));
    rest.split(['/', '"', '#']).next().unwrap().to_owned()
}

async fn answered(site: &Site, text: &str) {
    let anna = site.signed_in(ANNA).await;
    let found = page(&anna, "/questions").await;
    let id = id_after(&found, "href=\"/questions/0");
    form(&anna, &format!("/questions/0{}/answer", id.split('?').next().unwrap()), &[("text", text)]).await.ok();
    site.wait(11);
    site.work().await;
    decide(site, MODEST, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_asks_on_the_card_and_is_told_when_the_shop_has_answered() {
    let site = Site::start(Sqlite).await;
    let (olga, nobody) = (site.signed_in(OLGA).await, site.nobody());
    let asked = ask(&olga, ASKED).await.ok();
    assert!(asked.text.contains("Вопрос опубликован"), "{}", read(&asked.text));
    assert!(read(&page(&nobody, &card()).await).contains(ASKED), "everybody sees it");
    assert!(page(&nobody, &format!("/shop/p/{PLAID}")).await.contains("Вопросы <span class=\"num\">1</span>"));

    answered(&site, "Нет, шерсть мериноса мягкая.").await;
    let public = page(&nobody, &card()).await;
    assert!(read(&public).contains("Тёплый домПродавец"), "{}", read(&public));
    assert!(public.contains(r#""@type":"FAQPage""#) && public.contains("Нет, шерсть мериноса мягкая."));
    assert!(read(&page(&olga, "/shop/notices").await).contains("На ваш вопрос ответили"));
    assert!(read(&page(&olga, "/shop/questions").await).contains("Есть ответ"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_too_short_comes_back_with_its_words_and_a_visitor_is_led_to_sign_in() {
    let site = Site::start(Sqlite).await;
    let (olga, nobody) = (site.signed_in(OLGA).await, site.nobody());
    let short = ask(&olga, "Колется?").await;
    assert_eq!(short.status, 400);
    assert!(short.text.contains(">Колется?</textarea>"), "{}", read(&short.text));
    assert!(short.text.contains("Слишком коротко: нужно от 10 знаков, сейчас 8."), "{}", read(&short.text));
    let visitor = page(&nobody, &card()).await;
    assert!(visitor.contains("/sign-in?next=%2Fshop%2Fp%2F"), "the way in leads back");
    assert_eq!(ask(&nobody, ASKED).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_sent_twice_is_asked_once_and_asked_anew_in_the_same_words_it_is_refused() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    ask(&olga, ASKED).await.ok();
    ask(&olga, ASKED).await.ok();
    let again = form(&olga, &format!("/shop/p/{PLAID}/questions"), &[("text", ASKED), ("key", "another")]).await;
    assert_eq!(again.status, 400);
    assert_eq!(page(&olga, "/shop/questions").await.matches("class=\"card own\"").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_question_says_why_to_its_author_alone_and_can_be_corrected_or_appealed() {
    let site = Site::start(Sqlite).await;
    let (olga, nobody) = (site.signed_in(OLGA).await, site.nobody());
    let sent = ask(&olga, "Плед колется? Звоните +7 912 345-67-89").await.ok();
    assert!(read(&sent.text).contains("На проверке до"), "{}", read(&sent.text));
    assert!(!page(&nobody, &card()).await.contains("Плед колется"), "nobody else sees it");

    decide(&site, MODEST, &[Reason::Phone]).await;
    assert!(read(&page(&olga, "/shop/notices").await).contains("Ваш вопрос отклонён"));
    let own = page(&olga, "/shop/questions").await;
    assert!(own.contains("<u>+7 912 345-67-89</u>") && own.contains("В тексте номер телефона."), "{}", read(&own));
    let again = page(&olga, &format!("{}&again={}", card(), id_after(&own, "&#38;again="))).await;
    assert!(again.contains(">Плед колется? Звоните +7 912 345-67-89</textarea>"), "{}", read(&again));

    let id = id_after(&own, "action=\"/shop/questions/");
    let appeal = format!("/shop/questions/{id}/appeal");
    form(&olga, &appeal, &[("text", "Это номер модели, а не телефон.")]).await.ok();
    assert!(read(&page(&olga, "/shop/questions").await).contains("Возражение ждёт другого модератора"));
    assert_eq!(form(&site.signed_in(PYOTR).await, &appeal, &[("text", "Мне тоже так кажется")]).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn buyers_ask_the_same_answer_what_they_bought_and_find_answers_useful() {
    let site = Site::start(Sqlite).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    ask(&olga, ASKED).await.ok();
    let shown = page(&pyotr, &card()).await;
    let id = id_after(&shown, "action=\"/shop/questions/");
    form(&pyotr, &format!("/shop/questions/{id}/same"), &[("back", &card()), ("at", &id)]).await.ok();
    assert!(read(&page(&olga, &card()).await).contains("1 спрашивает то же"));

    let sent = form(&pyotr, &format!("/shop/questions/{id}/answer"), &[("text", "Не колется, второй год.")]).await.ok();
    assert!(read(&sent.text).contains("На проверке"), "{}", read(&sent.text));
    decide(&site, MODEST, &[]).await;
    let card_now = page(&olga, &card()).await;
    assert!(read(&card_now).contains("Пётркупил(а)"), "{}", read(&card_now));
    let answer = id_after(&card_now, "action=\"/shop/answers/");
    form(&olga, &format!("/shop/answers/{answer}/useful"), &[("back", &card()), ("at", &id)]).await.ok();
    assert!(read(&page(&olga, &card()).await).contains("Полезно 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_buy_the_product_is_offered_no_answer_and_cannot_send_one() {
    let site = Site::start(Sqlite).await;
    ask(&site.signed_in(OLGA).await, ASKED).await.ok();
    let stepan = site.signed_in(STEPAN).await;
    let shown = page(&stepan, &card()).await;
    assert!(!shown.contains("/answer\""), "{}", read(&shown));
    let id = id_after(&shown, "action=\"/shop/questions/");
    let sent = form(&stepan, &format!("/shop/questions/{id}/answer"), &[("text", "Колется ужасно")]).await;
    assert!((400..500).contains(&sent.status), "{}", sent.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_was_answered_before_is_offered_while_one_types() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    ask(&olga, ASKED).await.ok();
    let typing =
        format!("/shop/p/{PLAID}/similar?text=%D0%BA%D0%BE%D0%BB%D0%B5%D1%82%D1%81%D1%8F%20%D0%BF%D0%BB%D0%B5%D0%B4");
    assert_eq!(page(&olga, &typing).await.trim(), "", "not answered yet");
    answered(&site, "Нет, шерсть мериноса мягкая.").await;
    let offered = page(&olga, &typing).await;
    assert!(offered.contains("Уже спрашивали") && offered.contains("шерсть мериноса"), "{offered}");
    assert_eq!(page(&olga, &typing.replace(&PLAID.to_string(), &PILLOW.to_string())).await.trim(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_takes_a_question_away_and_it_leaves_the_card() {
    let site = Site::start(Sqlite).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let buyer = person(&site, OLGA).await.buyer();
    let text = domain::text::Text::new(ASKED).unwrap();
    let id: QuestionId = asking::ask(&site.app, &buyer, PLAID, text, None).await.unwrap().question;
    assert_eq!(form(&pyotr, &format!("/shop/questions/{id}/delete"), &[]).await.status, 404, "another's");
    form(&olga, &format!("/shop/questions/{id}/delete"), &[]).await.ok();
    assert!(!page(&olga, &card()).await.contains("Плед колется"));
    assert_eq!(olga.get(&format!("/shop/q/{id}")).await.status, 200, "leads to one's own questions");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_how_many_texts_were_refused_and_why() {
    let site = Site::start(Sqlite).await;
    let nobody = site.nobody();
    assert!(read(&page(&nobody, "/shop/transparency").await).contains("Решений пока не было"));
    ask(&site.signed_in(OLGA).await, ASKED).await.ok();
    ask(&site.signed_in(PYOTR).await, "Плед колется? Звоните +7 912 345-67-89").await.ok();
    site.wait(3 * 3600);
    decide(&site, MODEST, &[Reason::Phone]).await;
    let told = read(&page(&nobody, "/shop/transparency").await);
    assert!(told.contains("март 2026: опубликовано 1, отклонено 1"), "{told}");
    assert!(told.contains("В тексте номер телефона.1100 %"), "{told}");
}
