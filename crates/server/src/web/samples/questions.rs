//! The seller's questions.

use domain::moderation::Reason;

use super::{Sample, dark, push, seller};
use crate::web::{
    cabinet::{
        exports::{ExportPage, ExportState},
        list_view,
        question::{QuestionView, Similar},
        questions_list::{QuestionList, QuestionsPage},
        receipts::{Chain, ReceiptsPage},
    },
    icons,
    layout::{Tab, initials},
    parts::{
        Appeal, AppealForm, Blank, Chip, Choice, Comment, CommentState, Composer, Filters, Findings, Group, Piece,
        QuestionRow, Refused, Stage, Step, StepState, Track, Why, same,
        samples::{self, LONG_NAME, LONG_WORD, hours_ago, say},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let page = |list: QuestionList, question: Option<QuestionView>| QuestionsPage {
        w,
        shell: seller(lang, Tab::Reviews, w.questions.title).described(w.questions.description),
        list: QuestionList { heads_page: question.is_none(), ..list },
        question,
    };
    push(out, "questions", "full", page(list(w), None));
    for (state, blank) in ["empty", "nothing", "done"].into_iter().zip(blanks(w)) {
        let list = QuestionList { rows: Vec::new(), next: None, blank: Some(blank), ..list(w) };
        push(out, "questions", state, page(list, None));
    }
    for (state, track, at) in tracks(w) {
        let mut q = view(w, Some(composer(w)));
        q.thread = vec![ours(w, at, Some(track))];
        q.waiting = q.waiting.filter(|_| at == CommentState::Refused);
        q.stage = if at == CommentState::Refused { Stage::Refused } else { Stage::Moderation };
        push(out, "question", state, page(list(w), Some(q)));
    }
    push(out, "question", "new", page(list(w), Some(view(w, Some(composer(w))))));
    let mut found = composer(w);
    (found.text, found.findings) = (found_text(w), findings(w));
    push(out, "question", "marked", page(list(w), Some(view(w, Some(found)))));
    let mut correcting = composer(w);
    (correcting.text, correcting.corrects) = (found_text(w), Some("a1".into()));
    push(out, "question", "correcting", page(list(w), Some(view(w, Some(correcting)))));
    push(out, "question", "readonly", page(list(w), Some(view(w, None))));
    let mut answered = view(w, Some(composer(w)));
    answered.stage = Stage::Processed;
    answered.waiting = None;
    answered.thread = vec![others(w), ours(w, CommentState::Public, None)];
    answered.mark = None;
    push(out, "question", "answered", page(list(w), Some(answered)));
    downloads(lang, out);
    let mut long = view(w, Some(composer(w)));
    long.author = LONG_NAME.into();
    long.when = None;
    long.text = Piece::plain(format!("{LONG_WORD} {LONG_WORD}?"));
    long.product = samples::products(w).remove(2);
    (long.attributes, long.about, long.similar) = (Vec::new(), String::new(), Vec::new());
    let shell = dark(seller(lang, Tab::Reviews, w.questions.question), w.questions.sent);
    let list = QuestionList { heads_page: false, ..list(w) };
    push(out, "question", "long", QuestionsPage { w, shell, list, question: Some(long) });
}

fn chip(label: &str, count: u64, on: bool) -> Chip {
    Chip { label: label.into(), count: Some(count.to_string()), href: "/questions?stage=new".into(), on }
}

fn list(w: &'static Words) -> QuestionList {
    let q = &w.questions;
    let stages = [Stage::New, Stage::Viewed, Stage::Moderation, Stage::Refused, Stage::Processed];
    let others = vec![
        Choice::new("", w.common.any, true),
        Choice::new("1", q.with_others, false),
        Choice::new("0", q.without_others, false),
    ];
    let sorts = [q.sort_waiting, q.sort_newest, q.sort_oldest, q.sort_most_asked];
    QuestionList {
        path: "/questions",
        title: q.title,
        heads_page: true,
        segments: list_view::segments(w, [Some(128), Some(14)], "/questions"),
        query: String::new(),
        kept: Vec::new(),
        chips: vec![
            chip(w.reviews.chip_all, 14, true),
            chip(q.chip_new, 3, false),
            chip(q.chip_open, 5, false),
            chip(q.chip_moderation, 1, false),
            chip(q.chip_refused, 1, false),
            chip(q.chip_processed, 7, false),
        ],
        filters: Filters {
            groups: vec![
                Group::many(
                    "stage",
                    q.stage,
                    stages.map(|stage| Choice::new(stage.label(w), stage.label(w), false)).into(),
                ),
                Group::one("others", q.others, others),
            ],
            hours: Some(String::new()),
            categories: vec![Choice::new("shoes", say(w, "Обувь", "Shoes"), false)],
            ..Filters::default()
        },
        sort: "",
        sort_label: q.sort_waiting,
        sorts: sorts
            .map(|label| Chip {
                label: label.into(),
                count: None,
                href: "/questions?sort=newest".into(),
                on: label == q.sort_waiting,
            })
            .into(),
        note: None,
        refresh_href: "/questions".into(),
        select_href: None,
        export_href: Some("/questions/export".into()),
        rows: rows(w),
        next: Some("/questions?before=42".into()),
        blank: None,
        bulk: None,
    }
}

/// Rows: waiting for long, in moderation, refused, answered, very long.
fn rows(w: &Words) -> Vec<QuestionRow> {
    let mut products = samples::products(w).into_iter().cycle();
    let mut row = |id: &str, stage, author: &str, text: &str, hours, others| QuestionRow {
        id: id.into(),
        href: format!("/questions/{id}"),
        stage,
        author: author.into(),
        when: hours_ago(w, hours),
        product: products.next().unwrap_or_else(|| samples::products(w).remove(0)),
        text: Piece::plain(text),
        waiting: matches!(stage, Stage::New | Stage::Viewed | Stage::Refused).then(|| samples::hours(w, hours)),
        urgent: hours > 24 && stage != Stage::Processed,
        same: same(w, others),
        answer: None,
        open: false,
    };
    let mut all = vec![
        row("q1", Stage::New, say(w, "Мария К.", "Maria K."), asked(w), 26, 7),
        row(
            "q2",
            Stage::Refused,
            say(w, "Игорь", "Igor"),
            say(w, "Можно стирать в машинке?", "Can it be washed in a machine?"),
            21,
            1,
        ),
        row(
            "q3",
            Stage::Moderation,
            say(w, "Олег", "Oleg"),
            say(w, "Какой длины шнур?", "How long is the cord?"),
            5,
            0,
        ),
        row(
            "q4",
            Stage::Processed,
            say(w, "Анна Петрова", "Anna Petrova"),
            say(w, "Ноутбук 15,6 входит?", "Does a 15.6 notebook fit?"),
            48,
            21,
        ),
        row("q5", Stage::Viewed, LONG_NAME, LONG_WORD, 2, 5),
    ];
    if let Some(answered) = all.get_mut(3) {
        answered.answer = Some(say(w, "Да, отделение до 16 дюймов.", "Yes, up to 16 inches.").into());
    }
    all
}

const fn asked(w: &Words) -> &'static str {
    say(
        w,
        "Подойдут ли на широкую стопу? Обычно беру 42, но в узких жмёт в пальцах. И держат ли они на мокром асфальте?",
        "Do they fit a wide foot? I usually take 42, narrow ones pinch. And do they grip on wet asphalt?",
    )
}

