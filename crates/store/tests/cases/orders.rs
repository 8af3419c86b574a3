//! What buyers ordered.

use domain::reviews::OrderStatus;
use domain::{Money, OrderId};
use store::orders::{self, OrderItem};

use super::given::{SHOP, STRANGER, minute, person, product, reviewed_shop};
use super::{Case, tell};

fn item(seller: domain::SellerId, number: i64, minutes: Option<i64>) -> OrderItem {
    OrderItem {
        seller,
        order: OrderId(format!("4817392{number}-0142-1")),
        sku: product(seller, 1 + number % 2, "").sku,
        buyer: Some(person(1)),
        status: OrderStatus::Processing,
        price: Money::kopecks(119_000),
        ordered_at: minutes.map(minute),
        delivered_at: None,
        scheme: domain::chats::Scheme::Fbs,
        paid_at: minutes.map(minute),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a buyer sees what they ordered, with their own review of it",
            story: |tx| {
                reviewed_shop(tx)?;
                for item in [item(SHOP, 1, Some(1)), item(SHOP, 2, Some(5)), item(STRANGER, 8, Some(3))] {
                    orders::upsert(tx, &item)?;
                }
                tell((orders::of_buyer(tx, person(1), 10)?, orders::of_buyer(tx, person(2), 10)?))
            },
        },
        Case {
            name: "an order that arrives keeps its price and its buyer",
            story: |tx| {
                let mut bought = item(SHOP, 1, Some(1));
                orders::upsert(tx, &bought)?;
                bought.status = OrderStatus::Delivered;
                bought.delivered_at = Some(minute(9));
                orders::upsert(tx, &bought)?;
                tell((
                    orders::of_buyer_item(tx, person(1), &bought.order, bought.sku)?,
                    orders::of_buyer_item(tx, person(2), &bought.order, bought.sku)?,
                    orders::received(tx, person(1), SHOP, bought.sku)?,
                    orders::received(tx, person(2), SHOP, bought.sku)?,
                    orders::one(tx, SHOP, &bought.order, bought.sku)?,
                    orders::one(tx, STRANGER, &bought.order, bought.sku)?,
                ))
            },
        },
        Case {
            name: "a shop writes about an order: its items with whoever bought them",
            story: |tx| {
                reviewed_shop(tx)?;
                let bought = item(SHOP, 1, Some(1));
                orders::upsert(tx, &bought)?;
                assert!(orders::items(tx, STRANGER, &bought.order)?.is_empty());
                tell(orders::items(tx, SHOP, &bought.order)?)
            },
        },
    ]
}
