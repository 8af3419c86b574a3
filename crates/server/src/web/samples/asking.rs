//! Questions in the shop, and how moderation goes.

use super::shop::{chip, full_card, shell, tabs};
use super::{Sample, push};
use crate::web::{
    icons,
    layout::Tab,
    parts::{
        Appeal, AppealForm, Blank, Field, Refused, Step, StepState, Track, Why,
        samples::{self, LONG_NAME, LONG_WORD, hours_ago, say},
    },
    shop::{
        asked::{self, AskForm, AskedAnswer, AskedQuestion, AskedTab},
        own_questions::{OwnQuestionsPage, OwnText},
        product::ProductPage,
        transparency::{MonthRow, ReasonRow, TransparencyPage},
    },
    words::{Lang, Speaks, Words, month_of},
};
use domain::moderation::Reason;

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    push(out, "card", "questions", card(lang, tab(w, questions(w))));
    push(out, "card", "no-questions", card(lang, AskedTab { total: 0, next: None, ..tab(w, Vec::new()) }));
    let visitor = AskedTab { form: None, ..tab(w, questions(w)) };
    let mut page = card(lang, visitor);
    page.shell.viewer = None;
    push(out, "card", "questions-visitor", page);
    let mut asking = tab(w, questions(w));
    if let Some(form) = &mut asking.form {
        form.open = true;
        form.text = Field::refused(say(w, "Размер", "Size"), w.errors.too_large);
    }
    push(out, "card", "question-refused", card(lang, asking));
    push(out, "own-questions", "full", own(lang, true));
    push(out, "own-questions", "empty", own(lang, false));
    push(out, "transparency", "full", transparency(lang, true));
    push(out, "transparency", "empty", transparency(lang, false));
}

fn card(lang: Lang, tab: AskedTab) -> ProductPage {
    let w = lang.words();
    let mut page = full_card(lang);
    page.tabs = tabs(w, page.total, tab.total, true);
    page.faq = asked::faq(&tab.questions);
    page.asked = Some(tab);
    page
}

fn form(action: &str) -> AskForm {
    AskForm {
        action: action.into(),
        similar: "/shop/p/1834402117/similar".into(),
        key: "k1".into(),
        limits: (10, 2_000),
        ..AskForm::default()
    }
}

fn tab(w: &Words, questions: Vec<AskedQuestion>) -> AskedTab {
    AskedTab {
        total: 21,
        sorts: vec![chip(w.asking.sort_popular, None, true), chip(w.asking.sort_new, None, false)],
        questions,
        next: Some("/shop/p/1834402117?tab=questions&after=1.5".into()),
        form: Some(form("/shop/p/1834402117/questions")),
        sign_in_href: "/sign-in?next=%2Fshop".into(),
        back: "/shop/p/1834402117?tab=questions".into(),
    }
}

fn answer(w: &Words, id: &str, by_shop: bool, text: &str, useful: u64) -> AskedAnswer {
    AskedAnswer {
        id: id.into(),
        author: if by_shop {
            say(w, "Северная линия", "Northern Line")
        } else {
            say(w, "Олег", "Oleg")
        }
        .into(),
        by_shop,
        when: hours_ago(w, 20),
        text: text.into(),
        useful,
        voted: useful == 21,
        can_vote: !by_shop || useful > 0,
    }
}

fn question(w: &Words, id: &str, author: &str, text: &str, same: u64) -> AskedQuestion {
    AskedQuestion {
        id: id.into(),
        author: author.into(),
        when: hours_ago(w, 30),
        text: text.into(),
        same: (same > 0).then(|| w.asking.n_same.count(same)),
        seconded: same == 21,
        can_second: true,
        own: false,
        state: None,
        answers: Vec::new(),
        folded: Vec::new(),
        form: None,
    }
}

/// Questions: waiting and only one's own, answered by the shop and buyers with some folded, unanswered, very long.
fn questions(w: &Words) -> Vec<AskedQuestion> {
    let mut own = question(
        w,
        "q0",
        say(w, "Мария", "Maria"),
        say(w, "Есть ли светоотражающие вставки?", "Are there reflective patches?"),
        0,
    );
    own.own = true;
    own.can_second = false;
    own.state = Some(("warn", w.asking.until.put(say(w, "4 июня", "4 Jun"))));
    let mut wide = question(
        w,
        "q1",
        say(w, "Игорь", "Igor"),
        say(w, "Подойдут ли на широкую стопу? Обычно беру 42.", "Do they fit a wide foot? I usually take 42."),
        21,
    );
    wide.answers = vec![
        answer(
            w,
            "a1",
            true,
            say(
                w,
                "Да, колодка широкая. На 42 берите 42, запас в носке 7 мм.",
                "Yes, the last is wide. Take your 42, there are 7 mm to spare.",
            ),
            21,
        ),
        answer(
            w,
            "a2",
            false,
            say(
                w,
                "У меня нога широкая, сели хорошо, разносились за день.",
                "My foot is wide and they fit well after a day.",
            ),
            4,
        ),
    ];
    wide.folded = vec![answer(w, "a3", false, say(w, "Беру на полразмера больше.", "I take half a size more."), 1)];
    let mut machine = question(
        w,
        "q2",
        say(w, "Анна", "Anna"),
        say(w, "Можно ли стирать в машинке?", "Can they be washed in a machine?"),
        1,
    );
    machine.form = Some(AskForm { limits: (2, 3_000), ..form("/shop/questions/q2/answer") });
    let mut long = question(w, "q3", LONG_NAME, &format!("{LONG_WORD} {LONG_WORD}?"), 5);
    long.when = None;
    long.answers = vec![answer(w, "a4", false, LONG_WORD, 0)];
    vec![own, wide, machine, long]
}

