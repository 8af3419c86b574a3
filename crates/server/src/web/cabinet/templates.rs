//! Answer templates.

use app::{CanRead, CanReply, Failure, commands, queries};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::people::Permission;
use domain::{Code, TemplateId};
use serde::Deserialize;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Field},
    respond::{Page, WebError, html, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/menu/templates`
#[derive(Debug, Template)]
#[template(path = "cabinet/templates.html")]
pub struct TemplatesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The templates.
    pub templates: Vec<TemplateForm>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// The form of a new one; absent for those who may only read.
    pub new: Option<TemplateForm>,
}

/// A template as a form.
#[derive(Clone, Debug, Default)]
pub struct TemplateForm {
    /// Its id; empty for a new one.
    pub id: String,
    /// Its name.
    pub name: Field,
    /// Its text.
    pub text: Field,
    /// The viewer may change it.
    pub editable: bool,
}

impl TemplateForm {
    /// It came back refused and is shown open.
    pub fn open(&self) -> bool {
        self.name.error.is_some() || self.text.error.is_some()
    }
}

/// Shows the templates.
pub async fn show(visit: Visit) -> Page {
    html(&page(&visit, None).await?)
}

/// The page; `refused` is a form that came back.
async fn page(visit: &Visit, refused: Option<TemplateForm>) -> Result<TemplatesPage, WebError> {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let editable = staff.may(Permission::Reply);
    let form = |template: queries::replies::Template| TemplateForm {
        id: template.id.to_string(),
        name: Field::of(template.name),
        text: Field::of(template.text),
        editable,
    };
    let mut templates: Vec<_> = queries::replies::templates(&visit.app, &staff).await?.into_iter().map(form).collect();
    let mut new = editable.then(|| TemplateForm { editable, ..TemplateForm::default() });
    if let Some(refused) = refused {
        match templates.iter_mut().find(|template| template.id == refused.id) {
            Some(template) => *template = refused,
            None => new = Some(refused),
        }
    }
    let blank = templates.is_empty().then(|| Blank {
        icon: icons::TEMPLATE,
        title: w.menu.no_templates.into(),
        text: w.menu.no_templates_text.into(),
        action: None,
    });
    let shell = visit.cabinet(Tab::Menu, w.menu.templates).await?.described(w.menu.templates_description);
    Ok(TemplatesPage { w, shell, templates, blank, new })
}

/// A template that was sent.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
}

/// Adds a template.
pub async fn add(visit: Visit, Form(form): Form<Sent>) -> Page {
    save(visit, None, form).await
}

/// Changes a template.
pub async fn change(visit: Visit, Path(id): Path<String>, Form(form): Form<Sent>) -> Page {
    let id = TemplateId::parse(&id).ok_or(Code::TemplateNotFound)?;
    save(visit, Some(id), form).await
}

async fn save(visit: Visit, id: Option<TemplateId>, form: Sent) -> Page {
    let staff = visit.staff::<CanReply>()?;
    match commands::replies::save_template(&visit.app, &staff, id, &form.name, &form.text, None).await {
        Ok(_) => Ok(see("/menu/templates?done=template-saved")),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            let why = |field| Some(visit.tell(&refusal)).filter(|_| refusal.field == Some(field));
            let refused = TemplateForm {
                id: id.map(|id| id.to_string()).unwrap_or_default(),
                name: Field { value: form.name, error: why("name") },
                text: Field { value: form.text, error: why("text") },
                editable: true,
            };
            with_status(StatusCode::BAD_REQUEST, &page(&visit, Some(refused)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Takes a template away.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, id) = (visit.staff::<CanReply>()?, TemplateId::parse(&id).ok_or(Code::TemplateNotFound)?);
    commands::replies::delete_template(&visit.app, &staff, id).await?;
    Ok(see("/menu/templates?done=template-deleted"))
}
