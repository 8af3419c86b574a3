//! Random baskets with random promotions, the same for the same seed.

use domain::promotions::OnFloor;
use domain::promotions::benefit::{Benefit, Cut, Step};
use domain::promotions::condition::{BuyerFacts, Condition, Segment};
use domain::promotions::price::{Basket, Entry, Line, Offer, Priced, Source, price};
use domain::{PromotionId, RequestId, Sku, Timestamp};

/// A generator of numbers: `SplitMix64`.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to and without `sides`.
    pub fn roll(&mut self, sides: u64) -> i64 {
        i64::try_from(self.next() % sides.max(1)).unwrap()
    }

    pub fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }

    fn small(&mut self, sides: u64) -> u32 {
        u32::try_from(self.roll(sides)).unwrap()
    }
}

/// A basket with the promotions around it.
#[derive(Debug, Clone)]
pub struct Stack {
    pub lines: Vec<Line>,
    pub offers: Vec<Offer>,
    pub coupon: Option<PromotionId>,
    pub orders: u32,
}

/// How large stacks get.
#[derive(Clone, Copy)]
pub struct Size {
    pub lines: u64,
    pub pieces: u64,
    pub offers: u64,
    pub price: u64,
}

pub const SMALL: Size = Size { lines: 3, pieces: 3, offers: 5, price: 60 };
pub const USUAL: Size = Size { lines: 5, pieces: 6, offers: 7, price: 5_000 };
pub const LARGE: Size = Size { lines: 40, pieces: 300, offers: 30, price: 100_000_000 };

impl Stack {
    pub fn new(dice: &mut Dice, size: Size) -> Self {
        let count = 1 + dice.roll(size.lines);
        let lines: Vec<Line> = (0..count).map(|place| line(dice, size, place)).collect();
        let count = dice.roll(size.offers + 1);
        let offers = (0..count).map(|place| offer(dice, size, &lines, place)).collect();
        let coupon = (!dice.one_in(3)).then(|| PromotionId(100 + dice.roll(size.offers + 1)));
        Self { lines, offers, coupon, orders: dice.small(2) }
    }

    pub fn priced(&self) -> Priced {
        self.priced_with(&self.offers)
    }

    pub fn priced_with(&self, offers: &[Offer]) -> Priced {
        let buyer = BuyerFacts { orders: Some(self.orders), ..BuyerFacts::default() };
        price(&Basket { lines: &self.lines, coupon: self.coupon, buyer, now: Timestamp(1_000) }, offers)
    }
}

fn line(dice: &mut Dice, size: Size, place: i64) -> Line {
    let list = if dice.one_in(20) { 0 } else { dice.roll(size.price) };
    let floor = match dice.roll(6) {
        0 | 1 => 0,
        2 => list,
        3 => list * 9 / 10,
        _ => dice.roll(u64::try_from(list + 1).unwrap()),
    };
    let quantity = if dice.one_in(30) { 0 } else { 1 + dice.small(size.pieces) };
    let on_floor = if dice.one_in(3) { OnFloor::Leave } else { OnFloor::Cut };
    // Skus do not rise with the lines, so that the order of one is not taken for the order of the other.
    Line { sku: Sku(500 - place * 7 % 11 * 10 + place), quantity, list, floor, on_floor }
}

fn offer(dice: &mut Dice, size: Size, lines: &[Line], place: i64) -> Offer {
    let request = dice.one_in(12);
    let source =
        if request { Source::Request(RequestId(100 + place)) } else { Source::Promotion(PromotionId(100 + place)) };
    let benefit = if request { Benefit::Price } else { benefit(dice, size) };
    let (starts, ends) = match dice.roll(25) {
        0 => (Timestamp(0), Timestamp(1_000)),
        1 => (Timestamp(1_001), Timestamp(2_000)),
        _ => (Timestamp(1_000), Timestamp(1_001)),
    };
    let scarce = dice.one_in(4);
    let everywhere = dice.one_in(2);
    let mut entries = Vec::new();
    for (line, it) in lines.iter().enumerate() {
        if everywhere || !dice.one_in(3) {
            let price = (!dice.one_in(15)).then(|| dice.roll(u64::try_from(it.list + 3).unwrap()));
            let pieces = (scarce && !dice.one_in(3)).then(|| dice.small(size.pieces + 2));
            entries.push(Entry { line, price, pieces });
        }
    }
    let budget = dice.one_in(6).then(|| dice.roll(size.price * 2) - 1);
    Offer { source, starts, ends, conditions: conditions(dice, size, &benefit), benefit, budget, entries }
}

fn benefit(dice: &mut Dice, size: Size) -> Benefit {
    match dice.roll(12) {
        0..=3 => Benefit::Price,
        4..=6 => Benefit::Percent { bp: bp(dice) },
        7 | 8 => Benefit::Amount { minor: dice.roll(size.price * 2) },
        9 => {
            let steps = (0..=dice.roll(3)).map(|_| {
                let cut = if dice.one_in(2) { Cut::Percent(bp(dice)) } else { Cut::Amount(dice.roll(size.price)) };
                Step { from_minor: dice.roll(size.price * 4), cut }
            });
            let mut steps: Vec<Step> = steps.collect();
            steps.sort_by_key(|step| step.from_minor);
            steps.dedup_by_key(|step| step.from_minor);
            Benefit::Steps { steps }
        }
        10 => {
            let pay = dice.small(3);
            Benefit::Nth { take: pay + dice.small(3), pay }
        }
        _ => Benefit::Nothing,
    }
}

fn bp(dice: &mut Dice) -> i64 {
    match dice.roll(4) {
        0 => dice.roll(10_001),
        1 => 10_000,
        _ => 500 * (1 + dice.roll(10)),
    }
}

fn conditions(dice: &mut Dice, size: Size, benefit: &Benefit) -> Vec<Condition> {
    let mut all = Vec::new();
    if dice.one_in(3) || matches!(benefit, Benefit::Percent { .. }) && dice.one_in(2) {
        all.push(Condition::OrderSum { minor: dice.roll(size.price * 2) });
    }
    if dice.one_in(8) {
        all.push(Condition::Pieces { n: dice.small(size.pieces * 2) });
    }
    if dice.one_in(5) {
        all.push(Condition::Code);
    }
    if dice.one_in(12) {
        all.push(Condition::Segment { segment: if dice.one_in(2) { Segment::New } else { Segment::Returning } });
    }
    if dice.one_in(12) {
        all.push(Condition::MinStock { pieces: 1_000 });
    }
    all
}
