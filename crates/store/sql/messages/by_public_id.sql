where m.message_id = $1
