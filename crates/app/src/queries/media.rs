//! What a picture or a video is.

use domain::{Code, MediaId};

use crate::{App, Failure};

pub use store::media::Media;

/// The one with this id. Whoever has the id may see it: the id is long, random in its second half, and in no list that
/// a stranger can ask for.
pub async fn one(app: &App, id: MediaId) -> Result<Media, Failure> {
    let found = app.store().glance(move |tx| Ok::<_, Failure>(store::media::one(tx, id)?)).await?;
    Ok(found.ok_or(Code::MediaNotFound)?)
}
