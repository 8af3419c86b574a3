//! The seller's cabinet.

use super::{Sample, dark, push, seller};
use crate::web::{
    cabinet::{
        bulk::{BulkItem, BulkPage, BulkProgress},
        home::{HomePage, Need, NoSelection},
        list_view,
        review::{EarlierReview, ReportForm, ReviewView},
        review_view,
        reviews_list::{ReviewList, ReviewsPage},
        reviews_query::ReviewsQuery,
        sign_in::SignInPage,
    },
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{
        Blank, BulkBar, Chip, Choice, Composer, Filters, Group, Piece, Stars, Status,
        samples::{self, LONG_NAME, hours_ago, say},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    home(lang, out);
    reviews(lang, out);
    bulk(lang, out);
    super::menu::add(lang, out);
    for (state, refused) in [("link", false), ("refused", true)] {
        let shell =
            Shell::new(lang, Surface::Plain, Tab::Nowhere, w.menu.sign_in_title).described(w.menu.sign_in_description);
        push(out, "sign-in", state, SignInPage { w, shell, refused });
    }
}

fn home(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let r = &w.reviews;
    let page = |full: bool| HomePage {
        w,
        shell: seller(lang, Tab::Home, w.common.home),
        needs: vec![
            Need {
                icon: icons::WARNING,
                count: 5,
                label: r.n_low_unanswered.form(5),
                note: Some(r.waiting_longest.put(samples::hours(w, 26))),
                href: "/reviews?stars=1,2&answered=0",
                tone: "bad",
            },
            Need {
                icon: icons::QUESTION,
                count: 21,
                label: w.questions.n_need.form(21),
                note: None,
                href: "/questions?stage=new,viewed,refused",
                tone: "",
            },
            Need {
                icon: icons::FLAG,
                count: 1,
                label: w.questions.n_refused.form(1),
                note: None,
                href: "/questions?stage=refused",
                tone: "warn",
            },
            Need {
                icon: icons::INBOX,
                count: 12,
                label: r.n_new_reviews.form(12),
                note: None,
                href: "/reviews?status=new",
                tone: "",
            },
            Need {
                icon: icons::CLOCK,
                count: 1_204,
                label: r.n_unanswered.form(1_204),
                note: None,
                href: "/reviews?answered=0&sort=waiting",
                tone: "",
            },
        ],
        blank: (!full).then(|| Blank {
            icon: icons::DONE_ALL,
            title: r.all_answered_title.into(),
            text: r.all_answered_text.into(),
            action: None,
        }),
        rows: samples::rows(w).into_iter().take(2).collect(),
        rating: full.then(|| "4,6".into()),
        stars: Stars(Some(5)),
        spread: samples::spreads().remove(usize::from(!full)),
        answered: full.then(|| "94\u{a0}%".into()),
        line: full
            .then(|| "0,30 20,28 40,24 60,26 80,20 100,18 120,22 140,16 160,14 180,15 200,12 220,10 240,9".into()),
        median: full.then(|| samples::hours(w, 3)),
        list: NoSelection::default(),
    };
    push(out, "home", "full", page(true));
    push(out, "home", "done", page(false));
}

fn chip(label: &str, count: u64, on: bool) -> Chip {
    Chip { label: label.into(), count: Some(count.to_string()), href: "/reviews?status=new".into(), on }
}

/// The list with its seven rows.
fn list(w: &'static Words) -> ReviewList {
    let r = &w.reviews;
    let tri = |yes: &str, no: &str| {
        vec![Choice::new("", w.common.any, true), Choice::new("1", yes, false), Choice::new("0", no, false)]
    };
    let stars = (1..=5).map(|n| Choice::new(n.to_string(), format!("{n}★"), false));
    let statuses = vec![
        Choice::new("", w.common.all, true),
        Choice::new("new", r.status_new, false),
        Choice::new("viewed", r.status_viewed, false),
        Choice::new("processed", r.status_processed, false),
    ];
    let orders = vec![
        Choice::new("", w.common.any, true),
        Choice::new("delivered", r.order_delivered, false),
        Choice::new("cancelled", r.order_cancelled, false),
    ];
    ReviewList {
        segments: list_view::segments(w, [Some(128), Some(14)], "/reviews"),
        chips: vec![
            chip(r.chip_all, 128, true),
            chip(r.chip_new, 12, false),
            chip(r.chip_low, 5, false),
            chip(r.chip_unanswered, 44, false),
            chip(r.chip_media, 31, false),
        ],
        filters: Filters {
            groups: vec![
                Group::many("stars", r.stars, stars.collect()),
                Group::one("status", r.status, statuses),
                Group::one("answered", r.answer, tri(r.answered_filter, r.unanswered_filter)),
                Group::one("text", r.text, tri(r.with_text, r.without_text)),
                Group::one("media", r.media, tri(r.with_media, r.without_media)),
                Group::one("order", r.order, orders),
            ],
            categories: vec![Choice::new("shoes", say(w, "Обувь", "Shoes"), false)],
            ..Filters::default()
        },
        note: Some(r.sort_important_why.into()),
        select_href: Some("/reviews?select=1".into()),
        rows: samples::rows(w),
        next: Some("/reviews?before=42".into()),
        ..ReviewsQuery::default().frame(w)
    }
}

fn blank_list(w: &'static Words, blank: Blank) -> ReviewList {
    ReviewList { rows: Vec::new(), next: None, note: None, blank: Some(blank), ..list(w) }
}

fn view(w: &'static Words, composer: Option<Composer>) -> ReviewView {
    let r = &w.reviews;
    let row = samples::rows(w).remove(0);
    let [order, _] = samples::orders(w);
    ReviewView {
        id: row.id,
        query: String::new(),
        back_href: "/reviews".into(),
        initials: ReviewView::initials_of(&row.author),
        author: row.author,
        stars: row.stars,
        when: row.when,
        status: Status::Viewed,
        waiting: Some(samples::hours(w, 26)),
        order: Some(order),
        cancelled_note: false,
        parts: vec![
            (
                r.pros,
                Piece::plain(say(w, "Цвет как на фото, размер в размер.", "The colour is as shown, the size fits.")),
            ),
            (r.comment, row.text),
        ],
        media: samples::media(),
        edited: true,
        pinned: false,
        reported: false,
        product: row.product,
        spread: samples::spreads().remove(0),
        thread: samples::comments(w),
        earlier: vec![EarlierReview {
            href: "/reviews/r9".into(),
            stars: Stars(Some(5)),
            when: hours_ago(w, 2_000),
            product: say(w, "Шапка из мериноса", "Merino hat").into(),
            text: say(w, "Тёплая, не колется, спасибо!", "Warm, does not itch, thanks!").into(),
        }],
        mark: Some(("processed", r.mark_processed)),
        can_pin: true,
        can_unpin: false,
        can_report: true,
        write: Some(("0123-4567-1".into(), Some(1_834_402_117))),
        report: ReportForm { reasons: review_view::reasons(w, ""), ..ReportForm::default() },
        composer,
    }
}

fn reviews(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let page = |list: ReviewList, review: Option<ReviewView>| ReviewsPage {
        w,
        shell: seller(lang, Tab::Reviews, w.reviews.title).described(w.reviews.description),
        list: ReviewList { heads_page: review.is_none(), ..list },
        review,
    };
    push(out, "reviews", "full", page(list(w), None));
    for (state, blank) in ["empty", "nothing", "done", "failed"].into_iter().zip(samples::blanks(w)) {
        push(out, "reviews", state, page(blank_list(w, blank), None));
    }
    let mut selecting = list(w);
    selecting.bulk =
        Some(BulkBar { templates: vec![Choice::new("t1", say(w, "Благодарность", "Thanks"), false)] });
    push(out, "reviews", "selecting", page(selecting, None));

    for (state, composer) in ["full", "presence", "refused", "conflict"].into_iter().zip(samples::composers(w)) {
        let mut open = list(w);
        if let Some(row) = open.rows.first_mut() {
            row.open = true;
        }
        push(out, "review", state, page(open, Some(view(w, Some(composer)))));
    }
    let mut bare = view(w, Some(samples::composer(w)));
    bare.stars = Stars(None);
    bare.when = None;
    bare.author = LONG_NAME.into();
    bare.parts = Vec::new();
    bare.media = Vec::new();
    bare.thread = Vec::new();
    bare.earlier = Vec::new();
    bare.order = Some(samples::orders(w)[1].clone());
    bare.cancelled_note = true;
    bare.product = samples::products(w).remove(2);
    bare.spread = samples::spreads().remove(1);
    let mut shell = dark(seller(lang, Tab::Reviews, w.reviews.review), w.reviews.status_done);
    shell.theme = Theme::Dark;
    push(
        out,
        "review",
        "bare",
        ReviewsPage { w, shell, list: ReviewList { heads_page: false, ..list(w) }, review: Some(bare) },
    );
    push(out, "review", "readonly", page(list(w), Some(view(w, None))));
}

fn bulk(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let items = samples::rows(w).into_iter().take(4).enumerate().map(|(i, row)| BulkItem {
        id: row.id,
        author: row.author,
        review: row.text.iter().map(|piece| piece.text.as_str()).collect(),
        text: say(w, "Спасибо за отзыв! Рады, что вы с нами.", "Thank you for your review!").into(),
        on: i != 2,
        problem: (i == 2).then(|| w.reviews.hole_send.put("{product}")),
        warning: (i == 1).then_some(w.reviews.bulk_same),
    });
    let page = |items, blank, progress| BulkPage {
        w,
        shell: seller(lang, Tab::Reviews, w.reviews.bulk_title),
        back_href: "/reviews".into(),
        key: "k1".into(),
        items,
        blank,
        progress,
    };
    push(out, "bulk", "preview", page(items.collect(), None, None));
    let nothing = Blank {
        icon: icons::INBOX,
        title: w.reviews.bulk_none.into(),
        text: w.reviews.choose_one_text.into(),
        action: None,
    };
    push(out, "bulk", "none", page(Vec::new(), Some(nothing), None));
    for (state, sent, refused, waiting) in [("begun", 0, 0, 27), ("half", 21, 1, 5), ("done", 26, 1, 0)] {
        let undo = (sent == 0).then(|| "/reviews/bulk/b1/undo".to_owned());
        push(out, "bulk", state, page(Vec::new(), None, Some(BulkProgress { sent, refused, waiting, undo })));
    }
}
