//! Sums of money in whole minor units.

use std::fmt;

/// A currency of the marketplace (the dialect's list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "ISO 4217 codes say what they are")]
pub enum Currency {
    #[default]
    Rub,
    Byn,
    Kzt,
    Eur,
    Usd,
    Cny,
}

impl Currency {
    /// Every currency that a price can have.
    pub const ALL: [Self; 6] = [Self::Rub, Self::Byn, Self::Kzt, Self::Eur, Self::Usd, Self::Cny];

    /// The ISO 4217 code in capitals.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rub => "RUB",
            Self::Byn => "BYN",
            Self::Kzt => "KZT",
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Cny => "CNY",
        }
    }

    /// The sign that stands behind a sum.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Rub => "₽",
            Self::Byn => "Br",
            Self::Kzt => "₸",
            Self::Eur => "€",
            Self::Usd => "$",
            Self::Cny => "¥",
        }
    }

    /// The currency with this ISO code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code().eq_ignore_ascii_case(code))
    }
}

/// A sum in minor units (kopecks, cents) of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units; a hundred make one of the currency.
    pub minor: i64,
    /// What they are.
    pub currency: Currency,
}

impl Money {
    /// `minor` units of `currency`.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Roubles from kopecks.
    pub fn kopecks(minor: i64) -> Self {
        Self::new(minor, Currency::Rub)
    }

    /// The decimal number without the currency: `1190.00`, as the dialect writes prices.
    pub fn decimal(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.minor.unsigned_abs() / 100, self.minor.unsigned_abs() % 100)
    }
}

/// The minor units of a decimal number with a point and up to two digits behind it (more where they are zeros): `1190.5` is 119 050.
/// `None` for anything else: an exponent, a sign of plus, spaces, a third digit, a number that does not fit.
///
/// # Examples
///
/// ```
/// use domain::money::minor_of;
///
/// assert_eq!(minor_of("1190.5"), Some(119_050));
/// assert_eq!(minor_of("-1"), Some(-100));
/// assert_eq!(minor_of("1e3"), None);
/// ```
pub fn minor_of(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part.len() > 2 {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    let minor = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
    Some(if negative { -minor } else { minor })
}

/// `1 190 ₽`, `88,50 €`: thousands apart by a no-break space, minor units only where there are some.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minor < 0 {
            f.write_str("−")?;
        }
        let whole = (self.minor.unsigned_abs() / 100).to_string();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                f.write_str("\u{a0}")?;
            }
            write!(f, "{digit}")?;
        }
        match self.minor.unsigned_abs() % 100 {
            0 => {}
            rest => write!(f, ",{rest:02}")?,
        }
        write!(f, "\u{a0}{}", self.currency.sign())
    }
}

/// The same as people type it: spaces between thousands, a comma, the currency's sign behind.
pub fn minor_of_typed(text: &str) -> Option<i64> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && *c != '₽').collect();
    minor_of(&kept.replace(',', "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_reads_as_on_a_price_tag() {
        assert_eq!(Money::kopecks(119_000).to_string(), "1\u{a0}190\u{a0}₽");
        assert_eq!(Money::new(8_850, Currency::Eur).to_string(), "88,50\u{a0}€");
        assert_eq!(Money::kopecks(123_456_700).to_string(), "1\u{a0}234\u{a0}567\u{a0}₽");
        assert_eq!(Money::kopecks(-5).to_string(), "−0,05\u{a0}₽");
    }

    #[test]
    fn the_dialect_reads_a_decimal_point() {
        assert_eq!(Money::kopecks(119_005).decimal(), "1190.05");
        assert_eq!(Money::kopecks(-5).decimal(), "-0.05");
    }

    #[test]
    fn a_sum_is_read_as_people_type_it() {
        assert_eq!(minor_of_typed(" 1\u{a0}190,50 ₽"), Some(119_050));
        assert_eq!(minor_of_typed("990"), Some(99_000));
        assert_eq!(minor_of_typed("даром"), None);
        assert_eq!(minor_of_typed(""), None);
    }
}
