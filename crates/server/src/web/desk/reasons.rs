//! The reasons for which something may be refused, and the operator's policy.

use app::commands::moderation::reasons::set_words;
use app::queries::moderation::{self as known, Reasons};
use app::{Failure, Moderator};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use domain::moderation::policy::Policy;
use domain::moderation::reason::{Group as Kind, Severity};
use domain::moderation::{Reason, Subject};
use domain::{Code, Lang, Refusal};
use serde::Deserialize;

use super::offer::tone;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Field,
    respond::{Page, see, with_status},
    visit::Visit,
    words::Words,
};

/// `/desk/moderation/reasons`
#[derive(Debug, Template)]
#[template(path = "desk/reasons.html")]
pub struct ReasonsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// "31 причина"
    pub total: String,
    /// The groups.
    pub groups: Vec<Group>,
    /// The operator's policy: name and value.
    pub policy: Vec<(&'static str, String)>,
    /// The reader may change the words.
    pub edits: bool,
}

/// Reasons of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// "Контакты"
    pub label: String,
    /// Its reasons.
    pub reasons: Vec<ReasonCard>,
}

/// A reason.
#[derive(Clone, Debug)]
pub struct ReasonCard {
    /// Its code.
    pub code: &'static str,
    /// In the reader's language.
    pub label: String,
    /// What the author can do, in the reader's language.
    pub fix: String,
    /// "тяжёлая"
    pub severity: &'static str,
    /// `bad`, `warn` or nothing.
    pub tone: &'static str,
    /// Somebody changed its words.
    pub changed: bool,
    /// The form's fields: name, label, language, what stands in it; nothing while it is only read.
    pub fields: Fields,
    /// Why the form was refused.
    pub error: Option<String>,
}

/// The words of a reason, as the form sends them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WordsForm {
    words_ru: String,
    words_en: String,
    fix_ru: String,
    fix_en: String,
    reset: Option<String>,
}

impl WordsForm {
    /// Words and fix in each language; nothing at all brings back what Otklik comes with.
    fn each(&self) -> [(Lang, &str, &str); 2] {
        if self.reset.is_some() {
            return [(Lang::Ru, "", ""), (Lang::En, "", "")];
        }
        [(Lang::Ru, &self.words_ru, &self.fix_ru), (Lang::En, &self.words_en, &self.fix_en)]
    }
}

/// A form that was refused: what was typed, and why.
type Refused = (WordsForm, Refusal);

/// Which reason is to be changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    edit: String,
}

/// Shows the reasons, one of them as a form where that is asked.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Page {
    page(&visit, Reason::parse(&asked.edit), None, StatusCode::OK).await
}

