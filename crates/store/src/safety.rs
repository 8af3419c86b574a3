//! What the guard and the safety desk keep: strikes, traces, reports of fraud, switches, rules in force.

use domain::chats::{FraudKind, SwitchReason};
use domain::fraud::{Label, Verdict};
use domain::{ChatId, MessageId, ReportId, SellerId, SwitchId, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// Something that somebody did wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// When.
    pub at: Timestamp,
    /// How grave.
    pub verdict: Verdict,
    /// What.
    pub label: Label,
    /// With which message.
    pub message: MessageId,
}

/// A report of fraud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FraudReport {
    /// Whose shop.
    pub seller: SellerId,
    /// Its name.
    pub id: ReportId,
    /// In which talk.
    pub chat: ChatId,
    /// Which message.
    pub message: MessageId,
    /// Who reports, as `domain::event::By` writes it.
    pub by: String,
    /// What happened.
    pub what: FraudKind,
    /// In their own words.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// `open`, `upheld` or `declined`.
    pub state: String,
}

/// Chats switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Its name.
    pub id: SwitchId,
    /// For whom: `all`, `category`, `seller`, `buyer`.
    pub scope: String,
    /// For which one.
    pub target: String,
    /// Why.
    pub reason: SwitchReason,
    /// What the operator says beside the reason.
    pub words: String,
    /// From when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Who did it, as `domain::event::By` writes it.
    pub by: String,
    /// When it was lifted before its time, and by whom.
    pub lifted: Option<(Timestamp, String)>,
}

/// Rules of the guard that were put in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRules {
    /// Counts them.
    pub number: i64,
    /// The rules file.
    pub text: String,
    /// Who, as `domain::event::By` writes it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

static INSERT_STRIKE: Sql = sql!("safety/insert_strike");
static STRIKES: Sql = sql!("safety/strikes");
static FORGIVE: Sql = sql!("safety/forgive");
static INSERT_TRACE: Sql = sql!("safety/insert_trace");
static TRACES_OF: Sql = sql!("safety/traces_of");
static LINKED: Sql = sql!("safety/linked");
static DELETE_OLD_TRACES: Sql = sql!("safety/delete_old_traces");
static INSERT_REPORT: Sql = sql!("safety/insert_report");
static REPORT: Sql = sql!("safety/report");
static CLOSE_REPORT: Sql = sql!("safety/close_report");
static REPORTED: Sql = sql!("safety/reported");
static INSERT_SWITCH: Sql = sql!("safety/insert_switch");
static IN_FORCE: Sql = sql_parts!("safety/switch_columns", "safety/switches_in_force");
static LATER: Sql = sql_parts!("safety/switch_columns", "safety/switches_later");
static SWITCH: Sql = sql_parts!("safety/switch_columns", "safety/switch_one");
static ENDED: Sql = sql_parts!("safety/switch_columns", "safety/switches_ended");
static LIFT: Sql = sql!("safety/lift_switch");
static EXEMPT: Sql = sql!("safety/exempt");
static IS_EXEMPT: Sql = sql!("safety/is_exempt");
static INSERT_RULES: Sql = sql!("safety/insert_rules");
static NEWEST_RULES: Sql = sql!("safety/newest_rules");

/// Notes that somebody did something wrong; once for each message.
pub fn insert_strike(tx: &mut Tx<'_>, who: &str, strike: &Strike) -> Result<(), StoreError> {
    tx.send(&INSERT_STRIKE, &[&who, &strike.at, &strike.message, &strike.verdict, &strike.label])
}

/// What somebody did wrong since a time and was not forgiven, the oldest first.
pub fn strikes(tx: &mut Tx<'_>, who: &str, since: Timestamp) -> Result<Vec<Strike>, StoreError> {
    tx.query(&STRIKES, &[&who, &since], |row| {
        Ok(Strike { at: row.get(0)?, verdict: row.get(1)?, label: row.get(2)?, message: row.get(3)? })
    })
}

/// Forgives what somebody did with one message, or all.
pub fn forgive(tx: &mut Tx<'_>, who: &str, message: Option<MessageId>) -> Result<(), StoreError> {
    tx.send(&FORGIVE, &[&who, &message])
}

/// Keeps what may link somebody to others.
pub fn insert_trace(
    tx: &mut Tx<'_>,
    kind: &str,
    hash: &str,
    who: &str,
    message: MessageId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&INSERT_TRACE, &[&kind, &hash, &who, &message, &at])
}

