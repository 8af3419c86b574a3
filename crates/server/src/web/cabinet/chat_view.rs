//! One chat, from what the app knows to what the page shows.

use app::files::open::{Links, links};
use app::queries::chats::{self as stored, ChatView as View, Line as Said, Page};
use app::queries::replies::Template;
use app::{CanRead, Reader, SellerStaff, queries};
use domain::chats::{Author, ChatKind, DisputeState, FraudKind, Open, Outcome, Window};
use domain::people::Permission;
use domain::templates::Facts;
use domain::{ChatId, Code, MessageId, Refusal};

use super::chat::{ChatFacts, ChatMenu, ChatView, Dispute, Verb};
use super::chats_query::{ChatsQuery, PATH};
use super::chats_view::{about, other_side};
use super::review_view::filled;
use crate::web::chats::{self, Side};
use crate::web::convert;
use crate::web::icons;
use crate::web::layout::initials;
use crate::web::parts::{
    Appeal, BubbleState, ChatComposer, ChatFoot, Choice, Clock, Line, Presence, ProductLine, Role, Step, StepState,
    TemplateChoice, Thread,
};
use crate::web::respond::WebError;
use crate::web::visit::Visit;
use crate::web::words::when;

/// Messages on a page.
pub const PAGE: i64 = 50;

/// What a refused form brings back to the page, so that nothing typed is lost.
#[derive(Clone, Debug, Default)]
pub struct Redo {
    /// The message that was typed.
    pub text: Option<String>,
    /// Its id, so that it is stored once.
    pub client_id: Option<String>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// It was a note.
    pub note: bool,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// A refused change of a message: which, what was typed, why.
    pub edit: Option<(MessageId, String, String)>,
    /// A refused appeal: of which message or barrier, what was typed, why.
    pub appeal: Option<(String, String, String)>,
}

/// What the page's own address asks for beside the list's filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The messages before this one.
    pub before: Option<MessageId>,
    /// The message that is answered.
    pub reply: Option<MessageId>,
    /// The template that is put into the composer.
    pub template: Option<String>,
}

impl Opened {
    /// Reads the address.
    pub fn parse(query: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in crate::web::query::pairs(query) {
            match name.as_str() {
                "before" => it.before = message_id(&value),
                "reply" => it.reply = message_id(&value),
                "template" => it.template = Some(value),
                _ => {}
            }
        }
        it
    }
}

/// A message's number out of an address.
pub fn message_id(text: &str) -> Option<MessageId> {
    text.parse().ok().map(MessageId)
}

/// A chat that was loaded.
pub struct Loaded {
    /// The chat with what its page says around the messages.
    pub view: View,
    /// The messages of the page, oldest first.
    pub lines: Vec<Said>,
    /// There are more before.
    pub more: bool,
    /// Makes the addresses of files.
    pub links: Links,
}

/// Loads a page of a chat.
pub async fn load(
    visit: &Visit,
    staff: &SellerStaff<CanRead>,
    id: ChatId,
    before: Option<MessageId>,
) -> Result<Loaded, WebError> {
    let reader = Reader::from(staff);
    let (view, mut lines, links) = tokio::try_join!(
        stored::chat(&visit.app, &reader, id),
        stored::messages(&visit.app, &reader, id, Page::Before(before), PAGE + 1),
        links(&visit.app),
    )?;
    let more = i64::try_from(lines.len()).is_ok_and(|len| len > PAGE);
    if more {
        lines.remove(0);
    }
    Ok(Loaded { view, lines, more, links })
}

/// What a page of a chat is drawn with.
pub struct Scene<'a> {
    /// Who looks.
    pub visit: &'a Visit,
    /// As somebody of the shop.
    pub staff: &'a SellerStaff<CanRead>,
    /// The list that it was opened from.
    pub list: ChatsQuery,
    /// The chat's page.
    pub path: String,
    /// The chat.
    pub loaded: &'a Loaded,
}

