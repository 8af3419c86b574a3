//! What is served: each operation with the roles of a key that may call it, and the function that does it.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use domain::people::KeyRole;

use super::door::{Door, enter};
use super::error::Error;
use super::seller_actions as own;
use super::{actions, chats, company, notifications, prices, products, questions, reviews};
use crate::Site;

/// An operation of the contract.
#[derive(Debug)]
pub struct Operation {
    /// Its path.
    pub path: &'static str,
    /// How it is called: nearly all by POST.
    pub method: &'static str,
    /// The roles of a key that may call it.
    pub roles: &'static [KeyRole],
}

impl Operation {
    /// Whether a key with these roles may call it.
    pub fn is_for(&self, roles: &[KeyRole]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}

/// Everybody with a key.
const ANY: &[KeyRole] = KeyRole::ALL;
/// Who may read reviews and questions.
const READ_REVIEWS: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly, KeyRole::Reviews];
/// Who may answer reviews and questions and say how far they have come.
const WRITE_REVIEWS: &[KeyRole] = &[KeyRole::Admin, KeyRole::Reviews];
/// Who may read chats.
const READ_CHATS: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly, KeyRole::Chats];
/// Who may write in chats and say what has been read.
const WRITE_CHATS: &[KeyRole] = &[KeyRole::Admin, KeyRole::Chats];
/// Who may see and try addresses that are told of chats.
const READ_ADDRESSES: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly];
/// Who may change them.
const WRITE_ADDRESSES: &[KeyRole] = &[KeyRole::Admin];
/// Who may read promotions and prices.
const READ_PROMOTIONS: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly, KeyRole::Promotions];
/// Who may take part in promotions and change prices.
const WRITE_PROMOTIONS: &[KeyRole] = &[KeyRole::Admin, KeyRole::Promotions];
/// Who may read products.
const READ_PRODUCTS: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly, KeyRole::ProductsReadOnly];

macro_rules! operations {
    (@name GET) => { "GET" };
    (@name) => { "POST" };
    (@method GET $handler:path) => { get($handler) };
    (@method $handler:path) => { post($handler) };
    ($($path:literal [$($method:ident)?] $roles:ident => $handler:path;)*) => {
        /// Everything that is served, by path.
        pub const OPERATIONS: &[Operation] = &[$(Operation { path: $path, method: operations!(@name $($method)?), roles: $roles },)*];

        /// A route for each.
        pub(super) fn routes(site: &Site) -> Router<Site> {
            let mut all = OPERATIONS.iter();
            let mut router = Router::new();
            $(if let Some(operation) = all.next() {
                let door = Door { site: site.clone(), operation };
                let handler = operations!(@method $($method)? $handler);
                let handler = handler.route_layer(from_fn_with_state(door, enter)).fallback(async || Error::method(operation.method));
                router = router.route($path, handler);
            })*
            router
        }
    };
}

