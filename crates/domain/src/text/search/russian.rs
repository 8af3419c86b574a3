//! What Snowball leaves open in Russian.
//!
//! Snowball takes endings off and knows no words. Where its stems of one word differ all the same, they are brought
//! together here: by rules where there is a rule, by a table of words that reviews are full of where there is none.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use super::irregular::{beginning_with, regular};

/// The stem of a folded Russian word.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    match with_hard_sign(word) {
        Cow::Borrowed(word) => stem_of_spelled(word),
        Cow::Owned(word) => Cow::Owned(stem_of_spelled(&word).into_owned()),
    }
}

fn stem_of_spelled(word: &str) -> Cow<'_, str> {
    let stem = Stemmer::create(Algorithm::Russian).stem(word);
    if stem.ends_with('ъ') {
        // A hard sign ends no stem: in "объ|ем" the root was taken for an ending.
        return word.trim_end_matches(is_vowel).into();
    }
    let ending = word.get(stem.len()..).unwrap_or("");
    let stem = match regular(word).or_else(|| regular(&stem)) {
        Some(regular) => Cow::Borrowed(regular),
        None => root_of_verb(&stem, ending).map_or(stem, |root| regular(&root).map_or(Cow::Owned(root), Cow::Borrowed)),
    };
    if is_ending_of_process(ending) && stem.ends_with("ен") { stem } else { without_fleeting_vowel(stem) }
}

/// The stems of irregular words that begin with `typed`.
pub(super) fn irregular_stems(typed: &str) -> impl Iterator<Item = Cow<'static, str>> {
    beginning_with(typed).map(|stem| without_fleeting_vowel(Cow::Borrowed(stem)))
}

/// Writes "обьем" as "объем": after a prefix, a third of all people type the soft sign.
pub(super) fn with_hard_sign(word: &str) -> Cow<'_, str> {
    let hard = PREFIXES.iter().find_map(|prefix| {
        let root = word.strip_prefix(prefix)?.strip_prefix('ь')?;
        (root.is_empty() || root.starts_with(['е', 'ю', 'я'])).then(|| format!("{prefix}ъ{root}"))
    });
    hard.map_or(Cow::Borrowed(word), Cow::Owned)
}

const PREFIXES: [&str; 11] = ["об", "под", "раз", "с", "от", "из", "вз", "воз", "над", "пред", "в"];

/// What is left of a verb's stem without what only some of its forms have: "пользова|лась" and "пользу|емся" beside
/// "польз|уется", "купл|ю" and "куплен|ный" beside "куп|ить", "выброшен|ный" beside "выброш|ена".
fn root_of_verb(stem: &str, ending: &str) -> Option<String> {
    let long = |root: &&str| root.chars().nth(2).is_some();
    if let Some(root) = ["ова", "ева", "уеш", "у"].iter().find_map(|suffix| stem.strip_suffix(suffix)).filter(long)
    {
        return Some(root.to_owned());
    }
    if is_ending_of_process(ending) || NOUNS_WITH_L.contains(&stem) {
        return None;
    }
    let passive = stem.strip_suffix("ен").filter(|_| ending.starts_with('н')).unwrap_or(stem);
    let before_l = passive.strip_suffix('л').filter(|root| root.ends_with(['б', 'в', 'м', 'п', 'ф']));
    let hushing = (passive != stem && passive.ends_with(['ж', 'ч', 'ш', 'щ'])) || passive.ends_with("жд");
    before_l.or_else(|| hushing.then_some(passive)).filter(long).map(str::to_owned)
}

/// Not verbs: their "л" stays, and a vowel may come before it ("туфель").
const NOUNS_WITH_L: [&str; 7] = ["вафл", "земл", "капл", "кремл", "сабл", "тепл", "туфл"];

/// The endings of "отделение": its "ен" is there in all forms, unlike that of "отделен".
fn is_ending_of_process(ending: &str) -> bool {
    let mut letters = ending.chars();
    letters.next() == Some('и') && letters.next().is_some_and(|c| matches!(c, 'е' | 'я' | 'ю' | 'и' | 'й'))
}

/// Takes out the vowel that comes and goes before the last consonant.
///
/// "кроссовок" has the same stem as "кроссовки", "батареек" as "батарейки", "доволен" as "довольна". The rule takes every
/// such vowel, also one that stays in all forms: then it is missing from all of them, and they still meet.
fn without_fleeting_vowel(stem: Cow<'_, str>) -> Cow<'_, str> {
    let mut back = stem.char_indices().rev();
    let (Some((end, last)), Some((at, vowel)), Some((_, before))) = (back.next(), back.next(), back.next()) else {
        return stem;
    };
    let (Some((_, fourth)), fifth) = (back.next(), back.next()) else { return stem };
    if !matches!(last, 'к' | 'н' | 'л' | 'р' | 'ц' | 'г') || !matches!(vowel, 'о' | 'е') {
        return stem;
    }
    let sign = match (before, vowel, last) {
        ('ь' | 'ъ' | 'й', ..) => return stem,
        (before, 'е', 'к') if is_vowel(before) => "й",
        (before, ..) if is_vowel(before) || (fifth.is_none() && !is_vowel(fourth)) => return stem,
        ('б' | 'в' | 'д' | 'з' | 'л' | 'м' | 'н' | 'п' | 'р' | 'с' | 'т', 'е', 'к')
        | ('л', 'е', _)
        | ('н', 'е', 'г') => "ь",
        _ => "",
    };
    Cow::Owned(format!("{}{sign}{}", &stem[..at], &stem[end..]))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}
