//! The names of colours in fragments, and what they are for one product.
//!
//! `@m` its colour with light from the left above, `@f` the same flat, `@l` `@L` lighter, `@d` `@D` darker,
//! `@a` the accent, `@c` lighter, `@b` darker, `@w` white, `@s` a warm white, `@k` nearly black, `@e` metal.

use super::colour::{Colour, Palette};

pub(super) struct Ink {
    main: Colour,
    accent: Colour,
    /// How much shadow darkens: a white thing needs less.
    depth: f64,
}

impl Ink {
    pub(super) fn of(palette: Palette) -> Self {
        let Palette { main, accent } = palette;
        let accent = if main.is_near(accent) { accent.lighter(0.5) } else { accent };
        Self { main, accent, depth: if main.brightness() > 0.85 { 0.65 } else { 1.0 } }
    }

    fn named(&self, name: char) -> Option<String> {
        let flat = |colour: Colour| Some(colour.to_string());
        match name {
            'm' => Some("url(#m)".into()),
            'e' => Some("url(#e)".into()),
            'f' => flat(self.main),
            'l' => flat(self.main.lighter(0.28)),
            'L' => flat(self.main.lighter(0.6)),
            'd' => flat(self.main.darker(0.2 * self.depth)),
            'D' => flat(self.main.darker(0.42 * self.depth)),
            'a' => flat(self.accent),
            'c' => flat(self.accent.lighter(0.4)),
            'b' => flat(self.accent.darker(0.35)),
            'w' => Some("#fff".into()),
            's' => Some("#f7f3ec".into()),
            'k' => Some("#2d2b36".into()),
            _ => None,
        }
    }

    /// A fragment with its colours in.
    pub(super) fn fill(&self, fragment: &str) -> String {
        fill(fragment, |name| self.named(name))
    }

    /// The gradients that `@m` and `@e` point to, and the shadow under the thing.
    pub(super) fn shades(&self, blur: f64) -> String {
        let (light, main, dark) = (self.main.lighter(0.2), self.main, self.main.darker(0.16 * self.depth));
        format!(
            r##"<linearGradient id="m" x1=".1" y1="0" x2=".9" y2="1"><stop stop-color="{light}"/><stop offset=".55" stop-color="{main}"/><stop offset="1" stop-color="{dark}"/></linearGradient><linearGradient id="e"><stop stop-color="#aeb4bd"/><stop offset=".45" stop-color="#eef1f4"/><stop offset="1" stop-color="#8d949f"/></linearGradient><filter id="s" x="-.2" y="-.2" width="1.4" height="1.4"><feDropShadow dx="0" dy="{blur}" stdDeviation="{blur}" flood-color="#1c1830" flood-opacity=".28"/></filter>"##
        )
    }
}

/// A fragment whose `@x` are replaced by what `named` says; an unknown one stays.
pub(super) fn fill(fragment: &str, named: impl Fn(char) -> Option<String>) -> String {
    let mut filled = String::with_capacity(fragment.len() + 256);
    let mut rest = fragment;
    while let Some(at) = rest.find('@') {
        filled.push_str(&rest[..at]);
        let name = rest[at + 1..].chars().next().unwrap_or('@');
        match named(name) {
            Some(colour) => filled.push_str(&colour),
            None => filled.extend(['@', name]),
        }
        rest = rest.get(at + 1 + name.len_utf8()..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}
