//! `/v1/review/comment/list`: the comments under a review, or under all reviews of a product, with what became of the shop's own.

use app::queries::reviews::{self, About, CommentsPage, Told};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::reviews::{AuthorKind, CommentState};
use domain::{Code, Lang, ReviewId, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Object, Words, choice, either, positive, time, within};
use crate::dialect::invalid::Invalid;
use crate::dialect::written;

/// Comments that were asked for.
pub(in crate::dialect) struct List {
    review: Option<Named<ReviewId>>,
    sku: Option<Sku>,
    page: CommentsPage,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    limit: Option<Int>,
    offset: Option<Int>,
    review_id: Option<Words>,
    sort_dir: Option<Words>,
    filter: Option<Object<Filter>>,
    filters: Option<Object<Filter>>,
}

#[derive(Deserialize, Default)]
struct Filter {
    sku: Option<Int>,
    published_from: Option<Words>,
    published_to: Option<Words>,
}

impl Message for List {
    const NAME: &'static str = "CommentListRequest";
    type Raw = Raw;

    /// The contract's schema says `filter`, its example `filters`, where a sku of 0 stands for none.
    fn read(raw: Raw) -> Result<Self, Invalid> {
        let Object(filter) = either("filter", raw.filter, raw.filters)?.unwrap_or_default();
        let review = raw.review_id.map(|Words(id)| id).filter(|id| !id.is_empty());
        let sku = filter.sku.filter(|sku| *sku != Int(0));
        let sku = sku.map(|sku| positive("filter.sku", sku).map(Sku)).transpose()?;
        if review.is_none() && sku.is_none() {
            return Err(Invalid::new("review_id", "value is required where filter.sku is not set"));
        }
        let page = CommentsPage {
            newest: choice("sort_dir", raw.sort_dir.as_ref(), &[("ASC", false), ("DESC", true)])?,
            from: time("filter.published_from", filter.published_from.as_ref())?,
            until: time("filter.published_to", filter.published_to.as_ref())?,
            limit: within("limit", raw.limit, 20, 100)?,
            offset: within("offset", raw.offset, 0, i64::from(i32::MAX))?,
        };
        Ok(Self { review: review.map(|id| Named::new(ReviewId::parse(&id))), sku, page })
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    comments: Vec<Said<'a>>,
    offset: i64,
}

/// What may still be taken back is not told.
#[derive(Serialize)]
struct Said<'a> {
    id: String,
    parent_comment_id: String,
    text: &'a str,
    #[serde(serialize_with = "written")]
    published_at: Timestamp,
    is_owner: bool,
    is_official: bool,
    is_published: bool,
    is_rejected: bool,
    deviation_reason: String,
    likes_amount: i64,
    dislikes_amount: i64,
}

impl<'a> Said<'a> {
    fn new(told: &'a Told) -> Self {
        let comment = &told.comment;
        let by_the_shop = comment.author == AuthorKind::Seller;
        Self {
            id: comment.id.to_string(),
            parent_comment_id: comment.parent.map(|id| id.to_string()).unwrap_or_default(),
            text: &comment.text,
            published_at: comment.public_at,
            is_owner: by_the_shop,
            is_official: by_the_shop,
            is_published: comment.state == CommentState::Published,
            is_rejected: comment.state == CommentState::Refused,
            deviation_reason: why(told),
            likes_amount: 0,
            dislikes_amount: 0,
        }
    }
}

/// Why it was rejected, in the words of the reasons; empty where it was not.
fn why(told: &Told) -> String {
    told.refused_for.iter().map(|reason| reason.words(Lang::Ru)).collect::<Vec<_>>().join(" ")
}

/// `POST /v1/review/comment/list`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<List>,
) -> Result<Answer, Error> {
    let told = async {
        let comments = find(&app, &staff, &list).await?;
        let offset = list.page.offset + i64::try_from(comments.len()).unwrap_or(0);
        Answer::of(&Listed { comments: comments.iter().map(Said::new).collect(), offset })
    };
    told.await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

/// Where both are named, the review's comments, if it is a review of that product.
async fn find(app: &App, staff: &SellerStaff<CanRead>, list: &List) -> Result<Vec<Told>, Failure> {
    let about = match (list.review, list.sku) {
        (Some(id), sku) => {
            let id = id.or(Code::ReviewNotFound)?;
            if sku.is_some() && reviews::one(app, staff, id).await?.sku != sku {
                return Ok(Vec::new());
            }
            About::Review(id)
        }
        (None, Some(sku)) => About::Product(sku),
        (None, None) => return Ok(Vec::new()),
    };
    reviews::told_comments(app, staff, about, list.page).await
}
