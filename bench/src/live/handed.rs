//! A mail server and a push service that take everything and note when it came.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::PersonId;
use domain::notices::{Choice, Settings, Side, Topic};
use store::notices::contacts;
use store::notices::devices::{self, Device};
use store::notices::{self, Part};
use store::{Store, StoreError};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::feeds::Heard;
use super::send::Sent;
use crate::load::{Measured, now};
use crate::report::Report;

/// Buyers who are written to in turn.
pub(super) const BUYERS: usize = 500;
/// Messages a second.
pub(super) const RATE: u32 = 500;

/// A browser's keys: those of the example in RFC 8291, appendix A.
const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// When something came for each buyer, by the buyer's number.
type Arrivals = Arc<Mutex<HashMap<usize, Vec<Instant>>>>;

/// Where mail and pushes go.
pub(super) struct Sinks {
    mail_port: u16,
    push_port: u16,
    mail: Arrivals,
    push: Arrivals,
}

fn note(arrivals: &Arrivals, who: usize) {
    arrivals.lock().unwrap_or_else(PoisonError::into_inner).entry(who).or_default().push(now());
}

/// The digits behind a mark.
fn number_behind(text: &str, mark: &str) -> Option<usize> {
    let digits = text.split(mark).nth(1)?;
    digits.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

impl Sinks {
    /// Listens on loopback.
    pub(super) async fn open() -> Result<Self, String> {
        let words = |error: std::io::Error| error.to_string();
        let (mail, push) = (Arrivals::default(), Arrivals::default());
        let letters = TcpListener::bind("127.0.0.1:0").await.map_err(words)?;
        let pushes = TcpListener::bind("127.0.0.1:0").await.map_err(words)?;
        let ports = [&letters, &pushes].map(|listener| listener.local_addr().map(|address| address.port()));
        let [mail_port, push_port] = ports;
        let (mail_noted, push_noted) = (Arc::clone(&mail), Arc::clone(&push));
        tokio::spawn(async move {
            while let Ok((stream, _)) = letters.accept().await {
                tokio::spawn(take_letters(stream, Arc::clone(&mail_noted)));
            }
        });
        tokio::spawn(async move {
            while let Ok((stream, _)) = pushes.accept().await {
                tokio::spawn(take_pushes(stream, Arc::clone(&push_noted)));
            }
        });
        Ok(Self { mail_port: mail_port.map_err(words)?, push_port: push_port.map_err(words)?, mail, push })
    }

    /// The product's configuration.
    pub(super) fn configuration(&self) -> String {
        let port = self.mail_port;
        format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"Otklik <otklik@example.com>\"\n\
             [push]\nallow_private = true\n"
        )
    }
}

async fn take_letters(stream: TcpStream, arrivals: Arrivals) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let (mut to, mut in_letter) = (0, false);
    let _ = writing.write_all(b"220 bench ESMTP\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer: &[u8] = if in_letter {
            if line != "." {
                continue;
            }
            in_letter = false;
            note(&arrivals, to);
            b"250 kept\r\n"
        } else if line.starts_with("RCPT") {
            to = number_behind(&line, "buyer").unwrap_or(0);
            b"250 ok\r\n"
        } else if line.starts_with("DATA") {
            in_letter = true;
            b"354 go on\r\n"
        } else if line.starts_with("EHLO") {
            b"250-bench\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
        } else if line.starts_with("QUIT") {
            let _ = writing.write_all(b"221 bye\r\n").await;
            return;
        } else {
            b"250 ok\r\n"
        };
        if writing.write_all(answer).await.is_err() {
            return;
        }
    }
}

async fn take_pushes(stream: TcpStream, arrivals: Arrivals) {
    let (reading, mut writing) = stream.into_split();
    let mut reading = BufReader::new(reading);
    loop {
        let (mut who, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            if reading.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            if line.starts_with("POST") {
                who = number_behind(&line, "/push/").unwrap_or(0);
            }
            let lower = line.to_ascii_lowercase();
            if let Some(digits) = lower.strip_prefix("content-length:") {
                length = digits.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        if reading.read_exact(&mut body).await.is_err() {
            return;
        }
        note(&arrivals, who);
        if writing.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await.is_err() {
            return;
        }
    }
}

/// Each of these buyers has an address and a device, and wants to hear of messages through both.
pub(super) async fn reachable(storage: &app::Storage, buyers: &[PersonId], sinks: &Sinks) -> Result<(), String> {
    let store = Store::open(storage.clone()).map_err(|e| e.to_string())?;
    let (buyers, port) = (buyers.to_vec(), sinks.push_port);
    let written = store.write(move |tx| {
        let at = domain::Timestamp(1_780_000_000_000_000);
        let topics = [(Topic::Messages, Choice { email: true, ..Choice::default() })].into();
        let settings = Settings { topics, ..Settings::default() };
        let settings = serde_json::to_string(&settings).map_err(|e| StoreError::other(e.to_string()))?;
        for (n, buyer) in buyers.iter().enumerate() {
            notices::put_settings(tx, Part::buyer(*buyer), &settings, at)?;
            contacts::put(tx, *buyer, &format!("buyer{n}@example.com"), "ru", Some(at), at)?;
            let device = Device {
                hash: format!("bench-{n}"),
                endpoint: format!("http://127.0.0.1:{port}/push/{n}"),
                p256dh: P256DH.into(),
                auth: AUTH.into(),
                side: Side::Buyer,
                language: "ru".into(),
                device: "bench".into(),
                created_at: at,
            };
            devices::put(tx, *buyer, &device)?;
        }
        Ok::<_, StoreError>(())
    });
    written.await.map_err(|e| e.to_string())?;
    store.close().await;
    Ok(())
}

/// How long it took from each message to the first thing that came for its buyer afterwards. Buyers have numbers in the order in which
/// they are written to.
fn took(sent: &[Sent], arrivals: &Arrivals) -> Result<Vec<Duration>, String> {
    let mut arrivals = arrivals.lock().unwrap_or_else(PoisonError::into_inner);
    arrivals.values_mut().for_each(|times| times.sort_unstable());
    let mut all = Vec::with_capacity(sent.len());
    for message in sent {
        let place = usize::try_from(message.number).unwrap_or(0) % BUYERS;
        let came = arrivals.get(&place).and_then(|times| times.iter().find(|at| **at > message.at));
        let came = came.ok_or_else(|| format!("message {} was not handed over", message.number))?;
        all.push(came.duration_since(message.at));
    }
    Ok(all)
}

/// Writes down what was measured.
pub(super) fn tell(
    report: &mut Report,
    sinks: &Sinks,
    pages: Vec<Heard>,
    sent: &[Sent],
    whole: Duration,
) -> Result<(), String> {
    let shown = Arrivals::default();
    for Heard { reader, at, .. } in pages {
        shown.lock().unwrap_or_else(PoisonError::into_inner).entry(reader).or_default().push(at);
    }
    let ways =
        [(&shown, "the open page of its buyer"), (&sinks.mail, "the mail server"), (&sinks.push, "the push service")];
    for (arrivals, what) in ways {
        let measured = Measured::of(took(sent, arrivals)?, whole)?;
        report.rate(&format!("from a message to {what}, {RATE}/s to {BUYERS} buyers by all three, SQLite"), &measured);
    }
    Ok(())
}
