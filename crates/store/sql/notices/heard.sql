update telegram_polls set next_update = $2, heard_at = $3 where bot = $1
