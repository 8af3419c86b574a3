//! Chats and messages as the API shows them to each side.

use app::files::open::Links;
use app::queries::chats::{Appeal, Attached, Chat, ChatView, Line, Message, Row, read_files, read_why};
use domain::chats::{self as rules, Author, Closed, MessageState as Stands, Open, SystemLine, Window};
use domain::fraud::friction::{Friction, Step};
use domain::fraud::{Label, Verdict};
use domain::{Lang, Refusal, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::reviews::view::{ProductLine, picture};
use crate::api::types::{Number, Time, mirror};

mirror! {
    /// Who talks in a chat.
    ChatKind = rules::ChatKind {
        /// A buyer and a shop.
        Customer,
        /// A buyer and a shop about what went wrong; the operator decides.
        Dispute,
        /// A shop and support.
        SellerSupport,
        /// A buyer and support.
        BuyerSupport,
    }
}

mirror! {
    /// A side of a chat.
    Side = rules::Author {
        /// The buyer.
        Buyer,
        /// Somebody, or a program, of the shop.
        Seller,
        /// The marketplace's support; nobody else can be this.
        Support,
        /// Otklik itself: what happened with the chat.
        System,
    }
}

mirror! {
    /// What kind of line it is.
    MessageKind = rules::MessageKind {
        /// Said to the other side.
        Text,
        /// A note among those of one side.
        Note,
        /// What happened with the chat.
        System,
    }
}

mirror! {
    /// How far a message has come.
    MessageState = rules::MessageState {
        /// The other side sees it.
        Delivered,
        /// A file of it is being checked; the other side sees a placeholder.
        Checking,
        /// It waits for a safety person; the other side sees nothing.
        Held,
        /// It was not delivered; its author sees why.
        Blocked,
        /// It was taken away by its author.
        Deleted,
    }
}

mirror! {
    /// What support is asked about.
    Matter = rules::Matter {
        /// An order.
        Order,
        /// Money.
        Payment,
        /// Signing in, staff, data of the account.
        Account,
        /// Fraud in a chat.
        Fraud,
        /// Chats that are switched off, or slowed down.
        Chats,
        /// Anything else.
        Other,
    }
}

mirror! {
    /// What went wrong with an order.
    DisputeReason = rules::DisputeReason {
        /// The buyer wants to give it back.
        Return,
        /// It does not work, or came damaged.
        Defect,
        /// It did not come.
        NotArrived,
    }
}

mirror! {
    /// Where a dispute stands.
    DisputeState = rules::DisputeState {
        /// The shop has to answer.
        Opened,
        /// The operator has to decide.
        Answered,
        /// Decided.
        Decided,
    }
}

mirror! {
    /// For whom a dispute is decided.
    Outcome = rules::Outcome {
        /// For the buyer.
        Buyer,
        /// For the shop.
        Seller,
    }
}

mirror! {
    /// How far somebody is held back in chats.
    FrictionStep = Step {
        /// Not at all.
        None,
        /// Messages go slower.
        Slow,
        /// No links and no files.
        NoLinks,
        /// Reading only.
        ReadOnly,
        /// No chats but the one with support.
        Off,
    }
}

mirror! {
    /// Why the operator switches chats off.
    SwitchReason = rules::SwitchReason {
        /// Many attempts of fraud at once.
        FraudWave,
        /// Fraud by the one concerned.
        Fraud,
        /// Insults, threats.
        Abuse,
        /// The account seems to be in somebody else's hands.
        AccountTaken,
        /// A decision of a court or an authority.
        Law,
        /// Works on the system.
        Works,
    }
}

/// For whom a chat is shown, and in which language.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The side that reads.
    pub side: Author,
    /// Its language.
    pub lang: Lang,
    /// What makes the addresses of files.
    pub links: Links,
}

