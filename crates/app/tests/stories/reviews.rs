//! Reviews, their pictures, comments under them and complaints about them wait on the same desk.

use app::commands::buyers::{self, Opinion};
use app::commands::moderation::appeals;
use app::commands::{answers, import, reviews};
use app::queries::shop::{self, CardFilter, CardOrder};
use domain::moderation::{Decision, Reason, Subject};
use domain::reviews::{CommentState, Rating, ReportReason};
use domain::text::Text;
use domain::{Code, MediaId, OrderId, ReviewId};
use uuid::Uuid;

use crate::support::*;

const WITH_PHONE: &str = "Плед хороший, продаю такие же: +7 916 123-45-67";

/// What a buyer thinks.
pub fn opinion(stars: i64, text: &str) -> Opinion {
    Opinion { rating: Rating::new(stars).ok(), text: text.into(), ..Opinion::default() }
}

/// Ольга leaves a review.
pub async fn review(site: &Site, opinion: Opinion) -> ReviewId {
    let olga = site.buyer(OLGA).await;
    buyers::submit(&site.app, &olga, OrderId(OLGAS.into()), PLAID, opinion, None).await.unwrap()
}

/// What buyers see: the reviews that the product counts, its five-star ones, and the reviews on its card.
async fn card(site: &Site) -> (i64, i64, usize) {
    let card = shop::card(&site.app, None, PLAID, CardFilter::default(), CardOrder::Newest, None, 20).await.unwrap();
    (card.product.reviews, card.product.stars[4], card.reviews.len())
}

