//! Talks of the last weeks: written by the same commands as anybody's, at a clock that is set back. What the guard holds or
//! stops, it does by itself; nothing here says so.

use std::collections::HashMap;
use std::time::Duration;

use app::commands::announcements::{self, NewAnnouncement};
use app::commands::chats::{dispute, open, send, state};
use app::commands::{people, support};
use app::{App, Buyer, Failure, Person, Speaker, Support};
use domain::chats::{DisputeReason, Matter, Topic};
use domain::people::DeskRole;
use domain::{ChatId, Code, OrderId, PersonId, SellerId, Sku, Timestamp};

use super::clock::DemoClock;
use super::load::{Known, days_before};
use super::rows::{self, Talked};
use super::{Cast, ids};

const CHATS: &str = include_str!("../../demo/chats.jsonl");
const ANNOUNCEMENTS: &str = include_str!("../../demo/announcements.jsonl");
const MACROS: &str = include_str!("../../demo/macros.jsonl");
/// How long the links work by which the demo's people act while it is loaded.
const LINK: Duration = Duration::from_secs(600);

/// Who writes.
struct Actors {
    shops: HashMap<SellerId, Speaker>,
    buyers: HashMap<usize, Buyer>,
    support: Support,
}

/// Something that is written at a time.
struct Line<'a> {
    at: Timestamp,
    chat: usize,
    said: &'a rows::Written,
    is_last: bool,
}

/// Writes the talks, in the order of time; nothing where that was done before.
pub(super) async fn add(app: &App, clock: &DemoClock, known: &Known, cast: &Cast) -> Result<(), Failure> {
    let rows: Vec<Talked> = rows::lines(CHATS)?;
    let actors = sign_in(app, cast, &rows).await?;
    if !app::queries::support::macros(app, &actors.support).await?.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (chat, row) in rows.iter().enumerate() {
        for (place, said) in row.messages.iter().enumerate() {
            let is_last = place + 1 == row.messages.len();
            lines.push(Line { at: days_before(now, said.days_ago), chat, said, is_last });
        }
    }
    lines.sort_by_key(|line| line.at);
    let mut opened: HashMap<usize, ChatId> = HashMap::new();
    let done = play(app, clock, known, &actors, &rows, &lines, &mut opened).await;
    clock.go();
    done?;
    tell_all(app, clock, &actors.support, now).await?;
    clock.go();
    while app::worker::turn(app).await? {}
    Ok(())
}

