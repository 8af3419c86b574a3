//! Where a buyer took a thing: a table, a floor, a hand, the box that it came in; another light every time.

use super::art::Art;
use super::dice::Dice;
use super::ink::fill;

/// What is behind and before the thing, and where it lies.
pub(super) struct Scene {
    pub(super) defs: String,
    pub(super) behind: String,
    pub(super) place: String,
    pub(super) before: String,
}

struct Place {
    art: &'static str,
    /// Colours of the surface: middle, dark, light.
    colours: &'static [[&'static str; 3]],
    /// Around which point, how large, how far it may be turned.
    at: (f64, f64),
    size: f64,
    turn: f64,
}

const WOOD: &[[&str; 3]] =
    &[["#b98a5e", "#93683f", "#d0a67c"], ["#8b6347", "#6b4831", "#a67c5e"], ["#d8c0a0", "#b89b78", "#e8d8c0"]];
const CLOTH: &[[&str; 3]] =
    &[["#8b9bb4", "#6d7d99", "#c3cddd"], ["#b48a86", "#94696a", "#dcc0b8"], ["#93a88c", "#71876c", "#cbd8c2"]];
const PALE: &[[&str; 3]] =
    &[["#c9ced4", "#aab1b9", "#e6e9ec"], ["#d3c9bb", "#b5a997", "#ece5da"], ["#c4d0cd", "#a3b3af", "#e2eae8"]];
const SKIN: [&str; 4] = ["#eebfa3", "#d9a07c", "#b97d59", "#f2cdb4"];

/// A flat thing lies; a standing one stands before the camera.
const LYING: &[Place] = &[
    Place { art: include_str!("scenes/table.svg"), colours: WOOD, at: (400.0, 300.0), size: 1.12, turn: 14.0 },
    Place { art: include_str!("scenes/parquet.svg"), colours: WOOD, at: (400.0, 300.0), size: 1.1, turn: 20.0 },
    Place { art: include_str!("scenes/plaid.svg"), colours: CLOTH, at: (400.0, 300.0), size: 1.12, turn: 16.0 },
    Place { art: include_str!("scenes/sheet.svg"), colours: PALE, at: (400.0, 300.0), size: 1.14, turn: 18.0 },
    Place { art: include_str!("scenes/tiles.svg"), colours: PALE, at: (400.0, 300.0), size: 1.06, turn: 14.0 },
    Place { art: include_str!("scenes/carton.svg"), colours: WOOD, at: (400.0, 300.0), size: 0.78, turn: 12.0 },
];
const STANDING: &[Place] = &[
    Place { art: include_str!("scenes/table.svg"), colours: WOOD, at: (400.0, 310.0), size: 1.06, turn: 5.0 },
    Place { art: include_str!("scenes/sill.svg"), colours: PALE, at: (400.0, 310.0), size: 1.06, turn: 3.0 },
    Place { art: include_str!("scenes/plaid.svg"), colours: CLOTH, at: (400.0, 300.0), size: 1.1, turn: 12.0 },
    Place { art: include_str!("scenes/carton.svg"), colours: WOOD, at: (400.0, 300.0), size: 0.76, turn: 8.0 },
    Place { art: include_str!("scenes/parquet.svg"), colours: WOOD, at: (400.0, 310.0), size: 1.04, turn: 8.0 },
    Place { art: include_str!("scenes/sheet.svg"), colours: PALE, at: (400.0, 300.0), size: 1.1, turn: 8.0 },
];
/// For what a hand can hold.
const HELD: Place =
    Place { art: include_str!("scenes/hand.svg"), colours: PALE, at: (392.0, 316.0), size: 0.94, turn: 12.0 };

/// Tints of the whole picture: a lamp, a cloudy window, a flash, an evening.
const LIGHTS: [(&str, f64); 5] =
    [("#ffb45c", 0.13), ("#6f9bd1", 0.13), ("#fff", 0.1), ("#2a2140", 0.2), ("#ffd9a0", 0.08)];

pub(super) fn draw(art: &Art, dice: &mut Dice) -> Scene {
    let places = if art.ground() { STANDING } else { LYING };
    let held = art.fits_a_hand() && dice.chance(0.28);
    let place = if held { &HELD } else { dice.pick(places).unwrap_or(&HELD) };
    let colours = dice.pick(place.colours).copied().unwrap_or_default();
    let skin = dice.pick(&SKIN).copied().unwrap_or_default();
    let paint = |fragment: &str| {
        fill(fragment, |name| match name {
            '1' => Some(colours[0].into()),
            '2' => Some(colours[1].into()),
            '3' => Some(colours[2].into()),
            'h' => Some(skin.into()),
            'w' => Some("#fff".into()),
            _ => None,
        })
    };
    let (behind, before) = place.art.split_once("\n---\n").unwrap_or((place.art, ""));
    let (light, strength) = dice.pick(&LIGHTS).copied().unwrap_or(("#fff", 0.0));
    let (from_x, from_y) = (dice.between(0.1, 0.9), dice.between(0.0, 0.6));
    Scene {
        defs: format!(
            r##"<radialGradient id="v" cx="{from_x:.2}" cy="{from_y:.2}" r=".95"><stop stop-color="{light}" stop-opacity="{strength}"/><stop offset=".55" stop-color="{light}" stop-opacity="{strength}"/><stop offset="1" stop-color="#1c1830" stop-opacity=".34"/></radialGradient>"##
        ),
        behind: framed(&paint(behind), dice),
        place: place.transform(dice),
        before: format!(r#"{}<rect width="800" height="600" fill="url(#v)"/>"#, paint(before)),
    }
}

/// The surface, seen a little askew.
fn framed(surface: &str, dice: &mut Dice) -> String {
    let (turn, grown) = (dice.between(-5.0, 5.0), dice.between(1.16, 1.3));
    format!(
        r#"<g transform="translate(400 300) rotate({turn:.1}) scale({grown:.2}) translate(-400 -300)">{surface}</g>"#
    )
}

impl Place {
    fn transform(&self, dice: &mut Dice) -> String {
        let (x, y) = (self.at.0 + dice.between(-36.0, 36.0), self.at.1 + dice.between(-14.0, 14.0));
        let turn = dice.between(-self.turn, self.turn);
        let size = self.size * dice.between(0.92, 1.08);
        format!("translate({x:.0} {y:.0}) rotate({turn:.1}) scale({size:.2}) translate(-300 -300)")
    }
}