fn view(w: &'static Words, composer: Option<Composer>) -> QuestionView {
    let row = rows(w).remove(0);
    let fact = |ru, en, value: &str| (say(w, ru, en).to_owned(), value.to_owned());
    let similar = |id: &str, question: &str, answer: &str| Similar {
        href: format!("/questions/{id}"),
        question: question.into(),
        answer: answer.into(),
        use_href: format!("/questions/q1?similar={id}"),
    };
    QuestionView {
        id: row.id,
        query: String::new(),
        back_href: "/questions".into(),
        initials: initials(&row.author),
        author: row.author,
        when: row.when,
        stage: Stage::Viewed,
        waiting: row.waiting,
        same: row.same,
        text: row.text,
        product: row.product,
        attributes: vec![
            fact("Материал верха", "Upper", say(w, "сетка", "mesh")),
            fact("Полнота", "Width", "G"),
            fact("Вес пары", "Weight of the pair", say(w, "540 г", "540 g")),
        ],
        about: say(
            w,
            "Лёгкие кроссовки для ежедневных пробежек. Подошва держит на мокром асфальте.",
            "Light shoes for daily runs. The sole grips on wet asphalt.",
        )
        .into(),
        thread: vec![others(w)],
        similar: vec![
            similar(
                "q7",
                say(w, "Большемерят или в размер?", "Do they run large?"),
                say(
                    w,
                    "Идут в размер, колодка средней полноты. На широкую стопу берите на полразмера больше.",
                    "They fit true to size. For a wide foot take half a size more.",
                ),
            ),
            similar(
                "q8",
                say(w, "Не скользят зимой?", "Are they slippery in winter?"),
                say(w, "На мокром держат, для льда не подойдут.", "They grip when wet, they are not for ice."),
            ),
        ],
        mark: Some(("processed", w.reviews.mark_processed)),
        composer,
    }
}

