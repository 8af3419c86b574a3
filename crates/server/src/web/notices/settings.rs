//! What somebody wants to hear of, where and when.

use app::queries;
use app::queries::notices::{BOUNCES_MAX, Contact, Device};
use askama::Template;
use axum::http::StatusCode;
use domain::Timestamp;
use domain::notices::{Choice as Chosen, Digest, Quiet, Settings, Side, Topic};
use jiff::tz::TimeZone;

use super::list::topic_icon;
use super::telegram::{self, Telegram};
use super::{Place, place, shell, zones};
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::{Choice, Field};
use crate::web::respond::{Page, WebError, html, with_status};
use crate::web::visit::Visit;
use crate::web::words::{Words, day};

/// `/menu/notifications`, `/shop/notifications`, `/desk/notifications`
#[derive(Debug, Template)]
#[template(path = "notices/settings.html")]
pub struct SettingsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its address.
    pub path: &'static str,
    /// Where "back" leads.
    pub back: &'static str,
    /// Quiet hours.
    pub quiet: QuietForm,
    /// Mail one by one, or gathered.
    pub digest: DigestForm,
    /// Until when there is a pause: "до 14:05".
    pub paused: Option<String>,
    /// How long a pause may be: hours, and "На 1 час".
    pub pauses: Vec<Choice>,
    /// The topics.
    pub topics: Vec<TopicRow>,
    /// Where mail goes.
    pub mail: Mail,
    /// The chat in Telegram; absent where the operator has no bot.
    pub telegram: Option<Telegram>,
    /// The devices that are pushed to.
    pub devices: Vec<DeviceRow>,
}

/// Hours in which somebody is left alone.
#[derive(Clone, Debug, Default)]
pub struct QuietForm {
    /// "23:00–08:00, Москва"
    pub value: String,
    /// There are such hours.
    pub on: bool,
    /// "23:00"
    pub from: String,
    /// "08:00"
    pub to: String,
    /// Time zones.
    pub zones: Vec<Choice>,
    /// What is urgent comes nevertheless.
    pub urgent: bool,
    /// Why what was typed was refused.
    pub error: Option<String>,
}

/// Mail once a day, in forms.
const DAILY: &str = "day";

/// Whether mail is gathered.
#[derive(Clone, Debug, Default)]
pub struct DigestForm {
    /// "раз в день в 09:00"
    pub value: String,
    /// At once, every hour, once a day.
    pub choices: Vec<Choice>,
    /// "09:00"
    pub at: String,
    /// Why what was typed was refused.
    pub error: Option<String>,
}

/// A topic with its switch.
#[derive(Clone, Debug)]
pub struct TopicRow {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// What it is called.
    pub label: &'static str,
    /// Where it is told: "в приложении, push".
    pub sub: String,
    /// It is on.
    pub on: bool,
    /// It cannot be switched off.
    pub fixed: bool,
}

/// A person's mail address.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// The address, where there is one.
    pub address: Option<String>,
    /// Whether letters arrive there.
    pub state: MailState,
    /// What the mail server said when it refused.
    pub said: Option<String>,
    /// The address as typed.
    pub field: Field,
}

/// Whether letters arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailState {
    /// There is no address.
    #[default]
    None,
    /// Nobody has followed the link in the letter yet.
    Waits,
    /// They do.
    Good,
    /// They were refused too often.
    Bad,
}

/// A device that is pushed to.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// Its name in addresses.
    pub hash: String,
    /// "Chrome, Android"
    pub name: String,
    /// "с 12 мая"
    pub since: String,
}

/// What a refused form brings back, so that nothing typed is lost.
#[derive(Clone, Debug, Default)]
pub struct Redo {
    /// A mail address with why it was refused.
    pub email: Option<Field>,
    /// Quiet hours as typed with why they were refused.
    pub quiet: Option<(String, String, String)>,
    /// The time of a daily letter as typed with why it was refused.
    pub digest: Option<(String, String)>,
}

/// Shows the settings.
pub async fn show(visit: Visit) -> Page {
    html(&page(&visit, Redo::default()).await?)
}

/// The same page with what was typed and why it was refused.
pub async fn again(visit: &Visit, redo: Redo) -> Page {
    with_status(StatusCode::BAD_REQUEST, &page(visit, redo).await?)
}

