//! The guard of the chats on labelled messages, and what must hold for every message.

use std::path::Path;

use domain::Lang;
use domain::fraud::{From, Guard, Judgement, Label, Message, Talk, Verdict};
use proptest::prelude::*;
use serde_json::Value;

/// A labelled message of a file.
struct Line {
    id: String,
    from: From,
    talk: Talk,
    claim: Option<String>,
    text: String,
    labels: Vec<String>,
    expect: Verdict,
}

fn lines(file: &Path) -> Option<Vec<Line>> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a line is JSON");
        let string = |value: &Value| value.as_str().expect("a string").to_owned();
        Line {
            id: string(&value["id"]),
            from: From::parse(&string(&value["from"])).expect("an author"),
            talk: Talk::parse(&string(&value["context"]["chat"])).expect("a chat"),
            claim: value["context"]["role_claim"].as_str().map(str::to_owned),
            text: string(&value["text"]),
            labels: value["labels"].as_array().expect("labels").iter().map(string).collect(),
            expect: Verdict::parse(&string(&value["expect"])).expect("a verdict"),
        }
    };
    Some(text.lines().map(line).collect())
}

fn judged(line: &Line) -> Judgement {
    let claim = line.claim.as_deref();
    let message =
        Message { from: line.from, talk: line.talk, order: true, role_claim: claim, text: &line.text, earlier: &[] };
    Guard::built_in().judge(&message)
}

/// What a person writes to another in a chat about an order.
fn said(text: &str) -> Judgement {
    said_after(&[], text)
}

fn said_after(earlier: &[&str], text: &str) -> Judgement {
    let (from, talk) = (From::Seller, Talk::BuyerSeller);
    Guard::built_in().judge(&Message { from, talk, order: true, role_claim: None, text, earlier })
}

/// Of the bad ones seen, of those to be stopped stopped, of the honest ones disturbed; each in thousandths.
fn figures(lines: &[Line]) -> [usize; 3] {
    let share = |of: &dyn Fn(&Line) -> bool, is: &dyn Fn(Verdict) -> bool| {
        let counted: Vec<&Line> = lines.iter().filter(|line| of(line)).collect();
        let wrong = |line: &&&Line| !is(judged(line).verdict);
        for line in counted.iter().filter(wrong).take(20) {
            eprintln!("{} {:?} {}", line.id, line.labels, line.text);
        }
        counted.iter().filter(|line| is(judged(line).verdict)).count() * 1000 / counted.len().max(1)
    };
    let bad = |line: &Line| line.expect != Verdict::Allow;
    let strict = |line: &Line| line.expect >= Verdict::Hold;
    let honest = |line: &Line| line.expect == Verdict::Allow;
    [
        share(&bad, &|verdict| verdict != Verdict::Allow),
        share(&strict, &|verdict| verdict >= Verdict::Hold),
        1000 - share(&honest, &|verdict| verdict == Verdict::Allow),
    ]
}

#[test]
fn the_labelled_messages_of_the_marketplace_are_judged_as_well_as_promised() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/safety/dev.jsonl");
    let Some(lines) = lines(&file) else {
        println!("skipped: {} is not there", file.display());
        return;
    };
    let [recall, stopped, disturbed] = figures(&lines);
    assert!(recall >= 980, "of 1,000 bad messages only {recall} are seen");
    assert!(stopped >= 970, "of 1,000 that should wait only {stopped} do");
    assert!(disturbed <= 3, "of 1,000 honest messages {disturbed} are disturbed");
}

#[test]
fn our_own_messages_in_many_words_and_disguises_are_judged_as_well() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/guard_extra.jsonl");
    let lines = lines(&file).expect("the file comes with the project");
    let [recall, stopped, disturbed] = figures(&lines);
    assert!(recall >= 980, "of 1,000 bad messages only {recall} are seen");
    assert!(stopped >= 970, "of 1,000 that should wait only {stopped} do");
    assert!(disturbed <= 3, "of 1,000 honest messages {disturbed} are disturbed");
}

#[test]
fn who_asks_for_a_code_is_told_why_with_the_place_in_the_message() {
    let text = "Здравствуйте! Назовите код из смс, и деньги придут";
    let judgement = said(text);
    assert_eq!((judgement.verdict, judgement.labels()), (Verdict::Block, vec![Label::AsksCode]));
    let why = &judgement.why[0];
    assert!(text[why.span.clone()].starts_with("Назовите код"), "{why:?}");
    assert!(why.rule.starts_with("code."), "{why:?}");
}

