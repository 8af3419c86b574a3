//! What is said to the bot: asked for by one node at a time, in questions that Telegram answers as soon as there is something.

use std::collections::HashMap;
use std::time::Duration;

use app::commands::telegram::{self, Answer, InChat, Reply, Update};
use app::{App, Failure};
use domain::Lang;
use domain::notices::telegram::Said;
use futures::future::join_all;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{Bot, No, TURN};
use crate::outward::{DRAIN, Outward, letters};
use crate::web::words::Speaks;

/// How many seconds Telegram holds a question to which it has no answer yet.
const HELD: u64 = 25;
/// How long an answer is waited for: longer than it is held, and shorter than this node alone may ask.
const PATIENCE: Duration = Duration::from_secs(HELD + 10);
/// What is taken at once. A message with the one that it answers is well under 128 KiB of JSON, so that all of them can be read.
const AT_ONCE: u64 = 16;
const ANSWER_MAX: usize = 2 * 1024 * 1024;
/// How long to wait where another node listens, or where an answer came that was not held.
const LOOK: Duration = Duration::from_secs(5);
const NOT_HELD: Duration = Duration::from_secs(1);
/// Pauses after an error: from the first, doubled up to the last.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(60)];

/// What came of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Another node listens.
    Elsewhere,
    /// So many updates were heard.
    Heard(usize),
    /// Telegram did not answer as it should: why, and how long it asks to wait.
    Trouble(String, Option<Duration>),
    /// It was to stop meanwhile.
    Stopped,
}

/// Listens until `stop`; not at all where there is no bot.
pub(in crate::outward) async fn run(app: &App, outward: &Outward, stop: &CancellationToken) {
    let Some(bot) = &outward.bot else { return };
    let [first, last] = PAUSES;
    let mut pause = first;
    while !stop.is_cancelled() {
        let begun = Instant::now();
        let wait = match turn(bot, app, &outward.site, stop).await {
            Ok(Turn::Stopped) => break,
            Ok(Turn::Elsewhere) => LOOK,
            Ok(Turn::Heard(heard)) => {
                pause = first;
                // Some servers of others do not hold questions.
                if heard == 0 && begun.elapsed() < NOT_HELD { NOT_HELD } else { Duration::ZERO }
            }
            Ok(Turn::Trouble(reason, asked)) => {
                tracing::warn!(reason, "nothing is heard of Telegram; it is asked again");
                next(&mut pause, last, asked)
            }
            Err(failure) => {
                tracing::warn!(error = %failure, "what was said to the bot could not be taken; it is asked for again");
                next(&mut pause, last, None)
            }
        };
        tokio::select! {
            () = stop.cancelled() => break,
            () = sleep(wait) => {}
        }
    }
    // The next node need not wait until the lease is over.
    if let Err(failure) = telegram::stop_listening(app, &bot.name, &bot.holder).await {
        tracing::warn!(error = %failure, "another node listens to Telegram when the lease is over");
    }
}

fn next(pause: &mut Duration, last: Duration, asked: Option<Duration>) -> Duration {
    let wait = (*pause).max(asked.unwrap_or_default().min(last * 10));
    *pause = (*pause * 2).min(last);
    wait
}

/// Asks once, does what was said, and answers it.
pub(in crate::outward) async fn turn(
    bot: &Bot,
    app: &App,
    site: &str,
    stop: &CancellationToken,
) -> Result<Turn, Failure> {
    let Some(from) = telegram::listen(app, &bot.name, &bot.holder).await? else { return Ok(Turn::Elsewhere) };
    let mut question = json!({"limit": AT_ONCE, "timeout": HELD, "allowed_updates": ["message"]});
    if let Some(from) = from {
        question["offset"] = from.into();
    }
    let asked = bot.call("getUpdates", &question, PATIENCE, ANSWER_MAX, app.now());
    let answered = tokio::select! {
        () = stop.cancelled() => return Ok(Turn::Stopped),
        answered = asked => answered,
    };
    let said = match answered {
        Ok(said) => said,
        Err(No::Later(why, asked)) => return Ok(Turn::Trouble(why, asked)),
        Err(No::Never(why)) => return Ok(Turn::Trouble(why, None)),
        Err(No::Gone) => return Ok(Turn::Trouble("Telegram does not let the bot in".into(), None)),
    };
    let updates: Vec<Update> = said.as_array().into_iter().flatten().filter_map(read).collect();
    let heard = updates.len();
    if heard == 0 {
        return Ok(Turn::Heard(0));
    }
    let replies = telegram::hear(app, &bot.name, updates).await?;
    // Whoever says a lot at once is answered once.
    let last: HashMap<i64, Reply> = replies.into_iter().map(|reply| (reply.chat, reply)).collect();
    let answered = join_all(last.values().map(|reply| answer(bot, app, site, reply)));
    let late = async {
        stop.cancelled().await;
        sleep(DRAIN).await;
    };
    tokio::select! {
        _ = answered => {}
        () = late => {}
    }
    Ok(Turn::Heard(heard))
}

