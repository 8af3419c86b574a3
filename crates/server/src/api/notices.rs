//! `/api/v1/me/…`: what somebody was told, what they want to hear of, and how it reaches them.

pub mod list;
pub mod mutes;
pub mod reach;
pub mod settings;
pub mod telegram;

use app::queries::notices::Part;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Caller, FromCaller};
use super::problem::Problem;
use super::types::mirror;
use crate::{Site, session};

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list::list))
        .routes(routes!(list::read))
        .routes(routes!(settings::settings, settings::change))
        .routes(routes!(reach::email, reach::give_email, reach::forget_email))
        .routes(routes!(reach::devices, reach::add_device))
        .routes(routes!(reach::remove_device))
        .routes(routes!(telegram::telegram, telegram::connect, telegram::disconnect))
        .routes(routes!(mutes::mutes, mutes::mute, mutes::unmute))
}

mirror! {
    /// In which of their parts somebody is told.
    NoticeSide = domain::notices::Side {
        /// Works in a shop.
        Shop,
        /// Buys.
        Buyer,
        /// Works for the operator.
        Desk,
    }
}

mirror! {
    /// What a notice is about: one row of the settings.
    #[derive(PartialOrd, Ord)]
    NoticeTopic = domain::notices::Topic {
        /// New reviews; for a buyer, what became of theirs.
        Reviews,
        /// New questions; for a buyer, answers to theirs.
        Questions,
        /// Messages of the other side of a chat.
        Messages,
        /// What support has answered.
        Support,
        /// What moderation decided about a text of one's own.
        Moderation,
        /// Promotions that are open, that end soon, that a shop is about to be enrolled in.
        Promotions,
        /// Buyers who ask for a discount; for a buyer, what the shop said.
        Requests,
        /// Disputes, and times until which something has to be done.
        Deadlines,
        /// Sign-in and keys. It cannot be switched off.
        Security,
        /// What the operator tells everybody.
        News,
    }
}

/// Which part of the person is meant.
#[derive(Debug, Default, Clone, Copy, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfPart {
    /// In which of their parts the person is meant: `shop` is the shop that `Client-Id` names, or the only one. A person
    /// without a shop is meant as a buyer where nothing is said, others as somebody of their shop.
    #[param(inline)]
    pub side: Option<NoticeSide>,
}

/// The part of a caller that is meant.
pub fn part(caller: Caller, headers: &HeaderMap, side: Option<NoticeSide>) -> Result<Part, Problem> {
    use domain::notices::Side as Rule;
    let person = app::Person::check(caller.clone(), None)?;
    let side = side.map_or(if person.shops().is_empty() { Rule::Buyer } else { Rule::Shop }, Rule::from);
    let seller = match side {
        Rule::Shop => app::Member::check(caller, session::chosen_shop(headers))?.seller(),
        Rule::Buyer | Rule::Desk => domain::SellerId(0),
    };
    Ok(app::commands::notices::part(&person, side, seller)?)
}

/// How many of a topic.
#[derive(Debug, Serialize, ToSchema)]
pub struct TopicCount {
    /// The topic.
    pub topic: NoticeTopic,
    /// How many notices of it are unread.
    pub unread: i64,
}
