//! What the app knows of chats, as the parts of a page: the same for the shop, the buyer and support, each from their side.

use app::files::open::Links;
use app::queries::chats::{self as stored, Appeal as Stands, Attached, ChatView, Line as Said, read_files, read_why};
use domain::chats::{Author, FILES_MAX, MESSAGE_MAX, MessageKind, MessageState, SLOW_PAUSE, SystemLine};
use domain::fraud::friction::Step;
use domain::fraud::{Label, Verdict};
use domain::{Code, MessageId, Refusal, Timestamp};

use super::icons;
use super::parts::{
    Appeal, AppealForm, Attachment, Barrier, Brake, Bubble, BubbleState, Can, Clock, FileKind, FileRules, Line, Piece,
    Quote, Role, Scan, SystemLine as Happened, Warning, Why,
};
use super::words::{Words, clock, when};

/// Messages of one author within that time stand together.
const TOGETHER: i64 = 10 * 60_000_000;
/// Characters of a message that is quoted.
const QUOTE: usize = 140;
/// Characters of an objection.
pub const APPEAL_MAX: usize = 1000;
/// What the file dialog offers; the content decides.
const ACCEPT: &str = "image/*,video/mp4,video/quicktime,video/webm,application/pdf,text/plain,text/csv";

/// The eyes of one side on one chat.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The words.
    pub w: &'static Words,
    /// The time, in microseconds.
    pub now: i64,
    /// The chat's page.
    pub path: &'a str,
    /// Whose eyes.
    pub author: Author,
    /// They may write now.
    pub writes: bool,
    /// Makes the addresses of files; none while nobody may have one.
    pub links: &'a Links,
}

/// A side as its tag says it.
pub const fn role(author: Author) -> Role {
    match author {
        Author::Buyer => Role::Buyer,
        Author::Seller => Role::Seller,
        Author::Support => Role::Support,
        Author::System => Role::System,
    }
}

