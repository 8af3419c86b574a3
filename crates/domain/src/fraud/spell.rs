//! Other ways to write the same letters: look-alikes, digits for letters, Latin letters for Russian sounds, the wrong
//! layout of the keyboard.

use std::sync::LazyLock;

use super::fold::{SIGN, encode, is_cyrillic, is_letter};

type Table = [u8; 256];

fn table(pairs: &str) -> Table {
    let mut table: Table = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or_default());
    for pair in encode(pairs).chunks_exact(2) {
        table[usize::from(pair[0])] = pair[1];
    }
    table
}

/// By their look.
static LOOKS: LazyLock<Table> =
    LazyLock::new(|| table("aаbвcсdдeеfфgдhнiиjиkкlлmмnпoоpрqкrгsсtтuиvвwшxхyуzз0о1и3з4ч6б8в9д@а$с!и|л"));
/// By their sound, and digits by another look.
static SOUNDS: LazyLock<Table> =
    LazyLock::new(|| table("aаbбcцdдeеfфgгhхiиjжkкlлmмnнoоpпqкrрsсtтuуvвwвxхyыzз0о1л3е4а5с6б7т8в9г@а$с!и|и"));
/// As digits stand for Latin letters.
static LATIN: LazyLock<Table> = LazyLock::new(|| table("0o1i3e4a5s6b7t8b9g@a$s!i|l"));
/// The keys of a Russian keyboard.
static LAYOUT: LazyLock<Table> =
    LazyLock::new(|| table("qйwцeуrкtеyнuгiшoщpз[х]ъaфsыdвfаgпhрjоkлlд;ж'эzяxчcсvмbиnтmь,б.ю"));

/// What may stand for a letter inside a word.
pub(super) fn stands_for_letter(byte: u8) -> bool {
    matches!(byte, b'@' | b'$' | b'!' | b'|') || byte.is_ascii_digit()
}

/// A Cyrillic word without its foreign letters, by their look and by their sound.
pub(super) fn as_cyrillic(word: &[u8], by_sound: bool, into: &mut Vec<u8>) {
    let table: &Table = if by_sound { &SOUNDS } else { &LOOKS };
    into.clear();
    into.extend(word.iter().map(|byte| table[usize::from(*byte)]));
}

/// A Latin word whose digits are letters.
pub(super) fn as_latin(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    into.extend(word.iter().map(|byte| LATIN[usize::from(*byte)]));
}

/// What the same keys give on a Russian keyboard.
pub(super) fn by_layout(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    into.extend(word.iter().map(|byte| LAYOUT[usize::from(*byte)]));
}

/// A word in which no letter stands twice in a row.
pub(super) fn without_rows(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    for byte in word {
        if into.last() != Some(byte) {
            into.push(*byte);
        }
    }
}

/// Whether a letter stands twice in a row.
pub(super) fn has_pair(word: &[u8]) -> bool {
    word.windows(2).any(|two| is_letter(two[0]) && two[0] == two[1])
}

/// Whether every letter of a Latin word has a Russian look-alike that nobody can tell from it in capitals.
pub(super) fn may_be_looks(word: &[u8]) -> bool {
    word.iter().all(|byte| {
        matches!(
            byte,
            b'a' | b'b'
                | b'c'
                | b'e'
                | b'h'
                | b'k'
                | b'm'
                | b'o'
                | b'p'
                | b't'
                | b'x'
                | b'y'
                | b'u'
                | b'n'
                | b'r'
                | b'0'
                | b'3'
                | b'6'
        )
    })
}

/// Longer ones first; what they are in a skeleton.
const CLUSTERS: &[(&[u8], &[u8])] = &[
    (b"shch", b"w"),
    (b"sch", b"w"),
    (b"sh", b"w"),
    (b"ch", b"q"),
    (b"zh", b"j"),
    (b"kh", b"h"),
    (b"ts", b"c"),
    (b"tc", b"c"),
    (b"yu", b"u"),
    (b"ju", b"u"),
    (b"iu", b"u"),
    (b"ya", b"a"),
    (b"ja", b"a"),
    (b"yo", b"e"),
    (b"jo", b"e"),
    (b"ye", b"e"),
    (b"je", b"e"),
    (b"ck", b"k"),
    (b"y", b"i"),
    (b"j", b"i"),
    (b"x", b"h"),
    (b"w", b"v"),
    (b"'", b""),
];

/// The letters of Russian words in a skeleton.
static BONES: LazyLock<Vec<&'static [u8]>> = LazyLock::new(|| {
    let order = encode("абвгдежзиклмнопрстуфхцчшщъыьэюя");
    let bones: [&[u8]; 31] = [
        b"a", b"b", b"v", b"g", b"d", b"e", b"j", b"z", b"i", b"k", b"l", b"m", b"n", b"o", b"p", b"r", b"s", b"t",
        b"u", b"f", b"h", b"c", b"q", b"w", b"w", b"", b"i", b"", b"e", b"u", b"a",
    ];
    let mut all: Vec<&[u8]> = vec![b""; 256];
    order.iter().zip(bones).for_each(|(byte, bone)| all[usize::from(*byte)] = bone);
    all
});

fn push(into: &mut Vec<u8>, bone: &[u8]) {
    for byte in bone {
        if into.last() != Some(byte) {
            into.push(*byte);
        }
    }
}

/// A Russian word as its sounds in Latin letters, of which those that people write differently are the same.
pub(super) fn skeleton(word: &[u8]) -> Vec<u8> {
    let mut bones = Vec::with_capacity(word.len());
    for byte in word {
        if is_cyrillic(*byte) {
            push(&mut bones, BONES[usize::from(*byte)]);
        } else {
            push(&mut bones, &[*byte]);
        }
    }
    bones
}

/// A Latin word as its sounds where w is ш, j is ж and digits are letters by their first sound; whether it has any of them.
pub(super) fn other_sounds(word: &[u8], into: &mut Vec<u8>) -> bool {
    if !word.iter().any(|byte| matches!(byte, b'w' | b'j' | b'4' | b'6' | b'c')) {
        return false;
    }
    let mut plain = Vec::with_capacity(word.len());
    // The letters of a skeleton that no Latin word has as such.
    plain.extend(word.iter().map(|byte| match byte {
        b'4' => b'q',
        b'6' => b'w',
        b'j' => 0x01,
        b'w' => 0x02,
        other => LATIN[usize::from(*other)],
    }));
    sounds(&plain, into);
    for byte in into.iter_mut() {
        *byte = match *byte {
            0x01 => b'j',
            0x02 => b'w',
            other => other,
        };
    }
    true
}

/// A Latin word as its sounds.
pub(super) fn sounds(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    let mut at = 0;
    while at < word.len() {
        let cluster = CLUSTERS.iter().find(|(latin, _)| word[at..].starts_with(latin));
        let (taken, bone) = cluster.map_or((1, &word[at..=at]), |(latin, bone)| (latin.len(), *bone));
        push(into, bone);
        at += taken;
    }
}

/// What may stand between letters that are written apart.
pub(super) fn parts(byte: u8) -> bool {
    byte == SIGN || b" .-_*,/|~+'\"=^:\\()[]".contains(&byte)
}
