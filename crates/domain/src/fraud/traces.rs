//! What ties messages of different people together: nearly the same words, the same links, the same payment details, the
//! same contacts. Only hashes leave this module.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fold::{Folded, is_cyrillic, is_letter};
use super::hosts;
use super::numbers::digits_of;
use super::rules::Seen;
use super::scan::{self, Token};
use super::spell;
use super::{Guard, lexicon};
use crate::people::named;

named! {
    /// What a trace is of.
    #[derive(PartialOrd, Ord)]
    TraceKind {
        /// The words themselves.
        Text = "text",
        /// The host of a link.
        Link = "link",
        /// A card.
        Payment = "payment",
        /// A phone, an address, a name in a messenger.
        Contact = "contact",
    }
}

/// Something that two messages may have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Trace {
    /// What it is of.
    pub kind: TraceKind,
    /// SHA-256 of the normalised value, in lower case hex.
    pub hash: String,
}

/// Shorter texts are the same by chance: "спасибо" ties nobody together.
const TEXT_LEAST: usize = 4;
/// The last digits of a phone that stay the same however it is written.
const PHONE_DIGITS: usize = 10;

/// A number of 64 bits that differs little where texts differ little.
///
/// Made of pairs of words without their disguise and their endings; numbers count as the same word, so that the price or
/// the name of the product makes no other text of it.
///
/// # Examples
///
/// ```
/// use domain::fraud::traces::{distance, simhash};
///
/// let one = simhash("Здравствуйте! Для возврата 2390 рублей назовите код из смс, жду его здесь");
/// let other = simhash("здравствуйте, для возврата 11790 рублей назовите к о д из смс. Жду его здесь!");
/// assert!(distance(one, other) <= 6);
/// ```
pub fn simhash(text: &str) -> u64 {
    let words = words(text);
    let mut votes = [0_i32; 64];
    let alone = words.iter().map(|word| (lexicon::hash(word), 1));
    let pairs = words.windows(2).map(|pair| (lexicon::hash(&pair.concat()), 2));
    for (hash, weight) in alone.chain(pairs) {
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { weight } else { -weight };
        }
    }
    votes.iter().enumerate().fold(0, |all, (bit, vote)| all | u64::from(*vote > 0) << bit)
}

/// In how many bits two such numbers differ; up to 6 or so the texts are nearly the same.
pub fn distance(one: u64, other: u64) -> u32 {
    (one ^ other).count_ones()
}

/// The traces of a text, each once.
pub fn traces(text: &str) -> Vec<Trace> {
    let mut folded = Folded::default();
    folded.read(text, true);
    let tokens = scan::tokens(&Guard::built_in().rules.lexicon, &folded);
    let mut traces: Vec<Trace> = tokens.iter().filter_map(|token| of(&folded, token)).collect();
    let words = words(text);
    if words.len() >= TEXT_LEAST {
        traces.push(trace(TraceKind::Text, &words.join(&b' ')));
    }
    traces.sort();
    traces.dedup();
    traces
}

fn of(text: &Folded, token: &Token) -> Option<Trace> {
    let value = &text.bytes[token.span.clone()];
    if token.is(Seen::Card) {
        return Some(trace(TraceKind::Payment, &digits_of(value)));
    }
    if token.is(Seen::Phone) {
        let digits = digits_of(value);
        return Some(trace(TraceKind::Contact, &digits[digits.len().saturating_sub(PHONE_DIGITS)..]));
    }
    let address: Vec<u8> = value.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if token.is(Seen::Link) {
        return Some(trace(TraceKind::Link, hosts::name(&address)));
    }
    let is_contact = token.is(Seen::Email) || token.is(Seen::Handle) || token.is(Seen::MessengerLink);
    is_contact.then(|| trace(TraceKind::Contact, hosts::handle(&address)))
}

fn trace(kind: TraceKind, value: &[u8]) -> Trace {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(value) {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        hash.extend([digit(byte >> 4), digit(byte & 0xF)]);
    }
    Trace { kind, hash }
}

/// The words of a text without their disguise and their endings.
fn words(text: &str) -> Vec<Vec<u8>> {
    let mut folded = Folded::default();
    folded.read(text, true);
    let tokens = scan::tokens(&Guard::built_in().rules.lexicon, &folded);
    tokens
        .iter()
        .filter(|token| !token.is(Seen::Question))
        .map(|token| word(&folded, &token.span, token.number))
        .collect()
}

/// Endings are cut here: five letters tell words apart well enough.
const STEM: usize = 5;

fn word(text: &Folded, span: &Range<usize>, number: bool) -> Vec<u8> {
    if number {
        return b"0".to_vec();
    }
    let letters: Vec<u8> =
        text.bytes[span.clone()].iter().copied().filter(|byte| is_letter(*byte) || byte.is_ascii_digit()).collect();
    let mut plain = Vec::new();
    if letters.iter().any(|byte| is_cyrillic(*byte)) {
        spell::as_cyrillic(&letters, false, &mut plain);
    } else {
        spell::as_latin(&letters, &mut plain);
    }
    let mut bones = spell::skeleton(&plain);
    bones.truncate(STEM);
    bones
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TraceKind> {
        traces(text).iter().map(|trace| trace.kind).collect()
    }

    #[test]
    fn the_same_text_in_another_disguise_and_with_another_price_is_nearly_the_same() {
        let plain = simhash("Здравствуйте! Переведите предоплату 2000 рублей на карту, и я сразу отправлю ваш заказ");
        let disguised =
            simhash("здрaвcтвуйте, перевeдите п.р.е.д.о.п.л.а.т.у 7500 рублей на кaрту и я сразу отправлю ваш заказ!!");
        let other = simhash("Добрый день, подскажите, подойдёт ли этот чехол к телефону и когда его привезут в пункт");
        assert!(distance(plain, disguised) <= 6, "{}", distance(plain, disguised));
        assert!(distance(plain, other) > 16, "{}", distance(plain, other));
    }

    #[test]
    fn a_card_and_a_phone_are_the_same_however_they_are_grouped() {
        let payment = |text| traces(text).into_iter().find(|trace| trace.kind == TraceKind::Payment);
        assert_eq!(payment("вот 4111 1111 1111 1111"), payment("карта 4111111111111111, жду"));
        assert!(payment("вот 4111 1111 1111 1111").is_some());
        let contact = |text| traces(text).into_iter().find(|trace| trace.kind == TraceKind::Contact);
        assert_eq!(contact("звоните +7 916 123-45-67"), contact("мой телефон 8 (916) 123 45 67"));
        assert!(contact("звоните +7 916 123-45-67").is_some());
    }

    #[test]
    fn a_link_is_known_by_its_host_and_a_handle_by_its_name() {
        let link = |text| traces(text).into_iter().find(|trace| trace.kind == TraceKind::Link);
        assert_eq!(link("тут https://pay-safe.site/a/1"), link("оплатите на pay-safe.site/b?x=2"));
        assert_eq!(kinds("пишите @shop_spb1"), [TraceKind::Contact]);
        assert_eq!(kinds("спасибо большое"), []);
    }
}
