//! Cases that wait, verdicts and their chain, the numbers of the months.

use domain::moderation::queue::{CaseState, Queue, order_at};
use domain::moderation::{Decision, Stage, Subject};
use domain::reviews::ReportReason;
use domain::{CaseId, ReportId, Timestamp};
use store::cases::{self, Case as Waiting, Decided, From};
use store::moderation::{self, ReasonWords};
use store::reviews::reports::{self, Report};
use store::verdicts::{self, Receipt, Verdict};
use store::{StoreError, Tx, people, reviews};

use super::given::{SHOP, STRANGER, minute, person, reviewed_shop, shops, uuid};
use super::{Case, tell};

fn case(number: u32, queue: Queue, due: i64, harm: i64) -> Waiting {
    let due_at = minute(due);
    Waiting {
        seller: if number.is_multiple_of(2) { STRANGER } else { SHOP },
        id: CaseId::parse(&uuid(number)).expect("a UUID"),
        queue,
        subject: Subject::Answer,
        subject_id: uuid(500 + number),
        parent: uuid(600),
        sku: None,
        author: format!("staff:{}", person(9)),
        author_name: "Дарья".to_owned(),
        text: "Пишите на почту".to_owned(),
        text_hash: "одно".to_owned(),
        media: "[]".to_owned(),
        findings: "[]".to_owned(),
        rules_version: 1,
        stage: Stage::First,
        judged: None,
        words: String::new(),
        not_by: None,
        harm,
        opened_at: minute(0),
        due_at,
        order_at: order_at(due_at, harm),
        state: CaseState::Waiting,
        holder: None,
        leased_until: Timestamp(0),
        decided: None,
    }
}

fn decided(by: u32) -> Decided {
    Decided {
        decision: Decision::Refuse,
        reasons: "[\"email\"]".to_owned(),
        note_author: "Уберите адрес".to_owned(),
        note_desk: "второй раз".to_owned(),
        by: person(by),
        role: "moderator".to_owned(),
        at: minute(20),
    }
}

/// Six cases of three queues: one is past its deadline at minute 10, one is risky, one an appeal that person 1 must not decide.
fn desk(tx: &mut Tx<'_>) -> Result<Vec<Waiting>, StoreError> {
    let mut all = vec![
        case(1, Queue::Answers, 10_000, 0),
        case(2, Queue::Answers, 5, 0),
        case(3, Queue::Questions, 9_000, 0),
        case(4, Queue::Answers, 12_000, 3),
        case(5, Queue::Appeals, 6_000, 0),
    ];
    (all[4].stage, all[4].judged, all[4].not_by) = (Stage::Appeal, Some(1), Some(person(1)));
    for case in &all {
        assert!(cases::insert(tx, case)?);
    }
    Ok(all)
}

fn id(case: Option<Waiting>) -> Option<String> {
    case.map(|case| case.id.to_string())
}

