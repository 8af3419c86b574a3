//! Load over loopback: a number of connections, each sending the next request when it has the answer to the last.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One request, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Request(pub(crate) Arc<[u8]>);

impl Request {
    pub(crate) fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        Self(head.into_bytes().into())
    }

    pub(crate) fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        Self(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes().into())
    }
}

/// What was measured.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// Answers a second.
    pub(crate) rate: f64,
    /// Half of the answers took no longer.
    pub(crate) p50: Duration,
    /// 99 of 100 answers took no longer.
    pub(crate) p99: Duration,
}

impl Measured {
    pub(crate) fn of(mut took: Vec<Duration>, whole: Duration) -> Result<Self, String> {
        took.sort_unstable();
        let at = |part: f64| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a rank in a list"
            )]
            let rank = ((took.len() as f64 * part) as usize).min(took.len().saturating_sub(1));
            took.get(rank).copied()
        };
        let (Some(p50), Some(p99)) = (at(0.5), at(0.99)) else { return Err("nothing was answered".into()) };
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rate = took.len() as f64 / whole.as_secs_f64();
        Ok(Self { rate, p50, p99 })
    }
}

/// Sends requests over `connections` for `seconds`, after a fifth of that to warm up; `request` gives the n-th of a
/// connection. An answer other than 2xx ends the measurement with an error: a fast refusal is no result.
pub(crate) fn run(
    address: &str,
    connections: usize,
    seconds: u64,
    request: impl Fn(usize, u64) -> Request + Send + Sync + 'static,
) -> Result<Measured, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let request = Arc::new(request);
    let (warm, counted) = (Duration::from_millis(seconds * 200), Duration::from_secs(seconds));
    runtime.block_on(async {
        let begin = now();
        let clients: Vec<_> = (0..connections)
            .map(|me| {
                tokio::spawn(client(address.to_owned(), me, Arc::clone(&request), begin + warm, begin + warm + counted))
            })
            .collect();
        let mut took = Vec::new();
        for client in clients {
            took.extend(client.await.map_err(|e| e.to_string())??);
        }
        Measured::of(took, counted)
    })
}

/// Sends a request once; the body of its answer, which has a `Content-Length`.
pub(crate) fn once(address: &str, request: &Request) -> Result<Vec<u8>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let mut stream = TcpStream::connect(address).await.map_err(|e| e.to_string())?;
        stream.write_all(&request.0).await.map_err(|e| e.to_string())?;
        let mut buffer = Vec::new();
        let head = answer(&mut stream, &mut buffer).await?;
        Ok(buffer.split_off(head))
    })
}

#[expect(clippy::disallowed_methods, reason = "this measures how long things take")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

async fn client(
    address: String,
    me: usize,
    request: Arc<impl Fn(usize, u64) -> Request>,
    from: Instant,
    until: Instant,
) -> Result<Vec<Duration>, String> {
    let mut stream = TcpStream::connect(&address).await.map_err(|e| e.to_string())?;
    stream.set_nodelay(true).map_err(|e| e.to_string())?;
    let (mut took, mut buffer) = (Vec::with_capacity(100_000), Vec::with_capacity(64 << 10));
    for n in 0.. {
        let begin = now();
        if begin >= until {
            break;
        }
        stream.write_all(&request(me, n).0).await.map_err(|e| e.to_string())?;
        answer(&mut stream, &mut buffer).await?;
        if begin >= from {
            took.push(begin.elapsed());
        }
    }
    Ok(took)
}

/// Reads one answer with a `Content-Length`, or in chunks; where its body begins.
pub(crate) async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<usize, String> {
    buffer.clear();
    let head = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, buffer).await?;
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
    if !text.starts_with("http/1.1 2") {
        return Err(format!("an answer that is no success: {}", String::from_utf8_lossy(buffer)));
    }
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    match length {
        Some(length) => {
            while buffer.len() < head + length {
                more(stream, buffer).await?;
            }
        }
        None => {
            while !buffer.ends_with(b"0\r\n\r\n") {
                more(stream, buffer).await?;
            }
        }
    }
    Ok(head)
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(), String> {
    match stream.read_buf(buffer).await {
        Ok(0) => Err("the server closed the connection".into()),
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
