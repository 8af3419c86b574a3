//! Words of the operator's desk.

use super::words;

words! {
    /// Words of the operator's desk.
    DeskWords
    words {
        title: "Пульт", "Desk";
        description: "Очереди площадки.", "The operator's queues.";
        reports: "Жалобы на отзывы", "Reports on reviews";
        reports_note: "Решать их можно будет в модерации; пока видно, что ждёт и сколько.", "They are decided in moderation; here you see what waits and for how long.";
        no_reports: "Жалоб нет", "No reports";
        no_reports_text: "Когда продавец пожалуется на отзыв, жалоба появится здесь.", "When a seller reports a review, it appears here.";
        put_aside: "События, с которыми не справились", "Events that could not be handled";
        components: "Компоненты", "Components";
        reason: "Причина", "Reason";
        review: "Отзыв", "Review";
        seller: "Продавец", "Seller";
        waits: "Ждёт", "Waiting";
        details: "Что пишет продавец", "What the seller says";
    }
    phrases {
        attempts: "попыток: {}", "attempts: {}";
        from_seller: "От продавца «{}»", "From seller “{}”";
    }
    plurals {
        n_reports: ("жалоба", "жалобы", "жалоб"), ("report", "reports");
    }
}
