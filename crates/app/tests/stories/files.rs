//! Files in chats: whom they reach, and when.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::actors::{Reader, Speaker};
use app::commands::chats::change;
use app::commands::chats::files::{Attached, add};
use app::commands::chats::open::by_buyer_about_order;
use app::commands::chats::send::{NewMessage, send};
use app::files::open::open;
use app::files::store::Form;
use app::files::{Scanner, links};
use app::queries::chats;

use domain::chats::MessageState;
use domain::{ChatId, FileId, MessageId};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

/// What the daemon of a scanner does with each file from now on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Finds nothing.
    Content,
    /// Finds something.
    Alarmed,
    /// Hangs up without a word.
    Absent,
}

/// A daemon on loopback, and what it has got.
struct Daemon {
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<Vec<Vec<u8>>>>,
    scanner: Scanner,
}

impl Daemon {
    async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scanner = Scanner::Tcp(listener.local_addr().unwrap());
        let (mood, asked) = (Arc::new(Mutex::new(mood)), Arc::<Mutex<Vec<_>>>::default());
        let (feels, got) = (Arc::clone(&mood), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let mood = *feels.lock().unwrap();
                let file = answer(connection, mood).await;
                got.lock().unwrap().push(file);
            }
        });
        Self { mood, asked, scanner }
    }

    fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

async fn answer(mut connection: TcpStream, mood: Mood) -> Vec<u8> {
    if mood == Mood::Absent {
        return Vec::new();
    }
    let mut command = [0; 10];
    connection.read_exact(&mut command).await.unwrap();
    let mut file = Vec::new();
    loop {
        let len = connection.read_u32().await.unwrap() as usize;
        let at = file.len();
        file.resize(at + len, 0);
        connection.read_exact(&mut file[at..]).await.unwrap();
        if len == 0 {
            break;
        }
    }
    let said: &[u8] = if mood == Mood::Alarmed { b"stream: Worm FOUND\0" } else { b"stream: OK\0" };
    connection.write_all(said).await.unwrap();
    file
}

/// Ольга's chat about her plaid.
async fn chat(site: &Site) -> ChatId {
    by_buyer_about_order(&site.app, &site.buyer(OLGA).await, domain::OrderId(OLGAS.into()), PLAID).await.unwrap()
}

async fn olga(site: &Site) -> Speaker {
    Speaker::from(&site.buyer(OLGA).await)
}

/// Ольга sends a note with a few words.
async fn sends_note(site: &Site, chat: ChatId) -> (Attached, MessageId) {
    let olga = olga(site).await;
    let file = add(&site.app, &olga, chat, "../note.txt", "Размер 42".as_bytes().to_vec()).await.unwrap();
    let files = vec![FileId::parse(&file.id).unwrap()];
    let message = NewMessage { text: "Вот мерки".into(), files, ..NewMessage::default() };
    let sent = send(&site.app, &olga, chat, message).await.unwrap();
    (file, sent.message)
}

/// The last message as the shop sees it, and its files.
async fn shop_sees(site: &Site, chat: ChatId) -> Option<(MessageState, Vec<Attached>)> {
    let anna = Reader::from(&site.staff(ANNA).await.reader());
    let lines = chats::messages(&site.app, &anna, chat, chats::Page::Before(None), 10).await.unwrap();
    let message = lines.into_iter().rev().find(|line| !line.own)?.message;
    Some((message.state, chats::read_files(&message.files)))
}

