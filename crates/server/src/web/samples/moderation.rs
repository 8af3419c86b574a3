//! Moderation on the desk: cases of every subject and in every state, what is decided together, figures, reasons.

use super::{Sample, desk::shell, push};
use crate::web::{
    desk::{
        case::{
            Above, AppealSides, Author, CaseView, Deadline, Decide, FindingLine, Hold, Mark, Marked, ReasonChoice,
            ReasonGroup, ReportSide, SameLink, Verb, VerdictLine,
        },
        chart::Columns,
        moderation::{Figures, Moderating, ModerationPage, Undo},
        queue::QueueRow,
        reasons::{Group, ReasonCard, ReasonsPage},
        same::{SameItem, SamePage},
        stats::{Share, StatsPage},
    },
    icons,
    layout::Tab,
    parts::{
        Blank, Field, Stars,
        samples::{LONG_NAME, LONG_WORD, hours, hours_ago, media, products, say},
    },
    words::{Lang, Speaks, Words},
};

const CASE: &str = "019e2c3f-7a41-7c55-8f00-2f1be0b5c111";

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    let mut show = |state: &str, change: &dyn Fn(&mut Moderating)| {
        let mut m = moderating(w);
        change(&mut m);
        let title = m.case.as_ref().map_or(w.desk.moderation, |case| case.title);
        push(samples, "moderation", state, ModerationPage { w, shell: shell(w, Tab::Moderation, title), m });
    };
    show("answer", &|_| {});
    show("undo", &|m| {
        m.undo = Some(Undo {
            action: "/desk/moderation/undo?queue=answers".into(),
            cases: vec![format!("1001/{CASE}")],
            text: w.moderation.refused_soon.into(),
            seconds: 8,
        });
    });
    show("unreasoned", &|m| {
        with_decide(m, |d| {
            d.error = Some(say(w, "Выберите хотя бы одну причину.", "Choose at least one reason.").into());
        });
    });
    show("lost", &|m| {
        m.lost = Some(domain::Refusal::new(domain::Code::LeaseLost).words(lang));
        with_case(m, |case| {
            (case.decide, case.hold) = (None, Hold::Colleague(say(w, "Олег Судаков", "Oleg Sudakov").into()));
        });
    });
    show("free", &|m| with_case(m, |case| (case.decide, case.hold) = (None, Hold::Free { can_take: true })));
    show("decided", &|m| {
        with_case(m, |case| {
            (case.decide, case.hold, case.same, case.closed) = (None, Hold::Decided, None, true);
            case.parts = Vec::new();
            case.verdicts = vec![refusal(w)];
        });
    });
    show("appeal", &|m| with_case(m, |case| appeal(w, case)));
    show("second", &|m| with_case(m, |case| case.second = true));
    show("report", &|m| with_case(m, |case| report(w, case)));
    show("message", &|m| with_case(m, |case| message(w, case)));
    show("fraud-report", &|m| with_case(m, |case| fraud_report(w, case)));
    show("review", &|m| with_case(m, |case| review(w, case)));
    show("clean", &|m| with_case(m, |case| clean(w, case)));
    show("long", &|m| with_case(m, |case| long(w, case)));
    show("empty", &|m| {
        m.case = None;
        m.blank = Some(Blank {
            icon: icons::DONE_ALL,
            title: w.moderation.empty_title.into(),
            text: w.moderation.empty_text.into(),
            action: Some(("/desk".into(), w.moderation.choose_queue.into())),
        });
    });
    show("watching", &|m| {
        m.case = None;
        m.blank = Some(Blank {
            icon: icons::EYE,
            title: w.moderation.watch_title.into(),
            text: w.moderation.watch_text.into(),
            action: None,
        });
    });
    push(samples, "moderation", "same", same(w, 14));
    push(samples, "moderation", "same-none", same(w, 0));
    push(samples, "moderation", "stats", stats(w, false));
    push(samples, "moderation", "stats-empty", stats(w, true));
    push(samples, "moderation", "reasons", reasons(w, true));
    push(samples, "moderation", "reasons-read", reasons(w, false));
}

fn with_case(m: &mut Moderating, change: impl FnOnce(&mut CaseView)) {
    if let Some(case) = &mut m.case {
        change(case);
    }
}

fn with_decide(m: &mut Moderating, change: impl FnOnce(&mut Decide)) {
    with_case(m, |case| {
        if let Some(decide) = &mut case.decide {
            change(decide);
        }
    });
}

