//! Pictures and videos: what they are. The bytes are in the folder of media.

use domain::{MediaId, PersonId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// A picture or a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its name.
    pub id: MediaId,
    /// `photo`, `video` or `drawing`.
    pub kind: String,
    /// What it is served as.
    pub content_type: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Size of the file.
    pub bytes: i64,
    /// Who brought it.
    pub uploaded_by: Option<PersonId>,
}

static INSERT: Sql = sql!("media/insert");
static ONE: Sql = sql!("media/one");

/// Adds one; leaves one that is there as it is.
pub fn insert(tx: &mut Tx<'_>, media: &Media, now: Timestamp) -> Result<(), StoreError> {
    let Media { id, kind, content_type, width, height, bytes, uploaded_by } = media;
    tx.send(&INSERT, &[id, kind, content_type, width, height, bytes, uploaded_by, &now])
}

/// The one with this id.
pub fn one(tx: &mut Tx<'_>, id: MediaId) -> Result<Option<Media>, StoreError> {
    tx.query_opt(&ONE, &[&id], |row| {
        Ok(Media {
            id,
            kind: row.get(0)?,
            content_type: row.get(1)?,
            width: row.get(2)?,
            height: row.get(3)?,
            bytes: row.get(4)?,
            uploaded_by: row.get(5)?,
        })
    })
}
