//! The rules say no: with a stable code, the field, and words in both languages.
//!
//! A [`Refusal`] is not a fault: nothing broke, and the person can do something about it. Each code stands in one
//! table below, with what kind of no it is and what is said to whom it concerns.

use std::fmt;

use crate::Lang;

/// What kind of no it is; surfaces turn it into a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What was sent cannot be right whatever is stored (400).
    Invalid,
    /// Nobody is signed in, or the key is not known (401).
    Unauthenticated,
    /// Signed in, but may not (403).
    Forbidden,
    /// Not there, or not theirs: a stranger cannot tell which (404).
    NotFound,
    /// It was right a moment ago (409).
    Conflict,
    /// Too often (429).
    TooMany,
    /// Too large to be looked at (413).
    TooLarge,
    /// Not now: come again shortly (503).
    Unavailable,
}

macro_rules! codes {
    ($($variant:ident $code:literal $kind:ident $ru:literal $en:literal;)*) => {
        /// The stable name of a refusal; it never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $en] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in the API and in logs: lower case with underscores.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What kind of no it is.
            pub fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)* }
            }

            /// The sentence, with `{fact}` where a fact of the refusal goes.
            pub fn pattern(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ru) => $ru, (Self::$variant, Lang::En) => $en,)*
                }
            }
        }
    };
}

