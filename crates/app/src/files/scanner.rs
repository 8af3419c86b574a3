//! ClamAV, where the operator has it: files go to its daemon over a socket, and what it says is believed.
//!
//! The protocol is clamd's `INSTREAM` (clamd(8)): pieces with their lengths before them, then an answer of one line. A
//! daemon that is not there, hangs up or answers nonsense has said nothing: that is an error, never a clean file.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// How long a file may take, from the first byte to the answer; less than a job is leased for.
const PATIENCE: Duration = Duration::from_secs(50);
/// The most bytes of a piece.
const PIECE: usize = 64 * 1024;
/// The most bytes of an answer that are read.
const ANSWER: u64 = 1024;
/// The most characters of a threat's name that are kept.
const THREAT: usize = 100;

/// What is known of a file's harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanState {
    /// The scanner found nothing.
    Clean,
    /// The scanner found something, and calls it so.
    Infected(String),
    /// There is no scanner, which is shown.
    NotScanned,
}

impl ScanState {
    /// Its name in tables and in the API.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Infected(_) => "infected",
            Self::NotScanned => "not_scanned",
        }
    }
}

/// Why a scanner that is there has not judged a file. It is asked again later.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// It cannot be reached, or the connection broke.
    #[error("the scanner cannot be reached: {0}")]
    Unreachable(#[from] std::io::Error),
    /// It has said nothing for too long.
    #[error("the scanner does not answer")]
    Silent,
    /// It has answered something else than a verdict, such as that the file is larger than it takes.
    #[error("the scanner answers {0:?}")]
    Odd(String),
}

/// Where the daemon listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// At a socket of this machine.
    Unix(PathBuf),
    /// At an address.
    Tcp(SocketAddr),
}

impl fmt::Display for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => path.display().fmt(f),
            Self::Tcp(address) => write!(f, "tcp://{address}"),
        }
    }
}

impl std::str::FromStr for Scanner {
    type Err = &'static str;

    /// Reads `/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "neither a socket like /run/clamav/clamd.ctl nor an address like tcp://127.0.0.1:3310";
        match text.strip_prefix("tcp://") {
            Some(address) => address.parse().map(Self::Tcp).map_err(|_| WRONG),
            None if text.starts_with('/') => Ok(Self::Unix(text.into())),
            None => Err(WRONG),
        }
    }
}

impl Scanner {
    /// Has a file judged.
    pub async fn scan(&self, file: impl AsyncRead) -> Result<ScanState, ScanError> {
        self.scan_within(PATIENCE, file).await
    }

    async fn scan_within(&self, patience: Duration, file: impl AsyncRead) -> Result<ScanState, ScanError> {
        let asked = async {
            match self {
                Self::Unix(path) => ask(UnixStream::connect(path).await?, file).await,
                Self::Tcp(address) => ask(TcpStream::connect(address).await?, file).await,
            }
        };
        verdict(&timeout(patience, asked).await.map_err(|_| ScanError::Silent)??)
    }
}

async fn ask(mut daemon: impl AsyncRead + AsyncWrite + Unpin, file: impl AsyncRead) -> Result<Vec<u8>, ScanError> {
    let sent = send(&mut daemon, file).await;
    let mut answer = Vec::new();
    let read = daemon.take(ANSWER).read_to_end(&mut answer).await;
    // A daemon that has had enough answers and hangs up while we still send: what it said tells more than the broken pipe.
    if answer.is_empty() {
        sent?;
        read?;
    }
    Ok(answer)
}

async fn send(daemon: &mut (impl AsyncWrite + Unpin), file: impl AsyncRead) -> std::io::Result<()> {
    tokio::pin!(file);
    daemon.write_all(b"zINSTREAM\0").await?;
    let mut piece = vec![0; PIECE];
    loop {
        let len = file.read(&mut piece).await?;
        daemon.write_all(&u32::try_from(len).unwrap_or_default().to_be_bytes()).await?;
        if len == 0 {
            return daemon.flush().await;
        }
        daemon.write_all(&piece[..len]).await?;
    }
}

/// What an answer says: `stream: OK` or `stream: <threat> FOUND`, with the zero that ends it.
fn verdict(answer: &[u8]) -> Result<ScanState, ScanError> {
    let odd = || ScanError::Odd(harmless(answer));
    let line = answer.strip_suffix(b"\0").filter(|line| !line.contains(&0)).ok_or_else(odd)?;
    let line = line.strip_prefix(b"stream: ").ok_or_else(odd)?;
    match line.strip_suffix(b" FOUND") {
        Some(threat) if !threat.is_empty() => Ok(ScanState::Infected(harmless(threat))),
        None if line == b"OK" => Ok(ScanState::Clean),
        _ => Err(odd()),
    }
}

fn harmless(words: &[u8]) -> String {
    String::from_utf8_lossy(words).chars().filter(|sign| !sign.is_control()).take(THREAT).collect()
}

#[cfg(test)]
#[path = "scanner_tests.rs"]
mod tests;
