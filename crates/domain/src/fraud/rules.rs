//! The data file of the guard: concepts with their words, and rules that combine them.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::lexicon::Lexicon;
use super::numbers::NUMERALS;
use super::set::Set;
use super::{From, Label, Message, Talk};

/// What is wrong with a file of rules, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesError {
    /// From 1.
    pub line: usize,
    /// In English, as the rest of the configuration.
    pub problem: String,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for RulesError {}

macro_rules! seen {
    ($($name:ident $text:literal,)*) => {
        /// Concepts that are no words: the guard sees them by their form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Seen { $($name,)* }
        const SEEN: &[&str] = &[$($text,)*];
    };
}

seen! {
    Link "link",
    OwnLink "own_link",
    MessengerLink "messenger_link",
    Email "email",
    Handle "handle",
    Nick "nick",
    Phone "phone",
    Card "card_number",
    PassportNumber "passport_number",
    SnilsNumber "snils_number",
    InnNumber "inn_number",
    ShortNumber "short_number",
    Number "number",
    LongNumber "long_number",
    Numeral "numeral",
    Question "question",
    Refused "refused",
    Package "package",
    Not "not",
    AtWord "at_word",
    DotWord "dot_word",
    NumberOf "number_of",
    PhoneWord "phone_word",
    PassportWord "passport_word",
    InnWord "inn_word",
    CardWord "card_word",
    English "english",
    Must "must_not",
    Curse "curse",
    Clean "clean",
    Told "told",
    ToldNow "told_now",
    Give "give",
    Office "office",
    Me "me_object",
}

impl Seen {
    pub(super) const fn bit(self) -> Set {
        Set::of(self as usize)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    concept: Vec<Spanned<Concept>>,
    rule: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept {
    name: Spanned<String>,
    #[serde(default)]
    words: Option<Spanned<String>>,
    /// Concepts that its words stand for as well.
    #[serde(default)]
    also: Vec<Spanned<String>>,
    /// Whether its words are looked for with a slip of the finger, too.
    #[serde(default)]
    slips: bool,
    /// Whether "not" right before takes its meaning away.
    #[serde(default)]
    negatable: bool,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    label: Spanned<String>,
    all: Vec<Spanned<String>>,
    #[serde(default)]
    then: Vec<Spanned<String>>,
    #[serde(default = "nearby")]
    window: u32,
    #[serde(default)]
    not: Vec<Spanned<String>>,
    #[serde(default = "close")]
    reach: u32,
    #[serde(default)]
    with: Vec<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    from: Vec<Spanned<String>>,
    #[serde(default)]
    talk: Vec<Spanned<String>>,
    #[serde(default)]
    claim: Vec<Spanned<String>>,
    #[serde(default)]
    most_words: Option<u32>,
}

fn nearby() -> u32 {
    6
}

fn close() -> u32 {
    4
}

/// A combination of concepts that stands for a label.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) label: Label,
    /// Concepts within the window around one of the first set; the rest may stand on either side.
    pub(super) all: Vec<Set>,
    /// Concepts within the window behind it.
    pub(super) then: Vec<Set>,
    pub(super) window: u32,
    /// Concepts that must not stand within `reach` around it.
    pub(super) not: Set,
    pub(super) reach: u32,
    /// Concepts anywhere in the message, and nowhere.
    pub(super) with: Vec<Set>,
    pub(super) without: Set,
    /// Longer messages are not meant.
    pub(super) most_words: usize,
    from: Vec<From>,
    talk: Vec<Talk>,
    claim: Vec<String>,
}

impl Rule {
    /// Whether it is about such messages at all.
    pub(super) fn is_about(&self, message: &Message<'_>) -> bool {
        (self.from.is_empty() || self.from.contains(&message.from))
            && (self.talk.is_empty() || self.talk.contains(&message.talk))
            && (self.claim.is_empty()
                || message.role_claim.is_some_and(|claim| self.claim.iter().any(|wanted| wanted == claim)))
    }

    /// Whether a message with these concepts may be meant.
    pub(super) fn may_be_in(&self, concepts: Set) -> bool {
        let has = |set: &Set| concepts.meets(*set);
        self.all.iter().all(has)
            && self.then.iter().all(has)
            && self.with.iter().all(has)
            && !concepts.meets(self.without)
    }
}

/// A file of rules, ready to judge.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) version: String,
    pub(super) lexicon: Lexicon,
    pub(super) all: Vec<Rule>,
    /// For each concept, the rules that cannot be fulfilled without it or another one of theirs.
    by_concept: Vec<Vec<u16>>,
    /// What "not" takes the meaning of.
    pub(super) negatable: Set,
    /// The concepts by name, in their order.
    pub(super) names: Vec<(String, Set)>,
}

