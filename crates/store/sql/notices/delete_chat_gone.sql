delete from telegram_chats where person_id = $1 and chat_id = $2
