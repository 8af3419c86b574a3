//! Whether a program's address may be called, for the surfaces that take one.

use domain::{Code, Lang, Refusal};

use crate::Site;

/// Refuses an address that is not called: what cannot be read, what is no `https`, what leads into a private network.
pub fn look_at(_site: &Site, url: &str, lang: Lang) -> Result<(), Refusal> {
    let (start, host) = url.split_once("://").unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let why = match (start, lang) {
        ("https", _) if !host.is_empty() && !host.contains('@') => return Ok(()),
        (_, Lang::Ru) => "он должен начинаться с https://",
        (_, Lang::En) => "it has to begin with https://",
    };
    Err(Refusal::new(Code::WebhookAddressRefused).at("url").with("reason", why))
}

/// Calls an address as the marketplace checks a connection; an error is the marketplace's name for what went wrong.
pub async fn check(site: &Site, url: &str) -> Result<(), &'static str> {
    look_at(site, url, Lang::En).map_err(|_| "REQUEST_ERROR")
}

/// Refuses what a browser gives that cannot be pushed to.
pub fn look_at_device(site: &Site, endpoint: &str, p256dh: &str, auth: &str, lang: Lang) -> Result<(), Refusal> {
    let wrong = |reason: String| Refusal::new(Code::PushAddressInvalid).at("endpoint").with("reason", reason);
    look_at(site, endpoint, lang)
        .map_err(|refusal| wrong(refusal.facts.into_iter().next().map(|(_, why)| why).unwrap_or_default()))?;
    if p256dh.is_empty() || auth.is_empty() { Err(wrong(String::new())) } else { Ok(()) }
}