impl Rules {
    /// The rules that a message with these concepts may fulfil, in their order.
    pub(super) fn possible(&self, concepts: Set) -> Vec<&Rule> {
        let mut numbers: Vec<u16> =
            concepts.numbers().filter_map(|concept| self.by_concept.get(concept)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let rules = numbers.iter().filter_map(|number| self.all.get(usize::from(*number)));
        rules.filter(|rule| rule.may_be_in(concepts)).collect()
    }
}

/// The rules under the concepts of that part of theirs which has the fewest words.
fn by_concept(rules: &[Rule], words: &[usize]) -> Vec<Vec<u16>> {
    let mut by_concept = vec![Vec::new(); Set::MOST];
    let weight = |set: &Set| set.numbers().filter_map(|concept| words.get(concept)).sum::<usize>();
    for (number, rule) in rules.iter().enumerate() {
        let rarest = rule.all.iter().chain(&rule.then).chain(&rule.with).min_by_key(|set| weight(set));
        for concept in rarest.into_iter().flat_map(|set| set.numbers()) {
            by_concept[concept].push(u16::try_from(number).unwrap_or(u16::MAX));
        }
    }
    by_concept
}

/// Something wrong at a place of the file.
struct Wrong(Range<usize>, String);

pub(super) fn parse(text: &str) -> Result<Rules, RulesError> {
    let file =
        toml::from_str(text).map_err(|error| Wrong(error.span().unwrap_or_default(), error.message().to_owned()));
    file.and_then(|file| compile(&file)).map_err(|Wrong(span, problem)| {
        let line = text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1;
        RulesError { line, problem }
    })
}

/// The concepts of a file by name.
struct Names(HashMap<String, Set>);

impl Names {
    fn of(file: &File) -> Result<Self, Wrong> {
        let mut names: HashMap<String, Set> =
            SEEN.iter().enumerate().map(|(bit, name)| ((*name).to_owned(), Set::of(bit))).collect();
        let mut next = SEEN.len();
        for concept in &file.concept {
            let name = &concept.get_ref().name;
            if names.contains_key(name.get_ref().as_str()) {
                if SEEN.contains(&name.get_ref().as_str()) {
                    continue;
                }
                return Err(Wrong(name.span(), format!("the concept `{}` is there already", name.get_ref())));
            }
            if next >= Set::MOST {
                return Err(Wrong(name.span(), format!("there are more than {} concepts", Set::MOST)));
            }
            names.insert(name.get_ref().clone(), Set::of(next));
            next += 1;
        }
        Ok(Self(names))
    }

    /// Any of the concepts in `one|other`.
    fn any(&self, names: &Spanned<String>) -> Result<Set, Wrong> {
        names.get_ref().split('|').try_fold(Set::NONE, |set, name| match self.0.get(name.trim()) {
            Some(bit) => Ok(set | *bit),
            None => Err(Wrong(names.span(), format!("there is no concept `{}`", name.trim()))),
        })
    }

    fn each(&self, names: &[Spanned<String>]) -> Result<Vec<Set>, Wrong> {
        names.iter().map(|names| self.any(names)).collect()
    }
}

fn compile(file: &File) -> Result<Rules, Wrong> {
    let names = Names::of(file)?;
    let mut lexicon = Lexicon::default();
    for (word, _) in NUMERALS {
        lexicon.add(word, Seen::Numeral.bit(), false).map_err(|problem| Wrong(0..0, problem))?;
    }
    let mut negatable = Set::NONE;
    // Most messages have a question mark or a number.
    let mut counted = vec![0_usize; Set::MOST];
    for seen in [Seen::Question, Seen::Number, Seen::ShortNumber] {
        counted[seen as usize] = 1_000;
    }
    for concept in file.concept.iter().map(Spanned::get_ref) {
        let own = names.any(&concept.name)?;
        let set = names.each(&concept.also)?.into_iter().fold(own, |set, also| set | also);
        negatable |= if concept.negatable { own } else { Set::NONE };
        let Some(words) = &concept.words else { continue };
        for word in words.get_ref().split_whitespace() {
            set.numbers().for_each(|concept| counted[concept] += 1);
            lexicon.add(word, set, concept.slips).map_err(|problem| Wrong(words.span(), problem))?;
        }
    }
    lexicon.finish();
    let rules = file.rule.iter().map(|rule| compile_rule(rule.get_ref(), &names)).collect::<Result<Vec<_>, _>>()?;
    if rules.is_empty() {
        return Err(Wrong(file.version.span(), "there are no rules".to_owned()));
    }
    let mut names: Vec<(String, Set)> = names.0.into_iter().collect();
    names.sort();
    let by_concept = by_concept(&rules, &counted);
    Ok(Rules { version: file.version.get_ref().clone(), lexicon, all: rules, by_concept, negatable, names })
}

fn compile_rule(rule: &Written, names: &Names) -> Result<Rule, Wrong> {
    let label = Label::parse(rule.label.get_ref())
        .ok_or_else(|| Wrong(rule.label.span(), format!("there is no label `{}`", rule.label.get_ref())))?;
    if rule.all.is_empty() {
        return Err(Wrong(
            rule.name.span(),
            format!("the rule `{}` wants nothing: `all` is empty", rule.name.get_ref()),
        ));
    }
    let set = |names: Vec<Set>| names.into_iter().fold(Set::NONE, |all, one| all | one);
    Ok(Rule {
        name: rule.name.get_ref().clone(),
        label,
        all: names.each(&rule.all)?,
        then: names.each(&rule.then)?,
        window: rule.window.min(40),
        not: set(names.each(&rule.not)?),
        reach: rule.reach.min(40),
        with: names.each(&rule.with)?,
        without: set(names.each(&rule.without)?),
        most_words: rule.most_words.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX)),
        from: named(&rule.from, From::parse)?,
        talk: named(&rule.talk, Talk::parse)?,
        claim: rule.claim.iter().map(|claim| claim.get_ref().clone()).collect(),
    })
}

fn named<T>(words: &[Spanned<String>], parse: fn(&str) -> Option<T>) -> Result<Vec<T>, Wrong> {
    let one = |word: &Spanned<String>| {
        parse(word.get_ref()).ok_or_else(|| Wrong(word.span(), format!("`{}` is not known here", word.get_ref())))
    };
    words.iter().map(one).collect()
}
