//! One topic of the settings: the channels and the fine print behind its switch.

use app::{commands, queries};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::notices::{Choice as Chosen, Side, Topic};
use domain::{Code, Refusal};
use serde::Deserialize;

use super::list::topic_icon;
use super::settings::label;
use super::telegram::chat;
use super::{Place, place, shell};
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::Choice;
use crate::web::respond::{Page, WebError, and_say, html, own_path, see};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// `/menu/notifications/reviews`
#[derive(Debug, Template)]
#[template(path = "notices/topic.html")]
pub struct TopicPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its address.
    pub path: String,
    /// The settings.
    pub back: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// What it is called.
    pub label: &'static str,
    /// What it is.
    pub text: &'static str,
    /// It is on.
    pub on: bool,
    /// It cannot be switched off.
    pub fixed: bool,
    /// The channels.
    pub channels: Vec<Switch>,
    /// Of which reviews; empty where it is not about some.
    pub stars: Vec<Choice>,
    /// After how many hours without an answer; empty where nobody answers.
    pub after: Vec<Choice>,
    /// Whether what colleagues have in hand is left out; absent where nobody takes it in hand.
    pub mine: Option<Switch>,
}

/// A switch with what it does.
#[derive(Clone, Debug)]
pub struct Switch {
    /// Its name in addresses.
    pub id: &'static str,
    /// What it says.
    pub label: &'static str,
    /// What it does.
    pub text: String,
    /// It is on.
    pub on: bool,
    /// What it needs is missing.
    pub warn: bool,
}

fn topic_of(side: Side, text: &str) -> Result<Topic, Refusal> {
    let topic = Topic::parse(text).filter(|topic| Topic::of(side).contains(topic));
    topic.ok_or_else(|| Code::PageNotFound.into())
}

/// Shows it.
pub async fn show(visit: Visit, Path(topic): Path<String>) -> Page {
    let (place, w) = (place(&visit)?, visit.w());
    let topic = topic_of(place.part.side, &topic)?;
    html(&page(&visit, place, w, topic).await?)
}

async fn page(visit: &Visit, place: Place, w: &'static Words, topic: Topic) -> Result<TopicPage, WebError> {
    let (side, person) = (place.part.side, place.part.person);
    let ((settings, _), contact, devices, chat) = tokio::try_join!(
        queries::notices::settings(&visit.app, place.part),
        queries::notices::contact(&visit.app, person),
        queries::notices::devices(&visit.app, person),
        chat(visit, person),
    )?;
    let (label, _) = label(w, side, topic);
    let known = Known {
        push: !devices.is_empty(),
        email: contact.is_some(),
        confirmed: contact.is_some_and(|contact| contact.confirmed_at.is_some()),
        telegram: visit.site.outward.bot().map(|_| chat.is_some()),
    };
    let shell = shell(visit, place, false, label).await?.described(w.notices.settings_description);
    Ok(TopicPage::new(shell, place, topic, &settings.choice(topic), known))
}

/// What is known of where somebody can be reached.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// There is a device.
    pub push: bool,
    /// There is an address.
    pub email: bool,
    /// It is confirmed.
    pub confirmed: bool,
    /// There is a chat in Telegram; absent where the operator has no bot.
    pub telegram: Option<bool>,
}

impl TopicPage {
    /// The page of a topic as somebody chose it.
    pub fn new(shell: Shell, place: Place, topic: Topic, choice: &Chosen, known: Known) -> Self {
        let (w, side) = (shell.w, place.part.side);
        let n = &w.notices;
        let (label, text) = label(w, side, topic);
        let fixed = !topic.is_optional();
        let answers = side == Side::Shop && topic.waits_for_answers();
        let email = match known {
            Known { email: false, .. } => Some(n.email_none),
            Known { confirmed: false, .. } => Some(n.email_wait),
            _ => None,
        };
        let push = if known.push { n.push_text } else { n.push_none };
        let switch = |id, label, text: &str, on, warn| Switch { id, label, text: text.to_owned(), on, warn };
        let mut channels = vec![
            switch("app", n.in_app, n.in_app_text, choice.app, false),
            switch("push", n.push, push, choice.push, !known.push && choice.push),
            switch("email", n.email, email.unwrap_or_default(), choice.email, email.is_some() && choice.email),
        ];
        if let Some(linked) = known.telegram {
            let text = if linked { n.telegram_text } else { n.telegram_none };
            channels.push(switch("telegram", n.telegram, text, choice.telegram, !linked && choice.telegram));
        }
        let mine = side == Side::Shop && matches!(topic, Topic::Messages | Topic::Deadlines);
        Self {
            w,
            path: format!("{}/{}", place.settings(), topic.as_str()),
            back: place.settings(),
            icon: topic_icon(topic),
            label,
            text,
            on: fixed || choice.on,
            fixed,
            channels: if fixed { Vec::new() } else { channels },
            stars: if answers && topic == Topic::Reviews { stars(w, choice.stars_up_to) } else { Vec::new() },
            after: if answers { after(w, choice.after_hours) } else { Vec::new() },
            mine: mine.then(|| switch("mine", n.only_mine, n.only_mine_text, choice.only_mine, false)),
            shell,
        }
    }
}