#[rstest::rstest]
#[tokio::test]
async fn a_review_with_a_phone_number_is_neither_shown_nor_counted_until_its_verdict(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    review(&site, opinion(5, WITH_PHONE)).await;
    assert_eq!(card(&site).await, (0, 0, 0));
    site.judge(MODEST, publish()).await;
    assert_eq!(card(&site).await, (1, 1, 1));
    assert_eq!(site.told(OLGA).await, ["review_published"]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_whose_review_was_refused_appeals_and_another_moderator_shows_it(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(5, WITH_PHONE)).await;
    site.judge(MODEST, refuse(&[Reason::Phone])).await;
    assert_eq!(card(&site).await, (0, 0, 0));
    appeal(&site, review).await.unwrap();
    assert_eq!(site.claim(MODEST).await, None);
    site.judge(LIDIA, publish()).await;
    assert_eq!(card(&site).await, (1, 1, 1));
    assert_eq!(code(appeal(&site, review).await), Code::AppealedAlready);
}

async fn appeal(site: &Site, review: ReviewId) -> Result<domain::CaseId, app::Failure> {
    let words = Text::new("Это мой честный отзыв, прочтите ещё раз.").unwrap();
    appeals::by_buyer(&site.app, &site.buyer(OLGA).await, Subject::Review, review.to_string(), words).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_review_rewritten_while_it_waits_is_judged_by_its_new_words(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(5, WITH_PHONE)).await;
    let case = site.claim(MODEST).await.unwrap();
    site.decide(MODEST, case, refuse(&[Reason::Phone])).await.unwrap();
    buyers::rewrite(&site.app, &site.buyer(OLGA).await, review, opinion(5, "Плед тёплый и мягкий.")).await.unwrap();
    assert_eq!(card(&site).await, (1, 1, 1));
    site.settle().await;
    assert_eq!(card(&site).await, (1, 1, 1), "a verdict on words that are gone does nothing");
    assert_eq!(site.waiting().await, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn pictures_are_looked_at_where_the_operator_wants_it_and_the_words_stay_without_refused_ones(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::with(engine, |policy| policy.publish_clean.retain(|subject| *subject != Subject::Media)).await;
    let picture = MediaId(Uuid::from_u128(7));
    let media = import::Media {
        id: picture,
        kind: "photo".into(),
        content_type: "image/jpeg".into(),
        width: 900,
        height: 900,
        bytes: 1_000,
        uploaded_by: Some(OLGA),
    };
    import::media(&site.app, vec![media]).await.unwrap();
    let with_picture = Opinion { media: vec![picture], ..opinion(5, "Плед тёплый и мягкий.") };
    review(&site, with_picture).await;
    assert_eq!(card(&site).await, (0, 0, 0));
    let seen = site.claimed(MODEST).await;
    assert_eq!((seen.case.subject, seen.case.media == "[]"), (Subject::Media, false));
    site.judge(MODEST, refuse(&[Reason::PicturePerson])).await;
    assert_eq!(card(&site).await, (1, 1, 1));
    let shown = shop::card(&site.app, None, PLAID, CardFilter::default(), CardOrder::Newest, None, 20).await.unwrap();
    assert_eq!((shown.reviews[0].media.as_str(), shown.reviews[0].photos), ("[]", 0));
    assert_eq!(site.told(OLGA).await, ["media_refused"]);
}

#[rstest::rstest]
#[tokio::test]
async fn an_accepted_complaint_takes_the_review_from_the_card_and_its_buyer_may_get_it_back(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(1, "Это не про плед, а про курьера.")).await;
    assert_eq!(card(&site).await, (1, 0, 1));
    complain(&site, review).await.unwrap();
    assert_eq!(code(complain(&site, review).await), Code::ReportedAlready);
    assert_eq!(card(&site).await, (1, 0, 1), "a complaint alone does nothing");
    site.judge(
        MODEST,
        app::commands::moderation::desk::Verdict { decision: Decision::Publish, ..refuse(&[Reason::OffTopic]) },
    )
    .await;
    assert_eq!(card(&site).await, (0, 0, 0));
    assert_eq!(site.told(OLGA).await, ["review_refused"]);
    assert_eq!(site.told(ANNA).await, ["report_published", "review_new"]);

    appeal(&site, review).await.unwrap();
    assert_eq!(site.claim(MODEST).await, None, "he took it from the card");
    site.judge(LIDIA, publish()).await;
    assert_eq!(card(&site).await, (1, 0, 1));
    assert_eq!(app::queries::moderation::verify(&site.app, HOME).await.unwrap(), Ok(4));
}

async fn complain(site: &Site, review: ReviewId) -> Result<domain::ReportId, app::Failure> {
    let (anna, reason) = (site.staff(ANNA).await, ReportReason::NotAboutProduct);
    reviews::report(&site.app, &anna, review, reason, "Отзыв о курьере.", Vec::new(), None).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_declined_complaint_leaves_the_review_and_the_shop_may_appeal(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(1, "Это не про плед, а про курьера.")).await;
    let report = complain(&site, review).await.unwrap();
    let case = site.claim(MODEST).await.unwrap();
    assert_eq!(code(site.decide(MODEST, case, refuse(&[Reason::Phone])).await), Code::ReasonUnfit);
    site.judge(MODEST, refuse(&[Reason::ReportUnfounded])).await;
    assert_eq!(card(&site).await, (1, 0, 1));

    let words = || Text::new("Отзыв целиком о курьере, посмотрите ещё раз.").unwrap();
    let anna = site.staff(ANNA).await;
    appeals::by_shop(&site.app, &anna, Subject::Report, report.to_string(), words()).await.unwrap();
    assert_eq!(site.claim(MODEST).await, None);
    let accepted =
        app::commands::moderation::desk::Verdict { decision: Decision::Publish, ..refuse(&[Reason::OffTopic]) };
    site.judge(LIDIA, accepted).await;
    assert_eq!(card(&site).await, (0, 0, 0));
    let again = appeals::by_shop(&site.app, &anna, Subject::Report, report.to_string(), words()).await;
    assert_eq!(code(again), Code::AppealedAlready);
}

#[rstest::rstest]
#[tokio::test]
async fn a_complaint_about_a_review_that_its_buyer_took_away_leaves_nothing_to_decide(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(1, "Это не про плед, а про курьера.")).await;
    complain(&site, review).await.unwrap();
    buyers::delete(&site.app, &site.buyer(OLGA).await, review).await.unwrap();
    assert_eq!((site.waiting().await, site.claim(MODEST).await), (0, None));
}

#[rstest::rstest]
#[tokio::test]
async fn a_comment_with_a_phone_number_waits_and_a_clean_one_does_not(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let review = review(&site, opinion(4, "Плед тёплый и мягкий.")).await;
    let anna = site.staff(ANNA).await;
    let comment = |text: &str| answers::NewAnswer {
        review,
        text: Text::new(text).unwrap(),
        parent: None,
        settles: true,
        seen: None,
        undo: true,
        once: None,
    };
    let thread = || async {
        let all = shop::thread(&site.app, review).await.unwrap();
        all.into_iter().map(|comment| comment.text).collect::<Vec<_>>()
    };
    answers::send(&site.app, &anna, comment("Спасибо за отзыв!")).await.unwrap();
    site.settle().await;
    assert_eq!(thread().await, ["Спасибо за отзыв!"]);

    let held = answers::send(&site.app, &anna, comment("Звоните нам: +7 916 123-45-67")).await.unwrap().comment;
    site.settle().await;
    let state = || async { app::queries::reviews::comment(&site.app, &anna.reader(), held).await.unwrap().state };
    assert_eq!((thread().await.len(), state().await), (1, CommentState::Waiting));
    site.judge(MODEST, refuse(&[Reason::Phone])).await;
    assert_eq!((thread().await.len(), state().await), (1, CommentState::Refused));
    let words = Text::new("Это телефон мастерской по уходу за пледами.").unwrap();
    appeals::by_shop(&site.app, &anna, Subject::Comment, held.to_string(), words).await.unwrap();
    site.judge(LIDIA, publish()).await;
    assert_eq!((thread().await.len(), state().await), (2, CommentState::Published));
}
