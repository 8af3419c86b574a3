//! `/desk/safety/switches/new`: chats are switched off, after it was shown whom that concerns.

use app::Safety;
use app::commands::safety::{self as commands, NewSwitch};
use app::queries::safety as known;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use domain::chats::{Scope, SwitchReason};
use domain::{Kind, Refusal, Timestamp};
use serde::Deserialize;

use super::safety::safety;
use super::switches::{PATH, whom};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Choice, Field},
    respond::{Page, and_say, html, see, with_status},
    visit::Visit,
    words::{Words, when},
};

/// `/desk/safety/switches/new`
#[derive(Debug, Template)]
#[template(path = "desk/switch_form.html")]
pub struct SwitchFormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// For whom; the value is `seller`, `buyer`, `category` or `all`.
    pub scopes: Vec<Choice>,
    /// Whom exactly.
    pub who: Field,
    /// Reasons on offer.
    pub reasons: Vec<Choice>,
    /// What those concerned read.
    pub words: Field,
    /// From when, as `datetime-local` has it; empty is now.
    pub from: Field,
    /// For how long; the value is `hour`, `day`, `week` or `date`.
    pub spans: Vec<Choice>,
    /// Until when, where a date was chosen.
    pub until: Field,
    /// Who is concerned, once that was asked for.
    pub preview: Option<Preview>,
}

/// Who is concerned by a switch.
#[derive(Clone, Debug)]
pub struct Preview {
    /// "Магазин «Северная линия»"
    pub whom: String,
    /// "214 открытых чатов"; nothing where that is not counted.
    pub concerned: Option<String>,
    /// "до 15 мая, 14:05"
    pub until: String,
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    scope: String,
    who: String,
    reason: String,
    words: String,
    from: String,
    span: String,
    until: String,
    r#do: String,
}

/// What is wrong with what was typed, by field.
#[derive(Debug, Default)]
struct Wrong {
    who: Option<String>,
    words: Option<String>,
    from: Option<String>,
    until: Option<String>,
}

/// The empty form.
pub async fn ask(visit: Visit) -> Page {
    safety(&visit)?;
    let typed = Typed { scope: "seller".into(), span: "day".into(), ..Typed::default() };
    html(&page(&visit, typed, Wrong::default(), None))
}

