//! `/v5/product/info/prices`: what products cost, and what was said of their prices.

use std::collections::HashMap;

use app::queries::prices::{self, Priced};
use app::queries::products::{self, Names, Product, Shelf};
use app::queries::promotions::{self, Card};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::{ProductId, PromotionId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Place, within};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::{Number, hundredth};
use crate::dialect::products::filter::{Chosen, Filter, stands_on};
use crate::dialect::written;

/// Products whose prices are asked for.
pub(in crate::dialect) struct Info {
    names: Vec<Names>,
    /// `None` for what no product here can be.
    shelf: Option<Shelf>,
    after: Place,
    limit: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    filter: Option<Object<Filter>>,
    cursor: Option<Place>,
    limit: Option<Int>,
}

impl Message for Info {
    const NAME: &'static str = "GetProductInfoPricesV5Request";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let Object(filter) = raw.filter.ok_or(Invalid::missing("filter"))?;
        let Chosen { shelf, offers, ids } = filter.read()?;
        let mut names = vec![Names::Offers(offers), Names::ProductIds(ids)];
        names.retain(|names| match names {
            Names::Offers(all) => !all.is_empty(),
            Names::ProductIds(all) => !all.is_empty(),
            Names::Skus(all) => !all.is_empty(),
        });
        Ok(Self { names, shelf, after: raw.cursor.unwrap_or_default(), limit: within("limit", raw.limit, 1, 1_000)? })
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    items: Vec<Item<'a>>,
    total: i64,
    cursor: String,
}

#[derive(Serialize)]
struct Item<'a> {
    product_id: ProductId,
    offer_id: &'a str,
    price: Price,
    commissions: Commissions,
    marketing_actions: Marketing<'a>,
    price_indexes: Indexes,
    acquiring: i64,
    volume_weight: i64,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct Price {
    currency_code: &'static str,
    price: Number,
    old_price: Number,
    marketing_seller_price: Number,
    min_price: Number,
    net_price: Number,
    retail_price: Number,
    vat: f64,
    auto_action_enabled: bool,
    auto_add_to_ozon_actions_list_enabled: bool,
}

/// The seller keeps the goods and sends them: what was said of commission and delivery stands under that way of selling.
#[derive(Serialize, Default)]
struct Commissions {
    fbo_deliv_to_customer_amount: Number,
    fbo_direct_flow_trans_max_amount: Number,
    fbo_direct_flow_trans_min_amount: Number,
    fbo_return_flow_amount: Number,
    fbs_deliv_to_customer_amount: Number,
    fbs_direct_flow_trans_max_amount: Number,
    fbs_direct_flow_trans_min_amount: Number,
    fbs_first_mile_max_amount: Number,
    fbs_first_mile_min_amount: Number,
    fbs_return_flow_amount: Number,
    sales_percent_fbo: f64,
    sales_percent_fbp: f64,
    sales_percent_fbs: f64,
    sales_percent_rfbs: f64,
}

#[derive(Serialize)]
struct Marketing<'a> {
    actions: Vec<Acting<'a>>,
    current_period_from: Option<String>,
    current_period_to: Option<String>,
    ozon_actions_exist: bool,
}

#[derive(Serialize)]
struct Acting<'a> {
    title: &'a str,
    #[serde(serialize_with = "written")]
    date_from: Timestamp,
    #[serde(serialize_with = "written")]
    date_to: Timestamp,
    value: i64,
}

#[derive(Serialize)]
struct Indexes {
    color_index: &'static str,
    external_index_data: Index,
    ozon_index_data: Index,
    self_marketplaces_index_data: Index,
}

#[derive(Serialize, Clone, Copy)]
struct Index {
    min_price: i64,
    min_price_currency: &'static str,
    price_index_value: i64,
}

impl<'a> Item<'a> {
    fn new(priced: &'a Priced, open: &'a HashMap<PromotionId, Card>) -> Self {
        let (product, facts) = (&priced.product, &priced.facts);
        let index = Index { min_price: 0, min_price_currency: "", price_index_value: 0 };
        let auto = facts.auto_join.unwrap_or(false);
        Self {
            product_id: product.product_id,
            offer_id: &product.offer_id,
            price: Price {
                currency_code: product.price.currency.code(),
                price: Number(product.price.minor),
                old_price: Number(product.old_price.unwrap_or(0)),
                marketing_seller_price: Number(priced.shown.price),
                min_price: Number(priced.floor),
                net_price: Number(facts.cost.unwrap_or(0)),
                retail_price: Number(0),
                vat: 0.0,
                auto_action_enabled: auto,
                auto_add_to_ozon_actions_list_enabled: auto,
            },
            commissions: Commissions {
                fbs_deliv_to_customer_amount: Number(facts.logistics.unwrap_or(0)),
                sales_percent_fbs: hundredth(facts.commission.unwrap_or(0)),
                ..Commissions::default()
            },
            marketing_actions: marketing(priced, open),
            price_indexes: Indexes {
                color_index: "WITHOUT_INDEX",
                external_index_data: index,
                ozon_index_data: index,
                self_marketplaces_index_data: index,
            },
            acquiring: 0,
            volume_weight: 0,
        }
    }
}

/// The promotion that makes the price on the card.
fn marketing<'a>(priced: &'a Priced, open: &'a HashMap<PromotionId, Card>) -> Marketing<'a> {
    let acting = priced.shown.why.as_ref().and_then(|why| {
        let promotion = &open.get(&why.promotion)?.running.promotion;
        let off = i128::from(priced.shown.list - priced.shown.price) * 100 / i128::from(priced.shown.list.max(1));
        Some(Acting {
            title: &why.title.0,
            date_from: promotion.starts_at,
            date_to: why.ends_at,
            value: i64::try_from(off).unwrap_or(0),
        })
    });
    Marketing {
        current_period_from: acting.as_ref().map(|acting| acting.date_from.to_string()),
        current_period_to: acting.as_ref().map(|acting| acting.date_to.to_string()),
        ozon_actions_exist: acting.is_some(),
        actions: acting.into_iter().collect(),
    }
}

/// The products, how many there are in all, and what the next page is asked with.
async fn find(app: &App, staff: &SellerStaff<CanRead>, asked: Info) -> Result<(Vec<Product>, i64, String), Failure> {
    let Some(shelf) = asked.shelf else { return Ok((Vec::new(), 0, String::new())) };
    if asked.names.is_empty() {
        let after = ProductId(asked.after.number());
        let (found, total) = products::list(app, staff, shelf, after, asked.limit).await?;
        let full = i64::try_from(found.len()).is_ok_and(|got| got == asked.limit);
        let cursor = found.last().filter(|_| full).map_or_else(String::new, |last| last.product_id.to_string());
        return Ok((found, total, cursor));
    }
    let mut found = products::named(app, staff, asked.names).await?;
    found.retain(|product| stands_on(product, shelf));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    Ok((found, total, String::new()))
}

/// `POST /v5/product/info/prices`.
pub(in crate::dialect) async fn v5(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<Info>,
) -> Result<Answer, Error> {
    let told = async {
        let (found, total, cursor) = find(&app, &staff, asked).await?;
        let priced = prices::named(&app, &staff, found.iter().map(|product| product.sku).collect()).await?;
        let open = promotions::calendar(&app, &staff).await?;
        let open = open.into_iter().map(|card| (card.running.promotion.id, card)).collect();
        Answer::of(&Listed { items: priced.iter().map(|one| Item::new(one, &open)).collect(), total, cursor })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Info::NAME))
}
