//! Letters, handed to a mail server.
//!
//! A connection is kept for the next letter when a letter went through; after anything else it is given up, since nobody knows
//! which answer would come next. Everything has an end: a server that hangs, or says half a line, is one that is away.

mod dkim;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use app::App;
use app::commands::outbox::{Fate, Parcel};
use app::queries::notices::Sending;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::notices::kinds;
use domain::{Lang, Timestamp};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::{Address, Message};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use self::dkim::Signer;
use super::letters::{self, Letter, Writer};
use super::{Outward, noted, unprepared};
use crate::config::{Mail, Tls};

/// How long a connection may take to come about, with its greetings.
const CONNECT: Duration = Duration::from_secs(20);
/// How many seconds a letter may take from the first word to the last, unless the settings say so.
const PATIENCE: u64 = 60;
/// How long a connection is kept for the next letter.
const KEPT: Duration = Duration::from_secs(20);
/// A connection that was used so short a time ago is there without being asked.
const WARM: Duration = Duration::from_secs(2);
/// Connections at once: mail servers do not like many.
const LINES: usize = 16;
/// How long a server may take for what costs it nothing.
const AT_ONCE: Duration = Duration::from_secs(2);
/// How a certificate begins.
const PEM: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// What speaks to the mail server.
pub struct Mailer {
    mail: Mail,
    tls: Option<TlsParameters>,
    hello: ClientId,
    signer: Option<Signer>,
    kept: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
    lines: Semaphore,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("mail", &self.mail).finish_non_exhaustive()
    }
}

/// A step of handing over went wrong.
struct Trouble {
    /// It is the recipient who was refused.
    at_recipient: bool,
    error: Error,
}

impl Mailer {
    /// Reads the files that the settings name. Nothing is asked of the server yet.
    pub fn new(mail: Mail) -> Result<Self, String> {
        if mail.username.is_some() != mail.password.is_some() {
            let (there, missing) =
                if mail.username.is_some() { ("username", "password") } else { ("password", "username") };
            return Err(format!("[mail] has a {there} and no {missing}: give both, or neither"));
        }
        let tls = match mail.tls {
            Tls::None => None,
            Tls::Starttls | Tls::Tls => Some(tls(&mail)?),
        };
        let domain = mail.from.email.domain().to_owned();
        let signer = mail.dkim.as_ref().map(|dkim| Signer::read(dkim, &domain)).transpose()?;
        Ok(Self {
            mail,
            tls,
            hello: ClientId::Domain(domain),
            signer,
            kept: Mutex::default(),
            lines: Semaphore::new(LINES),
        })
    }

