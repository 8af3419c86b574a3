//! One question: what the buyer asks, about which product, the answers, and the composer.

use askama::Template;

use crate::web::{
    icons,
    layout::Toast,
    parts::{Appeal, Comment, CommentState, Composer, Findings, Piece, ProductLine, Stage, StepState},
    words::{When, Words},
};

/// Only the question, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "cabinet/question_fragment.html")]
pub struct QuestionFragment {
    /// The words.
    pub w: &'static Words,
    /// The question.
    pub q: QuestionView,
    /// What is said once.
    pub said: Option<Toast>,
}

/// What the moderators' rules say to a text that is being typed.
#[derive(Debug, Template)]
#[template(path = "parts/findings.html")]
pub struct FindingsFragment {
    /// The words.
    pub w: &'static Words,
    /// What they found.
    pub f: Findings,
}

/// A question with everything around it.
#[derive(Clone, Debug)]
pub struct QuestionView {
    /// Its id.
    pub id: String,
    /// The list's filters as a query string, which every form carries on.
    pub query: String,
    /// The list it was opened from.
    pub back_href: String,
    /// The buyer's display name.
    pub author: String,
    /// The buyer's initials.
    pub initials: String,
    /// When.
    pub when: Option<When>,
    /// Where it stands.
    pub stage: Stage,
    /// "26 ч": it waits for an answer that long.
    pub waiting: Option<String>,
    /// "+7 спрашивают то же"
    pub same: Option<String>,
    /// The text.
    pub text: Vec<Piece>,
    /// About what.
    pub product: ProductLine,
    /// The product's attributes: name and value.
    pub attributes: Vec<(String, String)>,
    /// The product's description.
    pub about: String,
    /// The answers, oldest first.
    pub thread: Vec<Comment>,
    /// Similar questions that were answered, the most similar first.
    pub similar: Vec<Similar>,
    /// The change of stage on offer: form value and verb.
    pub mark: Option<(&'static str, &'static str)>,
    /// The composer; absent for those who may only read.
    pub composer: Option<Composer>,
}

/// A similar question with the answer that it got.
#[derive(Clone, Debug)]
pub struct Similar {
    /// Its page.
    pub href: String,
    /// What was asked.
    pub question: String,
    /// What the shop answered.
    pub answer: String,
    /// This page with that answer in the composer, for browsers without script.
    pub use_href: String,
}
