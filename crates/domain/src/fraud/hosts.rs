//! Addresses of people and sites, plain, in words and disguised.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, encode, is_cyrillic, is_letter, is_space};
use super::rules::Seen;
use super::scan::Token;
use super::set::Set;
use super::spell;

/// Ends of host names.
const ZONES: &str = "ru com net org su info shop store online site xyz click biz by kz ua uz io cc ltd ly gl gd gs ws tk ml cf ga icu vip gy \
    рф рус ру py ком онлайн сайт москва дети top club pro live link world space website app dev life fun team market agency sale tech de me us to \
    tv eu uk cn ai am ge pw cam buzz monster cyou sbs rest bar one asia mobi name group support help center services finance bank money pay \
    at be fr it pl cz fi se no nl lt lv ee md tj kg tm az in id hk sg jp kr page host press digital email art blog design lol win bid trade \
    loan date stream download men work party review science cricket racing webcam accountant faith zip mov chat express delivery cash\
    ";
/// Ends that are words of some language as well: only behind a scheme, a path or a known name.
const WORD_ZONES: &str = "is me to us de in no be at am it id one name top pro link live life fun team market sale tech bar rest \
    help support center group pay bank money work party date men bid win art page host email chat cash app world space dev";
/// Ends behind which a Cyrillic name may stand.
const BEHIND_CYRILLIC: &str = "ru py com рф рус net org shop online site ру ком онлайн сайт store";
/// Ends of hosts whose dots are spelt.
const SPELT: &str = "ru py com рф рус ру ком net нет org орг shop шоп online онлайн site сайт store стор kz кз su info инфо me ми ли ly xyz top топ by io cc";
/// Hosts that open a messenger.
const MESSENGERS: &str = "t.me telegram.me telegram.dog telegram.org wa.me viber.click m.me vk.me discord.gg whatsapp.com ok.me max.ru vb.me signal.me tg.me тг.ми т.ме t.mе";
/// Names before the zone `me` that open a messenger where the dot stands apart.
const BEFORE_ME: &str = "t т wa tg тг telegram viber vk вк";
/// The marketplace's own hosts.
const OWN: &str = "ozon.ru ozon.com ozon.kz ozon.by ozon.travel ozonru.me озон.ру ozon.ру озон.рф";
/// What is written with a dot and is no host.
const NO_HOSTS: &str = "asp.net vb.net ado.net socket.io node.js";
/// A host name is no longer than this.
const HOST_MAX: usize = 253;

fn words(list: &str) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = list.split_whitespace().map(encode).collect();
    words.sort();
    words
}

macro_rules! table {
    ($($name:ident $list:expr;)*) => {
        $(static $name: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| words($list));)*
    };
}

table! {
    IN_ZONES ZONES;
    IN_WORD_ZONES WORD_ZONES;
    IN_BEHIND BEHIND_CYRILLIC;
    IN_SPELT SPELT;
    IN_BEFORE_ME BEFORE_ME;
    IN_MESSENGERS MESSENGERS;
    IN_OWN OWN;
    IN_NO_HOSTS NO_HOSTS;
    AT_WORDS "at a а собака эт";
}

fn is_in(table: &[Vec<u8>], word: &[u8]) -> bool {
    table.binary_search_by(|known| known.as_slice().cmp(word)).is_ok()
}

fn in_host(byte: u8) -> bool {
    is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_')
}

/// The address in a stretch without spaces, and what it is.
pub(super) fn address(text: &Folded, chunk: Range<usize>) -> Option<(Range<usize>, Set)> {
    let bytes = &text.bytes[chunk.clone()];
    let tail = bytes.iter().rev().take_while(|byte| matches!(byte, b'.' | b',' | b'!' | b'?')).count();
    let inside = &bytes[..bytes.len() - tail];
    if inside.len() < 4 || !inside.iter().any(|byte| matches!(byte, b'.' | b'@' | b':' | b'_' | b'(' | b'[' | b'{')) {
        return None;
    }
    let scheme = bytes.windows(3).position(|three| three == b"://").map(|at| chunk.start + at);
    if let Some(scheme) = scheme {
        return with_scheme(text, &chunk, scheme);
    }
    if let Some((at, behind)) = at_sign(text, &chunk) {
        return person(text, &chunk, at, behind);
    }
    let mut from = chunk.start;
    while let Some(dot) = text.bytes[from..chunk.end].iter().position(|byte| *byte == b'.').map(|at| from + at) {
        let before = text.bytes[from..dot].iter().rev().take_while(|byte| in_host(**byte)).count();
        let behind = text.bytes[dot..chunk.end].iter().take_while(|byte| in_host(**byte)).count();
        if let Some(found) = site(text, &chunk, dot - before..dot + behind) {
            return Some(found);
        }
        from = dot + behind;
    }
    nick(text, &chunk)
}

