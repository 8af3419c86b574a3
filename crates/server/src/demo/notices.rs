//! What a shop was told days ago its people have seen since; what is from today waits for them.

use std::time::Duration;

use app::commands::notices::read_run;
use app::queries::notices::{self, Part};
use app::{App, Failure};

use super::Cast;

/// What is older has been seen.
const SEEN_AFTER: Duration = Duration::from_secs(24 * 3_600);
/// Notices of a person that are looked at, at most.
const LOOKED_AT: i64 = 1_000;

/// Reads what is older, for everybody who works in a shop.
pub(super) async fn seen(app: &App, cast: &Cast) -> Result<(), Failure> {
    while app::worker::turn(app).await? {}
    let owners = cast.sellers.iter().map(|(seller, _, owner)| Part::staff(*owner, *seller));
    let managers = cast.managers.iter().map(|(seller, manager)| Part::staff(*manager, *seller));
    let since = app.now().before(SEEN_AFTER);
    for part in owners.chain(managers) {
        let told = notices::list(app, part, None, LOOKED_AT).await?;
        let old = told.iter().filter(|notice| notice.at < since && notice.read_at.is_none());
        let reading = old.map(|notice| read_run(app, part, &notice.kind, notice.cursor, notice.cursor));
        futures::future::try_join_all(reading).await?;
    }
    Ok(())
}
