//! What leaves the house: tables `[mail]`, `[push]` and `[webhooks]`, in the file alone but for mail's password.

use std::fmt;
use std::path::PathBuf;

use lettre::message::Mailbox;
use serde::{Deserialize, Deserializer, de};

/// The server that takes letters.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name or address.
    pub host: String,
    /// Its port: 587, or 465 where TLS begins at once, unless given.
    pub port: Option<u16>,
    /// How the connection is kept secret.
    #[serde(default)]
    pub tls: Tls,
    /// A file with certificates (PEM) that are trusted beside those of the system.
    pub ca: Option<PathBuf>,
    /// Who signs in there; nobody where the server takes letters as they are.
    pub username: Option<String>,
    /// The password; `OTKLIK_MAIL_PASSWORD` goes before it.
    pub password: Option<String>,
    /// Whom letters come from: `Отклик <news@otklik.example>`.
    #[serde(deserialize_with = "mailbox")]
    pub from: Mailbox,
    /// Where answers go.
    #[serde(default, deserialize_with = "mailbox_where_given")]
    pub reply_to: Option<Mailbox>,
    /// How many seconds a letter may take from the first word to the last: 60 unless given.
    pub patience: Option<u64>,
    /// What letters are signed with, where the server does not sign them itself.
    pub dkim: Option<Dkim>,
}

impl Mail {
    /// The port.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.tls == Tls::Tls { 465 } else { 587 })
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, tls, from, .. } = self;
        f.debug_struct("Mail").field("host", host).field("tls", tls).field("from", from).finish_non_exhaustive()
    }
}

/// How a connection to a mail server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Not at all: for a server on the same machine.
    None,
    /// It begins open and becomes secret; a server that cannot is not used.
    #[default]
    Starttls,
    /// From the first byte.
    Tls,
}

/// A signature by the domain that letters come from (RFC 6376).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dkim {
    /// The selector: the key is published as `<selector>._domainkey.<domain>`.
    pub selector: String,
    /// The domain; that of `from` unless given.
    pub domain: Option<String>,
    /// The file with the private RSA key (PEM, PKCS #8).
    pub key: PathBuf,
}

/// Pushes to browsers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Push {
    /// Whom a push service may write to about us: `mailto:…` or `https://…`. The sender of mail, or the site itself, unless
    /// given.
    pub contact: Option<String>,
    /// Whether push services in private networks, and without TLS, are called.
    pub allow_private: bool,
}

/// Calls to programs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Whether programs in private networks, and without TLS, are called.
    pub allow_private: bool,
}

fn mailbox<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Mailbox, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|error| de::Error::custom(format!("{text:?} is not like «Name <name@domain>»: {error}")))
}

fn mailbox_where_given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Mailbox>, D::Error> {
    mailbox(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_names_a_server_and_a_sender() {
        let text = "host = 'smtp.example'\nfrom = 'Отклик <news@otklik.example>'\npassword = 'secret'";
        let mail: Mail = toml::from_str(text).unwrap();
        let from = mail.from.email.to_string();
        assert_eq!((mail.port(), mail.tls, from.as_str()), (587, Tls::Starttls, "news@otklik.example"));
        assert!(!format!("{mail:?}").contains("secret"), "a password is not printed");
        assert_eq!(toml::from_str::<Mail>(&format!("{text}\ntls = 'tls'")).unwrap().port(), 465);
    }

    #[test]
    fn a_sender_that_is_no_address_is_an_error_that_says_so() {
        let error = toml::from_str::<Mail>("host = 'smtp.example'\nfrom = 'news'").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("news"), "{error}");
        assert!(toml::from_str::<Mail>("host = 'smtp.example'").is_err());
    }
}
