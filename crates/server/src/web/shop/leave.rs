//! Leaving, changing and taking away a review: the form that a buyer sends, with photos and videos.

use app::commands::buyers::{self, Opinion};
use app::queries::{self, shop::BoughtItem};
use app::{Buyer, Failure, Once, commands};
use axum::extract::multipart::Field as Part;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use domain::reviews::{OrderStatus, PHOTOS_MAX, REVIEW_TEXT_MAX, Rating, VIDEOS_MAX};
use domain::{Code, Kind, MediaId, OrderId, Refusal, Sku};

use super::orders::{ORDERS, product_line, review_href};
use super::review_form::{ReviewFormPage, Tracked};
use crate::web::convert::{self, Eyes};
use crate::web::layout::Tab;
use crate::web::parts::{Field, MediaItem};
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::tracks::{self, Judged};
use crate::web::visit::Visit;

/// Bytes that a form may have: ten photos and two videos at their largest.
pub const BODY_MAX: usize = 360 * 1024 * 1024;

/// What was typed and sent.
#[derive(Debug, Default)]
struct Sent {
    key: String,
    stars: Option<i64>,
    pros: String,
    cons: String,
    comment: String,
    kept: Vec<MediaId>,
    removed: Vec<MediaId>,
    refusals: Vec<Refusal>,
}

impl Sent {
    fn media(&self) -> Vec<MediaId> {
        self.kept.iter().filter(|id| !self.removed.contains(id)).copied().collect()
    }
}

/// Shows the form: empty, or with the review that is there.
pub async fn show(visit: Visit, Path((order, sku)): Path<(String, i64)>) -> Page {
    let (_, bought) = item(&visit, order, sku).await?;
    let sent = match bought.review {
        Some((id, _)) => {
            let review = queries::shop::own_review(&visit.app, &visit.buyer()?, id).await?;
            let kept = convert::media(&review.media).iter().filter_map(media_id).collect();
            let stars = Some(review.stars).filter(|stars| Rating::new(*stars).is_ok());
            let (pros, cons, comment) = (review.pros, review.cons, review.text);
            Sent { stars, pros, cons, comment, kept, ..Sent::default() }
        }
        None => Sent::default(),
    };
    html(&page(&visit, &bought, sent).await?)
}

fn media_id(item: &MediaItem) -> Option<MediaId> {
    MediaId::parse(item.href.strip_prefix("/media/")?)
}

async fn item(visit: &Visit, order: String, sku: i64) -> Result<(Buyer, BoughtItem), WebError> {
    let (buyer, order) = (visit.buyer()?, OrderId(order));
    let bought = queries::shop::orders(&visit.app, &buyer, ORDERS).await?;
    let found = bought.into_iter().find(|bought| bought.item.order == order && bought.item.sku == Sku(sku));
    let found = found.ok_or(Code::OrderNotFound)?;
    domain::reviews::reviewable(found.item.status)?;
    Ok((buyer, found))
}

/// Publishes a review, or changes the one that is there; refused, the form comes back with everything typed.
pub async fn save(visit: Visit, Path((order, sku)): Path<(String, i64)>, form: Multipart) -> Page {
    let (buyer, bought) = item(&visit, order, sku).await?;
    let mut sent = read(&visit, &buyer, form).await?;
    if sent.refusals.is_empty() {
        match publish(&visit, &buyer, &bought, &sent).await {
            Ok(say) => return Ok(see(&and_say(&leads_to(&visit, &buyer, &bought).await?, say))),
            Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => sent.refusals.push(refusal),
            Err(failure) => return Err(failure.into()),
        }
    }
    with_status(StatusCode::BAD_REQUEST, &page(&visit, &bought, sent).await?)
}

/// The card, or the form with the review's way where it does not stand on the card yet.
async fn leads_to(visit: &Visit, buyer: &Buyer, bought: &BoughtItem) -> Result<String, WebError> {
    let (order, sku) = (&bought.item.order, bought.item.sku);
    let now = queries::shop::orders(&visit.app, buyer, ORDERS).await?;
    let held = now.iter().any(|now| now.held && now.item.order == *order && now.item.sku == sku);
    Ok(if held { review_href(order, sku) } else { convert::card_href(Some(sku)) })
}

async fn publish(visit: &Visit, buyer: &Buyer, bought: &BoughtItem, sent: &Sent) -> Result<&'static str, Failure> {
    let opinion = Opinion {
        rating: sent.stars.map(Rating::new).transpose()?,
        text: sent.comment.clone(),
        pros: sent.pros.clone(),
        cons: sent.cons.clone(),
        media: sent.media(),
    };
    if let Some((id, _)) = bought.review {
        buyers::rewrite(&visit.app, buyer, id, opinion).await?;
        return Ok("review-changed");
    }
    let once = Once::new(format!("web-review:{}", buyer.id()), &sent.key, &format!("{opinion:?}"));
    let once = (!sent.key.is_empty()).then_some(once);
    buyers::submit(&visit.app, buyer, bought.item.order.clone(), bought.item.sku, opinion, once).await?;
    Ok("published")
}

/// Takes the review away.
pub async fn delete(visit: Visit, Path((order, sku)): Path<(String, i64)>) -> Page {
    let (buyer, bought) = item(&visit, order, sku).await?;
    let (id, _) = bought.review.ok_or(Code::ReviewNotFound)?;
    buyers::delete(&visit.app, &buyer, id).await?;
    Ok(see("/shop/orders?done=review-deleted"))
}

