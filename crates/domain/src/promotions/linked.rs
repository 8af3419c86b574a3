//! Discount, price and pieces as a seller edits them: one changes, the others follow.
//!
//! The rule of rounding, which the page shows and its script repeats: a price is rounded **up** to a whole minor unit,
//! a discount **down** to a hundredth of a percent. So neither ever promises more than is given:
//!
//! - `price = list − ⌊list × discount / 10 000⌋`
//! - `discount = ⌊(list − price) × 10 000 / list⌋`
//!
//! What was typed stays as it was typed; only the other follows. Cases for the script: `tests/data/linked.tsv`.

use super::benefit::{WHOLE, less};

/// A row of the table in which a seller edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The price without discount, in minor units.
    pub list: i64,
    /// Hundredths of a percent, 0 to 10 000.
    pub discount_bp: i64,
    /// Of one piece, in minor units, 0 to the list price.
    pub price: i64,
    /// Pieces; `None`: all there are.
    pub quantity: Option<i64>,
}

impl Row {
    /// The row of a price.
    pub fn new(list: i64, price: i64, quantity: Option<i64>) -> Self {
        Self { list: list.max(0), discount_bp: 0, price: 0, quantity }.with_price(price)
    }

    /// The discount was changed: the price follows.
    pub fn with_discount(self, bp: i64) -> Self {
        let discount_bp = bp.clamp(0, WHOLE);
        Self { discount_bp, price: less(self.list, discount_bp), ..self }
    }

    /// The price was changed: the discount follows.
    pub fn with_price(self, price: i64) -> Self {
        let price = price.clamp(0, self.list);
        Self { discount_bp: discount(self.list, price), price, ..self }
    }

    /// The pieces were changed: neither price nor discount follow, but [what they come to](Self::given) does.
    pub fn with_quantity(self, quantity: Option<i64>) -> Self {
        Self { quantity: quantity.map(|pieces| pieces.max(0)), ..self }
    }

    /// What the discount comes to when all pieces are sold, in minor units; of one piece where there is no number.
    pub fn given(&self) -> i64 {
        (self.list - self.price).saturating_mul(self.quantity.unwrap_or(1))
    }
}

/// The discount that leads from `list` to `price`, in hundredths of a percent, rounded down; 0 where there is none.
pub fn discount(list: i64, price: i64) -> i64 {
    if list <= 0 || price >= list {
        return 0;
    }
    let off = i128::from(list) - i128::from(price.max(0));
    i64::try_from(off * i128::from(WHOLE) / i128::from(list)).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// List price, discount that is typed, price that follows, discount of that price.
    const CASES: &str = include_str!("../../tests/data/linked.tsv");

    #[test]
    fn price_follows_discount_and_discount_follows_price_as_in_the_table() {
        for (place, line) in CASES.lines().enumerate().skip(1) {
            let numbers: Vec<i64> = line.split('\t').map(|it| it.parse().expect("a number")).collect();
            let [list, typed, price, back] = numbers[..] else { panic!("line {}: four numbers", place + 1) };
            let row = Row::new(list, list, None).with_discount(typed);
            assert_eq!((row.discount_bp, row.price), (typed, price), "line {}", place + 1);
            assert_eq!(row.with_price(price).discount_bp, back, "line {}", place + 1);
        }
    }

    #[test]
    fn neither_promises_more_than_is_given() {
        for list in (1..2_000).chain([99_999_999, 1_000_000_000_000_000]) {
            for bp in (0..=WHOLE).step_by(37) {
                let row = Row::new(list, list, None).with_discount(bp);
                assert!(i128::from(list - row.price) * 10_000 <= i128::from(list) * i128::from(bp));
                let shown = row.with_price(row.price).discount_bp;
                assert!(shown <= bp && less(list, shown) >= row.price, "{list} less {bp}");
            }
        }
    }

    #[test]
    fn pieces_change_what_it_comes_to_and_nothing_else() {
        let row = Row::new(100_000, 85_000, Some(10));
        assert_eq!((row.discount_bp, row.given()), (1_500, 150_000));
        let more = row.with_quantity(Some(40));
        assert_eq!((more.price, more.discount_bp, more.given()), (85_000, 1_500, 600_000));
    }

    #[test]
    fn numbers_that_nobody_means_end_at_the_nearest_that_can_be_meant() {
        let row = Row::new(i64::MAX, i64::MIN, Some(i64::MAX));
        assert_eq!((row.price, row.discount_bp, row.given()), (0, 10_000, i64::MAX));
        assert_eq!(Row::new(-1, 5, None).with_discount(i64::MAX).price, 0);
        assert_eq!(Row::new(100, 500, None).price, 100);
        assert_eq!((discount(0, 0), discount(100, 100), discount(i64::MAX, i64::MIN)), (0, 0, 10_000));
    }
}
