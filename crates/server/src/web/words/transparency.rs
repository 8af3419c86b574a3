//! Words of the page that tells everybody how moderation goes.

use super::words;

words! {
    /// Words of the page that tells everybody how moderation goes.
    TransparencyWords
    words {
        title: "Как мы проверяем", "How we moderate";
        description: "Сколько текстов опубликовано и отклонено, почему, за какое время и сколько решений отменили апелляции.", "How many texts were published and refused, why, how fast, and how many verdicts fell on appeal.";
        intro: "Вопросы, ответы, отзывы и снимки сначала смотрят правила. Чистый текст публикуется сразу, остальное решает человек. Отказ всегда называет причину, и его можно оспорить: тогда решает другой модератор.", "Rules look at questions, answers, reviews and pictures first. A clean text is published at once, a person decides the rest. A refusal always names its reason and can be appealed: then another moderator decides.";
        source: "Числа считаются по журналу решений и обновляются сами.", "The figures are counted from the log of verdicts and keep themselves up to date.";
        none: "Решений пока не было", "No verdicts yet";
        none_text: "Как только появятся первые решения, здесь будут числа по месяцам.", "Figures per month appear here with the first verdicts.";
        decided: "Решений", "Verdicts";
        published: "Опубликовано", "Published";
        refused: "Отклонено", "Refused";
        by_rules: "Из них без человека", "Without a person";
        median: "Половина решений за", "Half decided within";
        ninety: "Девять из десяти за", "Nine of ten within";
        in_time: "В обещанный срок", "Within the promised limit";
        appeals: "Возражений", "Appeals";
        overturned: "Отменено", "Overturned";
        upheld: "Оставлено в силе", "Upheld";
        chart: "Решения по месяцам", "Verdicts per month";
        by_month: "По месяцам", "By month";
        month: "Месяц", "Month";
        why: "За что отказали", "Why texts were refused";
        why_text: "Один отказ может назвать несколько причин.", "One refusal may name several reasons.";
        reason: "Причина", "Reason";
        times: "Раз", "Times";
        share: "Доля", "Share";
        no_reasons: "Отказов не было", "Nothing was refused";
        time_text: "Время считается от отправки до решения человека. То, что правила пропустили сразу, сюда не входит.", "Time runs from sending to the decision of a person. What the rules let through at once does not count.";
        footer: "Как мы проверяем отзывы и вопросы", "How reviews and questions are moderated";
        dash: "–", "–";
    }
    phrases {
        percent: "{} %", "{}%";
        chart_title: "{}: опубликовано {}, отклонено {}", "{}: {} published, {} refused";
    }
    plurals {
        n_verdicts: ("решение", "решения", "решений"), ("verdict", "verdicts");
    }
}