async fn read(visit: &Visit, buyer: &Buyer, mut form: Multipart) -> Result<Sent, WebError> {
    let mut sent = Sent::default();
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "media" {
            attach(visit, buyer, part, &mut sent).await?;
            continue;
        }
        let text = part.text().await.map_err(unreadable)?;
        match name.as_str() {
            "key" => sent.key = text,
            "stars" => sent.stars = text.parse().ok(),
            "pros" => sent.pros = text,
            "cons" => sent.cons = text,
            "comment" => sent.comment = text,
            "kept" => sent.kept.extend(MediaId::parse(&text)),
            "remove" => sent.removed.extend(MediaId::parse(&text)),
            _ => {}
        }
    }
    Ok(sent)
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refusal::new(Code::BodyTooLarge).with("max", format!("{} МБ", BODY_MAX / 1024 / 1024)).into();
    }
    Refusal::new(Code::FieldInvalid).at("media").with("reason", "multipart").into()
}

/// Takes a photo or a video; one that is refused is told of and the others stay.
async fn attach(visit: &Visit, buyer: &Buyer, part: Part<'_>, sent: &mut Sent) -> Result<(), WebError> {
    let full = sent.kept.len() >= PHOTOS_MAX + VIDEOS_MAX;
    let is_video = part.content_type().is_some_and(|kind| kind.starts_with("video/"));
    let taken = if full {
        Err(Refusal::new(Code::TooManyFiles).with("max", PHOTOS_MAX + VIDEOS_MAX).into())
    } else if is_video {
        video(visit, buyer, part).await
    } else {
        photo(visit, buyer, part).await
    };
    match taken {
        Ok(Some(id)) => sent.kept.push(id),
        Ok(None) => {}
        Err(WebError(Failure::Refusal(refusal))) if matches!(refusal.kind(), Kind::Invalid | Kind::TooLarge) => {
            sent.refusals.push(refusal.at("media"));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// An empty part is a file field in which nothing was chosen.
async fn photo(visit: &Visit, buyer: &Buyer, mut part: Part<'_>) -> Result<Option<MediaId>, WebError> {
    let max = usize::try_from(app::media::picture::MAX_BYTES).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        // One byte over the limit is kept, so that the rules themselves say that it is too much.
        let room = (max + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    if bytes.is_empty() {
        return Ok(None);
    }
    Ok(Some(commands::media::add_picture(&visit.app, buyer, bytes, None).await?))
}

async fn video(visit: &Visit, buyer: &Buyer, mut part: Part<'_>) -> Result<Option<MediaId>, WebError> {
    let mut upload = commands::media::VideoUpload::begin(&visit.app)?;
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        upload.write(&chunk)?;
    }
    if upload.is_empty() {
        return Ok(None);
    }
    Ok(Some(upload.finish(&visit.app, buyer, None).await?))
}

async fn page(visit: &Visit, bought: &BoughtItem, sent: Sent) -> Result<ReviewFormPage, WebError> {
    let (w, editing) = (visit.w(), bought.review.is_some());
    let why = |fields: &[&str]| {
        let about = |refusal: &&Refusal| refusal.field.is_some_and(|field| fields.contains(&field));
        sent.refusals.iter().find(about).map(|refusal| visit.tell(refusal))
    };
    let mut media = Vec::new();
    for id in sent.media() {
        let known = queries::media::one(&visit.app, id).await?;
        let video = known.kind == "video";
        let thumb = (!video).then(|| convert::thumb(id));
        media.push((id.to_string(), MediaItem { href: convert::media_href(id), thumb, video }));
    }
    let title = if editing { w.shop.edit_review } else { w.shop.leave_review };
    let shell = visit.shop(Tab::Orders, title).await?;
    let name = &bought.product;
    Ok(ReviewFormPage {
        w,
        shell: shell.described(w.shop.review_of.put(name)),
        action: review_href(&bought.item.order, bought.item.sku),
        product: product_line(bought),
        editing,
        cancelled: bought.item.status == OrderStatus::Cancelled,
        stars: sent.stars.and_then(|stars| u8::try_from(stars).ok()).unwrap_or(0),
        stars_error: why(&["rating"]),
        media_error: why(&["media", "photos", "videos"]),
        pros: Field { error: why(&["pros"]), value: sent.pros },
        cons: Field { error: why(&["cons"]), value: sent.cons },
        comment: Field { error: why(&["text"]), value: sent.comment },
        media,
        track: track(visit, bought).await?,
        limit: u32::try_from(REVIEW_TEXT_MAX).unwrap_or(u32::MAX),
        key: if sent.key.is_empty() { app::chance::id(visit.app.now()).to_string() } else { sent.key },
    })
}

/// Where the review stands that was left, while that matters.
async fn track(visit: &Visit, bought: &BoughtItem) -> Result<Option<Tracked>, WebError> {
    let Some((id, _)) = bought.review.filter(|_| bought.held) else { return Ok(None) };
    let buyer = visit.buyer()?;
    let review = queries::shop::own_review(&visit.app, &buyer, id).await?;
    let track = queries::shop::own_track(&visit.app, &buyer, id).await?;
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: None };
    let (text, path) = (queries::shop::words_of(&review), format!("/shop/reviews/{id}"));
    // The form below is where it is corrected.
    let fix_href = Some("#form".to_owned());
    let judged =
        Judged { track: &track, text: &text, public: None, path: &path, query: "", may_appeal: true, fix_href };
    Ok(tracks::track(eyes, &reasons, judged).map(|track| Tracked { id: id.to_string(), track }))
}
