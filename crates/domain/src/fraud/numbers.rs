//! Numbers in a message, however they are written: in groups, letters for digits, in words.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, encode, is_letter, is_space};
use super::rules::Seen;
use super::scan::Token;
use super::set::Set;
use super::spell::{self, parts};

/// Number words and what they are.
pub(super) const NUMERALS: &[(&str, u16)] = &[
    ("ноль", 0),
    ("нуль", 0),
    ("нол", 0),
    ("один", 1),
    ("одна", 1),
    ("раз", 1),
    ("два", 2),
    ("две", 2),
    ("три", 3),
    ("четыре", 4),
    ("пять", 5),
    ("шесть", 6),
    ("семь", 7),
    ("восемь", 8),
    ("девять", 9),
    ("десять", 10),
    ("одиннадцать", 11),
    ("двенадцать", 12),
    ("тринадцать", 13),
    ("четырнадцать", 14),
    ("пятнадцать", 15),
    ("шестнадцать", 16),
    ("семнадцать", 17),
    ("восемнадцать", 18),
    ("девятнадцать", 19),
    ("двадцать", 20),
    ("тридцать", 30),
    ("сорок", 40),
    ("пятьдесят", 50),
    ("шестьдесят", 60),
    ("семьдесят", 70),
    ("восемьдесят", 80),
    ("девяносто", 90),
    ("сто", 100),
    ("двести", 200),
    ("триста", 300),
    ("четыреста", 400),
    ("пятьсот", 500),
    ("шестьсот", 600),
    ("семьсот", 700),
    ("восемьсот", 800),
    ("девятьсот", 900),
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("нөл", 0),
    ("бір", 1),
    ("екі", 2),
    ("үш", 3),
    ("төрт", 4),
    ("бес", 5),
    ("алты", 6),
    ("жеті", 7),
    ("сегіз", 8),
    ("тоғыз", 9),
];

static VALUES: LazyLock<HashMap<Vec<u8>, u16>> = LazyLock::new(|| {
    let written = NUMERALS.iter().map(|(word, value)| (encode(word), *value));
    let sounds = NUMERALS.iter().map(|(word, value)| (spell::skeleton(&encode(word)), *value));
    sounds.chain(written).collect()
});

/// The digit that a letter stands for between digits.
pub(super) fn as_digit(byte: u8) -> Option<u8> {
    static LIKE: LazyLock<[Option<u8>; 256]> = LazyLock::new(|| {
        let mut like = [None; 256];
        encode("о0o0з3z2l1i1|1ч4б6b8в8s5")
            .chunks_exact(2)
            .for_each(|pair| like[usize::from(pair[0])] = Some(pair[1] - b'0'));
        (b'0'..=b'9').for_each(|digit| like[usize::from(digit)] = Some(digit - b'0'));
        like
    });
    LIKE[usize::from(byte)]
}

/// A longer run of digits is nothing that anybody gives away.
const DIGITS_MAX: usize = 40;
/// A number that means something has at most so many groups.
const GROUPS_MAX: usize = 20;
/// As many signs may stand between two groups of one number.
const APART: usize = 4;

/// Groups of digits with nothing but signs between them.
#[derive(Debug, Default)]
struct Run {
    digits: Vec<u8>,
    /// How many digits each group has, and which token it is.
    groups: Vec<(usize, usize)>,
    spoken: bool,
    /// The token with which it begins.
    start: usize,
}

/// Makes one token of the groups of a number and says what the number may be.
pub(super) fn join(text: &Folded, tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| token.number || token.is(Seen::Numeral)) {
        return;
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let run = run(text, tokens, at);
        let Some((_, last)) = run.groups.last().copied() else {
            out.push(tokens[at].clone());
            at += 1;
            continue;
        };
        if run.spoken && run.digits.len() < 4 {
            out.extend(tokens[at..=last].iter().cloned());
        } else {
            put(text, tokens, &run, &mut out);
        }
        at = last + 1;
    }
    *tokens = out;
}

