//! A mail server on loopback: it speaks SMTP, keeps the letters that it takes, and has whatever manners a test gives it.

use std::sync::{Arc, Mutex};

use mail_parser::{Message, MessageParser};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manners {
    /// It takes every letter.
    Takes,
    /// It answers so to `RCPT TO`.
    AtRecipient(&'static str),
    /// It answers so to the letter.
    AtLetter(&'static str),
    /// It answers so to a recipient whose address has this in it, and takes all others.
    Against(&'static str, &'static str),
    /// It says this much of an answer to `MAIL FROM`, and nothing more.
    HalfALine,
    /// It says nothing at all.
    Silent,
}

/// A letter that was taken.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub bytes: Vec<u8>,
}

impl Letter {
    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.bytes).unwrap()
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap().to_owned()
    }

    pub fn id(&self) -> String {
        self.parsed().message_id().unwrap().to_owned()
    }

    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap().into_owned()
    }

    pub fn html(&self) -> String {
        self.parsed().body_html(0).unwrap().into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.parsed().header_raw(name).map(|value| value.trim().to_owned())
    }

    /// The address in the text that leads below this path.
    pub fn link(&self, path: &str) -> String {
        let text = self.text();
        let found = text.split_whitespace().find(|word| word.contains(path));
        found.unwrap_or_else(|| panic!("no {path} in {text}")).to_owned()
    }
}

/// The server.
pub struct Mailbox {
    pub port: u16,
    manners: Arc<Mutex<Manners>>,
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl Mailbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (manners, letters) = (Arc::new(Mutex::new(Manners::Takes)), Arc::<Mutex<Vec<Letter>>>::default());
        let (how, kept) = (Arc::clone(&manners), Arc::clone(&letters));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&how), Arc::clone(&kept)));
            }
        });
        Self { port, manners, letters }
    }

    /// What the site is told of it.
    pub fn settings(&self) -> server::config::Mail {
        let text = format!(
            "host = '127.0.0.1'\nport = {}\ntls = 'none'\nfrom = 'Отклик <news@otklik.example>'\npatience = 2",
            self.port
        );
        toml::from_str(&text).unwrap()
    }

    pub fn behave(&self, manners: Manners) {
        *self.manners.lock().unwrap() = manners;
    }

    /// The letters to somebody, the oldest first.
    pub fn to(&self, address: &str) -> Vec<Letter> {
        self.letters.lock().unwrap().iter().filter(|letter| letter.to == address).cloned().collect()
    }

    /// Forgets what it has.
    pub fn empty(&self) {
        self.letters.lock().unwrap().clear();
    }
}

async fn talk(stream: TcpStream, manners: Arc<Mutex<Manners>>, letters: Arc<Mutex<Vec<Letter>>>) {
    let (reading, mut writing) = stream.into_split();
    let mut reading = BufReader::new(reading);
    let (mut to, mut letter) = (String::new(), None::<Vec<u8>>);
    let how = || manners.lock().unwrap().clone();
    if how() != Manners::Silent {
        writing.write_all(b"220 mail.test ESMTP\r\n").await.unwrap();
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        if reading.read_until(b'\n', &mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let how = how();
        if how == Manners::Silent {
            continue;
        }
        if let Some(bytes) = &mut letter {
            if line != b".\r\n" {
                // A dot at the beginning of a line was doubled on the way.
                bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                continue;
            }
            let bytes = letter.take().unwrap();
            let answer = if let Manners::AtLetter(answer) = how {
                answer
            } else {
                letters.lock().unwrap().push(Letter { to: to.clone(), bytes });
                "250 2.0.0 kept"
            };
            if writing.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
            continue;
        }
        let said = String::from_utf8_lossy(&line).trim().to_owned();
        let command = said.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match (command.as_str(), how) {
            ("EHLO", _) => "250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n".to_owned(),
            ("MAIL", Manners::HalfALine) => "250 2.1".to_owned(),
            ("RCPT", how) => {
                to = said.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0.to_owned();
                match how {
                    Manners::AtRecipient(answer) => format!("{answer}\r\n"),
                    Manners::Against(whom, answer) if to.contains(whom) => format!("{answer}\r\n"),
                    _ => "250 2.1.5 known\r\n".to_owned(),
                }
            }
            ("DATA", _) => {
                letter = Some(Vec::new());
                "354 go on\r\n".to_owned()
            }
            ("QUIT", _) => {
                drop(writing.write_all(b"221 bye\r\n").await);
                return;
            }
            _ => "250 2.0.0 good\r\n".to_owned(),
        };
        if writing.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
