//! Words for what went wrong.

use super::words;

words! {
    /// Words for what went wrong.
    ErrorWords
    words {
        not_found: "Такой страницы нет", "There is no such page";
        not_found_text: "Возможно, ссылка устарела или отзыв удалён.", "The link may be old, or the review is deleted.";
        gone: "Ссылка больше не действует", "The link has ended";
        gone_text: "Ссылки на файлы живут недолго. Откройте файл из чата ещё раз.", "Links to files live for a short time. Open the file from the chat again.";
        forbidden: "Нет доступа", "No access";
        forbidden_text: "Вашей роли это не разрешено. Попросите владельца магазина.", "Your role does not allow this. Ask the shop's owner.";
        conflict: "Уже изменилось", "It has changed";
        conflict_text: "Пока вы работали, кто-то изменил то же самое. Откройте страницу заново: ваш текст цел.", "Somebody changed the same thing meanwhile. Open the page again: your text is safe.";
        fault: "Что-то сломалось у нас", "Something broke on our side";
        fault_text: "Мы уже записали, что случилось. Попробуйте ещё раз через минуту.", "We have noted what happened. Try again in a minute.";
        busy: "Слишком много запросов сразу", "Too much at once";
        busy_text: "Подождите немного и повторите.", "Wait a little and try again.";
        bad_request: "Запрос не разобрать", "We could not read that";
        bad_request_text: "Проверьте адрес или вернитесь и попробуйте ещё раз.", "Check the address, or go back and try again.";
        too_large: "Слишком большой файл", "The file is too large";
        too_large_text: "Уменьшите фото или видео и попробуйте ещё раз.", "Make the photo or video smaller and try again.";
        offline: "Нет сети", "You are offline";
        offline_text: "Эта страница ещё не загружалась. Когда сеть появится, откроем её сами.", "This page was not loaded before. We will open it when the network is back.";
        go_home: "На главную", "Go home";
        list_failed: "Список не загрузился", "The list did not load";
        list_failed_text: "Связь прервалась или мы заняты. Ничего не потеряно.", "The connection broke or we are busy. Nothing is lost.";
    }
    phrases {
        error_id: "Номер ошибки: {}", "Error id: {}";
        error_code: "Ошибка {}", "Error {}";
    }
    plurals {
        files: ("файл", "файла", "файлов"), ("file", "files");
    }
}
