//! Questions: lists in four orders, the search, the card, what buyers ask and second.

use domain::questions::{QuestionState, Stage};
use domain::text::{Likeness, Query, index_words};
use domain::{AnswerId, Place, QuestionId, SellerId};
use store::questions::facets::{self, Facet};
use store::questions::list::{self, Filter, Order, Words};
use store::questions::{self, Question, Standing, card, votes};
use store::{StoreError, Tx};

use super::given::{SHOP, STRANGER, minute, person, product, reviewed_shop, uuid};
use super::{Case, tell};

/// A question that everybody sees and nobody has opened.
pub fn question(seller: SellerId, number: i64, text: &str) -> Question {
    let id = QuestionId::imported(seller, &format!("q{number}"), Some(minute(number)), 0);
    Question {
        seller,
        place: id.place(),
        id,
        sku: product(seller, 1 + number % 2, "").sku,
        buyer: Some(person(u32::try_from(100 + number % 3).expect("small"))),
        buyer_name: "Олег".to_owned(),
        text: text.to_owned(),
        asked_at: minute(number),
        received_at: minute(number),
        state: QuestionState::Published,
        stage: Stage::New,
        same: 0,
        answers: 0,
        others: 0,
        answer: None,
        version: 1,
        product: None,
        picture: None,
        archived: false,
    }
}

/// Adds a question with all that goes with it.
pub fn ask(tx: &mut Tx<'_>, question: &Question) -> Result<(), StoreError> {
    let words = index_words(question.seller, &[&question.text, &question.sku.to_string()]);
    assert!(questions::insert(tx, question, &words)?, "its place is free");
    facets::moved(tx, question, None, Facet::of(question))
}

/// The shop of the reviews, asked six times; the stranger once with the same words.
pub fn asked_shop(tx: &mut Tx<'_>) -> Result<Vec<Question>, StoreError> {
    reviewed_shop(tx)?;
    ask(tx, &question(STRANGER, 1, "Какая длина ремешка?"))?;
    let mut all = vec![
        question(SHOP, 1, "Какая длина ремешка в сантиметрах?"),
        question(SHOP, 2, "Есть ли размер 42?"),
        question(SHOP, 3, "Ремешок какой длины, подойдёт на узкую руку?"),
        question(SHOP, 4, "Ремешок кожаный?"),
        question(SHOP, 5, "Скрытый вопрос на проверке"),
        question(SHOP, 6, "Можно стирать в машине?"),
    ];
    all[1].stage = Stage::Viewed;
    for at in [2, 3] {
        (all[at].stage, all[at].answers) = (Stage::Processed, 2);
        let id = AnswerId::parse(&uuid(70 + u32::try_from(at).expect("small"))).expect("a UUID");
        all[at].answer = Some(Standing { id, text: "21 см".to_owned(), at: minute(50) });
    }
    (all[3].others, all[5].same) = (1, 7);
    all[4].state = QuestionState::Waiting;
    for question in &all {
        ask(tx, question)?;
    }
    Ok(all)
}

fn words(typed: &str) -> Words {
    let query = Query::typing(typed);
    Words { fts5: query.to_fts5(SHOP).expect("words"), tsquery: query.to_tsquery(SHOP).expect("words") }
}

const ORDERS: [Order; 4] = [Order::Waiting, Order::Newest, Order::Oldest, Order::MostAsked];

