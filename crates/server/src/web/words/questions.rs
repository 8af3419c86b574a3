//! Words of the seller's questions.

use super::words;

words! {
    /// Words of the seller's questions.
    QuestionWords
    words {
        title: "Вопросы о товаре", "Product questions";
        question: "Вопрос", "Question";
        description: "Вопросы покупателей о товарах: ответить, пока не передумали.", "Buyers' questions about products: answer before they move on.";
        chip_new: "Новые", "New";
        chip_open: "Без ответа", "Unanswered";
        chip_moderation: "На модерации", "In moderation";
        chip_refused: "Отклонены", "Refused";
        chip_processed: "Обработанные", "Processed";
        stage: "Состояние", "State";
        stage_new: "Новый", "New";
        stage_viewed: "Просмотрен", "Viewed";
        stage_moderation: "Ответ на модерации", "Answer in moderation";
        stage_refused: "Ответ отклонён", "Answer refused";
        stage_processed: "Обработан", "Processed";
        others: "Ответы других", "Answers by others";
        with_others: "Есть", "There are some";
        without_others: "Нет", "None";
        longer_than: "Ждёт дольше, часов", "Waiting longer than, hours";
        sort_waiting: "Кто дольше ждёт", "Longest waiting";
        sort_newest: "Сначала новые", "Newest first";
        sort_oldest: "Сначала старые", "Oldest first";
        sort_most_asked: "Чаще спрашивают", "Most asked";
        empty_title: "Вопросов пока нет", "No questions yet";
        empty_text: "Когда покупатель спросит о товаре, вопрос появится здесь.", "When a buyer asks about a product, the question appears here.";
        all_done_title: "На всё отвечено", "Everything is answered";
        all_done_text: "Новых вопросов нет. Загляните позже или посмотрите остальные.", "No new questions. Come back later or look at the others.";
        choose_one: "Выберите вопрос слева", "Pick a question on the left";
        about_product: "Характеристики и описание", "Attributes and description";
        no_attributes: "Характеристики не заполнены", "No attributes are given";
        thread: "Ответы", "Answers";
        similar: "Похожие вопросы", "Similar questions";
        no_similar: "Похожих вопросов с ответом ещё не было", "No similar question was answered yet";
        put_answer: "Взять этот ответ", "Use this answer";
        correcting: "Исправляете отклонённый ответ. После отправки его проверят снова.", "You are correcting a refused answer. It is checked again when sent.";
        edit_hint: "Изменённый текст проверят снова.", "A changed text is checked again.";
        sent: "Ответ отправлен на проверку", "Answer sent to be checked";
        changed: "Изменение отправлено на проверку", "The change was sent to be checked";
        undo_late: "Отменить не успели: ответ уже проверяют", "Too late to undo: the answer is being checked";
        bought: "купил этот товар", "bought this";
    }
    phrases {
        by: "Вопрос: {}", "Question by {}";
        useful_n: "полезно: {}", "useful: {}";
    }
    plurals {
        n_questions: ("вопрос", "вопроса", "вопросов"), ("question", "questions");
        n_need: ("вопрос ждёт ответа", "вопроса ждут ответа", "вопросов ждут ответа"), ("question waits for an answer", "questions wait for an answer");
        n_refused: ("ответ отклонён модерацией", "ответа отклонены модерацией", "ответов отклонено модерацией"), ("answer was refused in moderation", "answers were refused in moderation");
        n_same: ("спрашивает то же", "спрашивают то же", "спрашивают то же"), ("asks the same", "ask the same");
    }
}
