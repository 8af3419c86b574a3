//! How Otklik is set up: flags before `OTKLIK_*` before a TOML file. What is wrong or unknown is an error that says where.

mod outward;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use app::files::Scanner;
use app::files::store::Bucket;
use domain::chats::ChatPolicy;
use domain::moderation::policy::Policy;
use serde::Deserialize;

pub use outward::{Dkim, Mail, Push, Secret, Telegram, Tls, Webhooks};

/// The address that is listened on where none is named.
pub const LISTEN: &str = "127.0.0.1:8080";

/// What can be set. Each field is a key of the file, a variable `OTKLIK_<NAME>` and, where it makes sense, a flag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// Where to listen: `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: Option<SocketAddr>,
    /// The folder of the data, with SQLite.
    pub data: Option<PathBuf>,
    /// The address of PostgreSQL, instead of SQLite in the folder.
    pub database: Option<String>,
    /// How people reach the site: `https://otklik.example`. With `https`, cookies are sent over TLS only.
    pub public_url: Option<String>,
    /// What is logged: `info`, `warn`, `debug`, or a filter such as `warn,server=debug`.
    pub log: Option<String>,
    /// Requests a second that one seller's programs may make to the dialect.
    pub rate_limit: Option<u32>,
    /// Commands that share a commit at most; 1 gives each a commit of its own.
    pub write_group: Option<usize>,
    /// The file with the working days of the region, instead of Russia's: [`domain::Calendar::parse`] tells its form.
    pub calendar: Option<PathBuf>,
    /// ClamAV's daemon: `/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. Without it files are shown as not scanned.
    pub clamd: Option<String>,
    /// Where files of chats are kept; in the file alone, but for the bucket's keys.
    pub files: Option<Files>,
    /// What the operator has decided about moderation; in the file alone.
    pub moderation: Option<Policy>,
    /// What the operator has decided about chats; in the file alone.
    pub chats: Option<ChatPolicy>,
    /// The server that takes letters; in the file alone. Without it nobody gets mail.
    pub mail: Option<Mail>,
    /// The password of that server, rather than in the table.
    pub mail_password: Option<String>,
    /// Pushes to browsers; in the file alone.
    pub push: Option<Push>,
    /// Calls to programs; in the file alone.
    pub webhooks: Option<Webhooks>,
    /// The bot that tells people in Telegram; in the file alone. Without it there is nothing of Telegram.
    pub telegram: Option<Telegram>,
    /// The token of that bot, rather than in the table.
    pub telegram_token: Option<Secret>,
}

/// Where files of chats are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// The bucket, instead of the folder of the data.
    pub s3: Option<Bucket>,
}

/// The settings of a running site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder of the data.
    pub data: PathBuf,
    /// The address of PostgreSQL.
    pub database: Option<String>,
    /// How people reach the site.
    pub public_url: Option<String>,
    /// What is logged.
    pub log: String,
    /// Requests a second that one seller's programs may make to the dialect.
    pub rate_limit: u32,
    /// Commands that share a commit at most; the store's own choice where nothing is given.
    pub write_group: Option<usize>,
    /// The file with the working days of the region, instead of Russia's.
    pub calendar: Option<PathBuf>,
    /// ClamAV's daemon.
    pub clamd: Option<Scanner>,
    /// The bucket of files, instead of the folder of the data.
    pub bucket: Option<Bucket>,
    /// What the operator has decided about moderation.
    pub moderation: Policy,
    /// What the operator has decided about chats.
    pub chats: ChatPolicy,
    /// The server that takes letters.
    pub mail: Option<Mail>,
    /// Pushes to browsers.
    pub push: Push,
    /// Calls to programs.
    pub webhooks: Webhooks,
    /// The bot that tells people in Telegram, with its token.
    pub telegram: Option<Telegram>,
    /// Whether this is the demo.
    pub demo: bool,
}

impl Settings {
    /// Whether people reach the site over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// How people reach the site, without a slash behind it: what links in letters begin with.
    pub fn site(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => crate::cli::ready::url(self.listen),
        }
    }
}

/// The variables that belong to tests and are none of ours.
const FOREIGN: [&str; 2] = ["OTKLIK_TEST_", "OTKLIK_SHARED"];

