//! Deals past the marketplace: cancelling, buying and paying elsewhere, prices of other shops, paid reviews, codes.

use std::ops::Range;

use super::lexicon::Class;
use super::view::{Found, View, both};
use crate::moderation::{Reason, Subject};

/// All of them.
pub(super) fn see(subject: Subject, view: &View<'_>, found: &mut Found) {
    cancelling(subject, view, found);
    buying(view, found);
    paying(view, found);
    prices(view, found);
    bribes(view, found);
    threats(view, found);
    codes(view, found);
}

/// A request to cancel: of a shop always, of anybody where another way to buy is named.
fn cancelling(subject: Subject, view: &View<'_>, found: &mut Found) {
    let shops = matches!(subject, Subject::Answer | Subject::Comment);
    let elsewhere = |word: &Range<usize>, reach: usize| {
        view.near(word, Class::Direct, reach)
            .or_else(|| view.near(word, Class::OwnShop, reach))
            .or_else(|| view.near(word, Class::Cheaper, reach))
            .is_some()
    };
    for ask in view.each(Class::CancelAsk).filter(|ask| !view.told(ask)) {
        let order = view.near(ask, Class::Order, 25);
        if elsewhere(ask, 80) || (shops && order.is_some()) {
            let span = order.map_or(ask.clone(), |order| both(ask, order));
            found.add(view, Reason::CancelOrder, &view.words(&span));
        }
    }
    for word in view.each(Class::Cancel).filter(|word| !view.told(word)) {
        let sold = view.near(word, Class::Buy, 60).is_some();
        if sold && view.near(word, Class::Direct, 60).is_some() {
            found.add(view, Reason::CancelOrder, &view.words(word));
        }
    }
}

fn buying(view: &View<'_>, found: &mut Found) {
    for direct in view.each(Class::Direct) {
        let deal = view.before(direct, Class::Buy, 30).or_else(|| view.behind(direct, Class::Buy, 20));
        if let Some(deal) = deal.filter(|deal| !view.told(deal) && view.before(direct, Class::Not, 3).is_none()) {
            found.add(view, Reason::DirectDeal, &view.words(&both(deal, direct)));
        }
    }
}

fn paying(view: &View<'_>, found: &mut Found) {
    let ways = [
        (Class::SendMoney, Class::OutsideWay, 40),
        (Class::SendMoney, Class::PayWay, 40),
        (Class::SendMoney, Class::Money, 15),
        (Class::Pay, Class::OutsideWay, 30),
    ];
    for (ask, way, reach) in ways {
        if !view.all(&[ask, way]) {
            continue;
        }
        for word in view.each(ask).filter(|word| !view.told(word)) {
            if let Some(way) = view.near(word, way, reach) {
                found.add(view, Reason::OutsidePayment, &view.words(&both(word, way)));
            }
        }
    }
}

/// A bad review put against money.
fn threats(view: &View<'_>, found: &mut Found) {
    for bad in view.each(Class::BadReview) {
        let condition = view.before(bad, Class::If, 40);
        let wanted = view.near(bad, Class::Reward, 40).or_else(|| view.near(bad, Class::Discount, 30));
        if let (Some(condition), Some(wanted)) = (condition, wanted) {
            found.add(view, Reason::ReviewBribe, &view.words(&both(&both(condition, bad), wanted)));
        }
    }
}

/// A price in another shop, or a discount in one's own. That it is lower here is no advertisement for the other.
fn prices(view: &View<'_>, found: &mut Found) {
    let pairs =
        [(Class::Cheaper, Class::Elsewhere), (Class::Cheaper, Class::OwnShop), (Class::Discount, Class::OwnShop)];
    for (price, shop) in pairs {
        for word in view.each(price) {
            let shop = view.near(word, shop, 30).filter(|shop| !view.has_between(word, shop, Class::Than));
            if let Some(shop) = shop.filter(|_| view.before(word, Class::Not, 4).is_none()) {
                found.add(view, Reason::PriceElsewhere, &view.words(&both(word, shop)));
            }
        }
    }
}

fn bribes(view: &View<'_>, found: &mut Found) {
    if !view.has(Class::Review) || !(view.has(Class::Reward) || view.has(Class::Money)) {
        return;
    }
    for review in view.each(Class::Review) {
        let paid = view.before(review, Class::For, 25).filter(|word| {
            let because = word.start > 0 && view.text.byte(word.start - 1) == b'-';
            !because && view.before(word, Class::Thanks, 25).is_none() && !view.has_between(word, review, Class::This)
        });
        let asked = view.before(review, Class::ReviewAsk, 30).or_else(|| view.before(review, Class::ReviewChange, 25));
        let Some(cause) = paid.or(asked).filter(|cause| !view.told(cause)) else { continue };
        let span = both(cause, review);
        let reach = if paid.is_some() { 35 } else { 45 };
        if let Some(reward) = view.near(&span, Class::Reward, reach) {
            found.add(view, Reason::ReviewBribe, &view.words(&both(&span, reward)));
        } else if let Some(money) =
            view.before(&span, Class::Money, 15).or_else(|| view.behind(&span, Class::Money, 25))
        {
            found.add(view, Reason::ReviewBribe, &view.words(&both(&span, money)));
        }
    }
}

fn codes(view: &View<'_>, found: &mut Found) {
    for give in view.each(Class::Give).filter(|give| !view.told(give)) {
        let code = view.near(give, Class::Code, 25).filter(|code| view.near(code, Class::BySms, 35).is_some());
        let card = view.near(give, Class::CardData, 30);
        if let Some(secret) = code.or(card) {
            found.add(view, Reason::CodeRequest, &view.words(&both(give, secret)));
        }
    }
}
