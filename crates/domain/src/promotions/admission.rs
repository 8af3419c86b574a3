//! Whether a product may take part in a promotion, at which price and with how many pieces.
//!
//! Each rule is a function of its own. Where a rule is the marketplace's, its source stands beside it; "the contract" is the
//! description of the Ozon Seller API.

use super::{OnFloor, Phase};
use crate::{Code, Currency, Money, Refusal, Timestamp};

/// The whole, in hundredths of a percent.
pub const WHOLE: i64 = 10_000;
/// The greatest discount that is believed, in hundredths of a percent: 95 %. Source: `extremely_low_price` of
/// `/v1/actions/auto-add/products/update` in the contract.
pub const DEEPEST: i64 = 9_500;

/// What a promotion asks of the products in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Where it stands.
    pub phase: Phase,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From when on its products are fixed.
    pub freeze_at: Option<Timestamp>,
    /// Each product comes with a price of its own.
    pub priced: bool,
    /// The least discount, in hundredths of a percent of the regular price.
    pub min_discount: i64,
    /// The least pieces in stock, and in the promotion where pieces are set.
    pub min_stock: i64,
    /// Pieces have to be set.
    pub by_pieces: bool,
    /// The categories that it is for; empty for all.
    pub categories: Vec<String>,
}

/// A product as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product<'p> {
    /// Its regular price.
    pub list: Money,
    /// Pieces in stock.
    pub stock: i64,
    /// Its category.
    pub category: &'p str,
    /// Taken from sale.
    pub archived: bool,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What happens where the promotion would lead under it.
    pub on_floor: OnFloor,
}

/// What a seller asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ask {
    /// The price of one piece; `None` leaves it to the promotion's limit where it takes prices.
    pub price: Option<i64>,
    /// Pieces; `None` for all there are.
    pub quantity: Option<i64>,
}

/// What a product takes part with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// The price of one piece; `None` where the promotion takes none.
    pub price: Option<i64>,
    /// Pieces; `None` for all there are.
    pub quantity: Option<i64>,
    /// The price was brought up to the floor.
    pub cut: bool,
}

/// The highest price with which a product may take part: the regular one less the required discount, rounded as a price that follows
/// from a discount is rounded everywhere, so that whoever types the required discount is let in.
/// Source: `max_action_price` of `/v1/actions/candidates` in the contract.
pub fn max_price(list: i64, min_discount: i64) -> i64 {
    list - share(list, min_discount.clamp(0, WHOLE))
}

/// The lowest price that is believed: the regular one less 95 %, rounded up.
pub fn min_price(list: i64) -> i64 {
    list - share(list, DEEPEST)
}