    /// Puts a letter into an envelope. `id` is the same whenever the same is sent again.
    fn message(&self, name: &str, to: Address, letter: &Letter, id: &str, now: Timestamp) -> Result<Message, String> {
        let name = Some(one_line(name)).filter(|name| !name.is_empty());
        let at = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now.0).unwrap_or(0));
        let mut builder = Message::builder()
            .from(self.mail.from.clone())
            .to(Mailbox::new(name, to))
            .subject(one_line(&letter.subject))
            .date(at)
            .message_id(Some(format!("<{id}@{}>", self.mail.from.email.domain())))
            .raw_header(plain("Auto-Submitted", "auto-generated".to_owned())?);
        if let Some(reply_to) = &self.mail.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        if let Some(out) = &letter.out {
            builder = builder
                .raw_header(plain("List-Unsubscribe", format!("<{out}>"))?)
                .raw_header(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())?);
        }
        let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        builder.multipart(parts).map_err(|error| error.to_string())
    }

    /// Hands a letter over.
    async fn send(&self, name: &str, to: &str, letter: &Letter, id: &str, now: Timestamp) -> Fate {
        let message = to
            .parse::<Address>()
            .map_err(|error| format!("{to}: {error}"))
            .and_then(|to| self.message(name, to, letter, id, now));
        let message = match message {
            Ok(message) => message,
            Err(why) => return Fate::Never(why),
        };
        let mut bytes = message.formatted();
        if let Some(signer) = &self.signer {
            match signer.sign(&bytes, now) {
                Ok(header) => drop(bytes.splice(0..0, header.into_bytes())),
                Err(why) => return Fate::Never(why),
            }
        }
        let patience = Duration::from_secs(self.mail.patience.unwrap_or(PATIENCE));
        // Whoever waits longer than a letter may take tries later, before somebody else takes what it has in hand.
        let Ok(_line) = timeout(patience.min(CONNECT), self.lines.acquire()).await else {
            return Fate::Later("the mail server does not answer".into(), None);
        };
        let mut connection = match timeout(CONNECT.min(patience), self.connection()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(why)) => return Fate::Later(self.discreet(&why), None),
            Err(_) => return Fate::Later("the mail server does not greet".into(), None),
        };
        match timeout(patience, hand_over(&mut connection, message.envelope(), &bytes)).await {
            Ok(Ok(())) => {
                self.keep(connection);
                Fate::Sent
            }
            Ok(Err(trouble)) => {
                // Polite, and of no consequence.
                drop(timeout(AT_ONCE, connection.command(Quit)).await);
                fate(&trouble)
            }
            Err(_) => Fate::Later("the mail server does not answer".into(), None),
        }
    }

    /// A connection over which a letter can be handed over; an error says at which step there was none.
    async fn connection(&self) -> Result<AsyncSmtpConnection, String> {
        while let Some((mut kept, since)) = self.pop() {
            let idle = since.elapsed();
            if idle < WARM || idle < KEPT && timeout(AT_ONCE, kept.test_connected()).await == Ok(true) {
                return Ok(kept);
            }
        }
        let at_once = self.tls.clone().filter(|_| self.mail.tls == Tls::Tls);
        let server = (self.mail.host.as_str(), self.mail.port());
        let fresh = AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT), &self.hello, at_once, None).await;
        let mut fresh = fresh.map_err(|error| format!("no connection to the mail server: {error}"))?;
        if let Some(tls) = self.tls.clone().filter(|_| self.mail.tls == Tls::Starttls) {
            let secret = fresh.starttls(tls, &self.hello).await;
            secret.map_err(|error| format!("the connection to the mail server did not become secret: {error}"))?;
        }
        if let (Some(name), Some(password)) = (&self.mail.username, &self.mail.password) {
            let credentials = Credentials::new(name.clone(), password.clone());
            let signed_in = fresh.auth(DEFAULT_MECHANISMS, &credentials).await;
            signed_in.map_err(|error| format!("the mail server does not let «{name}» sign in: {error}"))?;
        }
        Ok(fresh)
    }

    /// The same without the password, however it was written on the way: some servers repeat what they did not like.
    fn discreet(&self, said: &str) -> String {
        let (Some(name), Some(password)) = (&self.mail.username, &self.mail.password) else { return said.to_owned() };
        let forms = [format!("\0{name}\0{password}"), password.clone()].map(|form| STANDARD.encode(form));
        forms
            .iter()
            .chain([password])
            .filter(|form| !form.is_empty())
            .fold(said.to_owned(), |said, form| said.replace(form.as_str(), "…"))
    }

    fn pop(&self) -> Option<(AsyncSmtpConnection, Instant)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push((connection, Instant::now()));
    }
}

fn tls(mail: &Mail) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(mail.host.clone());
    if let Some(path) = &mail.ca {
        let wrong = |error: &dyn std::fmt::Display| format!("the certificates {}: {error}", path.display());
        let pem = std::fs::read(path).map_err(|error| wrong(&error))?;
        if !pem.windows(PEM.len()).any(|part| part == PEM) {
            return Err(wrong(&"there is none in it"));
        }
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| wrong(&error))?);
    }
    builder.build_rustls().map_err(|error| format!("TLS to the mail server {}: {error}", mail.host))
}

