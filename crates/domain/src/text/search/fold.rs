//! What one character means to the search: a letter of some script, a digit, a gap, or nothing.

use unicode_normalization::char::decompose_compatible;

/// The kinds of characters a word can consist of. A word never mixes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Digit,
    Latin,
    Cyrillic,
    /// Letters of every other script that puts gaps between its words.
    Other,
    /// Letters of scripts written without gaps (Chinese, Japanese, Thai…): each is a word by itself.
    Single,
}

/// What the scanner has to do with one (folded) character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Part of a word.
    Part(Kind, char),
    /// An accent on the character before; belongs to the word, is not searched for.
    Mark(char),
    /// Invisible, or an apostrophe: does not end a word of letters.
    Glue,
    /// Ends a word.
    Gap,
}

/// Folds `c` and hands the result to `put`: one sign for nearly every character, several for `ﬁ` or `½`.
#[inline]
pub(super) fn fold(c: char, mut put: impl FnMut(Sign)) {
    put(match c {
        'a'..='z' => Sign::Part(Kind::Latin, c),
        'A'..='Z' => Sign::Part(Kind::Latin, c.to_ascii_lowercase()),
        '0'..='9' => Sign::Part(Kind::Digit, c),
        'а'..='я' => Sign::Part(Kind::Cyrillic, c),
        'А'..='Я' => Sign::Part(Kind::Cyrillic, shift(c, 0x20)),
        '\u{400}'..='\u{40F}' => Sign::Part(Kind::Cyrillic, plain_cyrillic(shift(c, 0x50))),
        '\u{450}'..='\u{45F}' => Sign::Part(Kind::Cyrillic, plain_cyrillic(c)),
        '\'' | '`' | '\u{2019}' | '\u{2BC}' => Sign::Glue,
        '\0'..='\u{7F}' => Sign::Gap,
        _ => return fold_rare(c, &mut put),
    });
}

/// Moves a capital letter to its small one, `by` places further in the same block.
fn shift(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// `ё` is searched as `е`; the other letters lose an accent that a typist leaves out. `й`, `ї`, `ў` are letters of their own.
fn plain_cyrillic(small: char) -> char {
    match small {
        'ё' | 'ѐ' => 'е',
        'ѝ' => 'и',
        'ѓ' => 'г',
        'ќ' => 'к',
        other => other,
    }
}

#[cold]
fn fold_rare(c: char, put: &mut impl FnMut(Sign)) {
    if is_accent(c) {
        put(Sign::Mark(c));
    } else if is_invisible(c) {
        put(Sign::Glue);
    } else if !is_word_part(c) {
        put(Sign::Gap);
    } else {
        decompose_compatible(c, |part| part.to_lowercase().for_each(|small| put(rare_sign(small))));
    }
}

fn rare_sign(c: char) -> Sign {
    match c {
        'ς' => Sign::Part(Kind::Other, 'σ'),
        _ if is_accent(c) => Sign::Mark(c),
        _ if c.is_numeric() => Sign::Part(Kind::Digit, c),
        _ if is_word_part(c) => Sign::Part(kind_of_letter(c), plain_cyrillic(c)),
        _ => Sign::Gap,
    }
}

/// Letters, digits, and the marks without which Indic scripts lose their vowels.
fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn kind_of_letter(c: char) -> Kind {
    match c {
        'a'..='z' | '\u{AA}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => Kind::Latin,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' => {
            Kind::Cyrillic
        }
        // Thai, Lao, Myanmar, Khmer; kana, bopomofo and the ideographs of all planes.
        '\u{E00}'..='\u{EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{312F}'
        | '\u{31F0}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Kind::Single,
        _ => Kind::Other,
    }
}

/// Accents and points which a searcher leaves out: European, Cyrillic, Hebrew, Arabic, and emoji's selectors.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}'
        | '\u{5C4}' | '\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Soft hyphens, joiners and their like, which stand inside words and cannot be seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}