impl Side<'_> {
    /// Messages as lines with their days; after `read` everything of others is new. `before` is the message above.
    pub fn lines(&self, all: &[Said], before: Option<&Said>, read: Option<MessageId>) -> Vec<Line> {
        let mut out = Vec::with_capacity(all.len() + 2);
        let mut above = before;
        let mut read = read;
        for said in all {
            let day = self.day(said.message.sent_at);
            if above.is_none_or(|above| self.day(above.message.sent_at) != day) {
                out.push(Line::Day(day));
            }
            if !said.own && read.is_some_and(|read| said.message.id > read) {
                out.push(Line::Unread);
                read = None;
            }
            out.push(self.line(said, above));
            above = Some(said);
        }
        out
    }

    fn day(&self, at: Timestamp) -> String {
        let told = when(self.w, at.0, self.now).map(|told| told.short).unwrap_or_default();
        told.split(", ").next().unwrap_or_default().to_owned()
    }

    fn line(&self, said: &Said, above: Option<&Said>) -> Line {
        let message = &said.message;
        if message.kind == MessageKind::System {
            let words = SystemLine::parse(&message.text).map(|line| line.words(self.w.lang));
            return Line::System(Happened {
                id: message.id.to_string(),
                text: words.unwrap_or_default().to_owned(),
                when: when(self.w, message.sent_at.0, self.now),
            });
        }
        let follows = above.is_some_and(|above| {
            above.message.author_id == message.author_id
                && above.message.kind == message.kind
                && message.sent_at.0 - above.message.sent_at.0 < TOGETHER
        });
        Line::Bubble(Box::new(self.bubble(said, !follows)))
    }

    fn bubble(&self, said: &Said, begins: bool) -> Bubble {
        let message = &said.message;
        let path = format!("{}/messages/{}", self.path, message.id);
        let gone = message.state == MessageState::Deleted;
        Bubble {
            id: message.id.to_string(),
            client_id: message.client_id.clone().filter(|_| said.own),
            mine: said.own,
            author: begins.then(|| (role(message.author), message.author_name.clone())),
            note: message.kind == MessageKind::Note,
            text: if gone || message.text.is_empty() { Vec::new() } else { Piece::plain(&message.text) },
            original: None,
            reply: said.reply.as_deref().map(quote),
            files: if gone { Vec::new() } else { read_files(&message.files).iter().map(|it| self.file(it)).collect() },
            when: when(self.w, message.sent_at.0, self.now),
            time: clock(message.sent_at.0),
            read: said.own.then_some(said.read),
            edited: message.edited_at.is_some() && message.state == MessageState::Delivered,
            state: self.state(said, &path),
            warning: self.warning(said),
            can: self.can(said),
            edit_error: None,
            path,
        }
    }

    fn can(&self, said: &Said) -> Can {
        let message = &said.message;
        let there = matches!(message.state, MessageState::Delivered | MessageState::Checking);
        let note = message.kind == MessageKind::Note;
        Can {
            reply: self.writes && there && !note,
            edit: said.may_change && message.state == MessageState::Delivered && !note && !message.text.is_empty(),
            delete: said.may_change && message.state != MessageState::Blocked,
            report: !said.own && there && matches!(message.author, Author::Buyer | Author::Seller),
        }
    }

    fn state(&self, said: &Said, path: &str) -> BubbleState {
        let message = &said.message;
        match message.state {
            MessageState::Delivered => BubbleState::Delivered,
            MessageState::Checking => BubbleState::Checking,
            MessageState::Deleted => BubbleState::Deleted,
            MessageState::Held => BubbleState::Held {
                why: labels(&message.why).first().map_or("", |label| label.name(self.w.lang)).to_owned(),
                clock: message.held_until.and_then(|until| Clock::until(self.w, until.0, self.now)),
                confirm: said.may_confirm,
            },
            MessageState::Blocked => BubbleState::Blocked {
                why: self.why(&message.why, &message.text),
                appeal: said.appeal.map(|stands| self.appeal(stands, format!("{path}/appeal"))),
            },
        }
    }

    fn why(&self, why: &str, text: &str) -> Vec<Why> {
        let mut seen = Vec::new();
        for why in read_why(why) {
            if seen.iter().any(|(label, _)| *label == why.label) {
                continue;
            }
            let quote = text.get(why.from..why.to).map(str::trim).filter(|quote| !quote.is_empty());
            let words = why.label.words(self.w.lang).to_owned();
            seen.push((why.label, Why { words, fix: String::new(), quote: quote.map(str::to_owned) }));
        }
        seen.into_iter().map(|(_, why)| why).collect()
    }

    fn appeal(&self, stands: Stands, action: String) -> Appeal {
        match stands {
            Stands::Possible => open_appeal(action),
            Stands::Waits(due) => {
                let until = when(self.w, due.0, self.now).map(|told| told.short).unwrap_or_default();
                Appeal::Waiting { since: None, place: self.w.chats.appeal_until.put(until) }
            }
            Stands::Closed => Appeal::Judged { overturned: false, note: None },
        }
    }

    fn warning(&self, said: &Said) -> Option<Warning> {
        let message = &said.message;
        if said.own || message.verdict != Verdict::Warn || message.state == MessageState::Deleted {
            return None;
        }
        let words: Vec<_> = labels(&message.why)
            .into_iter()
            .filter(|label| !label.is_own_secret())
            .map(|label| label.warning(self.w.lang).to_owned())
            .collect();
        (!words.is_empty()).then_some(Warning { words })
    }

    fn file(&self, file: &Attached) -> Attachment {
        let kind = match file.kind.as_str() {
            "picture" => FileKind::Picture,
            "video" => FileKind::Video,
            _ => FileKind::Document,
        };
        let scan = match file.scan.as_str() {
            "clean" => Scan::Clean,
            "checking" => Scan::Checking,
            "infected" => Scan::Refused(self.w.chats.file_infected.to_owned()),
            _ => Scan::NotScanned,
        };
        Attachment {
            name: file.name.clone(),
            href: self.links.whole(file),
            thumb: self.links.thumb(file),
            size: (side(file.width), side(file.height)),
            weight: weight(self.w, file.bytes),
            kind,
            scan,
        }
    }
}

