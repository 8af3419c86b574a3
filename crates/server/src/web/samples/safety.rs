//! The safety team's pages: full, empty, looked on at, and what came back refused.

use domain::fraud::Verdict;

use super::{Sample, desk::shell, push};
use crate::web::{
    desk::{
        campaigns::{BlockForm, CampaignPage, CampaignRow, CampaignState, CampaignView, CampaignsPage, MemberRow},
        case::{FindingLine, Mark, Marked},
        queue::QueueRow,
        rules_test::{Difference, Outcome, TesterPage, no_difference},
        safety::{SafetyPage, Section, nav, no_campaigns, no_switches},
        safety_guard::{GuardPage, LabelRow, verdict},
        safety_talk::{AuthorView, TalkLine, TalkPage},
        switches::{Ended, SwitchRow, SwitchesPage},
        switches_form::{Preview, SwitchFormPage},
    },
    icons,
    layout::{Tab, Theme},
    parts::{
        Chip, Choice, Field,
        samples::{LONG_NAME, LONG_WORD, hours, hours_ago, say},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    push(samples, "safety", "full", overview(w, true));
    push(samples, "safety", "empty", overview(w, false));
    push(samples, "safety", "campaigns", campaigns(w, true));
    push(samples, "safety", "campaigns-none", campaigns(w, false));
    push(samples, "safety", "campaign", campaign(w, &|_| {}));
    push(
        samples,
        "safety",
        "campaign-preview",
        campaign(w, &|c| with_block(c, |b| b.preview = Some(preview_words(w)))),
    );
    push(samples, "safety", "campaign-nobody", campaign(w, &|c| nobody(w, c)));
    push(samples, "safety", "campaign-blocked", campaign(w, &|c| (c.block, c.state) = (None, CampaignState::Blocked)));
    push(samples, "safety", "switches", switches(w, true));
    push(samples, "safety", "switches-none", switches(w, false));
    push(samples, "safety", "switch-form", switch_form(w, &|_| {}));
    push(samples, "safety", "switch-preview", switch_form(w, &|page| previewed(w, page)));
    push(samples, "safety", "switch-refused", switch_form(w, &|page| refused(w, page)));
    push(samples, "safety", "tester", tester(w, &|_| {}));
    push(samples, "safety", "tester-wrong", tester(w, &|page| wrong(w, page)));
    push(samples, "safety", "tester-outcome", tester(w, &|page| page.outcome = Some(outcome(w))));
    push(samples, "safety", "tester-same", tester(w, &|page| page.outcome = Some(same(w))));
    push(samples, "safety", "talk", talk(w, true));
    push(samples, "safety", "talk-clean", talk(w, false));
    push(samples, "safety", "guard", guard(w, true));
    push(samples, "safety", "guard-none", guard(w, false));
}

fn queue(w: &Words, count: u64) -> QueueRow {
    QueueRow {
        code: "safety",
        icon: icons::SHIELD,
        label: w.safety.title,
        href: "/desk/moderation?queue=safety".into(),
        count,
        oldest: (count > 0).then(|| hours(w, 3)),
        late: if count > 0 { 4 } else { 0 },
        on: false,
    }
}

fn overview(w: &'static Words, full: bool) -> SafetyPage {
    SafetyPage {
        w,
        shell: shell(w, Tab::Safety, w.safety.title),
        nav: nav(w, Section::Overview),
        decides: full,
        queue: queue(w, if full { 23 } else { 0 }),
        campaigns: if full { rows(w).into_iter().take(2).collect() } else { Vec::new() },
        open_campaigns: if full { 2 } else { 0 },
        no_campaigns: (!full).then(|| no_campaigns(w)),
        switches: if full { active(w) } else { Vec::new() },
        active_switches: if full { 3 } else { 0 },
        no_switches: (!full).then(|| no_switches(w)),
        stopped: if full { 1_284 } else { 0 },
    }
}

fn sample_text(w: &Words) -> &'static str {
    say(
        w,
        "Здравствуйте! Ваш заказ задержан на складе. Подтвердите личность: пришлите код из СМС, и посылка поедет дальше.",
        "Hello! Your order is held at the warehouse. Confirm who you are: send the code from the SMS and the parcel goes on.",
    )
}

