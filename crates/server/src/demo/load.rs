//! Loads the demo through the application's own commands.

use std::collections::{HashMap, HashSet};

use app::commands::import::{self, NewComment, NewReview, OrderItem};
use app::commands::people::{self, Newcomer, Seller};
use app::{App, Failure};
use domain::chats::Scheme;
use domain::people::{DeskRole, Role};
use domain::reviews::{AuthorKind, OrderStatus, Rating, ReviewStatus};
use domain::{Money, OrderId, ProductId, SellerId, Sku, Timestamp};

use super::clock::DemoClock;
use super::moderation::{self, Item};
use super::{Cast, chats, discount_requests, ids, notices, pictures, promotions, rows};

const SELLERS: &str = include_str!("../../demo/sellers.jsonl");
pub(super) const PRODUCTS: &str = include_str!("../../demo/products.jsonl");
const BUYERS: &str = include_str!("../../demo/buyers.jsonl");
const ORDERS: &[u8] = include_bytes!("../../demo/orders.jsonl.gz");
pub(super) const REVIEWS: &[u8] = include_bytes!("../../demo/reviews.jsonl.gz");

/// How many buyers can be signed in; the first of them have orders without a review.
const BUYERS_SHOWN: usize = 3;
/// Reviews that go into one transaction.
const BATCH: usize = 500;

/// What is known once people, products and orders are there.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The shops by their number in the files.
    pub(super) sellers: HashMap<i64, SellerId>,
    /// Whose a product is, by its sku.
    pub(super) shops: HashMap<i64, SellerId>,
    /// The names of the products by sku.
    pub(super) products: HashMap<i64, String>,
    /// The names of the buyers by their number.
    pub(super) buyers: HashMap<usize, String>,
    /// Who has received a product, by its sku.
    pub(super) received: HashMap<i64, Vec<usize>>,
    /// The order in which a buyer bought a product.
    pub(super) ordered: HashMap<(usize, i64), OrderId>,
    /// Items that were delivered to buyers without a sign-in link, and that nobody has reviewed.
    pub(super) unreviewed: Vec<Item>,
}

/// Loads everything. Repeating it on the same folder doubles nothing. `clock` is the one that `app` goes by.
pub async fn load(app: &App, clock: &DemoClock) -> Result<Cast, Failure> {
    let sellers: Vec<rows::Seller> = rows::lines(SELLERS)?;
    let buyers: Vec<rows::Buyer> = rows::lines(BUYERS)?;
    let numbers: HashMap<i64, SellerId> = sellers.iter().map(|s| (s.seller, SellerId(s.client_id))).collect();
    let names: HashMap<usize, String> = buyers.into_iter().map(|b| (b.buyer, b.name)).collect();
    let cast = introduce(app, &sellers, &names).await?;
    let products: Vec<rows::Product> = rows::lines(PRODUCTS)?;
    let reviews: Vec<rows::Review> = rows::packed(REVIEWS)?;
    pictures::draw(app, &products, &reviews).await?;
    let shops = products.iter().filter_map(|row| Some((row.sku, *numbers.get(&row.seller)?))).collect();
    let products = add_products(app, &numbers, products).await?;
    let mut known = Known { sellers: numbers, shops, products, buyers: names, ..Known::default() };
    let reviewed: HashSet<(String, i64)> =
        reviews.iter().filter_map(|row| Some((row.order_id.clone()?, row.sku))).collect();
    add_orders(app, &mut known, &reviewed).await?;
    add_reviews(app, &known.sellers, &known.buyers, &known.products, reviews).await?;
    moderation::add(app, clock, &known, &cast).await?;
    chats::add(app, clock, &known, &cast).await?;
    promotions::add(app, clock, &known, &cast).await?;
    discount_requests::add(app, clock, &known, &cast).await?;
    notices::seen(app, &cast).await?;
    Ok(cast)
}

