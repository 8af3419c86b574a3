//! Messages in Telegram: what is due for a person, said by our bot in the chat that they have linked.
//!
//! The token is a part of every address, so no error that is kept or logged carries one: what Telegram or the network said is
//! looked through for it.

pub mod hearing;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::App;
use app::commands::outbox::{Fate, Parcel};
use app::queries::notices;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Lang, PersonId, Timestamp};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use url::Url;

use super::letters::{self, Group};
use super::post::{self, Trouble, post_for};
use super::{Outward, address, noted, unprepared};
use crate::config;
use crate::web::words::{Speaks, Words};

/// How long Telegram is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a message waits for others to the same chat.
const TURN: Duration = Duration::from_secs(30);
/// How long the messages of one person may take together: shorter than they are this sender's alone.
const TOGETHER: Duration = Duration::from_secs(60);
/// Chats that are remembered as busy.
const REMEMBERED: usize = 500;
/// Signs that are kept of what Telegram says about an error.
const SAID: usize = 200;

/// What speaks to Telegram.
pub struct Bot {
    name: String,
    token: String,
    api: String,
    client: Result<reqwest::Client, String>,
    /// By which name this process listens.
    holder: String,
    turns: Mutex<HashMap<i64, Arc<Semaphore>>>,
}

impl std::fmt::Debug for Bot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bot").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Why Telegram did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum No {
    /// It is away or asks to wait.
    Later(String, Option<Duration>),
    /// The person has blocked the bot, or is there no more.
    Gone,
    /// It will never do that.
    Never(String),
}

/// What Telegram answers (<https://core.telegram.org/bots/api#making-requests>).
#[derive(Deserialize)]
struct Answer {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Bot {
    pub(super) fn new(telegram: &config::Telegram, names: address::Names) -> Self {
        // Whoever runs the site names the address themselves, in the file that they trust with everything else: it may be a Bot API
        // server beside the site, in a private network and without TLS. What people give never becomes an address here.
        let client = address::client(names, telegram.api.is_some()).map_err(|error| error.to_string());
        Self {
            name: telegram.bot.clone(),
            token: telegram.token.as_ref().map(|token| token.0.clone()).unwrap_or_default(),
            api: telegram.api().to_owned(),
            client,
            holder: URL_SAFE_NO_PAD.encode(notices::entropy()),
            turns: Mutex::default(),
        }
    }

    /// The address that opens the bot with a code.
    pub fn link(&self, code: &str) -> String {
        format!("https://t.me/{}?start={code}", self.name)
    }

    /// Its user name.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn scrubbed(&self, said: &str) -> String {
        let said = if self.token.is_empty() { said.to_owned() } else { said.replace(&self.token, "…") };
        said.chars().filter(|sign| !sign.is_control()).take(SAID).collect()
    }

    /// Asks Telegram to do something; its result.
    async fn call(
        &self,
        method: &str,
        body: &Value,
        patience: Duration,
        most: usize,
        now: Timestamp,
    ) -> Result<Value, No> {
        let client = self.client.as_ref().map_err(|why| No::Later(self.scrubbed(why), None))?;
        let url = Url::parse(&format!("{}/bot{}/{method}", self.api, self.token))
            .map_err(|_| No::Later("the address of Telegram cannot be read: look at telegram.api".into(), None))?;
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        match post_for(client, url, headers, body.to_string().into_bytes(), patience, most, now).await {
            Ok(answer) => self.judged(&answer),
            Err(trouble @ Trouble::Refused(_)) => Err(No::Never(self.scrubbed(&trouble.to_string()))),
            Err(trouble) => Err(No::Later(self.scrubbed(&trouble.to_string()), None)),
        }
    }

    fn judged(&self, answer: &post::Answer) -> Result<Value, No> {
        let said = answer.whole.then(|| serde_json::from_slice::<Answer>(&answer.body).ok()).flatten();
        let status = answer.status;
        let Some(said) = said else {
            // Not Telegram but somebody on the way: nobody's chat is forgotten for that.
            let why = format!("the answer was {status}, and not as Telegram answers");
            return Err(if (300..400).contains(&status) { No::Never(why) } else { No::Later(why, answer.retry_after) });
        };
        let asked = said.parameters.retry_after.map(Duration::from_secs).or(answer.retry_after);
        let why = self.scrubbed(&format!("Telegram answered {status}: {}", said.description));
        match status {
            200..300 if said.ok => Ok(said.result),
            403 => Err(No::Gone),
            400 if said.description.to_ascii_lowercase().contains("chat not found") => Err(No::Gone),
            // The token is no bot's, which is for the operator to put right: what waits is not lost meanwhile.
            401 | 404 => Err(No::Later(format!("{why}. Look at telegram.token"), None)),
            409 => Err(No::Later(format!("{why}. Is there another program with this token?"), None)),
            200..300 | 408 | 425 | 429 | 500.. => Err(No::Later(why, asked)),
            _ => Err(No::Never(why)),
        }
    }

    /// The turn of a chat: Telegram wants one message after another.
    fn turn(&self, chat: i64) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() >= REMEMBERED {
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(turns.entry(chat).or_insert_with(|| Arc::new(Semaphore::new(1))))
    }

