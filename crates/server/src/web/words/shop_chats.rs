//! Words of the buyer's chats beside what all chats share.

use super::words;

words! {
    /// Words of the buyer's chats beside what all chats share.
    ShopChatWords
    words {
        title: "Чаты", "Chats";
        description: "Ваши чаты с магазинами и поддержкой.", "Your chats with shops and support.";
        empty_title: "Чатов пока нет", "No chats yet";
        empty_text: "Напишите магазину со страницы заказа: он ответит здесь. Поддержка на связи всегда.", "Write to a shop from your orders: it answers here. Support is always there.";
        to_orders: "К заказам", "To my orders";
        choose_one: "Выберите чат слева", "Pick a chat on the left";
        choose_one_text: "Или напишите магазину со страницы заказа.", "Or write to a shop from your orders.";
        write_shop: "Написать продавцу", "Write to the seller";
        ask_shop: "Вопрос магазину", "Ask the shop";
        ask_shop_text: "Ответ увидите только вы. Вопрос для всех задайте во вкладке «Вопросы».", "Only you see the answer. A question for everybody goes to the tab “Questions”.";
        open_chat: "Чат с магазином", "Chat with the shop";
        open_dispute: "Открыть спор", "Open a dispute";
        to_dispute: "Спор открыт", "Dispute open";
        dispute_answered: "Магазин ответил по спору", "The shop answered";
        dispute_decided: "Спор решён", "Dispute decided";
        dispute_title: "Спор по заказу", "Dispute about an order";
        dispute_lead: "Магазин ответит в срок. Если не договоритесь, решит площадка.", "The shop answers in time, and if you do not agree the operator decides.";
        dispute_reason: "Что случилось", "What happened";
        reason_return: "Хочу вернуть", "I want to return it";
        reason_defect: "Брак или не то", "Defect or wrong item";
        reason_missing: "Не пришло", "It did not arrive";
        dispute_text: "Расскажите подробнее", "Tell more";
        dispute_text_hint: "Что не так, когда заметили, чего хотите: деньги, замену", "What is wrong, when you noticed, what you want: money, a replacement";
        dispute_photos: "Фото", "Photos";
        dispute_photos_hint: "До 10 фото. Место съёмки и данные камеры удалим.", "Up to 10 photos. We remove the place and camera data.";
        add_photos: "Добавить фото", "Add photos";
        dispute_rules: "Не пишите номер карты и паспорт: для возврата они не нужны.", "Do not write card or passport numbers: a refund needs neither.";
        dispute_send: "Открыть спор", "Open the dispute";
        step_opened: "Вы открыли спор", "You opened it";
        step_answered: "Магазин ответил", "The shop answered";
        step_decided: "Решение", "Decision";
        for_you: "Решено в вашу пользу", "Decided for you";
        for_shop: "Решено в пользу магазина", "Decided for the shop";
        block_shop: "Заблокировать магазин", "Block the shop";
        block_shop_text: "Магазин больше не сможет писать вам в этом чате. Споры и поддержка останутся.", "The shop cannot write to you in this chat any more. Disputes and support stay.";
        unblock_shop: "Разрешить писать", "Allow to write";
        blocked_shop: "Вы заблокировали магазин", "You blocked the shop";
        blocked_shop_text: "Он не может писать сюда. Передумали: разрешите в меню чата.", "It cannot write here. Changed your mind: allow it in the menu.";
        rate_shop: "Магазин помог?", "Did the shop help?";
        rate_support: "Поддержка помогла?", "Did support help?";
        rate_choose: "Выберите оценку", "Choose a rating";
        support_about: "О чём хотите спросить", "What is it about";
        matter_order: "Заказ", "An order";
        matter_payment: "Деньги", "Money";
        matter_account: "Вход и аккаунт", "Signing in and the account";
        matter_fraud: "Мошенники", "Fraud";
        matter_chats: "Чаты и ограничения", "Chats and limits";
        matter_other: "Другое", "Something else";
        rate_send: "Оценить", "Rate";
        rated: "Спасибо за оценку", "Thank you for rating";
        rate_1: "Совсем нет", "Not at all";
        rate_2: "Скорее нет", "Hardly";
        rate_3: "Отчасти", "In part";
        rate_4: "Да", "Yes";
        rate_5: "Отлично", "Perfectly";
        said_blocked: "Магазин больше не напишет вам здесь", "The shop cannot write to you here any more";
        said_unblocked: "Магазин снова может писать", "The shop can write again";
        said_dispute: "Спор открыт, магазин уже видит его", "The dispute is open, the shop can see it";
        next_sessions_buyer: "Выйдут все устройства, кроме этого, а прежние ссылки для входа перестанут работать.", "Every device but this one is signed out, and earlier sign-in links stop working.";
        works_anyway: "Работают чат с поддержкой, споры, отзывы и вопросы о товаре.", "The chat with support, disputes, reviews and questions still work.";
    }
    phrases {
        about_order: "Заказ {}", "Order {}";
    }
    plurals {
        n_photos: ("фото", "фото", "фото"), ("photo", "photos");
    }
}
