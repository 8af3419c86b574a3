//! `/v1/product/import/prices`: prices, crossed-out prices, floors and costs of up to a thousand products, each by itself.

use app::commands::prices::{self, NewPrice};
use app::queries::products::{self, Names, Product};
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::{Code, Lang, Money, ProductId, Refusal, Sku};
use serde::{Deserialize, Serialize};

use crate::dialect::actions::named::not_too_many;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::{Sum, is_of};

/// Prices to be set.
pub(in crate::dialect) struct Import(Vec<RawPrice>);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    prices: Option<Vec<Object<RawPrice>>>,
}

#[derive(Deserialize)]
struct RawPrice {
    product_id: Option<Int>,
    offer_id: Option<Words>,
    price: Option<Typed>,
    old_price: Option<Typed>,
    min_price: Option<Typed>,
    net_price: Option<Typed>,
    currency_code: Option<Words>,
    auto_action_enabled: Option<Words>,
    auto_add_to_ozon_actions_list_enabled: Option<Words>,
}

/// A sum; the empty text is none at all.
#[derive(Deserialize)]
#[serde(untagged)]
enum Typed {
    Text(String),
    Number(Sum),
}

impl Typed {
    fn sum(given: Option<&Self>) -> Option<Sum> {
        match given? {
            Self::Text(text) if text.is_empty() => None,
            Self::Text(text) => Some(Sum::parse(text)),
            Self::Number(sum) => Some(*sum),
        }
    }
}

impl Message for Import {
    const NAME: &'static str = "ImportProductsPricesRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let prices = raw.prices.unwrap_or_default();
        not_too_many("prices", prices.len())?;
        Ok(Self(prices.into_iter().map(|Object(price)| price).collect()))
    }
}

impl RawPrice {
    fn names(&self) -> (Option<ProductId>, Option<&str>) {
        let offer = self.offer_id.as_ref().map(|Words(offer)| offer.as_str()).filter(|offer| !offer.is_empty());
        (self.product_id.filter(|Int(id)| *id != 0).map(|Int(id)| ProductId(id)), offer)
    }

    /// The product that is named by its number or else by its article. Where both are, both have to be its own.
    fn product<'p>(&self, all: &'p [Product]) -> Result<&'p Product, Refusal> {
        let (id, offer) = self.names();
        let fits = |product: &&Product| {
            id.is_none_or(|id| id == product.product_id) && offer.is_none_or(|offer| offer == product.offer_id)
        };
        let named = id.is_some() || offer.is_some();
        all.iter().find(fits).filter(|_| named).ok_or_else(|| Code::ProductNotFound.into())
    }

    fn new_price(&self, product: &Product) -> Result<NewPrice, Refusal> {
        let currency = product.price.currency;
        is_of(self.currency_code.as_ref().map(|Words(code)| code.as_str()), currency)?;
        let minor = |field, given: &Option<Typed>| {
            Typed::sum(given.as_ref()).map(|sum| sum.minor().map_err(|refusal| refusal.at(field))).transpose()
        };
        // Nought takes a crossed-out price, a floor or a cost away.
        let or_none = |sum: Option<i64>| sum.map(|sum| Some(sum).filter(|sum| *sum != 0));
        Ok(NewPrice {
            price: minor("price", &self.price)?.map(|price| Money::new(price, currency)),
            old_price: or_none(minor("old_price", &self.old_price)?),
            floor: or_none(minor("min_price", &self.min_price)?),
            cost: or_none(minor("net_price", &self.net_price)?),
            auto_join: self.auto_join().map(Some),
            ..NewPrice::of(product.sku)
        })
    }

    fn auto_join(&self) -> Option<bool> {
        let said = |given: &Option<Words>| match given.as_ref().map(|Words(text)| text.to_ascii_uppercase()).as_deref()
        {
            Some("ENABLED") => Some(true),
            Some("DISABLED") => Some(false),
            _ => None,
        };
        said(&self.auto_add_to_ozon_actions_list_enabled).or(said(&self.auto_action_enabled))
    }
}

#[derive(Serialize)]
struct Done {
    result: Vec<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    product_id: ProductId,
    offer_id: String,
    updated: bool,
    errors: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    message: String,
}

fn outcome(price: &RawPrice, product: Option<&Product>, refusal: Option<&Refusal>) -> Outcome {
    let (id, offer) = price.names();
    Outcome {
        product_id: product.map(|product| product.product_id).or(id).unwrap_or(ProductId(0)),
        offer_id: product.map(|product| product.offer_id.clone()).or(offer.map(str::to_owned)).unwrap_or_default(),
        updated: refusal.is_none(),
        errors: refusal.iter().map(|no| Problem { code: no.code.as_str(), message: no.words(Lang::Ru) }).collect(),
    }
}

async fn named(app: &App, staff: &SellerStaff<CanPromote>, prices: &[RawPrice]) -> Result<Vec<Product>, Failure> {
    let ids = prices.iter().filter_map(|price| price.names().0).collect();
    let offers = prices.iter().filter_map(|price| price.names().1.map(str::to_owned)).collect();
    products::named(app, &staff.reader(), vec![Names::ProductIds(ids), Names::Offers(offers)]).await
}

async fn set(app: &App, staff: &SellerStaff<CanPromote>, prices: &[RawPrice]) -> Result<Vec<Outcome>, Failure> {
    let all = named(app, staff, prices).await?;
    let mut new = Vec::new();
    let mut told: Vec<(Option<&Product>, Result<Sku, Refusal>)> = Vec::with_capacity(prices.len());
    for price in prices {
        let found = price.product(&all);
        let read = found.clone().and_then(|product| price.new_price(product));
        told.push((found.ok(), read.as_ref().map(|new| new.sku).map_err(Clone::clone)));
        new.extend(read);
    }
    let mut outcomes = prices::set_prices(app, staff, new).await?.into_iter();
    let mut all = Vec::with_capacity(prices.len());
    for (price, (product, read)) in prices.iter().zip(told) {
        let refusal = match read {
            Ok(_) => outcomes.next().and_then(|(_, outcome)| outcome.err()),
            Err(refusal) => Some(refusal),
        };
        all.push(outcome(price, product, refusal.as_ref()));
    }
    Ok(all)
}

/// `POST /v1/product/import/prices`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(Import(prices)): Asked<Import>,
) -> Result<Answer, Error> {
    let told = async { Answer::of(&Done { result: set(&app, &staff, &prices).await? }) };
    told.await.map_err(|failure| Error::of(&app, failure, Import::NAME))
}
