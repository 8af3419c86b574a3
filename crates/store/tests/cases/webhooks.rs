//! Addresses of programs, and the calls to them.

use domain::notices::webhooks::{Format, Off};
use domain::{SellerId, Timestamp, WebhookId};
use store::log::Cursor;
use store::webhooks::{self, Attempt, Call, Ended, Webhook};
use store::{StoreError, Tx};

use super::given::{SHOP, STRANGER, minute, uuid};
use super::{Case, tell};

fn id(number: u32) -> WebhookId {
    WebhookId::parse(&uuid(number)).expect("a UUID")
}

fn webhook(seller: SellerId, number: u32) -> Webhook {
    Webhook {
        seller,
        id: id(number),
        format: if number.is_multiple_of(2) { Format::Ozon } else { Format::Standard },
        url: format!("https://crm.example/{number}"),
        types: vec!["review_published".to_owned()],
        secret: "whsec_a".to_owned(),
        old_secret: String::new(),
        old_secret_until: Timestamp(0),
        off: None,
        off_at: None,
        failing_since: None,
        answered_in: None,
        version: 1,
        created_at: minute(i64::from(number)),
        updated_at: minute(i64::from(number)),
    }
}

fn queue(tx: &mut Tx<'_>, number: u32, seq: i64, subject: &str) -> Result<(), StoreError> {
    webhooks::insert_call(tx, SHOP, id(number), Cursor { seq }, "message_sent", subject, minute(seq))
}

fn lease(tx: &mut Tx<'_>, now: i64, limit: i64) -> Result<Vec<Call>, StoreError> {
    let mut leased = webhooks::lease(tx, minute(now), minute(now + 2), limit, &[])?;
    leased.sort_by_key(|call| (call.webhook, call.cursor.seq));
    Ok(leased)
}

fn places(leased: &[Call]) -> Vec<i64> {
    leased.iter().map(|call| call.cursor.seq).collect()
}

