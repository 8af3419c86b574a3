//! What a file is called, whatever its sender called it.

/// The most characters of a name, with its extension.
pub const MAX: usize = 120;
/// The longest ending that is taken for an extension.
const EXTENSION: usize = 5;
/// Names that Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name that is safe to show and to save under: no path, nothing invisible, nothing that turns the direction of
/// writing, at most [`MAX`] characters, and with the extension that the content has and not the one that it claims.
///
/// Cleaning a clean name changes nothing.
pub fn clean(name: &str, extension: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter_map(shown).collect();
    let ending = format!(".{extension}");
    let room = MAX - ending.chars().count();
    let mut stem = bare(without_extension(visible.trim_matches(is_edge)), &ending).to_owned();
    if is_device(&stem) {
        stem.insert(0, '_');
    }
    if let Some((at, _)) = stem.char_indices().nth(room) {
        stem.truncate(at);
        stem.truncate(bare(&stem, &ending).len());
    }
    if stem.is_empty() { format!("file{ending}") } else { stem + &ending }
}

/// A character as it is shown: a blank for whatever is white, nothing for what is invisible, `_` for what stands for a
/// separator or means something to a shell.
fn shown(sign: char) -> Option<char> {
    match sign {
        _ if sign.is_whitespace() => Some(' '),
        _ if sign.is_control() || is_invisible(sign) => None,
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '`' | '$' | '%' => Some('_'),
        // Slashes of other scripts: fraction, division, set minus, big ones, small and wide ones.
        '\u{2044}' | '\u{2215}' | '\u{2216}' | '\u{29F5}' | '\u{29F8}' | '\u{29F9}' | '\u{FE68}' | '\u{FF0F}'
        | '\u{FF3C}' => Some('_'),
        _ => Some(sign),
    }
}

/// What has no ink: characters of Unicode's category "format", and letters that are drawn as nothing.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}' | '\u{8E2}'
        | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        | '\u{FDD0}'..='\u{FDEF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}'
    ) || (sign as u32 & 0xFFFE) == 0xFFFE
}

fn is_edge(sign: char) -> bool {
    sign == '.' || sign == ' '
}

/// Without its last extension. `01.02` keeps what stands behind its dot: an extension has a letter.
fn without_extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, end)) if is_extension(end) => stem,
        _ => name,
    }
}

fn is_extension(end: &str) -> bool {
    (1..=EXTENSION).contains(&end.len())
        && end.bytes().all(|sign| sign.is_ascii_alphanumeric())
        && end.bytes().any(|sign| sign.is_ascii_alphabetic())
}

/// Without the extension that will be set, however often it is there, and without dots and blanks at its ends.
fn bare<'a>(name: &'a str, ending: &str) -> &'a str {
    let mut stem = name.trim_matches(is_edge);
    while let Some((before, end)) = stem.rsplit_once('.')
        && end.eq_ignore_ascii_case(&ending[1..])
    {
        stem = before.trim_matches(is_edge);
    }
    stem
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let word = first.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let is_numbered = matches!(word, "com" | "lpt");
    DEVICES.contains(&word) && (word.len() == first.len()) != is_numbered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_seller_who_sends_an_ordinary_file_finds_its_name_again() {
        assert_eq!(clean("Накладная № 7.pdf", "pdf"), "Накладная № 7.pdf");
        assert_eq!(clean("photo", "jpg"), "photo.jpg");
        assert_eq!(clean("отчёт за 01.02", "pdf"), "отчёт за 01.02.pdf");
        assert_eq!(clean("SCAN.PDF", "pdf"), "SCAN.pdf");
    }

    #[test]
    fn a_buyer_cannot_lead_out_of_the_folder_of_whoever_saves_the_file() {
        for (sent, name) in [
            ("../../etc/passwd", "passwd.txt"),
            ("C:\\x", "x.txt"),
            ("\\\\server\\share\\a.txt", "a.txt"),
            ("..", "file.txt"),
            ("/", "file.txt"),
            ("a\0b.txt", "ab.txt"),
            ("..\u{FF0F}..\u{2215}x", "_.._x.txt"),
            (".htaccess", "htaccess.txt"),
            ("con.txt", "_con.txt"),
            ("LPT1", "_LPT1.txt"),
            ("contract.txt", "contract.txt"),
            ("a:b*c?.txt", "a_b_c_.txt"),
        ] {
            assert_eq!(clean(sent, "txt"), name, "{sent:?}");
        }
    }

    #[test]
    fn a_program_cannot_be_called_a_picture_by_turning_the_writing_around() {
        assert_eq!(clean("photo\u{202E}gpj.exe", "jpg"), "photogpj.jpg");
        assert_eq!(clean("in\u{200B}vo\u{2066}ice.pdf\u{2029}.exe", "pdf"), "invoice.pdf");
    }

    #[test]
    fn a_file_has_the_extension_that_its_content_has() {
        assert_eq!(clean("photo.exe", "jpg"), "photo.jpg");
        assert_eq!(clean("invoice.pdf.exe", "pdf"), "invoice.pdf");
        assert_eq!(clean("a.jpg.jpg.jpg", "jpg"), "a.jpg");
    }

    #[test]
    fn a_name_as_long_as_a_story_is_cut_and_keeps_its_extension() {
        let name = clean(&"я".repeat(500), "webm");
        assert_eq!(name.chars().count(), MAX);
        assert!(name.ends_with("яя.webm"));
        assert_eq!(clean(&format!("{}.jpgjpgjpg", "x".repeat(MAX - 8)), "jpg"), format!("{}.jpg", "x".repeat(MAX - 8)));
    }

    /// Names of the pieces that are dangerous, in any order, with anything between.
    fn names() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<String>(),
            "[a-zа-я]{0,130}",
            prop::sample::select(vec![
                "/",
                "\\",
                "..",
                ".",
                " ",
                ".jpg",
                ".exe",
                ".JPG",
                "\u{202E}",
                "\0",
                "\u{2028}",
                "con",
                "com1",
                "CON.",
                "_",
                "\u{FF0F}",
                "~",
                "\r\n",
                "\u{E0041}",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn whatever_a_file_was_called_its_name_is_harmless_and_cleaning_it_again_changes_nothing(name in names()) {
            let once = clean(&name, "jpg");
            prop_assert!(!once.contains(['/', '\\', '\u{2028}', '\u{2029}']), "{once:?}");
            prop_assert!(!once.chars().any(|sign| sign.is_control() || is_invisible(sign)), "{once:?}");
            prop_assert!(once.chars().count() <= MAX);
            let (stem, end) = once.rsplit_once('.').unwrap();
            prop_assert!(end == "jpg" && !stem.is_empty() && !stem.starts_with('.'), "{once:?}");
            prop_assert_eq!(clean(&once, "jpg"), once);
        }
    }
}
