//! A seller's reviews: lists, counts for the chips, one review with all that belongs to it.

use std::sync::Arc;

use domain::moderation::{Reason, Subject};
use domain::people::Permission;
use domain::reviews::pulse::{self, Pulse};
use domain::reviews::{self as rules, Action, CommentState, OrderStatus, ReviewStatus};
use domain::text::Query;
use domain::{Code, CommentId, Place, Refusal, ReviewId, SellerId, Sku, Timestamp};
use store::comments::Under;
use store::reviews::facets;
use store::reviews::list::{self, After};
use store::{Tx, comments, products, replies, reviews, verdicts};

use super::moderation::read_reasons;

use super::moderation::{self as tracks, Track, Way};
use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::comments::{Comment, Page as CommentsPage};
pub use store::products::Product;
pub use store::reviews::facets::Facet;
pub use store::reviews::list::{Filter, Order, Words};
pub use store::reviews::{Answer, NO_STARS, Review};

/// Reviews on one page, at most.
pub const PAGE_MAX: i64 = 100;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The reviews.
    pub reviews: Vec<Review>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<String>,
}

/// The search of a filter from what somebody typed; `typing` lets the last word be unfinished.
///
/// `None` where nothing was typed that could be searched for.
pub fn words(seller: SellerId, typed: &str, typing: bool) -> Option<Words> {
    let query = if typing { Query::typing(typed) } else { Query::parse(typed) };
    Some(Words { fts5: query.to_fts5(seller)?, tsquery: query.to_tsquery(seller)? })
}

/// A page of the shop's reviews. `after` is [`Page::next`] of the page before.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    order: Order,
    after: Option<&str>,
    limit: i64,
) -> Result<Page, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit) = (staff.seller(), limit.clamp(1, PAGE_MAX));
    app.store().glance(move |tx| page(tx, seller, &filter, order, after, limit)).await
}

fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    order: Order,
    after: Option<After>,
    limit: i64,
) -> Result<Page, Failure> {
    let mut reviews = list::page(tx, seller, filter, order, after, limit + 1)?;
    let more = reviews.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    reviews.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = reviews.last().filter(|_| more).map(|last| write_cursor(order.after(last)));
    Ok(Page { reviews, next })
}

/// A list with what its screen shows beside the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The rows.
    pub page: Page,
    /// The counts for the chips, as [`counts`] gives them.
    pub counts: Counts,
    /// The counts of all of the shop's reviews.
    pub all: Counts,
    /// The shop's categories with the number of products in each; up to a minute old.
    pub categories: Arc<Vec<(String, i64)>>,
}

/// A page of the list with its counts, all of one moment and in one read.
pub async fn screen(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    order: Order,
    after: Option<&str>,
    limit: i64,
) -> Result<Screen, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit) = (staff.seller(), limit.clamp(1, PAGE_MAX));
    let known = app.category_cache().get(seller);
    let cache = app.category_cache().clone();
    app.store()
        .read(move |tx| {
            let all = Counts(facets::all(tx, seller)?);
            let walked = walked(&filter);
            let counts =
                if walked == Filter::default() { all.clone() } else { Counts(facets::walked(tx, seller, &walked)?) };
            let categories = match known {
                Some(known) => known,
                None => cache.keep(seller, products::categories(tx, seller)?),
            };
            Ok(Screen { page: page(tx, seller, &filter, order, after, limit)?, counts, all, categories })
        })
        .await
}

fn write_cursor(after: After) -> String {
    format!("{}.{}", after.key, after.place)
}