async fn introduce(app: &App, sellers: &[rows::Seller], names: &HashMap<usize, String>) -> Result<Cast, Failure> {
    let mut cast = Cast { sellers: Vec::new(), managers: Vec::new(), buyers: Vec::new(), staff: Vec::new() };
    let mut newcomers = Vec::new();
    for seller in sellers {
        let id = SellerId(seller.client_id);
        for person in &seller.staff {
            let Some(role) = Role::parse(&person.role) else { continue };
            let who = ids::person(&format!("staff {} {}", seller.seller, person.name));
            if role == Role::Owner {
                cast.sellers.push((id, seller.company.name.clone(), who));
            }
            if role == Role::Manager {
                cast.managers.push((id, who));
            }
            newcomers.push(Newcomer { id: who, name: person.name.clone(), staff: vec![(id, role)], desk: None });
        }
    }
    for (number, name) in names {
        newcomers.push(Newcomer { id: ids::buyer(*number), name: name.clone(), staff: Vec::new(), desk: None });
    }
    for number in 0..BUYERS_SHOWN {
        let name = names.get(&number).cloned().unwrap_or_default();
        cast.buyers.push((ids::buyer(number), name));
    }
    for (role, name) in [
        (DeskRole::Moderator, "Вера Модестова"),
        (DeskRole::Moderator, "Павел Разумов"),
        (DeskRole::Safety, "Марк Сторожев"),
        (DeskRole::Support, "Нина Заботина"),
        (DeskRole::Marketer, "Лев Акимов"),
    ] {
        let who = ids::person(&format!("desk {name}"));
        cast.staff.push((role, who));
        newcomers.push(Newcomer { id: who, name: name.into(), staff: Vec::new(), desk: Some(role) });
    }
    people::introduce(app, sellers.iter().map(seller).collect(), newcomers).await?;
    Ok(cast)
}

fn seller(row: &rows::Seller) -> Seller {
    let company = &row.company;
    Seller {
        id: SellerId(row.client_id),
        name: company.name.clone(),
        legal_name: company.legal_name.clone(),
        inn: company.inn.clone(),
        ogrn: company.ogrn.clone(),
        country: company.country.clone(),
        currency: company.currency.clone(),
        ownership_form: company.ownership_form.clone(),
        tax_system: company.tax_system.clone(),
    }
}

/// The names of the products by sku, for the search.
async fn add_products(
    app: &App,
    numbers: &HashMap<i64, SellerId>,
    rows: Vec<rows::Product>,
) -> Result<HashMap<i64, String>, Failure> {
    let now = app.now();
    let names = rows.iter().map(|row| (row.sku, row.name.clone())).collect();
    let known = rows.into_iter().filter_map(|row| {
        let seller = *numbers.get(&row.seller)?;
        Some(import::Product {
            seller,
            sku: Sku(row.sku),
            product_id: ProductId(row.product_id),
            offer_id: row.offer_id,
            name: row.name,
            category: row.category,
            brand: row.brand.unwrap_or_default(),
            description: row.description.unwrap_or_default(),
            attributes: serde_json::Value::Object(row.attributes).to_string(),
            price: Money::kopecks(row.price_kopecks),
            old_price: row.old_price_kopecks,
            stock: row.stock,
            picture: Some(ids::picture(row.sku, None)),
            archived: false,
            created_at: days_before(now, row.created_days_ago),
            updated_at: now,
            stars: [0; 5],
            reviews: 0,
            pinned: None,
        })
    });
    import::products(app, known.collect()).await?;
    Ok(names)
}