fn answer(w: &Words, id: &str, author: &str, by_shop: bool, text: &str) -> Comment {
    Comment {
        id: id.into(),
        path: format!("/questions/q1/answers/{id}"),
        query: String::new(),
        author: author.into(),
        by_shop,
        when: hours_ago(w, 2),
        text: text.into(),
        edited: false,
        state: CommentState::Public,
        can_edit: by_shop,
        can_delete: by_shop,
        edit_error: None,
        track: None,
        note: None,
    }
}

fn others(w: &Words) -> Comment {
    let text = say(w, "Мне на широкую ногу сели хорошо.", "They sit well on my wide foot.");
    let note = Some(format!("{} · {}", w.questions.bought, w.questions.useful_n.put(4)));
    Comment { note, ..answer(w, "a0", say(w, "Света", "Sveta"), false, text) }
}

fn ours(w: &Words, state: CommentState, track: Option<Track>) -> Comment {
    let text = if state == CommentState::Refused {
        found_text(w)
    } else {
        say(w, "Мария, да, колодка полнее обычной. Подошва держит.", "Maria, yes, the last is wider than usual.").into()
    };
    Comment { state, track, ..answer(w, "a1", say(w, "Северная линия", "Northern Line"), true, &text) }
}

const fn phone() -> &'static str {
    "+7 900 123-45-67"
}

fn found_text(w: &Words) -> String {
    let before = say(w, "Мария, позвоните нам, подберём размер: ", "Maria, call us, we will find a size: ");
    format!("{before}{}.", phone())
}

fn found_pieces(w: &Words) -> Vec<Piece> {
    let text = found_text(w);
    let (before, after) = text.split_once(phone()).unwrap_or_default();
    let piece = |text: &str, hit| Piece { text: text.into(), hit };
    vec![piece(before, false), piece(phone(), true), piece(after, false)]
}

fn why(w: &Words, reason: Reason, quote: Option<&str>) -> Why {
    Why { words: reason.words(w.lang).into(), fix: reason.fix(w.lang).into(), quote: quote.map(Into::into) }
}

fn findings(w: &Words) -> Findings {
    Findings {
        text: found_pieces(w),
        found: vec![why(w, Reason::Phone, Some(phone()))],
        stops: true,
        repeats: Some(w.track.repeats_left.put(w.track.n_same.count(2))),
    }
}

fn composer(w: &Words) -> Composer {
    let templates = samples::composer(w).templates;
    Composer {
        path: "/questions/q1".into(),
        limit: 3_000,
        templates,
        mark_processed: None,
        checked: true,
        ..samples::composer(w)
    }
}

fn steps(w: &Words, states: [(StepState, Option<String>); 4], last: &'static str) -> Vec<Step> {
    let labels = [w.track.sent, w.track.checked, w.track.queued, last];
    labels.into_iter().zip(states).map(|(label, (state, note))| Step { label, note, state }).collect()
}

