//! A message is changed, or taken away for both sides, within ten minutes; the trace stays.

use domain::chats::{self as rules, MESSAGE_MAX, MessageState};
use domain::event::Event;
use domain::fraud::{Label, Verdict, traces};
use domain::text::Text;
use domain::{ChatId, Code, MessageId, Refusal};
use store::Tx;
use store::chats::messages::{self, Message};

use super::send::{Sent, StoredWhy, question, sent};
use super::{append, load, say, talk};
use crate::actors::{Reader, Speaker};
use crate::guard::Answer;
use crate::{App, Failure};

fn own(tx: &mut Tx<'_>, me: &Reader, chat: &store::chats::Chat, id: MessageId) -> Result<Message, Failure> {
    let mine = |m: &Message| m.author_id == me.by.to_string() && m.author == me.side;
    Ok(messages::one(tx, chat.seller, chat.id, id)?.filter(mine).ok_or(Code::MessageNotFound)?)
}

/// Changes the text of a message. The guard looks at the new text as at any other; what it would hold or stop is refused
/// here, and the old text stays.
pub async fn edit(
    app: &App,
    speaker: &Speaker,
    chat: ChatId,
    id: MessageId,
    text: &str,
    confirmed: bool,
) -> Result<Sent, Failure> {
    let text = Text::<1, MESSAGE_MAX>::new(text).map_err(|refusal| refusal.at("text"))?.into_string();
    let answer = match speaker.side() {
        rules::Author::Support => Answer::nothing(),
        _ => app.guard().ask(question(app, speaker, chat, text.clone()).await?, app.rules().chats.guard()).await,
    };
    let why = passes(&answer, confirmed)?;
    let (me, now) = (speaker.reader().clone(), app.now());
    let why = serde_json::to_string(&why)?;
    let verdict = answer.verdict();
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &me, chat)?;
            let mut message = own(tx, &me, &chat, id)?;
            rules::may_change(message.sent_at, message.state, now)?;
            if message.state != MessageState::Delivered {
                return Err(Code::MessageTooOld.into());
            }
            message.text = text;
            (message.verdict, message.why) = (verdict, why);
            message.simhash = traces::simhash(&message.text).cast_signed();
            message.edited_at = Some(now);
            messages::update(tx, &message, now)?;
            messages::unindex(tx, message.seller, message.id)?;
            say::index(tx, &message)?;
            say::refresh(tx, &mut chat)?;
            let event = Event::MessageEdited { talk: talk(&chat), message: id.0, author: me.side };
            append(tx, &chat, me.by, now, &event)?;
            Ok(sent(&message))
        })
        .await
}

fn passes(answer: &Answer, confirmed: bool) -> Result<Vec<StoredWhy>, Refusal> {
    let Answer::Judged(judgement) = answer else { return Err(Code::Busy.into()) };
    if judgement.verdict > Verdict::Warn {
        let labels: Vec<&str> = judgement.labels().into_iter().map(Label::as_str).collect();
        let why = judgement.why.first().map_or("", |why| why.label.words(domain::Lang::Ru));
        return Err(Refusal::new(Code::MessageRefused).at("text").with("why", why).with("labels", labels.join(",")));
    }
    let secrets: Vec<&str> =
        judgement.labels().into_iter().filter(|label| label.is_own_secret()).map(Label::as_str).collect();
    if !confirmed && !secrets.is_empty() {
        return Err(Refusal::new(Code::OwnSecret).at("text").with("labels", secrets.join(",")));
    }
    let stored = |why: &domain::fraud::Why| StoredWhy {
        label: why.label,
        from: why.span.start,
        to: why.span.end,
        rule: why.rule.clone(),
    };
    Ok(judgement.why.iter().map(stored).collect())
}

/// Takes a message away for both sides. Its words are kept for a time: a dispute may need them.
pub async fn delete(app: &App, speaker: &Speaker, chat: ChatId, id: MessageId) -> Result<(), Failure> {
    let (me, now) = (speaker.reader().clone(), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &me, chat)?;
            let mut message = own(tx, &me, &chat, id)?;
            rules::may_change(message.sent_at, message.state, now)?;
            if message.state == MessageState::Held {
                let subject = domain::moderation::Subject::Message;
                crate::commands::moderation::intake::withdraw(tx, chat.seller, subject, &id.to_string(), me.by, now)?;
            }
            message.state = MessageState::Deleted;
            message.edited_at = Some(now);
            messages::update(tx, &message, now)?;
            messages::unindex(tx, message.seller, message.id)?;
            say::refresh(tx, &mut chat)?;
            let event = Event::MessageDeleted { talk: talk(&chat), message: id.0, author: me.side };
            append(tx, &chat, me.by, now, &event)
        })
        .await
}
