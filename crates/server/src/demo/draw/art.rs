//! Every kind of thing that can be drawn.

/// How a thing is placed before the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pose {
    /// Seen from above; it may lean.
    Lying,
    /// On the ground, with a shadow under it.
    Standing,
    /// On a wall or from above.
    Hanging,
}
use Pose::{Hanging, Lying, Standing};

/// A drawing.
#[derive(Debug)]
pub(super) struct Art {
    name: &'static str,
    svg: &'static str,
    pose: Pose,
    turns: bool,
    held: bool,
}

impl Art {
    /// The drawing of a kind; a parcel for a kind without one.
    pub(super) fn named(kind: &str) -> &'static Self {
        ALL.iter().find(|art| art.name == kind).unwrap_or(&PARCEL)
    }

    /// The object, then details of which one is drawn.
    pub(super) fn parts(&self) -> impl Iterator<Item = &'static str> {
        self.svg.split("\n---\n").map(str::trim)
    }

    /// Whether it stands on something.
    pub(super) fn ground(&self) -> bool {
        self.pose == Standing
    }

    /// Whether it may lean to a side.
    pub(super) fn leans(&self) -> bool {
        self.pose == Lying
    }

    /// Whether it looks as good from the other side.
    pub(super) fn turns(&self) -> bool {
        self.turns
    }

    /// Whether somebody would photograph it in a hand.
    pub(super) fn fits_a_hand(&self) -> bool {
        self.held
    }
}

/// The names of all kinds.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|art| art.name)
}

macro_rules! art {
    ($name:literal, $pose:ident, turns: $turns:literal, held: $held:literal) => {
        Art { name: $name, svg: include_str!(concat!("art/", $name, ".svg")), pose: $pose, turns: $turns, held: $held }
    };
}

const PARCEL: Art = art!("parcel", Standing, turns: false, held: false);

