//! Links to other sites, plain, in words, shortened and disguised.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, encode, is_cyrillic, is_letter};
use super::lexicon::Class;
use super::view::{Found, View};
use crate::moderation::Reason;

/// Ends of host names that are seldom an end of anything else.
const ZONES: &[&str] = &[
    "ru",
    "com",
    "рф",
    "net",
    "org",
    "su",
    "info",
    "shop",
    "store",
    "online",
    "site",
    "xyz",
    "click",
    "biz",
    "by",
    "kz",
    "ua",
    "uz",
    "io",
    "cc",
    "ltd",
    "ly",
    "gl",
    "gd",
    "gs",
    "ws",
    "tk",
    "ml",
    "cf",
    "ga",
    "icu",
    "vip",
    "рус",
    "ру",
    "ком",
    "онлайн",
    "сайт",
    "gy",
];
/// Ends that are words as well: only where it is an address for sure.
const WORD_ZONES: &[&str] = &[
    "top", "club", "pro", "live", "link", "world", "space", "app", "dev", "life", "fun", "team", "market", "agency",
    "sale", "tech", "de", "me", "us", "to", "tv", "eu", "uk", "cn", "ai",
];
/// Ends that may stand behind a Cyrillic name: others are a full stop without a space behind it.
const BEHIND_CYRILLIC: &[&str] = &["ru", "com", "рф", "net", "org", "shop", "online", "site", "ру"];
/// Hosts that hide where they lead.
const SHORTENERS: &[&str] = &[
    "bit.ly",
    "clck.ru",
    "goo.gl",
    "tinyurl.com",
    "cutt.ly",
    "is.gd",
    "vk.cc",
    "goo.su",
    "u.to",
    "rb.gy",
    "t.co",
    "shorturl.at",
    "ow.ly",
    "qps.ru",
    "tiny.cc",
];
/// Hosts that open a messenger.
const MESSENGERS: &[&str] = &[
    "t.me",
    "telegram.me",
    "telegram.org",
    "wa.me",
    "viber.click",
    "m.me",
    "vk.me",
    "discord.gg",
    "chat.whatsapp.com",
    "api.whatsapp.com",
    "ok.me",
    "max.ru",
];
/// What is written with a dot and is no host.
const NO_HOSTS: &[&str] = &["asp.net", "vb.net", "ado.net", "socket.io"];

/// A host name is no longer than this, and one in words has no more parts.
const HOST_MAX: usize = 253;
const LABELS_MAX: usize = 6;

/// The host name that begins at `at`, with a zone at its end.
pub(super) fn host(text: &Folded, at: usize) -> Option<Range<usize>> {
    let rest = &text.bytes[at.min(text.bytes.len())..];
    let length = rest.iter().take(HOST_MAX).take_while(|byte| in_host(**byte)).count();
    let mut labels = Labels::of(text, at..at + length);
    labels.cut_to_zone(text).then(|| at..labels.end())
}

fn in_host(byte: u8) -> bool {
    is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_')
}

/// The parts of a host name between its dots.
struct Labels(Vec<Range<usize>>);

impl Labels {
    fn of(text: &Folded, span: Range<usize>) -> Self {
        let mut labels = Vec::new();
        let mut start = span.start;
        for at in span.clone() {
            if text.bytes[at] == b'.' {
                labels.push(start..at);
                start = at + 1;
            }
        }
        labels.push(start..span.end);
        Self(labels)
    }

    fn end(&self) -> usize {
        self.0.last().map_or(0, |label| label.end)
    }

    /// Drops what stands behind the last zone; whether there is one with a name before it.
    fn cut_to_zone(&mut self, text: &Folded) -> bool {
        while self.0.len() > 1 {
            let (name, zone) = (&self.0[self.0.len() - 2], &self.0[self.0.len() - 1]);
            if is_zone(text, name, zone) {
                let empty = self.0.iter().rposition(Range::is_empty);
                self.0.drain(..empty.map_or(0, |at| at + 1));
                return self.0.len() > 1;
            }
            self.0.pop();
        }
        false
    }
}

/// The ends of host names as texts are folded.
struct Zones {
    any: HashSet<Vec<u8>>,
    words: HashSet<Vec<u8>>,
    behind_cyrillic: HashSet<Vec<u8>>,
}