fn side(pixels: i64) -> u32 {
    u32::try_from(pixels).unwrap_or(0)
}

/// A size as people say it: "640 КБ", "1,2 МБ".
pub fn weight(w: &Words, bytes: i64) -> String {
    let kilobytes = u64::try_from(bytes).unwrap_or(0).div_ceil(1024);
    if kilobytes < 1000 {
        return format!("{kilobytes}\u{a0}{}", w.chats.kilobytes);
    }
    let tenths = kilobytes * 10 / 1024;
    format!("{}\u{a0}{}", super::convert::decimal(w.lang, tenths), w.chats.megabytes)
}

/// What the guard saw, each once, the first first.
fn labels(why: &str) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for why in read_why(why) {
        if !labels.contains(&why.label) {
            labels.push(why.label);
        }
    }
    labels
}

/// A message as it is quoted above its answer.
pub fn quote(message: &stored::Message) -> Quote {
    let text: String = message.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let file = || read_files(&message.files).into_iter().next().map(|file| file.name).unwrap_or_default();
    Quote {
        id: message.id.to_string(),
        author: message.author_name.clone(),
        text: if text.is_empty() { file() } else { text.chars().take(QUOTE).collect() },
    }
}

/// An appeal that can be made.
pub fn open_appeal(action: String) -> Appeal {
    Appeal::Open(AppealForm { action, limit: APPEAL_MAX, text: String::new(), error: None })
}

/// The question before something secret leaves, made of the refusal that stopped it.
pub fn brake(w: &Words, refusal: &Refusal) -> Option<Brake> {
    if refusal.code != Code::OwnSecret {
        return None;
    }
    let named = refusal.facts.iter().find(|(name, _)| *name == "labels").map(|(_, value)| value.as_str());
    let label = named.unwrap_or_default().split(',').find_map(Label::parse).unwrap_or(Label::GivesCode);
    let title = match label {
        Label::GivesCard => w.chats.brake_card,
        Label::GivesDocument => w.chats.brake_document,
        Label::GivesPhone => w.chats.brake_phone,
        Label::GivesEmail => w.chats.brake_email,
        _ => w.chats.brake_code,
    };
    Some(Brake { title: title.to_owned(), text: label.warning(w.lang).to_owned(), quote: None })
}

/// Which files may be sent by somebody who is held back so far; none where links and files are switched off.
pub fn file_rules(w: &Words, step: Step) -> Option<FileRules> {
    (step < Step::NoLinks).then(|| FileRules { accept: ACCEPT, most: FILES_MAX, hint: w.chats.files_hint.to_owned() })
}

/// Characters of a message.
pub fn limit() -> u32 {
    u32::try_from(MESSAGE_MAX).unwrap_or(u32::MAX)
}

/// Seconds until somebody who is slowed down may write again, by what they wrote last on the page.
pub fn slow(view: &ChatView, lines: &[Said], me: &str, now: i64) -> Option<u32> {
    if !matches!(view.friction.step, Step::Slow | Step::NoLinks) || view.chat.kind.is_support() {
        return None;
    }
    let last = lines.iter().rev().find(|said| said.message.author_id == me)?;
    let left = super::convert::seconds_left(last.message.sent_at.after(SLOW_PAUSE).0, now);
    (left > 0).then_some(left)
}