const ALL: &[Art] = &[
    art!("backpack", Standing, turns: true, held: false),
    art!("bag", Standing, turns: true, held: false),
    art!("band", Lying, turns: false, held: true),
    art!("basket", Standing, turns: true, held: false),
    art!("bath-towel", Standing, turns: true, held: false),
    art!("bedding", Lying, turns: false, held: false),
    art!("blanket", Standing, turns: true, held: false),
    art!("book-case", Lying, turns: false, held: false),
    art!("boots", Standing, turns: true, held: false),
    art!("box", Standing, turns: true, held: false),
    art!("buds-case", Lying, turns: false, held: true),
    art!("button-phone", Lying, turns: false, held: true),
    art!("cable", Lying, turns: false, held: false),
    art!("candle", Standing, turns: true, held: true),
    art!("candy-box", Standing, turns: true, held: false),
    art!("canister", Standing, turns: true, held: false),
    art!("canvas", Lying, turns: false, held: false),
    art!("cap", Lying, turns: false, held: false),
    art!("cardigan", Lying, turns: false, held: false),
    art!("charger", Lying, turns: false, held: true),
    art!("chocolate", Standing, turns: true, held: true),
    art!("coat", Lying, turns: false, held: false),
    art!("coconut-milk", Standing, turns: true, held: true),
    art!("coffee", Standing, turns: false, held: false),
    art!("coffee-filters", Standing, turns: true, held: true),
    art!("cream", Standing, turns: true, held: true),
    art!("crystals", Standing, turns: true, held: false),
    art!("curtain", Hanging, turns: false, held: false),
    art!("derby", Standing, turns: true, held: false),
    art!("dress", Lying, turns: false, held: false),
    art!("dropper", Standing, turns: true, held: true),
    art!("duffel", Standing, turns: true, held: false),
    art!("earbuds", Lying, turns: false, held: true),
    art!("flour", Standing, turns: false, held: false),
    art!("frog", Hanging, turns: false, held: false),
    art!("garland", Hanging, turns: false, held: false),
    art!("gel-polish", Standing, turns: true, held: true),
    art!("glasses", Standing, turns: true, held: false),
    art!("grow-kit", Standing, turns: true, held: false),
    art!("hair-dryer", Standing, turns: true, held: false),
    art!("hat", Lying, turns: false, held: false),
    art!("headlamp", Hanging, turns: false, held: false),
    art!("headphones", Lying, turns: false, held: false),
    art!("honey", Standing, turns: true, held: true),
    art!("hoodie", Lying, turns: false, held: false),
    art!("humidifier", Standing, turns: true, held: false),
    art!("jacket", Lying, turns: false, held: false),
    art!("jam", Standing, turns: true, held: true),
    art!("keds", Standing, turns: true, held: false),
    art!("kettle", Standing, turns: true, held: false),
    art!("keyboard", Lying, turns: false, held: false),
    art!("keyboard-set", Lying, turns: false, held: false),
    art!("keychain", Lying, turns: false, held: true),
    art!("kissel", Standing, turns: false, held: false),
    art!("knife", Lying, turns: false, held: false),
    art!("ladle-pan", Standing, turns: true, held: false),
    art!("ladybug", Hanging, turns: false, held: false),
    art!("lamp", Standing, turns: false, held: false),
    art!("lantern", Standing, turns: true, held: false),
    art!("lip-balm", Standing, turns: true, held: true),
    art!("magnet", Lying, turns: false, held: false),
    art!("magnifier", Standing, turns: true, held: true),
    art!("moon-lamp", Standing, turns: true, held: false),
    art!("mouse", Lying, turns: false, held: true),
    art!("mug", Standing, turns: true, held: true),
    art!("nut-paste", Standing, turns: true, held: true),
    art!("paint-kit", Lying, turns: false, held: false),
    art!("pan", Standing, turns: true, held: false),
    art!("parcel", Standing, turns: false, held: false),
    art!("party-speaker", Standing, turns: true, held: false),
    art!("patches", Standing, turns: true, held: false),
    art!("pendant", Hanging, turns: false, held: false),
    art!("perfume", Standing, turns: true, held: true),
    art!("phone", Lying, turns: false, held: true),
    art!("phone-case", Lying, turns: false, held: true),
    art!("pillow", Standing, turns: true, held: false),
    art!("pot", Standing, turns: true, held: false),
    art!("power-bank", Lying, turns: false, held: true),
    art!("pump", Standing, turns: true, held: true),
    art!("round-magnets", Lying, turns: false, held: false),
    art!("sandals", Standing, turns: true, held: false),
    art!("scarf", Lying, turns: false, held: false),
    art!("scrub", Standing, turns: true, held: false),
    art!("shampoo", Standing, turns: false, held: true),
    art!("shirt", Lying, turns: false, held: false),
    art!("shoes", Standing, turns: true, held: false),
    art!("slippers", Standing, turns: true, held: false),
    art!("sneakers", Standing, turns: true, held: false),
    art!("soap", Standing, turns: true, held: true),
    art!("socks", Lying, turns: false, held: false),
    art!("speaker", Standing, turns: true, held: false),
    art!("sprouts", Standing, turns: true, held: false),
    art!("stand-magnifier", Standing, turns: true, held: false),
    art!("styler", Standing, turns: true, held: false),
    art!("syrup", Standing, turns: false, held: false),
    art!("tea", Standing, turns: false, held: false),
    art!("tealights", Standing, turns: true, held: false),
    art!("thermometer", Hanging, turns: false, held: false),
    art!("towel", Lying, turns: false, held: false),
    art!("trousers", Lying, turns: false, held: false),
    art!("tshirt", Lying, turns: false, held: false),
    art!("tube", Standing, turns: true, held: true),
    art!("tumbler", Standing, turns: true, held: true),
    art!("usb", Lying, turns: false, held: true),
    art!("vacuum", Standing, turns: true, held: false),
    art!("vacuum-bags", Standing, turns: true, held: false),
    art!("vase", Standing, turns: true, held: false),
    art!("vest", Lying, turns: false, held: false),
    art!("watch", Lying, turns: false, held: true),
    art!("webcam", Standing, turns: true, held: false),
    art!("wired-buds", Lying, turns: false, held: false),
    art!("wooden-speaker", Standing, turns: true, held: false),
    art!("wristwatch", Lying, turns: false, held: false),
];
