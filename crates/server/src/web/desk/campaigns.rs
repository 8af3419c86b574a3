//! `/desk/safety/campaigns`: near-identical messages to many people, and blocking them in one decision.

use app::Safety;
use app::commands::safety as commands;
use app::queries::chats::{Message, StoredWhy, read_why};
use app::queries::safety::{self as known, Campaign};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::chats::{Author, MessageState};
use domain::fraud::{Label, Verdict};
use domain::{Code, MessageId};

use super::case::{FindingLine, Mark, Marked};
use super::decide::{Pairs, chosen};
use super::safety::{self, Section};
use crate::web::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice},
    respond::{Page, WebError, and_say, html, see, with_status},
    visit::Visit,
    words::{When, Words, when},
};

/// `/desk/safety/campaigns`
#[derive(Debug, Template)]
#[template(path = "desk/campaigns.html")]
pub struct CampaignsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The campaigns, the newest first.
    pub campaigns: Vec<CampaignRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A campaign in a list.
#[derive(Clone, Debug)]
pub struct CampaignRow {
    /// Its page.
    pub href: String,
    /// A sample of its text.
    pub text: String,
    /// What the guard saw: tone and words.
    pub labels: Vec<(&'static str, String)>,
    /// "214 сообщений"
    pub messages: String,
    /// "180 человек"
    pub people: String,
    /// "3 автора"
    pub authors: String,
    /// The first message.
    pub first: Option<When>,
    /// The last one.
    pub last: Option<When>,
    /// Where it stands.
    pub state: CampaignState,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// Messages keep coming.
    Open,
    /// No message came for a while.
    Quiet,
    /// Somebody of safety blocked it.
    Blocked,
}

impl CampaignState {
    /// The tone of its tag.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Open => "bad",
            Self::Quiet => "",
            Self::Blocked => "good",
        }
    }

    /// Its sign.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Open => icons::WARNING,
            Self::Quiet => icons::CLOCK,
            Self::Blocked => icons::CHECK,
        }
    }

    /// "идёт"
    pub const fn word(self, w: &Words) -> &'static str {
        match self {
            Self::Open => w.safety.state_open,
            Self::Quiet => w.safety.state_quiet,
            Self::Blocked => w.safety.state_blocked,
        }
    }
}

/// `/desk/safety/campaigns/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/campaign.html")]
pub struct CampaignPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The campaign.
    pub c: CampaignView,
}

/// A campaign with all who took part.
#[derive(Clone, Debug)]
pub struct CampaignView {
    /// Its page, to which its forms are sent.
    pub href: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The sample, with what the guard saw marked.
    pub text: Vec<Marked>,
    /// What the guard saw.
    pub why: Vec<FindingLine>,
    /// Figures: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// When it began.
    pub first: Option<When>,
    /// When the last message came.
    pub last: Option<When>,
    /// Who sent it, the most active first.
    pub members: Vec<MemberRow>,
    /// How it is blocked; nothing for those who look on and for one that is blocked.
    pub block: Option<BlockForm>,
}

/// Somebody who sent the messages of a campaign.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// The form's value.
    pub value: String,
    /// The name.
    pub name: String,
    /// "Магазин", "Покупатель".
    pub role: &'static str,
    /// "38 сообщений"
    pub messages: String,
    /// "36 человек"
    pub people: String,
    /// A text of theirs.
    pub text: String,
    /// Their last message.
    pub last: Option<When>,
    /// Where that message stands: tone and words.
    pub state: (&'static str, &'static str),
    /// A chat in which it was said.
    pub href: Option<String>,
    /// Ticked.
    pub on: bool,
}

/// The form that blocks a campaign.
#[derive(Clone, Debug)]
pub struct BlockForm {
    /// Reasons on offer.
    pub reasons: Vec<Choice>,
    /// "Заблокируем 214 сообщений у 180 человек", once it was asked for.
    pub preview: Option<String>,
    /// Why it was refused.
    pub error: Option<String>,
}

/// Campaigns of the last two days.
pub async fn list(visit: Visit) -> Page {
    let (safety, w) = (safety::safety(&visit)?, visit.w());
    let found = known::found_campaigns(&visit.app, &safety).await?;
    html(&CampaignsPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, w.safety.campaigns).described(w.safety.description),
        nav: safety::nav(w, Section::Campaigns),
        campaigns: found.iter().map(|campaign| row(&visit, campaign)).collect(),
        blank: found.is_empty().then(|| safety::no_campaigns(w)),
    })
}

/// How long a campaign in which nothing more is said counts as going on.
const QUIET: i64 = 6 * 3_600_000_000;

fn state(delivered: usize, last: i64, now: i64) -> CampaignState {
    match delivered {
        0 => CampaignState::Blocked,
        _ if now - last < QUIET => CampaignState::Open,
        _ => CampaignState::Quiet,
    }
}

