//! `/desk/safety/switches`: chats that were switched off, for whom, why and until when.

use askama::Template;

use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice, Field},
    words::{When, Words},
};

/// `/desk/safety/switches`
#[derive(Debug, Template)]
#[template(path = "desk/switches.html")]
pub struct SwitchesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// Active and ended ones.
    pub tabs: Vec<Chip>,
    /// The switches, the newest first.
    pub switches: Vec<SwitchRow>,
    /// The reader may switch.
    pub decides: bool,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A switch.
#[derive(Clone, Debug)]
pub struct SwitchRow {
    /// Its number.
    pub id: String,
    /// The sign of its scope.
    pub icon: Icon,
    /// "Магазин «Северная линия»"
    pub whom: String,
    /// "1 магазин, 214 открытых чатов"
    pub concerned: String,
    /// The reason in words.
    pub reason: String,
    /// What those concerned read.
    pub words: String,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// "осталось 3 ч": tone and words; nothing once it has ended.
    pub left: Option<(&'static str, String)>,
    /// "отключила Вера Модестова"
    pub by: String,
    /// How it ended, where it has.
    pub ended: Option<Ended>,
    /// The case of the appeal, where there is one that waits.
    pub appeal_href: Option<String>,
    /// Where it is lifted; nothing for those who look on.
    pub lift: Option<String>,
}

/// How a switch ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// "включила Вера Модестова", "срок вышел"
    pub how: String,
    /// When.
    pub when: Option<When>,
}

/// `/desk/safety/switches/new`
#[derive(Debug, Template)]
#[template(path = "desk/switch_form.html")]
pub struct SwitchFormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// For whom; the value is `seller`, `buyer`, `category` or `all`.
    pub scopes: Vec<Choice>,
    /// Whom exactly.
    pub who: Field,
    /// Known categories, for the browser to suggest.
    pub categories: Vec<String>,
    /// Reasons on offer.
    pub reasons: Vec<Choice>,
    /// What those concerned read.
    pub words: Field,
    /// From when, as `datetime-local` has it; empty is now.
    pub from: Field,
    /// For how long; the value is `hour`, `day`, `week` or `date`.
    pub spans: Vec<Choice>,
    /// Until when, where a date was chosen.
    pub until: Field,
    /// Who is concerned, once that was asked for.
    pub preview: Option<Preview>,
    /// Makes it be switched once.
    pub key: String,
}

/// Who is concerned by a switch.
#[derive(Clone, Debug)]
pub struct Preview {
    /// "Магазин «Северная линия»"
    pub whom: String,
    /// "1 магазин, 214 открытых чатов"
    pub concerned: String,
    /// "до 15 мая, 14:05"
    pub until: String,
}
