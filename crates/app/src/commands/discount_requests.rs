//! Buyers ask for a lower price; the shop grants one, says no, or lets a standing rule grant it.

use std::time::Duration;

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::moderation::reason::Severity;
use domain::promotions::requests::{
    self as rules, Action, Ask, Grant, REQUESTS_A_DAY, RequestState, StandingRule, Step, WAITS, WORDS_MAX,
};
use domain::text::Text;
use domain::{Code, MessageId, PersonId, Refusal, RequestId, SellerId, Sku, Timestamp};
use serde::{Deserialize, Serialize};
use store::discount_requests::{self, Request};
use store::jobs::{self, Job};
use store::{Tx, log, prices, products};

use crate::actors::{Buyer, CanPromote, SellerStaff};
use crate::once::{Once, once};
use crate::queries::discount_requests::Terms;
use crate::{App, Failure, Rules, chance};

/// The job that ends a request when its time is over.
pub const EXPIRE: &str = "expire_discount_request";
/// Requests that are decided at once, at most.
pub const DECIDED_AT_ONCE: usize = 1_000;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What a buyer or the shop says to a request; it may be nothing.
pub type Words = Text<0, WORDS_MAX>;

/// A request to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// For which product.
    pub sku: Sku,
    /// What is asked for, in minor units of the product's currency.
    pub ask: Ask,
    /// What the buyer says to it.
    pub words: Words,
    /// The key of a request that may come twice.
    pub once: Option<Once>,
}

/// A request that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub request: RequestId,
    /// Whether it waits for the shop or was granted at once.
    pub state: RequestState,
    /// Until when it waits, or its price holds; microseconds.
    pub ends_at: i64,
}

/// Asks for a lower price. A standing rule of the shop may grant it at once.
pub async fn ask(app: &App, buyer: &Buyer, new: NewRequest) -> Result<Asked, Failure> {
    let (now, buyer, of) = (app.now(), buyer.clone(), app.rules().clone());
    app.store().write(move |tx| once(tx, new.once.as_ref(), now, |tx| ask_in(tx, &of, &buyer, &new, now))).await
}

fn ask_in(tx: &mut Tx<'_>, of: &Rules, buyer: &Buyer, new: &NewRequest, now: Timestamp) -> Result<Asked, Failure> {
    let product = products::by_sku(tx, new.sku)?.ok_or(Code::ProductNotFound)?;
    let before = discount_requests::newest(tx, product.seller, product.sku, buyer.id())?;
    if before.as_ref().is_some_and(|it| it.state.open() && now < it.ends_at) {
        return Err(Code::RequestAlready.into());
    }
    if discount_requests::asked_since(tx, buyer.id(), now.before(DAY))? >= REQUESTS_A_DAY {
        return Err(Code::RequestsTooMany.into());
    }
    let terms = Terms::of(tx, &product, now)?;
    rules::check_ask(&new.ask, terms.shown, product.stock)?;
    words_fit(of, Subject::Question, &new.words)?;
    let asking = Asking { buyer: buyer.id(), name: buyer.name().to_owned(), ask: new.ask, words: new.words.clone() };
    let mut request = new_request(product, &terms, asking, before.map(|it| it.id), now);
    insert(tx, &mut request, now)?;
    by_itself(tx, &mut request, &terms, now)?;
    Ok(Asked { request: request.id, state: request.state, ends_at: request.ends_at.0 })
}

/// Who asks for what.
struct Asking {
    buyer: PersonId,
    name: String,
    ask: Ask,
    words: Words,
}

fn new_request(
    product: products::Product,
    terms: &Terms,
    asking: Asking,
    previous: Option<RequestId>,
    now: Timestamp,
) -> Request {
    Request {
        seller: product.seller,
        id: RequestId(0),
        sku: product.sku,
        buyer: asking.buyer,
        buyer_name: asking.name,
        state: RequestState::New,
        list_price: product.price.minor,
        shown_price: terms.shown.minor,
        ask: asking.ask,
        buyer_words: asking.words.into_string(),
        seller_words: String::new(),
        granted: None,
        bought: 0,
        automatic: false,
        decided_by: None,
        decided_name: String::new(),
        created_at: now,
        seen_at: None,
        decided_at: None,
        ends_at: now.after(WAITS),
        previous,
        version: 1,
        product: product.name,
        offer: product.offer_id,
        picture: product.picture,
        price_now: product.price,
        stock: product.stock,
        archived: product.archived,
    }
}

