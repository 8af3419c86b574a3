//! Pictures and videos that people send.

use domain::MediaId;
use store::media::Media;

use crate::actors::Buyer;
use crate::media::folder::Part;
use crate::{App, Failure, chance};

/// Takes a picture: rewritten without what its camera knew, with a small one beside it.
pub async fn add_picture(app: &App, buyer: &Buyer, bytes: Vec<u8>) -> Result<MediaId, Failure> {
    let accepted = app.workshop().picture(bytes).await?;
    let (now, id) = (app.now(), MediaId(chance::id(app.now())));
    let media = Media {
        id,
        kind: "photo".into(),
        content_type: Part::Photo.content_type().into(),
        width: i64::from(accepted.width),
        height: i64::from(accepted.height),
        bytes: i64::try_from(accepted.jpeg.len()).unwrap_or(i64::MAX),
        uploaded_by: Some(buyer.id()),
    };
    let folder = app.media().clone();
    let kept = tokio::task::spawn_blocking(move || {
        folder.keep_bytes(id, Part::Photo, &accepted.jpeg)?;
        folder.keep_bytes(id, Part::Thumb, &accepted.thumb)
    });
    kept.await.map_err(Failure::fault)??;
    app.store().write(move |tx| Ok::<_, Failure>(store::media::insert(tx, &media, now)?)).await?;
    Ok(id)
}