    /// Says something in a chat, as plain text: nothing in it means anything to Telegram, and no page that it names is shown.
    async fn say(&self, chat: i64, text: &str, now: Timestamp) -> Result<(), No> {
        let body = json!({"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": true}});
        self.call("sendMessage", &body, PATIENCE, post::ANSWER_MAX, now).await.map(|_| ())
    }
}

/// What the bot says of several notices about one topic. Telegram can read it, so no buyer is named.
fn text(w: &Words, group: &Group, site: &str) -> String {
    let about = Some(group.about_nobody(w)).filter(|about| !about.is_empty());
    let lines = [Some(group.says(w)), about, group.shop.clone(), Some(format!("{site}{}", group.href()))];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Tells a person in their chat: one message for each topic that something is due of.
pub(super) async fn deliver(outward: &Outward, app: &App, parcel: Parcel) {
    let nowhere = |why| (parcel.sendings.clone(), Fate::Nowhere(why));
    let Some(bot) = &outward.bot else { return noted(app, nowhere("Telegram is not set up")).await };
    let Some(chat) = &parcel.chat else { return noted(app, nowhere("there is no chat")).await };
    let groups = match letters::gather(app, &parcel).await {
        Ok(groups) => groups,
        Err(failure) => return noted(app, (parcel.sendings, unprepared(&failure))).await,
    };
    let turn = bot.turn(chat.id);
    let Ok(Ok(_turn)) = timeout(TURN, turn.acquire()).await else {
        return noted(app, (parcel.sendings, Fate::Later("the chat has enough to hear".into(), None))).await;
    };
    let w = Lang::from_tag(&chat.language).unwrap_or_default().words();
    let until = Instant::now() + TOGETHER;
    // What stops one message stops those behind it.
    let mut stopped = None;
    for group in groups {
        let fate = match stopped.clone() {
            Some(fate) => fate,
            None if Instant::now() >= until => Fate::Later("Telegram is too slow".into(), None),
            None => match bot.say(chat.id, &text(w, &group, &outward.site), app.now()).await {
                Ok(()) => Fate::Sent,
                Err(No::Never(why)) => Fate::Never(why),
                Err(No::Later(why, asked)) => stopped.insert(Fate::Later(why, asked)).clone(),
                Err(No::Gone) => {
                    forget(app, parcel.person, chat.id).await;
                    stopped.insert(Fate::Nowhere("the chat is closed to the bot")).clone()
                }
            },
        };
        noted(app, (group.sendings, fate)).await;
    }
}

async fn forget(app: &App, person: PersonId, chat: i64) {
    if let Err(failure) = app::commands::telegram::gone(app, person, chat).await {
        tracing::warn!(error = %failure, "a chat that is closed could not be forgotten");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    const TOKEN: &str = "123456:very-secret";

    fn bot() -> Bot {
        let (bot, token) = ("otklik_bot".to_owned(), Some(Secret(TOKEN.into())));
        Bot::new(&config::Telegram { bot, token, api: None }, address::system())
    }

    fn judged(status: u16, body: &str) -> Result<Value, No> {
        let answer = post::Answer {
            status,
            content_type: "application/json".into(),
            retry_after: None,
            body: body.as_bytes().to_vec(),
            whole: true,
        };
        bot().judged(&answer)
    }

    fn refused(status: u16, description: &str) -> No {
        let body = json!({"ok": false, "error_code": status, "description": description}).to_string();
        judged(status, &body).unwrap_err()
    }

    #[test]
    fn who_blocks_the_bot_is_gone_and_who_is_away_is_asked_again() {
        assert_eq!(judged(200, r#"{"ok":true,"result":{"message_id":7}}"#).unwrap()["message_id"], 7);
        assert_eq!(refused(403, "Forbidden: bot was blocked by the user"), No::Gone);
        assert_eq!(refused(400, "Bad Request: chat not found"), No::Gone);
        assert!(
            matches!(refused(400, "Bad Request: message text is empty"), No::Never(why) if why.contains("is empty"))
        );
        for status in [401, 404, 409, 500, 502] {
            assert!(matches!(refused(status, "Away"), No::Later(..)), "{status}");
        }
        let wait = r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":31}}"#;
        assert!(matches!(judged(429, wait), Err(No::Later(_, Some(asked))) if asked == Duration::from_secs(31)));
    }

    #[test]
    fn an_answer_that_is_not_telegrams_costs_nobody_their_chat() {
        for (status, body) in [(403, "<html>no</html>"), (400, "chat not found"), (200, "welcome"), (200, "")] {
            assert!(matches!(judged(status, body), Err(No::Later(..))), "{status} {body}");
        }
        assert!(matches!(judged(302, ""), Err(No::Never(_))), "nobody is followed elsewhere");
    }

    #[test]
    fn the_token_is_in_no_words_of_ours() {
        let echo = format!("Not Found: /bot{TOKEN}/sendMessage {}", "x".repeat(1_000));
        for status in [400, 404, 500] {
            let (No::Later(why, _) | No::Never(why)) = refused(status, &echo) else { panic!("{status}") };
            assert!(!why.contains("secret") && why.chars().count() < 300, "{why}");
        }
        assert!(!format!("{:?}", bot()).contains("secret"));
        assert_eq!(bot().link("abc"), "https://t.me/otklik_bot?start=abc");
    }
}
