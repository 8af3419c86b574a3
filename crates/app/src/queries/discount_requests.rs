//! What is seen of discount requests: by the shop with floor and margin beside each, and by their buyers.

use domain::people::Permission;
use domain::promotions::floor::Costs;
use domain::promotions::requests::{self as rules, Action, RequestState, StandingRule};
use domain::{Code, Money, RequestId, SellerId, Sku, Timestamp};
use store::prices::{self, ShopRules};
use store::products::{self, Product};
use store::{Tx, discount_requests};

use crate::actors::{Buyer, CanRead, SellerStaff};
use crate::pricing::{self, Known, Pair};
use crate::{App, Failure};

pub use store::discount_requests::Request;

/// What counts when a request for a product is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The price on the card now.
    pub shown: Money,
    /// What the product never sells under, minor units; 0 where nothing is set.
    pub floor: i64,
    /// What the product costs its seller.
    pub costs: Costs,
    /// What the shop grants by itself.
    pub standing: Option<StandingRule>,
}

impl Terms {
    pub(crate) fn of(tx: &mut Tx<'_>, product: &Product, now: Timestamp) -> Result<Self, Failure> {
        let pair = (product.seller, product.sku);
        let known = Known::with(tx, vec![product.clone()], now)?;
        Ok(Self::known(&known, pair, now).ok_or(Code::ProductNotFound)?)
    }

    fn known(known: &Known, pair: Pair, now: Timestamp) -> Option<Self> {
        let shown = known.shown(pair, now)?;
        Some(Self {
            shown: Money::new(shown.price, shown.currency),
            floor: known.floor(pair).0,
            costs: pricing::costs(&known.facts_of(pair)),
            standing: standing_rule(&known.rules_of(pair.0)),
        })
    }
}

fn standing_rule(rules: &ShopRules) -> Option<StandingRule> {
    let percent = rules.request_percent?;
    Some(StandingRule { percent, pieces: rules.request_pieces, hours: rules.request_hours })
}

/// Requests that a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Those that wait for the shop.
    #[default]
    Waiting,
    /// Those whose price holds.
    Granted,
    /// Those that are over.
    Over,
    /// All of them.
    All,
}

impl Tab {
    /// The states that it covers; none for all of them.
    pub fn states(self) -> &'static [RequestState] {
        use RequestState as S;
        match self {
            Self::Waiting => &[S::New, S::Seen],
            Self::Granted => &[S::Approved],
            Self::Over => &[S::Declined, S::Expired, S::Withdrawn, S::Bought],
            Self::All => &[],
        }
    }
}

/// A request as the shop sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The request.
    pub request: Request,
    /// The price on the card now, the floor and the costs.
    pub terms: Terms,
    /// What may be done with it.
    pub allowed: Vec<Action>,
}

impl Row {
    /// What is left for the seller of the price that is asked for; `None` where the cost is not known.
    pub fn margin(&self) -> Option<i64> {
        self.terms.costs.margin(self.request.ask.price)
    }
}

/// A page of requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The newest first.
    pub rows: Vec<Row>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<RequestId>,
}

/// Where a page begins: after a request of the page before, or after so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Start {
    /// The last request of the page before.
    pub after: Option<RequestId>,
    /// So many are passed over.
    pub skip: i64,
}

/// A page of a shop's requests in some states; no states means all of them.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    states: &[RequestState],
    from: Start,
    limit: i64,
) -> Result<Page, Failure> {
    let (seller, now, states, limit) = (staff.seller(), app.now(), states.to_vec(), limit.clamp(1, 1_000));
    let may = staff.may(Permission::Promote);
    let before = from.after.unwrap_or(RequestId(i64::MAX));
    app.store()
        .read(move |tx| {
            let mut all = discount_requests::page(tx, seller, &states, before, limit + 1, from.skip.max(0))?;
            let fits = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = all.len() > fits;
            all.truncate(fits);
            let next = all.last().filter(|_| more).map(|last| last.id);
            Ok(Page { rows: rows(tx, seller, all, may, now)?, next })
        })
        .await
}

