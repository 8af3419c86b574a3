//! Support's queue and chats, from what the app knows to what the page shows.

use app::queries::chats::{Chat, read_why};
use app::queries::support::{self as known, Context, Macro};
use app::{Failure, Reader, Support};
use domain::MessageId;
use domain::chats::{Author, ChatKind, Matter};
use domain::fraud::friction::{Friction, Step};
use domain::templates::Facts;

use super::campaigns::tone;
use super::safety_talk::step;
use super::support::{self as page, Customer, Holder, OrderLink, Section, SupportChat, SupportList};
use crate::web::cabinet::chat_view::{Opened, Redo};
use crate::web::cabinet::review_view::filled;
use crate::web::chat_pages::Talk;
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::initials;
use crate::web::parts::{
    Blank, ChatComposer, ChatFoot, ChatRow, Chip, Choice, LastLine, Mark, Piece, Role, Stars, TemplateChoice, Whose,
    row_time,
};
use crate::web::query::address;
use crate::web::shop::chat_view::said_last;
use crate::web::visit::Visit;
use crate::web::words::{Words, age, number, when};

/// Where support's chats are.
pub const PATH: &str = "/desk/support";
/// Where one of them is.
pub const CHATS: &str = "/desk/support/chats";
/// Orders that are shown beside a chat.
const ORDERS: usize = 5;
/// Pages of the queue that are looked through for a filter, at most.
const LOOKED: usize = 10;

/// Which chats are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Which {
    /// All who wait.
    #[default]
    All,
    /// Those whom nobody has taken.
    Free,
    /// The reader's.
    Mine,
    /// Of shops.
    Sellers,
    /// Of buyers.
    Buyers,
}

impl Which {
    const ALL: [Self; 5] = [Self::All, Self::Free, Self::Mine, Self::Sellers, Self::Buyers];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Free => "free",
            Self::Mine => "mine",
            Self::Sellers => "sellers",
            Self::Buyers => "buyers",
        }
    }

    /// The one with this code; an unknown one is all.
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.code() == code).unwrap_or_default()
    }

    /// An address that stays in this list.
    pub fn at(self, path: &str) -> String {
        address(path, [("queue", self.code().to_owned())])
    }

    fn takes(self, chat: &Chat, me: &str) -> bool {
        let mine = chat.assignee.as_ref().map(|(who, _)| who == me);
        chat.kind.is_support()
            && match self {
                Self::All => true,
                Self::Free => mine.is_none(),
                Self::Mine => mine == Some(true),
                Self::Sellers => chat.kind == ChatKind::SellerSupport,
                Self::Buyers => chat.kind == ChatKind::BuyerSupport,
            }
    }
}