/// A chat.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Chat)]
pub struct ChatOut {
    /// Its id (UUIDv7).
    pub id: String,
    /// Who talks in it.
    pub kind: ChatKind,
    /// The shop; absent where a buyer talks with support.
    pub client_id: Option<Number>,
    /// The shop's name.
    pub shop: Option<String>,
    /// The name that the buyer goes by; empty where none talks.
    pub buyer_name: String,
    /// The order that it is about.
    pub order_id: Option<String>,
    /// The product that it is about.
    pub product: Option<ProductLine>,
    /// Since when.
    pub opened_at: Time,
    /// Whether it is closed: it takes no messages.
    pub closed: bool,
    /// Whether the shop has put it away. The shop alone sees that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Until when the shop does not want to see it. The shop alone sees that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Time>,
    /// Who has it in hand: the colleague's name. The own side alone sees that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The side that cannot write while a report of fraud is looked at.
    pub frozen_for: Option<Side>,
    /// The side that wants no messages of the other.
    pub blocked_by: Option<Side>,
    /// The newest line.
    pub last: LastOut,
    /// Whose reply is awaited.
    pub turn: Option<Side>,
    /// Lines that the reader's side has not read; 1000 are counted at most.
    pub unread: i64,
    /// What support is asked about.
    pub matter: Option<Matter>,
    /// How the answers were rated, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    /// The dispute.
    pub dispute: Option<DisputeOut>,
    /// Until when the shop may write.
    pub window: Option<WindowOut>,
}

/// The newest line of a chat.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LastOut {
    /// Which message; absent where nothing was said.
    pub message_id: Option<Number>,
    /// When; the time of opening where nothing was said.
    pub at: Time,
    /// Which side said it.
    pub side: Side,
    /// Its beginning.
    pub text: String,
}

/// A dispute.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisputeOut {
    /// What went wrong.
    pub reason: DisputeReason,
    /// Where it stands.
    pub state: DisputeState,
    /// Until when whoever has to act should.
    pub due_at: Time,
    /// For whom it was decided.
    pub outcome: Option<Outcome>,
}

/// Whether the shop may write, by the rules for the way of delivery.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WindowOut {
    /// Whether it may.
    pub open: bool,
    /// Why: `always`, `on_the_way`, `delivered`, `reply`; or why not: `buyer_starts`, `not_paid`, `over`.
    #[schema(example = "reply")]
    pub why: &'static str,
    /// Until when it is open, or was; absent where it has no end.
    pub until: Option<Time>,
}

impl From<Window> for WindowOut {
    fn from(window: Window) -> Self {
        let why = match window {
            Window::Open(Open::Always) => "always",
            Window::Open(Open::OnTheWay) => "on_the_way",
            Window::Open(Open::Delivered(_)) => "delivered",
            Window::Open(Open::Reply(_)) => "reply",
            Window::Closed(closed) => closed.as_str(),
        };
        let until = match window {
            Window::Closed(Closed::Over(until)) => Some(until),
            window => window.until(),
        };
        Self { open: window.is_open(), why, until: until.map(Time) }
    }
}

