//! The editor of a product in a promotion: showing it, reckoning the worst case while one types, saving, taking out.

use app::commands::promotions::Entry;
use app::queries::promotions::{self as stored, Candidate, Card, Worst};
use app::{CanPromote, CanRead, Failure, SellerStaff, commands, queries};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::promotions::Standing;
use domain::promotions::admission::{self, Agreed, Ask};
use domain::promotions::linked::discount;
use domain::promotions::price::Source;
use domain::{Code, Currency, Kind, PromotionId, Refusal, Sku, Timestamp};
use serde::Deserialize;

use super::promotions::{asked, promotion_id, sku};
use super::promotions_editor::{Bill, BillFragment, Conflict, Editor, EditorFragment, EditorPage};
use super::promotions_row::{Typed, Was};
use super::promotions_terms::{money, percent, said, typed as in_field, typed_percent};
use crate::web::convert;
use crate::web::layout::Tab;
use crate::web::parts::Field;
use crate::web::respond::{Page, WebError, and_say, html, see, with_status};
use crate::web::visit::{Fragment, Visit};
use crate::web::words::Words;

/// Days that the line of prices shows.
const LINE: std::time::Duration = std::time::Duration::from_secs(30 * 86_400);

/// What the editor sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    /// The version that was before the editor's eyes.
    #[serde(default)]
    pub version: i64,
    /// Discount and price as they stood there: which one was changed says which one counts.
    #[serde(default)]
    pub was: String,
    /// In percent.
    #[serde(default)]
    pub discount: String,
    /// The price.
    #[serde(default)]
    pub price: String,
    /// Pieces.
    #[serde(default)]
    pub quantity: String,
    /// Save or reckon.
    #[serde(default, rename = "do")]
    pub act: String,
}

impl Sent {
    fn typed(&self) -> Typed {
        let (discount, price) = self.was.split_once(';').unwrap_or_default();
        let was =
            Was { version: self.version, discount: discount.into(), price: price.into(), quantity: String::new() };
        Typed { discount: self.discount.clone(), price: self.price.clone(), quantity: self.quantity.clone(), was }
    }

    /// What is asked for. A discount counts where it was changed and the price was not: a script changes both.
    fn ask(&self, list: i64) -> Result<Ask, Refusal> {
        let typed = self.typed();
        let by_discount = typed.discount != typed.was.discount && typed.price == typed.was.price;
        asked(&typed, by_discount.then_some(list))
    }
}

/// Everything that the editor is drawn from.
struct Scene<'a> {
    visit: &'a Visit,
    staff: SellerStaff<CanRead>,
    id: PromotionId,
    card: Card,
    one: Candidate,
}

async fn scene<'a>(visit: &'a Visit, id: &str, product: &str) -> Result<Scene<'a>, WebError> {
    let staff = visit.staff::<CanRead>()?;
    let (id, sku) = (promotion_id(id)?, sku(product)?);
    let (card, one) =
        tokio::try_join!(stored::one(&visit.app, &staff, id), stored::product(&visit.app, &staff, id, sku))?;
    Ok(Scene { visit, staff, id, card, one })
}

/// Shows the editor.
pub async fn show(visit: Visit, Path((id, product)): Path<(String, String)>) -> Page {
    let scene = scene(&visit, &id, &product).await?;
    let editor = scene.editor().await?;
    scene.page(StatusCode::OK, editor).await
}