fn rows(w: &Words) -> Vec<CampaignRow> {
    let s = &w.safety;
    let row = |text: &str, labels: Vec<(&'static str, String)>, n: [u64; 3], hours: [i64; 2], state| CampaignRow {
        href: "/desk/safety/campaigns/7".into(),
        text: text.into(),
        labels,
        messages: s.n_messages.count(n[0]),
        people: s.n_people.count(n[1]),
        authors: s.n_authors.count(n[2]),
        first: hours_ago(w, hours[0]),
        last: hours_ago(w, hours[1]),
        state,
    };
    vec![
        row(
            sample_text(w),
            vec![("bad", say(w, "Просит код", "Asks for a code").into())],
            [214, 180, 3],
            [30, 1],
            CampaignState::Open,
        ),
        row(
            say(
                w,
                "Скидка 40 %, если напишете нам в телеграм: оплата картой, доставка за день.",
                "40% off if you write to us on Telegram: pay by card, delivery in a day.",
            ),
            vec![
                ("warn", say(w, "Зовёт в другой мессенджер", "Moves elsewhere").into()),
                ("warn", say(w, "Оплата мимо площадки", "Payment off the marketplace").into()),
            ],
            [21, 21, 1],
            [70, 20],
            CampaignState::Quiet,
        ),
        row(LONG_WORD, Vec::new(), [5, 5, 1], [400, 300], CampaignState::Blocked),
    ]
}

fn campaigns(w: &'static Words, full: bool) -> CampaignsPage {
    CampaignsPage {
        w,
        shell: shell(w, Tab::Safety, w.safety.campaigns),
        nav: nav(w, Section::Campaigns),
        campaigns: if full { rows(w) } else { Vec::new() },
        blank: (!full).then(|| no_campaigns(w)),
    }
}

fn marked(w: &Words, number: usize) -> Vec<Marked> {
    let plain = |text: &str| Marked { text: text.into(), mark: None };
    vec![
        plain(say(
            w,
            "Здравствуйте! Ваш заказ задержан на складе. Подтвердите личность: ",
            "Hello! Your order is held at the warehouse. Confirm who you are: ",
        )),
        Marked {
            text: say(w, "пришлите код из СМС", "send the code from the SMS").into(),
            mark: Some(Mark { number, label: say(w, "Просит код", "Asks for a code").into(), tone: "bad" }),
        },
        plain(say(w, ", и посылка поедет дальше.", " and the parcel goes on.")),
    ]
}

fn campaign(w: &'static Words, change: &dyn Fn(&mut CampaignView)) -> CampaignPage {
    let s = &w.safety;
    let mut c = CampaignView {
        href: "/desk/safety/campaigns/7".into(),
        state: CampaignState::Open,
        text: marked(w, 1),
        why: vec![FindingLine {
            number: 1,
            label: say(w, "Просит код", "Asks for a code").into(),
            tone: "bad",
            words: Some(say(w, "пришлите код из СМС", "send the code from the SMS").into()),
        }],
        facts: vec![(s.messages, "214".into()), (s.people, "180".into()), (s.delivered, "3".into())],
        first: hours_ago(w, 30),
        last: hours_ago(w, 1),
        members: members(w),
        block: Some(BlockForm { reasons: reasons(w), preview: None, error: None }),
    };
    change(&mut c);
    CampaignPage { w, shell: shell(w, Tab::Safety, s.campaign), c }
}

fn with_block(c: &mut CampaignView, change: impl FnOnce(&mut BlockForm)) {
    if let Some(block) = &mut c.block {
        change(block);
    }
}

fn preview_words(w: &Words) -> String {
    w.safety.will_block.put2(w.safety.n_messages.count(209), w.safety.n_of_people.count(206))
}

fn nobody(w: &Words, c: &mut CampaignView) {
    c.members.iter_mut().for_each(|member| member.on = false);
    with_block(c, |b| b.error = Some(w.safety.nobody_chosen.into()));
}

fn members(w: &Words) -> Vec<MemberRow> {
    let s = &w.safety;
    let member = |value: &str, name: &str, role, n: [u64; 2], state, on| MemberRow {
        value: value.into(),
        name: name.into(),
        role,
        messages: s.n_messages.count(n[0]),
        people: s.n_people.count(n[1]),
        text: sample_text(w).into(),
        last: hours_ago(w, 2),
        state,
        href: Some("/desk/safety/chats/c1".into()),
        on,
    };
    vec![
        member(
            "1",
            say(w, "Склад и доставка", "Warehouse and delivery"),
            s.role_seller,
            [171, 170],
            ("bad", s.verdict_block),
            true,
        ),
        member("2", LONG_NAME, s.role_buyer, [38, 36], ("warn", s.verdict_hold), true),
        member("3", say(w, "Мария К.", "Maria K."), s.role_buyer, [5, 1], ("good", s.verdict_allow), false),
    ]
}

fn reasons(w: &Words) -> Vec<Choice> {
    vec![
        Choice::new("asks_code", say(w, "Просит код", "Asks for a code"), true),
        Choice::new("fake_parcel_fee", say(w, "Выдуманный сбор", "A made-up fee"), false),
        Choice::new("other", say(w, "Другое", "Other"), false),
    ]
}