fn read_cursor(text: &str) -> Result<After, Refusal> {
    let read = || {
        let (key, place) = text.split_once('.')?;
        Some(After { key: key.parse().ok()?, place: Place(place.parse().ok()?) })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// How many reviews share which facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(pub Vec<(Facet, i64)>);

impl Counts {
    /// How many reviews a filter leaves, by what chips can ask for.
    pub fn of(&self, filter: &Filter) -> i64 {
        self.0.iter().filter(|(facet, _)| matches(facet, filter)).map(|(_, n)| n).sum()
    }

    /// How many have this status.
    pub fn with_status(&self, status: ReviewStatus) -> i64 {
        self.of(&Filter { statuses: vec![status], ..Filter::default() })
    }

    /// All.
    pub fn total(&self) -> i64 {
        self.of(&Filter::default())
    }
}

fn matches(facet: &Facet, filter: &Filter) -> bool {
    let asked = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
    (filter.statuses.is_empty() || filter.statuses.contains(&facet.status))
        && (filter.stars.is_empty() || filter.stars.iter().any(|stars| i64::from(*stars) == facet.stars))
        && asked(filter.has_text, facet.has_text)
        && asked(filter.has_media, facet.has_media)
        && asked(filter.answered, facet.answered)
        && filter.order_status.is_none_or(|order| order == facet.order)
}

/// The counts for the chips of a list: of what its products, category, dates and words leave. What chips themselves ask
/// for is not applied, so that each chip can be counted by [`Counts::of`].
pub async fn counts(app: &App, staff: &SellerStaff<CanRead>, filter: &Filter) -> Result<Counts, Failure> {
    let (seller, walked) = (staff.seller(), walked(filter));
    app.store()
        .read(move |tx| {
            let all = if walked == Filter::default() {
                facets::all(tx, seller)?
            } else {
                facets::walked(tx, seller, &walked)?
            };
            Ok(Counts(all))
        })
        .await
}

/// The part of a filter that facets cannot answer.
fn walked(filter: &Filter) -> Filter {
    Filter {
        skus: filter.skus.clone(),
        category: filter.category.clone(),
        from: filter.from,
        until: filter.until,
        words: filter.words.clone(),
        ..Filter::default()
    }
}

/// Reviews that the pulse looks at, at most: the newest.
const BEATS: i64 = 10_000;

/// How the shop is doing: its rating week by week, and how fast it answers.
pub async fn pulse(app: &App, staff: &SellerStaff<CanRead>) -> Result<Pulse, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let since = now.before(std::time::Duration::from_secs(pulse::DAYS * 24 * 3600));
    let beats = app.store().glance(move |tx| Ok::<_, Failure>(list::beats(tx, seller, since, BEATS)?)).await?;
    Ok(pulse::pulse(&beats, now))
}

/// A review with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The review.
    pub review: Review,
    /// Its product, where it is known.
    pub product: Option<Product>,
    /// The comments that were not deleted, the oldest first; those that can still be taken back too.
    pub thread: Vec<Comment>,
    /// The ways of those comments of the shop that are held back.
    pub tracks: Vec<(CommentId, Track)>,
    /// What this person has typed and not sent.
    pub draft: Option<String>,
    /// Colleagues who have the composer open.
    pub answering: Vec<String>,
    /// What else this buyer wrote to the shop, the newest first.
    pub earlier: Vec<Review>,
    /// What this person can do to it now.
    pub actions: Vec<Action>,
    /// The newest answer of the shop, sent or public: what a send is checked against.
    pub newest_answer: Option<CommentId>,
    /// Since when a complaint about it waits for the operator.
    pub reported_at: Option<Timestamp>,
    /// Whether it is on top of its product's card.
    pub pinned: bool,
}

/// How many earlier reviews of the buyer are shown.
const EARLIER: i64 = 5;

/// A review with all that belongs to it.
pub async fn detail(app: &App, staff: &SellerStaff<CanRead>, id: ReviewId) -> Result<Detail, Failure> {
    let (seller, person, now) = (staff.seller(), staff.person(), app.now());
    let may_reply = staff.may(Permission::Reply);
    app.store()
        .read(move |tx| {
            let review = reviews::one(tx, seller, id)?.ok_or(Code::ReviewNotFound)?;
            let product = match review.sku {
                Some(sku) => products::one(tx, seller, sku)?,
                None => None,
            };
            let thread = comments::of_review(tx, seller, review.place)?;
            let newest = thread.iter().rev().find(|c| c.author == rules::AuthorKind::Seller);
            let (draft, answering) = match person {
                Some(me) => (
                    replies::draft(tx, seller, id, me)?.map(|(text, _)| text),
                    replies::who_is_answering(tx, seller, id, me, now)?,
                ),
                None => (None, Vec::new()),
            };
            Ok(Detail {
                tracks: held_back(tx, seller, &thread, now)?,
                draft,
                answering,
                earlier: earlier(tx, &review)?,
                actions: rules::allowed(&review.facts(), may_reply),
                newest_answer: newest.map(|c| c.id),
                reported_at: store::reviews::reports::open(tx, seller, id)?.map(|(_, _, at)| at),
                pinned: product.as_ref().is_some_and(|p| p.pinned == Some(id)),
                thread,
                product,
                review,
            })
        })
        .await
}

