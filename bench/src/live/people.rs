//! Buyers who are signed in.

use std::time::Duration;

use app::commands::people::{self, Newcomer};
use app::{App, Failure};
use domain::PersonId;
use tokio::task::JoinSet;

/// People who are made known at once, and who sign in at once.
const AT_ONCE: usize = 500;

/// Somebody who buys, with what lets them in.
#[derive(Debug, Clone)]
pub(super) struct Buyer {
    /// Who.
    pub(super) id: PersonId,
    /// The header that lets them in.
    pub(super) cookie: (String, String),
}

/// So many buyers, all signed in.
pub(super) async fn buyers(app: &App, count: usize) -> Result<Vec<Buyer>, Failure> {
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let ids: Vec<_> =
            (all.len()..count.min(all.len() + AT_ONCE)).map(|_| PersonId(app::chance::id(app.now()))).collect();
        let newcomers =
            ids.iter().map(|id| Newcomer { id: *id, name: "Мария К.".into(), staff: Vec::new(), desk: None });
        people::introduce(app, Vec::new(), newcomers.collect()).await?;
        let mut signing = JoinSet::new();
        for id in ids {
            signing.spawn(sign_in(app.clone(), id));
        }
        while let Some(done) = signing.join_next().await {
            all.push(done.map_err(Failure::fault)??);
        }
    }
    Ok(all)
}

async fn sign_in(app: App, id: PersonId) -> Result<Buyer, Failure> {
    let link = people::link(&app, id, Duration::from_secs(3600)).await?;
    let token = people::sign_in(&app, &link).await?;
    Ok(Buyer { id, cookie: ("Cookie".into(), format!("otklik_session={token}")) })
}
