//! The operator's own words for reasons.

use domain::moderation::Reason;
use domain::text::Text;
use domain::{Lang, Refusal};
use store::moderation::{self, ReasonWords};

use crate::actors::Moderator;
use crate::{App, Failure};

/// Characters of the words of a reason, at most.
pub const WORDS_MAX: usize = 500;

/// Writes the words of a reason anew; empty words bring back those that Otklik comes with.
pub async fn set_words(
    app: &App,
    _moderator: &Moderator,
    reason: Reason,
    lang: Lang,
    words: &str,
    fix: &str,
) -> Result<(), Failure> {
    let read = |text: &str, field: &'static str| {
        Text::<0, WORDS_MAX>::new(text).map(Text::into_string).map_err(|refusal: Refusal| refusal.at(field))
    };
    let (words, fix) = (read(words, "words")?, read(fix, "fix")?);
    let (code, tag) = (reason.as_str().to_owned(), lang.tag().to_owned());
    app.store()
        .write(move |tx| {
            let is_own = !words.is_empty() || !fix.is_empty();
            let own = |own: String, ours: &str| if own.is_empty() { ours.to_owned() } else { own };
            if !is_own {
                return Ok(moderation::reset_reason_words(tx, &code, &tag)?);
            }
            let (words, fix) = (own(words, reason.words(lang)), own(fix, reason.fix(lang)));
            Ok(moderation::set_reason_words(tx, &ReasonWords { reason: code, lang: tag, words, fix })?)
        })
        .await
}
