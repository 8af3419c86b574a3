//! The list of reviews, from its address to what the page shows.

use app::queries::{self, reviews::Counts};
use app::{CanRead, SellerStaff};
use domain::people::Permission;
use domain::reviews::{OrderStatus, ReviewStatus};

use super::list_query::{ListQuery, Topic};
use super::reviews_list::ReviewList;
use super::reviews_query::ReviewsQuery;
use crate::web::convert::Eyes;
use crate::web::icons;
use crate::web::parts::{Blank, BulkBar, Chip, Choice, Filters, Group};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, number};

const PATH: &str = queries::reviews::Filter::PATH;
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
pub async fn load(visit: &Visit, staff: &SellerStaff<CanRead>, asked: &ReviewsQuery) -> Result<Loaded, WebError> {
    let (app, w) = (&visit.app, visit.w());
    let filter = asked.filter(staff.seller());
    let before = asked.before.as_deref();
    let every_question = queries::questions::Filter::default();
    let (screen, questions) = tokio::try_join!(
        queries::reviews::screen(app, staff, filter.clone(), asked.order, before, PAGE),
        queries::questions::counts(app, staff, &every_question),
    )?;
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
    let important = asked.order == queries::reviews::Order::Important && !rows.is_empty();
    let list = ReviewList {
        segments: segments(w, [Some(to_u64(screen.all.total())), Some(to_u64(questions.total()))], PATH),
        chips: chips(w, asked, &counts),
        filters: filters(w, asked, &screen.categories),
        note: found(w, asked, to_u64(counts.of(&filter)))
            .or_else(|| important.then(|| w.reviews.sort_important_why.to_owned())),
        select_href: staff.may(Permission::Reply).then(|| asked.with(|it| it.select = !it.select).href(PATH)),
        blank: rows.is_empty().then(|| blank(w, asked, screen.all.total())),
        rows,
        next: page.next.map(|next| asked.with(|it| it.before = Some(next)).href(PATH)),
        bulk,
        ..asked.frame(w)
    };
    Ok(Loaded { list, new: to_u64(screen.all.with_status(ReviewStatus::New)) })
}

/// A count, which is never below zero.
pub fn to_u64(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

async fn templates(visit: &Visit, staff: &SellerStaff<CanRead>) -> Result<Vec<Choice>, WebError> {
    let all = queries::replies::templates(&visit.app, staff).await?;
    Ok(all.into_iter().map(|template| Choice::new(template.id.to_string(), template.name, false)).collect())
}

fn chips(w: &Words, asked: &ReviewsQuery, counts: &Counts) -> Vec<Chip> {
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
    let chip = |label: &str, on: bool, to: &dyn Fn(bool) -> ReviewsQuery| Chip {
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

fn filters(w: &'static Words, asked: &ReviewsQuery, categories: &[(String, i64)]) -> Filters {
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
    let stars = (1..=5u8)
        .map(|n| Choice::new(n.to_string(), format!("{n}★"), f.stars.contains(&n)))
        .chain([Choice::new("6", r.no_rating, f.stars.contains(&6))]);
    Filters {
        groups: vec![
            Group::many("stars", r.stars, stars.collect()),
            Group::one("status", r.status, none(f.statuses.len() != 1, w.common.all).chain(statuses).collect()),
            Group::one("answered", r.answer, tri(f.answered, r.answered_filter, r.unanswered_filter)),
            Group::one("text", r.text, tri(f.has_text, r.with_text, r.without_text)),
            Group::one("media", r.media, tri(f.has_media, r.with_media, r.without_media)),
            Group::one("order", r.order, none(f.order_status.is_none(), w.common.any).chain(orders).collect()),
        ],
        sku: f.skus.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        categories: category_choices(categories, f.category.as_deref()),
        ..asked.frame::<()>(w).filters
    }
}

/// The shop's categories to choose from.
pub fn category_choices(categories: &[(String, i64)], chosen: Option<&str>) -> Vec<Choice> {
    let named = categories.iter().filter(|(name, _)| !name.is_empty());
    named.map(|(name, _)| Choice::new(name, name, chosen == Some(name))).collect()
}

/// The two lists side by side, with how many each holds where that is known.
pub fn segments(w: &Words, totals: [Option<u64>; 2], on: &str) -> Vec<Chip> {
    let lists = [(w.reviews.title, "/reviews"), (w.questions.title, "/questions")];
    let segment = |((label, href), total): ((&str, &str), Option<u64>)| Chip {
        label: label.to_owned(),
        count: total.map(number),
        href: href.to_owned(),
        on: href == on,
    };
    lists.into_iter().zip(totals).map(segment).collect()
}

/// How many a search or filters leave.
pub fn found<T: Topic>(w: &Words, asked: &ListQuery<T>, count: u64) -> Option<String> {
    (count > 0 && (asked.active() > 0 || !asked.q.is_empty())).then(|| w.reviews.found.put(number(count)))
}

fn blank(w: &Words, asked: &ReviewsQuery, total: i64) -> Blank {
    let r = &w.reviews;
    if total == 0 {
        return Blank { icon: icons::INBOX, title: r.empty_title.into(), text: r.empty_text.into(), action: None };
    }
    let reset = Some((PATH.to_owned(), r.reset_filters.to_owned()));
    let only_new = ReviewsQuery::default().with(|it| it.filter.statuses = vec![ReviewStatus::New]);
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