/// Saves what was typed, or reckons what it would cost.
pub async fn send(visit: Visit, Path((id, product)): Path<(String, String)>, Form(sent): Form<Sent>) -> Page {
    let scene = scene(&visit, &id, &product).await?;
    let ask = sent.ask(scene.list());
    if sent.act == "reckon" {
        return scene.reckoned(&sent, ask).await;
    }
    let staff = visit.staff::<CanPromote>()?;
    let outcome = match ask {
        Ok(ask) => {
            let seen = scene.one.participation.as_ref().map(|_| sent.version);
            let entry = Entry { sku: scene.sku(), ask, seen };
            let outcomes = commands::promotions::join(&visit.app, &staff, scene.id, vec![entry]).await;
            outcomes.and_then(|all| Ok(all.into_iter().next().map(|(_, outcome)| outcome).transpose()?))
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(_) => Ok(see(&and_say(&format!("/promotions/{}", scene.id), "promotion-changed"))),
        Err(Failure::Refusal(refusal)) if comes_back(&refusal) => scene.refused(&sent, refusal).await,
        Err(failure) => Err(failure.into()),
    }
}

fn comes_back(refusal: &Refusal) -> bool {
    matches!(refusal.kind(), Kind::Invalid | Kind::Conflict)
}

/// Takes the product out.
pub async fn delete(visit: Visit, Path((id, product)): Path<(String, String)>) -> Page {
    let (staff, id, sku) = (visit.staff::<CanPromote>()?, promotion_id(&id)?, sku(&product)?);
    let outcomes = commands::promotions::leave(&visit.app, &staff, id, vec![sku]).await?;
    if let Some((_, Err(refusal))) = outcomes.into_iter().next() {
        return Err(refusal.into());
    }
    Ok(see(&and_say(&format!("/promotions/{id}"), "promotion-left")))
}

impl Scene<'_> {
    fn w(&self) -> &'static Words {
        self.visit.w()
    }

    fn sku(&self) -> Sku {
        self.one.product.sku
    }

    fn list(&self) -> i64 {
        self.one.product.price.minor
    }

    fn currency(&self) -> Currency {
        self.one.product.price.currency
    }

    fn is_in(&self) -> bool {
        let standing = self.one.participation.as_ref().map(|there| there.standing);
        matches!(standing, Some(Standing::In | Standing::Nominated))
    }

    async fn page(&self, status: StatusCode, e: Editor) -> Page {
        let w = self.w();
        if self.visit.fragment == Some(Fragment::Detail) {
            return with_status(status, &EditorFragment { w, e });
        }
        let shell = self.visit.cabinet(Tab::Promotions, w.promotions.editor).await?.described(w.promotions.description);
        with_status(status, &EditorPage { w, shell, e })
    }

    /// Only the worst case for a script; for a form without one the whole page with what was typed.
    async fn reckoned(&self, sent: &Sent, ask: Result<Ask, Refusal>) -> Page {
        let bill = self.bill(ask).await?;
        if self.visit.fragment == Some(Fragment::Changes) {
            return html(&BillFragment { w: self.w(), bill });
        }
        let list = self.list();
        let mut editor = Editor { bill, ..self.editor().await? };
        put_back(&mut editor, sent);
        // What one has changed the other follows, also without a script.
        if let Ok(Ask { price: Some(price), .. }) = sent.ask(list) {
            editor.price = Field::of(in_field(price));
            editor.discount = Field::of(typed_percent(discount(list, price)));
        }
        self.page(StatusCode::OK, editor).await
    }

    async fn refused(&self, sent: &Sent, refusal: Refusal) -> Page {
        let why = self.visit.tell(&refusal);
        let mut editor = self.editor().await?;
        if refusal.code == Code::ParticipationChanged {
            editor.conflict = Some(self.conflict(sent).await?);
        } else {
            editor.bill.blocked = Some(why);
        }
        put_back(&mut editor, sent);
        let field = match refusal.field {
            Some("price") => Some(&mut editor.price),
            Some("discount") => Some(&mut editor.discount),
            Some("quantity") => Some(&mut editor.quantity),
            _ => None,
        };
        if let Some(field) = field {
            field.error = Some(String::new());
        }
        let status = if refusal.kind() == Kind::Invalid { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
        self.page(status, editor).await
    }

    /// What a colleague saved beside what was typed.
    async fn conflict(&self, sent: &Sent) -> Result<Conflict, WebError> {
        let there = self.one.participation.as_ref();
        let lines = stored::consents(&self.visit.app, &self.staff, self.id, Some(self.sku()), 1).await?;
        let rows = super::promotions_head::consents(self.visit, &self.staff, &lines).await?;
        let who = rows.into_iter().next().map(|row| {
            let when = row.when.map(|when| when.short).unwrap_or_default();
            self.w().promotions.agreed_to.put2(row.who, when)
        });
        let yours = [sent.price.trim(), sent.quantity.trim()].into_iter().filter(|part| !part.is_empty());
        Ok(Conflict {
            theirs: there.map(|there| self.terms(there.price, there.quantity)).unwrap_or_default(),
            yours: yours.collect::<Vec<_>>().join(", "),
            who,
        })
    }

    fn terms(&self, price: Option<i64>, quantity: Option<i64>) -> String {
        let price = price.map(|price| money(price, self.currency()));
        let pieces = quantity.map(|pieces| self.w().promotions.n_pieces.count(u64::try_from(pieces).unwrap_or(0)));
        price.into_iter().chain(pieces).collect::<Vec<_>>().join(", ")
    }

    /// The worst case of what is asked for, and why it cannot be, where it cannot.
    async fn bill(&self, ask: Result<Ask, Refusal>) -> Result<Bill, WebError> {
        let ask = match ask {
            Ok(ask) => ask,
            Err(refusal) => return Ok(self.blocked(&refusal)),
        };
        let worst = stored::worst(&self.visit.app, &self.staff, self.id, self.sku(), ask).await?;
        let bill = drawn(self.w(), &worst, self.currency());
        let cut = worst.outcome.as_ref().is_ok_and(|agreed| agreed.cut);
        Ok(Bill { cut, blocked: worst.outcome.as_ref().err().map(|refusal| self.visit.tell(refusal)), ..bill })
    }

    fn blocked(&self, refusal: &Refusal) -> Bill {
        let floor = (self.one.floor > 0).then(|| money(self.one.floor, self.currency()));
        Bill {
            line: "–".into(),
            floor: floor.map(|floor| self.w().promotions.worst_floor.put(floor)),
            blocked: Some(self.visit.tell(refusal)),
            ..Bill::default()
        }
    }

    async fn editor(&self) -> Result<Editor, WebError> {
        let (w, p) = (self.w(), &self.w().promotions);
        let there = self.one.participation.as_ref().filter(|_| self.is_in());
        let offered = self.one.offered.as_ref().ok().copied();
        let agreed = there.map(|there| Agreed { price: there.price, quantity: there.quantity, cut: false }).or(offered);
        let (price, quantity) = agreed.map_or((None, None), |agreed| (agreed.price, agreed.quantity));
        let may = self.visit.staff::<CanPromote>().is_ok();
        let over = self.card.phase == domain::promotions::Phase::Finished;
        let open = admission::is_open(&self.card.terms, self.visit.app.now());
        let fits = self.is_in() || self.one.offered.is_ok();
        let why_not = self.one.offered.as_ref().err().or(open.as_ref().err()).filter(|_| !self.is_in());
        let bill = match agreed {
            Some(Agreed { price, quantity, .. }) => {
                Bill { blocked: None, ..self.bill(Ok(Ask { price, quantity })).await? }
            }
            None => Bill { line: "–".into(), ..Bill::default() },
        };
        let promotion = &self.card.running.promotion;
        Ok(Editor {
            path: format!("/promotions/{}/products/{}", self.id, self.sku()),
            back_href: format!("/promotions/{}", self.id),
            promotion: said(w.lang, &promotion.title).to_owned(),
            product: convert::product(&self.one.product),
            facts: self.facts(),
            base: self.list(),
            discount: Field::of(price.map(|price| typed_percent(discount(self.list(), price))).unwrap_or_default()),
            price: Field::of(price.map(in_field).unwrap_or_default()),
            quantity: Field::of(quantity.map(|pieces| pieces.to_string()).unwrap_or_default()),
            version: self.one.participation.as_ref().map_or(0, |there| there.version),
            bill,
            is_in: self.is_in(),
            priced: self.card.terms.priced,
            can_change: may && !over && fits,
            can_leave: may && self.is_in() && admission::may_leave(&self.card.terms, self.visit.app.now()).is_ok(),
            conflict: None,
            notice: match why_not {
                _ if !may => Some(p.reads_only.to_owned()),
                Some(refusal) => Some(self.visit.tell(refusal)),
                None => super::promotions_terms::frozen(w, &self.card.terms, self.visit.now()).filter(|_| !over),
            },
            history: self.history().await?,
        })
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let (p, currency) = (&self.w().promotions, self.currency());
        let mut facts = vec![(p.price_now, money(self.list(), currency))];
        if self.one.shown != self.list() {
            facts.push((p.price_shown, money(self.one.shown, currency)));
        }
        if let Some(max) = self.one.max_price {
            facts.push((p.price_limit, money(max, currency)));
        }
        let floor = if self.one.floor > 0 { money(self.one.floor, currency) } else { p.floor_none.to_owned() };
        facts.push((p.floor, floor));
        facts.push((p.col_stock, p.n_pieces.count(u64::try_from(self.one.product.stock).unwrap_or(0))));
        facts
    }

    /// The prices of 30 days as a line of steps, 240 wide and 56 high.
    async fn history(&self) -> Result<Option<(String, String)>, WebError> {
        let points = queries::prices::history(&self.visit.app, &self.staff, self.sku()).await?;
        let (now, p) = (self.visit.app.now(), &self.w().promotions);
        let since = now.before(LINE);
        let prices: Vec<(Timestamp, i64)> = points.iter().map(|point| (point.at, point.price)).collect();
        let lowest = prices.iter().map(|(_, price)| *price).min();
        let told = |lowest| format!("{}. {}: {}", p.history, p.lowest30, money(lowest, self.currency()));
        Ok(steps(&prices, since, now).zip(lowest.map(told)))
    }
}

