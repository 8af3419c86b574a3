//! Those who listen.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

use crate::load::now;

/// Connections that are opened at once.
const AT_ONCE: usize = 64;
/// Addresses that connections come from: each has ports of its own.
const SOURCES: usize = 4;

/// What somebody who listens asks for.
#[derive(Debug, Clone)]
pub(super) struct Reader(String);

impl Reader {
    pub(super) fn new(path: &str, headers: &[(String, String)]) -> Self {
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        Self(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"))
    }
}

/// How a feed is understood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ear {
    /// What it says first of all.
    ready: &'static [u8],
    /// What of its data is looked for, by name.
    hears: fn(&serde_json::Value) -> Option<String>,
}

/// The own API's: messages, by their ids.
pub(super) const MESSAGES: Ear = Ear {
    ready: b"ready\n",
    hears: |data| (data["kind"] == "message_sent").then(|| data["message_id"].as_str().map(str::to_owned))?,
};

/// That of a page that is open: the number of unread notices.
pub(super) const NOTICES: Ear =
    Ear { ready: b": open\n", hears: |data| data["unread"].as_u64().map(|unread| unread.to_string()) };

/// Something that was heard.
#[derive(Debug)]
pub(super) struct Heard {
    /// Which of the readers heard it.
    pub(super) reader: usize,
    /// What it was.
    pub(super) what: String,
    /// When.
    pub(super) at: Instant,
}

type Arrivals = Arc<Mutex<Vec<Heard>>>;

/// Feeds that are open. Dropping them closes them.
pub(super) struct Feeds {
    listening: JoinSet<()>,
    arrivals: Arrivals,
}

impl Feeds {
    /// Opens them all; returns when each has been answered.
    pub(super) async fn open(address: &str, ear: Ear, readers: &[Reader]) -> Result<Self, String> {
        let address: SocketAddr = address.parse().map_err(|_| format!("{address} is no address"))?;
        let (mut listening, arrivals) = (JoinSet::new(), Arrivals::default());
        for (begin, some) in readers.chunks(AT_ONCE).enumerate() {
            let mut opening = JoinSet::new();
            for (n, reader) in some.iter().enumerate() {
                let (reader, n) = (reader.clone(), begin * AT_ONCE + n);
                opening.spawn(async move { Ok::<_, String>((n, open(address, ear.ready, reader, n).await?)) });
            }
            while let Some(opened) = opening.join_next().await {
                let (n, stream) = opened.map_err(|e| e.to_string())??;
                listening.spawn(listen(stream, ear, n, Arc::clone(&arrivals)));
            }
        }
        Ok(Self { listening, arrivals })
    }

    /// How many are still open.
    pub(super) fn len(&mut self) -> usize {
        while self.listening.try_join_next().is_some() {}
        self.listening.len()
    }

    /// What has arrived.
    pub(super) fn arrived(self) -> Vec<Heard> {
        std::mem::take(&mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn open(address: SocketAddr, ready: &[u8], reader: Reader, n: usize) -> Result<TcpStream, String> {
    let source = Ipv4Addr::new(127, 0, 0, u8::try_from(n % SOURCES + 1).unwrap_or(1));
    let socket = TcpSocket::new_v4().map_err(|e| e.to_string())?;
    socket.bind(SocketAddr::new(IpAddr::V4(source), 0)).map_err(|e| e.to_string())?;
    let mut stream = socket.connect(address).await.map_err(|e| format!("connection {n}: {e}"))?;
    stream.write_all(reader.0.as_bytes()).await.map_err(|e| e.to_string())?;
    let mut answer = [0; 4096];
    let mut got = 0;
    while !answer[..got].windows(ready.len()).any(|part| part == ready) {
        match stream.read(&mut answer[got..]).await {
            Ok(0) | Err(_) => return Err(format!("not let in: {}", String::from_utf8_lossy(&answer[..got]))),
            Ok(more) => got += more,
        }
    }
    Ok(stream)
}

/// Hears what is told until the other side ends it.
async fn listen(mut stream: TcpStream, ear: Ear, reader: usize, arrivals: Arrivals) {
    let mut rest = Vec::new();
    while stream.readable().await.is_ok() {
        // Room is made only for what is there: most of them hear nothing.
        if stream.read_buf(&mut rest).await.unwrap_or(0) == 0 {
            return;
        }
        let at = now();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            if let Some(what) = heard(&rest[..end], ear) {
                arrivals.lock().unwrap_or_else(PoisonError::into_inner).push(Heard { reader, what, at });
            }
            rest.drain(..=end);
        }
        rest.shrink_to_fit();
    }
}

fn heard(line: &[u8], ear: Ear) -> Option<String> {
    (ear.hears)(&serde_json::from_slice(line.strip_prefix(b"data: ")?).ok()?)
}
