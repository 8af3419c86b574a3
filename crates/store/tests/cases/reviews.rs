//! Reviews: one, lists, facets, the card, votes, complaints.

use domain::reviews::{OrderStatus, ReportReason, ReviewStatus};
use domain::text::{Query, index_words};
use domain::{CommentId, Place, ReportId, ReviewId};
use store::reviews::card::{self, CardFilter};
use store::reviews::facets;
use store::reviews::lines::{self, Direction};
use store::reviews::list::{self, Filter, Order, Words};
use store::reviews::reports::{self, Report};
use store::reviews::{self, Answer, votes};
use store::{StoreError, Tx};

use super::given::{SHOP, STRANGER, minute, person, product, publish, review, reviewed_shop, uuid};
use super::{Case, tell};

const ORDERS: [Order; 5] = [Order::Important, Order::Newest, Order::Oldest, Order::Lowest, Order::Waiting];

fn asked(text: &str) -> Filter {
    let query = Query::parse(text);
    let words = query.to_fts5(SHOP).zip(query.to_tsquery(SHOP));
    Filter { words: words.map(|(fts5, tsquery)| Words { fts5, tsquery }), ..Filter::default() }
}

/// The numbers of the reviews that a filter leaves, page by page of two, in each order.
fn pages(tx: &mut Tx<'_>, filter: &Filter) -> Result<String, StoreError> {
    let mut told = Vec::new();
    for order in ORDERS {
        let mut after = None;
        let mut seen = Vec::new();
        loop {
            let page = list::page(tx, SHOP, filter, order, after, 2)?;
            assert!(page.iter().all(|review| review.seller == SHOP), "nothing of a stranger");
            seen.extend(page.iter().map(|review| (review.stars, review.text.clone())));
            let Some(last) = page.last() else { break };
            after = Some(order.after(last));
        }
        told.push(format!("{order:?}: {seen:?}"));
    }
    Ok(told.join("\n"))
}

/// The texts of the reviews that a program is listed, page by page of two.
fn lines_of(tx: &mut Tx<'_>, filter: &Filter, direction: Direction) -> Result<Vec<String>, StoreError> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let before = seen.len();
        lines::each(tx, SHOP, filter, direction, after, 2, |line| {
            seen.push(line.text.to_owned());
            after = Some(line.place);
        })?;
        if seen.len() == before {
            return Ok(seen);
        }
    }
}

/// Each filter alone, and all together.
fn filters() -> Vec<Filter> {
    let none = Filter::default;
    vec![
        none(),
        Filter { statuses: vec![ReviewStatus::New], ..none() },
        Filter { statuses: vec![ReviewStatus::Viewed, ReviewStatus::Processed], ..none() },
        Filter { stars: vec![1, 2], ..none() },
        Filter { stars: vec![6], ..none() },
        Filter { has_text: Some(false), ..none() },
        Filter { has_media: Some(true), ..none() },
        Filter { answered: Some(true), ..none() },
        Filter { answered: Some(false), ..none() },
        Filter { skus: vec![product(SHOP, 1, "").sku, product(STRANGER, 1, "").sku], ..none() },
        Filter { category: Some("Обувь".to_owned()), ..none() },
        Filter { order_status: Some(OrderStatus::Cancelled), ..none() },
        Filter { from: Some(minute(2)), until: Some(minute(5)), ..none() },
        Filter { stars: vec![2], has_media: Some(true), has_text: Some(true), from: Some(minute(1)), ..none() },
        asked("кроссовки"),
        asked("порвались"),
        asked("кроссовки -доставка"),
        asked("\"каждый день\""),
        asked("елки"),
        Filter { stars: vec![5], ..asked("кроссовки") },
    ]
}

