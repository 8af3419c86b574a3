//! Sellers' own promotions and the desk's: lists, kinds, forms with their worst case and refused, one of each.

use app::pricing::Running;
use app::queries::desk_promotions::{Nominated, Promotion, Reach, Seen};
use app::queries::own_promotions::Own;
use domain::promotions::benefit::{Cut, Step};
use domain::promotions::marketplace::Frame;
use domain::promotions::own::{CodeSort, Codes, Gives, Plan};
use domain::promotions::{Enrol, Funding, Kind, Phase, State};
use domain::{Currency, PromotionId, SellerId, Timestamp};

use super::{Sample, desk::shell, push, seller};
use crate::web::{
    cabinet::own_promotions::{self as own, CodesView, OwnPage},
    cabinet::own_promotions_form::{KindsPage, Subject, form},
    desk::promotions::{self as desk, PromotionsPage, Waiting},
    icons,
    layout::{Tab, Theme},
    parts::{
        Blank,
        samples::{LONG_NAME, LONG_PRODUCT, NOW},
    },
    plan_form::{Typed, fill, worst},
    plan_view::kinds,
    words::{Lang, Speaks, Words},
};

const DAY: i64 = 86_400_000_000;

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    push(samples, "own-promotions", "full", list(w, lang, true));
    push(samples, "own-promotions", "empty", list(w, lang, false));
    let shell = || seller(lang, Tab::Promotions, w.plans.new);
    let kinds = kinds(&w.plans, "/promotions/own/new");
    push(samples, "own-promotion", "kinds", KindsPage { w, shell: shell(), back: "/promotions/own", kinds });
    let subject = Subject { kind: Kind::MultiLevel, there: None, currency: Currency::Rub };
    push(samples, "own-promotion", "form", form(w, shell(), &subject, &Typed::default(), None, None));
    let steps = plan(w, steps());
    let cost = Some(worst(w, &steps, Currency::Rub));
    push(samples, "own-promotion", "worst", form(w, shell(), &subject, &fill(&steps), None, cost));
    let voucher = Subject { kind: Kind::Voucher, ..subject };
    let told = Some((Some("discount"), w.errors.not_found.to_owned()));
    let mut refused = form(w, shell(), &voucher, &fill(&plan(w, code())), told, None);
    refused.shell.theme = Theme::Dark;
    push(samples, "own-promotion", "refused", refused);
    push(samples, "own-promotion", "voucher", one(w, lang, code(), Phase::Running, true));
    push(samples, "own-promotion", "draft", one(w, lang, Gives::Discount { min: 1_500 }, Phase::Draft, true));
    push(samples, "own-promotion", "looks", one(w, lang, Gives::MultiBuy { take: 3, pay: 2 }, Phase::Finished, false));
    push(samples, "desk-promotions", "full", marketplace(w, true));
    push(samples, "desk-promotions", "empty", marketplace(w, false));
    push(samples, "desk-promotion", "draft", of_desk(w, Phase::Draft, true));
    push(samples, "desk-promotion", "running", of_desk(w, Phase::Running, true));
    push(samples, "desk-promotion", "looks", of_desk(w, Phase::Finished, false));
}

fn steps() -> Gives {
    let step = |from_minor, bp| Step { from_minor, cut: Cut::Percent(bp) };
    Gives::MultiLevel { steps: vec![step(200_000, 500), step(400_000, 950)] }
}

fn code() -> Gives {
    Gives::Voucher { cut: Cut::Amount(30_000), from: 200_000 }
}

fn plan(w: &Words, gives: Gives) -> Plan {
    let codes = Codes { sort: CodeSort::Once, count: 250, ..Codes::default() };
    let is_voucher = matches!(gives, Gives::Voucher { .. });
    Plan {
        title: w.plans.kind_discount.to_owned(),
        starts_at: Timestamp(NOW - 2 * DAY),
        ends_at: Timestamp(NOW + 9 * DAY),
        gives,
        segment: None,
        budget: Some(5_000_000),
        codes: is_voucher.then_some(codes),
    }
}

fn running(plan: &Plan, title: &str, seller: i64, phase: Phase) -> Running {
    let state = match phase {
        Phase::Draft => State::Draft,
        Phase::Paused => State::Paused,
        Phase::Finished => State::Stopped,
        Phase::Scheduled | Phase::Running => State::Published,
    };
    let promotion = Promotion {
        seller: SellerId(seller),
        id: PromotionId(9_300_000_000_000_001),
        kind: plan.gives.kind(),
        title: (title.to_owned(), title.to_owned()),
        description: (String::new(), String::new()),
        state,
        funding: Funding::Seller,
        conditions: "[]".to_owned(),
        benefit: plan.gives.benefit().to_json(),
        currency: Currency::Rub,
        starts_at: plan.starts_at,
        ends_at: plan.ends_at,
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
        nominates: seller == 0,
        budget: plan.budget,
        codes: None,
        created_by: "staff:1".to_owned(),
        created_at: plan.starts_at,
        version: 3,
        counted: app::queries::desk_promotions::Counted {
            joined: 21,
            pieces: 134,
            turnover: 15_946_000,
            discount: 2_814_000,
            cost: 9_100_000,
            spent: 2_814_000,
        },
    };
    Running { promotion, benefit: plan.gives.benefit(), conditions: plan.conditions() }
}

