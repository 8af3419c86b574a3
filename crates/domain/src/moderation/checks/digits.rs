//! Numbers in a text, however they are written: in a row, in groups, letters for digits, in words.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{encode, is_letter};
use super::view::View;

/// How many signs may stand between two groups of one number.
const APART: usize = 3;

/// Digits that stand together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) digits: Vec<u8>,
    pub(super) span: Range<usize>,
    /// Written in words.
    pub(super) words: bool,
}

/// Groups with nothing but signs between them.
#[derive(Debug, Default)]
pub(super) struct Run(pub(super) Vec<Group>);

/// Number words without ь: one word, its value.
const NUMERALS: &str = "ноль 0 нуль 0 один 1 одна 1 два 2 две 2 три 3 четыре 4 пять 5 шесть 6 семь 7 сем 7 восемь 8 восем 8 девять 9 десять 10 \
    одиннадцать 11 двенадцать 12 тринадцать 13 четырнадцать 14 пятнадцать 15 шестнадцать 16 семнадцать 17 восемнадцать 18 \
    девятнадцать 19 двадцать 20 тридцать 30 сорок 40 пятьдесят 50 шестьдесят 60 семьдесят 70 восемьдесят 80 девяносто 90 \
    сто 100 двести 200 триста 300 четыреста 400 пятьсот 500 шестьсот 600 семьсот 700 восемьсот 800 девятьсот 900 \
    zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9";

static VALUES: LazyLock<HashMap<Vec<u8>, u16>> = LazyLock::new(|| {
    let words: Vec<&str> = NUMERALS.split_whitespace().collect();
    let value = |pair: &[&str]| Some((bare(&encode(pair.first()?)), pair.get(1)?.parse().ok()?));
    words.chunks_exact(2).filter_map(value).collect()
});

static SOFT: LazyLock<u8> = LazyLock::new(|| encode("ь").first().copied().unwrap_or_default());

fn bare(word: &[u8]) -> Vec<u8> {
    word.iter().copied().filter(|byte| *byte != *SOFT).collect()
}

/// The digit that a letter stands for between digits.
fn as_digit(byte: u8) -> Option<u8> {
    static LIKE: LazyLock<Vec<(u8, u8)>> =
        LazyLock::new(|| encode("о0o0з3l1i1|1ч4б6").chunks_exact(2).map(|pair| (pair[0], pair[1])).collect());
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        _ => LIKE.iter().find(|(like, _)| *like == byte).map(|(_, digit)| digit - b'0'),
    }
}

/// The runs of a text.
pub(super) fn runs(view: &View<'_>) -> Vec<Run> {
    let bytes = &view.text.bytes;
    let (mut runs, mut run) = (Vec::new(), Run::default());
    let (mut at, mut end) = (0, 0);
    while at < bytes.len() {
        if !(is_letter(bytes[at]) || bytes[at].is_ascii_digit()) {
            if at - end >= APART || !separates(bytes[at]) {
                close(&mut run, &mut runs);
            }
            at += 1;
            continue;
        }
        let token = bytes[at..].iter().take_while(|byte| is_letter(**byte) || byte.is_ascii_digit()).count();
        match group(bytes, at..at + token) {
            Some(group) if group.words => put_word(&mut run, group),
            Some(group) => run.0.push(group),
            None => {
                close(&mut run, &mut runs);
                put_ends(bytes, at..at + token, &mut run, &mut runs);
            }
        }
        at += token;
        end = at;
    }
    close(&mut run, &mut runs);
    runs
}

fn close(run: &mut Run, runs: &mut Vec<Run>) {
    if !run.0.is_empty() {
        runs.push(std::mem::take(run));
    }
}

/// What may stand between two groups of one number.
pub(super) fn separates(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'+' | b'/' | b'_' | b'*' | b',' | b'~' | b':' | 0xA1)
}

/// A token as digits: all digits, or digits and letters that look like them, or a number word.
fn group(bytes: &[u8], span: Range<usize>) -> Option<Group> {
    let token = &bytes[span.clone()];
    if token.iter().any(u8::is_ascii_digit) {
        let digits: Option<Vec<u8>> = token.iter().map(|byte| as_digit(*byte)).collect();
        return digits.map(|digits| Group { digits, span, words: false });
    }
    let value = VALUES.get(&bare(token))?;
    Some(Group { digits: value.to_string().bytes().map(|digit| digit - b'0').collect(), span, words: true })
}

/// The digits at the end of a word that is no number: `тел89161234567`.
fn put_ends(bytes: &[u8], span: Range<usize>, run: &mut Run, runs: &mut Vec<Run>) {
    let leading = bytes[span.clone()].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let trailing = bytes[span.clone()].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = |span: Range<usize>| Group {
        digits: bytes[span.clone()].iter().map(|byte| byte - b'0').collect(),
        span,
        words: false,
    };
    if leading >= 10 {
        runs.push(Run(vec![digits(span.start..span.start + leading)]));
    }
    if trailing > 0 {
        run.0.push(digits(span.end - trailing..span.end));
    }
}

/// Adds a number word; `девятьсот шестнадцать` is one number.
fn put_word(run: &mut Run, word: Group) {
    let fits = |last: &Group| {
        let zeros = last.digits.iter().rev().take_while(|digit| **digit == 0).count();
        last.words && last.digits.len() > 1 && word.digits != [0] && word.digits.len() <= zeros
    };
    match run.0.last_mut() {
        Some(last) if fits(last) => {
            let keep = last.digits.len() - word.digits.len();
            last.digits.truncate(keep);
            last.digits.extend(word.digits);
            last.span.end = word.span.end;
        }
        _ => run.0.push(word),
    }
}

/// The digits of some groups in a row.
pub(super) fn digits(groups: &[Group]) -> Vec<u8> {
    groups.iter().flat_map(|group| group.digits.iter().copied()).collect()
}

/// Where some groups stand.
pub(super) fn span(groups: &[Group]) -> Range<usize> {
    match (groups.first(), groups.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    }
}

impl Run {
    /// Every row of groups with at least `least` and at most `most` digits; longer ones first, from the left.
    pub(super) fn windows(&self, least: usize, most: usize) -> impl Iterator<Item = &[Group]> {
        (0..self.0.len()).flat_map(move |from| {
            let mut sum = 0;
            let ends = (from..self.0.len()).take_while(move |to| {
                sum += self.0[*to].digits.len();
                sum <= most
            });
            let mut ends: Vec<usize> = ends.collect();
            ends.reverse();
            let windows = ends.into_iter().map(move |to| &self.0[from..=to]);
            windows.filter(move |groups| groups.iter().map(|group| group.digits.len()).sum::<usize>() >= least)
        })
    }
}
