//! A case: what waits for a moderator, with everything that is needed to decide it.

use super::safety_talk::{AuthorView, TalkLine};
use crate::web::{
    icons::Icon,
    parts::{MediaItem, ProductLine, Stars},
    words::{When, Words},
};

/// A case.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Its page, to which what is done is added: `/desk/moderation/cases/1001/019e…`.
    pub href: String,
    /// The queue it was taken from, as a query that every form carries on: `?queue=answers`, or nothing.
    pub query: String,
    /// Its number.
    pub id: String,
    /// The sign of its subject.
    pub icon: Icon,
    /// "Ответ на вопрос"
    pub title: &'static str,
    /// Who wrote it.
    pub author: Author,
    /// When it was written.
    pub when: Option<When>,
    /// The stars of a review.
    pub stars: Option<Stars>,
    /// Until when it should be decided.
    pub deadline: Option<Deadline>,
    /// Who has it now.
    pub hold: Hold,
    /// The text above: the question of an answer, the review of a comment or a report.
    pub above: Option<Above>,
    /// What is judged, each part with its heading; the only one has none.
    pub parts: Vec<(&'static str, Vec<Marked>)>,
    /// The verdict is in force and the words are gone.
    pub closed: bool,
    /// Photos and videos.
    pub media: Vec<MediaItem>,
    /// What the checks saw.
    pub findings: Vec<FindingLine>,
    /// Signs that may matter, as facts.
    pub signs: Vec<String>,
    /// The talk around a message of a chat.
    pub talk: Vec<TalkLine>,
    /// What is known of whoever wrote it, or is held back.
    pub writer: Option<AuthorView>,
    /// What the seller says, where a review was reported; what somebody says of fraud.
    pub report: Option<ReportSide>,
    /// Both sides, where a verdict is appealed.
    pub appeal: Option<AppealSides>,
    /// A second opinion: the first verdict is not shown.
    pub second: bool,
    /// About what.
    pub product: Option<ProductLine>,
    /// What is known about the author: name and value.
    pub history: Vec<(&'static str, String)>,
    /// Earlier verdicts on the same text.
    pub before: Vec<VerdictLine>,
    /// The verdicts of this case itself.
    pub verdicts: Vec<VerdictLine>,
    /// Others with the same text that wait as well.
    pub same: Option<SameLink>,
    /// What may be done; nothing for those who look on and for a decided case.
    pub decide: Option<Decide>,
}

/// Who wrote what is judged.
#[derive(Clone, Debug)]
pub struct Author {
    /// The name.
    pub name: String,
    /// For the round sign.
    pub initials: String,
    /// "Магазин", "Покупатель".
    pub role: &'static str,
}

/// Until when a case should be decided.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// "осталось 3 ч", "просрочено на 2 дн"
    pub text: String,
    /// The date and time in full.
    pub full: String,
    /// `bad`, `warn` or nothing.
    pub tone: &'static str,
}

/// Who has a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The reader, until then.
    Mine {
        /// "у вас до 14:05"
        text: String,
        /// What happens then.
        title: String,
    },
    /// A colleague.
    Colleague(String),
    /// Nobody; the reader may take it or not.
    Free {
        /// They may.
        can_take: bool,
    },
    /// It is decided.
    Decided,
}

/// A text above the one that is judged.
#[derive(Clone, Debug)]
pub struct Above {
    /// "Вопрос, на который отвечают"
    pub label: &'static str,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// The text.
    pub text: String,
}

/// A stretch of a judged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// What a check saw in it.
    pub mark: Option<Mark>,
}

/// The mark of a finding in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The finding's number.
    pub number: usize,
    /// The reason in words.
    pub label: String,
    /// `bad`, `warn` or nothing, by severity.
    pub tone: &'static str,
}

impl Marked {
    /// A text in which nothing was seen.
    pub fn plain(text: impl Into<String>) -> Vec<Self> {
        vec![Self { text: text.into(), mark: None }]
    }
}

/// What a check saw.
#[derive(Clone, Debug)]
pub struct FindingLine {
    /// Its number in the text.
    pub number: usize,
    /// The reason in words.
    pub label: String,
    /// `bad`, `warn` or nothing, by severity.
    pub tone: &'static str,
    /// The words it is about; nothing when it is about the whole text.
    pub words: Option<String>,
}

