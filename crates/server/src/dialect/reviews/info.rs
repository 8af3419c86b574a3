//! `/v1/review/info`, `/v2/review/info`: one review with its pictures and videos.

use app::queries::reviews::{self, Review};
use app::{CanRead, Failure};
use axum::extract::State;
use domain::reviews::MediaRef;
use domain::{Code, ReviewId};
use serde::{Deserialize, Serialize};

use super::said::{Said, Version, line};
use crate::Site;
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, required};
use crate::dialect::invalid::Invalid;

/// A review that was asked for.
pub(in crate::dialect) struct Info(Named<ReviewId>);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    review_id: Option<Words>,
}

impl Message for Info {
    const NAME: &'static str = "ReviewInfoRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        required("review_id", raw.review_id).map(|id| Self(Named::new(ReviewId::parse(&id))))
    }
}

/// The same in the second version.
pub(in crate::dialect) struct InfoV2(Named<ReviewId>);

impl Message for InfoV2 {
    const NAME: &'static str = "ReviewInfoV2Request";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        Info::read(raw).map(|Info(id)| Self(id))
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    said: Said<'a>,
    likes_amount: i64,
    dislikes_amount: i64,
    photos: Vec<Photo>,
    videos: Vec<Video>,
}

#[derive(Serialize)]
struct Photo {
    url: String,
    width: i64,
    height: i64,
}

#[derive(Serialize)]
struct Video {
    url: String,
    preview_url: &'static str,
    short_video_preview_url: &'static str,
    width: i64,
    height: i64,
}

/// `POST /v1/review/info`.
pub(in crate::dialect) async fn v1(
    State(site): State<Site>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(Info(id)): Asked<Info>,
) -> Result<Answer, Error> {
    let told = async { tell(&one(&site, &staff, id).await?, Version::V1, &base) };
    told.await.map_err(|failure| Error::of(&site.app, failure, Info::NAME))
}

/// `POST /v2/review/info`.
pub(in crate::dialect) async fn v2(
    State(site): State<Site>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(InfoV2(id)): Asked<InfoV2>,
) -> Result<Answer, Error> {
    let told = async { tell(&one(&site, &staff, id).await?, Version::V2, &base) };
    told.await.map_err(|failure| Error::of(&site.app, failure, InfoV2::NAME))
}

async fn one(site: &Site, staff: &app::SellerStaff<CanRead>, id: Named<ReviewId>) -> Result<Review, Failure> {
    reviews::one(&site.app, staff, id.or(Code::ReviewNotFound)?).await
}

fn tell(review: &Review, version: Version, base: &Base) -> Result<Answer, Failure> {
    let media: Vec<MediaRef> = serde_json::from_str(&review.media)?;
    let (videos, photos): (Vec<_>, Vec<_>) = media.into_iter().partition(|medium| medium.kind == "video");
    let id = review.id.to_string();
    Answer::of(&Whole {
        said: Said::new(&line(review, &id), version),
        likes_amount: review.useful,
        dislikes_amount: 0,
        photos: photos
            .into_iter()
            .map(|m| Photo { url: base.media(&m.id), width: m.width, height: m.height })
            .collect(),
        videos: videos.into_iter().map(|m| video(m, base)).collect(),
    })
}

/// There are no stills of videos here, so both fields for them are empty.
fn video(medium: MediaRef, base: &Base) -> Video {
    Video {
        url: base.media(&medium.id),
        preview_url: "",
        short_video_preview_url: "",
        width: medium.width,
        height: medium.height,
    }
}
