//! The list of reviews, from its address to what the page shows.

use app::queries::{self, reviews::Counts};
use app::{CanRead, SellerStaff};
use domain::people::Permission;
use domain::reviews::{OrderStatus, ReviewStatus};

use super::list_query::{ListQuery, ORDERS};
use super::reviews_list::{BulkBar, ReviewFilters, ReviewList};
use crate::web::convert::Eyes;
use crate::web::icons;
use crate::web::parts::{Blank, Chip, Choice};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, number};

const PATH: &str = "/reviews";
/// Rows on a page.
pub const PAGE: i64 = 20;

/// A list that was loaded, with the number of new reviews of the whole shop.
pub struct Loaded {
    /// The list.
    pub list: ReviewList,
    /// New reviews.
    pub new: u64,
}

/// Loads the list of this address.
pub async fn load(visit: &Visit, staff: &SellerStaff<CanRead>, asked: &ListQuery) -> Result<Loaded, WebError> {
    let (app, w) = (&visit.app, visit.w());
    let filter = asked.filter(staff.seller());
    let before = asked.before.as_deref();
    let screen = queries::reviews::screen(app, staff, filter.clone(), asked.order, before, PAGE).await?;
    let (page, counts) = (screen.page, screen.counts);
    let searched = asked.searched();
    let eyes = Eyes { w, now: visit.now(), query: searched.as_ref() };
    let opened = asked.plain();
    let rows: Vec<_> =
        page.reviews.iter().map(|review| eyes.row(review, opened.href(&format!("{PATH}/{}", review.id)))).collect();
    let bulk = if asked.select && staff.may(Permission::Reply) {
        Some(BulkBar { templates: templates(visit, staff).await? })
    } else {
        None
    };
    let list = ReviewList {
        query: asked.q.clone(),
        kept: asked.with(|it| it.q.clear()).pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect(),
        chips: chips(w, asked, &counts),
        filters: filters(w, asked, &screen.categories),
        sort: ORDERS.iter().find(|(_, order)| *order == asked.order).map_or("", |(code, _)| *code).to_owned(),
        sort_label: sort_label(w, asked.order).to_owned(),
        sorts: sorts(w, asked),
        note: (asked.order == queries::reviews::Order::Important).then(|| w.reviews.sort_important_why.to_owned()),
        total_label: number(to_u64(counts.of(&filter))),
        refresh_href: asked.with(|_| ()).href(PATH),
        select_href: asked.with(|it| it.select = !it.select).href(PATH),
        can_select: staff.may(Permission::Reply),
        blank: rows.is_empty().then(|| blank(w, asked, screen.all.total())),
        rows,
        next: page.next.map(|next| asked.with(|it| it.before = Some(next)).href(PATH)),
        bulk,
    };
    Ok(Loaded { list, new: to_u64(screen.all.with_status(ReviewStatus::New)) })
}

fn to_u64(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

async fn templates(visit: &Visit, staff: &SellerStaff<CanRead>) -> Result<Vec<Choice>, WebError> {
    let all = queries::replies::templates(&visit.app, staff).await?;
    Ok(all.into_iter().map(|template| Choice::new(template.id.to_string(), template.name, false)).collect())
}

fn chips(w: &Words, asked: &ListQuery, counts: &Counts) -> Vec<Chip> {
    let r = &w.reviews;
    let is_new = asked.filter.statuses == [ReviewStatus::New];
    let is_low = asked.filter.stars == [1, 2];
    let is_open = asked.filter.answered == Some(false);
    let has_media = asked.filter.has_media == Some(true);
    let nothing = asked.with(|it| {
        it.filter.statuses.clear();
        it.filter.stars.clear();
        (it.filter.answered, it.filter.has_media) = (None, None);
    });
    let is_all = nothing.filter == asked.filter;
    let new = |on: bool| asked.with(|it| it.filter.statuses = if on { vec![ReviewStatus::New] } else { Vec::new() });
    let low = |on: bool| asked.with(|it| it.filter.stars = if on { vec![1, 2] } else { Vec::new() });
    let open = |on: bool| asked.with(|it| it.filter.answered = on.then_some(false));
    let media = |on: bool| asked.with(|it| it.filter.has_media = on.then_some(true));
    // The count is of what the chip leads to; a chip that is on counts what it shows now.
    let chip = |label: &str, on: bool, to: &dyn Fn(bool) -> ListQuery| Chip {
        label: label.to_owned(),
        count: Some(number(to_u64(counts.of(&to(true).filter)))),
        href: to(!on).href(PATH),
        on,
    };
    vec![
        Chip { on: is_all, ..chip(r.chip_all, false, &|_| nothing.clone()) },
        chip(r.chip_new, is_new, &new),
        chip(r.chip_low, is_low, &low),
        chip(r.chip_unanswered, is_open, &open),
        chip(r.chip_media, has_media, &media),
    ]
}

fn sort_label(w: &Words, order: queries::reviews::Order) -> &'static str {
    use queries::reviews::Order;
    let r = &w.reviews;
    match order {
        Order::Important => r.sort_important,
        Order::Newest => r.sort_newest,
        Order::Oldest => r.sort_oldest,
        Order::Lowest => r.sort_lowest,
        Order::Waiting => r.sort_waiting,
    }
}

