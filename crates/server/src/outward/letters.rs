//! What a letter or a push says: all that is due for a person, gathered by what it is about.

use app::commands::outbox::Parcel;
use app::queries::notices::{self as queries, About, Part, Sending, Side};
use app::seals::{CONFIRM, Seals};
use app::{App, Failure};
use askama::Template;
use domain::notices::{Topic, kinds};
use domain::{Lang, SellerId, Timestamp};

use crate::told;
use crate::web::words::{Plural, Speaks, Words};

/// Lines of one topic that a letter shows; of the rest it tells the number.
const LINES: usize = 10;

/// Notices of one person about one topic of one part: a push, or a part of a letter.
#[derive(Debug, Clone)]
pub struct Group {
    /// In which part, in which shop.
    pub part: Part,
    /// The row of the settings.
    pub topic: Topic,
    /// The shop's name, where it is told to somebody who works there.
    pub shop: Option<String>,
    /// The notices, the oldest first; never empty.
    pub sendings: Vec<Sending>,
    /// What the newest of them are about, the newest first: as many as a letter shows.
    pub about: Vec<About>,
}

/// Gathers what is due by what it is about, in the order of the settings; the first words of each group name its shop.
pub async fn gather(app: &App, parcel: &Parcel) -> Result<Vec<Group>, Failure> {
    let mut groups: Vec<Group> = Vec::new();
    for sending in parcel.sendings.iter().filter(|sending| sending.kind != kinds::CONFIRM_EMAIL) {
        // A buyer and the operator's staff hear of all shops in one list.
        let seller = if sending.side == Side::Shop { sending.seller } else { SellerId(0) };
        let part = Part { person: parcel.person, side: sending.side, seller };
        match groups.iter_mut().find(|group| group.part == part && group.topic == sending.topic) {
            Some(group) => group.sendings.push(sending.clone()),
            None => groups.push(Group::of(part, sending)),
        }
    }
    groups.sort_by_key(|group| (group.part.side.as_str(), group.part.seller, group.topic));
    for group in groups.iter_mut().filter(|group| group.part.side == Side::Shop) {
        group.shop = app::queries::people::by_number(app, group.part.seller).await?.map(|seller| seller.name);
    }
    let newest = |group: &Group| group.shown().map(told::subject_of).collect::<Vec<_>>();
    let mut about = queries::about(app, groups.iter().flat_map(newest).collect()).await?.into_iter();
    for group in &mut groups {
        group.about = about.by_ref().take(group.count().min(LINES)).collect();
    }
    Ok(groups)
}

impl Group {
    /// One that has nothing else in it yet.
    fn of(part: Part, first: &Sending) -> Self {
        Self { part, topic: first.topic, shop: None, sendings: vec![first.clone()], about: Vec::new() }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.sendings.len()
    }

    /// What it says in one line: what happened, or how often.
    pub fn says(&self, w: &Words) -> String {
        match self.sendings.as_slice() {
            [one] => told::text(w, one.side, &one.kind).to_owned(),
            many if many.iter().all(|it| it.kind == many[0].kind) && self.plural(w).is_some() => {
                self.plural(w).map(|plural| plural.count(self.number())).unwrap_or_default()
            }
            _ => w.letters.about.put2(self.name(w), w.letters.n_news.count(self.number())),
        }
    }

    /// Those that a letter shows, the newest first.
    fn shown(&self) -> impl Iterator<Item = &Sending> {
        self.sendings.iter().rev().take(LINES)
    }

    /// What it is about, where it is one thing; empty otherwise.
    pub fn about(&self, w: &Words) -> String {
        match (self.sendings.as_slice(), self.about.as_slice()) {
            ([one], [about]) => told::about(w, one.side, about),
            _ => String::new(),
        }
    }

    /// The same without anybody's name, for a channel in which others can read along.
    pub fn about_nobody(&self, w: &Words) -> String {
        let about = self.about.iter().map(|about| About { buyer: String::new(), ..about.clone() }).collect();
        Self { about, ..self.clone() }.about(w)
    }

    fn number(&self) -> u64 {
        u64::try_from(self.count()).unwrap_or(u64::MAX)
    }

    /// The name of the topic.
    pub fn name(&self, w: &Words) -> &'static str {
        topic(w, self.topic)
    }

    fn plural(&self, w: &Words) -> Option<Plural> {
        let l = &w.letters;
        match self.sendings.first()?.kind.as_str() {
            kinds::REVIEW_NEW => Some(l.n_reviews),
            kinds::QUESTION_NEW => Some(l.n_questions),
            kinds::CHAT_MESSAGE | kinds::SUPPORT_MESSAGE => Some(l.n_messages),
            kinds::DISCOUNT_ASKED => Some(l.n_requests),
            _ => None,
        }
    }

    /// Where it leads, from the root of the site: to the thing, or to the list where there are several.
    pub fn href(&self) -> String {
        let mut all = self.sendings.iter().map(|it| told::href(it.side, &it.kind, &it.subject));
        let first = all.next().unwrap_or_default();
        if all.all(|other| other == first) { first } else { list(self.part.side).to_owned() }
    }
}

/// Where somebody's list of notices is.
fn list(side: Side) -> &'static str {
    match side {
        Side::Shop => "/notices",
        Side::Buyer => "/shop/notices",
        Side::Desk => "/desk",
    }
}

