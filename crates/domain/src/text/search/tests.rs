//! Which words find each other.

use proptest::prelude::*;

use super::*;
use crate::SellerId;

/// Groups of forms of one word: each finds all others.
const SAME: &str = "\
кроссовки кроссовок кроссовкам Кроссовка
порвался порвались порвалось порвёт порвут
ёлка елка ёлки елок
подошёл подошла подошли подойдёт подойти
пришёл пришла придёт пришлось
размер размеры размером размера
отличный отлично отличная отличного
хороший хорошо хороша хорошие
доволен довольна довольны довольный
удобен удобны удобно удобнее
нужен нужна нужно
батарейка батарейки батареек
ребёнок ребёнка ребёнку
подарок подарка подарки
сумка сумок сумки
носок носки носков
палец пальца пальцы
кольцо кольца колец кольцом
кошелёк кошелька
пузырёк пузырька пузырьки
огонёк огонька
конёк коньки
ларёк ларька
ремень ремня ремни
деньги денег деньгами
полотенце полотенец полотенца
чехол чехла чехлы чехлов
упаковка упаковки упаковок
коробка коробок коробке
рубашка рубашек
футболка футболок
подушка подушек
ложка ложек
майка маек
наклейка наклеек
ботинки ботинок
колготки колготок
туфли туфель туфлям
масло масел
кресло кресел
окно окон
ковёр ковра ковры
узел узла
огонь огня
песок песка
замок замка
платье платья платьев платьем
пальто пальто
объём обьем объема объему объемом обьёму
подъём подьем подъёму
съёмный сьемная
запах запаха запахи запахом
отзыв отзывы отзывов
рукав рукава рукавов рукавами
материал материала материалом
состав состава составу
карман карманы карманов
проблема проблем проблему
деталь детали деталей
купил купила купили куплю куплен куплена купленный
люблю любит любят любила
доставка доставку доставкой
доставили доставлен доставлена доставит
заявлен заявлено заявленный заявленному
испорчен испорченный испортили
выброшен выброшенные выбросила
пользуюсь пользуется пользовались пользоваться пользуемся
рекомендую рекомендовать рекомендует рекомендуем
нашёл нашла найти найдёте
беру брать брал берите
взял взять возьму
ношу носить носит носили
смотрится смотрелись смотреться
держит держать держат держал
хочу хотел хочется хотят
пахнет пахнуть пахли
день дня дней дни
шов швы швов швами
время времени времена
мягкий мягче мягкая
дороже дорогой дорогие
дешевле дешёвый
быстро быстрее быстрая
сломался сломалась сломанный
отклеилась отклеился отклеилось
стирка стирки стирке стирок
качество качества качеством
качественный качественная качественно
цвет цвета цветом
работает работают работать
ткань ткани тканью
молния молнии молнией
продавец продавца продавцу
телефон телефона телефоном телефоны
наушники наушников наушниками
зарядка зарядку зарядки
running run runs
shoes shoe
batteries battery
quality Quality
Müller muller
café cafe
";

/// Words that look alike and mean something else: neither finds the other.
const DIFFERENT: &str = "\
только толк
под подъём
об объём
раз разъём
сел съел
стол стелить
двор дверь
отдельно отделение
сложно сложение
горка горький
банка банька
рука рукав
качество качественный
крем кремль
лак лайк
чай чайник
кот кофта
мех мешок
свет светофор
дом домофон
пол полка
стул ступня
шить широкий
лосьон лосниться
колено колония
цена ценник
муж мужество
usb hub
42 43
";

fn finds(query: &str, text: &str) -> bool {
    Query::parse(query).matches(&[text])
}

fn stem(word: &str) -> String {
    index_words(SellerId(1), &[word])
}

#[test]
fn every_form_of_a_word_finds_every_other() {
    for line in SAME.lines() {
        let forms: Vec<&str> = line.split(' ').collect();
        for (query, text) in forms.iter().flat_map(|query| forms.iter().map(move |text| (query, text))) {
            assert!(finds(query, text), "{query} does not find {text}: {} and {}", stem(query), stem(text));
        }
    }
}

#[test]
fn words_that_only_look_alike_do_not_find_each_other() {
    for (one, other) in DIFFERENT.lines().filter_map(|line| line.split_once(' ')) {
        assert!(!finds(one, other), "{one} finds {other}: {}", stem(one));
        assert!(!finds(other, one), "{other} finds {one}: {}", stem(one));
    }
}

#[test]
fn every_form_is_found_from_its_second_letter_on_while_it_is_typed() {
    for form in SAME.lines().flat_map(|line| line.split(' ')) {
        let ends = form.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
        for typed in ends.map(|end| &form[..end]) {
            assert!(Query::typing(typed).matches(&[form]), "{typed} does not find {form}: {}", stem(form));
        }
    }
}

