//! Answers and replies under reviews.

use domain::CommentId;
use domain::reviews::{AuthorKind, CommentState};
use store::comments::{self, Comment, Page, Under};
use store::reviews::Review;

use super::given::{SHOP, STRANGER, minute, person, reviewed_shop, uuid};
use super::{Case, tell};

fn comment(review: &Review, number: u32, author: AuthorKind, text: &str) -> Comment {
    Comment {
        id: CommentId::parse(&uuid(number)).expect("a UUID"),
        place: review.place,
        review: review.id,
        parent: None,
        author,
        author_id: Some(person(1).to_string()),
        author_name: "Иван".to_owned(),
        text: text.to_owned(),
        state: CommentState::Pending,
        settles: true,
        sent_at: minute(1),
        public_at: minute(2),
        edited_at: None,
        version: 1,
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "an answer becomes public once, and a stranger cannot touch it",
            story: |tx| {
                let review = &reviewed_shop(tx)?[0];
                let answer = comment(review, 1, AuthorKind::Seller, "Спасибо!");
                comments::insert(tx, SHOP, &answer)?;
                comments::insert(tx, SHOP, &comment(review, 1, AuthorKind::Seller, "Ещё раз"))?;
                let (pending, published) = (CommentState::Pending, CommentState::Published);
                let moved = [
                    comments::set_state(tx, STRANGER, answer.id, pending, published)?,
                    comments::set_state(tx, SHOP, answer.id, pending, published)?,
                    comments::set_state(tx, SHOP, answer.id, pending, published)?,
                ];
                assert_eq!(moved, [false, true, false]);
                tell((comments::one(tx, SHOP, answer.id)?, comments::one(tx, STRANGER, answer.id)?))
            },
        },
        Case {
            name: "an edit of an older version is refused",
            story: |tx| {
                let review = &reviewed_shop(tx)?[0];
                let answer = comment(review, 1, AuthorKind::Seller, "Спасибо!");
                comments::insert(tx, SHOP, &answer)?;
                let edited = [
                    comments::set_text(tx, SHOP, answer.id, "Благодарим!", minute(3), 1)?,
                    comments::set_text(tx, SHOP, answer.id, "Спасибо большое!", minute(4), 1)?,
                ];
                assert_eq!(edited, [true, false]);
                tell(comments::one(tx, SHOP, answer.id)?)
            },
        },
        Case {
            name: "under a review stand its comments, the oldest first, without the deleted",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                let (review, other) = (&reviews[0], &reviews[1]);
                for (number, author, text) in [
                    (3, AuthorKind::Seller, "Третий"),
                    (1, AuthorKind::Buyer, "Первый"),
                    (2, AuthorKind::Seller, "Второй"),
                    (4, AuthorKind::Seller, "Удалённый"),
                ] {
                    comments::insert(tx, SHOP, &comment(review, number, author, text))?;
                }
                comments::insert(tx, SHOP, &comment(other, 9, AuthorKind::Seller, "Под другим"))?;
                let id = |number| CommentId::parse(&uuid(number)).expect("a UUID");
                comments::set_state(tx, SHOP, id(4), CommentState::Pending, CommentState::Deleted)?;
                comments::set_state(tx, SHOP, id(2), CommentState::Pending, CommentState::Published)?;
                tell((
                    comments::of_review(tx, SHOP, review.place)?,
                    comments::newest_of_seller(tx, SHOP, review.place)?,
                    comments::newest_live(tx, SHOP, review.place)?,
                    comments::recent_texts(tx, SHOP, 3)?,
                    comments::of_review(tx, STRANGER, review.place)?,
                ))
            },
        },
        Case {
            name: "a program is told public comments and what became of the shop's own, page by page",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                for (number, review) in (1..).zip([&reviews[0], &reviews[0], &reviews[2], &reviews[1]]) {
                    let mut answer = comment(review, number, AuthorKind::Seller, &format!("Ответ {number}"));
                    answer.public_at = minute(10 - i64::from(number));
                    comments::insert(tx, SHOP, &answer)?;
                    if number != 2 {
                        comments::set_state(tx, SHOP, answer.id, CommentState::Pending, CommentState::Published)?;
                    }
                }
                let refused = comment(&reviews[0], 8, AuthorKind::Seller, "Отклонён");
                comments::insert(tx, SHOP, &refused)?;
                comments::set_state(tx, SHOP, refused.id, CommentState::Pending, CommentState::Refused)?;
                let foreign = comment(&reviews[0], 9, AuthorKind::Buyer, "Отклонён, чужой");
                comments::insert(tx, SHOP, &foreign)?;
                comments::set_state(tx, SHOP, foreign.id, CommentState::Pending, CommentState::Refused)?;
                let whole = Page { newest: true, from: None, until: None, limit: 10, offset: 0 };
                let pages = [
                    whole,
                    Page { newest: false, ..whole },
                    Page { limit: 1, offset: 1, ..whole },
                    Page { from: Some(minute(8)), ..whole },
                    Page { until: Some(minute(9)), ..whole },
                ];
                let sku = reviews[0].sku.expect("it has a product");
                let mut told = Vec::new();
                for page in pages {
                    for under in [Under::Review(reviews[0].place), Under::Product(sku)] {
                        let found = comments::told(tx, SHOP, under, page)?;
                        told.push(found.into_iter().map(|comment| comment.text).collect::<Vec<_>>());
                        assert_eq!(comments::told(tx, STRANGER, under, page)?, []);
                    }
                }
                assert_eq!(told[0], ["Ответ 1", "Отклонён"]);
                assert_eq!(told[1], ["Ответ 1", "Ответ 3", "Отклонён"]);
                tell(told)
            },
        },
    ]
}
