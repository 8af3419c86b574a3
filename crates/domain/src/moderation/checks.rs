//! What the rules see in a text: contacts, links, swearing, personal data, deals past the marketplace, unreadable text.
//!
//! [`run`] is pure and gives the same findings for the same text and [`VERSION`]. It never decides: a finding says what
//! stands where, and the policy or a person makes a verdict of it.

mod abuse;
mod contacts;
mod deals;
mod digits;
mod fold;
mod lexicon;
mod links;
mod marks;
mod personal;
mod quality;
mod unmask;
mod view;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::fold::Shape;
use self::lexicon::Class;
pub use self::marks::{Mark, Piece, marks, pieces, reasons, whole};
use self::view::{Found, View};
use super::{Reason, Subject};

/// Which rules these are; a receipt names it. It grows by one whenever a text may get other findings than before.
pub const VERSION: u32 = 1;

/// Something a check saw.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub reason: Reason,
    /// Where it stands: bytes of the text, on the bounds of characters. Empty when it is about the whole text.
    pub span: Range<usize>,
}

/// The hosts of the marketplace, to which a link may lead, where the operator names none.
pub const OWN_HOSTS: &[&str] = &["ozon.ru", "ozon.com", "ozon.kz", "ozon.by"];

/// What the rules see in a text, by where it stands.
///
/// Only reasons that fit the subject are given. The text is read as it is, and where something in it may stand for
/// something else, once more without its disguise.
///
/// # Examples
///
/// ```
/// use domain::moderation::{Reason, Subject, checks};
///
/// let found = checks::run(Subject::Answer, "Пишите в т.е.л.е.г.р.а.м @shop_spb");
/// let reasons: Vec<Reason> = found.iter().map(|finding| finding.reason).collect();
/// assert_eq!(reasons, [Reason::Messenger, Reason::Handle]);
/// assert!(checks::run(Subject::Answer, "Добрый день! Размер 42 соответствует 27 см по стельке.").is_empty());
/// ```
pub fn run(subject: Subject, text: &str) -> Vec<Finding> {
    run_at(OWN_HOSTS, subject, text)
}

/// As [`run`], for a marketplace whose `own` hosts are these.
pub fn run_at(own: &[&str], subject: Subject, text: &str) -> Vec<Finding> {
    let (folded, shape) = fold::fold(text);
    let mut found = Found::default();
    let view = View::of(&folded);
    hosts(own, &view, &shape, &mut found);
    see(subject, &view, &shape, &mut found);
    let plain = shape.masked.then(|| unmask::unmask(&folded));
    if let Some(plain) = &plain {
        let view = View::of(plain);
        hosts(own, &view, &shape, &mut found);
        see(subject, &view, &shape, &mut found);
    }
    if shape.latin >= 8 && shape.latin > shape.cyrillic * 3 && !view.has(Class::English) {
        let russian = unmask::transliterate(plain.as_ref().unwrap_or(&folded));
        see(subject, &View::of(&russian), &shape, &mut found);
    }
    quality::see(subject, text, &view, &shape, &mut found);
    let mut findings = found.sorted();
    findings.retain(|finding| finding.reason.fits(subject));
    findings
}

/// Addresses of people and sites; they are typed in Latin letters, so a text in transliteration has none of its own.
fn hosts(own: &[&str], view: &View<'_>, shape: &Shape, found: &mut Found) {
    if shape.ats || view.has(Class::AtWord) {
        contacts::addresses(view, found);
    }
    if shape.dots || view.has(Class::DotWord) {
        links::links(view, own, found);
    }
}

/// One reading of a text. Each check looks first whether anything is there for it.
fn see(subject: Subject, view: &View<'_>, shape: &Shape, found: &mut Found) {
    if shape.digits >= 7 || view.each(Class::Numeral).count() + shape.digits >= 5 {
        let runs = digits::runs(view);
        personal::numbers(view, &runs, found);
        contacts::phones(view, &runs, found);
    }
    contacts::messengers(view, found);
    contacts::requests(view, found);
    abuse::see(view, found);
    personal::home(view, found);
    deals::see(subject, view, found);
}