/// Waits until the only file of the last message is no longer being checked; the job looks beside the worker.
async fn checked(site: &Site, chat: ChatId) -> (MessageState, Attached) {
    let looked = async {
        loop {
            site.wait(301);
            site.work().await;
            let (state, mut files) = shop_sees(site, chat).await.unwrap();
            if files[0].scan != "checking" {
                return (state, files.remove(0));
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), looked).await.unwrap()
}

/// What an address from the page gives.
async fn follow(site: &Site, address: &str) -> Result<Vec<u8>, domain::Code> {
    let mut parts = address.split('/').skip(2);
    let (id, token) = (FileId::parse(parts.next().unwrap()).unwrap(), parts.next().unwrap());
    let opened = open(&site.app, id, token).await.map_err(|failure| failure.refusal().unwrap().code)?;
    let mut bytes = Vec::new();
    opened.bytes(0, opened.len).await.unwrap().read_to_end(&mut bytes).await.unwrap();
    Ok(bytes)
}

async fn address(site: &Site, file: &Attached) -> Option<String> {
    links(&site.app).await.unwrap().whole(file)
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_reaches_the_shop_once_the_scanner_has_called_it_clean(#[values(Sqlite, Postgres)] engine: Engine) {
    let daemon = Daemon::start(Mood::Content).await;
    let site = Site::scanned_by(engine, daemon.scanner.clone()).await;
    let chat = chat(&site).await;
    let (file, _) = sends_note(&site, chat).await;
    assert_eq!((file.name.as_str(), file.scan.as_str()), ("note.txt", "checking"));
    assert_eq!(address(&site, &file).await, None, "nobody gets it before");
    assert_eq!(shop_sees(&site, chat).await.unwrap().0, MessageState::Checking);

    let (state, file) = checked(&site, chat).await;
    assert_eq!((state, file.scan.as_str()), (MessageState::Delivered, "clean"));
    assert_eq!(daemon.asked.lock().unwrap()[0], "Размер 42".as_bytes());
    let there = address(&site, &file).await.unwrap();
    assert!(there.ends_with("/note.txt"), "{there}");
    assert_eq!(follow(&site, &there).await.unwrap(), "Размер 42".as_bytes());
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_a_threat_reaches_nobody_and_the_words_beside_it_do(#[values(Sqlite, Postgres)] engine: Engine) {
    let daemon = Daemon::start(Mood::Alarmed).await;
    let site = Site::scanned_by(engine, daemon.scanner.clone()).await;
    let chat = chat(&site).await;
    let (sent, _) = sends_note(&site, chat).await;
    let (state, file) = checked(&site, chat).await;
    assert_eq!((state, file.scan.as_str()), (MessageState::Delivered, "infected"));
    assert_eq!(address(&site, &file).await, None);
    // Also not by an address that somebody would have made before it was known.
    let there = address(&site, &Attached { scan: "clean".into(), ..sent.clone() }).await.unwrap();
    assert_eq!(follow(&site, &there).await, Err(domain::Code::FileInfected));
    let gone = async {
        while site.app.files().len(FileId::parse(&sent.id).unwrap(), Form::Whole).await.unwrap().is_some() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), gone).await.unwrap();
    let files = vec![FileId::parse(&sent.id).unwrap()];
    let again = NewMessage { text: "Ещё раз".into(), files, ..NewMessage::default() };
    assert!(send(&site.app, &olga(&site).await, chat, again).await.is_err());
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn while_the_scanner_is_away_a_file_waits_and_no_longer(#[values(Sqlite, Postgres)] engine: Engine) {
    let daemon = Daemon::start(Mood::Absent).await;
    let site = Site::scanned_by(engine, daemon.scanner.clone()).await;
    let chat = chat(&site).await;
    let (file, _) = sends_note(&site, chat).await;
    let tried = async {
        // More often than any other job is tried before it is given up.
        while daemon.asked() < 9 {
            site.wait(301);
            site.work().await;
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), tried).await.unwrap();
    let (state, files) = shop_sees(&site, chat).await.unwrap();
    assert_eq!((state, files[0].scan.as_str()), (MessageState::Checking, "checking"));
    let there = address(&site, &Attached { scan: "clean".into(), ..file }).await.unwrap();
    assert_eq!(follow(&site, &there).await, Err(domain::Code::FileChecking));

    daemon.becomes(Mood::Content);
    assert_eq!(checked(&site, chat).await.1.scan, "clean");
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn without_a_scanner_a_file_arrives_at_once_and_says_so(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = chat(&site).await;
    sends_note(&site, chat).await;
    let (state, files) = shop_sees(&site, chat).await.unwrap();
    assert_eq!((state, files[0].scan.as_str()), (MessageState::Delivered, "not_scanned"));
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_address_opens_a_file_for_ten_minutes_and_only_that_file(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = chat(&site).await;
    let (one, _) = sends_note(&site, chat).await;
    let (other, _) = sends_note(&site, chat).await;
    let there = address(&site, &one).await.unwrap();
    assert_eq!(follow(&site, &there).await.unwrap(), "Размер 42".as_bytes());
    assert_eq!(follow(&site, &there.replace(&one.id, &other.id)).await, Err(domain::Code::MediaNotFound));
    site.wait(601);
    assert_eq!(follow(&site, &there).await, Err(domain::Code::FileAddressOld));
    assert!(follow(&site, &address(&site, &one).await.unwrap()).await.is_ok(), "a page drawn again has another");
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_with_the_message_that_its_author_takes_away(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = chat(&site).await;
    let (file, message) = sends_note(&site, chat).await;
    let there = address(&site, &file).await.unwrap();
    change::delete(&site.app, &olga(&site).await, chat, message).await.unwrap();
    assert_eq!(follow(&site, &there).await, Err(domain::Code::MediaNotFound));
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_the_disk_with_files_that_they_never_send(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = chat(&site).await;
    let olga = olga(&site).await;
    for _ in 0..50 {
        add(&site.app, &olga, chat, "note.txt", b"note".to_vec()).await.unwrap();
    }
    let refused = add(&site.app, &olga, chat, "note.txt", b"note".to_vec()).await.unwrap_err();
    assert_eq!(refused.refusal().unwrap().code, domain::Code::TooOften);
    site.wait(3601);
    assert!(add(&site.app, &olga, chat, "note.txt", b"note".to_vec()).await.is_ok());
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_brings_no_file_into_a_chat_and_sends_none_of_others(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = chat(&site).await;
    let stranger = Speaker::from(&site.staff(STEPAN).await);
    let brought = add(&site.app, &stranger, chat, "note.txt", b"note".to_vec()).await;
    assert_eq!(brought.unwrap_err().refusal().unwrap().code, domain::Code::ChatNotFound);
    sends_note(&site, chat).await; // so that the shop may write
    let file = add(&site.app, &olga(&site).await, chat, "note.txt", b"note".to_vec()).await.unwrap();
    let anna = Speaker::from(&site.staff(ANNA).await);
    let files = vec![FileId::parse(&file.id).unwrap()];
    let theirs = NewMessage { text: "Ваш файл".into(), files, ..NewMessage::default() };
    let refused = send(&site.app, &anna, chat, theirs).await.unwrap_err();
    assert_eq!(refused.refusal().unwrap().code, domain::Code::MediaNotFound);
}
