//! What the app knows, as the parts of a page: dates in words, prices, marks of the search.

use domain::reviews::{AuthorKind, CommentState as State, MediaRef, OrderStatus, ReviewStatus, urgency};
use domain::text::{Query, excerpt, highlight};
use domain::{MediaId, Sku, Timestamp};

use app::queries::questions::Question;
use app::queries::reviews::{Comment as StoredComment, Product, Review};

use super::parts::{
    Comment, CommentState, MediaItem, OrderLine, Piece, ProductLine, QuestionRow, ReviewRow, Spread, Stage, Stars,
    Status, same,
};
use super::words::{Lang, When, Words, age, when};

/// How much of a text a row shows; its lines are clamped by the page.
const ROW_TEXT: usize = 280;
const MINUTE: i64 = 60_000_000;
/// A question that waits for longer is urgent.
const DAY: i64 = 24 * 3_600_000_000;
/// How many photos and videos a row shows.
const ROW_MEDIA: usize = 3;

/// The eyes with which stored things are looked at.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// The words.
    pub w: &'static Words,
    /// The time, in microseconds.
    pub now: i64,
    /// What was searched.
    pub query: Option<&'a Query>,
}

impl Eyes<'_> {
    /// When something was.
    pub fn when(&self, at: Option<Timestamp>) -> Option<When> {
        when(self.w, at?.0, self.now)
    }

    /// How long ago something was.
    pub fn age(&self, since: Timestamp) -> String {
        age(self.w, self.now - since.0)
    }

    /// A whole text with what the search found marked.
    pub fn marked(&self, text: &str) -> Vec<Piece> {
        match self.query {
            Some(query) => highlight(text, query).iter().map(piece).collect(),
            None => Piece::plain(text),
        }
    }

    /// As much of a text as a row shows, around what the search found.
    pub fn excerpt(&self, text: &str) -> Vec<Piece> {
        match self.query {
            Some(query) => {
                let found = excerpt(text, query, ROW_TEXT);
                let dots = |cut: bool| cut.then(|| Piece { text: "…".into(), hit: false });
                let inside = found.segments.iter().map(piece);
                dots(found.cut_before).into_iter().chain(inside).chain(dots(found.cut_after)).collect()
            }
            None => Piece::plain(text.chars().take(ROW_TEXT).collect::<String>()),
        }
    }

    /// A review as a row of a list.
    pub fn row(&self, review: &Review, href: String) -> ReviewRow {
        let media = media(&review.media);
        let text = [&review.text, &review.pros, &review.cons].into_iter().filter(|text| !text.is_empty());
        let text = text.map(String::as_str).collect::<Vec<_>>().join(" · ");
        ReviewRow {
            id: review.id.to_string(),
            href,
            stars: stars(review.stars),
            status: status(review.status),
            author: review.buyer_name.clone(),
            when: self.when(review.published_at),
            product: product_of(self.w, review),
            text: if text.is_empty() { Vec::new() } else { self.excerpt(&text) },
            more_media: u32::try_from(media.len().saturating_sub(ROW_MEDIA)).unwrap_or(u32::MAX),
            media: media.into_iter().take(ROW_MEDIA).collect(),
            waiting: self.waiting(review),
            urgent: urgency(&review.facts()) > 1,
            answer: review.answer.as_ref().map(|answer| answer.text.clone()),
            cancelled: review.order_status == OrderStatus::Cancelled,
            pinned: false,
            edited: review.edited_at.is_some(),
            open: false,
        }
    }

    /// A question as a row of a list.
    pub fn question(&self, question: &Question, href: String) -> QuestionRow {
        let waits = question.stage.waits();
        let standing = question.answer.as_ref();
        QuestionRow {
            id: question.id.to_string(),
            href,
            stage: stage(question.stage),
            author: question.buyer_name.clone(),
            when: self.when(Some(question.asked_at)),
            product: ProductLine {
                sku: question.sku.0,
                name: question.product.clone().unwrap_or_else(|| self.w.reviews.product_unknown.to_owned()),
                image: question.picture.map(thumb),
                href: card_href(Some(question.sku)),
                price: None,
            },
            text: self.excerpt(&question.text),
            waiting: waits.then_some(question.asked_at).and_then(|at| self.waited(at)),
            urgent: waits && self.now - question.asked_at.0 > DAY,
            same: same(self.w, u64::try_from(question.same).unwrap_or(0)),
            answer: standing.map(|answer| answer.text.chars().take(ROW_TEXT).collect()),
            open: false,
        }
    }

    /// "26 ч", while a review waits for an answer and its time is known.
    pub fn waiting(&self, review: &Review) -> Option<String> {
        self.waited(review.published_at.filter(|_| review.waits)?)
    }

    /// How long something has waited since then; nothing is said of the first minute.
    pub fn waited(&self, since: Timestamp) -> Option<String> {
        (self.now - since.0 >= MINUTE).then(|| self.age(since))
    }

    /// A comment of a review's thread; `query` is the list's filters, which its forms carry on.
    pub fn comment(&self, comment: &StoredComment, query: &str, may_change: bool) -> Comment {
        let by_shop = comment.author == AuthorKind::Seller;
        Comment {
            id: comment.id.to_string(),
            path: format!("/reviews/{}/comments/{}", comment.review, comment.id),
            query: query.to_owned(),
            author: comment.author_name.clone(),
            by_shop,
            when: self.when(Some(comment.sent_at)),
            text: comment.text.clone(),
            edited: comment.edited_at.is_some(),
            state: comment_state(comment.state, comment.public_at.0, self.now),
            can_edit: by_shop && may_change,
            can_delete: by_shop && may_change,
            edit_error: None,
            track: None,
            note: None,
        }
    }
}

