//! Samples of the parts: full, empty, very long, unknown rating, unknown date. The page of components, the preview and the
//! test that renders every page live on them.

use super::{
    Blank, Comment, CommentState, Composer, Conflict, Findings, MediaItem, OrderLine, Piece, Presence, ProductLine,
    ReviewRow, Spread, Stars, Status, TemplateChoice,
};
use crate::web::{
    icons,
    words::{Lang, When, Words, age, when},
};

/// The moment at which all samples are looked at: 14 May 2026, 14:05 in Moscow.
pub const NOW: i64 = 1_778_756_700_000_000;
const HOUR: i64 = 3_600_000_000;

/// A name without a place to break, as some people choose them.
pub const LONG_NAME: &str = "Александра-Виктория Константинопольская-Преображенская";
/// A word that no line holds.
pub const LONG_WORD: &str = "Преподобнейшедостопочтеннейшегорассмотрительствующийоченьдлинноесловобезпробелов";
/// A product name at its longest.
pub const LONG_PRODUCT: &str = "Кроссовки беговые женские амортизирующие дышащие с сетчатым верхом и усиленной пяткой, весна-лето, \
     размер 42, цвет «полярный синий/лимонный», артикул-поставщика-2026-ПОЛЯРНЫЙ-ЛИМОННЫЙ-42-1";

/// When something was, that many hours before the samples' now.
pub fn hours_ago(w: &Words, hours: i64) -> Option<When> {
    when(w, NOW - hours * HOUR, NOW)
}

/// A span of that many hours in words.
pub fn hours(w: &Words, hours: i64) -> String {
    age(w, hours * HOUR)
}

/// A text in the sample's language.
pub const fn say(w: &Words, ru: &'static str, en: &'static str) -> &'static str {
    match w.lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// Products: usual, without picture and price, with a very long name.
pub fn products(w: &Words) -> Vec<ProductLine> {
    vec![
        product(1_834_402_117, say(w, "Кроссовки беговые «Север», 42", "Running shoes “Sever”, 42"), Some(1)),
        product(712_258_786, say(w, "Шапка из мериноса", "Merino hat"), None),
        product(9_223_372_036_854_775_806, LONG_PRODUCT, Some(2)),
        product(520_896_183, say(w, "Чайник электрический, 1,7 л", "Electric kettle, 1.7 l"), Some(3)),
        product(299_522_794, say(w, "Рюкзак городской, 22 л", "City backpack, 22 l"), Some(4)),
    ]
}

fn product(sku: i64, name: &str, picture: Option<u8>) -> ProductLine {
    ProductLine {
        sku,
        name: name.to_owned(),
        image: picture.map(|n| format!("/media/sample-{n}/thumb")),
        href: format!("/shop/p/{sku}"),
        price: picture.map(|_| "4\u{a0}990\u{a0}₽".to_owned()),
    }
}

/// Photos and a video.
pub fn media() -> Vec<MediaItem> {
    let photo = |n| MediaItem {
        href: format!("/media/sample-{n}"),
        thumb: Some(format!("/media/sample-{n}/thumb")),
        video: false,
    };
    vec![photo(5), photo(6), MediaItem { href: "/media/sample-7".into(), thumb: None, video: true }]
}