/// A name with an underscore, as people have in messengers.
fn nick(text: &Folded, chunk: &Range<usize>) -> Option<(Range<usize>, Set)> {
    let at = chunk.start + text.bytes[chunk.clone()].iter().position(|byte| *byte == b'_')?;
    let inside = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
    let before = text.bytes[chunk.start..at].iter().rev().take_while(|byte| inside(byte)).count();
    let behind = text.bytes[at..chunk.end].iter().take_while(|byte| inside(byte)).count();
    let span = at - before..at + behind;
    let latin = text.bytes[span.clone()].iter().filter(|byte| byte.is_ascii_lowercase()).count();
    let parted = text.bytes[span.clone()].split(|byte| *byte == b'_').all(|part| part.len() != 1);
    (before > 1 && latin >= 3 && span.len() >= 5 && parted).then(|| (span, Seen::Nick.bit()))
}

fn with_scheme(text: &Folded, chunk: &Range<usize>, scheme: usize) -> Option<(Range<usize>, Set)> {
    let before = text.bytes[chunk.start..scheme].iter().rev().take_while(|byte| is_letter(**byte)).count();
    let start = scheme + 3;
    let rest = &text.bytes[start..chunk.end];
    let authority = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    // What stands before an `@` is a name with which one signs in, not the host.
    let host = rest[..authority].iter().rposition(|byte| *byte == b'@').map_or(start, |at| start + at + 1);
    let length = text.bytes[host..chunk.end].iter().take(HOST_MAX).take_while(|byte| in_host(**byte)).count();
    let name = &text.bytes[host..host + length];
    if before == 0 && name.is_empty() {
        return None;
    }
    Some((scheme - before..path_end(text, host + length, chunk.end), kind(text, host..host + length)))
}

/// An `@`, or what people write for it.
fn at_sign(text: &Folded, chunk: &Range<usize>) -> Option<(usize, usize)> {
    let bytes = &text.bytes[chunk.clone()];
    if let Some(at) = bytes.iter().position(|byte| *byte == b'@') {
        return Some((chunk.start + at, chunk.start + at + 1));
    }
    let open = bytes.iter().position(|byte| matches!(byte, b'(' | b'[' | b'{'))?;
    let length = bytes[open + 1..].iter().take_while(|byte| is_letter(**byte)).count();
    let inside = &bytes[open + 1..open + 1 + length];
    let closed = bytes.get(open + 1 + length).is_some_and(|byte| matches!(byte, b')' | b']' | b'}'));
    let known = is_in(&AT_WORDS, inside);
    (closed && known && open > 0).then(|| (chunk.start + open, chunk.start + open + length + 2))
}

