//! Plain text and tables of it: what has nothing but words.

use domain::{Code, Refusal};

/// How pages and drawings begin, in lower case. A browser that is led to guess would run what is in them.
const PAGES: [(&str, &str); 8] = [
    ("<svg", "SVG"),
    ("<!doctype svg", "SVG"),
    ("<!doctype html", "HTML"),
    ("<html", "HTML"),
    ("<head", "HTML"),
    ("<body", "HTML"),
    ("<script", "HTML"),
    ("<iframe", "HTML"),
];
/// How far a page may begin: what a browser reads to guess.
const LOOK: usize = 1445;

/// Whether this could be a text at all: without what only other files have.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
}

/// Judges a text; `table` where it is going to be opened by a program for tables.
pub(super) fn judge(bytes: &[u8], table: bool) -> Result<(), Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Code::FileTextUnreadable)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Code::FileEmpty.into());
    }
    if let Some(sign) = text.chars().find(|sign| is_refused(*sign)) {
        return Err(Refusal::new(Code::TextControl).with("sign", format!("U+{:04X}", sign as u32)));
    }
    if let Some(what) = runs(text) {
        return Err(Refusal::new(Code::FileRunsCode).with("what", what));
    }
    match formula(text) {
        Some(cell) if table => Err(Refusal::new(Code::FileFormula).with("cell", cell)),
        _ => Ok(()),
    }
}

/// What is no word: control characters but for tabs and line ends, and what turns the direction of writing.
fn is_refused(sign: char) -> bool {
    match sign {
        '\t' | '\n' | '\r' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => sign.is_control(),
    }
}

/// What it is when it is no plain text but something that is run or drawn.
fn runs(text: &str) -> Option<&'static str> {
    if text.starts_with("#!") {
        return Some("script");
    }
    let start: String = text.trim_start().chars().take(LOOK).flat_map(char::to_lowercase).collect();
    if start.starts_with("<?xml") || start.starts_with("<?php") {
        return Some(if start.contains("<svg") { "SVG" } else { "XML" });
    }
    let found = PAGES.iter().filter_map(|(begin, what)| start.find(begin).map(|at| (at, *what)));
    found.min().map(|(_, what)| what)
}

/// The first cell that a program for tables would work out instead of showing it. A number with its sign is none.
fn formula(text: &str) -> Option<String> {
    text.split(['\n', '\r', ',', ';', '\t']).map(|cell| cell.trim_matches(['"', ' ', '\u{FEFF}'])).find_map(|cell| {
        let rest = cell.strip_prefix(['=', '+', '-', '@'])?;
        let is_number = rest.chars().all(|sign| sign.is_ascii_digit() || " .()-%\u{A0}".contains(sign));
        let calls = cell.starts_with(['=', '@']) || rest.contains(['(', '|', '!']);
        (!is_number && calls).then(|| cell.chars().take(30).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<Code> {
        judge(text.as_bytes(), false).err().map(|refusal| refusal.code)
    }

    #[test]
    fn a_seller_who_sends_a_note_or_a_list_is_understood() {
        assert_eq!(refused("Памятка"), None);
        assert_eq!(refused("\u{FEFF}Размер\tРост\r\n42\t164\r\n"), None);
        assert_eq!(refused("a < b, и 5 > 3; код <b>12</b>"), None);
        assert_eq!(judge("артикул;цена\n42;-10\nтел;+7 (900) 000-00-00\n- пункт".as_bytes(), true), Ok(()));
    }

    #[test]
    fn a_note_in_another_encoding_is_refused_with_what_to_do() {
        assert_eq!(judge(b"\xCF\xE0\xEC\xFF\xF2\xEA\xE0", false), Err(Code::FileTextUnreadable.into()));
    }

    #[test]
    fn a_page_or_a_drawing_with_a_script_is_no_text() {
        for (text, what) in [
            ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
            ("\n <?xml version='1.0'?>\n<!-- x --><SVG onload='alert(1)'/>", "SVG"),
            ("<!DOCTYPE html><p>hi", "HTML"),
            ("hello <script>alert(1)</script>", "HTML"),
            ("<?xml version='1.0'?><a/>", "XML"),
            ("#!/bin/sh\nrm -rf ~", "script"),
        ] {
            let refusal = judge(text.as_bytes(), false).unwrap_err();
            assert_eq!(refusal, Refusal::new(Code::FileRunsCode).with("what", what), "{text}");
        }
    }

    #[test]
    fn a_text_with_invisible_control_characters_is_refused_and_says_which() {
        let refusal = judge("счёт \u{202E}1234".as_bytes(), false).unwrap_err();
        assert_eq!(refusal, Refusal::new(Code::TextControl).with("sign", "U+202E"));
        assert_eq!(refused("a\u{1b}[2Jb"), Some(Code::TextControl));
        assert_eq!(refused(" \r\n\t"), Some(Code::FileEmpty));
    }

    #[test]
    fn a_table_that_would_start_a_program_when_it_is_opened_is_refused() {
        for cell in ["=cmd|' /C calc'!A0", "@SUM(1)", "+cmd|'/C x'!A0", "\"=HYPERLINK(1)\"", "-2+3+cmd|' /C calc'!A0"] {
            let table = format!("артикул;цена\n42;{cell}\n");
            assert_eq!(judge(table.as_bytes(), true).unwrap_err().code, Code::FileFormula, "{cell}");
            assert_eq!(judge(table.as_bytes(), false), Ok(()), "in a plain text it is only words");
        }
    }
}