/// The ways: undone yet, in the queue with and without a forecast, changed and waiting, refused, and every appeal.
fn tracks(w: &'static Words) -> Vec<(&'static str, Track, CommentState)> {
    use StepState::{Done, Next, Now, Stopped};
    let t = &w.track;
    let place = |told: String| [t.place.put(12), told, t.deadline.put(say(w, "4 июня", "4 June"))].join(", ");
    let nothing = || Some(t.found_nothing.to_owned());
    let forecast = t.by_forecast.put(t.until_tomorrow.put("15:00"));
    let waiting = |told: String| Track {
        steps: steps(w, [(Done, None), (Done, nothing()), (Now, Some(place(told))), (Next, None)], t.published),
        ..Track::default()
    };
    let refused = |appeal| Track {
        steps: steps(w, [(Done, None), (Done, Some(t.found_some.put(1))), (Done, None), (Stopped, None)], t.refused),
        meanwhile: None,
        refused: Some(Refused {
            by: t.by_person,
            reasons: vec![why(w, Reason::Phone, Some(phone())), why(w, Reason::NotAnAnswer, None)],
            note: Some(say(w, "Размер подскажите прямо здесь.", "Tell the size right here.").into()),
            text: found_pieces(w),
            fix_href: Some("/questions/q1?correct=a1".into()),
        }),
        appeal,
    };
    let form = |text: &str, error: Option<&str>| {
        Some(Appeal::Open(AppealForm {
            action: "/questions/q1/answers/a1/appeal".into(),
            limit: 1_000,
            text: text.into(),
            error: error.map(Into::into),
        }))
    };
    let judged = |overturned| {
        let note = say(w, "Проверил: это действительно модель.", "Checked: it is the model indeed.");
        Some(Appeal::Judged { overturned, note: overturned.then(|| note.into()) })
    };
    let mut overturned = refused(judged(true));
    overturned.refused = None;
    overturned.steps = steps(w, [(Done, None), (Done, None), (Done, None), (Done, None)], t.published);
    let mut changed = waiting(t.no_forecast.into());
    changed.meanwhile = Some(say(w, "Мария, да, подойдут.", "Maria, yes, they fit.").into());
    let pending = Track {
        steps: steps(w, [(Now, None), (Next, None), (Next, None), (Next, None)], t.published),
        ..Track::default()
    };
    vec![
        ("pending", pending, CommentState::Pending(8)),
        ("waiting", waiting(forecast), CommentState::Waiting),
        ("changed", changed, CommentState::Waiting),
        ("refused", refused(form("", None)), CommentState::Refused),
        ("appeal-wrong", refused(form(say(w, "не", "no"), Some(w.track.appeal_hint))), CommentState::Refused),
        (
            "appealed",
            refused(Some(Appeal::Waiting { since: hours_ago(w, 1), place: place(t.no_forecast.into()) })),
            CommentState::Refused,
        ),
        ("upheld", refused(judged(false)), CommentState::Refused),
        ("overturned", overturned, CommentState::Public),
    ]
}

fn blanks(w: &Words) -> Vec<Blank> {
    let (q, r) = (&w.questions, &w.reviews);
    vec![
        Blank { icon: icons::QUESTION, title: q.empty_title.into(), text: q.empty_text.into(), action: None },
        Blank {
            icon: icons::SEARCH,
            title: r.nothing_found.into(),
            text: r.nothing_found_text.into(),
            action: Some(("/questions".into(), r.reset_filters.into())),
        },
        Blank { icon: icons::DONE_ALL, title: q.all_done_title.into(), text: q.all_done_text.into(), action: None },
    ]
}

/// The list to download, and the chain of receipts.
fn downloads(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let export = |state| ExportPage {
        w,
        shell: seller(lang, Tab::Reviews, w.exports.title),
        back_href: "/questions".into(),
        blank: ExportPage::broken(w),
        state,
    };
    let ready =
        ExportState::Ready { href: "/exports/e1/file".into(), rows: 12_480, size: say(w, "1,4 МБ", "1.4 MB").into() };
    let asked = ExportState::Asked { action: "/questions/export".into() };
    for (state, page) in [
        ("asked", asked),
        ("begun", ExportState::Running { done: 0, total: 0 }),
        ("half", ExportState::Running { done: 6_021, total: 12_480 }),
        ("ready", ready),
        ("failed", ExportState::Failed),
    ] {
        push(out, "export", state, export(page));
    }
    let receipts = |chain| ReceiptsPage {
        w,
        shell: seller(lang, Tab::Menu, w.exports.receipts),
        blank: ReceiptsPage::nothing(w),
        chain,
    };
    let chain = |count| Chain {
        count,
        last: hours_ago(w, 2),
        head: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        file: "otklik-receipts-1001.jsonl".into(),
    };
    push(out, "receipts", "none", receipts(None));
    push(out, "receipts", "one", receipts(Some(chain(1))));
    push(out, "receipts", "many", receipts(Some(chain(12_480))));
}
