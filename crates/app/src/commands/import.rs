//! Rows that come from elsewhere: an import, or the demo. Repeating them doubles nothing.

mod file;
mod promotions;
mod questions;
mod rows;

use std::collections::HashMap;

use domain::event::By;
use domain::reviews::{AuthorKind, CommentState, MediaRef, OrderStatus, Rating, ReviewStatus};
use domain::text::index_words;
use domain::{CommentId, OrderId, PersonId, ReviewId, SellerId, Sku, Timestamp};
use store::comments::{self, Comment};
use store::reviews::facets::{self, Facet};
use store::reviews::{self, Answer, Review};
use store::{Signal, Tx, orders, products};
use uuid::Builder;

use crate::pricing::{self, Pair};
use crate::{App, Failure};

pub use file::{ImportError, Imported, Kind, Progress, file};
pub use promotions::{NewPromotion, promotions};
pub use questions::{NewQuestion, NewQuestionAnswer, questions};
pub use store::media::Media;
pub use store::orders::OrderItem;
pub use store::products::Product;

/// The mark of words that belong to no shop in particular.
pub(crate) const ALL_SHOPS: SellerId = SellerId(0);

/// A review that comes from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReview {
    /// Names the row at its source; the same key is the same review.
    pub key: String,
    /// The product, where it is known.
    pub sku: Option<Sku>,
    /// The order, where it is known.
    pub order: Option<OrderId>,
    /// What became of the order.
    pub order_status: OrderStatus,
    /// Who wrote it, where that is known.
    pub buyer: Option<PersonId>,
    /// The name under it.
    pub buyer_name: String,
    /// Stars, where given.
    pub rating: Option<Rating>,
    /// The comment.
    pub text: String,
    /// The advantages.
    pub pros: String,
    /// The disadvantages.
    pub cons: String,
    /// Pictures and videos.
    pub media: Vec<MediaRef>,
    /// When it was published, where that is known.
    pub published_at: Option<Timestamp>,
    /// How far the staff has come.
    pub status: ReviewStatus,
    /// What stands under it, the oldest first.
    pub comments: Vec<NewComment>,
    /// The product's name, for the search.
    pub product_name: Option<String>,
}

/// A comment that comes from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// Who wrote it.
    pub author: AuthorKind,
    /// The name under it.
    pub author_name: String,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Rows that are new.
    pub new: u64,
    /// Rows that were here already.
    pub known: u64,
}

/// Adds products, or brings those that are there up to date.
pub async fn products(app: &App, all: Vec<Product>) -> Result<(), Failure> {
    let all: Vec<(Product, String)> = all
        .into_iter()
        .map(|p| {
            let words = product_words(&p);
            (p, words)
        })
        .collect();
    let now = app.now();
    app.store()
        .write(move |tx| {
            let pairs: Vec<Pair> = all.iter().map(|(product, _)| (product.seller, product.sku)).collect();
            let dearer_or_cheaper = repriced(tx, &pairs, &all)?;
            all.iter().try_for_each(|(product, words)| products::upsert(tx, product, words))?;
            super::prices::follow(tx, &dearer_or_cheaper, By::System, now)
        })
        .await
}

/// Products that are there already and come with another price; the price until now is written down.
fn repriced(tx: &mut Tx<'_>, pairs: &[Pair], all: &[(Product, String)]) -> Result<Vec<Pair>, Failure> {
    let there: HashMap<Pair, Product> = store::prices::products(tx, pairs)?
        .into_iter()
        .map(|product| ((product.seller, product.sku), product))
        .collect();
    let changed = all.iter().filter_map(|(product, _)| {
        let before = there.get(&(product.seller, product.sku))?;
        (before.price != product.price).then_some(before)
    });
    let changed: Vec<&Product> = changed.collect();
    let pairs: Vec<Pair> = changed.iter().map(|product| (product.seller, product.sku)).collect();
    pricing::note_first(tx, &changed)?;
    Ok(pairs)
}

/// What buyers find a product by; marked with seller 0, since they search all shops.
fn product_words(product: &Product) -> String {
    let sku = product.sku.to_string();
    index_words(ALL_SHOPS, &[&product.name, &product.brand, &product.category, &sku])
}

/// Adds order items, or brings the status of those that are there up to date.
pub async fn orders(app: &App, all: Vec<OrderItem>) -> Result<(), Failure> {
    app.store()
        .write(move |tx| {
            all.iter().try_for_each(|item| orders::upsert(tx, item))?;
            Ok(())
        })
        .await
}

/// Makes pictures known whose files are in the folder.
pub async fn media(app: &App, all: Vec<Media>) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            all.iter().try_for_each(|media| store::media::insert(tx, media, now))?;
            Ok(())
        })
        .await
}

/// A review made ready: everything that takes time is done before the one writer is asked.
struct Ready {
    key: String,
    review: Review,
    words: String,
    comments: Vec<NewComment>,
}

/// Adds reviews. One transaction; counts and facets are kept for the batch at once.
pub async fn reviews(app: &App, seller: SellerId, all: Vec<NewReview>) -> Result<Added, Failure> {
    let now = app.now();
    let ready = tokio::task::spawn_blocking(move || {
        let mut ready: Vec<_> = all.into_iter().map(|new| prepare(seller, new, now)).collect();
        // In the order of the table: neighbours share pages, and FTS5 closes a segment whenever a number goes down.
        ready.sort_unstable_by_key(|row| row.review.place);
        ready
    });
    let ready = ready.await.map_err(Failure::fault)?;
    app.store().write(move |tx| add(tx, seller, ready)).await
}

