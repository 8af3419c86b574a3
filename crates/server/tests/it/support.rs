//! A site to drive: the real router on a port of its own, over SQLite or PostgreSQL, with a small world of people.
//!
//! ```text
//! let site = Site::start(engine).await;
//! let anna = site.signed_in(ANNA).await;
//! let answer = anna.get("/api/v1/reviews").await;
//! assert_eq!(answer.status, 200);
//! ```
//!
//! Time stands still until a test moves it ([`Site::wait`]), and nothing happens behind its back: the worker takes its
//! turns when it is told to ([`Site::work`]).

pub mod answering;
pub mod client;
pub mod feed;
pub mod mailbox;
pub mod pushes;
pub mod receiver;
pub mod telegram;
pub mod world;

use std::sync::Arc;
use std::time::Duration;

use app::commands::people;
use app::testing::Scratch;
use app::{App, Clock, ManualClock, Rules, Tuning};
use domain::people::KeyRole;
use domain::{PersonId, SellerId, Timestamp};
use server::config::{Given, Settings};
use server::outward::{Outward, Way};
use tokio::net::TcpListener;

pub use answering::Answering;
pub use app::Engine::{self, Postgres, Sqlite};
pub use client::{Answer, Client};
pub use feed::Feed;
pub use mailbox::Mailbox;
pub use pushes::PushService;
pub use receiver::Receiver;
pub use telegram::Telegram;
pub use world::*;

/// A running site.
pub struct Site {
    /// Where it is reached.
    pub url: String,
    /// The application behind it.
    pub app: App,
    /// Its clock, which a test moves.
    pub clock: Arc<ManualClock>,
    /// What speaks to the world outside.
    pub outward: Arc<Outward>,
    stop: tokio_util::sync::DropGuard,
    scratch: Arc<Scratch>,
    media: Arc<tempfile::TempDir>,
    settings: Settings,
}

/// When every test begins.
pub fn beginning() -> Timestamp {
    Timestamp::parse("2026-03-10T12:00:00Z").unwrap()
}

impl Site {
    /// A site with the world of [`world`].
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// The same, set up otherwise.
    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Given::default().settings(false).unwrap();
        settings.rate_limit = 100_000;
        // A second person is asked about verdicts by chance; a test that wants it says so.
        settings.moderation.second_opinions = 0;
        change(&mut settings);
        let scratch = tokio::task::spawn_blocking(move || Scratch::new(engine)).await.unwrap();
        let clock = Arc::new(ManualClock::at(beginning()));
        let media = Arc::new(tempfile::tempdir().unwrap());
        let site = Self::over(Arc::new(scratch), media, clock, settings).await;
        world::make(&site.app).await;
        site
    }

    /// The same data served by another process, as it were, after this one went away without a word.
    pub async fn killed_and_started(self) -> Self {
        self.killed_and_started_with(|_| {}).await
    }

    /// The same, set up otherwise then.
    pub async fn killed_and_started_with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let Self { clock, scratch, media, mut settings, stop, app, .. } = self;
        change(&mut settings);
        drop(stop);
        app.close().await;
        Self::over(scratch, media, clock, settings).await
    }

    /// Another node on the same data; only PostgreSQL can.
    pub async fn another_node(&self) -> Self {
        let (scratch, media) = (Arc::clone(&self.scratch), Arc::clone(&self.media));
        Self::over(scratch, media, Arc::clone(&self.clock), self.settings.clone()).await
    }

    async fn over(
        scratch: Arc<Scratch>,
        media: Arc<tempfile::TempDir>,
        clock: Arc<ManualClock>,
        settings: Settings,
    ) -> Self {
        let (options, folder, time) = (scratch.options(), media.path().to_owned(), Arc::clone(&clock));
        let mut rules = Rules { policy: settings.moderation.clone(), ..Rules::default() };
        // On a loaded machine honest messages would be held.
        rules.chats.guard_millis = 1_000;
        let app = tokio::task::spawn_blocking(move || {
            App::open_tuned(options, Tuning::default(), folder, time as Arc<dyn Clock>, rules).unwrap()
        });
        let app = app.await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let site = server::Site::new(app.clone(), settings.clone()).unwrap();
        let outward = Arc::clone(&site.outward);
        let (stopping, stop) = (Arc::clone(&site.stopping), site.stopping.as_ref().clone());
        let router = server::router::router(site);
        tokio::spawn(server::serve::accept(listener, router, stopping, server::serve::Bounds::default()));
        Self { url, app, clock, outward, stop: stop.drop_guard(), scratch, media, settings }
    }

    /// Where its pictures and exports are.
    pub fn media(&self) -> &std::path::Path {
        self.media.path()
    }

    /// Stops it; its data stays for another process.
    pub async fn stopped(self) -> Arc<Scratch> {
        let Self { scratch, stop, app, .. } = self;
        drop(stop);
        app.close().await;
        scratch
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Lets the worker do all that there is to do now.
    pub async fn work(&self) {
        while app::worker::turn(&self.app).await.unwrap() {}
    }

    /// Lets the worker do all that there is to do now, and hands over all that is due outside.
    pub async fn send(&self) {
        self.work().await;
        for way in Way::ALL {
            self.outward.turn(&self.app, way).await.unwrap();
        }
        self.work().await;
    }

    /// Somebody without a session or a key.
    pub fn nobody(&self) -> Client {
        Client::new(&self.url, Vec::new())
    }

    /// A person with a session.
    pub async fn signed_in(&self, person: PersonId) -> Client {
        let link = people::link(&self.app, person, Duration::from_secs(60)).await.unwrap();
        let token = people::sign_in(&self.app, &link).await.unwrap();
        Client::new(&self.url, vec![("cookie", format!("otklik_session={token}"))])
    }

    /// A program of a shop with a key of one role.
    pub async fn program(&self, seller: SellerId, role: KeyRole) -> Client {
        let new = app::commands::keys::create_by_operator(&self.app, seller, role.as_str(), vec![role]).await.unwrap();
        Client::new(&self.url, vec![("client-id", seller.to_string()), ("api-key", new.secret)])
    }
}