fn run(text: &Folded, tokens: &[Token], start: usize) -> Run {
    let mut run = Run { start, ..Run::default() };
    let mut end = tokens[start].span.start;
    for (place, token) in tokens.iter().enumerate().skip(start) {
        let between = text.bytes.get(end..token.span.start).unwrap_or_default();
        let apart =
            between.len() <= APART && between.iter().all(|byte| parts(*byte) || is_space(*byte) || *byte == b'#');
        if run.digits.len() >= DIGITS_MAX || !(place == start || apart) {
            break;
        }
        if token.number {
            let digits = text.bytes[token.span.clone()].iter().filter_map(|byte| as_digit(*byte));
            let before = run.digits.len();
            run.digits.extend(digits.take(DIGITS_MAX));
            run.groups.push((run.digits.len() - before, place));
        } else if !token.is(Seen::Numeral) || !put_word(text, token, place, &mut run) {
            break;
        }
        end = token.span.end;
    }
    run
}

/// What a number word is, as it is written, by its look, or by its sound in Latin letters.
fn value(word: &[u8]) -> Option<u16> {
    let mut plain: Vec<u8> = word.iter().copied().filter(|byte| is_letter(*byte) || byte.is_ascii_digit()).collect();
    if let Some(value) = VALUES.get(&plain) {
        return Some(*value);
    }
    let letters = plain.clone();
    spell::as_cyrillic(&letters, false, &mut plain);
    if let Some(value) = VALUES.get(&plain) {
        return Some(*value);
    }
    spell::sounds(&letters, &mut plain);
    VALUES.get(&plain).copied()
}

/// Adds a number word; "девятьсот шестнадцать" is one number.
fn put_word(text: &Folded, token: &Token, place: usize, run: &mut Run) -> bool {
    let Some(value) = value(&text.bytes[token.span.clone()]) else { return false };
    let word: Vec<u8> = value.to_string().bytes().map(|digit| digit - b'0').collect();
    let zeros = run.digits.iter().rev().take_while(|digit| **digit == 0).count();
    match run.groups.last_mut() {
        Some((length, last)) if run.spoken && *length > 1 && word.len() <= zeros && value > 0 => {
            let keep = run.digits.len() - word.len();
            run.digits.truncate(keep);
            run.digits.extend(word);
            *last = place;
        }
        _ => {
            run.groups.push((word.len(), place));
            run.digits.extend(word);
        }
    }
    run.spoken = true;
    true
}

/// One token for the number, or one for each that it holds.
fn put(text: &Folded, tokens: &[Token], run: &Run, out: &mut Vec<Token>) {
    let (mut from, mut digit) = (0, 0);
    while from < run.groups.len() {
        let windows = (from + 1..=run.groups.len()).rev().map(|to| {
            let length: usize = run.groups[from..to].iter().map(|group| group.0).sum();
            (to, length)
        });
        let known = windows.filter(|(_, length)| (10..=19).contains(length)).find_map(|(to, length)| {
            let mut lengths = [0; GROUPS_MAX];
            let groups = lengths.get_mut(..to - from)?;
            groups.iter_mut().zip(&run.groups[from..to]).for_each(|(length, group)| *length = group.0);
            let around = first_of(run, from)..run.groups[to - 1].1 + 1;
            let seen = whole(text, tokens, around, &run.digits[digit..digit + length], groups);
            seen.map(|seen| (to, length, seen))
        });
        let (to, length, seen) = known.unwrap_or_else(|| {
            let rest: usize = run.groups[from..].iter().map(|group| group.0).sum();
            let single = run.groups[from..].iter().all(|group| group.0 <= 3) && rest <= 8;
            let to = if single { run.groups.len() } else { from + 1 };
            (to, run.groups[from..to].iter().map(|group| group.0).sum(), Set::NONE)
        });
        let first = &tokens[first_of(run, from)];
        let span = first.span.start..tokens[run.groups[to - 1].1].span.end;
        let mut token = Token { span, number: true, ..first.clone() };
        token.sense.concepts = if to == from + 1 { token.sense.concepts } else { Set::NONE };
        token.sense.concepts |= seen | Seen::Number.bit() | by_length(length);
        out.push(token);
        digit += length;
        from = to;
    }
}

