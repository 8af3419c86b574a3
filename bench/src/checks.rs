//! The moderator's checks on one core: Russian texts of 200 characters, against reading the same texts in lower case.

use std::hint::black_box;
use std::time::Duration;

use domain::moderation::{Subject, checks};

use crate::Run;
use crate::load::{Measured, now};
use crate::report::Report;
use crate::seed::TEXTS;

/// How long a text is, in characters.
const LENGTH: usize = 200;
/// What a text is measured with at most: more would only fill memory.
const MOST: usize = 2_000_000;

/// Texts of the length, each another order of the sentences; none holds anything that a check sees.
fn texts() -> Result<Vec<String>, String> {
    let text = |n: usize| {
        let sentences = (0..TEXTS.len()).map(|place| TEXTS[(n + place * (n % 5 + 1)) % TEXTS.len()]);
        sentences.collect::<Vec<_>>().join(" ").chars().take(LENGTH).collect::<String>()
    };
    let texts: Vec<String> = (0..60).map(text).collect();
    match texts.iter().find(|text| !checks::run(Subject::Answer, text).is_empty()) {
        Some(text) => Err(format!("a text is not clean: {text}")),
        None => Ok(texts),
    }
}

fn measure(texts: &[String], seconds: u64, read: impl Fn(&str)) -> Result<Measured, String> {
    let counted = Duration::from_secs(seconds);
    let mut took = Vec::new();
    let whole = now();
    for text in texts.iter().cycle().take(MOST) {
        let begin = now();
        read(text);
        took.push(begin.elapsed());
        if whole.elapsed() >= counted {
            break;
        }
    }
    let whole = whole.elapsed();
    Measured::of(took, whole)
}

/// The checks need no storage; they are measured once, with the parts on SQLite.
pub(crate) fn one_core(run: &Run, report: &mut Report) -> Result<(), String> {
    let texts = texts()?;
    let lower = measure(&texts, run.seconds, |text| drop(black_box(text.to_lowercase())))?;
    let checked = measure(&texts, run.seconds, |text| drop(black_box(checks::run(Subject::Answer, text))))?;
    report.ratio("automatic checks of a text of 200 characters, one core", &checked, &lower, "lower case alone");
    Ok(())
}
