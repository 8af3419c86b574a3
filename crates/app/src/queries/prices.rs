//! What a shop has said of prices, and how prices on its cards have changed.

use domain::promotions::OnFloor;
use domain::{Code, Sku};
use store::{prices, products};

use crate::actors::{CanRead, SellerStaff};
use crate::pricing::{self, Known, LOOK_BACK, Pair, Shown, costs};
use crate::{App, Failure};

pub use store::prices::{Facts, Point, ShopRules};
pub use store::products::Product;

/// A product with what is known of its money.
#[derive(Debug, Clone, PartialEq)]
pub struct Priced {
    /// The product.
    pub product: Product,
    /// What its seller has said.
    pub facts: Facts,
    /// The price on its card now, and why.
    pub shown: Shown,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What happens there.
    pub on_floor: OnFloor,
}

impl Priced {
    /// What is left of a price for the seller, and the same as a share in hundredths of a percent; `None` where the cost is not
    /// known.
    pub fn margin(&self, price: i64) -> Option<(i64, i64)> {
        let costs = costs(&self.facts);
        Some((costs.margin(price)?, costs.margin_share(price)?))
    }
}

/// A page of the shop's products by their number, after one; with words, those that have them.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    words: &str,
    after: Sku,
    limit: i64,
) -> Result<(Vec<Priced>, Option<Sku>), Failure> {
    let (seller, now, words) = (staff.seller(), app.now(), words.trim().to_owned());
    let limit = limit.clamp(1, super::promotions::PAGE_MAX);
    app.store()
        .read(move |tx| {
            let mut found = if words.is_empty() {
                prices::walk(tx, seller, None, after, limit + 1)?
            } else {
                super::promotions::find(tx, seller, &words, limit)?
            };
            let more = i64::try_from(found.len()).is_ok_and(|got| got > limit);
            found.truncate(usize::try_from(limit).unwrap_or(0));
            let next = found.last().map(|product| product.sku).filter(|_| more);
            let pairs: Vec<Pair> = found.iter().map(|product| (seller, product.sku)).collect();
            let known = Known::with(tx, found, now)?;
            Ok((pairs.into_iter().filter_map(|pair| priced(&known, pair, now)).collect(), next))
        })
        .await
}

/// Products with what is known of their money, in the order asked for; those that are not the shop's are missing.
pub async fn named(app: &App, staff: &SellerStaff<CanRead>, skus: Vec<Sku>) -> Result<Vec<Priced>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let pairs: Vec<Pair> = skus.iter().map(|sku| (seller, *sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            Ok(pairs.into_iter().filter_map(|pair| priced(&known, pair, now)).collect())
        })
        .await
}

fn priced(known: &Known, pair: Pair, now: domain::Timestamp) -> Option<Priced> {
    let (floor, on_floor) = known.floor(pair);
    Some(Priced {
        product: known.products.get(&pair)?.clone(),
        facts: known.facts_of(pair),
        shown: known.shown(pair, now)?,
        floor,
        on_floor,
    })
}

/// The rules of the shop.
pub async fn rules(app: &App, staff: &SellerStaff<CanRead>) -> Result<ShopRules, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(prices::rules(tx, seller)?)).await
}

/// How the price on a product's card has changed in 30 days, the oldest first, with the price of that time's beginning.
pub async fn history(app: &App, staff: &SellerStaff<CanRead>, sku: Sku) -> Result<Vec<Point>, Failure> {
    let (seller, since) = (staff.seller(), app.now().before(LOOK_BACK));
    app.store()
        .read(move |tx| {
            products::one(tx, seller, sku)?.ok_or(Code::ProductNotFound)?;
            Ok(prices::history(tx, seller, sku, since)?)
        })
        .await
}

/// The prices on the cards of products of any shops, with the lowest of 30 days, in the order asked for.
pub async fn shown(app: &App, pairs: Vec<Pair>) -> Result<Vec<Shown>, Failure> {
    let now = app.now();
    app.store().read(move |tx| pricing::shown(tx, &pairs, now)).await
}