#[test]
fn support_may_ask_for_what_others_may_not() {
    let asks = |from, talk| {
        let text = "Пришлите фото паспорта и код из смс";
        Guard::built_in().judge(&Message { from, talk, order: false, role_claim: None, text, earlier: &[] }).verdict
    };
    assert_eq!(asks(From::Support, Talk::SellerSupport), Verdict::Allow);
    assert_eq!(asks(From::Support, Talk::BuyerSupport), Verdict::Allow);
    assert_eq!(asks(From::Buyer, Talk::BuyerSeller), Verdict::Block);
}

#[test]
fn with_support_one_is_warned_of_ones_own_card_and_not_of_the_companys_number() {
    let writes = |text| {
        let (from, talk) = (From::Seller, Talk::SellerSupport);
        Guard::built_in().judge(&Message { from, talk, order: false, role_claim: None, text, earlier: &[] }).labels()
    };
    assert_eq!(writes("ИНН организации 7701234567, телефон склада +7 495 123-45-67"), []);
    assert_eq!(writes("верните на карту 4111 1111 1111 1111"), [Label::GivesCard]);
}

#[test]
fn a_request_in_two_messages_is_seen_in_the_second() {
    assert_eq!(said("вам сейчас придёт смс").verdict, Verdict::Allow);
    let judgement = said_after(&["вам сейчас придёт смс с кодом"], "назовите его");
    assert_eq!(judgement.verdict, Verdict::Block);
    assert!(judgement.why.iter().all(|why| why.span.end <= "назовите его".len()));
    // What was judged before is not judged once more.
    assert_eq!(said_after(&["назовите код из смс"], "спасибо большое").verdict, Verdict::Allow);
}

#[test]
fn talking_about_the_danger_is_honest() {
    for text in [
        "Меня просят назвать код из смс, это мошенники?",
        "Никому не сообщайте код из смс и данные карты",
        "Мы не принимаем оплату на карту, только через Ozon",
        "Какой код товара у этого чехла?",
        "Код для получения заказа показать в пункте выдачи?",
        "Накладная 9992268617555214, IMEI 356938035643809, трек 80084512345678",
        "Технический паспорт изделия есть в комплекте?",
        "Подробности на https://www.ozon.ru/product/1 или seller.ozon.ru",
    ] {
        assert_eq!(said(text).why, [], "{text}");
    }
}

#[test]
fn a_host_that_only_looks_like_the_marketplaces_is_a_link() {
    for text in ["https://оzon.ru/pay", "ozon.ru.pay-safe.site", "жмите ozоn.ru/a", "http://ozon.ru@evil.example/x"]
    {
        assert!(said(text).labels().contains(&Label::ExternalLink), "{text}: {:?}", said(text));
    }
}

#[test]
fn a_disguise_does_not_help() {
    for text in [
        "н а з о в и т е к о д из с м с",
        "нaзoвитe кoд из cмc",
        "назовите к.о.д из с-м-с",
        "на\u{200B}зов\u{AD}ите ко\u{301}д из смс",
        "nazovite kod iz sms",
        "ｎａｚｏｖｉｔｅ ｋｏｄ ｉｚ ｓｍｓ",
        "yfpjdbnt rjl bp cvc",
        "на30вите к0д из смс",
        "НаЗоВиТе КоД\nиз СмС",
        "назовтие код из смс",
        "нааааазовите кооооод из смссс",
        "назо вите код из смс",
        "🅽🅰🆉🅾🆅🅸🆃🅴 🅺🅾🅳 🅸🆉 🆂🅼🆂",
    ] {
        assert_eq!(said(text).verdict, Verdict::Block, "{text}");
    }
}

