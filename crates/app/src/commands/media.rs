//! Pictures and videos that people send.

use std::io::Write as _;

use domain::MediaId;
use store::media::Media;

use crate::actors::Buyer;
use crate::media::folder::{Draft, FolderError, Part};
use crate::media::video::{self, VideoError};
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

/// A video on its way in: written piece by piece to the folder, never held in memory.
#[derive(Debug)]
pub struct VideoUpload {
    draft: Draft,
    len: u64,
}

impl VideoUpload {
    /// An empty one.
    pub fn begin(app: &App) -> Result<Self, Failure> {
        Ok(Self { draft: app.media().draft()?, len: 0 })
    }

    /// Nothing has come yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes the next piece. What goes beyond the limit is counted and not kept.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), Failure> {
        self.len = self.len.saturating_add(piece.len() as u64);
        if self.len > video::MAX_BYTES {
            return Ok(());
        }
        self.draft.write_all(piece).map_err(FolderError::from)?;
        Ok(())
    }

    /// Judges it by its content and keeps it.
    pub async fn finish(self, app: &App, buyer: &Buyer) -> Result<MediaId, Failure> {
        if self.len > video::MAX_BYTES {
            return Err(crate::media::too_large(video::MAX_BYTES).into());
        }
        let (now, id, folder) = (app.now(), MediaId(chance::id(app.now())), app.media().clone());
        let mut draft = self.draft;
        let kept = tokio::task::spawn_blocking(move || {
            let accepted = video::accept(&mut draft)?;
            folder.keep(id, accepted.part, draft)?;
            Ok::<_, VideoError>(accepted)
        });
        let accepted = kept.await.map_err(Failure::fault)?.map_err(|error| match error {
            VideoError::Refusal(refusal) => Failure::from(refusal),
            VideoError::Folder(error) => error.into(),
        })?;
        let media = Media {
            id,
            kind: "video".into(),
            content_type: accepted.part.content_type().into(),
            width: i64::from(accepted.width),
            height: i64::from(accepted.height),
            bytes: i64::try_from(self.len).unwrap_or(i64::MAX),
            uploaded_by: Some(buyer.id()),
        };
        app.store().write(move |tx| Ok::<_, Failure>(store::media::insert(tx, &media, now)?)).await?;
        Ok(id)
    }
}