pub(super) async fn page(visit: &Visit, redo: Redo) -> Result<SettingsPage, WebError> {
    let (place, w, app) = (place(visit)?, visit.w(), &visit.app);
    let person = place.part.person;
    let has_bot = visit.site.outward.bot().is_some();
    let ((settings, _), contact, devices, chat) = tokio::try_join!(
        queries::notices::settings(app, place.part),
        queries::notices::contact(app, person),
        queries::notices::devices(app, person),
        telegram::chat(visit, person),
    )?;
    let now = app.now();
    let mut quiet = quiet(w, &settings);
    if let Some((from, to, error)) = redo.quiet {
        quiet = QuietForm { on: true, from, to, error: Some(error), ..quiet };
    }
    let mut digest = digest(w, settings.digest);
    if let Some((at, error)) = redo.digest {
        for choice in &mut digest.choices {
            choice.on = choice.value == DAILY;
        }
        digest = DigestForm { at, error: Some(error), ..digest };
    }
    let mut mail = contact.map(mail).unwrap_or_default();
    if let Some(field) = redo.email {
        mail.field = field;
    }
    let shell = shell(visit, place, false, w.notices.settings).await?.described(w.notices.settings_description);
    Ok(SettingsPage {
        w,
        shell,
        path: place.settings(),
        back: back(place),
        quiet,
        digest,
        paused: paused(w, &settings, now),
        pauses: pauses(w),
        topics: topics(w, place.part.side, &settings, has_bot),
        mail,
        telegram: has_bot.then(|| Telegram::of(w, chat.as_ref(), now)),
        devices: devices.iter().map(|device| self::device(w, device, now)).collect(),
    })
}

fn back(place: Place) -> &'static str {
    if place.part.side == Side::Shop { "/menu" } else { place.list() }
}

/// A minute of the day: "09:05".
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The form of quiet hours; from eleven to eight where there are none yet.
pub fn quiet(w: &Words, settings: &Settings) -> QuietForm {
    let usual = Quiet { from: 23 * 60, to: 8 * 60 };
    let shown = settings.quiet.unwrap_or(usual);
    let (from, to) = (clock(shown.from), clock(shown.to));
    let value = match settings.quiet {
        Some(_) => format!("{}, {}", w.notices.quiet_value.put2(&from, &to), zones::label(w, &settings.zone)),
        None => w.notices.quiet_none.to_owned(),
    };
    let zones = zones::choices(w, &settings.zone);
    QuietForm { value, on: settings.quiet.is_some(), from, to, zones, urgent: settings.urgent_always, error: None }
}

/// The form of how mail is gathered.
pub fn digest(w: &Words, digest: Digest) -> DigestForm {
    let n = &w.notices;
    let (code, at) = match digest {
        Digest::Off => ("off", 9 * 60),
        Digest::Hour => ("hour", 9 * 60),
        Digest::Day { at } => (DAILY, at),
    };
    let value = match digest {
        Digest::Off => n.digest_off.to_lowercase(),
        Digest::Hour => n.digest_hour.to_lowercase(),
        Digest::Day { at } => n.daily_at.put(clock(at)),
    };
    let choices = [("off", n.digest_off), ("hour", n.digest_hour), (DAILY, n.digest_day)];
    let choices = choices.map(|(value, label)| Choice::new(value, label, value == code));
    DigestForm { value, choices: choices.into(), at: clock(at), error: None }
}

/// Until when there is a pause, in the person's own time.
pub fn paused(w: &Words, settings: &Settings, now: Timestamp) -> Option<String> {
    if settings.paused_until <= now {
        return None;
    }
    let zone = TimeZone::get(&settings.zone).unwrap_or(TimeZone::UTC);
    let (until, now) = (zone.to_datetime(settings.paused_until.civil()), zone.to_datetime(now.civil()));
    let clock = format!("{:02}:{:02}", until.hour(), until.minute());
    let text =
        if until.date() == now.date() { clock } else { format!("{}, {clock}", day(w, until.date(), now.date())) };
    Some(w.notices.paused_until.put(text))
}

