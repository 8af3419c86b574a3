//! Which rules a message fulfils.

use std::ops::Range;

use super::fold::Folded;
use super::numbers::origin;
use super::rules::{Rule, Rules, Seen};
use super::scan::{self, Token};
use super::set::Set;
use super::{From, Judgement, Label, Message, Talk, Verdict, Why};

/// As much of what was said before is read.
const EARLIER: usize = 4;
const EARLIER_BYTES: usize = 2_000;
/// "Not" takes the meaning of the word right behind it; "one must not" of one so far behind.
const MUST_NOT_REACH: u32 = 3;

pub(super) fn judge(rules: &Rules, message: &Message<'_>) -> Judgement {
    let mut text = Folded::default();
    let earlier = &message.earlier[message.earlier.len().saturating_sub(EARLIER)..];
    for before in earlier {
        text.read(tail(before), false);
        text.read("\n", false);
    }
    let now = text.bytes.len();
    text.read(message.text, true);
    let tokens = read(rules, &text);
    let seen = Reading { text: &text, tokens: &tokens, now, concepts: scan::concepts(&tokens) };
    let mut why = Vec::new();
    for rule in rules.possible(seen.concepts) {
        if rule.is_about(message)
            && allowed(message, rule.label)
            && let Some(span) = seen.find(rule)
        {
            why.push(Why { label: rule.label, span, rule: rule.name.clone() });
        }
    }
    why.sort_by_key(|why| why.label);
    let verdict = verdict(&why);
    Judgement { verdict, why }
}

/// Each word of a text with the names of what it stands for.
pub(super) fn concepts<'r>(rules: &'r Rules, said: &str) -> Vec<(Range<usize>, Vec<&'r str>)> {
    let mut text = Folded::default();
    text.read(said, true);
    let tokens = read(rules, &text);
    let names = |token: &Token| {
        let named = rules.names.iter().filter(|(_, set)| set.meets(token.sense.concepts));
        named.map(|(name, _)| name.as_str()).collect()
    };
    tokens.iter().map(|token| (origin(&text, &token.span), names(token))).collect()
}

fn read(rules: &Rules, text: &Folded) -> Vec<Token> {
    let mut tokens = scan::tokens(&rules.lexicon, text);
    phrases(rules, &mut tokens);
    negate(rules, &mut tokens);
    pretexts(&mut tokens);
    tokens
}

/// The end of a text said before.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(EARLIER_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Support may ask for what others may not; with support, one is warned of few things only.
fn allowed(message: &Message<'_>, label: Label) -> bool {
    match (message.from, message.talk) {
        (From::Support, _) => label == Label::Abuse,
        (_, Talk::SellerSupport | Talk::BuyerSupport) => {
            matches!(label, Label::GivesCode | Label::GivesCard | Label::Abuse)
        }
        _ => true,
    }
}

/// The strictest; who pretends to be support and wants something is not delivered.
fn verdict(why: &[Why]) -> Verdict {
    let strictest = why.iter().map(|why| why.label.verdict()).max().unwrap_or(Verdict::Allow);
    let has = |label: Label| why.iter().any(|why| why.label == label);
    let wants = why.iter().any(|why| {
        !matches!(why.label, Label::ImpersonatesSupport | Label::Abuse | Label::ReviewBribe)
            && !why.label.is_own_secret()
    });
    if has(Label::ImpersonatesSupport) && wants { Verdict::Block } else { strictest }
}

fn phrases(rules: &Rules, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if tokens[at].sense.atoms[0] == 0 {
            continue;
        }
        let (set, length) = {
            let rest = &tokens[at..];
            rules.lexicon.phrases(&tokens[at].sense.atoms, |place| rest.get(place).map(|token| &token.sense.atoms))
        };
        if length > 0 {
            tokens[at].sense.concepts |= set;
            tokens[at + length - 1].sense.concepts |= set;
        }
    }
}

/// What is not asked for: "не сообщайте", "нельзя называть".
fn negate(rules: &Rules, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if !tokens[at].sense.concepts.meets(rules.negatable) {
            continue;
        }
        let right_before = tokens[at - 1].is(Seen::Not);
        let from = at.saturating_sub(4);
        let place = tokens[at].place;
        let forbidden =
            tokens[from..at].iter().any(|token| token.is(Seen::Must) && place - token.place <= MUST_NOT_REACH);
        if right_before || forbidden {
            tokens[at].sense.concepts = tokens[at].sense.concepts.without(rules.negatable) | Seen::Refused.bit();
        }
    }
}