/// A campaign as a row.
pub fn row(visit: &Visit, campaign: &Campaign) -> CampaignRow {
    let (w, sample) = (visit.w(), &campaign.sample);
    let s = &w.safety;
    CampaignRow {
        href: href(sample.id),
        text: sample.text.clone(),
        labels: seen(sample).into_iter().map(|label| (tone(label), label.name(w.lang).to_owned())).collect(),
        messages: s.n_messages.count(campaign.messages as u64),
        people: s.n_people.count(campaign.chats as u64),
        authors: s.n_authors.count(campaign.authors as u64),
        first: when(w, campaign.first_at.0, visit.now()),
        last: when(w, sample.sent_at.0, visit.now()),
        state: state(campaign.delivered, sample.sent_at.0, visit.now()),
    }
}

fn href(sample: MessageId) -> String {
    format!("/desk/safety/campaigns/{sample}")
}

/// The labels of a message, each once.
pub fn seen(message: &Message) -> Vec<Label> {
    let mut labels: Vec<Label> = read_why(&message.why).iter().map(|why| why.label).collect();
    labels.dedup();
    labels
}

/// The tone of a label: by what it leads to.
pub fn tone(label: Label) -> &'static str {
    match label.verdict() {
        Verdict::Block => "bad",
        Verdict::Hold | Verdict::Warn => "warn",
        Verdict::Allow => "",
    }
}

/// What the desk says of where a message stands.
pub fn standing(w: &Words, message: &Message) -> (&'static str, &'static str) {
    let s = &w.safety;
    match message.state {
        MessageState::Blocked => ("bad", s.verdict_block),
        MessageState::Held => ("warn", s.verdict_hold),
        MessageState::Deleted => ("", w.chats.deleted),
        _ if message.verdict == Verdict::Warn => ("warn", s.verdict_warn),
        MessageState::Delivered | MessageState::Checking => ("good", s.verdict_allow),
    }
}

/// A text with what the guard saw marked, and the same as a list.
pub fn marked(w: &Words, text: &str, why: &[StoredWhy]) -> (Vec<Marked>, Vec<FindingLine>) {
    let (mut pieces, mut lines, mut done) = (Vec::new(), Vec::new(), 0);
    let mut sorted: Vec<&StoredWhy> = why.iter().collect();
    sorted.sort_by_key(|why| why.from);
    for (number, why) in (1..).zip(sorted) {
        let (label, tone) = (why.label.name(w.lang).to_owned(), tone(why.label));
        let words = text.get(why.from..why.to).filter(|words| !words.is_empty());
        lines.push(FindingLine { number, label: label.clone(), tone, words: words.map(str::to_owned) });
        let from = why.from.max(done);
        let (Some(before), Some(inside)) = (text.get(done..from), text.get(from..why.to)) else { continue };
        if inside.is_empty() {
            continue;
        }
        pieces.push(Marked { text: before.to_owned(), mark: None });
        pieces.push(Marked { text: inside.to_owned(), mark: Some(Mark { number, label, tone }) });
        done = why.to;
    }
    pieces.extend(text.get(done..).map(|rest| Marked { text: rest.to_owned(), mark: None }));
    pieces.retain(|piece| !piece.text.is_empty());
    (pieces, lines)
}

/// The role of a side, as the desk names it.
pub const fn role(w: &Words, author: Author) -> &'static str {
    match author {
        Author::Seller => w.safety.role_seller,
        Author::Buyer => w.safety.role_buyer,
        Author::Support | Author::System => w.safety.role_support,
    }
}

/// A campaign.
pub async fn one(visit: Visit, Path(id): Path<String>) -> Page {
    page(&visit, &id, Redo::default(), StatusCode::OK).await
}

/// What was ticked, asked and refused.
#[derive(Debug, Default)]
struct Redo {
    /// The authors that are ticked; nothing when the page is shown for the first time.
    authors: Option<Vec<String>>,
    label: Option<Label>,
    preview: bool,
    error: Option<String>,
}

async fn members(visit: &Visit, id: &str) -> Result<(Safety, MessageId, Vec<Message>), WebError> {
    let safety = safety::safety(visit)?;
    let id = MessageId(id.parse().map_err(|_| domain::Refusal::new(Code::CampaignNotFound))?);
    let all = known::campaign_of(&visit.app, &safety, id).await?;
    Ok((safety, id, all))
}

/// Whether a message can still be stopped.
fn stoppable(message: &Message) -> bool {
    !matches!(message.state, MessageState::Blocked | MessageState::Deleted)
}

