select max(message_id) from messages where seller_id = $1 and chat_id = $2
