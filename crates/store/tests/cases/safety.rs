//! What the guard and the safety desk keep; prepared answers, announcements, secrets.

use domain::chats::{ChatKind, FraudKind, SwitchReason, Topic};
use domain::fraud::{Label, Verdict};
use domain::{AnnouncementId, MessageId, ReportId, SwitchId, TemplateId};
use store::announcements::{self, Announcement};
use store::safety::{self, FraudReport, StoredRules, Strike, Switch};
use store::support::{self, Macro};
use store::{chats, secrets};

use super::chats::chat;
use super::given::{SHOP, minute, person, reviewed_shop, uuid};
use super::{Case, tell};

fn switch(number: u32, scope: &str, from: i64, until: i64) -> Switch {
    Switch {
        id: SwitchId::parse(&uuid(300 + number)).expect("a UUID"),
        scope: scope.to_owned(),
        target: String::new(),
        reason: SwitchReason::FraudWave,
        words: "Просим прощения".to_owned(),
        since: minute(from),
        until: minute(until),
        by: "desk:1".to_owned(),
        lifted: None,
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "strikes count for whoever earned them until they are forgiven",
            story: |tx| {
                let strike = |at: i64, verdict| Strike {
                    at: minute(at),
                    verdict,
                    label: Label::AsksCode,
                    message: MessageId(at),
                };
                for strike in [strike(1, Verdict::Block), strike(2, Verdict::Hold), strike(3, Verdict::Block)] {
                    safety::insert_strike(tx, "buyer:1", &strike)?;
                    safety::insert_strike(tx, "buyer:1", &strike)?;
                }
                safety::insert_strike(tx, "buyer:2", &strike(3, Verdict::Warn))?;
                let all = safety::strikes(tx, "buyer:1", minute(1))?;
                assert_eq!(all.len(), 2, "the first is too old");
                safety::forgive(tx, "buyer:1", Some(MessageId(3)))?;
                let left = safety::strikes(tx, "buyer:1", minute(0))?;
                safety::forgive(tx, "buyer:1", None)?;
                assert!(safety::strikes(tx, "buyer:1", minute(0))?.is_empty());
                tell((all, left))
            },
        },
        Case {
            name: "people who leave the same traces are linked, and traces go by their age",
            story: |tx| {
                for (kind, hash, who, at) in [
                    ("link", "aa", "buyer:1", 1),
                    ("payment", "bb", "buyer:1", 2),
                    ("link", "aa", "buyer:2", 3),
                    ("payment", "bb", "staff:3", 4),
                    ("link", "cc", "buyer:4", 5),
                ] {
                    safety::insert_trace(tx, kind, hash, who, MessageId(at), minute(at))?;
                }
                let linked = safety::linked(tx, "buyer:1", 10)?;
                assert_eq!(linked.len(), 2);
                let mine = safety::traces_of(tx, "buyer:1", 10)?;
                assert_eq!(safety::delete_old_traces(tx, minute(2))?, 1);
                tell((linked, mine))
            },
        },
        Case {
            name: "a message is reported once by the same person",
            story: |tx| {
                reviewed_shop(tx)?;
                let chat = chat(SHOP, 1, ChatKind::Customer);
                assert!(chats::insert(tx, &chat)?);
                let report = FraudReport {
                    seller: SHOP,
                    id: ReportId::parse(&uuid(800)).expect("a UUID"),
                    chat: chat.id,
                    message: MessageId(5),
                    by: "staff:1".to_owned(),
                    what: FraudKind::PretendsSupport,
                    words: "Просит код".to_owned(),
                    at: minute(5),
                    state: "open".to_owned(),
                };
                assert!(safety::insert_report(tx, &report)?);
                let again = FraudReport { id: ReportId::parse(&uuid(801)).expect("a UUID"), ..report.clone() };
                assert!(!safety::insert_report(tx, &again)?);
                assert!(safety::has_reported(tx, MessageId(5), "staff:1")?);
                assert!(!safety::has_reported(tx, MessageId(5), "buyer:1")?);
                safety::close_report(tx, SHOP, report.id, "upheld")?;
                tell(safety::report(tx, SHOP, report.id)?)
            },
        },
        Case {
            name: "chats are off from a time to a time, unless the switch is lifted or somebody is exempt",
            story: |tx| {
                let all = [switch(1, "all", 1, 10), switch(2, "seller", 5, 20), switch(3, "buyer", 30, 40)];
                for switch in &all {
                    safety::insert_switch(tx, switch)?;
                }
                let ids = |all: Vec<Switch>| all.iter().map(|switch| switch.id).collect::<Vec<_>>();
                assert_eq!(ids(safety::switches_in_force(tx, minute(6))?), [all[0].id, all[1].id]);
                assert_eq!(ids(safety::switches_later(tx, minute(6))?), [all[2].id]);
                assert_eq!(ids(safety::switches_ended(tx, minute(15), 10)?), [all[0].id]);
                assert!(safety::lift_switch(tx, all[1].id, minute(7), "desk:2")?);
                assert!(!safety::lift_switch(tx, all[1].id, minute(8), "desk:2")?);
                safety::exempt(tx, all[0].id, "seller:7", minute(6))?;
                assert!(safety::is_exempt(tx, all[0].id, "seller:7")?);
                assert!(!safety::is_exempt(tx, all[0].id, "seller:8")?);
                tell((safety::switch_one(tx, all[1].id)?, safety::switches_in_force(tx, minute(8))?))
            },
        },
        Case {
            name: "the newest rules of the guard are in force, and two cannot take one number",
            story: |tx| {
                assert!(safety::newest_rules(tx)?.is_none());
                let rules = |number, text: &str| StoredRules {
                    number,
                    text: text.to_owned(),
                    by: "desk:1".to_owned(),
                    at: minute(number),
                };
                assert!(safety::insert_rules(tx, &rules(1, "version = \"1\""))?);
                assert!(!safety::insert_rules(tx, &rules(1, "version = \"x\""))?);
                assert!(safety::insert_rules(tx, &rules(2, "version = \"2\""))?);
                tell(safety::newest_rules(tx)?)
            },
        },
        Case {
            name: "support's prepared answers come by how often they are used",
            story: |tx| {
                let prepared = |number: u32, name: &str| Macro {
                    id: TemplateId::parse(&uuid(600 + number)).expect("a UUID"),
                    name: name.to_owned(),
                    text: "Здравствуйте!".to_owned(),
                };
                for (number, name) in [(1, "Приветствие"), (2, "Возврат")] {
                    support::save_macro(tx, &prepared(number, name), minute(1))?;
                }
                support::use_macro(tx, prepared(1, "").id)?;
                support::save_macro(tx, &prepared(2, "Возврат денег"), minute(2))?;
                let all = support::macros(tx)?;
                assert_eq!(all[0].name, "Приветствие");
                assert!(support::delete_macro(tx, prepared(1, "").id)?);
                tell((all, support::one_macro(tx, prepared(2, "").id)?, support::one_macro(tx, prepared(1, "").id)?))
            },
        },
        Case {
            name: "an announcement is unread until somebody has read it",
            story: |tx| {
                let told = |number: u32, topic| Announcement {
                    id: AnnouncementId::parse(&uuid(700 + number)).expect("a UUID"),
                    topic,
                    title: ("Новое".to_owned(), "News".to_owned()),
                    text: ("Текст".to_owned(), "Text".to_owned()),
                    at: minute(i64::from(number)),
                    read_at: None,
                };
                for (number, topic) in [(1, Topic::Main), (2, Topic::Training), (3, Topic::Main)] {
                    announcements::insert(tx, &told(number, topic))?;
                }
                assert_eq!(announcements::unread(tx, person(1))?, 3);
                announcements::read(tx, person(1), told(1, Topic::Main).id, minute(9))?;
                assert_eq!((announcements::unread(tx, person(1))?, announcements::unread(tx, person(2))?), (2, 3));
                let all = announcements::list(tx, person(1), None, None, 2)?;
                let after = all.last().map(|last| (last.at, last.id));
                tell((
                    announcements::list(tx, person(1), None, after, 2)?,
                    announcements::list(tx, person(1), Some(Topic::Training), None, 2)?,
                    announcements::one(tx, person(1), told(1, Topic::Main).id)?,
                ))
            },
        },
        Case {
            name: "a secret is made once and is the same on every node",
            story: |tx| {
                assert!(secrets::get(tx, "files")?.is_none());
                let first = secrets::insert_if_absent(tx, "files", "one")?;
                let second = secrets::insert_if_absent(tx, "files", "two")?;
                assert_eq!((first.as_str(), second.as_str()), ("one", "one"));
                tell(second)
            },
        },
    ]
}
