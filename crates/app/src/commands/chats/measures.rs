//! What is done about somebody: strikes and the friction that follows from them, and chats switched off.

use std::time::Duration;

use domain::chats::Scope;
use domain::event::{By, Event};
use domain::fraud::friction::{self, Friction, Step, Strike as Counted};
use domain::fraud::{Verdict, traces};
use domain::moderation::Subject;
use domain::moderation::queue::CaseState;
use domain::{CaseId, Code, Lang, PersonId, SwitchId, Timestamp};
use store::cases::{self, Case};
use store::chats::Chat;
use store::chats::messages::Message;
use store::safety::{self, Strike, Switch};
use store::{Tx, log};

use super::send::read_why;
use crate::actors::{Reader, Speaker};
use crate::commands::moderation::appeals::Words;
use crate::commands::moderation::intake::{self, Opening, Submission};
use crate::{App, Failure, Rules};

/// How far back strikes count at all.
const REMEMBERED: Duration = Duration::from_secs(180 * 24 * 3600);

/// How far somebody is held back now.
pub(crate) fn friction_of(tx: &mut Tx<'_>, of: &Rules, who: &str, now: Timestamp) -> Result<Friction, Failure> {
    let strikes = safety::strikes(tx, who, now.before(REMEMBERED))?;
    let counted: Vec<Counted> =
        strikes.iter().map(|strike| Counted { at: strike.at, verdict: strike.verdict }).collect();
    Ok(friction::friction(&of.chats.friction, &counted, now))
}

/// Notes a verdict against its author, with what may link them to others. Where that holds them back further, they are told.
///
/// Sending one's own data is no strike: it harms nobody else.
pub(crate) fn strike(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &Chat,
    message: &Message,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let why = read_why(&message.why);
    let Some(worst) =
        why.iter().map(|why| why.label).filter(|label| !label.is_own_secret()).max_by_key(|l| l.verdict())
    else {
        return Ok(());
    };
    let who = by.to_string();
    let before = friction_of(tx, of, &who, now)?;
    let strike = Strike { at: now, verdict: message.verdict, label: worst, message: message.id };
    safety::insert_strike(tx, &who, &strike)?;
    leave_traces(tx, message, now)?;
    let after = friction_of(tx, of, &who, now)?;
    if after.step != before.step {
        stepped(tx, chat, by, after, now)?;
    }
    Ok(())
}

/// Keeps the links, payment details and contacts of a message, to find others who use the same.
pub(crate) fn leave_traces(tx: &mut Tx<'_>, message: &Message, now: Timestamp) -> Result<(), Failure> {
    if message.verdict == Verdict::Warn {
        return Ok(());
    }
    for trace in traces::traces(&message.text) {
        safety::insert_trace(tx, trace.kind.as_str(), &trace.hash, &message.author_id, message.id, now)?;
    }
    Ok(())
}

fn stepped(tx: &mut Tx<'_>, chat: &Chat, by: By, friction: Friction, now: Timestamp) -> Result<(), Failure> {
    let buyer = match by {
        By::Buyer(person) => Some(person.to_string()),
        _ => None,
    };
    let seller = if buyer.is_some() { super::NO_SHOP } else { chat.seller };
    let event = Event::FrictionStepped {
        who: by.to_string(),
        step: friction.step,
        until: (friction.step != Step::None).then_some(friction.until.0),
        buyer,
    };
    Ok(log::append(tx, now, seller, By::System, &event)?)
}

/// The switch that keeps this side from writing into a chat, where there is one: the one that lasts longest.
pub(crate) fn off(tx: &mut Tx<'_>, chat: &Chat, reader: &Reader, now: Timestamp) -> Result<Option<Switch>, Failure> {
    let concerned = |switch: &Switch| {
        Scope::parse(&switch.scope, &switch.target)
            .is_some_and(|scope| scope.concerns(chat.seller, chat.buyer, chat.category.as_deref()))
    };
    let mut longest: Option<Switch> = None;
    for switch in safety::switches_in_force(tx, now)? {
        if concerned(&switch) && !safety::is_exempt(tx, switch.id, &exempted(reader))? {
            longest = longest.filter(|it| it.until >= switch.until).or(Some(switch));
        }
    }
    Ok(longest)
}

/// Under which name somebody is exempt: a shop as a whole, a buyer alone.
pub(crate) fn exempted(reader: &Reader) -> String {
    match (reader.seller, reader.by) {
        (Some(seller), _) => format!("seller:{seller}"),
        (None, by) => by.to_string(),
    }
}

/// Switches that concern a shop or a buyer as a whole, wherever they write: what a banner over the list says.
pub(crate) fn off_everywhere(tx: &mut Tx<'_>, reader: &Reader, now: Timestamp) -> Result<Option<Switch>, Failure> {
    let mine = |switch: &Switch| match Scope::parse(&switch.scope, &switch.target) {
        Some(Scope::All) => true,
        Some(Scope::Seller(seller)) => reader.seller == Some(seller),
        Some(Scope::Buyer(buyer)) => buyer_of(reader) == Some(buyer),
        Some(Scope::Category(_)) | None => false,
    };
    for switch in safety::switches_in_force(tx, now)? {
        if mine(&switch) && !safety::is_exempt(tx, switch.id, &exempted(reader))? {
            return Ok(Some(switch));
        }
    }
    Ok(None)
}

