//! The parameters by which a list of reviews is asked for.

use app::SellerStaff;
use app::queries::reviews::{self, Filter, NO_STARS};
use domain::{Refusal, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{Order, Status};
use crate::api::types::{Number, Time};

/// Stars to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stars {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "4")]
    Four,
    #[serde(rename = "5")]
    Five,
    #[serde(rename = "none")]
    None,
}

impl Stars {
    /// All, in their order.
    pub const ALL: [Self; 6] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five, Self::None];

    /// As the store counts them.
    pub fn stored(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
            Self::Five => 5,
            Self::None => u8::try_from(NO_STARS).unwrap_or(6),
        }
    }
}

/// Which reviews. Parameters combine; a parameter that may be repeated asks for any of its values.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// How far the staff has come. May be repeated.
    pub status: Vec<Status>,
    /// Stars, `none` for reviews without. May be repeated.
    pub stars: Vec<Stars>,
    /// With (`true`) or without (`false`) words.
    pub has_text: Option<bool>,
    /// With or without photos or videos.
    pub has_media: Option<bool>,
    /// With or without the shop's answer.
    pub answered: Option<bool>,
    /// About this product. May be repeated.
    pub sku: Vec<Number>,
    /// About products of this category.
    pub category: Option<String>,
    /// On orders with this status.
    pub order_status: Option<Order>,
    /// Published at this time or later.
    #[param(value_type = Option<String>, example = "2026-01-01")]
    pub from: Option<Time>,
    /// Published before this time.
    #[param(value_type = Option<String>, example = "2026-12-31T23:59:59+03:00")]
    pub until: Option<Time>,
    /// Words to find: forms of a word count as the word, `"…"` is a phrase, `-word` must not be there. Product names and
    /// skus are searched too.
    pub q: Option<String>,
    /// Whether the last word of `q` may be unfinished.
    pub typing: Option<bool>,
    /// The order of the list; without it, what asks for an answer comes first.
    pub sort: Option<Sort>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Reviews on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Unanswered reviews with one or two stars, then what else waits, then the rest; newest first.
    Important,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// The lowest stars first.
    Lowest,
    /// Only what waits for the shop, the longest waiting first.
    Waiting,
}

impl From<Sort> for reviews::Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Important => Self::Important,
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Lowest => Self::Lowest,
            Sort::Waiting => Self::Waiting,
        }
    }
}

impl Asked {
    /// As the query wants it.
    pub fn filter<P>(&self, staff: &SellerStaff<P>) -> Filter {
        let words = self.q.as_deref();
        let typing = self.typing.unwrap_or(false);
        Filter {
            statuses: self.status.iter().map(|status| (*status).into()).collect(),
            stars: self.stars.iter().map(|stars| stars.stored()).collect(),
            has_text: self.has_text,
            has_media: self.has_media,
            answered: self.answered,
            skus: self.sku.iter().map(|sku| Sku(sku.0)).collect(),
            category: self.category.clone(),
            order_status: self.order_status.map(Into::into),
            from: self.from.map(|at| at.0),
            until: self.until.map(|at| at.0),
            words: words.and_then(|typed| reviews::words(staff.seller(), typed, typing)),
        }
    }

    /// How many on a page.
    pub fn limit(&self) -> Result<i64, Refusal> {
        crate::api::page::limit(self.limit)
    }
}
