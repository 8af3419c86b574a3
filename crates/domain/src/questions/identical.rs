//! Identical answers: many of the same text in a row are no answers, and limit answering for a while.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::Timestamp;

/// When identical answers in a row make the shop pause. Keys of the configuration's table `[moderation.identical]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// So many in a row are allowed.
    pub same: u32,
    /// Seconds within which they count as a row.
    pub within_seconds: u32,
    /// Seconds of the pause, from the last of them.
    pub pause_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { same: 10, within_seconds: 3_600, pause_seconds: 1_800 }
    }
}

impl Limits {
    /// How far back answers have to be known.
    pub fn horizon(&self) -> Duration {
        seconds(self.within_seconds.max(self.pause_seconds))
    }
}

fn seconds(n: u32) -> Duration {
    Duration::from_secs(u64::from(n))
}

/// From how many allowed repetitions on the seller is warned.
const WARN_FROM: u32 = 2;

/// How another answer with a text stands to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identical {
    /// Nothing to say.
    Fine,
    /// It can be sent, and this one included only so many more.
    Warn {
        /// How many.
        left: u32,
    },
    /// It cannot be sent before then; another text can.
    Paused {
        /// Until when.
        until: Timestamp,
    },
}

/// Looks at the answers of a shop before this one: their fingerprints and times, the newest first. One with another text ends
/// the row. Times that lie ahead (a clock was put back) count as now.
pub fn check(before: &[(String, Timestamp)], this: &str, now: Timestamp, limits: &Limits) -> Identical {
    let row = before.iter().take_while(|(hash, _)| hash == this).map(|(_, at)| (*at).min(now));
    let row: Vec<Timestamp> = row.take_while(|at| now.since(*at) < limits.horizon()).collect();
    let Some(last) = row.first().copied() else { return left(limits.same) };
    let within = row.iter().filter(|at| last.since(**at) < seconds(limits.within_seconds)).count();
    let sent = u32::try_from(within).unwrap_or(u32::MAX);
    if sent >= limits.same {
        let until = last.after(seconds(limits.pause_seconds));
        return if now < until { Identical::Paused { until } } else { left(limits.same) };
    }
    left(limits.same - sent)
}

fn left(left: u32) -> Identical {
    if left <= WARN_FROM { Identical::Warn { left } } else { Identical::Fine }
}

/// What two texts share that only differ in case, spaces and punctuation: changing those does not make another answer.
pub fn fingerprint(text: &str) -> String {
    use std::fmt::Write as _;
    let mut hasher = Sha256::new();
    let mut bytes = [0; 4];
    for sign in text.nfkc().flat_map(char::to_lowercase).filter(|sign| sign.is_alphanumeric()) {
        let sign = if sign == 'ё' { 'е' } else { sign };
        hasher.update(sign.encode_utf8(&mut bytes).as_bytes());
    }
    hasher.finalize().iter().take(16).fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { same: 4, within_seconds: 3_600, pause_seconds: 600 };

    fn minute(n: i64) -> Timestamp {
        Timestamp(n * 60_000_000)
    }

    /// Answers with these texts, a minute apart, the newest first; the last was sent at minute 100.
    fn sent(texts: &[&str]) -> Vec<(String, Timestamp)> {
        texts.iter().zip(0..).map(|(text, ago)| (fingerprint(text), minute(100 - ago))).collect()
    }

    fn next(texts: &[&str], now: i64) -> Identical {
        check(&sent(texts), &fingerprint("Спасибо!"), minute(now), &LIMITS)
    }

    #[test]
    fn a_seller_is_warned_two_steps_before_the_pause() {
        assert_eq!(next(&["Спасибо!"], 101), Identical::Fine);
        assert_eq!(next(&["Спасибо!"; 2], 101), Identical::Warn { left: 2 });
        assert_eq!(next(&["Спасибо!"; 3], 101), Identical::Warn { left: 1 });
        assert_eq!(next(&["Спасибо!"; 4], 101), Identical::Paused { until: minute(110) });
    }

    #[test]
    fn a_pause_ends_and_another_text_is_never_paused() {
        assert_eq!(next(&["Спасибо!"; 4], 110), Identical::Fine);
        let other = check(&sent(&["Спасибо!"; 9]), &fingerprint("Размер 42"), minute(101), &LIMITS);
        assert_eq!(other, Identical::Fine);
    }

    #[test]
    fn an_answer_of_ones_own_words_ends_the_row() {
        assert_eq!(next(&["Спасибо!", "Да, подойдёт", "Спасибо!", "Спасибо!", "Спасибо!"], 101), Identical::Fine);
    }

    #[test]
    fn case_spaces_and_signs_do_not_make_another_text() {
        for same in ["спасибо", "СПАСИБО !!!", " Спаси-бо", "спасибо 🙂"] {
            assert_eq!(fingerprint(same), fingerprint("Спасибо!"), "{same}");
        }
        assert_ne!(fingerprint("Спасибо вам"), fingerprint("Спасибо!"));
    }

    #[test]
    fn a_clock_that_was_put_back_pauses_nobody_for_longer_than_the_pause() {
        let before = sent(&["Спасибо!"; 4]);
        assert_eq!(
            check(&before, &fingerprint("спасибо"), minute(50), &LIMITS),
            Identical::Paused { until: minute(60) }
        );
    }
}
