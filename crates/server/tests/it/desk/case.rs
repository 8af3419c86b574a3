//! One case by its number.

use super::{answer_with_phone, case_on};
use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_found_by_its_number_and_taken_from_there() {
    let site = Site::start(Sqlite).await;
    answer_with_phone(&site, "torn").await;
    let (modest, lidia) = (site.signed_in(MODEST).await, site.signed_in(LIDIA).await);
    let case = case_on(&modest.get("/desk/moderation").await.ok());
    let number = case.trim_start_matches("/desk/moderation/cases/");
    let found = lidia.get(&format!("/desk/moderation/cases?id={number}")).await.ok();
    assert!(found.text.contains("решает Модест"), "{}", found.text);
    let refused = lidia.press(&format!("{case}/take")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Это дело сейчас решает Модест."), "{}", refused.text);

    site.wait(6 * 60);
    let taken = lidia.press(&format!("{case}/take")).await.ok();
    assert!(taken.text.contains("у вас до"), "{}", taken.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_nobodys_is_not_found() {
    let site = Site::start(Sqlite).await;
    let modest = site.signed_in(MODEST).await;
    for number in
        ["", "1001", "1001/x", "x/019e2c3f-7a41-7c55-8f00-2f1be0b5c111", "1001/019e2c3f-7a41-7c55-8f00-2f1be0b5c111"]
    {
        let found = modest.get(&format!("/desk/moderation/cases?id={number}")).await;
        assert_eq!(found.status, 404, "{number}");
        assert!(found.text.contains("Такого дела нет."), "{number}: {}", found.text);
    }
}
