//! What stands behind a product on its card.

use super::colour::{Colour, Palette};
use super::dice::Dice;

/// Under a product.
pub(super) struct Backdrop {
    pub(super) defs: String,
    pub(super) body: String,
}

/// Colours for products that have none of their own: white, black.
const OTHERS: [Colour; 4] =
    [Colour::new(143, 179, 217), Colour::new(217, 179, 143), Colour::new(169, 199, 162), Colour::new(201, 169, 201)];

/// Something large and quiet; the seed picks one.
const SHAPES: [&str; 5] = [
    "",
    r#"<circle cx="300" cy="300" r="236" fill="@"/>"#,
    r#"<path d="M96 600V290Q96 90 300 90T504 290V600Z" fill="@"/>"#,
    r#"<path d="M0 420Q160 330 330 400T600 340V600H0Z" fill="@"/>"#,
    r#"<circle cx="440" cy="170" r="120" fill="@"/><circle cx="130" cy="470" r="70" fill="@"/>"#,
];

/// Soft light, one shape, and a shadow on the ground where the product stands on one.
pub(super) fn draw(palette: Palette, ground: bool, dice: &mut Dice) -> Backdrop {
    let bright = palette.main.brightness() > 0.8;
    let base = if bright || dice.chance(0.45) { palette.accent } else { palette.main };
    let other = dice.pick(&OTHERS).copied().unwrap_or(base);
    let base = if (0.2..=0.85).contains(&base.brightness()) { base } else { other };
    let (near, far) = if bright { (0.66, 0.42) } else { (0.86, 0.66) };
    let (near, far) = (base.lighter(near), base.lighter(far));
    let shape = dice.pick(&SHAPES).copied().unwrap_or_default().replace('@', &far.lighter(0.45).to_string());
    let shadow =
        if ground { r##"<ellipse cx="300" cy="500" rx="186" ry="24" fill="#1c1830" opacity=".16"/>"## } else { "" };
    Backdrop {
        defs: format!(
            r#"<radialGradient id="b" cx=".5" cy=".38" r=".75"><stop stop-color="{near}"/><stop offset="1" stop-color="{far}"/></radialGradient>"#
        ),
        body: format!(r#"<rect width="600" height="600" fill="url(#b)"/>{shape}{shadow}"#),
    }
}
