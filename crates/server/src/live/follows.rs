//! Who follows the log: what they are told of, what wakes them, and whether they still may.

use app::queries::live::{self, Cursor};
use app::{App, Buyer, CanRead, Desk, Failure, SellerStaff};
use domain::PersonId;
use domain::event::{Event, Recorded};
use domain::people::Permission;

use super::hub::Key;
use crate::api::auth::Caller;

/// Somebody to whom a part of the log is told.
pub trait Follows: Send + Sync + 'static {
    /// What wakes them.
    fn key(&self) -> Key;

    /// What happened after a place, the oldest first.
    fn after(&self, app: &App, from: Cursor, limit: i64)
    -> impl Future<Output = Result<Vec<Recorded>, Failure>> + Send;

    /// Where their part of the log ends now.
    fn end(&self, app: &App) -> impl Future<Output = Result<Cursor, Failure>> + Send;

    /// Whether they may know of an event in their part of the log.
    fn may_know(&self, event: &Event) -> bool;

    /// Whether this caller may be told the same.
    fn is(&self, caller: &Caller) -> bool;
}

impl Follows for SellerStaff<CanRead> {
    fn key(&self) -> Key {
        Key::Shop(self.seller())
    }

    async fn after(&self, app: &App, from: Cursor, limit: i64) -> Result<Vec<Recorded>, Failure> {
        live::after(app, self, from, limit).await
    }

    async fn end(&self, app: &App) -> Result<Cursor, Failure> {
        live::end(app, self).await
    }

    fn may_know(&self, event: &Event) -> bool {
        event.for_shop()
    }

    fn is(&self, caller: &Caller) -> bool {
        let member = match caller {
            Caller::Person(person, _) => person.member(Some(self.seller())).ok(),
            Caller::Program(member) => (member.seller() == self.seller()).then(|| member.clone()),
        };
        member.is_some_and(|member| member.may(Permission::Read))
    }
}

impl Follows for Buyer {
    fn key(&self) -> Key {
        Key::Buyer(self.id())
    }

    async fn after(&self, app: &App, from: Cursor, limit: i64) -> Result<Vec<Recorded>, Failure> {
        live::after_buyer(app, self, from, limit).await
    }

    async fn end(&self, app: &App) -> Result<Cursor, Failure> {
        live::end_buyer(app, self).await
    }

    fn may_know(&self, event: &Event) -> bool {
        event.for_buyer().and_then(PersonId::parse) == Some(self.id())
    }

    fn is(&self, caller: &Caller) -> bool {
        matches!(caller, Caller::Person(person, _) if person.id() == self.id())
    }
}

impl Follows for Desk {
    fn key(&self) -> Key {
        Key::Desk
    }

    async fn after(&self, app: &App, from: Cursor, limit: i64) -> Result<Vec<Recorded>, Failure> {
        live::after_desk(app, self, from, limit).await
    }

    async fn end(&self, app: &App) -> Result<Cursor, Failure> {
        live::end_desk(app, self).await
    }

    fn may_know(&self, event: &Event) -> bool {
        event.for_desk()
    }

    fn is(&self, caller: &Caller) -> bool {
        matches!(caller, Caller::Person(person, _) if person.id() == self.id() && person.desk_role().is_some())
    }
}