impl ChatOut {
    /// A chat as a side sees it.
    pub fn new(chat: &Chat, window: Option<Window>, telling: &Telling) -> Self {
        let (side, of_shop) = (telling.side, telling.side == Author::Seller);
        // A colleague of this side: whoever of the other side has it in hand is its own business.
        let colleagues = if of_shop { "staff:" } else { "desk:" };
        let in_hand = |who: &str| side != Author::Buyer && who.starts_with(colleagues);
        let last = &chat.last;
        Self {
            id: chat.id.to_string(),
            kind: chat.kind.into(),
            client_id: (chat.seller.0 > 0).then_some(Number(chat.seller.0)),
            shop: chat.shop.clone(),
            buyer_name: chat.buyer_name.clone(),
            order_id: chat.order.as_ref().map(|order| order.0.clone()),
            product: chat.sku.map(|sku| ProductLine {
                sku: Number(sku.0),
                name: chat.product.clone(),
                picture_url: chat.picture.map(picture),
            }),
            opened_at: chat.opened_at.into(),
            closed: chat.closed,
            archived: of_shop.then_some(chat.archived),
            snoozed_until: chat.snoozed_until.filter(|_| of_shop).map(Time),
            assignee: chat.assignee.as_ref().filter(|(who, _)| in_hand(who)).map(|(_, name)| name.clone()),
            frozen_for: chat.frozen_for.map(Into::into),
            blocked_by: chat.blocked_by.map(Into::into),
            last: LastOut {
                message_id: last.message.map(|id| Number(id.0)),
                at: last.at.into(),
                side: last.author.into(),
                text: system_words(last.author, &last.line, telling.lang),
            },
            turn: chat.turn.map(Into::into),
            unread: chat.unread.of(side).unwrap_or(0),
            matter: chat.matter.map(Into::into),
            rating: chat.rating,
            dispute: chat.dispute.map(|dispute| DisputeOut {
                reason: dispute.reason.into(),
                state: dispute.state.into(),
                due_at: dispute.due_at.into(),
                outcome: dispute.outcome.map(Into::into),
            }),
            window: window.map(Into::into),
        }
    }

    /// A row of a list.
    pub fn row(row: &Row, telling: &Telling) -> Self {
        Self::new(&row.chat, Some(row.window), telling)
    }
}

/// What Otklik says is stored by its name.
fn system_words(author: Author, text: &str, lang: Lang) -> String {
    let said = SystemLine::parse(text).filter(|_| author == Author::System);
    said.map_or_else(|| text.to_owned(), |line| line.words(lang).to_owned())
}

/// Why somebody may not write now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhyNot {
    /// The code of the problem that a message would be refused with.
    #[schema(example = "window_over")]
    pub code: &'static str,
    /// In words.
    pub words: String,
}

/// How far somebody is held back in chats after messages that the guard held or stopped.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrictionOut {
    /// The step.
    pub step: FrictionStep,
    /// Since when.
    pub since: Option<Time>,
    /// When the next milder step comes by itself.
    pub until: Option<Time>,
}

impl From<Friction> for FrictionOut {
    fn from(friction: Friction) -> Self {
        let some = |at: Timestamp| (friction.step != Step::None).then_some(Time(at));
        Self { step: friction.step.into(), since: some(friction.since), until: some(friction.until) }
    }
}

/// Chats that the operator has switched off.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OffOut {
    /// The switch: what an appeal names.
    pub switch_id: String,
    /// Why.
    pub reason: SwitchReason,
    /// Why, in words, with what the operator says beside it.
    pub words: String,
    /// Since when.
    pub since: Time,
    /// Until when.
    pub until: Time,
}

impl OffOut {
    /// A switch as whoever is concerned reads it.
    pub fn new(switch: &app::queries::safety::Switch, lang: Lang) -> Self {
        let reason = switch.reason.words(lang);
        let words = if switch.words.is_empty() { reason.to_owned() } else { format!("{reason}. {}", switch.words) };
        Self {
            switch_id: switch.id.to_string(),
            reason: switch.reason.into(),
            words,
            since: switch.since.into(),
            until: switch.until.into(),
        }
    }
}

/// A chat with what its composer says.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ChatDetail)]
pub struct DetailOut {
    /// The chat.
    pub chat: ChatOut,
    /// Whether the reader may write now.
    pub may_write: bool,
    /// Why not.
    pub why_not: Option<WhyNot>,
    /// How far the reader is held back.
    pub friction: FrictionOut,
    /// The switch that keeps the reader from writing.
    pub off: Option<OffOut>,
    /// Colleagues who are writing at the moment.
    pub answering: Vec<String>,
}

impl DetailOut {
    /// A chat as a side sees it.
    pub fn new(view: &ChatView, telling: &Telling) -> Self {
        let why_not = |refusal: &Refusal| WhyNot { code: refusal.code.as_str(), words: refusal.words(telling.lang) };
        Self {
            chat: ChatOut::new(&view.chat, Some(view.window), telling),
            may_write: view.may_write.is_ok(),
            why_not: view.may_write.as_ref().err().map(why_not),
            friction: view.friction.into(),
            off: view.off.as_ref().map(|off| OffOut::new(off, telling.lang)),
            answering: view.answering.clone(),
        }
    }
}

