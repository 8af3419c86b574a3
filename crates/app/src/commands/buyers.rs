//! What buyers do: leave a review, change it, take it away, find another's useful.

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::reviews::{self as rules, MediaRef, OrderStatus, Rating, ReviewStatus, Step};
use domain::text::{Text, clean, index_words};
use domain::{Code, MediaId, OrderId, PersonId, Refusal, ReviewId, SellerId, Sku, Timestamp};
use store::reviews::facets::{self, Facet};
use store::reviews::{self, Review, reports, votes};
use store::{Tx, log, media, orders, products};

use super::held_reviews;
use super::moderation::intake;
use crate::actors::Buyer;
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// What a buyer says about an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opinion {
    /// Stars, where given.
    pub rating: Option<Rating>,
    /// The comment.
    pub text: String,
    /// The advantages.
    pub pros: String,
    /// The disadvantages.
    pub cons: String,
    /// Pictures and videos that this buyer has sent, in their order.
    pub media: Vec<MediaId>,
}

impl Opinion {
    /// The same, cleaned; a refusal names its field.
    fn cleaned(mut self) -> Result<Self, Refusal> {
        for (text, field) in [(&mut self.text, "text"), (&mut self.pros, "pros"), (&mut self.cons, "cons")] {
            *text = clean(text).map_err(|refusal| refusal.at(field))?;
        }
        Ok(self)
    }
}

/// Leaves a review about an item that this buyer ordered; one per item.
pub async fn submit(
    app: &App,
    buyer: &Buyer,
    order: OrderId,
    sku: Sku,
    opinion: Opinion,
    key: Option<Once>,
) -> Result<ReviewId, Failure> {
    let opinion = opinion.cleaned()?;
    let (now, buyer, of) = (app.now(), buyer.clone(), app.rules().clone());
    let kept = app
        .store()
        .write(move |tx| {
            once(tx, key.as_ref(), now, |tx| Ok(submit_in(tx, &of, &buyer, &order, sku, &opinion, now)?.to_string()))
        })
        .await?;
    ReviewId::parse(&kept).ok_or_else(|| Failure::fault("a kept review has no id"))
}

fn submit_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    buyer: &Buyer,
    order: &OrderId,
    sku: Sku,
    opinion: &Opinion,
    now: Timestamp,
) -> Result<ReviewId, Failure> {
    let (seller, status) = orders::of_buyer_item(tx, buyer.id, order, sku)?.ok_or(Code::OrderNotFound)?;
    rules::reviewable(status)?;
    let mut review = Review {
        seller,
        sku: Some(sku),
        order: Some(order.clone()),
        order_status: status,
        buyer: Some(buyer.id),
        buyer_name: buyer.name.clone(),
        published_at: Some(now),
        received_at: now,
        ..empty()
    };
    let words = fill(tx, &mut review, opinion)?;
    place(tx, &mut review, &words, now)?;
    facets::moved(tx, seller, None, Facet::of(&review))?;
    count(tx, None, Some(&review))?;
    let rating = opinion.rating.map(Rating::stars);
    let event = Event::ReviewPublished { review: review.id.to_string(), sku: Some(sku.0), rating };
    log::append(tx, now, seller, By::Buyer(buyer.id), &event)?;
    held_reviews::submit(tx, of, &mut review, By::Buyer(buyer.id), now)?;
    Ok(review.id)
}

/// How often another id is taken where a review of the same millisecond stands at the first one's place.
const PLACES: usize = 16;

/// Puts a review at a place of its own. Two reviews of one millisecond may draw the same place; that is not the buyer's
/// concern, and a second review of the item is.
fn place(tx: &mut Tx<'_>, review: &mut Review, words: &str, now: Timestamp) -> Result<(), Failure> {
    for _ in 0..PLACES {
        review.id = ReviewId(chance::id(now));
        review.place = review.id.place();
        if reviews::insert(tx, review, words)? {
            return Ok(());
        }
        if reviews::at(tx, review.place)?.is_none() {
            return Err(Code::ReviewedAlready.into());
        }
    }
    Err(Failure::fault("no place for a review in its millisecond"))
}

fn empty() -> Review {
    Review {
        seller: SellerId(0),
        place: domain::Place(0),
        id: ReviewId(uuid::Uuid::nil()),
        sku: None,
        order: None,
        order_status: OrderStatus::Delivered,
        buyer: None,
        buyer_name: String::new(),
        stars: reviews::NO_STARS,
        text: String::new(),
        pros: String::new(),
        cons: String::new(),
        media: "[]".into(),
        photos: 0,
        videos: 0,
        published_at: None,
        received_at: Timestamp(0),
        edited_at: None,
        deleted: false,
        held: false,
        status: ReviewStatus::New,
        waits: true,
        comments: 0,
        answer: None,
        useful: 0,
        version: 1,
        product: None,
        picture: None,
    }
}

/// Puts an opinion into a review and gives the words for the search.
fn fill(tx: &mut Tx<'_>, review: &mut Review, opinion: &Opinion) -> Result<String, Failure> {
    let media = own_media(tx, review.buyer, &opinion.media)?;
    let (photos, videos) = media.iter().partition::<Vec<_>, _>(|m| m.kind == "photo");
    rules::submittable(opinion.rating, [&opinion.text, &opinion.pros, &opinion.cons], photos.len(), videos.len())?;
    review.stars = opinion.rating.map_or(reviews::NO_STARS, |rating| i64::from(rating.stars()));
    (review.text, review.pros, review.cons) = (opinion.text.clone(), opinion.pros.clone(), opinion.cons.clone());
    review.photos = i64::try_from(photos.len()).unwrap_or(0);
    review.videos = i64::try_from(videos.len()).unwrap_or(0);
    review.media = serde_json::to_string(&photos.into_iter().chain(videos).collect::<Vec<_>>())?;
    let product = match review.sku {
        Some(sku) => products::one(tx, review.seller, sku)?,
        None => None,
    };
    let name = product.map(|p| p.name).unwrap_or_default();
    let sku = review.sku.map(|sku| sku.to_string()).unwrap_or_default();
    Ok(index_words(review.seller, &[&review.text, &review.pros, &review.cons, &name, &sku]))
}