async fn hand_over(connection: &mut AsyncSmtpConnection, envelope: &Envelope, letter: &[u8]) -> Result<(), Trouble> {
    let ours = |error| Trouble { at_recipient: false, error };
    let foreign = envelope.to().iter().any(|to| !AsRef::<str>::as_ref(to).is_ascii());
    let utf8 = foreign && connection.server_info().supports_feature(Extension::SmtpUtfEight);
    let options = if utf8 { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
    connection.command(MailFrom::new(envelope.from().cloned(), options)).await.map_err(ours)?;
    for to in envelope.to() {
        let refused = |error| Trouble { at_recipient: true, error };
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(refused)?;
    }
    connection.command(Data).await.map_err(ours)?;
    match std::str::from_utf8(letter) {
        Ok(letter) => connection.command(carried(letter)).await.map_err(ours)?,
        Err(_) => connection.message(letter).await.map_err(ours)?,
    };
    Ok(())
}

/// A letter with its end, in one piece: an end that is written by itself waits until the other side has acknowledged the rest, and
/// that takes its time (40 ms a letter). A point that begins a line is doubled (RFC 5321, 4.5.2).
fn carried(letter: &str) -> String {
    let first = if letter.starts_with('.') { "." } else { "" };
    format!("{first}{}\r\n.\r\n", letter.replace("\r\n.", "\r\n.."))
}

/// What follows from what a server said. That it does not let us relay (5.7.1) is not the recipient's fault.
fn fate(trouble: &Trouble) -> Fate {
    let said = trouble.error.to_string();
    if !trouble.error.is_permanent() {
        return Fate::Later(said, None);
    }
    if trouble.at_recipient && !said.contains(" 5.7.") { Fate::Bounced(said) } else { Fate::Never(said) }
}

/// A header whose value is ASCII of our own making: it is not folded, since some readers do not unfold links.
fn plain(name: &'static str, value: String) -> Result<HeaderValue, String> {
    if !value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return Err(format!("the header {name} would be broken by its value"));
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?;
    Ok(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value))
}

/// A text that ends no line: what people call themselves must not become a header.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// The same for the same notices, whenever they are sent: who knows it has the letter already.
fn id(sendings: &[&Sending]) -> String {
    match sendings {
        [] => String::new(),
        [one] => format!("{}.{}", one.person, one.seq),
        [first, .., last] => format!("{}.{}-{}.{}", first.person, first.seq, last.seq, sendings.len()),
    }
}

