//! A mail server on loopback: it speaks SMTP, keeps the letters that it takes, and has whatever manners a test gives it. It may
//! have a certificate and want to know who hands letters over.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{Message, MessageParser};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use server::config::Tls;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

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

/// A server to be opened.
#[derive(Clone)]
pub struct Door {
    /// When what is said becomes secret.
    pub tls: Tls,
    /// For whom the certificate is.
    pub name: &'static str,
    /// Who may hand letters over, and their password; everybody where it is nobody.
    pub knows: Option<(&'static str, &'static str)>,
    /// How they may say who they are.
    pub mechanisms: &'static str,
}

impl Default for Door {
    fn default() -> Self {
        Self { tls: Tls::None, name: "127.0.0.1", knows: None, mechanisms: "PLAIN LOGIN" }
    }
}

/// Something that was said to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Nobody on the way could read it.
    pub secretly: bool,
    pub line: String,
}

/// What all connections of a server share.
#[derive(Clone)]
struct Kept {
    door: Door,
    acceptor: Option<TlsAcceptor>,
    manners: Arc<Mutex<Manners>>,
    letters: Arc<Mutex<Vec<Letter>>>,
    heard: Arc<Mutex<Vec<Said>>>,
    password: Arc<Mutex<String>>,
}

/// The server.
pub struct Mailbox {
    pub port: u16,
    kept: Kept,
    certificate: Option<tempfile::NamedTempFile>,
}

/// A certificate for a name that vouches for itself, as a file, and what answers with it.
fn certificate(name: &str) -> (tempfile::NamedTempFile, TlsAcceptor) {
    let CertifiedKey { cert, key_pair } = generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(cert.der()));
    std::fs::write(file.path(), pem).unwrap();
    app::tls::choose();
    let key = PrivatePkcs8KeyDer::from(key_pair.serialize_der());
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key.into());
    (file, TlsAcceptor::from(Arc::new(config.unwrap())))
}

impl Mailbox {
    pub async fn open() -> Self {
        Self::behind(Door::default()).await
    }

    /// One that lets nobody in but by this door.
    pub async fn behind(door: Door) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (certificate, acceptor) = (door.tls != Tls::None).then(|| certificate(door.name)).unzip();
        let kept = Kept {
            password: Arc::new(Mutex::new(door.knows.unwrap_or_default().1.to_owned())),
            door,
            acceptor,
            manners: Arc::new(Mutex::new(Manners::Takes)),
            letters: Arc::default(),
            heard: Arc::default(),
        };
        let shared = kept.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receive(stream, shared.clone()));
            }
        });
        Self { port, kept, certificate }
    }

    /// What the site is told of it.
    pub fn settings(&self) -> server::config::Mail {
        let text =
            format!("host = '127.0.0.1'\nport = {}\nfrom = 'Отклик <news@otklik.example>'\npatience = 2", self.port);
        let mail: server::config::Mail = toml::from_str(&text).unwrap();
        let (username, password) = self.kept.door.knows.unzip();
        server::config::Mail {
            tls: self.kept.door.tls,
            ca: self.certificate.as_ref().map(|file| file.path().to_owned()),
            username: username.map(str::to_owned),
            password: password.map(str::to_owned),
            ..mail
        }
    }

    pub fn behave(&self, manners: Manners) {
        *self.kept.manners.lock().unwrap() = manners;
    }

    /// From now on this is the password.
    pub fn expect(&self, password: &str) {
        password.clone_into(&mut self.kept.password.lock().unwrap());
    }

    /// All commands that were said to it, the first first.
    pub fn heard(&self) -> Vec<Said> {
        self.kept.heard.lock().unwrap().clone()
    }

    /// The letters to somebody, the oldest first.
    pub fn to(&self, address: &str) -> Vec<Letter> {
        self.kept.letters.lock().unwrap().iter().filter(|letter| letter.to == address).cloned().collect()
    }

    /// Forgets what it has.
    pub fn empty(&self) {
        self.kept.letters.lock().unwrap().clear();
    }
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Talks with whoever has come, until they go.
async fn receive(stream: TcpStream, kept: Kept) {
    let mut wire: Box<dyn Wire> = Box::new(stream);
    let mut secretly = kept.door.tls == Tls::Tls;
    if secretly {
        let Some(secret) = secretly_over(wire, &kept).await else { return };
        wire = secret;
    }
    if *kept.manners.lock().unwrap() != Manners::Silent && wire.write_all(b"220 mail.test ESMTP\r\n").await.is_err() {
        return;
    }
    while let Some(open) = Talk::over(wire, secretly, &kept).hold().await {
        let Some(secret) = secretly_over(open, &kept).await else { return };
        (wire, secretly) = (secret, true);
    }
}

/// The same connection, which nobody on the way can read; `None` where the other side does not like our certificate.
async fn secretly_over(wire: Box<dyn Wire>, kept: &Kept) -> Option<Box<dyn Wire>> {
    let stream = kept.acceptor.as_ref()?.accept(wire).await.ok()?;
    Some(Box::new(stream))
}