/// Where somebody says what they want to hear of.
pub(super) fn settings(side: Side) -> &'static str {
    match side {
        Side::Shop => "/menu/notifications",
        Side::Buyer => "/shop/notifications",
        Side::Desk => "/desk/notifications",
    }
}

/// The name of a topic.
fn topic(w: &Words, topic: Topic) -> &'static str {
    let l = &w.letters;
    match topic {
        Topic::Reviews => l.reviews,
        Topic::Questions => l.questions,
        Topic::Messages => l.messages,
        Topic::Support => l.support,
        Topic::Moderation => l.moderation,
        Topic::Promotions => l.promotions,
        Topic::Requests => l.requests,
        Topic::Deadlines => l.deadlines,
        Topic::Security => l.security,
        Topic::News => l.news,
    }
}

/// A letter, ready to be put into an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What the list of letters shows.
    pub subject: String,
    /// For readers of plain text.
    pub text: String,
    /// For all others.
    pub html: String,
    /// The address that takes the person out of such letters by one `POST`; none where it cannot be switched off.
    pub out: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/news.html")]
struct NewsPage<'a>(&'a News<'a>);

#[derive(Template)]
#[template(path = "mail/news.txt")]
struct NewsText<'a>(&'a News<'a>);

struct News<'a> {
    w: &'a Words,
    subject: &'a str,
    name: &'a str,
    sections: Vec<Section>,
    settings: String,
    out: Vec<Out>,
}

struct Section {
    title: String,
    href: String,
    lines: Vec<Line>,
    more: Option<u64>,
}

struct Line {
    text: &'static str,
    about: String,
    when: String,
    href: String,
}

struct Out {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "mail/confirm.html")]
struct ConfirmPage<'a>(&'a Confirm<'a>);

#[derive(Template)]
#[template(path = "mail/confirm.txt")]
struct ConfirmText<'a>(&'a Confirm<'a>);

struct Confirm<'a> {
    w: &'a Words,
    subject: &'a str,
    name: &'a str,
    href: String,
}

/// What letters are written with.
#[derive(Debug)]
pub struct Writer<'a> {
    /// How people reach the site, without a slash behind it.
    pub site: &'a str,
    /// What seals links.
    pub seals: &'a Seals,
    /// Now.
    pub now: Timestamp,
}

impl Writer<'_> {
    /// Everything that is due for a person. An error says what is wrong with the letter itself.
    pub fn news(&self, name: &str, lang: Lang, groups: &[Group]) -> Result<Letter, askama::Error> {
        let w = lang.words();
        let subject = match groups {
            [one] => one.says(w),
            all => {
                let number = u64::try_from(all.iter().map(Group::count).sum::<usize>()).unwrap_or(u64::MAX);
                w.letters.about.put2(w.letters.brand, w.letters.n_news.count(number))
            }
        };
        let out: Vec<Out> =
            groups.iter().filter(|group| group.topic.is_optional()).map(|group| self.out(w, group)).collect();
        let side = groups.first().map_or(Side::Buyer, |group| group.part.side);
        let news = News {
            w,
            subject: &subject,
            name,
            sections: groups.iter().map(|group| self.section(w, group)).collect(),
            settings: format!("{}{}", self.site, settings(side)),
            out,
        };
        let (text, html) = (NewsText(&news).render()?, NewsPage(&news).render()?);
        let out = news.out.into_iter().next().map(|first| first.href);
        Ok(Letter { subject, text, html, out })
    }

    fn out(&self, w: &Words, group: &Group) -> Out {
        let token = self.seals.unsubscribe(group.part, group.topic);
        Out { name: with_shop(group.name(w), group), href: format!("{}/unsubscribe?t={token}", self.site) }
    }

    fn section(&self, w: &Words, group: &Group) -> Section {
        let lines = group.shown().zip(&group.about).map(|(it, about)| Line {
            text: told::text(w, it.side, &it.kind),
            about: told::about(w, it.side, about),
            when: crate::web::words::when(w, it.at.0, self.now.0).map(|when| when.short).unwrap_or_default(),
            href: format!("{}{}", self.site, told::href(it.side, &it.kind, &it.subject)),
        });
        let more = group.count().saturating_sub(LINES);
        Section {
            title: with_shop(group.name(w), group),
            href: format!("{}{}", self.site, list(group.part.side)),
            lines: lines.collect(),
            more: (more > 0).then(|| u64::try_from(more).unwrap_or(u64::MAX)),
        }
    }

    /// The question whether an address is theirs who gave it.
    pub fn confirm(&self, parcel: &Parcel, email: &str, lang: Lang) -> Result<Letter, askama::Error> {
        let w = lang.words();
        let token = self.seals.confirm(parcel.person, email, self.now.after(CONFIRM));
        let subject = w.letters.confirm_subject;
        let href = format!("{}/confirm-email?t={token}", self.site);
        let confirm = Confirm { w, subject, name: &parcel.name, href };
        let (text, html) = (ConfirmText(&confirm).render()?, ConfirmPage(&confirm).render()?);
        Ok(Letter { subject: subject.to_owned(), text, html, out: None })
    }
}

fn with_shop(name: &str, group: &Group) -> String {
    match &group.shop {
        Some(shop) => format!("{name} · {shop}"),
        None => name.to_owned(),
    }
}
