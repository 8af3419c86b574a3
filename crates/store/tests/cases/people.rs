//! Shops, persons, sessions, keys.

use domain::KeyId;
use domain::people::{DeskRole, KeyRole, Role};
use store::people::{self, ApiKey};

use super::given::{SHOP, STRANGER, minute, person, seller, shops, uuid};
use super::{Case, tell};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a shop that is there already stays as it is",
            story: |tx| {
                shops(tx)?;
                people::insert_seller(tx, &seller(SHOP, "Другое имя"), minute(1))?;
                let first = people::sellers_after(tx, domain::SellerId(0), 1)?;
                tell((people::seller(tx, SHOP)?, people::sellers_after(tx, first[0], 5)?))
            },
        },
        Case {
            name: "a person works in two shops, with another role in each",
            story: |tx| {
                shops(tx)?;
                people::insert_person(tx, person(1), "Ёлкина Анна", minute(0))?;
                people::insert_person(tx, person(1), "Не та", minute(1))?;
                people::insert_staff(tx, SHOP, person(1), Role::Owner)?;
                people::insert_staff(tx, STRANGER, person(1), Role::Owner)?;
                people::insert_staff(tx, STRANGER, person(1), Role::Analyst)?;
                tell((people::person(tx, person(1))?, people::person(tx, person(2))?, people::shops_of(tx, person(1))?))
            },
        },
        Case {
            name: "a moderator becomes a supporter, and a stranger is nothing at the desk",
            story: |tx| {
                people::insert_desk_staff(tx, person(1), DeskRole::Moderator)?;
                people::insert_desk_staff(tx, person(1), DeskRole::Support)?;
                tell((people::desk_role(tx, person(1))?, people::desk_role(tx, person(2))?))
            },
        },
        Case {
            name: "a session ends by its time or by signing out",
            story: |tx| {
                people::insert_person(tx, person(1), "Анна", minute(0))?;
                for token in ["один", "два", "три"] {
                    people::insert_session(tx, token, person(1), minute(0), minute(10))?;
                }
                people::delete_session(tx, "два")?;
                let found = [
                    people::session(tx, "один", minute(9))?,
                    people::session(tx, "один", minute(10))?,
                    people::session(tx, "два", minute(9))?,
                ];
                tell((
                    found,
                    people::delete_old_sessions(tx, minute(10))?,
                    people::delete_old_sessions(tx, minute(11))?,
                ))
            },
        },
        Case {
            name: "a sign-in link works until its time, which can be moved",
            story: |tx| {
                people::insert_link(tx, "ссылка", person(1), minute(5))?;
                let late = people::link(tx, "ссылка", minute(6))?;
                people::insert_link(tx, "ссылка", person(1), minute(9))?;
                tell((late, people::link(tx, "ссылка", minute(6))?))
            },
        },
        Case {
            name: "a key works for its own shop until it is switched off",
            story: |tx| {
                let key = ApiKey {
                    id: KeyId::parse(&uuid(5)).expect("a UUID"),
                    roles: vec![KeyRole::Admin, KeyRole::Reviews],
                    created_at: minute(0),
                    expires_at: minute(100),
                    revoked_at: None,
                    label: "Бот".to_owned(),
                    hint: "ab12".to_owned(),
                };
                people::insert_key(tx, SHOP, &key, "secret")?;
                let of_stranger = people::key_by_secret(tx, STRANGER, "secret")?;
                let revoked = [
                    people::revoke_key(tx, STRANGER, key.id, minute(1))?,
                    people::revoke_key(tx, SHOP, key.id, minute(2))?,
                    people::revoke_key(tx, SHOP, key.id, minute(3))?,
                ];
                tell((of_stranger, revoked, people::key_by_secret(tx, SHOP, "secret")?, people::keys(tx, SHOP)?))
            },
        },
        Case {
            name: "whoever was robbed is signed out everywhere, and nobody else",
            story: |tx| {
                for (token, number) in [("a", 1), ("b", 1), ("c", 2)] {
                    people::insert_person(tx, person(number), "Анна", minute(0))?;
                    people::insert_session(tx, token, person(number), minute(0), minute(9))?;
                }
                people::insert_link(tx, "ссылка", person(1), minute(9))?;
                let mut ended = people::sign_out_everywhere(tx, person(1))?;
                ended.sort();
                assert_eq!(ended, ["a", "b"]);
                assert!(people::session(tx, "a", minute(1))?.is_none());
                assert!(people::link(tx, "ссылка", minute(1))?.is_none());
                tell((ended, people::session(tx, "c", minute(1))?))
            },
        },
        Case {
            name: "the operator's staff is known by name",
            story: |tx| {
                for (number, name, role) in [(1, "Яна", DeskRole::Support), (2, "Анна", DeskRole::Safety)] {
                    people::insert_person(tx, person(number), name, minute(0))?;
                    people::insert_desk_staff(tx, person(number), role)?;
                }
                tell(people::desk_staff(tx)?)
            },
        },
    ]
}
