//! What the checks see, told as texts that people write.

use domain::moderation::checks::{Finding, marks, pieces, run, whole};
use domain::moderation::{Reason, Subject};
use proptest::prelude::*;

fn found(text: &str) -> Vec<(Reason, &str)> {
    run(Subject::Answer, text).into_iter().map(|it| (it.reason, &text[it.span])).collect()
}

fn sees(text: &str, reason: Reason) -> bool {
    found(text).iter().any(|it| it.0 == reason)
}

#[test]
fn an_honest_answer_passes_with_all_its_numbers() {
    for text in [
        "Добрый день! Размер 42 соответствует 27 см по стельке, рост 170-176.",
        "Габариты 90х60х200 см, вес 12,5 кг, мощность 2200 Вт, напряжение 220-240 В.",
        "Артикул 9161234567, штрихкод 4606453849072, модель RS-8916.",
        "Шкаф 1200×450×2100 мм, цена 12 990 рублей вместо 15 490.",
        "IMEI 356938035643809 указан на коробке.",
        "ГОСТ 12.4.011-89, ТУ 9398-001-12345678-2015.",
        "Поставка ожидается 24.12.2026, до 15.01.2027 г.",
        "Версия USB 3.0, Bluetooth 5.1, т.е. подойдёт и к USB-C.",
        "Срок годности 12.2027, партия 0812345.",
        "Поддерживает звонки и сообщения WhatsApp и Telegram с часов.",
        "Оплатить можно картой или по СБП при оформлении.",
        "Спасибо за отзыв! Рады, что товар понравился. Дарим хорошее настроение.",
        "Подробности на ozon.ru в карточке товара.",
        "Да",
        "Node.js и ASP.NET не нужны, т.к. программа уже установлена.",
        "The cable is 2 m long and works with iPhone 13 Pro Max, 5.1 sound.",
        "Ребёнок доволен, мебель крепкая, а хлеб из печи — объедение. Себе тоже возьмём.",
        "Никому не сообщайте код из смс и не переводите деньги на карту продавца.",
        "Технический паспорт 4510 123456 на изделие приложен.",
        "Накладная 1275012290736593, трек 80081234567890.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn words_that_hold_a_rude_one_by_chance_pass() {
    let words = "употреблять употребляю оскорблять оскорблён хулиган хулиганство страховать застрахуй подстрахуйте психует \
        рубля сабля гребля колебать колебание потребитель мандарин мандат скипидар команда ребус требует небо себе \
        хлебать учебник жеребёнок мебель лебедь плохую сухую тихую глухую похудел сукно сучок бляха сравнить сразу спидометр \
        педикюр лапидарный дерматин Дермакол херес Хуавей корабля вебинар Екатеринбург гондола застёгивать shiitake Scunthorpe \
        assassin Dickens hue ebook Huion звезда поезд ансамбля погребать мудрый дебет звездопад блямба";
    for word in words.split_whitespace() {
        assert_eq!(found(&format!("Это {word} в тексте")), [], "{word}");
    }
}

#[test]
fn a_phone_is_seen_however_it_is_written() {
    for (text, marked) in [
        ("Звоните +7 916 123-45-67, ответим", "+7 916 123-45-67"),
        ("Звоните 8(916)1234567!", "8(916)1234567"),
        ("наш номер 89161234567.", "89161234567"),
        ("горячая линия 8 800 555-35-35", "8 800 555-35-35"),
        ("8 9 1 6 1 2 3 4 5 6 7 в любое время", "8 9 1 6 1 2 3 4 5 6 7"),
        ("тел 8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣"),
        (
            "номер: восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь, Иван",
            "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        ),
        ("пишите 8-9О6-12З-45-67", "8-9О6-12З-45-67"),
        ("+375 29 123-45-67", "+375 29 123-45-67"),
        ("８９１６１２３４５６７ звоните", "８９１６１２３４５６７"),
        ("8.916.123.45.67", "8.916.123.45.67"),
        ("8\u{200B}916\u{200B}1234567", "8\u{200B}916\u{200B}1234567"),
    ] {
        let phones: Vec<&str> = found(text).into_iter().filter(|it| it.0 == Reason::Phone).map(|it| it.1).collect();
        assert_eq!(phones, [marked], "{text}");
    }
}

#[test]
fn an_address_is_seen_however_it_is_written() {
    for text in [
        "почта shop@mail.ru",
        "SHOP.SPB@YANDEX.RU",
        "пишите на shop собака mail точка ru",
        "shop @ gmail . com",
        "shop(at)mail.ru",
        "shop с.о.б.а.к.а yandex т.о.ч.к.а ru",
    ] {
        assert!(sees(text, Reason::Email), "{text}: {:?}", found(text));
    }
    assert_eq!(found("почта shop@mail.ru, ждём"), [(Reason::Email, "shop@mail.ru")], "the address alone is marked");
}

#[test]
fn an_invitation_elsewhere_is_seen_and_a_mention_is_not() {
    for text in [
        "Пишите нам в телеграм",
        "напишите в WhatsApp, ответим быстрее",
        "наш тг-канал",
        "п.и.ш.и в вотсап",
        "пишите в т\u{200B}е\u{200B}л\u{200B}е\u{200B}г\u{200B}р\u{200B}а\u{200B}м",
        "пишите в тeлегpам",
        "pishite v telegram",
        "заходите t.me/shop_spb",
        "text me on Telegram",
        "оставьте ваш номер телефона, перезвоним",
    ] {
        assert!(sees(text, Reason::Messenger), "{text}: {:?}", found(text));
    }
    for text in ["Работает ли уведомление телеграм на часах?", "Не пишите в телеграм, мы там не отвечаем"]
    {
        assert!(!sees(text, Reason::Messenger), "{text}");
    }
    assert_eq!(found("@shop_spb"), [(Reason::Handle, "@shop_spb")]);
}

#[test]
fn a_link_is_seen_in_every_dress_and_one_that_hides_is_worse() {
    for (text, reason) in [
        ("https://example.com/catalog?id=1", Reason::Link),
        ("заходите на www.moda-shop.ru", Reason::Link),
        ("сайт магазин.рф", Reason::Link),
        ("сайт super-shop точка ру", Reason::Link),
        ("super-shop . ru", Reason::Link),
        ("vsedom(tochka)ru", Reason::Link),
        ("bit.ly/abcd", Reason::LinkDisguised),
        ("clck.ru/abcd", Reason::LinkDisguised),
        ("ozon-pay.ru/order", Reason::LinkDisguised),
        ("0zon.ru", Reason::LinkDisguised),
        ("оzon.ru", Reason::LinkDisguised),
        ("https://xn--80ak6aa92e.com", Reason::LinkDisguised),
    ] {
        assert!(sees(text, reason), "{text}: {:?}", found(text));
    }
    assert_eq!(found("смотрите www.moda.ru/new, там всё")[0].1, "www.moda.ru/new");
    assert!(found("https://www.ozon.ru/product/123").is_empty());
}

#[test]
fn a_swear_word_is_seen_through_its_disguise() {
    for text in [
        "хуйня",
        "хуёвый",
        "нахуй",
        "охуенно",
        "пиздец",
        "спиздили",
        "ебаный",
        "ёбаный",
        "заебали",
        "долбоёб",
        "бля",
        "блядь",
        "мудак",
        "пидорас",
        "говно",
        "херня",
        "xyй",
        "хyйня",
        "xуй",
        "пизд3ц",
        "п1зда",
        "пи3дец",
        "бл@дь",
        "6лядь",
        "е6ать",
        "х.у.й",
        "х у й",
        "п и з д е ц",
        "п-и-з-д-е-ц",
        "ху\u{200B}й",
        "х\u{AD}уй",
        "хуууйня",
        "пиииздец",
        "бляяяядь",
        "х*й",
        "х**ня",
        "п***ц",
        "бл*ть",
        "с*ка",
        "XYЙ",
        "ПИЗДЕЦ",
        "пиzдец",
        "ху́й",
        "blyat",
        "pizdec",
        "suka",
        "zaebali",
        "fuck",
        "fucking",
        "shit",
        "сука",
        "жопа",
    ] {
        assert!(sees(&format!("ну {text}, и всё"), Reason::Profanity), "{text}: {:?}", found(text));
    }
    assert_eq!(found("Это полный пиздец, а не ткань"), [(Reason::Profanity, "пиздец")], "the word alone is marked");
}

#[test]
fn a_breeder_may_speak_of_animals_and_nobody_may_call_people_so() {
    assert!(!sees("У нас сука породы такса, корм подошёл", Reason::Profanity));
    assert!(sees("продавец сука", Reason::Profanity));
    assert!(sees("Продавцы идиоты и уроды", Reason::Insult));
    assert!(!sees("Сама дура, не посмотрела размер", Reason::Insult));
}

#[test]
fn a_number_of_a_document_or_card_is_seen_when_its_check_digits_agree() {
    for (text, reason) in [
        ("карта 4111 1111 1111 1111", Reason::CardNumber),
        ("2200 7001 0000 0008", Reason::CardNumber),
        ("4111111111111111", Reason::CardNumber),
        ("СНИЛС 112-233-445 95", Reason::Snils),
        ("мой паспорт 4510 123456", Reason::Passport),
        ("инн 500100732259", Reason::Inn),
        ("ул. Ленина, д. 5, кв. 12", Reason::HomeAddress),
        ("заказ 38723109-5523-2 не пришёл", Reason::OrderNumber),
    ] {
        assert!(sees(text, reason), "{text}: {:?}", found(text));
    }
    for text in ["карта 4111 1111 1111 1112", "СНИЛС 112-233-445 96", "500100732258", "IMEI 490154203237518"]
    {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn deals_past_the_marketplace_are_seen() {
    for (text, reason) in [
        ("Отмените заказ и купите напрямую, будет дешевле", Reason::CancelOrder),
        ("Отмените, пожалуйста, заказ", Reason::CancelOrder),
        ("Возьмите у нас напрямую без комиссии", Reason::DirectDeal),
        ("Переведите 500 рублей на карту", Reason::OutsidePayment),
        ("оплата по номеру телефона", Reason::OutsidePayment),
        ("На вб дешевле", Reason::PriceElsewhere),
        ("В нашем магазине на сайте дешевле", Reason::PriceElsewhere),
        ("300 рублей за положительный отзыв", Reason::ReviewBribe),
        ("Кешбэк за отзыв с фото", Reason::ReviewBribe),
        ("Удалите отзыв, и мы вернём деньги", Reason::ReviewBribe),
        ("Если не вернёте деньги, поставлю единицу", Reason::ReviewBribe),
        ("Назовите код из смс", Reason::CodeRequest),
    ] {
        assert!(sees(text, reason), "{text}: {:?}", found(text));
    }
    assert!(!sees("Здесь дешевле, чем на вб", Reason::PriceElsewhere));
}

#[test]
fn a_buyer_may_ask_how_to_cancel_and_a_shop_may_not_ask_to() {
    let of = |subject, text| run(subject, text).iter().any(|it| it.reason == Reason::CancelOrder);
    assert!(!of(Subject::Question, "Отмените мой заказ, ошиблась размером"));
    assert!(of(Subject::Answer, "Отмените ваш заказ, товара нет"));
}

#[test]
fn what_cannot_be_read_is_said_to_be_so() {
    for (text, reason) in [
        ("👍👍👍", Reason::NoWords),
        ("...", Reason::NoWords),
        ("ОЧЕНЬ ПЛОХОЙ ТОВАР НЕ ПОКУПАЙТЕ НИКОГДА", Reason::Shouting),
        ("Оченььььььь", Reason::RepeatedCharacters),
        ("фывапролджэ", Reason::Illegible),
        ("这件衣服非常好看我很喜欢", Reason::WrongLanguage),
        ("пло\u{200B}хо сшито", Reason::HiddenCharacters),
        ("Kaчecтвo xopoшee, вceм coвeтyю", Reason::MixedScript),
    ] {
        assert!(sees(text, reason), "{text}: {:?}", found(text));
    }
    assert!(!sees("Семья 👨\u{200D}👩\u{200D}👧 довольна", Reason::HiddenCharacters), "an emoji is joined on purpose");
    assert!(!sees("Доставка USB-кабеля, cпасибо", Reason::MixedScript), "one slip of the keyboard is no disguise");
}

#[test]
fn only_reasons_that_fit_the_subject_are_given() {
    assert!(run(Subject::Report, "заказ 38723109-5523-2, отзыв не о товаре").is_empty());
    for subject in Subject::ALL {
        for finding in run(*subject, "пиздец, звоните 89161234567 👍 фывапролджэ") {
            assert!(finding.reason.fits(*subject));
        }
    }
}

#[test]
fn marks_count_in_characters_and_join_what_overlaps() {
    let text = "👍 Пишите в телеграм 89161234567";
    let findings = run(Subject::Answer, text);
    let shown: Vec<(String, Vec<Reason>)> = marks(text, &findings)
        .into_iter()
        .map(|mark| (text.chars().skip(mark.characters.start).take(mark.characters.len()).collect(), mark.reasons))
        .collect();
    assert_eq!(
        shown,
        [("Пишите в телеграм".into(), vec![Reason::Messenger]), ("89161234567".into(), vec![Reason::Phone])]
    );
    let two = [
        Finding { reason: Reason::Link, span: 0..4 },
        Finding { reason: Reason::Phone, span: 2..6 },
        Finding { reason: Reason::Shouting, span: 0..0 },
    ];
    let cut: Vec<(&str, usize)> = pieces("abcdefgh", &two).iter().map(|it| (it.text, it.reasons.len())).collect();
    assert_eq!(cut, [("ab", 1), ("cd", 2), ("ef", 1), ("gh", 0)]);
    assert_eq!(whole(&two), [Reason::Shouting]);
}

#[test]
fn a_text_made_to_be_slow_is_read_all_the_same() {
    for text in [
        "а".repeat(500_000),
        "а\u{301}".repeat(100_000),
        format!("а{}", "\u{301}".repeat(100_000)),
        "1 ".repeat(10_000),
        "8 9 ".repeat(10_000),
        "х.у.".repeat(10_000),
        "a.".repeat(10_000),
        "@".repeat(10_000),
        "a@".repeat(10_000),
        "a.ru".repeat(5_000),
        "точка ру ".repeat(5_000),
        "за отзыв ".repeat(5_000),
        "телеграм пиши ".repeat(5_000),
        "девять ".repeat(5_000),
        "x\u{200B}".repeat(10_000),
        "aа".repeat(10_000),
        "кв 1 ул ".repeat(5_000),
    ] {
        let findings = run(Subject::Review, &text);
        assert!(findings.iter().all(|it| text.get(it.span.clone()).is_some()));
    }
}

proptest! {
    #[test]
    fn nothing_that_can_be_typed_breaks_it(
        text in "(?s).{0,80}|[а-яА-Яa-z0-9 .@+*()\u{200B}\u{301}-]{0,80}|(8|9|ху|точка|собака|@|\\.|ру|мой|код|за| |-|7️⃣){0,30}",
    ) {
        let findings = run(Subject::Answer, &text);
        for finding in &findings {
            prop_assert!(text.get(finding.span.clone()).is_some(), "{finding:?}");
        }
        prop_assert!(findings.is_sorted_by_key(|finding| finding.span.start));
        prop_assert_eq!(&run(Subject::Answer, &text), &findings, "the same text has the same findings");
        let joined: String = pieces(&text, &findings).iter().map(|piece| piece.text).collect();
        prop_assert_eq!(joined, text.as_str());
        let marks = marks(&text, &findings);
        prop_assert!(marks.windows(2).all(|pair| pair[0].characters.end <= pair[1].characters.start));
    }

    #[test]
    fn no_reason_marks_the_same_place_twice(text in "(8916|1234567|хуй|пиши|тг|@shop|a\\.ru|бля| |\\.|,){0,20}") {
        let findings = run(Subject::Answer, &text);
        for (place, one) in findings.iter().enumerate() {
            for other in &findings[place + 1..] {
                let apart = one.span.end <= other.span.start;
                prop_assert!(one.reason != other.reason || apart, "{one:?} {other:?}");
            }
        }
    }
}

/// Reads a JSONL file beside the project, or says that it is not there.
fn lines(path: &str) -> Option<Vec<serde_json::Value>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    Some(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Findings that hinder an honest author: what is only a matter of form does not count.
fn hinders(reason: Reason) -> bool {
    !matches!(reason, Reason::Shouting | Reason::RepeatedCharacters | Reason::NoWords | Reason::OrderNumber)
}

#[test]
fn of_labelled_messages_nearly_all_bad_ones_are_seen_and_nearly_no_honest_one() {
    use Reason::{
        CancelOrder, CardNumber, DirectDeal, Email, Handle, Insult, Link, LinkDisguised, Messenger, OutsidePayment,
        Phone, Profanity, ReviewBribe,
    };
    let Some(messages) = lines("safety/dev.jsonl") else { return };
    let labelled: [(&str, &[Reason], usize); 9] = [
        ("external_contact", &[Messenger, Handle, Phone], 95),
        ("external_link", &[Link, LinkDisguised, Messenger], 95),
        ("gives_phone", &[Phone], 95),
        ("gives_email", &[Email], 95),
        ("gives_card", &[CardNumber], 95),
        ("abuse", &[Profanity, Insult], 90),
        ("asks_cancel", &[CancelOrder, DirectDeal], 85),
        ("review_bribe", &[ReviewBribe], 75),
        ("off_platform_payment", &[OutsidePayment, DirectDeal], 80),
    ];
    let has =
        |message: &serde_json::Value, label: &str| message["labels"].as_array().unwrap().iter().any(|it| it == label);
    let findings = |message: &serde_json::Value| run(Subject::Answer, message["text"].as_str().unwrap());
    for (label, reasons, least) in labelled {
        let bad: Vec<_> = messages.iter().filter(|message| has(message, label)).collect();
        let seen = bad.iter().filter(|it| findings(it).iter().any(|it| reasons.contains(&it.reason))).count();
        println!("{label}: {seen} of {}", bad.len());
        assert!(seen * 100 >= bad.len() * least, "{label}: {seen} of {}", bad.len());
    }
    let honest: Vec<_> = messages.iter().filter(|message| has(message, "ok")).collect();
    let hindered = honest.iter().filter(|it| findings(it).iter().any(|it| hinders(it.reason))).count();
    println!("honest: {hindered} of {}", honest.len());
    assert!(hindered * 200 <= honest.len(), "{hindered} of {} honest messages are hindered", honest.len());
}

#[test]
fn real_questions_about_products_pass() {
    let Some(questions) = lines("data/questions.jsonl") else { return };
    let texts: Vec<&str> = questions.iter().filter_map(|it| it["question"].as_str()).collect();
    let hindered: Vec<&&str> = texts
        .iter()
        .filter(|text| {
            run(Subject::Question, text).iter().any(|it| hinders(it.reason) && it.reason != Reason::TooShort)
        })
        .collect();
    assert!(hindered.len() * 1000 <= texts.len(), "{} of {}: {hindered:?}", hindered.len(), texts.len());
}