/// What the guard saw in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabelOut {
    /// The stable name of what it saw.
    #[schema(example = "asks_code")]
    pub code: &'static str,
    /// In words for whoever reads: to the author why, to the other side what to beware of.
    pub words: &'static str,
    /// The first character of the place in the text; absent where it is about the whole, or not the reader's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<usize>,
    /// The character behind the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<usize>,
}

/// What the guard saw, each kind once, as the author of `text` reads it.
pub fn labels_for_author(why: &[app::queries::chats::StoredWhy], text: Option<&str>, lang: Lang) -> Vec<LabelOut> {
    let mut all: Vec<LabelOut> = Vec::new();
    for why in why {
        if all.iter().any(|label| label.code == why.label.as_str()) {
            continue;
        }
        let (from, to) = text.and_then(|text| characters(text, why.from, why.to)).unzip();
        all.push(LabelOut { code: why.label.as_str(), words: why.label.words(lang), from, to });
    }
    all
}

/// Bytes of a text as characters; `None` where they are no place in it.
fn characters(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let place = text.get(from..to).filter(|place| !place.is_empty())?;
    let before = text.get(..from)?.chars().count();
    Some((before, before + place.chars().count()))
}

/// What endangers the reader in a message that was delivered all the same.
fn warnings(line: &Line, lang: Lang) -> Vec<LabelOut> {
    let mut all: Vec<LabelOut> = Vec::new();
    if line.own || line.message.verdict != Verdict::Warn || line.message.state == Stands::Deleted {
        return all;
    }
    let labels = read_why(&line.message.why).into_iter().map(|why| why.label);
    for label in labels.filter(|label: &Label| !label.is_own_secret()) {
        let told = LabelOut { code: label.as_str(), words: label.warning(lang), from: None, to: None };
        if !all.contains(&told) {
            all.push(told);
        }
    }
    all
}

/// A file of a message.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ChatFile)]
pub struct FileOut {
    /// Its id: what a message is sent with.
    pub id: String,
    /// `picture`, `video`, `document` or `text`.
    #[schema(example = "picture")]
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What it is served as.
    #[schema(example = "image/jpeg")]
    pub content_type: String,
    /// Its size.
    pub bytes: i64,
    /// Pixels; 0 where it has none.
    pub width: i64,
    /// Pixels; 0 where it has none.
    pub height: i64,
    /// Whether it was checked for viruses: `checking`, `clean`, `infected`, `not_scanned`.
    #[schema(example = "clean")]
    pub scan: String,
    /// Where it is, for five to ten minutes and for whoever has the address; absent while it is checked, and where something
    /// was found in it.
    pub url: Option<String>,
    /// Where its small picture is, as long.
    pub thumb_url: Option<String>,
    /// Where it is saved from, as long.
    pub download_url: Option<String>,
}

impl FileOut {
    /// A file with addresses that work now.
    pub fn new(file: Attached, links: &Links) -> Self {
        Self {
            url: links.whole(&file),
            thumb_url: links.thumb(&file),
            download_url: links.download(&file),
            id: file.id,
            kind: file.kind,
            name: file.name,
            content_type: file.content_type,
            bytes: file.bytes,
            width: file.width,
            height: file.height,
            scan: file.scan,
        }
    }
}

/// The message that another replies to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuoteOut {
    /// Which.
    pub message_id: Number,
    /// Which side said it.
    pub side: Side,
    /// The name over it.
    pub author_name: String,
    /// What it says.
    pub text: String,
}

/// How far a stopped message can be, or was, appealed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppealOut {
    /// `possible`, `waits`, `closed`.
    #[schema(example = "possible")]
    pub state: &'static str,
    /// Until when a person promises to look at it, while it waits.
    pub due_at: Option<Time>,
}