async fn play(
    app: &App,
    clock: &DemoClock,
    known: &Known,
    actors: &Actors,
    rows: &[Talked],
    lines: &[Line<'_>],
    opened: &mut HashMap<usize, ChatId>,
) -> Result<(), Failure> {
    for line in lines {
        let Some(row) = rows.get(line.chat) else { continue };
        clock.stand(line.at);
        let Some(speaker) = speaker(known, actors, row, &line.said.from) else { continue };
        let chat = match opened.get(&line.chat) {
            Some(chat) => *chat,
            None => match begin(app, known, actors, row, &speaker).await? {
                Some(chat) => *opened.entry(line.chat).or_insert(chat),
                None => continue,
            },
        };
        passed_over(state::read(app, speaker.reader(), chat, None).await)?;
        let new = send::NewMessage {
            text: line.said.text.clone(),
            note: line.said.note,
            confirmed: true,
            ..send::NewMessage::default()
        };
        passed_over(send::send(app, &speaker, chat, new).await)?;
        if line.is_last && row.status == "CLOSED" {
            close(app, actors, known, row, chat).await?;
        }
    }
    Ok(())
}

/// What the rules refuse at that time is passed over, as it would have been.
fn passed_over<T>(outcome: Result<T, Failure>) -> Result<(), Failure> {
    match outcome {
        Ok(_) | Err(Failure::Refusal(_)) => Ok(()),
        Err(fault) => Err(fault),
    }
}

async fn close(app: &App, actors: &Actors, known: &Known, row: &Talked, chat: ChatId) -> Result<(), Failure> {
    match row.kind.as_str() {
        "SELLER_SUPPORT" | "BUYER_SUPPORT" => passed_over(support::close(app, &actors.support, chat).await)?,
        _ => {
            let Some(shop) = known.sellers.get(&row.seller).and_then(|seller| actors.shops.get(seller)) else {
                return Ok(());
            };
            passed_over(state::read(app, shop.reader(), chat, None).await)?;
            passed_over(state::set_closed(app, shop, chat, true).await)?;
        }
    }
    for side in ["buyer", "seller"] {
        if let Some(speaker) = speaker(known, actors, row, side) {
            passed_over(state::read(app, speaker.reader(), chat, None).await)?;
        }
    }
    Ok(())
}

fn speaker(known: &Known, actors: &Actors, row: &Talked, from: &str) -> Option<Speaker> {
    match from {
        "seller" => actors.shops.get(known.sellers.get(&row.seller)?).cloned(),
        "support" => Some(Speaker::from(&actors.support)),
        _ => actors.buyers.get(&row.buyer?).map(Speaker::from),
    }
}

/// Opens a talk by whoever says the first thing in it.
async fn begin(
    app: &App,
    known: &Known,
    actors: &Actors,
    row: &Talked,
    speaker: &Speaker,
) -> Result<Option<ChatId>, Failure> {
    if matches!(row.kind.as_str(), "SELLER_SUPPORT" | "BUYER_SUPPORT") {
        return Ok(Some(open::support(app, speaker.reader(), Matter::Order).await?));
    }
    let (Some(number), Some(sku)) = (row.buyer, row.sku) else { return Ok(None) };
    let Some(buyer) = actors.buyers.get(&number) else { return Ok(None) };
    let order = row.order.clone().map(OrderId).or_else(|| known.ordered.get(&(number, sku)).cloned());
    let opened = match (order, row.dispute.as_deref().and_then(DisputeReason::parse)) {
        (Some(order), Some(reason)) => dispute::open(app, buyer, order, Sku(sku), reason).await,
        (Some(order), None) => open::by_buyer_about_order(app, buyer, order, Sku(sku)).await,
        (None, _) => open::by_buyer_about_product(app, buyer, Sku(sku)).await,
    };
    match opened {
        Ok(chat) => Ok(Some(chat)),
        Err(Failure::Refusal(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

async fn tell_all(app: &App, clock: &DemoClock, me: &Support, now: Timestamp) -> Result<(), Failure> {
    for row in rows::lines::<rows::Announced>(ANNOUNCEMENTS)? {
        let Some(topic) = Topic::parse(&row.topic) else { continue };
        clock.stand(days_before(now, row.days_ago));
        let (title, text) = ((row.title_ru, row.title_en), (row.text_ru, row.text_en));
        announcements::announce(app, me, NewAnnouncement { topic, title, text }).await?;
    }
    clock.go();
    for row in rows::lines::<rows::Prepared>(MACROS)? {
        support::save_macro(app, me, None, &row.name, &row.text).await?;
    }
    Ok(())
}

async fn sign_in(app: &App, cast: &Cast, rows: &[Talked]) -> Result<Actors, Failure> {
    let mut buyers = HashMap::new();
    for number in rows.iter().filter_map(|row| row.buyer) {
        buyers.insert(number, person(app, ids::buyer(number)).await?.buyer());
    }
    let mut shops = HashMap::new();
    for (seller, manager) in &cast.managers {
        let member = person(app, *manager).await?.member(Some(*seller))?;
        shops.insert(*seller, Speaker::from(&member.with()?));
    }
    let helper = cast.staff.iter().find(|(role, _)| *role == DeskRole::Support).map(|(_, id)| *id);
    let helper = person(app, helper.ok_or(Code::PageNotFound)?).await?;
    Ok(Actors { shops, buyers, support: helper.desk()?.support()? })
}

/// Signs somebody in and out again: what they may do is known then.
async fn person(app: &App, id: PersonId) -> Result<Person, Failure> {
    let link = people::link(app, id, LINK).await?;
    let session = people::sign_in(app, &link).await?;
    let person = app::queries::people::by_session(app, &session).await?.ok_or(Code::SignInNeeded)?;
    people::sign_out(app, &session).await?;
    Ok(person)
}