/// A request that comes from elsewhere, with the number that it has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its number.
    pub id: RequestId,
    /// Who asks.
    pub buyer: PersonId,
    /// Under which name.
    pub name: String,
    /// For which product.
    pub sku: Sku,
    /// What is asked for.
    pub ask: Ask,
    /// What the buyer says to it.
    pub words: Words,
}

/// Makes requests known that come from elsewhere, as if they were asked now; those that are there already stay as they are. A
/// product that is not there is passed over.
pub async fn import(app: &App, all: Vec<Imported>) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            for one in all {
                let Some(product) = products::by_sku(tx, one.sku)? else { continue };
                let before = discount_requests::newest(tx, product.seller, product.sku, one.buyer)?;
                let terms = Terms::of(tx, &product, now)?;
                let asked = Asking { buyer: one.buyer, name: one.name, ask: one.ask, words: one.words };
                let mut request = new_request(product, &terms, asked, before.map(|it| it.id), now);
                request.id = one.id;
                if discount_requests::insert(tx, &request)? {
                    told(tx, &request, now)?;
                }
            }
            Ok(())
        })
        .await
}

/// How often another number is taken where one of the same millisecond is there.
const TRIES: usize = 16;

fn insert(tx: &mut Tx<'_>, request: &mut Request, now: Timestamp) -> Result<(), Failure> {
    for _ in 0..TRIES {
        request.id = RequestId(MessageId::next(None, now, chance::salt()).0);
        if discount_requests::insert(tx, request)? {
            return told(tx, request, now);
        }
    }
    Err(Failure::fault("no number for a discount request in its millisecond"))
}

/// What follows from a new request.
fn told(tx: &mut Tx<'_>, request: &Request, now: Timestamp) -> Result<(), Failure> {
    end_later(tx, request)?;
    let (id, sku, buyer) = (request.id.to_string(), request.sku.0, request.buyer.to_string());
    let event = Event::DiscountAsked { request: id, sku, buyer };
    Ok(log::append(tx, now, request.seller, By::Buyer(request.buyer), &event)?)
}

/// A job for the end of a request. Where the end is moved, the job that was there finds nothing to do.
pub(crate) fn end_later(tx: &mut Tx<'_>, request: &Request) -> Result<(), Failure> {
    let job = Job {
        id: format!("{EXPIRE}:{}:{}", request.id, request.ends_at.0),
        kind: EXPIRE.into(),
        seller: request.seller,
        subject: request.id.to_string(),
        attempts: 0,
    };
    Ok(jobs::insert(tx, &job, request.ends_at)?)
}

fn by_itself(tx: &mut Tx<'_>, request: &mut Request, terms: &Terms, now: Timestamp) -> Result<(), Failure> {
    let Some(rule) = terms.standing else { return Ok(()) };
    let granted = rules::by_itself(&rule, &request.ask, request.list_price, terms.floor);
    match granted {
        Some(grant) => {
            let words = Words::new("")?;
            decide(tx, request, Verdict::Grant(grant), &words, &Decider::rule(), now)
        }
        None => Ok(()),
    }
}

/// What stands in the way of one's words reaching the other side: contacts, links, abuse, deals past the marketplace.
fn words_fit(of: &Rules, subject: Subject, words: &str) -> Result<(), Refusal> {
    let found = of.policy.look(subject, words).into_iter().find(|it| it.reason.severity() >= Severity::High);
    let Some(found) = found else { return Ok(()) };
    let what = words.get(found.span).filter(|piece| !piece.is_empty()).unwrap_or(words);
    Err(Refusal::new(Code::RequestWords).at("comment").with("what", what))
}

/// Takes one's own request back.
pub async fn withdraw(app: &App, buyer: &Buyer, id: RequestId) -> Result<(), Failure> {
    let (now, me) = (app.now(), buyer.id());
    app.store()
        .write(move |tx| {
            let mut request = own(tx, me, id)?;
            rules::check(&request.facts(), Action::Withdraw, now)?;
            end(tx, &mut request, Step::Withdrawn, By::Buyer(me), now)
        })
        .await
}

fn own(tx: &mut Tx<'_>, buyer: PersonId, id: RequestId) -> Result<Request, Failure> {
    let found = discount_requests::by_id(tx, id)?.filter(|request| request.buyer == buyer);
    Ok(found.ok_or(Code::RequestNotFound)?)
}

