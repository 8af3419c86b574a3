//! `/shop/p/{sku}`: from its address to what the card shows.

use app::pricing::Shown;
use app::queries::shop::{Card, CardCursor, CardFilter, CardOrder, Product, Review};
use app::{Buyer, commands, queries};
use axum::extract::{Form, Path, RawQuery};
use domain::{Code, Money, Place, Sku};
use serde::Deserialize;

use super::asked::{self, AskedTab};
use super::price;
use super::product::{Buy, Indexed, ProductPage, ShopAnswer, ShopReview, json_ld};
use crate::web::convert::{self, Eyes};
use crate::web::layout::{Shell, Tab};
use crate::web::parts::Chip;
use crate::web::query;
use crate::web::respond::{Page, WebError, html, see};
use crate::web::visit::Visit;
use crate::web::words::{Words, number};

/// Reviews on a page of a card.
const PAGE: i64 = 10;

/// What the address of a card asks for.
#[derive(Clone, Debug, Default)]
struct CardQuery {
    filter: CardFilter,
    order: CardOrder,
    before: Option<CardCursor>,
}

impl CardQuery {
    fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            match name.as_str() {
                "stars" => it.filter.stars = value.parse().ok().filter(|n| (1..=5).contains(n)).into_iter().collect(),
                "media" => it.filter.has_media = (value == "1").then_some(true),
                "sort" if value == "new" => it.order = CardOrder::Newest,
                "before" => it.before = cursor(&value),
                _ => {}
            }
        }
        it
    }

    fn href(&self, sku: Sku) -> String {
        let stars = self.filter.stars.iter().map(u8::to_string).collect();
        let pairs = [
            ("stars", stars),
            ("media", if self.filter.has_media == Some(true) { "1".into() } else { String::new() }),
            ("sort", if self.order == CardOrder::Newest { "new".into() } else { String::new() }),
            ("before", self.before.map(|at| format!("{}.{}", at.useful, at.place)).unwrap_or_default()),
        ];
        query::address(&convert::card_href(Some(sku)), pairs)
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut it = Self { before: None, ..self.clone() };
        change(&mut it);
        it
    }
}

fn cursor(text: &str) -> Option<CardCursor> {
    let (useful, place) = text.split_once('.')?;
    Some(CardCursor { useful: useful.parse().ok()?, place: Place(place.parse().ok()?) })
}

/// Shows a card.
pub async fn show(visit: Visit, Path(sku): Path<String>, RawQuery(query): RawQuery) -> Page {
    let sku = Sku(sku.parse().map_err(|_| Code::ProductNotFound)?);
    let query = query.unwrap_or_default();
    if query::pairs(&query).iter().any(|(name, value)| name == "tab" && value == "questions") {
        return super::questions::show(&visit, sku, &query).await;
    }
    let asked = CardQuery::parse(&query);
    let buyer = visit.person.as_ref().map(app::Person::buyer);
    let (filter, order) = (asked.filter.clone(), asked.order);
    let card = queries::shop::card(&visit.app, buyer.as_ref(), sku, filter, order, asked.before, PAGE).await?;
    let leave = leave_href(&visit, buyer.as_ref(), sku).await?;
    let order = queries::asking::CardOrder::default();
    let questions = queries::asking::card(&visit.app, None, sku, order, None, 1).await?.total;
    let shell = visit.shop(Tab::Products, &card.product.name).await?;
    let shown = price_of(&visit, &card).await?;
    let mut page = page(&visit, shell, &asked, (card, shown), buyer.as_ref(), leave);
    page.tabs = tabs(visit.w(), sku, page.total, u64::try_from(questions).unwrap_or(0), false);
    html(&page)
}

