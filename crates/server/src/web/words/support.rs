//! Words of support's pages on the operator's desk.

use super::words;

words! {
    /// Words of support's pages on the operator's desk.
    SupportWords
    words {
        title: "Поддержка", "Support";
        description: "Чаты людей с поддержкой: кто ждёт, сколько и о чём.", "People's chats with support: who waits, for how long and about what.";
        sections: "Разделы поддержки", "Sections of support";
        chats: "Чаты", "Chats";
        disputes: "Споры", "Disputes";
        macros: "Заготовки", "Macros";
        figures: "Оценки", "Ratings";
        filters: "Какие чаты", "Which chats";
        queue: "Ждут", "Waiting";
        mine: "Мои", "Mine";
        free: "Никто не взял", "Not taken";
        sellers: "Продавцы", "Sellers";
        buyers: "Покупатели", "Buyers";
        take: "Взять в работу", "Take it";
        take_next: "Взять следующий", "Take the next";
        take_text: "Чат закрепится за вами, коллеги это увидят. Отвечает тот, кто взял.", "The chat becomes yours and colleagues see it. Whoever took it answers.";
        yours: "у вас", "yours";
        nobodys: "никто не взял", "nobody's";
        transfer: "Передать", "Transfer";
        transfer_to: "Кому", "To whom";
        to_queue: "В общую очередь", "To the queue";
        transfer_note: "Заметка для коллеги", "A note for the colleague";
        transfer_hint: "Видят только сотрудники.", "Only staff can see it.";
        close: "Закрыть", "Close";
        close_text: "Человека попросят оценить ответ. Если он напишет снова, чат откроется сам.", "The person is asked to rate the answer. When they write again, the chat opens by itself.";
        reopen: "Открыть снова", "Reopen";
        is_closed: "Чат закрыт", "The chat is closed";
        is_colleagues: "Отвечает коллега. Вы видите переписку и можете оставить заметку.", "A colleague answers. You see the talk and may leave a note.";
        may_ask_short: "Вы можете просить документы, но не коды", "You may ask for documents, never for codes";
        may_ask: "Только поддержка может попросить документ, данные заказа или скан для проверки, и собеседник об этом знает: знак «Поддержка» рисует сервер, подделать его нельзя. Код из СМС, пароль и CVV не спрашивает никто.", "Only support may ask for a document, order data or a scan, and the other side knows it: the server draws the tag “Support”, nobody can imitate it. Nobody asks for an SMS code, a password or a CVV.";
        nothing_open: "Выберите чат слева", "Pick a chat on the left";
        nothing_open_text: "Или возьмите тот, который ждёт дольше всех.", "Or take the one that has waited longest.";
        queue_empty: "Никто не ждёт", "Nobody waits";
        queue_empty_text: "Новые обращения появятся здесь сами, дольше всех ждущие сверху.", "New requests appear here by themselves, the longest waiting on top.";
        mine_empty: "У вас нет чатов", "You have no chats";
        mine_empty_text: "Возьмите чат из очереди: он останется здесь, пока не закроете.", "Take one from the queue: it stays here until you close it.";
        about: "О человеке", "About the person";
        orders: "Заказы", "Orders";
        no_orders: "Заказов нет", "No orders";
        verdicts: "Решения защиты", "Verdicts of the guard";
        no_verdicts: "За 30 дней ничего", "Nothing in 30 days";
        limits: "Ограничения", "Limits";
        no_limits: "Нет", "None";
        topic: "Тема", "Topic";
        talks_since: "Пишет с", "Writes since";
        shop: "Магазин", "Shop";
        rating: "Оценка", "Rating";
        not_rated: "ещё не оценён", "not rated yet";
        dispute: "Спор", "Dispute";
        disputes_open: "Ждут решения", "To be decided";
        disputes_shop: "Отвечает магазин", "With the shop";
        disputes_none: "Споров, которые ждут, нет", "No dispute waits";
        disputes_none_text: "Спор приходит сюда, когда магазин ответил или его срок вышел.", "A dispute comes here once the shop has answered or its time is over.";
        buyer: "Покупатель", "Buyer";
        reason: "Причина", "Reason";
        wants: "Что случилось", "What happened";
        shop_says: "Что ответил магазин", "What the shop answered";
        shop_silent: "Магазин не ответил в срок.", "The shop did not answer in time.";
        evidence: "Фото", "Photos";
        talk: "Вся переписка", "The whole talk";
        decide: "Решение", "Decision";
        decide_words: "Почему так", "Why so";
        decide_hint: "Прочтут обе стороны. Назовите факты и что делать дальше.", "Both sides read it. Name the facts and what comes next.";
        for_buyer: "В пользу покупателя", "For the buyer";
        for_shop: "В пользу магазина", "For the shop";
        decided: "Решено", "Decided";
        decision_done: "Решение отправлено обеим сторонам", "The decision was sent to both sides";
        macro_new: "Новая заготовка", "New macro";
        macro_name: "Название", "Name";
        macro_name_hint: "Где мой заказ", "Where is my order";
        macro_text: "Текст", "Text";
        macro_text_hint: "Здравствуйте, {buyer}! Заказ {order} …", "Hello {buyer}! Order {order} …";
        macro_holes: "Подставим сами: {buyer}, {order}, {product}, {shop}", "Filled in by itself: {buyer}, {order}, {product}, {shop}";
        macro_save: "Сохранить", "Save";
        macro_saved: "Заготовка сохранена", "The macro is saved";
        macro_deleted: "Заготовка удалена", "The macro is deleted";
        macro_delete_text: "Заготовка исчезнет у всех коллег.", "It disappears for all colleagues.";
        macros_none: "Заготовок пока нет", "No macros yet";
        macros_none_text: "Частые ответы, общие для всей поддержки. В чате они под рукой, с подставленным именем и заказом.", "Frequent answers, shared by all of support. In a chat they are at hand, with name and order filled in.";
        average: "Средняя оценка", "Average rating";
        rated: "Оценок", "Ratings";
        satisfied: "Довольны", "Satisfied";
        two_months: "За этот и прошлый месяц", "This month and the last";
        spread: "Как оценивают", "How people rate";
        no_ratings: "Оценок пока нет", "No ratings yet";
        no_ratings_text: "Когда чат закроют, человека попросят оценить ответ от 1 до 5.", "Once a chat is closed, the person is asked to rate the answer from 1 to 5.";
        said_taken: "Чат у вас", "The chat is yours";
        said_transferred: "Чат передан", "The chat is transferred";
        said_closed: "Чат закрыт", "The chat is closed";
        said_reopened: "Чат снова открыт", "The chat is open again";
        nobody_next: "Очередь пуста: никто не ждёт", "The queue is empty: nobody waits";
        from_safety: "безопасность", "safety";
        key_take: "Взять чат", "Take the chat";
        key_next: "Взять следующий", "Take the next one";
        key_answer: "Писать ответ", "Write an answer";
        key_transfer: "Передать", "Transfer";
        key_close: "Закрыть чат", "Close the chat";
        key_macros: "Заготовки", "Macros";
    }
    phrases {
        waits: "ждёт {}", "waits {}";
        with: "отвечает {}", "with {}";
        with_role: "{}, {}", "{}, {}";
        stars: "оценка {} из 5", "rated {} of 5";
        until: "до {}", "until {}";
        order_of: "Заказ {}", "Order {}";
        decide_by: "решить {}", "decide {}";
        answer_by: "ответ магазина {}", "the shop answers {}";
    }
    plurals {
        n_chats: ("чат", "чата", "чатов"), ("chat", "chats");
        n_disputes: ("спор", "спора", "споров"), ("dispute", "disputes");
    }
}
