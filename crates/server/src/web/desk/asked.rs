//! What an address of the desk names: a queue, a case.

use app::Moderator;
use app::commands::moderation::desk::Source;
use domain::moderation::queue::Queue;
use domain::{CaseId, Code, Refusal, SellerId};
use serde::Deserialize;

use crate::web::query::address;
use crate::web::respond::WebError;
use crate::web::visit::Visit;

/// Where cases are taken.
pub const PATH: &str = "/desk/moderation";

/// What stands in the query.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// The queue; nothing for all of them.
    #[serde(default)]
    pub queue: String,
}

impl Asked {
    /// Where the next case comes from; an unknown queue is all of them.
    pub fn source(&self) -> Source {
        match self.queue.as_str() {
            RISKY => Source::Risky,
            code => Queue::parse(code).map_or(Source::All, Source::Queue),
        }
    }

    /// An address that stays in this queue.
    pub fn at(&self, path: &str) -> String {
        address(path, [("queue", self.queue.clone())])
    }

    /// Only the query, with its question mark; nothing where no queue was chosen.
    pub fn query(&self) -> String {
        self.at("")
    }
}

/// The queue of what may do harm, beside those of the domain.
pub const RISKY: &str = "risky";

/// The page of a case.
pub fn case_path(seller: SellerId, id: CaseId) -> String {
    format!("{PATH}/cases/{seller}/{id}")
}

/// A case as an address names it; what is none is not found.
pub fn case_of(seller: &str, id: &str) -> Result<(SellerId, CaseId), WebError> {
    let seller = seller.parse().map(SellerId).map_err(|_| Refusal::new(Code::CaseNotFound))?;
    Ok((seller, CaseId::parse(id).ok_or(Code::CaseNotFound)?))
}

impl Visit {
    /// The person as somebody who decides cases.
    pub fn moderator(&self) -> Result<Moderator, Refusal> {
        self.person()?.desk()?.moderator()
    }
}
