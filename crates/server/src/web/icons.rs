//! The icons: one set of inline SVG, drawn on a 24 px grid with a 1.5 px stroke that takes the text's colour.
//!
//! An icon never speaks for itself: it stands beside a label, or its button carries an `aria-label`.

use std::fmt;

use askama::{FastWritable, Values, filters::HtmlSafe};

/// An inline SVG, safe to stand in a page as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

impl fmt::Display for Icon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl FastWritable for Icon {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(out.write_str(self.0)?)
    }
}

impl HtmlSafe for Icon {}

macro_rules! icons {
    ($($name:ident = $paths:literal, $what:literal;)*) => {
        $(
            #[doc = $what]
            pub const $name: Icon = Icon(concat!(
                r#"<svg class="i" viewBox="0 0 24 24" aria-hidden="true">"#, $paths, "</svg>"
            ));
        )*
        /// Every icon with its name, for the page of components.
        pub const ALL: &[(&str, Icon)] = &[$((stringify!($name), $name),)*];
    };
}

icons! {
    HOME = r#"<path d="M4 11.2 12 4.5l8 6.7V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>"#, "A house.";
    REVIEWS = r#"<path d="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-6L8 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5z"/><path d="m12 7.2 1.1 2.2 2.4.3-1.8 1.7.5 2.4-2.2-1.2-2.2 1.2.5-2.4-1.8-1.7 2.4-.3z"/>"#, "A speech bubble with a star.";
    MENU = r#"<path d="M4.5 7h15M4.5 12h15M4.5 17h15"/>"#, "Three lines.";
    SHOP = r#"<path d="M5 10v9.5h14V10M3.5 9l1.7-4.5h13.6L20.5 9a2.6 2.6 0 0 1-4.3 1 2.8 2.8 0 0 1-4.2 0 2.8 2.8 0 0 1-4.2 0A2.6 2.6 0 0 1 3.5 9zM9.5 19.5V15h5v4.5"/>"#, "A shop.";
    BOX = r#"<path d="m4 7.5 8-3.5 8 3.5v9L12 20l-8-3.5zM4 7.5l8 3.5 8-3.5M12 11v9"/>"#, "A parcel.";
    SEARCH = r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4 4"/>"#, "A magnifying glass.";
    BACK = r#"<path d="M14.5 5.5 8 12l6.5 6.5"/>"#, "An arrow to the left.";
    NEXT = r#"<path d="M9.5 5.5 16 12l-6.5 6.5"/>"#, "An arrow to the right.";
    DOWN = r#"<path d="m6.5 9.5 5.5 5.5 5.5-5.5"/>"#, "An arrow down.";
    CLOSE = r#"<path d="m6 6 12 12M18 6 6 18"/>"#, "A cross.";
    CHECK = r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#, "A tick.";
    DONE_ALL = r#"<path d="m2.5 12.5 4.5 4.5L16 8M11 15.5l1.5 1.5 9-9"/>"#, "Two ticks.";
    SEND = r#"<path d="M12 19.5v-15M5.5 11 12 4.5l6.5 6.5"/>"#, "An arrow up: send.";
    REPLY = r#"<path d="M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6v1"/>"#, "A bent arrow: answer.";
    TEMPLATE = r#"<path d="M6 4.5h12a1 1 0 0 1 1 1v14l-3.5-2-3.5 2-3.5-2-3.5 2v-14a1 1 0 0 1 1-1zM8.5 9h7M8.5 12.5h4.5"/>"#, "A sheet with lines: a template.";
    FILTER = r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#, "Two sliders.";
    SORT = r#"<path d="M7.5 5v14M4.5 16l3 3 3-3M16.5 19V5M13.5 8l3-3 3 3"/>"#, "Arrows up and down.";
    CAMERA = r#"<path d="M4 8h3.5L9 5.5h6L16.5 8H20a.5.5 0 0 1 .5.5v10a.5.5 0 0 1-.5.5H4a.5.5 0 0 1-.5-.5v-10A.5.5 0 0 1 4 8z"/><circle cx="12" cy="13" r="3.5"/>"#, "A camera.";
    PLAY = r#"<path class="f" d="M8.5 5.5v13l10-6.5z"/>"#, "A triangle: play.";
    PIN = r#"<path d="M9 4.5h6l-.8 6 2.8 3.5H7l2.8-3.5zM12 14v6"/>"#, "A pin.";
    FLAG = r#"<path d="M6 20.5V4.5M6 5h11l-2 3.8 2 3.7H6"/>"#, "A flag.";
    EDIT = r#"<path d="m5 19 .8-4L15.5 5.3a1.5 1.5 0 0 1 2.1 0l1.1 1.1a1.5 1.5 0 0 1 0 2.1L9 18.2z"/>"#, "A pencil.";
    TRASH = r#"<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 10.5v5.5M13.8 10.5v5.5"/>"#, "A bin.";
    MORE = r#"<circle class="f" cx="6" cy="12" r="1.3"/><circle class="f" cx="12" cy="12" r="1.3"/><circle class="f" cx="18" cy="12" r="1.3"/>"#, "Three dots.";
    EYE = r#"<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>"#, "An eye.";
    KEY = r#"<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M15.5 8l3 3"/>"#, "A key.";
    SUN = r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>"#, "A sun.";
    OUT = r#"<path d="M13.5 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h7.5M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>"#, "A door with an arrow.";
    THUMB = r#"<path d="M8 11v8.5H4.5V11zM8 11l3.5-6.5c1.5 0 2.3 1 2 2.5l-.6 3H18a1.7 1.7 0 0 1 1.7 2l-1.1 6a1.7 1.7 0 0 1-1.7 1.5H8"/>"#, "A thumb up.";
    CLOCK = r#"<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>"#, "A clock.";
    WARNING = r#"<path d="M12 4.5 3.5 19.5h17zM12 10v4.5"/><circle class="f" cx="12" cy="17" r=".9"/>"#, "A triangle with an exclamation mark.";
    INFO = r#"<circle cx="12" cy="12" r="8"/><path d="M12 11v5"/><circle class="f" cx="12" cy="8.2" r=".9"/>"#, "An i in a circle.";
    OFFLINE = r#"<path d="M4 4.5 20 19.5M3 10.5a13 13 0 0 1 4.5-2.8M21 10.5a13 13 0 0 0-9-3.4M6.5 14a8.5 8.5 0 0 1 4-2.2M10 17.5a3.5 3.5 0 0 1 4 0"/>"#, "A crossed-out antenna.";
    INBOX = r#"<path d="M4 13.5 6.5 5.5h11l2.5 8v5h-16zM4 13.5h4.5L10 16h4l1.5-2.5H20"/>"#, "An empty tray.";
    QUESTION = r#"<path d="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-6L8 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5z"/><path d="M10 8.6a2.1 2.1 0 1 1 3 2.2c-.7.4-1 .8-1 1.5"/><circle class="f" cx="12" cy="14.2" r=".8"/>"#, "A speech bubble with a question mark.";
    DOWNLOAD = r#"<path d="M12 4.5v10.5M7.5 10.5 12 15l4.5-4.5M5 19.5h14"/>"#, "An arrow down to a line: download.";
    SHIELD = r#"<path d="M12 3.8 5 6.5v5c0 4.3 2.9 7.3 7 8.7 4.1-1.4 7-4.4 7-8.7v-5zM9 12l2.2 2.2L15 10.2"/>"#, "A shield with a tick.";
    PLUS = r#"<path d="M12 5v14M5 12h14"/>"#, "A plus.";
    CODE = r#"<path d="m8.5 7-5 5 5 5M15.5 7l5 5-5 5"/>"#, "Angle brackets.";
    KEYBOARD = r#"<rect x="3" y="6.5" width="18" height="11" rx="1.5"/><path d="M6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14h8"/>"#, "A keyboard.";
    PERSON = r#"<circle cx="12" cy="8" r="3.5"/><path d="M5 19.5c.8-3.5 3.5-5.5 7-5.5s6.2 2 7 5.5"/>"#, "A person.";
    SCALES = r#"<path d="M12 4.5v15M8.5 19.5h7M5 7l7-1.5L19 7M5 7l-2.5 6.5a2.7 2.7 0 0 0 5 0zM19 7l-2.5 6.5a2.7 2.7 0 0 0 5 0z"/>"#, "Scales: to be decided.";
    CHART = r#"<path d="M4 19.5h16M6.5 16v-4M11 16V5M15.5 16V9"/>"#, "Columns: figures.";
    BASKET = r#"<path d="M4 9.500h16l-1.600 10H5.600zM8.500 9.500 11 4.500M15.500 9.500 13 4.500M9.500 13v3M14.500 13v3"/>"#, "A basket.";
    BELL = r#"<path d="M6.5 16.5v-5.5a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5h-14zM10 18a2 2 0 0 0 4 0M12 4v1.5"/>"#, "A bell: notices.";
    PLANE = r#"<path d="M20.500 4 3.500 11l6 2.500 2.500 6zM9.500 13.500 20.500 4"/>"#, "A paper plane.";
    BOLT = r#"<path d="M13 4 6 13.5h5L10.5 20l7.5-10h-5.5z"/>"#, "A bolt: urgent.";
    CHATS = r#"<path d="M9.5 4h9A2.5 2.5 0 0 1 21 6.5v5a2.5 2.5 0 0 1-2.5 2.5H18M5.5 8h7A2.5 2.5 0 0 1 15 10.5v4a2.5 2.5 0 0 1-2.5 2.5H9l-3.5 3v-3A2.5 2.5 0 0 1 3 14.5v-4A2.5 2.5 0 0 1 5.5 8z"/>"#, "Two speech bubbles.";
    HEADSET = r#"<path d="M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13h2a1 1 0 0 1 1 1v3.5a1 1 0 0 1-1 1h-1a1 1 0 0 1-1-1zM19.5 13h-2a1 1 0 0 0-1 1v3.5a1 1 0 0 0 1 1h1a1 1 0 0 0 1-1zM18.5 18.5c0 1.5-2 2.5-5 2.5"/>"#, "A headset: support.";
    CLIP = r#"<path d="m19 11.5-7.300 7.300a4.300 4.300 0 0 1-6.100-6.100l7.800-7.800a2.900 2.900 0 0 1 4.100 4.100l-7.700 7.700a1.400 1.400 0 0 1-2-2l6.900-6.900"/>"#, "A paper clip: a file.";
    FILE = r#"<path d="M7 3.800h7l4 4v12.400H7zM14 3.800v4h4"/>"#, "A sheet: a document.";
    LOCK = r#"<path d="M6.5 10.5h11v9h-11zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>"#, "A lock: closed.";
    BAN = r#"<circle cx="12" cy="12" r="8"/><path d="m6.5 6.5 11 11"/>"#, "A crossed circle: not delivered, blocked.";
    MOON = r#"<path d="M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z"/>"#, "A moon: snoozed.";
    ARCHIVE = r#"<path d="M4 5h16v4H4zM5.5 9v10.5h13V9M10 13h4"/>"#, "A box with a lid: the archive.";
    MEGAPHONE = r#"<path d="M4 10.5v3l3 .5 9.5 4.5v-13L7 10zM8 14.2 9 19h2.5l-.8-3.800M19 9.5a3.5 3.5 0 0 1 0 5"/>"#, "A megaphone: announcements.";
    NOTE = r#"<path d="M5 4.5h14v10l-5 5H5zM14 19.5v-5h5M8.5 8.5h7M8.5 12h4"/>"#, "A folded sheet: a note for colleagues.";
    PERCENT = r#"<path d="M12 3.5 20.5 12 12 20.5 3.500 12zM9.500 14.500l5-5"/><circle class="f" cx="9.6" cy="9.9" r="1"/><circle class="f" cx="14.4" cy="14.1" r="1"/>"#, "A tag with a percent sign: promotions.";
    CALENDAR = r#"<path d="M4.500 6.500h15v13h-15zM4.500 10.500h15M8.500 4v4M15.500 4v4"/>"#, "A sheet of a calendar.";
    SNOW = r#"<path d="M12 3.500v17M4.600 7.800l14.800 8.400M19.400 7.800 4.600 16.200M9.500 5l2.500 2 2.500-2M9.500 19l2.500-2 2.500 2"/>"#, "A snowflake: prices are frozen.";
    UPLOAD = r#"<path d="M12 15V4.500M7.500 9 12 4.500 16.500 9M5 19.500h14"/>"#, "An arrow up from a line: upload.";
    WALLET = r#"<path d="M4 7.500h14.500a1 1 0 0 1 1 1v9.500a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM4 7.500l11.500-3v3M16 13.300h3.500"/>"#, "A wallet: who pays.";
    FLOOR = r#"<path d="M4 19.500h16M12 4.500v10.500M7.500 10.500 12 15l4.500-4.500M4 16.500v3M20 16.500v3"/>"#, "An arrow that stops at a line: the floor.";
    TABLE = r#"<path d="M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14"/>"#, "A table.";
    LOGO = r#"<path d="M5 5h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/><path d="m8 10.5 2.8 2.5L16 8"/>"#, "The mark of the product.";
}
