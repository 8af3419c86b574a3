//! Links that need no sign-in: what they allow stands in them, sealed, so that nobody can make one.
//!
//! A link that takes somebody out of mail works for ever, since old letters are read too; one that confirms an address lives a day.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::notices::{Side, Topic};
use domain::{PersonId, SellerId, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::notices::Part;

use crate::{App, Failure, chance};

/// How long a link lives that confirms an address.
pub const CONFIRM: Duration = Duration::from_secs(24 * 3_600);
/// The name of the key among the installation's secrets.
const NAME: &str = "links";

/// What seals links: the same on every node.
#[derive(Clone)]
pub struct Seals(String);

impl std::fmt::Debug for Seals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seals(…)")
    }
}

/// The installation's seal, made where there is none yet.
pub async fn of(app: &App) -> Result<Seals, Failure> {
    let found = app.store().glance(|tx| Ok::<_, Failure>(store::secrets::get(tx, NAME)?)).await?;
    if let Some(key) = found {
        return Ok(Seals(key));
    }
    let fresh = chance::secret();
    let kept = app.store().write(move |tx| Ok::<_, Failure>(store::secrets::insert_if_absent(tx, NAME, &fresh)?));
    kept.await.map(Seals)
}

impl Seals {
    fn seal(&self, text: &str) -> Hmac<Sha256> {
        // Keys that are longer than a block are hashed by definition (RFC 2104); this one is 43 signs.
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        let key = self.0.as_bytes();
        let length = key.len().min(block.len());
        block[..length].copy_from_slice(&key[..length]);
        Hmac::new(&block).chain_update(text.as_bytes())
    }

    fn sealed(&self, text: &str) -> String {
        let seal = self.seal(text).finalize().into_bytes();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(text), URL_SAFE_NO_PAD.encode(seal))
    }

    fn opened(&self, token: &str) -> Option<String> {
        let (text, seal) = token.split_once('.')?;
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        // Compared in constant time.
        self.seal(&text).verify_slice(&URL_SAFE_NO_PAD.decode(seal).ok()?).ok()?;
        Some(text)
    }

    /// A token that takes a person out of mail about a topic.
    pub fn unsubscribe(&self, part: Part, topic: Topic) -> String {
        self.sealed(&format!("out {} {} {} {}", part.person, part.side.as_str(), part.seller, topic.as_str()))
    }

    /// Who wants no more mail, and of what.
    pub fn unsubscribed(&self, token: &str) -> Option<(Part, Topic)> {
        let text = self.opened(token)?;
        let mut words = text.strip_prefix("out ")?.split(' ');
        let person = PersonId::parse(words.next()?)?;
        let side = Side::parse(words.next()?)?;
        let seller = SellerId(words.next()?.parse().ok()?);
        Some((Part { person, side, seller }, Topic::parse(words.next()?)?))
    }

    /// A token that confirms that a person reads mail at an address.
    pub fn confirm(&self, person: PersonId, email: &str, until: Timestamp) -> String {
        self.sealed(&format!("mine {person} {} {email}", until.0))
    }

    /// Whose address is confirmed, where the token has not run out.
    pub fn confirmed(&self, token: &str, now: Timestamp) -> Option<(PersonId, String)> {
        let text = self.opened(token)?;
        let mut words = text.strip_prefix("mine ")?.splitn(3, ' ');
        let person = PersonId::parse(words.next()?)?;
        let until = Timestamp(words.next()?.parse().ok()?);
        let email = words.next()?.to_owned();
        (now < until).then_some((person, email))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seals() -> Seals {
        Seals("k".repeat(43))
    }

    fn person() -> PersonId {
        PersonId::parse("0199f0a0-0000-7000-8000-000000000002").expect("an id")
    }

    #[test]
    fn a_link_says_who_wants_no_more_mail_and_cannot_be_changed() {
        let part = Part::staff(person(), SellerId(7));
        let token = seals().unsubscribe(part, Topic::Reviews);
        assert_eq!(seals().unsubscribed(&token), Some((part, Topic::Reviews)));
        let (text, seal) = token.split_once('.').expect("two parts");
        let other = URL_SAFE_NO_PAD.encode(format!("out {} shop 8 reviews", person()));
        assert_ne!(text, other);
        assert_eq!(seals().unsubscribed(&format!("{other}.{seal}")), None);
        assert_eq!(Seals("another".into()).unsubscribed(&token), None);
    }

    #[test]
    fn a_link_that_confirms_an_address_runs_out_and_is_good_for_nothing_else() {
        let token = seals().confirm(person(), "anna@example.com", Timestamp(10));
        assert_eq!(seals().confirmed(&token, Timestamp(9)), Some((person(), "anna@example.com".to_owned())));
        assert_eq!(seals().confirmed(&token, Timestamp(10)), None);
        assert_eq!(seals().unsubscribed(&token), None);
    }
}
