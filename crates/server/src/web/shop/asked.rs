//! The questions on a product's card, and the facts of them that search engines read.

use serde_json::{Value, json};

use crate::web::{
    parts::{Chip, Field},
    words::When,
};

/// The tab of a card with the questions.
#[derive(Clone, Debug)]
pub struct AskedTab {
    /// Public questions about the product.
    pub total: u64,
    /// Orders of the questions.
    pub sorts: Vec<Chip>,
    /// The questions.
    pub questions: Vec<AskedQuestion>,
    /// The next page.
    pub next: Option<String>,
    /// The form to ask with; who is not signed in has none.
    pub form: Option<AskForm>,
    /// Where one signs in and comes back from.
    pub sign_in_href: String,
    /// This page, which the forms lead back to.
    pub back: String,
}

/// The form to ask with.
#[derive(Clone, Debug, Default)]
pub struct AskForm {
    /// Where it goes.
    pub action: String,
    /// Where similar questions are looked up while one types.
    pub similar: String,
    /// What was typed, and why it was refused.
    pub text: Field,
    /// Makes the question be stored once even when it is sent twice.
    pub key: String,
    /// Characters, at least and at most.
    pub limits: (usize, usize),
    /// It stands open.
    pub open: bool,
}

impl AskForm {
    /// Letters in the box.
    pub fn length(&self) -> usize {
        self.text.value.chars().count()
    }
}

/// A question as buyers see it.
#[derive(Clone, Debug)]
pub struct AskedQuestion {
    /// Its id.
    pub id: String,
    /// Who asks.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
    /// "7 спрашивают то же"
    pub same: Option<String>,
    /// The reader asks the same.
    pub seconded: bool,
    /// The reader may say so.
    pub can_second: bool,
    /// The reader asked it.
    pub own: bool,
    /// Where it stands while only its author sees it: the tone and the words.
    pub state: Option<(&'static str, String)>,
    /// The answers that stand open.
    pub answers: Vec<AskedAnswer>,
    /// The answers that are folded.
    pub folded: Vec<AskedAnswer>,
    /// The form to answer with, for buyers who have the product.
    pub form: Option<AskForm>,
}

impl AskedQuestion {
    /// Every answer, the open ones first.
    pub fn all(&self) -> impl Iterator<Item = &AskedAnswer> {
        self.answers.iter().chain(&self.folded)
    }
}

/// An answer as buyers see it.
#[derive(Clone, Debug)]
pub struct AskedAnswer {
    /// Its id.
    pub id: String,
    /// The shop, or the buyer.
    pub author: String,
    /// It bears the shop's badge.
    pub by_shop: bool,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
    /// How many found it useful.
    pub useful: u64,
    /// The reader did.
    pub voted: bool,
    /// The reader may vote.
    pub can_vote: bool,
}

/// The questions that the shop has answered as schema.org `FAQPage`, safe inside a `<script>`; nothing where there are none.
///
/// A card has many questions, so it is no `QAPage`, which has one. The shop speaks for the product, so its answer is the
/// accepted one and buyers' answers are suggestions.
pub fn faq(questions: &[AskedQuestion]) -> Option<String> {
    let all: Vec<Value> = questions.iter().filter(|q| q.state.is_none()).filter_map(entity).collect();
    let page = json!({ "@context": "https://schema.org", "@type": "FAQPage", "mainEntity": all });
    (!all.is_empty()).then(|| super::product::in_script(&page))
}

fn entity(question: &AskedQuestion) -> Option<Value> {
    let official = question.all().find(|answer| answer.by_shop)?;
    let others: Vec<Value> = question.all().filter(|a| a.id != official.id).map(|a| answer(a, "Person")).collect();
    let mut entity = json!({
        "@type": "Question",
        "name": question.text,
        "answerCount": others.len() + 1,
        "acceptedAnswer": answer(official, "Organization"),
    });
    if !others.is_empty() {
        entity["suggestedAnswer"] = others.into();
    }
    Some(entity)
}

fn answer(answer: &AskedAnswer, kind: &str) -> Value {
    let kind = if answer.by_shop { "Organization" } else { kind };
    json!({
        "@type": "Answer",
        "text": answer.text,
        "upvoteCount": answer.useful,
        "dateCreated": answer.when.as_ref().map(|when| when.iso.clone()),
        "author": { "@type": kind, "name": answer.author },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(by_shop: bool, text: &str) -> AskedAnswer {
        AskedAnswer {
            id: text.into(),
            author: "Лён и Липа".into(),
            by_shop,
            when: None,
            text: text.into(),
            useful: 2,
            voted: false,
            can_vote: false,
        }
    }

    fn asked(answers: Vec<AskedAnswer>) -> AskedQuestion {
        AskedQuestion {
            id: "q".into(),
            author: "Олег".into(),
            when: None,
            text: "Это </script>?".into(),
            same: None,
            seconded: false,
            can_second: false,
            own: false,
            state: None,
            answers,
            folded: Vec::new(),
            form: None,
        }
    }

    #[test]
    fn search_engines_read_what_the_shop_answered_and_a_question_never_ends_the_script() {
        let text = faq(&[asked(vec![said(false, "Думаю, да"), said(true, "Да")]), asked(Vec::new())]).unwrap();
        assert!(!text.contains('<'));
        let page: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(page["mainEntity"].as_array().map(Vec::len), Some(1));
        assert_eq!(page["mainEntity"][0]["acceptedAnswer"]["text"], "Да");
        assert_eq!(page["mainEntity"][0]["suggestedAnswer"][0]["author"]["@type"], "Person");
        assert_eq!(page["mainEntity"][0]["name"], "Это </script>?");
    }

    #[test]
    fn what_only_its_author_sees_and_what_nobody_of_the_shop_answered_is_told_to_no_search_engine() {
        let waiting =
            AskedQuestion { state: Some(("warn", "на проверке".into())), ..asked(vec![said(true, "Да")]) };
        assert_eq!(faq(&[waiting, asked(vec![said(false, "Да")])]), None);
    }
}
