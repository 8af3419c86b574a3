//! The way of a text through moderation, as its author reads it.

use app::queries::moderation::{Appealed, Given, Queued, Reasons, Track, Way};
use domain::moderation::{Finding, Reason};

use super::convert::Eyes;
use super::parts::{self, Appeal, AppealForm, Comment, Piece, Refused, Step, StepState, Why};
use super::words::{by_when, day_of};
use StepState::{Done, Next, Now, Stopped};
use app::commands::moderation::appeals::WORDS_MAX;

/// What the way of a text is drawn from.
pub struct Judged<'a> {
    /// Its way.
    pub track: &'a Track,
    /// The text as it stands now.
    pub text: &'a str,
    /// What buyers see meanwhile, where that is something else.
    pub public: Option<&'a str>,
    /// Where its forms are sent, without the verb.
    pub path: &'a str,
    /// The list's filters, which its forms carry on.
    pub query: &'a str,
    /// Its reader may appeal for the shop.
    pub may_appeal: bool,
    /// This page with the text in the composer, for those who may correct it.
    pub fix_href: Option<String>,
}

/// The way, while it matters: what is public and was never doubted has none.
pub fn track(eyes: Eyes<'_>, reasons: &Reasons, judged: Judged<'_>) -> Option<parts::Track> {
    let (t, way) = (&eyes.w.track, judged.track);
    let steps = match &way.way {
        Way::Gone => return None,
        Way::Published if way.appeal.is_none() => return None,
        Way::Published => steps(eyes, [(Done, None), (Done, None), (Done, None), (Done, None)], t.published),
        Way::Sent { undo_until } if undo_until.0 > eyes.now => {
            steps(eyes, [(Now, None), (Next, None), (Next, None), (Next, None)], t.published)
        }
        Way::Sent { .. } => steps(eyes, [(Done, None), (Now, None), (Next, None), (Next, None)], t.published),
        Way::Waiting(queued) => {
            let found = Some(found(eyes, queued.findings.len()));
            steps(eyes, [(Done, None), (Done, found), (Now, Some(place(eyes, queued))), (Next, None)], t.published)
        }
        Way::Refused => refused_steps(eyes, way.verdict.as_ref()),
    };
    let is_refused = way.way == Way::Refused;
    Some(parts::Track {
        steps,
        meanwhile: judged.public.filter(|public| *public != judged.text).map(str::to_owned),
        refused: way.verdict.as_ref().filter(|_| is_refused).map(|given| refused(eyes, reasons, given, &judged)),
        appeal: appeal(eyes, &judged),
    })
}

fn steps(eyes: Eyes<'_>, states: [(StepState, Option<String>); 4], last: &'static str) -> Vec<Step> {
    let t = &eyes.w.track;
    let labels = [t.sent, t.checked, t.queued, last];
    labels.into_iter().zip(states).map(|(label, (state, note))| Step { label, note, state }).collect()
}

fn refused_steps(eyes: Eyes<'_>, verdict: Option<&Given>) -> Vec<Step> {
    let seen = verdict.map(|given| found(eyes, given.findings.len()));
    let mut all = steps(eyes, [(Done, None), (Done, seen), (Done, None), (Stopped, None)], eyes.w.track.refused);
    if verdict.is_some_and(|given| given.by_rules) {
        all.remove(2);
    }
    all
}

fn found(eyes: Eyes<'_>, count: usize) -> String {
    let t = &eyes.w.track;
    if count == 0 { t.found_nothing.to_owned() } else { t.found_some.put(count) }
}

/// "место 12, ≈ завтра до 15:00, срок 4 июня"
fn place(eyes: Eyes<'_>, queued: &Queued) -> String {
    let t = &eyes.w.track;
    let forecast = match &queued.forecast {
        None => t.no_forecast.to_owned(),
        Some(forecast) if forecast.until.0 <= eyes.now => t.longer_than_usual.to_owned(),
        Some(forecast) => t.by_forecast.put(by_when(eyes.w, forecast.until.0, eyes.now)),
    };
    let day = day_of(eyes.w, queued.due_at.0, eyes.now);
    let deadline = if queued.due_at.0 < eyes.now { t.late.put(day) } else { t.deadline.put(day) };
    [t.place.put(queued.place), forecast, deadline].join(", ")
}