fn sample(w: &Words, gives: Gives, title: &str, phase: Phase) -> Own {
    let plan = plan(w, gives);
    Own { running: running(&plan, title, 1_001, phase), used_up: phase == Phase::Paused, plan, phase }
}

fn list(w: &'static Words, lang: Lang, full: bool) -> OwnPage {
    let p = &w.plans;
    let all = [
        sample(w, code(), p.kind_voucher, Phase::Running),
        sample(w, steps(), p.kind_multi_level, Phase::Scheduled),
        sample(w, Gives::MultiBuy { take: 3, pay: 2 }, LONG_PRODUCT, Phase::Paused),
        sample(w, Gives::Flash { min: 3_000 }, p.kind_flash, Phase::Draft),
        sample(w, Gives::Installment, p.kind_installment, Phase::Finished),
    ];
    let all = if full { all.as_slice() } else { &[] };
    let phases: Vec<Phase> = all.iter().map(|own| own.phase).collect();
    let blank = Blank {
        icon: icons::BOX,
        title: p.none.into(),
        text: p.none_text.into(),
        action: Some(("/promotions/own/new".into(), p.new.into())),
    };
    OwnPage {
        w,
        shell: seller(lang, Tab::Promotions, p.own),
        chips: own::chips(w, "/promotions/own", &phases, None),
        cards: all.iter().map(|it| own::card(w, it, NOW)).collect(),
        blank: (!full).then_some(blank),
        may: true,
    }
}

fn one(w: &'static Words, lang: Lang, gives: Gives, phase: Phase, may: bool) -> own::OnePage {
    let own = sample(w, gives, w.plans.kind_voucher, phase);
    let codes = own.codes().map(|_| CodesView {
        count: w.plans.n_codes.count(250),
        first: vec![("K7Q2M9XTRA".into(), 1), ("B4HJW8NPZC".into(), 0), ("X9YQ3LKD7F".into(), 0)],
        href: "/promotions/codes/1/x".into(),
    });
    own::page(w, seller(lang, Tab::Promotions, w.plans.own), &own, codes, may, NOW)
}

fn seen(w: &Words, phase: Phase) -> Seen {
    let plan = plan(w, Gives::Discount { min: 1_500 });
    let frame = Frame {
        title_en: w.plans.desk.to_owned(),
        description: (String::new(), String::new()),
        funding: Funding::Seller,
        min_stock: Some(5),
        categories: vec![w.plans.products.to_owned()],
        freeze_at: Some(Timestamp(NOW + DAY)),
        auto_add_at: Some(Timestamp(NOW + 8 * DAY)),
        enrol: Enrol::Contract,
        nominates: true,
        plan: plan.clone(),
    };
    Seen { running: running(&plan, w.plans.desk, 0, phase), frame, phase, used_up: false }
}

fn marketplace(w: &'static Words, full: bool) -> PromotionsPage {
    let all = [seen(w, Phase::Running), seen(w, Phase::Scheduled), seen(w, Phase::Draft), seen(w, Phase::Finished)];
    let all = if full { all.as_slice() } else { &[] };
    let phases: Vec<Phase> = all.iter().map(|seen| seen.phase).collect();
    let blank =
        Blank { icon: icons::BOX, title: w.plans.desk_none.into(), text: w.plans.desk_none_text.into(), action: None };
    PromotionsPage {
        w,
        shell: shell(w, Tab::DeskPromotions, w.plans.desk),
        chips: own::chips(w, "/desk/promotions", &phases, None),
        cards: all.iter().map(|it| desk::card(w, it, NOW)).collect(),
        blank: (!full).then_some(blank),
        may: full,
    }
}

fn of_desk(w: &'static Words, phase: Phase, may: bool) -> desk::PromotionPage {
    let reach = Reach { products: 1_284, shops: 21, discount: 48_120_000, more: true };
    let reach = (phase == Phase::Draft).then_some(reach);
    let none: &[Nominated] = &[];
    let shell = shell(w, Tab::DeskPromotions, w.plans.desk);
    let mut page = desk::page(w, shell, &seen(w, phase), reach, none, may, NOW);
    let waiting = |product: &str, shop: &str| Waiting {
        product: product.to_owned(),
        shop: shop.to_owned(),
        price: "1\u{a0}190\u{a0}₽ → 990\u{a0}₽".to_owned(),
        href: "/desk/promotions/1/products/1/1".to_owned(),
    };
    if phase == Phase::Running {
        page.nominated = vec![waiting(LONG_PRODUCT, LONG_NAME), waiting(w.plans.products, LONG_NAME)];
        page.shell.theme = Theme::Dark;
    }
    page
}
