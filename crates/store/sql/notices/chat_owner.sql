select person_id, language, code_at from telegram_chats where chat_id = $1
