//! `/desk/support/macros`: answers that support keeps ready.

use app::Failure;
use app::commands::support as commands;
use app::queries::support as known;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::{Code, Kind, Refusal, TemplateId};
use serde::Deserialize;

use super::support::{self, Section};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Field},
    respond::{Page, and_say, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/desk/support/macros`
#[derive(Debug, Template)]
#[template(path = "desk/support_macros.html")]
pub struct MacrosPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// The macros, by name.
    pub macros: Vec<MacroForm>,
    /// An empty one to fill.
    pub new: MacroForm,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A macro in its form.
#[derive(Clone, Debug, Default)]
pub struct MacroForm {
    /// Its id; empty for the new one.
    pub id: String,
    /// Its name.
    pub name: Field,
    /// Its text.
    pub text: Field,
}

impl MacroForm {
    /// Something in it was refused.
    pub const fn open(&self) -> bool {
        self.name.error.is_some() || self.text.error.is_some()
    }
}

/// A macro, as its form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    text: String,
}

const PATH: &str = "/desk/support/macros";

/// Shows the macros.
pub async fn show(visit: Visit) -> Page {
    page(&visit, None, StatusCode::OK).await
}

async fn page(visit: &Visit, redo: Option<MacroForm>, status: StatusCode) -> Page {
    let (me, w) = (support::support(visit)?, visit.w());
    let (known, nav) = tokio::try_join!(known::macros(&visit.app, &me), support::nav_of(visit, &me, Section::Macros))?;
    let mut macros: Vec<MacroForm> = known.iter().map(form).collect();
    let mut new = MacroForm::default();
    if let Some(redo) = redo {
        match macros.iter_mut().find(|it| it.id == redo.id) {
            Some(it) => *it = redo,
            None => new = redo,
        }
    }
    let blank = macros.is_empty().then(|| Blank {
        icon: icons::TEMPLATE,
        title: w.support.macros_none.into(),
        text: w.support.macros_none_text.into(),
        action: None,
    });
    let shell = visit.shell(Surface::Desk, Tab::Support, w.support.macros).described(w.support.description);
    with_status(status, &MacrosPage { w, shell, nav, macros, new, blank })
}

fn form(it: &known::Macro) -> MacroForm {
    MacroForm { id: it.id.to_string(), name: Field::of(&it.name), text: Field::of(&it.text) }
}

/// Adds a macro.
pub async fn add(visit: Visit, Form(typed): Form<Typed>) -> Page {
    save(&visit, None, typed).await
}

/// Changes a macro.
pub async fn change(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Page {
    let id = TemplateId::parse(&id).ok_or(Code::TemplateNotFound)?;
    save(&visit, Some(id), typed).await
}

async fn save(visit: &Visit, id: Option<TemplateId>, typed: Typed) -> Page {
    let me = support::support(visit)?;
    match commands::save_macro(&visit.app, &me, id, &typed.name, &typed.text).await {
        Ok(_) => Ok(see(&and_say(PATH, "macro-saved"))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let told = |field: &str| Some(visit.tell(&refusal)).filter(|_| refused_at(&refusal, field));
            let redo = MacroForm {
                id: id.map(|id| id.to_string()).unwrap_or_default(),
                name: Field { error: told("name"), value: typed.name },
                text: Field { error: told("text"), value: typed.text },
            };
            page(visit, Some(redo), StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

fn refused_at(refusal: &Refusal, field: &str) -> bool {
    refusal.field == Some(field)
}

/// Takes a macro away.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Page {
    let (me, id) = (support::support(&visit)?, TemplateId::parse(&id).ok_or(Code::TemplateNotFound)?);
    commands::delete_macro(&visit.app, &me, id).await?;
    Ok(see(&and_say(PATH, "macro-deleted")))
}
