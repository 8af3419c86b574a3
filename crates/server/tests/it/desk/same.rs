//! Many cases with the same text.

use rstest::rstest;

use super::{answer_with_phone, case_on, send};
use crate::support::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_is_looked_at_and_decided_at_once_and_what_is_not_ticked_waits_on(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    for key in ["torn", "warm", "plain"] {
        answer_with_phone(&site, key).await;
    }
    let modest = site.signed_in(MODEST).await;
    let page = modest.get("/desk/moderation?queue=comments").await.ok();
    assert!(page.text.contains("ещё 2\u{a0}таких же текста"), "{}", page.text);
    let same = format!("{}/same?queue=comments", case_on(&page));
    let preview = modest.get(&same).await.ok().text;
    let places: Vec<_> =
        preview.split("name=\"case\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(places.len(), 3, "{preview}");

    let nothing = send(&modest, &same, &[("do", "refuse"), ("case", places[0])]).await;
    assert_eq!(nothing.status, 400);
    let fields = [("do", "refuse"), ("reason", "phone"), ("case", places[0]), ("case", places[1])];
    let next = send(&modest, &same, &fields).await.ok();
    assert!(next.text.contains("Решено: отказать: 2\u{a0}дела"), "{}", next.text);
    assert!(case_on(&next).ends_with(places[2].rsplit('/').next().unwrap()), "the third waits on");

    let back = send(&modest, "/desk/moderation/undo", &[("case", places[0]), ("case", places[1])]).await.ok();
    assert!(back.text.contains("Решение отменено"), "{}", back.text);
    assert_eq!(modest.get(&same).await.ok().text.matches("name=\"case\"").count(), 3, "all three wait again");
}