/// Queues: usual, late, empty.
pub(super) fn queues(w: &Words) -> Vec<QueueRow> {
    let m = &w.moderation;
    let row = |code, icon, label, count, waited: i64, late| QueueRow {
        code,
        icon,
        label,
        href: format!("/desk/moderation?queue={code}"),
        count,
        oldest: (count > 0).then(|| hours(w, waited)),
        late,
        on: code == "answers",
    };
    vec![
        row("risky", icons::BOLT, m.queue_risky, 3, 2, 0),
        row("appeals", icons::SCALES, m.queue_appeals, 2, 26, 0),
        row("answers", icons::REPLY, m.queue_answers, 1_204, 190, 12),
        row("questions", icons::QUESTION, m.queue_questions, 21, 5, 0),
        row("reviews", icons::REVIEWS, m.queue_reviews, 86, 47, 4),
        row("comments", icons::SEND, m.queue_comments, 5, 3, 0),
        row("media", icons::CAMERA, m.queue_media, 1, 1, 0),
        row("reports", icons::FLAG, m.queue_reports, 9, 30, 0),
        row("second", icons::DONE_ALL, m.queue_second, 0, 0, 0),
    ]
}

fn moderating(w: &'static Words) -> Moderating {
    Moderating {
        queues: queues(w),
        figures: Figures { day: 187, hour: 64 },
        case: Some(answer(w)),
        blank: None,
        undo: None,
        lost: None,
    }
}

fn answer(w: &'static Words) -> CaseView {
    let m = &w.moderation;
    let phone = say(w, "+7\u{a0}912\u{a0}345-67-89", "+7\u{a0}912\u{a0}345-67-89");
    let found = say(w, "Телефон", "A phone number");
    let elsewhere = say(w, "Зовёт купить в другом месте", "Invites to buy elsewhere");
    let piece = |text: &str, mark: Option<(usize, &str, &'static str)>| Marked {
        text: text.into(),
        mark: mark.map(|(number, label, tone)| Mark { number, label: label.into(), tone }),
    };
    CaseView {
        href: format!("/desk/moderation/cases/1001/{CASE}"),
        query: "?queue=answers".into(),
        id: CASE.into(),
        icon: icons::REPLY,
        title: m.subject_answer,
        author: Author {
            name: say(w, "Северная линия", "Northern Line").into(),
            initials: say(w, "СЛ", "NL").into(),
            role: w.reviews.shop_role,
        },
        when: hours_ago(w, 3),
        stars: None,
        deadline: Some(Deadline {
            text: m.deadline_left.put(hours(w, 5)),
            full: say(w, "14 мая 2026, 19:05", "14 May 2026, 19:05").into(),
            tone: "warn",
        }),
        hold: Hold::Mine { text: m.yours_until.put("14:10"), title: m.yours_until_title.put("14:10") },
        above: Some(Above {
            label: m.above_question,
            author: say(w, "Мария К.", "Maria K.").into(),
            when: hours_ago(w, 26),
            text: say(
                w,
                "Подойдут ли на широкую стопу и какая высота подъёма?",
                "Do they fit a wide foot, and how high is the instep?",
            )
            .into(),
        }),
        parts: vec![(
            "",
            vec![
                piece(
                    say(
                        w,
                        "Здравствуйте, Мария! Колодка полная, подъём высокий. Если сомневаетесь, позвоните нам: ",
                        "Hello Maria! The last is wide and the instep is high. If in doubt, call us: ",
                    ),
                    None,
                ),
                piece(phone, Some((1, found, "bad"))),
                piece(say(w, ", подберём пару. ", ", we will find your pair. "), None),
                piece(
                    say(w, "У нас на сайте ещё и дешевле", "It is cheaper on our own site"),
                    Some((2, elsewhere, "warn")),
                ),
                piece(".", None),
            ],
        )],
        closed: false,
        media: Vec::new(),
        findings: vec![
            FindingLine { number: 1, label: found.into(), tone: "bad", words: Some(phone.into()) },
            FindingLine {
                number: 2,
                label: elsewhere.into(),
                tone: "warn",
                words: Some(say(w, "У нас на сайте ещё и дешевле", "It is cheaper on our own site").into()),
            },
        ],
        signs: Vec::new(),
        talk: Vec::new(),
        writer: None,
        report: None,
        appeal: None,
        second: false,
        product: products(w).into_iter().next(),
        history: vec![
            (m.author_published, "1\u{a0}204".into()),
            (m.author_refused, "21".into()),
            (m.author_appeals, "3".into()),
            (m.author_since, hours_ago(w, 24 * 700).map_or_else(String::new, |when| when.short)),
        ],
        before: vec![refusal(w)],
        verdicts: Vec::new(),
        same: Some(SameLink {
            label: m.same_more.put(m.n_same.count(14)),
            href: format!("/desk/moderation/cases/1001/{CASE}/same?queue=answers"),
        }),
        decide: Some(decide(w)),
    }
}