/// An update as Telegram writes it; `None` where it has no number. All but the text of a private chat is passed over.
fn read(update: &Value) -> Option<Update> {
    let id = update.get("update_id")?.as_i64()?;
    let said = update.get("message").and_then(|message| {
        let chat = message.get("chat")?;
        if chat.get("type")?.as_str()? != "private" {
            return None;
        }
        let language = message.get("from").and_then(|from| from.get("language_code")).and_then(Value::as_str);
        // Who has another language than ours reads English rather than Russian.
        let lang = language.map_or(Lang::default(), |tag| Lang::from_tag(tag).unwrap_or(Lang::En));
        Some(InChat { chat: chat.get("id")?.as_i64()?, lang, said: Said::read(message.get("text")?.as_str()?)? })
    });
    Some(Update { id, said })
}

/// What the bot answers.
fn words(site: &str, reply: &Reply) -> String {
    let l = &reply.lang.words().letters;
    match reply.what {
        Answer::Linked(side) => format!("{}\n{site}{}", l.bot_linked, letters::settings(side)),
        Answer::CodeUnknown => format!("{}\n{site}", l.bot_code_unknown),
        Answer::LinkedAlready => l.bot_linked_already.to_owned(),
        Answer::Stopped => l.bot_stopped.to_owned(),
        Answer::NobodyHere => l.bot_nobody_here.to_owned(),
    }
}

async fn answer(bot: &Bot, app: &App, site: &str, reply: &Reply) {
    let turn = bot.turn(reply.chat);
    let Ok(Ok(_turn)) = timeout(TURN / 3, turn.acquire()).await else { return };
    // It was done already; who hears nothing of it sees it in the settings.
    if let Err(no) = bot.say(reply.chat, &words(site, reply), app.now()).await {
        tracing::info!(reason = ?no, "an answer of the bot was not taken");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(kind: &str, text: &Value) -> Value {
        json!({"update_id": 5, "message": {"message_id": 1, "from": {"id": 9, "language_code": "en-GB"},
            "chat": {"id": 9, "type": kind}, "text": text}})
    }

    #[test]
    fn only_words_of_a_private_chat_are_heard_and_all_else_is_counted_and_passed_over() {
        let start = read(&update("private", &json!("/start abc"))).unwrap();
        let said = InChat { chat: 9, lang: Lang::En, said: Said::Start("abc".into()) };
        assert_eq!(start, Update { id: 5, said: Some(said) });
        for strange in [
            update("group", &json!("/start abc")),
            update("private", &json!("привет")),
            update("private", &json!({"not": "text"})),
            json!({"update_id": 5, "edited_message": {"text": "/start abc"}}),
            json!({"update_id": 5, "message": {"chat": {"id": "9", "type": "private"}, "text": "/stop"}}),
            json!({"update_id": 5, "message": {"photo": []}}),
            json!({"update_id": 5}),
        ] {
            assert_eq!(read(&strange), Some(Update { id: 5, said: None }), "{strange}");
        }
        assert_eq!(read(&json!({"message": {}})), None);
        assert_eq!(read(&json!("5")), None);
    }

    #[test]
    fn after_errors_pauses_grow_and_whoever_asks_to_wait_is_waited_for() {
        let (mut pause, last) = (PAUSES[0], PAUSES[1]);
        let waits: Vec<_> = (0..8).map(|_| next(&mut pause, last, None).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(next(&mut pause, last, Some(Duration::from_secs(90))).as_secs(), 90);
    }
}