fn end(tx: &mut Tx<'_>, request: &mut Request, step: Step, by: By, now: Timestamp) -> Result<(), Failure> {
    let before = request.state;
    request.state = rules::apply(before, step);
    keep(tx, request)?;
    if request.state == before {
        return Ok(());
    }
    let event = Event::DiscountEnded {
        request: request.id.to_string(),
        sku: request.sku.0,
        buyer: request.buyer.to_string(),
        state: request.state,
    };
    Ok(log::append(tx, now, request.seller, by, &event)?)
}

fn keep(tx: &mut Tx<'_>, request: &mut Request) -> Result<(), Failure> {
    if discount_requests::update(tx, request)? { Ok(()) } else { Err(Code::RequestChanged.into()) }
}

/// Somebody of the shop opened a request.
pub async fn seen(app: &App, staff: &SellerStaff<CanPromote>, id: RequestId) -> Result<(), Failure> {
    let (now, seller) = (app.now(), staff.seller());
    app.store()
        .write(move |tx| {
            let mut request = load(tx, seller, id)?;
            if request.state != RequestState::New {
                return Ok(());
            }
            request.state = rules::apply(request.state, Step::Opened);
            request.seen_at = Some(now);
            keep(tx, &mut request)
        })
        .await
}

fn load(tx: &mut Tx<'_>, seller: SellerId, id: RequestId) -> Result<Request, Failure> {
    Ok(discount_requests::one(tx, seller, id)?.ok_or(Code::RequestNotFound)?)
}

/// What the shop says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A price.
    Grant(Grant),
    /// No.
    Decline,
}

/// A decision on one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Which.
    pub request: RequestId,
    /// What the shop says.
    pub verdict: Verdict,
    /// In which words.
    pub words: Words,
    /// The version that was before somebody's eyes; where it has changed since, the decision is refused. `None` asks for no
    /// such check.
    pub seen: Option<i64>,
}

/// Who decides.
struct Decider {
    by: By,
    name: String,
    rule: bool,
}

impl Decider {
    fn rule() -> Self {
        Self { by: By::System, name: String::new(), rule: true }
    }
}

/// Decides one request, or changes the decision while that can be done.
pub async fn decide_one(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    decision: Decision,
    key: Option<Once>,
) -> Result<(), Failure> {
    let (now, of, seller) = (app.now(), app.rules().clone(), staff.seller());
    let decider = Decider { by: staff.by(), name: staff.name().to_owned(), rule: false };
    app.store()
        .write(move |tx| once(tx, key.as_ref(), now, |tx| decide_in(tx, &of, seller, &decision, &decider, now)))
        .await
}

/// Decides many requests, each by itself: what is refused leaves the others as they are.
pub async fn decide_many(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    decisions: Vec<Decision>,
) -> Result<Vec<(RequestId, Result<(), Refusal>)>, Failure> {
    if decisions.len() > DECIDED_AT_ONCE {
        return Err(Refusal::new(Code::TooManyItems)
            .at("tasks")
            .with("max", DECIDED_AT_ONCE)
            .with("got", decisions.len())
            .into());
    }
    let (now, of, seller) = (app.now(), app.rules().clone(), staff.seller());
    let decider = Decider { by: staff.by(), name: staff.name().to_owned(), rule: false };
    app.store()
        .write(move |tx| {
            let mut all = Vec::with_capacity(decisions.len());
            for decision in &decisions {
                // Everything that may be refused is looked at before anything is written.
                match decide_in(tx, &of, seller, decision, &decider, now) {
                    Ok(()) => all.push((decision.request, Ok(()))),
                    Err(Failure::Refusal(refusal)) => all.push((decision.request, Err(refusal))),
                    Err(fault @ Failure::Fault(_)) => return Err(fault),
                }
            }
            Ok(all)
        })
        .await
}