static FOLDED: LazyLock<Zones> = LazyLock::new(|| {
    let set = |zones: &[&str]| zones.iter().map(|zone| encode(zone)).collect();
    Zones { any: set(ZONES), words: set(WORD_ZONES), behind_cyrillic: set(BEHIND_CYRILLIC) }
});

fn is_zone(text: &Folded, name: &Range<usize>, zone: &Range<usize>) -> bool {
    let (label, ending) = (&text.bytes[name.clone()], &text.bytes[zone.clone()]);
    let latin = label.iter().any(u8::is_ascii_lowercase);
    let cyrillic = label.iter().any(|byte| is_cyrillic(*byte));
    match (latin, cyrillic) {
        (false, false) => false,
        (false, true) => FOLDED.behind_cyrillic.contains(ending),
        _ => FOLDED.any.contains(ending) || (FOLDED.words.contains(ending) && is_address(text, name, zone)),
    }
}

/// Whether a word behind a dot is an address for sure: a path follows, a scheme or `www` goes before, or it is well known.
fn is_address(text: &Folded, name: &Range<usize>, zone: &Range<usize>) -> bool {
    let host = &text.bytes[name.start..zone.end];
    let before = &text.bytes[..name.start];
    text.byte(zone.end) == b'/'
        || before.ends_with(b"//")
        || before.ends_with(b"www.")
        || MESSENGERS.iter().any(|known| encode(known) == host)
}

/// A host whose dots are written as words (`магазин точка ру`, `mail dot com`) or stand apart (`shop . ru`).
pub(super) fn spelt(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let text = view.text;
    let label = |at: usize| {
        let length = text.bytes[at.min(text.bytes.len())..]
            .iter()
            .take(HOST_MAX)
            .take_while(|byte| is_letter(**byte) || byte.is_ascii_digit() || **byte == b'-')
            .count();
        (length > 0).then(|| at..at + length)
    };
    let mut name = label(at)?;
    for _ in 0..LABELS_MAX {
        let dot = dot_behind(view, name.end)?;
        let next = label(dot.end)?;
        if is_spelt_zone(text, &next) {
            return Some(at..next.end);
        }
        name = next;
    }
    None
}

/// The dot, or the word for it, that stands here, with the spaces around it.
fn dot_behind(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let spaced = |at: usize| at + usize::from(view.text.byte(at) == b' ');
    let start = spaced(at);
    if view.text.byte(start) == b'.' {
        return Some(start..spaced(start + 1));
    }
    let bracket = usize::from(matches!(view.text.byte(start), b'(' | b'['));
    let word = view.within(Class::DotWord, start..start + bracket + 1).max_by_key(|word| word.end)?;
    let closed = word.end + usize::from(matches!(view.text.byte(word.end), b')' | b']'));
    Some(start..spaced(closed))
}

fn is_spelt_zone(text: &Folded, zone: &Range<usize>) -> bool {
    let spelt = [
        "ru",
        "com",
        "рф",
        "ру",
        "ком",
        "net",
        "org",
        "shop",
        "online",
        "site",
        "store",
        "онлайн",
        "шоп",
        "kz",
        "кз",
        "su",
        "info",
        "инфо",
        "me",
        "ми",
    ];
    spelt.iter().any(|known| encode(known) == text.bytes[zone.clone()])
}

/// Links in a text; those to the marketplace's `own` hosts are none.
pub(super) fn links(view: &View<'_>, own: &[&str], found: &mut Found) {
    let text = view.text;
    let mut at = 0;
    while let Some(dot) = text.bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'.')) {
        let dot = at + dot;
        if text.byte(dot + 1) == b' ' && dot > 0 && text.byte(dot - 1) == b' ' {
            spelt_link(view, &(dot..dot + 1), own, found);
        }
        let before = text.bytes[..dot].iter().rev().take(HOST_MAX / 2).take_while(|byte| in_host(**byte)).count();
        let span = (dot - before).max(at)..dot;
        at = dot + 1;
        if let Some(host) = host(text, span.start).filter(|host| host.end > dot) {
            at = host.end;
            link(view, &host, own, found);
        }
    }
    for word in view.each(Class::DotWord) {
        spelt_link(view, word, own, found);
    }
}

