//! The price under which a product never sells, and what is left of a price for its seller.
//!
//! Sums are minor units of one currency, shares hundredths of a percent.

use super::admission::WHOLE;

/// What a product costs its seller; what is not known is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Costs {
    /// What one piece was bought or made for.
    pub cost: Option<i64>,
    /// The marketplace's commission: a share of the price.
    pub commission: Option<i64>,
    /// Delivery and handling of one piece.
    pub logistics: Option<i64>,
    /// Tax: a share of the price.
    pub tax: Option<i64>,
}

impl Costs {
    /// What is left of a price for the seller, below zero where it is a loss; `None` where the cost is not known. Shares are rounded
    /// up, so that a margin is never shown greater than it is.
    pub fn margin(&self, price: i64) -> Option<i64> {
        let cost = i128::from(self.cost?) + i128::from(self.logistics.unwrap_or(0));
        let shares = [self.commission, self.tax].map(|share| part_up(price, share.unwrap_or(0)));
        let left = i128::from(price) - cost - shares[0] - shares[1];
        Some(i64::try_from(left).unwrap_or(if left < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The same as a share of the price, rounded down; `None` where the cost is not known or the price is 0.
    pub fn margin_share(&self, price: i64) -> Option<i64> {
        if price <= 0 {
            return None;
        }
        let share = (i128::from(self.margin(price)?) * i128::from(WHOLE)).div_euclid(i128::from(price));
        i64::try_from(share).ok()
    }

    /// The lowest price that leaves this margin; `None` where the cost is not known. Where no price does, since the shares take
    /// all of it, the greatest price there is.
    pub fn price_for(&self, margin: i64) -> Option<i64> {
        let cost = i128::from(self.cost?) + i128::from(self.logistics.unwrap_or(0));
        let taken = [Some(margin), self.commission, self.tax].into_iter().flatten().map(i128::from).sum::<i128>();
        let rest = i128::from(WHOLE) - taken;
        if rest <= 0 {
            return Some(i64::MAX);
        }
        let bare = (cost * i128::from(WHOLE) + rest - 1).div_euclid(rest).max(1);
        let bare = i64::try_from(bare).ok()?;
        // Each share is rounded up by less than one minor unit, which a few more of them make good.
        let steps = 0..=3 * WHOLE / i64::try_from(rest).unwrap_or(WHOLE).max(1) + 3;
        steps.map(|more| bare.saturating_add(more)).find(|price| self.margin_share(*price) >= Some(margin))
    }
}

/// A share of a sum, rounded up.
fn part_up(sum: i64, share: i64) -> i128 {
    (i128::from(sum) * i128::from(share) + i128::from(WHOLE) - 1).div_euclid(i128::from(WHOLE))
}

/// What was set for a product and for its shop; what was not is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Floors {
    /// The product's own, as a price.
    pub price: Option<i64>,
    /// The product's own, as a margin.
    pub margin: Option<i64>,
    /// The shop's: a share of the regular price.
    pub shop_percent: Option<i64>,
    /// The shop's: a margin, for products whose cost is known.
    pub shop_margin: Option<i64>,
}

/// The price under which a product with this regular price never sells: the highest of what was set, and at most the regular
/// price itself; 0 where nothing was.
///
/// What was set for the product takes the place of the shop's rule.
pub fn floor(list: i64, set: &Floors, costs: &Costs) -> i64 {
    let of_margin = |margin: Option<i64>| margin.and_then(|margin| costs.price_for(margin));
    let own = set.price.max(of_margin(set.margin));
    let shop = set.shop_percent.map(|share| i64::try_from(part_up(list, share)).unwrap_or(i64::MAX));
    let floor = own.or_else(|| shop.max(of_margin(set.shop_margin)));
    floor.unwrap_or(0).clamp(0, list.max(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KETTLE: Costs = Costs { cost: Some(60_000), commission: Some(1_500), logistics: Some(8_000), tax: Some(600) };

    #[test]
    fn a_margin_is_what_commission_delivery_and_tax_leave() {
        assert_eq!(KETTLE.margin(100_000), Some(100_000 - 60_000 - 8_000 - 15_000 - 6_000));
        assert_eq!(KETTLE.margin_share(100_000), Some(1_100));
        assert_eq!(KETTLE.margin(70_000), Some(70_000 - 68_000 - 10_500 - 4_200));
        assert_eq!(Costs::default().margin(100), None);
    }

    #[test]
    fn a_product_of_which_nothing_is_set_has_no_floor() {
        assert_eq!(floor(100_000, &Floors::default(), &KETTLE), 0);
    }

    #[test]
    fn what_is_set_for_a_product_takes_the_place_of_the_shops_rule() {
        let shop = Floors { shop_percent: Some(9_000), ..Floors::default() };
        assert_eq!(floor(100_000, &shop, &KETTLE), 90_000);
        assert_eq!(floor(100_000, &Floors { price: Some(70_000), ..shop }, &KETTLE), 70_000);
        assert_eq!(floor(100_000, &Floors { shop_margin: Some(1_200), ..shop }, &Costs::default()), 90_000);
    }

    #[test]
    fn a_floor_is_never_above_the_regular_price() {
        let set = Floors { price: Some(200_000), ..Floors::default() };
        assert_eq!(floor(100_000, &set, &KETTLE), 100_000);
        let greedy = Floors { margin: Some(9_900), ..Floors::default() };
        assert_eq!(floor(100_000, &greedy, &KETTLE), 100_000, "no price leaves that much");
    }

    proptest! {
        #[test]
        fn the_price_for_a_margin_is_the_lowest_that_leaves_it(
            cost in 1..100_000_000_i64, commission in 0..3_000_i64, tax in 0..2_000_i64,
            logistics in 0..1_000_000_i64, margin in 0..4_000_i64,
        ) {
            let costs = Costs { cost: Some(cost), commission: Some(commission), logistics: Some(logistics), tax: Some(tax) };
            let price = costs.price_for(margin).expect("some price does");
            prop_assert!(costs.margin_share(price) >= Some(margin));
            prop_assert!(costs.margin_share(price - 1).is_none_or(|share| share < margin));
        }

        #[test]
        fn nothing_anybody_sets_breaks_a_floor(
            list in any::<i64>(), price in any::<Option<i64>>(), margin in any::<Option<i64>>(),
            percent in any::<Option<i64>>(), cost in any::<Option<i64>>(),
        ) {
            let set = Floors { price, margin, shop_percent: percent, shop_margin: margin };
            let floor = floor(list, &set, &Costs { cost, ..Costs::default() });
            prop_assert!(floor >= 0 && floor <= list.max(0));
        }
    }
}
