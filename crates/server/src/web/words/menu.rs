//! Words of the menu, templates, keys, appearance and sign-in.

use super::words;

words! {
    /// Words of the menu, templates, keys, appearance and sign-in.
    MenuWords
    words {
        title: "Меню", "Menu";
        description: "Шаблоны, ключи API, оформление и язык.", "Templates, API keys, appearance and language.";
        answers: "Ответы", "Answers";
        shop: "Магазин", "Shop";
        you: "Вы", "You";
        switch_shop: "Перейти в другой магазин", "Switch to another shop";
        templates: "Шаблоны ответов", "Answer templates";
        templates_sub: "Готовые тексты с именем покупателя и товаром", "Ready texts with the buyer's name and the product";
        keys: "Ключи API", "API keys";
        keys_sub: "Для программ: Client-Id и Api-Key", "For programs: Client-Id and Api-Key";
        appearance: "Оформление и язык", "Appearance and language";
        shop_front: "Открыть витрину", "Open the shop";
        shop_front_sub: "Так вас видят покупатели", "As buyers see you";
        api_docs: "Документация API", "API reference";
        role_owner: "владелец", "owner";
        role_admin: "администратор", "admin";
        role_manager: "менеджер", "manager";
        role_promoter: "маркетолог", "promoter";
        role_analyst: "аналитик", "analyst";
        templates_description: "Тексты, которыми вы отвечаете часто.", "The texts you answer with most.";
        template_name: "Название", "Name";
        template_name_hint: "Благодарность за пять звёзд", "Thanks for five stars";
        template_text: "Текст", "Text";
        template_text_hint: "Здравствуйте, {buyer}! Спасибо за отзыв о товаре «{product}».", "Hello {buyer}! Thank you for reviewing “{product}”.";
        template_holes: "Подставим сами: {buyer} — имя покупателя, {product} — товар", "Filled in by us: {buyer} is the buyer's name, {product} the product";
        template_new: "Новый шаблон", "New template";
        template_save: "Сохранить шаблон", "Save the template";
        template_saved: "Шаблон сохранён", "Template saved";
        template_deleted: "Шаблон удалён", "Template deleted";
        template_delete: "Удалить шаблон?", "Delete the template?";
        template_delete_text: "Отправленные ответы останутся.", "Answers already sent stay.";
        no_templates: "Шаблонов пока нет", "No templates yet";
        no_templates_text: "Сохраните текст, которым отвечаете чаще всего: вставите его одним касанием.", "Keep the text you send most: one tap puts it in.";
        keys_description: "Ключи, которыми программы входят от имени магазина.", "Keys with which programs act for the shop.";
        key_new: "Новый ключ", "New key";
        key_make: "Создать ключ", "Create a key";
        key_name: "Для чего ключ", "What the key is for";
        key_name_hint: "Выгрузка отзывов", "Review export";
        key_role: "Что может", "What it may do";
        key_role_admin: "Всё", "Everything";
        key_role_read: "Только читать", "Read only";
        key_role_reviews: "Читать и отвечать на отзывы", "Read and answer reviews";
        key_role_products: "Только читать товары", "Read products only";
        key_role_chats: "Чаты с покупателями и поддержкой", "Chats with buyers and support";
        key_role_promotions: "Акции и цены", "Promotions and prices";
        key_shown_once: "Скопируйте сейчас: второй раз мы его не покажем", "Copy it now: we will not show it again";
        key_shown_once_text: "У нас остаётся только отпечаток ключа. Если потеряете, создайте новый.", "We keep only its fingerprint. If you lose it, make a new one.";
        key_value: "Ключ", "Key";
        key_revoke: "Отозвать", "Revoke";
        key_revoke_sure: "Отозвать ключ?", "Revoke the key?";
        key_revoke_text: "Программы с этим ключом перестанут работать сразу.", "Programs that use it stop working at once.";
        key_revoked: "Ключ отозван", "Key revoked";
        key_revoked_mark: "отозван", "revoked";
        no_keys: "Ключей пока нет", "No keys yet";
        no_keys_text: "Создайте ключ, чтобы подключить программу, которая уже умеет работать с Ozon Seller API.", "Make a key to connect a program that already speaks the Ozon Seller API.";
        appearance_description: "Тема и язык интерфейса.", "Theme and language of the interface.";
        theme: "Тема", "Theme";
        theme_system: "Как в системе", "As the system";
        theme_light: "Светлая", "Light";
        theme_dark: "Тёмная", "Dark";
        language: "Язык", "Language";
        language_ru: "Русский", "Русский";
        language_en: "English", "English";
        language_title: "Язык · Language", "Language · Язык";
        sign_in_title: "Вход", "Sign in";
        sign_in_description: "Вход в кабинет продавца.", "Sign in to the seller's cabinet.";
        sign_in_text: "Откройте ссылку для входа, которую вам прислали: она узнает вас и запомнит это устройство.", "Open the sign-in link that you were sent: it knows you and remembers this device.";
        sign_in_bad: "Ссылка не подошла или устарела", "The link is wrong or too old";
        sign_in_bad_text: "Попросите новую у того, кто её прислал.", "Ask for a new one from whoever sent it.";
        signed_out: "Вы вышли", "You are signed out";
    }
    phrases {
        client_id: "Client-Id {}", "Client-Id {}";
        key_until: "действует до {}", "works until {}";
        key_made: "создан {}", "made {}";
        client_id_of: "Client-Id магазина: {}", "The shop's Client-Id: {}";
    }
    plurals {
        n_templates: ("шаблон", "шаблона", "шаблонов"), ("template", "templates");
        n_keys: ("ключ", "ключа", "ключей"), ("key", "keys");
    }
}
