//! Reviews: one row each, clustered by seller and place.

pub mod card;
pub mod facets;
pub mod lines;
pub mod list;
pub mod reports;
pub mod votes;

use domain::reviews::{Facts, OrderStatus, Rating, ReviewStatus};
use domain::{CommentId, MediaId, OrderId, PersonId, Place, ReviewId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql_parts, sql2};

/// The `stars` of a review whose source gave none: it sorts behind the best.
pub const NO_STARS: i64 = 6;

/// A review as it is stored, with the name and the picture of its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Whose.
    pub seller: SellerId,
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub id: ReviewId,
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
    /// 1 to 5, or [`NO_STARS`].
    pub stars: i64,
    /// The comment.
    pub text: String,
    /// The advantages.
    pub pros: String,
    /// The disadvantages.
    pub cons: String,
    /// JSON: `[{"id","kind","width","height"}]`, photos first.
    pub media: String,
    /// How many photos.
    pub photos: i64,
    /// How many videos.
    pub videos: i64,
    /// When it was published; `None` where unknown.
    pub published_at: Option<Timestamp>,
    /// When it came here.
    pub received_at: Timestamp,
    /// When its buyer last changed it.
    pub edited_at: Option<Timestamp>,
    /// Taken away by its buyer.
    pub deleted: bool,
    /// Not on the card: it waits for a verdict, or was refused.
    pub held: bool,
    /// How far the staff has come.
    pub status: ReviewStatus,
    /// Whether it waits for the shop.
    pub waits: bool,
    /// Public comments.
    pub comments: i64,
    /// The newest public answer of the shop.
    pub answer: Option<Answer>,
    /// How many found it useful.
    pub useful: i64,
    /// Counts changes.
    pub version: i64,
    /// The product's name.
    pub product: Option<String>,
    /// The product's picture.
    pub picture: Option<MediaId>,
}

/// The newest public answer of the shop under a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which comment.
    pub id: CommentId,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub at: Timestamp,
}

impl Review {
    /// What the rules need to know.
    pub fn facts(&self) -> Facts {
        Facts {
            rating: Rating::new(self.stars).ok(),
            status: self.status,
            answered: self.answer.is_some(),
            order: self.order_status,
            deleted: self.deleted,
            held: self.held,
        }
    }

    /// Whether it says anything in words.
    pub fn has_text(&self) -> bool {
        !(self.text.is_empty() && self.pros.is_empty() && self.cons.is_empty())
    }

    /// Whether it shows anything.
    pub fn has_media(&self) -> bool {
        self.photos + self.videos > 0
    }
}

static INSERT: Sql = sql_parts!("reviews/insert");
static ONE: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/one");
static BY_PUBLIC_ID: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/by_public_id");
static AT: Sql = sql_parts!("reviews/at");
static SET_STATUS: Sql = sql_parts!("reviews/set_status");
static SET_ANSWER: Sql = sql_parts!("reviews/set_answer");
static COUNT_COMMENTS: Sql = sql_parts!("reviews/count_comments");
static REWRITE: Sql = sql_parts!("reviews/rewrite");
static DELETE: Sql = sql_parts!("reviews/delete");
static SET_HELD: Sql = sql_parts!("reviews/set_held");
static DROP_MEDIA: Sql = sql_parts!("reviews/drop_media");
static INDEX: Sql = sql2!("reviews/index");
static UNINDEX: Sql = sql2!("reviews/unindex");

/// Adds a review with its words; `false` where its place or its order item is taken.
///
/// `words` are what `domain::text` makes of it. Facets and the product's counts are the caller's, who may add many.
pub fn insert(tx: &mut Tx<'_>, r: &Review, words: &str) -> Result<bool, StoreError> {
    let facts = r.facts();
    let answer = r.answer.as_ref();
    let added = tx.execute(
        &INSERT,
        &[
            &r.seller,
            &r.place,
            &r.id,
            &r.sku,
            &r.order,
            &r.order_status,
            &r.buyer,
            &r.buyer_name,
            &r.stars,
            &r.text,
            &r.pros,
            &r.cons,
            &r.media,
            &r.photos,
            &r.videos,
            &r.published_at,
            &r.received_at,
            &r.status,
            &domain::reviews::urgency(&facts),
            &domain::reviews::waits(&facts),
            &r.comments,
            &answer.map(|a| a.id),
            &answer.map(|a| a.text.as_str()),
            &answer.map(|a| a.at),
        ],
    )?;
    if added == 0 {
        return Ok(false);
    }
    tx.send(&INDEX, &[&r.seller, &r.place, &words])?;
    Ok(true)
}

