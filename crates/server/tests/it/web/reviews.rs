//! `/reviews`, as the shop's staff use it.

use domain::moderation::Reason;

use super::{decide, form, page, read};
use crate::support::{ANNA, MODEST, Site, Sqlite, review};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_review_that_moderation_refused_says_why_and_can_be_appealed() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let here = format!("/reviews/{}", review("torn"));
    form(&anna, &format!("{here}/answer"), &[("text", "Звоните: +7 912 345-67-89")]).await.ok();
    site.wait(11);
    site.work().await;
    let waiting = read(&page(&anna, &here).await);
    assert!(waiting.contains("на модерации") && waiting.contains("В очереди место 1"), "{waiting}");

    decide(&site, MODEST, &[Reason::Phone]).await;
    let refused = page(&anna, &here).await;
    assert!(refused.contains("<u>+7 912 345-67-89</u>"), "{}", read(&refused));
    let appeal =
        refused.split("action=\"").find_map(|rest| rest.split('"').next().filter(|path| path.ends_with("/appeal")));
    form(&anna, appeal.unwrap(), &[("text", "Это номер модели, а не телефон.")]).await.ok();
    assert!(read(&page(&anna, &here).await).contains("Возражение ждёт другого модератора"));
}
