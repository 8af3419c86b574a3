//! `/shop/p/{sku}/ask-discount` and `/shop/requests`: a buyer names a price, and sees what came of it.

use app::commands::discount_requests::{self as commands, NewRequest};
use app::queries::discount_requests::{self as queries, Own};
use app::{Failure, Once};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::money::minor_of_typed;
use domain::promotions::requests::{Action, Ask, RequestState};
use domain::{Code, Kind, Refusal, RequestId, Sku};
use serde::Deserialize;

use crate::web::cabinet::request_view::{off, pieces, product, state};
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::{Blank, ProductLine};
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::{When, Words, when};

/// Own requests on one page.
const PAGE: i64 = 30;

/// `/shop/p/{sku}/ask-discount`
#[derive(Debug, Template)]
#[template(path = "shop/ask_discount.html")]
pub struct AskPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The product.
    pub product: ProductLine,
    /// The card's address.
    pub card: String,
    /// "Сейчас 1 190 ₽"
    pub now_costs: String,
    /// The request that is open already.
    pub open: Option<OwnRequest>,
    /// What was typed.
    pub typed: Typed,
    /// Why it was refused.
    pub error: Option<String>,
}

/// `/shop/requests`
#[derive(Debug, Template)]
#[template(path = "shop/requests.html")]
pub struct OwnRequestsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The requests, newest first.
    pub requests: Vec<OwnRequest>,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A request of one's own.
#[derive(Clone, Debug)]
pub struct OwnRequest {
    /// Its number.
    pub id: i64,
    /// About what.
    pub product: ProductLine,
    /// Where it stands: the tone and the words.
    pub state: (&'static str, &'static str),
    /// "1 190 ₽"
    pub shown: String,
    /// "990 ₽"
    pub asked: String,
    /// "−17 %"
    pub off: String,
    /// "1–3"
    pub pieces: String,
    /// The price that was granted, while it holds or where something was bought at it.
    pub granted: Option<String>,
    /// Pieces left at that price, while it holds.
    pub left: Option<String>,
    /// What the buyer said.
    pub words: String,
    /// What the shop says.
    pub answer: String,
    /// When it was asked.
    pub when: Option<When>,
    /// Until when it waits, or its price holds.
    pub until: Option<When>,
    /// Its price holds.
    pub holds: bool,
    /// It may be taken back.
    pub can_withdraw: bool,
}

impl OwnRequest {
    fn new(w: &Words, own: &Own, now: i64) -> Self {
        let request = &own.request;
        let granted = request.granted.filter(|_| own.holds || request.bought > 0);
        let left = granted.filter(|_| own.holds).map(|granted| granted.max - request.bought);
        Self {
            id: request.id.0,
            product: product(request, format!("/shop/p/{}", request.sku)),
            state: state(w, shown_state(own)),
            shown: request.money(request.shown_price).to_string(),
            asked: request.money(request.ask.price).to_string(),
            off: w.requests.off.put(off(request.shown_price, request.ask.price)),
            pieces: pieces(w, &request.ask),
            granted: granted.map(|granted| request.money(granted.price).to_string()),
            left: left.map(|left| w.requests.n_pieces.count(left.unsigned_abs())),
            words: request.buyer_words.clone(),
            answer: request.seller_words.clone(),
            when: when(w, request.created_at.0, now),
            until: request.state.open().then(|| when(w, request.ends_at.0, now)).flatten(),
            holds: own.holds,
            can_withdraw: own.allowed.contains(&Action::Withdraw),
        }
    }
}

/// What has run out is over, even where the worker has not looked yet. Whether the shop has opened it, is the shop's business.
fn shown_state(own: &Own) -> RequestState {
    match own.request.state {
        RequestState::Approved if !own.holds => RequestState::Expired,
        RequestState::Seen => RequestState::New,
        state => state,
    }
}

/// A request as it was typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Typed {
    /// The price.
    #[serde(default)]
    pub price: String,
    /// Pieces.
    #[serde(default)]
    pub pieces: String,
    /// What to tell the shop.
    #[serde(default)]
    pub comment: String,
    /// Makes the request be stored once even when it is sent twice.
    #[serde(default)]
    pub key: String,
}