codes! {
    // What was sent
    FieldMissing "field_missing" Invalid "Заполните поле «{field}»." "Fill in “{field}”.";
    FieldInvalid "field_invalid" Invalid "Поле «{field}» не подходит: {reason}." "“{field}” does not fit: {reason}.";
    FieldUnknown "field_unknown" Invalid "Поля «{field}» здесь нет." "There is no field “{field}” here.";
    FieldType "field_type" Invalid "«{field}»: пришло {got}, а нужно {expected}." "“{field}”: {got} came where {expected} is needed.";
    BodyUnreadable "body_unreadable" Invalid "Тело запроса не читается как JSON: {reason}." "The body cannot be read as JSON: {reason}.";
    FormUnreadable "form_unreadable" Invalid "Форма не читается: {reason}." "The form cannot be read: {reason}.";
    ContentTypeUnsupported "content_type_unsupported" Invalid "Тело такого вида не принимается: нужно {expected}." "A body of that type is not taken: {expected} is needed.";
    MethodNotAllowed "method_not_allowed" Invalid "Этот адрес так не вызывают: посмотрите, какие методы есть." "This address is not called so: look which methods it has.";
    NumberOutOfRange "number_out_of_range" Invalid "«{field}» должно быть от {min} до {max}." "“{field}” must be from {min} to {max}.";
    TooManyItems "too_many_items" Invalid "Можно не больше {max} за раз, пришло {got}." "At most {max} at a time; {got} came.";
    TextEmpty "text_empty" Invalid "Напишите хотя бы слово." "Write a word at least.";
    TextTooShort "text_too_short" Invalid "Слишком коротко: нужно от {min} знаков, сейчас {got}." "Too short: {min} characters at least, now {got}.";
    TextTooLong "text_too_long" Invalid "Слишком длинно: можно до {max} знаков, сейчас {got}." "Too long: up to {max} characters, now {got}.";
    TextControl "text_control" Invalid "В тексте невидимый управляющий знак {sign}: уберите его." "The text has an invisible control character {sign}: remove it.";
    TextMarks "text_marks" Invalid "Слишком много надстрочных знаков у одной буквы." "Too many marks on one letter.";
    CursorInvalid "cursor_invalid" Invalid "Это место в списке не найдено: начните список сначала." "That place in the list is not known: start from the top.";
    RatingInvalid "rating_invalid" Invalid "Оценка — от 1 до 5 звёзд." "The rating is from 1 to 5 stars.";
    ReasonUnknown "reason_unknown" Invalid "Такой причины нет в списке." "That reason is not in the list.";
    BodyTooLarge "body_too_large" TooLarge "Слишком много данных: можно до {max}." "Too much data: up to {max}.";

    // Who
    SignInNeeded "sign_in_needed" Unauthenticated "Войдите, чтобы продолжить." "Sign in to go on.";
    KeyUnknown "key_unknown" Unauthenticated "Ключ не подходит: проверьте Client-Id и Api-Key." "The key does not fit: check Client-Id and Api-Key.";
    KeyRevoked "key_revoked" Forbidden "Ключ отключён: выпустите новый." "The key is switched off: make a new one.";
    LinkUsed "link_unknown" NotFound "Ссылка для входа не подходит или устарела." "The sign-in link does not fit or is too old.";
    NotAllowed "not_allowed" Forbidden "Для этого нужно право «{permission}»: его даёт владелец магазина." "This takes the permission “{permission}”: the shop's owner gives it.";
    PeopleOnly "people_only" Forbidden "Это делает человек, программе с ключом это не нужно." "A person does this; it is not for a program with a key.";
    CrossSite "cross_site" Forbidden "Запрос пришёл с чужого сайта и не выполнен." "The request came from another site and was not carried out.";
    TooOften "too_often" TooMany "Слишком часто: попробуйте через {seconds} с." "Too often: try again in {seconds} s.";
    Busy "busy" Unavailable "Сейчас слишком много запросов: попробуйте через несколько секунд." "Too many requests right now: try again in a few seconds.";
    StorageFull "storage_full" Unavailable "На сервере кончилось место: ничего не сохранено, попробуйте позже." "The server has run out of space: nothing was saved, try later.";

    // Things
    PageNotFound "page_not_found" NotFound "Такой страницы нет." "There is no such page.";
    ReviewNotFound "review_not_found" NotFound "Отзыв не найден." "The review was not found.";
    CommentNotFound "comment_not_found" NotFound "Ответ не найден." "The answer was not found.";
    ProductNotFound "product_not_found" NotFound "Товар не найден." "The product was not found.";
    OrderNotFound "order_not_found" NotFound "Заказ не найден." "The order was not found.";
    TemplateNotFound "template_not_found" NotFound "Шаблон не найден." "The template was not found.";
    KeyNotFound "key_not_found" NotFound "Ключ не найден." "The key was not found.";
    MediaNotFound "media_not_found" NotFound "Файл не найден." "The file was not found.";
    BulkNotFound "bulk_not_found" NotFound "Такой отправки нет." "There is no such sending.";
    DeadLetterNotFound "dead_letter_not_found" NotFound "Среди отложенных такого события нет." "There is no such event among those put aside.";
    SellerNotFound "seller_not_found" NotFound "Магазин не найден." "The shop was not found.";

    // Prices and promotions
    PromotionNotFound "promotion_not_found" NotFound "Акция не найдена." "The promotion was not found.";
    PromotionOver "promotion_over" Conflict "Акция закончилась {ended}: изменить в ней уже ничего нельзя." "The promotion ended {ended}: nothing in it can be changed any more.";
    PromotionNotOpen "promotion_not_open" Conflict "В эту акцию сейчас нельзя добавлять товары." "Products cannot be added to this promotion now.";
    PromotionFrozen "promotion_frozen" Conflict "Состав акции закреплён {frozen}: можно только снизить цену или добавить штук." "The promotion was frozen {frozen}: you can only lower the price or add pieces.";
    NotInPromotion "not_in_promotion" NotFound "Этого товара нет в акции." "The product is not in the promotion.";
    ParticipationChanged "participation_changed" Conflict "Пока вы редактировали, товар в акции изменили: сейчас цена {price}, штук {quantity}. Сравните и решите." "While you were editing, the product was changed in the promotion: the price is now {price}, the pieces {quantity}. Compare and decide.";
    PriceInvalid "price_invalid" Invalid "Цена должна быть больше нуля и не точнее копейки." "A price must be above zero and no finer than a kopeck.";
    PriceTooHigh "price_too_high" Invalid "Цена выше предела акции: можно до {max}." "The price is above the promotion's limit: {max} at most.";
    PriceTooLow "price_too_low" Invalid "Скидка больше 95 %: ниже {min} цену поставить нельзя." "A discount of more than 95%: the price cannot be under {min}.";
    PriceUnderFloor "price_under_floor" Invalid "Цена ниже вашего минимума {floor}: дешевле этот товар не продаётся." "The price is under your floor {floor}: the product is never sold for less.";
    PriceAboveRegular "price_above_regular" Invalid "Цена по акции должна быть ниже обычной цены {price}." "The promotion's price must be below the regular price {price}.";
    PriceGapTooSmall "price_gap_too_small" Invalid "Между ценой и зачёркнутой ценой должно быть не меньше {gap}." "The price and the crossed-out price must be at least {gap} apart.";
    CurrencyOther "currency_other" Invalid "Цены этого магазина в {currency}." "The prices of this shop are in {currency}.";
    QuantityInvalid "quantity_invalid" Invalid "Количество должно быть целым числом от 1." "The quantity must be a whole number from 1.";
    QuantityOverStock "quantity_over_stock" Invalid "На складе {stock} шт.: больше в акцию не добавить." "There are {stock} in stock: no more can go into the promotion.";
    QuantityUnderMinimum "quantity_under_minimum" Invalid "В этой акции нужно от {min} шт." "This promotion takes {min} pieces at least.";
    QuantityPromised "quantity_promised" Conflict "{promised} шт. уже проданы или отложены в корзины: меньше поставить нельзя." "{promised} are sold or kept for baskets already: it cannot be fewer.";
    NamedTwice "named_twice" Invalid "Этот товар назван дважды: считается первый раз." "The product is named twice: the first counts.";
    StockTooLow "stock_too_low" Invalid "Для этой акции нужно от {min} шт. на складе, сейчас {stock}." "This promotion takes {min} in stock at least; there are {stock} now.";
    CategoryNotInPromotion "category_not_in_promotion" Invalid "Акция не для товаров категории «{category}»." "The promotion is not for products of the category “{category}”.";
    ProductArchived "product_archived" Invalid "Товар снят с продажи." "The product is taken from sale.";
    FloorAbovePrice "floor_above_price" Invalid "Минимальная цена не может быть выше обычной цены {price}." "The floor cannot be above the regular price {price}.";
    ShareInvalid "share_invalid" Invalid "«{field}»: нужен процент от 0 до 100, не точнее сотой." "“{field}”: a percentage from 0 to 100, no finer than a hundredth.";
    PromotionTimes "promotion_times" Invalid "Акция должна заканчиваться позже, чем начинается, и длиться не больше года." "A promotion has to end after it begins, and to last a year at most.";
    DiscountOutOfRange "discount_out_of_range" Invalid "Скидка может быть от {min} до {max} %." "A discount can be {min} to {max}%.";
    SetInvalid "set_invalid" Invalid "В наборе может быть от 2 до {max} штук, и хотя бы одна из них оплачивается, хотя бы одна в подарок." "A set can have 2 to {max} pieces, at least one of them paid and at least one free.";
    SumInvalid "sum_invalid" Invalid "Сумма должна быть больше нуля и не точнее копейки." "A sum must be above zero and no finer than a kopeck.";
    DiscountAboveSum "discount_above_sum" Invalid "Скидка должна быть меньше суммы, с которой она действует." "The discount has to be less than the sum from which it holds.";
    StepsInvalid "steps_invalid" Invalid "Нужно от {min} до {max} уровней, и с каждым должны расти и сумма, и скидка." "There have to be {min} to {max} steps, each with a greater sum and a greater discount.";
    CodesTooMany "codes_too_many" Invalid "Промокодов может быть от 1 до {max}." "There can be 1 to {max} codes.";
    CodeWordInvalid "code_word_invalid" Invalid "Промокод: от {min} до {max} букв и цифр, можно с дефисом." "A code is {min} to {max} letters and digits, with hyphens if you like.";
    CodeTaken "code_taken" Conflict "Такой промокод уже есть. Придумайте другой." "There is such a code already. Think of another.";
    PromotionFinished "promotion_finished" Conflict "Акция закончилась или убрана в архив: её можно только посмотреть." "The promotion is over or archived: it can only be looked at.";
    KindStays "kind_stays" Invalid "Вид акции не меняется: создайте новую." "The kind of a promotion does not change: create another.";
    TermsFixed "terms_fixed" Conflict "Наименьшую скидку можно изменить, только пока акция не опубликована." "The least discount can be changed only until the promotion is published.";
    PauseFirst "pause_first" Conflict "Сначала приостановите акцию, потом меняйте бюджет." "Pause the promotion first, then change the budget.";
    PromotionChangedMeanwhile "promotion_changed_meanwhile" Conflict "Пока вы редактировали, акцию изменили. Посмотрите её ещё раз." "While you were editing, the promotion was changed. Look at it again.";
    AnnounceEarlier "announce_earlier" Invalid "О включении товаров продавцам говорят не позже чем за {days} дней." "Sellers are told of an enrolment {days} days ahead at least.";
    FreezeBeforeStart "freeze_before_start" Invalid "Состав закрепляют до конца акции и не раньше, чем её опубликуют." "A promotion is frozen before it ends and not before it is published.";
    NotNominated "not_nominated" Conflict "Этот товар не ждёт решения." "This product does not wait for a decision.";
    PricesTooOften "prices_too_often" TooMany "Цену одного товара можно менять не чаще 10 раз в час." "The price of one product can be changed 10 times an hour at most.";

    // Reviews
    AnsweredMeanwhile "answered_meanwhile" Conflict "Пока вы писали, ответил {who}. Ваш текст сохранён: сравните и решите." "While you were writing, {who} answered. Your text is kept: compare and decide.";
    ReviewChanged "review_changed" Conflict "Отзыв изменился, пока он был открыт: посмотрите его ещё раз." "The review changed while it was open: look at it again.";
    CommentChanged "comment_changed" Conflict "Ответ изменился, пока он был открыт: посмотрите его ещё раз." "The answer changed while it was open: look at it again.";
    KeyShown "key_shown" Conflict "Этот ключ уже выпущен и показан: {key}. Потеряли его — отключите и выпустите новый." "That key was made and shown already: {key}. If it is lost, switch it off and make another.";
    DraftChanged "draft_changed" Conflict "Черновик изменился на другом устройстве. Оба текста целы: сравните и решите." "The draft was changed on another device. Both texts are kept: compare and decide.";
    UndoTooLate "undo_too_late" Conflict "Отменить уже нельзя: ответ опубликован. Его можно удалить." "It is too late to undo: the answer is public. You can delete it.";
    NotYours "not_yours" Forbidden "Менять можно только ответы своего магазина." "Only answers of your own shop can be changed.";
    ReviewNotAnswerable "review_not_answerable" Conflict "На этот отзыв нельзя ответить: {reason}." "This review cannot be answered: {reason}.";
    PinNeedsPublic "pin_needs_public" Conflict "Закрепить можно только отзыв, который виден на карточке." "Only a review that stands on the card can be pinned.";
    ReportedAlready "reported_already" Conflict "Вы уже пожаловались на этот отзыв: жалоба ждёт решения." "You have reported this review already: it waits for a decision.";
    TemplateUnknownVariable "template_unknown_variable" Invalid "Такой переменной нет: {variable}. Похоже на {nearest}." "There is no such variable: {variable}. Near it: {nearest}.";
    TemplateHole "template_hole" Invalid "Нечем заполнить {variable}: впишите вручную." "Nothing to put into {variable}: write it by hand.";
    TemplateBroken "template_broken" Invalid "Шаблон не читается: скобка у знака {position} не закрыта. Чтобы написать саму скобку, удвойте её." "The template cannot be read: the brace at character {position} is not closed. To write the brace itself, double it.";
    OrderNotReviewable "order_not_reviewable" Conflict "Отзыв можно оставить, когда заказ получен или отменён." "A review can be left once the order is delivered or cancelled.";
    ReviewedAlready "reviewed_already" Conflict "Вы уже оставили отзыв об этом товаре: его можно изменить." "You have reviewed this item already: you can edit the review.";
    NothingToSay "nothing_to_say" Invalid "Поставьте звёзды или напишите текст." "Give stars or write a text.";
    OwnReviewVote "own_review_vote" Conflict "Свой отзыв полезным отметить нельзя." "You cannot mark your own review as useful.";

    // Questions
    QuestionNotFound "question_not_found" NotFound "Вопрос не найден." "The question was not found.";
    AnswerNotFound "answer_not_found" NotFound "Ответ не найден." "The answer was not found.";
    AnswerChanged "answer_changed" Conflict "Ответ изменился, пока он был открыт: посмотрите его ещё раз." "The answer changed while it was open: look at it again.";
    AnswerPending "answer_pending" Conflict "Ответ ещё отправляется: отмените отправку, чтобы изменить его." "The answer is still on its way: take it back to change it.";
    ProductGone "product_gone" Conflict "Товар больше не продаётся: ответить на вопрос о нём нельзя." "The product is no longer sold: a question about it cannot be answered.";
    IdenticalAnswers "identical_answers" TooMany "Слишком много одинаковых ответов подряд: ответить так же можно будет после {until}. Другой текст можно отправить сейчас." "Too many identical answers in a row: the same text can be sent again after {until}. Another text can be sent now.";
    OwnQuestion "own_question" Conflict "Это ваш вопрос: поддержать его могут другие." "This is your own question: others can second it.";
    OwnAnswerVote "own_answer_vote" Conflict "Свой ответ полезным отметить нельзя." "You cannot mark your own answer as useful.";
    BoughtOnly "bought_only" Forbidden "Отвечать могут те, кто получил этот товар." "Those can answer who have received this product.";
    AskedAlready "asked_already" Conflict "Вы уже задали такой вопрос об этом товаре." "You have asked this about this product already.";
    QuestionsTooMany "questions_too_many" TooMany "Слишком много вопросов за день: новый можно задать завтра." "Too many questions today: ask the next one tomorrow.";
    TextNothing "text_nothing" Invalid "Здесь нет ни одного слова: напишите словами." "There is not one word here: write it in words.";

    // Moderation
    CaseNotFound "case_not_found" NotFound "Такого дела нет." "There is no such case.";
    CaseDecided "case_decided" Conflict "Это дело уже решено." "This case is decided already.";
    CaseWithdrawn "case_withdrawn" Conflict "Автор убрал текст: решать больше нечего." "The author has taken the text away: there is nothing left to decide.";
    LeaseLost "lease_lost" Conflict "Время вышло, и дело вернулось в очередь: ваше решение не записано. Возьмите дело снова." "Time ran out and the case went back to the queue: your decision was not kept. Take the case again.";
    CaseHeld "case_held" Conflict "Это дело сейчас решает {who}." "{who} is deciding this case now.";
    NotYourCase "not_your_case" Forbidden "Это дело должен решить другой человек: первое решение — ваше." "Another person must decide this case: the first decision was yours.";
    ReasonNeeded "reason_needed" Invalid "Назовите хотя бы одну причину отказа." "Name at least one reason for the refusal.";
    ReasonUnfit "reason_unfit" Invalid "Причина «{reason}» не подходит к этому делу." "The reason “{reason}” does not fit this case.";
    DecisionFinal "decision_final" Conflict "Отменить уже нельзя: решение вступило в силу." "It is too late to take the decision back: it has come into force.";
    DeskDecides "desk_decides" Forbidden "Решают модераторы и служба безопасности." "Moderators and safety staff decide.";
    AppealedAlready "appealed_already" Conflict "Это решение уже оспорено: второй раз нельзя." "This verdict has been appealed already; that can be done once.";
    NothingToAppeal "nothing_to_appeal" Conflict "Оспаривать нечего: отказа нет или текст уже другой." "There is nothing to appeal: there is no refusal, or the text has changed.";
    ReceiptsNotFound "receipts_not_found" NotFound "У магазина ещё нет ни одного решения." "The shop has no verdict yet.";

    // Chats
    ChatNotFound "chat_not_found" NotFound "Чат не найден." "The chat was not found.";
    MessageNotFound "message_not_found" NotFound "Сообщение не найдено." "The message was not found.";
    MessageTooOld "message_too_old" Conflict "Изменить или удалить сообщение можно в течение 10 минут после отправки." "A message can be changed or deleted within 10 minutes of sending.";
    MessageEmpty "message_empty" Invalid "Напишите сообщение или приложите файл." "Write a message or attach a file.";
    MessageReply "message_reply" Invalid "Сообщения, на которое вы отвечаете, в этом чате нет." "The message that you reply to is not in this chat.";
    ChatClosed "chat_closed" Conflict "Чат закрыт: откройте его снова, чтобы написать." "The chat is closed: open it again to write.";
    ChatFrozen "chat_frozen" Forbidden "Чат приостановлен: собеседник пожаловался на мошенничество, идёт проверка." "The chat is paused: the other side has reported fraud, and it is being checked.";
    ChatBlocked "chat_blocked" Forbidden "Собеседник больше не принимает сообщения." "The other side no longer takes messages.";
    ChatsOff "chats_off" Forbidden "Чаты отключены до {until}. Чат с поддержкой работает." "Chats are switched off until {until}. The chat with support works.";
    ReadOnly "read_only" Forbidden "До {until} вы можете только читать чаты. Чат с поддержкой работает." "Until {until} you can only read chats. The chat with support works.";
    NoLinks "no_links" Forbidden "До {until} ссылки и файлы в чатах отправить нельзя: уберите их." "Until {until} links and files cannot be sent in chats: remove them.";
    WindowOver "window_over" Conflict "Писать покупателю можно было до {until}. Если он напишет, чат снова откроется." "The buyer could be written to until {until}. When the buyer writes, the chat opens again.";
    WindowBuyerStarts "window_buyer_starts" Conflict "При доставке FBO чат начинает покупатель." "With FBO delivery the buyer begins the chat.";
    WindowNotPaid "window_not_paid" Conflict "Написать покупателю можно после оплаты заказа." "The buyer can be written to once the order is paid.";
    OwnSecret "own_secret" Conflict "Похоже, в сообщении ваши личные данные: номер карты, код, документ, телефон или почта. Не отправляйте их; если это ошибка, подтвердите отправку." "The message seems to have data of yours: a card number, a code, a document, a phone number or an e-mail address. Do not send them; if that is wrong, confirm the sending.";
    MessageRefused "message_refused" Forbidden "Сообщение не доставлено: {why} Исправьте его или напишите иначе." "The message was not delivered: {why} Change it or write something else.";
    DisputeDecided "dispute_decided" Conflict "Спор решён: писать в него больше нельзя." "The dispute is decided: it takes no more messages.";
    DisputeTooEarly "dispute_too_early" Conflict "У магазина есть время ответить до {until}." "The shop has time to answer until {until}.";
    DisputeOpen "dispute_open" Conflict "Спор по этому товару уже открыт." "A dispute about this item is open already.";
    SupportTaken "support_taken" Conflict "Это обращение уже ведёт {who}." "{who} has this request already.";
    FraudReportedAlready "fraud_reported_already" Conflict "Вы уже пожаловались на это сообщение." "You have reported this message already.";
    OwnMessage "own_message" Conflict "Это ваше сообщение." "This message is your own.";
    MarketerOnly "marketer_only" Forbidden "Акциями маркетплейса управляют маркетологи." "Marketers run the marketplace's promotions.";
    SupportOnly "support_only" Forbidden "Это делает служба поддержки." "Support does this.";
    NothingToConfirm "nothing_to_confirm" Conflict "Это сообщение подтвердить нельзя: его проверит сотрудник службы безопасности." "This message cannot be confirmed: a safety person will check it.";
    FileSent "file_sent" Conflict "Этот файл уже отправлен." "This file was sent already.";
    SwitchNotFound "switch_not_found" NotFound "Такого отключения нет или оно снято." "There is no such switch, or it was lifted.";
    SwitchTimes "switch_times" Invalid "Укажите окончание позже начала, не дальше года." "Give an end after the beginning, a year away at most.";
    CampaignNotFound "campaign_not_found" NotFound "Такой рассылки нет." "There is no such campaign.";
    NameImitates "name_imitates" Invalid "Имя похоже на поддержку или сам маркетплейс: выберите другое." "The name looks like support or the marketplace itself: choose another.";
    RulesUnreadable "rules_unreadable" Invalid "Правила не читаются: {reason}." "The rules cannot be read: {reason}.";

    // Tables that sellers bring
    SheetUnreadable "sheet_unreadable" Invalid "Таблица не читается: сохраните её как CSV или XLSX и загрузите снова." "The table cannot be read: save it as CSV or XLSX and upload it again.";
    SheetColumnMissing "sheet_column_missing" Invalid "В таблице нет столбца «{column}»: подпишите столбцы в первой строке." "The table has no column “{column}”: name the columns in the first row.";
    SheetTooLong "sheet_too_long" TooLarge "В таблице больше {max} строк: разделите её." "The table has more than {max} rows: split it.";
    SheetFormula "sheet_formula" Invalid "Здесь формула, а нужно число: сохраните таблицу значениями." "A formula where a number is needed: save the table as values.";
    SheetTwice "sheet_twice" Invalid "Этот товар уже был в таблице выше." "This product stands further up already.";

    // Exports
    ExportNotFound "export_not_found" NotFound "Такой выгрузки нет или она удалена." "There is no such export, or it was removed.";
    ExportNotReady "export_not_ready" Conflict "Файл ещё не собран: подождите немного." "The file is not ready yet: wait a little.";
    ExportsRunning "exports_running" Conflict "Уже собирается столько файлов, сколько можно сразу ({max}): дождитесь их." "As many files as are allowed at once ({max}) are being made: wait for them.";

    // Pictures and videos
    FileTooLarge "file_too_large" TooLarge "Файл больше {max} МБ: выберите поменьше." "The file is larger than {max} MB: choose a smaller one.";
    FileNotPicture "file_not_picture" Invalid "Это не фотография JPEG, PNG, WebP или GIF." "This is not a JPEG, PNG, WebP or GIF picture.";
    FileNotVideo "file_not_video" Invalid "Это не видео MP4, MOV или WebM." "This is not an MP4, MOV or WebM video.";
    FileDamaged "file_damaged" Invalid "Файл повреждён и не открывается." "The file is damaged and cannot be opened.";
    PictureTooManyPixels "picture_too_many_pixels" Invalid "Слишком большое изображение, {width}×{height}: уменьшите его." "The picture is too large, {width}×{height}: scale it down.";
    VideoTooLong "video_too_long" Invalid "Видео длиннее {max} мин: сократите его." "The video is longer than {max} min: make it shorter.";
    TooManyFiles "too_many_files" Invalid "Можно до {max} файлов этого вида." "Up to {max} files of this kind.";

    // Files in chats
    FileEmpty "file_empty" Invalid "Файл пустой: выберите другой." "The file is empty: choose another.";
    FileTypeUnknown "file_type_unknown" Invalid "Такие файлы не принимаются. Подойдут фотографии JPEG, PNG, WebP и GIF, видео MP4, MOV и WebM, PDF, TXT и CSV." "Files of this type are not taken. JPEG, PNG, WebP and GIF pictures, MP4, MOV and WebM videos, PDF, TXT and CSV are.";
    FileRunsCode "file_runs_code" Invalid "Файлы {what} не принимаются: в них может прятаться программа. Пришлите фотографию, PDF или текст." "{what} files are not taken: a program may hide in them. Send a picture, a PDF or a text.";
    FileArchive "file_archive" Invalid "Архивы и документы Office не принимаются: пришлите файлы по одному, а документ сохраните как PDF." "Archives and Office documents are not taken: send the files one by one, and a document saved as PDF.";
    FileMixed "file_mixed" Invalid "В этом файле спрятано что-то ещё. Сохраните его заново и пришлите снова." "Something else is hidden in this file. Save it anew and send it again.";
    FileTextUnreadable "file_text_unreadable" Invalid "Это не текст в кодировке UTF-8: сохраните файл в ней и пришлите снова." "This is not a text in UTF-8: save the file so and send it again.";
    FileFormula "file_formula" Invalid "В таблице есть формула, а в чужих руках она может сработать: {cell}. Сохраните таблицу значениями." "The table has a formula, which may act in other hands: {cell}. Save the table as values.";
    PdfActive "pdf_active" Invalid "В этом PDF есть то, что может сработать само ({what}). Сохраните его через «Печать → Сохранить как PDF» и пришлите снова." "This PDF has something that may act by itself ({what}). Save it by “Print → Save as PDF” and send it again.";
    PdfUnreadable "pdf_unreadable" Invalid "Этот PDF закрыт паролем или устроен так, что его не проверить. Сохраните его через «Печать → Сохранить как PDF» и пришлите снова." "This PDF is locked or made so that it cannot be checked. Save it by “Print → Save as PDF” and send it again.";
    FileInfected "file_infected" Conflict "Антивирус нашёл в файле угрозу: он никому не отправлен." "The antivirus found a threat in the file: it was sent to nobody.";
    FileChecking "file_checking" Conflict "Файл ещё проверяется: откройте его чуть позже." "The file is still being checked: open it a little later.";
    FileAddressOld "file_address_old" NotFound "Ссылка на файл действует недолго, и её время вышло: откройте файл из чата ещё раз." "The link to a file works for a short time, and that is over: open the file from the chat again.";

    // Discount requests
    RequestNotFound "request_not_found" NotFound "Заявка на скидку не найдена." "The discount request was not found.";
    RequestPriceRange "request_price_range" Invalid "Цена по заявке — больше нуля и не выше {max}." "The price of a request is above zero and at most {max}.";
    RequestDecided "request_decided" Conflict "Заявка уже решена, и время изменить решение вышло." "The request is decided, and the time to change that is over.";
    RequestBought "request_bought" Conflict "По этой заявке уже купили: изменить её нельзя." "Something was bought at this price already: it cannot be changed.";
    RequestOver "request_over" Conflict "Время заявки вышло." "The time of the request is over.";
    RequestWithdrawn "request_withdrawn" Conflict "Покупатель отозвал заявку." "The buyer has taken the request back.";
    RequestChanged "request_changed" Conflict "Заявка изменилась, пока была открыта: посмотрите её ещё раз." "The request changed while it was open: look at it again.";
    RulesChanged "rules_changed" Conflict "Правила магазина изменились, пока были открыты: посмотрите их ещё раз." "The shop's rules changed while they were open: look at them again.";
    RequestAlready "request_already" Conflict "Вы уже попросили скидку на этот товар: дождитесь ответа." "You have asked for a discount on this product already: wait for the answer.";
    RequestsTooMany "requests_too_many" TooMany "Слишком много заявок за день: новую можно отправить завтра." "Too many requests today: send the next one tomorrow.";
    RequestWords "request_words" Invalid "Уберите из комментария лишнее: {what}." "Take this out of the comment: {what}.";

    // Baskets and orders
    BasketFull "basket_full" Conflict "В корзине уже {max} товаров: закажите их или уберите лишние." "There are {max} products in the basket: order them, or take some out.";
    BasketQuantity "basket_quantity" Invalid "Одного товара можно заказать от 1 до {max} штук." "You can order 1 to {max} pieces of a product.";
    BasketEmpty "basket_empty" Conflict "В корзине ничего нет." "There is nothing in the basket.";
    NotInBasket "not_in_basket" NotFound "Этого товара в корзине нет." "The product is not in the basket.";
    BasketChanged "basket_changed" Conflict "Пока корзина была открыта, сумма изменилась: была {before}, теперь {now}. Ничего не заказано: посмотрите и решите." "The sum changed while the basket was open: it was {before}, now it is {now}. Nothing was ordered: look and decide.";
    OutOfStock "out_of_stock" Conflict "«{product}»: осталось {stock} шт." "“{product}”: {stock} left.";
    NotOnSale "not_on_sale" Conflict "«{product}» больше не продаётся: уберите его из корзины." "“{product}” is no longer sold: take it out of the basket.";
    CouponUnknown "coupon_unknown" Invalid "Такого промокода нет: проверьте буквы и цифры." "There is no such code: check its letters and digits.";
    CouponNotNow "coupon_not_now" Conflict "Этот промокод сейчас не действует." "That code is not valid now.";
    CouponUsed "coupon_used" Conflict "Этот промокод уже использован." "That code has been used already.";

    // Notifications
    ZoneUnknown "zone_unknown" Invalid "Такого часового пояса нет: «{zone}»." "There is no such time zone: “{zone}”.";
    QuietHoursInvalid "quiet_hours_invalid" Invalid "Тихие часы: укажите два разных времени от 00:00 до 23:59." "Quiet hours: give two different times from 00:00 to 23:59.";
    DigestTimeInvalid "digest_time_invalid" Invalid "Письма раз в день: укажите время от 00:00 до 23:59." "Mail once a day: give a time from 00:00 to 23:59.";
    NoticeSettingsChanged "notice_settings_changed" Conflict "Настройки изменили на другом устройстве: посмотрите их ещё раз." "The settings were changed on another device: look at them again.";
    TopicAlwaysOn "topic_always_on" Conflict "Уведомления о входе и безопасности не отключаются." "Notifications of sign-in and security cannot be switched off.";
    EmailInvalid "email_invalid" Invalid "Это не похоже на адрес почты: проверьте, нет ли пробелов и есть ли «@»." "That does not look like a mail address: look for spaces and for “@”.";
    EmailMissing "email_missing" Conflict "Сначала укажите адрес почты." "Give a mail address first.";
    EmailOff "email_off" Conflict "Почта на этом сервере не настроена: включите её в конфигурации, раздел [mail]." "Mail is not set up on this server: switch it on in the configuration, table [mail].";
    ConfirmLinkUnknown "confirm_link_unknown" NotFound "Ссылка не подходит или устарела: запросите письмо ещё раз." "The link does not fit or is too old: ask for the letter again.";
    TelegramOff "telegram_off" Conflict "Telegram на этом сервере не настроен: включите его в конфигурации, раздел [telegram]." "Telegram is not set up on this server: switch it on in the configuration, table [telegram].";
    PushAddressInvalid "push_address_invalid" Invalid "Браузер прислал адрес, на который нельзя отправлять: {reason}." "The browser sent an address that cannot be pushed to: {reason}.";
    DeviceNotFound "device_not_found" NotFound "Устройство не найдено: возможно, его уже отключили." "The device was not found: perhaps it was switched off already.";
    WebhookNotFound "webhook_not_found" NotFound "Адрес для уведомлений не найден." "The webhook was not found.";
    WebhookAddressRefused "webhook_address_refused" Invalid "На этот адрес отправлять нельзя: {reason}." "That address cannot be called: {reason}.";
    WebhookTypeUnknown "webhook_type_unknown" Invalid "Такого вида событий нет: «{type}»." "There is no such kind of event: “{type}”.";
    WebhookCheckFailed "webhook_check_failed" Conflict "Адрес не прошёл проверку: {reason}." "The address did not pass the check: {reason}.";
    WebhooksFull "webhooks_full" Conflict "У магазина уже {max} адресов: удалите лишний." "The shop has {max} webhooks already: delete one.";
    CallNotFound "call_not_found" NotFound "Такой отправки нет." "There is no such delivery.";

    // Same request again
    IdempotencyReused "idempotency_reused" Conflict "Этот Idempotency-Key уже использован с другим запросом." "This Idempotency-Key was used with another request.";
}

