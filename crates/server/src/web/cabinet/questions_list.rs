//! The list of questions, and the page that shows it with one question beside it.

use askama::Template;

use super::question::QuestionView;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, CommentState, List, QuestionRow, Stage, StepState},
    words::Words,
};

/// The list of questions.
pub type QuestionList = List<QuestionRow>;

/// `/questions` and `/questions/{id}`: the list, and from 1024 px the open question beside it.
#[derive(Debug, Template)]
#[template(path = "cabinet/questions.html")]
pub struct QuestionsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: QuestionList,
    /// The open question.
    pub question: Option<QuestionView>,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "cabinet/question_list.html")]
pub struct QuestionListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: QuestionList,
}
