//! Words for the way of a text through moderation, as its author reads them.

use super::words;

words! {
    /// Words for the way of a text through moderation, as its author reads them.
    TrackWords
    words {
        way: "Путь на карточку", "The way to the card";
        sent: "Отправлен", "Sent";
        checked: "Проверен правилами", "Checked by rules";
        found_nothing: "замечаний нет", "nothing found";
        queued: "В очереди", "In the queue";
        no_forecast: "прогноза пока нет", "no forecast yet";
        longer_than_usual: "дольше обычного", "longer than usual";
        published: "Опубликован", "Published";
        refused: "Отклонён", "Refused";
        tag_waiting: "на модерации", "in moderation";
        tag_refused: "отклонён", "refused";
        by_person: "Решение принял модератор", "Decided by a moderator";
        by_rules: "Решение приняли правила площадки", "Decided by the marketplace's rules";
        meanwhile: "Что покупатель видит сейчас", "What buyers see now";
        fix: "Исправить", "Correct it";
        appeal: "Оспорить", "Appeal";
        appeal_label: "Почему решение неверное", "Why the verdict is wrong";
        appeal_hint: "Один раз на решение. Прочитает другой модератор, не тот, что отклонил.", "Once per verdict. Another moderator reads it, not the one who refused.";
        appeal_send: "Отправить возражение", "Send the appeal";
        appeal_sent: "Возражение отправлено, его прочитает другой модератор", "Appeal sent, another moderator will read it";
        appeal_waits: "Возражение ждёт другого модератора", "The appeal waits for another moderator";
        appeal_overturned: "Решение отменено, текст опубликован", "The verdict was overturned, the text is public";
        appeal_upheld: "Решение осталось в силе", "The verdict stands";
        will_stop: "С этим модерация вряд ли пропустит.", "Moderation is unlikely to let this through.";
        send_anyway: "Отправить всё равно", "Send anyway";
        check_first: "Проверьте отмеченное: с этим ответ могут отклонить", "Look at what is marked: the answer may be refused for it";
    }
    phrases {
        place: "место {}", "place {}";
        by_forecast: "≈ {}", "≈ {}";
        deadline: "срок {}", "by {} at the latest";
        undo_left: "На проверку через {} с", "To be checked in {} s";
        late: "срок прошёл {}, смотрят в первую очередь", "it was due {}, it comes first";
        until: "до {}", "by {}";
        found_some: "замечаний: {}", "remarks: {}";
        until_tomorrow: "завтра до {}", "tomorrow by {}";
        until_today: "сегодня до {}", "today by {}";
        repeats_left: "Ещё {} подряд, и отвечать нельзя будет какое-то время. Напишите по-своему.", "{} more in a row and answering pauses for a while. Put it in other words.";
        paused: "Одинаковых ответов слишком много. Отвечать снова можно {}.", "Too many identical answers. You can answer again {}.";
    }
    plurals {
        n_same: ("такой же ответ", "таких же ответа", "таких же ответов"), ("same answer", "same answers");
    }
}