/// What the pictures are, as long as this buyer has sent them.
fn own_media(tx: &mut Tx<'_>, buyer: Option<PersonId>, ids: &[MediaId]) -> Result<Vec<MediaRef>, Failure> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids.iter().take(rules::PHOTOS_MAX + rules::VIDEOS_MAX + 1) {
        let found = media::one(tx, *id)?.filter(|m| m.uploaded_by == buyer);
        let found = found.ok_or(Refusal::new(Code::MediaNotFound).at("media"))?;
        all.push(MediaRef { id: id.to_string(), kind: found.kind, width: found.width, height: found.height });
    }
    Ok(all)
}

/// Keeps the counts on the product's card: only public reviews count.
pub(crate) fn count(tx: &mut Tx<'_>, before: Option<&Review>, after: Option<&Review>) -> Result<(), Failure> {
    let mut stars = [0_i64; 5];
    let mut reviews = 0;
    for (review, step) in before.into_iter().map(|r| (r, -1)).chain(after.into_iter().map(|r| (r, 1))) {
        if rules::is_public(&review.facts()) {
            reviews += step;
            if let Some(slot) = usize::try_from(review.stars - 1).ok().and_then(|i| stars.get_mut(i)) {
                *slot += step;
            }
        }
    }
    let Some(review) = after.or(before) else { return Ok(()) };
    match review.sku {
        Some(sku) if reviews != 0 || stars != [0; 5] => {
            Ok(products::count_stars(tx, review.seller, sku, stars, reviews)?)
        }
        _ => Ok(()),
    }
}

/// A buyer's own review; anybody else's is not found.
fn own(tx: &mut Tx<'_>, buyer: PersonId, id: ReviewId) -> Result<Review, Failure> {
    let review = reviews::by_public_id(tx, id)?.filter(|r| r.buyer == Some(buyer));
    Ok(review.ok_or(Code::ReviewNotFound)?)
}

/// Changes a review: the shop sees that it changed, and it is new to them again.
pub async fn rewrite(app: &App, buyer: &Buyer, id: ReviewId, opinion: Opinion) -> Result<(), Failure> {
    let opinion = opinion.cleaned()?;
    let (now, buyer, of) = (app.now(), buyer.id, app.rules().clone());
    app.store()
        .write(move |tx| {
            let before = own(tx, buyer, id)?;
            let mut review = before.clone();
            let words = fill(tx, &mut review, &opinion)?;
            review.edited_at = Some(now);
            review.status = rules::apply(review.status, Step::Rewritten);
            reviews::rewrite(tx, &review, &words)?;
            facets::moved(tx, review.seller, Facet::of(&before), Facet::of(&review))?;
            count(tx, Some(&before), Some(&review))?;
            let event = Event::ReviewEdited { review: id.to_string(), rating: opinion.rating.map(Rating::stars) };
            log::append(tx, now, review.seller, By::Buyer(buyer), &event)?;
            held_reviews::submit(tx, &of, &mut review, By::Buyer(buyer), now)
        })
        .await
}

/// Takes a review away, texts and pictures at once.
pub async fn delete(app: &App, buyer: &Buyer, id: ReviewId) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store()
        .write(move |tx| {
            let review = own(tx, buyer, id)?;
            if !reviews::delete(tx, review.seller, review.place, now)? {
                return Err(Code::ReviewNotFound.into());
            }
            facets::moved(tx, review.seller, Facet::of(&review), None)?;
            count(tx, Some(&review), None)?;
            unpin(tx, &review)?;
            for subject in [Subject::Review, Subject::Media] {
                intake::withdraw(tx, review.seller, subject, &id.to_string(), By::Buyer(buyer), now)?;
            }
            if let Some((complaint, ..)) = reports::open(tx, review.seller, id)? {
                reports::close(tx, review.seller, complaint, "withdrawn")?;
                intake::withdraw(tx, review.seller, Subject::Report, &complaint.to_string(), By::Buyer(buyer), now)?;
            }
            let event = Event::ReviewDeleted { review: id.to_string() };
            Ok(log::append(tx, now, review.seller, By::Buyer(buyer), &event)?)
        })
        .await
}

fn unpin(tx: &mut Tx<'_>, review: &Review) -> Result<(), Failure> {
    let Some(sku) = review.sku else { return Ok(()) };
    match products::one(tx, review.seller, sku)? {
        Some(product) if product.pinned == Some(review.id) => Ok(products::pin(tx, review.seller, sku, None)?),
        _ => Ok(()),
    }
}

/// Finds a public review useful, or no longer.
pub async fn vote(app: &App, buyer: &Buyer, id: ReviewId, useful: bool) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store()
        .write(move |tx| {
            let review = reviews::by_public_id(tx, id)?.filter(|r| rules::is_public(&r.facts()));
            let review = review.ok_or(Code::ReviewNotFound)?;
            if review.buyer == Some(buyer) {
                return Err(Code::OwnReviewVote.into());
            }
            if votes::set(tx, review.seller, review.place, buyer, useful, now)? {
                let event = Event::ReviewVoted { review: id.to_string(), useful };
                log::append(tx, now, review.seller, By::Buyer(buyer), &event)?;
            }
            Ok(())
        })
        .await
}

/// What a buyer's reply under an answer says, at most.
pub type ReplyText = Text<1, { rules::COMMENT_MAX }>;
