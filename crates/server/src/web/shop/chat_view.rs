//! A buyer's chats, from what the app knows to what the page shows.

use app::queries::chats::{self as stored, Chat, Row};
use app::{Buyer, Reader};
use domain::chats::{Author, ChatKind, Dispute as Stands, DisputeState, Matter, Outcome, SystemLine};
use domain::{Lang, MessageId};

use super::chat::{AskRating, ShopChat};
use super::chats::ShopChatList;
use crate::web::cabinet::chat::{Dispute, Verb};
use crate::web::cabinet::chat_view::{Opened, Redo, reasons};
use crate::web::cabinet::chats_view::about;
use crate::web::chat_pages::Talk;
use crate::web::chats;
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::initials;
use crate::web::parts::{
    Barrier, Blank, ChatFoot, ChatRow, Choice, LastLine, Mark, Piece, ProductLine, Role, Step, StepState, Whose,
    row_time,
};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, when};

/// Where a buyer's chats are.
pub const PATH: &str = "/shop/chats";
/// Rows on a page.
const PAGE: i64 = 30;

/// With whom a buyer talks, by role and name.
pub fn other_side(w: &Words, chat: &Chat) -> (Role, String) {
    match chat.kind {
        ChatKind::BuyerSupport | ChatKind::SellerSupport => (Role::Support, w.chats.support_name.to_owned()),
        ChatKind::Customer | ChatKind::Dispute => (Role::Seller, chat.shop.clone().unwrap_or_default()),
    }
}

/// Loads the list; `open` is the chat beside it, `ask` opens the question to support.
pub async fn list(
    visit: &Visit,
    buyer: &Buyer,
    after: Option<&str>,
    open: Option<&str>,
) -> Result<ShopChatList, WebError> {
    let (w, reader) = (visit.w(), Reader::from(buyer));
    let (page, off) =
        tokio::try_join!(stored::of_buyer(&visit.app, buyer, after, PAGE), stored::off(&visit.app, &reader),)?;
    let has_support = page.rows.iter().any(|row| row.chat.kind.is_support());
    let rows: Vec<_> = page.rows.iter().map(|row| self::row(visit, row, open)).collect();
    Ok(ShopChatList {
        heads_page: open.is_none(),
        barriers: off.as_ref().map(|switch| off_everywhere(visit, switch)).into_iter().collect(),
        ask_support: if has_support || after.is_some() { Vec::new() } else { matters(w) },
        refresh_href: PATH.to_owned(),
        next: page.next.map(|next| crate::web::query::address(PATH, [("after", next)])),
        blank: rows.is_empty().then(|| blank(w)),
        rows,
    })
}

fn blank(w: &Words) -> Blank {
    Blank {
        icon: icons::CHATS,
        title: w.shop_chats.empty_title.into(),
        text: w.shop_chats.empty_text.into(),
        action: Some(("/shop/orders".into(), w.shop_chats.to_orders.into())),
    }
}

/// What support can be asked about.
pub fn matters(w: &Words) -> Vec<Choice> {
    let sc = &w.shop_chats;
    let label = |matter| match matter {
        Matter::Order => sc.matter_order,
        Matter::Payment => sc.matter_payment,
        Matter::Account => sc.matter_account,
        Matter::Fraud => sc.matter_fraud,
        Matter::Chats => sc.matter_chats,
        Matter::Other => sc.matter_other,
    };
    Matter::ALL.iter().map(|matter| Choice::new(matter.as_str(), label(*matter), *matter == Matter::Order)).collect()
}

fn off_everywhere(visit: &Visit, switch: &app::queries::safety::Switch) -> Barrier {
    let (w, c) = (visit.w(), &visit.w().chats);
    let text = [switch.reason.words(w.lang), switch.words.trim(), w.shop_chats.works_anyway];
    let text: Vec<_> =
        text.into_iter().filter(|text| !text.is_empty()).map(|text| text.trim_end_matches('.')).collect();
    Barrier {
        id: "switch",
        icon: icons::BAN,
        tone: "bad",
        title: c.chats_off.to_owned(),
        text: format!("{}.", text.join(". ")),
        until: when(w, switch.until.0, visit.now()).map(|at| c.until.put(at.full)),
        appeal: Some(chats::open_appeal(format!("{PATH}/switches/{}/appeal", switch.id))),
        support_href: Some(format!("{PATH}/support")),
    }
}