/// Blocks what was chosen, after its extent was shown.
pub async fn block(visit: Visit, Path(id): Path<String>, Form(form): Form<Pairs>) -> Page {
    let value = |name: &str| chosen(&form, name).next().unwrap_or_default();
    let authors: Vec<String> = chosen(&form, "author").map(str::to_owned).collect();
    let label = Label::parse(value("reason"));
    let mut redo = Redo { authors: Some(authors.clone()), label, preview: true, error: None };
    if authors.is_empty() {
        (redo.preview, redo.error) = (false, Some(visit.w().safety.nobody_chosen.to_owned()));
        return page(&visit, &id, redo, StatusCode::BAD_REQUEST).await;
    }
    let Some(label) = label.filter(|_| value("do") == "block") else {
        return page(&visit, &id, redo, StatusCode::OK).await;
    };
    let (safety, sample, all) = members(&visit, &id).await?;
    let wanted = all.iter().filter(|message| stoppable(message) && authors.contains(&message.author_id));
    let wanted = wanted.map(|message| message.id).collect();
    commands::stop_campaign(&visit.app, &safety, sample, wanted, label).await?;
    Ok(see(&and_say(&href(sample), "campaign-blocked")))
}

async fn page(visit: &Visit, id: &str, redo: Redo, status: StatusCode) -> Page {
    let (_, sample, all) = members(visit, id).await?;
    let w = visit.w();
    let newest = all.iter().find(|message| message.id == sample).or(all.first()).ok_or(Code::CampaignNotFound)?;
    let (text, why) = marked(w, &newest.text, &read_why(&newest.why));
    let chats = distinct(all.iter().map(|message| message.chat));
    let delivered = all.iter().filter(|message| stoppable(message) && message.state != MessageState::Held).count();
    let at = |message: Option<&Message>| message.and_then(|message| when(w, message.sent_at.0, visit.now()));
    let number = |n: usize| crate::web::words::number(n as u64);
    let c = CampaignView {
        href: href(sample),
        state: state(delivered, all.first().map_or(0, |message| message.sent_at.0), visit.now()),
        text,
        why,
        facts: vec![
            (w.safety.messages, number(all.len())),
            (w.safety.people, number(chats)),
            (w.safety.all_delivered, number(delivered)),
        ],
        first: at(all.iter().min_by_key(|message| message.id)),
        last: at(all.iter().max_by_key(|message| message.id)),
        members: by_author(&all).into_iter().map(|own| member(visit, &own, redo.authors.as_deref())).collect(),
        block: all.iter().any(stoppable).then(|| block_form(w, newest, &all, &redo)),
    };
    let shell = visit.shell(Surface::Desk, Tab::Safety, w.safety.campaign).described(w.safety.description);
    with_status(status, &CampaignPage { w, shell, c })
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> usize {
    all.collect::<std::collections::BTreeSet<_>>().len()
}

/// The messages of each author, who sent most first.
fn by_author(all: &[Message]) -> Vec<Vec<&Message>> {
    let mut groups: Vec<Vec<&Message>> = Vec::new();
    for message in all {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.author_id == message.author_id)) {
            Some(group) => group.push(message),
            None => groups.push(vec![message]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

fn member(visit: &Visit, own: &[&Message], ticked: Option<&[String]>) -> MemberRow {
    let w = visit.w();
    // A group has the message that made it.
    let newest = own.first().copied();
    let value = newest.map(|message| message.author_id.clone()).unwrap_or_default();
    let can = own.iter().any(|message| stoppable(message));
    MemberRow {
        name: newest.map(|message| message.author_name.clone()).unwrap_or_default(),
        role: newest.map_or("", |message| role(w, message.author)),
        messages: w.safety.n_messages.count(own.len() as u64),
        people: w.safety.n_people.count(distinct(own.iter().map(|message| message.chat)) as u64),
        text: newest.map(|message| message.text.clone()).unwrap_or_default(),
        last: newest.and_then(|message| when(w, message.sent_at.0, visit.now())),
        state: newest.map_or(("", ""), |message| standing(w, message)),
        href: newest.map(|message| format!("/desk/safety/messages/{}", message.id)),
        on: can && ticked.is_none_or(|ticked| ticked.contains(&value)),
        value,
    }
}

fn block_form(w: &Words, sample: &Message, all: &[Message], redo: &Redo) -> BlockForm {
    let first = redo.label.or_else(|| seen(sample).into_iter().max_by_key(|label| label.verdict()));
    let offered = Label::ALL.iter().filter(|label| !label.is_own_secret());
    let choice = |label: &Label| Choice::new(label.as_str(), label.name(w.lang), first == Some(*label));
    let ticked = |message: &&Message| redo.authors.as_ref().is_none_or(|authors| authors.contains(&message.author_id));
    let wanted: Vec<&Message> = all.iter().filter(|message| stoppable(message)).filter(ticked).collect();
    let people = distinct(wanted.iter().map(|message| message.chat)) as u64;
    let preview =
        w.safety.will_block.put2(w.safety.n_messages.count(wanted.len() as u64), w.safety.n_of_people.count(people));
    BlockForm {
        reasons: offered.map(choice).collect(),
        preview: redo.preview.then_some(preview),
        error: redo.error.clone(),
    }
}
