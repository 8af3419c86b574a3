//! Sign-in by link.

use app::{Failure, Person, commands, queries};
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use crate::session;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    respond::{Page, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/sign-in`
#[derive(Debug, Template)]
#[template(path = "cabinet/sign_in.html")]
pub struct SignInPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The link did not fit.
    pub refused: bool,
}

/// Shows the page.
pub async fn show(visit: Visit) -> Page {
    page(&visit, false, StatusCode::OK)
}

fn page(visit: &Visit, refused: bool, status: StatusCode) -> Page {
    let w = visit.w();
    let shell = visit.shell(Surface::Plain, Tab::Nowhere, w.menu.sign_in_title).described(w.menu.sign_in_description);
    with_status(status, &SignInPage { w, shell, refused })
}

/// Signs a person in by their link and leads them to where they work.
pub async fn by_link(visit: Visit, Path(link): Path<String>) -> Page {
    let token = match commands::people::sign_in(&visit.app, &link).await {
        Ok(token) => token,
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::NotFound => {
            return page(&visit, true, StatusCode::NOT_FOUND);
        }
        Err(failure) => return Err(failure.into()),
    };
    let person = queries::people::by_session(&visit.app, &token).await?;
    let cookie = session::set_cookie(&visit.site, session::SESSION, &token, commands::people::SESSION.as_secs());
    Ok(([(header::SET_COOKIE, cookie)], see(person.as_ref().map_or("/", home_of))).into_response())
}

/// Where a person works: sellers in the cabinet, the operator's staff at the desk, buyers in the shop.
pub fn home_of(person: &Person) -> &'static str {
    match (person.shops().is_empty(), person.desk_role()) {
        (false, _) => "/",
        (true, Some(_)) => "/desk",
        (true, None) => "/shop",
    }
}

/// Ends the session.
pub async fn sign_out(visit: Visit) -> Page {
    if let Some(token) = &visit.token {
        commands::people::sign_out(&visit.app, token).await?;
    }
    let cookie = session::set_cookie(&visit.site, session::SESSION, "", 0);
    Ok(([(header::SET_COOKIE, cookie)], see("/sign-in?done=signed-out")).into_response())
}
