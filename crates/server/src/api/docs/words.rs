//! What the page says besides the document, in both languages.

use domain::Lang;

macro_rules! words {
    ($($name:ident $ru:literal $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub struct DocsWords {
            $(#[doc = $en] pub $name: &'static str,)*
        }

        const RU: DocsWords = DocsWords { $($name: $ru,)* };
        const EN: DocsWords = DocsWords { $($name: $en,)* };
    };
}

words! {
    title "API для программ" "API for programs";
    description "Все методы JSON API Отклика: кто их вызывает, что присылает и что получает, с примерами curl."
        "Every method of Otklik's JSON API: who calls it, what it takes and gives, with examples for curl.";
    about "О чём важно знать" "What to know";
    contents "Содержание" "Contents";
    document "Документ OpenAPI 3.1" "OpenAPI 3.1 document";
    parameters "Параметры" "Parameters";
    body "Тело запроса" "Request body";
    answer "Ответ" "Answer";
    example "Пример" "Example";
    who "Кто" "Who";
    everybody "все" "everybody";
    person "человек" "a person";
    person_or_program "человек или программа" "a person or a program";
    required "обязательно" "required";
    schemas "Структуры" "Structures";
    problems "Отказы" "Problems";
    problems_text "Код отказа не меняется; слова — на языке читателя. То, что стоит в фигурных скобках, приходит и в facts."
        "The code of a problem never changes; its words are in the reader's language. What stands between braces comes in facts, too.";
    fault "Сбой на нашей стороне; в instance — номер, под которым причина записана в журнале."
        "We broke; instance has the number under which our log has the cause.";
    code "Код" "Code";
    status "Статус" "Status";
    meaning "Что значит" "Meaning";
}

impl DocsWords {
    /// Those of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ru => &RU,
            Lang::En => &EN,
        }
    }
}
