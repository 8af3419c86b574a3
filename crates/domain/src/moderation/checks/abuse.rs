//! Swearing and insults, also disguised.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::encode;
use super::lexicon::Class;
use super::view::{Found, View};
use crate::moderation::Reason;

/// What may stand before a root in one word.
const BEFORE_ROOTS: &str = "на по ни не о а до за от ото вы рас раз под пере при про об с у въ вь съ сь объ обь отъ оть подъ подь разъ разь изъ изь недо \
    долбо долба мозго худо трое злое остое хитро рукоб ху ско уе обо изо дое ах ох ощ йо й охре оху опи спи впи за рас выпи недопи распи допи запи перепи припи отпи испи подпи";

static PREFIXES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| BEFORE_ROOTS.split_whitespace().map(encode).collect());

/// Roots so rude that no honest word has them, whatever stands before.
static RUDE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| ["пизд", "пизж", "пизец"].map(encode).to_vec());

/// Names of animals that insult people.
static ANIMALS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| ["сук", "козл", "твар", "крыс", "баран", "suk", "скотин"].map(encode).to_vec());

/// Swear words and insults.
pub(super) fn see(view: &View<'_>, found: &mut Found) {
    for curse in view.each(Class::Curse) {
        let word = view.words(curse);
        if !is_honest(view, &word) && !is_animal(view, &word) {
            found.add(view, Reason::Profanity, &word);
        }
    }
    for root in view.each(Class::CurseRoot) {
        let word = view.words(root);
        if !is_honest(view, &word) && is_rude(view, &word, root) {
            found.add(view, Reason::Profanity, &word);
        }
    }
    for insult in view.each(Class::Insult) {
        let word = view.words(insult);
        if !is_animal(view, &word) && view.before(&word, Class::SelfSaid, 2).is_none() {
            found.add(view, Reason::Insult, &word);
        }
    }
}

fn is_rude(view: &View<'_>, word: &Range<usize>, root: &Range<usize>) -> bool {
    let before = &view.text.bytes[word.start..root.start];
    let spelt = &view.text.bytes[root.clone()];
    before.is_empty()
        || view.text.begins(root.start)
        || RUDE.iter().any(|rude| spelt.starts_with(rude))
        || PREFIXES.iter().any(|prefix| prefix == before)
}

fn is_honest(view: &View<'_>, word: &Range<usize>) -> bool {
    view.within(Class::Honest, word.start..word.start + 1).next().is_some()
}

fn is_animal(view: &View<'_>, word: &Range<usize>) -> bool {
    let spelt = &view.text.bytes[word.clone()];
    view.has(Class::Animal) && ANIMALS.iter().any(|animal| spelt.starts_with(animal))
}