/// The fields as they were typed.
fn put_back(editor: &mut Editor, sent: &Sent) {
    editor.discount = Field::of(&*sent.discount);
    editor.price = Field::of(&*sent.price);
    editor.quantity = Field::of(&*sent.quantity);
}

/// A line of steps through prices; nothing where there is only one.
fn steps(prices: &[(Timestamp, i64)], since: Timestamp, now: Timestamp) -> Option<String> {
    let (low, high) = prices.iter().fold((i64::MAX, 0), |range, (_, price)| (range.0.min(*price), range.1.max(*price)));
    if prices.len() < 2 || low >= high {
        return None;
    }
    let width = i128::from((now.0 - since.0).max(1));
    let x = |at: Timestamp| i128::from((at.0 - since.0).clamp(0, now.0 - since.0)) * 240 / width;
    let y = |price: i64| 4 + i128::from(high - price) * 48 / i128::from(high - low);
    let mut points = Vec::new();
    for pair in prices.windows(2) {
        if let [(at, price), (next, _)] = pair {
            points.push(format!("{},{} {},{}", x(*at), y(*price), x(*next), y(*price)));
        }
    }
    let (at, price) = prices.last()?;
    points.push(format!("{},{} 240,{}", x(*at), y(*price), y(*price)));
    Some(points.join(" "))
}

