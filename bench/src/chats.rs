//! The list of 100 chats of a seller, with 1,000,000 messages stored.

use std::path::Path;
use std::sync::Arc;

use app::{App, Storage, SystemClock};
use domain::chats::{Author, ChatKind, MessageKind, MessageState};
use domain::fraud::Verdict;
use domain::{ChatId, MessageId, OrderId, PersonId, SellerId, Sku, Timestamp};
use store::chats::messages::{self, Message};
use store::chats::{self, Chat, Last, Sides};
use store::{Store, StoreError};

use crate::data::Made;
use crate::load::{self, Measured, Request};
use crate::product::Product;
use crate::report::Report;
use crate::seed::{self, SELLER};
use crate::{Run, ceiling};

/// Messages stored.
const MESSAGES: u64 = 1_000_000;
/// Messages of each chat; the shop that is asked for has 2,000 chats.
const EACH: u64 = 10;
/// Chats in one transaction.
const BATCH: u64 = 500;
/// Connections that ask at once, as for reviews.
const CONNECTIONS: usize = 64;

/// Writes the chats where they are not there yet.
fn ensure(storage: &Storage, dir: &Path) -> Result<(), String> {
    seed::ensure(storage.clone(), dir, 10_000)?;
    let made = Made::at(storage, dir, "talked");
    if made.already() {
        return Ok(());
    }
    // The schema is brought up to date by the application.
    drop(App::open(storage.clone(), dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?);
    let store = Store::open(storage.clone()).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        for from in (0..MESSAGES / EACH).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            let written = store.write(move |tx| {
                for n in from..from + BATCH {
                    let chat = chat(n);
                    chats::insert(tx, &chat)?;
                    for said in 0..EACH {
                        messages::insert(tx, &message(&chat, n, said))?;
                    }
                }
                Ok::<_, StoreError>(())
            });
            written.await.map_err(|error| error.to_string())?;
        }
        store.close().await;
        Ok::<_, String>(())
    })?;
    made.note()
}

/// Every fiftieth chat is the asked shop's.
fn owner(n: u64) -> SellerId {
    if n.is_multiple_of(50) { SELLER } else { SellerId(1_000 + i64::try_from(n % 50).unwrap_or(0)) }
}

fn at(n: u64, said: u64) -> Timestamp {
    Timestamp::from_millis(1_780_000_000_000 + i64::try_from(n * EACH * 40 + said * 4).unwrap_or(0))
}

fn chat(n: u64) -> Chat {
    let seller = owner(n);
    let mixed = seed::mixed(seller, n);
    let buyer = PersonId(uuid(2, n));
    let last = EACH - 1;
    Chat {
        seller,
        id: ChatId(uuid(1, n)),
        kind: ChatKind::Customer,
        theme: format!("customer:{n}"),
        buyer: Some(buyer),
        buyer_name: "Мария К.".into(),
        order: Some(OrderId(format!("{}-0100-1", 48_000_000 + n))),
        sku: Some(Sku(seller.0 * 10_000 + i64::try_from(mixed % 100).unwrap_or(0))),
        opened_at: at(n, 0),
        closed: false,
        archived: false,
        snoozed_until: None,
        assignee: None,
        frozen_for: None,
        blocked_by: None,
        last: Last { message: Some(id(n, last)), at: at(n, last), author: Author::Buyer, line: text(n, last) },
        turn: Some(Author::Seller),
        buyer_wrote_at: Some(at(n, last)),
        read: Sides { seller: id(n, last - n % 3), buyer: id(n, last), support: MessageId(0) },
        unread: Sides { seller: i64::try_from(n % 3).unwrap_or(0), buyer: 0, support: 0 },
        matter: None,
        waiting_since: None,
        rating: None,
        dispute: None,
        version: 1,
        product: None,
        picture: None,
        category: None,
        ordered: None,
        order_status: None,
        shop: None,
    }
}

fn uuid(kind: u128, n: u64) -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 | (kind << 40) | u128::from(n))
}

fn id(n: u64, said: u64) -> MessageId {
    MessageId::next(None, at(n, said), u16::try_from(said).unwrap_or(0))
}

fn text(n: u64, said: u64) -> String {
    seed::TEXTS[usize::try_from((n + said) % 12).unwrap_or(0)].to_owned()
}

fn message(chat: &Chat, n: u64, said: u64) -> Message {
    let author = if said.is_multiple_of(2) { Author::Seller } else { Author::Buyer };
    Message {
        seller: chat.seller,
        chat: chat.id,
        id: id(n, said),
        author,
        author_id: format!("buyer:{n}"),
        author_name: chat.buyer_name.clone(),
        client_id: None,
        kind: MessageKind::Text,
        text: text(n, said),
        reply_to: None,
        files: "[]".into(),
        state: MessageState::Delivered,
        verdict: Verdict::Allow,
        why: "[]".into(),
        simhash: 0,
        sent_at: at(n, said),
        edited_at: None,
        held_until: None,
        version: 1,
    }
}

fn request(product: &Product) -> Request {
    let credentials = product.credentials();
    let headers: Vec<(&str, &str)> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Request::get("/api/v1/chats?limit=100", &headers)
}

fn ask(product: &Product, seconds: u64) -> Result<Measured, String> {
    let request = request(product);
    load::run(&product.address, CONNECTIONS, seconds, move |_, _| request.clone())
}

/// The list on SQLite against a bare server that serialises the same answer.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("sqlite-chats");
    let storage = Storage::Sqlite { dir: dir.clone() };
    ensure(&storage, &dir)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let answer = load::once(&product.address, &request(&product))?;
    let ceiling = ceiling::measure_same(run.seconds, &answer)?;
    let list = ask(&product, run.seconds)?;
    let what = format!("list of 100 chats, {MESSAGES} messages stored, own API, SQLite");
    report.ratio(&what, &list, &ceiling, "ceiling");
    Ok(())
}

/// The list on PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("postgres-chats");
    let storage = Storage::Postgres { url: url.to_owned() };
    ensure(&storage, &dir)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    report.rate(
        &format!("list of 100 chats, {MESSAGES} messages stored, own API, PostgreSQL"),
        &ask(&product, run.seconds)?,
    );
    drop(product);
    Ok(())
}
