//! Pictures and videos.

use domain::MediaId;
use store::media::{self, Media};

use super::given::{minute, person, uuid};
use super::{Case, tell};

pub fn cases() -> Vec<Case> {
    vec![Case {
        name: "a picture is kept as it came first",
        story: |tx| {
            let id = MediaId::parse(&uuid(1)).expect("a UUID");
            let mut picture = Media {
                id,
                kind: "photo".to_owned(),
                content_type: "image/jpeg".to_owned(),
                width: 800,
                height: 600,
                bytes: 5_000_000_000,
                uploaded_by: Some(person(1)),
            };
            media::insert(tx, &picture, minute(0))?;
            picture.width = 1;
            media::insert(tx, &picture, minute(1))?;
            tell((media::one(tx, id)?, media::one(tx, MediaId::parse(&uuid(2)).expect("a UUID"))?))
        },
    }]
}
