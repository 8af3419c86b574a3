//! A promotion's terms in words: kind, phase, dates, conditions, what it gives.

use app::pricing::Running;
use app::queries::promotions::Card;
use domain::promotions::admission::Terms;
use domain::promotions::benefit::{Benefit, Cut};
use domain::promotions::condition::{Condition, Segment};
use domain::promotions::{Enrol, Funding, Kind, Phase};
use domain::{Currency, Lang, Money};

use super::promotions_list::Announced;
use crate::web::parts::Clock;
use crate::web::words::{Phrase, Words, clock as clock_of, day_of, when};

/// A kind in words.
pub const fn kind(w: &Words, kind: Kind) -> &'static str {
    let p = &w.promotions;
    match kind {
        Kind::Discount => p.kind_discount,
        Kind::StockDiscount => p.kind_stock_discount,
        Kind::Flash => p.kind_flash,
        Kind::MultiBuy => p.kind_multi_buy,
        Kind::OrderDiscount => p.kind_order_discount,
        Kind::MultiLevel => p.kind_multi_level,
        Kind::Voucher => p.kind_voucher,
        Kind::CardDiscount => p.kind_card_discount,
        Kind::Installment => p.kind_installment,
    }
}

/// Where it stands, in words and as a tone.
pub const fn phase(w: &Words, phase: Phase) -> (&'static str, &'static str) {
    let p = &w.promotions;
    match phase {
        Phase::Draft => (p.phase_draft, ""),
        Phase::Scheduled => (p.phase_scheduled, "accent"),
        Phase::Running => (p.phase_running, "good"),
        Phase::Paused => (p.phase_paused, "warn"),
        Phase::Finished => (p.phase_finished, ""),
    }
}

/// Who pays.
pub const fn payer(w: &Words, funding: Funding) -> &'static str {
    match funding {
        Funding::Seller => w.promotions.payer_seller,
        Funding::Marketplace => w.promotions.payer_marketplace,
    }
}

/// A name in the reader's language; a seller's own promotion has one name.
pub fn said(lang: Lang, both: &(String, String)) -> &str {
    match lang {
        Lang::En if !both.1.is_empty() => &both.1,
        Lang::Ru | Lang::En => &both.0,
    }
}

/// Hundredths of a percent as a percentage: "15", "12,5".
pub fn percent(w: &Words, bp: i64) -> String {
    let sign = match w.lang {
        Lang::Ru => ',',
        Lang::En => '.',
    };
    let minus = if bp < 0 { "−" } else { "" };
    let (whole, rest) = (bp.unsigned_abs() / 100, bp.unsigned_abs() % 100);
    match rest {
        0 => format!("{minus}{whole}"),
        rest if rest % 10 == 0 => format!("{minus}{whole}{sign}{}", rest / 10),
        rest => format!("{minus}{whole}{sign}{rest:02}"),
    }
}

/// A sum or a percentage as a field holds it: "1190", "1190,50".
pub fn typed(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{},{:02}", hundredths / 100, rest.abs()),
    }
}

/// A percentage as a field holds it: "15", "12,5".
pub fn typed_percent(bp: i64) -> String {
    let text = typed(bp);
    if bp % 100 == 0 { text } else { text.trim_end_matches('0').to_owned() }
}

/// A sum on a page.
pub fn money(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).to_string()
}

/// What runs out: its beginning or its end, and how that is said.
pub fn clock(w: &Words, card: &Card, now: i64) -> (Option<Clock>, Phrase) {
    let promotion = &card.running.promotion;
    match card.phase {
        Phase::Scheduled => (Clock::until(w, promotion.starts_at.0, now), w.promotions.starts_in),
        Phase::Running | Phase::Paused => (Clock::until(w, promotion.ends_at.0, now), w.promotions.ends_in),
        Phase::Draft | Phase::Finished => (None, w.promotions.ends_in),
    }
}

/// "12 мая – 26 мая"; within a day "12 мая, 10:00 – 14:00".
pub fn dates(w: &Words, running: &Running, now: i64) -> String {
    let (starts, ends) = (running.promotion.starts_at.0, running.promotion.ends_at.0);
    let (first, last) = (day_of(w, starts, now), day_of(w, ends, now));
    if first == last {
        return w.promotions.agreed_to.put2(first, w.promotions.between.put2(clock_of(starts), clock_of(ends)));
    }
    w.promotions.between.put2(first, last)
}

