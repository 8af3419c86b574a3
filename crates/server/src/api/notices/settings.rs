//! What somebody wants to hear of.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use app::queries::notices as queries;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::notices::{self as rules, Settings};
use domain::{Code, Refusal, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;

use super::{NoticeTopic, OfPart, part};
use crate::Site;
use crate::api::auth::{Auth, Caller};
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Query};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::types::Time;

/// A time of the day on a clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(pub u16);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Clock {
    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let two = |text: &str| (text.len() == 2).then(|| text.parse::<u16>().ok()).flatten();
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours < 24 && minutes < 60).then_some(Self(hours * 60 + minutes))
    }
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let expected = &"a time of the day like 08:30";
        Self::parse(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), expected))
    }
}

impl utoipa::PartialSchema for Clock {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::schema::Type::String))
            .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
            .examples(["08:30"])
            .description(Some("A time of the day on a clock on the wall."))
            .into()
    }
}

impl ToSchema for Clock {}

/// How somebody hears of one topic.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeChoice)]
pub struct ChoiceOut {
    /// The switch.
    pub on: bool,
    /// Whether the switch can be turned.
    pub optional: bool,
    /// In the list in the app.
    pub app: bool,
    /// By push.
    pub push: bool,
    /// By mail.
    pub email: bool,
    /// In Telegram, where the site has a bot and a chat is linked.
    pub telegram: bool,
    /// Of reviews: only those with at most so many stars.
    pub stars_up_to: Option<u8>,
    /// By push, mail and Telegram only of what is unanswered after so many hours.
    pub after_hours: Option<u8>,
    /// Not of what a colleague has in hand.
    pub only_mine: bool,
}

/// A part of the day in which nobody is woken; it may go past midnight.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Its first minute.
    pub from: Clock,
    /// The first minute after it.
    pub to: Clock,
}

/// Whether mail is gathered.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(tag = "every", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = NoticeDigest)]
pub enum DigestView {
    /// Letter by letter.
    Off {},
    /// At each full hour.
    Hour {},
    /// Once a day.
    Day {
        /// When.
        at: Clock,
    },
}

/// What somebody wants to hear of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeSettings)]
pub struct SettingsOut {
    /// Topic by topic.
    #[schema(value_type = std::collections::HashMap<String, ChoiceOut>)]
    pub topics: BTreeMap<NoticeTopic, ChoiceOut>,
    /// Quiet hours, where there are some.
    pub quiet: Option<QuietHours>,
    /// The zone in which hours are meant, by its IANA name.
    #[schema(example = "Europe/Moscow")]
    pub zone: String,
    /// Whether mail is gathered.
    pub digest: DigestView,
    /// Nothing but what is urgent until then, where there is a pause.
    pub paused_until: Option<Time>,
    /// What is urgent is told in quiet hours too.
    pub urgent_always: bool,
}

fn view(settings: &Settings, part: queries::Part, now: Timestamp) -> SettingsOut {
    let of = |topic: &rules::Topic| {
        let choice = settings.choice(*topic);
        let out = ChoiceOut {
            on: choice.on || !topic.is_optional(),
            optional: topic.is_optional(),
            app: choice.app,
            push: choice.push,
            email: choice.email,
            telegram: choice.telegram,
            stars_up_to: choice.stars_up_to,
            after_hours: choice.after_hours,
            only_mine: choice.only_mine,
        };
        (NoticeTopic::from(*topic), out)
    };
    SettingsOut {
        topics: rules::Topic::of(part.side).iter().map(of).collect(),
        quiet: settings.quiet.map(|quiet| QuietHours { from: Clock(quiet.from), to: Clock(quiet.to) }),
        zone: settings.zone.clone(),
        digest: match settings.digest {
            rules::Digest::Off => DigestView::Off {},
            rules::Digest::Hour => DigestView::Hour {},
            rules::Digest::Day { at } => DigestView::Day { at: Clock(at) },
        },
        paused_until: (settings.paused_until > now).then(|| settings.paused_until.into()),
        urgent_always: settings.urgent_always,
    }
}

fn answer(site: &Site, part: queries::Part, (settings, version): (Settings, i64)) -> Response {
    let body = view(&settings, part, site.app.now());
    ([(header::ETAG, etag::strong(version))], Json(body)).into_response()
}

/// What somebody wants to hear of
///
/// In one of their parts, with what is usual where nothing was chosen.
#[utoipa::path(get, path = "/me/notification-settings", tag = "Notices", operation_id = "get_notification_settings",
    params(OfPart), security(("Session" = [])),
    responses((status = 200, description = "The settings", body = SettingsOut, headers(("etag" = String)))))]
pub async fn settings(
    State(site): State<Site>,
    Auth(caller): Auth<Caller>,
    headers: HeaderMap,
    Query(asked): Query<OfPart>,
) -> Result<Response, Problem> {
    let part = part(caller, &headers, asked.side)?;
    let found = queries::settings(&site.app, part).await?;
    Ok(answer(&site, part, found))
}