fn rows(tx: &mut Tx<'_>, seller: SellerId, all: Vec<Request>, may: bool, now: Timestamp) -> Result<Vec<Row>, Failure> {
    let mut pairs: Vec<Pair> = all.iter().map(|request| (seller, request.sku)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let known = Known::load(tx, &pairs, now)?;
    let row = |request: Request| {
        let terms = Terms::known(&known, (seller, request.sku), now)?;
        let allowed = rules::allowed_to_shop(&request.facts(), may && !request.archived, now);
        Some(Row { request, terms, allowed })
    };
    Ok(all.into_iter().filter_map(row).collect())
}

/// How many requests a shop has in each state.
pub async fn counts(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<(RequestState, i64)>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(discount_requests::counts(tx, seller)?)).await
}

/// A request with what the same buyer asked of the shop before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The request.
    pub row: Row,
    /// The buyer's earlier requests to the shop, the newest first.
    pub earlier: Vec<Request>,
}

/// Earlier requests of a buyer that are shown.
const EARLIER: i64 = 20;

/// One request of the shop.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: RequestId) -> Result<Detail, Failure> {
    let (seller, now, may) = (staff.seller(), app.now(), staff.may(Permission::Promote));
    app.store()
        .read(move |tx| {
            let request = discount_requests::one(tx, seller, id)?.ok_or(Code::RequestNotFound)?;
            let earlier = discount_requests::of_buyer_in_shop(tx, request.buyer, seller, id, EARLIER)?;
            let row = rows(tx, seller, vec![request], may, now)?.pop();
            Ok(Detail { row: row.ok_or(Code::RequestNotFound)?, earlier })
        })
        .await
}

/// What a shop grants by itself, with the version of its rules.
pub async fn standing(app: &App, staff: &SellerStaff<CanRead>) -> Result<(Option<StandingRule>, i64), Failure> {
    let seller = staff.seller();
    app.store()
        .glance(move |tx| {
            let rules = prices::rules(tx, seller)?;
            Ok((standing_rule(&rules), rules.version))
        })
        .await
}

/// A request as its buyer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The request.
    pub request: Request,
    /// Whether its price holds now.
    pub holds: bool,
    /// What may be done with it.
    pub allowed: Vec<Action>,
}

fn seen_by_buyer(request: Request, now: Timestamp) -> Own {
    let facts = request.facts();
    Own { holds: facts.holds(now), allowed: rules::allowed_to_buyer(&facts, now), request }
}

/// A buyer's own requests, the newest first. `after` is the last one of the page before.
pub async fn own(
    app: &App,
    buyer: &Buyer,
    after: Option<RequestId>,
    limit: i64,
) -> Result<(Vec<Own>, Option<RequestId>), Failure> {
    let (me, now, limit) = (buyer.id(), app.now(), limit.clamp(1, 100));
    let before = after.unwrap_or(RequestId(i64::MAX));
    app.store()
        .read(move |tx| {
            let mut all = discount_requests::of_buyer(tx, me, before, limit + 1)?;
            let fits = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = all.len() > fits;
            all.truncate(fits);
            let next = all.last().filter(|_| more).map(|last| last.id);
            Ok((all.into_iter().map(|request| seen_by_buyer(request, now)).collect(), next))
        })
        .await
}

/// One of a buyer's own requests.
pub async fn own_one(app: &App, buyer: &Buyer, id: RequestId) -> Result<Own, Failure> {
    let (me, now) = (buyer.id(), app.now());
    app.store()
        .read(move |tx| {
            let found = discount_requests::by_id(tx, id)?.filter(|request| request.buyer == me);
            Ok(seen_by_buyer(found.ok_or(Code::RequestNotFound)?, now))
        })
        .await
}

/// What a buyer sees who is about to ask for a discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The product.
    pub product: Product,
    /// The price on the card now.
    pub shown: Money,
    /// The request that is open already.
    pub open: Option<Own>,
}

/// What a buyer who asks for a discount on a product has to know.
pub async fn asking(app: &App, buyer: &Buyer, sku: Sku) -> Result<Asking, Failure> {
    let (me, now) = (buyer.id(), app.now());
    app.store()
        .read(move |tx| {
            let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
            let shown = Terms::of(tx, &product, now)?.shown;
            let newest = discount_requests::newest(tx, product.seller, sku, me)?;
            let open = newest.filter(|it| it.state.open() && now < it.ends_at);
            Ok(Asking { product, shown, open: open.map(|request| seen_by_buyer(request, now)) })
        })
        .await
}
