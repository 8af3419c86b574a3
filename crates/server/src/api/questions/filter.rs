//! The parameters by which a list of questions is asked for.

use std::time::Duration;

use app::SellerStaff;
use app::queries::questions::{Filter, Order};
use app::queries::reviews::words;
use domain::{Code, Refusal, Sku, Timestamp};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::view::QuestionStage;
use crate::api::types::{Number, Time};

/// Hours that can be asked for, at most: a year and a half, as in the cabinet.
const HOURS_MAX: i64 = 13_140;

/// Which questions. Parameters combine; a parameter that may be repeated asks for any of its values.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QuestionsAsked {
    /// Where they stand. May be repeated.
    pub stage: Vec<QuestionStage>,
    /// With (`true`) or without (`false`) public answers by buyers.
    pub answered_by_buyers: Option<bool>,
    /// About this product. May be repeated.
    pub sku: Vec<Number>,
    /// About products of this category.
    pub category: Option<String>,
    /// Waiting for the shop for longer than so many hours.
    #[param(minimum = 1, maximum = 13_140)]
    pub waiting_hours: Option<i64>,
    /// Asked at this time or later.
    #[param(value_type = Option<String>, example = "2026-01-01")]
    pub from: Option<Time>,
    /// Asked before this time.
    #[param(value_type = Option<String>, example = "2026-12-31T23:59:59+03:00")]
    pub until: Option<Time>,
    /// Words to find: forms of a word count as the word, `"…"` is a phrase, `-word` must not be there. Product names and
    /// skus are searched too.
    pub q: Option<String>,
    /// Whether the last word of `q` may be unfinished.
    pub typing: Option<bool>,
    /// The order of the list; without it, what waits for the shop comes first, the longest waiting before the others.
    pub sort: Option<QuestionSort>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Questions on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The order of a list of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionSort {
    /// What waits for the shop, the longest waiting first; then the rest, the newest first.
    Waiting,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// What most others ask too first.
    MostAsked,
}

impl From<QuestionSort> for Order {
    fn from(sort: QuestionSort) -> Self {
        match sort {
            QuestionSort::Waiting => Self::Waiting,
            QuestionSort::Newest => Self::Newest,
            QuestionSort::Oldest => Self::Oldest,
            QuestionSort::MostAsked => Self::MostAsked,
        }
    }
}

impl QuestionsAsked {
    /// As the query wants it.
    pub fn filter<P>(&self, staff: &SellerStaff<P>, now: Timestamp) -> Result<Filter, Refusal> {
        Ok(Filter {
            stages: self.stage.iter().map(|stage| (*stage).into()).collect(),
            others: self.answered_by_buyers,
            skus: self.sku.iter().map(|sku| Sku(sku.0)).collect(),
            category: self.category.clone(),
            waiting_since: self.waiting_hours.map(|hours| since(hours, now)).transpose()?,
            from: self.from.map(|at| at.0),
            until: self.until.map(|at| at.0),
            words: self.q.as_deref().and_then(|typed| words(staff.seller(), typed, self.typing.unwrap_or(false))),
        })
    }
}

fn since(hours: i64, now: Timestamp) -> Result<Timestamp, Refusal> {
    match u64::try_from(hours) {
        Ok(ago) if (1..=HOURS_MAX).contains(&hours) => Ok(now.before(Duration::from_secs(ago * 3600))),
        _ => Err(Refusal::new(Code::NumberOutOfRange).at("waiting_hours").with("min", 1).with("max", HOURS_MAX)),
    }
}