impl Given {
    /// Reads a file.
    pub fn from_file(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("the configuration {} cannot be read: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("the configuration {}: {error}", path.display()))
    }

    /// Reads the variables `OTKLIK_*` among `all`.
    pub fn from_environment(all: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let mut given = Self::default();
        for (name, value) in all {
            if !name.starts_with("OTKLIK_") || FOREIGN.iter().any(|foreign| name.starts_with(foreign)) {
                continue;
            }
            let wrong = |why: &str| format!("the variable {name}: {why}");
            match name.as_str() {
                "OTKLIK_LISTEN" => {
                    given.listen = Some(value.parse().map_err(|_| wrong("not an address like 127.0.0.1:8080"))?);
                }
                "OTKLIK_DATA" => given.data = Some(value.into()),
                "OTKLIK_DATABASE" => given.database = Some(value),
                "OTKLIK_PUBLIC_URL" => given.public_url = Some(value),
                "OTKLIK_LOG" => given.log = Some(value),
                "OTKLIK_RATE_LIMIT" => given.rate_limit = Some(value.parse().map_err(|_| wrong("not a whole number"))?),
                "OTKLIK_WRITE_GROUP" => {
                    given.write_group = Some(value.parse().map_err(|_| wrong("not a whole number"))?);
                }
                "OTKLIK_MAIL_PASSWORD" => given.mail_password = Some(value),
                "OTKLIK_TELEGRAM_TOKEN" => given.telegram_token = Some(Secret(value)),
                "OTKLIK_CLAMD" => given.clamd = Some(value),
                "OTKLIK_CALENDAR" => given.calendar = Some(value.into()),
                _ => return Err(wrong("there is no such setting")),
            }
        }
        Ok(given)
    }

    /// What is given here, and elsewhere where nothing is.
    pub fn or(self, other: Self) -> Self {
        Self {
            listen: self.listen.or(other.listen),
            data: self.data.or(other.data),
            database: self.database.or(other.database),
            public_url: self.public_url.or(other.public_url),
            log: self.log.or(other.log),
            rate_limit: self.rate_limit.or(other.rate_limit),
            write_group: self.write_group.or(other.write_group),
            calendar: self.calendar.or(other.calendar),
            clamd: self.clamd.or(other.clamd),
            files: self.files.or(other.files),
            moderation: self.moderation.or(other.moderation),
            chats: self.chats.or(other.chats),
            mail: self.mail.or(other.mail),
            mail_password: self.mail_password.or(other.mail_password),
            push: self.push.or(other.push),
            webhooks: self.webhooks.or(other.webhooks),
            telegram: self.telegram.or(other.telegram),
            telegram_token: self.telegram_token.or(other.telegram_token),
        }
    }

    /// The settings, with defaults for what nobody gave.
    pub fn settings(self, demo: bool) -> Result<Settings, String> {
        let listen = LISTEN.parse().map_err(|error| format!("{LISTEN}: {error}"))?;
        if let Some(url) = &self.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            return Err(format!("public_url must begin with https:// or http://, not {url:?}"));
        }
        if self.rate_limit == Some(0) || self.write_group == Some(0) {
            return Err("rate_limit and write_group must be at least 1".into());
        }
        let clamd = self.clamd.map(|clamd| clamd.parse().map_err(|wrong| format!("clamd: {clamd:?} is {wrong}")));
        let mail = self.mail.map(|mail| Mail { password: self.mail_password.or(mail.password), ..mail });
        let telegram = self.telegram.map(|telegram| telegram.with_token(self.telegram_token));
        Ok(Settings {
            listen: self.listen.unwrap_or(listen),
            data: self.data.unwrap_or_else(|| "data".into()),
            database: self.database,
            public_url: self.public_url,
            log: self.log.unwrap_or_else(|| "info".into()),
            rate_limit: self.rate_limit.unwrap_or(50),
            write_group: self.write_group,
            calendar: self.calendar,
            clamd: clamd.transpose()?,
            bucket: self.files.and_then(|files| files.s3),
            moderation: self.moderation.unwrap_or_default(),
            chats: self.chats.unwrap_or_default(),
            mail,
            push: self.push.unwrap_or_default(),
            webhooks: self.webhooks.unwrap_or_default(),
            telegram: telegram.transpose()?,
            demo,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Result<Given, String> {
        Given::from_environment(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_flag_goes_before_a_variable_and_a_variable_before_the_file() {
        let flag = Given { log: Some("debug".into()), ..Given::default() };
        let variable = variables(&[("OTKLIK_LOG", "warn"), ("OTKLIK_DATA", "/srv/otklik"), ("PATH", "/bin")]).unwrap();
        let file: Given = toml::from_str("data = 'elsewhere'\nrate_limit = 10").unwrap();
        let settings = flag.or(variable).or(file).settings(false).unwrap();
        assert_eq!(settings.log, "debug");
        assert_eq!(settings.data, PathBuf::from("/srv/otklik"));
        assert_eq!(settings.rate_limit, 10);
    }

    #[test]
    fn a_key_that_does_not_exist_is_an_error_that_names_its_line() {
        let error = toml::from_str::<Given>("log = 'info'\nlisten_on = '127.0.0.1:1'").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("listen_on"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_an_error_that_names_its_line() {
        let error = toml::from_str::<Given>("log = 'info'\nlisten = 'nowhere'").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }

    #[test]
    fn a_variable_that_is_not_ours_is_an_error_that_names_it() {
        assert!(variables(&[("OTKLIK_LISTNE", "x")]).unwrap_err().contains("OTKLIK_LISTNE"));
        assert!(variables(&[("OTKLIK_RATE_LIMIT", "many")]).unwrap_err().contains("OTKLIK_RATE_LIMIT"));
        assert!(variables(&[("OTKLIK_TEST_POSTGRES", "x")]).is_ok());
    }

    #[test]
    fn an_operator_names_the_scanner_and_the_bucket() {
        let file: Given = toml::from_str(
            "clamd = '/run/clamav/clamd.ctl'\n[files]\ns3 = { bucket = 'chats', endpoint = 'https://storage.example', \
             access_key = 'otklik', secret_key = 'secret' }",
        )
        .unwrap();
        let settings = variables(&[("OTKLIK_CLAMD", "tcp://127.0.0.1:3310")]).unwrap().or(file.clone()).settings(false);
        assert_eq!(settings.unwrap().clamd.unwrap().to_string(), "tcp://127.0.0.1:3310");
        let settings = file.settings(false).unwrap();
        assert_eq!(settings.clamd.unwrap().to_string(), "/run/clamav/clamd.ctl");
        assert_eq!(settings.bucket.unwrap().region, "us-east-1");
        assert!(toml::from_str::<Given>("[files]\ns3 = { bucket = 'chats' }").is_err());
        let wrong = variables(&[("OTKLIK_CLAMD", "clamd")]).unwrap().settings(false).unwrap_err();
        assert!(wrong.contains("/run/clamav/clamd.ctl"), "{wrong}");
    }
}
