//! Which products a request is about: by name, and by whether they are on sale.

use app::queries::products::{MANY, Product, Shelf};
use domain::ProductId;
use serde::Deserialize;

use super::info::{numbers, texts};
use crate::dialect::fields::{Int, Words, choice};
use crate::dialect::invalid::Invalid;

/// The filter as it comes.
#[derive(Deserialize)]
pub(in crate::dialect) struct Filter {
    offer_id: Option<Vec<Words>>,
    product_id: Option<Vec<Int>>,
    visibility: Option<Words>,
}

/// What it asks for.
pub(in crate::dialect) struct Chosen {
    /// `None` for what no product here can be.
    pub(in crate::dialect) shelf: Option<Shelf>,
    /// Articles; [`MANY`] at most.
    pub(in crate::dialect) offers: Vec<String>,
    /// Numbers; [`MANY`] at most.
    pub(in crate::dialect) ids: Vec<ProductId>,
}

impl Filter {
    /// Reads it, or says what is wrong.
    pub(in crate::dialect) fn read(self) -> Result<Chosen, Invalid> {
        let shelf = choice("filter.visibility", self.visibility.as_ref(), VISIBILITIES)?;
        let offers = texts(self.offer_id);
        let ids = numbers("filter.product_id", self.product_id)?;
        if offers.len().max(ids.len()) > MANY {
            return Err(Invalid::new("filter", format!("value must contain no more than {MANY} item(s)")));
        }
        Ok(Chosen { shelf, offers, ids: ids.into_iter().map(ProductId).collect() })
    }
}

/// What of a product is known here: whether it was taken from sale, and whether there are pieces. All have passed
/// moderation and have a price.
const VISIBILITIES: &[(&str, Option<Shelf>)] = &[
    ("ALL", Some(Shelf { archived: None, in_stock: None })),
    ("VISIBLE", Some(Shelf { archived: Some(false), in_stock: Some(true) })),
    ("INVISIBLE", Some(Shelf { archived: Some(false), in_stock: Some(false) })),
    ("EMPTY_STOCK", Some(Shelf { archived: Some(false), in_stock: Some(false) })),
    ("NOT_MODERATED", None),
    ("MODERATED", Some(Shelf { archived: None, in_stock: None })),
    ("DISABLED", None),
    ("STATE_FAILED", None),
    ("READY_TO_SUPPLY", Some(Shelf { archived: Some(false), in_stock: Some(false) })),
    ("VALIDATION_STATE_PENDING", None),
    ("VALIDATION_STATE_FAIL", None),
    ("VALIDATION_STATE_SUCCESS", Some(Shelf { archived: None, in_stock: None })),
    ("TO_SUPPLY", Some(Shelf { archived: Some(false), in_stock: Some(false) })),
    ("IN_SALE", Some(Shelf { archived: Some(false), in_stock: Some(true) })),
    ("REMOVED_FROM_SALE", None),
    ("OVERPRICED", None),
    ("CRITICALLY_OVERPRICED", None),
    ("EMPTY_BARCODE", Some(Shelf { archived: None, in_stock: None })),
    ("BARCODE_EXISTS", None),
    ("QUARANTINE", None),
    ("ARCHIVED", Some(Shelf { archived: Some(true), in_stock: None })),
    ("OVERPRICED_WITH_STOCK", None),
    ("PARTIAL_APPROVED", None),
    ("AUTO_ARCHIVED", None),
    ("MANUAL_ARCHIVED", Some(Shelf { archived: Some(true), in_stock: None })),
    ("SEASONAL_AUTO_ARCHIVED", None),
    ("VISIBLE_WITH_FBO_STOCK", None),
];

/// Whether a product stands on a shelf.
pub(in crate::dialect) fn stands_on(product: &Product, shelf: Shelf) -> bool {
    shelf.archived.is_none_or(|archived| archived == product.archived)
        && shelf.in_stock.is_none_or(|in_stock| in_stock == (product.stock > 0))
}
