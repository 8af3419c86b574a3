//! What buyers see: products, cards with public reviews, their own orders.

use domain::moderation::Subject;
use domain::{Code, Place, ReviewId, Sku};
use store::reviews::card;
use store::reviews::votes;
use store::{Tx, comments, orders, people, products, reviews};

use super::moderation::{Track, Way, of as track_of};
use crate::actors::Buyer;
use crate::commands::import::ALL_SHOPS;
use crate::{App, Failure};

pub use store::comments::Comment;
pub use store::orders::{BoughtItem, OrderItem};
pub use store::people::Seller;
pub use store::products::Product;
pub use store::reviews::Review;
pub use store::reviews::card::CardFilter;

/// The order of reviews on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardOrder {
    /// The most useful first, then the newest.
    #[default]
    Useful,
    /// The newest first.
    Newest,
}

/// A product's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The product with its counts.
    pub product: Product,
    /// Who sells it.
    pub shop: Seller,
    /// The review that the shop put on top; only on the first page.
    pub pinned: Option<Review>,
    /// Public reviews.
    pub reviews: Vec<Review>,
    /// Which of the reviews the reader found useful.
    pub found_useful: Vec<ReviewId>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<CardCursor>,
}

/// Where a page of a card's reviews begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardCursor {
    /// How many found the last row useful; 0 where the newest are listed.
    pub useful: i64,
    /// The last row's place.
    pub place: Place,
}

const START: CardCursor = CardCursor { useful: i64::MAX, place: Place(i64::MAX) };

/// A card with a page of its reviews.
pub async fn card(
    app: &App,
    reader: Option<&Buyer>,
    sku: Sku,
    filter: CardFilter,
    order: CardOrder,
    after: Option<CardCursor>,
    limit: i64,
) -> Result<Card, Failure> {
    let reader = reader.map(Buyer::id);
    app.store()
        .read(move |tx| {
            let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
            let shop = people::seller(tx, product.seller)?.ok_or(Code::SellerNotFound)?;
            let (mut all, next) = page(tx, &product, &filter, order, after, limit)?;
            let pinned = match (product.pinned, after) {
                (Some(id), None) => reviews::one(tx, product.seller, id)?,
                _ => None,
            };
            let pinned = pinned.filter(|r| domain::reviews::is_public(&r.facts()));
            if let Some(pinned) = &pinned {
                all.retain(|review| review.id != pinned.id);
            }
            let shown = pinned.iter().chain(&all);
            let places: Vec<(Place, ReviewId)> = shown.map(|r| (r.place, r.id)).collect();
            let mut found_useful = Vec::new();
            if let (Some(reader), Some(from), Some(to)) =
                (reader, places.iter().map(|(place, _)| *place).min(), places.iter().map(|(place, _)| *place).max())
            {
                let voted = votes::of_person(tx, product.seller, reader, from, to)?;
                found_useful = places.iter().filter(|(place, _)| voted.contains(place)).map(|(_, id)| *id).collect();
            }
            Ok(Card { product, shop, pinned, reviews: all, found_useful, next })
        })
        .await
}

/// First what somebody found useful, the most useful first; then the rest, the newest first.
fn page(
    tx: &mut Tx<'_>,
    product: &Product,
    filter: &CardFilter,
    order: CardOrder,
    after: Option<CardCursor>,
    limit: i64,
) -> Result<(Vec<Review>, Option<CardCursor>), Failure> {
    let (seller, sku, wanted) = (product.seller, product.sku, limit + 1);
    let mut after = after.unwrap_or(START);
    let mut all = Vec::new();
    if order == CardOrder::Useful && after.useful > 0 {
        all = card::useful(tx, seller, sku, filter, (after.useful, after.place), wanted)?;
        after = CardCursor { useful: 0, place: Place(i64::MAX) };
    }
    let by_date = order == CardOrder::Newest;
    while i64::try_from(all.len()).unwrap_or(wanted) < wanted {
        let rest = card::newest(tx, seller, sku, filter, after.place, wanted)?;
        let Some(last) = rest.last() else { break };
        after.place = last.place;
        all.extend(rest.into_iter().filter(|review| by_date || review.useful == 0));
    }
    let more = i64::try_from(all.len()).unwrap_or(wanted) > limit;
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = all
        .last()
        .filter(|_| more)
        .map(|last| CardCursor { useful: if by_date { 0 } else { last.useful }, place: last.place });
    Ok((all, next))
}

/// Products on sale after one, of all shops.
pub async fn list(app: &App, after: Sku, limit: i64) -> Result<Vec<Product>, Failure> {
    app.store().glance(move |tx| Ok(products::shop_list(tx, after, limit)?)).await
}

/// Products on sale that have these words in name, brand, category or sku, of all shops, after one. `None` where nothing
/// was typed that could be searched for.
pub async fn search(app: &App, typed: &str, after: Sku, limit: i64) -> Result<Option<Vec<Product>>, Failure> {
    let Some(words) = super::reviews::words(ALL_SHOPS, typed, true) else { return Ok(None) };
    app.store().glance(move |tx| Ok(Some(products::found(tx, &words, after, limit)?))).await
}

/// What a buyer ordered, the newest first, with their reviews of it.
pub async fn orders(app: &App, buyer: &Buyer, limit: i64) -> Result<Vec<BoughtItem>, Failure> {
    let buyer = buyer.id();
    app.store().glance(move |tx| Ok(orders::of_buyer(tx, buyer, limit)?)).await
}

/// A buyer's own review, to be changed.
pub async fn own_review(app: &App, buyer: &Buyer, id: ReviewId) -> Result<Review, Failure> {
    let buyer = buyer.id();
    let found = app.store().glance(move |tx| Ok::<_, Failure>(reviews::by_public_id(tx, id)?)).await?;
    Ok(found.filter(|r| r.buyer == Some(buyer)).ok_or(Code::ReviewNotFound)?)
}

/// The texts of a review as one, as the checks and the desk read them; marks count in it.
pub fn words_of(review: &Review) -> String {
    crate::commands::held_reviews::text(review)
}

/// Where a buyer's own review is on its way to the card.
pub async fn own_track(app: &App, buyer: &Buyer, id: ReviewId) -> Result<Track, Failure> {
    let (buyer, now) = (buyer.id(), app.now());
    app.store()
        .read(move |tx| {
            let found = reviews::by_public_id(tx, id)?.filter(|r| r.buyer == Some(buyer));
            let review = found.ok_or(Code::ReviewNotFound)?;
            let (seller, key, text) = (review.seller, review.id.to_string(), words_of(&review));
            if !review.held {
                return Ok(Track::published());
            }
            // The words are looked at first and the pictures after them, so at most one of the two waits.
            for subject in [Subject::Review, Subject::Media] {
                let track = track_of(tx, seller, subject, &key, &text, None, now)?;
                if matches!(track.way, Way::Waiting(_)) {
                    return Ok(track);
                }
            }
            track_of(tx, seller, Subject::Review, &key, &text, Some(Way::Refused), now)
        })
        .await
}

/// The public comments under a public review, the oldest first.
pub async fn thread(app: &App, id: ReviewId) -> Result<Vec<Comment>, Failure> {
    app.store()
        .read(move |tx| {
            let review = reviews::by_public_id(tx, id)?.filter(|r| domain::reviews::is_public(&r.facts()));
            let review = review.ok_or(Code::ReviewNotFound)?;
            let all = comments::of_review(tx, review.seller, review.place)?;
            Ok(all.into_iter().filter(|c| c.state == domain::reviews::CommentState::Published).collect())
        })
        .await
}
