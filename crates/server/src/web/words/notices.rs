//! Words of notices and of what people want to hear of.

use super::words;

words! {
    /// Words of notices and of what people want to hear of.
    NoticeWords
    words {
        question_answered: "На ваш вопрос ответили", "Your question was answered";
        question_published: "Ваш вопрос опубликован", "Your question is published";
        question_refused: "Ваш вопрос отклонён: посмотрите причины", "Your question was refused: see why";
        review_answered: "Магазин ответил на ваш отзыв", "The shop answered your review";
        review_published: "Ваш отзыв опубликован", "Your review is published";
        review_refused: "Ваш отзыв отклонён: посмотрите причины", "Your review was refused: see why";
        media_published: "Снимки к вашему отзыву опубликованы", "The pictures of your review are published";
        media_refused: "Снимки к вашему отзыву отклонены", "The pictures of your review were refused";
        answer_published: "Ваш ответ опубликован", "Your answer is published";
        answer_refused: "Ваш ответ отклонён: посмотрите причины", "Your answer was refused: see why";
        appeal_won: "Решение отменено: текст опубликован", "The verdict was overturned: the text is public";
        appeal_lost: "Возражение рассмотрено: решение осталось в силе", "The appeal was considered: the verdict stands";
        discount_approved: "Магазин согласился на скидку: цена ваша, пока не вышло время", "The shop granted you a discount: the price is yours while time lasts";
        discount_declined: "Магазин не дал скидку", "The shop did not grant the discount";
        discount_expired: "Время вашей заявки на скидку вышло", "The time of your discount request is over";
        other: "Есть новости по вашему тексту", "There is news about your text";
        review_new: "Новый отзыв о вашем товаре", "A new review of your product";
        question_new: "Новый вопрос о товаре", "A new question about a product";
        buyer_message: "Покупатель написал в чат", "A buyer wrote in a chat";
        shop_message: "Магазин написал вам", "The shop wrote to you";
        support_message: "Поддержка ответила", "Support has answered";
        dispute_moved: "В споре есть новости", "There is news in a dispute";
        reply_due: "Покупатель ждёт: скоро ответить будет нельзя", "A buyer is waiting: soon it will be too late to reply";
        chats_friction: "Ваши сообщения в чатах ограничены: посмотрите почему", "Your messages in chats are restricted: see why";
        promotion_open: "Открыта новая акция: можно добавить товары", "A new promotion is open: you can add products";
        promotion_freezes: "Скоро условия в акции можно будет только улучшать", "Soon the terms in a promotion can only be improved";
        promotion_ends: "Акция с вашими товарами скоро закончится", "A promotion with your products ends soon";
        enrolment_announced: "Ваши товары добавят в акцию, если вы не откажетесь", "Your products will be put into a promotion unless you say no";
        promotion_begun: "Началась акция в магазине, где вы покупали", "A promotion has begun in a shop where you have bought";
        discount_asked: "Покупатель просит скидку", "A buyer asks for a discount";
        signed_in: "Новый вход в ваш аккаунт", "A new sign-in to your account";
        key_created: "Создан ключ API", "An API key was made";
        key_revoked: "Ключ API отключён", "An API key was switched off";
        webhook_off: "Адрес для уведомлений отключён: он не отвечал три дня", "A webhook was switched off: it has not answered for three days";
        news: "Новости маркетплейса", "News of the marketplace";
        confirm_email: "Подтвердите адрес почты", "Confirm your mail address";
    }
    phrases {
        many: "{} новых", "{} new";
    }
    plurals {
    }
}
