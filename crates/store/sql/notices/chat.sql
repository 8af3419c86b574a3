select chat_id, language, code_at, linked_at from telegram_chats where person_id = $1
