//! What all sides do in their chats alike: the operations of each side are made of this.

use app::commands::chats::{change, files, judged, measures, report, send, state};
use app::commands::moderation::appeals::Words;
use app::files::open;
use app::queries::chats as queries;
use app::{Buyer, Once, Reader, Speaker, Support};
use axum::Json;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::chats::{FraudKind as What, MessageState as Stands};
use domain::{ChatId, Code, FileId, Lang, MessageId, Refusal, SwitchId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{
    DetailOut, FileOut, FrictionOut, LabelOut, MessageOut, MessageState, OffOut, Telling, labels_for_author,
};
use crate::Site;
use crate::api::auth::{FromCaller, Talks};
use crate::api::media::Sent as Uploaded;
use crate::api::moderation::appeals::AppealedOut;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::{Number, Time, mirror};

/// Somebody who reads a side's chats.
pub trait Reads: FromCaller {
    /// The side that they are of.
    fn reader(&self) -> Reader;
}

/// Somebody who writes for a side in its chats.
pub trait Writes: FromCaller {
    /// The side that they write for.
    fn speaker(&self) -> Speaker;
}

impl Reads for Talks<app::CanRead> {
    fn reader(&self) -> Reader {
        Reader::from(&self.0)
    }
}

impl Writes for Talks<app::CanReply> {
    fn speaker(&self) -> Speaker {
        Speaker::from(&self.0)
    }
}

macro_rules! both {
    ($($actor:ident)*) => {$(
        impl Reads for $actor {
            fn reader(&self) -> Reader {
                Reader::from(self)
            }
        }

        impl Writes for $actor {
            fn speaker(&self) -> Speaker {
                Speaker::from(self)
            }
        }
    )*};
}

both! { Buyer Support }

/// For whom something is shown.
pub async fn telling(site: &Site, reader: &Reader, lang: Lang) -> Result<Telling, Problem> {
    Ok(Telling { side: reader.side(), lang, links: open::links(&site.app).await? })
}

/// Which messages of a chat.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MessagesAsked {
    /// Older than this message. Without `before` and `after` the newest are told.
    #[param(value_type = Option<String>)]
    pub before: Option<Number>,
    /// Newer than this message.
    #[param(value_type = Option<String>)]
    pub after: Option<Number>,
    /// Messages at once.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Messages of a chat.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessagePage {
    /// The oldest first.
    pub items: Vec<MessageOut>,
    /// Whether there are more in the direction that was asked for.
    pub more: bool,
}

/// A page of messages.
pub async fn messages(
    site: &Site,
    reader: &Reader,
    chat: ChatId,
    asked: &MessagesAsked,
    lang: Lang,
) -> Result<Json<MessagePage>, Problem> {
    let limit = page::limit(asked.limit)?;
    let from = match (asked.before, asked.after) {
        (Some(_), Some(_)) => return Err(Refusal::new(Code::FieldInvalid).at("after").with("reason", "before").into()),
        (before, None) => queries::Page::Before(before.map(|id| MessageId(id.0))),
        (None, Some(after)) => queries::Page::After(MessageId(after.0)),
    };
    let mut lines = queries::messages(&site.app, reader, chat, from, limit + 1).await?;
    let more = i64::try_from(lines.len()).is_ok_and(|len| len > limit);
    if more {
        match from {
            queries::Page::Before(_) => drop(lines.remove(0)),
            queries::Page::After(_) => drop(lines.pop()),
        }
    }
    let telling = telling(site, reader, lang).await?;
    Ok(Json(MessagePage { items: lines.iter().map(|line| MessageOut::new(line, &telling)).collect(), more }))
}

/// One message.
pub async fn message(
    site: &Site,
    reader: &Reader,
    chat: ChatId,
    id: MessageId,
    lang: Lang,
) -> Result<Json<MessageOut>, Problem> {
    let line = queries::message(&site.app, reader, chat, id).await?;
    Ok(Json(MessageOut::new(&line, &telling(site, reader, lang).await?)))
}

