//! The safety desk: chats switched off and on, campaigns stopped, rules of the guard put in force.

use std::sync::Arc;
use std::time::Duration;

use domain::chats::{MessageState, Scope, SwitchReason};
use domain::event::Event;
use domain::fraud::{Guard, Label, Verdict};
use domain::text::Text;
use domain::{Code, MessageId, Refusal, SwitchId, Timestamp};
use store::safety::{self, StoredRules, Strike, Switch};
use store::{Signal, chats, log};

use super::chats::{NO_SHOP, judged, measures};
use crate::actors::Safety;
use crate::queries::safety::campaign_members;
use crate::{App, Failure, chance};

/// The longest time for which chats are switched off at once.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);
/// Characters of what is said beside the reason, at most.
pub const WORDS_MAX: usize = 500;
/// Bytes of a rules file, at most.
pub const RULES_MAX: usize = 1 << 20;

/// Chats to be switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSwitch {
    /// For whom.
    pub scope: Scope,
    /// Why.
    pub reason: SwitchReason,
    /// What the people concerned read beside the reason; may be empty.
    pub words: String,
    /// From when; `None` for now.
    pub since: Option<Timestamp>,
    /// Until when.
    pub until: Timestamp,
}

/// Switches chats off. Talks with support stay open; the people concerned read why, until when and how to appeal.
pub async fn switch_off(app: &App, me: &Safety, new: NewSwitch) -> Result<SwitchId, Failure> {
    let words = Text::<0, WORDS_MAX>::new(&new.words).map_err(|refusal| refusal.at("words"))?.into_string();
    let (now, by) = (app.now(), me.by());
    let since = new.since.unwrap_or(now);
    if new.until <= since || new.until <= now || new.until.since(since) > LONGEST {
        return Err(Refusal::new(Code::SwitchTimes).at("until").into());
    }
    let id = SwitchId(chance::id(now));
    let (scope, target) = (new.scope.kind().to_owned(), new.scope.target());
    let (reason, until, by_whom) = (new.reason, new.until, by.to_string());
    let switch = Switch { id, scope, target, reason, words, since, until, by: by_whom, lifted: None };
    app.store()
        .write(move |tx| {
            safety::insert_switch(tx, &switch)?;
            let seller = concerned_shop(&switch);
            let (scope, target) = (switch.scope.clone(), switch.target.clone());
            let event = Event::ChatsSwitchedOff { switch: id.to_string(), scope, target, until: switch.until.0 };
            log::append(tx, now, seller, by, &event)?;
            Ok(id)
        })
        .await
}

fn concerned_shop(switch: &Switch) -> domain::SellerId {
    match Scope::parse(&switch.scope, &switch.target) {
        Some(Scope::Seller(seller)) => seller,
        _ => NO_SHOP,
    }
}

/// Switches chats on again before the time.
pub async fn switch_on(app: &App, me: &Safety, id: SwitchId) -> Result<(), Failure> {
    let (now, by) = (app.now(), me.by());
    app.store()
        .write(move |tx| {
            let switch = safety::switch_one(tx, id)?.ok_or(Code::SwitchNotFound)?;
            if !safety::lift_switch(tx, id, now, &by.to_string())? {
                return Err(Code::SwitchNotFound.into());
            }
            let event = Event::ChatsSwitchedOn { switch: id.to_string() };
            Ok(log::append(tx, now, concerned_shop(&switch), by, &event)?)
        })
        .await
}

/// Stops every message of a campaign: those that are near-identical to this one and were chosen. Each of its authors gets a
/// strike. Says how many were stopped.
pub async fn stop_campaign(
    app: &App,
    me: &Safety,
    sample: MessageId,
    chosen: Vec<MessageId>,
    label: Label,
) -> Result<usize, Failure> {
    let (now, by) = (app.now(), me.by());
    app.store()
        .write(move |tx| {
            let members = campaign_members(tx, sample, now)?;
            let mut stopped = 0;
            for mut message in members.into_iter().filter(|message| chosen.contains(&message.id)) {
                if matches!(message.state, MessageState::Blocked | MessageState::Deleted) {
                    continue;
                }
                let Some(mut chat) = chats::one(tx, message.seller, message.chat)? else { continue };
                message.verdict = Verdict::Block;
                let strike = Strike { at: now, verdict: Verdict::Block, label, message: message.id };
                safety::insert_strike(tx, &message.author_id, &strike)?;
                measures::leave_traces(tx, &message, now)?;
                let subject = domain::moderation::Subject::Message;
                let id = message.id.to_string();
                super::moderation::intake::withdraw(tx, message.seller, subject, &id, by, now)?;
                judged::stop(tx, &mut chat, &mut message, by, now)?;
                judged::verdict(tx, &message, label, by, now)?;
                stopped += 1;
            }
            Ok(stopped)
        })
        .await
}

/// Puts rules of the guard in force, on every node, without a restart.
pub async fn put_in_force(app: &App, me: &Safety, rules: String) -> Result<i64, Failure> {
    if rules.len() > RULES_MAX {
        return Err(Refusal::new(Code::BodyTooLarge).at("rules").with("max", "1 MB").into());
    }
    let guard = parse(&rules)?;
    let (now, by) = (app.now(), me.by().to_string());
    let kept = app.store().write(move |tx| {
        let number = safety::newest_rules(tx)?.map_or(0, |newest| newest.number) + 1;
        safety::insert_rules(tx, &StoredRules { number, text: rules, by, at: now })?;
        tx.signal(&Signal::changed(NO_SHOP, GUARD_TOPIC));
        Ok::<_, Failure>(number)
    });
    let number = kept.await?;
    app.guard().install_numbered(Arc::new(guard), number);
    Ok(number)
}

/// The topic under which nodes are told that the rules of the guard have changed.
pub const GUARD_TOPIC: &str = "guard";

/// Reads rules; says what is wrong with them.
pub(crate) fn parse(rules: &str) -> Result<Guard, Refusal> {
    Guard::parse(rules)
        .map_err(|error| Refusal::new(Code::RulesUnreadable).at("rules").with("reason", error.to_string()))
}

/// Loads the rules that are in force, where they have changed. Rules that cannot be read close the gate: messages are held
/// until there are others.
pub async fn load_rules(app: &App) -> Result<(), Failure> {
    let known = app.guard().number();
    let newest = app.store().glance(|tx| Ok::<_, Failure>(safety::newest_rules(tx)?)).await?;
    let Some(newest) = newest.filter(|newest| newest.number != known) else { return Ok(()) };
    match Guard::parse(&newest.text) {
        Ok(guard) => app.guard().install_numbered(Arc::new(guard), newest.number),
        Err(error) => {
            tracing::error!(rules = newest.number, %error, "the rules of the guard cannot be read: messages are held");
            app.guard().close(newest.number);
        }
    }
    Ok(())
}
