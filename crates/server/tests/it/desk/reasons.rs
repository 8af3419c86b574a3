//! The words of reasons.

use rstest::rstest;

use super::send;
use crate::support::*;

const PHONE: &str = "/desk/moderation/reasons/phone";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_writes_the_words_of_a_reason_anew_and_brings_the_old_ones_back(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let modest = site.signed_in(MODEST).await;
    let ours = modest.get("/desk/moderation/reasons").await.ok().text;
    assert!(ours.contains("В тексте номер телефона.") && !ours.contains("изменено"), "{ours}");
    let words = [
        ("words_ru", "Здесь телефон."),
        ("fix_ru", "Сотрите его."),
        ("words_en", "A phone is here."),
        ("fix_en", "Wipe it."),
    ];
    let own = send(&modest, PHONE, &words).await.ok().text;
    assert!(own.contains("Здесь телефон. Сотрите его.") && own.contains("изменено"), "{own}");
    let back = send(&modest, PHONE, &[("reset", "1")]).await.ok().text;
    assert!(back.contains("В тексте номер телефона.") && !back.contains("изменено"), "{back}");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_too_long_come_back_and_support_changes_none() {
    let site = Site::start(Sqlite).await;
    let (modest, roman) = (site.signed_in(MODEST).await, site.signed_in(ROMAN).await);
    let long = "ш".repeat(501);
    let again = send(&modest, PHONE, &[("words_ru", &long), ("fix_ru", "Сотрите его.")]).await;
    assert_eq!(again.status, 400);
    assert!(again.text.contains(&long), "what was typed is there");
    assert!(!roman.get("/desk/moderation/reasons").await.ok().text.contains("<textarea"));
    assert_eq!(send(&roman, PHONE, &[("words_ru", "Нет")]).await.status, 403);
    assert_eq!(send(&modest, "/desk/moderation/reasons/none", &[]).await.status, 404);
}
