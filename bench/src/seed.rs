//! Data to measure on: one seller with 20,000 reviews among others, spread over two years, loaded by the same command
//! as an import.

use std::path::Path;
use std::sync::Arc;

use app::commands::import::{self, NewReview, Product};
use app::commands::people::{self, Seller};
use app::{App, Storage, SystemClock};
use domain::reviews::{OrderStatus, Rating, ReviewStatus};
use domain::{Money, ProductId, SellerId, Sku, Timestamp};

use crate::data::Made;

/// The seller that is asked for.
pub(crate) const SELLER: SellerId = SellerId(7);
/// Their reviews, where there are so many.
const OWN: u64 = 20_000;
/// Products of each seller.
const PRODUCTS: i64 = 100;
/// Reviews in one transaction.
const BATCH: u64 = 2_000;

/// Texts that are put together into reviews; written for this bench.
pub(crate) const TEXTS: [&str; 12] = [
    "Пришли за два дня, упаковка целая, размер подошёл как по таблице.",
    "Через неделю разошёлся шов на боку, ношу дома, на улицу стыдно.",
    "Мягкие, тёплые, нога не потеет, взяла вторую пару для мамы.",
    "Цвет на фото ярче, вживую скорее серый, но в целом довольна.",
    "Молния заедает с первого дня, возврат оформили без вопросов.",
    "Хорошая вещь за свои деньги, после стирки не села и не полиняла.",
    "Чайник шумит так, что будит соседей, зато закипает за три минуты.",
    "Кроссовки отличные, порвались шнурки, поставил свои и бегаю дальше.",
    "Запах краски выветривался неделю, теперь лампа стоит у дочки.",
    "Доставили не ту модель, продавец ответил и прислал правильную.",
    "Ткань тонкая, просвечивает, на лето самое то.",
    "Беру уже третий раз, качество не меняется, спасибо магазину.",
];

/// Makes the data where it is not there yet.
pub(crate) fn ensure(storage: Storage, dir: &Path, reviews: u64) -> Result<(), String> {
    let made = Made::at(&storage, dir, &format!("seeded-{reviews}"));
    if made.already() {
        return Ok(());
    }
    std::fs::create_dir_all(dir).map_err(|e| e.to_string())?;
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let begin = crate::load::now();
    runtime.block_on(async {
        fill(&app, reviews).await.map_err(|failure| failure.to_string())?;
        app.close().await;
        Ok::<_, String>(())
    })?;
    let took = begin.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = reviews as f64 / took;
    eprintln!("seeded {reviews} reviews in {took:.0} s ({rate:.0}/s)");
    made.note()
}

/// The sellers, and how many of all rows each has.
pub(crate) fn shares(all: u64) -> Vec<(SellerId, u64)> {
    let own = all.min(OWN);
    let others = all.saturating_sub(OWN).div_ceil(OWN).max(1);
    let share = (all - own) / others;
    (0..others).map(|n| (SellerId(1_000 + i64::try_from(n).unwrap_or(0)), share)).chain([(SELLER, own)]).collect()
}

async fn fill(app: &App, reviews: u64) -> Result<(), app::Failure> {
    let shares = shares(reviews);
    people::introduce(app, shares.iter().map(|(id, _)| seller(*id)).collect(), Vec::new()).await?;
    for (id, _) in &shares {
        import::products(app, (0..PRODUCTS).map(|n| product(*id, n, app.now())).collect()).await?;
    }
    for (id, count) in shares {
        for from in (0..count).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            let batch = (from..count.min(from + BATCH)).map(|n| review(id, n, app.now())).collect();
            import::reviews(app, id, batch).await?;
        }
    }
    Ok(())
}

pub(crate) fn seller(id: SellerId) -> Seller {
    Seller {
        id,
        name: format!("Магазин {id}"),
        legal_name: format!("ООО «Магазин {id}»"),
        inn: String::new(),
        ogrn: String::new(),
        country: "RU".into(),
        currency: "RUB".into(),
        ownership_form: "OOO".into(),
        tax_system: "USN".into(),
    }
}

pub(crate) fn product(seller: SellerId, n: i64, now: Timestamp) -> Product {
    let number = seller.0 * 10_000 + n;
    Product {
        seller,
        sku: Sku(number),
        product_id: ProductId(number),
        offer_id: format!("A-{number}"),
        name: format!("Кроссовки беговые {n}"),
        category: "Обувь".into(),
        brand: "Север".into(),
        description: String::new(),
        attributes: "{}".into(),
        price: Money::kopecks(499_000),
        old_price: None,
        stock: 10,
        picture: None,
        archived: false,
        created_at: now,
        updated_at: now,
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

/// A fixed mix, so that every run measures the same rows.
pub(crate) fn mixed(seller: SellerId, n: u64) -> u64 {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::try_from(seller.0).unwrap_or(0).wrapping_mul(0xD1B5_4A32_D192_ED03)
}

fn review(seller: SellerId, n: u64, now: Timestamp) -> NewReview {
    let mixed = mixed(seller, n);
    let pick = |shift: u32, of: u64| (mixed >> shift) % of;
    let text = |shift| TEXTS[usize::try_from(pick(shift, 12)).unwrap_or(0)];
    let stars = [5, 5, 5, 5, 4, 4, 3, 2, 1, 5][usize::try_from(pick(40, 10)).unwrap_or(0)];
    let age = std::time::Duration::from_secs(3600 + pick(4, 63_000_000));
    NewReview {
        key: format!("bench {n}"),
        sku: Some(Sku(seller.0 * 10_000 + i64::try_from(pick(20, 100)).unwrap_or(0))),
        order: None,
        order_status: OrderStatus::Delivered,
        buyer: None,
        buyer_name: "Мария К.".into(),
        rating: Rating::new(stars).ok(),
        text: format!("{} {}", text(8), text(16)),
        pros: String::new(),
        cons: String::new(),
        media: Vec::new(),
        published_at: Some(now.before(age)),
        status: ReviewStatus::New,
        comments: Vec::new(),
        product_name: Some("Кроссовки беговые".into()),
    }
}
