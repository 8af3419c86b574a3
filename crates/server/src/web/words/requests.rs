//! Words for discount requests: the shop's and the buyer's.

use super::words;

words! {
    /// Words for discount requests: the shop's and the buyer's.
    RequestWords
    words {
        title: "Заявки на скидку", "Discount requests";
        description: "Покупатели называют цену, магазин соглашается или нет.", "Buyers name a price, the shop agrees or not.";
        waiting: "Ждут ответа", "Waiting";
        granted: "Цена действует", "Price holds";
        over: "Завершены", "Over";
        none: "Заявок нет", "No requests";
        none_text: "Когда покупатель попросит цену ниже, заявка появится здесь.", "When a buyer asks for a lower price, the request appears here.";
        card_price: "Цена на карточке", "Price on the card";
        asked: "Просят", "Asked for";
        floor: "Ваш минимум", "Your floor";
        margin: "Останется вам", "Left for you";
        margin_unknown: "укажите себестоимость", "enter the cost";
        pieces: "Штук", "Pieces";
        until: "Ответить до", "Answer by";
        holds_until: "Цена действует до", "The price holds until";
        buyer: "Покупатель", "Buyer";
        buyer_says: "Покупатель пишет", "The buyer writes";
        shop_says: "Магазин отвечает", "The shop answers";
        under_floor: "Ниже вашего минимума: такую цену дать нельзя.", "Under your floor: this price cannot be granted.";
        answer: "Ответить", "Answer";
        approve: "Дать скидку", "Grant a discount";
        approve_again: "Изменить цену", "Change the price";
        decline: "Отказать", "Decline";
        decline_text: "Покупатель получит отказ с вашими словами.", "The buyer is told no, in your words.";
        price: "Цена за штуку, ₽", "Price of one piece, ₽";
        from: "От, штук", "From, pieces";
        to: "До, штук", "To, pieces";
        hours: "На сколько часов", "For how many hours";
        comment: "Комментарий покупателю", "Comment to the buyer";
        comment_hint: "Без телефонов и ссылок", "No phone numbers or links";
        earlier: "Прежние заявки этого покупателя", "Earlier requests of this buyer";
        earlier_none: "Раньше этот покупатель скидок не просил.", "This buyer has not asked for discounts before.";
        standing: "Давать скидку сразу", "Grant at once";
        standing_off: "Выключено: каждую заявку решает человек.", "Off: a person decides each request.";
        standing_text: "Заявки в этих пределах и не ниже вашего минимума одобряются сами.", "Requests within these limits and not under your floor are granted by themselves.";
        standing_percent: "До скидки, %", "Up to a discount of, %";
        standing_pieces: "До штук", "Up to pieces";
        standing_off_now: "Выключить", "Switch off";
        automatic: "по правилу магазина", "by the shop's rule";
        state_new: "новая", "new";
        state_seen: "просмотрена", "seen";
        state_approved: "цена дана", "granted";
        state_declined: "отказ", "declined";
        state_expired: "время вышло", "time ran out";
        state_withdrawn: "отозвана", "withdrawn";
        state_bought: "куплено", "bought";
        said_approved: "Цена дана, покупатель узнает об этом", "Granted; the buyer is told";
        said_declined: "Отказано, покупатель узнает об этом", "Declined; the buyer is told";
        said_asked: "Заявка отправлена магазину", "The request went to the shop";
        said_granted: "Магазин согласился сразу: цена ваша", "The shop agreed at once: the price is yours";
        said_withdrawn: "Заявка отозвана", "The request is taken back";
        said_standing: "Правило сохранено", "The rule is saved";
        ask: "Попросить скидку", "Ask for a discount";
        ask_text: "Назовите цену, за которую купите. Магазин ответит за 48 часов.", "Name the price for which you would buy. The shop answers within 48 hours.";
        ask_price: "Ваша цена за штуку, ₽", "Your price for one piece, ₽";
        ask_pieces: "Сколько штук купите", "How many pieces you would buy";
        ask_comment: "Что передать магазину", "What to tell the shop";
        ask_send: "Отправить заявку", "Send the request";
        open: "Вы уже попросили скидку на этот товар", "You have asked for a discount on this product already";
        mine: "Мои заявки на скидку", "My discount requests";
        mine_description: "Цены, о которых вы попросили магазины.", "Prices that you have asked shops for.";
        mine_none_text: "Откройте карточку товара и назовите свою цену.", "Open a product's card and name your price.";
        withdraw: "Отозвать", "Take back";
        withdraw_text: "Магазин больше не увидит эту заявку среди ожидающих.", "The shop no longer sees it among those that wait.";
        i_ask: "Вы просите", "You ask for";
        shop_answers_by: "Ответ магазина до", "The shop answers by";
        your_price: "Ваша цена", "Your price";
        number_wrong: "Введите число", "Enter a number";
    }
    phrases {
        off: "−{} %", "−{}%";
        of_price: "{} от цены", "{} of the price";
        pieces_range: "{}–{}", "{}–{}";
        standing_on: "Включено: скидка до {} %, до {} шт.", "On: a discount of up to {}%, up to {} pieces";
        now_costs: "Сейчас {}", "Now {}";
        left: "осталось {}", "{} left";
    }
    plurals {
        n_pieces: ("штука", "штуки", "штук"), ("piece", "pieces");
        n_requests: ("заявка", "заявки", "заявок"), ("request", "requests");
    }
}
