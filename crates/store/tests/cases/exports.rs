//! Lists as files.

use domain::exports::{ExportState, Format};
use store::exports::{self, Export};

use super::given::{SHOP, STRANGER, minute};
use super::{Case, tell};

fn export(id: &str, at: i64) -> Export {
    Export {
        id: id.to_owned(),
        format: Format::Xlsx,
        lang: "ru".to_owned(),
        filter: "{}".to_owned(),
        state: ExportState::Running,
        done: 0,
        total: 0,
        bytes: 0,
        created_at: minute(at),
        ended_at: None,
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a list as a file grows until it is ready, and nothing changes it then",
            story: |tx| {
                exports::insert(tx, SHOP, &export("a", 1))?;
                exports::progress(tx, SHOP, "a", 500, 1_200)?;
                let half = exports::one(tx, SHOP, "a")?;
                exports::finish(tx, SHOP, "a", ExportState::Ready, (1_200, 90_000), minute(2))?;
                exports::progress(tx, SHOP, "a", 3, 4)?;
                exports::finish(tx, SHOP, "a", ExportState::Failed, (0, 0), minute(3))?;
                tell((half, exports::one(tx, SHOP, "a")?, exports::one(tx, STRANGER, "a")?))
            },
        },
        Case {
            name: "a shop sees its own files, the newest first, and the old ones are found and removed",
            story: |tx| {
                for (id, at) in [("a", 1), ("b", 2), ("c", 3)] {
                    exports::insert(tx, SHOP, &export(id, at))?;
                }
                exports::insert(tx, STRANGER, &export("d", 1))?;
                exports::finish(tx, SHOP, "b", ExportState::Failed, (0, 0), minute(3))?;
                let seen = (exports::newest(tx, SHOP, 2)?, exports::running(tx, SHOP)?);
                let old = exports::old(tx, minute(3), 10)?;
                for (seller, id, _) in &old {
                    exports::delete(tx, *seller, id)?;
                }
                let mut old = old;
                old.sort_by(|a, b| a.1.cmp(&b.1));
                tell((seen, old, exports::newest(tx, SHOP, 10)?, exports::running(tx, STRANGER)?))
            },
        },
    ]
}
