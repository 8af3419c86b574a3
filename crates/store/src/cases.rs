//! What waits for a moderator: taken for a while, decided, taken back, closed.

use domain::moderation::queue::{CaseState, Queue, RISKY};
use domain::moderation::{Decision, Stage, Subject};
use domain::{CaseId, PersonId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A case as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Whose shop it concerns.
    pub seller: SellerId,
    /// Its name.
    pub id: CaseId,
    /// Where it waits.
    pub queue: Queue,
    /// What kind of thing is judged.
    pub subject: Subject,
    /// Which, as an id.
    pub subject_id: String,
    /// The question or the review that it belongs to, as an id.
    pub parent: String,
    /// The product.
    pub sku: Option<Sku>,
    /// Who wrote it, as `domain::event::By` writes it.
    pub author: String,
    /// The name under it.
    pub author_name: String,
    /// What is judged; empty once the case is closed.
    pub text: String,
    /// Its fingerprint.
    pub text_hash: String,
    /// JSON: pictures, as reviews have them.
    pub media: String,
    /// JSON: what the checks found.
    pub findings: String,
    /// The version of the checks.
    pub rules_version: i64,
    /// Whether this is the first look at it, a second opinion, or an appeal.
    pub stage: Stage,
    /// The verdict that an appeal or a second opinion is about.
    pub judged: Option<i64>,
    /// What the author of an appeal or of a complaint says.
    pub words: String,
    /// Who must not decide it.
    pub not_by: Option<PersonId>,
    /// The harm that may be done while it waits, 0 to 3.
    pub harm: i64,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Until when a verdict is promised.
    pub due_at: Timestamp,
    /// Where it stands in its queue, earlier first.
    pub order_at: Timestamp,
    /// How far it has come.
    pub state: CaseState,
    /// Who holds it.
    pub holder: Option<PersonId>,
    /// Until when.
    pub leased_until: Timestamp,
    /// What was decided, while that may be taken back, and after.
    pub decided: Option<Decided>,
}

/// What a person decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// JSON: the codes of the reasons.
    pub reasons: String,
    /// What the author reads.
    pub note_author: String,
    /// What the desk reads.
    pub note_desk: String,
    /// Who.
    pub by: PersonId,
    /// As what.
    pub role: String,
    /// When.
    pub at: Timestamp,
}

static INSERT: Sql = sql!("cases/insert");
static ONE: Sql = sql_parts!("cases/columns", "cases/one");
static NEXT: Sql = sql_parts!("cases/columns", "cases/next");
static NEXT_IN_QUEUE: Sql = sql_parts!("cases/columns", "cases/next_in_queue");
static NEXT_RISKY: Sql = sql_parts!("cases/columns", "cases/next_risky");
static NEXT_LATE: Sql = sql_parts!("cases/columns", "cases/next_late");
static NEXT_LATE_IN_QUEUE: Sql = sql_parts!("cases/columns", "cases/next_late_in_queue");
/// Cases of one holder that are looked at.
const HELD_MAX: i64 = 20;

static HELD: Sql = sql_parts!("cases/columns", "cases/held");
static OF_SUBJECT: Sql = sql_parts!("cases/columns", "cases/of_subject");
static SAME_TEXT: Sql = sql_parts!("cases/columns", "cases/same_text");
static DECIDED_BY: Sql = sql_parts!("cases/columns", "cases/decided_by");
static LEASE: Sql = sql!("cases/lease");
static RELEASE: Sql = sql!("cases/release");
static DECIDE: Sql = sql!("cases/decide");
static UNDECIDE: Sql = sql!("cases/undecide");
static CLOSE: Sql = sql!("cases/close");
static WITHDRAW: Sql = sql!("cases/withdraw");
static AHEAD: Sql = sql!("cases/ahead");
static COUNT_QUEUE: Sql = sql!("cases/count_queue");
static QUEUE_COUNTS: Sql = sql!("cases/queue_counts");
static OLDEST_IN_QUEUE: Sql = sql!("cases/oldest_in_queue");
static LATE_IN_QUEUE: Sql = sql!("cases/late_in_queue");
static NEAR_IN_QUEUE: Sql = sql!("cases/near_in_queue");

