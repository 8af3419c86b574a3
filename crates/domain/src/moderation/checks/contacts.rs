//! Ways to talk past the marketplace: phones, e-mail, messengers, names in them.

use std::ops::Range;

use super::digits::{self, Group, Run};
use super::fold::is_letter;
use super::lexicon::Class;
use super::links;
use super::view::{Found, View, both};
use crate::moderation::Reason;

/// The beginnings of numbers of the countries around, and how long such a number is.
const COUNTRIES: &[(&[u8], usize)] = &[
    (&[3, 7, 5], 12),
    (&[3, 8, 0], 12),
    (&[9, 9, 8], 12),
    (&[9, 9, 6], 12),
    (&[9, 9, 4], 12),
    (&[9, 9, 5], 12),
    (&[9, 9, 2], 12),
    (&[3, 7, 4], 11),
];

/// Phones among the numbers.
pub(super) fn phones(view: &View<'_>, runs: &[Run], found: &mut Found) {
    for run in runs {
        let mut after = 0;
        for groups in run.windows(7, 15) {
            let span = digits::span(groups);
            if span.start >= after && is_phone(view, groups) {
                found.add(view, Reason::Phone, &with_plus(view, span.clone()));
                after = span.end;
            }
        }
    }
}

/// A number with the plus and the bracket that belong to it.
fn with_plus(view: &View<'_>, span: Range<usize>) -> Range<usize> {
    let opened = if view.text.bytes[span.clone()].contains(&b')') { b"+(".as_slice() } else { b"+" };
    let before = view.text.bytes[..span.start].iter().rev().take_while(|byte| opened.contains(byte)).count();
    span.start - before..span.end
}

fn is_phone(view: &View<'_>, groups: &[Group]) -> bool {
    let (span, number) = (digits::span(groups), digits::digits(groups));
    let plus = view.text.bytes[..span.start].iter().rev().take(2).any(|byte| *byte == b'+');
    if plus {
        return number.len() >= 10 && !looks_like_date(view, groups);
    }
    let last = |class| view.before(&span, class, 25).map_or(0, |word| word.end);
    let called_otherwise = last(Class::NumberOf) > last(Class::PhoneWord);
    if called_otherwise {
        return false;
    }
    let spoken =
        view.near(&span, Class::PhoneWord, 25).is_some() || view.before(&span, Class::NumberWord, 12).is_some();
    match number.as_slice() {
        [7 | 8, 3 | 4 | 8 | 9, ..] | [7, 7, ..] if number.len() == 11 => is_grouped(view, groups, spoken),
        [9, ..] if number.len() == 10 => groups.len() == 1 || is_local(groups) || spoken,
        _ if spoken && is_seven(groups) => true,
        _ => COUNTRIES.iter().any(|(country, length)| {
            number.len() == *length && number.starts_with(country) && (groups.len() > 1 || spoken)
        }),
    }
}

/// Whether eleven digits stand as a phone does, and not as prices, sizes or dates.
fn is_grouped(view: &View<'_>, groups: &[Group], spoken: bool) -> bool {
    let first = groups.first().map_or(0, |group| group.digits.len());
    let singles = groups.iter().filter(|group| group.digits.len() == 1).count();
    let words = groups.iter().any(|group| group.words);
    let whole = groups.len() == 1 || words || spoken || first == 1 || first == 4 || singles * 3 > groups.len() * 2;
    let short = groups.len() == 1 || groups.iter().all(|group| group.digits.len() <= 7);
    whole && short && !looks_like_date(view, groups)
}

/// 3-3-2-2 or 3-3-4.
fn is_local(groups: &[Group]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    matches!(lengths.as_slice(), [3, 3, 2, 2] | [3, 3, 4] | [3, 7])
}

/// 3-2-2, a number within a town.
fn is_seven(groups: &[Group]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    matches!(lengths.as_slice(), [3, 2, 2])
}

