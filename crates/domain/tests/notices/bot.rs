//! What the bot understands, and from where it listens on.

use std::time::Duration;

use domain::Timestamp;
use domain::notices::telegram::{Said, listen_from, takes_over};
use proptest::prelude::*;

const DAY: u64 = 24 * 3_600;

#[test]
fn a_link_starts_the_bot_with_its_code_and_all_else_is_small_talk() {
    let start = |code: &str| Some(Said::Start(code.to_owned()));
    assert_eq!(Said::read("/start aB3_-x"), start("aB3_-x"));
    assert_eq!(Said::read("  /start@otklik_bot   aB3 and more"), start("aB3"));
    assert_eq!(Said::read("/start"), start(""), "somebody found the bot by themselves");
    for odd in ["/start <script>", "/start код", &format!("/start {}", "a".repeat(65))] {
        assert_eq!(Said::read(odd), start(""), "{odd}: no code of ours");
    }
    assert_eq!(Said::read("/stop"), Some(Said::Stop));
    for talk in ["", " ", "привет", "/help", "/started abc", "start abc", "/stopit", "не /stop"] {
        assert_eq!(Said::read(talk), None, "{talk}");
    }
}

#[test]
fn what_was_heard_is_not_heard_again_until_telegram_may_have_begun_to_count_anew() {
    let heard = Timestamp(1_767_225_600_000_000);
    assert_eq!(listen_from(0, heard, heard), None, "nothing was heard yet");
    assert_eq!(listen_from(78, heard, heard.after(Duration::from_secs(2 * DAY - 1))), Some(78));
    assert_eq!(listen_from(78, heard, heard.after(Duration::from_secs(2 * DAY))), None);
}

#[test]
fn an_old_code_that_turns_up_late_takes_no_chat_away() {
    assert!(takes_over(Timestamp(2), Timestamp(1)) && takes_over(Timestamp(1), Timestamp(1)));
    assert!(!takes_over(Timestamp(1), Timestamp(2)));
}

proptest! {
    #[test]
    fn whatever_is_written_to_the_bot_a_code_is_one_that_it_could_have_made(text in ".*", code in "[ -~]{0,80}") {
        for text in [text, format!("/start {code}")] {
            if let Some(Said::Start(code)) = Said::read(&text) {
                prop_assert!(code.len() <= 64 && code.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_' || it == b'-'));
            }
        }
    }
}