/// Adds a case; `false` where the verdict that it appeals was appealed before.
pub fn insert(tx: &mut Tx<'_>, c: &Case) -> Result<bool, StoreError> {
    let added = tx.execute(
        &INSERT,
        &[
            &c.seller,
            &c.id,
            &c.queue,
            &c.subject,
            &c.subject_id,
            &c.parent,
            &c.sku,
            &c.author,
            &c.author_name,
            &c.text,
            &c.text_hash,
            &c.media,
            &c.findings,
            &c.rules_version,
            &c.stage,
            &c.judged,
            &c.words,
            &c.not_by,
            &c.harm,
            &c.opened_at,
            &c.due_at,
            &c.order_at,
        ],
    )?;
    if added > 0 {
        count(tx, c.queue, c.harm, 1)?;
    }
    Ok(added > 0)
}

fn count(tx: &mut Tx<'_>, queue: Queue, harm: i64, more: i64) -> Result<(), StoreError> {
    let risky = if harm >= RISKY { more } else { 0 };
    tx.send(&COUNT_QUEUE, &[&queue, &more, &risky])
}

fn case(row: &Row<'_>) -> Result<Case, StoreError> {
    Ok(Case {
        seller: row.get(0)?,
        id: row.get(1)?,
        queue: row.get(2)?,
        subject: row.get(3)?,
        subject_id: row.get(4)?,
        parent: row.get(5)?,
        sku: row.get(6)?,
        author: row.get(7)?,
        author_name: row.get(8)?,
        text: row.get(9)?,
        text_hash: row.get(10)?,
        media: row.get(11)?,
        findings: row.get(12)?,
        rules_version: row.get(13)?,
        stage: row.get(14)?,
        judged: row.get(15)?,
        words: row.get(16)?,
        not_by: row.get(17)?,
        harm: row.get(18)?,
        opened_at: row.get(19)?,
        due_at: row.get(20)?,
        order_at: row.get(21)?,
        state: row.get(22)?,
        holder: row.get(23)?,
        leased_until: row.get(24)?,
        decided: decided(row)?,
    })
}

fn decided(row: &Row<'_>) -> Result<Option<Decided>, StoreError> {
    let decision: Option<Decision> = row.get(25)?;
    let by: Option<PersonId> = row.get(29)?;
    let (Some(decision), Some(by)) = (decision, by) else { return Ok(None) };
    Ok(Some(Decided {
        decision,
        reasons: row.get(26)?,
        note_author: row.get(27)?,
        note_desk: row.get(28)?,
        by,
        role: row.get::<Option<String>>(30)?.unwrap_or_default(),
        at: row.get::<Option<Timestamp>>(31)?.unwrap_or_default(),
    }))
}

/// One case.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: CaseId) -> Result<Option<Case>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], case)
}

/// From where the next case is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From all queues.
    All,
    /// From one.
    Queue(Queue),
    /// From what may do harm, whatever the queue.
    Risky,
}

/// The case that comes next for a person: what is past its deadline first, then by deadline and harm. Not what others hold,
/// and not what this person must not decide.
pub fn next(tx: &mut Tx<'_>, from: From, person: PersonId, now: Timestamp) -> Result<Option<Case>, StoreError> {
    match from {
        From::All => match tx.query_opt(&NEXT_LATE, &[&now, &person], case)? {
            Some(late) => Ok(Some(late)),
            None => tx.query_opt(&NEXT, &[&now, &person], case),
        },
        From::Queue(queue) => match tx.query_opt(&NEXT_LATE_IN_QUEUE, &[&now, &person, &queue], case)? {
            Some(late) => Ok(Some(late)),
            None => tx.query_opt(&NEXT_IN_QUEUE, &[&now, &person, &queue], case),
        },
        From::Risky => tx.query_opt(&NEXT_RISKY, &[&now, &person], case),
    }
}

/// The cases that a person holds, in their order: one from each queue that they look into, and those that they named.
pub fn held(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<Vec<Case>, StoreError> {
    tx.query(&HELD, &[&person, &now, &HELD_MAX], case)
}

/// Gives a case to a person until a time; `false` where another holds it, or where it no longer waits.
pub fn lease(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: CaseId,
    person: PersonId,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&LEASE, &[&seller, &id, &person, &until, &now])? > 0)
}

/// Gives a case back to its queue, from which nobody takes it before `free_at`; `false` where this person does not hold it.
pub fn release(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: CaseId,
    person: PersonId,
    free_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&RELEASE, &[&seller, &id, &person, &free_at])? > 0)
}

/// Keeps a decision that may still be taken back; `false` where the case no longer waits.
pub fn decide(tx: &mut Tx<'_>, case: &Case, decided: &Decided) -> Result<bool, StoreError> {
    let Decided { decision, reasons, note_author, note_desk, by, role, at } = decided;
    let params: &[&dyn crate::Param] =
        &[&case.seller, &case.id, decision, reasons, note_author, note_desk, by, role, at];
    let kept = tx.execute(&DECIDE, params)? > 0;
    if kept {
        count(tx, case.queue, case.harm, -1)?;
    }
    Ok(kept)
}

