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

/// What arrived and when, by the ids of messages.
type Arrivals = Arc<Mutex<Vec<(String, Instant)>>>;

/// Feeds that are open. Dropping them closes them.
pub(super) struct Feeds {
    listening: JoinSet<()>,
    arrivals: Arrivals,
}

impl Feeds {
    /// Opens them all; returns when each has been answered.
    pub(super) async fn open(address: &str, readers: &[Reader]) -> Result<Self, String> {
        let address: SocketAddr = address.parse().map_err(|_| format!("{address} is no address"))?;
        let (mut listening, arrivals) = (JoinSet::new(), Arrivals::default());
        for (begin, some) in readers.chunks(AT_ONCE).enumerate() {
            let mut opening = JoinSet::new();
            for (n, reader) in some.iter().enumerate() {
                opening.spawn(open(address, reader.clone(), begin * AT_ONCE + n));
            }
            while let Some(opened) = opening.join_next().await {
                listening.spawn(listen(opened.map_err(|e| e.to_string())??, Arc::clone(&arrivals)));
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
    pub(super) fn arrived(self) -> Vec<(String, Instant)> {
        std::mem::take(&mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn open(address: SocketAddr, reader: Reader, n: usize) -> Result<TcpStream, String> {
    let source = Ipv4Addr::new(127, 0, 0, u8::try_from(n % SOURCES + 1).unwrap_or(1));
    let socket = TcpSocket::new_v4().map_err(|e| e.to_string())?;
    socket.bind(SocketAddr::new(IpAddr::V4(source), 0)).map_err(|e| e.to_string())?;
    let mut stream = socket.connect(address).await.map_err(|e| format!("connection {n}: {e}"))?;
    stream.write_all(reader.0.as_bytes()).await.map_err(|e| e.to_string())?;
    let mut answer = [0; 4096];
    let mut got = 0;
    while !answer[..got].windows(6).any(|part| part == b"ready\n") {
        match stream.read(&mut answer[got..]).await {
            Ok(0) | Err(_) => return Err(format!("not let in: {}", String::from_utf8_lossy(&answer[..got]))),
            Ok(more) => got += more,
        }
    }
    Ok(stream)
}

/// Hears what is told until the other side ends it.
async fn listen(mut stream: TcpStream, arrivals: Arrivals) {
    let mut rest = Vec::new();
    while stream.readable().await.is_ok() {
        // Room is made only for what is there: most of them hear nothing.
        if stream.read_buf(&mut rest).await.unwrap_or(0) == 0 {
            return;
        }
        let at = now();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            if let Some(id) = message(&rest[..end]) {
                arrivals.lock().unwrap_or_else(PoisonError::into_inner).push((id, at));
            }
            rest.drain(..=end);
        }
        rest.shrink_to_fit();
    }
}

fn message(line: &[u8]) -> Option<String> {
    let data = serde_json::from_slice::<serde_json::Value>(line.strip_prefix(b"data: ")?).ok()?;
    (data["kind"] == "message_sent").then(|| data["message_id"].as_str().map(str::to_owned))?
}
