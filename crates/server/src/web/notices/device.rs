//! Devices that are pushed to, as their browsers ask for it.

use app::commands;
use app::commands::notices::NewDevice;
use axum::extract::{Form, Path};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::{Code, Refusal};
use serde::Deserialize;

use super::place;
use crate::web::respond::{Page, and_say, see};
use crate::web::visit::Visit;

/// The public key with which browsers bind their leave to push to this installation: base64url of an uncompressed point.
pub async fn key(visit: Visit) -> Page {
    visit.person()?;
    let vapid = visit.site.outward.vapid(&visit.app).await?;
    Ok(vapid.public().to_owned().into_response())
}

/// What a browser got from its push service.
#[derive(Debug, Deserialize)]
pub struct Subscribed {
    endpoint: String,
    p256dh: String,
    auth: String,
}

/// Keeps a device.
pub async fn add(visit: Visit, headers: HeaderMap, Form(form): Form<Subscribed>) -> Page {
    let place = place(&visit)?;
    let may = visit.site.outward.pusher().check(&form.endpoint, &form.p256dh, &form.auth);
    if let Err(why) = may {
        let refused = Refusal::new(Code::PushAddressInvalid).at("endpoint");
        return Err(refused.with("reason", why.words(visit.look.lang)).into());
    }
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Subscribed { endpoint, p256dh, auth } = form;
    let new = NewDevice { endpoint, p256dh, auth, device: name(agent), lang: visit.look.lang };
    commands::notices::add_device(&visit.app, visit.person()?, place.part.side, new).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The address of the device that asks.
#[derive(Debug, Deserialize)]
pub struct Forgotten {
    endpoint: String,
}

/// A browser takes its leave back.
pub async fn forget(visit: Visit, Form(form): Form<Forgotten>) -> Page {
    commands::notices::forget_device(&visit.app, visit.person()?, &form.endpoint).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes a device away, perhaps another one than that at hand.
pub async fn remove(visit: Visit, Path(hash): Path<String>) -> Page {
    let place = place(&visit)?;
    commands::notices::remove_device(&visit.app, visit.person()?, &hash).await?;
    Ok(see(&and_say(place.settings(), "device-gone")))
}

/// What a person would recognise a device by: "Chrome, Android".
fn name(agent: &str) -> String {
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("YaBrowser", "Яндекс Браузер"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    let known: Vec<_> = [browser, system].into_iter().flatten().collect();
    if known.is_empty() { agent.split(' ').next().unwrap_or_default().to_owned() } else { known.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_person_recognises_their_devices() {
        let android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        assert_eq!(name(android), "Chrome, Android");
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15";
        assert_eq!(name(mac), "Safari, Mac");
        assert_eq!(name("curl/8.5.0"), "curl/8.5.0");
    }
}
