//! The calendar of another region, as the one who runs Otklik names it.

use std::path::Path;
use std::process::{Command, Output};

/// Lists keys, which needs the settings and nothing else, with a calendar named in the configuration.
fn listed(dir: &Path, calendar: &str) -> Output {
    std::fs::write(dir.join("otklik.toml"), format!("calendar = \"{calendar}\"\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_otklik"));
    command.args(["key", "list", "--seller", "7", "--data", "data", "--config", "otklik.toml"]).current_dir(dir);
    command.env_remove("OTKLIK_CALENDAR").output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_calendar_that_is_not_there_is_named_and_nothing_starts() {
    let dir = tempfile::tempdir().unwrap();
    let output = listed(dir.path(), "kz.toml");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("otklik: the calendar kz.toml cannot be read: "), "{}", said(&output));
}

#[test]
fn a_wrong_calendar_is_refused_with_the_line_and_a_right_one_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let days = |holidays: &str| {
        let text = format!(
            "region = \"Қазақстан\"\nzone = \"+05:00\"\n\n[[year]]\nyear = 2026\nsource = \"a law\"\nholidays = [{holidays}]\n"
        );
        std::fs::write(dir.path().join("kz.toml"), text).unwrap();
        listed(dir.path(), "kz.toml")
    };
    let wrong = days("2026-01-01, 2025-12-16");
    assert_eq!(wrong.status.code(), Some(1));
    assert_eq!(said(&wrong), "otklik: the calendar kz.toml: line 7: 2025-12-16 is not a day of 2026\n");
    let right = days("2026-01-01, 2026-12-16");
    assert_eq!(right.status.code(), Some(0), "{}", said(&right));
}