/// The card with its questions in place of the reviews.
pub async fn with_questions(visit: &Visit, sku: Sku, mut tab: AskedTab) -> Result<ProductPage, WebError> {
    let asked = CardQuery::default();
    let buyer = visit.person.as_ref().map(app::Person::buyer);
    let (filter, order) = (asked.filter.clone(), asked.order);
    let card = queries::shop::card(&visit.app, buyer.as_ref(), sku, filter, order, None, 1).await?;
    let shell = visit.shop(Tab::Products, &card.product.name).await?;
    let shell = shell.described(visit.w().asking.description.put(&card.product.name));
    let shown = price_of(visit, &card).await?;
    let mut page = page(visit, shell, &asked, (card, shown), buyer.as_ref(), None);
    for question in &mut tab.questions {
        // Whoever of the staff wrote it, the shop has answered.
        for answer in question.answers.iter_mut().chain(&mut question.folded).filter(|answer| answer.by_shop) {
            answer.author.clone_from(&page.seller);
        }
    }
    page.tabs = tabs(visit.w(), sku, page.total, tab.total, true);
    page.faq = asked::faq(&tab.questions);
    page.asked = Some(tab);
    Ok(page)
}

fn tabs(w: &Words, sku: Sku, reviews: u64, questions: u64, asked: bool) -> Vec<Chip> {
    let tab = |label: &str, count, href, on| Chip { label: label.to_owned(), count: Some(number(count)), href, on };
    vec![
        tab(w.shop.reviews, reviews, convert::card_href(Some(sku)), !asked),
        tab(w.asking.tab, questions, super::questions::tab_href(sku), asked),
    ]
}

/// Where this buyer may leave a review of the product.
async fn leave_href(visit: &Visit, buyer: Option<&Buyer>, sku: Sku) -> Result<Option<String>, WebError> {
    let Some(buyer) = buyer else { return Ok(None) };
    let bought = queries::shop::orders(&visit.app, buyer, super::orders::ORDERS).await?;
    let open = bought.iter().find(|bought| {
        bought.item.sku == sku && bought.review.is_none() && domain::reviews::reviewable(bought.item.status).is_ok()
    });
    Ok(open.map(|bought| super::orders::review_href(&bought.item.order, sku)))
}

async fn price_of(visit: &Visit, card: &Card) -> Result<Shown, WebError> {
    let pair = vec![(card.product.seller, card.product.sku)];
    let shown = queries::basket::shown(&visit.app, pair).await?.into_iter().next();
    Ok(shown.ok_or(Code::ProductNotFound)?)
}

fn page(
    visit: &Visit,
    shell: Shell,
    asked: &CardQuery,
    (card, cost): (Card, Shown),
    buyer: Option<&Buyer>,
    leave_href: Option<String>,
) -> ProductPage {
    let (w, p) = (visit.w(), &card.product);
    let eyes = Eyes { w, now: visit.now(), query: None };
    let spread = convert::spread(w.lang, p.stars);
    let average = convert::average(spread.counts).map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
    let shown =
        card.pinned.iter().map(|review| (review, true)).chain(card.reviews.iter().map(|review| (review, false)));
    let reviews = shown.map(|(review, pinned)| shop_review(eyes, &card, review, pinned, buyer)).collect();
    let described = shell.description != w.common.tagline;
    let shell = if described { shell } else { shell.described(w.shop.product_description.put(&p.name)) };
    let mut page = ProductPage {
        w,
        shell,
        sku: p.sku.0,
        name: p.name.clone(),
        images: p.picture.map(convert::media_href).into_iter().collect(),
        price: price::shown(w, &cost, visit.now()),
        buy: match (p.stock, buyer) {
            (..=0, _) => Buy::NoneLeft,
            (_, Some(_)) => Buy::Basket,
            (_, None) => Buy::SignIn,
        },
        seller: card.shop.name.clone(),
        category: p.category.clone(),
        about: p.description.clone(),
        filters: filters(w, asked, p),
        sorts: sorts(w, asked, p.sku),
        total: u64::try_from(p.reviews).unwrap_or(0),
        spread,
        reviews,
        next: card.next.map(|next| asked.with(|it| it.before = Some(next)).href(p.sku)),
        leave_href,
        ask_shop: buyer.map(|_| format!("/shop/p/{}/chat", p.sku)),
        tabs: Vec::new(),
        asked: None,
        json_ld: String::new(),
        faq: None,
    };
    page.json_ld =
        json_ld(&Indexed { page: &page, price: Some(Money::new(cost.price, cost.currency).decimal()), average });
    page
}

