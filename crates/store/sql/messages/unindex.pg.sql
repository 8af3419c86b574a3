delete from message_words where seller_id = $1 and message_id = $2
