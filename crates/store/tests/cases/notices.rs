//! What people are told of, and how it reaches them.

use domain::notices::{Channel, Side, Topic, kinds};
use domain::people::Role;
use domain::{OrderId, PersonId, SellerId};
use store::log::Cursor;
use store::notices::devices::{self, Device};
use store::notices::sendings::{self, Ended, Sending};
use store::notices::telegram::{self, Chat, Code, Heard};
use store::notices::{self, Notice, Part, contacts};
use store::orders::{self, OrderItem};
use store::{StoreError, Tx, people};

use super::given::{SHOP, STRANGER, minute, person, product, reviewed_shop};
use super::{Case, tell};

fn notice(seq: i64, side: Side, seller: SellerId, topic: Topic) -> Notice {
    Notice {
        cursor: Cursor { seq },
        side,
        seller,
        topic,
        kind: "review_new".to_owned(),
        subject: format!("отзыв-{seq}"),
        at: minute(seq),
        read_at: None,
    }
}

fn sending(who: u32, seq: i64, channel: Channel, due: i64) -> Sending {
    Sending {
        person: person(who),
        seq,
        channel,
        side: Side::Shop,
        seller: SHOP,
        topic: Topic::Reviews,
        kind: kinds::REVIEW_NEW.to_owned(),
        subject: format!("отзыв-{seq}"),
        if_waiting: seq % 2 == 0,
        at: minute(seq),
        due_at: minute(due),
        attempts: 0,
    }
}

fn device(hash: &str, at: i64) -> Device {
    Device {
        hash: hash.to_owned(),
        endpoint: format!("https://push.example/{hash}"),
        p256dh: "BPoint".to_owned(),
        auth: "secret".to_owned(),
        side: Side::Shop,
        language: "ru".to_owned(),
        device: "Chrome, Android".to_owned(),
        created_at: minute(at),
    }
}

fn bought(number: i64, buyer: u32, seller: SellerId) -> OrderItem {
    OrderItem {
        seller,
        order: OrderId(format!("5817392{number}-0142-1")),
        sku: product(seller, 1, "").sku,
        buyer: Some(person(buyer)),
        status: domain::reviews::OrderStatus::Delivered,
        price: domain::Money::kopecks(119_000),
        ordered_at: Some(minute(number)),
        delivered_at: None,
        scheme: domain::chats::Scheme::Fbs,
        paid_at: None,
    }
}

fn chat(id: i64, code_at: i64) -> Chat {
    Chat { id, language: "ru".to_owned(), code_at: minute(code_at), linked_at: minute(code_at + 1) }
}

fn code(who: u32, made_at: i64) -> Code {
    let (made_at, until) = (minute(made_at), minute(made_at + 15));
    Code { person: person(who), side: Side::Buyer, language: "en".to_owned(), made_at, until }
}

/// What was taken, in an order that both engines have.
fn taken(mut leased: Vec<Sending>) -> Vec<(PersonId, i64, i64)> {
    leased.sort_by_key(|sending| (sending.person, sending.seq));
    leased.into_iter().map(|sending| (sending.person, sending.seq, sending.attempts)).collect()
}