/// "12 мая 2026, 10:00 – 26 мая 2026, 23:59"
pub fn moments(w: &Words, running: &Running, now: i64) -> String {
    let told = |at: i64| when(w, at, now).map_or_else(|| w.common.date_unknown.to_owned(), |when| when.full);
    w.promotions.between.put2(told(running.promotion.starts_at.0), told(running.promotion.ends_at.0))
}

/// What must hold, and what it gives where that is no price of a product.
pub fn terms(w: &Words, running: &Running) -> Vec<String> {
    let currency = running.promotion.currency;
    let mut all: Vec<String> = benefit(w, &running.benefit, currency).into_iter().collect();
    all.extend(running.conditions.iter().map(|one| condition(w, one, currency)));
    all
}

fn benefit(w: &Words, benefit: &Benefit, currency: Currency) -> Option<String> {
    let p = &w.promotions;
    match benefit {
        Benefit::Price | Benefit::Nothing => None,
        Benefit::Percent { bp } => Some(p.benefit_percent.put(percent(w, *bp))),
        Benefit::Amount { minor } => Some(p.benefit_amount.put(money(*minor, currency))),
        Benefit::Nth { take, pay } => Some(p.benefit_nth.put2(take, pay)),
        Benefit::Steps { steps } => {
            let mut steps = steps.clone();
            steps.sort_by_key(|step| step.from_minor);
            let cut = |cut: Cut| match cut {
                Cut::Percent(bp) => format!("{}\u{a0}%", percent(w, bp)),
                Cut::Amount(minor) => money(minor, currency),
            };
            let said = steps.iter().map(|step| p.benefit_step.put2(money(step.from_minor, currency), cut(step.cut)));
            Some(said.collect::<Vec<_>>().join(", "))
        }
    }
}

fn condition(w: &Words, condition: &Condition, currency: Currency) -> String {
    let p = &w.promotions;
    match condition {
        Condition::MinDiscount { bp } => p.need_discount.put(percent(w, *bp)),
        Condition::MinStock { pieces } => p.need_stock.put(pieces),
        Condition::Categories { names } => p.need_categories.put(names.join(", ")),
        Condition::OrderSum { minor } => p.need_order.put(money(*minor, currency)),
        Condition::Pieces { n } => p.need_pieces.put(n),
        Condition::Segment { segment } => segment_said(w, *segment).to_owned(),
        Condition::Code => p.condition_code.to_owned(),
    }
}

const fn segment_said(w: &Words, segment: Segment) -> &'static str {
    let p = &w.promotions;
    match segment {
        Segment::New => p.condition_new_buyers,
        Segment::Returning => p.condition_returning,
        Segment::Listed => p.condition_listed,
        Segment::Business => p.condition_business,
        Segment::Card => p.condition_card,
    }
}

/// Prices only fall and pieces only grow by now.
pub fn frozen(w: &Words, terms: &Terms, now: i64) -> Option<String> {
    let at = terms.freeze_at.filter(|at| at.0 <= now)?;
    Some(w.promotions.is_frozen.put(day_of(w, at.0, now)))
}

/// An enrolment that is to come.
pub fn announced(w: &Words, card: &Card, now: i64, may: bool) -> Option<Announced> {
    let p = &w.promotions;
    let promotion = &card.running.promotion;
    let at = promotion.auto_add_at.filter(|at| at.0 > now)?;
    let contract = promotion.enrol == Enrol::Contract;
    let path = format!("/promotions/{}", promotion.id);
    let count = u64::try_from(card.autos).unwrap_or(0);
    Some(Announced {
        title: said(w.lang, &promotion.title).to_owned(),
        href: path.clone(),
        when: p.enrolled_on.put(day_of(w, at.0, now)),
        clock: Clock::until(w, at.0, now),
        what: if count > 0 { p.auto_of.put(p.n_products.count(count)) } else { p.auto_none.to_owned() },
        silence: if contract { p.enrol_contract } else { p.enrol_ask },
        contract,
        decline: (may && count > 0).then(|| format!("{path}/decline")),
        agree: (may && count == 0).then(|| format!("{path}/agree")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::{EN, RU};

    #[test]
    fn a_percentage_has_no_more_digits_than_it_needs() {
        assert_eq!([1_500, 1_250, 2_013, 5, -300].map(|bp| percent(&RU, bp)), ["15", "12,5", "20,13", "0,05", "−3"]);
        assert_eq!(percent(&EN, 1_250), "12.5");
        assert_eq!([1_500, 1_250, 2_013, 10_000, 0].map(typed_percent), ["15", "12,5", "20,13", "100", "0"]);
        assert_eq!([119_000, 119_050, 5].map(typed), ["1190", "1190,50", "0,05"]);
    }
}
