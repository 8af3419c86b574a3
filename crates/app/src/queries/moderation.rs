//! How moderation looks to those whom it concerns: the way of a text to the card for its author, a case with its context for the
//! desk, the queues, the numbers, the chain of receipts.

mod case;
mod numbers;
mod receipts;
mod track;

pub use case::{AuthorHistory, CaseView, Context, Fakes, case, claimed, just_decided, same_text};
pub use numbers::{Day, Month, Months, day, everybodys_day, months, queues};
pub use receipts::{Chain, chains, receipts, verify};
pub use track::{Appealed, Given, Queued, Track, Way};
pub(crate) use track::{of, of_answer, of_question};

pub use domain::moderation::queue::Queue;
pub use store::cases::{Case, Decided, LATE_MAX, Standing};
pub use store::verdicts::{Receipt, Verdict};

use std::collections::HashMap;

use domain::Lang;
use domain::moderation::Reason;
use store::moderation::{self};

use crate::{App, Failure};

/// The words of reasons as the operator wants them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    own: HashMap<(String, String), (String, String)>,
}

impl Reasons {
    /// What is wrong.
    pub fn words(&self, reason: Reason, lang: Lang) -> String {
        self.own(reason, lang).map_or_else(|| reason.words(lang).to_owned(), |own| own.0.clone())
    }

    /// What the author can do.
    pub fn fix(&self, reason: Reason, lang: Lang) -> String {
        self.own(reason, lang).map_or_else(|| reason.fix(lang).to_owned(), |own| own.1.clone())
    }

    /// Whether the operator has written it anew.
    pub fn is_own(&self, reason: Reason, lang: Lang) -> bool {
        self.own(reason, lang).is_some()
    }

    fn own(&self, reason: Reason, lang: Lang) -> Option<&(String, String)> {
        if self.own.is_empty() {
            return None;
        }
        self.own.get(&(reason.as_str().to_owned(), lang.tag().to_owned()))
    }
}

/// The words of all reasons.
pub async fn reasons(app: &App) -> Result<Reasons, Failure> {
    let rows = app.store().glance(|tx| Ok::<_, Failure>(moderation::reason_words(tx)?)).await?;
    let own = rows.into_iter().map(|row| ((row.reason, row.lang), (row.words, row.fix))).collect();
    Ok(Reasons { own })
}

/// Reads the codes of reasons as they are stored; a reason that this program no longer knows is left out.
pub fn read_reasons(json: &str) -> Vec<Reason> {
    let codes: Vec<String> = serde_json::from_str(json).unwrap_or_default();
    codes.iter().filter_map(|code| Reason::parse(code)).collect()
}
