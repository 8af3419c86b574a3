//! `/desk/support/disputes`: what buyer and shop could not settle, and the operator's decision.

use app::commands::chats::dispute as commands;
use app::queries::chats::{Chat, Line as Said};
use app::{Failure, Support};
use askama::Template;
use axum::extract::{Form, Path, RawQuery};
use axum::http::StatusCode;
use domain::chats::{Author, ChatKind, Dispute, DisputeState, MessageKind, Outcome};
use domain::{Code, Kind};
use serde::Deserialize;

use super::support::{self, Section};
use super::support_view::{CHATS, reader, waiting};
use crate::web::cabinet::chat_view::Redo;
use crate::web::cabinet::chats::chat_id;
use crate::web::{
    chat_pages::{self, Talk},
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, Blank, BubbleState, Chip, Field, FileKind, Line, ProductLine, Scan},
    respond::{Page, and_say, html, see, with_status},
    visit::Visit,
    words::{When, Words, number, when},
};

/// `/desk/support/disputes`
#[derive(Debug, Template)]
#[template(path = "desk/support_disputes.html")]
pub struct DisputesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// To be decided, with the shop, decided.
    pub tabs: Vec<Chip>,
    /// The disputes, by deadline.
    pub rows: Vec<DisputeRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A dispute in a list.
#[derive(Clone, Debug)]
pub struct DisputeRow {
    /// Its page.
    pub href: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// What was ordered.
    pub product: String,
    /// "Возврат"
    pub reason: &'static str,
    /// What was said last.
    pub text: String,
    /// Who: buyer and shop.
    pub sides: String,
    /// When it was opened.
    pub when: Option<When>,
    /// What is due: tone and words.
    pub due: (&'static str, String),
}

/// `/desk/support/disputes/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/support_dispute.html")]
pub struct DisputePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The dispute.
    pub d: DisputeView,
}

/// A dispute with both sides.
#[derive(Clone, Debug)]
pub struct DisputeView {
    /// Its page, to which the decision is sent.
    pub href: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// About what.
    pub product: ProductLine,
    /// "Возврат"
    pub reason: &'static str,
    /// What is due: tone and words.
    pub due: (&'static str, String),
    /// The buyer's side; nothing where they said nothing beside the reason.
    pub buyer: Option<Side>,
    /// The buyer's name.
    pub buyer_name: String,
    /// The shop's side; nothing when it did not answer in time.
    pub shop: Option<Side>,
    /// The shop's name.
    pub shop_name: String,
    /// The whole talk.
    pub lines: Vec<Line>,
    /// The decision, once there is one: for whom, words, when.
    pub decided: Option<(&'static str, String, Option<When>)>,
    /// The decision's words, as typed; nothing for those who look on.
    pub decide: Option<Field>,
}

/// What one side says.
#[derive(Clone, Debug)]
pub struct Side {
    /// Who.
    pub name: String,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
}

/// Where disputes are.
pub const PATH: &str = "/desk/support/disputes";

/// Shows the disputes.
pub async fn list(visit: Visit, RawQuery(asked): RawQuery) -> Page {
    let (me, w) = (support::support(&visit)?, visit.w());
    let with_shop = asked.unwrap_or_default().contains("show=shop");
    let now = visit.now();
    let (all, nav) = tokio::try_join!(
        waiting(&visit, &me, |chat| chat.kind == ChatKind::Dispute),
        support::nav_of(&visit, &me, Section::Disputes),
    )?;
    let ready = |chat: &&Chat| chat.dispute.is_some_and(|dispute| to_decide(dispute, now));
    let count = |n: usize| (n > 0).then(|| number(n as u64));
    let (open, shop) = (all.iter().filter(ready).count(), all.iter().filter(|chat| !ready(chat)).count());
    let rows: Vec<_> =
        all.iter().filter(|chat| ready(chat) != with_shop).filter_map(|chat| row(&visit, chat)).collect();
    let tab = |label: &str, n: usize, href: &str, on| Chip {
        label: label.to_owned(),
        count: count(n),
        href: href.to_owned(),
        on,
    };
    html(&DisputesPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Support, w.support.disputes).described(w.support.description),
        nav,
        tabs: vec![
            tab(w.support.disputes_open, open, PATH, !with_shop),
            tab(w.support.disputes_shop, shop, "/desk/support/disputes?show=shop", with_shop),
        ],
        blank: rows.is_empty().then(|| Blank {
            icon: icons::SCALES,
            title: w.support.disputes_none.into(),
            text: w.support.disputes_none_text.into(),
            action: None,
        }),
        rows,
    })
}

/// The operator's turn: the shop has answered, or its time is over.
fn to_decide(dispute: Dispute, now: i64) -> bool {
    match dispute.state {
        DisputeState::Opened => dispute.due_at.0 <= now,
        DisputeState::Answered => true,
        DisputeState::Decided => false,
    }
}

