//! The list of chats, from its address to what the page shows.

use app::queries::chats::{self as stored, Counts, List, Message, Row};
use app::{CanRead, SellerStaff, queries};
use domain::chats::{Author, ChatKind, DisputeState, SystemLine};
use domain::people::Permission;
use domain::{ChatId, Lang, MessageId};

use super::chats_list::ChatList;
use super::chats_query::{ChatsQuery, PATH, Tab};
use super::list_query::joined;
use super::list_view::to_u64;
use crate::web::convert::Eyes;
use crate::web::icons;
use crate::web::layout::initials;
use crate::web::parts::{Blank, ChatRow, Chip, Clock, LastLine, Mark, Piece, Role, Whose, row_time};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::{Words, number, when};

/// Rows on a page.
const PAGE: i64 = 30;
/// Chats that a search finds.
const FOUND: i64 = 50;
/// Characters of a draft that a row shows.
const DRAFT: usize = 120;

/// Loads the list of this address.
pub async fn load(visit: &Visit, staff: &SellerStaff<CanRead>, asked: &ChatsQuery) -> Result<ChatList, WebError> {
    let w = visit.w();
    let (list, found, counts) = if let Some(words) = asked.words(staff.seller()) {
        let (found, counts) =
            tokio::try_join!(stored::search(&visit.app, staff, words, FOUND), stored::counts(&visit.app, staff))?;
        (None, Some(found), counts)
    } else {
        let (list, counts) = stored::screen(&visit.app, staff, asked.filter(), asked.after.as_deref(), PAGE).await?;
        (Some(list), None, counts)
    };
    let scene = Scene { w, now: visit.now(), asked };
    let mut rows = match (&list, &found) {
        (Some(list), _) => list.rows.iter().map(|row| scene.row(row)).collect(),
        (None, Some(found)) => scene.found(found),
        (None, None) => Vec::new(),
    };
    if let Some(list) = &list {
        let shown = list.rows.iter().map(|row| row.chat.id).collect();
        put_drafts(&mut rows, stored::drafts(&visit.app, staff, shown).await?);
    }
    Ok(scene.list(rows, list.as_ref(), &counts, staff.may(Permission::Reply)))
}

/// Rows in which something is typed and not sent say so.
fn put_drafts(rows: &mut [ChatRow], drafts: Vec<(ChatId, String)>) {
    for (chat, text) in drafts {
        let id = chat.to_string();
        if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
            row.draft = Some(text.chars().take(DRAFT).collect());
        }
    }
}

struct Scene<'a> {
    w: &'static Words,
    now: i64,
    asked: &'a ChatsQuery,
}