fn piece(segment: &domain::text::Segment<'_>) -> Piece {
    Piece { text: segment.text.to_owned(), hit: segment.hit }
}

/// The rating as stars.
pub fn stars(stored: i64) -> Stars {
    Stars(u8::try_from(stored).ok().filter(|stars| (1..=5).contains(stars)))
}

/// The status of a review.
pub fn status(stored: ReviewStatus) -> Status {
    match stored {
        ReviewStatus::New => Status::New,
        ReviewStatus::Viewed => Status::Viewed,
        ReviewStatus::Processed => Status::Processed,
    }
}

/// How public a comment is.
fn comment_state(stored: State, public_at: i64, now: i64) -> CommentState {
    match (stored, seconds_left(public_at, now)) {
        (State::Pending, 0) | (State::Published | State::Deleted, _) => CommentState::Public,
        (State::Pending, left) => CommentState::Pending(left),
        (State::Waiting, _) => CommentState::Waiting,
        (State::Refused, _) => CommentState::Refused,
    }
}

/// The stage of a question.
pub fn stage(stored: domain::questions::Stage) -> Stage {
    use domain::questions::Stage as Stored;
    match stored {
        Stored::New => Stage::New,
        Stored::Viewed => Stage::Viewed,
        Stored::Moderation => Stage::Moderation,
        Stored::Refused => Stage::Refused,
        Stored::Processed => Stage::Processed,
    }
}

/// Whole seconds until a moment, the begun one counted.
pub fn seconds_left(until: i64, now: i64) -> u32 {
    let left = until.saturating_sub(now).max(0);
    u32::try_from((left + 999_999) / 1_000_000).unwrap_or(u32::MAX)
}

/// Where a photo, video or drawing is.
pub fn media_href(id: MediaId) -> String {
    format!("/media/{id}")
}

/// Where its small picture is.
pub fn thumb(id: MediaId) -> String {
    format!("/media/{id}/thumb")
}

/// The photos and videos of a review.
pub fn media(stored: &str) -> Vec<MediaItem> {
    let all: Vec<MediaRef> = serde_json::from_str(stored).unwrap_or_default();
    let item = |media: MediaRef| {
        let video = media.kind == "video";
        let href = format!("/media/{}", media.id);
        MediaItem { thumb: (!video).then(|| format!("{href}/thumb")), video, href }
    };
    all.into_iter().map(item).collect()
}

/// The product of a review, as far as the review knows it.
pub fn product_of(w: &Words, review: &Review) -> ProductLine {
    let sku = review.sku.map_or(0, |sku| sku.0);
    ProductLine {
        sku,
        name: review.product.clone().unwrap_or_else(|| w.reviews.product_unknown.to_owned()),
        image: review.picture.map(thumb),
        href: card_href(review.sku),
        price: None,
    }
}

/// A product in one line.
pub fn product(product: &Product) -> ProductLine {
    ProductLine {
        sku: product.sku.0,
        name: product.name.clone(),
        image: product.picture.map(thumb),
        href: card_href(Some(product.sku)),
        price: Some(product.price.to_string()),
    }
}

/// A product's card in the shop.
pub fn card_href(sku: Option<Sku>) -> String {
    sku.map_or_else(|| "/shop".to_owned(), |sku| format!("/shop/p/{sku}"))
}

/// How a product's ratings are spread.
pub fn spread(lang: Lang, counts: [i64; 5]) -> Spread {
    let counts = counts.map(|count| u64::try_from(count).unwrap_or(0));
    Spread { average: average(counts).map(|tenths| decimal(lang, tenths)), counts }
}

/// The average in tenths: 46 is 4.6. Rounded half up.
pub fn average(counts: [u64; 5]) -> Option<u64> {
    let total: u64 = counts.iter().sum();
    let sum: u64 = counts.iter().zip(1u64..).map(|(count, stars)| count * stars).sum();
    (total > 0).then(|| (sum * 20 + total) / (2 * total))
}

/// Tenths with the language's decimal sign.
pub fn decimal(lang: Lang, tenths: u64) -> String {
    let sign = match lang {
        Lang::Ru => ',',
        Lang::En => '.',
    };
    format!("{}{sign}{}", tenths / 10, tenths % 10)
}

/// What became of an order, in the seller's words.
pub fn order_state(w: &Words, status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Processing => w.shop.order_on_way,
        OrderStatus::Delivered => w.shop.order_delivered,
        OrderStatus::Cancelled => w.shop.order_cancelled,
    }
}

/// The order of a review.
pub fn order(w: &Words, review: &Review) -> Option<OrderLine> {
    review.order.as_ref().map(|order| OrderLine {
        number: order.0.clone(),
        state: order_state(w, review.order_status).to_owned(),
        cancelled: review.order_status == OrderStatus::Cancelled,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_rounded_to_the_nearest_tenth() {
        assert_eq!(average([0, 0, 0, 1, 2]), Some(47));
        assert_eq!(average([1, 0, 0, 0, 0]), Some(10));
        assert_eq!(average([0; 5]), None);
        assert_eq!(spread(Lang::Ru, [0, 0, 0, 1, 1]).average.as_deref(), Some("4,5"));
        assert_eq!(spread(Lang::En, [0, 0, 0, 1, 1]).average.as_deref(), Some("4.5"));
    }

    #[test]
    fn media_that_cannot_be_read_is_left_out_instead_of_breaking_the_page() {
        assert_eq!(media("nonsense"), []);
        let video = media(r#"[{"id":"x","kind":"video","width":1,"height":1}]"#);
        assert!(video.first().is_some_and(|item| item.video && item.thumb.is_none()));
    }
}
