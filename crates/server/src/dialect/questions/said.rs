//! A question in the words of the dialect.

use app::queries::questions::Question;
use domain::Timestamp;
use domain::questions::Status;
use serde::Serialize;

use crate::dialect::base::Base;
use crate::dialect::written;

/// A question of a list, and one by itself.
#[derive(Serialize)]
pub(super) struct Said<'a> {
    id: String,
    sku: i64,
    text: &'a str,
    author_name: &'a str,
    #[serde(serialize_with = "written")]
    published_at: Timestamp,
    status: &'static str,
    answers_count: i64,
    product_url: String,
    question_link: String,
}

impl<'a> Said<'a> {
    pub(super) fn new(question: &'a Question, base: &Base) -> Self {
        Self {
            id: question.id.to_string(),
            sku: question.sku.0,
            text: &question.text,
            author_name: &question.buyer_name,
            published_at: question.asked_at,
            status: name(question.stage.status()),
            answers_count: question.answers,
            product_url: base.product(question.sku),
            question_link: base.question(question.sku, question.id),
        }
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::New => "NEW",
        Status::Viewed => "VIEWED",
        Status::Processed => "PROCESSED",
    }
}