/// What is said over one connection.
struct Talk<'a> {
    wire: BufReader<Box<dyn Wire>>,
    secretly: bool,
    kept: &'a Kept,
    signed_in: bool,
    to: String,
}

impl<'a> Talk<'a> {
    fn over(wire: Box<dyn Wire>, secretly: bool, kept: &'a Kept) -> Self {
        let signed_in = kept.door.knows.is_none();
        Self { wire: BufReader::new(wire), secretly, kept, signed_in, to: String::new() }
    }

    /// The next line, without its end; `None` where there is none.
    async fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        match self.wire.read_until(b'\n', &mut line).await {
            Ok(read) if read > 0 => Some(line),
            _ => None,
        }
    }

    async fn say(&mut self, answer: &str) -> Option<()> {
        self.wire.write_all(answer.as_bytes()).await.ok()?;
        self.wire.flush().await.ok()
    }

    /// Takes commands until the other side goes, or wants to go on in secret: then it gives the connection back.
    async fn hold(mut self) -> Option<Box<dyn Wire>> {
        loop {
            let line = self.line().await?;
            let how = self.kept.manners.lock().unwrap().clone();
            if how == Manners::Silent {
                continue;
            }
            let said = String::from_utf8_lossy(&line).trim().to_owned();
            self.kept.heard.lock().unwrap().push(Said { secretly: self.secretly, line: said.clone() });
            let command = said.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer = match (command.as_str(), how) {
                ("EHLO", _) => self.greeting(),
                ("STARTTLS", _) if self.kept.door.tls == Tls::Starttls && !self.secretly => {
                    self.say("220 2.0.0 go on\r\n").await?;
                    return Some(self.wire.into_inner());
                }
                ("AUTH", _) => self.sign_in(&said).await?,
                ("MAIL", _) if !self.signed_in => "530 5.7.0 sign in first\r\n".to_owned(),
                ("MAIL", Manners::HalfALine) => "250 2.1".to_owned(),
                ("RCPT", how) => {
                    self.to = said.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0.to_owned();
                    match how {
                        Manners::AtRecipient(answer) => format!("{answer}\r\n"),
                        Manners::Against(whom, answer) if self.to.contains(whom) => format!("{answer}\r\n"),
                        _ => "250 2.1.5 known\r\n".to_owned(),
                    }
                }
                ("DATA", _) => {
                    self.say("354 go on\r\n").await?;
                    self.letter().await?
                }
                ("QUIT", _) => {
                    self.say("221 bye\r\n").await?;
                    return None;
                }
                _ => "250 2.0.0 good\r\n".to_owned(),
            };
            self.say(&answer).await?;
        }
    }

    /// What the server can do. Who they are, people may say openly here: that they do not is for them to see to.
    fn greeting(&self) -> String {
        let mut can = vec!["mail.test".to_owned(), "8BITMIME".to_owned()];
        if self.kept.door.tls == Tls::Starttls && !self.secretly {
            can.push("STARTTLS".to_owned());
        }
        if self.kept.door.knows.is_some() {
            can.push(format!("AUTH {}", self.kept.door.mechanisms));
        }
        format!("250-{}\r\n250 SMTPUTF8\r\n", can.join("\r\n250-"))
    }

    /// Takes a letter; what is answered to it.
    async fn letter(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            let line = self.line().await?;
            if line == b".\r\n" {
                break;
            }
            // A dot at the beginning of a line was doubled on the way.
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let how = self.kept.manners.lock().unwrap().clone();
        if let Manners::AtLetter(answer) = how {
            return Some(format!("{answer}\r\n"));
        }
        self.kept.letters.lock().unwrap().push(Letter { to: self.to.clone(), bytes });
        Some("250 2.0.0 kept\r\n".to_owned())
    }

    /// Asks for a line in base64; what it says, and as it was written.
    async fn ask(&mut self, challenge: &str) -> Option<(String, String)> {
        self.say(&format!("334 {}\r\n", STANDARD.encode(challenge))).await?;
        let written = String::from_utf8(self.line().await?).ok()?.trim().to_owned();
        let line = Said { secretly: self.secretly, line: written.clone() };
        self.kept.heard.lock().unwrap().push(line);
        Some((String::from_utf8(STANDARD.decode(&written).ok()?).ok()?, written))
    }

    /// Looks at who they are. A server that is not careful repeats what it did not like.
    async fn sign_in(&mut self, said: &str) -> Option<String> {
        let (name, password, written) = if let Some(written) = said.strip_prefix("AUTH PLAIN ") {
            let plain = String::from_utf8(STANDARD.decode(written).ok()?).ok()?;
            let mut parts = plain.split('\0').skip(1).map(str::to_owned);
            (parts.next()?, parts.next()?, written.to_owned())
        } else {
            let (name, _) = self.ask("Username:").await?;
            let (password, written) = self.ask("Password:").await?;
            (name, password, written)
        };
        let known = self.kept.door.knows.is_some_and(|(known, _)| known == name);
        self.signed_in = known && *self.kept.password.lock().unwrap() == password;
        if self.signed_in {
            return Some("235 2.7.0 welcome\r\n".to_owned());
        }
        Some(format!("535 5.7.8 {password} and {written} are not known here\r\n"))
    }
}