/// The rules say no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which no.
    pub code: Code,
    /// The field that it concerns, by its name in the API.
    pub field: Option<&'static str>,
    /// What goes into the words, by name.
    pub facts: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal that needs no facts.
    pub fn new(code: Code) -> Self {
        Self { code, field: None, facts: Vec::new() }
    }

    /// The same refusal, about one field.
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The same refusal, with a fact for its words.
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// What kind of no it is.
    pub fn kind(&self) -> Kind {
        self.code.kind()
    }

    /// The whole sentence in one language. A fact that is missing leaves its name, never an error; what a stranger typed
    /// into a fact stays as it is, braces and all.
    pub fn words(&self, lang: Lang) -> String {
        let mut words = String::new();
        let mut rest = self.code.pattern(lang);
        while let Some((before, name, after)) = split_at_name(rest) {
            words.push_str(before);
            match self.fact(name) {
                Some(value) => words.push_str(value),
                None => words.extend(["{", name, "}"]),
            }
            rest = after;
        }
        words + rest
    }

    fn fact(&self, name: &str) -> Option<&str> {
        let fact = self.facts.iter().find(|fact| fact.0 == name).map(|fact| fact.1.as_str());
        fact.or(if name == "field" { self.field } else { None })
    }
}

/// What stands before `{name}`, the name, and what stands behind it.
fn split_at_name(pattern: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = pattern.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.words(Lang::En))
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_ends_its_sentences() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            for lang in [Lang::Ru, Lang::En] {
                assert!(code.pattern(lang).ends_with('.'), "{code:?} in {lang:?}");
            }
        }
    }

    #[test]
    fn the_facts_stand_in_the_words_of_both_languages() {
        let refusal = Refusal::new(Code::TextTooLong).at("text").with("max", 1000).with("got", 1001);
        assert_eq!(refusal.words(Lang::Ru), "Слишком длинно: можно до 1000 знаков, сейчас 1001.");
        assert_eq!(refusal.to_string(), "text_too_long: Too long: up to 1000 characters, now 1001.");
    }

    #[test]
    fn what_a_stranger_typed_into_a_fact_is_not_taken_for_a_place_of_another() {
        let refusal =
            Refusal::new(Code::TemplateUnknownVariable).with("variable", "{nearest}").with("nearest", "{buyer}");
        assert_eq!(refusal.words(Lang::En), "There is no such variable: {nearest}. Near it: {buyer}.");
        let missing = Refusal::new(Code::FieldMissing);
        assert_eq!(missing.words(Lang::En), "Fill in “{field}”.");
        assert_eq!(missing.at("text").words(Lang::En), "Fill in “text”.");
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        let holes = |text: &str| {
            text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or("").to_owned()).collect::<HashSet<_>>()
        };
        for code in Code::ALL {
            assert_eq!(holes(code.pattern(Lang::Ru)), holes(code.pattern(Lang::En)), "{code:?}");
        }
    }
}
