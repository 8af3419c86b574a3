update telegram_polls set until = 0 where bot = $1 and holder = $2
