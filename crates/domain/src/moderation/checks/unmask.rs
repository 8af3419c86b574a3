//! A folded text without its disguise, and Russian in Latin letters as Russian.

use std::sync::LazyLock;

use super::fold::{Folded, OTHER_CYRILLIC, SIGN, WORD_MAX, classify, encode, is_cyrillic, is_letter};

/// Whether a byte stands between letters that are written apart.
fn parts(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'-' | b'_' | b'*' | b',' | b'/' | b'|' | b'~' | b'+' | b'\'' | SIGN)
}

/// The text without its disguise: letters written apart are joined, letters of another script and digits that stand for
/// letters are the letters, a row of one letter is one.
pub(super) fn unmask(from: &Folded) -> Folded {
    let mut plain = Folded::default();
    let mut at = 0;
    while at < from.bytes.len() {
        let apart = letters_apart(from, at);
        let end = if apart.len() >= 3 { apart[apart.len() - 1] + 1 } else { word_end(from, at) };
        let begin = plain.bytes.len();
        if apart.len() >= 3 {
            unmask_word(from, &apart, &mut plain);
            plain.joined.push(begin..plain.bytes.len());
        } else if end > at {
            unmask_word(from, &(at..end).collect::<Vec<_>>(), &mut plain);
        } else {
            plain.push(from.bytes[at], from.at[at]);
        }
        at = end.max(at + 1);
    }
    plain.at.push(from.at.last().copied().unwrap_or_default());
    plain
}

/// Where letters stand one by one from here on.
fn letters_apart(from: &Folded, start: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = start;
    let single = |at: usize| {
        let outside = |at: usize| !is_letter(from.byte(at)) && !from.byte(at).is_ascii_digit();
        (is_letter(from.byte(at)) || from.byte(at).is_ascii_digit()) && (at == 0 || outside(at - 1)) && outside(at + 1)
    };
    while at < from.bytes.len() && places.len() < WORD_MAX && single(at) {
        places.push(at);
        if !parts(from.byte(at + 1)) {
            break;
        }
        at += 2;
    }
    let letters = places.iter().filter(|at| is_letter(from.byte(**at))).count();
    if letters * 2 > places.len() { places } else { Vec::new() }
}

/// Where the word that begins here ends, with signs inside that stand for letters.
fn word_end(from: &Folded, start: usize) -> usize {
    let inside = |byte: u8| is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'@' | b'$' | b'!' | b'|');
    let length = from.bytes[start..].iter().take_while(|byte| inside(**byte)).count();
    let tail = from.bytes[start..start + length].iter().rev().take_while(|byte| !is_letter(**byte)).count();
    start + length - tail
}

fn unmask_word(from: &Folded, places: &[usize], plain: &mut Folded) {
    let count = |test: fn(u8) -> bool| places.iter().filter(|at| test(from.byte(**at))).count();
    let (cyrillic, latin) = (count(is_cyrillic), count(|byte| byte.is_ascii_lowercase()));
    let begin = plain.bytes.len();
    for at in places {
        let byte = from.byte(*at);
        let before = if plain.bytes.len() > begin { plain.byte(plain.bytes.len() - 1) } else { b' ' };
        let letter = if cyrillic > 0 {
            as_cyrillic(byte, before)
        } else if latin > 0 {
            as_latin(byte)
        } else {
            byte
        };
        let longer = cyrillic > 0 || row(&from.bytes, *at) >= 3;
        if letter != before || !is_letter(letter) || !longer {
            plain.push(letter, from.at[*at]);
        }
    }
}

/// How long the row of one byte around a place is.
fn row(bytes: &[u8], at: usize) -> usize {
    let same = |byte: &&u8| **byte == bytes[at];
    bytes[at..].iter().take(3).take_while(same).count() + bytes[..at].iter().rev().take(3).take_while(same).count()
}

static LOOKS: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut looks: [u8; 256] = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or_default());
    let pairs = "aаbвcсdдeеfфgгhнiиjйkкlлmмnпoоpрqкrгsсtтuиvвwшxхyуzз0о1и3з4ч6б8в9я@а$с!и|л";
    let pairs: Vec<u8> = encode(pairs);
    for pair in pairs.chunks_exact(2) {
        looks[usize::from(pair[0])] = pair[1];
    }
    for (place, like) in OTHER_CYRILLIC.chars().skip(1).step_by(2).enumerate() {
        looks[0xC0 + place] = classify(like).0;
    }
    looks
});

/// The Cyrillic letter that this stands for in a Cyrillic word.
fn as_cyrillic(byte: u8, before: u8) -> u8 {
    let [kh, u, r] = [classify('х').0, classify('у').0, classify('р').0];
    match byte {
        b'u' if before == kh => u,
        b'r' => r,
        _ => LOOKS[usize::from(byte)],
    }
}

/// The Latin letter that this stands for in a Latin word.
fn as_latin(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'!' | b'|' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'6' => b'b',
        other => other,
    }
}

/// Russian written in Latin letters, and the Russian; longer ones first.
const TRANSLITERATED: &str = "shch щ sch щ yo е zh ж kh х ts ц ch ч sh ш yu ю ya я ju ю ja я ye е \
    a а b б c ц d д e е f ф g г h х i и j й k к l л m м n н o о p п q к r р s с t т u у v в w в x х y ы z з ' ь";

static TRANSLITERATION: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let words: Vec<&str> = TRANSLITERATED.split_whitespace().collect();
    words.chunks_exact(2).map(|pair| (encode(pair[0]), encode(pair[1]))).collect()
});

/// Russian in Latin letters as Russian.
pub(super) fn transliterate(from: &Folded) -> Folded {
    let mut russian = Folded::default();
    let (vowels, half, full) = (encode("аеиоуыэюя"), classify('й').0, classify('ы').0);
    let mut at = 0;
    while at < from.bytes.len() {
        let known = TRANSLITERATION.iter().find(|(latin, _)| from.bytes[at..].starts_with(latin));
        let (taken, given) = known.map_or((1, &from.bytes[at..=at]), |(latin, given)| (latin.len(), given.as_slice()));
        for byte in given {
            let short = *byte == full && russian.bytes.last().is_some_and(|last| vowels.contains(last));
            russian.push(if short { half } else { *byte }, from.at[at]);
        }
        at += taken;
    }
    russian.at.push(from.at.last().copied().unwrap_or_default());
    russian
}
