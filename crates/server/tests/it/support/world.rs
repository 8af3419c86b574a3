//! The people and things of every test: two shops that are none of each other's business, buyers, the operator.

use app::App;
use app::commands::import::{self, NewReview, OrderItem};
use app::commands::people::{self, Newcomer, Seller};
use domain::people::{DeskRole, Role};
use domain::reviews::{OrderStatus, Rating, ReviewStatus};
use domain::{Money, OrderId, PersonId, ProductId, ReviewId, SellerId, Sku, Timestamp};

/// The shop «Тёплый дом».
pub const HOME: SellerId = SellerId(1_001);
/// The shop «Соседняя лавка», a stranger to the first.
pub const NEIGHBOUR: SellerId = SellerId(2_002);

/// Owns «Тёплый дом».
pub const ANNA: PersonId = person(1);
/// Manager there: answers, and makes no keys.
pub const BORIS: PersonId = person(2);
/// Analyst there: reads.
pub const VERA: PersonId = person(3);
/// Owns «Соседняя лавка».
pub const STEPAN: PersonId = person(4);
/// Buys; a plaid was delivered to her and a pillow is on its way.
pub const OLGA: PersonId = person(5);
/// Buys; wrote two of the reviews, and has ordered a plaid as well.
pub const PYOTR: PersonId = person(6);
/// A moderator of the operator.
pub const MODEST: PersonId = person(7);
/// Another moderator.
pub const LIDIA: PersonId = person(8);
/// Of the operator's support: looks on.
pub const ROMAN: PersonId = person(9);

/// Of the operator's safety team.
pub const ZOYA: PersonId = person(10);
/// Runs the marketplace's promotions.
pub const LEV: PersonId = person(11);

/// A woollen plaid of «Тёплый дом»; the number is beyond what JavaScript can count.
pub const PLAID: Sku = Sku(9_007_199_254_740_993);
/// A pillow of «Тёплый дом».
pub const PILLOW: Sku = Sku(300_200);
/// A teapot of «Соседняя лавка».
pub const TEAPOT: Sku = Sku(300_300);

/// What Ольга got: a plaid.
pub const DELIVERED: &str = "48173920-0001-1";
/// What is on its way to Ольга: a pillow.
pub const ON_ITS_WAY: &str = "48173920-0002-1";
/// What Ольга did not buy in the end: a pillow.
pub const CANCELLED: &str = "48173920-0003-1";

