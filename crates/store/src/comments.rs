//! Comments under reviews: the shop's answers and buyers' replies.

use domain::reviews::{AuthorKind, CommentState};
use domain::{CommentId, Place, ReviewId, SellerId, Sku, Timestamp};

use crate::{Param, Row, Sql, StoreError, Tx, sql_parts};

/// A comment as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its name.
    pub id: CommentId,
    /// Where its review stands.
    pub place: Place,
    /// Its review.
    pub review: ReviewId,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// Who wrote it.
    pub author: AuthorKind,
    /// The person or the key.
    pub author_id: Option<String>,
    /// The name under it, for colleagues.
    pub author_name: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub state: CommentState,
    /// Whether it settles the review once it is public.
    pub settles: bool,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it becomes or became public.
    pub public_at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// Counts changes.
    pub version: i64,
}

/// The newest answer of a shop under a review, as a colleague sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// Which.
    pub id: CommentId,
    /// Who wrote it.
    pub author_name: String,
    /// What it says.
    pub text: String,
}

static INSERT: Sql = sql_parts!("comments/insert");
static ONE: Sql = sql_parts!("comments/columns", "comments/one");
static OF_REVIEW: Sql = sql_parts!("comments/columns", "comments/of_review");
macro_rules! told {
    ($name:ident $of:literal $order:literal) => {
        static $name: Sql = sql_parts!("comments/told_columns", $of, $order);
    };
}

told!(OF_REVIEW_NEWEST "comments/told_of_review" "comments/told_newest");
told!(OF_REVIEW_OLDEST "comments/told_of_review" "comments/told_oldest");
told!(OF_PRODUCT_NEWEST "comments/told_of_product" "comments/told_newest");
told!(OF_PRODUCT_OLDEST "comments/told_of_product" "comments/told_oldest");
static SET_STATE: Sql = sql_parts!("comments/set_state");
static SET_TEXT: Sql = sql_parts!("comments/set_text");
static NEWEST_OF_SELLER: Sql = sql_parts!("comments/newest_of_seller");
static NEWEST_LIVE: Sql = sql_parts!("comments/newest_live");
static RECENT_TEXTS: Sql = sql_parts!("comments/recent_texts");

/// Adds a comment; leaves one with the same id as it is.
pub fn insert(tx: &mut Tx<'_>, seller: SellerId, c: &Comment) -> Result<(), StoreError> {
    tx.send(
        &INSERT,
        &[
            &seller,
            &c.id,
            &c.place,
            &c.review,
            &c.parent,
            &c.author,
            &c.author_id,
            &c.author_name,
            &c.text,
            &c.state,
            &c.settles,
            &c.sent_at,
            &c.public_at,
        ],
    )
}

fn comment(row: &Row<'_>) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: row.get(0)?,
        place: row.get(1)?,
        review: row.get(2)?,
        parent: row.get(3)?,
        author: row.get(4)?,
        author_id: row.get(5)?,
        author_name: row.get(6)?,
        text: row.get(7)?,
        state: row.get(8)?,
        settles: row.get(9)?,
        sent_at: row.get(10)?,
        public_at: row.get(11)?,
        edited_at: row.get(12)?,
        version: row.get(13)?,
    })
}

/// A seller's comment by its id, whatever its state.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: CommentId) -> Result<Option<Comment>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], comment)
}

/// The comments under a review that were not deleted, the oldest first; 500 at most.
pub fn of_review(tx: &mut Tx<'_>, seller: SellerId, place: Place) -> Result<Vec<Comment>, StoreError> {
    tx.query(&OF_REVIEW, &[&seller, &place], comment)
}

/// Under what comments stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// One review.
    Review(Place),
    /// All reviews of a product.
    Product(Sku),
}

/// A page of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The newest first, or the oldest.
    pub newest: bool,
    /// Public at this time or later.
    pub from: Option<Timestamp>,
    /// Public before this time.
    pub until: Option<Timestamp>,
    /// How many at most.
    pub limit: i64,
    /// How many before them are left out.
    pub offset: i64,
}

/// What a program of the shop is told: public comments, and those of the shop that wait for a verdict or were refused; by the
/// time since which they are public, or were to be.
pub fn told(tx: &mut Tx<'_>, seller: SellerId, under: Under, page: Page) -> Result<Vec<Comment>, StoreError> {
    let Page { newest, from, until, limit, offset } = page;
    let (from, until) = (from.unwrap_or(Timestamp(i64::MIN)), until.unwrap_or(Timestamp(i64::MAX)));
    let (of, statement): (&dyn Param, _) = match (&under, newest) {
        (Under::Review(place), true) => (place, &OF_REVIEW_NEWEST),
        (Under::Review(place), false) => (place, &OF_REVIEW_OLDEST),
        (Under::Product(sku), true) => (sku, &OF_PRODUCT_NEWEST),
        (Under::Product(sku), false) => (sku, &OF_PRODUCT_OLDEST),
    };
    tx.query(statement, &[&seller, of, &from, &until, &limit, &offset], comment)
}

/// Moves a comment from one state to another; `false` where it was not in the first.
pub fn set_state(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: CommentId,
    from: CommentState,
    to: CommentState,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&SET_STATE, &[&seller, &id, &to, &from])? > 0)
}

/// Changes what a comment says; `false` where it is not at this version any more.
pub fn set_text(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: CommentId,
    text: &str,
    now: Timestamp,
    version: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&SET_TEXT, &[&seller, &id, &text, &now, &version])? > 0)
}

/// The newest public answer of the shop: what the list and the card show.
pub fn newest_of_seller(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
) -> Result<Option<(CommentId, String, Timestamp)>, StoreError> {
    tx.query_opt(&NEWEST_OF_SELLER, &[&seller, &place], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The newest answer of the shop, also one that is not public yet: what a colleague must not write over.
pub fn newest_live(tx: &mut Tx<'_>, seller: SellerId, place: Place) -> Result<Option<Latest>, StoreError> {
    tx.query_opt(&NEWEST_LIVE, &[&seller, &place], |row| {
        Ok(Latest { id: row.get(0)?, author_name: row.get(1)?, text: row.get(2)? })
    })
}

/// What the shop wrote last, the newest first.
pub fn recent_texts(tx: &mut Tx<'_>, seller: SellerId, limit: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&RECENT_TEXTS, &[&seller, &limit], |row| row.get(0))
}
