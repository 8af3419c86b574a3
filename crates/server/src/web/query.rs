//! Query strings, read and written.

use std::fmt::Write;

/// The pairs of a query string or a form, decoded; what cannot be decoded is kept as far as it can be read.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let ahead = rest.clone();
                if let (Some(high), Some(low)) = (rest.next().and_then(hex), rest.next().and_then(hex)) {
                    bytes.push(high << 4 | low);
                } else {
                    bytes.push(b'%');
                    rest = ahead;
                }
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A value as it may stand in a query string; commas stay readable.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
        out
    })
}

/// An address from a path and those pairs whose value is not empty.
pub fn address<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    pairs.enumerate().fold(path.to_owned(), |out, (i, (name, value))| {
        let sign = if i == 0 { '?' } else { '&' };
        format!("{out}{sign}{name}={}", encode(&value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let address = address("/reviews", [("q", "ёлка & 100 %".to_owned()), ("sort", String::new())]);
        assert_eq!(address, "/reviews?q=%D1%91%D0%BB%D0%BA%D0%B0%20%26%20100%20%25");
        let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
        assert_eq!(pairs(query), [("q".to_owned(), "ёлка & 100 %".to_owned())]);
    }

    #[test]
    fn a_broken_query_is_read_as_far_as_it_goes() {
        assert_eq!(
            pairs("a=%&b=%zz&c=%D1&&d"),
            [
                ("a".into(), "%".into()),
                ("b".into(), "%zz".into()),
                ("c".into(), "\u{fffd}".into()),
                ("d".into(), String::new())
            ]
        );
    }
}
