//! The ready file: written once the server answers, so that whoever started it need not guess.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What the file says.
#[derive(Debug, Clone, Serialize)]
pub struct Ready {
    /// Where the server answers.
    pub url: String,
    /// `sqlite` or `postgres`.
    pub storage: &'static str,
    /// Shops of the demo, with a key and a link that signs the owner in.
    pub sellers: Vec<Seller>,
    /// Buyers of the demo.
    pub buyers: Vec<Person>,
    /// The operator's staff of the demo.
    pub staff: Vec<Staff>,
}

/// A shop of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Seller {
    /// Its number.
    pub client_id: String,
    /// The secret of a key with all roles.
    pub api_key: String,
    /// Its name.
    pub name: String,
    /// A link that signs the owner in.
    pub login: String,
}

/// A buyer of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// A link that signs them in.
    pub login: String,
}

/// Somebody of the operator's staff.
#[derive(Debug, Clone, Serialize)]
pub struct Staff {
    /// What they are.
    pub role: &'static str,
    /// A link that signs them in.
    pub login: String,
}

impl Ready {
    /// For a server without a demo's people.
    pub fn new(address: SocketAddr, storage: &'static str) -> Self {
        Self { url: url(address), storage, sellers: Vec::new(), buyers: Vec::new(), staff: Vec::new() }
    }
}

/// How a browser on this machine reaches an address that is listened on.
pub fn url(address: SocketAddr) -> String {
    let mut address = address;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}")
}

/// Writes the file in the background once `/readyz` has answered.
pub fn write_when_answering(file: PathBuf, address: SocketAddr, ready: Ready) {
    tokio::spawn(async move {
        let written = match answers(address).await {
            Ok(()) => write(&file, &ready),
            Err(error) => Err(error),
        };
        if let Err(error) = written {
            tracing::error!(file = %file.display(), %error, "the ready file could not be written");
        }
    });
}

async fn answers(address: SocketAddr) -> std::io::Result<()> {
    let host = url(address);
    let target = host.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&target).await?;
    stream.write_all(format!("GET /readyz HTTP/1.1\r\nHost: {target}\r\nConnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200") { Ok(()) } else { Err(std::io::Error::other("the server is not ready")) }
}

/// Whole or not at all: whoever waits for the file must not read half of it.
fn write(file: &std::path::Path, ready: &Ready) -> std::io::Result<()> {
    let text = serde_json::to_string_pretty(ready)?;
    let draft = file.with_extension("writing");
    std::fs::write(&draft, text + "\n")?;
    std::fs::rename(&draft, file)
}