fn held_back(
    tx: &mut Tx<'_>,
    seller: SellerId,
    thread: &[Comment],
    now: Timestamp,
) -> Result<Vec<(CommentId, Track)>, Failure> {
    let mut all = Vec::new();
    for comment in thread.iter().filter(|comment| comment.author == rules::AuthorKind::Seller) {
        let way = match comment.state {
            CommentState::Waiting => None,
            CommentState::Refused => Some(Way::Refused),
            CommentState::Pending | CommentState::Published | CommentState::Deleted => continue,
        };
        let id = comment.id.to_string();
        all.push((comment.id, tracks::of(tx, seller, Subject::Comment, &id, &comment.text, way, now)?));
    }
    Ok(all)
}

fn earlier(tx: &mut Tx<'_>, review: &Review) -> Result<Vec<Review>, Failure> {
    let Some(buyer) = review.buyer else { return Ok(Vec::new()) };
    Ok(reviews::card::of_buyer(tx, buyer, review.seller, review.place, EARLIER)?)
}

/// One review.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: ReviewId) -> Result<Review, Failure> {
    let seller = staff.seller();
    let found = app.store().glance(move |tx| Ok::<_, Failure>(reviews::one(tx, seller, id)?)).await?;
    Ok(found.ok_or(Code::ReviewNotFound)?)
}

/// The comments under a review that were not deleted, the oldest first.
pub async fn thread(app: &App, staff: &SellerStaff<CanRead>, id: ReviewId) -> Result<Vec<Comment>, Failure> {
    let seller = staff.seller();
    app.store()
        .read(move |tx| {
            let review = reviews::one(tx, seller, id)?.ok_or(Code::ReviewNotFound)?;
            Ok(comments::of_review(tx, seller, review.place)?)
        })
        .await
}

/// A comment with why it was refused, where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The comment.
    pub comment: Comment,
    /// The reasons of the verdict; empty where it was not refused.
    pub refused_for: Vec<Reason>,
}

/// Comments under a review or under all reviews of a product: the public ones, and the shop's own that wait for a verdict or were
/// refused. A review that is not theirs is not found, and of a product that is not theirs there are none.
pub async fn told_comments(
    app: &App,
    staff: &SellerStaff<CanRead>,
    under: About,
    page: CommentsPage,
) -> Result<Vec<Told>, Failure> {
    let seller = staff.seller();
    app.store()
        .read(move |tx| {
            let under = match under {
                About::Review(id) => {
                    let review = reviews::one(tx, seller, id)?.ok_or(Code::ReviewNotFound)?;
                    Under::Review(review.place)
                }
                About::Product(sku) => Under::Product(sku),
            };
            let found = comments::told(tx, seller, under, page)?;
            found.into_iter().map(|comment| told(tx, seller, comment)).collect()
        })
        .await
}

fn told(tx: &mut Tx<'_>, seller: SellerId, comment: Comment) -> Result<Told, Failure> {
    let mut refused_for = Vec::new();
    if comment.state == rules::CommentState::Refused {
        let verdict = verdicts::of_subject(tx, seller, Subject::Comment, &comment.id.to_string(), 1)?;
        refused_for = verdict.first().map(|verdict| read_reasons(&verdict.reasons)).unwrap_or_default();
    }
    Ok(Told { comment, refused_for })
}

/// What comments are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// One review.
    Review(ReviewId),
    /// All reviews of a product.
    Product(Sku),
}

/// One comment of the shop's reviews.
pub async fn comment(app: &App, staff: &SellerStaff<CanRead>, id: CommentId) -> Result<Comment, Failure> {
    let seller = staff.seller();
    let found = app.store().glance(move |tx| Ok::<_, Failure>(comments::one(tx, seller, id)?)).await?;
    let found = found.filter(|c| c.state != rules::CommentState::Deleted);
    Ok(found.ok_or(Code::CommentNotFound)?)
}

/// Orders that a review can be on.
pub const ORDER_STATUSES: &[OrderStatus] = OrderStatus::ALL;
