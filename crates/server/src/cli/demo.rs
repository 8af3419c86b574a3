//! `otklik demo`: everything, on sample data.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::{App, Clock};
use clap::Args;
use domain::people::KeyRole;

use super::{Where, block_on, open_by, ready};
use crate::demo::clock::DemoClock;
use crate::demo::{Cast, data_set, load};
use crate::serve::{bind, serve, stop_signal};
use crate::{Site, logging};

/// Requests a second that the demo takes of a shop's programs. Programs written for the marketplace have a network between
/// them and it, and never learned to wait; on the same machine they are several times as fast.
const RATE_LIMIT: u32 = 200;
/// How long the demo's sign-in links work.
const LINKS: Duration = Duration::from_secs(30 * 24 * 3600);

/// Everything on sample data, on SQLite in a folder (temporary unless named).
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to listen [default: 127.0.0.1:8080]; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The folder of the data; a temporary one unless named.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address of PostgreSQL, to see the demo there.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// A folder with a bigger set (products, orders, reviews as for `import`), which goes to one more shop.
    #[arg(long, value_name = "DIR")]
    data_set: Option<PathBuf>,
    /// A file that is written once the server answers.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

impl Demo {
    pub(super) fn run(self) -> Result<(), String> {
        let temporary = match &self.data {
            Some(_) => None,
            None => Some(tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?),
        };
        let data = self.data.clone().or_else(|| temporary.as_ref().map(|dir| dir.path().to_owned()));
        let given = Where { data, database: self.database.clone(), config: None };
        let mut settings = given.settings(self.listen, true)?;
        if std::env::var_os("OTKLIK_LOG").is_none() {
            settings.log = "warn".into();
        }
        if std::env::var_os("OTKLIK_RATE_LIMIT").is_none() {
            settings.rate_limit = RATE_LIMIT;
        }
        logging::begin(&settings.log);
        let clock = Arc::new(DemoClock::default());
        let app = open_by(&settings, Arc::clone(&clock) as Arc<dyn Clock>)?;
        block_on(async {
            let mut cast = load::load(&app, &clock).await.map_err(|failure| failure.to_string())?;
            if let Some(dir) = &self.data_set {
                cast.sellers.push(data_set::load(&app, dir, &mut |line| println!("{line}")).await?);
            }
            let listener = bind(settings.listen).await?;
            let address = listener.local_addr().map_err(|error| error.to_string())?;
            let ready = invite(&app, cast, address).await?;
            print(&ready);
            if let Some(file) = &self.ready_file {
                ready::write_when_answering(file.clone(), address, ready);
            }
            settings.listen = address;
            let site = Site::new(app, settings)?;
            serve(site, listener, stop_signal()).await.map_err(|error| error.to_string())
        })
    }
}

async fn invite(app: &App, cast: Cast, address: SocketAddr) -> Result<ready::Ready, String> {
    let mut ready = ready::Ready::new(address, app.storage());
    let base = ready.url.clone();
    for (seller, name, owner) in cast.sellers {
        let key = app::commands::keys::create_by_operator(app, seller, "demo", vec![KeyRole::Admin]).await;
        let api_key = key.map_err(|failure| failure.to_string())?.secret;
        let login = link(app, owner, &base).await?;
        ready.sellers.push(ready::Seller { client_id: seller.to_string(), api_key, name, login });
    }
    for (id, name) in cast.buyers {
        ready.buyers.push(ready::Person { id: id.to_string(), name, login: link(app, id, &base).await? });
    }
    for (role, id) in cast.staff {
        ready.staff.push(ready::Staff { role: role.as_str(), login: link(app, id, &base).await? });
    }
    Ok(ready)
}

async fn link(app: &App, person: domain::PersonId, base: &str) -> Result<String, String> {
    let token = app::commands::people::link(app, person, LINKS).await.map_err(|failure| failure.to_string())?;
    Ok(format!("{base}/sign-in/{token}"))
}

fn print(ready: &ready::Ready) {
    println!("Otklik, demo on {}: {}\n", ready.storage, ready.url);
    for seller in &ready.sellers {
        println!("Магазин «{}»: {}", seller.name, seller.login);
        println!("  Client-Id: {}  Api-Key: {}", seller.client_id, seller.api_key);
    }
    for buyer in &ready.buyers {
        println!("Покупатель {}: {}", buyer.name, buyer.login);
    }
    for staff in &ready.staff {
        println!("Стол оператора, {}: {}", staff.role, staff.login);
    }
    println!("\nОткройте ссылку магазина: первым стоит отзыв, который ждёт ответа. Витрина: {}/shop", ready.url);
    println!("Open a shop's link: the review that needs an answer stands first. The buyers' side: {}/shop", ready.url);
    println!("Ctrl+C ends it.");
}
