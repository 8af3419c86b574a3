select next_update, heard_at from telegram_polls where bot = $1
