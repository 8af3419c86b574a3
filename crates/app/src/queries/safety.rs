//! The safety desk: campaigns, linked accounts, switches, rules tried on history.

use std::collections::HashSet;
use std::time::Duration;

use domain::chats::{MessageState, Scope, campaigns};
use domain::event::By;
use domain::fraud::friction::Friction;
use domain::fraud::{From as Sender, Judgement, Message as Asked, Talk, Verdict};
use domain::moderation::months;
use domain::{Code, MessageId, Refusal, Timestamp};
use store::chats::messages::{self, Message};
use store::chats::{self, Chat};
use store::safety;
use store::{Tx, moderation, people};

use crate::actors::{Desk, Safety};
use crate::commands::chats::measures;
use crate::{App, Failure, Rules};

pub use store::safety::{Strike, Switch};

/// How far back campaigns are looked for.
const WINDOW: Duration = Duration::from_secs(48 * 3600);
/// Messages that are looked through for campaigns, the newest.
const LOOKED_MAX: i64 = 20_000;
/// People to whom near-identical messages have gone, at least, before they are called a campaign.
pub const PEOPLE_MIN: usize = 3;
/// Messages that rules are tried on, at most.
pub const TRIED_MAX: i64 = 50_000;
/// Messages in which rules differ that are shown, at most, of each kind.
const SHOWN_MAX: usize = 100;

/// Near-identical messages to many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// The newest of them.
    pub sample: Message,
    /// How many there are.
    pub messages: usize,
    /// In how many chats.
    pub chats: usize,
    /// By how many people.
    pub authors: usize,
    /// When the first was sent.
    pub first_at: Timestamp,
    /// How many have reached somebody.
    pub delivered: usize,
}

/// What looks like a campaign in the last 48 hours, the largest first: near-identical texts that went into at least
/// [`PEOPLE_MIN`] chats, and that the guard or a person found something in, or that come from several authors.
pub async fn found_campaigns(app: &App, _me: &Safety) -> Result<Vec<Campaign>, Failure> {
    let now = app.now();
    let all = app
        .store()
        .read(move |tx| {
            Ok::<_, Failure>(messages::latest(tx, MessageId::next(None, now.before(WINDOW), 0), LOOKED_MAX)?)
        })
        .await?;
    let sorted = tokio::task::spawn_blocking(move || group(all));
    sorted.await.map_err(Failure::fault)
}

fn group(mut all: Vec<Message>) -> Vec<Campaign> {
    all.retain(|message| message.text.chars().count() >= campaigns::LONG_ENOUGH);
    let hashes: Vec<u64> = all.iter().map(|message| message.simhash.cast_unsigned()).collect();
    let groups = campaigns::groups(&hashes).into_iter();
    groups.filter_map(|group| campaign(group.iter().filter_map(|at| all.get(*at)).collect())).collect()
}

fn campaign(members: Vec<&Message>) -> Option<Campaign> {
    let distinct = |mut all: Vec<String>| {
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    let chats = distinct(members.iter().map(|m| m.chat.to_string()).collect());
    let authors = distinct(members.iter().map(|m| m.author_id.clone()).collect());
    let seen = members.iter().any(|m| m.verdict != Verdict::Allow);
    if chats < PEOPLE_MIN || !(seen || authors > 1) {
        return None;
    }
    let newest = members.iter().max_by_key(|m| m.id)?;
    Some(Campaign {
        sample: (**newest).clone(),
        messages: members.len(),
        chats,
        authors,
        first_at: members.iter().map(|m| m.sent_at).min()?,
        delivered: members
            .iter()
            .filter(|m| matches!(m.state, MessageState::Delivered | MessageState::Checking))
            .count(),
    })
}

/// Messages of the last 48 hours that are near-identical to this one, itself among them, the newest first.
pub async fn campaign_of(app: &App, _me: &Safety, sample: MessageId) -> Result<Vec<Message>, Failure> {
    let now = app.now();
    app.store().read(move |tx| campaign_members(tx, sample, now)).await
}

pub(crate) fn campaign_members(tx: &mut Tx<'_>, sample: MessageId, now: Timestamp) -> Result<Vec<Message>, Failure> {
    let sample = messages::by_public_id(tx, sample)?.ok_or(Code::CampaignNotFound)?;
    let mut all = messages::latest(tx, MessageId::next(None, now.before(WINDOW), 0), LOOKED_MAX)?;
    all.retain(|m| m.id == sample.id || m.text.chars().count() >= campaigns::LONG_ENOUGH);
    let Some(place) = all.iter().position(|m| m.id == sample.id) else { return Ok(vec![sample]) };
    let hashes: Vec<u64> = all.iter().map(|m| m.simhash.cast_unsigned()).collect();
    let members: HashSet<usize> = campaigns::group_of(&hashes, place).into_iter().collect();
    Ok(all.into_iter().enumerate().filter(|(at, _)| members.contains(at)).map(|(_, m)| m).collect())
}

/// Switches: in force, to come, and the last that are over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switches {
    /// In force.
    pub now: Vec<Switch>,
    /// To come.
    pub later: Vec<Switch>,
    /// Over, the newest first.
    pub ended: Vec<Switch>,
}