/// Review rows: urgent, answered, without rating and date, very long, on a cancelled order.
pub fn rows(w: &Words) -> Vec<ReviewRow> {
    let mut products = products(w).into_iter().cycle();
    let mut row = |id: &str, stars, status, author: &str, text: &str| ReviewRow {
        id: id.to_owned(),
        href: format!("/reviews/{id}"),
        stars: Stars(stars),
        status,
        author: author.to_owned(),
        when: hours_ago(w, 3),
        product: products.next().unwrap_or_else(|| product(1, "", None)),
        text: Piece::plain(text),
        media: Vec::new(),
        more_media: 0,
        waiting: None,
        urgent: false,
        answer: None,
        cancelled: false,
        pinned: false,
        edited: false,
        open: false,
    };
    let torn = say(
        w,
        "Порвались через неделю, подошва отклеилась. Просила возврат, магазин молчит. Размер при этом в размер, цвет как на фото, \
         но качество никуда не годится, второй раз не возьму.",
        "Torn after a week, the sole came off. I asked for a refund and the shop is silent. The size fits and the colour is as \
         shown, but the quality is no good at all.",
    );
    let mut all = vec![
        row("r1", Some(1), Status::New, say(w, "Мария К.", "Maria K."), torn),
        row(
            "r2",
            Some(2),
            Status::New,
            say(w, "Игорь", "Igor"),
            say(w, "Колется. Вернула бы, но срезала бирку.", "It itches. I would return it, but the tag is off."),
        ),
        row(
            "r3",
            Some(5),
            Status::Processed,
            say(w, "Олег", "Oleg"),
            say(w, "Лёгкие, нога не устаёт. Брал второй раз.", "Light, the foot does not tire. My second pair."),
        ),
        row(
            "r4",
            Some(4),
            Status::Viewed,
            say(w, "Анна Петрова", "Anna Petrova"),
            say(w, "Хороший чайник, но шнур коротковат.", "A good kettle, but the cord is short."),
        ),
        row(
            "r5",
            None,
            Status::Viewed,
            say(w, "Покупатель", "Buyer"),
            say(w, "Отличная сумка, вместительная", "Great bag, roomy"),
        ),
        row("r6", Some(3), Status::New, LONG_NAME, LONG_WORD),
        row("r7", Some(5), Status::New, say(w, "Света", "Sveta"), ""),
    ];
    if let [torn_row, itchy, praised, kettle, bag, long, _] = all.as_mut_slice() {
        torn_row.media = media();
        torn_row.more_media = 2;
        torn_row.waiting = Some(hours(w, 26));
        torn_row.urgent = true;
        let (hit, rest) = torn.split_at(say(w, "Порвались", "Torn").len());
        torn_row.text = vec![Piece { text: hit.into(), hit: true }, Piece { text: rest.into(), hit: false }];
        itchy.waiting = Some(hours(w, 5));
        itchy.urgent = true;
        itchy.when = hours_ago(w, 5);
        praised.answer = Some(
            say(
                w,
                "Олег, спасибо, что вернулись! Рады, что кроссовки не подводят.",
                "Oleg, thank you for coming back!",
            )
            .into(),
        );
        praised.when = hours_ago(w, 48);
        praised.pinned = true;
        kettle.edited = true;
        kettle.when = hours_ago(w, 26);
        bag.when = None;
        long.cancelled = true;
        long.when = hours_ago(w, 24 * 700);
    }
    all
}

/// Spreads: usual, empty, one rating.
pub fn spreads() -> Vec<Spread> {
    vec![
        Spread { average: Some("4,3".into()), counts: [14, 5, 9, 31, 128] },
        Spread::default(),
        Spread { average: Some("1,0".into()), counts: [1, 0, 0, 0, 0] },
    ]
}

/// Comments: public, pending, by the buyer, with a refused change.
pub fn comments(w: &Words) -> Vec<Comment> {
    let comment = |id: &str, author: &str, by_shop, text: &str| Comment {
        id: id.to_owned(),
        path: format!("/reviews/r1/comments/{id}"),
        query: String::new(),
        author: author.to_owned(),
        by_shop,
        when: hours_ago(w, 2),
        text: text.to_owned(),
        edited: false,
        state: CommentState::Public,
        can_edit: by_shop,
        can_delete: by_shop,
        edit_error: None,
        track: None,
        note: None,
    };
    let mut all = vec![
        comment(
            "c1",
            say(w, "Северная линия", "Northern Line"),
            true,
            say(
                w,
                "Мария, здравствуйте! Это брак, так быть не должно. Оформите возврат в заказе, деньги вернём сразу, а пару заберёт курьер.",
                "Hello Maria! This is a defect. Please start a return in the order: the money comes back at once.",
            ),
        ),
        comment("c2", say(w, "Мария К.", "Maria K."), false, say(w, "Спасибо, оформила.", "Thank you, done.")),
        comment(
            "c3",
            say(w, "Северная линия", "Northern Line"),
            true,
            say(
                w,
                "Вернули деньги сегодня утром. Простите за хлопоты.",
                "The money went back this morning. Sorry for the trouble.",
            ),
        ),
    ];
    if let [first, _, last] = all.as_mut_slice() {
        first.edited = true;
        last.state = CommentState::Pending(8);
        last.when = hours_ago(w, 0);
    }
    all
}