fn stars(w: &Words, chosen: Option<u8>) -> Vec<Choice> {
    let n = &w.notices;
    let upto =
        (1u8..=4).rev().map(|stars| Choice::new(stars.to_string(), n.stars_up_to.put(stars), chosen == Some(stars)));
    [Choice::new("", n.stars_any, chosen.is_none())].into_iter().chain(upto).collect()
}

fn after(w: &Words, chosen: Option<u8>) -> Vec<Choice> {
    let n = &w.notices;
    let mut hours = vec![1u8, 4, 12, 24];
    // One that was chosen through the API stays.
    hours.extend(chosen.filter(|chosen| !hours.contains(chosen)));
    hours.sort_unstable();
    let waits = hours.into_iter().map(|hours| {
        let label = n.after_hours.put(n.n_hours.count(u64::from(hours)));
        Choice::new(hours.to_string(), label, chosen == Some(hours))
    });
    [Choice::new("", n.after_now, chosen.is_none())].into_iter().chain(waits).collect()
}

/// The fine print.
#[derive(Debug, Deserialize)]
pub struct FinePrint {
    #[serde(default)]
    stars: String,
    #[serde(default)]
    after: String,
}

/// Saves the fine print.
pub async fn save(visit: Visit, Path(topic): Path<String>, Form(form): Form<FinePrint>) -> Page {
    let place = place(&visit)?;
    let topic = topic_of(place.part.side, &topic)?;
    let (stars_up_to, after_hours) = (form.stars.parse().ok(), form.after.parse().ok());
    commands::notices::change(&visit.app, place.part, None, move |settings| {
        let choice = Chosen { stars_up_to, after_hours, ..settings.choice(topic) };
        settings.topics.insert(topic, choice);
    })
    .await?;
    if visit.fragment.is_some() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(see(&and_say(&format!("{}/{}", place.settings(), topic.as_str()), "saved")))
}

/// How a switch is turned.
#[derive(Debug, Deserialize)]
pub struct Turned {
    #[serde(default)]
    on: u8,
    #[serde(default)]
    back: String,
}

/// Turns one switch of a topic.
pub async fn turn(visit: Visit, Path((topic, what)): Path<(String, String)>, Form(form): Form<Turned>) -> Page {
    let place = place(&visit)?;
    let topic = topic_of(place.part.side, &topic)?;
    let on = form.on == 1;
    if what == "switch" {
        commands::notices::switch(&visit.app, place.part, topic, on).await?;
    } else {
        let set: fn(&mut Chosen, bool) = match what.as_str() {
            "app" => |choice, on| choice.app = on,
            "push" => |choice, on| choice.push = on,
            "email" => |choice, on| choice.email = on,
            "telegram" => |choice, on| choice.telegram = on,
            "mine" => |choice, on| choice.only_mine = on,
            _ => return Err(Code::PageNotFound.into()),
        };
        if !topic.is_optional() {
            return Err(Code::TopicAlwaysOn.into());
        }
        commands::notices::change(&visit.app, place.part, None, move |settings| {
            let mut choice = settings.choice(topic);
            set(&mut choice, on);
            settings.topics.insert(topic, choice);
        })
        .await?;
    }
    if visit.fragment.is_some() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(see(own_path(&form.back, place.settings())))
}