/// One chat.
pub async fn chat(site: &Site, reader: &Reader, chat: ChatId, lang: Lang) -> Result<Json<DetailOut>, Problem> {
    let view = queries::chat(&site.app, reader, chat).await?;
    Ok(Json(DetailOut::new(&view, &telling(site, reader, lang).await?)))
}

/// A message to be sent.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageIn {
    /// What it says; may be empty where there is a file.
    #[serde(default)]
    #[schema(max_length = 1000, example = "Здравствуйте! Плед уже собран, завтра передадим в доставку.")]
    pub text: String,
    /// The message that it replies to.
    #[schema(value_type = Option<String>)]
    pub reply_to: Option<Number>,
    /// Ids of files that were brought before.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub files: Vec<String>,
    /// The name that the sender's device gives it: a second message of the same sender with the same name is the first one.
    #[schema(min_length = 1, max_length = 64)]
    pub client_id: Option<String>,
    /// The author was asked whether their own data should be sent (`own_secret`), and said yes.
    #[serde(default)]
    pub confirmed: bool,
    /// A note for the own side alone.
    #[serde(default)]
    pub note: bool,
}

impl MessageIn {
    fn read(self) -> Result<send::NewMessage, Refusal> {
        let file = |id: &String| FileId::parse(id).ok_or_else(|| Refusal::new(Code::MediaNotFound).at("files"));
        let files = self.files.iter().take(domain::chats::FILES_MAX + 1).map(file).collect::<Result<_, _>>()?;
        Ok(send::NewMessage {
            text: self.text,
            reply_to: self.reply_to.map(|id| MessageId(id.0)),
            files,
            client_id: self.client_id,
            confirmed: self.confirmed,
            note: self.note,
        })
    }
}

/// What became of a message.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SentMessage)]
pub struct SentOut {
    /// Its number.
    pub message_id: Number,
    /// How far it came: `delivered`, `checking`, or `held` and `blocked` by the guard.
    pub state: MessageState,
    /// What the guard saw, in the reader's language.
    pub why: Vec<LabelOut>,
    /// When it was sent.
    pub sent_at: Time,
}

fn sent(sent: &send::Sent, lang: Lang) -> SentOut {
    let shown = matches!(sent.state, Stands::Held | Stands::Blocked);
    SentOut {
        message_id: Number(sent.message.0),
        state: sent.state.into(),
        why: if shown { labels_for_author(&sent.why, None, lang) } else { Vec::new() },
        sent_at: sent.at.into(),
    }
}

/// Sends a message; `base` is where the side's chats are.
pub async fn say(
    site: &Site,
    speaker: &Speaker,
    chat: ChatId,
    (input, once): (MessageIn, Option<Once>),
    (base, lang): (&str, Lang),
) -> Result<Response, Problem> {
    let done = send::send_once(&site.app, speaker, chat, input.read()?, once).await?;
    let location = format!("/api/v1{base}/{chat}/messages/{}", done.message);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(sent(&done, lang))).into_response())
}

/// A message to be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageChange {
    /// What it is to say.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
    /// The author was asked whether their own data should be sent (`own_secret`), and said yes.
    #[serde(default)]
    pub confirmed: bool,
}

/// Changes a message.
pub async fn edit(
    site: &Site,
    speaker: &Speaker,
    (chat, id): (ChatId, MessageId),
    input: &MessageChange,
    lang: Lang,
) -> Result<Json<SentOut>, Problem> {
    let edited = change::edit(&site.app, speaker, chat, id, &input.text, input.confirmed).await;
    let edited = edited.map_err(|failure| in_words_of(failure, lang))?;
    Ok(Json(sent(&edited, lang)))
}

/// What the guard stopped is told in the reader's language; the command knows none.
fn in_words_of(failure: app::Failure, lang: Lang) -> app::Failure {
    let app::Failure::Refusal(mut refusal) = failure else { return failure };
    if refusal.code == Code::MessageRefused {
        let labels = refusal.facts.iter().find(|(name, _)| *name == "labels").map(|(_, labels)| labels.clone());
        let label = labels.as_deref().and_then(|all| domain::fraud::Label::parse(all.split(',').next()?));
        if let (Some(label), Some(why)) = (label, refusal.facts.iter_mut().find(|(name, _)| *name == "why")) {
            label.words(lang).clone_into(&mut why.1);
        }
    }
    refusal.into()
}

