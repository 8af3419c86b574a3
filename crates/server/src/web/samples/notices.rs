//! What people are told and what they want to hear of.

use app::queries::notices::{About, Attempt, Call, Cursor, Notice, Part};
use domain::moderation::queue::Queue;
use domain::notices::webhooks::{Format, Off};
use domain::notices::{Choice as Chosen, Digest, Quiet, Settings, Side, Topic, kinds};
use domain::people::Role;
use domain::{PersonId, SellerId, Timestamp, WebhookId};
use uuid::Uuid;

use super::{Sample, dark, push, seller, shop};
use crate::outward::webhook::Tried;
use crate::web::cabinet::webhooks::{self, WebhookForm, WebhookPage, WebhookRow, WebhooksPage};
use crate::web::desk::unsent::{self, HeldUpRow, UnsentPage, UnsentRow};
use crate::web::layout::{Shell, Surface, Tab};
use crate::web::notices::{
    Place,
    list::{self, NoticeList, NoticesPage},
    public::LetterPage,
    settings::{self, DeviceRow, Mail, MailState, SettingsPage},
    telegram::Telegram,
    topic::{Known, TopicPage},
};
use crate::web::parts::{
    Field,
    samples::{NOW, say},
};
use crate::web::words::{Lang, Speaks, Words};

const HOUR: i64 = 3_600_000_000;

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let full = told(w, staff(), STAFF);
    push(out, "notices", "full", NoticesPage { w, shell: bell(lang, Side::Shop), list: full });
    push(
        out,
        "notices",
        "dark",
        NoticesPage {
            w,
            shell: dark(bell(lang, Side::Shop), w.notices.said_read),
            list: told(w, staff(), &STAFF[..3]),
        },
    );
    push(out, "notices", "empty", NoticesPage { w, shell: bell(lang, Side::Shop), list: told(w, staff(), &[]) });
    push(
        out,
        "notices",
        "buyer",
        NoticesPage { w, shell: bell(lang, Side::Buyer), list: told(w, Place { part: Part::buyer(nobody()) }, BUYER) },
    );
    push(
        out,
        "notices",
        "desk",
        NoticesPage {
            w,
            shell: Shell::new(lang, Surface::Desk, Tab::Notices, w.notices.title),
            list: told(w, Place { part: Part::desk(nobody()) }, &[]),
        },
    );
    push(
        out,
        "notices",
        "desk-deadlines",
        NoticesPage {
            w,
            shell: Shell::new(lang, Surface::Desk, Tab::Notices, w.notices.title),
            list: told(
                w,
                Place { part: Part::desk(nobody()) },
                &[(kinds::VERDICTS_DUE, 1, 0, true), (kinds::VERDICTS_DUE, 1, 23, false)],
            ),
        },
    );
    of_settings(lang, out);
    letters(lang, out);
    webhooks(lang, out);
    unsent(lang, out);
}

fn nobody() -> PersonId {
    PersonId(Uuid::nil())
}

fn staff() -> Place {
    Place { part: Part::staff(nobody(), SellerId(1_042)) }
}

fn bell(lang: Lang, side: Side) -> Shell {
    let title = lang.words().notices.title;
    match side {
        Side::Buyer => shop::shell(lang, Tab::Notices, title),
        Side::Shop | Side::Desk => seller(lang, Tab::Notices, title),
    }
}

