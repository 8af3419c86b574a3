//! The product: the release binary as a process of its own, asked over loopback.

use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use app::{App, Storage, SystemClock};
use domain::people::KeyRole;

use crate::child::Ended;
use crate::seed::SELLER;

/// The running product, with what is needed to be let in.
pub(crate) struct Product {
    pub(crate) address: String,
    pub(crate) key: String,
    pub(crate) cookie: String,
    /// From the start of the process to its first answer.
    pub(crate) started_in: Duration,
    child: Ended,
}

/// Somebody of the seller and a key of theirs, made through the application before the product is started.
struct Guest {
    key: String,
    cookie: String,
}

fn invite(storage: Storage, dir: &Path) -> Result<Guest, String> {
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let words = |failure: app::Failure| failure.to_string();
    runtime.block_on(async {
        let key = app::commands::keys::create_by_operator(&app, SELLER, "bench", vec![KeyRole::Admin])
            .await
            .map_err(words)?;
        let id = domain::PersonId(app::chance::id(app.now()));
        let owner = app::commands::people::Newcomer {
            id,
            name: "Анна".into(),
            staff: vec![(SELLER, domain::people::Role::Owner)],
            desk: None,
        };
        app::commands::people::introduce(&app, Vec::new(), vec![owner]).await.map_err(words)?;
        let link = app::commands::people::link(&app, id, Duration::from_secs(3600)).await.map_err(words)?;
        let session = app::commands::people::sign_in(&app, &link).await.map_err(words)?;
        app.close().await;
        Ok(Guest { key: key.secret, cookie: format!("otklik_session={session}") })
    })
}

impl Product {
    /// Starts the product on data that is there. A file `bench.toml` beside the data is its configuration.
    pub(crate) fn start(binary: &Path, storage: &Storage, dir: &Path, more: &[(&str, &str)]) -> Result<Self, String> {
        let guest = invite(storage.clone(), dir)?;
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", &address]).arg("--data").arg(dir);
        if let Storage::Postgres { url } = storage {
            command.args(["--database", url]);
        }
        let config = dir.join("bench.toml");
        if config.exists() {
            command.arg("--config").arg(config);
        }
        command.env("OTKLIK_RATE_LIMIT", "100000000").env("OTKLIK_LOG", "warn").envs(more.iter().copied());
        let begin = crate::load::now();
        let child = command.stdout(Stdio::null()).spawn().map_err(|error| format!("{}: {error}", binary.display()))?;
        let child = Ended(child);
        while !answers(&address) {
            if begin.elapsed() > Duration::from_secs(60) {
                return Err("the product does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(Self { address, key: guest.key, cookie: guest.cookie, started_in: begin.elapsed(), child })
    }

    /// Resident memory in MiB.
    pub(crate) fn resident(&self) -> Result<f64, String> {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.0.id())).map_err(|e| e.to_string())?;
        let kib = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0).ok_or_else(|| "the system does not say how much memory a process has".into())
    }

    /// The headers that let the seller's program in.
    pub(crate) fn credentials(&self) -> Vec<(String, String)> {
        vec![("Client-Id".into(), SELLER.to_string()), ("Api-Key".into(), self.key.clone())]
    }
}

fn free_address() -> Result<String, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| e.to_string())?;
    listener.local_addr().map(|address| address.to_string()).map_err(|e| e.to_string())
}

fn answers(address: &str) -> bool {
    let Ok(mut stream) = std::net::TcpStream::connect(address) else { return false };
    let mut answer = Vec::new();
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut stream, request.as_bytes()).is_ok()
        && stream.read_to_end(&mut answer).is_ok()
        && answer.starts_with(b"HTTP/1.1 200")
}