/// Writes the words of a reason anew.
pub async fn save(visit: Visit, Path(code): Path<String>, Form(form): Form<WordsForm>) -> Page {
    let (moderator, reason) = (visit.moderator()?, Reason::parse(&code).ok_or(Code::PageNotFound)?);
    match write(&visit, &moderator, reason, &form).await {
        Ok(()) => Ok(see(&format!("/desk/moderation/reasons?done=reason-saved#{code}"))),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            page(&visit, Some(reason), Some((form, refusal)), StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn write(visit: &Visit, moderator: &Moderator, reason: Reason, form: &WordsForm) -> Result<(), Failure> {
    for (lang, words, fix) in form.each() {
        set_words(&visit.app, moderator, reason, lang, words, fix).await?;
    }
    Ok(())
}

async fn page(visit: &Visit, edited: Option<Reason>, refused: Option<Refused>, status: StatusCode) -> Page {
    let (w, desk) = (visit.w(), visit.person()?.desk()?);
    let own = known::reasons(&visit.app).await?;
    let of = |kind: &Kind| Group {
        label: group(w, *kind).to_owned(),
        reasons: Reason::ALL
            .iter()
            .filter(|reason| reason.group() == *kind)
            .map(|reason| card(w, &own, *reason, (edited == Some(*reason)).then_some(refused.as_ref())))
            .collect(),
    };
    let page = ReasonsPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Reasons, w.desk.reasons).described(w.moderation.reasons_description),
        total: w.moderation.n_reasons.count(Reason::ALL.len() as u64),
        groups: Kind::ALL.iter().map(of).filter(|group| !group.reasons.is_empty()).collect(),
        policy: policy(w, &visit.app.rules().policy),
        edits: desk.moderator().is_ok(),
    };
    with_status(status, &page)
}

/// A reason; `form` when it is changed, with what was typed where that came back refused.
#[allow(clippy::option_option, reason = "not changed, changed, and changed but refused are three things here")]
fn card(w: &Words, own: &Reasons, reason: Reason, form: Option<Option<&Refused>>) -> ReasonCard {
    ReasonCard {
        code: reason.as_str(),
        label: reason.name(w.lang).to_owned(),
        fix: format!("{} {}", own.words(reason, w.lang), own.fix(reason, w.lang)),
        severity: severity(w, reason.severity()),
        tone: tone(reason.severity()),
        changed: [Lang::Ru, Lang::En].into_iter().any(|lang| own.is_own(reason, lang)),
        fields: form.map(|refused| fields(w, own, reason, refused.map(|(typed, _)| typed))).unwrap_or_default(),
        error: form.flatten().map(|(_, refusal)| refusal.words(w.lang)),
    }
}

type Fields = Vec<(&'static str, &'static str, &'static str, Field)>;

fn fields(w: &Words, own: &Reasons, reason: Reason, typed: Option<&WordsForm>) -> Fields {
    let m = &w.moderation;
    let field = |name: &'static str, label, lang: Lang, typed: Option<&String>, now: String| {
        (name, label, lang.tag(), Field::of(typed.cloned().unwrap_or(now)))
    };
    vec![
        field("words_ru", m.words_ru, Lang::Ru, typed.map(|it| &it.words_ru), own.words(reason, Lang::Ru)),
        field("words_en", m.words_en, Lang::En, typed.map(|it| &it.words_en), own.words(reason, Lang::En)),
        field("fix_ru", m.fix_ru, Lang::Ru, typed.map(|it| &it.fix_ru), own.fix(reason, Lang::Ru)),
        field("fix_en", m.fix_en, Lang::En, typed.map(|it| &it.fix_en), own.fix(reason, Lang::En)),
    ]
}

const fn severity(w: &Words, severity: Severity) -> &'static str {
    let m = &w.moderation;
    match severity {
        Severity::Note => m.severity_note,
        Severity::Low => m.severity_low,
        Severity::High => m.severity_high,
        Severity::Critical => m.severity_critical,
    }
}

const fn group(w: &Words, kind: Kind) -> &'static str {
    let m = &w.moderation;
    match kind {
        Kind::Contacts => m.group_contacts,
        Kind::Links => m.group_links,
        Kind::Abuse => m.group_abuse,
        Kind::PersonalData => m.group_personal_data,
        Kind::OffTopic => m.group_off_topic,
        Kind::Untrue => m.group_untrue,
        Kind::Advertisement => m.group_advertisement,
        Kind::Fraud => m.group_fraud,
        Kind::Unlawful => m.group_unlawful,
        Kind::Duplicate => m.group_duplicate,
        Kind::Quality => m.group_quality,
        Kind::Other => m.group_other,
    }
}

const fn subjects(w: &Words, subject: Subject) -> &'static str {
    let m = &w.moderation;
    match subject {
        Subject::Question => m.queue_questions,
        Subject::Answer => m.queue_answers,
        Subject::Review => m.queue_reviews,
        Subject::Comment => m.queue_comments,
        Subject::Media => m.queue_media,
        Subject::Report => m.queue_reports,
        Subject::Message | Subject::FraudReport | Subject::Friction | Subject::Switch => m.queue_safety,
    }
}

/// The operator's policy in words.
fn policy(w: &Words, policy: &Policy) -> Vec<(&'static str, String)> {
    let m = &w.moderation;
    let list = |all: Vec<&str>, none: &str| if all.is_empty() { none.to_owned() } else { all.join(", ") };
    let clean = policy.publish_clean.iter().map(|it| subjects(w, *it)).collect();
    let machine = policy.refuse_by_rules.iter().map(|reason| reason.name(w.lang)).collect();
    vec![
        (m.policy_publish, list(clean, m.policy_publish_none)),
        (m.policy_machine, list(machine, m.policy_machine_none)),
        (m.policy_second, m.share_percent.put(policy.second_opinions)),
        (m.policy_limit, m.n_days.count(u64::from(policy.working_days))),
        (m.policy_lease, m.n_minutes.count(u64::from(policy.lease_minutes))),
    ]
}