/// Who waits, of those who are asked for.
pub async fn waiting(visit: &Visit, me: &Support, takes: impl Fn(&Chat) -> bool) -> Result<Vec<Chat>, Failure> {
    let (mut found, mut after) = (Vec::new(), None::<String>);
    for _ in 0..LOOKED {
        let (page, next) = known::queue(&visit.app, me, after.as_deref()).await?;
        found.extend(page.into_iter().filter(&takes));
        match next.filter(|_| found.len() < usize::try_from(known::PAGE).unwrap_or(50)) {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    Ok(found)
}

/// The list; `open` is the chat beside it.
pub async fn list(visit: &Visit, me: &Support, which: Which, open: Option<&str>) -> Result<SupportList, Failure> {
    let w = visit.w();
    let by = me.by().to_string();
    let (chats, counts) =
        tokio::try_join!(waiting(visit, me, |chat| which.takes(chat, &by)), known::waiting(&visit.app, me),)?;
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let all = count(counts.sellers + counts.buyers);
    let free = chats.iter().any(|chat| chat.assignee.is_none());
    let rows: Vec<_> = chats.iter().map(|chat| row(visit, chat, which, open)).collect();
    Ok(SupportList {
        heads_page: open.is_none(),
        nav: page::nav(w, Section::Chats, all, count(counts.disputes)),
        chips: chips(w, which, all, count(counts.sellers), count(counts.buyers)),
        refresh_href: which.at(PATH),
        next_action: free.then(|| which.at("/desk/support/next")),
        next: None,
        blank: rows.is_empty().then(|| blank(w, which)),
        rows,
    })
}

fn chips(w: &Words, on: Which, all: u64, sellers: u64, buyers: u64) -> Vec<Chip> {
    let s = &w.support;
    let chip = |which: Which| {
        let (label, count) = match which {
            Which::All => (s.queue, all),
            Which::Free => (s.free, 0),
            Which::Mine => (s.mine, 0),
            Which::Sellers => (s.sellers, sellers),
            Which::Buyers => (s.buyers, buyers),
        };
        let count = (count > 0).then(|| number(count));
        Chip { label: label.to_owned(), count, href: which.at(PATH), on: which == on }
    };
    Which::ALL.into_iter().map(chip).collect()
}

fn blank(w: &Words, which: Which) -> Blank {
    let s = &w.support;
    let (title, text) =
        if which == Which::Mine { (s.mine_empty, s.mine_empty_text) } else { (s.queue_empty, s.queue_empty_text) };
    Blank { icon: icons::CHECK, title: title.into(), text: text.into(), action: None }
}

/// Who turned to support, by role and name.
fn who(chat: &Chat) -> (Role, String) {
    match chat.kind {
        ChatKind::SellerSupport => (Role::Seller, chat.shop.clone().unwrap_or_default()),
        ChatKind::BuyerSupport | ChatKind::Customer | ChatKind::Dispute => (Role::Buyer, chat.buyer_name.clone()),
    }
}

fn topic(w: &Words, chat: &Chat) -> &'static str {
    let sc = &w.shop_chats;
    match chat.matter {
        Some(Matter::Order) => sc.matter_order,
        Some(Matter::Payment) => sc.matter_payment,
        Some(Matter::Account) => sc.matter_account,
        Some(Matter::Fraud) => sc.matter_fraud,
        Some(Matter::Chats) => sc.matter_chats,
        Some(Matter::Other) | None => sc.matter_other,
    }
}

const MINUTE: i64 = 60_000_000;

fn waited(visit: &Visit, chat: &Chat) -> Option<(icons::Icon, String, &'static str)> {
    let span = visit.now() - chat.waiting_since?.0;
    (span >= MINUTE).then(|| page::waits(visit.w(), span / MINUTE, &age(visit.w(), span)))
}

fn row(visit: &Visit, chat: &Chat, which: Which, open: Option<&str>) -> ChatRow {
    let w = visit.w();
    let ((role, name), id) = (who(chat), chat.id.to_string());
    let waits = waited(visit, chat).map(|(icon, label, tone)| Mark::new(icon, label, tone));
    let with = chat.assignee.as_ref().map(|(_, name)| Mark::new(icons::PERSON, w.support.with.put(name), ""));
    ChatRow {
        href: which.at(&format!("{CHATS}/{id}")),
        role,
        initials: initials(&name),
        name,
        about: Some(topic(w, chat).to_owned()),
        last: chat.last.message.map(|_| LastLine {
            whose: match chat.last.author {
                Author::Support => Whose::Mine { read: false },
                Author::System => Whose::Nobodys,
                Author::Buyer | Author::Seller => Whose::Theirs,
            },
            text: Piece::plain(said_last(w, chat)),
            files: None,
        }),
        when: row_time(w, chat.last.at.0, visit.now()),
        unread: u64::try_from(chat.unread.support).unwrap_or(0),
        clock: None,
        draft: None,
        marks: waits.into_iter().chain(with).collect(),
        open: open == Some(id.as_str()),
        id,
    }
}

/// What an open chat is drawn with.
pub struct Scene<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The reader.
    pub me: &'a Support,
    /// The list it was opened from.
    pub which: Which,
    /// The chat.
    pub talk: &'a Talk,
    /// What is known of whoever asks.
    pub context: &'a Context,
    /// Answers that are kept ready.
    pub macros: &'a [Macro],
}