fn active(w: &Words) -> Vec<SwitchRow> {
    let s = &w.safety;
    let row = |id: &str, icon, whom: String, left: (&'static str, String)| SwitchRow {
        id: id.into(),
        icon,
        whom,
        reason: say(w, "Мошеннические сообщения", "Fraudulent messages").into(),
        words: say(
            w,
            "С магазина рассылали просьбы назвать код. Проверяем, кто ими пользовался.",
            "Requests for codes were sent in the shop's name. We look who sent them.",
        )
        .into(),
        from: hours_ago(w, 5),
        until: hours_ago(w, -19),
        left: Some(left),
        by: s.made_by.put(say(w, "Вера Модестова", "Vera Modestova")),
        ended: None,
        lift: Some(format!("/desk/safety/switches/{id}/lift")),
    };
    let left = |n| w.moderation.deadline_left.put(hours(w, n));
    let shop = s.shop_named.put(say(w, "Северная линия", "Northern Line"));
    vec![
        row("1", icons::SHOP, shop, ("warn", left(19))),
        row("2", icons::PERSON, s.buyer_named.put(LONG_NAME), ("", left(100))),
        row("3", icons::BOX, s.category_named.put(say(w, "Электроника", "Electronics")), ("", s.planned.into())),
    ]
}

fn ended(w: &Words) -> SwitchRow {
    let mut row = active(w).remove(0);
    row.id = "9".into();
    row.ended = Some(Ended {
        how: w.safety.ended_by.put(say(w, "Олег Судаков", "Oleg Sudakov")),
        when: hours_ago(w, 1),
    });
    (row.left, row.lift) = (None, None);
    row
}

fn switches(w: &'static Words, full: bool) -> SwitchesPage {
    let s = &w.safety;
    let tab = |label: &str, count, on| Chip { label: label.into(), count, href: "/desk/safety/switches".into(), on };
    SwitchesPage {
        w,
        shell: shell(w, Tab::Safety, s.switches),
        nav: nav(w, Section::Switches),
        tabs: vec![tab(s.switches_now, full.then(|| "3".into()), true), tab(s.switches_ended, None, false)],
        switches: if full { active(w).into_iter().chain([ended(w)]).collect() } else { Vec::new() },
        blank: (!full).then(|| no_switches(w)),
    }
}

fn switch_form(w: &'static Words, change: &dyn Fn(&mut SwitchFormPage)) -> SwitchFormPage {
    let s = &w.safety;
    let mut page = SwitchFormPage {
        w,
        shell: shell(w, Tab::Safety, s.switch_off),
        scopes: vec![
            Choice::new("seller", s.scope_seller, true),
            Choice::new("buyer", s.scope_buyer, false),
            Choice::new("category", s.scope_category, false),
            Choice::new("all", s.scope_all, false),
        ],
        who: Field::default(),
        reasons: vec![
            Choice::new("fraud", say(w, "Мошеннические сообщения", "Fraudulent messages"), true),
            Choice::new("account", say(w, "Доступ у посторонних", "Somebody else has access"), false),
        ],
        words: Field::default(),
        from: Field::default(),
        spans: vec![
            Choice::new("hour", s.for_hour, false),
            Choice::new("day", s.for_day, true),
            Choice::new("week", s.for_week, false),
            Choice::new("date", s.for_date, false),
        ],
        until: Field::default(),
        preview: None,
    };
    change(&mut page);
    page
}

fn previewed(w: &Words, page: &mut SwitchFormPage) {
    let s = &w.safety;
    page.who = Field::of("1001");
    page.words = Field::of(say(
        w,
        "С магазина рассылали просьбы назвать код.",
        "Requests for codes were sent in the shop's name.",
    ));
    page.preview = Some(Preview {
        whom: s.shop_named.put(say(w, "Северная линия", "Northern Line")),
        concerned: Some(s.n_chats.count(214)),
        until: s.until_when.put(say(w, "15 мая, 14:05", "15 May, 14:05")),
    });
}

fn refused(w: &Words, page: &mut SwitchFormPage) {
    page.shell.theme = Theme::Dark;
    page.who = Field::refused("77", say(w, "Магазина с таким номером нет.", "There is no shop with this number."));
    page.words = Field::refused("", say(w, "Напишите, почему: это прочтут люди.", "Say why: people will read it."));
    page.spans.iter_mut().for_each(|span| span.on = span.value == "date");
    page.until = Field::refused("2026-05-01T10:00", say(w, "Конец раньше начала.", "It ends before it begins."));
}

