//! Processes that are measured, or that something is measured against.

use std::io::{BufRead, BufReader};
use std::process::Child;

/// A child that ends with its owner.
pub(crate) struct Ended(pub(crate) Child);

impl Drop for Ended {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The first line that a child prints.
pub(crate) fn first_line(child: &mut Child) -> Result<String, String> {
    let out = child.stdout.take().ok_or("the child has no output")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).map_err(|e| e.to_string())?;
    Ok(line.trim().to_owned())
}
