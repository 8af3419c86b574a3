//! What leaves the house: tables `[mail]`, `[push]`, `[webhooks]` and `[telegram]`, in the file alone but for mail's password and the
//! bot's token.

use std::fmt;
use std::path::PathBuf;

use lettre::message::Mailbox;
use serde::{Deserialize, Deserializer, de};
use url::Url;

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

/// Where Telegram takes calls of bots, unless the operator names another place.
const TELEGRAM: &str = "https://api.telegram.org";

/// A bot that tells people in Telegram. Without it nothing of Telegram is shown or called.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// Its user name, which links to it are made of: `otklik_bot`.
    #[serde(deserialize_with = "bot_name")]
    pub bot: String,
    /// What it signs its calls with; `OTKLIK_TELEGRAM_TOKEN` goes before it. Whoever has it is the bot: it is printed nowhere.
    pub token: Option<Secret>,
    /// Another place than Telegram's own that takes calls of bots, such as a Bot API server of the operator's.
    pub api: Option<String>,
}

impl Telegram {
    /// Where it is called.
    pub fn api(&self) -> &str {
        self.api.as_deref().unwrap_or(TELEGRAM).trim_end_matches('/')
    }

    /// The same with the token that counts; an error says what is missing, and never what a token is.
    pub fn with_token(self, variable: Option<Secret>) -> Result<Self, String> {
        let how = "put it into [telegram] or into OTKLIK_TELEGRAM_TOKEN, as @BotFather gives it: 123456:ABC-def";
        let Some(token) = variable.or_else(|| self.token.clone()) else {
            return Err(format!("telegram.token is missing: {how}"));
        };
        // It becomes a part of an address.
        let good = token.0.split_once(':').is_some_and(|(number, secret)| {
            !number.is_empty()
                && number.bytes().all(|it| it.is_ascii_digit())
                && !secret.is_empty()
                && secret.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it))
        });
        if !good {
            return Err(format!("telegram.token is not like a token: {how}"));
        }
        let api = Url::parse(self.api()).ok().filter(|api| matches!(api.scheme(), "https" | "http"));
        if api.is_none_or(|api| api.query().is_some() || api.fragment().is_some()) {
            return Err("telegram.api must be an address that begins with https:// or http://".into());
        }
        Ok(Self { token: Some(token), ..self })
    }
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telegram").field("bot", &self.bot).field("token", &self.token).finish_non_exhaustive()
    }
}

/// What opens a door: it is printed nowhere.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn bot_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let name = text.strip_prefix('@').unwrap_or(&text);
    if (3..=32).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') {
        return Ok(name.to_owned());
    }
    Err(de::Error::custom(format!("{text:?} is no user name of a bot, such as otklik_bot")))
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

    fn telegram(text: &str) -> Result<Telegram, String> {
        toml::from_str::<Telegram>(text).map_err(|error| error.to_string())
    }

    #[test]
    fn an_operator_names_a_bot_and_its_token_is_printed_nowhere() {
        let bot = telegram("bot = '@otklik_bot'\ntoken = '1:file-secret'").unwrap();
        assert_eq!((bot.bot.as_str(), bot.api()), ("otklik_bot", "https://api.telegram.org"));
        let bot = bot.with_token(Some(Secret("2:variable-secret".into()))).unwrap();
        assert_eq!(bot.token, Some(Secret("2:variable-secret".into())), "the variable goes before the file");
        assert!(!format!("{bot:?} {bot:#?}").contains("secret"));
        let own = telegram("bot = 'otklik_bot'\ntoken = '1:a'\napi = 'http://127.0.0.1:8081/'").unwrap();
        assert_eq!(own.with_token(None).unwrap().api(), "http://127.0.0.1:8081");
    }

    #[test]
    fn a_bot_without_a_good_token_is_an_error_that_says_what_to_do_and_not_what_the_token_is() {
        let bot = telegram("bot = 'otklik_bot'").unwrap();
        let missing = bot.clone().with_token(None).unwrap_err();
        assert!(missing.contains("OTKLIK_TELEGRAM_TOKEN"), "{missing}");
        for wrong in ["secret", "1:", ":secret", "x:secret", "1:sec/ret", "1:sec ret", "1:secret?x", ""] {
            let error = bot.clone().with_token(Some(Secret(wrong.into()))).unwrap_err();
            assert!(error.contains("telegram.token") && !error.contains("secret"), "{wrong}: {error}");
        }
        assert!(telegram("bot = 'https://t.me/otklik_bot'\ntoken = '1:a'").is_err());
        let elsewhere = telegram("bot = 'otklik_bot'\ntoken = '1:a'\napi = 'ftp://x.example'").unwrap();
        assert!(elsewhere.with_token(None).unwrap_err().contains("telegram.api"));
    }

    #[test]
    fn a_sender_that_is_no_address_is_an_error_that_says_so() {
        let error = toml::from_str::<Mail>("host = 'smtp.example'\nfrom = 'news'").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("news"), "{error}");
        assert!(toml::from_str::<Mail>("host = 'smtp.example'").is_err());
    }
}