fn attempt(status: Option<i64>, at: i64) -> Attempt {
    Attempt {
        number: 0,
        at: minute(at),
        took: 1_500,
        status,
        error: if status.is_none() { "timeout".to_owned() } else { String::new() },
        answer: "{\"result\":true}".to_owned(),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a shop sees its addresses alone, and each change makes a new version",
            story: |tx| {
                for webhook in [webhook(SHOP, 1), webhook(SHOP, 2), webhook(STRANGER, 3)] {
                    webhooks::insert(tx, &webhook)?;
                }
                let changed = Webhook {
                    url: "https://crm.example/other".to_owned(),
                    types: Vec::new(),
                    secret: "whsec_b".to_owned(),
                    old_secret: "whsec_a".to_owned(),
                    old_secret_until: minute(99),
                    off: Some(Off::Owner),
                    off_at: Some(minute(5)),
                    updated_at: minute(5),
                    ..webhook(SHOP, 1)
                };
                webhooks::update(tx, &changed)?;
                assert_eq!(webhooks::one(tx, SHOP, id(1))?, Some(Webhook { version: 2, ..changed }));
                assert_eq!(webhooks::one(tx, SHOP, id(3))?, None);
                assert!(!webhooks::delete(tx, SHOP, id(3), minute(6))?);
                assert!(webhooks::delete(tx, SHOP, id(2), minute(6))?);
                tell((webhooks::of_seller(tx, SHOP)?, webhooks::of_seller(tx, STRANGER)?))
            },
        },
        Case {
            name: "an address that fails is known to have failed since the first time, until it answers",
            story: |tx| {
                webhooks::insert(tx, &webhook(SHOP, 1))?;
                webhooks::failing(tx, SHOP, id(1), minute(5), None)?;
                webhooks::failing(tx, SHOP, id(1), minute(9), Some(1_200))?;
                let failing = webhooks::one(tx, SHOP, id(1))?.expect("it is there");
                assert_eq!((failing.failing_since, failing.answered_in), (Some(minute(5)), Some(1_200)));
                webhooks::answered(tx, SHOP, id(1), 30)?;
                tell((failing, webhooks::one(tx, SHOP, id(1))?))
            },
        },
        Case {
            name: "a later call about one thing waits for the earlier, other things and other addresses do not",
            story: |tx| {
                for (number, seq, subject) in
                    [(1, 1, "чат"), (1, 2, "чат"), (1, 3, "отзыв"), (2, 1, "чат"), (1, 1, "чат")]
                {
                    queue(tx, number, seq, subject)?;
                }
                assert_eq!(webhooks::next_due(tx)?, Some(minute(1)));
                let first = lease(tx, 5, 10)?;
                assert_eq!(places(&first), [1, 3, 1]);
                assert_eq!(places(&lease(tx, 6, 10)?), [0_i64; 0], "they are in somebody's hands");
                let again = lease(tx, 7, 10)?;
                assert_eq!((places(&again), again[0].attempts), (vec![1, 3, 1], 2));
                webhooks::done(tx, &first[0], Ended::Sent, minute(8))?;
                let second = lease(tx, 8, 10)?;
                assert_eq!(places(&second), [2]);
                tell((first, again, second))
            },
        },
        Case {
            name: "an address that is busy is left alone, and what was put back does not count as tried",
            story: |tx| {
                for (number, seq, subject) in [(1, 1, "чат"), (1, 2, "отзыв"), (2, 1, "чат")] {
                    queue(tx, number, seq, subject)?;
                }
                let free = webhooks::lease(tx, minute(5), minute(7), 10, &[id(1)])?;
                assert_eq!(free.iter().map(|call| call.webhook).collect::<Vec<_>>(), [id(2)]);
                let taken = lease(tx, 5, 10)?;
                webhooks::put_back(tx, &taken[1], minute(6))?;
                let again = lease(tx, 6, 10)?;
                assert_eq!((places(&again), again[0].attempts), (vec![2], 1));
                tell((taken, again))
            },
        },
        Case {
            name: "what waits behind a call that failed is due with it, and at once when that has ended",
            story: |tx| {
                for seq in [1, 2] {
                    queue(tx, 1, seq, "чат")?;
                }
                assert_eq!(places(&lease(tx, 3, 10)?), [1]);
                // Whoever had it in hand is gone.
                assert_eq!(webhooks::release(tx, minute(3), minute(5))?, 1);
                let failed = lease(tx, 3, 10)?.remove(0);
                webhooks::retry(tx, &failed, minute(30))?;
                queue(tx, 1, 4, "чат")?;
                queue(tx, 1, 5, "отзыв")?;
                assert_eq!(places(&lease(tx, 6, 10)?), [5]);
                // Nothing that has to wait keeps whoever makes the calls awake.
                lease(tx, 10, 10)?;
                assert_eq!(webhooks::next_due(tx)?, Some(minute(12)));
                let again = lease(tx, 30, 10)?;
                assert_eq!(places(&again), [1, 5]);
                webhooks::done(tx, &again[0], Ended::Failed, minute(31))?;
                let next = lease(tx, 31, 10)?;
                assert_eq!(places(&next), [2]);
                webhooks::done(tx, &next[0], Ended::Sent, minute(32))?;
                let last = lease(tx, 32, 10)?;
                assert_eq!(places(&last), [4, 5]);
                tell((again, next, last))
            },
        },
        Case {
            name: "calls and their tries are seen, the newest call first, and a call that has ended is made again",
            story: |tx| {
                for seq in [1, 2, 3] {
                    queue(tx, 1, seq, "чат")?;
                }
                let first = lease(tx, 5, 1)?.remove(0);
                webhooks::insert_attempt(tx, &first, &attempt(None, 5))?;
                webhooks::insert_attempt(tx, &first, &attempt(Some(500), 6))?;
                webhooks::insert_attempt(tx, &first, &attempt(Some(200), 7))?;
                let other = Call { cursor: Cursor { seq: 2 }, ..first.clone() };
                webhooks::insert_attempt(tx, &other, &attempt(None, 5))?;
                assert!(!webhooks::again(tx, SHOP, id(1), first.cursor, minute(8))?, "it has not ended");
                webhooks::done(tx, &first, Ended::Sent, minute(7))?;
                let newest = webhooks::calls(tx, SHOP, id(1), Cursor { seq: i64::MAX }, 2)?;
                let rest = webhooks::calls(tx, SHOP, id(1), newest[1].cursor, 10)?;
                assert_eq!((places(&newest), places(&rest)), (vec![3, 2], vec![1]));
                assert!(webhooks::again(tx, SHOP, id(1), first.cursor, minute(8))?);
                assert!(!webhooks::again(tx, STRANGER, id(1), first.cursor, minute(8))?);
                let resent = lease(tx, 8, 10)?;
                assert_eq!(places(&resent), [1]);
                tell((newest, rest, webhooks::attempts(tx, SHOP, id(1), first.cursor)?, resent))
            },
        },
        Case {
            name: "what waits for an address that is switched off is dropped, and old calls that have ended are forgotten",
            story: |tx| {
                for (number, seq) in [(1, 1), (1, 2), (2, 3)] {
                    queue(tx, number, seq, "чат")?;
                }
                let first = lease(tx, 5, 1)?.remove(0);
                webhooks::insert_attempt(tx, &first, &attempt(None, 5))?;
                webhooks::drop_calls(tx, SHOP, id(1), minute(6))?;
                let left = lease(tx, 9, 10)?;
                assert_eq!(places(&left), [3]);
                webhooks::delete_old(tx, minute(9))?;
                let end = Cursor { seq: i64::MAX };
                assert_eq!(webhooks::calls(tx, SHOP, id(1), end, 10)?, []);
                assert_eq!(webhooks::attempts(tx, SHOP, id(1), first.cursor)?, []);
                tell((left, webhooks::calls(tx, SHOP, id(2), end, 10)?))
            },
        },
    ]
}
