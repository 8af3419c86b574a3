//! `/desk`.

use rstest::rstest;

use super::answer_with_phone;
use crate::support::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_sees_what_waits_and_for_how_long(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let modest = site.signed_in(MODEST).await;
    assert!(modest.get("/desk").await.ok().text.contains("Всё разобрано"));
    answer_with_phone(&site, "torn").await;
    site.wait(26 * 3_600);
    let page = modest.get("/desk").await.ok().text;
    assert!(page.contains("href=\"/desk/moderation?queue=comments\""), "{page}");
    assert!(page.contains("26\u{a0}ч"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_and_a_buyer_do_not_find_the_desk() {
    let site = Site::start(Sqlite).await;
    for person in [ANNA, OLGA] {
        let somebody = site.signed_in(person).await;
        for path in ["/desk", "/desk/moderation", "/desk/moderation/stats", "/desk/moderation/reasons"] {
            assert_eq!(somebody.get(path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_drawn_before_anything_was_decided() {
    let site = Site::start(Sqlite).await;
    let page = site.signed_in(MODEST).await.get("/desk/moderation/stats").await.ok().text;
    assert!(page.contains("Данных пока нет"), "{page}");
}
