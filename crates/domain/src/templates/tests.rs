use proptest::prelude::*;

use super::*;
use crate::{Lang, Sku};

const ALL_KNOWN: Facts<'_> = Facts {
    buyer: Some("Анна"),
    product: Some("Плед"),
    sku: Some(Sku(728_361_014)),
    shop: Some("Дом и свет"),
    order: Some("48173920-0142-1"),
    rating: None,
};

fn filled(text: &str) -> Result<String, Holes> {
    Template::parse(text).unwrap().fill(&ALL_KNOWN)
}

#[test]
fn each_variable_is_filled_from_its_own_fact() {
    for (text, expected) in [
        ("{buyer}", "Анна"),
        ("{product} {sku}", "Плед 728361014"),
        ("{shop}: {order}", "Дом и свет: 48173920-0142-1"),
        ("{ Buyer }{BUYER}", "АннаАнна"),
        ("нет переменных", "нет переменных"),
        ("", ""),
        ("{{buyer}}", "{buyer}"),
        ("{{{buyer}}}", "{Анна}"),
        (":} }} ё", ":} } ё"),
    ] {
        assert_eq!(filled(text).as_deref(), Ok(expected), "{text}");
    }
    let facts = Facts { rating: Rating::new(4).ok(), ..ALL_KNOWN };
    assert_eq!(Template::parse("{rating} из 5").unwrap().fill(&facts).unwrap(), "4 из 5");
}

#[test]
fn an_answer_with_a_hole_is_not_sent_and_each_hole_is_named_once() {
    let template = Template::parse("{buyer}! {rating} звезды, {buyer}, {rating}, {order}").unwrap();
    let facts = Facts { buyer: Some(" \n"), order: None, ..ALL_KNOWN };
    let holes = template.fill(&facts).unwrap_err();
    assert_eq!(holes, Holes(vec![Variable::Buyer, Variable::Rating, Variable::Order]));
    let refusal = Refusal::from(holes);
    assert_eq!(refusal.words(Lang::Ru), "Нечем заполнить {buyer}, {rating}, {order}: впишите вручную.");
    assert_eq!(refusal.field, Some("text"));
}

#[test]
fn a_buyer_whose_name_looks_like_a_template_changes_nothing() {
    let template = Template::parse("{buyer}, спасибо").unwrap();
    let facts = Facts { buyer: Some("{order}\r\n{{x"), ..ALL_KNOWN };
    assert_eq!(template.fill(&facts).unwrap(), "{order} {{x, спасибо");
}

#[test]
fn an_unknown_variable_is_named_with_the_nearest_known_one() {
    for (written, nearest) in [
        ("bayer", "{buyer}"),
        ("buyer_name", "{buyer}"),
        ("prodcut", "{product}"),
        ("имя", "{buyer}"),
        ("Имя покупателя", "{buyer}"),
        ("артикль", "{sku}"),
        ("магазина", "{shop}"),
        ("номер", "{order}"),
        ("star", "{rating}"),
        ("", "{buyer}"),
    ] {
        let refusal = Template::parse(&format!("а {{{written}}}")).unwrap_err();
        assert_eq!(refusal.code, Code::TemplateUnknownVariable);
        let facts = [("variable", format!("{{{written}}}")), ("nearest", nearest.to_owned())];
        assert_eq!(refusal.facts, facts);
    }
}

#[test]
fn a_brace_that_is_not_closed_is_shown_by_its_place() {
    for (text, position) in [("{", "1"), ("Ёж {buyer", "4"), ("{buyer} {\n}", "9"), ("{{{", "3"), ("{a{buyer}", "1")]
    {
        let refusal = Template::parse(text).unwrap_err();
        assert_eq!((refusal.code, refusal.facts[0].1.as_str()), (Code::TemplateBroken, position), "{text}");
    }
    assert_eq!(Template::parse(&format!("{{{}}}", "я".repeat(41))).unwrap_err().code, Code::TemplateBroken);
}

#[test]
fn an_editor_learns_where_the_variables_stand() {
    let text = "Ёж, {buyer} и { SHOP }";
    let template = Template::parse(text).unwrap();
    let found: Vec<_> = template.variables().map(|(variable, range)| (variable, &text[range])).collect();
    assert_eq!(found, [(Variable::Buyer, "{buyer}"), (Variable::Shop, "{ SHOP }")]);
}

#[test]
fn answers_that_read_alike_are_pointed_out() {
    let texts = [
        "Спасибо, что выбрали нас!",
        "👍",
        "СПАСИБО что выбрали нас",
        "Всё учтём",
        "👍 ",
        "все учтем.",
        "👎",
        "Спасибо",
    ];
    assert_eq!(repeats(&texts), [vec![0, 2], vec![1, 4], vec![3, 5]]);
    assert!(repeats(&[]).is_empty());
}

proptest! {
    #[test]
    fn any_text_with_its_braces_doubled_stands_for_itself(text in "(?s).{0,60}|[{}а-я]{0,30}") {
        let template = Template::parse(&text.replace('{', "{{").replace('}', "}}")).unwrap();
        prop_assert_eq!(template.fill(&Facts::default()), Ok(text));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,60}|[{}a-z ]{0,30}") {
        match Template::parse(&text) {
            Ok(template) => {
                let marked = template.variables().all(|(_, range)| text[range].starts_with('{'));
                prop_assert!(marked);
            }
            Err(refusal) => {
                let words = refusal.words(Lang::Ru);
                prop_assert!(!words.contains("position"));
            }
        }
    }
}