fn lease(tx: &mut Tx<'_>, now: i64, people: i64) -> Result<Vec<(PersonId, i64, i64)>, StoreError> {
    Ok(taken(sendings::lease(tx, Channel::Email, minute(now), minute(now + 2), people)?))
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a person is told of an event once, and finds it in the list of the part that it concerns",
            story: |tx| {
                let told = [
                    notice(1, Side::Shop, SHOP, Topic::Reviews),
                    notice(2, Side::Shop, SHOP, Topic::Questions),
                    notice(2, Side::Shop, SHOP, Topic::Questions),
                    notice(3, Side::Shop, STRANGER, Topic::Reviews),
                    notice(4, Side::Buyer, SHOP, Topic::Questions),
                    notice(5, Side::Shop, SHOP, Topic::Reviews),
                ];
                for notice in &told {
                    notices::insert(tx, person(1), notice)?;
                }
                let (shop, end) = (Part::staff(person(1), SHOP), Cursor { seq: i64::MAX });
                let first = notices::list(tx, shop, end, 2)?;
                let rest = notices::list(tx, shop, first[1].cursor, 10)?;
                let buyer = Part::buyer(person(1));
                let anywhere = notices::list(tx, buyer, end, 10)?;
                assert_eq!(notices::list(tx, Part::buyer(person(2)), end, 10)?, []);
                let unread = (notices::unread(tx, shop)?, notices::unread(tx, buyer)?);
                tell((first, rest, anywhere, unread))
            },
        },
        Case {
            name: "what was read up to a place is read, what came after is not, and what is old is forgotten",
            story: |tx| {
                for seq in 1..=4 {
                    notices::insert(tx, person(1), &notice(seq, Side::Shop, SHOP, Topic::Reviews))?;
                }
                notices::insert(tx, person(1), &notice(5, Side::Buyer, STRANGER, Topic::Reviews))?;
                let shop = Part::staff(person(1), SHOP);
                let read = notices::read_up_to(tx, shop, Cursor { seq: 2 }, minute(9))?;
                assert_eq!(notices::read_up_to(tx, shop, Cursor { seq: 2 }, minute(10))?, 0);
                let seen = notices::read_subject(tx, person(1), SHOP, "отзыв-4", minute(11))?;
                assert_eq!(notices::read_subject(tx, person(1), STRANGER, "отзыв-3", minute(11))?, 0);
                let list = notices::list(tx, shop, Cursor { seq: i64::MAX }, 10)?;
                let unread = (notices::unread(tx, shop)?, notices::unread(tx, Part::buyer(person(1)))?);
                let forgotten = notices::delete_old(tx, minute(3))?;
                tell((read, seen, list, unread, forgotten))
            },
        },
        Case {
            name: "a line that stands for several notices is read at once, and what a buyer opens is read in whichever shop it is",
            story: |tx| {
                for seq in 1..=3 {
                    notices::insert(tx, person(1), &notice(seq, Side::Shop, SHOP, Topic::Reviews))?;
                }
                notices::insert(tx, person(1), &notice(5, Side::Buyer, STRANGER, Topic::Reviews))?;
                let shop = Part::staff(person(1), SHOP);
                let kind = notice(1, Side::Shop, SHOP, Topic::Reviews).kind;
                let (from, to) = (Cursor { seq: 2 }, Cursor { seq: 5 });
                assert_eq!(notices::read_run(tx, shop, "another", from, to, minute(9))?, 0);
                let read = notices::read_run(tx, shop, &kind, from, to, minute(9))?;
                let has = |tx: &mut Tx<'_>, seller| notices::has_unread(tx, person(1), seller, "отзыв-5");
                let before = (has(tx, SHOP)?, has(tx, STRANGER)?, has(tx, SellerId(0))?);
                let seen = notices::read_subject(tx, person(1), SellerId(0), "отзыв-5", minute(10))?;
                let unread = (notices::unread(tx, shop)?, has(tx, SellerId(0))?);
                tell((read, before, seen, unread))
            },
        },
        Case {
            name: "what a person chose is kept for each of their parts, with a version that grows",
            story: |tx| {
                let (shop, buyer) = (Part::staff(person(1), SHOP), Part::buyer(person(1)));
                let never = notices::settings(tx, shop)?;
                notices::put_settings(tx, shop, "{\"zone\":\"Asia/Omsk\"}", minute(1))?;
                notices::put_settings(tx, shop, "{\"zone\":\"Europe/Moscow\"}", minute(2))?;
                notices::put_settings(tx, buyer, "{}", minute(2))?;
                tell((never, notices::settings(tx, shop)?, notices::settings(tx, buyer)?))
            },
        },
        Case {
            name: "whoever may be told comes with what they chose and how they can be reached",
            story: |tx| {
                reviewed_shop(tx)?;
                for (who, role) in [(1, Some(Role::Owner)), (2, Some(Role::Promoter)), (3, None), (4, None)] {
                    people::insert_person(tx, person(who), "Имя", minute(0))?;
                    if let Some(role) = role {
                        people::insert_staff(tx, SHOP, person(who), role)?;
                    }
                }
                notices::put_settings(tx, Part::staff(person(1), SHOP), "{\"a\":1}", minute(1))?;
                notices::put_settings(tx, Part::staff(person(2), STRANGER), "{\"not\":\"here\"}", minute(1))?;
                notices::put_settings(tx, Part::buyer(person(3)), "{\"b\":1}", minute(1))?;
                devices::put(tx, person(1), &device("a", 1))?;
                telegram::link(tx, person(2), &chat(5, 1))?;
                telegram::link(tx, person(4), &chat(6, 1))?;
                contacts::put(tx, person(2), "b@example.com", "ru", None, minute(1))?;
                contacts::put(tx, person(3), "c@example.com", "ru", Some(minute(1)), minute(1))?;
                for item in [bought(1, 4, SHOP), bought(2, 3, SHOP), bought(3, 3, SHOP), bought(4, 2, STRANGER)] {
                    orders::upsert(tx, &item)?;
                }
                let first = notices::buyers_of_shop(tx, SHOP, "", 1)?;
                let rest = notices::buyers_of_shop(tx, SHOP, &first[0].person.to_string(), 10)?;
                tell((
                    notices::staff(tx, SHOP)?,
                    notices::listener_of(tx, Part::staff(person(1), SHOP))?,
                    notices::listener_of(tx, Part::buyer(person(1)))?,
                    notices::listener_of(tx, Part::buyer(person(9)))?,
                    (first, rest),
                ))
            },
        },
        Case {
            name: "an address that refuses mail three times in a row gets none, until mail arrives or another is given",
            story: |tx| {
                people::insert_person(tx, person(1), "Имя", minute(0))?;
                contacts::put(tx, person(1), "a@example.com", "ru", Some(minute(1)), minute(1))?;
                let reached = |tx: &mut Tx<'_>| {
                    Ok::<_, StoreError>(notices::listener_of(tx, Part::buyer(person(1)))?.is_some_and(|it| it.email))
                };
                let mut seen = vec![reached(tx)?];
                for times in 1..=notices::BOUNCES_MAX {
                    contacts::bounced(tx, person(1), "550 нет такого ящика", minute(times))?;
                    seen.push(reached(tx)?);
                }
                let refused = contacts::one(tx, person(1))?;
                contacts::received(tx, person(1))?;
                seen.push(reached(tx)?);
                contacts::bounced(tx, person(1), "550", minute(8))?;
                contacts::put(tx, person(1), "b@example.com", "en", None, minute(9))?;
                seen.push(reached(tx)?);
                let other = contacts::one(tx, person(1))?;
                contacts::delete(tx, person(1))?;
                assert_eq!(seen, [true, true, true, false, true, false]);
                tell((refused, other, contacts::one(tx, person(1))?))
            },
        },
        Case {
            name: "a device is kept once, and goes when its owner or the push service says so",
            story: |tx| {
                devices::put(tx, person(1), &device("a", 1))?;
                devices::put(tx, person(1), &device("b", 2))?;
                devices::put(tx, person(2), &device("c", 3))?;
                let renewed =
                    Device {
                        language: "en".to_owned(), auth: "новый".to_owned(), side: Side::Buyer, ..device("a", 9)
                    };
                devices::put(tx, person(1), &renewed)?;
                let all = devices::of(tx, person(1))?;
                assert!(!devices::delete_own(tx, person(1), "c")?, "it is somebody else's");
                assert!(devices::delete_own(tx, person(1), "a")?);
                devices::delete(tx, "c")?;
                tell((all, devices::of(tx, person(1))?, devices::of(tx, person(2))?))
            },
        },
        Case {
            name: "a chat in Telegram is one person's, and goes when they or Telegram say so",
            story: |tx| {
                for who in 1..=2 {
                    people::insert_person(tx, person(who), "Имя", minute(0))?;
                }
                telegram::link(tx, person(1), &chat(7_000_000_000, 1))?;
                telegram::link(tx, person(2), &chat(8, 2))?;
                telegram::link(tx, person(1), &chat(9, 3))?;
                let owners = [7_000_000_000, 8, 9].map(|id| telegram::owner(tx, id));
                let [left, second, first] = owners;
                assert_eq!(left?, None, "its owner has another");
                let reached = notices::listener_of(tx, Part::buyer(person(1)))?.is_some_and(|it| it.telegram);
                assert!(!telegram::gone(tx, person(1), 7_000_000_000)?, "that is not where they are told");
                let kept = telegram::chat(tx, person(1))?;
                assert!(telegram::gone(tx, person(1), 9)?);
                let unlinked = [telegram::unlink(tx, person(2))?, telegram::unlink(tx, person(2))?];
                let after = notices::listener_of(tx, Part::buyer(person(1)))?.is_some_and(|it| it.telegram);
                assert_eq!((unlinked, reached, after), ([true, false], true, false));
                tell((second?, first?, kept, telegram::chat(tx, person(1))?))
            },
        },
        Case {
            name: "a code links once, a newer one takes its place, and what has run out is forgotten",
            story: |tx| {
                telegram::put_code(tx, "old", &code(1, 1))?;
                telegram::put_code(tx, "new", &code(1, 2))?;
                telegram::put_code(tx, "other", &code(2, 3))?;
                telegram::put_code(tx, "third", &code(3, 30))?;
                assert_eq!(telegram::take_code(tx, "old")?, None);
                let taken = telegram::take_code(tx, "new")?;
                assert_eq!(telegram::take_code(tx, "new")?, None);
                assert_eq!(
                    (telegram::delete_old_codes(tx, minute(17))?, telegram::delete_old_codes(tx, minute(18))?),
                    (0, 1)
                );
                telegram::delete_code(tx, person(3))?;
                tell((taken, telegram::take_code(tx, "other")?, telegram::take_code(tx, "third")?))
            },
        },
        Case {
            name: "one node at a time hears what is said to a bot, and begins where the other ended",
            story: |tx| {
                assert_eq!(telegram::heard_to(tx, "bot")?, None);
                let first = telegram::listen(tx, "bot", "a", minute(1), minute(2))?;
                assert_eq!(telegram::listen(tx, "bot", "b", minute(1), minute(2))?, None);
                telegram::heard(tx, "bot", Heard { next: 78, at: minute(1) })?;
                let again = telegram::listen(tx, "bot", "a", minute(1), minute(3))?;
                let elsewhere = telegram::listen(tx, "another", "b", minute(1), minute(2))?;
                let died = telegram::listen(tx, "bot", "b", minute(3), minute(4))?;
                telegram::stop_listening(tx, "bot", "a")?;
                assert_eq!(telegram::listen(tx, "bot", "a", minute(3), minute(4))?, None, "it had it no more");
                telegram::stop_listening(tx, "bot", "b")?;
                let stopped = telegram::listen(tx, "bot", "a", minute(3), minute(4))?;
                assert_eq!((telegram::release(tx, minute(3))?, telegram::release(tx, minute(3))?), (1, 0));
                assert!(telegram::listen(tx, "bot", "b", minute(3), minute(4))?.is_some(), "the other was killed");
                tell((first, again, elsewhere, died, stopped, telegram::heard_to(tx, "bot")?))
            },
        },
        Case {
            name: "a chat that somebody has muted is quiet for them alone, until the mute ends",
            story: |tx| {
                notices::mute(tx, person(1), "чат", minute(5))?;
                notices::mute(tx, person(1), "чат", minute(50))?;
                notices::mute(tx, person(2), "чат", minute(3))?;
                notices::mute(tx, person(1), "другой", minute(50))?;
                let both = [person(1), person(2), person(3)];
                let mut early = notices::muted(tx, "чат", minute(2), &both)?;
                early.sort();
                let later = notices::muted(tx, "чат", minute(4), &both)?;
                let all = notices::mutes(tx, person(1), minute(4))?;
                notices::unmute(tx, person(1), "чат")?;
                tell((early, later, all, notices::mutes(tx, person(1), minute(4))?))
            },
        },
        Case {
            name: "whoever takes what is due of a person takes all of it, and nobody else has it meanwhile",
            story: |tx| {
                for (who, seq, due) in [(1, 1, 1), (1, 2, 4), (1, 3, 9), (2, 4, 3)] {
                    sendings::insert(tx, &sending(who, seq, Channel::Email, due))?;
                    sendings::insert(tx, &sending(who, seq, Channel::Email, 0))?;
                }
                sendings::insert(tx, &sending(1, 1, Channel::Push, 2))?;
                let due = [sendings::next_due(tx, Channel::Email)?, sendings::next_due(tx, Channel::Push)?];
                assert_eq!(due, [Some(minute(1)), Some(minute(2))]);
                let first = lease(tx, 5, 1)?;
                assert_eq!(first, [(person(1), 1, 1), (person(1), 2, 1)]);
                assert_eq!(sendings::next_due(tx, Channel::Email)?, Some(minute(3)));
                let second = lease(tx, 5, 10)?;
                assert_eq!(second, [(person(2), 4, 1)]);
                assert_eq!(lease(tx, 6, 10)?, []);
                // Nobody said what came of it.
                let again = lease(tx, 7, 10)?;
                assert_eq!(again, [(person(1), 1, 2), (person(1), 2, 2), (person(2), 4, 2)]);
                tell((first, second, again))
            },
        },
        Case {
            name: "what goes to very many waits until everybody else has been served",
            story: |tx| {
                for who in [1, 2] {
                    let news = Sending { kind: kinds::NEWS.to_owned(), ..sending(who, 1, Channel::Email, 1) };
                    sendings::insert(tx, &news)?;
                }
                sendings::insert(tx, &sending(3, 2, Channel::Email, 4))?;
                let first = lease(tx, 5, 1)?;
                assert_eq!(first, [(person(3), 2, 1)]);
                assert_eq!(sendings::next_due(tx, Channel::Email)?, Some(minute(1)));
                tell((first, lease(tx, 5, 10)?))
            },
        },
        Case {
            name: "what somebody had in hand who is gone can be taken at once, and what has not been tried waits for its time",
            story: |tx| {
                for (seq, due) in [(1, 2), (2, 2), (3, 4)] {
                    sendings::insert(tx, &sending(1, seq, Channel::Email, due))?;
                }
                sendings::retry(tx, &sending(1, 2, Channel::Email, 2), minute(90), "421 позже")?;
                let taken = lease(tx, 3, 10)?;
                assert_eq!(lease(tx, 3, 10)?, []);
                assert_eq!(sendings::release(tx, minute(3), minute(5))?, 1);
                let again = lease(tx, 3, 10)?;
                assert_eq!(again.len(), 1);
                tell((taken, again))
            },
        },
        Case {
            name: "a sending that failed comes again at its time, and still says when it was planned",
            story: |tx| {
                let one = sending(1, 2, Channel::Email, 2);
                sendings::insert(tx, &one)?;
                lease(tx, 3, 10)?;
                sendings::retry(tx, &one, minute(20), "421 позже")?;
                assert_eq!(sendings::next_due(tx, Channel::Email)?, Some(minute(20)));
                assert_eq!(lease(tx, 19, 10)?, []);
                let again = sendings::lease(tx, Channel::Email, minute(20), minute(22), 10)?;
                assert_eq!((again[0].due_at, again[0].attempts), (minute(2), 2));
                sendings::done(tx, &one, Ended::Sent, "", minute(21))?;
                // It has ended: nothing changes that.
                sendings::retry(tx, &one, minute(30), "поздно")?;
                sendings::done(tx, &one, Ended::Failed, "поздно", minute(31))?;
                assert_eq!(sendings::next_due(tx, Channel::Email)?, None);
                assert_eq!(sendings::failed(tx, 10)?, []);
                tell(again)
            },
        },
        Case {
            name: "what waits since a try went wrong is on the desk with the reason, and what only waits is not",
            story: |tx| {
                let kinds = [kinds::NEWS, kinds::REVIEW_NEW, kinds::REVIEW_NEW, kinds::REVIEW_NEW];
                for (seq, kind) in (1..).zip(kinds) {
                    let one = Sending { kind: kind.to_owned(), ..sending(1, seq, Channel::Email, 1) };
                    sendings::insert(tx, &one)?;
                    if seq < 4 {
                        sendings::retry(tx, &one, minute(20 + seq), "535 не тот пароль")?;
                    }
                }
                let seqs = |tx: &mut Tx<'_>, channel, until, limit| -> Result<Vec<_>, StoreError> {
                    let held = sendings::held_up(tx, channel, minute(until), limit)?;
                    Ok(held.into_iter().map(|held| (held.sending.seq, held.error, held.at)).collect())
                };
                let all = seqs(tx, Channel::Email, 30, 10)?;
                assert_eq!(
                    all.iter().map(|held| held.0).collect::<Vec<_>>(),
                    [2, 3, 1],
                    "what goes to many comes last"
                );
                assert_eq!(seqs(tx, Channel::Email, 22, 10)?.len(), 2, "not yet");
                assert_eq!(seqs(tx, Channel::Push, 30, 10)?, []);
                sendings::done(tx, &sending(1, 2, Channel::Email, 1), Ended::Sent, "", minute(21))?;
                tell((all, seqs(tx, Channel::Email, 30, 1)?))
            },
        },
        Case {
            name: "what was given up is on the desk, the newest first, and can be sent again once",
            story: |tx| {
                for seq in [1, 2, 3] {
                    let one = sending(1, seq, Channel::Email, 1);
                    sendings::insert(tx, &one)?;
                    let ended = if seq == 3 { Ended::Dropped } else { Ended::Failed };
                    sendings::done(tx, &one, ended, "550 нет", minute(10 + seq))?;
                }
                let failed = sendings::failed(tx, 10)?;
                let again = [
                    sendings::again(tx, person(1), 1, Channel::Email, minute(20))?,
                    sendings::again(tx, person(1), 1, Channel::Email, minute(20))?,
                    sendings::again(tx, person(1), 3, Channel::Email, minute(20))?,
                ];
                assert_eq!(again, [true, false, false]);
                tell((failed, lease(tx, 20, 10)?, sendings::failed(tx, 1)?))
            },
        },
        Case {
            name: "what waits of a topic is dropped in its part and channel alone, and old sendings are forgotten",
            story: |tx| {
                let mine = sending(1, 1, Channel::Email, 1);
                let others = [
                    Sending { seller: STRANGER, seq: 2, ..mine.clone() },
                    Sending { topic: Topic::Questions, seq: 3, ..mine.clone() },
                    Sending { side: Side::Buyer, seq: 4, ..mine.clone() },
                    Sending { person: person(2), seq: 5, ..mine.clone() },
                ];
                sendings::insert(tx, &mine)?;
                for other in &others {
                    sendings::insert(tx, other)?;
                }
                sendings::drop_waiting(tx, Part::staff(person(1), SHOP), Channel::Push, Topic::Reviews, minute(2))?;
                sendings::drop_waiting(tx, Part::staff(person(1), SHOP), Channel::Email, Topic::Reviews, minute(2))?;
                let left = lease(tx, 9, 10)?;
                assert_eq!(left.iter().map(|(_, seq, _)| *seq).collect::<Vec<_>>(), [2, 3, 4, 5]);
                // As a buyer somebody has one set of settings for all shops.
                sendings::drop_waiting(tx, Part::buyer(person(1)), Channel::Email, Topic::Reviews, minute(2))?;
                tell((left, lease(tx, 20, 10)?, sendings::delete_old(tx, minute(2))?))
            },
        },
    ]
}
