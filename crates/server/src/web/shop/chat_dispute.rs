//! `/shop/orders/{order}/{sku}/dispute`: a buyer tells what is wrong with an order.

use app::commands::chats::{dispute, files, send};
use app::{Failure, Speaker, queries};
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use domain::chats::{DisputeReason, FILES_MAX, MESSAGE_MAX};
use domain::text::Text;
use domain::{ChatId, Code, FileId, Kind, OrderId, Refusal, Sku};

use super::chat_pages::again;
use super::chat_view::PATH;
use super::orders::{ORDERS, product_line};
use crate::web::cabinet::chat_actions::Written;
use crate::web::{
    chat_pages, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Choice, Field, ProductLine},
    query,
    respond::{Page, WebError, and_say, html, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/shop/orders/{order}/{sku}/dispute`
#[derive(Debug, Template)]
#[template(path = "shop/chat_dispute.html")]
pub struct DisputeFormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// About what.
    pub product: ProductLine,
    /// Return, defect, not arrived.
    pub reasons: Vec<Choice>,
    /// What happened, as typed.
    pub text: Field,
    /// How long it may be.
    pub limit: u32,
    /// Why a photo was refused.
    pub photos_error: Option<String>,
}

/// Where a dispute about something ordered is opened.
pub fn href(order: &OrderId, sku: Sku) -> String {
    format!("/shop/orders/{}/{sku}/dispute", query::encode(&order.0))
}

/// What was typed and chosen.
#[derive(Debug, Default)]
struct Typed {
    reason: String,
    text: String,
    photos: Vec<(String, Vec<u8>)>,
}

/// Asks what is wrong.
pub async fn ask(visit: Visit, Path((order, sku)): Path<(String, i64)>) -> Page {
    html(&page(&visit, &OrderId(order), Sku(sku), Typed::default(), None).await?)
}

/// Opens the dispute and says in it what is wrong.
pub async fn open(visit: Visit, Path((order, sku)): Path<(String, i64)>, form: Multipart) -> Page {
    let (buyer, order, sku) = (visit.buyer()?, OrderId(order), Sku(sku));
    let typed = read(form).await?;
    let checked = check(&typed);
    let opened = match checked {
        Ok(reason) => dispute::open(&visit.app, &buyer, order.clone(), sku, reason).await,
        Err(refusal) => Err(refusal.into()),
    };
    match opened {
        Ok(chat) => say(&visit, &Speaker::from(&buyer), chat, typed).await,
        Err(Failure::Refusal(refusal)) if matches!(refusal.kind(), Kind::Invalid | Kind::Conflict) => {
            with_status(StatusCode::BAD_REQUEST, &page(&visit, &order, sku, typed, Some(refusal)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

fn check(typed: &Typed) -> Result<DisputeReason, Refusal> {
    Text::<1, MESSAGE_MAX>::new(&typed.text).map_err(|refusal| refusal.at("text"))?;
    if typed.photos.len() > FILES_MAX {
        return Err(Refusal::new(Code::TooManyFiles).at("photos").with("max", FILES_MAX));
    }
    DisputeReason::parse(&typed.reason).ok_or_else(|| Refusal::new(Code::FieldInvalid).at("reason"))
}

/// What is refused here is in the composer of the dispute, which is open already.
async fn say(visit: &Visit, speaker: &Speaker, chat: ChatId, typed: Typed) -> Page {
    let mut written = Written { text: typed.text, ..Written::default() };
    match tell(visit, speaker, chat, typed.photos, &mut written).await {
        Ok(_) => Ok(see(&and_say(&format!("{PATH}/{chat}"), "dispute-opened"))),
        Err(Failure::Refusal(refusal)) => {
            let (redo, status) = chat_pages::refused(written, refusal);
            again(visit, chat, redo, status).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn tell(
    visit: &Visit,
    speaker: &Speaker,
    chat: ChatId,
    photos: Vec<(String, Vec<u8>)>,
    written: &mut Written,
) -> Result<send::Sent, Failure> {
    for (name, bytes) in photos {
        let kept = files::add(&visit.app, speaker, chat, &name, bytes).await?;
        written.files.extend(FileId::parse(&kept.id));
    }
    let new =
        send::NewMessage { text: written.text.clone(), files: written.files.clone(), ..send::NewMessage::default() };
    send::send(&visit.app, speaker, chat, new).await
}

async fn read(mut form: Multipart) -> Result<Typed, WebError> {
    let unreadable = |_| WebError::from(Refusal::new(Code::FieldInvalid).at("photos").with("reason", "multipart"));
    let mut typed = Typed::default();
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "photos" {
            let file = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(unreadable)?;
            if !bytes.is_empty() {
                typed.photos.push((file, bytes.to_vec()));
            }
            continue;
        }
        let text = part.text().await.map_err(unreadable)?;
        match name.as_str() {
            "reason" => typed.reason = text,
            "text" => typed.text = text,
            _ => {}
        }
    }
    Ok(typed)
}

async fn page(
    visit: &Visit,
    order: &OrderId,
    sku: Sku,
    typed: Typed,
    refusal: Option<Refusal>,
) -> Result<DisputeFormPage, WebError> {
    let w = visit.w();
    let bought = queries::shop::orders(&visit.app, &visit.buyer()?, ORDERS).await?;
    let item = bought.iter().find(|bought| bought.item.order == *order && bought.item.sku == sku);
    let item = item.ok_or(Code::OrderNotFound)?;
    let (photos, other): (Vec<_>, Vec<_>) = refusal.into_iter().partition(|it| it.field == Some("photos"));
    let told = |refusals: Vec<Refusal>| refusals.first().map(|refusal| visit.tell(refusal));
    let choice =
        |reason: &DisputeReason| Choice::new(reason.as_str(), reason.words(w.lang), reason.as_str() == typed.reason);
    Ok(DisputeFormPage {
        w,
        shell: visit.shop(Tab::Orders, w.shop_chats.dispute_title).await?.described(w.shop.orders_description),
        action: href(order, sku),
        order: w.chats.about_order.put(&order.0),
        product: product_line(item),
        reasons: DisputeReason::ALL.iter().map(choice).collect(),
        text: Field { value: typed.text, error: told(other) },
        limit: u32::try_from(MESSAGE_MAX).unwrap_or(u32::MAX),
        photos_error: told(photos),
    })
}