const fn person(number: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// The review of «Тёплый дом» with this key; see [`make`].
pub fn review(key: &str) -> ReviewId {
    let (_, at) = REVIEWS.iter().map(|row| (row.0, row.1)).find(|row| row.0 == key).unwrap();
    ReviewId::imported(HOME, key, Some(Timestamp::parse(at).unwrap()), 0)
}

/// The only review of «Соседняя лавка».
pub fn neighbours_review() -> ReviewId {
    ReviewId::imported(NEIGHBOUR, "teapot", Some(Timestamp::parse(TEAPOT_AT).unwrap()), 0)
}

const TEAPOT_AT: &str = "2026-03-01T10:00:00Z";

/// Key, time, product, order status, stars, buyer, text.
type Row = (&'static str, &'static str, Sku, OrderStatus, i64, Option<PersonId>, &'static str);

/// The reviews of «Тёплый дом».
pub const REVIEWS: [Row; 5] = [
    ("torn", "2026-03-01T09:00:00Z", PLAID, OrderStatus::Delivered, 1, Some(PYOTR), "Плед порвался через неделю"),
    ("warm", "2026-03-02T09:00:00Z", PLAID, OrderStatus::Delivered, 5, None, "Очень тёплый, кошка в восторге"),
    ("plain", "2026-03-03T09:00:00Z", PILLOW, OrderStatus::Delivered, 4, None, ""),
    ("hard", "2026-03-04T09:00:00Z", PILLOW, OrderStatus::Delivered, 2, Some(PYOTR), "Подушка жёсткая"),
    ("never", "2026-03-05T09:00:00Z", PILLOW, OrderStatus::Cancelled, 1, None, "Заказ не приехал"),
];

/// Makes all of it.
pub async fn make(app: &App) {
    people::introduce(app, vec![shop(HOME, "Тёплый дом"), shop(NEIGHBOUR, "Соседняя лавка")], everybody())
        .await
        .unwrap();
    let now = app.now();
    let products = vec![
        product(HOME, PLAID, "Плед шерстяной", "Пледы", now),
        product(HOME, PILLOW, "Подушка перьевая", "Подушки", now),
        product(NEIGHBOUR, TEAPOT, "Чайник заварочный", "Посуда", now),
    ];
    import::products(app, products).await.unwrap();
    let orders = vec![
        ordered(HOME, DELIVERED, PLAID, OLGA, OrderStatus::Delivered),
        ordered(HOME, ON_ITS_WAY, PILLOW, OLGA, OrderStatus::Processing),
        ordered(HOME, CANCELLED, PILLOW, OLGA, OrderStatus::Cancelled),
        ordered(HOME, "48173920-0004-1", PLAID, PYOTR, OrderStatus::Delivered),
    ];
    import::orders(app, orders).await.unwrap();
    import::reviews(app, HOME, REVIEWS.iter().map(new_review).collect()).await.unwrap();
    let teapot = new_review(&(
        "teapot",
        TEAPOT_AT,
        TEAPOT,
        OrderStatus::Delivered,
        3,
        None,
        "Чайник как чайник, носик подтекает",
    ));
    import::reviews(app, NEIGHBOUR, vec![teapot]).await.unwrap();
}

fn everybody() -> Vec<Newcomer> {
    let somebody = |id, name: &str, staff: &[(SellerId, Role)], desk| Newcomer {
        id,
        name: name.into(),
        staff: staff.to_vec(),
        desk,
    };
    vec![
        somebody(ANNA, "Анна", &[(HOME, Role::Owner)], None),
        somebody(BORIS, "Борис", &[(HOME, Role::Manager)], None),
        somebody(VERA, "Вера", &[(HOME, Role::Analyst)], None),
        somebody(STEPAN, "Степан", &[(NEIGHBOUR, Role::Owner)], None),
        somebody(OLGA, "Ольга", &[], None),
        somebody(PYOTR, "Пётр", &[], None),
        somebody(MODEST, "Модест", &[], Some(DeskRole::Moderator)),
        somebody(LIDIA, "Лидия", &[], Some(DeskRole::Moderator)),
        somebody(ROMAN, "Роман", &[], Some(DeskRole::Support)),
        somebody(ZOYA, "Зоя", &[], Some(DeskRole::Safety)),
        somebody(LEV, "Лев", &[], Some(DeskRole::Marketer)),
    ]
}

fn shop(id: SellerId, name: &str) -> Seller {
    Seller {
        id,
        name: name.into(),
        legal_name: format!("ООО «{name}»"),
        inn: "7701234567".into(),
        ogrn: "1027700132195".into(),
        country: "RUS".into(),
        currency: "RUB".into(),
        ownership_form: "OOO".into(),
        tax_system: "USN".into(),
    }
}

/// A product of a shop.
pub fn product(seller: SellerId, sku: Sku, name: &str, category: &str, now: Timestamp) -> import::Product {
    import::Product {
        seller,
        sku,
        product_id: ProductId(sku.0 + 1),
        offer_id: format!("A-{sku}"),
        name: name.into(),
        category: category.into(),
        brand: String::new(),
        description: String::new(),
        attributes: r#"{"Цвет":"синий"}"#.into(),
        price: Money::kopecks(119_000),
        old_price: Some(149_000),
        stock: 7,
        picture: None,
        archived: false,
        created_at: now,
        updated_at: now,
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

fn ordered(seller: SellerId, order: &str, sku: Sku, buyer: PersonId, status: OrderStatus) -> OrderItem {
    let at = Timestamp::parse("2026-02-20T10:00:00Z");
    OrderItem {
        seller,
        order: OrderId(order.into()),
        sku,
        buyer: Some(buyer),
        status,
        price: Money::kopecks(119_000),
        ordered_at: at,
        delivered_at: at.filter(|_| status == OrderStatus::Delivered),
        scheme: domain::chats::Scheme::Fbs,
        paid_at: at,
    }
}

/// An item of «Тёплый дом» that was delivered.
pub fn delivered(order: &str, sku: Sku, buyer: PersonId) -> OrderItem {
    ordered(HOME, order, sku, buyer, OrderStatus::Delivered)
}

fn new_review(row: &Row) -> NewReview {
    let (key, at, sku, order_status, stars, buyer, text) = *row;
    NewReview {
        key: key.into(),
        sku: Some(sku),
        order: None,
        order_status,
        buyer,
        buyer_name: if buyer == Some(PYOTR) { "Пётр" } else { "Покупатель" }.into(),
        rating: Rating::new(stars).ok(),
        text: text.into(),
        pros: String::new(),
        cons: String::new(),
        media: Vec::new(),
        published_at: Timestamp::parse(at),
        status: ReviewStatus::New,
        comments: Vec::new(),
        product_name: Some(if sku == PLAID { "Плед шерстяной" } else { "Подушка перьевая" }.into()),
    }
}
