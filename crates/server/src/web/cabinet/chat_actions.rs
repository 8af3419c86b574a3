//! What a seller does in a chat: forms that are sent, and where they lead.

use app::commands::chats::{change, files, judged, measures, open, send, state};
use app::commands::moderation::appeals;
use app::queries::chats as stored;
use app::{CanRead, CanReply, Failure, Reader, SellerStaff, Speaker, commands};
use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{Form, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::chats::{Matter, MessageState};
use domain::moderation::Subject;
use domain::templates::Template;
use domain::text::Text;
use domain::{ChatId, Code, FileId, Kind, MessageId, OrderId, Refusal, Sku, SwitchId, Timestamp};
use serde::Deserialize;

use super::chat_view::{self, Opened, Redo, Scene, message_id};
use super::chats::{again, chat_id};
use super::chats_query::ChatsQuery;
use crate::web::parts::ChatChanges;
use crate::web::respond::{Page, WebError, and_say, html, see};
use crate::web::visit::{Fragment, Visit};

/// The largest body of a message with its files.
pub const BODY_MAX: usize = 120 * 1024 * 1024;
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Moscow is three hours ahead of UTC.
const MOSCOW: i64 = 3 * HOUR;

/// A message, as the composer sends it.
#[derive(Debug, Default)]
pub struct Written {
    /// What it says.
    pub text: String,
    /// The id that the page gave it.
    pub client_id: String,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// For colleagues alone.
    pub note: bool,
    /// Its author was asked about their own data and said yes.
    pub confirmed: bool,
    /// Its files, taken already.
    pub files: Vec<FileId>,
}

/// Sends a message. Refused, the page comes back with everything typed; a script gets what changed.
pub async fn send(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery, form: Multipart) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    let mut written = Written::default();
    let sent = match read(&visit, &speaker, id, form, &mut written).await {
        Ok(()) => deliver(&visit, &speaker, id, &written).await,
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(sent) if visit.fragment == Some(Fragment::Changes) => changed(&visit, id, query, &sent).await,
        Ok(_) => Ok(back(id, query, None)),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let status = if refusal.kind() == Kind::Invalid { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
            let redo = Redo {
                text: Some(written.text),
                client_id: Some(written.client_id).filter(|id| !id.is_empty()),
                reply_to: written.reply_to,
                note: written.note,
                refusal: Some(refusal),
                ..Redo::default()
            };
            again(&visit, id, query, redo, status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Whether the page comes back with what was typed, instead of an error in its place.
pub fn comes_back(refusal: &Refusal) -> bool {
    !matches!(refusal.code, Code::ChatNotFound | Code::SignInNeeded) && refusal.kind() != Kind::Unavailable
}

fn speaker(visit: &Visit) -> Result<Speaker, Failure> {
    Ok(Speaker::from(&visit.staff::<CanReply>()?))
}

async fn deliver(visit: &Visit, speaker: &Speaker, id: ChatId, written: &Written) -> Result<send::Sent, Failure> {
    let new = send::NewMessage {
        text: fill(visit, id, &written.text).await?,
        reply_to: written.reply_to,
        files: written.files.clone(),
        client_id: Some(written.client_id.clone()).filter(|id| !id.is_empty()),
        confirmed: written.confirmed,
        note: written.note,
    };
    send::send(&visit.app, speaker, id, new).await
}

/// Fills what is left of a template; a hole that cannot be filled blocks the sending and is named.
async fn fill(visit: &Visit, id: ChatId, text: &str) -> Result<String, Failure> {
    let Ok(template) = Template::parse(text) else { return Ok(text.to_owned()) };
    if template.variables().next().is_none() {
        return Ok(text.to_owned());
    }
    let staff = visit.staff::<CanRead>()?;
    let view = stored::chat(&visit.app, &Reader::from(&staff), id).await?;
    Ok(template.fill(&chat_view::facts_of(&view.chat, &staff)).map_err(Refusal::from)?)
}

/// Reads a message and takes its files.
pub async fn read(
    visit: &Visit,
    speaker: &Speaker,
    id: ChatId,
    mut form: Multipart,
    written: &mut Written,
) -> Result<(), Failure> {
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "files" {
            attach(visit, speaker, id, part, written).await?;
            continue;
        }
        let text = part.text().await.map_err(unreadable)?;
        match name.as_str() {
            "text" => written.text = text,
            "client_id" => written.client_id = text,
            "reply_to" => written.reply_to = message_id(&text),
            "note" => written.note = text == "1",
            "confirmed" => written.confirmed = text == "1",
            _ => {}
        }
    }
    Ok(())
}

/// Takes a file; a form whose file field was left empty sends one without a name.
async fn attach(
    visit: &Visit,
    speaker: &Speaker,
    id: ChatId,
    part: Field<'_>,
    written: &mut Written,
) -> Result<(), Failure> {
    let name = part.file_name().unwrap_or_default().to_owned();
    let bytes = part.bytes().await.map_err(unreadable)?;
    if name.is_empty() && bytes.is_empty() {
        return Ok(());
    }
    if written.files.len() == domain::chats::FILES_MAX {
        let refusal = Refusal::new(Code::TooManyFiles).at("files").with("max", domain::chats::FILES_MAX);
        return Err(refusal.into());
    }
    let kept = files::add(&visit.app, speaker, id, &name, bytes.to_vec()).await?;
    written.files.extend(FileId::parse(&kept.id));
    Ok(())
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refusal::new(Code::BodyTooLarge).with("max", format!("{} МБ", BODY_MAX / 1024 / 1024)).into();
    }
    Refusal::new(Code::FieldInvalid).at("files").with("reason", "multipart").into()
}

/// The message that was sent, and the foot where the verdict changed it.
async fn changed(visit: &Visit, id: ChatId, query: Option<String>, sent: &send::Sent) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let reader = Reader::from(&staff);
    let loaded = chat_view::load(visit, &staff, id, None).await?;
    let line = stored::message(&visit.app, &reader, id, sent.message).await?;
    let scene = Scene::new(visit, &staff, &ChatsQuery::parse(&query.unwrap_or_default()), &loaded);
    let above = loaded.lines.iter().rev().find(|said| said.message.id < sent.message);
    let lines = scene.with_side(|side| side.lines(std::slice::from_ref(&line), above, None));
    let quiet = matches!(sent.state, MessageState::Delivered | MessageState::Checking)
        && loaded.view.friction.step == domain::fraud::friction::Step::None;
    let foot = if quiet { None } else { Some(scene.foot(&Opened::default(), Redo::default()).await?) };
    html(&ChatChanges { w: visit.w(), lines, foot, said: None })
}

fn back(id: ChatId, query: Option<String>, say: Option<&str>) -> Response {
    let list = ChatsQuery::parse(&query.unwrap_or_default());
    let page = list.with(|_| ()).href(&format!("/chats/{id}"));
    see(&say.map_or_else(|| page.clone(), |say| and_say(&page, say)))
}

/// A text that was typed.
#[derive(Debug, Deserialize)]
pub struct TextForm {
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Its author has been asked whether their own data should be in it.
    #[serde(default)]
    pub confirmed: Option<String>,
}

/// Changes a message.
pub async fn edit(
    visit: Visit,
    Path((id, message)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (speaker, id, message) = (speaker(&visit)?, chat_id(&id)?, number(&message)?);
    let confirmed = form.confirmed.is_some();
    match change::edit(&visit.app, &speaker, id, message, &form.text, confirmed).await {
        Ok(_) => Ok(back(id, query, Some("message-edited"))),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let redo = Redo { edit: Some((message, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, id, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

fn number(text: &str) -> Result<MessageId, WebError> {
    Ok(message_id(text).ok_or(Code::MessageNotFound)?)
}

/// Takes a message away for both sides.
pub async fn delete(visit: Visit, Path((id, message)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    change::delete(&visit.app, &speaker, id, number(&message)?).await?;
    Ok(back(id, query, Some("message-deleted")))
}

/// The author of a held message says that it is harmless.
pub async fn confirm(visit: Visit, Path((id, message)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    judged::confirm(&visit.app, &speaker, id, number(&message)?).await?;
    Ok(back(id, query, None))
}

/// Does not accept that a message was stopped.
pub async fn appeal(
    visit: Visit,
    Path((id, message)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (staff, id, message) = (visit.staff::<CanReply>()?, chat_id(&id)?, number(&message)?.to_string());
    let sent = match words(&form) {
        Ok(words) => appeals::by_shop(&visit.app, &staff, Subject::Message, message.clone(), words).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    appealed(&visit, id, query, message, form, sent).await
}

/// Does not accept that chats are switched off.
pub async fn appeal_switch(
    visit: Visit,
    Path((id, switch)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    let switch = SwitchId::parse(&switch).ok_or(Code::SwitchNotFound)?;
    let sent = match words(&form) {
        Ok(words) => measures::appeal_switch(&visit.app, &speaker, switch, words).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    appealed(&visit, id, query, "switch".into(), form, sent).await
}

/// Does not accept being held back.
pub async fn appeal_friction(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<TextForm>,
) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    let sent = match words(&form) {
        Ok(words) => measures::appeal_friction(&visit.app, &speaker, words).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    appealed(&visit, id, query, "friction".into(), form, sent).await
}

fn words(form: &TextForm) -> Result<appeals::Words, Refusal> {
    Text::new(&form.text).map_err(|refusal: Refusal| refusal.at("text"))
}

/// Where an appeal leads; one that was not taken comes back with its words.
async fn appealed(
    visit: &Visit,
    id: ChatId,
    query: Option<String>,
    of: String,
    form: TextForm,
    sent: Result<(), Failure>,
) -> Page {
    match sent {
        Ok(()) => Ok(back(id, query, Some("chat-appealed"))),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::AppealedAlready => {
            Ok(back(id, query, Some("chat-appealed-before")))
        }
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let redo = Redo { appeal: Some((of, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(visit, id, query, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn mute(visit: &Visit, staff: &SellerStaff<CanRead>, id: ChatId, muted: bool) -> Result<&'static str, WebError> {
    // Only of a chat that is there for them.
    app::queries::chats::chat(&visit.app, &Reader::from(staff), id).await?;
    app::commands::notices::mute(&visit.app, visit.person()?, &id.to_string(), muted).await?;
    Ok(if muted { "chat-muted" } else { "chat-unmuted" })
}

/// A form of the menu without fields.
pub async fn verb(visit: Visit, Path((id, verb)): Path<(String, String)>, RawQuery(query): RawQuery) -> Page {
    let id = chat_id(&id)?;
    if let "mute" | "unmute" = verb.as_str() {
        return Ok(back(id, query, Some(mute(&visit, &visit.staff::<CanRead>()?, id, verb == "mute").await?)));
    }
    let staff = visit.staff::<CanReply>()?;
    let (app, speaker) = (&visit.app, Speaker::from(&staff));
    let say = match verb.as_str() {
        "close" => state::set_closed(app, &speaker, id, true).await.map(|()| "chat-closed"),
        "reopen" => state::set_closed(app, &speaker, id, false).await.map(|()| "chat-reopened"),
        "archive" => state::set_archived(app, &staff, id, true).await.map(|()| "chat-archived"),
        "unarchive" => state::set_archived(app, &staff, id, false).await.map(|()| "chat-unarchived"),
        "block" => state::block(app, &speaker, id, true).await.map(|()| "buyer-blocked"),
        "unblock" => state::block(app, &speaker, id, false).await.map(|()| "buyer-unblocked"),
        _ => Err(Code::PageNotFound.into()),
    };
    Ok(back(id, query, Some(say?)))
}

/// To whom a chat goes.
#[derive(Debug, Deserialize)]
pub struct AssignForm {
    #[serde(default)]
    to: String,
}

/// Gives a chat to oneself, to a colleague, or to nobody.
pub async fn assign(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<AssignForm>,
) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, chat_id(&id)?);
    let to = match form.to.as_str() {
        "" => None,
        "me" => Some(staff.person().ok_or(Code::PeopleOnly)?),
        other => Some(domain::PersonId::parse(other).ok_or(Code::PageNotFound)?),
    };
    state::assign(&visit.app, &staff, id, to).await?;
    Ok(back(id, query, Some("chat-assigned")))
}

/// Until when a chat is out of sight.
#[derive(Debug, Deserialize)]
pub struct SnoozeForm {
    #[serde(default)]
    until: String,
}

/// Puts a chat out of sight for a time, or brings it back.
pub async fn snooze(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Form(form): Form<SnoozeForm>,
) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, chat_id(&id)?);
    let until = snoozed_until(&form.until, visit.now())?;
    state::snooze(&visit.app, &staff, id, until).await?;
    Ok(back(id, query, Some(if until.is_some() { "chat-snoozed" } else { "chat-unsnoozed" })))
}

/// The moment that a form asks for: an hour from now, seven in the evening, nine tomorrow, nine on a day.
fn snoozed_until(form: &str, now: i64) -> Result<Option<Timestamp>, Refusal> {
    let today = (now + MOSCOW).div_euclid(DAY) * DAY - MOSCOW;
    let evening = today + 19 * HOUR;
    let morning = 9 * HOUR;
    let at = match form {
        "" => return Ok(None),
        "hour" => now + HOUR,
        "evening" if evening > now => evening,
        "evening" => evening + DAY,
        "tomorrow" => today + DAY + morning,
        day => {
            let midnight = Timestamp::parse(day).filter(|_| day.len() == 10);
            midnight.ok_or_else(|| Refusal::new(Code::FieldInvalid).at("until").with("reason", "YYYY-MM-DD"))?.0
                - MOSCOW
                + morning
        }
    };
    Ok(Some(Timestamp(at)))
}

/// The day after now, as a date field writes it.
pub fn day_after(now: i64) -> String {
    Timestamp(now + MOSCOW + DAY).to_string().chars().take(10).collect()
}

/// Keeps what is being typed; the script sends it as plain text.
pub async fn draft(visit: Visit, Path(id): Path<String>, body: Bytes) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let text = String::from_utf8_lossy(&body).into_owned();
    commands::chats::state::save_draft(&visit.app, &staff, chat_id(&id)?, text, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Somebody is typing.
pub async fn typing(visit: Visit, Path(id): Path<String>) -> Page {
    state::typing(&visit.app, &speaker(&visit)?, chat_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Turns to support.
pub async fn support(visit: Visit) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let reader = Reader::from(&staff.reader());
    let id = open::support(&visit.app, &reader, Matter::Other).await?;
    Ok(see(&format!("/chats/{id}")))
}

/// About which order the shop writes.
#[derive(Debug, Deserialize)]
pub struct OrderForm {
    order: String,
    #[serde(default)]
    sku: Option<i64>,
}

/// Writes to the buyer of an order, where the window lets it.
pub async fn about_order(visit: Visit, Form(form): Form<OrderForm>) -> Page {
    let staff = visit.staff::<CanReply>()?;
    let id = open::about_order(&visit.app, &staff, OrderId(form.order), form.sku.map(Sku)).await?;
    Ok(see(&format!("/chats/{id}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(form: &str) -> Option<String> {
        // 14 May 2026, 14:05 in Moscow.
        snoozed_until(form, 1_778_756_700_000_000).unwrap().map(|at| at.to_string())
    }

    #[test]
    fn a_chat_comes_back_in_an_hour_in_the_evening_tomorrow_or_on_a_day() {
        assert_eq!(until("hour").as_deref(), Some("2026-05-14T12:05:00Z"));
        assert_eq!(until("evening").as_deref(), Some("2026-05-14T16:00:00Z"));
        assert_eq!(until("tomorrow").as_deref(), Some("2026-05-15T06:00:00Z"));
        assert_eq!(until("2026-06-01").as_deref(), Some("2026-06-01T06:00:00Z"));
        assert_eq!(until(""), None);
        assert!(snoozed_until("someday", 0).is_err());
        assert_eq!(day_after(1_778_756_700_000_000), "2026-05-15");
    }
}
