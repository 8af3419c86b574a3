//! What a word that is still being typed may become.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fold::Kind;
use super::russian::{irregular_stems, with_hard_sign};
use super::stem::{push_plain, stem};

/// Ends of Russian endings, and the consonants behind a vowel that comes and goes.
///
/// Each is what can be missing of a form whose stem is typed already; several roads lead to a stem, so one ending of
/// each sort is enough, and not every pair of them.
const RUSSIAN: &str = "а ам ами ать ах ая в вать вши вшись вшая вший вшие г е ев его ее ей ем ему ет ете ешь ею и ив ивши ие ием \
    ией ии ий ил ила или ило им ими ит ите ить их ишь ию иям ями ия иях й йте к л ла ли ло м ми н на но нн ная ный ны ные \
    нная нный о ов ого ое ой ом ому остью ость ось ою р с ся сь т та те ть тся ться у уешь ует уют ую ушь х ц ш шая ше шее \
    ши шие ший шись шь ы ыв ые ый ым ыми ыт ых ыл ыла ь ье ьем ью ья ьев ьям ьях ю юю ют ются ющ ющая ющий я яся ят ятся ях";

const ENGLISH: &str = "al ally able ance ant d e ed edly ely en ence ent er ers es est ful fully g ible ic ical ies ied \
    ing ingly ings ion ions ism ist ities ity ive ize l less ling lly ly m ment ments n ness ng ous ously s ss t ted \
    tion tional tions ty ve y";

/// What an unfinished word finds: every stem that begins with `prefix`, and the `stems` themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfinished {
    pub prefix: String,
    pub stems: Vec<String>,
}

impl Unfinished {
    pub(super) fn finds(&self, stem: &str) -> bool {
        stem.starts_with(&self.prefix) || self.stems.iter().any(|whole| whole == stem)
    }
}

/// What the folded word `typed` finds while the person has not left it.
///
/// The beginning alone is not enough: "порвалс" is longer than "порва", the stem of what is about to be typed. So the
/// word is completed with each ending, and the stems of the results are looked for as well.
pub(super) fn unfinished(kind: Kind, typed: &str) -> Unfinished {
    let (bare, endings) = match kind {
        Kind::Cyrillic => (with_hard_sign(typed), RUSSIAN),
        Kind::Latin => (Cow::Borrowed(typed), ENGLISH),
        Kind::Digit | Kind::Other | Kind::Single => (Cow::Borrowed(typed), ""),
    };
    let mut stems = BTreeSet::new();
    let mut add = |stem: &str| {
        if !stem.starts_with(&*bare) && !stem.starts_with(typed) {
            stems.insert(plain(stem));
        }
    };
    for ending in std::iter::once("").chain(endings.split_whitespace()) {
        add(&stem(kind, &format!("{typed}{ending}")));
    }
    if kind == Kind::Cyrillic {
        irregular_stems(&bare).for_each(|stem| add(&stem));
    }
    Unfinished { prefix: plain(&bare), stems: stems.into_iter().collect() }
}

fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    push_plain(&mut out, word);
    out
}
