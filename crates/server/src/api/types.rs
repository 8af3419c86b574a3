//! Values that many answers have: big numbers, sums of money, times.

use std::fmt;

use domain::{Money, Timestamp};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};

/// A number of up to 63 bits that names something. Written as a string of digits, because JavaScript and many JSON
/// readers lose digits beyond 2^53; read as a string or as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(pub i64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of up to 63 bits, best as a string of digits")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
        Ok(Number(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
        i64::try_from(value).map(Number).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Number, E> {
        value.parse().map(Number).map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self))
    }
}

impl utoipa::PartialSchema for Number {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some("^-?[0-9]{1,19}$"))
            .examples(["2305843009213693953"])
            .description(Some(
                "A number of up to 63 bits, as a string of digits so that no reader loses some of them. In requests a \
                 JSON number is taken too.",
            ))
            .into()
    }
}

impl ToSchema for Number {}

/// A choice as the API spells it: the same names as the rules have them, with a description of each.
macro_rules! mirror {
    ($(#[$doc:meta])* $ours:ident = $theirs:ty { $($(#[$vdoc:meta])* $name:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $ours {
            $($(#[$vdoc])* $name,)*
        }

        impl From<$theirs> for $ours {
            fn from(it: $theirs) -> Self {
                match it { $(<$theirs>::$name => Self::$name,)* }
            }
        }

        impl From<$ours> for $theirs {
            fn from(it: $ours) -> Self {
                match it { $($ours::$name => Self::$name,)* }
            }
        }
    };
}
pub(crate) use mirror;

/// A sum of money.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Money)]
pub struct Sum {
    /// In minor units (kopecks, cents): 119000 is 1190 roubles.
    #[schema(example = 119_000)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(example = "RUB")]
    pub currency: &'static str,
}

impl From<Money> for Sum {
    fn from(money: Money) -> Self {
        Self { amount: money.minor, currency: money.currency.code() }
    }
}

/// A time in RFC 3339, in UTC. In requests an offset is taken too, and a bare date means its midnight in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time(pub Timestamp);

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let expected = &"a time like 2026-03-10T14:08:00Z or a date like 2026-03-10";
        let read = Timestamp::parse(&text).map(Self);
        read.ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), expected))
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .examples(["2026-03-10T14:08:00Z"])
            .description(Some("A time in RFC 3339."))
            .into()
    }
}

impl ToSchema for Time {}

/// A picture or a video.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Medium {
    /// Its id.
    pub id: String,
    /// `photo`, `video` or `drawing`.
    #[schema(example = "photo")]
    pub kind: String,
    /// Where it is; videos answer to `Range`.
    #[schema(example = "/media/0190b6c3-7c1e-7b2a-9f3e-2a6f3b1c9d10")]
    pub url: String,
    /// Where the small one is, for lists.
    pub thumb_url: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

impl From<domain::reviews::MediaRef> for Medium {
    fn from(medium: domain::reviews::MediaRef) -> Self {
        let domain::reviews::MediaRef { id, kind, width, height } = medium;
        Self { url: format!("/media/{id}"), thumb_url: format!("/media/{id}/thumb"), id, kind, width, height }
    }
}