impl From<Appeal> for AppealOut {
    fn from(appeal: Appeal) -> Self {
        match appeal {
            Appeal::Possible => Self { state: "possible", due_at: None },
            Appeal::Waits(due_at) => Self { state: "waits", due_at: Some(due_at.into()) },
            Appeal::Closed => Self { state: "closed", due_at: None },
        }
    }
}

/// A message.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageOut {
    /// Its number: later is greater.
    pub id: Number,
    /// Which side says it.
    pub side: Side,
    /// What kind of line it is.
    pub kind: MessageKind,
    /// The name over it.
    pub author_name: String,
    /// What it says; empty once it was taken away.
    pub text: String,
    /// Of a line about what happened: its stable name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "closed")]
    pub system: Option<String>,
    /// Its files; none once it was taken away.
    pub files: Vec<FileOut>,
    /// How far it has come.
    pub state: MessageState,
    /// What the guard saw in the reader's own message.
    pub why: Vec<LabelOut>,
    /// What to beware of in a message of the other side.
    pub warnings: Vec<LabelOut>,
    /// The message that it replies to.
    pub reply_to: Option<QuoteOut>,
    /// When it was sent.
    pub sent_at: Time,
    /// When it was changed, or taken away.
    pub edited_at: Option<Time>,
    /// Until when it may be held.
    pub held_until: Option<Time>,
    /// Whether the reader's side says it.
    pub own: bool,
    /// Whether the other side has read it.
    pub read: bool,
    /// Whether the reader may still change it, or take it away.
    pub may_change: bool,
    /// Whether the reader may say that the held message is harmless.
    pub may_confirm: bool,
    /// How far it can be appealed, where it was stopped.
    pub appeal: Option<AppealOut>,
    /// Counts changes.
    pub version: i64,
}

impl MessageOut {
    /// A message as a side sees it.
    pub fn new(line: &Line, telling: &Telling) -> Self {
        let message = &line.message;
        let gone = message.state == Stands::Deleted;
        let files = if gone { Vec::new() } else { read_files(&message.files) };
        Self {
            id: Number(message.id.0),
            side: message.author.into(),
            kind: message.kind.into(),
            author_name: message.author_name.clone(),
            text: if gone { String::new() } else { system_words(message.author, &message.text, telling.lang) },
            system: (message.author == Author::System).then(|| message.text.clone()),
            files: files.into_iter().map(|file| FileOut::new(file, &telling.links)).collect(),
            state: message.state.into(),
            why: if line.own && !gone {
                labels_for_author(&read_why(&message.why), Some(&message.text), telling.lang)
            } else {
                Vec::new()
            },
            warnings: warnings(line, telling.lang),
            reply_to: line.reply.as_ref().map(|quoted| quote(quoted, telling.lang)),
            sent_at: message.sent_at.into(),
            edited_at: message.edited_at.map(Time),
            held_until: message.held_until.filter(|_| message.state == Stands::Held).map(Time),
            own: line.own,
            read: line.read,
            may_change: line.may_change,
            may_confirm: line.may_confirm,
            appeal: line.appeal.map(Into::into),
            version: message.version,
        }
    }
}

fn quote(message: &Message, lang: Lang) -> QuoteOut {
    let gone = message.state == Stands::Deleted;
    QuoteOut {
        message_id: Number(message.id.0),
        side: message.author.into(),
        author_name: message.author_name.clone(),
        text: if gone { String::new() } else { system_words(message.author, &message.text, lang) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_text_is_told_in_characters() {
        let text = "код из СМС";
        assert_eq!(characters(text, 0, "код".len()), Some((0, 3)));
        assert_eq!(characters(text, "код из ".len(), text.len()), Some((7, 10)));
        assert_eq!(characters(text, 0, 0), None);
        assert_eq!(characters(text, 1, 3), None, "not between characters");
    }
}