fn shop_review(eyes: Eyes<'_>, card: &Card, review: &Review, pinned: bool, buyer: Option<&Buyer>) -> ShopReview {
    let s = &eyes.w.shop;
    let own = buyer.is_some_and(|buyer| review.buyer == Some(buyer.id()));
    let label = if review.pros.is_empty() && review.cons.is_empty() { "" } else { s.comment };
    let parts = [(s.pros, &review.pros), (s.cons, &review.cons), (label, &review.text)];
    let edit = || review.order.as_ref().zip(review.sku).map(|(order, sku)| super::orders::review_href(order, sku));
    ShopReview {
        id: review.id.to_string(),
        author: review.buyer_name.clone(),
        stars: convert::stars(review.stars),
        when: eyes.when(review.published_at),
        parts: parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(l, t)| (l, t.clone())).collect(),
        media: convert::media(&review.media),
        edited: review.edited_at.is_some(),
        pinned,
        useful: u64::try_from(review.useful).unwrap_or(0),
        voted: card.found_useful.contains(&review.id),
        can_vote: buyer.is_some() && !own,
        edit_href: if own { edit() } else { None },
        answers: review
            .answer
            .iter()
            .map(|answer| ShopAnswer {
                author: card.shop.name.clone(),
                by_shop: true,
                when: eyes.when(Some(answer.at)),
                text: answer.text.clone(),
            })
            .collect(),
    }
}

fn filters(w: &Words, asked: &CardQuery, product: &Product) -> Vec<Chip> {
    let count = |n: i64| Some(number(u64::try_from(n).unwrap_or(0)));
    let all = asked.with(|it| it.filter = CardFilter::default());
    let chip = |label: String, count, on: bool, to: CardQuery| {
        let to = if on { all.clone() } else { to };
        Chip { label, count, href: to.href(product.sku), on }
    };
    let mut chips = vec![Chip {
        on: asked.filter == CardFilter::default(),
        ..chip(w.shop.filter_all.to_owned(), count(product.reviews), false, all.clone())
    }];
    for stars in (1..=5u8).rev() {
        let rated = product.stars[usize::from(stars) - 1];
        let on = asked.filter.stars == [stars];
        if rated > 0 || on {
            let to = asked.with(|it| it.filter.stars = vec![stars]);
            chips.push(chip(w.shop.stars_filter.put(stars), count(rated), on, to));
        }
    }
    let on = asked.filter.has_media == Some(true);
    chips.push(chip(w.shop.filter_photo.to_owned(), None, on, asked.with(|it| it.filter.has_media = Some(true))));
    chips
}

fn sorts(w: &Words, asked: &CardQuery, sku: Sku) -> Vec<Chip> {
    [(w.shop.sort_useful, CardOrder::Useful), (w.shop.sort_new, CardOrder::Newest)]
        .map(|(label, order)| Chip {
            label: label.to_owned(),
            count: None,
            href: asked.with(|it| it.order = order).href(sku),
            on: asked.order == order,
        })
        .into()
}

/// A vote.
#[derive(Debug, Deserialize)]
pub struct Vote {
    #[serde(default)]
    off: Option<String>,
    sku: i64,
}

/// Finds a review useful, or no longer, and comes back to it.
pub async fn vote(visit: Visit, Path(id): Path<String>, Form(form): Form<Vote>) -> Page {
    let (buyer, id) = (visit.buyer()?, crate::web::cabinet::reviews::review_id(&id)?);
    commands::buyers::vote(&visit.app, &buyer, id, form.off.is_none()).await?;
    Ok(see(&format!("/shop/p/{}#review-{id}", form.sku)))
}
