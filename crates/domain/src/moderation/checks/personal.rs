//! Data about a person: cards, documents, addresses, orders.

use std::ops::Range;

use super::digits::{self, Group, Run};
use super::lexicon::Class;
use super::view::{Found, View, both};
use crate::moderation::Reason;

/// Personal data among the numbers.
pub(super) fn numbers(view: &View<'_>, runs: &[Run], found: &mut Found) {
    for run in runs {
        for groups in run.windows(10, 19) {
            let span = digits::span(groups);
            if let Some(reason) = personal(view, groups) {
                found.add(view, reason, &span);
            }
        }
    }
}

fn personal(view: &View<'_>, groups: &[Group]) -> Option<Reason> {
    let (span, number) = (digits::span(groups), digits::digits(groups));
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let dashes = groups.windows(2).all(|pair| view.text.byte(pair[0].span.end) == b'-');
    match (number.len(), lengths.as_slice()) {
        (12..=16, [7..=10, 4, 1..=2]) if dashes => Some(Reason::OrderNumber),
        (15 | 16 | 18 | 19, _) if is_card(view, groups, &number) => Some(Reason::CardNumber),
        (12, [12]) if is_inn(&number) && belongs(view, &span, Class::Inn) => Some(Reason::Inn),
        (11, [3, 3, 3, 2]) if is_snils(&number) => Some(Reason::Snils),
        (11, _) if is_snils(&number) && view.near(&span, Class::Snils, 30).is_some() => Some(Reason::Snils),
        (10, [4, 6] | [2, 2, 6] | [10] | [4, 3, 3]) if is_passport(view, &span) => Some(Reason::Passport),
        _ => None,
    }
}

fn belongs(view: &View<'_>, span: &Range<usize>, class: Class) -> bool {
    view.near(span, class, 30).is_some() || view.before(span, Class::NumberOf, 25).is_none()
}

fn is_passport(view: &View<'_>, span: &Range<usize>) -> bool {
    view.near(span, Class::Passport, 45).is_some() && view.near(span, Class::GoodsPaper, 40).is_none()
}

/// Grouped as on a card, with the beginning of a card, and its last digit agrees with the rest.
fn is_card(view: &View<'_>, groups: &[Group], number: &[u8]) -> bool {
    let fours = groups.len() > 1 && groups.iter().rev().skip(1).all(|group| group.digits.len() <= 4);
    let american = groups.iter().map(|group| group.digits.len()).eq([4, 6, 5]);
    let grouped = groups.len() == 1 || fours || american;
    let begins = match number {
        [3, 4 | 7, ..] => number.len() == 15,
        [4, ..] => number.len() == 16 || number.len() == 19,
        [2, ..] => number.len() == 16 || number.len() == 19,
        [5 | 6, ..] => number.len() != 15,
        _ => false,
    };
    let span = digits::span(groups);
    grouped && begins && luhn(number) && view.before(&span, Class::NumberOf, 20).is_none()
}

fn luhn(number: &[u8]) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10) && number.iter().any(|digit| *digit != number[0])
}

fn weighted(number: &[u8], weights: &[u32]) -> u32 {
    number.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum()
}

fn is_inn(number: &[u8]) -> bool {
    let check = |weights: &[u32]| weighted(number, weights) % 11 % 10;
    number.len() == 12
        && check(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == u32::from(number[10])
        && check(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) == u32::from(number[11])
}

fn is_snils(number: &[u8]) -> bool {
    let sum = weighted(number, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
    let control = if sum == 100 { 0 } else { sum };
    number.len() == 11 && control == u32::from(number[9]) * 10 + u32::from(number[10])
}

/// An address with the number of a flat.
pub(super) fn home(view: &View<'_>, found: &mut Found) {
    for flat in view.each(Class::Flat) {
        let behind = &view.text.bytes[flat.end..];
        let skipped = behind.iter().take(3).take_while(|byte| matches!(byte, b'.' | b' ' | b'#' | b'-')).count();
        let digits = behind[skipped..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if let (Some(street), true) = (view.before(flat, Class::Street, 60), (1..=4).contains(&digits)) {
            let first = view.within(Class::Street, flat.start.saturating_sub(60)..flat.start).next().unwrap_or(street);
            found.add(view, Reason::HomeAddress, &both(first, &(flat.start..flat.end + skipped + digits)));
        }
    }
}
