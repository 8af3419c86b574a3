//! Theme and language.

use app::Failure;
use askama::Template;
use axum::extract::Form;
use axum::http::{HeaderValue, header};
use serde::Deserialize;

use crate::session;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Choice,
    respond::{Page, html, see},
    visit::{Look, Visit},
    words::{LANGS, Lang, Words},
};

/// `/menu/appearance`
#[derive(Debug, Template)]
#[template(path = "cabinet/appearance.html")]
pub struct AppearancePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where "back" leads.
    pub home: &'static str,
    /// The themes.
    pub themes: Vec<Choice>,
    /// The languages.
    pub languages: Vec<Choice>,
}

/// How long a choice is remembered, in seconds.
pub const YEAR: u64 = 365 * 24 * 3_600;

impl AppearancePage {
    /// The page with what is chosen now.
    pub fn new(shell: Shell, look: Look) -> Self {
        let w = shell.w;
        let theme = |theme: Theme| {
            let label = match theme {
                Theme::System => w.menu.theme_system,
                Theme::Light => w.menu.theme_light,
                Theme::Dark => w.menu.theme_dark,
            };
            Choice::new(theme.code(), label, theme == look.theme)
        };
        let lang = |lang: Lang| {
            let label = match lang {
                Lang::Ru => w.menu.language_ru,
                Lang::En => w.menu.language_en,
            };
            Choice::new(lang.tag(), label, lang == look.lang)
        };
        let home = if shell.surface == Surface::Shop { "/shop" } else { "/menu" };
        Self { w, shell, home, themes: Theme::ALL.map(theme).into(), languages: LANGS.map(lang).into() }
    }
}

/// Shows what can be chosen.
pub async fn show(visit: Visit) -> Page {
    let w = visit.w();
    let shell = match visit.member() {
        Ok(_) => visit.cabinet(Tab::Menu, w.menu.appearance).await?,
        Err(_) => visit.shell(Surface::Shop, Tab::Nowhere, w.menu.appearance),
    };
    html(&AppearancePage::new(shell.described(w.menu.appearance_description), visit.look))
}

/// What was chosen.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    lang: String,
}

/// Remembers it in cookies, so that the very next page comes in it.
pub async fn save(visit: Visit, Form(form): Form<Chosen>) -> Page {
    let theme = Theme::from_code(&form.theme).map(|theme| (session::THEME, theme.code()));
    let lang = Lang::from_tag(&form.lang).map(|lang| (session::LANG, lang.tag()));
    let mut response = see("/menu/appearance?done=saved");
    for (name, value) in theme.into_iter().chain(lang) {
        let cookie = session::set_cookie(&visit.site, name, value, YEAR);
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Failure::fault)?);
    }
    Ok(response)
}
