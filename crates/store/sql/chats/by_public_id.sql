where c.chat_id = $1