#[allow(clippy::option_option, reason = "nothing, `null` and a value are three things here")]
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// What changes of a topic; what is absent stays as it is, `null` takes a condition away.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "nothing, `null` and a value are three things here")]
pub struct ChoiceIn {
    /// The switch.
    pub on: Option<bool>,
    /// In the list in the app.
    pub app: Option<bool>,
    /// By push.
    pub push: Option<bool>,
    /// By mail.
    pub email: Option<bool>,
    /// In Telegram.
    pub telegram: Option<bool>,
    /// Of reviews: only those with at most so many stars, 1 to 4.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 4)]
    pub stars_up_to: Option<Option<u8>>,
    /// By push, mail and Telegram only of what is unanswered after so many hours, 1 to 72.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 72)]
    pub after_hours: Option<Option<u8>>,
    /// Not of what a colleague has in hand.
    pub only_mine: Option<bool>,
}

/// What changes; what is absent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "nothing, `null` and a value are three things here")]
pub struct SettingsIn {
    /// Topic by topic.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, ChoiceIn>)]
    pub topics: BTreeMap<NoticeTopic, ChoiceIn>,
    /// Quiet hours; `null` ends them.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<QuietHours>)]
    pub quiet: Option<Option<QuietHours>>,
    /// The zone in which hours are meant, by its IANA name.
    pub zone: Option<String>,
    /// Whether mail is gathered.
    pub digest: Option<DigestView>,
    /// Nothing but what is urgent for so many hours from now; 0 ends a pause.
    #[schema(minimum = 0, maximum = 168)]
    pub pause_hours: Option<u32>,
    /// What is urgent is told in quiet hours too.
    pub urgent_always: Option<bool>,
}

impl SettingsIn {
    fn check(&self) -> Result<(), Refusal> {
        let max = app::commands::notices::PAUSE_MAX;
        if self.pause_hours.is_some_and(|hours| hours > max) {
            let out = Refusal::new(Code::NumberOutOfRange).at("pause_hours").with("field", "pause_hours");
            return Err(out.with("min", 0).with("max", max));
        }
        let off = |choice: &ChoiceIn| choice.on == Some(false);
        if self.topics.iter().any(|(topic, choice)| off(choice) && !rules::Topic::from(*topic).is_optional()) {
            return Err(Refusal::new(Code::TopicAlwaysOn).at("topics"));
        }
        Ok(())
    }

    fn apply(self, settings: &mut Settings, now: Timestamp) {
        for (topic, new) in self.topics {
            let topic = rules::Topic::from(topic);
            let old = settings.choice(topic);
            let choice = rules::Choice {
                on: new.on.unwrap_or(old.on),
                app: new.app.unwrap_or(old.app),
                push: new.push.unwrap_or(old.push),
                email: new.email.unwrap_or(old.email),
                telegram: new.telegram.unwrap_or(old.telegram),
                stars_up_to: new.stars_up_to.unwrap_or(old.stars_up_to),
                after_hours: new.after_hours.unwrap_or(old.after_hours),
                only_mine: new.only_mine.unwrap_or(old.only_mine),
            };
            settings.topics.insert(topic, choice);
        }
        if let Some(quiet) = self.quiet {
            settings.quiet = quiet.map(|quiet| rules::Quiet { from: quiet.from.0, to: quiet.to.0 });
        }
        if let Some(zone) = self.zone {
            settings.zone = zone;
        }
        if let Some(digest) = self.digest {
            settings.digest = match digest {
                DigestView::Off {} => rules::Digest::Off,
                DigestView::Hour {} => rules::Digest::Hour,
                DigestView::Day { at } => rules::Digest::Day { at: at.0 },
            };
        }
        if let Some(hours) = self.pause_hours {
            settings.paused_until = now.after(Duration::from_secs(u64::from(hours) * 3_600));
        }
        settings.urgent_always = self.urgent_always.unwrap_or(settings.urgent_always);
    }
}

/// Change what somebody wants to hear of
///
/// What waits and is no longer wanted does not come. With `If-Match`, what another device has changed meanwhile is left as it is
/// (412 `notice_settings_changed`).
#[utoipa::path(patch, path = "/me/notification-settings", tag = "Notices", operation_id = "change_notification_settings",
    params(OfPart, headers::IfMatch), request_body = SettingsIn, security(("Session" = [])),
    responses((status = 200, description = "What holds now", body = SettingsOut, headers(("etag" = String)))))]
pub async fn change(
    State(site): State<Site>,
    Auth(caller): Auth<Caller>,
    headers: HeaderMap,
    Query(asked): Query<OfPart>,
    Body(input): Body<SettingsIn>,
) -> Result<Response, Problem> {
    let part = part(caller, &headers, asked.side)?;
    let seen = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    input.check()?;
    let now = site.app.now();
    let found =
        app::commands::notices::change(&site.app, part, seen, move |settings| input.apply(settings, now)).await?;
    Ok(answer(&site, part, found))
}