/// All switches.
pub async fn switches(app: &App, _me: &Safety) -> Result<Switches, Failure> {
    let now = app.now();
    app.store()
        .read(move |tx| {
            Ok(Switches {
                now: safety::switches_in_force(tx, now)?,
                later: safety::switches_later(tx, now)?,
                ended: safety::switches_ended(tx, now, 50)?,
            })
        })
        .await
}

/// Chats that are counted for a switch, at most.
pub const CONCERNED_MAX: i64 = 1_000;

/// How many chats a switch for one shop or one buyer would concern, [`CONCERNED_MAX`] at most; `None` for wider ones, which
/// nobody counts.
pub async fn concerned(app: &App, _me: &Safety, scope: &Scope) -> Result<Option<i64>, Failure> {
    let (scope, now) = (scope.clone(), app.now());
    let count = move |tx: &mut Tx<'_>| {
        let chats = match scope {
            Scope::Seller(seller) => {
                chats::list::page(tx, seller, &chats::list::Filter::default(), None, CONCERNED_MAX, now)?
            }
            Scope::Buyer(buyer) => chats::list::of_buyer(tx, buyer, None, CONCERNED_MAX)?,
            Scope::All | Scope::Category(_) => return Ok::<_, Failure>(None),
        };
        Ok(i64::try_from(chats.iter().filter(|chat| !chat.kind.is_support() && !chat.closed).count()).ok())
    };
    app.store().read(count).await
}

/// What is known of somebody who writes in chats.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Who, as [`By`] writes it.
    pub who: String,
    /// Their name, where it is a person.
    pub name: String,
    /// Since when they are here.
    pub since: Option<Timestamp>,
    /// How far they are held back.
    pub friction: Friction,
    /// What they did wrong lately, the oldest first.
    pub strikes: Vec<Strike>,
    /// Their messages in which the guard saw something, the newest first.
    pub flagged: Vec<Message>,
    /// Others who left the same traces.
    pub linked: Vec<Linked>,
}

/// Somebody who uses the same links, payment details or contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Who.
    pub who: String,
    /// Their name, where it is a person.
    pub name: String,
    /// What they share: `text`, `link`, `payment`, `contact`.
    pub kind: String,
    /// How many of it.
    pub shared: i64,
}

const HALF_A_YEAR: Duration = Duration::from_secs(180 * 24 * 3600);

pub(crate) fn suspect_of(tx: &mut Tx<'_>, of: &Rules, who: &str, now: Timestamp) -> Result<Suspect, Failure> {
    let person = By::parse(who).and_then(By::person);
    let since = match person {
        Some(person) => people::known_since(tx, person)?,
        None => None,
    };
    let mut linked = Vec::new();
    for (other, kind, shared) in safety::linked(tx, who, 20)? {
        linked.push(Linked { name: name_of(tx, &other)?, who: other, kind, shared });
    }
    Ok(Suspect {
        name: name_of(tx, who)?,
        since,
        friction: measures::friction_of(tx, of, who, now)?,
        strikes: safety::strikes(tx, who, now.before(HALF_A_YEAR))?,
        flagged: messages::flagged_of_author(tx, who, Timestamp(i64::MAX), 10)?,
        linked,
        who: who.to_owned(),
    })
}

fn name_of(tx: &mut Tx<'_>, who: &str) -> Result<String, Failure> {
    Ok(match By::parse(who).and_then(By::person) {
        Some(person) => people::person(tx, person)?.unwrap_or_default(),
        None => String::new(),
    })
}

/// What is known of somebody.
pub async fn suspect(app: &App, _me: &Safety, who: &str) -> Result<Suspect, Failure> {
    let (who, now, of) = (who.to_owned(), app.now(), app.rules().clone());
    app.store().read(move |tx| suspect_of(tx, &of, &who, now)).await
}

/// A message with the talk around it, as a safety person sees it: everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The chat.
    pub chat: Chat,
    /// The messages, the oldest first; the one in question is among them.
    pub messages: Vec<Message>,
}

/// The talk around a message: some before and some after it.
pub async fn around(app: &App, _desk: &Desk, id: MessageId) -> Result<Around, Failure> {
    app.store().read(move |tx| Ok(around_of(tx, id)?.ok_or(Code::MessageNotFound)?)).await
}

