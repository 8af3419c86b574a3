//! Shown names that would pass for the marketplace's support.
//!
//! The role tag beside a name is drawn by the server and cannot be typed. A name that says "support" is refused as well,
//! whatever letters and signs it is written with.

use unicode_normalization::UnicodeNormalization;

use crate::{Code, Refusal};

/// What no name of a person or of a shop may say, in the form that [`bones`] gives.
const CLAIMS: &[&str] = &[
    "support",
    "поддержк",
    "ozon",
    "озон",
    "official",
    "официальн",
    "официал",
    "security",
    "безопасност",
    "moderator",
    "модератор",
    "administrat",
    "администрат",
    "администрац",
    "otklik",
    "отклик",
    "helpdesk",
    "техпод",
    "маркетплейс",
    "marketplace",
];

/// Signs that look like the mark of a verified account.
const BADGES: &[char] = &['✓', '✔', '☑', '✅', '🛡', '🔰', '🏅', '⭐', '🟢', '🔵', 'ⓘ', '®', '™', '©'];

/// Refuses a name that would pass for the marketplace.
pub fn check(name: &str) -> Result<(), Refusal> {
    if imitates(name) { Err(Refusal::new(Code::NameImitates).at("name")) } else { Ok(()) }
}

/// Whether a name says, in whatever disguise, that it is the marketplace, or bears the sign of a verified account.
pub fn imitates(name: &str) -> bool {
    if name.chars().any(|c| BADGES.contains(&c)) {
        return true;
    }
    let plain: String = name.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let bones = bones(&plain);
    CLAIMS.iter().any(|claim| bones.contains(&self::bones(claim)))
}

/// A word with look-alike letters and digits made one, so that `Suрроrt`, `5upp0rt` and `SUPPORT` are the same.
fn bones(word: &str) -> String {
    word.chars().map(bone).collect()
}

/// One shape for letters and digits that look the same in some case or font.
fn bone(c: char) -> char {
    match c {
        'а' | '@' | 'α' | '4' => 'a',
        'в' | 'β' | '8' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ё' | 'ε' | '3' | 'э' | 'з' => 'e',
        'н' | 'һ' => 'h',
        'и' | 'й' | 'і' | 'ї' | 'ı' | 'ι' | '1' | 'l' | '|' => 'i',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | '0' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' | '5' | '$' => 's',
        'т' | 'τ' | '7' => 't',
        'у' | 'γ' | 'υ' | 'ү' => 'y',
        'х' | 'χ' => 'x',
        'ј' => 'j',
        'ѵ' | 'ν' => 'v',
        'г' => 'r',
        'д' => 'g',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_support_is_refused_in_whatever_letters() {
        for name in [
            "Поддержка",
            "Служба поддержки Озон",
            "Suрроrt",
            "SUPP0RT 24",
            "о з о н",
            "O.Z.O.N",
            "Ozоn | помощь",
            "Официальный магазин",
            "П о д д е р ж к а",
            "Ｓｕｐｐｏｒｔ",
            "Служба безопасности",
            "Мария ✅",
            "5upport",
        ] {
            assert!(imitates(name), "{name}");
        }
    }

    #[test]
    fn an_ordinary_name_is_nobodys_concern() {
        for name in
            ["Мария К.", "Олег", "Магазин «Тёплый дом»", "Anna", "Спорт и отдых", "Зонтик", "ИП Опорный", "Обувь 24"]
        {
            assert!(!imitates(name), "{name}");
        }
    }
}
