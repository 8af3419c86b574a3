//! What a buyer does in chats: forms that are sent, and where they lead.

use app::commands::chats::report::{self, NewReport};
use app::commands::chats::{change, judged, measures, open, state};
use app::commands::moderation::appeals;
use app::commands::people;
use app::{Failure, Reader, Speaker, queries};
use axum::extract::{Form, Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::chats::{FraudKind, Matter};
use domain::moderation::Subject;
use domain::text::Text;
use domain::{ChatId, Code, Kind, MessageId, OrderId, Refusal, Sku, SwitchId};
use serde::Deserialize;

use super::chat_pages::again;
use super::chat_view::{self, PATH};
use crate::session;
use crate::web::cabinet::chat_actions::{TextForm, Written, comes_back};
use crate::web::cabinet::chat_report::{NextStep, ReportForm, ReportPage, StepsPage};
use crate::web::cabinet::chat_view::{Opened, Redo, message_id, reasons};
use crate::web::cabinet::chats::chat_id;
use crate::web::chat_pages as pages;
use crate::web::chats::role;
use crate::web::layout::Tab;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::{Fragment, Visit};

fn speaker(visit: &Visit) -> Result<Speaker, Refusal> {
    Ok(Speaker::from(&visit.buyer()?))
}

fn number(text: &str) -> Result<MessageId, WebError> {
    Ok(message_id(text).ok_or(Code::MessageNotFound)?)
}

fn page(id: ChatId) -> String {
    format!("{PATH}/{id}")
}

fn back(id: ChatId, say: &str) -> Response {
    see(&and_say(&page(id), say))
}

/// Sends a message. Refused, the page comes back with everything typed; a script gets what changed.
pub async fn send(visit: Visit, Path(id): Path<String>, form: Multipart) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    let mut written = Written::default();
    match pages::deliver(&visit, &speaker, id, form, &mut written).await {
        Ok(sent) if visit.fragment == Some(Fragment::Changes) => {
            let talk = pages::load(&visit, speaker.reader().clone(), PATH, id, None).await?;
            let foot = chat_view::foot(&visit, &talk, &Opened::default(), Redo::default());
            pages::changed(&visit, &talk, &sent, foot).await
        }
        Ok(_) => Ok(see(&page(id))),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let (redo, status) = pages::refused(written, refusal);
            again(&visit, id, redo, status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Changes a message.
pub async fn edit(visit: Visit, Path((id, message)): Path<(String, String)>, Form(form): Form<TextForm>) -> Page {
    let (speaker, id, message) = (speaker(&visit)?, chat_id(&id)?, number(&message)?);
    match change::edit(&visit.app, &speaker, id, message, &form.text, form.confirmed.is_some()).await {
        Ok(_) => Ok(back(id, "message-edited")),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => {
            let redo = Redo { edit: Some((message, form.text, visit.tell(&refusal))), ..Redo::default() };
            again(&visit, id, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes a message away for both sides.
pub async fn delete(visit: Visit, Path((id, message)): Path<(String, String)>) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    change::delete(&visit.app, &speaker, id, number(&message)?).await?;
    Ok(back(id, "message-deleted"))
}

/// The author of a held message says that it is harmless.
pub async fn confirm(visit: Visit, Path((id, message)): Path<(String, String)>) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    judged::confirm(&visit.app, &speaker, id, number(&message)?).await?;
    Ok(see(&page(id)))
}

fn words<const MIN: usize, const MAX: usize>(form: &TextForm) -> Result<Text<MIN, MAX>, Refusal> {
    Text::new(&form.text).map_err(|refusal| refusal.at("text"))
}

/// Does not accept that a message was stopped.
pub async fn appeal(visit: Visit, Path((id, message)): Path<(String, String)>, Form(form): Form<TextForm>) -> Page {
    let (buyer, id) = (visit.buyer()?, chat_id(&id)?);
    let message = number(&message)?.to_string();
    appeals::by_buyer(&visit.app, &buyer, Subject::Message, message, words(&form)?).await?;
    Ok(back(id, "chat-appealed"))
}

/// Does not accept that chats are switched off.
pub async fn appeal_switch(
    visit: Visit,
    Path((id, switch)): Path<(String, String)>,
    Form(form): Form<TextForm>,
) -> Page {
    object_to_switch(&visit, &switch, &form).await?;
    Ok(back(chat_id(&id)?, "chat-appealed"))
}

/// The same from the list.
pub async fn appeal_switch_everywhere(visit: Visit, Path(switch): Path<String>, Form(form): Form<TextForm>) -> Page {
    object_to_switch(&visit, &switch, &form).await?;
    Ok(see(&and_say(PATH, "chat-appealed")))
}

async fn object_to_switch(visit: &Visit, switch: &str, form: &TextForm) -> Result<(), WebError> {
    let switch = SwitchId::parse(switch).ok_or(Code::SwitchNotFound)?;
    measures::appeal_switch(&visit.app, &speaker(visit)?, switch, words(form)?).await?;
    Ok(())
}

/// Does not accept being held back.
pub async fn appeal_friction(visit: Visit, Path(id): Path<String>, Form(form): Form<TextForm>) -> Page {
    measures::appeal_friction(&visit.app, &speaker(&visit)?, words(&form)?).await?;
    Ok(back(chat_id(&id)?, "chat-appealed"))
}

/// A form of the menu without fields.
pub async fn verb(visit: Visit, Path((id, verb)): Path<(String, String)>) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    if let "mute" | "unmute" = verb.as_str() {
        let muted = verb == "mute";
        app::queries::chats::chat(&visit.app, &Reader::from(&visit.buyer()?), id).await?;
        app::commands::notices::mute(&visit.app, visit.person()?, &id.to_string(), muted).await?;
        return Ok(back(id, if muted { "chat-muted" } else { "chat-unmuted" }));
    }
    let say = match verb.as_str() {
        "block" => state::block(&visit.app, &speaker, id, true).await.map(|()| "shop-blocked"),
        "unblock" => state::block(&visit.app, &speaker, id, false).await.map(|()| "shop-unblocked"),
        _ => Err(Code::PageNotFound.into()),
    };
    Ok(back(id, say?))
}

/// How an answer is rated.
#[derive(Debug, Deserialize)]
pub struct RatingForm {
    #[serde(default)]
    stars: u8,
}

/// Rates the answers of the shop or of support.
pub async fn rate(visit: Visit, Path(id): Path<String>, Form(form): Form<RatingForm>) -> Page {
    let (speaker, id) = (speaker(&visit)?, chat_id(&id)?);
    state::rate(&visit.app, &speaker, id, form.stars).await?;
    Ok(back(id, "chat-rated"))
}

/// Somebody is typing.
pub async fn typing(visit: Visit, Path(id): Path<String>) -> Page {
    state::typing(&visit.app, &speaker(&visit)?, chat_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Drafts of buyers stay in their browser.
pub async fn draft(visit: Visit, Path(id): Path<String>) -> Page {
    visit.buyer()?;
    chat_id(&id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// About what support is asked.
#[derive(Debug, Deserialize)]
pub struct MatterForm {
    #[serde(default)]
    matter: String,
}

/// Turns to support.
pub async fn ask_support(visit: Visit, Form(form): Form<MatterForm>) -> Page {
    let matter = Matter::parse(&form.matter).unwrap_or(Matter::Other);
    let id = open::support(&visit.app, &Reader::from(&visit.buyer()?), matter).await?;
    Ok(see(&page(id)))
}

/// Writes to the shop about an order.
pub async fn about_order(visit: Visit, Path((order, sku)): Path<(String, i64)>) -> Page {
    let id = open::by_buyer_about_order(&visit.app, &visit.buyer()?, OrderId(order), Sku(sku)).await?;
    Ok(see(&page(id)))
}

/// Writes to the shop about a product.
pub async fn about_product(visit: Visit, Path(sku): Path<i64>) -> Page {
    let id = open::by_buyer_about_product(&visit.app, &visit.buyer()?, Sku(sku)).await?;
    Ok(see(&page(id)))
}

/// Asks what happened.
pub async fn ask_report(visit: Visit, Path((id, message)): Path<(String, String)>) -> Page {
    report_form(&visit, chat_id(&id)?, number(&message)?, ReportForm::default(), None).await
}

async fn report_form(
    visit: &Visit,
    chat: ChatId,
    message: MessageId,
    typed: ReportForm,
    refusal: Option<Refusal>,
) -> Page {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let said = queries::chats::message(&visit.app, &Reader::from(&buyer), chat, message).await?;
    let form = ReportPage {
        w,
        shell: visit.shop(Tab::ShopChats, w.chats.report_title).await?.described(w.shop_chats.description),
        back_href: page(chat),
        action: format!("{}/messages/{message}/report", page(chat)),
        author: (role(said.message.author), said.message.author_name),
        text: said.message.text,
        reasons: reasons(w.lang, FraudKind::parse(&typed.reason)),
        typed: typed.text,
        error: refusal.as_ref().map(|refusal| visit.tell(refusal)),
    };
    with_status(if refusal.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK }, &form)
}

/// Reports a message. Where the harm may be done already, the next steps come at once.
pub async fn send_report(
    visit: Visit,
    Path((id, message)): Path<(String, String)>,
    Form(typed): Form<ReportForm>,
) -> Page {
    let (speaker, chat, message) = (speaker(&visit)?, chat_id(&id)?, number(&message)?);
    let Some(what) = FraudKind::parse(&typed.reason) else {
        let why = Refusal::new(Code::FieldInvalid).at("reason").with("reason", visit.w().chats.report_legend);
        return report_form(&visit, chat, message, typed, Some(why)).await;
    };
    let new = NewReport { message, what, words: typed.text.clone() };
    match report::report(&visit.app, &speaker, chat, new).await {
        Ok(_) if what.already_given() => Ok(see(&format!("{}/steps", page(chat)))),
        Ok(_) => Ok(back(chat, "fraud-reported")),
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict) => {
            report_form(&visit, chat, message, typed, Some(refusal)).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Says what to do at once when something was given away already.
pub async fn steps(visit: Visit, Path(id): Path<String>) -> Page {
    let (buyer, w, chat) = (visit.buyer()?, visit.w(), chat_id(&id)?);
    queries::chats::chat(&visit.app, &Reader::from(&buyer), chat).await?;
    let done = visit.done.as_deref() == Some("sessions-ended");
    let step = NextStep {
        action: format!("{}/steps/sessions", page(chat)),
        title: w.chats.next_sessions,
        text: w.shop_chats.next_sessions_buyer,
        done,
    };
    let shell = visit.shop(Tab::ShopChats, w.chats.next_title).await?.described(w.shop_chats.description);
    html(&StepsPage { w, shell, back_href: page(chat), steps: vec![step] })
}

/// Signs out every other device, and ends the links that sign in.
pub async fn end_sessions(visit: Visit, Path(id): Path<String>) -> Page {
    let token = people::sign_out_everywhere(&visit.app, visit.person()?).await?;
    let cookie = session::set_cookie(&visit.site, session::SESSION, &token, people::SESSION.as_secs());
    let back = and_say(&format!("{}/steps", page(chat_id(&id)?)), "sessions-ended");
    Ok(([(header::SET_COOKIE, cookie)], see(&back)).into_response())
}