pub(crate) fn review(row: &Row<'_>) -> Result<Review, StoreError> {
    let answer: Option<CommentId> = row.get(22)?;
    let answer_text: Option<String> = row.get(23)?;
    let answered_at: Option<Timestamp> = row.get(24)?;
    Ok(Review {
        seller: row.get(0)?,
        place: row.get(1)?,
        id: row.get(2)?,
        sku: row.get(3)?,
        order: row.get(4)?,
        order_status: row.get(5)?,
        buyer: row.get(6)?,
        buyer_name: row.get(7)?,
        stars: row.get(8)?,
        text: row.get(9)?,
        pros: row.get(10)?,
        cons: row.get(11)?,
        media: row.get(12)?,
        photos: row.get(13)?,
        videos: row.get(14)?,
        published_at: row.get(15)?,
        received_at: row.get(16)?,
        edited_at: row.get(17)?,
        deleted: row.get(18)?,
        status: row.get(19)?,
        waits: row.get(20)?,
        comments: row.get(21)?,
        answer: answer.zip(answer_text).zip(answered_at).map(|((id, text), at)| Answer { id, text, at }),
        useful: row.get(25)?,
        version: row.get(26)?,
        product: row.get(27)?,
        picture: row.get(28)?,
        held: row.get(29)?,
    })
}

/// A seller's review by its id; `None` for a stranger's, and for one that its buyer took away.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: ReviewId) -> Result<Option<Review>, StoreError> {
    let found = tx.query_opt(&ONE, &[&seller, &id.place()], review)?;
    Ok(found.filter(|r| r.id == id && !r.deleted))
}

/// The id of the review that stands at a place, taken away or not.
pub fn at(tx: &mut Tx<'_>, place: Place) -> Result<Option<ReviewId>, StoreError> {
    tx.query_opt(&AT, &[&place], |row| row.get(0))
}

/// A review by its id, whoever sells the product: what a buyer names.
pub fn by_public_id(tx: &mut Tx<'_>, id: ReviewId) -> Result<Option<Review>, StoreError> {
    let found = tx.query_opt(&BY_PUBLIC_ID, &[&id.place()], review)?;
    Ok(found.filter(|r| r.id == id))
}

/// Keeps a status, with what the rules make of it. `facts` are those after the change.
pub fn set_status(tx: &mut Tx<'_>, seller: SellerId, place: Place, facts: &Facts) -> Result<(), StoreError> {
    let (urgency, waits) = (domain::reviews::urgency(facts), domain::reviews::waits(facts));
    tx.send(&SET_STATUS, &[&seller, &place, &facts.status, &urgency, &waits])
}

/// Keeps which answer stands under a review, and adds `comments` to the count. `facts` are those after the change.
pub fn set_answer(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    answer: Option<&Answer>,
    comments: i64,
    facts: &Facts,
) -> Result<(), StoreError> {
    let (urgency, waits) = (domain::reviews::urgency(facts), domain::reviews::waits(facts));
    tx.send(
        &SET_ANSWER,
        &[
            &seller,
            &place,
            &answer.map(|a| a.id),
            &answer.map(|a| a.text.as_str()),
            &answer.map(|a| a.at),
            &comments,
            &facts.status,
            &urgency,
            &waits,
        ],
    )
}

/// Adds to the count of public comments.
pub fn count_comments(tx: &mut Tx<'_>, seller: SellerId, place: Place, more: i64) -> Result<(), StoreError> {
    tx.send(&COUNT_COMMENTS, &[&seller, &place, &more])
}

/// Keeps what its buyer made of a review.
pub fn rewrite(tx: &mut Tx<'_>, r: &Review, words: &str) -> Result<(), StoreError> {
    let facts = r.facts();
    let (urgency, waits) = (domain::reviews::urgency(&facts), domain::reviews::waits(&facts));
    tx.send(
        &REWRITE,
        &[
            &r.seller,
            &r.place,
            &r.stars,
            &r.text,
            &r.pros,
            &r.cons,
            &r.media,
            &r.photos,
            &r.videos,
            &r.edited_at,
            &r.status,
            &urgency,
            &waits,
        ],
    )?;
    tx.execute(&UNINDEX, &[&r.seller, &r.place])?;
    tx.send(&INDEX, &[&r.seller, &r.place, &words])
}

/// Keeps whether a review is held back from the card.
pub fn set_held(tx: &mut Tx<'_>, seller: SellerId, place: Place, held: bool) -> Result<(), StoreError> {
    tx.send(&SET_HELD, &[&seller, &place, &held])
}

/// Takes the pictures and videos of a review away.
pub fn drop_media(tx: &mut Tx<'_>, seller: SellerId, place: Place) -> Result<(), StoreError> {
    tx.send(&DROP_MEDIA, &[&seller, &place])
}

/// Takes a review away: its texts go at once, the row stays for the log. `false` where it was gone already.
pub fn delete(tx: &mut Tx<'_>, seller: SellerId, place: Place, now: Timestamp) -> Result<bool, StoreError> {
    let gone = tx.execute(&DELETE, &[&seller, &place, &now])? > 0;
    tx.execute(&UNINDEX, &[&seller, &place])?;
    Ok(gone)
}
