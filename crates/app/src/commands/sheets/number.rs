//! Numbers as people type them: "1 190,50 ₽", "15 %", "1,190.50".

use domain::Code;

/// The greatest sum that is read: ten billion of a currency, as for [prices](crate::commands::prices::PRICE_MAX).
const MINOR_MAX: i64 = crate::commands::prices::PRICE_MAX;

/// A sum in minor units.
pub fn money(text: &str) -> Result<i64, Code> {
    let minor = hundredths(text).ok_or(Code::PriceInvalid)?;
    if (0..=MINOR_MAX).contains(&minor) { Ok(minor) } else { Err(Code::PriceInvalid) }
}

/// A percentage from 0 to 100 in hundredths of a percent.
pub fn share(text: &str) -> Result<i64, Code> {
    let share = hundredths(text.trim_start_matches(['−', '-'])).ok_or(Code::ShareInvalid)?;
    if (0..=10_000).contains(&share) { Ok(share) } else { Err(Code::ShareInvalid) }
}

/// Pieces: a whole number from 1.
pub fn pieces(text: &str) -> Result<i64, Code> {
    let minor = hundredths(text).ok_or(Code::QuantityInvalid)?;
    if minor % 100 != 0 || minor < 100 { Err(Code::QuantityInvalid) } else { Ok(minor / 100) }
}

/// A number of at most two decimals, times a hundred. Nothing is rounded: what is finer is no number.
fn hundredths(text: &str) -> Option<i64> {
    let mut bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '₽' | '%' | '\u{a0}')).collect();
    // The last of comma and point divides; the other one, where it stands before it, keeps thousands apart.
    if let (Some(comma), Some(point)) = (bare.rfind(','), bare.rfind('.')) {
        let apart = if comma < point { ',' } else { '.' };
        bare.retain(|c| c != apart);
    }
    let (whole, rest) = bare.split_once([',', '.']).unwrap_or((&bare, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let rest = rest.trim_end_matches('0');
    if whole.is_empty() || whole.len() > 15 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_as_people_type_it() {
        for (typed, minor) in [
            ("1190", 119_000),
            ("1 190,50 ₽", 119_050),
            ("1\u{a0}190.5", 119_050),
            ("1,190.50", 119_050),
            ("1.190,50", 119_050),
            ("0,01", 1),
            ("1190,000", 119_000),
        ] {
            assert_eq!(money(typed), Ok(minor), "{typed}");
        }
    }

    #[test]
    fn what_is_no_price_is_refused_and_never_rounded() {
        for typed in
            ["", "NaN", "1e308", "-5", "1190,505", "0.1234567891", "inf", "1,2,3", "99999999999999999", "٣", "0x10"]
        {
            assert_eq!(money(typed), Err(Code::PriceInvalid), "{typed}");
        }
        assert_eq!(money("10000000000,01"), Err(Code::PriceInvalid));
    }

    #[test]
    fn a_share_is_between_nothing_and_the_whole_and_pieces_are_whole() {
        assert_eq!((share("15 %"), share("−12,5"), share("100")), (Ok(1_500), Ok(1_250), Ok(10_000)));
        assert_eq!((share("100,01"), share("много")), (Err(Code::ShareInvalid), Err(Code::ShareInvalid)));
        assert_eq!((pieces("40"), pieces("1 000"), pieces("40,0")), (Ok(40), Ok(1_000), Ok(40)));
        assert_eq!((pieces("0"), pieces("1,5"), pieces("-1")).2, Err(Code::QuantityInvalid));
        assert_eq!((pieces("0"), pieces("1,5")), (Err(Code::QuantityInvalid), Err(Code::QuantityInvalid)));
    }
}