fn decide_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    decision: &Decision,
    decider: &Decider,
    now: Timestamp,
) -> Result<(), Failure> {
    let mut request = load(tx, seller, decision.request)?;
    if decision.seen.is_some_and(|seen| seen != request.version) {
        return Err(Code::RequestChanged.into());
    }
    words_fit(of, Subject::Answer, &decision.words)?;
    let action = match decision.verdict {
        Verdict::Grant(_) => Action::Approve,
        Verdict::Decline => Action::Decline,
    };
    rules::check(&request.facts(), action, now)?;
    if let Verdict::Grant(grant) = decision.verdict {
        let product = products::one(tx, seller, request.sku)?.ok_or(Code::ProductNotFound)?;
        if product.archived {
            return Err(Code::ProductGone.into());
        }
        let terms = Terms::of(tx, &product, now)?;
        rules::check_grant(&grant, terms.shown, terms.floor)?;
    }
    decide(tx, &mut request, decision.verdict, &decision.words, decider, now)
}

fn decide(
    tx: &mut Tx<'_>,
    request: &mut Request,
    verdict: Verdict,
    words: &Words,
    decider: &Decider,
    now: Timestamp,
) -> Result<(), Failure> {
    let step = match verdict {
        Verdict::Grant(grant) => {
            request.granted = Some(Ask { price: grant.price, min: grant.min, max: grant.max });
            request.ends_at = now.after(hours(grant.hours));
            Step::Approved
        }
        Verdict::Decline => {
            request.granted = None;
            Step::Declined
        }
    };
    request.state = rules::apply(request.state, step);
    request.seller_words = words.to_string();
    request.automatic = decider.rule;
    request.decided_by = Some(decider.by.to_string());
    request.decided_name.clone_from(&decider.name);
    // The time to change a decision runs from the first one.
    request.decided_at = request.decided_at.or(Some(now));
    keep(tx, request)?;
    let (id, sku, buyer) = (request.id.to_string(), request.sku.0, request.buyer.to_string());
    let event = match verdict {
        Verdict::Grant(_) => {
            end_later(tx, request)?;
            Event::DiscountApproved { request: id, sku, buyer, automatic: decider.rule }
        }
        Verdict::Decline => Event::DiscountDeclined { request: id, sku, buyer },
    };
    Ok(log::append(tx, now, request.seller, decider.by, &event)?)
}

fn hours(count: i64) -> Duration {
    Duration::from_secs(count.unsigned_abs().saturating_mul(3600))
}

/// Sets what is granted without anybody looking, or that nothing is. `seen` is the version of the shop's rules that was before
/// somebody's eyes.
pub async fn set_standing(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    rule: Option<StandingRule>,
    seen: Option<i64>,
) -> Result<(), Failure> {
    if let Some(rule) = &rule {
        rules::check_standing(rule)?;
    }
    let (now, seller, by) = (app.now(), staff.seller(), staff.by());
    app.store()
        .write(move |tx| {
            let mut all = prices::rules(tx, seller)?;
            if seen.is_some_and(|seen| seen != all.version) {
                return Err(Code::RulesChanged.into());
            }
            all.request_percent = rule.map(|rule| rule.percent);
            if let Some(rule) = rule {
                (all.request_pieces, all.request_hours) = (rule.pieces, rule.hours);
            }
            all.updated_at = now;
            prices::put_rules(tx, seller, &all)?;
            Ok(log::append(tx, now, seller, by, &Event::PriceRulesChanged)?)
        })
        .await
}

/// Notes that pieces were bought at a granted price, in the transaction of the order. Refused where the price no longer holds or
/// fewer pieces are left.
pub fn bought(tx: &mut Tx<'_>, id: RequestId, pieces: i64, now: Timestamp) -> Result<(), Failure> {
    let mut request = discount_requests::by_id(tx, id)?.ok_or(Code::RequestNotFound)?;
    let granted = request.granted.filter(|_| request.facts().holds(now)).ok_or(Code::RequestOver)?;
    let left = granted.max - request.bought;
    if !(1..=left).contains(&pieces) {
        return Err(Code::RequestBought.into());
    }
    request.bought += pieces;
    let (by, step) = (By::Buyer(request.buyer), Step::Bought { all: pieces == left });
    end(tx, &mut request, step, by, now)
}

/// The time of a request may be over. Nothing happens where it is not, or where the request has ended otherwise.
pub(crate) fn expire(tx: &mut Tx<'_>, seller: SellerId, id: RequestId, now: Timestamp) -> Result<(), Failure> {
    let Some(mut request) = discount_requests::one(tx, seller, id)? else { return Ok(()) };
    if !request.state.open() || now < request.ends_at {
        return Ok(());
    }
    let step = Step::TimeUp { bought: request.bought > 0 };
    end(tx, &mut request, step, By::System, now)
}