/// Shows whom it concerns, and switches off once that was confirmed.
pub async fn send(visit: Visit, Form(typed): Form<Typed>) -> Page {
    let (safety, w) = (safety(&visit)?, visit.w());
    let scope = Scope::parse(&typed.scope, &typed.who);
    let named = match &scope {
        Some(scope) => whom(&visit, &safety, scope).await?,
        None => None,
    };
    let (Some(scope), Some((_, whom))) = (scope, named) else {
        let wrong = Wrong { who: Some(w.safety.who_unknown.to_owned()), ..Wrong::default() };
        return with_status(StatusCode::BAD_REQUEST, &page(&visit, typed, wrong, None));
    };
    let (since, until) = match times(&typed, visit.now()) {
        Ok(times) => times,
        Err(field) => return with_status(StatusCode::BAD_REQUEST, &page(&visit, typed, unreadable(w, field), None)),
    };
    if typed.r#do != "switch" {
        let preview = preview(&visit, &safety, &scope, whom, until).await?;
        return html(&page(&visit, typed, Wrong::default(), Some(preview)));
    }
    let reason = SwitchReason::parse(&typed.reason).ok_or(Refusal::new(domain::Code::FieldInvalid).at("reason"))?;
    let new = NewSwitch { scope, reason, words: typed.words.clone(), since, until };
    match commands::switch_off(&visit.app, &safety, new).await {
        Ok(_) => Ok(see(&and_say(PATH, "switched-off"))),
        Err(app::Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let told = Some(visit.tell(&refusal));
            let wrong = match refusal.field {
                Some("words") => Wrong { words: told, ..Wrong::default() },
                _ => Wrong { until: told, ..Wrong::default() },
            };
            with_status(StatusCode::BAD_REQUEST, &page(&visit, typed, wrong, None))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn unreadable(w: &Words, field: &str) -> Wrong {
    let told = Some(w.safety.time_unreadable.to_owned());
    if field == "from" { Wrong { from: told, ..Wrong::default() } } else { Wrong { until: told, ..Wrong::default() } }
}

const HOUR: i64 = 3_600_000_000;

/// From when and until when; the field that cannot be read otherwise.
fn times(typed: &Typed, now: i64) -> Result<(Option<Timestamp>, Timestamp), &'static str> {
    let since = match typed.from.trim() {
        "" => None,
        text => Some(moscow(text).ok_or("from")?),
    };
    let begin = since.map_or(now, |since| since.0);
    let until = match typed.span.as_str() {
        "hour" => begin + HOUR,
        "week" => begin + 7 * 24 * HOUR,
        "date" => moscow(typed.until.trim()).ok_or("until")?.0,
        _ => begin + 24 * HOUR,
    };
    Ok((since, Timestamp(until)))
}

/// A moment as `datetime-local` writes it, on the desk's clock: "2026-05-14T14:05".
fn moscow(text: &str) -> Option<Timestamp> {
    let seconds = if text.matches(':').count() == 1 { ":00" } else { "" };
    Timestamp::parse(&format!("{text}{seconds}+03:00"))
}

async fn preview(
    visit: &Visit,
    safety: &Safety,
    scope: &Scope,
    whom: String,
    until: Timestamp,
) -> Result<Preview, app::Failure> {
    let w = visit.w();
    let concerned = known::concerned(&visit.app, safety, scope).await?;
    Ok(Preview {
        whom,
        concerned: concerned.map(|chats| w.safety.n_chats.count(u64::try_from(chats).unwrap_or(0))),
        until: w.safety.until_when.put(when(w, until.0, visit.now()).map(|when| when.full).unwrap_or_default()),
    })
}

fn page(visit: &Visit, typed: Typed, wrong: Wrong, preview: Option<Preview>) -> SwitchFormPage {
    let (w, s) = (visit.w(), &visit.w().safety);
    let of = |pairs: &[(&str, &str)], on: &str| {
        pairs.iter().map(|(value, label)| Choice::new(*value, *label, *value == on)).collect::<Vec<_>>()
    };
    let reasons = SwitchReason::ALL.iter();
    let reasons = reasons.map(|it| Choice::new(it.as_str(), it.words(w.lang), it.as_str() == typed.reason));
    SwitchFormPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, s.switch_off).described(s.description),
        scopes: of(
            &[
                ("seller", s.scope_seller),
                ("buyer", s.scope_buyer),
                ("category", s.scope_category),
                ("all", s.scope_all),
            ],
            &typed.scope,
        ),
        who: Field { value: typed.who, error: wrong.who },
        reasons: reasons.collect(),
        words: Field { value: typed.words, error: wrong.words },
        from: Field { value: typed.from, error: wrong.from },
        spans: of(&[("hour", s.for_hour), ("day", s.for_day), ("week", s.for_week), ("date", s.for_date)], &typed.span),
        until: Field { value: typed.until, error: wrong.until },
        preview,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desks_clock_is_moscows() {
        assert_eq!(moscow("2026-05-14T14:05"), Timestamp::parse("2026-05-14T11:05:00Z"));
        assert_eq!(moscow("2026-05-14T14:05:30"), Timestamp::parse("2026-05-14T11:05:30Z"));
        assert_eq!(moscow("завтра"), None);
    }

    #[test]
    fn a_switch_lasts_from_its_beginning_not_from_now() {
        let typed = Typed { from: "2026-05-14T14:05".into(), span: "hour".into(), ..Typed::default() };
        let (since, until) = times(&typed, 0).unwrap();
        assert_eq!(since.map(|since| until.0 - since.0), Some(HOUR));
    }
}