pub(crate) fn around_of(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Around>, Failure> {
    const EACH_WAY: i64 = 10;
    let Some(message) = messages::by_public_id(tx, id)? else { return Ok(None) };
    let Some(chat) = chats::one(tx, message.seller, message.chat)? else { return Ok(None) };
    let before = messages::From::Before(Some(id));
    let mut all = messages::page(tx, chat.seller, chat.id, before, None, EACH_WAY)?;
    all.reverse();
    all.push(message);
    all.extend(messages::page(tx, chat.seller, chat.id, messages::From::After(id), None, EACH_WAY)?);
    Ok(Some(Around { chat, messages: all }))
}

/// A message that other rules judge otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The message, with what was made of it.
    pub message: Message,
    /// What the rules that are tried make of it.
    pub would: Judgement,
}

/// What came of trying rules on what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The version that the rules give themselves.
    pub version: String,
    /// How many messages were looked at.
    pub looked: usize,
    /// What went through and would have been held or stopped.
    pub would_stop: Vec<Differs>,
    /// What was held or stopped and would have gone through.
    pub would_pass: Vec<Differs>,
    /// How many of each there are: more than are shown.
    pub counts: (usize, usize),
}

/// Tries rules on the last messages, the newest first; nothing is changed.
pub async fn try_rules(app: &App, _me: &Safety, rules: &str, newest: i64) -> Result<Trial, Failure> {
    let guard = crate::commands::safety::parse(rules)?;
    if newest < 1 {
        return Err(Refusal::new(Code::NumberOutOfRange).at("newest").with("min", 1).with("max", TRIED_MAX).into());
    }
    let newest = newest.min(TRIED_MAX);
    let all = app.store().read(move |tx| {
        let all = messages::latest(tx, MessageId(0), newest)?;
        Ok::<_, Failure>(all)
    });
    let all = all.await?;
    let tried = tokio::task::spawn_blocking(move || trial(&guard, all));
    tried.await.map_err(Failure::fault)
}

fn trial(guard: &domain::fraud::Guard, all: Vec<Message>) -> Trial {
    let mut trial = Trial {
        version: guard.version().to_owned(),
        looked: all.len(),
        would_stop: Vec::new(),
        would_pass: Vec::new(),
        counts: (0, 0),
    };
    for message in all {
        let would = guard.judge(&asked(&message));
        let stops = would.verdict >= Verdict::Hold;
        if stops == (message.verdict >= Verdict::Hold) {
            continue;
        }
        let (list, count) = if stops {
            (&mut trial.would_stop, &mut trial.counts.0)
        } else {
            (&mut trial.would_pass, &mut trial.counts.1)
        };
        *count += 1;
        if list.len() < SHOWN_MAX {
            list.push(Differs { message, would });
        }
    }
    trial
}

fn asked(message: &Message) -> Asked<'_> {
    let from = match message.author {
        domain::chats::Author::Buyer => Sender::Buyer,
        _ => Sender::Seller,
    };
    // A shop's talk with support is the only one of a shop that has no buyer; it is told by its kind elsewhere, and judged
    // as the stricter one here.
    Asked { from, talk: Talk::BuyerSeller, order: false, role_claim: None, text: &message.text, earlier: &[] }
}

/// The guard in force and what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardState {
    /// The version of its rules; `None` where they cannot be read and everything is held.
    pub version: Option<String>,
    /// Their number among those put in force here; 0 for those that come with the program.
    pub number: i64,
    /// This month: held and blocked messages.
    pub done: (i64, i64),
    /// This month: blocked messages by label, the most first.
    pub labels: Vec<(String, i64)>,
    /// This month: reports of fraud by what happened, the most first.
    pub reports: Vec<(String, i64)>,
}

/// The guard in force.
pub async fn guard(app: &App, _me: &Safety) -> Result<GuardState, Failure> {
    let month = months::month(app.now());
    let from = month.clone();
    let counts = app.store().glance(move |tx| Ok::<_, Failure>(moderation::counts(tx, &from)?)).await?;
    let of = |what: &str| {
        let mut all: Vec<(String, i64)> =
            counts.iter().filter(|c| c.month == month && c.what == what).map(|c| (c.key.clone(), c.n)).collect();
        all.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        all
    };
    let done = of(months::GUARD);
    let n = |key: &str| done.iter().find(|(name, _)| name == key).map_or(0, |(_, n)| *n);
    Ok(GuardState {
        version: app.guard().in_force().map(|judge| judge.version().to_owned()),
        number: app.guard().number(),
        done: (n("held"), n("blocked")),
        labels: of(months::GUARD_LABELS),
        reports: of(months::FRAUD_REPORTS),
    })
}
