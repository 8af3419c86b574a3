//! Disputes: a buyer says what went wrong, the shop answers, the operator decides.

use domain::chats::{Author, ChatKind, Dispute, DisputeReason, DisputeState, MESSAGE_MAX, Outcome, SystemLine};
use domain::event::{By, Event};
use domain::text::Text;
use domain::{ChatId, Code, OrderId, Sku, Timestamp};
use store::chats::messages::Message;
use store::chats::{self, Chat};
use store::{Tx, orders};

use super::open::{self, Opening};
use super::{append, load, say, talk};
use crate::actors::{Buyer, Speaker, Support};
use crate::{App, Failure};

/// A buyer opens a dispute about something that they ordered; what happened is said in the chat that this opens.
pub async fn open(
    app: &App,
    buyer: &Buyer,
    order: OrderId,
    sku: Sku,
    reason: DisputeReason,
) -> Result<ChatId, Failure> {
    let (buyer, now) = (buyer.clone(), app.now());
    app.store()
        .write(move |tx| {
            let (seller, _) = orders::of_buyer_item(tx, buyer.id(), &order, sku)?.ok_or(Code::OrderNotFound)?;
            let theme = format!("dispute:{}:{}:{sku}", buyer.id(), order.0);
            if chats::by_theme(tx, seller, &theme)?.is_some() {
                return Err(Code::DisputeOpen.into());
            }
            let opening = Opening {
                seller,
                kind: ChatKind::Dispute,
                theme,
                buyer: Some((buyer.id(), buyer.name().to_owned())),
                order: Some(order),
                sku: Some(sku),
                matter: None,
                dispute: Some(Dispute::open(reason, now)),
            };
            let mut chat = open::open(tx, opening, By::Buyer(buyer.id()), now)?;
            say::system(tx, &mut chat, SystemLine::DisputeOpened, now)?;
            (chat.turn, chat.unread.seller) = (Some(Author::Seller), 1);
            moved(tx, &chat, By::Buyer(buyer.id()), now)?;
            chats::update(tx, &chat)?;
            Ok(chat.id)
        })
        .await
}

fn moved(tx: &mut Tx<'_>, chat: &Chat, by: By, now: Timestamp) -> Result<(), Failure> {
    let Some(dispute) = chat.dispute else { return Ok(()) };
    let event = Event::DisputeMoved { talk: talk(chat), state: dispute.state, outcome: dispute.outcome };
    append(tx, chat, by, now, &event)
}

/// The first thing that the shop says in a dispute is its answer: from then on the operator has to decide.
pub(crate) fn spoken(tx: &mut Tx<'_>, chat: &mut Chat, message: &Message, now: Timestamp) -> Result<(), Failure> {
    let Some(dispute) = chat.dispute.filter(|dispute| dispute.state == DisputeState::Opened) else { return Ok(()) };
    if message.author != Author::Seller || message.kind != domain::chats::MessageKind::Text {
        return Ok(());
    }
    chat.dispute = Some(dispute.answered(now));
    chat.waiting_since = Some(now);
    moved(tx, chat, By::parse(&message.author_id).unwrap_or(By::System), now)
}

/// The operator decides, with words for both.
pub async fn decide(app: &App, support: &Support, id: ChatId, outcome: Outcome, words: &str) -> Result<(), Failure> {
    let words = Text::<1, MESSAGE_MAX>::new(words).map_err(|refusal| refusal.at("words"))?.into_string();
    let (me, now) = (Speaker::from(support), app.now());
    app.store()
        .write(move |tx| {
            let mut chat = load(tx, &me, id)?;
            let dispute = chat.dispute.ok_or(Code::ChatNotFound)?;
            let decided = dispute.decide(outcome, now)?;
            let mut message = super::send::plain(&chat, &me, words, now);
            say::keep(tx, &chat, &mut message, now)?;
            say::index(tx, &message)?;
            say::delivered(&mut chat, &message, now);
            let event =
                Event::MessageSent { talk: talk(&chat), message: message.id.0, author: Author::Support, note: false };
            append(tx, &chat, me.by(), now, &event)?;
            chat.dispute = Some(decided);
            (chat.waiting_since, chat.turn) = (None, None);
            let line = match outcome {
                Outcome::Buyer => SystemLine::DecidedForBuyer,
                Outcome::Seller => SystemLine::DecidedForSeller,
            };
            say::system(tx, &mut chat, line, now)?;
            moved(tx, &chat, me.by(), now)?;
            Ok(chats::update(tx, &chat)?)
        })
        .await
}