fn row(visit: &Visit, row: &Row, open: Option<&str>) -> ChatRow {
    let (w, chat) = (visit.w(), &row.chat);
    let (role, name) = other_side(w, chat);
    let read = chat.kind.sides().iter().filter(|side| **side != Author::Buyer);
    let read = read.filter_map(|side| chat.read.of(*side)).max().unwrap_or(MessageId(0));
    let last = chat.last.message.map(|id| LastLine {
        whose: match chat.last.author {
            Author::Buyer => Whose::Mine { read: id <= read },
            Author::Seller | Author::Support => Whose::Theirs,
            Author::System => Whose::Nobodys,
        },
        text: Piece::plain(said_last(w, chat)),
        files: None,
    });
    let id = chat.id.to_string();
    ChatRow {
        href: format!("{PATH}/{id}"),
        role,
        initials: initials(&name),
        name,
        about: about(w, chat),
        last,
        when: row_time(w, chat.last.at.0, visit.now()),
        unread: u64::try_from(chat.unread.buyer).unwrap_or(0),
        clock: None,
        draft: None,
        marks: marks(w, chat),
        open: open == Some(id.as_str()),
        id,
    }
}

/// The newest line in the reader's language: what Otklik says is stored in Russian.
pub fn said_last(w: &Words, chat: &Chat) -> String {
    let known = |line: &&SystemLine| chat.last.author == Author::System && line.words(Lang::Ru) == chat.last.line;
    SystemLine::ALL.iter().find(known).map_or(chat.last.line.as_str(), |line| line.words(w.lang)).to_owned()
}

fn marks(w: &Words, chat: &Chat) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(dispute) = chat.dispute {
        let (tone, words) = dispute_state(w, dispute);
        marks.push(Mark::new(icons::SCALES, words, tone));
    }
    if chat.frozen_for.is_some() {
        marks.push(Mark::new(icons::SHIELD, w.chats.state_frozen, "bad"));
    }
    if chat.closed {
        marks.push(Mark::new(icons::LOCK, w.chats.state_closed, ""));
    }
    marks
}

/// Where a dispute stands, as its buyer reads it: tone and words.
pub fn dispute_state(w: &Words, dispute: Stands) -> (&'static str, &'static str) {
    let sc = &w.shop_chats;
    match (dispute.state, dispute.outcome) {
        (DisputeState::Opened, _) => ("warn", sc.to_dispute),
        (DisputeState::Answered, _) => ("warn", sc.dispute_answered),
        (DisputeState::Decided, Some(Outcome::Buyer)) => ("good", sc.for_you),
        (DisputeState::Decided, Some(Outcome::Seller)) => ("", sc.for_shop),
        (DisputeState::Decided, None) => ("", sc.dispute_decided),
    }
}

/// The page's view of a chat; after `read` everything of the other side is new.
pub fn view(visit: &Visit, talk: &Talk, opened: &Opened, read: Option<MessageId>, redo: Redo) -> ShopChat {
    let (w, chat) = (visit.w(), &talk.view.chat);
    let (role, name) = other_side(w, chat);
    let state = chat.order_status.map(|status| convert::order_state(w, status).to_owned());
    let order = chat.order.as_ref().map(|order| w.chats.about_order.put(&order.0));
    ShopChat {
        id: chat.id.to_string(),
        path: talk.path.clone(),
        role,
        initials: initials(&name),
        name,
        about: order.into_iter().chain(state).collect::<Vec<_>>().join(" · "),
        product: chat.sku.map(|sku| ProductLine {
            sku: sku.0,
            name: chat.product.clone().unwrap_or_else(|| w.reviews.product_unknown.to_owned()),
            image: chat.picture.map(convert::thumb),
            href: convert::card_href(Some(sku)),
            price: None,
        }),
        warning_folded: false,
        dispute: chat.dispute.map(|stands| dispute(visit, stands)),
        thread: talk.thread(visit, read, &redo),
        rating: rating(talk),
        verbs: verbs(w, chat),
        dispute_href: dispute_href(chat),
        report_reasons: if role == Role::Seller { reasons(w.lang, None) } else { Vec::new() },
        foot: foot(visit, talk, opened, redo),
    }
}