/// Takes a decision back; the case is its author's again until `until`. `false` where it is too late.
pub fn undecide(tx: &mut Tx<'_>, case: &Case, person: PersonId, until: Timestamp) -> Result<bool, StoreError> {
    let taken_back = tx.execute(&UNDECIDE, &[&case.seller, &case.id, &person, &until])? > 0;
    if taken_back {
        count(tx, case.queue, case.harm, 1)?;
    }
    Ok(taken_back)
}

/// A decision is in force: the case is closed and its words go. `false` where it was not being decided.
pub fn close(tx: &mut Tx<'_>, case: &Case) -> Result<bool, StoreError> {
    Ok(tx.execute(&CLOSE, &[&case.seller, &case.id, &CaseState::Decided, &CaseState::Deciding])? > 0)
}

/// Its author took away what the open cases are about; gives their ids.
pub fn withdraw(
    tx: &mut Tx<'_>,
    seller: SellerId,
    subject: Subject,
    subject_id: &str,
) -> Result<Vec<CaseId>, StoreError> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let was: Vec<(CaseId, Queue, i64, Option<Decision>)> =
        tx.query(&WITHDRAW, &[&seller, &subject, &subject_id], read)?;
    let mut ids = Vec::with_capacity(was.len());
    for (id, queue, harm, decision) in was {
        // What was being decided no longer counts as waiting.
        if decision.is_none() {
            count(tx, queue, harm, -1)?;
        }
        ids.push(id);
    }
    Ok(ids)
}

/// The cases about something, the newest first.
pub fn of_subject(
    tx: &mut Tx<'_>,
    seller: SellerId,
    subject: Subject,
    subject_id: &str,
    limit: i64,
) -> Result<Vec<Case>, StoreError> {
    tx.query(&OF_SUBJECT, &[&seller, &subject, &subject_id, &limit], case)
}

/// First looks at the same text that wait and that nobody but this person holds, in their order.
pub fn same_text(
    tx: &mut Tx<'_>,
    text_hash: &str,
    subject: Subject,
    person: PersonId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Case>, StoreError> {
    tx.query(&SAME_TEXT, &[&text_hash, &subject, &now, &person, &limit], case)
}

/// What a person has decided and may still take back, the last first.
pub fn decided_by(tx: &mut Tx<'_>, person: PersonId, limit: i64) -> Result<Vec<Case>, StoreError> {
    tx.query(&DECIDED_BY, &[&person, &limit], case)
}

/// How many cases stand before one in its queue; `limit` where there are more.
pub fn ahead(tx: &mut Tx<'_>, case: &Case, limit: i64) -> Result<i64, StoreError> {
    tx.query_one(&AHEAD, &[&case.queue, &case.order_at, &case.id, &limit], |row| row.get(0))
}

/// How a queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub queue: Queue,
    /// Cases that wait.
    pub waiting: i64,
    /// Those among them that may do harm.
    pub risky: i64,
    /// When the one with the nearest deadline was opened.
    pub oldest: Option<Timestamp>,
    /// Past their deadline; [`LATE_MAX`] where there are more.
    pub late: i64,
}

/// How many cases of a queue wait whose deadline is after one time and not after another, [`LATE_MAX`] at most, and the first of
/// those deadlines.
pub fn near(
    tx: &mut Tx<'_>,
    queue: Queue,
    after: Timestamp,
    until: Timestamp,
) -> Result<(i64, Option<Timestamp>), StoreError> {
    tx.query_one(&NEAR_IN_QUEUE, &[&queue, &after, &until, &LATE_MAX], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Up to how many late cases are counted.
pub const LATE_MAX: i64 = 1_000;

/// How each queue stands in which something waits.
pub fn queues(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Standing>, StoreError> {
    let counts: Vec<(Queue, i64, i64)> =
        tx.query(&QUEUE_COUNTS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut all = Vec::with_capacity(counts.len());
    for (queue, waiting, risky) in counts {
        let oldest = tx.query_opt(&OLDEST_IN_QUEUE, &[&queue], |row| row.get(0))?;
        let late = tx.query_one(&LATE_IN_QUEUE, &[&queue, &now, &LATE_MAX], |row| row.get(0))?;
        all.push(Standing { queue, waiting, risky, oldest, late });
    }
    Ok(all)
}