/// What stands in the way of whoever looks at a chat, the strongest first.
pub fn barriers(side: &Side<'_>, view: &ChatView, support_href: &str) -> Vec<Barrier> {
    let (w, c) = (side.w, &side.w.chats);
    let refusal = match &view.may_write {
        Ok(()) => return held_back(side, view).into_iter().collect(),
        Err(refusal) if refusal.code == Code::TooOften => return held_back(side, view).into_iter().collect(),
        Err(refusal) => refusal,
    };
    let told = refusal.words(w.lang);
    let plain = |id, icon, tone, title: &str, text: String| Barrier {
        id,
        icon,
        tone,
        title: title.to_owned(),
        text,
        until: None,
        appeal: None,
        support_href: None,
    };
    let found = match refusal.code {
        Code::ChatsOff | Code::ReadOnly if view.off.is_none() => held_back(side, view),
        Code::ChatsOff => view.off.as_ref().map(|switch| {
            let mut text = format!("{}.", switch.reason.words(w.lang));
            for more in [switch.words.trim(), c.chats_off_works] {
                if !more.is_empty() {
                    text = format!("{text} {more}");
                }
            }
            let appeal = open_appeal(format!("{}/switches/{}/appeal", side.path, switch.id));
            Barrier {
                until: until(side, switch.until),
                appeal: Some(appeal),
                support_href: Some(support_href.to_owned()),
                ..plain("switch", icons::BAN, "bad", c.chats_off, text)
            }
        }),
        Code::ChatFrozen => Some(plain("frozen", icons::SHIELD, "warn", c.frozen, format!("{told} {}", c.frozen_text))),
        Code::ChatBlocked => Some(plain("blocked", icons::BAN, "", c.window_closed, told)),
        Code::ChatClosed => Some(plain("closed", icons::LOCK, "", c.state_closed_title, told)),
        Code::DisputeDecided => Some(plain("decided", icons::SCALES, "", c.dispute_decided, told)),
        _ => Some(plain("window", icons::LOCK, "", c.window_closed, told_of_window(side, refusal))),
    };
    found.into_iter().collect()
}

/// Why a window is closed, with its end as people say dates.
fn told_of_window(side: &Side<'_>, refusal: &Refusal) -> String {
    let over = refusal.facts.iter().find(|(name, _)| *name == "until").and_then(|(_, at)| Timestamp::parse(at));
    match over.and_then(|at| when(side.w, at.0, side.now)) {
        Some(at) => side.w.chats.window_over.put(at.full),
        None => refusal.words(side.w.lang),
    }
}

fn until(side: &Side<'_>, at: Timestamp) -> Option<String> {
    when(side.w, at.0, side.now).map(|at| side.w.chats.until.put(at.full))
}

/// The step by which the guard holds somebody back.
fn held_back(side: &Side<'_>, view: &ChatView) -> Option<Barrier> {
    let c = &side.w.chats;
    if view.chat.kind.is_support() {
        return None;
    }
    let (icon, tone, title, text) = match view.friction.step {
        Step::None => return None,
        Step::Slow => (icons::CLOCK, "warn", c.friction_slow, c.friction_slow_text),
        Step::NoLinks => (icons::BAN, "warn", c.friction_nolinks, c.friction_nolinks_text),
        Step::ReadOnly => (icons::EYE, "bad", c.friction_readonly, c.friction_readonly_text),
        Step::Off => (icons::BAN, "bad", c.friction_off, c.friction_off_text),
    };
    Some(Barrier {
        id: "friction",
        icon,
        tone,
        title: title.to_owned(),
        text: format!("{} {text}", c.friction_why),
        until: until(side, view.friction.until),
        appeal: Some(open_appeal(format!("{}/friction/appeal", side.path))),
        support_href: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::{EN, RU};

    #[test]
    fn a_file_weighs_what_people_say() {
        let said = |bytes| weight(&RU, bytes).replace('\u{a0}', " ");
        assert_eq!(said(0), "0 КБ");
        assert_eq!(said(655_360), "640 КБ");
        assert_eq!(said(1_258_291), "1,2 МБ");
        assert_eq!(weight(&EN, 1_258_291).replace('\u{a0}', " "), "1.2 MB");
    }

    #[test]
    fn the_sheet_before_sending_names_what_seems_to_be_in_the_text() {
        let refusal = Refusal::new(Code::OwnSecret).at("text").with("labels", "gives_card,gives_phone");
        assert_eq!(brake(&RU, &refusal).map(|brake| brake.title).as_deref(), Some(RU.chats.brake_card));
        assert_eq!(brake(&RU, &Code::ChatClosed.into()), None);
    }
}
