//! How many products could take part in a promotion: a number on a card, that may be a minute old.

use domain::SellerId;
use domain::promotions::admission::Terms;
use moka::sync::Cache as Moka;
use store::{Tx, prices};

use crate::Failure;

/// How many products suit a promotion: counted once a minute for each shop and kind of terms.
#[derive(Debug, Clone)]
pub(crate) struct Suitable(Moka<(SellerId, Option<String>, i64), i64>);

impl Default for Suitable {
    fn default() -> Self {
        Self(Moka::builder().max_capacity(10_000).time_to_live(std::time::Duration::from_secs(60)).build())
    }
}

impl Suitable {
    pub(super) fn count(&self, tx: &mut Tx<'_>, seller: SellerId, terms: &Terms) -> Result<i64, Failure> {
        let stock = terms.min_stock.max(1);
        if terms.categories.is_empty() {
            return self.counted(tx, seller, None, stock);
        }
        let mut all = 0;
        for category in &terms.categories {
            all += self.counted(tx, seller, Some(category), stock)?;
        }
        Ok(all)
    }

    fn counted(
        &self,
        tx: &mut Tx<'_>,
        seller: SellerId,
        category: Option<&String>,
        stock: i64,
    ) -> Result<i64, Failure> {
        let key = (seller, category.cloned(), stock);
        if let Some(known) = self.0.get(&key) {
            return Ok(known);
        }
        let counted = prices::count_suitable(tx, seller, category.map(String::as_str), stock)?;
        // A shop without products is about to get some: it is asked again.
        if counted > 0 {
            self.0.insert(key, counted);
        }
        Ok(counted)
    }
}