fn looks_like_date(view: &View<'_>, groups: &[Group]) -> bool {
    let dots = |pair: &[Group]| view.text.bytes[pair[0].span.end..pair[1].span.start] == *b".";
    groups.windows(3).any(|three| {
        dots(&three[..2])
            && dots(&three[1..])
            && three[0].digits.len() <= 2
            && three[1].digits.len() <= 2
            && matches!(three[2].digits.len(), 2 | 4)
            && groups.len() <= 6
    }) && groups.iter().filter(|group| group.digits.len() == 1).count() < groups.len() / 2
}

/// E-mail addresses, and names behind an `@`.
pub(super) fn addresses(view: &View<'_>, found: &mut Found) {
    let text = view.text;
    for at in (0..text.bytes.len()).filter(|at| text.bytes[*at] == b'@') {
        let left = local_part(view, at);
        let behind = skip_space(view, at + 1);
        let right = links::host(text, behind).or_else(|| links::spelt(view, behind));
        match right {
            Some(host) if !left.is_empty() => found.add(view, Reason::Email, &both(&left, &host)),
            _ => handle(view, at, found),
        }
    }
    for word in view.each(Class::AtWord) {
        let left = local_part(view, word.start);
        let behind = skip_space(view, word.end);
        let host = links::host(view.text, behind).or_else(|| links::spelt(view, behind));
        if let (false, Some(host)) = (left.is_empty(), host) {
            found.add(view, Reason::Email, &both(&left, &host));
        }
    }
}

fn skip_space(view: &View<'_>, at: usize) -> usize {
    at + usize::from(view.text.byte(at) == b' ')
}

/// What stands before the `@` and may be somebody's name.
fn local_part(view: &View<'_>, at: usize) -> Range<usize> {
    let end = at - usize::from(at > 0 && view.text.byte(at - 1) == b' ');
    let named = |byte: &u8| is_letter(*byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-' | b'+');
    let length = view.text.bytes[..end].iter().rev().take(64).take_while(|byte| named(byte)).count();
    end - length..end
}

fn handle(view: &View<'_>, at: usize, found: &mut Found) {
    let name = view.text.bytes[at + 1..]
        .iter()
        .take(64)
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
        .count();
    let name = name - usize::from(name > 0 && view.text.byte(at + name) == b'.');
    let apart = at == 0 || !(is_letter(view.text.byte(at - 1)) || view.text.byte(at - 1).is_ascii_digit());
    if apart && (4..=32).contains(&name) && view.text.byte(at + 1).is_ascii_lowercase() {
        found.add(view, Reason::Handle, &(at..at + 1 + name));
    }
}

/// Invitations to a messenger.
pub(super) fn messengers(view: &View<'_>, found: &mut Found) {
    for word in view.each(Class::Messenger) {
        let invite = view.before(word, Class::Invite, 35).or_else(|| view.behind(word, Class::Invite, 20));
        let invite = invite.or_else(|| view.before(word, Class::Mine, 10));
        let invite = invite.filter(|invite| !view.told(invite) && view.before(word, Class::Not, 4).is_none());
        let named = found.covers(&[Reason::Phone, Reason::Handle], &view.text.origin(&reach(view, word)));
        if let Some(invite) = invite {
            found.add(view, Reason::Messenger, &view.words(&both(invite, word)));
        } else if named {
            found.add(view, Reason::Messenger, &view.words(word));
        }
    }
}

/// Requests for somebody's number.
pub(super) fn requests(view: &View<'_>, found: &mut Found) {
    for contact in view.each(Class::ContactOf) {
        let ask = view.before(contact, Class::Give, 12).filter(|ask| !view.told(ask));
        if let Some(ask) = ask {
            found.add(view, Reason::Messenger, &view.words(&both(ask, contact)));
        }
    }
}

/// A word and what stands right beside it.
fn reach(view: &View<'_>, word: &Range<usize>) -> Range<usize> {
    word.start.saturating_sub(20)..(word.end + 20).min(view.text.bytes.len())
}
