//! Colours, and what is made of two of them.

use std::fmt;

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

pub(super) const WHITE: Colour = Colour::new(255, 255, 255);
/// What shadows are made of: a black with some violet in it looks softer than black.
pub(super) const SHADOW: Colour = Colour::new(28, 24, 48);

impl Colour {
    /// From its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// From `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self { red, green, blue })
    }

    /// This one with a `share` (0 to 1) of another.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes lies a byte")]
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self { red: part(self.red, other.red), green: part(self.green, other.green), blue: part(self.blue, other.blue) }
    }

    /// Nearer to white.
    pub(super) fn lighter(self, share: f64) -> Self {
        self.mixed(WHITE, share)
    }

    /// Nearer to shadow.
    pub(super) fn darker(self, share: f64) -> Self {
        self.mixed(SHADOW, share)
    }

    /// How bright it looks, 0 to 1.
    pub(super) fn brightness(self) -> f64 {
        (0.3 * f64::from(self.red) + 0.59 * f64::from(self.green) + 0.11 * f64::from(self.blue)) / 255.0
    }

    /// Whether two would run into each other.
    pub(super) fn is_near(self, other: Self) -> bool {
        let parts = [(self.red, other.red), (self.green, other.green), (self.blue, other.blue)];
        parts.into_iter().map(|(a, b)| u32::from(a.abs_diff(b))).sum::<u32>() < 70
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The two colours of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// What it is.
    pub main: Colour,
    /// What is on it.
    pub accent: Colour,
}

impl Palette {
    /// From two times `#rrggbb`.
    pub fn parse(main: &str, accent: &str) -> Option<Self> {
        Some(Self { main: Colour::parse(main)?, accent: Colour::parse(accent)? })
    }
}
