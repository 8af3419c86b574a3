//! Letters, and mail servers with manners of their own.

use app::commands::notices::unsubscribe;
use app::commands::outbox::resend;
use app::queries::notices::{contact, failed};
use domain::notices::{Channel, Topic};
use rstest::rstest;

use super::*;
use crate::support::mailbox::{Letter, Manners};

/// Анна, who reads mail about reviews.
async fn anna_reads(engine: Engine, mailbox: &Mailbox) -> Site {
    let site = site(engine, mailbox).await;
    let person = known(&site, ANNA).await;
    reads_mail(&site, mailbox, &person, "anna@example.com").await;
    wants(&site, super::anna(), Topic::Reviews, everywhere).await;
    site
}

/// How a server behaves when a review comes, and what Анна has then; then it is well again, and days go by.
async fn after(site: &Site, mailbox: &Mailbox, manners: Manners) -> (usize, usize) {
    mailbox.behave(manners);
    reviewed(site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    let first = mailbox.to("anna@example.com").len();
    mailbox.behave(Manners::Takes);
    for _ in 0..4 {
        site.wait(24 * 3_600);
        site.send().await;
    }
    (first, mailbox.to("anna@example.com").len())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_asked_first_and_gets_nothing_before_it_has_answered() {
    let mailbox = Mailbox::open().await;
    let site = site(Sqlite, &mailbox).await;
    let person = known(&site, ANNA).await;
    give_email(&site.app, &person, "anna@example.com", Lang::En).await.unwrap();
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    let letters = mailbox.to("anna@example.com");
    assert_eq!(letters.len(), 1, "the question, and nothing else");
    assert_eq!(letters[0].subject(), "Confirm your mail address");
    assert!(letters[0].html().contains("https://otklik.example/confirm-email?t="));
    assert_eq!(letters[0].header("List-Unsubscribe"), None);
    confirm_email(&site.app, letters[0].link("/confirm-email?t=").split_once("t=").unwrap().1).await.unwrap();
    assert!(contact(&site.app, ANNA).await.unwrap().unwrap().confirmed_at.is_some());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_written_to_about_an_answer_and_leaves_by_one_click(#[values(Sqlite, Postgres)] engine: Engine) {
    let mailbox = Mailbox::open().await;
    let site = site(engine, &mailbox).await;
    let person = known(&site, OLGA).await;
    reads_mail(&site, &mailbox, &person, "olga@example.com").await;
    let review = reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    mailbox.empty();
    let anna = site.signed_in(ANNA).await;
    anna.post(&format!("/api/v1/reviews/{review}/comments"), json!({"text": "Заменим плед"})).await.ok();
    site.wait(11);
    site.send().await;
    let letters = mailbox.to("olga@example.com");
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.subject(), "Магазин ответил на ваш отзыв");
    assert_eq!(letter.header("List-Unsubscribe-Post").unwrap(), "List-Unsubscribe=One-Click");
    let out = letter.header("List-Unsubscribe").unwrap();
    assert_eq!(out, format!("<{}>", letter.link("/unsubscribe?t=")));
    assert!(letter.html().contains("color-scheme"), "readable in the dark");
    let token = out.trim_matches(['<', '>']).split_once("t=").unwrap().1;
    assert_eq!(unsubscribe(&site.app, token).await.unwrap(), Topic::Reviews);
    mailbox.empty();
    anna.post(&format!("/api/v1/reviews/{review}/comments"), json!({"text": "И подушку тоже"})).await.ok();
    site.wait(11);
    site.send().await;
    assert!(mailbox.to("olga@example.com").is_empty(), "she wants no more of these");
    assert_eq!(listed(&site, Part::buyer(OLGA)).await.iter().filter(|kind| *kind == "review_answered").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_is_told_by_mail_and_there_is_no_way_out_of_that() {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    person(&site, ANNA).await;
    site.send().await;
    let letters = mailbox.to("anna@example.com");
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject(), "Новый вход в ваш аккаунт");
    assert_eq!(letters[0].header("List-Unsubscribe"), None);
    assert!(!letters[0].text().contains("/unsubscribe"));
}

#[rstest]
#[case::greylisting(Manners::AtRecipient("450 4.7.1 greylisted, come again"))]
#[case::full(Manners::AtLetter("452 4.3.1 no room"))]
#[case::closing(Manners::AtRecipient("421 4.3.2 closing"))]
#[case::half_a_line(Manners::HalfALine)]
#[case::hanging(Manners::Silent)]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_gets_the_letter_later_and_once(#[case] manners: Manners) {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    assert_eq!(after(&site, &mailbox, manners).await, (0, 1));
    assert_eq!(contact(&site.app, ANNA).await.unwrap().unwrap().bounces, 0, "it is not her address that fails");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_comes_again_is_known_by_its_id() {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    // The server keeps the letter, and says so to nobody.
    mailbox.behave(Manners::AtLetter("451 4.3.0 perhaps"));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    mailbox.behave(Manners::Takes);
    site.wait(60);
    site.send().await;
    let ids: Vec<_> = mailbox.to("anna@example.com").iter().map(Letter::id).collect();
    assert_eq!(ids.len(), 1);
    assert!(ids[0].starts_with(&ANNA.to_string()) && ids[0].ends_with("@otklik.example"), "{ids:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_exist_is_left_alone_after_three_letters() {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    mailbox.behave(Manners::AtRecipient("550 5.1.1 no such user"));
    for _ in 0..4 {
        person(&site, ANNA).await;
        site.send().await;
        site.wait(3_600);
    }
    let known = contact(&site.app, ANNA).await.unwrap().unwrap();
    assert_eq!(known.bounces, 3);
    assert!(known.trouble.contains("no such user"), "{}", known.trouble);
    mailbox.behave(Manners::Takes);
    person(&site, ANNA).await;
    site.send().await;
    assert!(mailbox.to("anna@example.com").is_empty(), "nothing goes there any more");
}

#[rstest]
#[case::content(Manners::AtLetter("554 5.6.0 we do not like it"))]
#[case::relaying(Manners::AtRecipient("550 5.7.1 relaying denied"))]
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_nobody_takes_is_seen_on_the_desk_and_sent_again_from_there(#[case] manners: Manners) {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    assert_eq!(after(&site, &mailbox, manners).await, (0, 0));
    assert_eq!(contact(&site.app, ANNA).await.unwrap().unwrap().bounces, 0, "it is not her address that fails");
    let desk = person(&site, MODEST).await.desk().unwrap();
    let failed = failed(&site.app, &desk, 10).await.unwrap();
    assert_eq!((failed.len(), failed[0].sending.kind.as_str()), (1, "review_new"));
    resend(&site.app, &desk, ANNA, failed[0].sending.seq, Channel::Email).await.unwrap();
    site.send().await;
    assert_eq!(mailbox.to("anna@example.com").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_that_is_refused_keeps_no_letter_from_others() {
    let mailbox = Mailbox::open().await;
    let site = anna_reads(Sqlite, &mailbox).await;
    let boris = known(&site, BORIS).await;
    reads_mail(&site, &mailbox, &boris, "boris@example.com").await;
    wants(&site, Part::staff(BORIS, HOME), Topic::Reviews, everywhere).await;
    mailbox.behave(Manners::Against("anna", "550 5.1.1 no such user"));
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert_eq!(mailbox.to("boris@example.com").len(), 1);
    assert!(mailbox.to("anna@example.com").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_mail_is_not_set_up_nothing_waits_for_it() {
    let mailbox = Mailbox::open().await;
    let site = Site::start(Sqlite).await;
    let person = known(&site, ANNA).await;
    give_email(&site.app, &person, "anna@example.com", Lang::Ru).await.unwrap();
    site.send().await;
    assert_eq!(app::commands::outbox::next_due(&site.app, Channel::Email).await.unwrap(), None);
    assert!(!site.outward.has_mail() && mailbox.to("anna@example.com").is_empty());
}
