//! `/shop/basket`: what is in it, what it costs and why, for how long.

use app::queries::basket::{self as queries, Change, Lack, Row, View};
use app::{Failure, Once, commands};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::{Code, Currency, Money, Refusal, Sku};
use serde::Deserialize;

use super::price::{self, GiftLine};
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, ProductLine},
    respond::{Page, WebError, and_say, html, own_path, see, with_status},
    visit::Visit,
    words::Words,
};

const PATH: &str = "/shop/basket";

/// `/shop/basket`
#[derive(Debug, Template)]
#[template(path = "shop/basket.html")]
pub struct BasketPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Shop by shop: the name and what is bought there.
    pub shops: Vec<(String, Vec<BasketRow>)>,
    /// What it costs without discounts, and what is taken off; absent where nothing is.
    pub saved: Option<(String, String)>,
    /// "4 200 ₽"
    pub total: String,
    /// The same in minor units: what the order is agreed with.
    pub agreed: i64,
    /// Until when the prices are held.
    pub held: Option<Held>,
    /// They were held, and that is over.
    pub over: bool,
    /// Something is otherwise than it was told.
    pub changed: bool,
    /// The coupon that was typed, and why it gives nothing.
    pub coupon: Option<(String, Option<String>)>,
    /// What could not be done.
    pub refusal: Option<String>,
    /// The name of this order for whoever presses twice.
    pub key: String,
    /// Something can be ordered.
    pub ready: bool,
    /// What stands there when there is nothing.
    pub blank: Option<Blank>,
}

/// How long prices are held.
#[derive(Clone, Debug)]
pub struct Held {
    /// "14:32"
    pub left: String,
    /// When it is over: RFC 3339.
    pub until: String,
}

