//! Those who write: so many messages a second, each at its time, whether the ones before have been answered or not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::load::{self, Request, now};

/// Connections that messages are sent over; each waits for its answer.
const SENDERS: u64 = 64;

/// A message that was sent.
#[derive(Debug)]
pub(super) struct Sent {
    /// Which of all it was.
    pub(super) number: u64,
    /// Its id, as the answer told it.
    pub(super) id: String,
    /// When it was sent.
    pub(super) at: Instant,
    /// How long the answer took.
    pub(super) answered: Duration,
}

/// Sends `rate` messages a second for so many seconds; `request` gives the n-th.
pub(super) async fn send(
    address: &str,
    rate: u32,
    seconds: u64,
    request: impl Fn(u64) -> Request + Send + Sync + 'static,
) -> Result<Vec<Sent>, String> {
    let (begin, all, request) = (now() + Duration::from_millis(100), u64::from(rate) * seconds, Arc::new(request));
    let mut senders = JoinSet::new();
    for me in 0..SENDERS {
        let (address, request) = (address.to_owned(), Arc::clone(&request));
        senders.spawn(async move {
            let mut stream = TcpStream::connect(&address).await.map_err(|e| e.to_string())?;
            stream.set_nodelay(true).map_err(|e| e.to_string())?;
            let (mut sent, mut buffer) = (Vec::new(), Vec::with_capacity(8 << 10));
            for n in (me..all).step_by(usize::try_from(SENDERS).unwrap_or(1)) {
                let due = begin + Duration::from_secs(n) / rate;
                tokio::time::sleep_until(due.into()).await;
                sent.push(one(&mut stream, &mut buffer, n, &request(n)).await?);
            }
            Ok::<_, String>(sent)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = senders.join_next().await {
        all.extend(done.map_err(|e| e.to_string())??);
    }
    Ok(all)
}

async fn one(stream: &mut TcpStream, buffer: &mut Vec<u8>, number: u64, request: &Request) -> Result<Sent, String> {
    let at = now();
    stream.write_all(&request.0).await.map_err(|e| e.to_string())?;
    let head = load::answer(stream, buffer).await?;
    let answered = at.elapsed();
    let body = &buffer[head..];
    let told = serde_json::from_slice::<serde_json::Value>(body).map_err(|e| e.to_string())?;
    let id = told["message_id"].as_str().filter(|_| told["state"] == "delivered");
    let id = id.ok_or_else(|| format!("not delivered: {}", String::from_utf8_lossy(body)))?.to_owned();
    Ok(Sent { number, id, at, answered })
}
