//! Words that every page uses.

use super::words;

words! {
    /// Words that every page uses.
    CommonWords
    words {
        product_name: "Otklik", "Otklik";
        tagline: "Отзывы и ответы продавца", "Reviews and the seller's answers";
        skip_to_content: "К содержанию", "Skip to content";
        sections: "Разделы", "Sections";
        home: "Главная", "Home";
        reviews: "Отзывы", "Reviews";
        menu: "Меню", "Menu";
        shop: "Витрина", "Shop";
        orders: "Мои заказы", "My orders";
        back: "Назад", "Back";
        close: "Закрыть", "Close";
        cancel: "Отменить", "Undo";
        cancel_action: "Отмена", "Cancel";
        save: "Сохранить", "Save";
        saved: "Сохранено", "Saved";
        delete: "Удалить", "Delete";
        edit: "Изменить", "Edit";
        add: "Добавить", "Add";
        send: "Отправить", "Send";
        retry: "Повторить", "Try again";
        more: "Ещё", "More";
        search: "Поиск", "Search";
        clear: "Очистить", "Clear";
        show: "Показать", "Show";
        choose: "Выбрать", "Select";
        done: "Готово", "Done";
        copy: "Скопировать", "Copy";
        copied: "Скопировано", "Copied";
        yes: "Да", "Yes";
        no: "Нет", "No";
        any: "Неважно", "Any";
        all: "Все", "All";
        next_page: "Показать ещё", "Show more";
        sign_in: "Войти", "Sign in";
        sign_out: "Выйти", "Sign out";
        photo: "Фото", "Photo";
        video: "Видео", "Video";
        previous: "Назад", "Previous";
        next: "Вперёд", "Next";
        sku: "Артикул", "SKU";
        optional: "необязательно", "optional";
        no_network: "Нет сети. Показываем то, что успели загрузить.", "You are offline. This is what was loaded before.";
        network_back: "Сеть появилась", "You are online again";
        not_sent: "Не отправлено: нет сети. Отправим сами, когда появится.", "Not sent: you are offline. We will send it when the network is back.";
        sent_later: "Отправили то, что ждало сети", "Sent what was waiting for the network";
        send_failed: "Не отправилось. Текст цел, попробуйте ещё раз.", "It was not sent. Your text is safe, try again.";
        draft_saved: "Черновик сохранён", "Draft saved";
        loading: "Загружаем", "Loading";
        today: "сегодня", "today";
        yesterday: "вчера", "yesterday";
        date_unknown: "дата неизвестна", "date unknown";
        just_now: "только что", "just now";
        minute_short: "мин", "min";
        hour_short: "ч", "h";
        day_short: "дн", "d";
        keys_help: "Клавиши", "Keyboard";
        key_move: "Вниз и вверх по списку", "Down and up the list";
        key_open: "Открыть", "Open";
        key_answer: "Ответить", "Answer";
        key_processed: "Отметить обработанным", "Mark processed";
        key_search: "Искать", "Search";
        key_go: "Перейти: главная, чаты, отзывы, акции, меню", "Go to home, chats, reviews, promotions, menu";
        key_help: "Эта подсказка", "This help";
        key_send: "Отправить ответ", "Send the answer";
    }
    phrases {
        page_title: "{} · Otklik", "{} · Otklik";
        n_chosen: "Выбрано: {}", "Selected: {}";
        photo_of: "Фото {} из {}", "Photo {} of {}";
    }
    plurals {
        seconds: ("секунда", "секунды", "секунд"), ("second", "seconds");
    }
}
