//! Sums of money as programs send and read them: numbers or digits in quotes in the first versions, an amount with its currency in
//! the second.

use std::fmt;

use domain::money::minor_of;
use domain::{Code, Currency, Money, Refusal};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::fields::{Object, Words};

/// A sum in minor units as it was sent. What is no sum is kept as such, since one product's nonsense is no other product's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum(Option<i64>);

impl Sum {
    /// The minor units, or why there are none: a fraction of a kopeck, letters, a number without an end.
    pub(super) fn minor(self) -> Result<i64, Refusal> {
        self.0.ok_or_else(|| Code::PriceInvalid.into())
    }

    /// Reads a decimal number with a point and up to two digits behind it (more where they are zeros). `None` for anything else.
    pub(super) fn parse(text: &str) -> Self {
        Self(minor_of(text))
    }
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Sum;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Sum, E> {
                Ok(Sum(number.checked_mul(100)))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Sum, E> {
                Ok(Sum(i64::try_from(number).ok().and_then(|number| number.checked_mul(100))))
            }

            // The shortest text that is this number is what was meant by it.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Sum, E> {
                Ok(Sum::parse(&number.to_string()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Sum, E> {
                if text.contains('\0') {
                    return Err(E::custom("value must not contain the character NUL"));
                }
                Ok(Sum::parse(text))
            }
        }
        deserializer.deserialize_any(Number)
    }
}

/// A sum in minor units, written as a number of the currency: `180`, `180.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Number(pub(super) i64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return serializer.serialize_i64(self.0 / 100);
        }
        serializer.serialize_f64(hundredth(self.0))
    }
}

/// A hundredth: kopecks as roubles, hundredths of a percent as percent.
#[expect(clippy::cast_precision_loss, reason = "what is told is a floating point number; sums here are far below 2^53")]
pub(super) fn hundredth(number: i64) -> f64 {
    number as f64 / 100.0
}

/// A sum with its currency, written `{"amount":"88","currency":"RUB"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Amount {
    amount: String,
    currency: &'static str,
}

impl Amount {
    /// Minor units of a currency; kopecks only where there are some, as the marketplace's examples have it.
    pub(super) fn new(minor: i64, currency: Currency) -> Self {
        let decimal = Money::new(minor, currency).decimal();
        let amount = decimal.strip_suffix(".00").map_or_else(|| decimal.clone(), str::to_owned);
        Self { amount, currency: currency.code() }
    }
}

/// The same as it was sent.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct RawAmount {
    amount: Option<Sum>,
    currency: Option<Words>,
}

/// A sum with the currency that was named; none where none was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Priced {
    /// The sum.
    pub(super) sum: Sum,
    /// The currency's code as it was sent.
    pub(super) currency: Option<String>,
}

impl Priced {
    /// A sum without a currency.
    pub(super) fn plain(sum: Option<Sum>) -> Self {
        Self { sum: sum.unwrap_or(Sum(None)), currency: None }
    }

    /// What stood in an object.
    pub(super) fn of(raw: Option<Object<RawAmount>>) -> Self {
        let Some(Object(raw)) = raw else { return Self::plain(None) };
        Self { currency: raw.currency.map(|Words(code)| code), ..Self::plain(raw.amount) }
    }

    /// The minor units, where the sum is one of this currency.
    pub(super) fn minor(&self, of: Currency) -> Result<i64, Refusal> {
        is_of(self.currency.as_deref(), of)?;
        self.sum.minor()
    }
}

/// Whether a currency that was named is a product's own; nothing and the empty text are.
pub(super) fn is_of(code: Option<&str>, of: Currency) -> Result<(), Refusal> {
    let other = code.filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case(of.code()));
    other.map_or(Ok(()), |_| Err(Refusal::new(Code::CurrencyOther).with("currency", of.code())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(json: &str) -> Option<i64> {
        serde_json::from_str::<Sum>(json).unwrap().minor().ok()
    }

    #[test]
    fn a_price_is_read_to_the_kopeck_in_quotes_or_not() {
        for (json, minor) in [("180", 18_000), ("\"180\"", 18_000), ("180.5", 18_050), ("\"180.05\"", 18_005)] {
            assert_eq!(sum(json), Some(minor), "{json}");
        }
        assert_eq!(sum("1190.10"), Some(119_010));
        assert_eq!(sum("\"1190.1000\""), Some(119_010));
        assert_eq!(sum("-1"), Some(-100), "the rules say what is wrong with it");
    }

    #[test]
    fn what_is_no_price_is_kept_as_such() {
        for json in
            ["1e308", "1.005", "0.0123456789", "\"NaN\"", "\"\"", "\"1,5\"", "\"1e2\"", "\" 1\"", "\"+1\"", "\".5\""]
        {
            assert_eq!(sum(json), None, "{json}");
        }
        assert_eq!(sum("9223372036854775807"), None);
        assert!(serde_json::from_str::<Sum>("true").is_err() && serde_json::from_str::<Sum>("[]").is_err());
    }

    #[test]
    fn a_sum_is_told_without_kopecks_where_there_are_none() {
        assert_eq!(serde_json::to_string(&[Number(18_000), Number(18_050)]).unwrap(), "[180,180.5]");
        assert_eq!(Amount::new(8_800, Currency::Rub).amount, "88");
        assert_eq!(Amount::new(8_850, Currency::Rub).amount, "88.50");
    }

    #[test]
    fn a_price_of_another_currency_is_no_price_of_the_product() {
        let priced = |code: &str| Priced { sum: Sum(Some(100)), currency: Some(code.to_owned()) };
        assert_eq!(priced("rub").minor(Currency::Rub), Ok(100));
        assert_eq!(priced("").minor(Currency::Rub), Ok(100));
        assert_eq!(priced("USD").minor(Currency::Rub).unwrap_err().code, Code::CurrencyOther);
    }
}