fn tester(w: &'static Words, change: &dyn Fn(&mut TesterPage)) -> TesterPage {
    let s = &w.safety;
    let count = |n: u64, on| Choice::new(n.to_string(), s.n_messages.count(n), on);
    let mut page = TesterPage {
        w,
        shell: shell(w, Tab::Safety, s.tester),
        nav: nav(w, Section::Tester),
        version: "2026-05-02".into(),
        rules: "version = \"2026-05-14\"\n\n[[rule]]\nname = \"asks-code-sms\"\nlabel = \"asks_code\"\n".into(),
        counts: vec![count(1_000, false), count(10_000, true), count(50_000, false)],
        error: None,
        outcome: None,
        same: no_difference(w),
    };
    change(&mut page);
    page
}

fn wrong(w: &Words, page: &mut TesterPage) {
    let words = say(
        w,
        "Правила не читаются: строка 14, нет метки asks_cod.",
        "The rules cannot be read: line 14, no label asks_cod.",
    );
    page.error = Some(words.into());
}

fn outcome(w: &Words) -> Outcome {
    let s = &w.safety;
    let difference = |text, honest, now, then| Difference {
        text,
        role: if honest { s.role_buyer } else { s.role_seller },
        when: hours_ago(w, 5),
        now,
        then,
        labels: vec![say(w, "Просит код", "Asks for a code").into()],
        honest,
        href: "/desk/safety/messages/9007199254740995".into(),
    };
    let asked = say(w, "Какой код товара у синего пледа?", "What is the product code of the blue plaid?");
    Outcome {
        tried: s.tried_on.put(s.n_last_messages.count(10_000u64)),
        version: "2026-05-14".into(),
        stop: 31,
        honest: 1,
        pass: 2,
        same: 9_966,
        differences: vec![
            difference(Marked::plain(asked), true, ("good", s.verdict_allow), ("bad", s.verdict_block)),
            difference(marked(w, 1), false, ("warn", s.verdict_warn), ("bad", s.verdict_block)),
            difference(Marked::plain(LONG_WORD), false, ("warn", s.verdict_hold), ("good", s.verdict_allow)),
        ],
        more: Some(s.more_differences.put(3)),
    }
}

fn same(w: &Words) -> Outcome {
    Outcome { stop: 0, honest: 0, pass: 0, same: 10_000, differences: Vec::new(), more: None, ..outcome(w) }
}

fn guard(w: &'static Words, full: bool) -> GuardPage {
    let s = &w.safety;
    let row =
        |label: &str, kind, seen, percent| LabelRow { label: label.into(), verdict: verdict(w, kind), seen, percent };
    let labels = vec![
        row(say(w, "Просит код", "Asks for a code"), Verdict::Block, 612, 51),
        row(say(w, "Чужая ссылка", "Link to elsewhere"), Verdict::Hold, 301, 25),
        row(say(w, "Уводит в другое место", "Moves the talk elsewhere"), Verdict::Warn, 288, 24),
    ];
    GuardPage {
        w,
        shell: shell(w, Tab::Safety, s.guard),
        nav: nav(w, Section::Guard),
        closed: !full,
        about: vec![
            (s.version, if full { "2026-05-02".into() } else { s.rules_closed.into() }),
            (s.source, if full { s.rules_built_in.into() } else { s.rules_set.put(4) }),
            (s.held_month, "41\u{a0}203".into()),
            (s.blocked_month, "1\u{a0}284".into()),
        ],
        labels: if full { labels } else { Vec::new() },
        reports: if full {
            vec![(w.chats.report_support.into(), "14".into()), (w.chats.report_asks.into(), "5".into())]
        } else {
            Vec::new()
        },
    }
}

pub(super) fn talk(w: &'static Words, full: bool) -> TalkPage {
    let s = &w.safety;
    let line = |name: &str, role, text, state, here| TalkLine {
        name: name.into(),
        role,
        when: hours_ago(w, 2),
        text,
        state,
        here,
    };
    let asked = say(w, "Когда приедет заказ?", "When does my order arrive?");
    TalkPage {
        w,
        shell: shell(w, Tab::Safety, s.talk),
        talk: vec![
            line(say(w, "Мария К.", "Maria K."), s.role_buyer, Marked::plain(asked), ("good", s.verdict_allow), false),
            line(
                say(w, "Склад и доставка", "Warehouse and delivery"),
                s.role_seller,
                marked(w, 1),
                ("bad", s.verdict_block),
                true,
            ),
        ],
        author: AuthorView {
            facts: vec![
                (s.author, say(w, "Склад и доставка", "Warehouse and delivery").into()),
                (s.friction, w.chats.friction_readonly.into()),
            ],
            strikes: if full {
                vec![("bad", say(w, "Просит код", "Asks for a code").into(), hours_ago(w, 26))]
            } else {
                Vec::new()
            },
            linked: if full {
                vec![(LONG_NAME.into(), s.same_link, 3), (say(w, "Олег", "Oleg").into(), s.same_payment, 1)]
            } else {
                Vec::new()
            },
        },
    }
}
