//! What somebody says to the bot, how long a code is good, and where the bot listens on.

use std::time::Duration;

use crate::Timestamp;

/// How long a code links a chat.
pub const CODE_LASTS: Duration = Duration::from_secs(15 * 60);
/// A code is never longer: Telegram carries so many signs in a link that starts a bot.
const CODE_MAX: usize = 64;
/// After so long a silence updates are asked for from the first that is there, whatever was heard before. Telegram keeps them for a
/// day, so nothing comes twice; and after a week it counts from another number, which may be lower than the last.
/// Source: <https://core.telegram.org/bots/api#getting-updates>.
const SILENCE: Duration = Duration::from_secs(2 * 24 * 3_600);

/// What the bot understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// `/start`, with the code of a link; empty where somebody found the bot by themselves.
    Start(String),
    /// `/stop`.
    Stop,
}

impl Said {
    /// Reads a message; `None` for all that the bot does not answer.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        // Telegram's own programs may add the bot's name: `/stop@otklik_bot`.
        let command = words.next()?.split('@').next()?;
        match command {
            "/start" => {
                let code = words.next().unwrap_or_default();
                let good =
                    code.len() <= CODE_MAX && code.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it));
                Some(Self::Start(if good { code.to_owned() } else { String::new() }))
            }
            "/stop" => Some(Self::Stop),
            _ => None,
        }
    }
}

/// The first update that is still news, where one was heard at `heard_at` and the next has the number `next`; `None` where any is.
pub fn listen_from(next: i64, heard_at: Timestamp, now: Timestamp) -> Option<i64> {
    (next > 0 && now.since(heard_at) < SILENCE).then_some(next)
}

/// Whether a code that was made at `made_at` takes a chat away from somebody else, who linked it with one made at `theirs`: an old
/// code that turns up late does not.
pub fn takes_over(made_at: Timestamp, theirs: Timestamp) -> bool {
    made_at >= theirs
}
