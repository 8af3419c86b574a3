//! What is changed on the page of settings.

use app::{Failure, commands};
use axum::extract::Form;
use domain::notices::{Digest, Quiet, Settings};
use domain::{Code, Kind, Refusal};
use serde::Deserialize;

use super::place;
use super::settings::{Redo, again};
use crate::web::parts::Field;
use crate::web::respond::{Page, and_say, see};
use crate::web::visit::Visit;

/// Hours in which somebody is left alone.
#[derive(Debug, Deserialize)]
pub struct QuietHours {
    #[serde(default)]
    on: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    urgent: String,
}

/// "09:05" as a minute of the day.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.get(..2)?.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn hours(form: &QuietHours) -> Result<Option<Quiet>, Refusal> {
    if form.on.is_empty() {
        return Ok(None);
    }
    let read = minute(&form.from).zip(minute(&form.to));
    read.map(|(from, to)| Some(Quiet { from, to })).ok_or_else(|| Refusal::new(Code::QuietHoursInvalid).at("quiet"))
}

/// Sets quiet hours.
pub async fn quiet(visit: Visit, Form(form): Form<QuietHours>) -> Page {
    let place = place(&visit)?;
    let (zone, urgent) = (form.zone.clone(), !form.urgent.is_empty());
    let set = match hours(&form) {
        Ok(quiet) => {
            let change = move |settings: &mut Settings| {
                (settings.quiet, settings.urgent_always) = (quiet, urgent);
                if !zone.is_empty() {
                    settings.zone = zone;
                }
            };
            commands::notices::change(&visit.app, place.part, None, change).await.map(|_| ())
        }
        Err(refusal) => Err(refusal.into()),
    };
    match set {
        Ok(()) => Ok(see(&and_say(place.settings(), "saved"))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            again(&visit, Redo { quiet: Some((form.from, form.to, visit.tell(&refusal))), ..Redo::default() }).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Whether mail is gathered.
#[derive(Debug, Deserialize)]
pub struct Gathered {
    #[serde(default)]
    every: String,
    #[serde(default)]
    at: String,
}

/// Sets whether mail is gathered.
pub async fn digest(visit: Visit, Form(form): Form<Gathered>) -> Page {
    let place = place(&visit)?;
    let digest = match (form.every.as_str(), minute(&form.at)) {
        ("hour", _) => Digest::Hour,
        ("day", Some(at)) => Digest::Day { at },
        ("day", None) => {
            let why = visit.tell(&Refusal::new(Code::DigestTimeInvalid).at("digest"));
            return again(&visit, Redo { digest: Some((form.at, why)), ..Redo::default() }).await;
        }
        _ => Digest::Off,
    };
    commands::notices::change(&visit.app, place.part, None, move |settings| settings.digest = digest).await?;
    Ok(see(&and_say(place.settings(), "saved")))
}

/// How long a pause lasts.
#[derive(Debug, Deserialize)]
pub struct Paused {
    hours: u32,
}

/// Begins a pause, or ends it.
pub async fn pause(visit: Visit, Form(form): Form<Paused>) -> Page {
    let place = place(&visit)?;
    commands::notices::pause(&visit.app, place.part, form.hours).await?;
    let say = if form.hours == 0 { "notices-resumed" } else { "notices-paused" };
    Ok(see(&and_say(place.settings(), say)))
}

/// A mail address.
#[derive(Debug, Deserialize)]
pub struct Address {
    #[serde(default)]
    email: String,
}

/// Gives an address, or has the letter sent once more.
pub async fn email(visit: Visit, Form(form): Form<Address>) -> Page {
    let place = place(&visit)?;
    match commands::notices::give_email(&visit.app, visit.person()?, &form.email, visit.look.lang).await {
        Ok(()) => Ok(see(&and_say(place.settings(), "email-given"))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let field = Field::refused(form.email, visit.tell(&refusal));
            again(&visit, Redo { email: Some(field), ..Redo::default() }).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes the address away.
pub async fn forget_email(visit: Visit) -> Page {
    let place = place(&visit)?;
    commands::notices::forget_email(&visit.app, visit.person()?).await?;
    Ok(see(&and_say(place.settings(), "email-gone")))
}

/// Sends a notice by every channel.
pub async fn test(visit: Visit) -> Page {
    let place = place(&visit)?;
    commands::notices::test(&visit.app, place.part).await?;
    Ok(see(&and_say(place.settings(), "notices-test")))
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn a_time_of_day_is_read_as_browsers_send_it() {
        assert_eq!(minute("09:05"), Some(545));
        assert_eq!(minute("23:59:00"), Some(1_439));
        for odd in ["24:00", "9", "", "12:6x", "12:60", "12:é"] {
            assert_eq!(minute(odd), None, "{odd}");
        }
    }
}
