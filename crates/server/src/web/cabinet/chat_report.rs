//! Reporting a message as fraud, and what to do at once when the data are already gone.

use app::commands::chats::report::{self, NewReport};
use app::commands::people;
use app::{CanManage, CanRead, CanReply, Failure, Reader, Speaker, commands, queries};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::chats::FraudKind;
use domain::{Code, Kind, Refusal};
use serde::Deserialize;

use super::chat_view::{message_id, reasons};
use super::chats::chat_id;
use crate::session;
use crate::web::{
    chats, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Choice, Role},
    respond::{Page, and_say, html, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/chats/{id}/messages/{message}/report`: the form for browsers without script; with it, it is a sheet over the chat.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_report.html")]
pub struct ReportPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chat.
    pub back_href: String,
    /// Where the form goes.
    pub action: String,
    /// Who wrote the message.
    pub author: (Role, String),
    /// The message.
    pub text: String,
    /// The six reasons.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub typed: String,
    /// Why it was not taken.
    pub error: Option<String>,
}

/// `/chats/{id}/steps`: buttons that lock fraudsters out.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_steps.html")]
pub struct StepsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chat.
    pub back_href: String,
    /// The steps, the most pressing first.
    pub steps: Vec<NextStep>,
}

/// A step that one press takes.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// Where the form goes.
    pub action: String,
    /// What it does.
    pub title: &'static str,
    /// What follows from it.
    pub text: &'static str,
    /// It was taken.
    pub done: bool,
}

/// A report, as its form sends it.
#[derive(Debug, Default, Deserialize)]
pub struct ReportForm {
    /// What happened.
    #[serde(default)]
    pub reason: String,
    /// In their own words.
    #[serde(default)]
    pub text: String,
}

/// Asks what happened.
pub async fn ask(visit: Visit, Path((id, message)): Path<(String, String)>) -> Page {
    form(&visit, &id, &message, ReportForm::default(), None).await
}

async fn form(visit: &Visit, id: &str, message: &str, typed: ReportForm, refusal: Option<Refusal>) -> Page {
    let (staff, w) = (visit.staff::<CanReply>()?.reader(), visit.w());
    let (chat, number) = (chat_id(id)?, message_id(message).ok_or(Code::MessageNotFound)?);
    let said = queries::chats::message(&visit.app, &Reader::from(&staff), chat, number).await?;
    let shell = visit.cabinet(Tab::Chats, w.chats.report_title).await?.described(w.chats.description);
    let page = ReportPage {
        w,
        shell,
        back_href: format!("/chats/{chat}"),
        action: format!("/chats/{chat}/messages/{number}/report"),
        author: (chats::role(said.message.author), said.message.author_name),
        text: said.message.text,
        reasons: reasons(w.lang, FraudKind::parse(&typed.reason)),
        typed: typed.text,
        error: refusal.as_ref().map(|refusal| visit.tell(refusal)),
    };
    with_status(if refusal.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK }, &page)
}

/// Reports a message. Where the harm may be done already, the next steps come at once.
pub async fn send(visit: Visit, Path((id, message)): Path<(String, String)>, Form(typed): Form<ReportForm>) -> Page {
    let (staff, chat) = (visit.staff::<CanReply>()?, chat_id(&id)?);
    let number = message_id(&message).ok_or(Code::MessageNotFound)?;
    let Some(what) = FraudKind::parse(&typed.reason) else {
        return form(
            &visit,
            &id,
            &message,
            typed,
            Some(Refusal::new(Code::FieldInvalid).at("reason").with("reason", visit.w().chats.report_legend)),
        )
        .await;
    };
    let new = NewReport { message: number, what, words: typed.text.clone() };
    match report::report(&visit.app, &Speaker::from(&staff), chat, new).await {
        Ok(_) if what.already_given() => Ok(see(&format!("/chats/{chat}/steps"))),
        Ok(_) => Ok(see(&and_say(&format!("/chats/{chat}"), "fraud-reported"))),
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict) => {
            form(&visit, &id, &message, typed, Some(refusal)).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Says what to do at once.
pub async fn steps(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (chat, c) = (chat_id(&id)?, &w.chats);
    queries::chats::chat(&visit.app, &Reader::from(&staff), chat).await?;
    let done = |code: &str| visit.done.as_deref() == Some(code);
    let step =
        |verb: &str, title, text, done| NextStep { action: format!("/chats/{chat}/steps/{verb}"), title, text, done };
    let mut steps = vec![step("sessions", c.next_sessions, c.next_sessions_text, done("sessions-ended"))];
    if let Ok(staff) = visit.staff::<CanManage>() {
        let none = queries::keys::list(&visit.app, &staff).await?.iter().all(|key| key.revoked_at.is_some());
        steps.push(step("keys", c.next_keys, c.next_keys_text, none));
    }
    let shell = visit.cabinet(Tab::Chats, c.next_title).await?.described(c.description);
    html(&StepsPage { w, shell, back_href: format!("/chats/{chat}"), steps })
}

/// Signs out every other device, and ends the links that sign in.
pub async fn end_sessions(visit: Visit, Path(id): Path<String>) -> Page {
    let token = people::sign_out_everywhere(&visit.app, visit.person()?).await?;
    let cookie = session::set_cookie(&visit.site, session::SESSION, &token, people::SESSION.as_secs());
    let back = and_say(&format!("/chats/{}/steps", chat_id(&id)?), "sessions-ended");
    Ok(([(header::SET_COOKIE, cookie)], see(&back)).into_response())
}

/// Revokes every key of the shop.
pub async fn revoke_keys(visit: Visit, Path(id): Path<String>) -> Page {
    let staff = visit.staff::<CanManage>()?;
    for key in queries::keys::list(&visit.app, &staff).await? {
        if key.revoked_at.is_none() {
            commands::keys::revoke(&visit.app, &staff, key.id).await?;
        }
    }
    Ok(see(&and_say(&format!("/chats/{}/steps", chat_id(&id)?), "keys-revoked")))
}