fn refusal(w: &Words) -> VerdictLine {
    VerdictLine {
        published: false,
        overturned: false,
        by: say(w, "Вера Модестова", "Vera Modestova").into(),
        when: hours_ago(w, 48),
        reasons: vec![say(w, "Телефон", "A phone number").into()],
        to_author: say(
            w,
            "Уберите номер телефона: покупатель спросит в чате.",
            "Take the number out: the buyer will ask in the chat.",
        )
        .into(),
        to_desk: say(w, "Третий раз за неделю.", "The third time this week.").into(),
        receipt: Some(4_811),
        href: None,
    }
}

fn decide(w: &Words) -> Decide {
    let reason = |(code, ru, en, fix_ru, fix_en, tone, found): (&str, _, _, _, _, _, _)| ReasonChoice {
        code: code.into(),
        label: say(w, ru, en).into(),
        fix: say(w, fix_ru, fix_en).into(),
        tone,
        found,
        on: false,
    };
    let reasons = [
        (
            "contact_phone",
            "Телефон",
            "A phone number",
            "Уберите номер телефона.",
            "Take the phone number out.",
            "bad",
            true,
        ),
        (
            "buy_elsewhere",
            "Зовёт купить в другом месте",
            "Invites to buy elsewhere",
            "Не зовите на другие площадки.",
            "Do not invite to other places.",
            "warn",
            true,
        ),
        (
            "contact_messenger",
            "Мессенджер",
            "A messenger",
            "Уберите имя в мессенджере.",
            "Take the messenger out.",
            "bad",
            false,
        ),
        ("link", "Ссылка", "A link", "Уберите ссылку.", "Take the link out.", "bad", false),
        ("profanity", "Брань", "Profanity", "Напишите без брани.", "Write without swearing.", "bad", false),
        (
            "off_topic",
            "Не по вопросу",
            "Off topic",
            "Ответьте на то, о чём спросили.",
            "Answer what was asked.",
            "",
            false,
        ),
        (
            "untrue",
            "Неверно о товаре",
            "Untrue about the product",
            "Сверьте с описанием товара.",
            "Check with the description.",
            "warn",
            false,
        ),
        ("advertisement", "Реклама", "Advertisement", "Оставьте только ответ.", "Keep to the answer.", "warn", false),
        (
            "duplicate",
            "Повтор",
            "Duplicate",
            "Напишите о том, чего ещё не было.",
            "Write what is not there yet.",
            "",
            false,
        ),
        (
            "personal_data",
            "Личные данные",
            "Personal data",
            "Уберите имя и адрес.",
            "Take name and address out.",
            "bad",
            false,
        ),
        ("gibberish", "Бессмысленный набор букв", "Gibberish", "Напишите словами.", "Write in words.", "", false),
    ];
    Decide {
        publish: Verb { label: w.moderation.publish, needs: "" },
        refuse: Verb { label: w.moderation.refuse, needs: "reason" },
        groups: vec![ReasonGroup::new("reason", w.moderation.reasons, reasons.map(reason).into(), 1..=9)],
        to_author: String::new(),
        to_desk: String::new(),
        error: None,
    }
}

fn appeal(w: &'static Words, case: &mut CaseView) {
    case.appeal = Some(AppealSides {
        first: refusal(w),
        words: say(
            w,
            "Это артикул, а не телефон: 79123456789 есть на коробке и в описании.",
            "This is the article number, not a phone: it is on the box and in the description.",
        )
        .into(),
        when: hours_ago(w, 1),
    });
    case.query = "?queue=appeals".into();
    case.verdicts = vec![refusal(w)];
    if let Some(decide) = &mut case.decide {
        (decide.publish.label, decide.refuse.label) = (w.moderation.restore, w.moderation.uphold);
    }
}