fn refused(eyes: Eyes<'_>, reasons: &Reasons, given: &Given, judged: &Judged<'_>) -> Refused {
    let t = &eyes.w.track;
    let about = |reason: &Reason| {
        let of_it = |finding: &&Finding| given.is_current && finding.reason == *reason;
        let span = given.findings.iter().find(of_it).map(|finding| finding.span.clone());
        why(eyes, reasons, *reason, span.and_then(|span| judged.text.get(span)))
    };
    let named: Vec<_> =
        given.findings.iter().filter(|f| given.is_current && given.reasons.contains(&f.reason)).collect();
    Refused {
        by: if given.by_rules { t.by_rules } else { t.by_person },
        reasons: given.reasons.iter().map(about).collect(),
        note: Some(given.note.clone()).filter(|note| !note.is_empty()),
        text: marked(judged.text, &named),
        fix_href: judged.fix_href.clone(),
    }
}

/// A reason in the reader's words, with the words of the text that it is about.
pub fn why(eyes: Eyes<'_>, reasons: &Reasons, reason: Reason, quote: Option<&str>) -> Why {
    let lang = eyes.w.lang;
    Why {
        words: reasons.words(reason, lang),
        fix: reasons.fix(reason, lang),
        quote: quote.filter(|quote| !quote.is_empty()).map(str::to_owned),
    }
}

/// A text with the words that were found in it; findings that overlap make one mark.
pub fn marked(text: &str, findings: &[&Finding]) -> Vec<Piece> {
    let mut spans: Vec<_> =
        findings.iter().map(|finding| finding.span.clone()).filter(|span| !span.is_empty()).collect();
    spans.sort_by_key(|span| span.start);
    let (mut pieces, mut at) = (Vec::new(), 0);
    let mut push = |range: std::ops::Range<usize>, hit| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: text.to_owned(), hit });
        }
    };
    for span in spans {
        push(at..span.start.max(at), false);
        push(span.start.max(at)..span.end.max(at), true);
        at = span.end.max(at);
    }
    push(at..text.len(), false);
    pieces
}

fn appeal(eyes: Eyes<'_>, judged: &Judged<'_>) -> Option<Appeal> {
    let way = judged.track;
    let note = || way.verdict.as_ref().map(|given| given.note.clone()).filter(|note| !note.is_empty());
    match &way.appeal {
        Some(Appealed::Waiting(queued)) => {
            Some(Appeal::Waiting { since: eyes.when(Some(queued.since)), place: place(eyes, queued) })
        }
        Some(Appealed::Won) => Some(Appeal::Judged { overturned: true, note: note() }),
        // The second moderator's words stand with the reasons.
        Some(Appealed::Lost) => Some(Appeal::Judged { overturned: false, note: None }),
        None if way.can_appeal && judged.may_appeal => Some(Appeal::Open(AppealForm {
            action: format!("{}/appeal{}", judged.path, judged.query),
            limit: WORDS_MAX,
            ..AppealForm::default()
        })),
        None => None,
    }
}

/// Which of a thread's forms came back refused, what was typed, and why.
pub type Returned = (String, String, String);

/// Forms of a thread that came back refused stand open with what was typed.
pub fn bring_back(thread: &mut [Comment], edit: Option<&Returned>, appeal: Option<&Returned>) {
    for comment in thread {
        if let Some((_, typed, error)) = edit.filter(|(id, ..)| *id == comment.id) {
            comment.edit_error = Some((typed.clone(), error.clone()));
        }
        let shown = comment.track.as_mut().and_then(|track| track.appeal.as_mut());
        if let (Some(Appeal::Open(form)), Some((id, typed, error))) = (shown, appeal)
            && *id == comment.id
        {
            (form.text, form.error) = (typed.clone(), Some(error.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, spans: &[(usize, usize)]) -> String {
        let finding = |(start, end): &(usize, usize)| Finding { reason: Reason::Phone, span: *start..*end };
        let findings: Vec<_> = spans.iter().map(finding).collect();
        let all = marked(text, &findings.iter().collect::<Vec<_>>());
        all.iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn words_that_were_found_are_marked_and_nothing_of_the_text_is_lost() {
        assert_eq!(shown("позвоните 123", &[(19, 22)]), "позвоните [123]");
        assert_eq!(shown("abcdef", &[(3, 5), (0, 2)]), "[ab]c[de]f");
        assert_eq!(shown("abcdef", &[(0, 4), (2, 5)]), "[abcd][e]f");
        assert_eq!(shown("abcdef", &[(0, 0)]), "abcdef");
    }
}