fn buyer_of(reader: &Reader) -> Option<PersonId> {
    match reader.by {
        By::Buyer(person) => Some(person),
        _ => None,
    }
}

/// Whoever is held back does not accept it: a safety person looks at what they did.
pub async fn appeal_friction(app: &App, speaker: &Speaker, words: Words) -> Result<CaseId, Failure> {
    let (me, now, of) = (speaker.reader().clone(), app.now(), app.rules().clone());
    app.store()
        .write(move |tx| {
            let who = me.by.to_string();
            if friction_of(tx, &of, &who, now)?.step == Step::None {
                return Err(Code::NothingToAppeal.into());
            }
            let text = told_of_strikes(&safety::strikes(tx, &who, now.before(REMEMBERED))?);
            appeal(tx, &of, Appealed { me: &me, subject: Subject::Friction, id: &who, text, words }, now)
        })
        .await
}

fn told_of_strikes(strikes: &[Strike]) -> String {
    strikes
        .iter()
        .map(|strike| format!("{} {} {}", strike.at, strike.verdict.as_str(), strike.label.as_str()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whoever cannot use chats because they are switched off does not accept it.
pub async fn appeal_switch(app: &App, speaker: &Speaker, id: SwitchId, words: Words) -> Result<CaseId, Failure> {
    let (me, now, of) = (speaker.reader().clone(), app.now(), app.rules().clone());
    app.store()
        .write(move |tx| {
            let switch = safety::switch_one(tx, id)?.filter(|switch| switch.lifted.is_none() && switch.until > now);
            let switch = switch.filter(|switch| may_concern(switch, &me)).ok_or(Code::SwitchNotFound)?;
            let text = format!("{}\n{}", switch.reason.words(Lang::Ru), switch.words);
            appeal(tx, &of, Appealed { me: &me, subject: Subject::Switch, id: &id.to_string(), text, words }, now)
        })
        .await
}

/// Whether a switch can be somebody's business: one of another shop, or of another buyer, is not.
fn may_concern(switch: &Switch, reader: &Reader) -> bool {
    match Scope::parse(&switch.scope, &switch.target) {
        Some(Scope::All | Scope::Category(_)) => true,
        Some(Scope::Seller(seller)) => reader.seller == Some(seller),
        Some(Scope::Buyer(buyer)) => buyer_of(reader) == Some(buyer),
        None => false,
    }
}

struct Appealed<'a> {
    me: &'a Reader,
    subject: Subject,
    id: &'a str,
    text: String,
    words: Words,
}

/// Opens the case; the same person cannot have two of the same at once.
fn appeal(tx: &mut Tx<'_>, of: &Rules, appealed: Appealed<'_>, now: Timestamp) -> Result<CaseId, Failure> {
    let Appealed { me, subject, id, text, words } = appealed;
    let seller = me.seller.unwrap_or(super::NO_SHOP);
    let mine = exempted(me);
    let open = cases::of_subject(tx, seller, subject, id, 20)?;
    if open.iter().any(|case| case.parent == mine && matches!(case.state, CaseState::Waiting | CaseState::Deciding)) {
        return Err(Code::AppealedAlready.into());
    }
    let submission = Submission {
        seller,
        subject,
        subject_id: id.to_owned(),
        parent: mine,
        sku: None,
        author: me.by,
        author_name: me.name.clone(),
        text,
        media: "[]".into(),
    };
    let opening = Opening { words: words.to_string(), harm: 1, ..Opening::default() };
    Ok(intake::open(tx, of, now, &submission, &[], opening)?.id)
}

/// An appeal against friction is decided: where it is granted, what was done is forgiven.
pub(crate) fn friction_judged(tx: &mut Tx<'_>, case: &Case, granted: bool, now: Timestamp) -> Result<(), Failure> {
    if !granted {
        return Ok(());
    }
    safety::forgive(tx, &case.subject_id, None)?;
    let buyer = match By::parse(&case.subject_id) {
        Some(By::Buyer(person)) => Some(person.to_string()),
        _ => None,
    };
    let event = Event::FrictionStepped { who: case.subject_id.clone(), step: Step::None, until: None, buyer };
    Ok(log::append(tx, now, case.seller, By::System, &event)?)
}

/// An appeal against a switch is decided: where it is granted, whoever appealed is exempt.
pub(crate) fn switch_judged(tx: &mut Tx<'_>, case: &Case, granted: bool, now: Timestamp) -> Result<(), Failure> {
    match SwitchId::parse(&case.subject_id).filter(|_| granted) {
        Some(id) => Ok(safety::exempt(tx, id, &case.parent, now)?),
        None => Ok(()),
    }
}
