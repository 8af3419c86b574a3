//! Whether an address that somebody gives may be called, for the surfaces that take one.

use app::Failure;
use app::queries::notices::Webhook;
use domain::notices::webhooks::Format;
use domain::{Code, Lang, Refusal};

use crate::Site;
use crate::outward::webhook::Tried;

/// Refuses a program's address that is not called: what cannot be read, what is no `https`, what leads into a private network.
pub fn look_at(site: &Site, url: &str, lang: Lang) -> Result<(), Refusal> {
    let refused = |why: crate::outward::address::Refused| {
        Refusal::new(Code::WebhookAddressRefused).at("url").with("reason", why.words(lang))
    };
    site.outward.caller().may_call(url).map(|_| ()).map_err(refused)
}

/// Calls an address as the marketplace checks a connection; an error is the marketplace's name for what went wrong.
pub async fn check(site: &Site, url: &str) -> Result<(), &'static str> {
    site.outward.caller().check(url, site.app.now()).await.map_err(crate::outward::webhook::CheckFailed::code)
}

/// Tells a shop's program something on trial, as its format has it; what came back.
pub async fn try_out(site: &Site, webhook: &Webhook) -> Result<Tried, Failure> {
    let (caller, now) = (site.outward.caller(), site.app.now());
    if webhook.format == Format::Standard {
        return caller.try_out(webhook, now).await;
    }
    let begun = tokio::time::Instant::now();
    let error = caller.check(&webhook.url, now).await.map_or_else(|why| why.code().to_owned(), |()| String::new());
    Ok(Tried { took: begun.elapsed(), status: None, error, answer: String::new() })
}

/// Refuses what a browser gives that cannot be pushed to.
pub fn look_at_device(site: &Site, endpoint: &str, p256dh: &str, auth: &str, lang: Lang) -> Result<(), Refusal> {
    let refused = |why: crate::outward::address::Refused| {
        Refusal::new(Code::PushAddressInvalid).at("endpoint").with("reason", why.words(lang))
    };
    site.outward.pusher().check(endpoint, p256dh, auth).map(|_| ()).map_err(refused)
}
