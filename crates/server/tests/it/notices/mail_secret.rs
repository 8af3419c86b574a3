//! Letters whose way to the mail server nobody reads, and passwords that nobody learns.

use std::io::Write;
use std::sync::{Arc, Mutex};

use app::commands::outbox::next_due;
use app::queries::notices::held_up;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::notices::Channel;
use rstest::rstest;
use server::config::{Mail, Tls};

use super::*;
use crate::support::mailbox::{Door, Said};
use crate::web::{page, read};

const PASSWORD: &str = "correct horse battery staple";

/// A server that knows the site by its password.
fn guarded(tls: Tls) -> Door {
    Door { tls, knows: Some(("otklik", PASSWORD)), ..Door::default() }
}

/// What was said so that anybody on the way could read it.
fn openly(mailbox: &Mailbox) -> Vec<String> {
    let heard: Vec<Said> = mailbox.heard();
    heard.into_iter().filter(|said| !said.secretly).map(|said| said.line).collect()
}

/// Анна gives her address on a site that mails so, and the site tries to write to her.
async fn anna_is_written_to(mail: Mail) -> Site {
    let site = site_that_mails(Sqlite, mail).await;
    let person = known(&site, ANNA).await;
    give_email(&site.app, &person, "anna@example.com", Lang::Ru).await.unwrap();
    site.send().await;
    site
}

