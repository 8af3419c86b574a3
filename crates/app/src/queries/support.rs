//! Support's desk: who waits, what is known of them, how support is rated.

use domain::chats::{Author, ChatKind};
use domain::event::By;
use domain::fraud::friction::Friction;
use domain::moderation::months;
use domain::people::DeskRole;
use domain::{ChatId, Code, PersonId, Refusal, Timestamp};
use store::chats::Chat;
use store::chats::messages::{self, Message};
use store::orders::{self, BoughtItem};
use store::support;
use store::{moderation, people};

use crate::actors::{Reader, Support};
use crate::commands::chats::{load, measures};
use crate::{App, Failure};

pub use store::support::Macro;

/// Requests on one page.
pub const PAGE: i64 = 50;

/// How many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Requests of shops.
    pub sellers: i64,
    /// Requests of buyers.
    pub buyers: i64,
    /// Disputes.
    pub disputes: i64,
    /// Of all of them, those that somebody has in hand.
    pub taken: i64,
}

/// A page of those who wait, the longest first; and what the next page is asked with.
pub async fn queue(app: &App, _me: &Support, after: Option<&str>) -> Result<(Vec<Chat>, Option<String>), Failure> {
    let after = after.map(read_cursor).transpose()?;
    let mut page = app.store().glance(move |tx| Ok::<_, Failure>(support::waiting(tx, after, PAGE + 1)?)).await?;
    let more = i64::try_from(page.len()).is_ok_and(|len| len > PAGE);
    page.truncate(usize::try_from(PAGE).unwrap_or(50));
    let next = page.last().filter(|_| more).and_then(|last| Some(format!("{}.{}", last.waiting_since?.0, last.id)));
    Ok((page, next))
}

fn read_cursor(text: &str) -> Result<(Timestamp, ChatId), Refusal> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), ChatId::parse(id)?))
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// How many wait, by who they are.
pub async fn waiting(app: &App, _me: &Support) -> Result<Waiting, Failure> {
    let counts = app.store().glance(|tx| Ok::<_, Failure>(support::count_waiting(tx)?)).await?;
    let mut waiting = Waiting::default();
    for (kind, taken, n) in counts {
        match kind {
            ChatKind::SellerSupport => waiting.sellers += n,
            ChatKind::BuyerSupport => waiting.buyers += n,
            ChatKind::Dispute => waiting.disputes += n,
            ChatKind::Customer => {}
        }
        if taken {
            waiting.taken += n;
        }
    }
    Ok(waiting)
}

/// What helps support to help.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// What the buyer has ordered lately.
    pub orders: Vec<BoughtItem>,
    /// How far whoever asks is held back in chats.
    pub friction: Option<Friction>,
    /// Their messages in which the guard saw something.
    pub flagged: Vec<Message>,
    /// Colleagues to whom the request can be handed.
    pub colleagues: Vec<(PersonId, String, DeskRole)>,
}

/// What is known of whoever talks in a request.
pub async fn context(app: &App, me: &Support, id: ChatId) -> Result<Context, Failure> {
    let (reader, my_id, now, of) = (Reader::from(me), me.id(), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let chat = load(tx, &reader, id)?;
            let who = match (chat.kind, chat.buyer) {
                (ChatKind::SellerSupport, _) => last_author(tx, &chat)?,
                (_, Some(buyer)) => Some(By::Buyer(buyer).to_string()),
                (_, None) => None,
            };
            let orders = match chat.buyer {
                Some(buyer) => orders::of_buyer(tx, buyer, 10)?,
                None => Vec::new(),
            };
            let (friction, flagged) = match who {
                Some(who) => (
                    Some(measures::friction_of(tx, &of, &who, now)?),
                    messages::flagged_of_author(tx, &who, Timestamp(i64::MAX), 5)?,
                ),
                None => (None, Vec::new()),
            };
            let mut colleagues = people::desk_staff(tx)?;
            colleagues
                .retain(|(person, _, role)| *person != my_id && matches!(role, DeskRole::Support | DeskRole::Safety));
            Ok(Context { orders, friction, flagged, colleagues })
        })
        .await
}

/// Whoever of a shop wrote last in its chat with support.
fn last_author(tx: &mut store::Tx<'_>, chat: &Chat) -> Result<Option<String>, Failure> {
    let newest = messages::page(tx, chat.seller, chat.id, messages::From::Before(None), Some(Author::Support), 20)?;
    Ok(newest.into_iter().find(|message| message.author == Author::Seller).map(|message| message.author_id))
}

/// Prepared answers, the most used first.
pub async fn macros(app: &App, _me: &Support) -> Result<Vec<Macro>, Failure> {
    app.store().glance(|tx| Ok(support::macros(tx)?)).await
}

/// How support was rated this month and the month before: how often each of 1 to 5.
pub async fn ratings(app: &App, _me: &Support) -> Result<[i64; 5], Failure> {
    let from = months::months_before(app.now(), 1);
    let counts = app.store().glance(move |tx| Ok::<_, Failure>(moderation::counts(tx, &from)?)).await?;
    let mut ratings = [0; 5];
    for count in counts.iter().filter(|count| count.what == months::SUPPORT) {
        let place = count.key.parse::<usize>().ok().and_then(|rating| rating.checked_sub(1));
        if let Some(n) = place.and_then(|place| ratings.get_mut(place)) {
            *n += count.n;
        }
    }
    Ok(ratings)
}