/// An e-mail address, or a name behind an `@`.
fn person(text: &Folded, chunk: &Range<usize>, at: usize, behind: usize) -> Option<(Range<usize>, Set)> {
    let named = |byte: &u8| is_letter(*byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-' | b'+');
    let left = text.bytes[chunk.start..at].iter().rev().take(64).take_while(|byte| named(byte)).count();
    let right = text.bytes[behind..chunk.end].iter().take(HOST_MAX).take_while(|byte| in_host(**byte)).count();
    let host = &text.bytes[behind..behind + right];
    let dotted = host.iter().position(|byte| *byte == b'.').is_some_and(|dot| dot > 0 && dot + 1 < host.len());
    if left > 0 && dotted {
        let tail = host.iter().rev().take_while(|byte| matches!(byte, b'.' | b'-' | b'_')).count();
        return Some((at - left..behind + right - tail, Seen::Email.bit()));
    }
    let name = text.bytes[behind..chunk.end]
        .iter()
        .take(40)
        .take_while(|byte| is_letter(**byte) || byte.is_ascii_digit() || **byte == b'_')
        .count();
    let word = &text.bytes[behind..behind + name];
    let latin = word.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    let apart = left == 0 || !is_letter(text.byte(at.wrapping_sub(1)));
    (behind == at + 1 && apart && name >= 4 && latin * 2 >= name && is_letter(word[0]))
        .then(|| (at..behind + name, Seen::Handle.bit()))
}

/// The site that is named in a row of letters, digits and dots.
fn site(text: &Folded, chunk: &Range<usize>, row: Range<usize>) -> Option<(Range<usize>, Set)> {
    let leading = text.bytes[row.clone()].iter().take_while(|byte| matches!(byte, b'.' | b'-' | b'_')).count();
    let mut host = row.start + leading..row.end.min(row.start + leading + HOST_MAX);
    // From the right to the left: what stands behind the last zone is no part of the name.
    loop {
        let name = text.bytes.get(host.clone())?;
        let split = name.iter().rposition(|byte| *byte == b'.')?;
        let (before, zone) = (&name[..split], &name[split + 1..]);
        let label = before.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        if is_zone(text, &host, before, label, zone) {
            let kind = kind(text, host.clone());
            return Some((host.start..path_end(text, host.end, chunk.end), kind));
        }
        if zone == b"apk" || zone == b"exe" || zone == b"ipa" {
            return Some((host, Seen::Package.bit()));
        }
        host.end = host.start + split;
    }
}

fn is_zone(text: &Folded, host: &Range<usize>, before: &[u8], label: &[u8], zone: &[u8]) -> bool {
    if label.is_empty() || zone.is_empty() {
        return false;
    }
    let path = text.byte(host.end) == b'/';
    let latin = label.iter().any(u8::is_ascii_lowercase);
    let digits = label.iter().any(u8::is_ascii_digit);
    let known = before.starts_with(b"www.") || is_in(&IN_MESSENGERS, &text.bytes[host.clone()]);
    if zone.starts_with(b"xn--") || known {
        return true;
    }
    let latin_zone: Vec<u8> = zone.iter().map(|byte| as_typed(*byte)).collect();
    let is_known = is_in(&IN_ZONES, zone) || is_in(&IN_ZONES, &latin_zone);
    if !latin && label.iter().any(|byte| is_cyrillic(*byte)) {
        return is_in(&IN_BEHIND, zone) || (path && is_known);
    }
    if !latin {
        return digits && is_known && path;
    }
    let sure = path || (zone.len() > 2 && (digits || label.contains(&b'-')));
    is_known && (!is_in(&IN_WORD_ZONES, zone) || sure)
}

fn path_end(text: &Folded, end: usize, limit: usize) -> usize {
    if !matches!(text.byte(end), b'/' | b'?' | b':' | b'#') {
        return end;
    }
    let path = text.bytes[end..limit].iter().take_while(|byte| !matches!(byte, b'"' | b',' | b')' | b';')).count();
    let tail =
        text.bytes[end..end + path].iter().rev().take_while(|byte| matches!(byte, b'.' | b'!' | b':' | b'?')).count();
    end + path - tail
}

/// The Latin letter for which somebody takes this.
fn as_typed(byte: u8) -> u8 {
    static LIKE: LazyLock<[u8; 256]> = LazyLock::new(|| {
        let mut like: [u8; 256] = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or_default());
        encode("аaоoеeсcрpхxуyкkмmтtвbнhзzиu").chunks_exact(2).for_each(|pair| like[usize::from(pair[0])] = pair[1]);
        like
    });
    LIKE[usize::from(byte)]
}

fn kind(text: &Folded, host: Range<usize>) -> Set {
    let mut name = &text.bytes[host];
    while let Some(shorter) = name.strip_suffix(b".") {
        name = shorter;
    }
    // The host itself, and those above it.
    let above = |known: &[Vec<u8>]| {
        is_in(known, name) || (0..name.len()).any(|at| name[at] == b'.' && is_in(known, &name[at + 1..]))
    };
    match () {
        () if above(&IN_OWN) => Seen::OwnLink.bit(),
        () if above(&IN_NO_HOSTS) => Set::NONE,
        () if above(&IN_MESSENGERS) => Seen::MessengerLink.bit(),
        () => Seen::Link.bit(),
    }
}

/// The host of a link as it is written.
pub(super) fn name(link: &[u8]) -> &[u8] {
    let host = link.windows(3).position(|three| three == b"://").map_or(link, |at| &link[at + 3..]);
    let host = host.strip_prefix(b"www.").unwrap_or(host);
    let length = host.iter().take_while(|byte| in_host(**byte)).count();
    &host[..length]
}