operations! {
    "/v1/roles" [] ANY => company::roles;
    "/v1/seller/info" [] ANY => company::info;
    "/v1/review/list" [] READ_REVIEWS => reviews::list::v1;
    "/v2/review/list" [] READ_REVIEWS => reviews::list::v2;
    "/v1/review/info" [] READ_REVIEWS => reviews::info::v1;
    "/v2/review/info" [] READ_REVIEWS => reviews::info::v2;
    "/v1/review/count" [] READ_REVIEWS => reviews::count::v1;
    "/v2/review/count" [] READ_REVIEWS => reviews::count::v2;
    "/v1/review/change-status" [] WRITE_REVIEWS => reviews::status::v1;
    "/v2/review/change-status" [] WRITE_REVIEWS => reviews::status::v2;
    "/v1/review/comment/list" [] READ_REVIEWS => reviews::comments::list::v1;
    "/v1/review/comment/create" [] WRITE_REVIEWS => reviews::comments::create::v1;
    "/v1/review/comment/delete" [] WRITE_REVIEWS => reviews::comments::delete::v1;
    "/v2/review/comment/delete" [] WRITE_REVIEWS => reviews::comments::delete::v2;
    "/v1/question/list" [] READ_REVIEWS => questions::list::v1;
    "/v1/question/info" [] READ_REVIEWS => questions::info::v1;
    "/v1/question/count" [] READ_REVIEWS => questions::count::v1;
    "/v1/question/top-sku" [] READ_REVIEWS => questions::top::v1;
    "/v1/question/change-status" [] WRITE_REVIEWS => questions::status::v1;
    "/v1/question/answer/create" [] WRITE_REVIEWS => questions::answers::create::v1;
    "/v1/question/answer/delete" [] WRITE_REVIEWS => questions::answers::delete::v1;
    "/v1/question/answer/list" [] READ_REVIEWS => questions::answers::list::v1;
    "/v1/chat/start" [] WRITE_CHATS => chats::start::v1;
    "/v1/chat/send/message" [] WRITE_CHATS => chats::send::message;
    "/v1/chat/send/file" [] WRITE_CHATS => chats::send::file;
    "/v2/chat/list" [] READ_CHATS => chats::list::v2;
    "/v3/chat/list" [] READ_CHATS => chats::list::v3;
    "/v2/chat/history" [] READ_CHATS => chats::history::v2;
    "/v3/chat/history" [] READ_CHATS => chats::history::v3;
    "/v2/chat/read" [] WRITE_CHATS => chats::read::v2;
    "/v1/notification/check" [] READ_ADDRESSES => notifications::change::check;
    "/v1/notification/set" [] WRITE_ADDRESSES => notifications::change::set;
    "/v1/notification/update" [] WRITE_ADDRESSES => notifications::change::update;
    "/v1/notification/enable" [] WRITE_ADDRESSES => notifications::change::enable;
    "/v1/notification/delete" [] WRITE_ADDRESSES => notifications::change::delete;
    "/v1/notification/list" [] READ_ADDRESSES => notifications::list::list;
    "/v1/notification/push-type/list" [] READ_ADDRESSES => notifications::list::push_types;
    "/v1/actions" [GET] READ_PROMOTIONS => actions::list::v1;
    "/v1/actions/candidates" [] READ_PROMOTIONS => actions::products::candidates_v1;
    "/v2/actions/candidates" [] READ_PROMOTIONS => actions::products::candidates_v2;
    "/v1/actions/products" [] READ_PROMOTIONS => actions::products::taking_v1;
    "/v2/actions/products" [] READ_PROMOTIONS => actions::products::taking_v2;
    "/v1/actions/products/activate" [] WRITE_PROMOTIONS => actions::change::activate;
    "/v1/actions/products/update" [] WRITE_PROMOTIONS => actions::change::update;
    "/v1/actions/products/deactivate" [] WRITE_PROMOTIONS => actions::change::deactivate_v1;
    "/v2/actions/products/deactivate" [] WRITE_PROMOTIONS => actions::change::deactivate_v2;
    "/v1/actions/auto-add/products/candidates" [] READ_PROMOTIONS => actions::auto_add::list::candidates_v1;
    "/v2/actions/auto-add/products/candidates" [] READ_PROMOTIONS => actions::auto_add::list::candidates_v2;
    "/v1/actions/auto-add/products/list" [] READ_PROMOTIONS => actions::auto_add::list::coming_v1;
    "/v2/actions/auto-add/products/list" [] READ_PROMOTIONS => actions::auto_add::list::coming_v2;
    "/v1/actions/auto-add/products/update" [] WRITE_PROMOTIONS => actions::auto_add::update::v1;
    "/v2/actions/auto-add/products/update" [] WRITE_PROMOTIONS => actions::auto_add::update::v2;
    "/v1/actions/auto-add/products/delete" [] WRITE_PROMOTIONS => actions::auto_add::update::delete;
    "/v2/actions/auto-add/products/delete" [] WRITE_PROMOTIONS => actions::auto_add::update::delete;
    "/v1/actions/discounts-task/list" [] READ_PROMOTIONS => actions::tasks::list::v1;
    "/v2/actions/discounts-task/list" [] READ_PROMOTIONS => actions::tasks::list::v2;
    "/v1/actions/discounts-task/approve" [] WRITE_PROMOTIONS => actions::tasks::decide::approve;
    "/v1/actions/discounts-task/decline" [] WRITE_PROMOTIONS => actions::tasks::decide::decline;
    "/v1/seller-actions/list" [] READ_PROMOTIONS => own::list::list;
    "/v1/seller-actions/create/discount" [] WRITE_PROMOTIONS => own::create::discount;
    "/v1/seller-actions/create/discount-with-condition" [] WRITE_PROMOTIONS => own::create::with_condition;
    "/v1/seller-actions/create/installment" [] WRITE_PROMOTIONS => own::create::installment;
    "/v1/seller-actions/create/multi-level-discount" [] WRITE_PROMOTIONS => own::create::multi_level;
    "/v1/seller-actions/create/ozon-card-discount" [] WRITE_PROMOTIONS => own::create::card;
    "/v1/seller-actions/create/voucher" [] WRITE_PROMOTIONS => own::create::voucher;
    "/v1/seller-actions/update/discount" [] WRITE_PROMOTIONS => own::update::discount;
    "/v1/seller-actions/update/discount-with-condition" [] WRITE_PROMOTIONS => own::update::with_condition;
    "/v1/seller-actions/update/installment" [] WRITE_PROMOTIONS => own::update::installment;
    "/v1/seller-actions/update/multi-level-discount" [] WRITE_PROMOTIONS => own::update::multi_level;
    "/v1/seller-actions/update/ozon-card-discount" [] WRITE_PROMOTIONS => own::update::card;
    "/v1/seller-actions/update/voucher" [] WRITE_PROMOTIONS => own::update::voucher;
    "/v1/seller-actions/change-activity" [] WRITE_PROMOTIONS => own::state::change_activity;
    "/v1/seller-actions/archive" [] WRITE_PROMOTIONS => own::state::archive;
    "/v1/seller-actions/products/add" [] WRITE_PROMOTIONS => own::products::add;
    "/v1/seller-actions/products/candidates" [] READ_PROMOTIONS => own::products::candidates;
    "/v1/seller-actions/products/list" [] READ_PROMOTIONS => own::products::list;
    "/v1/seller-actions/products/delete" [] WRITE_PROMOTIONS => own::products::delete;
    "/v1/seller-actions/voucher/get" [] READ_PROMOTIONS => own::voucher::get;
    "/v1/product/import/prices" [] WRITE_PROMOTIONS => prices::import::v1;
    "/v5/product/info/prices" [] READ_PROMOTIONS => prices::info::v5;
    "/v3/product/list" [] READ_PRODUCTS => products::list::v3;
    "/v3/product/info/list" [] READ_PRODUCTS => products::info::v3;
}
