//! Shops that write to their buyers.

use app::commands::chats::open;
use app::commands::import::{self, OrderItem};
use app::commands::{keys, people};
use app::{App, CanReply, Failure, queries};
use domain::chats::Scheme;
use domain::people::KeyRole;
use domain::reviews::OrderStatus;
use domain::{Money, OrderId, PersonId, SellerId, Sku};

use super::people::Buyer;
use crate::load::Request;
use crate::seed;

/// Shops: so many that none of their programs writes more often than one may.
const SHOPS: i64 = 200;

/// A shop's program and a buyer whom it writes to.
#[derive(Debug, Clone)]
pub(super) struct Talk {
    /// Who is written to.
    pub(super) buyer: PersonId,
    path: String,
    seller: SellerId,
    key: String,
}

/// A talk with each of these buyers, evenly spread over the shops.
pub(super) async fn open_all(app: &App, buyers: &[Buyer]) -> Result<Vec<Talk>, Failure> {
    let shops: Vec<_> = (0..SHOPS).map(|n| SellerId(2_000 + n)).collect();
    people::introduce(app, shops.iter().map(|id| seed::seller(*id)).collect(), Vec::new()).await?;
    import::products(app, shops.iter().map(|id| seed::product(*id, 0, app.now())).collect()).await?;
    let mut talks = Vec::with_capacity(buyers.len());
    for (n, seller) in shops.iter().enumerate() {
        let key = keys::create_by_operator(app, *seller, "bench", vec![KeyRole::Admin]).await?.secret;
        let staff = queries::keys::by_secret(app, *seller, &key).await?.member.with::<CanReply>()?;
        let own: Vec<_> = buyers.iter().skip(n).step_by(shops.len()).collect();
        let orders: Vec<_> = own.iter().map(|buyer| order(app, *seller, buyer)).collect();
        import::orders(app, orders.clone()).await?;
        for (order, buyer) in orders.into_iter().zip(own) {
            let chat = open::about_order(app, &staff, order.order, None).await?;
            talks.push(Talk {
                buyer: buyer.id,
                path: format!("/api/v1/chats/{chat}/messages"),
                seller: *seller,
                key: key.clone(),
            });
        }
    }
    Ok(talks)
}

/// Paid a moment ago, so the shop may write.
fn order(app: &App, seller: SellerId, buyer: &Buyer) -> OrderItem {
    OrderItem {
        seller,
        order: OrderId(format!("bench-{}", buyer.id)),
        sku: Sku(seller.0 * 10_000),
        buyer: Some(buyer.id),
        status: OrderStatus::Processing,
        price: Money::kopecks(499_000),
        ordered_at: Some(app.now()),
        delivered_at: None,
        scheme: Scheme::Fbs,
        paid_at: Some(app.now()),
    }
}

impl Talk {
    /// The n-th message of all; each has words of its own.
    pub(super) fn message(&self, n: u64) -> Request {
        let text = seed::TEXTS[usize::try_from(seed::mixed(self.seller, n) >> 20).unwrap_or(0) % seed::TEXTS.len()];
        let body =
            serde_json::json!({ "text": format!("{text} Ваш заказ номер {n} собран."), "client_id": n.to_string() });
        let headers = [("Client-Id", self.seller.to_string()), ("Api-Key", self.key.clone())];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Request::post(&self.path, &headers, &body.to_string())
    }
}
