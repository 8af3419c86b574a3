//! A case, from what the app knows to what the page shows.

use app::Moderator;
use app::queries::moderation::{CaseView as Known, Fakes, Reasons, Verdict, read_reasons};
use domain::event::By;
use domain::moderation::queue::CaseState;
use domain::moderation::{Decision, Finding, Stage, Subject};
use domain::reviews::ReportReason;

use super::asked::{Asked, case_path};
use super::case::{
    Above, AppealSides, Author, CaseView, Deadline, FindingLine, Hold, Mark, Marked, ReportSide, SameLink, VerdictLine,
};
use super::offer::{self, Redo};
use super::safety_talk::{self, TalkLine};
use crate::web::cabinet::review_view::reason as report_reason;
use crate::web::convert::{self, Eyes};
use crate::web::icons::{self, Icon};
use crate::web::layout::initials;
use crate::web::visit::Visit;
use crate::web::words::{Words, age, clock, number, when};

/// What a case is looked at with.
pub struct Desk<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The reader, where they may decide.
    pub moderator: Option<&'a Moderator>,
    /// The words of reasons.
    pub reasons: &'a Reasons,
    /// The queue that is open.
    pub asked: &'a Asked,
}

impl Desk<'_> {
    fn w(&self) -> &'static Words {
        self.visit.w()
    }

    fn eyes(&self) -> Eyes<'static> {
        Eyes { w: self.w(), now: self.visit.now(), query: None }
    }

    /// The page's view of a case.
    pub fn view(&self, known: &Known, redo: Redo) -> CaseView {
        let (w, case) = (self.w(), &known.case);
        let (icon, title) = subject(w, case.subject);
        let hold = self.hold(known);
        let decide = matches!(hold, Hold::Mine { .. }).then(|| offer::decide(w, known, self.reasons, redo));
        let href = case_path(case.seller, case.id);
        let same = known.same_waiting as u64;
        CaseView {
            query: self.asked.query(),
            id: format!("{}/{}", case.seller, case.id),
            icon,
            title,
            author: self.author(known),
            when: self.eyes().when(Some(written(known))),
            stars: known
                .context
                .review
                .as_ref()
                .filter(|_| shows_review(case.subject))
                .map(|r| convert::stars(r.stars)),
            deadline: (case.state == CaseState::Waiting).then(|| self.deadline(case.due_at.0)),
            above: self.above(known),
            parts: self.parts(known),
            media: match &known.context.review {
                Some(review) if shows_review(case.subject) => convert::media(&review.media),
                _ => Vec::new(),
            },
            findings: if case.subject == Subject::Report { Vec::new() } else { self.findings(known) },
            signs: known.context.fakes.map(|fakes| self.signs(fakes)).unwrap_or_default(),
            talk: self.talk(known),
            writer: known.context.talk.as_ref().map(|talk| safety_talk::author(self.visit, &talk.suspect)),
            report: self.reported(known),
            appeal: known.first.as_ref().map(|(first, _)| AppealSides {
                first: self.verdict(first, known),
                words: case.words.clone(),
                when: self.eyes().when(Some(case.opened_at)),
            }),
            second: case.stage == Stage::Second,
            product: known.context.product.as_ref().map(convert::product),
            history: self.history(known),
            before: known
                .same
                .iter()
                .filter(|it| it.subject_id != case.subject_id)
                .map(|it| self.verdict(it, known))
                .collect(),
            verdicts: known.history.iter().map(|verdict| self.verdict(verdict, known)).collect(),
            same: (same > 0 && decide.is_some() && case.stage == Stage::First).then(|| SameLink {
                label: w.moderation.same_more.put(w.moderation.n_same.count(same)),
                href: self.asked.at(&format!("{href}/same")),
            }),
            closed: case.text.is_empty() && case.state != CaseState::Waiting,
            hold,
            decide,
            href,
        }
    }

    fn hold(&self, known: &Known) -> Hold {
        let (m, case) = (&self.w().moderation, &known.case);
        if case.state != CaseState::Waiting {
            return Hold::Decided;
        }
        let me = self.moderator.map(Moderator::id);
        let held = case.leased_until.0 > self.visit.now();
        match &known.holder {
            Some(_) if held && case.holder == me => {
                let clock = clock(case.leased_until.0);
                Hold::Mine { text: m.yours_until.put(&clock), title: m.yours_until_title.put(&clock) }
            }
            Some(name) if held => Hold::Colleague(name.clone()),
            _ => Hold::Free { can_take: me.is_some_and(|me| case.not_by != Some(me)) },
        }
    }

    fn author(&self, known: &Known) -> Author {
        let (w, case) = (self.w(), &known.case);
        if let (Subject::Report, Some(review)) = (case.subject, &known.context.review) {
            let name = review.buyer_name.clone();
            return Author { initials: initials(&name), name, role: w.reviews.buyer_role };
        }
        let by_shop = matches!(By::parse(&case.author), Some(By::Staff(_) | By::Key(_)));
        let name = if by_shop { known.shop.clone() } else { case.author_name.clone() };
        let role = if by_shop { w.reviews.shop_role } else { w.reviews.buyer_role };
        Author { initials: initials(&name), name, role }
    }

    fn deadline(&self, due: i64) -> Deadline {
        let (w, left) = (self.w(), due - self.visit.now());
        let (text, tone) = match left {
            ..=0 => (w.moderation.deadline_late.put(age(w, -left)), "bad"),
            1..=HOUR => (w.moderation.deadline_left.put(age(w, left)), "bad"),
            _ if left < 6 * HOUR => (w.moderation.deadline_left.put(age(w, left)), "warn"),
            _ => (w.moderation.deadline_left.put(age(w, left)), ""),
        };
        Deadline { text, full: when(w, due, self.visit.now()).map(|when| when.full).unwrap_or_default(), tone }
    }

    fn above(&self, known: &Known) -> Option<Above> {
        let (m, context) = (&self.w().moderation, &known.context);
        match known.case.subject {
            Subject::Answer => context.question.as_ref().map(|question| Above {
                label: m.above_question,
                author: question.buyer_name.clone(),
                when: self.eyes().when(Some(question.asked_at)),
                text: question.text.clone(),
            }),
            Subject::Comment => context.review.as_ref().map(|review| Above {
                label: m.above_review,
                author: review.buyer_name.clone(),
                when: self.eyes().when(review.published_at),
                text: [&review.text, &review.pros, &review.cons].map(String::as_str).join("\n").trim().to_owned(),
            }),
            _ => None,
        }
    }

    /// A review is shown by its parts where nothing was found in it; marks stand in the text as it was checked.
    fn parts(&self, known: &Known) -> Vec<(&'static str, Vec<Marked>)> {
        let (w, case) = (self.w(), &known.case);
        if let (true, Some(review)) = (shows_review(case.subject), &known.context.review) {
            let marks =
                case.subject != Subject::Report && known.findings.iter().any(|finding| !finding.span.is_empty());
            if !marks {
                let parts = [("", &review.text), (w.reviews.pros, &review.pros), (w.reviews.cons, &review.cons)];
                let full = parts.into_iter().filter(|(_, text)| !text.is_empty());
                return full.map(|(label, text)| (label, Marked::plain(text.clone()))).collect();
            }
        }
        if case.text.is_empty() { Vec::new() } else { vec![("", self.marked(&case.text, &known.findings))] }
    }

    fn marked(&self, text: &str, findings: &[Finding]) -> Vec<Marked> {
        let mut spans: Vec<_> = (1..).zip(findings).filter(|(_, finding)| !finding.span.is_empty()).collect();
        spans.sort_by_key(|(_, finding)| finding.span.start);
        let (mut pieces, mut done) = (Vec::new(), 0);
        for (number, finding) in spans {
            let from = finding.span.start.max(done);
            let (Some(before), Some(inside)) = (text.get(done..from), text.get(from..finding.span.end)) else {
                continue;
            };
            let label = finding.reason.name(self.w().lang).to_owned();
            let mark = Mark { number, label, tone: offer::tone(finding.reason.severity()) };
            pieces.push(Marked { text: before.to_owned(), mark: None });
            pieces.push(Marked { text: inside.to_owned(), mark: Some(mark) });
            done = finding.span.end;
        }
        pieces.extend(text.get(done..).map(|rest| Marked { text: rest.to_owned(), mark: None }));
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }

    fn findings(&self, known: &Known) -> Vec<FindingLine> {
        let line = |(number, finding): (usize, &Finding)| FindingLine {
            number,
            label: finding.reason.name(self.w().lang).to_owned(),
            tone: offer::tone(finding.reason.severity()),
            words: known.case.text.get(finding.span.clone()).filter(|words| !words.is_empty()).map(str::to_owned),
        };
        (1..).zip(&known.findings).map(line).collect()
    }

    fn signs(&self, fakes: Fakes) -> Vec<String> {
        let m = &self.w().moderation;
        let count = |n: i64| m.n_reviews.count(u64::try_from(n).unwrap_or(0));
        let burst = (fakes.around > 1).then(|| m.fact_burst.put2(count(fakes.around), count(fakes.usual)));
        let same = (fakes.same_text > 0).then(|| m.fact_same.put(count(fakes.same_text)));
        let days = |days: i64| m.n_plain_days.count(u64::try_from(days).unwrap_or(0));
        let account = fakes.account_days.map(|age| m.fact_age.put(days(age)));
        [burst, same, account].into_iter().flatten().collect()
    }

    /// A report of fraud shows the message that it is about, a message the talk that it stands in.
    fn talk(&self, known: &Known) -> Vec<TalkLine> {
        let talk = known.context.talk.as_ref();
        let around = talk.and_then(|talk| Some((talk.around.as_ref()?, talk.message)));
        around.map(|(around, here)| safety_talk::lines(self.visit, around, here)).unwrap_or_default()
    }

    fn reported(&self, known: &Known) -> Option<ReportSide> {
        match known.case.subject {
            Subject::Report => Some(self.report(known)),
            Subject::FraudReport => {
                let report = known.context.talk.as_ref()?.report.as_ref()?;
                Some(ReportSide {
                    seller: known.case.author_name.clone(),
                    reason: report.what.words(self.w().lang).to_owned(),
                    words: report.words.clone(),
                    evidence: Vec::new(),
                })
            }
            _ => None,
        }
    }

    fn report(&self, known: &Known) -> ReportSide {
        let (w, case) = (self.w(), &known.case);
        let reason = ReportReason::parse(&case.words).map_or("", |reason| report_reason(w, reason));
        ReportSide {
            seller: known.shop.clone(),
            reason: reason.to_owned(),
            words: case.text.clone(),
            evidence: convert::media(&case.media),
        }
    }

    fn history(&self, known: &Known) -> Vec<(&'static str, String)> {
        let (m, author) = (&self.w().moderation, &known.context.author);
        let count = |n: i64| number(u64::try_from(n).unwrap_or(0));
        let since = author.since.and_then(|since| when(self.w(), since.0, self.visit.now()));
        let mut rows = vec![(m.author_published, count(author.published)), (m.author_refused, count(author.refused))];
        rows.extend(since.map(|since| (m.author_since, since.short)));
        rows
    }

    fn verdict(&self, verdict: &Verdict, known: &Known) -> VerdictLine {
        let (w, other) = (self.w(), verdict.subject_id != known.case.subject_id);
        let by = match By::parse(&verdict.by) {
            Some(By::Desk(person)) if self.moderator.is_some_and(|me| me.id() == person) => w.moderation.by_me,
            Some(By::Desk(_)) => w.moderation.by_person,
            _ => w.moderation.by_rules,
        };
        VerdictLine {
            published: verdict.decision == Decision::Publish,
            overturned: verdict.overturned_by.is_some(),
            by: by.to_owned(),
            when: self.eyes().when(Some(verdict.at)),
            reasons: read_reasons(&verdict.reasons).iter().map(|reason| reason.name(w.lang).to_owned()).collect(),
            to_author: verdict.note_author.clone(),
            to_desk: verdict.note_desk.clone(),
            receipt: Some(verdict.number),
            href: verdict.case.filter(|_| other).map(|case| case_path(verdict.seller, case)),
        }
    }
}

