//! What somebody who starts the demo finds.

use std::sync::Arc;
use std::time::Duration;

use app::commands::people::{link, sign_in};
use app::media::folder::Part;
use app::queries::{asking, moderation, notices, people, reviews, shop};
use app::{App, CanRead, Clock, Person, Storage};
use domain::moderation::queue::Queue;
use domain::questions::QuestionState;
use domain::reviews::OrderStatus;
use domain::{MediaId, PersonId, Sku};

use super::clock::DemoClock;
use super::{Cast, data_set, load, pictures, rows};

async fn loaded() -> (tempfile::TempDir, App, Cast) {
    let (dir, app, cast, _) = loaded_by_the_clock().await;
    (dir, app, cast)
}

async fn loaded_by_the_clock() -> (tempfile::TempDir, App, Cast, Arc<DemoClock>) {
    let dir = tempfile::tempdir().unwrap();
    let storage = Storage::Sqlite { dir: dir.path().to_owned() };
    let clock = Arc::new(DemoClock::default());
    let app = App::open(storage, dir.path().join("media"), Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
    let cast = load::load(&app, &clock).await.unwrap();
    (dir, app, cast, clock)
}

async fn signed_in(app: &App, who: PersonId) -> Person {
    let token = link(app, who, Duration::from_secs(60)).await.unwrap();
    let session = sign_in(app, &token).await.unwrap();
    people::by_session(app, &session).await.unwrap().unwrap()
}

/// How many reviews each shop has, as its owner sees it.
async fn reviews_of(app: &App, cast: &Cast) -> Vec<i64> {
    let mut all = Vec::new();
    for (seller, _, owner) in &cast.sellers {
        let staff = signed_in(app, *owner).await.member(Some(*seller)).unwrap().with::<CanRead>().unwrap();
        all.push(reviews::counts(app, &staff, &reviews::Filter::default()).await.unwrap().total());
    }
    all
}

#[tokio::test]
async fn a_demo_loaded_again_on_the_same_folder_doubles_nothing() {
    let (_dir, app, cast, clock) = loaded_by_the_clock().await;
    let first = reviews_of(&app, &cast).await;
    assert!(first.len() >= 3 && first.iter().sum::<i64>() >= 1_500, "{first:?}");
    load::load(&app, &clock).await.unwrap();
    assert_eq!(reviews_of(&app, &cast).await, first);
}

#[tokio::test]
async fn every_buyer_with_a_link_has_something_to_review() {
    let (_dir, app, cast) = loaded().await;
    assert!(cast.buyers.len() >= 3);
    for (buyer, name) in cast.buyers {
        let bought = shop::orders(&app, &signed_in(&app, buyer).await.buyer(), 100).await.unwrap();
        let waiting = bought.iter().filter(|one| one.review.is_none() && one.item.status == OrderStatus::Delivered);
        assert!(waiting.count() >= 2, "{name}: {bought:?}");
    }
}

#[tokio::test]
async fn every_product_is_pictured_and_every_photo_of_a_review_is_there() {
    let (_dir, app, cast) = loaded().await;
    let products = shop::list(&app, Sku(0), 1_000).await.unwrap();
    assert!(products.len() >= 200, "{} products", products.len());
    for product in &products {
        let picture = product.picture.unwrap_or_else(|| panic!("{} has no picture", product.name));
        assert!(app.media().read(picture, Part::Drawing).unwrap().is_some(), "{}", product.name);
    }
    let (seller, _, owner) = cast.sellers[0].clone();
    let staff = signed_in(&app, owner).await.member(Some(seller)).unwrap().with::<CanRead>().unwrap();
    let filter = reviews::Filter { has_media: Some(true), ..reviews::Filter::default() };
    assert!(reviews::counts(&app, &staff, &reviews::Filter::default()).await.unwrap().of(&filter) > 50);
    let rows: Vec<rows::Review> = rows::packed(load::REVIEWS).unwrap();
    for (sku, number) in rows.iter().flat_map(|row| row.photos.iter().map(|number| (row.sku, *number))) {
        let id = MediaId::parse(&pictures::photo(sku, number).id).unwrap();
        assert!(app.media().read(id, Part::Drawing).unwrap().is_some(), "photo {number} of {sku}");
    }
}

#[tokio::test]
async fn a_folder_with_a_bigger_set_becomes_one_more_shop() {
    let (dir, app, mut cast) = loaded().await;
    let set = dir.path().join("set");
    std::fs::create_dir(&set).unwrap();
    std::fs::write(set.join("products.jsonl"), "{\"sku\":77,\"name\":\"Чайник\",\"price_kopecks\":100000}\n").unwrap();
    std::fs::write(set.join("reviews.jsonl"), "{\"id\":1,\"sku\":77,\"text\":\"Греет\"}\n{\"id\":2,\"rating\":7}\n")
        .unwrap();
    let mut told = Vec::new();
    cast.sellers = vec![data_set::load(&app, &set, &mut |line| told.push(line)).await.unwrap()];
    assert_eq!(reviews_of(&app, &cast).await, [1]);
    assert!(told[1].ends_with("новых 1, было 0, не взято 1"), "{told:?}");
    let nothing = data_set::load(&app, &dir.path().join("media"), &mut |_| ()).await;
    assert!(nothing.unwrap_err().contains("no products, orders or reviews"));
}

#[test]
fn no_text_of_the_demo_gives_a_telephone_an_address_or_a_link() {
    let files: [&[u8]; 2] = [load::PRODUCTS.as_bytes(), include_bytes!("../../demo/questions.jsonl")];
    let mut texts: Vec<String> = files.into_iter().map(|file| String::from_utf8_lossy(file).into_owned()).collect();
    texts.push(String::from_utf8_lossy(include_bytes!("../../demo/chats.jsonl")).into_owned());
    for review in rows::packed::<rows::Review>(load::REVIEWS).unwrap() {
        texts
            .extend([review.text, review.pros, review.cons, review.answer.map(|said| said.text)].into_iter().flatten());
    }
    for text in &texts {
        for sign in ["http:", "https:", "www.", "@", "+7", "t.me"] {
            assert!(!text.contains(sign), "{sign} in {}", text.chars().take(200).collect::<String>());
        }
    }
}

#[tokio::test]
async fn somebody_of_the_desk_finds_cases_of_every_kind_and_months_of_verdicts_behind_them() {
    let (_dir, app, cast) = loaded().await;
    let (_, moderator) = cast.staff[0];
    let desk = signed_in(&app, moderator).await.desk().unwrap();
    let standing = moderation::queues(&app, &desk).await.unwrap();
    for queue in [Queue::Answers, Queue::Questions, Queue::Reviews, Queue::Comments, Queue::Reports, Queue::Appeals] {
        assert!(standing.iter().any(|one| one.queue == queue), "{queue:?}: {standing:?}");
    }
    let months = moderation::months(&app, 12).await.unwrap();
    assert!(months.len() >= 5, "{months:?}");
    let sum = |of: fn(&moderation::Month) -> i64| months.iter().map(of).sum::<i64>();
    assert!(sum(|month| month.overturned) >= 2 && sum(|month| month.upheld) >= 2, "{months:?}");
    let rows = include_str!("../../demo/moderation.jsonl");
    let judged = rows::lines::<rows::Judged>(rows).unwrap().into_iter().filter(|row| row.verdict.is_some()).count();
    let people = usize::try_from(sum(|month| month.by("person"))).unwrap();
    assert!(people >= judged, "every text with a verdict was judged: {people} of {judged}");
}

#[tokio::test]
async fn a_buyer_with_a_link_sees_own_questions_in_several_states_and_unread_notices() {
    let (_dir, app, cast) = loaded().await;
    let (buyer, _) = cast.buyers[0];
    let person = signed_in(&app, buyer).await;
    let own = asking::own(&app, &person.buyer(), None, 20).await.unwrap();
    for state in [QuestionState::Waiting, QuestionState::Published, QuestionState::Refused] {
        assert!(own.iter().any(|own| own.question.state == state), "{state:?}");
    }
    assert!(own.iter().any(|own| !own.answers.is_empty()));
    let told = notices::list(&app, notices::Part::buyer(buyer), None, 10).await.unwrap();
    assert!(told.iter().any(|notice| notice.kind == "question_answered" && notice.read_at.is_none()), "{told:?}");
}

#[tokio::test]
async fn an_owner_has_seen_what_is_older_than_a_day_and_not_what_is_of_today() {
    let (_dir, app, cast) = loaded().await;
    let (seller, _, owner) = cast.sellers[0];
    let told = notices::list(&app, notices::Part::staff(owner, seller), None, 1_000).await.unwrap();
    let day_ago = app.now().before(std::time::Duration::from_secs(24 * 3_600));
    assert!(told.iter().all(|notice| notice.read_at.is_some() == (notice.at < day_ago)), "{told:?}");
    let unread = told.iter().filter(|notice| notice.read_at.is_none()).count();
    assert!((3..40).contains(&unread), "{unread} of {}", told.len());
}
