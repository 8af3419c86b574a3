//! Signatures of letters by the domain that they come from (RFC 6376): `rsa-sha256`, both canonicalizations `relaxed`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest, Sha256};

use crate::config::Dkim;

/// What is signed, where the letter has it.
const SIGNED: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "list-unsubscribe",
    "list-unsubscribe-post",
];

/// A key, and the name under which it is published.
#[derive(Debug)]
pub(super) struct Signer {
    domain: String,
    selector: String,
    key: RsaKeyPair,
}

impl Signer {
    pub(super) fn read(dkim: &Dkim, sender: &str) -> Result<Self, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("the DKIM key {}: {error}", dkim.key.display());
        let text = std::fs::read_to_string(&dkim.key).map_err(|error| wrong(&error))?;
        let key = key(&text).map_err(|error| wrong(&error))?;
        let domain = dkim.domain.clone().unwrap_or_else(|| sender.to_owned());
        Ok(Self { domain, selector: dkim.selector.clone(), key })
    }

    /// The header that goes before a letter.
    pub(super) fn sign(&self, letter: &[u8], now: Timestamp) -> Result<String, String> {
        let letter = std::str::from_utf8(letter).map_err(|error| error.to_string())?;
        let (head, body) = letter.split_once("\r\n\r\n").unwrap_or((letter, ""));
        let headers = unfolded(head);
        let mut names = Vec::new();
        let mut signed = String::new();
        for name in SIGNED {
            if let Some((_, value)) = headers.iter().find(|(found, _)| found == name) {
                names.push(name);
                signed.extend([name, ":", value.as_str(), "\r\n"]);
            }
        }
        let hash = STANDARD.encode(Sha256::digest(relaxed(body)));
        let tag = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={}; t={}; h={}; bh={hash}; b=",
            self.domain,
            self.selector,
            now.seconds(),
            names.join(":"),
        );
        signed.extend(["dkim-signature:", tag.as_str()]);
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| "the letter could not be signed".to_owned())?;
        Ok(format!("DKIM-Signature: {tag}{}\r\n", STANDARD.encode(signature)))
    }
}

fn key(pem: &str) -> Result<RsaKeyPair, String> {
    const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
    let inner = pem.split_once(BEGIN).and_then(|(_, rest)| rest.split_once("-----END")).map(|(inner, _)| inner);
    let inner: String = inner.ok_or("it has no PRIVATE KEY (PKCS #8, PEM)")?.split_whitespace().collect();
    let der = STANDARD.decode(inner).map_err(|error| error.to_string())?;
    RsaKeyPair::from_pkcs8(&der).map_err(|error| error.to_string())
}

/// Names in small letters, values on one line with single spaces.
fn unfolded(head: &str) -> Vec<(String, String)> {
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.trim_end().to_ascii_lowercase(), single_spaced(value))).collect()
}

fn single_spaced(text: &str) -> String {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Spaces within lines become one, those at their ends none, and empty lines at the end go.
fn relaxed(body: &str) -> String {
    let mut lines: Vec<String> = body
        .split("\r\n")
        .map(|line| {
            let spaced = single_spaced(line);
            if line.starts_with([' ', '\t']) && !spaced.is_empty() { format!(" {spaced}") } else { spaced }
        })
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().fold(String::new(), |all, line| all + line + "\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_same_however_it_was_folded() {
        // The examples of RFC 6376, section 3.4.5.
        let head = "A: X\r\nB : Y\t\r\n\tZ  ";
        assert_eq!(unfolded(head), [("a".to_owned(), "X".to_owned()), ("b".into(), "Y Z".into())]);
        assert_eq!(relaxed(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(relaxed(""), "");
        assert_eq!(relaxed("\r\n"), "");
    }

    #[test]
    fn whoever_knows_the_public_key_sees_that_a_letter_is_ours_and_whole() {
        use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/dkim.pem");
        let dkim = Dkim { selector: "one".into(), domain: None, key: path.into() };
        let signer = Signer::read(&dkim, "otklik.example").unwrap();
        let letter = "From: news@otklik.example\r\nSubject: =?utf-8?b?0J3QvtCy?=\r\n more\r\n\r\nHello  there \r\n\r\n";
        let header = signer.sign(letter.as_bytes(), Timestamp::from_millis(7_000)).unwrap();
        let tag = header.strip_prefix("DKIM-Signature: ").unwrap().trim_end();
        let (unsigned, signature) = tag.rsplit_once("b=").unwrap();
        assert!(
            unsigned
                .starts_with("v=1; a=rsa-sha256; c=relaxed/relaxed; d=otklik.example; s=one; t=7; h=from:subject; bh=")
        );
        assert!(unsigned.contains(&STANDARD.encode(Sha256::digest("Hello there\r\n"))));
        let signed =
            format!("from:news@otklik.example\r\nsubject:=?utf-8?b?0J3QvtCy?= more\r\ndkim-signature:{unsigned}b=");
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, signer.key.public());
        public.verify(signed.as_bytes(), &STANDARD.decode(signature).unwrap()).unwrap();
    }
}