/// How long a pause may be.
pub fn pauses(w: &Words) -> Vec<Choice> {
    let n = &w.notices;
    [1u64, 4, 12, 24]
        .iter()
        .map(|hours| Choice::new(hours.to_string(), n.pause_hours.put(n.n_hours.count(hours)), false))
        .collect()
}

/// The rows of the topics of a side; of Telegram they say nothing where there is no bot.
pub fn topics(w: &Words, side: Side, settings: &Settings, has_bot: bool) -> Vec<TopicRow> {
    let row = |topic: &Topic| {
        let choice = settings.choice(*topic);
        let fixed = !topic.is_optional();
        TopicRow {
            id: topic.as_str(),
            icon: topic_icon(*topic),
            label: label(w, side, *topic).0,
            sub: if fixed { w.notices.always_on.to_owned() } else { told_where(w, &choice, has_bot) },
            on: fixed || choice.on,
            fixed,
        }
    };
    Topic::of(side).iter().map(row).collect()
}

fn told_where(w: &Words, choice: &Chosen, has_bot: bool) -> String {
    let n = &w.notices;
    if !choice.on {
        return n.off.to_owned();
    }
    let channels = [
        (choice.app, n.short_app),
        (choice.push, n.short_push),
        (choice.email, n.short_email),
        (choice.telegram && has_bot, n.short_telegram),
    ];
    let mut told: Vec<_> = channels.into_iter().filter(|(on, _)| *on).map(|(_, name)| name.to_owned()).collect();
    if told.is_empty() {
        return n.nowhere.to_owned();
    }
    told.extend(choice.stars_up_to.map(|stars| n.stars_up_to.put(stars).to_lowercase()));
    told.extend(choice.after_hours.map(|hours| n.after_hours.put(n.n_hours.count(u64::from(hours))).to_lowercase()));
    told.join(" · ")
}

/// What a topic is called on a side, and what it is.
pub fn label(w: &Words, side: Side, topic: Topic) -> (&'static str, &'static str) {
    let n = &w.notices;
    match (side, topic) {
        (Side::Buyer, Topic::Reviews) => (n.own_reviews, n.own_reviews_text),
        (Side::Buyer, Topic::Questions) => (n.own_questions, n.own_questions_text),
        (Side::Buyer, Topic::Messages) => (n.own_messages, n.own_messages_text),
        (Side::Buyer, Topic::Promotions) => (n.own_promotions, n.own_promotions_text),
        (Side::Buyer, Topic::Requests) => (n.own_requests, n.own_requests_text),
        (Side::Buyer, Topic::Deadlines) => (n.own_deadlines, n.own_deadlines_text),
        (Side::Buyer, Topic::Security) => (n.topic_security, n.own_security_text),
        (_, Topic::Reviews) => (n.topic_reviews, n.topic_reviews_text),
        (_, Topic::Questions) => (n.topic_questions, n.topic_questions_text),
        (_, Topic::Messages) => (n.topic_messages, n.topic_messages_text),
        (_, Topic::Support) => (n.topic_support, n.topic_support_text),
        (_, Topic::Moderation) => (n.topic_moderation, n.topic_moderation_text),
        (_, Topic::Promotions) => (n.topic_promotions, n.topic_promotions_text),
        (_, Topic::Requests) => (n.topic_requests, n.topic_requests_text),
        (_, Topic::Deadlines) => (n.topic_deadlines, n.topic_deadlines_text),
        (_, Topic::Security) => (n.topic_security, n.topic_security_text),
        (_, Topic::News) => (n.topic_news, n.topic_news_text),
    }
}

fn mail(contact: Contact) -> Mail {
    let state = match contact.confirmed_at {
        _ if contact.bounces >= BOUNCES_MAX => MailState::Bad,
        Some(_) => MailState::Good,
        None => MailState::Waits,
    };
    Mail {
        field: Field::of(contact.email.clone()),
        address: Some(contact.email),
        state,
        said: Some(contact.trouble).filter(|said| !said.is_empty()),
    }
}

fn device(w: &Words, device: &Device, now: Timestamp) -> DeviceRow {
    let since = crate::web::words::day_of(w, device.created_at.0, now.0);
    DeviceRow { hash: device.hash.clone(), name: device.device.clone(), since: w.notices.since.put(since) }
}