/// What a seller says about a review.
#[derive(Clone, Debug)]
pub struct ReportSide {
    /// Which seller.
    pub seller: String,
    /// The reason in words.
    pub reason: String,
    /// What they wrote.
    pub words: String,
    /// Photos and videos.
    pub evidence: Vec<MediaItem>,
}

/// Both sides of an appeal.
#[derive(Clone, Debug)]
pub struct AppealSides {
    /// The first verdict.
    pub first: VerdictLine,
    /// What the author says.
    pub words: String,
    /// When they said it.
    pub when: Option<When>,
}

/// A verdict, in one line or a few.
#[derive(Clone, Debug)]
pub struct VerdictLine {
    /// It was published, not refused.
    pub published: bool,
    /// An appeal turned it over.
    pub overturned: bool,
    /// "Правила", "Вера Модестова"
    pub by: String,
    /// When.
    pub when: Option<When>,
    /// The reasons in words.
    pub reasons: Vec<String>,
    /// What the author read.
    pub to_author: String,
    /// What the desk reads.
    pub to_desk: String,
    /// The receipt's number in the seller's chain.
    pub receipt: Option<i64>,
    /// The case it belongs to, where that is another one.
    pub href: Option<String>,
}

impl VerdictLine {
    /// "отказ"
    pub const fn word(&self, w: &Words) -> &'static str {
        if self.published { w.moderation.published } else { w.moderation.refused }
    }
}

/// Others with the same text.
#[derive(Clone, Debug)]
pub struct SameLink {
    /// "ещё 14 таких же текстов"
    pub label: String,
    /// The page with all of them.
    pub href: String,
}

/// How a case is decided.
#[derive(Clone, Debug)]
pub struct Decide {
    /// The verb of the good end: "Опубликовать".
    pub publish: Verb,
    /// The verb of the other: "Отказать".
    pub refuse: Verb,
    /// Reasons on offer, what the checks saw first; a report has some for either end.
    pub groups: Vec<ReasonGroup>,
    /// What the author reads, as typed.
    pub to_author: String,
    /// What the desk reads, as typed.
    pub to_desk: String,
    /// Why the verdict was refused.
    pub error: Option<String>,
}

impl Decide {
    /// The reasons that are chosen.
    pub fn chosen(&self) -> impl Iterator<Item = &ReasonChoice> {
        let all = self.groups.iter().flat_map(|group| group.first.iter().map(|(_, reason)| reason).chain(&group.rest));
        all.filter(|reason| reason.on)
    }
}

/// A way to decide.
#[derive(Clone, Debug)]
pub struct Verb {
    /// What it says.
    pub label: &'static str,
    /// The form's field whose reasons it needs; nothing when it needs none.
    pub needs: &'static str,
}

/// Reasons of one way to decide.
#[derive(Clone, Debug)]
pub struct ReasonGroup {
    /// The form's field.
    pub name: &'static str,
    /// "Причины отказа"
    pub label: &'static str,
    /// The reasons that stand at once, each with its digit.
    pub first: Vec<(usize, ReasonChoice)>,
    /// The others.
    pub rest: Vec<ReasonChoice>,
}

/// How many reasons have a key.
pub const KEYS: usize = 9;

impl ReasonGroup {
    /// A group with this many keys from the digit on.
    pub fn new(
        name: &'static str,
        label: &'static str,
        mut reasons: Vec<ReasonChoice>,
        digits: std::ops::RangeInclusive<usize>,
    ) -> Self {
        let rest = reasons.split_off(reasons.len().min(digits.clone().count()));
        Self { name, label, first: digits.zip(reasons).collect(), rest }
    }

    /// One of the others is chosen, so they are shown.
    pub fn rest_open(&self) -> bool {
        self.rest.iter().any(|reason| reason.on)
    }
}

/// A reason that can be chosen.
#[derive(Clone, Debug)]
pub struct ReasonChoice {
    /// Its code.
    pub code: String,
    /// In words.
    pub label: String,
    /// What the author will read when it is chosen: what is wrong and what to change.
    pub fix: String,
    /// `bad`, `warn` or nothing, by severity.
    pub tone: &'static str,
    /// A check saw it.
    pub found: bool,
    /// It is chosen.
    pub on: bool,
}