fn verdict(number: i64, subject: &str, decision: Decision) -> Verdict {
    Verdict {
        seller: SHOP,
        number,
        case: (number % 2 == 1).then(|| CaseId::parse(&uuid(1)).expect("a UUID")),
        subject: Subject::Answer,
        subject_id: subject.to_owned(),
        author: "staff:1".to_owned(),
        text_hash: "одно".to_owned(),
        decision,
        stage: Stage::First,
        reasons: "[]".to_owned(),
        findings: "[]".to_owned(),
        note_author: String::new(),
        note_desk: String::new(),
        by: "desk:1".to_owned(),
        rules_version: 1,
        opened_at: minute(number),
        at: minute(number * 3),
        due_at: minute(9_000),
        overturned_by: None,
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "what is past its deadline comes first, then what may do harm, then by deadline; each queue by itself",
            story: |tx| {
                let all = desk(tx)?;
                let now = minute(10);
                let told = [
                    id(cases::next(tx, From::All, person(1), now)?),
                    id(cases::next(tx, From::All, person(1), minute(4))?),
                    id(cases::next(tx, From::Queue(Queue::Questions), person(1), now)?),
                    id(cases::next(tx, From::Queue(Queue::Answers), person(1), now)?),
                    id(cases::next(tx, From::Risky, person(1), now)?),
                    id(cases::next(tx, From::Queue(Queue::Appeals), person(1), now)?),
                    id(cases::next(tx, From::Queue(Queue::Appeals), person(2), now)?),
                ];
                assert_eq!(told[0], Some(all[1].id.to_string()), "the late one");
                assert_eq!(told[5], None, "nobody decides the appeal against themselves");
                tell((told, cases::queues(tx, now)?, cases::ahead(tx, &all[0], 10)?))
            },
        },
        Case {
            name: "what is due soon is counted in its queue while nobody has decided it",
            story: |tx| {
                let all = desk(tx)?;
                let near = |tx: &mut Tx<'_>| cases::near(tx, Queue::Answers, minute(5), minute(10_000));
                let both = near(tx)?;
                assert_eq!(both, (1, Some(minute(10_000))), "not what was due before, nor what is due later");
                assert!(cases::decide(tx, &all[0], &decided(1))?);
                assert_eq!(near(tx)?, (0, None));
                tell((both, cases::near(tx, Queue::Answers, minute(0), minute(20_000))?))
            },
        },
        Case {
            name: "a case is held by one person at a time, and a closed laptop gives it back",
            story: |tx| {
                let all = desk(tx)?;
                let Waiting { seller, id: case, .. } = all[0];
                let taken = [
                    cases::lease(tx, seller, case, person(1), minute(15), minute(10))?,
                    cases::lease(tx, seller, case, person(2), minute(16), minute(11))?,
                    cases::lease(tx, seller, case, person(1), minute(16), minute(11))?,
                    cases::lease(tx, seller, case, person(2), minute(30), minute(16))?,
                ];
                assert_eq!(taken, [true, false, true, true]);
                let held = id(cases::held(tx, person(2), minute(20))?.into_iter().next());
                assert_eq!(id(cases::held(tx, person(1), minute(20))?.into_iter().next()), None);
                assert!(!cases::release(tx, seller, case, person(1), minute(21))?);
                assert!(cases::release(tx, seller, case, person(2), minute(21))?);
                tell((held, cases::one(tx, seller, case)?, cases::one(tx, STRANGER, case)?))
            },
        },
        Case {
            name: "a decision is kept once, can be taken back, and closes the case when it is in force",
            story: |tx| {
                let all = desk(tx)?;
                let case = &all[0];
                assert!(cases::decide(tx, case, &decided(1))?);
                assert!(!cases::decide(tx, case, &decided(2))?, "somebody was faster");
                let mine = cases::decided_by(tx, person(1), 5)?.len();
                assert!(!cases::undecide(tx, case, person(2), minute(30))?);
                assert!(cases::undecide(tx, case, person(1), minute(30))?);
                assert!(!cases::close(tx, case)?, "there is nothing in force");
                assert!(cases::decide(tx, case, &decided(1))?);
                assert!(cases::close(tx, case)?);
                assert!(!cases::close(tx, case)?, "once");
                tell((
                    mine,
                    cases::one(tx, case.seller, case.id)?,
                    cases::of_subject(tx, case.seller, case.subject, &case.subject_id, 5)?.len(),
                    cases::queues(tx, minute(30))?,
                ))
            },
        },
        Case {
            name: "what its author takes away no longer waits, and a verdict is appealed once",
            story: |tx| {
                let all = desk(tx)?;
                let same = cases::same_text(tx, "одно", Subject::Answer, person(100), minute(10), 10)?;
                assert_eq!(same.len(), 4, "first looks alone");
                let gone = cases::withdraw(tx, all[2].seller, Subject::Answer, &all[2].subject_id)?;
                assert_eq!(gone, [all[2].id]);
                assert_eq!(cases::withdraw(tx, all[2].seller, Subject::Answer, &all[2].subject_id)?, []);
                let again = Waiting { id: CaseId::parse(&uuid(77)).expect("a UUID"), ..all[4].clone() };
                assert!(!cases::insert(tx, &again)?);
                tell((
                    cases::one(tx, all[2].seller, all[2].id)?.map(|c| (c.state, c.text)),
                    cases::queues(tx, minute(1))?,
                ))
            },
        },
        Case {
            name: "verdicts make a chain per shop, and are found by what they judged, by text, by author and by person",
            story: |tx| {
                shops(tx)?;
                for (number, subject, decision) in
                    [(1, "a", Decision::Refuse), (2, "b", Decision::Publish), (3, "a", Decision::Publish)]
                {
                    let receipt = Receipt {
                        number,
                        body: format!("{{\"number\":{number}}}"),
                        previous: format!("{}", number - 1),
                        hash: format!("{number}"),
                    };
                    verdicts::insert(tx, &verdict(number, subject, decision), &receipt)?;
                }
                verdicts::overturn(tx, SHOP, 1, 3)?;
                let of_author = verdicts::of_author(tx, "staff:1", minute(0))?;
                assert_eq!(of_author, (2, 1));
                assert_eq!(verdicts::head(tx, STRANGER)?, None);
                tell((
                    verdicts::head(tx, SHOP)?,
                    verdicts::heads(tx)?,
                    verdicts::sellers(tx, STRANGER, 10)?,
                    verdicts::receipts(tx, SHOP, 1, 10)?,
                    verdicts::one(tx, SHOP, 1)?,
                    verdicts::of_subject(tx, SHOP, Subject::Answer, "a", 1)?,
                    verdicts::same_text(tx, "одно", 10)?.len(),
                    verdicts::took(tx, Subject::Answer, 10)?,
                    verdicts::by_person(tx, "desk:1", minute(4), 10)?,
                    verdicts::by_hour(tx, Subject::Answer, minute(0), 4 * 60_000_000)?,
                ))
            },
        },
        Case {
            name: "numbers of a month add up, and the operator's own words come and go",
            story: |tx| {
                for (month, more) in [("2026-10", 1), ("2026-11", 2), ("2026-11", 3)] {
                    moderation::count(tx, month, "reason", "phone", more)?;
                }
                let words = |words: &str| ReasonWords {
                    reason: "phone".to_owned(),
                    lang: "ru".to_owned(),
                    words: words.to_owned(),
                    fix: "Уберите".to_owned(),
                };
                moderation::set_reason_words(tx, &words("Телефон"))?;
                moderation::set_reason_words(tx, &words("Номер телефона"))?;
                let own = moderation::reason_words(tx)?;
                moderation::reset_reason_words(tx, "phone", "ru")?;
                tell((moderation::counts(tx, "2026-11")?, own, moderation::reason_words(tx)?))
            },
        },
        Case {
            name: "a review is held back and shown, loses its pictures, and what speaks for an invented one is counted",
            story: |tx| {
                let all = reviewed_shop(tx)?;
                let (held, pictured) = (&all[0], &all[3]);
                reviews::set_held(tx, SHOP, held.place, true)?;
                reviews::drop_media(tx, SHOP, pictured.place)?;
                let sku = held.sku.expect("it has a product");
                people::insert_person(tx, person(100), "Анна", minute(-90))?;
                let report = Report {
                    seller: SHOP,
                    id: ReportId::parse(&uuid(5)).expect("a UUID"),
                    review: held.id,
                    reason: ReportReason::Fake,
                    text: "не покупал".to_owned(),
                    at: minute(9),
                    evidence: "[]".to_owned(),
                };
                reports::insert(tx, &report, "staff:1")?;
                let found = reports::one(tx, SHOP, report.id)?;
                reports::close(tx, SHOP, report.id, "upheld")?;
                tell((
                    reviews::one(tx, SHOP, held.id)?.map(|r| r.held),
                    reviews::one(tx, SHOP, pictured.id)?.map(|r| (r.media, r.photos)),
                    reviews::card::count_between(tx, SHOP, sku, minute(0), minute(5))?,
                    reviews::card::count_same_text(tx, SHOP, sku, &held.text, pictured.place)?,
                    people::known_since(tx, person(100))?,
                    people::known_since(tx, person(101))?,
                    found,
                    reports::open(tx, SHOP, held.id)?,
                ))
            },
        },
    ]
}