fn due(visit: &Visit, dispute: Dispute) -> (&'static str, String) {
    let (w, now) = (visit.w(), visit.now());
    let by = when(w, dispute.due_at.0, now).map(|at| at.short).unwrap_or_default();
    match dispute.state {
        DisputeState::Decided => ("good", w.support.decided.to_owned()),
        DisputeState::Opened if dispute.due_at.0 > now => ("", w.support.answer_by.put(w.support.until.put(by))),
        DisputeState::Opened => ("bad", w.support.shop_silent.to_owned()),
        DisputeState::Answered => {
            let tone = if dispute.due_at.0 <= now { "bad" } else { "warn" };
            (tone, w.support.decide_by.put(w.support.until.put(by)))
        }
    }
}

fn order(w: &Words, chat: &Chat) -> String {
    chat.order.as_ref().map(|order| w.support.order_of.put(&order.0)).unwrap_or_default()
}

fn row(visit: &Visit, chat: &Chat) -> Option<DisputeRow> {
    let (w, dispute) = (visit.w(), chat.dispute?);
    Some(DisputeRow {
        href: format!("{PATH}/{}", chat.id),
        order: order(w, chat),
        product: chat.product.clone().unwrap_or_default(),
        reason: dispute.reason.words(w.lang),
        text: crate::web::shop::chat_view::said_last(w, chat),
        sides: format!("{} · {}", chat.buyer_name, chat.shop.clone().unwrap_or_default()),
        when: when(w, chat.opened_at.0, visit.now()),
        due: due(visit, dispute),
    })
}

/// One dispute.
pub async fn one(visit: Visit, Path(id): Path<String>) -> Page {
    page(&visit, &id, Field::default(), StatusCode::OK).await
}

async fn page(visit: &Visit, id: &str, typed: Field, status: StatusCode) -> Page {
    let (me, w): (Support, _) = (support::support(visit)?, visit.w());
    let talk = chat_pages::load(visit, reader(&me), CHATS, chat_id(id)?, None).await?;
    let chat = &talk.view.chat;
    let dispute = chat.dispute.ok_or(Code::ChatNotFound)?;
    let mut lines = talk.thread(visit, None, &Redo::default()).lines;
    for line in &mut lines {
        if let Line::Bubble(bubble) = line {
            // It is read here; what is said is said in the decision.
            bubble.can = crate::web::parts::Can::default();
        }
    }
    let d = DisputeView {
        href: format!("{PATH}/{}", chat.id),
        order: order(w, chat),
        product: ProductLine {
            sku: chat.sku.map_or(0, |sku| sku.0),
            name: chat.product.clone().unwrap_or_else(|| w.reviews.product_unknown.to_owned()),
            image: chat.picture.map(convert::thumb),
            href: convert::card_href(chat.sku),
            price: None,
        },
        reason: dispute.reason.words(w.lang),
        due: due(visit, dispute),
        buyer: side(visit, &talk, Author::Buyer),
        buyer_name: chat.buyer_name.clone(),
        shop: side(visit, &talk, Author::Seller),
        shop_name: chat.shop.clone().unwrap_or_default(),
        lines,
        decided: dispute.outcome.map(|outcome| decided(visit, &talk, outcome)),
        decide: dispute.outcome.is_none().then_some(typed),
    };
    let shell = visit.shell(Surface::Desk, Tab::Support, w.support.dispute).described(w.support.description);
    with_status(status, &DisputePage { w, shell, d })
}

fn texts(talk: &Talk, author: Author) -> impl Iterator<Item = &Said> {
    talk.lines.iter().filter(move |said| said.message.author == author && said.message.kind == MessageKind::Text)
}

fn side(visit: &Visit, talk: &Talk, author: Author) -> Option<Side> {
    let message = &texts(talk, author).next()?.message;
    Some(Side {
        name: message.author_name.clone(),
        when: when(visit.w(), message.sent_at.0, visit.now()),
        text: message.text.clone(),
    })
}

fn decided(visit: &Visit, talk: &Talk, outcome: Outcome) -> (&'static str, String, Option<When>) {
    let s = &visit.w().support;
    let whom = match outcome {
        Outcome::Buyer => s.for_buyer,
        Outcome::Seller => s.for_shop,
    };
    let words = texts(talk, Author::Support).last().map(|said| &said.message);
    (
        whom,
        words.map(|message| message.text.clone()).unwrap_or_default(),
        words.and_then(|message| when(visit.w(), message.sent_at.0, visit.now())),
    )
}

/// The decision, as its form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    words: String,
    r#for: String,
}

/// Decides a dispute, with words for both.
pub async fn decide(visit: Visit, Path(id): Path<String>, Form(form): Form<Decision>) -> Page {
    let (me, chat) = (support::support(&visit)?, chat_id(&id)?);
    let outcome = Outcome::parse(&form.r#for).ok_or(domain::Refusal::new(Code::FieldInvalid).at("for"))?;
    match commands::decide(&visit.app, &me, chat, outcome, &form.words).await {
        Ok(()) => Ok(see(&and_say(&format!("{PATH}/{chat}"), "dispute-decided"))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let typed = Field { error: Some(visit.tell(&refusal)), value: form.words };
            page(&visit, &id, typed, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}