/// `part` hundredths of a percent of a sum, rounded down.
fn share(sum: i64, part: i64) -> i64 {
    let share = i128::from(sum) * i128::from(part) / i128::from(WHOLE);
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// How far the price and the crossed-out price must be apart at least. Source: the marketplace's rule for the old price: under
/// 400 roubles 20 roubles, up to 10 000 roubles 5 % of the price, above that 500 roubles.
pub fn gap(price: i64) -> i64 {
    match price {
        ..40_000 => 2_000,
        40_000..=1_000_000 => (price + 19) / 20,
        _ => 50_000,
    }
}

/// Whether a price and its crossed-out price can stand beside one another. The rule is in roubles, so it is asked only there.
pub fn gap_is_wide_enough(price: Money, old: Option<i64>) -> Result<(), Refusal> {
    let Some(old) = old.filter(|old| *old > 0) else { return Ok(()) };
    let needed = if price.currency == Currency::Rub { gap(price.minor) } else { 1 };
    if i128::from(old) - i128::from(price.minor) >= i128::from(needed) {
        return Ok(());
    }
    Err(Refusal::new(Code::PriceGapTooSmall).at("old_price").with("gap", Money::new(needed, price.currency)))
}

/// Whether products can still come in, and how they are refused if not.
pub fn is_open(terms: &Terms, now: Timestamp) -> Result<(), Refusal> {
    match terms.phase {
        Phase::Finished => Err(over(terms)),
        Phase::Draft => Err(Code::PromotionNotOpen.into()),
        Phase::Scheduled | Phase::Running | Phase::Paused if is_frozen(terms, now) => Err(frozen(terms)),
        Phase::Scheduled | Phase::Running | Phase::Paused => Ok(()),
    }
}

fn over(terms: &Terms) -> Refusal {
    Refusal::new(Code::PromotionOver).with("ended", day(terms.ends_at))
}

fn frozen(terms: &Terms) -> Refusal {
    Refusal::new(Code::PromotionFrozen).with("frozen", day(terms.freeze_at.unwrap_or(terms.ends_at)))
}

/// A day as both languages write it in figures.
fn day(at: Timestamp) -> String {
    at.civil().strftime("%d.%m.%Y").to_string()
}

/// After this date the list of products is fixed, prices only fall and pieces only grow. Source: `freeze_date` of `/v1/actions`
/// in the contract.
pub fn is_frozen(terms: &Terms, now: Timestamp) -> bool {
    terms.freeze_at.is_some_and(|at| now >= at)
}

/// Whether a product suits the promotion at all.
pub fn suits(terms: &Terms, product: &Product<'_>) -> Result<(), Refusal> {
    if product.archived {
        return Err(Code::ProductArchived.into());
    }
    if !terms.categories.is_empty() && !terms.categories.iter().any(|category| category == product.category) {
        return Err(Refusal::new(Code::CategoryNotInPromotion).with("category", product.category));
    }
    let least = terms.min_stock.max(1);
    if product.stock < least {
        return Err(Refusal::new(Code::StockTooLow).with("min", least).with("stock", product.stock));
    }
    floor_leaves_room(terms, product)
}

/// A floor above the promotion's limit leaves nothing to agree to.
fn floor_leaves_room(terms: &Terms, product: &Product<'_>) -> Result<(), Refusal> {
    let max = max_price(product.list.minor, terms.min_discount);
    if terms.priced && product.floor > max { Err(under_floor(product)) } else { Ok(()) }
}

fn under_floor(product: &Product<'_>) -> Refusal {
    let floor = Money::new(product.floor, product.list.currency);
    Refusal::new(Code::PriceUnderFloor).at("price").with("floor", floor)
}

/// Lets a product in, or says why not.
pub fn admit(terms: &Terms, product: &Product<'_>, ask: Ask, now: Timestamp) -> Result<Agreed, Refusal> {
    is_open(terms, now)?;
    suits(terms, product)?;
    agree(terms, product, ask)
}

fn agree(terms: &Terms, product: &Product<'_>, ask: Ask) -> Result<Agreed, Refusal> {
    let quantity = pieces(terms, product, ask.quantity)?;
    if !terms.priced {
        return Ok(Agreed { price: None, quantity, cut: false });
    }
    let (price, cut) = price(terms, product, ask.price)?;
    Ok(Agreed { price: Some(price), quantity, cut })
}

fn price(terms: &Terms, product: &Product<'_>, asked: Option<i64>) -> Result<(i64, bool), Refusal> {
    let (list, currency) = (product.list.minor, product.list.currency);
    let max = max_price(list, terms.min_discount);
    let asked = asked.unwrap_or(max);
    if asked <= 0 {
        return Err(Refusal::new(Code::PriceInvalid).at("price"));
    }
    if asked >= list {
        return Err(Refusal::new(Code::PriceAboveRegular).at("price").with("price", product.list));
    }
    if asked > max {
        return Err(Refusal::new(Code::PriceTooHigh).at("price").with("max", Money::new(max, currency)));
    }
    let min = min_price(list);
    if asked < min {
        return Err(Refusal::new(Code::PriceTooLow).at("price").with("min", Money::new(min, currency)));
    }
    if asked >= product.floor {
        return Ok((asked, false));
    }
    if product.on_floor == OnFloor::Leave || product.floor > max {
        return Err(under_floor(product));
    }
    Ok((product.floor, true))
}

fn pieces(terms: &Terms, product: &Product<'_>, asked: Option<i64>) -> Result<Option<i64>, Refusal> {
    let Some(asked) = asked else {
        return Ok(terms.by_pieces.then_some(product.stock));
    };
    if asked < 1 {
        return Err(Refusal::new(Code::QuantityInvalid).at("quantity"));
    }
    if asked < terms.min_stock {
        return Err(Refusal::new(Code::QuantityUnderMinimum).at("quantity").with("min", terms.min_stock));
    }
    if asked > product.stock {
        return Err(Refusal::new(Code::QuantityOverStock).at("quantity").with("stock", product.stock));
    }
    Ok(Some(asked))
}

/// Changes what a product takes part with, or says why not. After the freeze only a lower price or more pieces.
pub fn change(
    terms: &Terms,
    product: &Product<'_>,
    before: Agreed,
    ask: Ask,
    now: Timestamp,
) -> Result<Agreed, Refusal> {
    if terms.phase == Phase::Finished {
        return Err(over(terms));
    }
    let agreed = agree(terms, product, ask)?;
    if is_frozen(terms, now) && !is_better_for_buyers(before, agreed) {
        return Err(frozen(terms));
    }
    Ok(agreed)
}

fn is_better_for_buyers(before: Agreed, after: Agreed) -> bool {
    let cheaper = match (before.price, after.price) {
        (Some(before), Some(after)) => after <= before,
        (before, after) => before == after,
    };
    let more = match (before.quantity, after.quantity) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(before), Some(after)) => after >= before,
    };
    cheaper && more
}