/// The newest traces of somebody: kind and hash.
pub fn traces_of(tx: &mut Tx<'_>, who: &str, limit: i64) -> Result<Vec<(String, String)>, StoreError> {
    tx.query(&TRACES_OF, &[&who, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Others who left the same traces: who, of which kind, how many.
pub fn linked(tx: &mut Tx<'_>, who: &str, limit: i64) -> Result<Vec<(String, String, i64)>, StoreError> {
    tx.query(&LINKED, &[&who, &limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Forgets traces from before a time.
pub fn delete_old_traces(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD_TRACES, &[&before])
}

/// Keeps a report; `false` where the same person has reported this message before.
pub fn insert_report(tx: &mut Tx<'_>, r: &FraudReport) -> Result<bool, StoreError> {
    let added = tx
        .execute(&INSERT_REPORT, &[&r.seller, &r.id, &r.chat, &r.message, &r.by, &r.what, &r.words, &r.at, &r.state])?;
    Ok(added > 0)
}

/// One report.
pub fn report(tx: &mut Tx<'_>, seller: SellerId, id: ReportId) -> Result<Option<FraudReport>, StoreError> {
    tx.query_opt(&REPORT, &[&seller, &id], |row| {
        Ok(FraudReport {
            seller: row.get(0)?,
            id: row.get(1)?,
            chat: row.get(2)?,
            message: row.get(3)?,
            by: row.get(4)?,
            what: row.get(5)?,
            words: row.get(6)?,
            at: row.get(7)?,
            state: row.get(8)?,
        })
    })
}

/// Notes what came of a report.
pub fn close_report(tx: &mut Tx<'_>, seller: SellerId, id: ReportId, state: &str) -> Result<(), StoreError> {
    tx.send(&CLOSE_REPORT, &[&seller, &id, &state])
}

/// Whether somebody has reported a message.
pub fn has_reported(tx: &mut Tx<'_>, message: MessageId, by: &str) -> Result<bool, StoreError> {
    let found: Option<ReportId> = tx.query_opt(&REPORTED, &[&message, &by], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Keeps that chats are switched off.
pub fn insert_switch(tx: &mut Tx<'_>, s: &Switch) -> Result<(), StoreError> {
    tx.send(&INSERT_SWITCH, &[&s.id, &s.scope, &s.target, &s.reason, &s.words, &s.since, &s.until, &s.by])
}

fn switch(row: &Row<'_>) -> Result<Switch, StoreError> {
    let (at, by): (Option<Timestamp>, Option<String>) = (row.get(8)?, row.get(9)?);
    Ok(Switch {
        id: row.get(0)?,
        scope: row.get(1)?,
        target: row.get(2)?,
        reason: row.get(3)?,
        words: row.get(4)?,
        since: row.get(5)?,
        until: row.get(6)?,
        by: row.get(7)?,
        lifted: at.zip(by),
    })
}

/// What is switched off now.
pub fn switches_in_force(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Switch>, StoreError> {
    tx.query(&IN_FORCE, &[&now], switch)
}

/// What will be switched off.
pub fn switches_later(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Switch>, StoreError> {
    tx.query(&LATER, &[&now], switch)
}

/// What was switched off and is no longer, the newest first.
pub fn switches_ended(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Switch>, StoreError> {
    tx.query(&ENDED, &[&now, &limit], switch)
}

/// One of them.
pub fn switch_one(tx: &mut Tx<'_>, id: SwitchId) -> Result<Option<Switch>, StoreError> {
    tx.query_opt(&SWITCH, &[&id], switch)
}

/// Ends one before its time; `false` where it was lifted already.
pub fn lift_switch(tx: &mut Tx<'_>, id: SwitchId, now: Timestamp, by: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&LIFT, &[&id, &now, &by])? > 0)
}

/// Exempts somebody from one.
pub fn exempt(tx: &mut Tx<'_>, id: SwitchId, who: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&EXEMPT, &[&id, &who, &now])
}

/// Whether somebody is exempt.
pub fn is_exempt(tx: &mut Tx<'_>, id: SwitchId, who: &str) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(&IS_EXEMPT, &[&id, &who], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Puts rules in force; `false` where another set has taken the number.
pub fn insert_rules(tx: &mut Tx<'_>, rules: &StoredRules) -> Result<bool, StoreError> {
    Ok(tx.execute(&INSERT_RULES, &[&rules.number, &rules.text, &rules.by, &rules.at])? > 0)
}

/// The rules that were put in force last; `None` where those that come with the program are.
pub fn newest_rules(tx: &mut Tx<'_>) -> Result<Option<StoredRules>, StoreError> {
    tx.query_opt(&NEWEST_RULES, &[], |row| {
        Ok(StoredRules { number: row.get(0)?, text: row.get(1)?, by: row.get(2)?, at: row.get(3)? })
    })
}