impl Scene<'_> {
    fn chat(&self) -> &Chat {
        &self.talk.view.chat
    }

    fn holder(&self) -> Holder {
        let chat = self.chat();
        match &chat.assignee {
            Some((who, _)) if *who == self.me.by().to_string() => Holder::Mine,
            Some((_, name)) => Holder::Colleague(name.clone()),
            None if chat.waiting_since.is_none() && chat.last.message.is_some() => Holder::Closed,
            None => Holder::Nobody { can_take: true },
        }
    }

    /// The page's view of the chat; after `read` everything of the other side is new.
    pub fn view(&self, opened: &Opened, read: Option<MessageId>, redo: Redo) -> SupportChat {
        let (w, chat, holder) = (self.visit.w(), self.chat(), self.holder());
        let (role, name) = who(chat);
        let mine = holder == Holder::Mine;
        let rated = chat.rating.and_then(|stars| u8::try_from(stars).ok());
        SupportChat {
            id: chat.id.to_string(),
            path: self.talk.path.clone(),
            query: self.which.at(""),
            back_href: self.which.at(PATH),
            role,
            initials: initials(&name),
            name,
            topic: topic(w, chat).to_owned(),
            waits: waited(self.visit, chat).map(|(_, words, tone)| (tone, words)),
            thread: self.talk.thread(self.visit, read, &redo),
            transfer: if mine { self.colleagues() } else { Vec::new() },
            can_close: mine,
            rating: (rated.is_some() || holder == Holder::Closed).then_some(Stars(rated)),
            customer: self.customer(),
            foot: self.foot(opened, redo),
            holder,
        }
    }

    /// The composer of whoever has the chat; the others leave notes.
    pub fn foot(&self, opened: &Opened, redo: Redo) -> ChatFoot {
        let w = self.visit.w();
        let note = match self.holder() {
            Holder::Mine => redo.note,
            Holder::Colleague(_) => true,
            Holder::Nobody { .. } | Holder::Closed => return ChatFoot::default(),
        };
        let base = self.talk.composer(self.visit, w.chats.hint_person, opened, redo);
        let composer = ChatComposer {
            query: self.which.at(""),
            note: Some(note),
            templates: self.macros.iter().map(|it| self.filled(it)).collect(),
            templates_href: Some("/desk/support/macros"),
            ..base
        };
        ChatFoot { barriers: Vec::new(), composer: Some(Box::new(composer)) }
    }

    fn filled(&self, it: &Macro) -> TemplateChoice {
        let chat = self.chat();
        let facts = Facts {
            buyer: (!chat.buyer_name.is_empty()).then_some(chat.buyer_name.as_str()),
            product: chat.product.as_deref(),
            sku: chat.sku,
            shop: chat.shop.as_deref(),
            order: chat.order.as_ref().map(|order| order.0.as_str()),
            rating: None,
        };
        let (text, hole) = filled(&it.text, &facts);
        let id = it.id.to_string();
        TemplateChoice { href: self.which.at(&self.talk.path), id, name: it.name.clone(), text, hole }
    }

    fn colleagues(&self) -> Vec<Choice> {
        let s = &self.visit.w().support;
        let choice = |(person, name, role): &(domain::PersonId, String, domain::people::DeskRole)| {
            let safety = *role == domain::people::DeskRole::Safety;
            let label = if safety { s.with_role.put2(name, s.from_safety) } else { name.clone() };
            Choice::new(person.to_string(), label, false)
        };
        let queue = Choice::new("", s.to_queue, true);
        [queue].into_iter().chain(self.context.colleagues.iter().map(choice)).collect()
    }

    fn customer(&self) -> Customer {
        let (w, now, chat) = (self.visit.w(), self.visit.now(), self.chat());
        let s = &w.support;
        let order = |it: &app::queries::shop::BoughtItem| OrderLink {
            number: s.order_of.put(&it.item.order.0),
            state: convert::order_state(w, it.item.status).to_owned(),
            product: it.product.clone(),
            href: convert::card_href(Some(it.item.sku)),
        };
        let flagged = self.context.flagged.iter().filter_map(|message| {
            let label = read_why(&message.why).first()?.label;
            Some((tone(label), label.name(w.lang).to_owned(), when(w, message.sent_at.0, now)))
        });
        let (_, name) = who(chat);
        let since = when(w, chat.opened_at.0, now).map(|at| (s.talks_since, at.short));
        let topic = (s.topic, topic(w, chat).to_owned());
        let role = if chat.kind == ChatKind::SellerSupport { s.shop } else { s.buyer };
        Customer {
            facts: [(role, name), topic].into_iter().chain(since).collect(),
            limits: self.context.friction.iter().filter_map(|it| self.limit(it)).collect(),
            orders: self.context.orders.iter().take(ORDERS).map(order).collect(),
            verdicts: flagged.collect(),
        }
    }

    fn limit(&self, friction: &Friction) -> Option<(&'static str, String, Option<String>)> {
        let (w, now) = (self.visit.w(), self.visit.now());
        let tone = match friction.step {
            Step::None => return None,
            Step::Slow | Step::NoLinks => "warn",
            Step::ReadOnly | Step::Off => "bad",
        };
        let until = when(w, friction.until.0, now).map(|at| w.support.until.put(at.short));
        Some((tone, step(w, friction.step).to_owned(), until))
    }
}

/// Loads what is known beside a chat.
pub async fn beside(visit: &Visit, me: &Support, talk: &Talk) -> Result<(Context, Vec<Macro>), Failure> {
    tokio::try_join!(known::context(&visit.app, me, talk.view.chat.id), known::macros(&visit.app, me))
}

/// The reader of support's chats.
pub fn reader(me: &Support) -> Reader {
    Reader::from(me)
}