/// Whether products may leave. Source: `freeze_date` of `/v1/actions` in the contract: the list is fixed.
pub fn may_leave(terms: &Terms, now: Timestamp) -> Result<(), Refusal> {
    if terms.phase == Phase::Finished {
        return Err(over(terms));
    }
    if is_frozen(terms, now) { Err(frozen(terms)) } else { Ok(()) }
}

/// Whether a product falls out of a promotion because of its own new price: a regular price at or under the promotion's is no
/// discount any more. Source: the marketplace's rule that such a product leaves all promotions.
pub fn falls_out(list: i64, price: Option<i64>) -> bool {
    price.is_some_and(|price| list <= price)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn terms() -> Terms {
        Terms {
            phase: Phase::Running,
            ends_at: Timestamp(9_000),
            freeze_at: None,
            priced: true,
            min_discount: 1_500,
            min_stock: 0,
            by_pieces: false,
            categories: Vec::new(),
        }
    }

    fn boots(floor: i64) -> Product<'static> {
        let list = Money::kopecks(100_000);
        Product { list, stock: 40, category: "Обувь", archived: false, floor, on_floor: OnFloor::Cut }
    }

    fn at(price: i64) -> Ask {
        Ask { price: Some(price), quantity: None }
    }

    fn refused(result: Result<Agreed, Refusal>) -> Code {
        result.expect_err("this is refused").code
    }

    #[test]
    fn the_limit_is_the_regular_price_less_the_required_discount() {
        assert_eq!(admit(&terms(), &boots(0), at(85_000), NOW).unwrap().price, Some(85_000));
        assert_eq!(refused(admit(&terms(), &boots(0), at(85_001), NOW)), Code::PriceTooHigh);
        assert_eq!(refused(admit(&terms(), &boots(0), at(100_000), NOW)), Code::PriceAboveRegular);
        assert_eq!(admit(&terms(), &boots(0), Ask::default(), NOW).unwrap().price, Some(85_000));
    }

    #[test]
    fn nobody_believes_a_discount_of_more_than_ninety_five_percent() {
        assert_eq!(admit(&terms(), &boots(0), at(5_000), NOW).unwrap().price, Some(5_000));
        assert_eq!(refused(admit(&terms(), &boots(0), at(4_999), NOW)), Code::PriceTooLow);
        assert_eq!(refused(admit(&terms(), &boots(0), at(0), NOW)), Code::PriceInvalid);
        assert_eq!(refused(admit(&terms(), &boots(0), at(-1), NOW)), Code::PriceInvalid);
    }

    #[test]
    fn the_floor_cuts_or_leaves_out_as_the_seller_chose() {
        let agreed = admit(&terms(), &boots(80_000), at(70_000), NOW).unwrap();
        assert_eq!((agreed.price, agreed.cut), (Some(80_000), true));
        let leaving = Product { on_floor: OnFloor::Leave, ..boots(80_000) };
        assert_eq!(refused(admit(&terms(), &leaving, at(70_000), NOW)), Code::PriceUnderFloor);
        assert_eq!(refused(admit(&terms(), &boots(90_000), at(85_000), NOW)), Code::PriceUnderFloor);
    }

    #[test]
    fn after_the_freeze_a_price_only_falls_and_pieces_only_grow() {
        let frozen = Terms { freeze_at: Some(Timestamp(500)), ..terms() };
        let before = Agreed { price: Some(80_000), quantity: Some(10), cut: false };
        let ask = |price, quantity| Ask { price: Some(price), quantity: Some(quantity) };
        assert!(change(&frozen, &boots(0), before, ask(79_000, 10), NOW).is_ok());
        assert!(change(&frozen, &boots(0), before, ask(80_000, 11), NOW).is_ok());
        assert_eq!(refused(change(&frozen, &boots(0), before, ask(81_000, 10), NOW)), Code::PromotionFrozen);
        assert_eq!(refused(change(&frozen, &boots(0), before, ask(80_000, 9), NOW)), Code::PromotionFrozen);
        assert_eq!(refused(admit(&frozen, &boots(0), at(80_000), NOW)), Code::PromotionFrozen);
        assert_eq!(may_leave(&frozen, NOW).unwrap_err().code, Code::PromotionFrozen);
        assert!(may_leave(&frozen, Timestamp(499)).is_ok());
    }

    #[test]
    fn stock_pieces_and_category_have_to_suit() {
        let large = Terms { min_stock: 50, by_pieces: true, ..terms() };
        assert_eq!(refused(admit(&large, &boots(0), at(80_000), NOW)), Code::StockTooLow);
        let some = Terms { min_stock: 5, by_pieces: true, ..terms() };
        let ask = |quantity| Ask { price: Some(80_000), quantity: Some(quantity) };
        assert_eq!(refused(admit(&some, &boots(0), ask(4), NOW)), Code::QuantityUnderMinimum);
        assert_eq!(refused(admit(&some, &boots(0), ask(41), NOW)), Code::QuantityOverStock);
        assert_eq!(refused(admit(&terms(), &boots(0), ask(0), NOW)), Code::QuantityInvalid);
        assert_eq!(admit(&some, &boots(0), at(80_000), NOW).unwrap().quantity, Some(40));
        let books = Terms { categories: vec!["Книги".to_owned()], ..terms() };
        assert_eq!(refused(admit(&books, &boots(0), at(80_000), NOW)), Code::CategoryNotInPromotion);
    }

    #[test]
    fn the_crossed_out_price_keeps_the_marketplaces_distance() {
        let apart = |price, old| gap_is_wide_enough(Money::kopecks(price), Some(old)).is_ok();
        assert!(apart(39_999, 41_999) && !apart(39_999, 41_998));
        assert!(apart(40_000, 42_000) && !apart(40_000, 41_999));
        assert!(apart(1_000_000, 1_050_000) && !apart(1_000_000, 1_049_999));
        assert!(apart(1_000_001, 1_050_001) && !apart(1_000_001, 1_050_000));
        assert!(gap_is_wide_enough(Money::kopecks(500), None).is_ok());
    }

    #[test]
    fn a_regular_price_at_the_promotions_price_is_no_discount_any_more() {
        assert!(falls_out(80_000, Some(80_000)) && falls_out(79_999, Some(80_000)));
        assert!(!falls_out(80_001, Some(80_000)) && !falls_out(1, None));
    }

    #[test]
    fn a_promotion_that_is_over_takes_and_changes_nothing() {
        let over = Terms { phase: Phase::Finished, ..terms() };
        let before = Agreed { price: Some(80_000), quantity: None, cut: false };
        assert_eq!(refused(admit(&over, &boots(0), at(80_000), NOW)), Code::PromotionOver);
        assert_eq!(refused(change(&over, &boots(0), before, at(70_000), NOW)), Code::PromotionOver);
        assert_eq!(may_leave(&over, NOW).unwrap_err().code, Code::PromotionOver);
        assert_eq!(
            refused(admit(&Terms { phase: Phase::Draft, ..terms() }, &boots(0), at(1), NOW)),
            Code::PromotionNotOpen
        );
    }
}
