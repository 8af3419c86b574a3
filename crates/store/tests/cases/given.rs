//! What stories begin with: two shops, their products, buyers, reviews.

use domain::reviews::{OrderStatus, ReviewStatus};
use domain::text::index_words;
use domain::{Currency, Money, OrderId, PersonId, ProductId, ReviewId, SellerId, Sku, Timestamp};
use store::people::{self, Seller};
use store::products::{self, Product};
use store::reviews::facets::{self, Facet};
use store::reviews::{self, Review};
use store::{StoreError, Tx};

/// The shop that a story is about; its number is beyond what a `double` can hold.
pub const SHOP: SellerId = SellerId(9_007_199_254_740_993);
/// Another shop, which has nothing to do with it.
pub const STRANGER: SellerId = SellerId(7);

/// A moment: so many minutes after the beginning.
pub fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + minutes * 60_000)
}

/// A person.
pub fn person(number: u32) -> PersonId {
    PersonId::parse(&uuid(number)).expect("a UUID")
}

/// A UUID of version 7 that ends in a number.
pub fn uuid(number: u32) -> String {
    format!("01900000-0000-7000-8000-{number:012}")
}

/// Both shops.
pub fn shops(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for (id, name) in [(SHOP, "Тёплый дом"), (STRANGER, "Чужая лавка")] {
        people::insert_seller(tx, &seller(id, name), minute(0))?;
    }
    Ok(())
}

/// A shop.
pub fn seller(id: SellerId, name: &str) -> Seller {
    Seller {
        id,
        name: name.to_owned(),
        legal_name: format!("ООО «{name}»"),
        inn: "7701234567".to_owned(),
        ogrn: "1027700000000".to_owned(),
        country: "RU".to_owned(),
        currency: "RUB".to_owned(),
        ownership_form: "ООО".to_owned(),
        tax_system: "USN".to_owned(),
    }
}

/// A product; numbers are far enough apart for both shops.
pub fn product(seller: SellerId, number: i64, name: &str) -> Product {
    Product {
        seller,
        sku: Sku(9_100_000_000_000_000 + seller.0 % 1000 * 1000 + number),
        product_id: ProductId(number),
        offer_id: format!("арт-{number}"),
        name: name.to_owned(),
        category: if number % 2 == 0 { "Обувь".to_owned() } else { "Дом".to_owned() },
        brand: "Ёлка".to_owned(),
        description: "Описание, «кавычки», 'апострофы', $1 и ?1".to_owned(),
        attributes: "{\"Цвет\":\"синий\"}".to_owned(),
        price: Money::new(119_000, Currency::Rub),
        old_price: (number == 1).then_some(159_000),
        stock: 5,
        picture: None,
        archived: false,
        created_at: minute(0),
        updated_at: minute(0),
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

/// Adds a product, with its words for buyers.
pub fn sell(tx: &mut Tx<'_>, product: &Product) -> Result<(), StoreError> {
    products::upsert(tx, product, &index_words(SellerId(0), &[&product.name, &product.description]))
}

/// A review that nobody has seen yet.
pub fn review(seller: SellerId, number: i64, stars: i64, text: &str) -> Review {
    let id = ReviewId::imported(seller, &number.to_string(), Some(minute(number)), 0);
    Review {
        seller,
        place: id.place(),
        id,
        sku: Some(product(seller, 1 + number % 2, "").sku),
        order: Some(OrderId(format!("4817392{number}-0142-1"))),
        order_status: OrderStatus::Delivered,
        buyer: Some(person(u32::try_from(100 + number % 3).expect("small"))),
        buyer_name: "Анна К.".to_owned(),
        stars,
        text: text.to_owned(),
        pros: String::new(),
        cons: String::new(),
        media: "[]".to_owned(),
        photos: 0,
        videos: 0,
        published_at: Some(minute(number)),
        received_at: minute(number),
        edited_at: None,
        deleted: false,
        held: false,
        status: ReviewStatus::New,
        waits: true,
        comments: 0,
        answer: None,
        useful: 0,
        version: 1,
        product: None,
        picture: None,
    }
}

/// Adds a review with all that goes with it.
pub fn publish(tx: &mut Tx<'_>, review: &Review) -> Result<(), StoreError> {
    let words = index_words(review.seller, &[&review.text, &review.pros, &review.cons]);
    assert!(reviews::insert(tx, review, &words)?, "its place is free");
    facets::moved(tx, review.seller, None, Facet::of(review))
}

/// Two shops with two products each; the shop has the reviews that most stories need, the stranger has one of the same words.
pub fn reviewed_shop(tx: &mut Tx<'_>) -> Result<Vec<Review>, StoreError> {
    shops(tx)?;
    for (seller, number, name) in [
        (SHOP, 1, "Кроссовки беговые"),
        (SHOP, 2, "Плед шерстяной"),
        (STRANGER, 1, "Кроссовки чужие"),
        (STRANGER, 2, "Чашка"),
    ] {
        sell(tx, &product(seller, number, name))?;
    }
    publish(tx, &review(STRANGER, 1, 1, "Кроссовки порвались у чужих"))?;
    let mut of_shop = vec![
        review(SHOP, 1, 5, "Отличные кроссовки, ношу каждый день"),
        review(SHOP, 2, 1, "Порвался за неделю, ёлки-палки"),
        review(SHOP, 3, 3, "Нормально"),
        review(SHOP, 4, 2, "Кроссовок хватило на месяц"),
        review(SHOP, 5, reviews::NO_STARS, ""),
        review(SHOP, 6, 5, "Спасибо за кроссовки и быструю доставку"),
    ];
    of_shop[2].status = ReviewStatus::Processed;
    of_shop[3].photos = 2;
    of_shop[3].media = "[{\"id\":\"a\",\"kind\":\"photo\",\"width\":1,\"height\":1}]".to_owned();
    of_shop[5].order_status = OrderStatus::Cancelled;
    for review in &of_shop {
        publish(tx, review)?;
    }
    Ok(of_shop)
}
