//! Values as programs send them: numbers perhaps in quotes, `null` for what is not there, names in any case.

use std::fmt;
use std::marker::PhantomData;

use domain::{Code, Refusal, Timestamp};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::invalid::Invalid;

/// Whole numbers up to here pass through a floating point number unharmed.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number of 64 bits: `180`, `"180"`, `180.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Int(pub(super) i64);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Int;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Int, E> {
                Ok(Int(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Int, E> {
                i64::try_from(number).map(Int).map_err(|_| E::custom("value is out of range"))
            }

            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Int, E> {
                let fits = number.fract() == 0.0 && number.abs() < EXACT;
                if fits { Ok(Int(number as i64)) } else { Err(E::custom("value must be a whole number")) }
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Int, E> {
                text.parse().map(Int).map_err(|_| E::custom("value must be a whole number"))
            }
        }
        deserializer.deserialize_any(Whole)
    }
}

/// A text without the character NUL, which no storage keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(pub(super) String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
                if text.contains('\0') {
                    return Err(E::custom("value must not contain the character NUL"));
                }
                Ok(Words(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A JSON object; a list in its place, which serde would take for one, is refused.
#[derive(Debug, Clone, Default)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Map<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(Map(PhantomData))
    }
}

/// An id as a program named it. One that cannot be an id is found as little as any other that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<T>(Option<T>);

impl<T> Named<T> {
    /// What was named, read by the id's own parser.
    pub(super) fn new(read: Option<T>) -> Self {
        Self(read)
    }

    /// The id, or "not found" in the words of its kind.
    pub(super) fn or(self, not_found: Code) -> Result<T, Refusal> {
        self.0.ok_or_else(|| not_found.into())
    }
}

/// A place in a list as it was given back: a number, perhaps in quotes; nothing and the empty text are the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place(Option<i64>);

impl Place {
    /// The number; 0 for the beginning.
    pub(super) fn number(self) -> i64 {
        self.0.unwrap_or(0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |number| number.fmt(f))
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct At;
        impl Visitor<'_> for At {
            type Value = Place;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a last_id of a list")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Place, E> {
                Ok(Place(Some(number).filter(|number| *number != 0)))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Place, E> {
                self.visit_i64(i64::try_from(number).map_err(|_| E::custom("value is no last_id of a list"))?)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Place, E> {
                if text.is_empty() {
                    return Ok(Place(None));
                }
                self.visit_i64(text.parse().map_err(|_| E::custom("value is no last_id of a list"))?)
            }
        }
        deserializer.deserialize_any(At)
    }
}

/// A text that has to be there and say something.
pub(super) fn required(path: &'static str, words: Option<Words>) -> Result<String, Invalid> {
    words.map(|Words(text)| text).filter(|text| !text.is_empty()).ok_or(Invalid::missing(path))
}

/// A number between two others; where there is none, 0 stands for it, as in the marketplace's protocol.
pub(super) fn within(path: &'static str, number: Option<Int>, min: i64, max: i64) -> Result<i64, Invalid> {
    let number = number.map_or(0, |Int(number)| number);
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    Err(Invalid::new(path, format!("value must be inside range [{min}, {max}]")))
}

/// A number above zero.
pub(super) fn positive(path: impl Into<std::borrow::Cow<'static, str>>, Int(number): Int) -> Result<i64, Invalid> {
    if number > 0 { Ok(number) } else { Err(Invalid::new(path, "value must be greater than 0")) }
}

/// One of some names, in any case; nothing and the empty text are the first.
pub(super) fn choice<T: Copy>(path: &'static str, words: Option<&Words>, names: &[(&str, T)]) -> Result<T, Invalid> {
    let given = words.map_or("", |Words(text)| text);
    let found = names.iter().position(|(name, _)| name.eq_ignore_ascii_case(given));
    let found = found.or(given.is_empty().then_some(0)).and_then(|at| names.get(at));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let list: Vec<_> = names.iter().map(|(name, _)| *name).collect();
        Invalid::new(path, format!("value must be in list [{}]", list.join(" ")))
    })
}

/// A point in time; nothing and the empty text are none.
pub(super) fn time(path: &'static str, words: Option<&Words>) -> Result<Option<Timestamp>, Invalid> {
    match words.map_or("", |Words(text)| text) {
        "" => Ok(None),
        text => Timestamp::parse(text).map(Some).ok_or(Invalid::new(path, "value must be a valid RFC 3339 timestamp")),
    }
}

/// Two spellings of one field: whichever is there, and not both.
pub(super) fn either<T>(path: &'static str, one: Option<T>, other: Option<T>) -> Result<Option<T>, Invalid> {
    match (one, other) {
        (Some(_), Some(_)) => Err(Invalid::new(path, "value is given under two names")),
        (one, other) => Ok(one.or(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(json: &str) -> Option<i64> {
        serde_json::from_str::<Int>(json).ok().map(|Int(number)| number)
    }

    #[test]
    fn a_number_in_quotes_is_the_number() {
        assert_eq!(int("180"), Some(180));
        assert_eq!(int("\"180\""), Some(180));
        assert_eq!(int("180.0"), Some(180));
        assert_eq!(int("-1"), Some(-1));
    }

    #[test]
    fn a_number_of_63_bits_keeps_its_last_digits() {
        assert_eq!(int("9007199254740993"), Some(9_007_199_254_740_993));
        assert_eq!(int("\"9223372036854775807\""), Some(i64::MAX));
        assert_eq!(int("9223372036854775808"), None);
        assert_eq!(int("1e18"), None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for json in ["true", "1.5", "\"\"", "\"1e2\"", "\" 1\"", "[1]", "{}", "null"] {
            assert_eq!(int(json), None, "{json}");
        }
    }

    #[test]
    fn a_list_is_not_taken_for_an_object() {
        #[derive(serde::Deserialize)]
        struct One {
            a: Option<Int>,
        }
        assert!(serde_json::from_str::<Object<One>>("[1]").is_err());
        let Object(one) = serde_json::from_str::<Object<One>>("{\"a\":1,\"b\":[]}").unwrap();
        assert_eq!(one.a, Some(Int(1)));
        assert!(serde_json::from_str::<Object<One>>("{\"a\":1,\"a\":1}").is_err());
    }

    #[test]
    fn a_name_is_known_in_any_case_and_nothing_is_the_first() {
        let names = [("ALL", 0), ("NEW", 1)];
        let words = |text: &str| Words(text.to_owned());
        assert_eq!(choice("status", Some(&words("New")), &names), Ok(1));
        assert_eq!(choice("status", Some(&words("")), &names), Ok(0));
        assert_eq!(choice("status", None, &names), Ok(0));
        assert!(choice("status", Some(&words("OLD")), &names).is_err());
    }
}