fn sorts(w: &Words, asked: &ListQuery) -> Vec<Chip> {
    let chip = |(_, order)| Chip {
        label: sort_label(w, order).to_owned(),
        count: None,
        href: asked.with(|it| it.order = order).href(PATH),
        on: asked.order == order,
    };
    ORDERS.map(chip).into()
}

fn filters(w: &'static Words, asked: &ListQuery, categories: &[(String, i64)]) -> ReviewFilters {
    let (r, f) = (&w.reviews, &asked.filter);
    let tri = |value: Option<bool>, yes: &'static str, no: &'static str| {
        [("", w.common.any, None), ("1", yes, Some(true)), ("0", no, Some(false))]
            .map(|(code, label, means)| Choice::new(code, label, value == means))
            .to_vec()
    };
    let statuses = ReviewStatus::ALL.iter().map(|status| {
        let label = crate::web::convert::status(*status).label(w);
        Choice::new(status.as_str(), label, f.statuses == [*status])
    });
    let none = |on: bool, label: &'static str| std::iter::once(Choice::new("", label, on));
    let orders = [OrderStatus::Delivered, OrderStatus::Cancelled].map(|order| {
        Choice::new(order.as_str(), crate::web::convert::order_state(w, order), f.order_status == Some(order))
    });
    ReviewFilters {
        active: asked.active(),
        stars: (1..=5u8)
            .map(|n| Choice::new(n.to_string(), format!("{n}★"), f.stars.contains(&n)))
            .chain([Choice::new("6", r.no_rating, f.stars.contains(&6))])
            .collect(),
        radios: vec![
            ("status", r.status, none(f.statuses.len() != 1, w.common.all).chain(statuses).collect()),
            ("answered", r.answer, tri(f.answered, r.answered_filter, r.unanswered_filter)),
            ("text", r.text, tri(f.has_text, r.with_text, r.without_text)),
            ("media", r.media, tri(f.has_media, r.with_media, r.without_media)),
            ("order", r.order, none(f.order_status.is_none(), w.common.any).chain(orders).collect()),
        ],
        sku: f.skus.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        categories: categories
            .iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, _)| Choice::new(name, name, f.category.as_ref() == Some(name)))
            .collect(),
        from: asked.from.clone(),
        to: asked.to.clone(),
    }
}

fn blank(w: &Words, asked: &ListQuery, total: i64) -> Blank {
    let r = &w.reviews;
    if total == 0 {
        return Blank { icon: icons::INBOX, title: r.empty_title.into(), text: r.empty_text.into(), action: None };
    }
    let reset = Some((PATH.to_owned(), r.reset_filters.to_owned()));
    let only_new = ListQuery::default().with(|it| it.filter.statuses = vec![ReviewStatus::New]);
    if asked.filter == only_new.filter && asked.q.is_empty() {
        return Blank {
            icon: icons::DONE_ALL,
            title: r.all_done_title.into(),
            text: r.all_done_text.into(),
            action: reset,
        };
    }
    Blank { icon: icons::SEARCH, title: r.nothing_found.into(), text: r.nothing_found_text.into(), action: reset }
}