impl Scene<'_> {
    fn list(&self, rows: Vec<ChatRow>, page: Option<&List>, counts: &Counts, writes: bool) -> ChatList {
        let (w, asked) = (self.w, self.asked);
        let kept = |without: ChatsQuery| without.pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        let support = asked.tab == Tab::Support && asked.is_whole();
        ChatList {
            heads_page: true,
            segments: segments(w, Some(asked.tab), counts),
            query: asked.q.clone(),
            kept: kept(asked.with(|it| it.q.clear())),
            chips: self.chips(counts),
            active: asked.active(),
            order: asked.order.clone().unwrap_or_default(),
            sku: joined(asked.skus.iter().map(domain::Sku::to_string)),
            form_kept: kept(asked.with(|it| (it.order, it.skus) = (None, Vec::new()))),
            reset_href: asked.with(|it| (it.order, it.skus) = (None, Vec::new())).href(PATH),
            note: (page.is_none() && !rows.is_empty())
                .then(|| w.chats.found.put(w.chats.n_chats.count(u64::try_from(rows.len()).unwrap_or(0)))),
            refresh_href: asked.with(|_| ()).href(PATH),
            can_ask_support: support && writes && rows.is_empty(),
            blank: rows.is_empty().then(|| self.blank()),
            next: page.and_then(|page| page.next.clone()).map(|next| asked.with(|it| it.after = Some(next)).href(PATH)),
            rows,
        }
    }

    /// Whose turn it is, and what is unread; a chip that is on leads back.
    fn chips(&self, counts: &Counts) -> Vec<Chip> {
        let (c, asked) = (&self.w.chats, self.asked);
        let chip = |label: &str, count: Option<i64>, turn: Option<Author>, unread: Option<bool>| {
            let on = asked.turn == turn && asked.unread == unread;
            let href =
                asked.with(|it| (it.turn, it.unread) = if on { (None, None) } else { (turn, unread) }).href(PATH);
            let count = count.filter(|count| *count > 0).map(|count| number(to_u64(count)));
            Chip { label: label.to_owned(), count, href, on }
        };
        let whole = matches!(asked.tab, Tab::All | Tab::Customers);
        let (mine, theirs, unread) = if asked.tab == Tab::All {
            (Some(counts.without_my_reply), Some(counts.without_their_reply), Some(counts.unread()))
        } else {
            (None, None, None)
        };
        let mut chips = vec![chip(c.chip_all, None, None, None), chip(c.chip_unread, unread, None, Some(true))];
        if whole || asked.tab == Tab::Disputes {
            chips.push(chip(c.chip_mine_next, mine, Some(Author::Seller), None));
            chips.push(chip(c.chip_theirs_next, theirs, Some(Author::Buyer), None));
        }
        chips
    }

    fn blank(&self) -> Blank {
        let (w, c, asked) = (self.w, &self.w.chats, self.asked);
        let blank = |icon, title: &str, text: &str| Blank {
            icon,
            title: title.to_owned(),
            text: text.to_owned(),
            action: None,
        };
        if asked.is_whole() {
            return match asked.tab {
                Tab::All | Tab::Customers => blank(icons::CHATS, c.empty_title, c.empty_text),
                Tab::Support => blank(icons::HEADSET, c.empty_support, c.empty_support_text),
                Tab::Disputes => blank(icons::SCALES, c.empty_disputes, c.empty_disputes_text),
                Tab::Archive => blank(icons::ARCHIVE, c.empty_archive, c.empty_archive_text),
            };
        }
        if asked.q.is_empty() && asked.active() == 0 {
            return blank(icons::CHECK, c.done_title, c.done_text);
        }
        let action = Some((asked.tab_alone().href(PATH), w.reviews.reset_filters.to_owned()));
        Blank { action, ..blank(icons::SEARCH, w.reviews.nothing_found, w.reviews.nothing_found_text) }
    }

    fn found(&self, found: &[(Row, Message)]) -> Vec<ChatRow> {
        let searched = self.asked.searched();
        let eyes = Eyes { w: self.w, now: self.now, query: searched.as_ref() };
        let kind = self.asked.tab.kind();
        let wanted = found.iter().filter(|(row, _)| {
            kind.is_none_or(|kind| row.chat.kind == kind) && (self.asked.tab == Tab::Archive) <= row.chat.archived
        });
        let row = |(row, message): &(Row, Message)| {
            let last = LastLine { whose: whose(message.author, false), text: eyes.excerpt(&message.text), files: None };
            let href = format!("{}#m-{}", self.href(row), message.id);
            ChatRow { last: Some(last), href, when: row_time(self.w, message.sent_at.0, self.now), ..self.row(row) }
        };
        wanted.map(row).collect()
    }

    fn href(&self, row: &Row) -> String {
        self.asked.with(|_| ()).href(&format!("{PATH}/{}", row.chat.id))
    }

    fn row(&self, row: &Row) -> ChatRow {
        let (w, chat) = (self.w, &row.chat);
        let (role, name) = other_side(w, chat);
        let read = chat.kind.sides().iter().filter(|side| **side != Author::Seller);
        let read = read.filter_map(|side| chat.read.of(*side)).max().unwrap_or(MessageId(0));
        let last = chat.last.message.map(|id| LastLine {
            whose: whose(chat.last.author, id <= read),
            text: Piece::plain(line(w, chat.last.author, &chat.last.line)),
            files: None,
        });
        ChatRow {
            id: chat.id.to_string(),
            href: self.href(row),
            role,
            initials: initials(&name),
            name,
            about: about(w, chat),
            last,
            when: row_time(w, chat.last.at.0, self.now),
            unread: to_u64(chat.unread.seller),
            clock: self.clock(row),
            draft: None,
            marks: self.marks(row),
            open: false,
        }
    }

    /// The clock that matters: the window while a reply is owed, the deadline of a dispute.
    fn clock(&self, row: &Row) -> Option<Clock> {
        let due = match (row.chat.dispute, row.chat.turn) {
            (Some(dispute), _) => (dispute.state == DisputeState::Opened).then_some(dispute.due_at),
            (None, Some(Author::Seller)) => row.window.until(),
            _ => None,
        };
        due.and_then(|due| Clock::until(self.w, due.0, self.now))
    }

    fn marks(&self, row: &Row) -> Vec<Mark> {
        let (c, chat) = (&self.w.chats, &row.chat);
        let mut marks = Vec::new();
        if let Some(dispute) = chat.dispute {
            let tone = if dispute.state == DisputeState::Opened { "warn" } else { "" };
            marks.push(Mark::new(icons::SCALES, dispute.reason.words(self.w.lang), tone));
        }
        if chat.frozen_for.is_some() {
            marks.push(Mark::new(icons::SHIELD, c.state_frozen, "bad"));
        }
        if chat.blocked_by.is_some() {
            marks.push(Mark::new(icons::BAN, c.state_blocked, ""));
        }
        if let Some((_, name)) = &chat.assignee {
            marks.push(Mark::new(icons::PERSON, name, ""));
        }
        if let Some(until) = chat.snoozed_until.filter(|until| until.0 > self.now) {
            let until = when(self.w, until.0, self.now).map(|at| at.short).unwrap_or_default();
            marks.push(Mark::new(icons::MOON, c.until.put(until), ""));
        }
        if chat.closed {
            marks.push(Mark::new(icons::LOCK, c.state_closed, ""));
        }
        marks
    }
}

