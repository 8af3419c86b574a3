delete from telegram_chats where person_id = $1
