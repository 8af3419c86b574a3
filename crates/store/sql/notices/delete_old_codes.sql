delete from telegram_codes where until <= $1