impl<'a> Scene<'a> {
    /// The scene of a chat that was opened from a list.
    pub fn new(visit: &'a Visit, staff: &'a SellerStaff<CanRead>, list: &ChatsQuery, loaded: &'a Loaded) -> Self {
        let path = format!("{PATH}/{}", loaded.view.chat.id);
        Self { visit, staff, list: list.with(|_| ()), path, loaded }
    }

    fn writes(&self) -> bool {
        self.staff.may(Permission::Reply)
    }

    /// The shop's eyes on it.
    pub fn with_side<T>(&self, run: impl FnOnce(&Side<'_>) -> T) -> T {
        run(&Side {
            w: self.visit.w(),
            now: self.visit.now(),
            path: &self.path,
            author: Author::Seller,
            writes: self.writes() && self.loaded.view.may_write.is_ok(),
            links: &self.loaded.links,
        })
    }

    /// The page's view of the chat; after `read` everything of the other side is new.
    pub async fn view(&self, opened: &Opened, read: Option<MessageId>, redo: Redo) -> Result<ChatView, WebError> {
        let (w, chat) = (self.visit.w(), &self.loaded.view.chat);
        let (role, name) = other_side(w, chat);
        let mut lines = self.with_side(|side| side.lines(&self.loaded.lines, None, read));
        bring_back(&mut lines, &redo);
        let first = self.loaded.lines.first().map(|said| said.message.id);
        let mut menu = self.menu();
        if let Some(person) = self.staff.person() {
            let muted = queries::notices::is_muted(&self.visit.app, person, &chat.id.to_string()).await?;
            menu.verbs.insert(0, Verb::mute(w, muted));
        }
        let earlier = first.filter(|_| self.loaded.more).map(|first| self.with("before", &first.to_string()));
        Ok(ChatView {
            id: chat.id.to_string(),
            path: self.path.clone(),
            query: self.list.href(""),
            back_href: self.list.href(PATH),
            role,
            initials: initials(&name),
            name,
            about: about(w, chat).unwrap_or_default(),
            facts: self.facts(),
            warning_folded: false,
            dispute: self.dispute(),
            thread: Thread { path: self.path.clone(), earlier, lines },
            foot: self.foot(opened, redo).await?,
            menu,
            report_reasons: if self.writes() && role == Role::Buyer { reasons(w.lang, None) } else { Vec::new() },
        })
    }

    fn with(&self, name: &str, value: &str) -> String {
        let pairs = self.list.pairs().into_iter().map(|(name, value)| (name.to_owned(), value));
        let pairs: Vec<_> = pairs.chain([(name.to_owned(), value.to_owned())]).collect();
        crate::web::query::address(&self.path, pairs.iter().map(|(name, value)| (name.as_str(), value.clone())))
    }

    fn facts(&self) -> ChatFacts {
        let (w, view, now) = (self.visit.w(), &self.loaded.view, self.visit.now());
        let (c, chat) = (&w.chats, &view.chat);
        let state = match (chat.frozen_for, chat.closed) {
            (Some(_), _) => c.state_frozen,
            (None, true) => c.state_closed,
            (None, false) => c.state_open,
        };
        let order = chat.order.as_ref().map(|order| {
            let state = chat.order_status.map_or("", |status| convert::order_state(w, status));
            (order.0.clone(), state.to_owned())
        });
        let window = match view.window {
            Window::Open(Open::Always) => c.window_open.to_owned(),
            Window::Open(Open::OnTheWay) => c.window_on_way.to_owned(),
            Window::Open(_) => String::new(),
            Window::Closed(why) => why.refusal().words(w.lang),
        };
        ChatFacts {
            order,
            product: chat.sku.map(|sku| ProductLine {
                sku: sku.0,
                name: chat.product.clone().unwrap_or_else(|| w.reviews.product_unknown.to_owned()),
                image: chat.picture.map(convert::thumb),
                href: convert::card_href(Some(sku)),
                price: None,
            }),
            clock: view.window.until().and_then(|until| Clock::until(w, until.0, now)),
            window,
            state,
            assigned: chat.assignee.as_ref().map(|(_, name)| name.clone()),
            snoozed: chat
                .snoozed_until
                .filter(|until| until.0 > now)
                .and_then(|until| when(w, until.0, now))
                .map(|until| c.until.put(until.short)),
        }
    }

    fn dispute(&self) -> Option<Dispute> {
        let (w, now) = (self.visit.w(), self.visit.now());
        let (c, dispute) = (&w.chats, self.loaded.view.chat.dispute?);
        let at = |state| dispute.state == state;
        let step = |label, now, done| Step {
            label,
            note: None,
            state: if now {
                StepState::Now
            } else if done {
                StepState::Done
            } else {
                StepState::Next
            },
        };
        let outcome = dispute.outcome.map(|outcome| match outcome {
            Outcome::Buyer => c.dispute_for_buyer,
            Outcome::Seller => c.dispute_for_seller,
        });
        let decided =
            Step { note: outcome.map(str::to_owned), ..step(c.dispute_decided, false, at(DisputeState::Decided)) };
        Some(Dispute {
            reason: dispute.reason.words(w.lang),
            steps: vec![
                step(c.dispute_opened, at(DisputeState::Opened), true),
                step(c.dispute_answered, at(DisputeState::Answered), at(DisputeState::Decided)),
                decided,
            ],
            deadline: at(DisputeState::Opened).then(|| Clock::until(w, dispute.due_at.0, now)).flatten(),
            photos: Vec::new(),
            decision: None,
        })
    }

    /// The composer, and what stands in the way of writing.
    pub async fn foot(&self, opened: &Opened, redo: Redo) -> Result<ChatFoot, WebError> {
        let mut barriers = self.with_side(|side| chats::barriers(side, &self.loaded.view, "/chats/support"));
        for barrier in &mut barriers {
            appealed(&mut barrier.appeal, barrier.id, &redo);
        }
        let open = match &self.loaded.view.may_write {
            Ok(()) => true,
            Err(refusal) => refusal.code == Code::TooOften,
        };
        if !(self.writes() && open) {
            return Ok(ChatFoot { barriers, composer: None });
        }
        let templates = queries::replies::templates(&self.visit.app, self.staff).await?;
        Ok(ChatFoot { barriers, composer: Some(Box::new(self.composer(&templates, opened, redo))) })
    }

    fn composer(&self, templates: &[Template], opened: &Opened, redo: Redo) -> ChatComposer {
        let (visit, w, view) = (self.visit, self.visit.w(), &self.loaded.view);
        let templates: Vec<_> = templates.iter().map(|template| self.template(template)).collect();
        let put = opened.template.as_ref().and_then(|id| templates.iter().find(|it| it.id == *id));
        let draft = || view.draft.as_ref().map(|(text, _)| text.clone());
        let reply = redo.reply_to.or(opened.reply);
        let me = Reader::from(self.staff).by().to_string();
        let brake = redo.refusal.as_ref().and_then(|refusal| chats::brake(w, refusal));
        let error = redo.refusal.as_ref().filter(|_| brake.is_none()).map(|refusal| visit.tell(refusal));
        ChatComposer {
            path: self.path.clone(),
            query: self.list.href(""),
            hint: match (view.chat.kind, view.chat.dispute.map(|dispute| dispute.state)) {
                (ChatKind::SellerSupport, _) => w.chats.hint_support,
                (_, Some(DisputeState::Opened)) => w.chats.dispute_answer,
                _ => w.chats.hint_buyer,
            },
            text: redo.text.or_else(|| put.map(|it| it.text.clone())).or_else(draft).unwrap_or_default(),
            limit: chats::limit(),
            client_id: redo.client_id.unwrap_or_else(|| app::chance::id(visit.app.now()).to_string()),
            reply: reply
                .and_then(|id| self.loaded.lines.iter().find(|said| said.message.id == id))
                .map(|said| chats::quote(&said.message)),
            templates,
            templates_href: Some("/menu/templates"),
            note: (view.chat.kind != ChatKind::SellerSupport).then_some(redo.note),
            files: chats::file_rules(w, view.friction.step),
            clock: view.window.until().and_then(|until| Clock::until(w, until.0, visit.now())),
            slow: chats::slow(view, &self.loaded.lines, &me, visit.now()),
            error,
            brake,
            presence: view.answering.first().map(|name| Presence { name: name.clone() }),
        }
    }

    fn template(&self, template: &Template) -> TemplateChoice {
        let (text, hole) = filled(&template.text, &facts_of(&self.loaded.view.chat, self.staff));
        let id = template.id.to_string();
        TemplateChoice { href: self.with("template", &id), id, name: template.name.clone(), text, hole }
    }

    fn menu(&self) -> ChatMenu {
        if !self.writes() {
            return ChatMenu::default();
        }
        let (w, chat, now) = (self.visit.w(), &self.loaded.view.chat, self.visit.now());
        let c = &w.chats;
        let me = Reader::from(self.staff).by().to_string();
        let mine = chat.assignee.as_ref().is_some_and(|(who, _)| *who == me);
        let mut assign = vec![Choice::new("me", c.assign_me, mine)];
        if let Some((_, name)) = chat.assignee.as_ref().filter(|_| !mine) {
            assign.push(Choice::new("", name, true));
        }
        if chat.assignee.is_some() {
            assign.push(Choice::new("", c.unassign, false));
        }
        let snoozed = chat.snoozed_until.is_some_and(|until| until.0 > now);
        let snooze = [("hour", c.snooze_hour), ("evening", c.snooze_evening), ("tomorrow", c.snooze_tomorrow)];
        let verb = |action, icon, label, asks| Verb { action, icon, label, asks };
        let support = chat.kind == ChatKind::SellerSupport;
        let mut verbs = Vec::new();
        verbs.push(if chat.closed {
            verb("reopen", icons::CHATS, c.reopen, None)
        } else {
            verb("close", icons::LOCK, c.close, None)
        });
        verbs.push(if chat.archived {
            verb("unarchive", icons::ARCHIVE, c.unarchive, None)
        } else {
            verb("archive", icons::ARCHIVE, c.archive, None)
        });
        if !support {
            verbs.push(match chat.blocked_by {
                Some(Author::Seller) => verb("unblock", icons::CHECK, c.unblock, None),
                _ => verb("block", icons::BAN, c.block, Some(c.block_text)),
            });
        }
        ChatMenu {
            assign: if self.staff.person().is_some() { assign } else { Vec::new() },
            snooze: if snoozed {
                Vec::new()
            } else {
                snooze.map(|(value, label)| Choice::new(value, label, false)).into()
            },
            snooze_from: super::chat_actions::day_after(now),
            unsnooze: snoozed,
            verbs,
        }
    }
}

/// What a template may say of a chat.
pub fn facts_of<'a>(chat: &'a stored::Chat, staff: &'a SellerStaff<CanRead>) -> Facts<'a> {
    Facts {
        buyer: (!chat.buyer_name.is_empty()).then_some(chat.buyer_name.as_str()),
        product: chat.product.as_deref(),
        sku: chat.sku,
        shop: Some(staff.shop()),
        order: chat.order.as_ref().map(|order| order.0.as_str()),
        rating: None,
    }
}

/// Puts a refused change, and a refused appeal, back to its message.
pub fn bring_back(lines: &mut [Line], redo: &Redo) {
    for line in lines {
        let Line::Bubble(bubble) = line else { continue };
        if let Some((_, typed, error)) = redo.edit.as_ref().filter(|(id, ..)| id.to_string() == bubble.id) {
            bubble.edit_error = Some((typed.clone(), error.clone()));
        }
        if let BubbleState::Blocked { appeal, .. } = &mut bubble.state {
            appealed(appeal, &bubble.id, redo);
        }
    }
}

fn appealed(appeal: &mut Option<Appeal>, id: &str, redo: &Redo) {
    if let (Some(Appeal::Open(form)), Some((of, typed, error))) = (appeal, &redo.appeal)
        && of == id
    {
        (form.text, form.error) = (typed.clone(), Some(error.clone()));
    }
}

/// The reasons of a fraud report, one of them chosen.
pub fn reasons(lang: domain::Lang, chosen: Option<FraudKind>) -> Vec<Choice> {
    FraudKind::ALL.iter().map(|what| Choice::new(what.as_str(), what.words(lang), Some(*what) == chosen)).collect()
}