/// The worst case in words.
pub fn drawn(w: &Words, worst: &Worst, currency: Currency) -> Bill {
    let (p, bill) = (&w.promotions, &worst.bill);
    let sum = |minor| money(minor, currency);
    let mut sums = vec![(p.bill_turnover, sum(bill.turnover)), (p.bill_discount, sum(bill.discount))];
    if bill.funded > 0 {
        sums.push((p.bill_funded, sum(bill.funded)));
    }
    if let Some(margin) = bill.margin {
        sums.push((p.bill_margin, sum(margin)));
    }
    sums.push((p.bill_lowest, sum(bill.lowest)));
    let name = |source: Source| match source {
        Source::Promotion(id) => worst.titles.get(&id).map_or(String::new(), |title| said(w.lang, title).to_owned()),
        Source::Request(_) => p.granted.to_owned(),
    };
    let pieces = i64::from(bill.pieces.max(1));
    let mut left = bill.undiscounted;
    let steps = bill.steps.iter().map(|step| {
        left -= step.minor;
        (name(step.source), sum(left / pieces), step.cut_by_floor)
    });
    let list = std::iter::once((p.stack_list.to_owned(), sum(worst.list), false));
    let steps = list.chain(steps).collect();
    let share = worst.margin_share();
    Bill {
        line: p.worst.put2(bill.pieces, sum(bill.alone)),
        margin: share
            .map_or_else(|| p.no_cost.to_owned(), |share| p.worst_margin.put(format!("{}\u{a0}%", percent(w, share)))),
        loss: share.is_some_and(|share| share < 0),
        floor: (worst.floor > 0).then(|| p.worst_floor.put(sum(worst.floor))),
        sums,
        steps,
        cut: false,
        blocked: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_prices_goes_in_steps_and_one_price_makes_none() {
        let at = |minute: i64| Timestamp(minute * 60_000_000);
        let prices = [(at(0), 200), (at(30), 100)];
        assert_eq!(steps(&prices, at(0), at(60)).as_deref(), Some("0,4 120,4 120,52 240,52"));
        assert_eq!(steps(&prices[..1], at(0), at(60)), None);
    }

    #[test]
    fn whichever_was_changed_counts() {
        let sent = |discount: &str, price: &str| Sent {
            was: "15;850".into(),
            discount: discount.into(),
            price: price.into(),
            ..Sent::default()
        };
        let price = |sent: Sent| sent.ask(100_000).map(|ask| ask.price);
        assert_eq!(price(sent("20", "850")), Ok(Some(80_000)), "without a script the price did not follow");
        assert_eq!(price(sent("15", "790")), Ok(Some(79_000)));
        assert_eq!(price(sent("20", "800")), Ok(Some(80_000)));
        assert_eq!(price(sent("15", "NaN")).unwrap_err().code, Code::PriceInvalid);
    }
}
