//! Connections: readers who are slow, say nothing, or are still there when the site stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::people::KeyRole;
use server::live::Key;
use server::serve::{Bounds, accept};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use crate::support::*;

const EVENTS: &str = "/api/v1/events?after=0";

/// Another entrance to a site, through which little goes at once.
struct Entrance {
    site: server::Site,
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Entrance {
    fn to(site: &Site, bounds: Bounds) -> Self {
        let settings = server::config::Given::default().settings(false).unwrap();
        let inner = server::Site::new(site.app.clone(), settings).unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_send_buffer_size(4096).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(64).unwrap();
        let address = listener.local_addr().unwrap();
        let router = server::router::router(inner.clone());
        let accepting = tokio::spawn(accept(listener, router, Arc::clone(&inner.stopping), bounds));
        Self { site: inner, address, accepting }
    }

    /// Somebody who asks and does not read.
    async fn asked(&self, program: &Program, path: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut stream = socket.connect(self.address).await.unwrap();
        let (id, key) = (HOME, &program.0);
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nClient-Id: {id}\r\nApi-Key: {key}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    fn client(&self, program: &Program) -> Client {
        let headers = vec![("client-id", HOME.to_string()), ("api-key", program.0.clone())];
        Client::new(&format!("http://{}", self.address), headers)
    }

    /// Until so many follow «Тёплый дом».
    async fn followers(&self, count: usize) {
        let waiting = async {
            while self.site.hub.waiting(Key::Shop(HOME)) != count {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("that many follow before long");
    }
}

/// The secret of a program of «Тёплый дом».
struct Program(String);

impl Program {
    async fn of(site: &Site) -> Self {
        let roles = vec![KeyRole::AdminReadOnly];
        let new = app::commands::keys::create_by_operator(&site.app, HOME, "Программа", roles).await.unwrap();
        Self(new.secret)
    }
}

/// So many events in the log of «Тёплый дом».
async fn happens(site: &Site, times: usize) {
    for _ in 0..times {
        Program::of(site).await;
    }
}

/// Reads until the other side closes.
async fn rest_of(stream: &mut TcpStream) -> Vec<u8> {
    let mut got = Vec::new();
    // A connection that was cut is as good an end as one that was closed.
    let reading = async { drop(stream.read_to_end(&mut got).await) };
    tokio::time::timeout(Duration::from_secs(30), reading).await.expect("it ends within half a minute");
    got
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_takes_nothing_is_given_up_and_holds_up_nobody() {
    let site = Site::start(Sqlite).await;
    let program = Program::of(&site).await;
    happens(&site, 400).await;
    let entrance = Entrance::to(&site, Bounds { stall: Duration::from_millis(300), ..Bounds::default() });
    let mut slow = entrance.asked(&program, EVENTS).await;
    entrance.followers(1).await;
    let mut other = Feed::open(&entrance.client(&program), EVENTS, None).await;
    assert_eq!(other.take(401).await.last().unwrap().field("kind"), "key_created");
    entrance.followers(1).await;
    happens(&site, 1).await;
    assert_eq!(other.next().await.unwrap().field("kind"), "key_created");
    let got = rest_of(&mut slow).await;
    assert!(got.starts_with(b"HTTP/1.1 200"));
    let told = got.windows(7).filter(|part| part == b"\ndata: ").count();
    assert!((1..400).contains(&told), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_still_there_when_the_site_stops_is_let_go() {
    let site = Site::start(Sqlite).await;
    let program = Program::of(&site).await;
    let entrance = Entrance::to(&site, Bounds::default());
    let client = entrance.client(&program);
    let mut feed = Feed::open(&client, "/api/v1/events", None).await;
    feed.next().await.unwrap();
    let mut silent = TcpStream::connect(entrance.address).await.unwrap();
    let mut idle = entrance.asked(&program, "/healthz").await;
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    entrance.site.stopping.cancel();
    assert_eq!(feed.next().await, None);
    assert_eq!(rest_of(&mut silent).await, b"");
    rest_of(&mut idle).await;
    entrance.accepting.await.unwrap();
    assert!(TcpStream::connect(entrance.address).await.is_err(), "nobody answers any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_or_too_much_is_sent_away() {
    let site = Site::start(Sqlite).await;
    let entrance = Entrance::to(&site, Bounds { head: Duration::from_millis(100), ..Bounds::default() });
    let mut silent = TcpStream::connect(entrance.address).await.unwrap();
    assert_eq!(rest_of(&mut silent).await, b"");
    let mut halting = TcpStream::connect(entrance.address).await.unwrap();
    halting.write_all(b"GET /healthz HTTP/1.1\r\nHost:").await.unwrap();
    rest_of(&mut halting).await;
    let mut talkative = TcpStream::connect(entrance.address).await.unwrap();
    let long = "x".repeat(Bounds::default().buffer);
    let request = format!("GET /healthz HTTP/1.1\r\nHost: x\r\nCookie: {long}\r\n\r\n");
    talkative.write_all(request.as_bytes()).await.unwrap();
    assert!(rest_of(&mut talkative).await.starts_with(b"HTTP/1.1 431"));
    let program = Program::of(&site).await;
    assert_eq!(entrance.client(&program).get("/healthz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_http2_is_answered_in_it() {
    let site = Site::start(Sqlite).await;
    let entrance = Entrance::to(&site, Bounds::default());
    let mut stream = TcpStream::connect(entrance.address).await.unwrap();
    let no_settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    stream.write_all(&no_settings).await.unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "the settings of the other side");
    drop(stream);
    entrance.site.stopping.cancel();
    entrance.accepting.await.unwrap();
}
