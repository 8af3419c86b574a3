//! The buyer's shop.

use super::{Sample, push};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Viewer},
    parts::{
        Blank, Chip, Field, Stars,
        samples::{self, LONG_NAME, LONG_PRODUCT, hours_ago, say},
    },
    shop::{
        orders::{OrderCard, OrderChat, OrderItem, OrdersPage},
        product::{Buy, Indexed, ProductPage, ShopAnswer, ShopReview, json_ld},
        products::{ProductTile, ProductsPage},
        review_form::{ReviewFormPage, Tracked},
    },
    words::{Lang, Speaks, Words, number},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    push(out, "shop", "full", products(lang, tiles(w), None));
    let nothing = Blank {
        icon: icons::SEARCH,
        title: w.shop.nothing_found.into(),
        text: w.shop.nothing_found_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    };
    push(out, "shop", "nothing", products(lang, Vec::new(), Some(nothing)));
    push(out, "card", "full", card(lang, reviews(w)));
    push(out, "card", "empty", card(lang, Vec::new()));
    push(out, "orders", "full", orders(lang, true));
    push(out, "orders", "empty", orders(lang, false));
    push(out, "leave", "new", form(lang, false, false));
    push(out, "leave", "refused", form(lang, false, true));
    push(out, "leave", "edit", form(lang, true, false));
}

/// A card with its reviews.
pub(super) fn full_card(lang: Lang) -> ProductPage {
    card(lang, reviews(lang.words()))
}

pub(super) fn shell(lang: Lang, tab: Tab, title: &str) -> Shell {
    let w = lang.words();
    let mut shell = Shell::new(lang, Surface::Shop, tab, title)
        .described(w.shop.description)
        .seen_by(Viewer { name: say(w, "Мария", "Maria").into(), shop: None });
    shell.new_notices = 3;
    shell.bell = Some("/shop/notices");
    shell
}

pub(super) fn chip(label: impl Into<String>, count: Option<u64>, on: bool) -> Chip {
    Chip { label: label.into(), count: count.map(number), href: "/shop".into(), on }
}

fn tiles(w: &Words) -> Vec<ProductTile> {
    let lines = samples::products(w);
    (0u64..3)
        .flat_map(|_| lines.clone())
        .zip([4u64, 0, 21, 1, 128, 5, 2, 14, 33, 1_204, 9, 7, 6, 3, 11])
        .map(|(line, count)| ProductTile {
            href: line.href,
            name: line.name,
            image: line.image,
            price: if count % 3 == 0 { super::basket::deal(w) } else { super::basket::plain(w, count % 2 == 0) },
            average: (count > 0).then(|| "4,6".to_owned()),
            reviews: w.shop.n_reviews.count(count),
        })
        .collect()
}

fn products(lang: Lang, tiles: Vec<ProductTile>, blank: Option<Blank>) -> ProductsPage {
    let w = lang.words();
    ProductsPage {
        w,
        shell: shell(lang, Tab::Products, w.shop.title),
        query: if blank.is_some() { "xyz".to_owned() } else { String::new() },
        next: (!tiles.is_empty()).then(|| "/shop?before=20".into()),
        tiles,
        blank,
    }
}

fn reviews(w: &Words) -> Vec<ShopReview> {
    let review = |id: &str, author: &str, stars, parts: Vec<(&'static str, String)>| ShopReview {
        id: id.into(),
        author: author.into(),
        stars: Stars(stars),
        when: hours_ago(w, 30),
        parts,
        media: Vec::new(),
        edited: false,
        pinned: false,
        useful: 0,
        voted: false,
        can_vote: true,
        edit_href: None,
        answers: Vec::new(),
    };
    let mut all = vec![
        review(
            "r3",
            say(w, "Олег", "Oleg"),
            Some(5),
            vec![(
                "",
                say(w, "Лёгкие, нога не устаёт. Брал второй раз.", "Light, the foot does not tire. My second pair.")
                    .into(),
            )],
        ),
        review(
            "r1",
            say(w, "Мария К.", "Maria K."),
            Some(2),
            vec![
                (w.shop.pros, say(w, "Цвет как на фото", "The colour is as shown").into()),
                (w.shop.cons, say(w, "Подошва отклеилась через неделю", "The sole came off after a week").into()),
                (w.shop.comment, say(w, "Жду возврата.", "Waiting for the refund.").into()),
            ],
        ),
        review("r5", LONG_NAME, None, vec![("", say(w, "Отличная сумка, вместительная", "Great bag, roomy").into())]),
    ];
    if let [praised, torn, unknown] = all.as_mut_slice() {
        praised.pinned = true;
        praised.useful = 21;
        praised.voted = true;
        torn.media = samples::media();
        torn.edited = true;
        torn.edit_href = Some("/shop/orders/39268230-0002-3/1834402117/review".into());
        torn.can_vote = false;
        torn.useful = 3;
        torn.answers = vec![ShopAnswer {
            author: say(w, "Северная линия", "Northern Line").into(),
            by_shop: true,
            when: hours_ago(w, 2),
            text: say(
                w,
                "Мария, это брак, так быть не должно. Оформите возврат в заказе, деньги вернём сразу.",
                "Maria, this is a defect. Please start a return, the money comes back at once.",
            )
            .into(),
        }];
        unknown.when = None;
    }
    all
}