fn report(number: u32, of: &reviews::Review) -> Report {
    Report {
        seller: of.seller,
        id: ReportId::parse(&uuid(number)).expect("a UUID"),
        review: of.id,
        reason: ReportReason::Fake,
        text: "Не покупал".to_owned(),
        at: minute(i64::from(number)),
        evidence: "[]".to_owned(),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "every order and every filter give the same reviews",
            story: |tx| {
                reviewed_shop(tx)?;
                filters().iter().map(|filter| pages(tx, filter)).collect()
            },
        },
        Case {
            name: "programs are listed the same reviews as people, both ways, page by page",
            story: |tx| {
                reviewed_shop(tx)?;
                let mut told = Vec::new();
                let several = Filter {
                    skus: vec![product(SHOP, 1, "").sku, product(STRANGER, 1, "").sku],
                    statuses: vec![ReviewStatus::New],
                    order_status: Some(OrderStatus::Delivered),
                    from: Some(minute(1)),
                    until: Some(minute(5)),
                    ..Filter::default()
                };
                for filter in filters().into_iter().filter(|filter| filter.words.is_none()).chain([several]) {
                    for (direction, order) in [(Direction::Newest, Order::Newest), (Direction::Oldest, Order::Oldest)] {
                        let listed = list::page(tx, SHOP, &filter, order, None, 100)?;
                        let lines = lines_of(tx, &filter, direction)?;
                        assert_eq!(
                            lines,
                            listed.into_iter().map(|review| review.text).collect::<Vec<_>>(),
                            "{filter:?}"
                        );
                        told.push(lines);
                    }
                }
                tell(told)
            },
        },
        Case {
            name: "a place in a list stays good when its review is taken away, and is nobody else's",
            story: |tx| {
                let review = reviewed_shop(tx)?.swap_remove(1);
                reviews::delete(tx, SHOP, review.place, minute(9))?;
                tell((
                    lines::stands(tx, SHOP, review.id)?,
                    lines::stands(tx, STRANGER, review.id)?,
                    lines::stands(tx, SHOP, ReviewId::parse(&uuid(77)).expect("a UUID"))?,
                ))
            },
        },
        Case {
            name: "the counts of a filter agree with its list",
            story: |tx| {
                reviewed_shop(tx)?;
                let mut told = Vec::new();
                for filter in filters() {
                    let mut walked = facets::walked(tx, SHOP, &filter)?;
                    let listed = list::page(tx, SHOP, &filter, Order::Newest, None, 100)?.len();
                    assert_eq!(walked.iter().map(|(_, count)| count).sum::<i64>(), i64::try_from(listed).expect("few"));
                    walked.sort_by_key(|facet| format!("{facet:?}"));
                    told.push(walked);
                }
                let mut all = facets::all(tx, SHOP)?;
                all.sort_by_key(|facet| format!("{facet:?}"));
                assert_eq!(all, told[0]);
                tell(told)
            },
        },
        Case {
            name: "the pulse of a shop is made of its newest reviews since a time",
            story: |tx| {
                reviewed_shop(tx)?;
                tell((list::beats(tx, SHOP, minute(3), 2)?, list::beats(tx, SHOP, minute(3), 100)?))
            },
        },
        Case {
            name: "a review is found by its id in its own shop",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                let id = reviews[1].id;
                tell((
                    reviews::one(tx, SHOP, id)?,
                    reviews::one(tx, STRANGER, id)?,
                    reviews::by_public_id(tx, id)?,
                    reviews::at(tx, id.place())?,
                    reviews::at(tx, Place(1))?,
                ))
            },
        },
        Case {
            name: "a second review of the same order item is not taken",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                let mut again = review(SHOP, 40, 4, "Ещё раз");
                again.order = reviews[0].order.clone();
                again.sku = reviews[0].sku;
                let twice = [reviews::insert(tx, &again, "")?, reviews::insert(tx, &reviews[0], "")?];
                assert_eq!(twice, [false, false]);
                tell(list::page(tx, SHOP, &Filter::default(), Order::Newest, None, 100)?.len())
            },
        },
        Case {
            name: "an answered review no longer waits",
            story: |tx| {
                let mut review = reviewed_shop(tx)?.swap_remove(1);
                review.status = ReviewStatus::Viewed;
                reviews::set_status(tx, SHOP, review.place, &review.facts())?;
                let viewed = reviews::one(tx, SHOP, review.id)?;
                let id = CommentId::parse(&uuid(1)).expect("a UUID");
                review.answer = Some(Answer { id, text: "Простите нас".to_owned(), at: minute(9) });
                review.status = ReviewStatus::Processed;
                reviews::set_answer(tx, SHOP, review.place, review.answer.as_ref(), 1, &review.facts())?;
                reviews::count_comments(tx, SHOP, review.place, 1)?;
                let answered = reviews::one(tx, SHOP, review.id)?;
                reviews::set_answer(tx, SHOP, review.place, None, -1, &review.facts())?;
                tell((viewed, answered, reviews::one(tx, SHOP, review.id)?))
            },
        },
        Case {
            name: "a review that its buyer changed is found by its new words only",
            story: |tx| {
                let mut review = reviewed_shop(tx)?.swap_remove(1);
                review.text = "Заменили, теперь доволен".to_owned();
                review.stars = 5;
                review.edited_at = Some(minute(9));
                reviews::rewrite(tx, &review, &index_words(SHOP, &[&review.text]))?;
                let [old, new] = ["порвался", "довольна"].map(asked);
                let found = list::page(tx, SHOP, &new, Order::Newest, None, 10)?;
                assert_eq!(list::page(tx, SHOP, &old, Order::Newest, None, 10)?, []);
                tell(found)
            },
        },
        Case {
            name: "a review that its buyer took away is nowhere any more",
            story: |tx| {
                let review = reviewed_shop(tx)?.swap_remove(1);
                let gone = [
                    reviews::delete(tx, SHOP, review.place, minute(9))?,
                    reviews::delete(tx, SHOP, review.place, minute(9))?,
                ];
                assert_eq!(gone, [true, false]);
                assert_eq!(list::page(tx, SHOP, &asked("порвался"), Order::Newest, None, 10)?, []);
                assert_eq!(reviews::one(tx, SHOP, review.id)?, None);
                tell(reviews::by_public_id(tx, review.id)?)
            },
        },
        Case {
            name: "the card shows public reviews, the useful ones first",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                let sku = product(SHOP, 1, "").sku;
                let voted = [
                    votes::set(tx, SHOP, reviews[1].place, person(1), true, minute(1))?,
                    votes::set(tx, SHOP, reviews[1].place, person(1), true, minute(1))?,
                    votes::set(tx, SHOP, reviews[3].place, person(1), true, minute(1))?,
                    votes::set(tx, SHOP, reviews[3].place, person(1), false, minute(1))?,
                ];
                assert_eq!(voted, [true, false, true, true]);
                let (all, last) = (CardFilter::default(), Place(i64::MAX));
                let low = CardFilter { stars: vec![1, 2], has_media: Some(true) };
                tell((
                    card::newest(tx, SHOP, sku, &all, last, 10)?,
                    card::newest(tx, SHOP, sku, &low, last, 10)?,
                    card::useful(tx, SHOP, sku, &all, (i64::MAX, last), 10)?,
                    votes::of_person(tx, SHOP, person(1), Place(0), last)?,
                    card::of_buyer(tx, person(101), SHOP, Place(0), 10)?,
                ))
            },
        },
        Case {
            name: "one complaint about a review waits at a time, and the desk sees the oldest first",
            story: |tx| {
                let all = reviewed_shop(tx)?;
                let of_stranger = review(STRANGER, 50, 1, "Обман");
                publish(tx, &of_stranger)?;
                let taken = [
                    reports::insert(tx, &report(5, &all[0]), "staff:1")?,
                    reports::insert(tx, &report(6, &all[0]), "staff:1")?,
                    reports::insert(tx, &report(2, &of_stranger), "staff:2")?,
                ];
                assert_eq!(taken, [true, false, true]);
                tell((
                    reports::open(tx, SHOP, all[0].id)?,
                    reports::open(tx, SHOP, all[1].id)?,
                    reports::waiting(tx, 10)?,
                ))
            },
        },
    ]
}