fn sku(text: &str) -> Result<Sku, Code> {
    text.parse().map(Sku).map_err(|_| Code::ProductNotFound)
}

/// Shows the form.
pub async fn form(visit: Visit, Path(text): Path<String>) -> Page {
    let sku = sku(&text)?;
    html(&ask_page(&visit, sku, Typed { pieces: "1".into(), ..Typed::default() }, None).await?)
}

async fn ask_page(visit: &Visit, sku: Sku, mut typed: Typed, error: Option<String>) -> Result<AskPage, WebError> {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let asking = queries::asking(&visit.app, &buyer, sku).await?;
    if typed.key.is_empty() {
        typed.key = app::chance::id(visit.app.now()).to_string();
    }
    let card = format!("/shop/p/{sku}");
    Ok(AskPage {
        w,
        shell: visit.shop(Tab::Products, w.requests.ask).await?,
        product: ProductLine {
            sku: sku.0,
            name: asking.product.name,
            image: asking.product.picture.map(convert::thumb),
            href: card.clone(),
            price: None,
        },
        card,
        now_costs: w.requests.now_costs.put(asking.shown),
        open: asking.open.as_ref().map(|own| OwnRequest::new(w, own, visit.now())),
        typed,
        error,
    })
}

fn read(sku: Sku, typed: &Typed, once: Option<Once>) -> Result<NewRequest, Refusal> {
    let price = minor_of_typed(&typed.price).ok_or_else(|| Refusal::new(Code::PriceInvalid).at("price"))?;
    let pieces: i64 = typed.pieces.trim().parse().map_err(|_| Refusal::new(Code::QuantityInvalid).at("pieces"))?;
    let words = commands::Words::new(&typed.comment).map_err(|refusal| refusal.at("comment"))?;
    Ok(NewRequest { sku, ask: Ask { price, min: 1.min(pieces), max: pieces }, words, once })
}

/// Sends the request.
pub async fn ask(visit: Visit, Path(text): Path<String>, Form(typed): Form<Typed>) -> Page {
    let (sku, buyer) = (sku(&text)?, visit.buyer()?);
    let scope = format!("web-discount:{}", buyer.id());
    let said = format!("{sku} {} {} {}", typed.price, typed.pieces, typed.comment);
    let once = (!typed.key.is_empty()).then(|| Once::new(scope, &typed.key, &said));
    let done = match read(sku, &typed, once) {
        Ok(new) => commands::ask(&visit.app, &buyer, new).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(asked) if asked.state == RequestState::Approved => Ok(see(&and_say("/shop/requests", "request-granted"))),
        Ok(_) => Ok(see(&and_say("/shop/requests", "request-sent"))),
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict | Kind::TooMany) => {
            let error = visit.tell(&refusal);
            let typed = Typed { key: String::new(), ..typed };
            with_status(StatusCode::BAD_REQUEST, &ask_page(&visit, sku, typed, Some(error)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What the list is asked with.
#[derive(Debug, Deserialize)]
pub struct After {
    after: Option<i64>,
}

/// Shows a buyer's requests.
pub async fn own(visit: Visit, Query(asked): Query<After>) -> Page {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let (found, next) = queries::own(&visit.app, &buyer, asked.after.map(RequestId), PAGE).await?;
    let blank = found.is_empty().then(|| Blank {
        icon: icons::INBOX,
        title: w.requests.none.into(),
        text: w.requests.mine_none_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    });
    let shell = visit.shop(Tab::Orders, w.requests.mine).await?.described(w.requests.mine_description);
    let requests = found.iter().map(|own| OwnRequest::new(w, own, visit.now())).collect();
    let next = next.map(|id| format!("/shop/requests?after={id}"));
    html(&OwnRequestsPage { w, shell, requests, next, blank })
}

/// Takes a request back.
pub async fn withdraw(visit: Visit, Path(text): Path<String>) -> Page {
    let id = text.parse().map(RequestId).map_err(|_| Code::RequestNotFound)?;
    commands::withdraw(&visit.app, &visit.buyer()?, id).await?;
    Ok(see("/shop/requests?done=request-withdrawn"))
}
