//! Pictures and videos that people send.

use std::io::Write as _;

use domain::{MediaId, PersonId};
use sha2::{Digest, Sha256};
use store::media::Media;

use crate::actors::Buyer;
use crate::media::folder::{Draft, FolderError, Part};
use crate::media::video::{self, VideoError};
use crate::once::{Once, once};
use crate::{App, Failure, chance};

/// Takes a picture: rewritten without what its camera knew, with a small one beside it.
pub async fn add_picture(app: &App, buyer: &Buyer, bytes: Vec<u8>, key: Option<Once>) -> Result<MediaId, Failure> {
    let accepted = app.workshop().picture(bytes).await?;
    let id = MediaId(chance::id(app.now()));
    let bytes = accepted.jpeg.len() as u64;
    let media = media(id, "photo", Part::Photo, (accepted.width, accepted.height), bytes, buyer.id());
    let folder = app.media().clone();
    let kept = tokio::task::spawn_blocking(move || {
        folder.keep_bytes(id, Part::Photo, &accepted.jpeg)?;
        folder.keep_bytes(id, Part::Thumb, &accepted.thumb)
    });
    kept.await.map_err(Failure::fault)??;
    insert(app, media, key).await
}

fn media(id: MediaId, kind: &str, part: Part, (width, height): (u32, u32), bytes: u64, by: PersonId) -> Media {
    Media {
        id,
        kind: kind.into(),
        content_type: part.content_type().into(),
        width: width.into(),
        height: height.into(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        uploaded_by: Some(by),
    }
}

/// Makes a medium known whose files are kept. Where the same request came before, the first medium is told and the new
/// files go again.
async fn insert(app: &App, media: Media, key: Option<Once>) -> Result<MediaId, Failure> {
    let (now, id) = (app.now(), media.id);
    let known = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            store::media::insert(tx, &media, now)?;
            Ok(media.id.to_string())
        })
    });
    let known = known.await.and_then(|id| MediaId::parse(&id).ok_or_else(|| Failure::fault("a kept medium has no id")));
    if known.as_ref().ok() != Some(&id) {
        let folder = app.media().clone();
        // What cannot be removed now is found by the sweep: no row names it.
        drop(tokio::task::spawn_blocking(move || folder.delete(id)).await);
    }
    known
}

/// A video on its way in: written piece by piece to the folder, never held in memory.
#[derive(Debug)]
pub struct VideoUpload {
    draft: Draft,
    len: u64,
    digest: Sha256,
}

impl VideoUpload {
    /// An empty one.
    pub fn begin(app: &App) -> Result<Self, Failure> {
        Ok(Self { draft: app.media().draft()?, len: 0, digest: Sha256::new() })
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
        self.digest.update(piece);
        self.draft.write_all(piece).map_err(FolderError::from)?;
        Ok(())
    }

    /// What tells it from other files, for [`Once`].
    pub fn digest(&self) -> String {
        self.digest.clone().finalize().iter().fold(String::new(), |all, byte| format!("{all}{byte:02x}"))
    }

    /// Judges it by its content, cleans it of the places that it names, and keeps it.
    pub async fn finish(self, app: &App, buyer: &Buyer, key: Option<Once>) -> Result<MediaId, Failure> {
        if self.len > video::MAX_BYTES {
            return Err(crate::media::too_large(video::MAX_BYTES).into());
        }
        let (id, folder, mut draft) = (MediaId(chance::id(app.now())), app.media().clone(), self.draft);
        let kept = tokio::task::spawn_blocking(move || {
            let accepted = video::accept(&mut draft)?;
            folder.keep(id, accepted.part, draft)?;
            Ok::<_, VideoError>(accepted)
        });
        let accepted = kept.await.map_err(Failure::fault)??;
        let media = media(id, "video", accepted.part, (accepted.width, accepted.height), self.len, buyer.id());
        insert(app, media, key).await
    }
}
