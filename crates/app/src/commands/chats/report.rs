//! Fraud in a chat is reported: the other side cannot write until somebody has looked, and whoever may have been robbed is
//! told what to do first.

use domain::chats::{Author, FraudKind, SystemLine};
use domain::event::{By, Event};
use domain::fraud::{Label, Verdict};
use domain::moderation::Subject;
use domain::text::Text;
use domain::{ChatId, Code, MessageId, ReportId, Timestamp};
use store::chats::messages::{self, Message};
use store::chats::{self};
use store::safety::{self, FraudReport, Strike};
use store::{Tx, log};

use super::{append, judged, load, measures, say, talk};
use crate::actors::Speaker;
use crate::commands::moderation::intake::{self, Opening, Submission};
use crate::{App, Failure, chance};

/// Characters of what the reporter says beside the reason, at most.
pub const WORDS_MAX: usize = 1000;

/// What somebody reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// Which message.
    pub message: MessageId,
    /// What happened.
    pub what: FraudKind,
    /// In their own words; may be empty.
    pub words: String,
}

/// Reports a message of the other side.
pub async fn report(app: &App, speaker: &Speaker, chat: ChatId, new: NewReport) -> Result<ReportId, Failure> {
    let words = Text::<0, WORDS_MAX>::new(&new.words).map_err(|refusal| refusal.at("words"))?.into_string();
    let (me, now, of) = (speaker.reader().clone(), app.now(), app.rules().clone());
    let id = ReportId(chance::id(now));
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &me, chat)?;
            let found = messages::one(tx, chat.seller, chat.id, new.message)?;
            let seen = |m: &Message| domain::chats::sees(me.side, m.author, m.kind, m.state);
            let message = found.filter(seen).ok_or(Code::MessageNotFound)?;
            if message.author == me.side || matches!(message.author, Author::System | Author::Support) {
                return Err(Code::OwnMessage.into());
            }
            let report = FraudReport {
                seller: chat.seller,
                id,
                chat: chat.id,
                message: message.id,
                by: me.by.to_string(),
                what: new.what,
                words: words.clone(),
                at: now,
                state: "open".into(),
            };
            if !safety::insert_report(tx, &report)? {
                return Err(Code::FraudReportedAlready.into());
            }
            let about = Submission {
                subject: Subject::FraudReport,
                subject_id: id.to_string(),
                author: me.by,
                author_name: me.name.clone(),
                ..judged::submission(&chat, &message)
            };
            let opening = Opening { words, harm: 3, due_at: Some(now.after(of.chats.hold())), ..Opening::default() };
            let findings = judged::findings(&super::send::read_why(&message.why));
            intake::open(tx, &of, now, &about, &findings, opening)?;
            let event = Event::FraudReported {
                talk: talk(&chat),
                message: message.id.0,
                author: message.author,
                what: new.what,
            };
            append(tx, &chat, me.by, now, &event)?;
            if chat.frozen_for.is_none() {
                chat.frozen_for = Some(message.author);
                say::system(tx, &mut chat, SystemLine::Frozen, now)?;
                let event = Event::ChatFrozen { talk: talk(&chat), side: message.author };
                append(tx, &chat, By::System, now, &event)?;
            }
            chats::update(tx, &chat)?;
            Ok(id)
        })
        .await
}

/// A person has looked at a report. Where it is right, the message goes, its author has a grave strike and stays out of this
/// chat; where it is not, both can write again.
pub(crate) fn report_judged(
    tx: &mut Tx<'_>,
    case: &store::cases::Case,
    accepted: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(id) = ReportId::parse(&case.subject_id) else { return Ok(()) };
    let Some(report) = safety::report(tx, case.seller, id)? else { return Ok(()) };
    safety::close_report(tx, case.seller, id, if accepted { "upheld" } else { "declined" })?;
    let Some(mut chat) = chats::one(tx, case.seller, report.chat)? else { return Ok(()) };
    let Some(mut message) = messages::one(tx, case.seller, report.chat, report.message)? else { return Ok(()) };
    if accepted {
        message.verdict = Verdict::Block;
        let strike = Strike { at: now, verdict: Verdict::Block, label: label_of(report.what), message: message.id };
        safety::insert_strike(tx, &message.author_id, &strike)?;
        measures::leave_traces(tx, &message, now)?;
        judged::stop(tx, &mut chat, &mut message, by, now)?;
        say::system(tx, &mut chat, SystemLine::FraudConfirmed, now)?;
    } else if chat.frozen_for == Some(message.author) {
        chat.frozen_for = None;
        say::system(tx, &mut chat, SystemLine::Unfrozen, now)?;
        log::append(tx, now, chat.seller, by, &Event::ChatUnfrozen { talk: talk(&chat) })?;
    }
    Ok(chats::update(tx, &chat)?)
}

fn label_of(what: FraudKind) -> Label {
    match what {
        FraudKind::GaveAccountData | FraudKind::AddedAccount | FraudKind::TriedToEnter => Label::AccountTakeover,
        FraudKind::SharedPersonalData | FraudKind::AsksPersonalData => Label::AsksDocuments,
        FraudKind::PretendsSupport => Label::ImpersonatesSupport,
    }
}