/// The way of a text that was refused and can be appealed.
pub(super) fn refused(w: &Words) -> Track {
    let step = |label, state| Step { label, note: None, state };
    let t = &w.track;
    Track {
        steps: vec![
            step(t.sent, StepState::Done),
            step(t.checked, StepState::Done),
            step(t.queued, StepState::Done),
            step(t.refused, StepState::Stopped),
        ],
        meanwhile: None,
        refused: Some(Refused {
            by: t.by_person,
            reasons: vec![Why {
                words: Reason::Phone.words(w.lang).into(),
                fix: Reason::Phone.fix(w.lang).into(),
                quote: Some("8 900 000-00-00".into()),
            }],
            note: None,
            text: Vec::new(),
            fix_href: Some("#form".into()),
        }),
        appeal: Some(Appeal::Open(AppealForm {
            action: "/shop/questions/q2/appeal".into(),
            limit: 2_000,
            ..AppealForm::default()
        })),
    }
}

fn waiting(w: &Words) -> Track {
    let step = |label, note: Option<&str>, state| Step { label, note: note.map(str::to_owned), state };
    let t = &w.track;
    let place = say(w, "место 3, прогноза пока нет, срок 4 июня", "place 3, no forecast yet, by 4 Jun at the latest");
    Track {
        steps: vec![
            step(t.sent, None, StepState::Done),
            step(t.checked, Some(t.found_nothing), StepState::Done),
            step(t.queued, Some(place), StepState::Now),
            step(t.published, None, StepState::Next),
        ],
        ..Track::default()
    }
}

fn own(lang: Lang, full: bool) -> OwnQuestionsPage {
    let w = lang.words();
    let a = &w.asking;
    let mut products = samples::products(w).into_iter().cycle();
    let mut text = |id: &str, text: &str, state, track| OwnText {
        id: id.into(),
        product: products.next().unwrap_or_else(|| samples::products(w).remove(0)),
        about: None,
        text: text.into(),
        when: hours_ago(w, 5),
        state,
        same: None,
        track,
        answers: Vec::new(),
        card_href: None,
        delete: format!("/shop/questions/{id}/delete"),
        delete_words: (a.delete, a.delete_text),
    };
    let mut texts = vec![
        text(
            "q1",
            say(w, "Есть ли светоотражающие вставки?", "Are there reflective patches?"),
            ("warn", a.until.put(say(w, "4 июня", "4 Jun"))),
            Some(waiting(w)),
        ),
        text(
            "q2",
            say(w, "Шапка линяет? Перезвоните 8 900 000-00-00", "Does the hat fade? Call 8 900 000-00-00"),
            ("bad", a.state_refused.into()),
            Some(refused(w)),
        ),
        text("q3", LONG_WORD, ("good", a.state_published.into()), None),
        text("q4", say(w, "Какой длины шнур?", "How long is the cord?"), ("good", a.state_answered.into()), None),
    ];
    if let Some(last) = texts.last_mut() {
        last.same = Some(a.n_same.count(5));
        last.card_href = Some("/shop/p/520896183?tab=questions".into());
        last.answers = vec![(
            say(w, "Северная линия", "Northern Line").into(),
            true,
            hours_ago(w, 2),
            say(w, "75 сантиметров.", "75 centimetres.").into(),
        )];
    }
    OwnQuestionsPage {
        w,
        shell: shell(lang, Tab::OwnQuestions, a.my),
        title: a.my,
        back: None,
        texts: if full { texts } else { Vec::new() },
        blank: (!full).then(|| Blank {
            icon: icons::QUESTION,
            title: a.my_none.into(),
            text: a.my_none_text.into(),
            action: Some(("/shop".into(), w.shop.all_products.into())),
        }),
    }
}

pub(super) fn transparency(lang: Lang, full: bool) -> TransparencyPage {
    let w = lang.words();
    let month = |name: &str, published, refused, overturned| MonthRow {
        name: month_of(w, name),
        published,
        refused,
        by_rules: published / 2,
        median: (published > 0).then(|| samples::hours(w, 3)),
        ninety: (published > 0).then(|| samples::hours(w, 40)),
        in_time: (published > 0).then_some(98),
        appeals: overturned + 2,
        overturned,
        upheld: 2,
    };
    let months = vec![
        month("2026-05", 412, 61, 5),
        month("2026-04", 1_204, 187, 21),
        month("2026-03", 960, 120, 1),
        month("2026-02", 0, 1, 0),
    ];
    let reason = |reason: Reason, count, percent| ReasonRow { words: reason.words(w.lang).into(), count, percent };
    TransparencyPage {
        w,
        shell: shell(lang, Tab::Nowhere, w.transparency.title).described(w.transparency.description),
        months: if full { months } else { Vec::new() },
        reasons: if full {
            vec![reason(Reason::Phone, 140, 63), reason(Reason::OffTopic, 60, 27), reason(Reason::Profanity, 21, 10)]
        } else {
            Vec::new()
        },
        blank: (!full).then(|| Blank {
            icon: icons::SHIELD,
            title: w.transparency.none.into(),
            text: w.transparency.none_text.into(),
            action: Some(("/shop".into(), w.shop.all_products.into())),
        }),
    }
}