/// When what is judged was written.
fn written(known: &Known) -> domain::Timestamp {
    match &known.context.review {
        Some(review) if shows_review(known.case.subject) => review.published_at.unwrap_or(review.received_at),
        _ => known.case.opened_at,
    }
}

const HOUR: i64 = 3_600_000_000;

/// The review itself is what is judged.
const fn shows_review(subject: Subject) -> bool {
    matches!(subject, Subject::Review | Subject::Media | Subject::Report)
}

/// The sign and the name of a subject.
pub const fn subject(w: &Words, subject: Subject) -> (Icon, &'static str) {
    let m = &w.moderation;
    match subject {
        Subject::Question => (icons::QUESTION, m.subject_question),
        Subject::Answer => (icons::REPLY, m.subject_answer),
        Subject::Review => (icons::REVIEWS, m.subject_review),
        Subject::Comment => (icons::SEND, m.subject_comment),
        Subject::Media => (icons::CAMERA, m.subject_media),
        Subject::Report => (icons::FLAG, m.subject_report),
        Subject::Message => (icons::CHATS, m.subject_message),
        Subject::FraudReport => (icons::FLAG, m.subject_fraud_report),
        Subject::Friction => (icons::SCALES, m.subject_friction),
        Subject::Switch => (icons::SCALES, m.subject_switch),
    }
}