async fn add_orders(app: &App, known: &mut Known, reviewed: &HashSet<(String, i64)>) -> Result<(), Failure> {
    let rows: Vec<rows::Order> = rows::packed(ORDERS)?;
    let now = app.now();
    let mut items = Vec::new();
    for row in rows {
        let Some(seller) = known.sellers.get(&row.seller).copied() else { continue };
        let status = OrderStatus::parse(&row.status).unwrap_or(OrderStatus::Processing);
        let at = days_before(now, row.days_ago);
        for item in row.items {
            known.ordered.insert((row.buyer, item.sku), OrderId(row.order_id.clone()));
            if status == OrderStatus::Delivered {
                known.received.entry(item.sku).or_default().push(row.buyer);
                if row.buyer >= BUYERS_SHOWN && !reviewed.contains(&(row.order_id.clone(), item.sku)) {
                    let order = OrderId(row.order_id.clone());
                    known.unreviewed.push(Item { buyer: row.buyer, order, sku: Sku(item.sku) });
                }
            }
            items.push(OrderItem {
                seller,
                order: OrderId(row.order_id.clone()),
                sku: Sku(item.sku),
                buyer: Some(ids::buyer(row.buyer)),
                status,
                price: Money::kopecks(item.price_kopecks),
                ordered_at: Some(at),
                delivered_at: (status == OrderStatus::Delivered).then_some(at),
                scheme: scheme_of(row.seller),
                paid_at: Some(at),
            });
        }
    }
    import::orders(app, items).await
}

/// The first shop keeps its goods itself, the second leaves that to the marketplace, the third brings them too.
fn scheme_of(shop: i64) -> Scheme {
    match shop {
        1 => Scheme::Fbs,
        2 => Scheme::Fbo,
        _ => Scheme::Rfbs,
    }
}

async fn add_reviews(
    app: &App,
    numbers: &HashMap<i64, SellerId>,
    names: &HashMap<usize, String>,
    products: &HashMap<i64, String>,
    rows: Vec<rows::Review>,
) -> Result<(), Failure> {
    let now = app.now();
    let mut by_seller: HashMap<SellerId, Vec<NewReview>> = HashMap::new();
    for row in rows {
        let Some(seller) = numbers.get(&row.seller) else { continue };
        by_seller.entry(*seller).or_default().push(review(row, now, names, products));
    }
    for (seller, mut all) in by_seller {
        while !all.is_empty() {
            let rest = all.split_off(all.len().min(BATCH));
            import::reviews(app, seller, std::mem::replace(&mut all, rest)).await?;
        }
    }
    Ok(())
}

fn review(
    row: rows::Review,
    now: Timestamp,
    names: &HashMap<usize, String>,
    products: &HashMap<i64, String>,
) -> NewReview {
    let buyer_name = names.get(&row.buyer).cloned().unwrap_or_default();
    let said = |said: rows::Said, author, name: &str| NewComment {
        author,
        author_name: said.by.unwrap_or_else(|| name.to_owned()),
        text: said.text,
        at: days_before(now, said.days_ago),
    };
    let mut comments = Vec::new();
    comments.extend(row.answer.map(|answer| said(answer, AuthorKind::Seller, "")));
    comments.extend(row.reply.map(|reply| said(reply, AuthorKind::Buyer, &buyer_name)));
    NewReview {
        key: row.id,
        sku: Some(Sku(row.sku)),
        order: row.order_id.map(OrderId),
        order_status: OrderStatus::parse(&row.order_status).unwrap_or(OrderStatus::Delivered),
        buyer: Some(ids::buyer(row.buyer)),
        buyer_name,
        rating: row.rating.and_then(|stars| Rating::new(stars).ok()),
        text: row.text.unwrap_or_default(),
        pros: row.pros.unwrap_or_default(),
        cons: row.cons.unwrap_or_default(),
        media: row.photos.iter().map(|number| pictures::photo(row.sku, *number)).collect(),
        published_at: row.days_ago.map(|days| days_before(now, days)),
        status: ReviewStatus::parse(&row.status).unwrap_or(ReviewStatus::New),
        comments,
        product_name: products.get(&row.sku).cloned(),
    }
}

pub(super) fn days_before(now: Timestamp, days: f64) -> Timestamp {
    now.before(std::time::Duration::from_secs_f64(days.max(0.0) * 86_400.0))
}