impl ChatsQuery {
    /// The segment without anything else.
    fn tab_alone(&self) -> Self {
        Self { tab: self.tab, ..Self::default() }
    }
}

fn whose(author: Author, read: bool) -> Whose {
    match author {
        Author::Seller => Whose::Mine { read },
        Author::Buyer | Author::Support => Whose::Theirs,
        Author::System => Whose::Nobodys,
    }
}

/// The newest line in the reader's language: what Otklik says is stored in Russian.
fn line(w: &Words, author: Author, stored: &str) -> String {
    let known = |line: &&SystemLine| author == Author::System && line.words(Lang::Ru) == stored;
    SystemLine::ALL.iter().find(known).map_or(stored, |line| line.words(w.lang)).to_owned()
}

/// Whom the shop talks with, by role and name.
pub fn other_side(w: &Words, chat: &stored::Chat) -> (Role, String) {
    match chat.kind {
        ChatKind::SellerSupport => (Role::Support, w.chats.support_name.to_owned()),
        ChatKind::Customer | ChatKind::Dispute | ChatKind::BuyerSupport => (Role::Buyer, chat.buyer_name.clone()),
    }
}

/// What a chat is about: order and product.
pub fn about(w: &Words, chat: &stored::Chat) -> Option<String> {
    let order = chat.order.as_ref().map(|order| w.chats.about_order.put(&order.0));
    let about: Vec<_> = order.into_iter().chain(chat.product.clone()).collect();
    (!about.is_empty()).then(|| about.join(" · "))
}

/// The segments with what is unread in each; `on` is the one that is shown, none for announcements.
pub fn segments(w: &Words, on: Option<Tab>, counts: &Counts) -> Vec<Chip> {
    let segment = |label: &str, count: i64, href: String, on: bool| Chip {
        label: label.to_owned(),
        count: (count > 0).then(|| number(to_u64(count))),
        href,
        on,
    };
    let tab = |tab: Tab| {
        let count = match tab {
            Tab::All => counts.unread(),
            Tab::Customers => counts.customers,
            Tab::Support => counts.support,
            Tab::Disputes => counts.disputes,
            Tab::Archive => 0,
        };
        segment(tab.label(w), count, ChatsQuery { tab, ..ChatsQuery::default() }.href(PATH), on == Some(tab))
    };
    let mut all: Vec<_> = Tab::ALL.into_iter().map(tab).collect();
    all.push(segment(w.chats.tab_announcements, counts.announcements, "/chats/announcements".into(), on.is_none()));
    all
}

/// The segments of a page that shows no chats.
pub async fn segments_beside(visit: &Visit, staff: &SellerStaff<CanRead>) -> Result<Vec<Chip>, WebError> {
    let counts = queries::chats::counts(&visit.app, staff).await?;
    Ok(segments(visit.w(), None, &counts))
}