/// Takes a message away for both sides.
pub async fn delete(site: &Site, speaker: &Speaker, chat: ChatId, id: MessageId) -> Result<StatusCode, Problem> {
    change::delete(&site.app, speaker, chat, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The author of a held message says that it is harmless.
pub async fn confirm(
    site: &Site,
    speaker: &Speaker,
    chat: ChatId,
    id: MessageId,
    lang: Lang,
) -> Result<Json<SentOut>, Problem> {
    Ok(Json(sent(&judged::confirm(&site.app, speaker, chat, id).await?, lang)))
}

/// Up to where a chat was read.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadIn {
    /// The last message that was read; all of them where it is absent.
    #[schema(value_type = Option<String>)]
    pub up_to: Option<Number>,
}

/// What is left to be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadOut {
    /// Lines that the side has not read; 1000 are counted at most.
    pub unread: i64,
}

/// Notes what was read.
pub async fn read(site: &Site, reader: &Reader, chat: ChatId, input: &ReadIn) -> Result<Json<ReadOut>, Problem> {
    let unread = state::read(&site.app, reader, chat, input.up_to.map(|id| MessageId(id.0))).await?;
    Ok(Json(ReadOut { unread }))
}

/// Closes a chat, or opens it again.
pub async fn set_closed(site: &Site, speaker: &Speaker, chat: ChatId, closed: bool) -> Result<StatusCode, Problem> {
    state::set_closed(&site.app, speaker, chat, closed).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Wants no more messages of the other side, or wants them again.
pub async fn set_blocked(site: &Site, speaker: &Speaker, chat: ChatId, blocked: bool) -> Result<StatusCode, Problem> {
    state::block(&site.app, speaker, chat, blocked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A rating of the answers in a chat.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingIn {
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: u8,
}

/// Rates the answers.
pub async fn rate(site: &Site, speaker: &Speaker, chat: ChatId, input: &RatingIn) -> Result<StatusCode, Problem> {
    state::rate(&site.app, speaker, chat, input.rating).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows the other side that somebody is typing.
pub async fn typing(site: &Site, speaker: &Speaker, chat: ChatId) -> Result<StatusCode, Problem> {
    state::typing(&site.app, speaker, chat).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a file is called.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileAsked {
    /// What it is called, where the body is the file itself; a form says it by itself.
    #[param(max_length = 1000, example = "скол.jpg")]
    pub name: Option<String>,
}

/// Brings a file, to be sent with a message.
pub async fn add_file(
    site: &Site,
    speaker: &Speaker,
    chat: ChatId,
    asked: FileAsked,
    request: Request,
) -> Result<Json<FileOut>, Problem> {
    // A stranger's chat takes no bytes at all.
    queries::chat(&site.app, speaker.reader(), chat).await?;
    let most = app::files::Limits::default().most();
    let mut upload = Uploaded::of(request, site, most).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = upload.next().await? {
        bytes.extend_from_slice(&piece);
    }
    let name = upload.name().or(asked.name).unwrap_or_default();
    let added = files::add(&site.app, speaker, chat, &name, bytes).await?;
    let links = open::links(&site.app).await?;
    Ok(Json(FileOut::new(added, &links)))
}

mirror! {
    /// What happened, as the reporter says it.
    FraudKind = What {
        /// The reporter gave data of the account away.
        GaveAccountData,
        /// The reporter added somebody's account to their own.
        AddedAccount,
        /// The reporter gave personal data away.
        SharedPersonalData,
        /// Somebody pretends to be support.
        PretendsSupport,
        /// Somebody asks for personal data.
        AsksPersonalData,
        /// Somebody tried to enter the account.
        TriedToEnter,
    }
}

/// A report of fraud.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FraudReportIn {
    /// What happened.
    pub what: FraudKind,
    /// In the reporter's words; may be empty.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub words: String,
}

/// A report of fraud that a safety person looks at.
#[derive(Debug, Serialize, ToSchema)]
pub struct FraudReportOut {
    /// The report.
    pub report_id: String,
    /// What to do first, where something was given away already: operations of this API.
    pub next_steps: Vec<NextStep>,
}

/// What to do first.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextStep {
    /// Its name.
    #[schema(example = "sign_out_everywhere")]
    pub code: &'static str,
    /// In words.
    pub words: &'static str,
}

/// Ends all sessions, revokes keys, tells support: in this order.
fn next_steps(what: What, of_shop: bool, lang: Lang) -> Vec<NextStep> {
    if !what.already_given() {
        return Vec::new();
    }
    let step = |code, ru, en| NextStep { code, words: if lang == Lang::Ru { ru } else { en } };
    let mut steps = vec![step(
        "sign_out_everywhere",
        "Выйдите на всех устройствах и войдите заново.",
        "Sign out on all devices and sign in again.",
    )];
    if of_shop {
        steps.push(step(
            "revoke_keys",
            "Отключите ключи API и выпустите новые.",
            "Switch the API keys off and make new ones.",
        ));
    }
    steps.push(step("tell_support", "Напишите в поддержку, что передали.", "Tell support what you gave away."));
    steps
}

/// Reports a message of the other side as fraud.
pub async fn report_fraud(
    site: &Site,
    speaker: &Speaker,
    (chat, message): (ChatId, MessageId),
    input: FraudReportIn,
    lang: Lang,
) -> Result<Json<FraudReportOut>, Problem> {
    let what = What::from(input.what);
    let new = report::NewReport { message, what, words: input.words };
    let id = report::report(&site.app, speaker, chat, new).await?;
    let next_steps = next_steps(what, speaker.seller().is_some(), lang);
    Ok(Json(FraudReportOut { report_id: id.to_string(), next_steps }))
}

/// Why a measure is wrong.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureAppealIn {
    /// In the words of whoever is concerned.
    #[schema(min_length = 10, max_length = 2000, example = "Это был номер заказа, а не карты.")]
    pub text: String,
}

impl MeasureAppealIn {
    /// Its words.
    pub fn words(&self) -> Result<Words, Refusal> {
        Words::new(&self.text).map_err(|refusal| refusal.at("text"))
    }
}

/// Whoever is held back does not accept it.
pub async fn appeal_friction(
    site: &Site,
    speaker: &Speaker,
    input: &MeasureAppealIn,
) -> Result<Json<AppealedOut>, Problem> {
    let case = measures::appeal_friction(&site.app, speaker, input.words()?).await?;
    Ok(Json(AppealedOut { case_id: case.to_string() }))
}

/// Whoever cannot use chats because they are switched off does not accept it.
pub async fn appeal_switch(
    site: &Site,
    speaker: &Speaker,
    id: SwitchId,
    input: &MeasureAppealIn,
) -> Result<Json<AppealedOut>, Problem> {
    let case = measures::appeal_switch(&site.app, speaker, id, input.words()?).await?;
    Ok(Json(AppealedOut { case_id: case.to_string() }))
}

/// What stands in the caller's way in all chats.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingOut {
    /// How far the caller is held back.
    pub friction: FrictionOut,
    /// The switch that keeps the caller's side from chats.
    pub off: Option<OffOut>,
}

/// What stands in the way.
pub async fn standing(site: &Site, reader: &Reader, lang: Lang) -> Result<Json<StandingOut>, Problem> {
    let friction = queries::friction(&site.app, reader).await?.into();
    let off = queries::off(&site.app, reader).await?;
    Ok(Json(StandingOut { friction, off: off.map(|off| OffOut::new(&off, lang)) }))
}

/// A chat that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedOut {
    /// Its id.
    pub chat_id: String,
}

/// Tells where a chat is; `base` is where the side's chats are.
pub fn opened(base: &str, chat: ChatId) -> Response {
    let location = format!("/api/v1{base}/{chat}");
    ([(header::LOCATION, location)], Json(OpenedOut { chat_id: chat.to_string() })).into_response()
}