/// The name of somebody in a messenger, by an `@` or by a link; of an address all of it.
pub(super) fn handle(contact: &[u8]) -> &[u8] {
    let name = contact.strip_prefix(b"@").unwrap_or(contact);
    let slash = name.iter().rposition(|byte| *byte == b'/').filter(|at| at + 1 < name.len());
    slash.map_or(name, |at| &name[at + 1..])
}

/// Addresses whose dots and signs are written in words or stand apart: "магазин точка ру", "shop . ru", "ivan собака mail точка ru".
pub(super) fn spelt(text: &Folded, tokens: &mut Vec<Token>) {
    let mut at = 1;
    while at < tokens.len() {
        let zone = if tokens[at].is(Seen::DotWord) { at + 1 } else { at };
        if zone < tokens.len() && is_spelt(text, &tokens[at - 1], &tokens[zone], zone > at) {
            at = put(text, tokens, at - 1, zone);
        }
        at += 1;
    }
}

/// Whether these are a name and its zone, with a word for the dot between them or a dot that stands apart.
fn is_spelt(text: &Folded, name: &Token, zone: &Token, by_word: bool) -> bool {
    let written = &text.bytes[zone.span.clone()];
    let by_dot = !by_word && spaced_dot(text, name, zone);
    let by_look = !by_word && !by_dot && is_typed_host(text, name);
    if written.len() > 6 || !(by_word || by_dot || by_look) {
        return false;
    }
    let mut ending = Vec::new();
    if written.iter().any(|byte| is_cyrillic(*byte)) {
        spell::as_cyrillic(written, false, &mut ending);
    } else {
        ending.extend_from_slice(written);
    }
    if by_look {
        return ending == encode("ру") || ending == encode("ком") || ending == b"py";
    }
    is_in(&IN_SPELT, &ending) && is_name(text, name, &ending, by_dot)
}

fn is_name(text: &Folded, name: &Token, zone: &[u8], by_dot: bool) -> bool {
    let word = &text.bytes[name.span.clone()];
    let me = zone == b"me" || zone == encode("ми") || zone == encode("ли");
    !name.is(Seen::Question)
        && (!me || is_in(&IN_BEFORE_ME, word))
        && (!by_dot || word.iter().any(u8::is_ascii_lowercase) || is_in(&IN_BEFORE_ME, word))
}

/// Whether this is a Latin name with a digit or a hyphen: before a Russian zone, somebody has left the dot out.
fn is_typed_host(text: &Folded, name: &Token) -> bool {
    let word = &text.bytes[name.span.clone()];
    let odd = word.iter().any(u8::is_ascii_digit) || text.byte(name.span.start.wrapping_sub(1)) == b'-';
    odd && word.iter().any(u8::is_ascii_lowercase)
}

/// Whether nothing but a dot with spaces, or in brackets, stands between two words.
fn spaced_dot(text: &Folded, name: &Token, zone: &Token) -> bool {
    let between = text.bytes.get(name.span.end..zone.span.start).unwrap_or_default();
    between.len() >= 2
        && between.len() <= 5
        && between.iter().filter(|byte| **byte == b'.').count() == 1
        && (between[0] != b'.' || between.len() > 2)
        && between.contains(&b'(') == between.contains(&b')')
        && between.iter().all(|byte| is_space(*byte) || matches!(byte, b'.' | b'(' | b')' | b'[' | b']'))
}

/// Makes one token of a name and its zone, and of the person before an `@` in words. The place of the next token.
fn put(text: &Folded, tokens: &mut Vec<Token>, name: usize, zone: usize) -> usize {
    let mut from = name;
    let at_before = |from: usize| from >= 2 && tokens[from - 1].is(Seen::AtWord);
    let mut concepts = Seen::Link.bit();
    let word = &text.bytes[tokens[name].span.clone()];
    let zone_word = &text.bytes[tokens[zone].span.clone()];
    if at_before(from) {
        (from, concepts) = (from - 2, Seen::Email.bit());
    } else if is_in(&IN_BEFORE_ME, word) && (zone_word == b"me" || zone_word == encode("ми")) {
        concepts = Seen::MessengerLink.bit();
    } else if tokens[name].is(Seen::Handle) {
        concepts = Seen::Email.bit();
    } else if word == b"ozon" || word == encode("озон") {
        concepts = Seen::OwnLink.bit();
    }
    let end = tokens[zone].span.end;
    tokens[from].span.end = end;
    tokens[from].sense.concepts |= concepts;
    tokens.drain(from + 1..=zone);
    from
}
