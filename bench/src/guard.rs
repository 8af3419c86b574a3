//! The guard of the chats on one core: messages as people write them, and messages made to keep it busy.

use std::hint::black_box;
use std::time::Duration;

use domain::fraud::{From, Guard, Message, Talk, Verdict};

use crate::Run;
use crate::load::{Measured, now};
use crate::report::{Report, millis};

/// What a message is measured with at most: more would only fill memory.
const MOST: usize = 4_000_000;
/// The longest message that reaches the guard in any chat, several times over.
const ADVERSARIAL: usize = 4_000;
/// How often an adversarial message is read; the median counts.
const TIMES: usize = 51;

/// Honest messages of a chat about an order.
const HONEST: &[&str] = &[
    "Здравствуйте! Когда отправите заказ? Уезжаю в пятницу, хочу успеть забрать",
    "Добрый день! Передали в доставку, трек появится в личном кабинете завтра",
    "Подскажите, пожалуйста, подойдёт ли чехол для модели 2024 года?",
    "Размер 42 соответствует 27 см по стельке, лучше взять на размер больше",
    "Какой код товара у чёрного? На коробке указан артикул 55-120",
    "Спасибо большое, всё пришло целым, очень довольна покупкой",
    "Пришлите, пожалуйста, фото бирки с составом",
    "Деньги вернутся на ту же карту в течение 10 дней, их возвращает маркетплейс",
    "Не работает правая сторона, как оформить возврат?",
    "Is the charger included? When will it be shipped?",
    "Сәлеметсіз бе, бұл тауар бар ма?",
    "ок, жду",
];

/// Messages that are held or blocked, plain and disguised.
const BAD: &[&str] = &[
    "Для возврата назовите код из смс, который вам сейчас придёт",
    "С л у ж б а безопасности: подтвердите реквизиты к.а.р.т.ы полностью",
    "nazovite kod iz sms, srochno",
    "Посылка на таможне, оплатите сбор 990 рублей на pay-safe.site/a",
];

/// What keeps a reader busy: letters apart, numbers, dots, words that nearly are others, rules that nearly apply.
const BUSY: &[&str] = &[
    "к о д ",
    "4111 1111 ",
    "a-b.c.",
    "не сообщайте код ",
    "ы",
    "назовти ",
    "девять сто двадцать ",
    "а*",
    "а😀",
    "номер ваш нужен пароль карты смс ",
];

fn message(text: &str) -> Message<'_> {
    Message { from: From::Buyer, talk: Talk::BuyerSeller, order: true, role_claim: None, text, earlier: &[] }
}

fn measure(guard: &Guard, texts: &[&str], seconds: u64) -> Result<Measured, String> {
    let counted = Duration::from_secs(seconds);
    let mut took = Vec::with_capacity(MOST);
    let whole = now();
    for text in texts.iter().cycle().take(MOST) {
        let begin = now();
        black_box(guard.judge(&message(text)));
        took.push(begin.elapsed());
        if whole.elapsed() >= counted {
            break;
        }
    }
    let whole = whole.elapsed();
    Measured::of(took, whole)
}

/// The slowest of the busy messages, by the median of its times.
fn slowest(guard: &Guard) -> Duration {
    let median = |text: &str| {
        let mut took: Vec<Duration> = (0..TIMES)
            .map(|_| {
                let begin = now();
                black_box(guard.judge(&message(text)));
                begin.elapsed()
            })
            .collect();
        took.sort_unstable();
        took[TIMES / 2]
    };
    let long = |part: &&str| part.chars().cycle().take(ADVERSARIAL).collect::<String>();
    BUSY.iter().map(|part| median(&long(part))).max().unwrap_or_default()
}

/// The guard needs no storage; it is measured once, with the parts on SQLite.
pub(crate) fn one_core(run: &Run, report: &mut Report) -> Result<(), String> {
    let guard = Guard::built_in();
    let disturbed = HONEST.iter().find(|text| guard.judge(&message(text)).verdict != Verdict::Allow);
    if let Some(text) = disturbed {
        return Err(format!("an honest message is disturbed: {text}"));
    }
    if let Some(text) = BAD.iter().find(|text| guard.judge(&message(text)).verdict == Verdict::Allow) {
        return Err(format!("a bad message is let through: {text}"));
    }
    report.rate("chat guard, honest messages, one core", &measure(&guard, HONEST, run.seconds)?);
    let mixed: Vec<&str> = HONEST.iter().chain(HONEST).chain(BAD).copied().collect();
    report.rate("chat guard, one bad message in seven, one core", &measure(&guard, &mixed, run.seconds)?);
    report.value("chat guard, slowest adversarial message of 4,000 characters", &millis(slowest(&guard)));
    Ok(())
}
