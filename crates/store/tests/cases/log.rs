//! The log. What is seen of it after a commit is told in `tests/log.rs`: numbers differ between the engines.

use domain::chats::{Author, ChatKind};
use domain::event::{By, Event, Talk};
use store::log::{self, Cursor, DeadLetter};

use super::given::{SHOP, STRANGER, minute, person, uuid};
use super::{Case, tell};

fn letter(seq: i64, attempts: i64, minutes: i64) -> DeadLetter {
    DeadLetter {
        consumer: "уведомления".to_owned(),
        cursor: Cursor { seq },
        attempts,
        error: "не вышло".to_owned(),
        at: minute(minutes),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "an event stands in the log of its shop alone",
            story: |tx| {
                let event = Event::ReviewDeleted { review: "отзыв".to_owned() };
                log::append(tx, minute(1), SHOP, By::Staff(person(1)), &event)?;
                let newest = log::newest(tx, SHOP)?;
                assert_eq!(log::newest(tx, STRANGER)?, Cursor::default());
                assert_eq!(log::of_seller_after(tx, SHOP, newest, 10)?, []);
                assert_eq!(log::after(tx, newest, 10)?, []);
                let one = log::one(tx, newest)?.expect("it is there");
                tell((one.at, one.seller, one.by, one.event, log::one(tx, Cursor { seq: -1 })?))
            },
        },
        Case {
            name: "a buyer and the desk follow what concerns them, and nothing that is private to the shop",
            story: |tx| {
                let talk = |kind| Talk { chat: uuid(1), kind, buyer: Some(person(1).to_string()) };
                let sent =
                    |kind, note| Event::MessageSent { talk: talk(kind), message: 5, author: Author::Seller, note };
                let events =
                    [sent(ChatKind::Customer, false), sent(ChatKind::Customer, true), sent(ChatKind::Dispute, false)];
                for event in &events {
                    log::append(tx, minute(1), SHOP, By::Staff(person(2)), event)?;
                }
                let kinds = |all: Vec<domain::event::Recorded>| all.into_iter().map(|it| it.event).collect::<Vec<_>>();
                let buyers = kinds(log::of_buyer_after(tx, person(1), Cursor::default(), 10)?);
                assert_eq!(buyers, [events[0].clone(), events[2].clone()]);
                let desk = kinds(log::of_desk_after(tx, Cursor::default(), 10)?);
                assert_eq!(desk, [events[2].clone()]);
                assert_eq!(log::newest_of_buyer(tx, person(1))?, log::newest_of_desk(tx)?);
                assert_eq!(log::newest_of_buyer(tx, person(3))?, Cursor::default());
                tell((buyers, desk))
            },
        },
        Case {
            name: "a consumer remembers how far it has come",
            story: |tx| {
                let unknown = log::consumer(tx, "уведомления")?;
                log::insert_consumer(tx, "уведомления")?;
                log::advance(tx, "уведомления", Cursor { seq: 9_007_199_254_740_993 })?;
                log::insert_consumer(tx, "уведомления")?;
                tell((unknown, log::consumer(tx, "уведомления")?, log::consumer_at(tx, "уведомления")?))
            },
        },
        Case {
            name: "what a consumer gave up on is seen, the newest first, and can be taken out once",
            story: |tx| {
                for letter in [letter(1, 5, 1), letter(2, 5, 3), letter(1, 6, 2)] {
                    log::bury(tx, &letter)?;
                }
                let dead = log::dead_letters(tx, 10)?;
                let at = Cursor { seq: 1 };
                let dug = [log::dig_up(tx, "уведомления", at)?, log::dig_up(tx, "уведомления", at)?];
                assert_eq!(dug, [true, false]);
                tell((dead, log::dead_letters(tx, 10)?))
            },
        },
    ]
}