#[test]
fn a_word_that_is_typed_finds_what_the_finished_word_will_find() {
    for line in SAME.lines() {
        let forms: Vec<&str> = line.split(' ').collect();
        for (typed, text) in forms.iter().flat_map(|typed| forms.iter().map(move |text| (typed, text))) {
            assert!(!finds(typed, text) || Query::typing(typed).matches(&[text]), "{typed} loses {text}");
        }
    }
}

#[test]
fn what_people_write_in_many_ways_is_written_in_one() {
    for (text, words) in [
        ("USB-C", "1xusb 1xc"),
        ("iPhone15Pro", "1xiphon 1x15 1xpro"),
        ("iPhone'ом", "1xiphon 1xом"),
        ("42р. 3,5% ½", "1x42 1xр 1x3 1x5 1x1 1x2"),
        ("cапоги", "1xсапг"),
        ("SКидка", "1xs 1xкидк"),
        ("wi-fiшный", "1xwi 1xfi 1xшны"),
        ("don’t don't", "1xdont 1xdont"),
        ("при\u{AD}вет", "1xпривет"),
        ("ЙОД Й\u{300}од и\u{306}од", "1xйод 1xйод 1xйод"),
        ("м²", "1xм 1x2"),
        ("№5 ™", "1x5"),
        ("ﬁn Ｆｕｌｌ", "1xfin 1xfull"),
        ("中文", "1xѐ4e2dѐ 1xѐ6587ѐ"),
        ("👍 … — «»", ""),
    ] {
        let expected = if words.is_empty() { "1x".to_owned() } else { format!("1x {words}") };
        assert_eq!(index_words(SellerId(1), &[text]), expected, "{text}");
    }
    let long = "я".repeat(100);
    assert_eq!(stem(&long), stem(&long[..128]), "a word is cut after 64 letters");
}

#[test]
fn a_field_without_words_leaves_no_trace() {
    assert_eq!(index_words(SellerId(1), &["", "плед", "!", "", "дом", " "]), "1x 1xплед 1x 1xдом");
    assert_eq!(index_words(SellerId(1), &["", "👍"]), "1x");
    assert_eq!(index_words(SellerId(1), &[]), "1x");
}

#[test]
fn the_words_of_one_seller_are_no_words_of_another() {
    assert_eq!(index_words(SellerId(4), &["2xотзыва"]), "4x 4x2 4xхотзыв");
    let query = Query::parse("-отзыв отзывы*");
    assert!(!query.to_fts5(SellerId(4)).unwrap().contains("42x"));
}

#[test]
fn a_word_is_finished_by_a_space_a_stop_or_the_closing_quote() {
    let text = ["Крышка не закрывается"];
    for typed in ["крышк", "\"не закр", "-что закр", "закр*", "закр* крышка "] {
        assert!(Query::typing(typed).matches(&text), "{typed}");
    }
    for typed in ["закр ", "закр.", "закр,", "\"не закр\"", "«не закр»", "-крышк"] {
        assert!(!Query::typing(typed).matches(&text), "{typed}");
    }
    assert!(Query::typing("-крыш").matches(&text), "what is excluded is finished first");
}

#[test]
fn a_search_reads_only_so_much_of_what_is_pasted_into_it() {
    let query = Query::parse(&"слово ".repeat(10_000));
    assert!(query.to_fts5(SellerId(1)).unwrap().len() < 1_000);
    let phrase = Query::typing(&format!("\"{}", "а".repeat(100_000)));
    assert!(phrase.to_tsquery(SellerId(1)).unwrap().len() < 2_000);
}

proptest! {
    #[test]
    fn an_index_is_letters_digits_and_single_spaces(text in "(?s).{0,80}", seller in 1_i64..) {
        let words = index_words(SellerId(seller), &[&text]);
        for word in words.split(' ') {
            prop_assert!(word.starts_with(&format!("{seller}x")) && word.chars().all(char::is_alphanumeric), "{}", words);
        }
    }

    #[test]
    fn a_text_is_found_by_each_of_its_words(text in "[а-яёА-Яa-z0-9 ,.-]{0,60}") {
        for word in text.split_whitespace().map(|word| word.trim_matches([',', '.', '-'])) {
            prop_assert!(finds(word, &text), "{}", word);
            prop_assert!(Query::typing(word).matches(&[&text]), "{}", word);
        }
    }

    #[test]
    fn without_a_word_it_is_what_with_the_word_it_is_not(text in "[а-я ]{0,40}", word in "[а-я]{2,6}") {
        prop_assert_ne!(finds(&word, &text), finds(&format!("-{word}"), &text));
    }

    #[test]
    fn capitals_and_accents_make_no_difference(text in "[а-яёa-z ]{0,40}") {
        let loud: String = text.to_uppercase().chars().flat_map(|c| [c, '\u{301}']).collect();
        prop_assert_eq!(index_words(SellerId(1), &[&text]), index_words(SellerId(1), &[&loud]));
    }
}
