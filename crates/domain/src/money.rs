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
}
