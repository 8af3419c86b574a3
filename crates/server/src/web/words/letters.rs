//! Words of letters, of pushes and of the bot.

use super::words;

words! {
    /// Words of letters, of pushes and of the bot.
    LetterWords
    words {
        brand: "Отклик", "Otklik";
        reviews: "Отзывы", "Reviews";
        questions: "Вопросы о товарах", "Product questions";
        messages: "Сообщения", "Messages";
        support: "Поддержка", "Support";
        moderation: "Модерация", "Moderation";
        promotions: "Акции", "Promotions";
        requests: "Заявки на скидку", "Discount requests";
        deadlines: "Споры и сроки", "Disputes and deadlines";
        security: "Вход и безопасность", "Sign-in and security";
        news: "Новости маркетплейса", "News of the marketplace";
        settings: "Настроить уведомления", "Notification settings";
        unsubscribe: "Отписаться от писем", "Unsubscribe from letters";
        why: "Вы получили это письмо, потому что включили уведомления по почте.", "You got this letter because you have notifications by mail switched on.";
        always: "Письма о входе и безопасности не отключаются.", "Letters about sign-in and security cannot be switched off.";
        confirm_subject: "Подтвердите адрес почты", "Confirm your mail address";
        confirm_lead: "Этот адрес указали в «Отклике», чтобы получать уведомления. Если это вы, подтвердите его:", "This address was given in Otklik to get notifications. If that was you, confirm it:";
        confirm_button: "Подтвердить адрес", "Confirm the address";
        confirm_else: "Ссылка действует сутки. Если это были не вы, ничего делать не нужно: писем больше не будет.", "The link works for a day. If it was not you, there is nothing to do: no more letters will come.";
        look: "Открыть", "Open";
        bot_linked: "Готово: уведомления «Отклика» будут приходить сюда. О чём именно, выберите в настройках. Отключить этот чат: /stop", "Done: notifications of Otklik will come here. Choose of what in the settings. To disconnect this chat: /stop";
        bot_code_unknown: "Код не подошёл: он действует 15 минут и только один раз. Откройте в «Отклике» настройки уведомлений, раздел «Куда», и нажмите «Подключить» у Telegram ещё раз.", "The code does not fit: it works once and for 15 minutes. Open the notification settings of Otklik, under “Where”, and press “Connect” at Telegram again.";
        bot_linked_already: "Код не подошёл, но этот чат уже подключён: уведомления приходят сюда. Чтобы подключить его к другому аккаунту, нажмите в том аккаунте «Подключить» ещё раз. Отключить: /stop", "The code does not fit, but this chat is connected already: notifications come here. To connect it to another account, press “Connect” in that account again. To disconnect: /stop";
        bot_stopped: "Отключено: уведомления сюда больше не приходят. Подключить снова можно в настройках уведомлений «Отклика».", "Disconnected: no more notifications come here. You can connect again in the notification settings of Otklik.";
        bot_nobody_here: "Этот чат ни к кому не подключён. Подключить его можно в настройках уведомлений «Отклика», раздел «Куда».", "This chat is connected to nobody. You can connect it in the notification settings of Otklik, under “Where”.";
        open: "Нажмите, чтобы открыть", "Tap to open";
    }
    phrases {
        hello: "Здравствуйте, {}!", "Hello, {}!";
        more: "И ещё {}", "And {} more";
        about: "{}: {}", "{}: {}";
    }
    plurals {
        n_reviews: ("новый отзыв", "новых отзыва", "новых отзывов"), ("new review", "new reviews");
        n_questions: ("новый вопрос", "новых вопроса", "новых вопросов"), ("new question", "new questions");
        n_messages: ("новое сообщение", "новых сообщения", "новых сообщений"), ("new message", "new messages");
        n_requests: ("новая заявка на скидку", "новые заявки на скидку", "новых заявок на скидку"), ("new discount request", "new discount requests");
        n_news: ("новое уведомление", "новых уведомления", "новых уведомлений"), ("new notification", "new notifications");
    }
}
