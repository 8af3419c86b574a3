//! Words of questions in the shop, as buyers read them, and of what buyers are told.

use super::words;

words! {
    /// Words of questions in the shop, as buyers read them, and of what buyers are told.
    AskingWords
    words {
        tab: "Вопросы", "Questions";
        tabs: "Отзывы и вопросы", "Reviews and questions";
        none: "Вопросов пока нет", "No questions yet";
        none_text: "Спросите о размере, материале или комплекте: ответит магазин или тот, кто купил.", "Ask about size, material or what is in the box: the shop or somebody who bought it answers.";
        sort_popular: "Популярные", "Popular";
        sort_new: "Новые", "New";
        ask: "Задать вопрос", "Ask a question";
        ask_label: "Ваш вопрос о товаре", "Your question about the product";
        ask_hint: "Что хотите узнать о товаре", "What you want to know about the product";
        ask_rules: "Вопрос увидят все. Телефоны, адреса и номера заказов не нужны.", "Everybody sees the question. Leave out phones, addresses and order numbers.";
        sign_in: "Войти и спросить", "Sign in and ask";
        sign_in_text: "Спросить могут те, кто вошёл. После входа вернётесь сюда.", "Sign in to ask. You come back here.";
        similar: "Уже спрашивали", "Asked before";
        same: "Задать такой же вопрос", "I have the same question";
        same_on: "Вы тоже спрашиваете", "You ask the same";
        own: "Ваш вопрос", "Your question";
        no_answer: "Ответа пока нет", "No answer yet";
        answer: "Ответить", "Answer";
        answer_label: "Ваш ответ", "Your answer";
        answer_hint: "Как это у вас на деле", "How it is in real use";
        answer_rules: "Вы купили этот товар, поэтому можете ответить. Ответ появится после проверки.", "You bought this, so you can answer. The answer appears once it is checked.";
        bought: "купил(а)", "bought this";
        send: "Отправить", "Send";
        my: "Мои вопросы", "My questions";
        my_description: "Ваши вопросы о товарах, где они сейчас и что на них ответили.", "Your questions about products, where they are and what was answered.";
        my_none: "Вы ещё ни о чём не спрашивали", "You have not asked anything yet";
        my_none_text: "Спросите на карточке товара во вкладке «Вопросы»: здесь будет видно, где вопрос и что ответили.", "Ask on a product's card under “Questions”: here you see where the question is and what was answered.";
        state_waiting: "На проверке", "Being checked";
        state_published: "Опубликован", "Published";
        state_refused: "Отклонён", "Refused";
        state_answered: "Есть ответ", "Answered";
        way: "Путь вопроса", "The question's way";
        see: "На карточке", "On the card";
        ask_again: "Исправить и спросить снова", "Correct it and ask again";
        delete: "Удалить вопрос", "Delete the question";
        delete_text: "Вопрос и ответы на него исчезнут с карточки. Вернуть их нельзя.", "The question and its answers leave the card for good.";
        own_answer: "Ваш ответ на вопрос", "Your answer to a question";
        delete_answer: "Удалить ответ", "Delete the answer";
        delete_answer_text: "Ответ исчезнет с карточки. Вернуть его нельзя.", "The answer leaves the card for good.";
        said_asked: "Вопрос опубликован", "The question is published";
        said_waiting: "Вопрос отправлен на проверку", "The question was sent to be checked";
        said_deleted: "Вопрос удалён", "The question is deleted";
        said_answer: "Ответ отправлен на проверку", "The answer was sent to be checked";
        said_answer_deleted: "Ответ удалён", "The answer is deleted";
        said_appealed: "Возражение отправлено другому модератору", "The appeal went to another moderator";
        review_waiting: "Отзыв на проверке", "The review is being checked";
        review_refused: "Отзыв не опубликован", "The review was not published";
        pictures_refused: "Снимки убраны, слова опубликованы", "The pictures were removed, the words are published";
    }
    phrases {
        until: "На проверке до {}", "Being checked, by {} at the latest";
        description: "{}: вопросы покупателей и ответы магазина.", "{}: questions by buyers and the shop's answers.";
        more_answers: "Ещё ответы: {}", "More answers: {}";
        asked_by: "Спрашивает {}", "Asked by {}";
    }
    plurals {
        n_questions: ("вопрос", "вопроса", "вопросов"), ("question", "questions");
        n_same: ("спрашивает то же", "спрашивают то же", "спрашивают то же"), ("asks the same", "ask the same");
    }
}
