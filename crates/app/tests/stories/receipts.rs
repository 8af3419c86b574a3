//! The chain of receipts, and what is done to it behind everybody's back.

use app::queries::moderation::verify;
use domain::moderation::Reason;
use domain::moderation::receipt::Broken;
use store::Sql;
use store::testing::statement;

use crate::support::*;

/// A site on which four verdicts were given: one by the rules, a refusal, its appeal, and one more by the rules.
async fn judged(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    let answer = site.sent(site.question().await, "Да, при 30 градусах.").await;
    site.judge(MODEST, refuse(&[Reason::NotAnAnswer])).await;
    crate::appeals::appeal(&site, answer).await.unwrap();
    site.judge(LIDIA, publish()).await;
    site.ask("Есть ли плед зелёного цвета?").await;
    site
}

static A_BYTE: Sql = statement(
    "test/a_byte",
    "update verdicts set receipt = replace(receipt, 'refuse', 'refusE') where seller_id = 1001 and number = 2",
);
static REMOVED: Sql = statement("test/removed", "delete from verdicts where seller_id = 1001 and number = 3");
static REMOVED_LAST: Sql = statement("test/removed_last", "delete from verdicts where seller_id = 1001 and number = 4");
static SWAPPED: Sql = statement(
    "test/swapped",
    "update verdicts set
       receipt = (select o.receipt from verdicts o where o.seller_id = 1001 and o.number = 5 - verdicts.number),
       previous = (select o.previous from verdicts o where o.seller_id = 1001 and o.number = 5 - verdicts.number),
       hash = (select o.hash from verdicts o where o.seller_id = 1001 and o.number = 5 - verdicts.number)
     where seller_id = 1001 and number in (2, 3)",
);
static NO_HEAD: Sql = statement("test/no_head", "delete from receipt_heads where seller_id = 1001");

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_nobody_touched_is_whole(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = judged(engine).await;
    assert_eq!(verify(&site.app, HOME).await.unwrap(), Ok(4));
    assert_eq!(app::queries::moderation::chains(&site.app).await.unwrap(), [HOME]);
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_removed_or_swapped_is_found(#[values(Sqlite, Postgres)] engine: Engine) {
    let broken = |statement: &'static Sql| async move {
        let site = judged(engine).await.tampered(statement).await;
        verify(&site.app, HOME).await.unwrap().unwrap_err()
    };
    assert_eq!(broken(&A_BYTE).await, Broken::Changed { number: 2 });
    assert_eq!(broken(&REMOVED).await, Broken::Gap { expected: 3, found: 4 });
    assert_eq!(broken(&REMOVED_LAST).await, Broken::Head { head: 4, found: 3 });
    assert!(matches!(
        broken(&SWAPPED).await,
        Broken::Changed { number: 2 } | Broken::DoesNotFollow { number: 2 } | Broken::Gap { .. }
    ));
    assert_eq!(broken(&NO_HEAD).await, Broken::Head { head: 0, found: 4 });
}