fn prepare(seller: SellerId, new: NewReview, now: Timestamp) -> Ready {
    let name = new.product_name.as_deref().unwrap_or_default();
    let sku = new.sku.map(|sku| sku.to_string()).unwrap_or_default();
    let words = index_words(seller, &[&new.text, &new.pros, &new.cons, name, &sku]);
    let is_video = |m: &&MediaRef| m.kind == "video";
    let videos = new.media.iter().filter(is_video).count();
    let id = ReviewId::imported(seller, &new.key, new.published_at, 0);
    let review = Review {
        seller,
        place: id.place(),
        id,
        sku: new.sku,
        order: new.order,
        order_status: new.order_status,
        buyer: new.buyer,
        buyer_name: new.buyer_name,
        stars: new.rating.map_or(reviews::NO_STARS, |rating| i64::from(rating.stars())),
        text: new.text,
        pros: new.pros,
        cons: new.cons,
        media: serde_json::to_string(&new.media).unwrap_or_else(|_| "[]".into()),
        photos: i64::try_from(new.media.len() - videos).unwrap_or(0),
        videos: i64::try_from(videos).unwrap_or(0),
        published_at: new.published_at,
        received_at: now,
        edited_at: None,
        deleted: false,
        held: false,
        status: new.status,
        waits: false,
        comments: i64::try_from(new.comments.len()).unwrap_or(0),
        answer: None,
        useful: 0,
        version: 1,
        product: None,
        picture: None,
    };
    Ready { key: new.key, review, words, comments: new.comments }
}

fn add(tx: &mut Tx<'_>, seller: SellerId, ready: Vec<Ready>) -> Result<Added, Failure> {
    let mut added = Added::default();
    let mut by_facet: HashMap<Facet, i64> = HashMap::new();
    let mut by_sku: HashMap<Sku, ([i64; 5], i64)> = HashMap::new();
    for mut row in ready {
        let comments = comments_of(&mut row);
        if !place(tx, &mut row)? {
            added.known += 1;
            continue;
        }
        added.new += 1;
        for mut comment in comments {
            (comment.place, comment.review) = (row.review.place, row.review.id);
            comments::insert(tx, seller, &comment)?;
        }
        if let Some(facet) = Facet::of(&row.review) {
            *by_facet.entry(facet).or_default() += 1;
        }
        count(&mut by_sku, &row.review);
    }
    for (facet, more) in by_facet {
        facets::count(tx, seller, facet, more)?;
    }
    for (sku, (stars, reviews)) in by_sku {
        products::count_stars(tx, seller, sku, stars, reviews)?;
    }
    // Nothing for the log: this happened elsewhere, long ago. Whoever shows the shop's lists reads them again.
    tx.signal(&Signal::changed(seller, "reviews"));
    Ok(added)
}

/// The comments with ids that are the same at every import; the newest of the shop stands under the review.
fn comments_of(row: &mut Ready) -> Vec<Comment> {
    let mut all = Vec::with_capacity(row.comments.len());
    for (at, new) in std::mem::take(&mut row.comments).into_iter().enumerate() {
        let hash = crate::chance::digest(&format!("{}:{}:{at}", row.review.seller, row.key));
        let mut chance = [0; 10];
        chance.copy_from_slice(&hash[..10]);
        let millis = u64::try_from(new.at.millis()).unwrap_or(0);
        let id = CommentId(Builder::from_unix_timestamp_millis(millis, &chance).into_uuid());
        if new.author == AuthorKind::Seller {
            row.review.answer = Some(Answer { id, text: new.text.clone(), at: new.at });
        }
        all.push(Comment {
            id,
            place: row.review.place,
            review: row.review.id,
            parent: None,
            author: new.author,
            author_id: None,
            author_name: new.author_name,
            text: new.text,
            state: CommentState::Published,
            settles: false,
            sent_at: new.at,
            public_at: new.at,
            edited_at: None,
            version: 1,
        });
    }
    all
}

/// Puts a review at its place. `false` where it is there already; where another stands there, it takes the next id.
fn place(tx: &mut Tx<'_>, row: &mut Ready) -> Result<bool, Failure> {
    for attempt in 1..=u8::MAX {
        if reviews::insert(tx, &row.review, &row.words)? {
            return Ok(true);
        }
        match reviews::at(tx, row.review.place)? {
            Some(other) if other != row.review.id => {
                row.review.id = ReviewId::imported(row.review.seller, &row.key, row.review.published_at, attempt);
                row.review.place = row.review.id.place();
            }
            // The same review, or another one of its order item.
            _ => return Ok(false),
        }
    }
    Ok(false)
}

fn count(by_sku: &mut HashMap<Sku, ([i64; 5], i64)>, review: &Review) {
    let Some(sku) = review.sku.filter(|_| domain::reviews::is_public(&review.facts())) else { return };
    let (stars, reviews) = by_sku.entry(sku).or_default();
    *reviews += 1;
    if let Some(slot) = usize::try_from(review.stars - 1).ok().and_then(|i| stars.get_mut(i)) {
        *slot += 1;
    }
}