fn card(lang: Lang, reviews: Vec<ShopReview>) -> ProductPage {
    let w = lang.words();
    let full = !reviews.is_empty();
    let name = if full {
        say(w, "Кроссовки беговые «Север», 42", "Running shoes “Sever”, 42")
    } else {
        LONG_PRODUCT
    };
    let mut page = ProductPage {
        w,
        shell: shell(lang, Tab::Products, name).described(w.shop.product_description.put(name)),
        sku: 1_834_402_117,
        name: name.into(),
        images: if full { [1, 2, 3].map(|n| format!("/media/sample-{n}")).into() } else { Vec::new() },
        price: if full { super::basket::deal(w) } else { super::basket::plain(w, false) },
        buy: if full { Buy::Basket } else { Buy::NoneLeft },
        seller: say(w, "Северная линия", "Northern Line").into(),
        category: say(w, "Обувь", "Shoes").into(),
        about: say(
            w,
            "Лёгкие кроссовки для ежедневных пробежек. Верх из дышащей сетки, подошва держит на мокром асфальте.",
            "Light shoes for daily runs.",
        )
        .into(),
        total: if full { 187 } else { 0 },
        spread: if full { samples::spreads().remove(0) } else { samples::spreads().remove(1) },
        filters: vec![
            chip(w.shop.filter_all, Some(187), true),
            chip("5★", Some(128), false),
            chip("4★", Some(31), false),
            chip("1★", Some(14), false),
            chip(w.shop.filter_photo, Some(9), false),
        ],
        sorts: vec![chip(w.shop.sort_useful, None, true), chip(w.shop.sort_new, None, false)],
        tabs: tabs(w, if full { 187 } else { 0 }, if full { 21 } else { 0 }, false),
        asked: None,
        faq: None,
        next: full.then(|| "/shop/p/1834402117?before=5".into()),
        reviews,
        ask_shop: full.then(|| "/shop/p/1834402117/chat".into()),
        leave_href: full.then(|| "/shop/orders/39268230-0002-3/1834402117/review".into()),
        json_ld: String::new(),
    };
    page.json_ld =
        json_ld(&Indexed { page: &page, price: Some("4990.00".into()), average: full.then(|| "4.3".into()) });
    page
}

/// A dispute about the first item, none about the second, none possible while the order is on its way.
fn chat(w: &Words, number: &str, at: usize, open: bool) -> OrderChat {
    let dispute = ("/shop/chats/c1".to_owned(), "warn", w.shop_chats.dispute_answered);
    OrderChat {
        action: format!("/shop/orders/{number}/1/chat"),
        open: at == 0,
        dispute_href: open.then(|| format!("/shop/orders/{number}/1/dispute")),
        dispute: (open && at == 0).then_some(dispute),
    }
}

fn orders(lang: Lang, full: bool) -> OrdersPage {
    let w = lang.words();
    let products = samples::products(w);
    let order = |number: &str, state, cancelled, stars: Option<u8>, open: bool| OrderCard {
        number: number.into(),
        state,
        cancelled,
        when: hours_ago(w, 50),
        items: products
            .iter()
            .take(if open { 2 } else { 1 })
            .enumerate()
            .map(|(i, product)| OrderItem {
                product: product.clone(),
                review_href: open.then(|| format!("/shop/orders/{number}/{}/review", product.sku)),
                stars: stars.filter(|_| i == 0).map(|stars| Stars(Some(stars))),
                chat: Some(chat(w, number, i, open)),
                held: stars.filter(|_| i == 0).map(|_| ("warn", w.asking.review_waiting)),
            })
            .collect(),
    };
    OrdersPage {
        w,
        shell: shell(lang, Tab::Orders, w.shop.orders_title),
        orders: if full {
            vec![
                order("39268230-0002-3", w.shop.order_delivered, false, Some(4), true),
                order("23281294-0063-1", w.shop.order_cancelled, true, None, true),
                order("44000121-0001-1", w.shop.order_on_way, false, None, false),
            ]
        } else {
            Vec::new()
        },
        blank: (!full).then(|| Blank {
            icon: icons::BOX,
            title: w.shop.no_orders.into(),
            text: w.shop.no_orders_text.into(),
            action: Some(("/shop".into(), w.shop.all_products.into())),
        }),
    }
}

fn form(lang: Lang, editing: bool, refused: bool) -> ReviewFormPage {
    let w = lang.words();
    let field = |typed: &str| if editing || refused { Field::of(typed) } else { Field::default() };
    ReviewFormPage {
        w,
        shell: shell(lang, Tab::Orders, if editing { w.shop.edit_review } else { w.shop.leave_review }),
        action: "/shop/orders/39268230-0002-3/1834402117/review".into(),
        product: samples::products(w).remove(0),
        editing,
        cancelled: refused,
        stars: if editing { 4 } else { 0 },
        stars_error: refused.then(|| w.shop.rate.into()),
        pros: field(say(w, "Цвет как на фото", "The colour is as shown")),
        cons: Field::default(),
        comment: if refused {
            Field::refused(say(w, "Жду возврата.", "Waiting."), w.reviews.too_long.put(12))
        } else {
            field(say(w, "Жду возврата.", "Waiting."))
        },
        media: if editing {
            samples::media().into_iter().enumerate().map(|(i, item)| (format!("m{i}"), item)).collect()
        } else {
            Vec::new()
        },
        media_error: refused.then(|| w.errors.too_large.into()),
        limit: 1_000,
        track: editing.then(|| Tracked { id: "r1".into(), track: super::asking::refused(w) }),
        key: "k1".into(),
    }
}

pub(super) fn tabs(w: &Words, reviews: u64, questions: u64, asked: bool) -> Vec<Chip> {
    let href = "/shop/p/1834402117";
    vec![
        Chip { href: href.into(), ..chip(w.shop.reviews, Some(reviews), !asked) },
        Chip { href: format!("{href}?tab=questions"), ..chip(w.asking.tab, Some(questions), asked) },
    ]
}
