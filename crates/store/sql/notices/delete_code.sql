delete from telegram_codes where person_id = $1