/// Kind, how many of it in a row, hours ago, and whether it is unread.
type Row = (&'static str, i64, i64, bool);

const STAFF: &[Row] = &[
    (kinds::REPLY_DUE, 1, 0, true),
    (kinds::REVIEW_NEW, 12, 1, true),
    (kinds::QUESTION_NEW, 5, 2, true),
    (kinds::CHAT_MESSAGE, 21, 3, true),
    (kinds::PROMOTION_OPEN, 2, 4, true),
    (kinds::DISCOUNT_ASKED, 2, 5, true),
    (kinds::SIGNED_IN, 2, 6, true),
    (kinds::TELEGRAM_LINKED, 1, 6, true),
    (kinds::KEY_CREATED, 3, 7, true),
    (kinds::ENROLMENT_ANNOUNCED, 1, 8, true),
    ("answer_published", 1, 9, true),
    ("answer_refused", 1, 30, false),
    (kinds::SUPPORT_MESSAGE, 1, 31, false),
    (kinds::NEWS, 1, 200, false),
    (kinds::REVIEW_NEW, 2, 300, false),
    (kinds::TEST, 1, 400, false),
];

const BUYER: &[Row] = &[
    (kinds::QUESTION_ANSWERED, 1, 1, true),
    ("question_refused", 1, 9, true),
    (kinds::REVIEW_ANSWERED, 1, 18, false),
    ("review_appeal_won", 1, 27, false),
    ("answer_appeal_lost", 1, 36, false),
    (kinds::DISCOUNT_APPROVED, 1, 45, false),
    (kinds::DISCOUNT_EXPIRED, 1, 54, false),
    ("something_new", 1, 63, false),
];

fn told(w: &'static Words, place: Place, rows: &[Row]) -> NoticeList {
    let side = place.part.side;
    let mut seq = 10_000;
    let notices = rows.iter().flat_map(|(kind, count, hours, new)| (0..*count).map(move |_| (kind, hours, new)));
    let notices: Vec<_> = notices
        .map(|(kind, hours, new)| {
            seq -= 1;
            Notice {
                cursor: Cursor { seq },
                side,
                seller: SellerId(1_042),
                topic: kinds::topic(kind),
                kind: (*kind).to_owned(),
                subject: "1".into(),
                at: Timestamp(NOW - hours * HOUR),
                read_at: (!new).then_some(Timestamp(NOW)),
            }
        })
        .collect();
    let about = match side {
        Side::Desk => About { queue: Some(Queue::Answers), ..About::default() },
        Side::Shop | Side::Buyer => About {
            title: ("Плед вязаный «Ладога», 140×200".into(), "Knitted plaid “Ladoga”, 140×200".into()),
            buyer: say(w, "Мария К.", "Maria K.").into(),
            stars: Some(1),
            queue: None,
        },
    };
    let rows = list::rows(w, place, &notices, vec![about; 3], NOW);
    NoticeList {
        path: place.list(),
        settings: place.settings(),
        read_up_to: rows.iter().any(|row| row.new).then(|| "10000".to_owned()),
        next: (rows.len() > 10).then(|| format!("{}?before=9000", place.list())),
        blank: rows.is_empty().then(|| list::blank(w, side)),
        rows,
    }
}

fn page(lang: Lang, place: Place, chosen: &Settings, mail: Mail, devices: Vec<DeviceRow>) -> SettingsPage {
    let w = lang.words();
    let shell = match place.part.side {
        Side::Buyer => shop::shell(lang, Tab::Notices, w.notices.settings),
        Side::Shop | Side::Desk => seller(lang, Tab::Menu, w.notices.settings),
    };
    SettingsPage {
        w,
        shell,
        path: place.settings(),
        back: "/menu",
        quiet: settings::quiet(w, chosen),
        digest: settings::digest(w, chosen.digest),
        paused: settings::paused(w, chosen, Timestamp(NOW)),
        pauses: settings::pauses(w),
        topics: settings::topics(w, place.part.side, chosen, true),
        mail,
        telegram: Some(Telegram::default()),
        devices,
    }
}

fn mail(state: MailState) -> Mail {
    let address = (state != MailState::None).then(|| "anna@example.com".to_owned());
    let said = (state == MailState::Bad).then(|| "550 5.1.1 No such user".to_owned());
    Mail { field: Field::of(address.clone().unwrap_or_default()), address, state, said }
}

fn of_settings(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let usual = Settings::usual(Side::Shop, Some(Role::Owner));
    push(out, "notifications", "new", page(lang, staff(), &usual, mail(MailState::None), Vec::new()));
    let mut chosen = Settings {
        quiet: Some(Quiet { from: 23 * 60, to: 8 * 60 }),
        zone: "Asia/Yekaterinburg".into(),
        digest: Digest::Day { at: 9 * 60 },
        paused_until: Timestamp(NOW + 4 * HOUR),
        ..usual
    };
    let reviews =
        Chosen { stars_up_to: Some(3), after_hours: Some(4), email: true, telegram: true, ..Chosen::default() };
    chosen.topics.insert(Topic::Reviews, reviews);
    chosen.topics.insert(Topic::Deadlines, Chosen { telegram: true, ..chosen.choice(Topic::Deadlines) });
    chosen.topics.insert(Topic::News, Chosen { on: false, ..Chosen::default() });
    chosen.topics.insert(Topic::Support, Chosen { app: false, push: false, ..Chosen::default() });
    let devices = vec![
        DeviceRow {
            hash: "a".into(),
            name: "Chrome, Android".into(),
            since: w.notices.since.put(say(w, "12 мая", "12 May")),
        },
        DeviceRow {
            hash: "b".into(),
            name: "Safari, Mac".into(),
            since: w.notices.since.put(say(w, "3 мая", "3 May")),
        },
    ];
    let linked = Some(w.notices.telegram_since.put(say(w, "12 мая", "12 May")));
    let mut full = page(lang, staff(), &chosen, mail(MailState::Good), devices);
    full.telegram = Some(Telegram { linked, link: None });
    push(out, "notifications", "full", full);
    let mut connecting = page(lang, staff(), &chosen, mail(MailState::Good), Vec::new());
    let link = format!("https://t.me/otklik_bot?start={}", "aB3_-".repeat(8));
    connecting.telegram = Some(Telegram { linked: None, link: Some(link) });
    connecting.shell = dark(connecting.shell, w.notices.said_telegram_gone);
    push(out, "notifications", "telegram", connecting);
    push(out, "notifications", "unconfirmed", page(lang, staff(), &chosen, mail(MailState::Waits), Vec::new()));
    let mut refused = page(lang, staff(), &chosen, mail(MailState::Bad), Vec::new());
    refused.mail.field = Field::refused("anna", say(w, "Это не похоже на адрес почты.", "That is no mail address."));
    refused.quiet.error = Some(say(w, "Укажите два разных времени.", "Give two different times.").into());
    push(out, "notifications", "refused", refused);
    let mut refused = page(lang, staff(), &chosen, mail(MailState::Good), Vec::new());
    refused.digest.at = String::new();
    refused.digest.error = Some(say(w, "Укажите время.", "Give a time.").into());
    push(out, "notifications", "digest-refused", refused);
    let buyer = Place { part: Part::buyer(nobody()) };
    let usual = Settings::usual(Side::Buyer, None);
    let mut without_bot = page(lang, buyer, &usual, mail(MailState::Good), Vec::new());
    without_bot.telegram = None;
    without_bot.topics = settings::topics(w, Side::Buyer, &usual, false);
    push(out, "notifications", "buyer", without_bot);
    let topic = |topic: Topic, known: Known| {
        let shell = seller(lang, Tab::Menu, settings::label(w, Side::Shop, topic).0);
        TopicPage::new(shell, staff(), topic, &chosen.choice(topic), known)
    };
    let known = Known { push: true, email: true, confirmed: true, telegram: Some(true) };
    push(out, "topic", "reviews", topic(Topic::Reviews, known));
    push(
        out,
        "topic",
        "messages",
        topic(Topic::Messages, Known { push: false, email: false, confirmed: false, telegram: None }),
    );
    let unconfirmed = Known { confirmed: false, telegram: Some(false), ..known };
    push(out, "topic", "deadlines", topic(Topic::Deadlines, unconfirmed));
    push(out, "topic", "security", topic(Topic::Security, known));
}

fn letters(lang: Lang, out: &mut Vec<Sample>) {
    let n = &lang.words().notices;
    let shell = |title| Shell::new(lang, Surface::Plain, Tab::Nowhere, title);
    let ask = |topic| LetterPage::unsubscribing(shell(n.unsubscribe), Side::Shop, topic, "t");
    push(out, "letter", "unsubscribe", ask(Topic::Reviews));
    push(out, "letter", "unsubscribe-never", ask(Topic::Security));
    push(out, "letter", "confirm", LetterPage::confirming(shell(n.confirm_title), "anna@example.com".into(), "t"));
    push(
        out,
        "letter",
        "done",
        LetterPage {
            on: Some(("/menu/notifications", n.settings)),
            ..LetterPage::new(shell(n.confirmed), crate::web::icons::CHECK, n.confirmed.into(), n.confirmed_text)
        },
    );
    push(
        out,
        "letter",
        "bad",
        LetterPage::new(shell(n.link_bad), crate::web::icons::WARNING, n.link_bad.into(), n.link_bad_text),
    );
}

fn webhooks(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let n = &w.notices;
    let shell = |title| seller(lang, Tab::Menu, title);
    let form = |url: Field| WebhookForm {
        url,
        formats: webhooks::formats(w, Format::Standard),
        events: webhooks::events(w, &["review_published".into(), "message_sent".into()]),
    };
    let row = |url: &str, off, is_failing| WebhookRow {
        href: "/menu/webhooks/1".into(),
        url: url.into(),
        about: format!("{} · {}", n.format_standard, n.events_review.to_lowercase()),
        state: webhooks::state(w, off, is_failing),
    };
    let rows = vec![
        row("https://crm.example.com/otklik/events", None, false),
        row("https://hooks.example.com/a/very/long/path/that/somebody/made/0199f0a0-0000-7000-8000", None, true),
        row("https://old.example.com/", Some(Off::Failing), true),
        row("https://quiet.example.com/", Some(Off::Owner), false),
    ];
    let list = |webhooks: Vec<WebhookRow>, form| WebhooksPage {
        w,
        shell: shell(n.webhooks),
        blank: webhooks.is_empty().then(|| webhooks::blank(w)),
        webhooks,
        form,
    };
    push(out, "webhooks", "full", list(rows, form(Field::default())));
    let refused = say(w, "На этот адрес отправлять нельзя.", "That address cannot be called.");
    push(out, "webhooks", "empty", list(Vec::new(), form(Field::refused("http://127.0.0.1/", refused))));
    let call = |seq: i64, kind: &str, state: &str, tries: i64| {
        let at = Timestamp(NOW - seq * HOUR);
        let call = Call {
            seller: SellerId(1_042),
            webhook: WebhookId(Uuid::nil()),
            cursor: Cursor { seq },
            kind: kind.into(),
            subject: "1".into(),
            at,
            due_at: Timestamp(NOW + HOUR),
            attempts: tries,
            state: state.into(),
            done_at: None,
        };
        let attempts: Vec<_> = (1..=tries)
            .map(|number| Attempt {
                number,
                at,
                took: 84_000,
                status: (number % 2 == 1).then_some(if state == "sent" { 200 } else { 503 }),
                error: if state == "sent" { String::new() } else { "timeout".into() },
                answer: "ok".into(),
            })
            .collect();
        webhooks::call(w, &call, &attempts, NOW)
    };
    let page = |is_ozon, secret: Option<&str>| WebhookPage {
        w,
        shell: shell(n.webhook),
        path: "/menu/webhooks/1".into(),
        url: "https://crm.example.com/otklik/events".into(),
        state: webhooks::state(w, None, false),
        on: true,
        secret: secret.map(str::to_owned),
        is_ozon,
        form: WebhookForm { formats: Vec::new(), ..form(Field::of("https://crm.example.com/otklik/events")) },
        tried: None,
        checked: is_ozon.then(|| say(w, "Адрес не прошёл проверку.", "It did not pass the check.").to_owned()),
        calls: if is_ozon {
            Vec::new()
        } else {
            vec![
                call(1, "review_published", "waiting", 2),
                call(2, "message_sent", "sent", 1),
                call(3, "question_published", "failed", 3),
                call(4, "promotion_joined", "dropped", 0),
            ]
        },
        next: (!is_ozon).then(|| "/menu/webhooks/1?before=1".to_owned()),
    };
    push(out, "webhook", "made", page(false, Some("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")));
    push(out, "webhook", "ozon", page(true, None));
    for (variant, status, error) in [("taken", Some(204), ""), ("refused", Some(503), "the answer was 503")] {
        let (error, answer) = (error.to_owned(), "queued".to_owned());
        let tried = Tried { took: std::time::Duration::from_millis(84), status, error, answer };
        let tried = Some(webhooks::tried(w, &tried, NOW));
        push(out, "webhook", variant, WebhookPage { tried, ..page(false, None) });
    }
}

fn unsent(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let shell = || Shell::new(lang, Surface::Desk, Tab::Desk, w.notices.failed_title);
    let row = UnsentRow {
        action: "/desk/unsent/1/2/email".into(),
        text: w.notices.review_new,
        channel: w.notices.email,
        person: Uuid::nil().to_string(),
        error: "554 5.7.1 Message rejected".into(),
        tries: w.notices.call_tries.put(3),
        when: crate::web::parts::samples::hours_ago(w, 3),
    };
    let held = HeldUpRow {
        number: w.notices.held_up_number.put("1000+"),
        channel: w.notices.email,
        error: "the mail server does not let «otklik» sign in: permanent error (535): 5.7.8 who are you?".into(),
        next: Some(w.notices.call_next.put("14:05")),
    };
    let page = |waits, rows: Vec<UnsentRow>, blank| UnsentPage { w, shell: shell(), waits, rows, blank };
    push(out, "unsent", "full", page(vec![held.clone()], vec![row.clone()], None));
    push(out, "unsent", "waits", page(vec![held], Vec::new(), None));
    push(out, "unsent", "given-up", page(Vec::new(), vec![row], None));
    push(out, "unsent", "empty", page(Vec::new(), Vec::new(), Some(unsent::blank(w))));
}
