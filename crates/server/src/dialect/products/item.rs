//! A product in the dialect's long form. What is not kept here has the value that says so: an empty list, an empty text,
//! "without index"; strict clients take a missing field for an error.

use app::queries::products::Product;
use domain::{Money, ProductId, Sku, Timestamp};
use serde::Serialize;

use crate::dialect::base::Base;
use crate::dialect::written;

/// What there is none of.
type None = [(); 0];

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
pub(super) struct Item<'a> {
    id: ProductId,
    sku: Sku,
    offer_id: &'a str,
    name: &'a str,
    barcodes: None,
    description_category_id: i64,
    type_id: i64,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    #[serde(serialize_with = "written")]
    updated_at: Timestamp,
    images: Vec<String>,
    primary_image: Vec<String>,
    images360: None,
    color_image: None,
    currency_code: &'static str,
    price: String,
    old_price: String,
    min_price: &'static str,
    vat: &'static str,
    volume_weight: f64,
    price_indexes: PriceIndexes,
    stocks: Stocks,
    visibility_details: Visibility,
    statuses: Statuses,
    sources: [Source; 1],
    availabilities: [Availability; 1],
    model_info: Model,
    commissions: None,
    promotions: None,
    errors: None,
    discounted_fbo_stocks: i64,
    has_discounted_fbo_item: bool,
    is_archived: bool,
    is_autoarchived: bool,
    is_discounted: bool,
    is_kgt: bool,
    is_prepayment_allowed: bool,
    is_super: bool,
}

#[derive(Serialize)]
struct PriceIndexes {
    color_index: &'static str,
    external_index_data: PriceIndex,
    ozon_index_data: PriceIndex,
    self_marketplaces_index_data: PriceIndex,
}

#[derive(Serialize, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct PriceIndex {
    minimal_price: &'static str,
    minimal_price_currency: &'static str,
    price_index_value: f64,
}

#[derive(Serialize)]
struct Stocks {
    has_stock: bool,
    stocks: [Stock; 1],
}

#[derive(Serialize)]
struct Stock {
    present: i64,
    reserved: i64,
    sku: Sku,
    source: &'static str,
}

#[derive(Serialize)]
struct Visibility {
    has_price: bool,
    has_stock: bool,
}

#[derive(Serialize)]
struct Statuses {
    status: &'static str,
    status_name: &'static str,
    status_description: &'static str,
    status_tooltip: &'static str,
    status_failed: &'static str,
    moderate_status: &'static str,
    validation_status: &'static str,
    is_created: bool,
    #[serde(serialize_with = "written")]
    status_updated_at: Timestamp,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct Source {
    sku: Sku,
    source: &'static str,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    quant_code: &'static str,
    shipment_type: &'static str,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct Availability {
    sku: Sku,
    source: &'static str,
    availability: &'static str,
    reasons: None,
}

#[derive(Serialize)]
struct Model {
    model_id: i64,
    count: i64,
}

/// The seller keeps the goods and sends them: the only way of selling that is known here.
const SCHEME: &str = "fbs";

impl<'a> Item<'a> {
    pub(super) fn new(product: &'a Product, base: &Base) -> Self {
        let images: Vec<_> = product.picture.iter().map(|id| base.media(id)).collect();
        let in_stock = product.stock > 0;
        let sold = in_stock && !product.archived;
        Self {
            id: product.product_id,
            sku: product.sku,
            offer_id: &product.offer_id,
            name: &product.name,
            barcodes: [],
            description_category_id: 0,
            type_id: 0,
            created_at: product.created_at,
            updated_at: product.updated_at,
            primary_image: images.clone(),
            images,
            images360: [],
            color_image: [],
            currency_code: product.price.currency.code(),
            price: product.price.decimal(),
            old_price: old_price(product),
            min_price: "",
            vat: "0",
            volume_weight: 0.0,
            price_indexes: price_indexes(),
            stocks: Stocks { has_stock: in_stock, stocks: [stock(product)] },
            visibility_details: Visibility { has_price: product.price.minor > 0, has_stock: in_stock },
            statuses: statuses(product, sold),
            sources: [source(product)],
            availabilities: [Availability {
                sku: product.sku,
                source: SCHEME,
                availability: if sold { "AVAILABLE" } else { "UNAVAILABLE" },
                reasons: [],
            }],
            model_info: Model { model_id: 0, count: 1 },
            commissions: [],
            promotions: [],
            errors: [],
            discounted_fbo_stocks: 0,
            has_discounted_fbo_item: false,
            is_archived: product.archived,
            is_autoarchived: false,
            is_discounted: false,
            is_kgt: false,
            is_prepayment_allowed: false,
            is_super: false,
        }
    }
}

fn old_price(product: &Product) -> String {
    product.old_price.map_or_else(String::new, |minor| Money::new(minor, product.price.currency).decimal())
}

fn stock(product: &Product) -> Stock {
    Stock { present: product.stock, reserved: 0, sku: product.sku, source: SCHEME }
}

fn source(product: &Product) -> Source {
    Source {
        sku: product.sku,
        source: SCHEME,
        created_at: product.created_at,
        quant_code: "",
        shipment_type: "SHIPMENT_TYPE_GENERAL",
    }
}

fn price_indexes() -> PriceIndexes {
    let none = PriceIndex { minimal_price: "", minimal_price_currency: "", price_index_value: 0.0 };
    PriceIndexes {
        color_index: "COLOR_INDEX_WITHOUT_INDEX",
        external_index_data: none,
        ozon_index_data: none,
        self_marketplaces_index_data: none,
    }
}

fn statuses(product: &Product, sold: bool) -> Statuses {
    let status_name = match (product.archived, sold) {
        (true, _) => "В архиве",
        (false, true) => "Продаётся",
        (false, false) => "Готов к продаже",
    };
    Statuses {
        status: "price_sent",
        status_name,
        status_description: "",
        status_tooltip: "",
        status_failed: "",
        moderate_status: "approved",
        validation_status: "success",
        is_created: true,
        status_updated_at: product.updated_at,
    }
}
