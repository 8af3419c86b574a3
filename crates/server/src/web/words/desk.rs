//! Words of the operator's desk beside moderation.

use super::words;

words! {
    /// Words of the operator's desk beside moderation.
    DeskWords
    words {
        title: "Пульт", "Desk";
        description: "Очереди площадки: что ждёт решения и сколько.", "The operator's queues: what waits for a decision and for how long.";
        moderation: "Модерация", "Moderation";
        support: "Поддержка", "Support";
        safety: "Безопасность", "Safety";
        stats: "Показатели", "Figures";
        reasons: "Причины", "Reasons";
        components: "Компоненты", "Components";
        begin: "Начать разбор", "Start deciding";
        queues: "Очереди", "Queues";
        queue: "Очередь", "Queue";
        waiting: "Ждут", "Waiting";
        oldest: "Дольше всех", "Oldest";
        late: "Просрочено", "Overdue";
        nothing_late: "в срок", "on time";
        my_day: "Мои решения за сутки", "My decisions, 24 hours";
        per_hour: "За последний час", "In the last hour";
        all_clear: "Всё разобрано", "All clear";
        all_clear_text: "Ни одна очередь никого не ждёт. Новое появится здесь само.", "Nothing waits in any queue. What is new appears here by itself.";
        put_aside: "События, с которыми не справились", "Events that could not be handled";
        read_only: "Вы смотрите. Решают модераторы и служба безопасности.", "You are looking on. Moderators and the safety team decide.";
    }
    phrases {
        attempts: "попыток: {}", "attempts: {}";
        share: "{} %", "{}%";
    }
    plurals {}
}
