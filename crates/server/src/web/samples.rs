//! Every page in every state that it can be in, for the test that renders them all, the preview and the page of components.

mod asking;
mod basket;
mod cabinet;
mod chats;
mod desk;
mod menu;
mod moderation;
mod notices;
mod plans;
mod promotions;
mod questions;
mod requests;
mod safety;
mod shop;
mod shop_chats;
mod support;

use askama::Template;

use super::{
    errors::{ErrorPage, Trouble},
    layout::{Shell, Surface, Tab, Theme, Toast, Viewer},
    words::Lang,
};

/// A page in one state.
pub struct Sample {
    /// Page and state: `reviews-full`.
    pub name: String,
    /// Draws it.
    render: Box<dyn Fn() -> askama::Result<String>>,
}

impl Sample {
    /// The page as HTML.
    pub fn render(&self) -> askama::Result<String> {
        (self.render)()
    }
}

/// All pages in all states in this language.
pub fn all(lang: Lang) -> Vec<Sample> {
    let mut samples = Vec::new();
    cabinet::add(lang, &mut samples);
    questions::add(lang, &mut samples);
    requests::add(lang, &mut samples);
    chats::add(lang, &mut samples);
    promotions::add(lang, &mut samples);
    plans::add(lang, &mut samples);
    shop::add(lang, &mut samples);
    basket::add(lang, &mut samples);
    asking::add(lang, &mut samples);
    notices::add(lang, &mut samples);
    desk::add(lang, &mut samples);
    moderation::add(lang, &mut samples);
    shop_chats::add(lang, &mut samples);
    support::add(lang, &mut samples);
    safety::add(lang, &mut samples);
    for trouble in Trouble::ALL {
        let mut page = ErrorPage::new(lang, trouble);
        page.id = (trouble == Trouble::Fault).then(|| "019e2c3f-7a41-7c55".to_owned());
        push(&mut samples, "error", &format!("{trouble:?}").to_lowercase(), page);
    }
    samples
}

/// A product's card with its reviews.
#[cfg(test)]
pub fn card(lang: Lang) -> super::shop::product::ProductPage {
    shop::full_card(lang)
}

/// The page that tells how moderation goes.
#[cfg(test)]
pub fn transparency(lang: Lang) -> super::shop::transparency::TransparencyPage {
    asking::transparency(lang, true)
}

fn push(samples: &mut Vec<Sample>, page: &str, state: &str, context: impl Template + 'static) {
    samples.push(Sample { name: format!("{page}-{state}"), render: Box::new(move || context.render()) });
}

/// A shell as a seller sees it.
fn seller(lang: Lang, tab: Tab, title: &str) -> Shell {
    let mut shell = Shell::new(lang, Surface::Cabinet, tab, title).seen_by(Viewer {
        name: match lang {
            Lang::Ru => "Анна Смирнова".into(),
            Lang::En => "Anna Smirnova".into(),
        },
        shop: Some(match lang {
            Lang::Ru => "Северная линия".into(),
            Lang::En => "Northern Line".into(),
        }),
    });
    shell.new_reviews = 12;
    shell.new_notices = 120;
    shell.bell = Some("/notices");
    shell
}

/// The same in the dark with something to say.
fn dark(mut shell: Shell, toast: &str) -> Shell {
    shell.theme = Theme::Dark;
    shell.toast = Some(Toast { text: toast.to_owned(), problem: false });
    shell
}

#[cfg(test)]
mod tests {
    use super::super::words::LANGS;
    use super::*;

    #[test]
    fn every_page_draws_every_state_in_both_languages_the_same_each_time() -> askama::Result<()> {
        for lang in LANGS {
            for (first, second) in all(lang).iter().zip(&all(lang)) {
                let html = first.render()?;
                assert_eq!(html, second.render()?, "{} differs from itself", first.name);
                assert_eq!(html.matches("<h1").count(), 1, "{} has one h1", first.name);
                assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{} says its language", first.name);
            }
        }
        Ok(())
    }

    #[test]
    fn no_english_page_speaks_russian_by_itself() -> askama::Result<()> {
        // Sample people, products and the other language's own name are Russian on purpose.
        use super::super::parts::samples::{LONG_NAME, LONG_PRODUCT, LONG_WORD};
        for sample in all(Lang::En) {
            let mut html = sample.render()?;
            for text in ["Русский", "Язык", LONG_NAME, LONG_PRODUCT, LONG_WORD] {
                html = html.replace(text, "");
            }
            // The initials of the long name stand in its round sign.
            let html = html.replace(">АК<", "><");
            let russian: Vec<_> =
                html.split(|letter: char| !matches!(letter, 'А'..='я' | 'ё')).filter(|word| !word.is_empty()).collect();
            assert!(russian.is_empty(), "{}: {russian:?}", sample.name);
        }
        Ok(())
    }
}
