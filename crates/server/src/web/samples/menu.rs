//! The menu and what hangs on it.

use super::{Sample, push, seller};
use crate::web::{
    cabinet::{
        appearance::AppearancePage,
        keys::{KeyRow, KeysPage},
        menu::MenuPage,
        templates::{TemplateForm, TemplatesPage},
    },
    icons,
    layout::{Tab, Theme},
    parts::{
        Blank, Field,
        samples::{hours_ago, say},
    },
    visit::Look,
    words::{Lang, Speaks},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    texts(lang, out);
    keys(lang, out);
}

fn texts(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let m = &w.menu;
    let shell = |title| seller(lang, Tab::Menu, title);
    push(
        out,
        "menu",
        "full",
        MenuPage {
            w,
            shell: shell(m.title),
            shop: say(w, "Северная линия", "Northern Line").into(),
            client_id: "1042".into(),
            person: say(w, "Анна Смирнова", "Anna Smirnova").into(),
            role: m.role_owner,
            templates: m.n_templates.count(5u64),
            keys: Some(m.n_keys.count(1u64)),
            shops: vec![("1043".into(), say(w, "Тёплый дом", "Warm Home").into())],
        },
    );
    let form = |id: &str, name: &str, text: &str| TemplateForm {
        id: id.into(),
        name: Field::of(name),
        text: Field::of(text),
        editable: true,
    };
    let refused = TemplateForm {
        id: String::new(),
        name: Field::of(say(w, "Благодарность", "Thanks")),
        text: Field::refused("{imya}", w.reviews.hole.put("{imya}")),
        editable: true,
    };
    let two = vec![
        form("t1", say(w, "Благодарность", "Thanks"), say(w, "{buyer}, спасибо за отзыв!", "{buyer}, thank you!")),
        form(
            "t2",
            say(w, "Извиниться", "Apologise"),
            say(w, "{buyer}, простите за «{product}».", "{buyer}, sorry about “{product}”."),
        ),
    ];
    push(
        out,
        "templates",
        "full",
        TemplatesPage {
            w,
            shell: shell(m.templates),
            templates: two,
            blank: None,
            new: Some(TemplateForm { editable: true, ..TemplateForm::default() }),
        },
    );
    push(
        out,
        "templates",
        "empty",
        TemplatesPage {
            w,
            shell: shell(m.templates),
            templates: Vec::new(),
            blank: Some(Blank {
                icon: icons::TEMPLATE,
                title: m.no_templates.into(),
                text: m.no_templates_text.into(),
                action: None,
            }),
            new: Some(refused),
        },
    );
}

fn keys(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let m = &w.menu;
    let shell = |title| seller(lang, Tab::Menu, title);
    let key = |id: &str, revoked: bool| KeyRow {
        id: id.into(),
        name: m.key_name_hint.into(),
        role: m.key_role_reviews.into(),
        hint: "9f3c".into(),
        made: hours_ago(w, 300),
        until: (!revoked).then(|| "12.08".to_owned()),
        revoked,
    };
    let roles = || crate::web::cabinet::keys::roles(w, "");
    push(
        out,
        "keys",
        "made",
        KeysPage {
            w,
            shell: shell(m.keys),
            client_id: "1042".into(),
            made: Some("ok_3f9a1c77e20b4d5f8a6c".into()),
            keys: vec![key("a", false), key("b", true)],
            blank: None,
            name: Field::default(),
            roles: roles(),
        },
    );
    push(
        out,
        "keys",
        "empty",
        KeysPage {
            w,
            shell: shell(m.keys),
            client_id: "1042".into(),
            made: None,
            keys: Vec::new(),
            blank: Some(Blank { icon: icons::KEY, title: m.no_keys.into(), text: m.no_keys_text.into(), action: None }),
            name: Field::default(),
            roles: roles(),
        },
    );
    let look = Look { lang, theme: Theme::System };
    push(out, "appearance", "full", AppearancePage::new(shell(m.appearance), look));
}