fn report(w: &'static Words, case: &mut CaseView) {
    let m = &w.moderation;
    review(w, case);
    (case.icon, case.title, case.query) = (icons::FLAG, m.subject_report, "?queue=reports".into());
    case.report = Some(ReportSide {
        seller: say(w, "Северная линия", "Northern Line").into(),
        reason: w.reviews.reason_fake.into(),
        words: say(
            w,
            "За вечер пришло 14 таких отзывов, эти люди у нас ничего не покупали.",
            "Fourteen of these came in one evening; these people bought nothing from us.",
        )
        .into(),
        evidence: media().into_iter().take(2).collect(),
    });
    case.signs = vec![
        m.fact_burst.put2(m.n_reviews.count(14), m.n_reviews.count(2)),
        m.fact_age.put(m.n_plain_days.count(3)),
        m.fact_same.put(m.n_reviews.count(5)),
    ];
    if let Some(decide) = &mut case.decide {
        let mut off = decide.groups.remove(0);
        let unfounded = off.rest.split_off(1);
        (off.name, off.label) = ("accept", m.reasons_accept);
        off.first.truncate(6);
        decide.groups = vec![off, ReasonGroup::new("reason", m.reasons_decline, unfounded, 7..=9)];
        decide.publish = Verb { label: m.take_down, needs: "accept" };
        decide.refuse.label = m.decline;
    }
}

fn message(w: &'static Words, case: &mut CaseView) {
    let talk = super::safety::talk(w, true);
    (case.icon, case.title, case.above, case.product) = (icons::CHATS, w.moderation.subject_message, None, None);
    (case.talk, case.writer) = (talk.talk, Some(talk.author));
    if let Some(decide) = &mut case.decide {
        (decide.publish.label, decide.refuse.label) = (w.safety.deliver, w.safety.keep_stopped);
    }
}

fn fraud_report(w: &'static Words, case: &mut CaseView) {
    message(w, case);
    (case.icon, case.title) = (icons::FLAG, w.moderation.subject_fraud_report);
    case.report = Some(ReportSide {
        seller: say(w, "Мария К.", "Maria K.").into(),
        reason: w.chats.report_asks.into(),
        words: say(w, "Пишет с трёх аккаунтов подряд.", "Writes from three accounts in a row.").into(),
        evidence: Vec::new(),
    });
}

fn review(w: &'static Words, case: &mut CaseView) {
    (case.icon, case.title, case.above) = (icons::REVIEWS, w.moderation.subject_review, None);
    case.author = Author {
        name: say(w, "Мария К.", "Maria K.").into(),
        initials: say(w, "МК", "MK").into(),
        role: w.reviews.buyer_role,
    };
    case.stars = Some(Stars(Some(1)));
    case.media = media();
    case.parts = vec![
        (
            "",
            Marked::plain(say(
                w,
                "Порвались через неделю, подошва отклеилась.",
                "Torn after a week, the sole came off.",
            )),
        ),
        (w.reviews.pros, Marked::plain(say(w, "Красивые", "Pretty"))),
        (w.reviews.cons, Marked::plain(say(w, "Качество никуда не годится", "The quality is no good at all"))),
    ];
    (case.findings, case.same) = (Vec::new(), None);
}

fn clean(w: &'static Words, case: &mut CaseView) {
    case.parts = vec![(
        "",
        Marked::plain(say(
            w,
            "Да, на широкую стопу подойдут: колодка полная.",
            "Yes, they fit a wide foot: the last is wide.",
        )),
    )];
    (case.findings, case.same, case.before) = (Vec::new(), None, Vec::new());
    case.deadline = Some(Deadline {
        text: w.moderation.deadline_late.put(hours(w, 50)),
        full: say(w, "12 мая 2026, 14:05", "12 May 2026, 14:05").into(),
        tone: "bad",
    });
}

fn long(w: &'static Words, case: &mut CaseView) {
    let sentence = say(
        w,
        "Кроссовки сшиты из плотной сетки, пятка усилена, язык мягкий, шнурки не развязываются. ",
        "They are sewn of thick mesh, the heel is strong, the tongue is soft, the laces stay tied. ",
    );
    case.parts = vec![("", Marked::plain(format!("{LONG_WORD} {}", sentence.repeat(30))))];
    case.author.name = LONG_NAME.into();
    case.product = products(w).into_iter().nth(2);
    if let Some(above) = &mut case.above {
        (above.author, above.text) = (LONG_NAME.into(), LONG_WORD.into());
    }
    if let Some(decide) = &mut case.decide {
        decide.to_author = sentence.repeat(6);
        for (_, reason) in decide.groups.iter_mut().flat_map(|group| &mut group.first) {
            reason.on = reason.found;
        }
    }
}