/// A product in the basket.
#[derive(Clone, Debug)]
pub struct BasketRow {
    /// The product.
    pub product: ProductLine,
    /// How many are wanted.
    pub quantity: i64,
    /// "2 380 ₽"; absent where none can be had.
    pub total: Option<String>,
    /// "2 800 ₽", where that is less.
    pub before: Option<String>,
    /// What makes it cheaper.
    pub gifts: Vec<GiftLine>,
    /// What would.
    pub missing: Vec<String>,
    /// What is otherwise than it was told: tone and words.
    pub change: Option<(&'static str, String)>,
}

/// Shows the basket.
pub async fn show(visit: Visit) -> Page {
    html(&page(&visit, None).await?)
}

async fn page(visit: &Visit, refusal: Option<&Refusal>) -> Result<BasketPage, WebError> {
    let view = queries::view(&visit.app, &visit.buyer()?).await?;
    let shell = visit.shop(Tab::Basket, visit.w().basket.title).await?;
    let key = app::chance::id(visit.app.now()).to_string();
    Ok(drawn(visit.w(), shell, &view, refusal.map(|it| visit.tell(it)), key, visit.now()))
}

/// The page of a basket.
pub fn drawn(
    w: &'static Words,
    shell: Shell,
    view: &View,
    refusal: Option<String>,
    key: String,
    now: i64,
) -> BasketPage {
    let b = &w.basket;
    let currency = view.total.currency;
    let shops = view.rows.chunk_by(|one, other| one.item.seller == other.item.seller);
    let shops = shops.filter_map(|of| Some((of.first()?.item.shop.clone(), of.iter().map(|it| row(w, it)).collect())));
    let saved = view.undiscounted.minor - view.total.minor;
    let ready = view.rows.iter().any(|row| row.pieces > 0);
    let useless = !view.rows.iter().any(|row| {
        let opens = view.coupon.as_ref().and_then(|typed| typed.opens.ok());
        row.gifts.iter().any(|gift| Some(gift.source) == opens.map(domain::promotions::price::Source::Promotion))
    });
    BasketPage {
        w,
        shell,
        shops: shops.collect(),
        saved: (saved > 0).then(|| (view.undiscounted.to_string(), b.minus.put(Money::new(saved, currency)))),
        total: view.total.to_string(),
        agreed: view.total.minor,
        held: view.until.filter(|_| ready).and_then(|until| Held::until(until.0, now)),
        over: ready && view.until.is_none(),
        changed: view.rows.iter().any(|row| row.change.is_some()),
        coupon: view.coupon.as_ref().map(|typed| {
            let why = match typed.opens {
                Err(code) => Some(Refusal::new(code).words(w.lang)),
                Ok(_) => useless.then(|| b.coupon_nothing.to_owned()),
            };
            (typed.code.clone(), why)
        }),
        refusal,
        key,
        ready,
        blank: view.rows.is_empty().then(|| Blank {
            icon: icons::BASKET,
            title: b.empty.into(),
            text: b.empty_text.into(),
            action: Some(("/shop".into(), b.to_shop.into())),
        }),
    }
}

impl Held {
    fn until(until: i64, now: i64) -> Option<Self> {
        let seconds = until.saturating_sub(now).checked_div(1_000_000).filter(|left| *left > 0)?;
        let left = format!("{}:{:02}", seconds / 60, seconds % 60);
        Some(Self { left, until: domain::Timestamp(until).to_string() })
    }
}

fn row(w: &Words, row: &Row) -> BasketRow {
    let (item, currency) = (&row.item, row.item.price.currency);
    let money = |minor| Money::new(minor, currency).to_string();
    BasketRow {
        product: ProductLine {
            sku: item.sku.0,
            name: item.name.clone(),
            image: item.picture.map(convert::thumb),
            href: convert::card_href(Some(item.sku)),
            price: Some(w.basket.each.put(item.price)),
        },
        quantity: item.quantity,
        total: (row.pieces > 0).then(|| money(row.total)),
        before: (row.undiscounted > row.total).then(|| money(row.undiscounted)),
        gifts: price::gifts(w, &row.gifts, i64::from(row.pieces), currency),
        missing: row.missing.iter().map(|it| lack(w, it, currency)).collect(),
        change: row.change.map(|change| said(w, change, row)),
    }
}

fn lack(w: &Words, missing: &queries::Missing, currency: Currency) -> String {
    let title = price::named(w.lang, &missing.title);
    match missing.what {
        Lack::Sum(minor) => w.basket.sum_missing.put2(Money::new(minor, currency), title),
        Lack::Pieces(pieces) => w.basket.pieces_missing.put2(pieces, title),
    }
}

fn said(w: &Words, change: Change, row: &Row) -> (&'static str, String) {
    let b = &w.basket;
    let money = |minor| Money::new(minor, row.item.price.currency);
    match change {
        Change::Dearer(before) => ("warn", b.dearer.put(money(before))),
        Change::Cheaper(before) => ("good", b.cheaper.put(money(before))),
        Change::Fewer => ("warn", b.fewer.put(row.pieces)),
        Change::SoldOut => ("bad", b.sold_out.to_owned()),
        Change::Gone => ("bad", b.gone.to_owned()),
    }
}

/// What was refused is said above the basket as it is now.
async fn done(visit: &Visit, outcome: Result<(), Failure>, then: &str) -> Page {
    match outcome {
        Ok(()) => Ok(see(then)),
        Err(Failure::Refusal(refusal)) if refusal.code != Code::Busy => {
            with_status(StatusCode::CONFLICT, &page(visit, Some(&refusal)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// A product for the basket.
#[derive(Debug, Deserialize)]
pub struct Add {
    sku: i64,
    #[serde(default)]
    next: String,
}

/// Puts a piece in and comes back to where it was found.
pub async fn add(visit: Visit, Form(form): Form<Add>) -> Page {
    let buyer = visit.buyer()?;
    let added = commands::basket::add(&visit.app, &buyer, Sku(form.sku), 1).await;
    let then = and_say(own_path(&form.next, PATH), "in-basket");
    done(&visit, added.map(drop), &then).await
}

/// Another number of pieces: what was typed, and what the button adds.
#[derive(Debug, Deserialize)]
pub struct Quantity {
    quantity: String,
    #[serde(default)]
    step: i64,
}

/// Changes how many pieces there are; none means that it goes.
pub async fn change(visit: Visit, Path(sku): Path<String>, Form(form): Form<Quantity>) -> Page {
    let (buyer, sku) = (visit.buyer()?, self::sku(&sku)?);
    let typed = form.quantity.trim().parse::<i64>().unwrap_or(i64::MAX);
    let outcome = match typed.saturating_add(form.step.clamp(-1, 1)) {
        0 => commands::basket::remove(&visit.app, &buyer, sku).await,
        pieces => commands::basket::set(&visit.app, &buyer, sku, pieces).await,
    };
    done(&visit, outcome, PATH).await
}

fn sku(text: &str) -> Result<Sku, Code> {
    text.parse().map(Sku).map_err(|_| Code::ProductNotFound)
}

/// Takes a product out.
pub async fn remove(visit: Visit, Path(sku): Path<String>) -> Page {
    let (buyer, sku) = (visit.buyer()?, self::sku(&sku)?);
    let removed = commands::basket::remove(&visit.app, &buyer, sku).await;
    done(&visit, removed, PATH).await
}

/// A coupon.
#[derive(Debug, Deserialize)]
pub struct Coupon {
    #[serde(default)]
    code: String,
}

/// Types a coupon, or takes it away.
pub async fn coupon(visit: Visit, Form(form): Form<Coupon>) -> Page {
    let typed = commands::basket::coupon(&visit.app, &visit.buyer()?, &form.code).await;
    done(&visit, typed, PATH).await
}

/// Holds the prices of now.
pub async fn renew(visit: Visit) -> Page {
    let renewed = commands::basket::renew(&visit.app, &visit.buyer()?).await;
    done(&visit, renewed, PATH).await
}

/// What the buyer agrees to.
#[derive(Debug, Deserialize)]
pub struct Agreed {
    total: i64,
    key: String,
}

/// Orders what is in the basket.
pub async fn order(visit: Visit, Form(form): Form<Agreed>) -> Page {
    let buyer = visit.buyer()?;
    let once = Once::new(format!("order {}", buyer.id()), form.key, &form.total.to_string());
    match commands::basket::order(&visit.app, &buyer, form.total, Some(once)).await {
        Ok(orders) => {
            let number = orders.first().and_then(|order| order.0.rsplit_once('-')).map_or("", |(number, _)| number);
            Ok(see(&format!("{PATH}/ordered/{number}")))
        }
        Err(failure) => done(&visit, Err(failure), PATH).await,
    }
}