#[test]
fn the_words_for_people_stay_as_they_are() {
    let of = |label: &Label| {
        let words = |lang| format!("{} | {} | {}", label.name(lang), label.words(lang), label.warning(lang));
        let own = if label.is_own_secret() { " (own secret)" } else { "" };
        format!("{} {}{own}\n  {}\n  {}", label.as_str(), label.verdict().as_str(), words(Lang::Ru), words(Lang::En))
    };
    let all: Vec<String> = Label::ALL.iter().map(of).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn every_label_is_found_again_by_its_name() {
    for label in Label::ALL {
        assert_eq!(Label::parse(label.as_str()), Some(*label));
    }
}

#[test]
fn a_broken_file_of_rules_is_refused_with_the_line() {
    let rules = |concept: &str, rule: &str| {
        format!(
            "version = \"1\"\n[[concept]]\nname = \"code\"\nwords = \"{concept}\"\n[[rule]]\nname = \"a\"\n{rule}\n"
        )
    };
    let wrong = |text: &str| Guard::parse(text).map(|_| ()).expect_err("it is broken").to_string();
    assert!(Guard::parse(&rules("код%", "label = \"asks_code\"\nall = [\"code\"]")).is_ok());
    let unknown = wrong(&rules("код%", "label = \"asks_code\"\nall = [\"codes\"]"));
    assert_eq!(unknown, "line 8: there is no concept `codes`");
    let label = wrong(&rules("код%", "label = \"asks\"\nall = [\"code\"]"));
    assert_eq!(label, "line 7: there is no label `asks`");
    assert!(wrong("version = \n").starts_with("line 1: "));
    assert!(wrong("version = \"1\"\nconcept = []\nrule = []").contains("there are no rules"));
}

#[test]
fn other_rules_judge_otherwise() {
    let rules = "version = \"own\"\n[[concept]]\nname = \"potato\"\nwords = \"картошк%\"\n\
        [[rule]]\nname = \"potatoes\"\nlabel = \"abuse\"\nall = [\"potato\"]\n";
    let guard = Guard::parse(rules).expect("the rules are right");
    let text = "Купите картошку";
    let (from, talk) = (From::Buyer, Talk::BuyerSeller);
    let judgement = guard.judge(&Message { from, talk, order: false, role_claim: None, text, earlier: &[] });
    assert_eq!((guard.version(), judgement.labels()), ("own", vec![Label::Abuse]));
}

/// Messages against which disguises are tried.
fn bad_texts() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/guard_extra.jsonl");
    let text = std::fs::read_to_string(file).expect("the file comes with the project");
    let plain = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a line is JSON");
        let plain = value.get("disguise").is_none() && value["expect"] != "allow";
        plain.then(|| value["text"].as_str().expect("a text").to_owned())
    };
    text.lines().filter_map(plain).collect()
}

/// The Latin letter that looks the same.
fn look_alike(c: char) -> char {
    let pairs = "аaеeоoрpсcхxуyкkАAЕEОOРPСCХXКKМMТTВBНH";
    let letters: Vec<char> = pairs.chars().collect();
    letters.chunks_exact(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1])
}

proptest! {
    #[test]
    fn no_message_can_bring_the_guard_down(text in "\\PC{0,300}", earlier in "\\PC{0,60}") {
        let judgement = said_after(&[&earlier], &text);
        for why in &judgement.why {
            prop_assert!(text.get(why.span.clone()).is_some(), "{:?} is no place of {:?}", why, text);
        }
    }

    #[test]
    fn odd_letters_and_signs_cannot_either(text in "[а-яa-z0-9@./:()* \u{200B}\u{301}😀１①]{0,400}") {
        for why in &said(&text).why {
            prop_assert!(text.get(why.span.clone()).is_some());
        }
    }

    #[test]
    fn invisible_characters_never_make_it_milder(
        text in prop::sample::select(bad_texts()),
        places in prop::collection::vec(0_usize..200, 1..12),
        hidden in prop::sample::select(vec!['\u{200B}', '\u{200D}', '\u{AD}', '\u{2060}', '\u{FEFF}']),
    ) {
        let plain = said(&text).verdict;
        let mut letters: Vec<char> = text.chars().collect();
        for place in places {
            letters.insert(place % letters.len(), hidden);
        }
        let disguised: String = letters.iter().collect();
        prop_assert!(said(&disguised).verdict >= plain, "{disguised:?}");
    }

    #[test]
    fn letters_that_look_the_same_never_make_it_milder(
        text in prop::sample::select(bad_texts()),
        swapped in any::<u64>(),
    ) {
        // An address with other letters is another address.
        prop_assume!(!text.contains('.'));
        let plain = said(&text).verdict;
        let swap = |(place, c): (usize, char)| if swapped >> (place % 64) & 1 == 1 { look_alike(c) } else { c };
        let disguised: String = text.chars().enumerate().map(swap).collect();
        prop_assert!(said(&disguised).verdict >= plain, "{disguised}");
    }
}
