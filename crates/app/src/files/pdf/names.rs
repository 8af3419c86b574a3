//! Names in a PDF (ISO 32000-1, 7.3.5): `/` and what follows up to white space or a delimiter, `#4A` standing for `J`.

/// The longest name that is compared.
const LONGEST: usize = 127;
/// Words that end an object, so that a name behind them is one of its own.
const WORDS: [&[u8]; 6] = [b"obj", b"endobj", b"R", b"null", b"true", b"false"];
/// Names whose value says what something is.
const KINDS: [&str; 3] = ["S", "Type", "Subtype"];

/// A name and what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'a> {
    before: &'a [u8],
    raw: &'a [u8],
}

/// All names, also those in texts and streams, where they may be none.
pub(super) fn names(bytes: &[u8]) -> impl Iterator<Item = Name<'_>> {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    slashes.map(|at| Name { before: &bytes[..at], raw: regular(&bytes[at + 1..]) })
}

/// White space of PDF.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn regular(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().take(3 * LONGEST).position(|byte| !is_regular(*byte));
    &bytes[..end.unwrap_or(bytes.len().min(3 * LONGEST))]
}

impl Name<'_> {
    /// Whether it is this name, escapes or not.
    pub(super) fn is(&self, name: &str) -> bool {
        let (mut raw, mut wanted) = (self.raw, name.bytes());
        while let Some((byte, rest)) = unescaped(raw) {
            if wanted.next() != Some(byte) {
                return false;
            }
            raw = rest;
        }
        wanted.next().is_none()
    }

    /// Whether it is a name of its own and not a piece of an address such as `https://example.org/JavaScript/`. Readers
    /// follow offsets into the middle of texts, so being within one proves nothing; but an object, a key or a kind has
    /// something other than such a piece before it.
    pub(super) fn stands(&self) -> bool {
        let run = self.before.iter().rev().take(LONGEST).take_while(|byte| is_regular(**byte)).count();
        let (rest, run) = self.before.split_at(self.before.len() - run);
        if run.is_empty() {
            return rest.last() != Some(&b'(');
        }
        if rest.last() == Some(&b'/') {
            let name = Name { before: rest, raw: run };
            return KINDS.iter().any(|kind| name.is(kind));
        }
        run.iter().all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte))
            || WORDS.iter().any(|word| run.ends_with(word))
    }
}

/// The first byte of a name and the rest.
fn unescaped(raw: &[u8]) -> Option<(u8, &[u8])> {
    let (first, rest) = raw.split_first()?;
    let hex = |byte: &u8| char::from(*byte).to_digit(16);
    if let (b'#', [high, low, rest @ ..]) = (first, rest)
        && let (Some(high), Some(low)) = (hex(high), hex(low))
    {
        return Some((u8::try_from(high * 16 + low).unwrap_or_default(), rest));
    }
    Some((*first, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(bytes: &[u8], what: &str) -> bool {
        names(bytes).any(|name| name.is(what) && name.stands())
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for text in
            ["<</S/JavaScript>>", "<</S /J#61vaScript/JS 1 0 R>>", "/#53\r/#4a#61#76#61Script", "7 0 obj/JavaScript"]
        {
            assert!(standing(text.as_bytes(), "JavaScript"), "{text}");
        }
        assert!(!standing(b"/JavaScripts /Javascript /JavaScrip", "JavaScript"));
    }

    #[test]
    fn a_link_to_a_page_about_scripts_is_none() {
        let link = b"<</S/URI/URI(https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide)>>";
        assert!(!standing(link, "JavaScript"));
        assert!(standing(b"1 0 R/JavaScript 2 0 R", "JavaScript"));
    }
}
