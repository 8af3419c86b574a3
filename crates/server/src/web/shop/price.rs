//! What a price is made of, as buyers read it on cards, in lists, in the basket and in orders.

use app::pricing::Shown;
use app::queries::basket::Gift;
use domain::promotions::price::Source;
use domain::{Currency, Lang, Money};

use crate::web::words::{Words, by_when};

/// Why a price is lower than the regular one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// "−15 %"
    pub off: Option<String>,
    /// What the promotion is called.
    pub title: String,
    /// "до 12 декабря"
    pub until: String,
    /// "осталось 40"
    pub left: Option<String>,
    /// "Самая низкая цена за 30 дней: 1 250 ₽"
    pub lowest: Option<String>,
    /// The seller's floor cut it short.
    pub cut: bool,
}

/// A price with the crossed-out one and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// "1 190 ₽"
    pub now: String,
    /// "1 400 ₽"
    pub before: Option<String>,
    /// The promotion that makes it.
    pub deal: Option<Deal>,
    /// "−15 %", where no promotion says so.
    pub off: Option<String>,
}

/// The price of a card.
pub fn shown(w: &Words, shown: &Shown, now: i64) -> Price {
    let money = |minor| Money::new(minor, shown.currency).to_string();
    let Some(why) = &shown.why else {
        let old = shown.old_price.filter(|old| *old > shown.price);
        let off = old.and_then(|old| off(w, old, shown.price));
        return Price { now: money(shown.price), before: old.map(money), deal: None, off };
    };
    let deal = Deal {
        off: off(w, shown.list, shown.price),
        title: named(w.lang, &why.title),
        until: by_when(w, why.ends_at.0, now),
        left: why.left.map(|left| w.basket.left.put(left)),
        lowest: shown.lowest.map(|lowest| w.basket.lowest.put(money(lowest))),
        cut: why.cut_by_floor,
    };
    Price {
        now: money(shown.price),
        before: (shown.list > shown.price).then(|| money(shown.list)),
        deal: Some(deal),
        off: None,
    }
}

/// "−15 %": whole percents, never more than it is.
fn off(w: &Words, before: i64, now: i64) -> Option<String> {
    let percent = i128::from(before - now) * 100 / i128::from(before.max(1));
    (percent > 0).then(|| w.basket.off.put(percent))
}

/// What a promotion is called in a language; a seller's own has one name.
pub fn named(lang: Lang, title: &(String, String)) -> String {
    if lang == Lang::En && !title.1.is_empty() { title.1.clone() } else { title.0.clone() }
}

/// A line of an explanation: "−15 % Зимняя распродажа −210 ₽".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftLine {
    /// "−15 %", where it is a whole percent at least.
    pub off: Option<String>,
    /// What the promotion is called.
    pub title: String,
    /// "на 2 шт.", where not all pieces have it.
    pub pieces: Option<String>,
    /// "−210 ₽"
    pub minor: String,
    /// The seller's floor cut it short.
    pub cut: bool,
}

/// The lines of an explanation of so many pieces.
pub fn gifts(w: &Words, gifts: &[Gift], pieces: i64, currency: Currency) -> Vec<GiftLine> {
    let line = |gift: &Gift| GiftLine {
        off: (gift.bp >= 100).then(|| w.basket.off.put((gift.bp + 50) / 100)),
        title: match gift.source {
            Source::Promotion(_) => named(w.lang, &gift.title),
            Source::Request(_) => w.basket.own_price.to_owned(),
        },
        pieces: (gift.pieces < pieces).then(|| w.basket.for_pieces.put(gift.pieces)),
        minor: w.basket.minus.put(Money::new(gift.minor, currency)),
        cut: gift.cut_by_floor,
    };
    gifts.iter().map(line).collect()
}
