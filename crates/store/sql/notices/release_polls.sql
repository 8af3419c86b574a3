update telegram_polls set until = $1 where until > $1