/// "Бухгалтерия просит" is a pretext of the author, "меня просят" is what happened to them: somebody who asks for
/// something themselves does not report it.
fn pretexts(tokens: &mut [Token]) {
    let asks = tokens.iter().any(|token| token.is(Seen::Give));
    let wonders = tokens.iter().any(|token| token.is(Seen::Question));
    for at in 0..tokens.len() {
        let told = tokens[at].is(Seen::ToldNow);
        let around = &tokens[at.saturating_sub(2)..(at + 3).min(tokens.len())];
        let happened = around.iter().any(|token| token.is(Seen::Me));
        let office = tokens[at.saturating_sub(2)..at].iter().any(|token| token.is(Seen::Office));
        if told && (office || asks || !wonders) && !happened {
            tokens[at].sense.concepts = tokens[at].sense.concepts.without(Seen::Told.bit());
        }
    }
}

/// A message as the rules see it.
struct Reading<'a> {
    text: &'a Folded,
    tokens: &'a [Token],
    /// Where the message itself begins, behind what was said before.
    now: usize,
    concepts: Set,
}

impl Reading<'_> {
    /// Where a rule is fulfilled.
    fn find(&self, rule: &Rule) -> Option<Range<usize>> {
        if self.tokens.len() > rule.most_words {
            return None;
        }
        let anchor = *rule.all.first()?;
        let mut anchors = self.tokens.iter().enumerate().filter(|(_, token)| token.sense.concepts.meets(anchor));
        anchors.find_map(|(at, _)| self.at(rule, at))
    }

    fn at(&self, rule: &Rule, at: usize) -> Option<Range<usize>> {
        if !rule.not.is_empty()
            && self.around(at, rule.reach).any(|other| self.tokens[other].sense.concepts.meets(rule.not))
        {
            return None;
        }
        let around = self.around(at, rule.window);
        let set = around.clone().fold(Set::NONE, |set, other| set | self.tokens[other].sense.concepts);
        let behind = (at + 1..around.end).fold(Set::NONE, |set, other| set | self.tokens[other].sense.concepts);
        let fits =
            rule.all.iter().all(|wanted| wanted.meets(set)) && rule.then.iter().all(|wanted| wanted.meets(behind));
        if !fits || !self.each_apart(rule, &around) {
            return None;
        }
        self.span(rule, at, &around)
    }

    /// The tokens at most so many words away.
    fn around(&self, at: usize, reach: u32) -> Range<usize> {
        let place = self.tokens[at].place;
        let most = usize::try_from(reach).unwrap_or_default();
        let before = self.tokens[..at].iter().rev().take(most).take_while(|token| place - token.place <= reach).count();
        let behind = self.tokens[at..].iter().take(most + 1).take_while(|token| token.place - place <= reach).count();
        at - before..at + behind
    }

    /// One word must not stand for everything that the rule wants, unless the rule wants one thing only.
    fn each_apart(&self, rule: &Rule, around: &Range<usize>) -> bool {
        let [first, second, ..] = rule.all.as_slice() else { return true };
        if !first.meets(*second) {
            return true;
        }
        let has = |wanted: Set| around.clone().filter(move |at| self.tokens[*at].sense.concepts.meets(wanted));
        has(*first).any(|one| has(*second).any(|other| other != one))
    }

    /// What of it stands in the message itself; none where all of it was said before.
    fn span(&self, rule: &Rule, at: usize, around: &Range<usize>) -> Option<Range<usize>> {
        let wanted = rule.all.iter().chain(&rule.then).fold(Set::NONE, |set, wanted| set | *wanted);
        let says = |other: &usize| self.tokens[*other].sense.concepts.meets(wanted);
        let is_now = |other: &usize| self.tokens[*other].span.end > self.now;
        let mut places = around.clone().filter(says).filter(is_now);
        let place = self.tokens[at].place;
        let first = places.next()?;
        let last = places.next_back().unwrap_or(first);
        let _ = place;
        Some(origin(self.text, &(self.tokens[first].span.start..self.tokens[last].span.end)))
    }
}
