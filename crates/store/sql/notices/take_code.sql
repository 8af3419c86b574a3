delete from telegram_codes where code_hash = $1 returning person_id, side, language, made_at, until
