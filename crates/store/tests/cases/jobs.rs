//! Work with a time, and requests that come twice.

use store::jobs::{self, Claim, Job};

use super::given::{SHOP, minute};
use super::{Case, tell};

fn job(id: &str) -> Job {
    Job { id: id.to_owned(), kind: "publish".to_owned(), seller: SHOP, subject: "ответ".to_owned(), attempts: 0 }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a job is leased to one worker at a time, in the order of what is due",
            story: |tx| {
                for (id, due) in [("поздняя", 5), ("ранняя", 1), ("завтрашняя", 99)] {
                    jobs::insert(tx, &job(id), minute(due))?;
                }
                jobs::insert(tx, &job("ранняя"), minute(0))?;
                let next = jobs::next_due(tx)?;
                let first = jobs::lease(tx, minute(6), minute(7), 1)?;
                let second = jobs::lease(tx, minute(6), minute(7), 10)?;
                let nothing = jobs::lease(tx, minute(6), minute(7), 10)?;
                let again = jobs::lease(tx, minute(8), minute(9), 1)?;
                assert_eq!(again[0].attempts, 2);
                tell((next, first, second, nothing, again))
            },
        },
        Case {
            name: "a job that failed comes again until it is dead",
            story: |tx| {
                jobs::insert(tx, &job("работа"), minute(1))?;
                jobs::insert(tx, &job("готовая"), minute(1))?;
                jobs::finish(tx, "готовая")?;
                jobs::lease(tx, minute(1), minute(2), 10)?;
                jobs::retry(tx, "работа", minute(10), "сеть", false)?;
                let early = jobs::lease(tx, minute(5), minute(6), 10)?;
                let due = jobs::next_due(tx)?;
                jobs::retry(tx, "работа", minute(10), "сеть", true)?;
                tell((early, due, jobs::lease(tx, minute(20), minute(21), 10)?, jobs::next_due(tx)?))
            },
        },
        Case {
            name: "a job that takes long is nobody else's as long as it is held",
            story: |tx| {
                jobs::insert(tx, &job("долгая"), minute(1))?;
                jobs::lease(tx, minute(1), minute(2), 10)?;
                jobs::hold(tx, "долгая", minute(5))?;
                tell((jobs::lease(tx, minute(4), minute(5), 10)?, jobs::lease(tx, minute(6), minute(7), 10)?))
            },
        },
        Case {
            name: "what a killed process had in hand is taken back",
            story: |tx| {
                jobs::insert(tx, &job("начатая"), minute(1))?;
                jobs::lease(tx, minute(1), minute(60), 10)?;
                let held = jobs::lease(tx, minute(2), minute(60), 10)?;
                let released = jobs::release(tx, minute(2))?;
                tell((held, released, jobs::lease(tx, minute(2), minute(60), 10)?))
            },
        },
        Case {
            name: "a request that comes twice is answered as the first time",
            story: |tx| {
                let first = jobs::claim(tx, "ключ", "a", "отпечаток", minute(1))?;
                assert_eq!(first, Claim::First);
                jobs::remember(tx, "ключ", "a", "ответ")?;
                let claims = [
                    jobs::claim(tx, "ключ", "a", "отпечаток", minute(2))?,
                    jobs::claim(tx, "ключ", "a", "другой", minute(2))?,
                    jobs::claim(tx, "чужой ключ", "a", "другой", minute(2))?,
                ];
                tell((claims, jobs::forget_before(tx, minute(2))?, jobs::claim(tx, "ключ", "a", "другой", minute(3))?))
            },
        },
    ]
}
