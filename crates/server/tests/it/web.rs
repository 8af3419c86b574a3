//! The pages, driven by people: forms that are sent and where they lead, without a browser.

mod questions;