fn texts(all: &[Question]) -> Vec<String> {
    all.iter().map(|question| question.text.clone()).collect()
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "questions are listed in four orders, page by page, and a stranger sees none of them",
            story: |tx| {
                asked_shop(tx)?;
                let mut told = Vec::new();
                for order in ORDERS {
                    let whole = list::page(tx, SHOP, &Filter::default(), order, None, 10)?;
                    assert_eq!(whole.len(), 5, "what waits for a verdict is not the shop's yet");
                    let first = list::page(tx, SHOP, &Filter::default(), order, None, 2)?;
                    let rest =
                        list::page(tx, SHOP, &Filter::default(), order, first.last().map(|q| order.after(q)), 10)?;
                    assert_eq!([texts(&first), texts(&rest)].concat(), texts(&whole), "{order:?}");
                    told.push(whole);
                }
                assert_eq!(
                    texts(&told[0]),
                    [
                        "Какая длина ремешка в сантиметрах?",
                        "Есть ли размер 42?",
                        "Можно стирать в машине?",
                        "Ремешок кожаный?",
                        "Ремешок какой длины, подойдёт на узкую руку?"
                    ],
                    "what waits comes first, the longest before the others"
                );
                assert_eq!(told[3][0].same, 7);
                assert_eq!(list::page(tx, STRANGER, &Filter::default(), Order::Waiting, None, 10)?.len(), 1);
                tell(told)
            },
        },
        Case {
            name: "questions are found by words, stages, products, category and waiting time, and counted",
            story: |tx| {
                let all = asked_shop(tx)?;
                let filters = [
                    Filter { words: Some(words("ремешок")), ..Filter::default() },
                    Filter { stages: vec![Stage::New, Stage::Viewed], ..Filter::default() },
                    Filter { others: Some(true), ..Filter::default() },
                    Filter { skus: vec![all[0].sku], ..Filter::default() },
                    Filter { category: Some("Обувь".to_owned()), ..Filter::default() },
                    Filter { waiting_since: Some(minute(3)), ..Filter::default() },
                    Filter { from: Some(minute(2)), until: Some(minute(4)), ..Filter::default() },
                ];
                let mut told = Vec::new();
                for filter in &filters {
                    let mut sorted = facets::walked(tx, SHOP, filter)?;
                    sorted.sort_by_key(|(facet, _)| (facet.stage.as_str(), facet.others));
                    let mut found = Vec::new();
                    for order in ORDERS {
                        found.push(texts(&list::page(tx, SHOP, filter, order, None, 10)?));
                    }
                    let counted: i64 = sorted.iter().map(|(_, n)| n).sum();
                    assert_eq!(usize::try_from(counted).ok(), Some(found[0].len()));
                    told.push((found, sorted));
                }
                assert_eq!(told[0].0[0].len(), 3);
                assert_eq!(told[5].0[0], ["Какая длина ремешка в сантиметрах?", "Есть ли размер 42?"]);
                tell(told)
            },
        },
        Case {
            name: "the numbers on the chips and the most asked products follow what happens to a question",
            story: |tx| {
                let mut all = asked_shop(tx)?;
                let before = Facet::of(&all[0]);
                all[0].stage = Stage::Moderation;
                questions::update(tx, &all[0])?;
                facets::moved(tx, &all[0], before, Facet::of(&all[0]))?;
                let gone = Facet::of(&all[5]);
                all[5].state = QuestionState::Deleted;
                questions::update(tx, &all[5])?;
                facets::moved(tx, &all[5], gone, None)?;
                questions::erase(tx, SHOP, all[5].place)?;
                let mut counts = facets::all(tx, SHOP)?;
                counts.sort_by_key(|(facet, _)| (facet.stage.as_str(), facet.others));
                assert_eq!(questions::one(tx, SHOP, all[5].id)?.map(|q| q.text), Some(String::new()));
                assert!(
                    list::page(
                        tx,
                        SHOP,
                        &Filter { words: Some(words("стирать")), ..Filter::default() },
                        Order::Newest,
                        None,
                        9
                    )?
                    .is_empty()
                );
                tell((
                    counts,
                    questions::top_products(tx, SHOP, 10)?,
                    questions::of_product(tx, SHOP, all[0].sku)?,
                    questions::one(tx, SHOP, all[0].id)?,
                    questions::one(tx, STRANGER, all[0].id)?,
                    questions::by_public_id(tx, all[0].id)?.map(|q| q.id),
                    questions::at(tx, all[0].place)?,
                ))
            },
        },
        Case {
            name: "a card shows public questions, the most asked or the newest first, and a buyer finds their own",
            story: |tx| {
                let all = asked_shop(tx)?;
                let (start, sku) = (Place(i64::MAX), all[1].sku);
                let popular = card::popular(tx, SHOP, sku, (i64::MAX, start), 1)?;
                let rest = card::popular(tx, SHOP, sku, (popular[0].same, popular[0].place), 10)?;
                tell((
                    texts(&popular),
                    texts(&rest),
                    texts(&card::newest(tx, SHOP, sku, start, 10)?),
                    texts(&card::newest(tx, STRANGER, sku, start, 10)?),
                    texts(&card::of_buyer(tx, person(101), start, 10)?),
                    questions::asked_since(tx, person(101), minute(2))?,
                ))
            },
        },
        Case {
            name: "a question is like an answered one of the same product, whoever else asked the same elsewhere",
            story: |tx| {
                let all = asked_shop(tx)?;
                let likeness = Likeness::of("Подскажите длину ремешка");
                let words = Words {
                    fts5: likeness.to_fts5(SHOP).expect("words"),
                    tsquery: likeness.to_tsquery(SHOP).expect("words"),
                };
                let found = card::similar(tx, SHOP, all[2].sku, &words, 10)?;
                assert_eq!(texts(&found), ["Ремешок какой длины, подойдёт на узкую руку?"]);
                tell(found)
            },
        },
        Case {
            name: "who asks the same counts once, and may stop asking",
            story: |tx| {
                let all = asked_shop(tx)?;
                let mut set = |person, same| votes::set(tx, SHOP, all[0].place, person, same, minute(60));
                let told =
                    [set(person(1), true)?, set(person(1), true)?, set(person(2), true)?, set(person(2), false)?];
                assert_eq!(told, [true, false, true, true]);
                let same = questions::one(tx, SHOP, all[0].id)?.map(|q| q.same);
                assert_eq!(same, Some(1));
                tell(votes::of_person(tx, SHOP, person(1), Place(0), Place(i64::MAX))?)
            },
        },
    ]
}