/// Why what waits has to wait, as the desk reads it.
async fn why(site: &Site) -> String {
    let desk = person(site, MODEST).await.desk().unwrap();
    let held = held_up(&site.app, &desk).await.unwrap();
    assert_eq!(held.len(), 1, "{held:?}");
    assert_eq!(held[0].notices, 1);
    held[0].error.clone()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_out_over_starttls_with_a_password(#[values("PLAIN", "LOGIN", "PLAIN LOGIN")] how: &'static str) {
    let mailbox = Mailbox::behind(Door { mechanisms: how, ..guarded(Tls::Starttls) }).await;
    let site = anna_is_written_to(mailbox.settings()).await;
    assert_eq!(mailbox.to("anna@example.com").len(), 1);
    assert_eq!(openly(&mailbox), ["EHLO otklik.example", "STARTTLS"], "and everything else in secret");
    let signed_in = |said: &&Said| said.line.starts_with("AUTH ");
    assert_eq!(mailbox.heard().iter().filter(signed_in).count(), 1);
    assert_eq!(next_due(&site.app, Channel::Email).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_letters_over_one_connection_need_one_password() {
    let mailbox = Mailbox::behind(guarded(Tls::Starttls)).await;
    let site = site(Sqlite, &mailbox).await;
    let boris = known(&site, BORIS).await;
    reads_mail(&site, &mailbox, &boris, "boris@example.com").await;
    for topic in [Topic::Reviews, Topic::Security] {
        wants(&site, Part::staff(BORIS, HOME), topic, everywhere).await;
    }
    reviewed(&site, OLGA, DELIVERED, PLAID, 1).await;
    site.send().await;
    assert_eq!(mailbox.to("boris@example.com").len(), 1);
    assert_eq!(mailbox.heard().iter().filter(|said| said.line.starts_with("AUTH ")).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_out_over_tls_from_the_first_byte() {
    let mailbox = Mailbox::behind(guarded(Tls::Tls)).await;
    let site = anna_is_written_to(mailbox.settings()).await;
    assert_eq!(mailbox.to("anna@example.com").len(), 1);
    assert_eq!(openly(&mailbox), [""; 0]);
    assert!(mailbox.heard().iter().any(|said| said.line.starts_with("AUTH PLAIN ")));
    assert_eq!(next_due(&site.app, Channel::Email).await.unwrap(), None);
}

#[rstest]
#[case::nobody_vouches_for_it(Tls::Starttls, "127.0.0.1", false)]
#[case::nobody_vouches_for_it_at_once(Tls::Tls, "127.0.0.1", false)]
#[case::it_is_somebody_elses(Tls::Starttls, "mail.example", true)]
#[case::it_is_somebody_elses_at_once(Tls::Tls, "mail.example", true)]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_certificate_nobody_trusts_gets_no_letter_and_no_password(
    #[case] tls: Tls,
    #[case] name: &'static str,
    #[case] trusted: bool,
) {
    let mailbox = Mailbox::behind(Door { name, ..guarded(tls) }).await;
    let mail = mailbox.settings();
    let site = anna_is_written_to(Mail { ca: mail.ca.clone().filter(|_| trusted), ..mail }).await;
    assert!(mailbox.to("anna@example.com").is_empty());
    let before: &[&str] = if tls == Tls::Tls { &[] } else { &["EHLO otklik.example", "STARTTLS"] };
    assert_eq!(mailbox.heard().into_iter().map(|said| said.line).collect::<Vec<_>>(), before);
    let why = why(&site).await;
    assert!(why.contains("certificate"), "{why}");
    assert!(next_due(&site.app, Channel::Email).await.unwrap().is_some(), "it waits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_offers_no_starttls_gets_no_letter_where_it_is_asked_for() {
    let mailbox = Mailbox::behind(guarded(Tls::None)).await;
    let mail = mailbox.settings();
    let site = anna_is_written_to(Mail { tls: Tls::Starttls, ..mail }).await;
    assert!(mailbox.to("anna@example.com").is_empty());
    assert_eq!(openly(&mailbox), ["EHLO otklik.example"], "not even who it is");
    let why = why(&site).await;
    assert!(why.contains("did not become secret") && why.contains("STARTTLS"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_wants_a_password_and_has_no_way_to_take_it_gets_no_letter() {
    let mailbox = Mailbox::behind(Door { mechanisms: "GSSAPI", ..guarded(Tls::Tls) }).await;
    let site = anna_is_written_to(mailbox.settings()).await;
    assert!(mailbox.to("anna@example.com").is_empty());
    let why = why(&site).await;
    assert!(why.contains("does not let «otklik» sign in"), "{why}");
}

/// Everything that is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

// On one thread, so that the log of this story holds no other.
#[rstest]
#[tokio::test]
async fn with_a_wrong_password_the_letter_waits_and_the_desk_reads_why_and_nobody_reads_the_password(
    #[values("PLAIN", "LOGIN")] how: &'static str,
) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    let _guard = tracing::subscriber::set_default(subscriber.with_writer(move || writer.clone()).finish());
    let mailbox = Mailbox::behind(Door { mechanisms: how, ..guarded(Tls::Starttls) }).await;
    mailbox.expect("another one");
    let site = anna_is_written_to(mailbox.settings()).await;
    assert!(mailbox.to("anna@example.com").is_empty());

    let modest = site.signed_in(MODEST).await;
    let shown = page(&modest, "/desk/unsent").await;
    let words = read(&shown);
    assert!(words.contains("Ждёт отправки") && words.contains("уведомлений: 1"), "{words}");
    assert!(words.contains("does not let «otklik» sign in") && words.contains("(535)"), "{words}");
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("a notice was not taken") && logged.contains("(535)"), "{logged}");
    let forms = [format!("\0otklik\0{PASSWORD}"), PASSWORD.to_owned()].map(|form| STANDARD.encode(form));
    for secret in forms.iter().map(String::as_str).chain([PASSWORD]) {
        assert!(!shown.contains(secret) && !logged.contains(secret), "{secret} in {words}\n{logged}");
    }

    mailbox.expect(PASSWORD);
    site.wait(60);
    site.send().await;
    assert_eq!(mailbox.to("anna@example.com").len(), 1, "it goes out once the password is right");
    let desk = person(&site, MODEST).await.desk().unwrap();
    assert_eq!(held_up(&site.app, &desk).await.unwrap(), []);
}
