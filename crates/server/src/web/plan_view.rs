//! What is shown of a promotion's terms in the cabinet and on the desk.

use domain::promotions::own::NO_END;
use domain::promotions::{Kind, Phase, State};
use domain::{Currency, Money, Timestamp};

use super::icons::{self, Icon};
use super::words::{PlanWords, Words, number, when};

/// A kind of promotion to choose.
#[derive(Clone, Debug)]
pub struct KindCard {
    /// Where it leads.
    pub href: String,
    /// Its sign.
    pub icon: Icon,
    /// Its name.
    pub label: &'static str,
    /// What it does.
    pub text: &'static str,
}

/// A promotion in a list.
#[derive(Clone, Debug)]
pub struct PlanCard {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// Its kind.
    pub kind: &'static str,
    /// Where it stands, and the tone of that.
    pub phase: (&'static str, &'static str),
    /// Its budget is used up.
    pub used_up: bool,
    /// From when until when.
    pub dates: String,
    /// How many products take part.
    pub products: String,
    /// The discount that it gave.
    pub given: Option<String>,
    /// How many products wait for a decision.
    pub waiting: Option<String>,
}

/// Something that can be done with it: the address's end, what it is called, its sign.
pub type Act = (&'static str, &'static str, Icon);

/// The name of a kind and what it does.
pub fn kind(p: &PlanWords, kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Discount => (p.kind_discount, p.kind_discount_text),
        Kind::StockDiscount => (p.kind_stock_discount, p.kind_stock_discount_text),
        Kind::Flash => (p.kind_flash, p.kind_flash_text),
        Kind::MultiBuy => (p.kind_multi_buy, p.kind_multi_buy_text),
        Kind::OrderDiscount => (p.kind_order_discount, p.kind_order_discount_text),
        Kind::MultiLevel => (p.kind_multi_level, p.kind_multi_level_text),
        Kind::Voucher => (p.kind_voucher, p.kind_voucher_text),
        Kind::CardDiscount => (p.kind_card_discount, p.kind_card_discount_text),
        Kind::Installment => (p.kind_installment, p.kind_installment_text),
    }
}

fn sign(kind: Kind) -> Icon {
    match kind {
        Kind::Discount | Kind::StockDiscount => icons::FLAG,
        Kind::Flash => icons::BOLT,
        Kind::MultiBuy => icons::BOX,
        Kind::OrderDiscount => icons::SHOP,
        Kind::MultiLevel => icons::CHART,
        Kind::Voucher => icons::KEY,
        Kind::CardDiscount => icons::SHIELD,
        Kind::Installment => icons::CLOCK,
    }
}

/// The kinds to choose from; each leads to `path` with its name.
pub fn kinds(p: &PlanWords, path: &str) -> Vec<KindCard> {
    let card = |it: &Kind| {
        let (label, text) = kind(p, *it);
        KindCard { href: format!("{path}?kind={}", it.as_str()), icon: sign(*it), label, text }
    };
    Kind::ALL.iter().map(card).collect()
}

/// The name of a phase and its tone.
pub fn phase(p: &PlanWords, phase: Phase) -> (&'static str, &'static str) {
    match phase {
        Phase::Draft => (p.phase_draft, ""),
        Phase::Scheduled => (p.phase_scheduled, "accent"),
        Phase::Running => (p.phase_running, "good"),
        Phase::Paused => (p.phase_paused, "warn"),
        Phase::Finished => (p.phase_finished, ""),
    }
}

/// From when until when, in words.
pub fn dates(w: &Words, starts_at: Timestamp, ends_at: Timestamp, now: i64) -> String {
    let at = |at: Timestamp| when(w, at.0, now).map(|when| when.full).unwrap_or_default();
    if ends_at == NO_END { at(starts_at) } else { format!("{} – {}", at(starts_at), at(ends_at)) }
}

/// What has come of it.
pub fn report(
    w: &Words,
    promotion: &app::queries::desk_promotions::Promotion,
    now_margin: Option<i64>,
) -> Vec<(&'static str, String)> {
    let (p, counted) = (&w.plans, &promotion.counted);
    let money = |minor: i64| Money::new(minor, promotion.currency).to_string();
    let mut all = vec![
        (p.pieces, number(u64::try_from(counted.pieces).unwrap_or(0))),
        (p.turnover, money(counted.turnover)),
        (p.given, money(counted.discount)),
    ];
    all.extend(now_margin.map(|margin| (p.margin, money(margin))));
    all.extend(promotion.budget.map(|budget| (p.spent, p.of.put2(money(counted.spent), money(budget)))));
    all
}

/// The discount that was given, for a card.
pub fn given(w: &Words, minor: i64, currency: Currency) -> Option<String> {
    (minor > 0).then(|| format!("{}: {}", w.plans.given, Money::new(minor, currency)))
}

/// What its owner can do with it now; stopping is asked twice and stands apart.
pub fn acts(p: &PlanWords, phase: Phase, state: State) -> Vec<Act> {
    match phase {
        Phase::Draft => vec![("publish", p.publish, icons::SEND), ("archive", p.archive, icons::ARCHIVE)],
        Phase::Scheduled | Phase::Running => vec![("pause", p.pause, icons::CLOCK)],
        Phase::Paused => vec![("publish", p.resume, icons::PLAY)],
        Phase::Finished if state != State::Archived => vec![("archive", p.archive, icons::ARCHIVE)],
        Phase::Finished => Vec::new(),
    }
}

/// The state that a verb leads to, and what is said after it.
pub fn verb(verb: &str) -> Option<(State, &'static str)> {
    Some(match verb {
        "publish" => (State::Published, "plan-published"),
        "pause" => (State::Paused, "plan-paused"),
        "stop" => (State::Stopped, "plan-stopped"),
        "archive" => (State::Archived, "plan-archived"),
        _ => return None,
    })
}

/// The phases of a list's chips.
pub const PHASES: [Phase; 5] = [Phase::Running, Phase::Scheduled, Phase::Paused, Phase::Draft, Phase::Finished];