fn same(w: &'static Words, count: usize) -> SamePage {
    let names = [say(w, "Северная линия", "Northern Line"), say(w, "Тёплый дом", "Warm Home"), LONG_NAME];
    let item = |(i, name): (usize, &str)| SameItem {
        value: format!("1001/{i}"),
        author: name.into(),
        when: hours_ago(w, i64::try_from(i).unwrap_or(0) * 3),
        shop: name.into(),
        href: format!("/desk/moderation/cases/1001/{i}"),
        on: i != 3,
    };
    SamePage {
        w,
        shell: shell(w, Tab::Moderation, w.moderation.same_title),
        href: format!("/desk/moderation/cases/1001/{CASE}"),
        query: "?queue=answers".into(),
        total: w.moderation.n_texts.count(count as u64),
        text: say(
            w,
            "Здравствуйте! Все вопросы по телефону +7 912 345-67-89.",
            "Hello! Call us with any question: +7 912 345-67-89.",
        )
        .into(),
        items: names.into_iter().cycle().take(count).enumerate().map(item).collect(),
        decide: (count > 0).then(|| decide(w)),
        blank: (count == 0).then(|| Blank {
            icon: icons::DONE_ALL,
            title: w.moderation.same_none.into(),
            text: w.moderation.same_none_text.into(),
            action: Some((format!("/desk/moderation/cases/1001/{CASE}"), w.moderation.back_to_case.into())),
        }),
    }
}

fn stats(w: &'static Words, empty: bool) -> StatsPage {
    let m = &w.moderation;
    let hour = |hour: u64| {
        let value = if empty || hour < 6 { 0 } else { (hour * 37 + 11) % 97 + hour * 4 };
        (format!("{:02}:00", (hour + 15) % 24), value)
    };
    let share = |label: &str, of, count| Share { label: label.into(), of, count };
    let rows = |rows: Vec<Share>| if empty { Vec::new() } else { rows };
    let (phone, topic) = (say(w, "Телефон", "A phone number"), say(w, "Не по вопросу", "Off topic"));
    StatsPage {
        w,
        shell: shell(w, Tab::Figures, w.desk.stats).described(m.stats_description),
        hours: Columns::of((0..24).map(hour).collect()),
        total: m.n_decisions.count(if empty { 0 } else { 1_842 }),
        queues: queues(w),
        reasons: rows(vec![
            share(phone, 412, 201),
            share(topic, 412, 97),
            share(say(w, "Реклама", "Advertisement"), 412, 21),
        ]),
        disagreement: rows(vec![share(topic, 24, 6), share(phone, 40, 1)]),
        overturned: rows(vec![share(topic, 97, 8), share(phone, 201, 2)]),
        makers: rows(vec![share(m.maker_person, 210, 5), share(m.maker_rules, 32, 1)]),
    }
}

fn reasons(w: &'static Words, edits: bool) -> ReasonsPage {
    let m = &w.moderation;
    let field = |name, label, lang, text: &'static str| (name, label, lang, Field::of(text));
    let card = |code, ru: &'static str, en: &'static str, severity, tone| ReasonCard {
        code,
        label: say(w, ru, en).into(),
        fix: say(w, "Уберите это и отправьте снова.", "Take it out and send again.").into(),
        severity,
        tone,
        changed: false,
        fields: vec![
            field("words_ru", m.words_ru, "ru", say(w, "Слова причины", "Words of the reason")),
            field("words_en", m.words_en, "en", "Words of the reason"),
            field("fix_ru", m.fix_ru, "ru", say(w, "Что исправить", "What to change")),
            field("fix_en", m.fix_en, "en", "What to change"),
        ],
        error: None,
    };
    let read = |mut card: ReasonCard| {
        card.fields.clear();
        card
    };
    let mut phone = card("contact_phone", "Телефон", "A phone number", m.severity_high, "bad");
    phone.changed = true;
    phone.error = edits.then(|| say(w, "Текст длиннее 500 знаков.", "The text is longer than 500 characters.").into());
    ReasonsPage {
        w,
        shell: shell(w, Tab::Reasons, w.desk.reasons).described(m.reasons_description),
        total: m.n_reasons.count(31),
        groups: vec![
            Group {
                label: m.group_contacts.into(),
                reasons: vec![
                    phone,
                    read(card("contact_messenger", "Мессенджер", "A messenger", m.severity_critical, "bad")),
                ],
            },
            Group {
                label: say(w, "Качество", "Quality").into(),
                reasons: vec![
                    read(card("gibberish", "Бессмысленный набор букв", "Gibberish", m.severity_low, "warn")),
                    read(card("short", "Коротко", "Short", m.severity_note, "")),
                ],
            },
        ],
        policy: vec![
            (m.policy_publish, format!("{}, {}", m.queue_questions, m.queue_reviews)),
            (m.policy_machine, m.policy_machine_none.into()),
            (m.policy_second, m.share_percent.put(5)),
            (m.policy_limit, m.n_days.count(7)),
            (m.policy_lease, m.n_minutes.count(5)),
        ],
        edits,
    }
}