/// A composer at rest.
pub fn composer(w: &Words) -> Composer {
    let template = |id: &str, name: &str, text: &str, hole: Option<&str>| TemplateChoice {
        id: id.into(),
        name: name.into(),
        text: text.into(),
        hole: hole.map(Into::into),
        href: format!("/reviews/r1?template={id}"),
    };
    Composer {
        path: "/reviews/r1".into(),
        query: String::new(),
        text: String::new(),
        limit: 1_000,
        seen: "c3".into(),
        key: "k1".into(),
        templates: vec![
            template(
                "t1",
                say(w, "Извиниться и вернуть", "Apologise and refund"),
                say(
                    w,
                    "Мария, простите за эту пару. Оформите возврат в заказе, мы всё примем.",
                    "Maria, sorry about this pair. Please start a return.",
                ),
                None,
            ),
            template(
                "t2",
                say(w, "Благодарность", "Thanks"),
                say(w, "Спасибо за отзыв о товаре «{product}»!", "Thank you for reviewing “{product}”!"),
                Some("{product}"),
            ),
        ],
        mark_processed: Some(true),
        corrects: None,
        checked: false,
        findings: Findings::default(),
        error: None,
        conflict: None,
        presence: None,
    }
}

/// Composers: at rest, a draft while a colleague writes, refused, outrun by a colleague.
pub fn composers(w: &Words) -> Vec<Composer> {
    let draft = say(
        w,
        "Мария, здравствуйте! Нам очень жаль, что пара подвела.",
        "Hello Maria! We are very sorry about the pair.",
    );
    let with = |change: &dyn Fn(&mut Composer)| {
        let mut composer = composer(w);
        draft.clone_into(&mut composer.text);
        change(&mut composer);
        composer
    };
    vec![
        composer(w),
        with(&|c| c.presence = Some(Presence { name: say(w, "Анна", "Anna").into() })),
        with(&|c| c.error = Some(w.reviews.hole.put("{product}"))),
        with(&|c| {
            c.conflict = Some(Conflict {
                author: say(w, "Анна", "Anna").into(),
                when: hours_ago(w, 0),
                text: say(w, "Мария, возврат уже оформили за вас.", "Maria, we started the return for you.").into(),
            });
        }),
    ]
}

/// An order that was delivered and one that was cancelled.
pub fn orders(w: &Words) -> [OrderLine; 2] {
    [
        OrderLine { number: "39268230-0002-3".into(), state: w.reviews.order_delivered.into(), cancelled: false },
        OrderLine { number: "23281294-0063-1".into(), state: w.reviews.order_cancelled.into(), cancelled: true },
    ]
}

/// Blank states: nothing yet, nothing found, all done, failed.
pub fn blanks(w: &Words) -> Vec<Blank> {
    let r = &w.reviews;
    vec![
        Blank { icon: icons::INBOX, title: r.empty_title.into(), text: r.empty_text.into(), action: None },
        Blank {
            icon: icons::SEARCH,
            title: r.nothing_found.into(),
            text: r.nothing_found_text.into(),
            action: Some(("/reviews".into(), r.reset_filters.into())),
        },
        Blank { icon: icons::DONE_ALL, title: r.all_done_title.into(), text: r.all_done_text.into(), action: None },
        Blank {
            icon: icons::WARNING,
            title: w.errors.list_failed.into(),
            text: w.errors.list_failed_text.into(),
            action: Some((String::new(), w.common.retry.into())),
        },
    ]
}
