//! Answers to questions.

use domain::AnswerId;
use domain::questions::{AnswerState, AuthorKind};
use store::answers::{self, Answer};
use store::questions::Question;

use super::given::{SHOP, STRANGER, minute, person, uuid};
use super::questions::asked_shop;
use super::{Case, tell};

fn answer(question: &Question, number: u32, author: AuthorKind, text: &str) -> Answer {
    Answer {
        id: AnswerId::parse(&uuid(number)).expect("a UUID"),
        seller: question.seller,
        place: question.place,
        question: question.id,
        sku: question.sku,
        author,
        author_id: Some(format!("staff:{}", person(1))),
        author_name: "Дарья".to_owned(),
        text: text.to_owned(),
        public_text: None,
        text_hash: text.to_lowercase(),
        state: AnswerState::Waiting,
        sent_at: minute(i64::from(number)),
        public_at: minute(i64::from(number)),
        due_at: Some(minute(9_000)),
        published_at: None,
        edited_at: None,
        useful: 0,
        version: 1,
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "an answer that was changed meanwhile is not changed once more, and no stranger finds it",
            story: |tx| {
                let question = &asked_shop(tx)?[0];
                let mut sent = answer(question, 1, AuthorKind::Seller, "21 см");
                answers::insert(tx, &sent)?;
                let mut stale = sent.clone();
                (sent.state, sent.public_text, sent.published_at) =
                    (AnswerState::Published, Some("21 см".to_owned()), Some(minute(5)));
                assert!(answers::update(tx, &mut sent)?);
                stale.text = "22 см".to_owned();
                assert!(!answers::update(tx, &mut stale)?, "somebody was faster");
                tell((
                    answers::one(tx, SHOP, sent.id)?,
                    answers::one(tx, STRANGER, sent.id)?,
                    answers::by_public_id(tx, sent.id)?.map(|a| a.id),
                ))
            },
        },
        Case {
            name: "under a question stand its answers, the oldest first, and on the card the public ones",
            story: |tx| {
                let all = asked_shop(tx)?;
                for (number, author, state, public) in [
                    (3, AuthorKind::Seller, AnswerState::Published, true),
                    (1, AuthorKind::Buyer, AnswerState::Published, true),
                    (2, AuthorKind::Seller, AnswerState::Deleted, false),
                    (4, AuthorKind::Seller, AnswerState::Waiting, true),
                    (5, AuthorKind::Seller, AnswerState::Refused, false),
                ] {
                    let mut one = answer(&all[0], number, author, &format!("Ответ {number}"));
                    (one.state, one.public_text) = (state, public.then(|| one.text.clone()));
                    answers::insert(tx, &one)?;
                }
                answers::insert(tx, &answer(&all[1], 9, AuthorKind::Seller, "Под другим"))?;
                let texts = |all: Vec<Answer>| all.into_iter().map(|a| a.text).collect::<Vec<_>>();
                tell((
                    texts(answers::of_question(tx, SHOP, all[0].place, 10)?),
                    texts(answers::public_of_question(tx, SHOP, all[0].place, 10)?),
                    texts(answers::of_question_after(tx, SHOP, all[0].place, &uuid(3), 10)?),
                    answers::recent_hashes(tx, SHOP, minute(3), 2)?,
                    answers::recent_texts(tx, SHOP, 2)?,
                    answers::of_question(tx, STRANGER, all[0].place, 10)?.len(),
                ))
            },
        },
        Case {
            name: "the same said twice under one question is noticed, and said elsewhere is not",
            story: |tx| {
                let all = asked_shop(tx)?;
                let first = answer(&all[0], 1, AuthorKind::Seller, "21 см");
                answers::insert(tx, &first)?;
                let other = AnswerId::parse(&uuid(2)).expect("a UUID");
                let told = [
                    answers::is_repeated(tx, SHOP, all[0].place, &first.text_hash, other)?,
                    answers::is_repeated(tx, SHOP, all[0].place, &first.text_hash, first.id)?,
                    answers::is_repeated(tx, SHOP, all[1].place, &first.text_hash, other)?,
                ];
                assert_eq!(told, [true, false, false]);
                tell(told)
            },
        },
        Case {
            name: "who finds an answer useful counts once",
            story: |tx| {
                let all = asked_shop(tx)?;
                let first = answer(&all[0], 1, AuthorKind::Seller, "21 см");
                answers::insert(tx, &first)?;
                let mut vote = |useful| answers::vote(tx, SHOP, first.id, person(1), useful, minute(1));
                assert_eq!([vote(true)?, vote(true)?], [true, false]);
                let voted = answers::voted(tx, SHOP, first.id, person(1))?;
                answers::vote(tx, SHOP, first.id, person(2), true, minute(2))?;
                answers::vote(tx, SHOP, first.id, person(2), false, minute(3))?;
                answers::erase_gone(tx, minute(9_999))?;
                tell((
                    voted,
                    answers::voted(tx, SHOP, first.id, person(2))?,
                    answers::one(tx, SHOP, first.id)?.map(|a| a.useful),
                ))
            },
        },
    ]
}