/// Writes to a person about all that is due.
pub(super) async fn deliver(outward: &Outward, app: &App, parcel: Parcel) {
    let nowhere = |why| (parcel.sendings.clone(), Fate::Nowhere(why));
    let Some(mailer) = &outward.mailer else { return noted(app, nowhere("mail is not set up")).await };
    let Some(contact) = parcel.contact.clone() else { return noted(app, nowhere("there is no address")).await };
    let seals = match outward.seals(app).await {
        Ok(seals) => seals,
        Err(failure) => return noted(app, (parcel.sendings, unprepared(&failure))).await,
    };
    let lang = Lang::from_tag(&contact.language).unwrap_or_default();
    let writer = Writer { site: &outward.site, seals: &seals, now: app.now() };
    let (asking, news): (Vec<Sending>, Vec<Sending>) =
        parcel.sendings.iter().cloned().partition(|sending| sending.kind == kinds::CONFIRM_EMAIL);
    if !asking.is_empty() {
        let fate = if contact.confirmed_at.is_some() {
            Fate::Nowhere("the address is confirmed already")
        } else {
            match writer.confirm(&parcel, &contact.email, lang) {
                Ok(letter) => {
                    let id = id(&asking.iter().collect::<Vec<_>>());
                    mailer.send(&parcel.name, &contact.email, &letter, &id, writer.now).await
                }
                Err(error) => Fate::Never(format!("the letter could not be written: {error}")),
            }
        };
        noted(app, (asking, fate)).await;
    }
    if news.is_empty() {
        return;
    }
    if contact.confirmed_at.is_none() {
        return noted(app, (news, Fate::Nowhere("the address is not confirmed"))).await;
    }
    if !parcel.takes_mail() {
        return noted(app, (news, Fate::Nowhere("the address refuses mail"))).await;
    }
    let groups = match letters::gather(app, &parcel).await {
        Ok(groups) => groups,
        Err(failure) => return noted(app, (news, unprepared(&failure))).await,
    };
    let fate = match writer.news(&parcel.name, lang, &groups) {
        Ok(letter) => {
            let id = id(&news.iter().collect::<Vec<_>>());
            mailer.send(&parcel.name, &contact.email, &letter, &id, writer.now).await
        }
        Err(error) => Fate::Never(format!("the letter could not be written: {error}")),
    };
    noted(app, (news, fate)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer() -> Mailer {
        let mail = toml::from_str("host = '127.0.0.1'\ntls = 'none'\nfrom = 'Отклик <news@otklik.example>'").unwrap();
        Mailer::new(mail).unwrap()
    }

    fn written(name: &str, subject: &str) -> String {
        let letter = Letter {
            subject: subject.into(),
            text: "Новый отзыв".into(),
            html: "<p>Новый отзыв</p>".into(),
            out: Some("https://otklik.example/unsubscribe?t=abc.def".into()),
        };
        let to = "anna@example.com".parse().unwrap();
        let message = mailer().message(name, to, &letter, "person.7", Timestamp::from_millis(0)).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    fn headers(letter: &str) -> Vec<&str> {
        letter.split("\r\n\r\n").next().unwrap().split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).collect()
    }

    #[test]
    fn a_name_or_a_subject_with_ends_of_lines_makes_no_header() {
        for evil in [
            "Анна\r\nBcc: everybody@example.com",
            "Anna\nBcc: everybody@example.com",
            "Anna\r\n\r\n<script>",
            "Anna\u{2028}Bcc: x@example.com",
            "\"Anna\" <x@example.com>, y@example.com",
        ] {
            let letter = written(evil, evil);
            let names: Vec<_> = headers(&letter).iter().map(|line| line.split(':').next().unwrap()).collect();
            assert!(!names.contains(&"Bcc"), "{letter}");
            assert_eq!(names.iter().filter(|name| **name == "To").count(), 1, "{letter}");
            assert_eq!(names.len(), 10, "{names:?}");
        }
    }

    #[test]
    fn a_point_that_begins_a_line_does_not_end_the_letter() {
        assert_eq!(carried("Да\r\n.\r\n..\r\nнет."), "Да\r\n..\r\n...\r\nнет.\r\n.\r\n");
        assert_eq!(carried(".Да"), "..Да\r\n.\r\n");
    }

    #[test]
    fn half_a_sign_in_and_a_file_without_certificates_are_errors_that_say_so() {
        let with = |more: &str| {
            let mail = format!("host = '127.0.0.1'\nfrom = 'Отклик <news@otklik.example>'\n{more}");
            Mailer::new(toml::from_str(&mail).unwrap()).unwrap_err()
        };
        assert_eq!(with("username = 'otklik'"), "[mail] has a username and no password: give both, or neither");
        assert_eq!(with("password = 'otklik'"), "[mail] has a password and no username: give both, or neither");
        let empty = tempfile::NamedTempFile::new().unwrap();
        let said = with(&format!("ca = '{}'", empty.path().display()));
        assert!(said.ends_with(": there is none in it") && said.starts_with("the certificates /"), "{said}");
    }

    #[test]
    fn a_letter_says_how_to_get_no_more_and_what_it_is() {
        let letter = written("Анна", "Новый отзыв");
        let headers = headers(&letter);
        for line in [
            "List-Unsubscribe: <https://otklik.example/unsubscribe?t=abc.def>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Message-ID: <person.7@otklik.example>",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(headers.contains(&line), "{line}\n{letter}");
        }
        assert!(letter.contains("multipart/alternative"), "{letter}");
    }
}
