//! Which page is where.

use axum::extract::{DefaultBodyLimit, Path, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use axum::{Router, middleware};
use domain::Code;

use super::cabinet::{
    appearance, bulk, exports, home, keys, menu, question_actions, questions, receipts, review_actions as act, reviews,
    sign_in, templates, webhooks,
};
use super::errors::{ErrorPage, Trouble};
use super::respond::{self, Page, WebError};
use super::shop::{
    basket, card, chat_actions, chat_dispute, chat_pages, leave, orders, own_questions, own_review, placed, products,
    transparency,
};
use super::visit::Look;
use super::{assets, desk, live, notices};
use crate::Site;

/// The pages of all three surfaces, and the files that they need.
pub fn router(site: &Site) -> Router<Site> {
    let pages = cabinet().merge(own_promotions()).merge(shop()).merge(for_the_desk()).merge(notices::routes());
    pages
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
        .layer(middleware::from_fn(respond::same_site_only))
        // Mail services send these in somebody's name, from wherever they are; what is sealed in the link allows it.
        .merge(notices::public_routes())
        .layer(middleware::from_fn_with_state(site.app.clone(), respond::draw))
        .route("/assets/{name}", get(asset))
        .route("/sw.js", get(service_worker))
        .route("/offline", get(offline))
}

fn cabinet() -> Router<Site> {
    Router::new()
        .route("/", get(home::show))
        .route("/reviews", get(reviews::list))
        .route("/reviews/unread", get(reviews::unread))
        .route("/reviews/bulk", post(bulk::start))
        .route("/reviews/bulk/send", post(bulk::send))
        .route("/reviews/bulk/{id}", get(bulk::progress))
        .route("/reviews/bulk/{id}/undo", post(bulk::undo))
        .route("/reviews/{id}", get(reviews::one))
        .route("/reviews/{id}/answer", post(act::answer))
        .route("/reviews/{id}/draft", put(act::draft))
        .route("/reviews/{id}/status", post(act::status))
        .route("/reviews/{id}/pin", post(act::pin))
        .route("/reviews/{id}/report", post(act::report))
        .route("/reviews/{id}/comments/{comment}/undo", post(act::undo))
        .route("/reviews/{id}/comments/{comment}/edit", post(act::edit))
        .route("/reviews/{id}/comments/{comment}/delete", post(act::delete))
        .route("/reviews/{id}/comments/{comment}/appeal", post(act::appeal))
        .merge(questions_about_products())
        .merge(discount_requests())
        .merge(chats())
        .merge(promotions())
        .route("/live", get(live::cabinet))
        .route("/menu", get(menu::show))
        .route("/menu/shop", post(menu::switch))
        .route("/menu/templates", get(templates::show).post(templates::add))
        .route("/menu/templates/{id}", post(templates::change))
        .route("/menu/templates/{id}/delete", post(templates::delete))
        .route("/menu/keys", get(keys::show).post(keys::make))
        .route("/menu/keys/{id}/revoke", post(keys::revoke))
        .route("/menu/webhooks", get(webhooks::show).post(webhooks::add))
        .route("/menu/webhooks/{id}", get(webhooks::one).post(webhooks::change))
        .route("/menu/webhooks/{id}/switch", post(webhooks::turn))
        .route("/menu/webhooks/{id}/rotate", post(webhooks::rotate))
        .route("/menu/webhooks/{id}/check", post(webhooks::check))
        .route("/menu/webhooks/{id}/delete", post(webhooks::delete))
        .route("/menu/webhooks/{id}/calls/{seq}/resend", post(webhooks::resend))
        .route("/menu/receipts", get(receipts::show))
        .route("/menu/receipts/download", get(receipts::download))
        .route("/menu/appearance", get(appearance::show).post(appearance::save))
        .route("/sign-in", get(sign_in::show))
        .route("/sign-in/{link}", get(sign_in::by_link))
        .route("/sign-out", post(sign_in::sign_out))
}

fn questions_about_products() -> Router<Site> {
    use question_actions as act;
    Router::new()
        .route("/questions", get(questions::list))
        .route("/questions/export", get(exports::ask).post(exports::begin))
        .route("/exports/{id}", get(exports::progress))
        .route("/exports/{id}/file", get(exports::file))
        .route("/questions/{id}", get(questions::one))
        .route("/questions/{id}/answer", post(act::answer))
        .route("/questions/{id}/check", post(questions::check))
        .route("/questions/{id}/draft", put(act::draft))
        .route("/questions/{id}/status", post(act::status))
        .route("/questions/{id}/answers/{answer}/undo", post(act::undo))
        .route("/questions/{id}/answers/{answer}/edit", post(act::edit))
        .route("/questions/{id}/answers/{answer}/delete", post(act::delete))
        .route("/questions/{id}/answers/{answer}/appeal", post(act::appeal))
}

fn discount_requests() -> Router<Site> {
    use super::cabinet::{request, requests};
    use super::shop::requests as own;
    Router::new()
        .route("/promotions/requests", get(requests::show))
        .route("/promotions/requests/standing", post(request::standing))
        .route("/promotions/requests/{id}", get(request::show))
        .route("/promotions/requests/{id}/approve", post(request::approve))
        .route("/promotions/requests/{id}/decline", post(request::decline))
        .route("/shop/p/{sku}/ask-discount", get(own::form).post(own::ask))
        .route("/shop/requests", get(own::own))
        .route("/shop/requests/{id}/withdraw", post(own::withdraw))
}

fn chats() -> Router<Site> {
    use super::cabinet::{chat_actions as act, chat_news as news, chat_report as report, chats};
    let send = post(act::send).layer(DefaultBodyLimit::max(act::BODY_MAX));
    Router::new()
        .route("/chats", get(chats::list).post(act::about_order))
        .route("/chats/unread", get(chats::unread))
        .route("/chats/support", post(act::support))
        .route("/chats/announcements", get(news::list))
        .route("/chats/announcements/{id}", get(news::one))
        .route("/chats/{id}", get(chats::one))
        .route("/chats/{id}/new", get(chats::news))
        .route("/chats/{id}/send", send)
        .route("/chats/{id}/draft", put(act::draft))
        .route("/chats/{id}/typing", post(act::typing))
        .route("/chats/{id}/assign", post(act::assign))
        .route("/chats/{id}/snooze", post(act::snooze))
        .route("/chats/{id}/do/{verb}", post(act::verb))
        .route("/chats/{id}/friction/appeal", post(act::appeal_friction))
        .route("/chats/{id}/switches/{switch}/appeal", post(act::appeal_switch))
        .route("/chats/{id}/steps", get(report::steps))
        .route("/chats/{id}/steps/sessions", post(report::end_sessions))
        .route("/chats/{id}/steps/keys", post(report::revoke_keys))
        .route("/chats/{id}/messages/{message}/edit", post(act::edit))
        .route("/chats/{id}/messages/{message}/delete", post(act::delete))
        .route("/chats/{id}/messages/{message}/confirm", post(act::confirm))
        .route("/chats/{id}/messages/{message}/appeal", post(act::appeal))
        .route("/chats/{id}/messages/{message}/report", get(report::ask).post(report::send))
}

fn promotions() -> Router<Site> {
    use super::cabinet::{
        promotions as list, promotions_answers as answers, promotions_choose as choose, promotions_edit as edit,
        promotions_floors as floors, promotions_months as months, promotions_upload as upload,
    };
    Router::new()
        .route("/promotions", get(list::list))
        .route("/promotions/calendar", get(months::show))
        .route("/promotions/standing", get(answers::show).post(answers::save))
        .route("/promotions/{id}", get(list::one))
        .route("/promotions/{id}/products", post(list::save).layer(many()))
        .route("/promotions/{id}/products/{sku}", get(edit::show).post(edit::send))
        .route("/promotions/{id}/products/{sku}/delete", post(edit::delete))
        .route("/promotions/{id}/add", get(choose::show).post(choose::send).layer(many()))
        .route("/promotions/{id}/products.csv", get(upload::as_csv))
        .route("/promotions/{id}/products.xlsx", get(upload::as_workbook))
        .route("/promotions/{id}/sheet", post(upload::send).layer(sheet()))
        .route("/promotions/{id}/sheet/apply", post(upload::apply).layer(sheet()))
        .route("/menu/prices", get(floors::show).post(floors::save).layer(many()))
        .route("/menu/prices/rule", post(floors::set_rule))
        .route("/menu/prices/sheet", post(floors::send).layer(sheet()))
        .route("/menu/prices.csv", get(floors::as_csv))
        .route("/menu/prices.xlsx", get(floors::as_workbook))
        .route("/promotions/{id}/leave", post(list::leave))
        .route("/promotions/{id}/decline", post(list::decline))
        .route("/promotions/{id}/agree", post(list::agree))
}

/// Files of tables.
fn sheet() -> DefaultBodyLimit {
    DefaultBodyLimit::max(super::cabinet::promotions_upload::BODY_MAX)
}

/// Forms of tables name many products.
fn many() -> DefaultBodyLimit {
    DefaultBodyLimit::max(4 * 1024 * 1024)
}

fn shop() -> Router<Site> {
    let dispute = get(chat_dispute::ask).post(chat_dispute::open);
    let dispute = dispute.layer(DefaultBodyLimit::max(super::cabinet::chat_actions::BODY_MAX));
    let leave = get(leave::show).post(leave::save).layer(DefaultBodyLimit::max(leave::BODY_MAX));
    Router::new()
        .route("/shop", get(products::show))
        .route("/shop/live", get(live::shop))
        .route("/shop/p/{sku}", get(card::show))
        .route("/shop/basket", get(basket::show).post(basket::add))
        .route("/shop/basket/coupon", post(basket::coupon))
        .route("/shop/basket/renew", post(basket::renew))
        .route("/shop/basket/order", post(basket::order))
        .route("/shop/basket/ordered/{number}", get(placed::ordered))
        .route("/shop/basket/{sku}", post(basket::change))
        .route("/shop/basket/{sku}/remove", post(basket::remove))
        .route("/shop/orders", get(orders::show))
        .route("/shop/orders/{order}", get(placed::one))
        .route("/shop/orders/{order}/{sku}/review", leave)
        .route("/shop/orders/{order}/{sku}/review/delete", post(leave::delete))
        .route("/shop/reviews/{id}", get(own_review::show))
        .route("/shop/reviews/{id}/useful", post(card::vote))
        .route("/shop/reviews/{id}/appeal", post(own_questions::appeal_review))
        .route("/shop/p/{sku}/chat", post(chat_actions::about_product))
        .route("/shop/orders/{order}/{sku}/chat", post(chat_actions::about_order))
        .route("/shop/orders/{order}/{sku}/dispute", dispute)
        .merge(asking())
        .merge(chats_of_buyers())
}

fn chats_of_buyers() -> Router<Site> {
    use chat_actions as act;
    let send = post(act::send).layer(DefaultBodyLimit::max(super::cabinet::chat_actions::BODY_MAX));
    Router::new()
        .route("/shop/chats", get(chat_pages::list))
        .route("/shop/chats/unread", get(chat_pages::unread))
        .route("/shop/chats/support", get(chat_pages::support).post(act::ask_support))
        .route("/shop/chats/switches/{switch}/appeal", post(act::appeal_switch_everywhere))
        .route("/shop/chats/{id}", get(chat_pages::one))
        .route("/shop/chats/{id}/new", get(chat_pages::news))
        .route("/shop/chats/{id}/send", send)
        .route("/shop/chats/{id}/draft", put(act::draft))
        .route("/shop/chats/{id}/typing", post(act::typing))
        .route("/shop/chats/{id}/rate", post(act::rate))
        .route("/shop/chats/{id}/do/{verb}", post(act::verb))
        .route("/shop/chats/{id}/friction/appeal", post(act::appeal_friction))
        .route("/shop/chats/{id}/switches/{switch}/appeal", post(act::appeal_switch))
        .route("/shop/chats/{id}/steps", get(act::steps))
        .route("/shop/chats/{id}/steps/sessions", post(act::end_sessions))
        .route("/shop/chats/{id}/messages/{message}/edit", post(act::edit))
        .route("/shop/chats/{id}/messages/{message}/delete", post(act::delete))
        .route("/shop/chats/{id}/messages/{message}/confirm", post(act::confirm))
        .route("/shop/chats/{id}/messages/{message}/appeal", post(act::appeal))
        .route("/shop/chats/{id}/messages/{message}/report", get(act::ask_report).post(act::send_report))
}

fn asking() -> Router<Site> {
    use super::shop::questions;
    Router::new()
        .route("/shop/p/{sku}/questions", get(questions::tab).post(questions::ask))
        .route("/shop/p/{sku}/similar", get(questions::similar))
        .route("/shop/q/{id}", get(questions::find))
        .route("/shop/questions", get(own_questions::show))
        .route("/shop/questions/{id}/answer", post(questions::answer))
        .route("/shop/questions/{id}/same", post(questions::second))
        .route("/shop/questions/{id}/appeal", post(own_questions::appeal))
        .route("/shop/questions/{id}/delete", post(own_questions::delete))
        .route("/shop/answers/{id}", get(own_questions::answer))
        .route("/shop/answers/{id}/useful", post(questions::vote))
        .route("/shop/answers/{id}/appeal", post(own_questions::appeal_answer))
        .route("/shop/answers/{id}/delete", post(own_questions::delete_answer))
        .route("/shop/transparency", get(transparency::show))
}

fn for_the_desk() -> Router<Site> {
    let pages = Router::new()
        .route("/desk", get(desk::start::show))
        .route("/desk/live", get(live::desk))
        .route("/desk/unsent", get(desk::unsent::show))
        .route("/desk/unsent/{person}/{seq}/{channel}", post(desk::unsent::resend))
        .route("/desk/moderation", get(desk::moderation::next))
        .route("/desk/moderation/cases", get(desk::moderation::find))
        .route("/desk/moderation/cases/{seller}/{id}", get(desk::moderation::one))
        .route("/desk/moderation/cases/{seller}/{id}/decide", post(desk::decide::decide))
        .route("/desk/moderation/cases/{seller}/{id}/release", post(desk::decide::release))
        .route("/desk/moderation/cases/{seller}/{id}/take", post(desk::decide::take))
        .route("/desk/moderation/cases/{seller}/{id}/same", get(desk::same::show).post(desk::same::decide))
        .route("/desk/moderation/undo", post(desk::decide::undo))
        .route("/desk/moderation/stats", get(desk::stats::show))
        .route("/desk/moderation/reasons", get(desk::reasons::show))
        .route("/desk/moderation/reasons/{code}", post(desk::reasons::save));
    let pages = pages.merge(safety()).merge(support()).merge(desk_promotions());
    #[cfg(debug_assertions)]
    let pages = pages.route("/desk/components", get(desk::components::show));
    pages
}

fn support() -> Router<Site> {
    use desk::{
        support_disputes as disputes, support_figures as figures, support_macros as macros, support_pages as act,
    };
    let write = post(act::write).layer(DefaultBodyLimit::max(super::cabinet::chat_actions::BODY_MAX));
    Router::new()
        .route("/desk/support", get(act::list))
        .route("/desk/support/next", post(act::next))
        .route("/desk/support/chats/{id}", get(act::one))
        .route("/desk/support/chats/{id}/new", get(act::news))
        .route("/desk/support/chats/{id}/take", post(act::take))
        .route("/desk/support/chats/{id}/transfer", post(act::transfer))
        .route("/desk/support/chats/{id}/close", post(act::close))
        .route("/desk/support/chats/{id}/send", write)
        .route("/desk/support/chats/{id}/draft", put(act::draft))
        .route("/desk/support/chats/{id}/typing", post(act::typing))
        .route("/desk/support/chats/{id}/messages/{message}/edit", post(act::edit))
        .route("/desk/support/chats/{id}/messages/{message}/delete", post(act::delete))
        .route("/desk/support/disputes", get(disputes::list))
        .route("/desk/support/disputes/{id}", get(disputes::one))
        .route("/desk/support/disputes/{id}/decide", post(disputes::decide))
        .route("/desk/support/macros", get(macros::show).post(macros::add))
        .route("/desk/support/macros/{id}", post(macros::change))
        .route("/desk/support/macros/{id}/delete", post(macros::delete))
        .route("/desk/support/figures", get(figures::show))
}

fn safety() -> Router<Site> {
    use desk::{campaigns, rules_test, safety, safety_guard, safety_talk, switches, switches_form};
    Router::new()
        .route("/desk/safety", get(safety::show))
        .route("/desk/safety/campaigns", get(campaigns::list))
        .route("/desk/safety/campaigns/{id}", get(campaigns::one))
        .route("/desk/safety/campaigns/{id}/block", post(campaigns::block))
        .route("/desk/safety/messages/{id}", get(safety_talk::show))
        .route("/desk/safety/switches", get(switches::list).post(switches_form::send))
        .route("/desk/safety/switches/new", get(switches_form::ask))
        .route("/desk/safety/switches/{id}/lift", post(switches::lift))
        .route("/desk/safety/rules", get(rules_test::ask).post(rules_test::send))
        .route("/desk/safety/guard", get(safety_guard::show))
}

fn own_promotions() -> Router<Site> {
    use super::cabinet::{own_promotions as own, own_promotions_form as form};
    Router::new()
        .route("/promotions/own", get(own::list))
        .route("/promotions/own/new", get(form::ask).post(form::make))
        .route("/promotions/own/{id}", get(own::one))
        .route("/promotions/own/{id}/edit", get(form::edit).post(form::change))
        .route("/promotions/own/{id}/codes", post(own::codes))
        .route("/promotions/own/{id}/{verb}", post(own::turn))
        .route("/promotions/codes/{id}/{token}", get(own::file))
}

fn desk_promotions() -> Router<Site> {
    use desk::{promotions, promotions_form as form};
    Router::new()
        .route("/desk/promotions", get(promotions::list))
        .route("/desk/promotions/new", get(form::ask).post(form::make))
        .route("/desk/promotions/{id}", get(promotions::one))
        .route("/desk/promotions/{id}/edit", get(form::edit).post(form::change))
        .route("/desk/promotions/{id}/{verb}", post(promotions::turn))
        .route("/desk/promotions/{id}/products/{seller}/{sku}/{verb}", post(promotions::decide))
}

async fn asset(Path(name): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let versioned = query.is_some_and(|query| query.starts_with("v="));
    assets::serve(&name, versioned, &headers)
}

/// The service worker stands at the root, because that is how far it may reach.
async fn service_worker(headers: HeaderMap) -> Response {
    assets::serve("sw.js", false, &headers)
}

/// Kept by the service worker for the time without a network.
async fn offline(headers: HeaderMap) -> Page {
    let look = Look::of(&headers);
    let mut page = ErrorPage::new(look.lang, Trouble::Offline);
    page.shell.theme = look.theme;
    respond::html(&page)
}

/// Any address that is nobody's.
async fn nowhere() -> WebError {
    Code::PageNotFound.into()
}
