//! The demo's pictures: drawn by the project, the same every time, none fetched.
//!
//! What a thing looks like stands in `draw/art/<kind>.svg`, a fragment on a field of 600 by 600 whose colours are names
//! (`@m` the product's own, `@a` its accent, …, see [`ink`]). After the first line `---` come details, of which the seed
//! picks one. Where a thing is photographed by a buyer stands in `draw/scenes/<name>.svg`, on a field of 800 by 600.

mod art;
mod backdrop;
mod colour;
mod dice;
mod ink;
mod scene;
#[cfg(test)]
mod tests;

pub use art::kinds;
pub use colour::{Colour, Palette};

use art::Art;
use dice::Dice;
use ink::Ink;

/// The picture of a product on its card: 600 by 600. `kind` is a name of [`kinds`]; a parcel is drawn for any other.
///
/// The seed (a sku) decides the small things: which detail, which backdrop, which way it leans.
pub fn product(kind: &str, palette: &Palette, seed: u64) -> String {
    let art = Art::named(kind);
    let ink = Ink::of(*palette);
    let mut dice = Dice::new(seed);
    let thing = thing(art, &ink, &mut dice);
    let backdrop = backdrop::draw(*palette, art.ground(), &mut dice);
    let lean = if art.leans() { dice.between(-5.0, 5.0) } else { 0.0 };
    let turned = if art.turns() && dice.chance(0.35) { "translate(600 0) scale(-1 1) " } else { "" };
    let shades = ink.shades(10.0);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><defs>{shades}{}</defs>{}<g filter="url(#s)" transform="{turned}rotate({lean:.1} 300 300)">{thing}</g></svg>"#,
        backdrop.defs, backdrop.body,
    )
}

/// The same thing as a buyer took it at home: 800 by 600, another place and light for every `number`.
pub fn snapshot(kind: &str, palette: &Palette, seed: u64, number: u64) -> String {
    let art = Art::named(kind);
    let ink = Ink::of(*palette);
    let thing = thing(art, &ink, &mut Dice::new(seed));
    let scene = scene::draw(art, &mut Dice::new(seed ^ number.wrapping_mul(0x9E37_79B9)));
    let shades = ink.shades(16.0);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><defs>{shades}{}</defs>{}<g filter="url(#s)" transform="{}">{thing}</g>{}</svg>"#,
        scene.defs, scene.behind, scene.place, scene.before,
    )
}

/// The object and one of its details. It asks the dice once, so that a product looks the same in every picture.
fn thing(art: &Art, ink: &Ink, dice: &mut Dice) -> String {
    let mut parts = art.parts();
    let object = parts.next().unwrap_or_default();
    let details: Vec<&str> = parts.collect();
    let detail = dice.pick(&details).copied().unwrap_or_default();
    ink.fill(object) + &ink.fill(detail)
}
