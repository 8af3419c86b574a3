//! A product as a line, and how its ratings are spread.

/// A product in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// Its number.
    pub sku: i64,
    /// Its name.
    pub name: String,
    /// A small picture.
    pub image: Option<String>,
    /// Its card in the shop.
    pub href: String,
    /// "4 990 ₽".
    pub price: Option<String>,
}

/// How many of each star a product has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// "4,6"; nothing when nobody rated.
    pub average: Option<String>,
    /// One star first.
    pub counts: [u64; 5],
}

impl Spread {
    /// How many rated.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The bars from five stars down: stars, count, share in per cent.
    pub fn bars(&self) -> impl Iterator<Item = (usize, u64, u64)> {
        let total = self.total().max(1);
        self.counts.iter().enumerate().rev().map(move |(i, &count)| (i + 1, count, (count * 100).div_ceil(total)))
    }

    /// The average in whole stars, for the row of stars.
    pub fn rounded(&self) -> super::Stars {
        let total = self.total();
        let sum: u64 = self.counts.iter().zip(1u64..).map(|(count, stars)| count * stars).sum();
        super::Stars((total > 0).then(|| u8::try_from((sum * 2 + total) / (2 * total)).unwrap_or(5)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stars_of_a_product_are_rounded_to_the_nearest() {
        let spread = Spread { average: None, counts: [1, 0, 0, 0, 2] };
        assert_eq!(spread.rounded(), super::super::Stars(Some(4)));
        assert_eq!(Spread::default().rounded(), super::super::Stars(None));
    }
}
