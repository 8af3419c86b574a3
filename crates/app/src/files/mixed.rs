//! Files that are two files at once: what looks harmless to one program and acts in another.

/// How far from its end an archive is looked for: its last record with the longest comment.
const ARCHIVE_LOOK: usize = 22 + 65_535;
/// The last record of a ZIP archive in one piece: its mark, and zeros for the number of the piece.
const ARCHIVE_END: [u8; 8] = *b"PK\x05\x06\0\0\0\0";
/// How far a browser looks to guess what a file is.
const PAGE_LOOK: usize = 1445;
/// How what a browser runs begins, in lower case.
const PAGES: [&[u8]; 6] = [b"<html", b"<script", b"<svg", b"<!doctype", b"<body", b"<iframe"];

/// Whether it can be opened as a ZIP archive (a Java program is one too), whatever it begins with.
pub(super) fn has_archive(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(ARCHIVE_LOOK)..];
    end.windows(ARCHIVE_END.len()).any(|window| window == ARCHIVE_END)
}

/// Whether a browser that is led to guess may take it for a page.
pub(super) fn has_page(bytes: &[u8]) -> bool {
    let start = bytes[..bytes.len().min(PAGE_LOOK)].to_ascii_lowercase();
    PAGES.iter().any(|page| start.windows(page.len()).any(|window| &window == page))
}
