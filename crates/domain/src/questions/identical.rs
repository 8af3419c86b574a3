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
    /// So many in a row are allowed; 0 switches the rule off.
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

    /// Whether an answer is of one row with the one before it: there was no rest as long as the pause.
    fn follows(&self, earlier: Timestamp, later: Timestamp) -> bool {
        later.since(earlier) < seconds(self.pause_seconds)
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

/// Looks at the answers of a shop before this one: their fingerprints and times, the newest first.
///
/// Same answers that follow each other are a row. Another answer between them ends it, and so does a rest as long as the
/// pause. Once a row has [`Limits::same`] answers, that text rests for the pause, counted from the last of them, also when
/// others were sent meanwhile; then the count begins anew. Times that lie ahead (a clock was put back) count as now.
pub fn check(before: &[(String, Timestamp)], this: &str, now: Timestamp, limits: &Limits) -> Identical {
    if limits.same == 0 {
        return Identical::Fine;
    }
    let rows = rows(before, this, now, limits);
    let full = rows.iter().filter(|row| row.sent >= limits.same);
    match full.map(|row| row.last.after(seconds(limits.pause_seconds))).max() {
        Some(until) if now < until => return Identical::Paused { until },
        _ => {}
    }
    let running = rows.first().filter(|row| row.goes_on && limits.follows(row.last, now));
    left(limits.same.saturating_sub(running.map_or(0, |row| row.sent)))
}

/// Same answers that follow each other.
struct Row {
    sent: u32,
    last: Timestamp,
    /// Nothing else was sent behind it.
    goes_on: bool,
}

/// The rows of a text, the newest first.
fn rows(before: &[(String, Timestamp)], this: &str, now: Timestamp, limits: &Limits) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // The answer behind the one that is looked at, where both are of this text.
    let mut behind: Option<Timestamp> = None;
    let mut others = false;
    for (hash, at) in before {
        if hash != this {
            (others, behind) = (true, None);
            continue;
        }
        let at = (*at).min(now);
        let follows = behind.is_some_and(|behind| limits.follows(at, behind));
        match rows.last_mut().filter(|row| follows && row.last.since(at) < seconds(limits.within_seconds)) {
            Some(row) => row.sent = row.sent.saturating_add(1),
            None => rows.push(Row { sent: 1, last: at, goes_on: rows.is_empty() && !others }),
        }
        behind = Some(at);
    }
    rows
}

fn left(left: u32) -> Identical {
    if left <= WARN_FROM { Identical::Warn { left } } else { Identical::Fine }
}

/// What two texts share that only differ in case, spaces and punctuation: changing those does not make another answer. A text
/// of signs alone ("👍") is taken as it stands.
pub fn fingerprint(text: &str) -> String {
    use std::fmt::Write as _;
    let mut words: String = text.nfkc().flat_map(char::to_lowercase).filter(|sign| sign.is_alphanumeric()).collect();
    if words.is_empty() {
        words = text.split_whitespace().collect();
    }
    let digest = Sha256::digest(words.replace('ё', "е").as_bytes());
    digest.iter().take(16).fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_ne!(fingerprint("👍"), fingerprint("👎"));
        assert_eq!(fingerprint("👍 👍"), fingerprint("👍👍"));
        assert_eq!(fingerprint("Ещё есть"), fingerprint("еще  ЕСТЬ"));
    }

    #[test]
    fn a_clock_that_was_put_back_pauses_nobody_for_longer_than_the_pause() {
        let before = sent(&["Спасибо!"; 4]);
        assert_eq!(
            check(&before, &fingerprint("спасибо"), minute(50), &LIMITS),
            Identical::Paused { until: minute(60) }
        );
    }

    #[test]
    fn one_other_answer_in_between_does_not_end_a_pause() {
        let mut before = sent(&["Спасибо!"; 4]);
        before.insert(0, (fingerprint("Размер 42"), minute(101)));
        let again = check(&before, &fingerprint("Спасибо!"), minute(102), &LIMITS);
        assert_eq!(again, Identical::Paused { until: minute(110) });
    }

    #[test]
    fn after_a_pause_the_count_begins_anew() {
        let mut before = sent(&["Спасибо!"; 4]);
        before.insert(0, (fingerprint("Спасибо!"), minute(110)));
        assert_eq!(check(&before, &fingerprint("Спасибо!"), minute(111), &LIMITS), Identical::Fine);
    }

    #[test]
    fn an_operator_who_allows_none_has_switched_the_rule_off() {
        let off = Limits { same: 0, ..LIMITS };
        assert_eq!(check(&sent(&["Спасибо!"; 9]), &fingerprint("Спасибо!"), minute(101), &off), Identical::Fine);
    }

    proptest! {
        #[test]
        fn nobody_sends_more_of_the_same_in_a_row_within_one_pause_than_is_allowed(
            gaps in prop::collection::vec((0_i64..600, prop::bool::weighted(0.8)), 1..150), same in 1_u32..12,
        ) {
            let limits = Limits { same, within_seconds: 3_600, pause_seconds: 1_800 };
            let mut now = minute(1_000);
            let mut before: Vec<(String, Timestamp)> = Vec::new();
            for (gap, is_same) in gaps {
                now = Timestamp(now.0 + gap * 1_000_000);
                let text = if is_same { "same" } else { "other" };
                if !matches!(check(&before, text, now, &limits), Identical::Paused { .. }) {
                    before.insert(0, (text.to_owned(), now));
                }
                let recent = before.iter().take_while(|(_, at)| now.since(*at) < seconds(1_800));
                prop_assert!(recent.take_while(|(hash, _)| hash == "same").count() <= same as usize);
            }
        }

        #[test]
        fn no_clock_makes_a_pause_longer_than_the_operator_said(
            times in prop::collection::vec((any::<bool>(), any::<i64>()), 0..60), now in any::<i64>(),
        ) {
            let name = |same: bool| if same { "x" } else { "y" }.to_owned();
            let before: Vec<_> = times.iter().map(|(same, at)| (name(*same), Timestamp(*at))).collect();
            if let Identical::Paused { until } = check(&before, "x", Timestamp(now), &Limits::default()) {
                prop_assert!(Timestamp(now) < until && until <= Timestamp(now).after(seconds(1_800)));
            }
        }
    }
}