/// The token with which a group begins.
fn first_of(run: &Run, group: usize) -> usize {
    if group == 0 { run.start } else { run.groups[group - 1].1 + 1 }
}

fn by_length(length: usize) -> Set {
    match length {
        4..=8 => Seen::ShortNumber.bit(),
        9.. => Seen::LongNumber.bit(),
        _ => Set::NONE,
    }
}

/// What a whole number is by its form and by the words around it.
fn whole(text: &Folded, tokens: &[Token], at: Range<usize>, digits: &[u8], groups: &[usize]) -> Option<Set> {
    let start = tokens[at.start].span.start;
    let before = &tokens[at.start.saturating_sub(5)..at.start];
    let last = |seen: Seen| before.iter().rposition(|token| token.is(seen));
    let is_of = last(Seen::NumberOf);
    let plus = text.bytes[..start].iter().rev().take(2).any(|byte| *byte == b'+');
    let called = |seen: Seen| last(seen).is_some_and(|at| is_of.is_none_or(|of| of <= at));
    let around =
        |seen: Seen| called(seen) || tokens[at.end..(at.end + 4).min(tokens.len())].iter().any(|token| token.is(seen));
    if is_card(digits, groups) && (is_of.is_none() || called(Seen::CardWord)) {
        return Some(Seen::Card.bit());
    }
    if groups == [3, 3, 3, 2] && digits.len() == 11 && !called(Seen::PhoneWord) && !plus {
        return Some(Seen::SnilsNumber.bit());
    }
    if digits.len() == 10 && around(Seen::PassportWord) && matches!(groups, [4, 6] | [2, 2, 6] | [10]) {
        return Some(Seen::PassportNumber.bit());
    }
    if digits.len() == 12 && around(Seen::InnWord) {
        return Some(Seen::InnNumber.bit());
    }
    (is_phone(digits, groups, plus, around(Seen::PhoneWord)) && (is_of.is_none() || plus || called(Seen::PhoneWord)))
        .then_some(Seen::Phone.bit())
}

/// The digits of a number as it is written.
pub(super) fn digits_of(written: &[u8]) -> Vec<u8> {
    let plain: Vec<u8> = written.iter().copied().filter(u8::is_ascii_digit).collect();
    if plain.is_empty() { written.to_vec() } else { plain }
}

fn is_card(digits: &[u8], groups: &[usize]) -> bool {
    let grouped = groups.len() == 1
        || groups.iter().all(|length| *length <= 4)
        || groups.iter().all(|length| *length == 8 || *length == 4);
    let begins = match digits {
        [3, 4 | 7, ..] => digits.len() == 15,
        [2 | 4 | 5 | 6, ..] => matches!(digits.len(), 16 | 18 | 19),
        _ => false,
    };
    grouped && begins && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let double = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { u32::from(*digit) } else { double(u32::from(*digit)) })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

fn is_phone(digits: &[u8], groups: &[usize], plus: bool, spoken: bool) -> bool {
    if plus {
        return (11..=13).contains(&digits.len());
    }
    let whole = groups.len() == 1 || spoken || groups.iter().all(|length| *length <= 4) || groups[0] == 1;
    match digits {
        [7 | 8, 3 | 4 | 7 | 8 | 9, ..] if digits.len() == 11 => whole,
        [9, ..] if digits.len() == 10 => spoken || matches!(groups, [3, 3, 2, 2] | [3, 3, 4] | [3, 7]),
        [3, 7 | 8, ..] | [9, 9, ..] if digits.len() == 12 => groups.len() > 1 || spoken,
        _ => false,
    }
}

/// Where a token of the folded message stands in the text.
pub(super) fn origin(text: &Folded, span: &Range<usize>) -> Range<usize> {
    let place = |at: usize| text.at.get(at).or(text.at.last()).map_or(0, |at| usize::try_from(*at).unwrap_or_default());
    let (start, end) = (place(span.start), place(span.end));
    start.min(end)..end
}
