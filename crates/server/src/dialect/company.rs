//! `/v1/seller/info` and `/v1/roles`: whose key this is, and what it may do.

use std::sync::Arc;

use app::queries::keys::Program;
use app::queries::people::{self, Seller};
use app::{App, CanRead};
use axum::Extension;
use axum::extract::State;
use domain::people::KeyRole;
use domain::{Code, Timestamp};
use serde::Serialize;

use super::answer::Answer;
use super::body::{Asked, Message, Nothing};
use super::door::Staff;
use super::error::Error;
use super::operations::OPERATIONS;
use super::written;

#[derive(Serialize)]
struct Info<'a> {
    company: Company<'a>,
    ratings: [(); 0],
    subscription: Subscription,
}

#[derive(Serialize)]
struct Company<'a> {
    name: &'a str,
    legal_name: &'a str,
    inn: &'a str,
    ogrn: &'a str,
    country: &'a str,
    currency: &'a str,
    ownership_form: &'a str,
    tax_system: &'a str,
}

#[derive(Serialize)]
struct Subscription {
    is_premium: bool,
    r#type: &'static str,
}

/// There are no subscriptions here: every shop has all methods, as with the largest one there.
const SUBSCRIPTION: Subscription = Subscription { is_premium: true, r#type: "PREMIUM_PRO" };

/// `POST /v1/seller/info`.
pub(super) async fn info(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    let told = async {
        let seller = people::seller(&app, &staff).await?.ok_or(Code::SellerNotFound)?;
        Answer::of(&Info { company: company(&seller), ratings: [], subscription: SUBSCRIPTION })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Nothing::NAME))
}

fn company(seller: &Seller) -> Company<'_> {
    Company {
        name: &seller.name,
        legal_name: &seller.legal_name,
        inn: &seller.inn,
        ogrn: &seller.ogrn,
        country: &seller.country,
        currency: &seller.currency,
        ownership_form: &seller.ownership_form,
        tax_system: &seller.tax_system,
    }
}

#[derive(Serialize)]
struct Roles {
    #[serde(serialize_with = "written")]
    expires_at: Timestamp,
    roles: Vec<Role>,
}

#[derive(Serialize)]
struct Role {
    name: &'static str,
    methods: Vec<&'static str>,
}

impl Role {
    fn new(role: KeyRole) -> Self {
        let methods = OPERATIONS.iter().filter(|operation| operation.is_for(&[role])).map(|operation| operation.path);
        Self { name: role.as_str(), methods: methods.collect() }
    }
}

/// `POST /v1/roles`.
pub(super) async fn roles(
    State(app): State<App>,
    Extension(program): Extension<Arc<Program>>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    let roles = program.key.roles.iter().copied().map(Role::new).collect();
    let told = Answer::of(&Roles { expires_at: program.key.expires_at, roles });
    told.map_err(|failure| Error::of(&app, failure, Nothing::NAME))
}