/// The composer, and what stands in the way of writing.
pub fn foot(visit: &Visit, talk: &Talk, opened: &Opened, redo: Redo) -> ChatFoot {
    let (w, chat) = (visit.w(), &talk.view.chat);
    let barriers = chats::barriers(&talk.side(visit), &talk.view, "/shop/chats/support");
    let hint = if chat.kind.is_support() { w.chats.hint_support } else { w.chats.hint_seller };
    let composer = talk.writes().then(|| Box::new(talk.composer(visit, hint, opened, redo)));
    ChatFoot { barriers, composer }
}

/// Answers are rated once there are some: the shop's at any time, support's when it has ended its part.
fn rating(talk: &Talk) -> Option<AskRating> {
    let chat = &talk.view.chat;
    let by = if chat.kind.is_support() { Author::Support } else { Author::Seller };
    let answered = talk.lines.iter().any(|said| said.message.author == by);
    let ended = chat.waiting_since.is_none() && chat.assignee.is_none();
    let asked = chat.kind == ChatKind::Customer || (chat.kind.is_support() && ended);
    let stars = chat.rating.and_then(|stars| u8::try_from(stars).ok());
    (asked && (answered || stars.is_some())).then(|| AskRating {
        action: format!("{}/rate", talk.path),
        stars,
        error: None,
    })
}

fn verbs(w: &Words, chat: &Chat) -> Vec<Verb> {
    let sc = &w.shop_chats;
    let verb = |action, icon, label, asks| vec![Verb { action, icon, label, asks }];
    match (chat.kind, chat.blocked_by) {
        (ChatKind::Customer, Some(Author::Buyer)) => verb("unblock", icons::CHECK, sc.unblock_shop, None),
        (ChatKind::Customer, None) => verb("block", icons::BAN, sc.block_shop, Some(sc.block_shop_text)),
        _ => Vec::new(),
    }
}

/// Where a dispute about the order of a chat is opened; nothing in a dispute.
fn dispute_href(chat: &Chat) -> Option<String> {
    let (order, sku) = (chat.order.as_ref()?, chat.sku?);
    (chat.kind == ChatKind::Customer).then(|| super::chat_dispute::href(order, sku))
}

fn dispute(visit: &Visit, stands: Stands) -> Dispute {
    let (w, sc) = (visit.w(), &visit.w().shop_chats);
    let at = |state| stands.state == state;
    let step = |label: &'static str, is_now, done, note: Option<String>| Step {
        label,
        state: if is_now {
            StepState::Now
        } else if done {
            StepState::Done
        } else {
            StepState::Next
        },
        note,
    };
    let due = when(w, stands.due_at.0, visit.now()).filter(|_| at(DisputeState::Opened));
    let outcome = stands.outcome.map(|_| dispute_state(w, stands).1.to_owned());
    Dispute {
        reason: stands.reason.words(w.lang),
        steps: vec![
            step(sc.step_opened, at(DisputeState::Opened), true, None),
            step(
                sc.step_answered,
                at(DisputeState::Answered),
                at(DisputeState::Decided),
                due.map(|due| w.support.until.put(due.short)),
            ),
            step(sc.step_decided, false, at(DisputeState::Decided), outcome),
        ],
        deadline: None,
        photos: Vec::new(),
        decision: None,
    }
}