fn spelt_link(view: &View<'_>, word: &Range<usize>, own: &[&str], found: &mut Found) {
    let bytes = &view.text.bytes;
    let space = bytes[..word.start].iter().rev().take_while(|byte| matches!(byte, b' ' | b'(' | b'[')).count();
    let end = word.start - space;
    let name =
        bytes[..end].iter().rev().take_while(|byte| is_letter(**byte) || byte.is_ascii_digit() || **byte == b'-');
    let start = end - name.count();
    if let Some(host) = spelt(view, start)
        && !bytes[..start].ends_with(b"@")
    {
        link(view, &host, own, found);
    }
}

/// Judges one host name.
fn link(view: &View<'_>, host: &Range<usize>, own: &[&str], found: &mut Found) {
    let text = view.text;
    let name = typed(view, host);
    let is = |known: &[&str]| known.iter().any(|known| ends_with_host(&name, &encode(known)));
    let mail = found.covers(&[Reason::Email], &text.origin(host)) || text.bytes[..host.start].ends_with(b"@");
    if mail || is(own) || NO_HOSTS.iter().any(|none| encode(none) == name) {
        return;
    }
    let span = with_scheme(text, host.start)..with_path(text, host.end);
    let reason = match () {
        () if is(MESSENGERS) => Reason::Messenger,
        () if is(SHORTENERS) || is_disguised(&name, own) => Reason::LinkDisguised,
        () => Reason::Link,
    };
    let seen = [Reason::Link, Reason::LinkDisguised, Reason::Messenger];
    if !found.covers(&seen, &text.origin(&span)) || reason == Reason::LinkDisguised {
        found.add(view, reason, &span);
    }
}

/// The host as it would be typed: a word for a dot is a dot, and nothing stands apart.
fn typed(view: &View<'_>, host: &Range<usize>) -> Vec<u8> {
    let mut name = Vec::with_capacity(host.len());
    let mut at = host.start;
    while at < host.end {
        let dot = view.within(Class::DotWord, at..at + 1).map(|word| word.end).max().filter(|end| *end <= host.end);
        match (dot, view.text.byte(at)) {
            (Some(end), _) if name.last().is_none_or(|last| *last != b'.') => {
                name.push(b'.');
                at = end;
                continue;
            }
            (_, byte) if in_host(byte) => name.push(byte),
            _ => {}
        }
        at += 1;
    }
    name
}

fn ends_with_host(name: &[u8], host: &[u8]) -> bool {
    name.strip_suffix(host).is_some_and(|before| before.is_empty() || before.ends_with(b"."))
}

/// Punycode, letters of two scripts in one part, or a name that passes for the marketplace's own.
fn is_disguised(name: &[u8], own: &[&str]) -> bool {
    let latin: Vec<u8> = name.iter().map(|byte| as_typed(*byte)).collect();
    let label = |own: &str| encode(own.split('.').next().unwrap_or_default());
    let borrowed = own.iter().any(|own| contains(&latin, &label(own)));
    let mixed = name
        .split(|byte| *byte == b'.')
        .any(|part| part.iter().any(|byte| is_cyrillic(*byte)) && part.iter().any(u8::is_ascii_lowercase));
    contains(name, b"xn--") || mixed || borrowed
}

/// The Latin letter that somebody takes this for.
fn as_typed(byte: u8) -> u8 {
    static LIKE: LazyLock<Vec<u8>> = LazyLock::new(|| encode("аaоoеeсcрpхxуyкkмmтtвbнhзz0o1l3e"));
    LIKE.chunks_exact(2).find(|pair| pair[0] == byte).map_or(byte, |pair| pair[1])
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && text.windows(part.len()).any(|window| window == part)
}

/// Where the address begins, with `https://`.
fn with_scheme(text: &Folded, start: usize) -> usize {
    let before = &text.bytes[..start];
    [b"https://".as_slice(), b"http://", b"//"]
        .iter()
        .find(|scheme| before.ends_with(scheme))
        .map_or(start, |scheme| start - scheme.len())
}

/// Where the address ends, with its path.
fn with_path(text: &Folded, end: usize) -> usize {
    if text.byte(end) != b'/' && text.byte(end) != b'?' && text.byte(end) != b':' {
        return end;
    }
    let path =
        text.bytes[end..].iter().take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b')'));
    let length = path.count();
    let tail =
        text.bytes[end..end + length].iter().rev().take_while(|byte| matches!(byte, b'.' | b'!' | b':' | b'?')).count();
    end + length - tail
}
